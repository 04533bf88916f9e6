"""Grants and postings on the steps of the intervention staircase (indsatstrappen), each with the rule that put it there."""

from __future__ import annotations

from trinvis.calculations.staircase.accounts import by_account
from trinvis.calculations.staircase.grants import place_grants
from trinvis.calculations.staircase.postings import place_postings
from trinvis.calculations.staircase.rules import Lookup, one_per_key, with_most_specific

__all__ = ["Lookup", "by_account", "one_per_key", "place_grants", "place_postings", "with_most_specific"]
