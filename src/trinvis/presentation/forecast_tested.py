"""*Prognose*: how close earlier forecasts came, the methods side by side, and which one each area had best used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trinvis.calculations.forecast.backtest import LABELS, SIMULATED
from trinvis.parameters.profile import METHODS
from trinvis.presentation.overview import Drawn
from trinvis.reports import danish
from trinvis.reports.charts.hits import Hit, hits_chart
from trinvis.reports.charts.svg import svg_of
from trinvis.reports.forecast_sentences import held_sentence, hit_sentence
from trinvis.reports.table import Cell, ReportColumn, ReportTable

if TYPE_CHECKING:
    from trinvis.calculations.forecast.backtest import Score
    from trinvis.calculations.forecast.backtest_table import Proposal
    from trinvis.municipality.forecast_backtest import Backtest
    from trinvis.parameters.profile import Area, Profile

HIT_COLUMNS = (
    ReportColumn("month", "Set ved udgangen af", "month"),
    ReportColumn("year", "Budgetår", "integer"),
    ReportColumn("months_left", "Måneder tilbage", "integer"),
    ReportColumn("frame_oere", "Ramme dengang", "oere", "kr."),
    ReportColumn("forecast_oere", "Ventet", "oere", "kr."),
    ReportColumn("truth_oere", "Blev til", "oere", "kr."),
    ReportColumn("error_oere", "For højt (+)", "oere", "kr."),
    ReportColumn("error_pct", "Af rammen", "per_cent"),
    ReportColumn("held80", "Inden for 80 %", "flag"),
    ReportColumn("held95", "Inden for 95 %", "flag", on_screen=False),
)


def tried(back: Backtest, area: str = "", method: str = SIMULATED) -> list[Score]:
    """The scores of a method in an area (empty: the total) that said something, oldest first."""
    found = [one for one in back.scores if (one.area, one.method) == (area, method) and one.forecast_oere is not None]
    return sorted(found, key=lambda one: (one.year, one.as_of))


def hits_drawn(back: Backtest, *, synthetic: bool) -> Drawn:
    """The total's simulated year-end against what came, by months left of the year, with every origin in the table."""
    found = [(one, _of_frame(one)) for one in tried(back)]
    title = "Har vi ramt før? Fejl i procent af rammen, efter hvor mange måneder der var tilbage"
    hits = [Hit(one.year, one.months_left, error) for one, error in found if error is not None]
    words = f"{hit_said(back)} {held(back)}".strip()
    wide, narrow = (
        svg_of(hits_chart(hits, within(back), narrow=small), title=title, words=words) if hits else ""
        for small in (False, True)
    )
    return Drawn(title, wide, narrow, hits_table(back, "", SIMULATED, synthetic=synthetic))


def hits_table(back: Backtest, area: str, method: str, *, synthetic: bool) -> ReportTable:
    """Every day that a method was tried on in an area: what it said, and what came."""
    rows: tuple[dict[str, Cell], ...] = tuple(
        {
            "month": one.as_of,
            "year": one.year,
            "months_left": one.months_left,
            "frame_oere": one.frame_oere,
            "forecast_oere": one.forecast_oere,
            "truth_oere": one.truth_oere,
            "error_oere": one.error_oere,
            "error_pct": _of_frame(one),
            "held80": one.inside80,
            "held95": one.inside95,
        }
        for one in tried(back, area, method)
    )
    label = back.labels.get(area, area) if area else "I alt"
    return ReportTable(
        name="hits",
        title=f"{label}, {LABELS[method].lower()}: hvad der blev sagt, og hvad der kom",
        answer=held(back),
        columns=tuple(
            column for column in HIT_COLUMNS if column.kind != "flag" or any(row["held80"] is not None for row in rows)
        ),
        rows=rows,
        scale="mio",
        synthetic=synthetic,
    )


def within(back: Backtest) -> list[tuple[int, int]]:
    """(months left, the largest error of the simulated total from then to the year's end), in hundredths of a per cent of the frame."""
    largest: dict[int, int] = {}
    for one in tried(back):
        error = _of_frame(one)
        if error is not None:
            largest[one.months_left] = max(largest.get(one.months_left, 0), abs(error))
    found, so_far = [], 0
    for left in sorted(largest):
        so_far = max(so_far, largest[left])
        found.append((left, so_far))
    return found


def usual(back: Backtest, months_left: int = 6) -> tuple[int, int]:
    """The same for one number of months left, or the nearest to it that was tried."""
    return min(within(back), key=lambda found: (abs(found[0] - months_left), found[0]))


def hit_said(back: Backtest, months_left: int = 6) -> str:
    """How close the simulated total came so many months before the year's end, in a sentence; none where no frame was known."""
    return hit_sentence(*usual(back, months_left), years=len(back.years)) if within(back) else ""


def held(back: Backtest) -> str:
    """How often the 80 per cent interval held; nothing where none was drawn."""
    said = [one.inside80 for one in tried(back) if one.inside80 is not None]
    return held_sentence(sum(said), len(said)) if said else ""


def _of_frame(one: Score) -> int | None:
    """The error in hundredths of a per cent of the frame as it was known then."""
    if not one.frame_oere or one.error_oere is None:
        return None
    return danish.rounded(one.error_oere * 10_000, abs(one.frame_oere))


# methods side by side

METHOD_COLUMNS = (
    ReportColumn("label", "Metode"),
    ReportColumn("n", "Prøvet", "integer", "gange", additive=False),
    ReportColumn("unsaid", "Kunne ikke sige noget", "integer", on_screen=False),
    ReportColumn("bias_oere", "Skævhed", "oere", "kr."),
    ReportColumn("bias_pct", "Skævhed af rammen", "per_cent"),
    ReportColumn("mae_oere", "Fejl i snit", "oere", "kr."),
    ReportColumn("mae_pct", "Fejl af regnskabet", "per_cent"),
    ReportColumn("crps_oere", "Ved siden af (CRPS)", "oere", "kr."),
    ReportColumn("held", "80 %-intervallet holdt"),
)
METHODS_NOTES = (
    "Skævhed er gennemsnittet af ventet minus regnskab; fejl i snit er gennemsnittet af forskellens størrelse. Begge er gennemsnit over "
    "de dage, der er prøvet; de står dag for dag i tabellen på siden.",
    "CRPS måler, hvor langt hele udfaldsrummet lå fra det, der kom; for en metode uden udfaldsrum er det fejlens størrelse. Lavest er bedst.",
    "Metoder, der ikke kunne sige noget hver gang, kan ikke sammenlignes helt.",
)


def methods_table(back: Backtest, area: str = "", *, synthetic: bool) -> ReportTable:
    """All methods in an area (empty: the total), best first; those that never could say anything are left out."""
    found = [row for row in back.table.iter_rows(named=True) if row["area"] == area and row["months_left"] is None]
    told = sorted((row for row in found if row["n"]), key=lambda row: (row["unsaid"] > 0, row["crps_oere"]))
    label = back.labels.get(area, area) if area else "området i alt"
    return ReportTable(
        name="methods",
        title=f"Metoderne prøvet på {label}, {_years(back)}",
        answer=held(back),
        columns=METHOD_COLUMNS,
        rows=tuple(map(_method_row, told)),
        notes=METHODS_NOTES,
        scale="tkr",
        synthetic=synthetic,
    )


def _method_row(row: dict[str, Any]) -> dict[str, Cell]:
    return {
        "label": LABELS[row["method"]],
        "method": row["method"],
        "n": row["n"],
        "unsaid": row["unsaid"],
        "bias_oere": _whole(row["bias_oere"]),
        "bias_pct": _whole(row["bias_pct"], 100),
        "mae_oere": _whole(row["mae_oere"]),
        "mae_pct": _whole(row["mae_pct"], 100),
        "crps_oere": _whole(row["crps_oere"]),
        "held": f"{row['held80']} af {row['n_drawn']}" if row["n_drawn"] else None,
    }


def _whole(value: float | None, times: int = 1) -> int | None:
    return None if value is None else round(value * times)


def _years(back: Backtest) -> str:
    years = [str(year) for year in back.years]
    return " og ".join(filter(None, (", ".join(years[:-1]), *years[-1:])))


# which method to use

PROPOSAL_COLUMNS = (
    ReportColumn("label", "Område"),
    ReportColumn("now", "Bruges nu"),
    ReportColumn("proposed", "Ramte bedst"),
    ReportColumn("short", "Hvorfor"),
    ReportColumn("choose", ""),
    ReportColumn("reason", "Begrundelse", on_screen=False),
    ReportColumn("area", "Kode", on_screen=False),
)
TOLD_APART = 2
"""Standard errors between two methods before the difference is more than chance."""
CHOOSE = "Vælg"


@dataclass(frozen=True)
class ForArea:
    """What the page of an area's choice says: the proposal's words, and the method and reason that the form begins with.

    ``cannot`` says so where the best method is none that a follow-up can use.
    """

    said: str
    cannot: str
    method: str
    reason: str


def proposals_table(back: Backtest, profile: Profile, *, synthetic: bool) -> ReportTable:
    """Per area the method that it has and the one that came closest."""
    methods = {area.id: area.method for area in profile.areas}
    rows: tuple[dict[str, Cell], ...] = tuple(
        {
            "area": one.area,
            "label": back.labels.get(one.area, one.area),
            "now": METHODS.get(methods.get(one.area, ""), ""),
            "proposed": LABELS[one.method] if one.method else None,
            "short": _short(one),
            "reason": one.reason,
            "choose": CHOOSE if one.area in methods else None,
        }
        for one in back.proposals
    )
    return ReportTable(
        "proposals", "Hvilken metode passer til hvert område?", held(back), PROPOSAL_COLUMNS, rows, synthetic=synthetic
    )


def _small(label: str) -> str:
    return label[:1].lower() + label[1:]


def _short(one: Proposal) -> str:
    """The reason in a few words: how much closer than the next best."""
    if not one.enough:
        return "For få år er prøvet"
    beats = one.beats
    if beats is None:
        return "Ingen anden metode kunne sige noget hver gang"
    error = beats.standard_error_oere
    chance = error is None or beats.difference_oere <= TOLD_APART * error
    closer = f"{danish.kroner(round(beats.difference_oere))} kr. tættere på end {_small(LABELS[beats.method])}"
    return f"{closer}; kan være tilfældigt" if chance else closer


def for_area(back: Backtest, area: Area) -> ForArea:
    """What is proposed for an area. The form begins with the best method that a follow-up can use, else with what it has."""
    proposal = next((one for one in back.proposals if one.area == area.id), None)
    if proposal is None:
        return ForArea(
            "Området er ikke prøvet: der er ingen afsluttede år med det.", "", area.method, area.method_reason
        )
    if proposal.method in METHODS:
        return ForArea(proposal.reason, "", str(proposal.method), proposal.reason)
    best = _best_of_profile(back, proposal)
    if best is None or not proposal.enough:
        return ForArea(proposal.reason, "", area.method, area.method_reason)
    method, crps = best
    kroner = f"{danish.kroner(round(crps))} kr."
    label = METHODS[method]
    return ForArea(
        proposal.reason,
        f"Budgetopfølgningen kan ikke bruge »{LABELS[str(proposal.method)]}«. Af dens egne metoder ramte »{label}« bedst: {kroner} ved "
        "siden af i snit (CRPS).",
        method,
        f"{label} ramte bedst af opfølgningens metoder på {proposal.origins} prognosedage i {danish.count(proposal.years, 'år', 'år')}: "
        f"{kroner} ved siden af i snit (CRPS).",
    )


def _best_of_profile(back: Backtest, proposal: Proposal) -> tuple[str, float] | None:
    """The method with the lowest mean CRPS among those of a profile that could say something every time."""
    found = [
        (row["crps_oere"], row["method"])
        for row in back.table.iter_rows(named=True)
        if (row["area"], row["months_left"], row["unsaid"]) == (proposal.area, None, 0)
        and row["method"] in METHODS
        and row["n"]
    ]
    return (min(found)[1], min(found)[0]) if found else None
