"""Kinds of grant as the forecast sees them: the area and step that each belongs to, and what a process draws of each."""

from __future__ import annotations

from dataclasses import dataclass

from trinvis.tables.choices import PLACEMENT_TYPES

AREAS: dict[str, tuple[str, ...]] = {
    "plejefamilier": ("foster", "municipal_foster"),
    "slaegt_netvaerk": ("kin_foster",),
    "opholdssteder": ("residence",),
    "doegninstitutioner": ("institution", "secure"),
    "eget_vaerelse_kostskole": ("own_room", "boarding_school", "aftercare"),
    "familiebehandling": ("family_treatment", "practical_support"),
    "aflastning_kontaktperson": ("relief", "contact_person"),
    "forebyggende": ("early_prevention",),
}
"""Area → the kinds that it groups: placement types, and intervention types of children who are not placed."""

AREA = {kind: area for area, kinds in AREAS.items() for kind in kinds}
RUNNING = "egne_tilbud_ledelse"
"""The area that is not forecast grant by grant: running costs."""
REFUND = "refusion_saerligt_dyre"
"""The area of the state's refund for especially expensive cases: income, so negative."""

STEP = {
    "early_prevention": 2,
    "kin_foster": 4,
    "foster": 5,
    "municipal_foster": 5,
    "residence": 6,
    "institution": 6,
    "secure": 6,
} | dict.fromkeys(
    ("own_room", "boarding_school", "aftercare", "family_treatment", "practical_support", "relief", "contact_person"), 3
)
"""Kind → step of the national staircase, as in the parameter ``type_step``."""

PLACED = frozenset(code for code, _ in PLACEMENT_TYPES)
AFTERCARE = "aftercare"
SUPPORT = frozenset({"relief", "contact_person", "practical_support"})
"""What a child often has beside something else."""


@dataclass(frozen=True)
class Kind:
    """What a process draws of a kind.

    ``running`` is the number running at one time on average and ``months`` the mean length before the 18th birthday cuts
    it; ``ages`` are youngest, oldest and most common age at the start, whole years (aftercare follows a placement, see
    ``courses.with_aftercare``, so its number and ages are not drawn); ``price`` is kr. per calendar day at
    the level of 2024 and ``spread`` the standard deviation of its logarithm between grants. A grant is given for
    ``plan_months`` at a time, 0 until further notice. All figures are our own assumptions, near ``data/levels.yaml``.
    """

    id: str
    running: float
    months: float
    ages: tuple[int, int, int]
    price: float
    spread: float = 0.1
    plan_months: int = 0
