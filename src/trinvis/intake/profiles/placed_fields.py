"""The fields of a table whose municipality is read together with regions and the country."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from trinvis.intake.profile import Field, fields_of
from trinvis.intake.profiles.areas import PLACE
from trinvis.tables.schema import Table


def placed_fields(
    table: Table, texts: Mapping[str, str] | None = None, words: Mapping[str, Mapping[str, str]] | None = None
) -> tuple[Field, ...]:
    """The table's fields with the municipality as a text named ``place``; ``texts`` renames further columns that are read as they
    were written, ``words`` gives this source's words for closed lists.
    """
    named = {"municipality": PLACE, **(texts or {})}
    known = words or {}
    return tuple(
        replace(one, name=named[one.name], kind="text", municipality=False)
        if one.name in named
        else replace(one, words=known.get(one.name, one.words))
        for one in fields_of(table)
    )
