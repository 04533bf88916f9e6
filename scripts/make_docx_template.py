"""Writes the docx template of the follow-up: fields in Word's own styles, so that a municipality can restyle it in Word.

Run it after a change of the fields: python scripts/make_docx_template.py
"""

from __future__ import annotations

from pathlib import Path

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

OUT = Path(__file__).parent.parent / "src" / "trinvis" / "reports" / "documents" / "paper.docx"
COLUMN_LOOP = ("for cell in {cells}", "if section.grid.figures[loop.index0]", "", "else", "", "endif", "endfor")
"""Seven cells make a column: figures stand to the right, words to the left. An empty tag is the cell itself."""


def main() -> None:
    """Write it."""
    made = docx.Document()
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.1)
    section.top_margin, section.bottom_margin = Cm(1.8), Cm(1.8)
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10)
    normal.paragraph_format.space_after = Pt(4)
    _language(normal)
    for name, size in (("Heading 1", 16), ("Heading 2", 12), ("Heading 3", 10.5)):
        style = made.styles[name]
        style.font.size, style.font.color.rgb, style.font.name = Pt(size), RGBColor(0x1A, 0x1A, 0x1A), "Calibri"
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(10 if size < 16 else 4), Pt(3)
    made.add_paragraph("{%p if warning %}")
    made.add_paragraph("{{ warning }}", style="Intense Quote")
    made.add_paragraph("{%p endif %}")
    made.add_paragraph("{{ municipality }} · {{ title }}")
    made.add_paragraph("{{ answer }}", style="Heading 1")
    made.add_paragraph("{{ second }}")
    made.add_paragraph("{%p for section in sections %}")
    for tag, style in (("if section.under", "Heading 3"), ("else", "Heading 2")):
        made.add_paragraph(f"{{%p {tag} %}}")
        made.add_paragraph("{{ section.heading }}", style=style)
    made.add_paragraph("{%p endif %}")
    for what, style in (("paragraphs", "Normal"), ("points", "List Bullet")):
        made.add_paragraph(f"{{%p for one in section.{what} %}}")
        made.add_paragraph("{{ one }}", style=style)
        made.add_paragraph("{%p endfor %}")
    made.add_paragraph("{%p for picture in section.pictures %}")
    made.add_paragraph("{{ picture.image }}").paragraph_format.keep_with_next = True
    made.add_paragraph("{{ picture.title }}", style="Caption")
    made.add_paragraph("{%p endfor %}")
    made.add_paragraph("{%p if section.grid %}")
    _grid(made)
    made.add_paragraph("{{ section.grid.caption }}", style="Caption")
    made.add_paragraph("{%p endif %}")
    made.add_paragraph("{%p for one in section.notes %}")
    made.add_paragraph("{{ one }}", style="Caption")
    made.add_paragraph("{%p endfor %}")
    made.add_paragraph("{%p endfor %}")
    foot = section.footer.paragraphs[0]
    foot.text = "{{ foot }}"
    foot.style.font.size = Pt(8)
    made.save(str(OUT))


def _grid(made: docx.document.Document) -> None:
    """A table whose rows and columns docxtpl repeats: one row for plain lines, one in bold; the first is a heading on every page.

    The cells have no width of their own: the program sets it after what they hold.
    """
    table = made.add_table(rows=8, cols=len(COLUMN_LOOP))
    rows = list(table.rows)
    _columns(rows[0], "section.grid.headings", bold=True)
    rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    _tag(rows[1], "{%tr for row in section.grid.rows %}")
    _tag(rows[2], "{%tr if row.strong %}")
    _tag(rows[4], "{%tr else %}")
    _tag(rows[6], "{%tr endif %}")
    _tag(rows[7], "{%tr endfor %}")
    for row, bold in ((rows[3], True), (rows[5], False)):
        _columns(row, "row.cells", bold=bold)
    for width in list(table._tbl.iter(qn("w:tcW"))):
        width.getparent().remove(width)


def _tag(row: docx.table._Row, text: str) -> None:
    row.cells[0].text = text


def _columns(row: docx.table._Row, cells: str, *, bold: bool) -> None:
    """The cells of a row: the loop's tags, a cell of figures and a cell of words."""
    for number, (cell, tag) in enumerate(zip(row.cells, COLUMN_LOOP, strict=True)):
        if tag:
            cell.text = f"{{%tc {tag.format(cells=cells)} %}}"
            continue
        paragraph = cell.paragraphs[0]
        run = paragraph.add_run("{{ cell }}")
        run.bold, run.font.size = bold, Pt(9)
        paragraph.paragraph_format.space_after = Pt(1)
        if number == COLUMN_LOOP.index(""):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _language(style: docx.styles.style.ParagraphStyle) -> None:
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "da-DK")
    style.element.get_or_add_rPr().append(language)


if __name__ == "__main__":
    main()
