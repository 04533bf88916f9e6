"""*Investeringer*: every file of the page. Tables are those on the screen, the workbook and the application open, the case's own file is whole."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator

import openpyxl  # type: ignore[import-untyped]
import pytest
from tests.web.house import page
from tests.web.investing import ISHOEJ, OWN, TABS, case, investing, listed, rows
from tests.web.served import Client, Served

from trinvis.cases.reading import case_from_yaml


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with investing(tmp_path_factory.mktemp("files")) as found:
        yield found


@pytest.fixture(scope="module")
def client(running: Served) -> Client:
    return running.client()


def bare(text: str) -> str:
    """A cell without what a screen adds: thousands points, units, a real minus, what stands for nothing."""
    plain = text.replace("−", "-").replace(".", "").replace(" %", "").strip()
    return "" if plain in ("–", "skjult") else re.sub(r",0+$", "", plain)


def test_every_table_is_the_one_on_the_screen(client: Client) -> None:
    seen = 0
    for key in (ISHOEJ, OWN):
        for tab in TABS:
            found = page(client, case(key, tab))
            for href in dict.fromkeys(
                href for href, _ in found.links if "/hent/" in href and href.endswith("form=csv")
            ):
                name = href.split("/hent/")[1].split("/")[0]
                file = client.get(href)
                assert file.status == 200, href
                table = list(csv.reader(io.StringIO(file.text.lstrip("\ufeff")), delimiter=";"))
                names = (name, name.replace("-", "_"), f"tegnet-{name}")
                shown = rows(found.html, next(one for one in names if f'class="shown {one}"' in found.html))
                assert len(table) == len(shown), href
                for whole, row in zip(table[1:], shown[1:], strict=True):
                    cells = [re.sub(r",?0+$", "", bare(cell)) if "," in cell else bare(cell) for cell in whole]
                    for cell in row:
                        assert any(_same(cell, other) for other in (*cells, *whole)), (href, cell, whole)
                seen += 1
    assert seen > 25


def _same(shown: str, kept: str) -> bool:
    """Whether a cell of the file is what the screen shows, which may be rounded or scaled."""
    if bare(shown) == bare(kept) or (
        not kept and not re.search(r"\d", shown)
    ):  # a screen has a word for what is missing
        return True
    if shown.startswith(("over", "under")):
        return bool(re.fullmatch(r"[\d,]+", kept))
    one, other = (re.sub(r"[^\d,-]", "", bare(text)).replace(",", ".") for text in (shown, kept))
    try:
        return abs(float(one) - float(other)) <= 0.5
    except ValueError:
        return False


def test_forms_of_a_table(client: Client) -> None:
    made = json.loads(client.get(case(ISHOEJ, "hent/result", form="json")).text)
    assert made["rows"][3]["accumulated_discounted_oere"] == 275_244_598
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(case(ISHOEJ, "hent/readings", form="xlsx")).content))
    assert sheet.sheetnames
    assert client.get(listed("hent/cases/", form="csv")).text.count("Ishøj-model") == 2
    assert client.get(case(ISHOEJ, "hent/result", form="docx")).status == 404


def test_the_workbook_has_live_formulas(client: Client) -> None:
    sent = client.get(case(ISHOEJ, "hent/arbejdsbog", form="xlsx"))
    assert sent.headers["Content-Disposition"] == f'attachment; filename="{ISHOEJ}.xlsx"'
    book = openpyxl.load_workbook(io.BytesIO(sent.content))
    formulas = [
        cell.value for sheet in book for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=")
    ]
    assert len(formulas) > 100
    tried = client.get(case(ISHOEJ, "hent/arbejdsbog", form="xlsx", set_succesrate="7 %"))
    assert tried.status == 200
    assert 0.07 in {
        cell.value
        for sheet in openpyxl.load_workbook(io.BytesIO(tried.content))
        for row in sheet.iter_rows()
        for cell in row
    }


def test_the_application_opens(client: Client) -> None:
    docx = client.get(case(ISHOEJ, "hent/ansoegning", form="docx"))
    text = zipfile.ZipFile(io.BytesIO(docx.content)).read("word/document.xml").decode()
    for heading in ("Indsatsens formål", "Succesrate", "Tilbagefald", "Finansiering"):
        assert heading in text
    pdf = client.get(case(ISHOEJ, "hent/ansoegning", form="pdf"))
    assert pdf.content.startswith(b"%PDF")
    assert client.get(case(ISHOEJ, "hent/ansoegning", form="txt")).status == 404


def test_the_cases_own_file_is_the_case(client: Client, running: Served) -> None:
    from datetime import date

    from tests.web.served import KEY

    from trinvis.municipality import Municipality

    sent = client.get(case(ISHOEJ, "hent/fil", form="yaml"))
    with Municipality.open(running.folder, key=KEY) as hall:
        kept = hall.case(ISHOEJ, date(2026, 11, 1))
    assert sent.text == kept.text
    assert case_from_yaml(sent.text) == kept.case
