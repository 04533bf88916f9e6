"""The hall's answers as the input of the workbook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from trinvis.presentation.follow_up_tables import before_words, facts_of
from trinvis.presentation.municipality import Moment, is_synthetic, municipality_name
from trinvis.presentation.receipt_tables import meaning
from trinvis.reports.workbook import Assumed, WorkbookInput, workbook_bytes

if TYPE_CHECKING:
    import polars as pl

    from trinvis.municipality import Municipality
    from trinvis.municipality.basis import Basis
    from trinvis.municipality.follow_up import FollowUp


def workbook_content(kommune: Municipality, asked: Moment, before: date | int | None) -> bytes:
    """The workbook of a follow-up; with the changes since ``before`` when that is given."""
    return workbook_bytes(workbook_input(kommune, asked, before))


def workbook_input(kommune: Municipality, asked: Moment, before: date | int | None) -> WorkbookInput:
    """What the workbook is made from: follow-up, commitments, reconciliation and changes of the same basis."""
    from trinvis.municipality.address import Address
    from trinvis.reports.follow_up_table import answer

    made = kommune.follow_up(asked.year, asked.as_of)
    committed = kommune.commitments(asked.year, asked.as_of)
    given = WorkbookInput(
        municipality=municipality_name(kommune, asked.as_of),
        profile=made.profile.label,
        year=asked.year,
        as_of=asked.as_of,
        closed_through=made.closed_through,
        full_year_days=made.profile.full_year_days,
        program=made.basis.program,
        answer=answer(facts_of(made, asked.as_of, synthetic=False)),
        areas=made.areas,
        lines=made.lines,
        grants=charged(committed.grants, kommune.code),
        grant_months=committed.lines,
        estimates=_estimates(kommune, made.basis),
        address=lambda question, figure, where: str(
            Address(question, asked.year, made.basis.name, figure, dict(where))
        ),
        parameters=tuple(_assumed(made)),
        deliveries=tuple(_deliveries(kommune, made)),
        causes=(made.why.against_assumption, made.why.against_last_year),
        reconciliation=kommune.reconciliation(asked.year, asked.as_of),
        explanations={area: f"{said.text} ({said.by})" for area, said in made.explanations.items()},
        caveats=tuple(caveat.sentence for caveat in made.caveats),
        synthetic=is_synthetic(kommune),
    )
    if before is None:
        return given
    moved = kommune.changes(asked.year, before, asked.as_of)
    return replace(given, changes=moved.items, before=before_words(before), total_before_oere=moved.total_before)


def charged(grants: pl.DataFrame, municipality: int) -> pl.DataFrame:
    """The periods that are charged, of grants that count."""
    import narwhals.stable.v2 as nw

    from trinvis.calculations.commitments.amounts import COUNTING_STATUSES
    from trinvis.calculations.commitments.periods import Traits, charged_periods

    counted = nw.from_native(grants.lazy()).filter(nw.col("status").is_in(COUNTING_STATUSES))
    made: pl.DataFrame = charged_periods(counted, Traits.of(counted, municipality)).collect("polars").to_native()
    return made


def _estimates(kommune: Municipality, basis: Basis) -> pl.DataFrame:
    """Risk cases, pools and estimates as received or typed in."""
    from trinvis.tables import ESTIMATES

    return kommune.facts(ESTIMATES, basis)


def _assumed(made: FollowUp) -> Iterator[Assumed]:
    for value in made.parameters:
        yield Assumed(
            name=value.name,
            key=value.key or "",
            value=value.text(),
            unit=value.unit,
            valid_from=value.valid_from,
            valid_to=value.valid_to,
            source=value.source,
            origin="kommunen" if value.origin == "kommune" else "Trinvis",
            mark=value.mark(),
        )


def _deliveries(kommune: Municipality, made: FollowUp) -> Iterator[tuple[str, str]]:
    counted = set(made.basis.selection.delivery_ids)
    for delivery in kommune.deliveries():
        if delivery.id in counted:
            means = meaning(
                delivery.kind, delivery.extract_day, delivery.period_from, delivery.period_to, delivery.scope
            )
            yield delivery.id, f"{delivery.source}, {delivery.file_name}: {means}"
