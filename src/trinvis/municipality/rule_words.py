"""What a rule id in a line says, in Danish: rules of the program, of the profile, and dated parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.calculations.commitments.matching import MATCH_RULES
from trinvis.calculations.commitments.year import YEAR_RULES
from trinvis.calculations.staircase.area_steps import AREA_STEP_RULES
from trinvis.calculations.staircase.following import FOLLOWS_RULES
from trinvis.parameters import UnknownParameter
from trinvis.parameters.profile import METHODS

if TYPE_CHECKING:
    from trinvis.parameters import Parameters

PROGRAM_RULES: dict[str, str] = {
    **MATCH_RULES,
    **YEAR_RULES,
    **AREA_STEP_RULES,
    **FOLLOWS_RULES,
    "estimates/risk": "Risikosag: antal gange pris pr. år gange sandsynlighed gange årets andel; 0, når årets sidste måned er lukket",
    "estimates/amount": "Pulje eller skøn: beløb gange sandsynlighed; 0, når årets sidste måned er lukket",
    "refund/child_costs": (
        "Barnets udgift pr. ydelsesmåned: det bogførte på barnet; ellers det disponerede i åbne måneder, og mens fakturaen ventes; "
        "i ældre måneder den del af det disponerede, som en postering uden barn (samlefaktura, egne tilbuds løn) dækker"
    ),
    "refund/already_posted": "Refusion, der allerede er bogført, trækkes fra den beregnede",
    **{f"method/{method}": f"Områdets metode: {label}" for method, label in METHODS.items()},
    "placed_by/navn": "Placeret efter områdets navn",
    "placed_by/konto": "Placeret efter kontoen",
    "placed_by/type": "Placeret efter indsatstypen",
    "placed_by/intet": "Ingen regel placerer beløbet",
}
"""Id of a rule of the program → its words."""


def rule_words(rule_id: str, parameters: Parameters) -> str:
    """The words of a rule; a dated parameter with its value, validity and source. An unknown id stands as it is."""
    if rule_id in PROGRAM_RULES:
        return PROGRAM_RULES[rule_id]
    if rule_id.startswith("profil/"):
        _, profile, area, pattern = [*rule_id.split("/", 3), "", "", ""][:4]
        return (
            f"Profilen »{profile}«: {pattern or area} hører til området {area}" if pattern else f"Profilen »{profile}«"
        )
    if rule_id.startswith("trappe/"):
        return f"Kommunens egen trappe: {rule_id.removeprefix('trappe/')}"
    try:
        value = parameters.rule(rule_id)
    except UnknownParameter:
        return rule_id
    label = parameters.describe(value.name).label
    until = "" if value.valid_to is None else f" til {value.valid_to:%d.%m.%Y}"
    mark = f" ({value.mark()})" if value.mark() else ""
    return f"{label}, {value.key or ''}: {value.text()}, gyldig fra {value.valid_from:%d.%m.%Y}{until}{mark}; kilde: {value.source}"
