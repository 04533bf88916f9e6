"""The document for a committee says the follow-up's own figures, on two pages, as an accessible PDF and as a docx."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from tests.example.example import Example

from trinvis.presentation.documents import follow_up_docx, follow_up_paper, follow_up_pdf
from trinvis.presentation.follow_up_tables import facts_of
from trinvis.presentation.municipality import Moment
from trinvis.reports.cells import shown
from trinvis.reports.follow_up_table import follow_up_table

ASKED = Moment(2026, date(2026, 9, 30))
BEFORE = date(2026, 8, 31)


def test_the_table_is_the_table_of_the_screen(example: Example) -> None:
    made = example.hall.follow_up(ASKED.year, ASKED.as_of)
    table = follow_up_table(facts_of(made, ASKED.as_of, synthetic=True))
    paper = follow_up_paper(example.hall, ASKED, before=BEFORE)
    grid = next(section.grid for section in paper.sections if section.grid is not None)
    assert table.totals is not None
    for place, column in enumerate(("label", "budget_oere", "spent_oere", "forecast_oere")):
        on_screen = [shown(row[column], table.column(column), table.scale) for row in (*table.rows, table.totals)]
        assert [row[place] for row in grid.rows] == on_screen
    assert paper.answer == table.answer


def test_the_pdf_is_two_tagged_pages_in_danish(example: Example) -> None:
    content = follow_up_pdf(example.hall, ASKED, before=BEFORE)
    assert b"pdfuaid" in content
    assert b"da-DK" in content or b"/Lang" in content
    assert len(re.findall(rb"/Type\s*/Page\b", content)) == 2
    assert follow_up_pdf(example.hall, ASKED, before=BEFORE) == content


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) findes ikke")
def test_the_pdf_says_the_figures(example: Example) -> None:
    paper = follow_up_paper(example.hall, ASKED, before=BEFORE)
    made = subprocess.run(
        ["pdftotext", "-layout", "-", "-"],
        input=follow_up_pdf(example.hall, ASKED, before=BEFORE),
        capture_output=True,
        check=True,
    ).stdout.decode()
    grid = next(section.grid for section in paper.sections if section.grid is not None)
    total = grid.rows[-1]
    line = next(line for line in made.splitlines() if line.strip().startswith("I alt"))
    assert [cell for cell in total if cell] == re.split(r"\s{2,}", line.strip())


def test_the_docx_says_the_same(example: Example) -> None:
    content = follow_up_docx(example.hall, ASKED, before=BEFORE)
    text = ZipFile(BytesIO(content)).read("word/document.xml").decode()
    said = re.sub(r"<[^>]+>", " ", text)
    paper = follow_up_paper(example.hall, ASKED, before=BEFORE)
    assert paper.answer in said
    for section in paper.sections:
        assert section.heading in said
        for point in section.points:
            assert point in said
        if section.grid is not None:
            for row in section.grid.rows:
                for cell in row:
                    assert cell in said
    assert "{%" not in said
    assert follow_up_docx(example.hall, ASKED, before=BEFORE) == content
