"""A document as docx, from a template that the municipality can restyle: styles, logo and margins are the template's."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from trinvis.reports.documents.paper import Paper

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section
    from docx.table import Table
    from docxtpl import DocxTemplate

TEMPLATE = Path(__file__).with_name("paper.docx")
LONGEST = 44
"""Characters that a column needs at most."""
LETTER, MARGIN = 62_000, 170_000
"""Width of a letter of 9 points, a little wide to be sure, and the air of a column (12.700 to a point)."""
LONGEST_PROPERTY = 255
"""Letters that a docx takes in a property of the file."""
_MIDNIGHT = (1980, 1, 1, 0, 0, 0)


def docx_bytes(paper: Paper, template: Path | bytes | None = None) -> bytes:
    """The docx; ``template`` is the municipality's own (the same fields), else ours. The same figures give the same bytes."""
    from docxtpl import DocxTemplate

    source = BytesIO(template) if isinstance(template, bytes) else str(template or TEMPLATE)
    document = DocxTemplate(source)
    document.render(_with_images(document, paper), autoescape=True)
    _described(document.docx, [one.words for section in paper.sections for one in section.pictures])
    for table in document.docx.tables:
        _fitted(table, document.docx.sections[0])
    properties = document.docx.core_properties
    properties.title, properties.author = (text[:LONGEST_PROPERTY] for text in (paper.title, paper.municipality))
    properties.language = "da-DK"
    made = BytesIO()
    document.save(made)
    return _settled(made.getvalue())


def _with_images(document: DocxTemplate, paper: Paper) -> dict[str, Any]:
    """The document as plain values, its pictures as wide as the page."""
    from docxtpl import InlineImage

    page = document.get_docx().sections[0]
    width = page.page_width - page.left_margin - page.right_margin
    plain = dict(paper.plain())
    for section, values in zip(paper.sections, plain["sections"], strict=True):
        for picture, one in zip(section.pictures, values["pictures"], strict=True):
            one["image"] = InlineImage(document, BytesIO(picture.png()), width=width)
    return plain


def _described(document: Document, words: list[str]) -> None:
    """What each picture shows, for those who hear it; in the order that they stand."""
    from docx.oxml.ns import qn

    for drawing, said in zip(document.element.body.iter(qn("wp:docPr")), words, strict=False):
        drawing.set("descr", said)


def _fitted(table: Table, section: Section) -> None:
    """Columns as wide as what they hold needs, the first what is left of the page; a template's own widths are left alone."""
    from docx.oxml.ns import qn
    from docx.shared import Length

    cells = [[cell.text for cell in row.cells] for row in table.rows]
    if not cells or any(True for _ in table._tbl.iter(qn("w:tcW"))):
        return
    needs = [max(min(len(text), LONGEST) for text in column) * LETTER + MARGIN for column in zip(*cells, strict=True)]
    whole = section.page_width - section.left_margin - section.right_margin
    first = max(needs[0], whole - sum(needs[1:]))
    widths = [first, *needs[1:]]
    table.autofit = False
    for column, need in zip(table.columns, widths, strict=True):
        width = Length(whole * need // sum(widths))
        column.width = width
        for cell in column.cells:
            cell.width = width


def _settled(content: bytes) -> bytes:
    """The archive without the time it was written."""
    out = BytesIO()
    with ZipFile(BytesIO(content)) as read, ZipFile(out, "w", ZIP_DEFLATED) as write:
        for name in sorted(read.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            write.writestr(ZipInfo(name, _MIDNIGHT), read.read(name), ZIP_DEFLATED)
    return out.getvalue()
