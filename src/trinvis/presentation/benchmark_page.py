"""*Sammenligning*: the first line, and the table of every measure that can be asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from trinvis.calculations.staircase.measures import AreaPerChild, average
from trinvis.presentation import benchmark_need_tables as needs
from trinvis.presentation import benchmark_rate_tables as rates
from trinvis.presentation import benchmark_shares as shares
from trinvis.presentation import benchmark_spending as spending
from trinvis.presentation.benchmark_rows import inside, oere
from trinvis.reports import danish

if TYPE_CHECKING:
    from trinvis.municipality.benchmark import Benchmark
    from trinvis.reports.table import ReportTable

QUESTION = "Hvordan ligger vi i forhold til andre, når behovet er taget med?"

Make = Callable[..., "ReportTable"]

MEASURES: dict[str, tuple[str, Make]] = {
    "spending": ("Udgifter pr. 0-22-årig over tid", spending.over_time_table),
    "change": ("Ændring siden første år, også med de samme kommuner alle år", spending.changes_table),
    "distribution": ("Fordelingen på trinnene", spending.distribution_table),
    "extra-cost": ("Merudgift mod første år", spending.extra_table),
    "total": ("Alle pengene: trin, uden for, og kildens egen sum", spending.tie_table),
    "share": ("Andel til trin 2-3 i hver kommune", shares.share_table),
    "share-change": ("Andelenes ændring siden første år", shares.share_changes_table),
    "share-means": ("Andel i grupperne, år for år", shares.share_means_table),
    "ratio": ("Forhold mellem trin 2-3 og trin 4-6, med retning", shares.ratio_table),
    "ratio-means": ("Forhold i grupperne, år for år", shares.ratio_means_table),
    "directions": ("Retning pr. kommune og tal", shares.directions_table),
    "groups": ("Delt efter en baggrundsværdi", shares.groups_table),
    "nearest": ("Hvem vi sammenlignes med, og hvorfor", needs.nearest_table),
    "need": ("Niveau mod indlæst udgiftsbehov", needs.need_table),
    "model": ("Egen model af udgiftsbehovet", needs.model_table),
    "difference": ("Hvad forskellen består af", needs.difference_table),
    "places": ("Placering efter kroner", needs.places_table),
    "rate": ("Antal børn pr. 1.000: placering med interval og tragt", rates.league_table),
    "rate-means": ("Antal børn pr. 1.000 over tid", rates.rate_means_table),
    "cautious": ("Forsigtigt bud på landsgennemsnittet", rates.cautious_table),
}
"""Name of a measure → what it is, and the table of it."""


def measure_table(made: Benchmark, measure: str, *, synthetic: bool) -> ReportTable:
    """The table of a measure; ``KeyError`` for another name."""
    return MEASURES[measure][1](made, synthetic=synthetic)


def answer(made: Benchmark) -> str:
    """The first line: against need where it is known, else against the chosen set, and then said so."""
    need = made.need
    own = None if need is None else next((row for row in need.table.rows if row.code == made.own), None)
    if need is not None and own is not None:
        others = [
            row.difference_oere for row in need.table.rows if row.code in made.against.members and row.code != made.own
        ]
        first = needs.need_answer(made)
        if not others:
            return first
        mean = danish.rounded(sum(others), len(others))
        return f"{first} {made.against.label} ligger i gennemsnit {needs.more(mean)} end deres behov."
    model = made.model
    if not isinstance(model, str) and any(
        row.unit.code == made.own and row.difference_oere is not None for row in model.rows
    ):
        return needs.model_answer(made)
    return f"{level_answer(made)} Behovet er ikke taget med, for det er ikke indlæst."


def level_answer(made: Benchmark) -> str:
    """Our spending on the area against the chosen set's mean."""
    measure = AreaPerChild()
    own = measure.of(made.spending, made.own, made.year)
    others = tuple(code for code in made.against.members if code != made.own)
    mean = average(made.spending, measure, others, made.year)
    theirs = oere(getattr(mean, made.asked.weighting))
    if own is None:
        return f"{made.name(made.own)} har intet regnskab eller folketal for {made.year}."
    ours = oere(own.value) or 0
    if theirs is None:
        return f"Vi bruger {danish.kroner(ours)} kr. pr. 0-22-årig; {inside(made.against.label)} har ingen tal."
    return f"Vi bruger {danish.kroner(ours)} kr. pr. 0-22-årig, {needs.more(ours - theirs)} end {inside(made.against.label)} ({mean.n} kommuner)."
