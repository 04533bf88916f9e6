"""The capacity report: chapters, tables, pictures with words, and no sentence with a number that is not in a table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from tests.municipality.capacity_section_files import made, with_sections
from tests.municipality.small import Kommune

from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.municipality.capacity import SECTIONS, Capacity
from trinvis.municipality.capacity_figure import FigureTable
from trinvis.presentation.capacity_checked import check_own
from trinvis.presentation.capacity_report import report_docx, report_paper, report_pdf
from trinvis.presentation.capacity_tables import sentence
from trinvis.reports.documents.paper import Paper

WORDS = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kommune]:
    kommune = with_sections(Kommune(tmp_path_factory.mktemp("rapport") / "kommune"))
    yield kommune
    kommune.hall.close()


@pytest.fixture(scope="module")
def adults(country: Kommune) -> Capacity:
    return made(country, area="adults")


@pytest.fixture(scope="module")
def paper(country: Kommune, adults: Capacity) -> Paper:
    return report_paper(country.hall, adults, synthetic=True)


@pytest.fixture(scope="module")
def docx(country: Kommune, adults: Capacity) -> ZipFile:
    return ZipFile(BytesIO(report_docx(country.hall, adults, synthetic=True)))


def parts(analysis: Capacity) -> dict[str, tuple[FigureTable, ...]]:
    """The sections that can be made."""
    found = {}
    for key in SECTIONS:
        try:
            found[key] = analysis.seen_by(persons=False).section(key)
        except CapacityRefused:
            continue
    return found


def test_a_chapter_to_each_section_and_what_is_missing_with_its_remedy(paper: Paper, adults: Capacity) -> None:
    headings = [section.heading for section in paper.sections]
    there = parts(adults)
    assert {"economy", "staff", "activity", "places"} <= there.keys() < SECTIONS.keys()
    assert [one for one in headings if one in SECTIONS.values()] == [SECTIONS[key] for key in there]
    assert headings[:2] == ["Sammenfatning", "Sådan skal tallene læses"]
    lacking = next(section for section in paper.sections if section.heading == "Det mangler")
    assert [point.partition(":")[0] for point in lacking.points] == [SECTIONS[key] for key in SECTIONS if key not in there]  # fmt: skip
    assert all("hent" in point or "skriv" in point or "vælg" in point for point in lacking.points)
    assert paper.title == "Kapacitetsanalyse 2025: Voksne"
    assert paper.warning


def test_every_sentence_is_of_figures_that_are_printed(paper: Paper, adults: Capacity) -> None:
    """Without its figures a sentence has no number but years and paragraphs, and every one of them stands in a shown column."""
    seen = adults.seen_by(persons=False)
    texts = {text for section in paper.sections for text in section.paragraphs}
    for tables in parts(adults).values():
        for table in tables:
            said = [sentence(seen, one) for one in table.answer]
            assert not said or " ".join(filter(None, said)) in texts or len(table.rows) > 40
            for one in table.answer:
                bare = re.sub(
                    r"pr\. 1\.000|§§? ?[\d, og]+|\b(19|20)\d\d\b|\{\w+\}|1\. oktober|24-timers|\b\d+-\d+\b",
                    "",
                    one.template,
                )
                assert not re.search(r"\d", bare), one.template
                for at in one.at.values():
                    assert not seen.table(at[0]).columns_by_key[at[2]].hidden, (table.key, at)


def test_our_own_tables_hold_in_the_checker(adults: Capacity, paper: Paper) -> None:
    """The invented towns are alike, so rows that are repeated are told; nothing else is found, and the report says just that."""
    seen = adults.seen_by(persons=False)
    found = [one for tables in parts(adults).values() for table in tables for one in check_own(seen, table).findings]
    assert {one.message for one in found if one.kind != "repeated"} == set()
    check = next(section for section in paper.sections if section.heading == "Kontrol af rapportens tabeller")
    assert len(check.points) == len(found)
    assert "er regnet efter" in check.paragraphs[0]


def test_the_report_hides_small_counts_whoever_writes_it(country: Kommune, adults: Capacity, paper: Paper) -> None:
    public = report_paper(country.hall, adults.seen_by(persons=False), synthetic=True)
    for mine, theirs in zip(paper.sections, public.sections, strict=True):
        assert (mine.paragraphs, mine.points, mine.notes, mine.grid) == (
            theirs.paragraphs, theirs.points, theirs.notes, theirs.grid,
        )  # fmt: skip
    reading = next(section for section in paper.sections if section.heading == "Sådan skal tallene læses")
    assert any("færre end fem personer i en kommune er skjult" in point for point in reading.points)


def test_the_docx_has_every_text_table_and_picture_with_words(docx: ZipFile, paper: Paper) -> None:
    root = ElementTree.fromstring(docx.read("word/document.xml"))
    said = " ".join(root.itertext())
    for section in paper.sections:
        assert section.heading in said
        for text in (*section.paragraphs, *section.points, *section.notes):
            assert text in said
        for row in section.grid.rows if section.grid is not None else ():
            assert all(cell in said for cell in row)
    told = [one.get("descr") for one in root.iter(WORDS)]
    wanted = [picture.words for section in paper.sections for picture in section.pictures]
    assert wanted
    assert told == wanted
    assert all(len(words) > 20 for words in wanted)


def test_the_pdf_is_tagged_danish_and_the_same_again(country: Kommune, adults: Capacity) -> None:
    content = report_pdf(country.hall, adults, synthetic=True)
    assert content.startswith(b"%PDF")
    assert b"pdfuaid" in content
    assert b"da-DK" in content or b"/Lang" in content
    assert report_pdf(country.hall, adults, synthetic=True) == content


def test_the_docx_is_the_same_again(country: Kommune, adults: Capacity) -> None:
    assert report_docx(country.hall, adults, synthetic=True) == report_docx(country.hall, adults, synthetic=True)
