"""What the tables of a business case share: rows with addresses, what a case's names are called, and what every table rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from trinvis.municipality.investment_words import hundredths, listed
from trinvis.reports import danish
from trinvis.reports.table import TOTAL_ROW, Cell, ReportColumn, ReportTable

if TYPE_CHECKING:
    from trinvis.municipality.investment import Calculated
    from trinvis.municipality.investment_band import Band
    from trinvis.municipality.investment_uncertain import SimulatedAnswers

YEAR_COLUMNS = (ReportColumn("year", "År", "integer"), ReportColumn("calendar", "Kalenderår", "integer"))
NOT_KNOWN = "–"


@dataclass
class Rows:
    """Rows under construction; ``add`` takes values, and the addresses of those that open (None where none does)."""

    rows: list[dict[str, Cell]] = field(default_factory=list)
    addresses: dict[tuple[int, str], str] = field(default_factory=dict)

    def add(self, values: Mapping[str, Cell], addresses: Mapping[str, str | None] | None = None) -> None:
        """One row; an address of a value that is missing is left out."""
        number = len(self.rows)
        self.rows.append(dict(values))
        found = {name: to for name, to in (addresses or {}).items() if to and values.get(name) is not None}
        self.addresses |= {(number, name): to for name, to in found.items()}

    def total(self, addresses: Mapping[str, str | None]) -> None:
        """The addresses of the totals."""
        self.addresses |= {(TOTAL_ROW, name): to for name, to in addresses.items() if to}


def made_table(
    made: Calculated,
    name: str,
    title: str,
    answer: str,
    columns: tuple[ReportColumn, ...],
    rows: Rows,
    *,
    totals: Mapping[str, Cell] | None = None,
    lead: tuple[str, ...] = (),
    notes: tuple[str, ...] = (),
    facts: Mapping[str, Cell] | None = None,
    synthetic: bool = False,
) -> ReportTable:
    """The table with what must stand at it: which reading it is, and which inputs have other values than the case's."""
    return ReportTable(
        name=name,
        title=f"{title}, »{made.case.title}«",
        answer=answer,
        columns=columns,
        rows=tuple(rows.rows),
        totals=totals,
        lead=lead,
        notes=tuple(one for one in (*notes, *read_notes(made)) if one),
        facts={**case_facts(made), **(facts or {})},
        addresses=rows.addresses,
        synthetic=synthetic,
    )


def read_notes(made: Calculated) -> tuple[str, ...]:
    """What must stand with tables that were brought in, that a reading was calculated, and what was put in place of the case's own values."""
    found = [f"{made.case.licence.rstrip('.')}."] if made.case.licence else []
    if made.read is not None:
        found.append(f"Læst som »{made.read.label}«.")
    return tuple(found) + tuple(said for said in (moved_words(made),) if said)


def moved_words(made: Calculated) -> str:
    """What was put in place of the case's own values; empty where nothing was."""
    from trinvis.municipality.investment_words import value_text

    said = [f"{made.inputs[name].label}: {value_text(made.inputs[name], value)}" for name, value in made.values.items()]
    return f"Sat til andet end casens: {'; '.join(said)}." if said else ""


def case_facts(made: Calculated) -> dict[str, Cell]:
    """What every table of a case rests on."""
    from trinvis import __version__

    return {
        "case": made.case.name,
        "reading": made.reading,
        "start_year": made.case.start_year,
        "horizon": made.case.horizon,
        "price_level": made.case.price_level,
        "as_of": made.basis or None,
        "program": __version__,
    }


def drawn_facts(drawn: SimulatedAnswers) -> dict[str, Cell]:
    """What figures that were drawn rest on."""
    return {"draws": drawn.answers.draws, "seed": drawn.answers.seed, "method": drawn.answers.method}


METHODS = {"random": "tilfældige tal", "sobol": "Sobol-tal"}


def drawn_note(drawn: SimulatedAnswers) -> str:
    """*10.000 gennemregninger, frø 1, tilfældige tal.*"""
    made = drawn.answers
    return f"{danish.decimal(made.draws)} gennemregninger, frø {made.seed}, {METHODS.get(made.method, made.method)}."


def oere(kroner: float) -> int:
    """Whole øre of kroner, a half away from zero."""
    return hundredths(kroner)


def per_cent(fraction: float) -> int:
    """Hundredths of a per cent."""
    return hundredths(100 * fraction)


def asked_of(made: Calculated, alternative: str) -> str:
    """The alternative that is asked about: the first after *som i dag* where none is named."""
    return alternative or made.alternative


def alternative_label(made: Calculated, name: str) -> str:
    """What readers see for an alternative."""
    return next(one.label for one in made.case.alternatives if one.name == name)


def payer_label(made: Calculated, name: str) -> str:
    """What readers see for a payer; a case without payers has one without a name."""
    return next((one.label for one in made.case.payers if one.name == name), name or "Kommunen")


def perspective_words(made: Calculated) -> str:
    """Whose money the answer counts, where it is not everybody's."""
    chosen = made.run.perspective
    if len(chosen) == len(made.run.payers):
        return ""
    left = [payer_label(made, name) for name in made.run.payers if name not in chosen]
    counted = listed([payer_label(made, name) for name in chosen])
    return f"Nettogevinsten er talt hos {counted}; {listed(left)} er ikke med i den."


def own_band(made: Calculated, alternative: str) -> Band | None:
    """The readings that fit and agree with what is shown in the years that they agree on; None where there are none, or they leave nothing open."""
    yearly = made.answers(alternative).discounted.yearly
    for band in made.bands[alternative]:
        if band.same and all(abs(yearly[year - 1] - band.yearly_low[year - 1]) < 0.5 for year in band.same):
            return band if len(band.same) < made.case.horizon else None
    return None


def known_years(made: Calculated, alternative: str) -> int:
    """How many years from the first have a known course; all of them where the case has no readings that fit."""
    found = [_first_years(band.same) for band in made.bands[alternative]]
    return min([*found, made.case.horizon])


def _first_years(same: tuple[int, ...]) -> int:
    count = 0
    while count + 1 in same:
        count += 1
    return count


def horizon_years(made: Calculated) -> range:
    """The years of the case from 1."""
    return range(1, made.case.horizon + 1)
