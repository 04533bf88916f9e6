"""A cause of a deviation opened, or all of them together: the two figures that the difference lies between, and the other causes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.municipality.address import Address, BadAddress
from trinvis.municipality.explain import Explanation, Part, title
from trinvis.reports.why_table import factor_value

if TYPE_CHECKING:
    from trinvis.calculations.followup.split import Part as Cause
    from trinvis.municipality.follow_up import FollowUp

AGAINST = {"assumption": ("budget_oere", "Korrigeret budget"), "last_year": ("last_year_oere", "Forbrug sidste år")}
"""What the forecast is held against → the figure of the follow-up and its words."""

OTHER = "other"
"""The causes outside the factors as one figure."""

TOTAL = "total"
"""All the causes together: the whole difference, extra expense +."""

FACTORS = ("persons", "children", "duration", "price", "mix")


def explain_why(made: FollowUp, address: Address) -> Explanation:
    """A part of the split of a row: ``why/2026/2026-09-30/price?area=…&against=last_year``; raises ``BadAddress``.

    Without a row it is the total, without ``against`` the budget. The figure ``total`` is the whole difference. A part is no sum of lines: its inputs are what the whole
    difference is reckoned from, and the parts beside it.
    """
    where = dict(address.where)
    against = where.pop("against", "assumption")
    if against not in AGAINST or len(where) > 1:
        raise BadAddress(f"Adressen '{address}' kan ikke læses: skriv why/2026/2026-09-30/price?area=…")
    splits = made.why.against_assumption if against == "assumption" else made.why.against_last_year
    row = next(iter(where.items()), ("total", "i_alt"))
    split = splits.get(row)
    if split is None:
        raise BadAddress("Der er ingen forudsætninger at dele afvigelsen efter; ret adressen.")
    whole = address.figure == TOTAL
    chosen = list(split.parts) if whole else [part for part in split.parts if _is(part, address.figure)]
    if not chosen:
        known = ", ".join(part.name for part in split.parts)
        raise BadAddress(f"Årsagen '{address.figure}' findes ikke; vælg en af {known}, {TOTAL}.")
    figure, word = AGAINST[against]
    total = next(one for one in made.areas.iter_rows(named=True) if (one["kind"], one["area"]) == row)
    others = [part for part in split.parts if whole or len(chosen) > 1 or part not in chosen]
    return Explanation(
        address=address,
        title=f"{_words(chosen, whole=whole)}, {title(made, address)}, mod {word.lower()}",
        value=sum(part.amount_oere for part in chosen),
        unit="kr.",
        sentence=" ".join([*([_DIFFERENCE] if whole else map(_sentence, chosen)), split.sentence, _HOW]),
        parts=(),
        inputs=(
            Part("Forventet regnskab", int(total["forecast_oere"]), str(made.address("forecast_oere", *row))),
            Part(word, int(total[figure]), str(made.address(figure, *row))),
            *(
                Part(
                    part.label,
                    part.amount_oere,
                    str(Address("why", made.year, address.basis, part.name, address.where)),
                )
                for part in others
            ),
        ),
        lines=made.without_memo.clear(),
        rules={},
        parameters=(),
    )


_DIFFERENCE = "Merudgiften er det første beløb minus det andet."
_HOW = (
    "Delene er tilsammen forskellen mellem de to beløb; hver faktors del er gennemsnittet over de rækkefølger, faktorerne kan "
    "ændres i (Shapley)."
)


def _is(part: Cause, figure: str) -> bool:
    return part.name == figure or (figure == OTHER and part.name not in FACTORS)


def _words(chosen: list[Cause], *, whole: bool) -> str:
    if whole:
        return "Merudgift i alt"
    return chosen[0].label if len(chosen) == 1 else "Øvrigt"


def _sentence(part: Cause) -> str:
    before, after = (factor_value(part.name, value) for value in (part.before, part.after))
    return f"{part.label}." if before is None or after is None else f"{part.label}: fra {before} til {after}."
