"""Every figure of the workbook that the command line writes opens, adds up, and is what LibreOffice computes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest

from trinvis.cli.opening import opened
from trinvis.presentation.municipality import Moment
from trinvis.presentation.workbook import workbook_input
from trinvis.reports.workbook import workbook_bytes

sys.path.insert(0, str(Path(__file__).parents[1] / "reports"))

from recalculating import needs_libreoffice, oere, recalculated, table

Ask = Callable[..., Any]
DAY = date(2026, 4, 1)
RISK = (
    "--year", "2026", "--area", "Opholdssteder", "--price", "1.050.000", "--probability", "40", "--number", "1,5",
    "--start", "01.10.2026", "--known-from", "2026-03-05", "--entry-key", "r1",
)  # fmt: skip
POOL = (
    "--year", "2026", "--area", "Opholdssteder", "--price", "100.000", "--probability", "33,33",
    "--known-from", "2026-03-05", "--entry-key", "p1",
)  # fmt: skip


@pytest.fixture
def changed(kommune: str, ask: Ask, home: Path) -> str:
    """The municipality with a risk case, a pool, an expected change and a later extract."""
    assert ask("journal", kommune, "add", "risk", *RISK).status == 0
    assert ask("journal", kommune, "add", "pool", *POOL).status == 0
    stopped = (home / "indsatser.csv").read_text().replace("01.01.9999", "30.06.2026")
    more = "030313-9997;Cit Opdigtet;Familiebehandling;;Huset;Egen;Timer pr. uge;512,75;01.03.2026;;Forventet\n"
    (home / "april.csv").write_text(stopped + more, encoding="utf-8")
    extract = ("--source", "grants", "--extract-day", "2026-04-01", "--as-of", "2026-04-01")
    assert ask("import", kommune, "april.csv", *extract).status == 0
    return kommune


def test_every_address_of_the_workbook_opens_and_adds_up(changed: str, home: Path) -> None:
    with opened(home / changed) as kommune:
        content = workbook_bytes(workbook_input(kommune, Moment(2026, DAY), date(2026, 3, 5)))
        figures = table(openpyxl.load_workbook(BytesIO(content), data_only=True), "Adresser", 4)
        assert len(figures) > 100
        for figure in figures:
            found = kommune.explain(figure["Adresse"])
            assert found.value == oere(figure["Værdi, kr."]), figure
            assert int(found.lines["signed_oere"].sum()) == found.value, figure


@needs_libreoffice
@pytest.mark.libreoffice
@pytest.mark.xdist_group("libreoffice")
def test_libreoffice_computes_the_same(changed: str, home: Path) -> None:
    with opened(home / changed) as kommune:
        given = workbook_input(kommune, Moment(2026, DAY), date(2026, 3, 5))
        moved = kommune.changes(2026, date(2026, 3, 5), DAY)
    ours = table(openpyxl.load_workbook(BytesIO(workbook_bytes(given)), data_only=True), "Adresser", 4)
    book = recalculated(workbook_bytes(given, results=False), home)
    theirs = table(book, "Adresser", 4)
    assert [(row["Adresse"], oere(row["Værdi, kr."])) for row in theirs] == [
        (row["Adresse"], oere(row["Værdi, kr."])) for row in ours
    ]
    sums = {row["Beskrivelse"]: row["Beløb, kr."] for row in table(book, "Ændringer", 3)}
    assert oere(sums["Forventet regnskab nu"]) == moved.total_after
    assert oere(sums["Ændringer i alt"]) == moved.total_after - moved.total_before
    formulas = openpyxl.load_workbook(BytesIO(workbook_bytes(given)))
    amounts = [row["Beløb, kr."] for row in table(formulas, "Skøn", 4) if row["Art"] in ("Risikosager", "Puljer")]
    assert [str(amount)[:6] for amount in amounts] == ["=ROUND", "=ROUND"]


def test_the_causes_add_up_by_formula(changed: str, home: Path) -> None:
    with opened(home / changed) as kommune:
        given = workbook_input(kommune, Moment(2026, DAY), None)
        made = kommune.follow_up(2026, DAY)
    book = openpyxl.load_workbook(BytesIO(workbook_bytes(given)))
    totals = [row for row in table(book, "Hvorfor", 4) if row["Årsag"] == "I alt"]
    assert all(str(row["Merudgift, kr."]).startswith("=ROUND(SUM(") for row in totals)
    known = openpyxl.load_workbook(BytesIO(workbook_bytes(given)), data_only=True)
    last = {
        row["Område"]: oere(row["Merudgift, kr."])
        for row in table(known, "Hvorfor", 4)
        if row["Årsag"] == "I alt" and row["Holdt op mod"] == "sidste år"
    }
    assert last["I alt"] == made.total["forecast_oere"] - made.total["last_year_oere"]
