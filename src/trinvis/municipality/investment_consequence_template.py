"""The empty consequence table to fill in, as .csv and .xlsx: headings, a licence line, and one row that is no consequence."""

from __future__ import annotations

import csv
import io

from trinvis.municipality.investment_consequence_rows import EXAMPLE
from trinvis.municipality.investment_consequences import FIELDS, UNWRITTEN

NOTE = f"Licens: {UNWRITTEN}"
_MEANINGS = {
    "consequence": "Hvad der koster eller giver indtægt, for eksempel en indsats eller en ydelse.",
    "unit": "Hvad mængden er i: uger, dage, personer.",
    "payer": "Kommune, samarbejdskommune, region, stat, borger eller andre. To betalere er to rækker.",
    "course": "Succes, uden succes eller navnet på en tilstand i casen.",
    "price": "Kroner pr. enhed, efter refusion. En indtægt har en pris under 0.",
    "price_level": "Det år, som prisen er fra.",
    "source": "Hvor mængde og pris er fra. Tabellernes egne tal er ikke offentlige; brug kun dem, der må bruges.",
}
_YEAR = "Mængde pr. person i året; år 0 er det år, personen begynder. Skriv 0, hvor der intet er."


def csv_template() -> bytes:
    """UTF-8 with byte order mark, semicolons and CRLF, as Danish Excel opens it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for row in _rows():
        writer.writerow(row)
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def xlsx_template() -> bytes:
    """A workbook: the sheet to fill in, and one that says what each column means. The example is text, so that nothing is turned."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    bold = book.add_format({"bold": True, "bottom": 1})
    sheet = book.add_worksheet("Konsekvenser")
    for number, row in enumerate(_rows()):
        for column, text in enumerate(row):
            sheet.write_string(number, column, text, bold if number == 1 else None)
    sheet.set_column(0, len(FIELDS) - 1, 14)
    sheet.freeze_panes(2, 0)
    guide = book.add_worksheet("Vejledning")
    guide.set_column(0, 0, 18)
    guide.set_column(1, 1, 100)
    for number, one in enumerate(FIELDS):
        guide.write_string(number, 0, one.label, bold)
        guide.write_string(number, 1, _MEANINGS.get(one.name, _YEAR))
    book.close()
    return out.getvalue()


def _rows() -> list[list[str]]:
    example = {"consequence": EXAMPLE, "unit": "uger", "payer": "kommune", "course": "succes", "price": "100", "price_level": "2026"}  # fmt: skip
    return [
        [NOTE],
        [one.label for one in FIELDS],
        [example.get(one.name, "0" if one.name.startswith("year_") else "opdigtet") for one in FIELDS],
    ]
