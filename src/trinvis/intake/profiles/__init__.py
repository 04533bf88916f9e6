"""The register of sources: one profile per kind of file."""

from __future__ import annotations

from trinvis.intake.profile import Profile
from trinvis.intake.profiles.activity import ACTIVITY
from trinvis.intake.profiles.assumptions import ASSUMPTIONS
from trinvis.intake.profiles.budget import BUDGET
from trinvis.intake.profiles.causes import CAUSES
from trinvis.intake.profiles.children import CHILDREN
from trinvis.intake.profiles.disponeringsark import DISPONERINGSARK
from trinvis.intake.profiles.dubu import DUBU
from trinvis.intake.profiles.estimates import ESTIMATES
from trinvis.intake.profiles.figures import FIGURES
from trinvis.intake.profiles.finance import FINANCE
from trinvis.intake.profiles.framework import FRAMEWORK
from trinvis.intake.profiles.grants import GRANTS
from trinvis.intake.profiles.offers import OFFERS
from trinvis.intake.profiles.os2bos import OS2BOS
from trinvis.intake.profiles.places import PLACES
from trinvis.intake.profiles.population import POPULATION
from trinvis.intake.profiles.prices import PRICES
from trinvis.intake.profiles.programmes import PROGRAMMES
from trinvis.intake.profiles.psychiatry import PSYCHIATRY
from trinvis.intake.profiles.staff import STAFF
from trinvis.intake.profiles.statbank import STATBANK
from trinvis.intake.profiles.survey import SURVEY
from trinvis.intake.profiles.waiting import WAITING

SOURCES: dict[str, Profile] = {
    profile.name: profile
    for profile in (
        GRANTS,
        DISPONERINGSARK,
        OS2BOS,
        DUBU,
        FINANCE,
        BUDGET,
        ASSUMPTIONS,
        ESTIMATES,
        CHILDREN,
        POPULATION,
        STATBANK,
        FIGURES,
        OFFERS,
        FRAMEWORK,
        PLACES,
        STAFF,
        ACTIVITY,
        CAUSES,
        PSYCHIATRY,
        WAITING,
        PROGRAMMES,
        SURVEY,
        PRICES,
    )
}
"""Name (as in ``--source``) → profile."""
