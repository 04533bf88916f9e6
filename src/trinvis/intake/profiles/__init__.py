"""The register of sources: one profile per kind of file."""

from __future__ import annotations

from trinvis.intake.profile import Profile
from trinvis.intake.profiles.assumptions import ASSUMPTIONS
from trinvis.intake.profiles.budget import BUDGET
from trinvis.intake.profiles.children import CHILDREN
from trinvis.intake.profiles.disponeringsark import DISPONERINGSARK
from trinvis.intake.profiles.dubu import DUBU
from trinvis.intake.profiles.estimates import ESTIMATES
from trinvis.intake.profiles.figures import FIGURES
from trinvis.intake.profiles.finance import FINANCE
from trinvis.intake.profiles.grants import GRANTS
from trinvis.intake.profiles.os2bos import OS2BOS
from trinvis.intake.profiles.population import POPULATION
from trinvis.intake.profiles.statbank import STATBANK

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
    )
}
"""Name (as in ``--source``) → profile."""
