"""*Prognose*: the methods tried side by side, and which one each area had best used."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trinvis.calculations.forecast.backtest import LABELS
from trinvis.parameters.profile import METHODS
from trinvis.presentation.forecast_tested import held, hit_said
from trinvis.reports import danish
from trinvis.reports.table import Cell, ReportColumn, ReportTable

if TYPE_CHECKING:
    from trinvis.calculations.forecast.backtest_table import Proposal
    from trinvis.municipality.forecast_backtest import Backtest
    from trinvis.parameters.profile import Area, Profile

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
    ReportColumn("n_drawn", "Med interval", "integer", on_screen=False),
    ReportColumn("held80", "80 % holdt", "integer", on_screen=False),
    ReportColumn("held95", "95 % holdt", "integer", on_screen=False),
)
METHODS_NOTES = (
    "Skævhed er gennemsnittet af ventet minus regnskab; fejl i snit er gennemsnittet af forskellens størrelse. Begge er gennemsnit over "
    "de dage, der er prøvet; de står dag for dag i tabellen på siden.",
    "CRPS måler, hvor langt hele udfaldsrummet lå fra det, der kom; for en metode uden udfaldsrum er det fejlens størrelse. Lavest er bedst.",
    "Metoder, der ikke kunne sige noget hver gang, kan ikke sammenlignes helt.",
)


def methods_table(back: Backtest, area: str = "", *, synthetic: bool) -> ReportTable:
    """All methods in an area (empty: the total), best first; those that never could say anything are left out."""
    label = back.labels.get(area, area) if area else "området i alt"
    return ReportTable(
        name="methods",
        title=f"Metoderne prøvet på {label}, {_years(back)}",
        answer=held(back),
        columns=METHOD_COLUMNS,
        rows=tuple(_method_rows(back, area)),
        notes=METHODS_NOTES,
        scale="tkr",
        synthetic=synthetic,
    )


def backtest_table(back: Backtest, *, synthetic: bool) -> ReportTable:
    """All methods in all areas under each other, the total first: for the terminal and files."""
    methods = {
        area: f"{METHODS[method]} ({why})" if why else METHODS[method] for area, (method, why) in back.methods.items()
    }
    rows: list[dict[str, Cell]] = []
    for area in ("", *sorted({one.area for one in back.scores} - {""}, key=_order(back))):
        label = back.labels.get(area, area) if area else "I alt"
        rows += [{"area_label": label, "area": area or None, **row} for row in _method_rows(back, area)]
    return ReportTable(
        name="backtest",
        title=f"Efterprøvning af prognosen pr. {danish.long_day(back.basis.day)}: {_years(back)}",
        answer=f"{hit_said(back)} {held(back)}".strip() or f"Prognosen kunne intet sige om {_years(back)}.",
        columns=(
            ReportColumn("area_label", "Område"),
            *METHOD_COLUMNS,
            ReportColumn("area", "Kode", on_screen=False),
        ),
        rows=tuple(rows),
        notes=(
            *METHODS_NOTES,
            *(
                f"{back.labels.get(one.area, one.area)}: {one.reason} Valgt nu: {methods.get(one.area, 'ingen')}."
                for one in back.proposals
            ),
        ),
        facts={
            "as_of": back.basis.day,
            "origins": len(back.origins),
            "years": ", ".join(str(year) for year in back.years),
        },
        scale="tkr",
        synthetic=synthetic,
    )


def _order(back: Backtest) -> Callable[[str], tuple[int, str]]:
    places = {area: number for number, area in enumerate(back.labels)}
    return lambda area: (places.get(area, len(places)), area)


def _method_rows(back: Backtest, area: str) -> list[dict[str, Cell]]:
    """The methods that could say something of an area, best first."""
    found = [row for row in back.table.iter_rows(named=True) if row["area"] == area and row["months_left"] is None]
    told = sorted((row for row in found if row["n"]), key=lambda row: (row["unsaid"] > 0, row["crps_oere"]))
    return [_method_row(row) for row in told]


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
        "n_drawn": row["n_drawn"],
        **{name: row[name] if row["n_drawn"] else None for name in ("held80", "held95")},
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
