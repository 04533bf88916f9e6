"""Why the year costs what it does on each step: children, duration and price as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.calculations.staircase.splitting import PARTS
from trinvis.reports import danish
from trinvis.reports.table import TOTAL_ROW, Cell, ReportColumn, ReportTable

if TYPE_CHECKING:
    from trinvis.municipality.staircase_split import StaircaseSplit

SPLIT_FIGURES = ("children_oere", "duration_oere", "price_oere", "uncounted_oere")


def split_table(made: StaircaseSplit, *, synthetic: bool) -> ReportTable:
    """Each step's difference in children, duration and price; its parts add up to it, and the steps with the rest to the total."""
    through = danish.MONTHS[made.month - 1]
    rows: list[dict[str, Cell]] = []
    addresses: dict[tuple[int, str], str] = {}
    for step, one in made.steps.items():
        addresses |= dict(zip(((len(rows), "before_oere"), (len(rows), "now_oere")), made.addresses(step), strict=True))
        rows.append(
            {
                "label": f"{step} {made.labels.get(step, f'Trin {step}')}",
                "before_oere": one.before.amount_oere,
                "now_oere": one.after.amount_oere,
                **{name: getattr(one, name) for name in SPLIT_FIGURES},
                "total_oere": one.total_oere,
            }
        )
    before, now = (made.everything(money) for money in (made.then, made.now))
    on_steps = [sum(int(str(row[name])) for row in rows) for name in ("before_oere", "now_oere")]
    rows.append(
        {
            "label": "Uden for trappen og ikke placeret",
            "before_oere": before - on_steps[0],
            "now_oere": now - on_steps[1],
            "total_oere": made.beside_oere,
        }
    )
    totals: dict[str, Cell] = {"label": "I alt", "before_oere": before, "now_oere": now, "total_oere": made.total_oere}
    whole = made.addresses()
    return ReportTable(
        name="split",
        title=f"Hvorfor? Januar-{through} {made.year} mod {made.year_before}",
        answer=split_answer(made),
        columns=(
            ReportColumn("label", "Trin"),
            ReportColumn("before_oere", str(made.year_before), "oere", "kr.", additive=True),
            ReportColumn("now_oere", str(made.year), "oere", "kr.", additive=True),
            ReportColumn("children_oere", "Antal børn", "oere", "kr.", additive=True),
            ReportColumn("duration_oere", "Varighed", "oere", "kr.", additive=True),
            ReportColumn("price_oere", "Pris", "oere", "kr.", additive=True),
            ReportColumn("uncounted_oere", PARTS["uncounted"], "oere", "kr.", additive=True),
            ReportColumn("total_oere", "Forskel", "oere", "kr.", additive=True),
        ),
        rows=tuple(rows),
        totals=totals | {name: made.part(name.removesuffix("_oere")) for name in SPLIT_FIGURES},
        notes=(
            "Udgift = børn × varighed (helårspersoner pr. barn) × pris (kr. pr. helårsperson). Hver dels bidrag er gennemsnittet af de "
            "seks rækkefølger, de kan ændre sig i, så intet bliver til overs. Alle børn er med; et barn, der har været på to trin, tæller "
            "på begge. Beskrivende: viser ikke årsag.",
            *(() if made.complete else (f"Data kender ikke alle børn i {made.year_before}, så delingen er usikker.",)),
        ),
        facts={"year": made.year, "year_before": made.year_before, "month": made.month},
        addresses=addresses | {(TOTAL_ROW, "before_oere"): whole[0], (TOTAL_ROW, "now_oere"): whole[1]},
        scale="mio",
        synthetic=synthetic,
    )  # fmt: skip


def split_answer(made: StaircaseSplit) -> str:
    """What the months cost more or less than the same of the other year."""
    apart, through = made.total_oere, danish.MONTHS[made.month - 1]
    said = f"{danish.millions(abs(apart))} mio. kr. {'mere' if apart > 0 else 'mindre'}"
    return f"Januar-{through} {made.year} kostede {'det samme som' if apart == 0 else f'{said} end'} de samme måneder i {made.year_before}."
