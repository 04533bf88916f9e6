"""Import templates drawn from the tables: Danish headings, the meaning of each, and an example row."""

from __future__ import annotations

import csv
import io

from trinvis.tables.schema import Column, Table

KIND_WORDS: dict[str, str] = {
    "text": "tekst",
    "choice": "et af ordene",
    "date": "dato, fx 30.09.2026",
    "month": "måned, fx 2026-09",
    "oere": "beløb i kr., fx 1.234,56",
    "hundredths": "tal, fx 1,5",
    "integer": "helt tal",
    "flag": "Ja eller Nej",
    "account": "kontostreng",
    "identifier": "cpr-nummer, navn eller nøgle",
}
EMPTY_ROWS = 500
"""Rows of the template that get a list of the allowed words to choose from."""


def columns_to_fill(table: Table) -> tuple[Column, ...]:
    """The columns that a file may carry."""
    return tuple(column for column in table.columns if column.in_file)


def template_csv(table: Table) -> bytes:
    """Headings and one example row as a Danish Excel opens them (``;``, BOM)."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    columns = columns_to_fill(table)
    writer.writerow([column.label for column in columns])
    writer.writerow([column.example for column in columns])
    return out.getvalue().encode("utf-8-sig")


def template_xlsx(table: Table) -> bytes:
    """The same as a workbook, with lists to choose from and a second sheet that says what each column means."""
    import xlsxwriter
    from xlsxwriter.utility import xl_range_abs

    out = io.BytesIO()
    columns = columns_to_fill(table)
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet, told, words = (book.add_worksheet(name) for name in (table.label[:31], "Kolonner", "Ord"))
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        must = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "bg_color": "#FFF2CC"})
        text = book.add_format({"num_format": "@"})
        for number, label in enumerate(("Kolonne", "Skal udfyldes", "Form", "Enhed", "Betydning", "Også kendt som")):
            told.write_string(0, number, label, head)
            told.set_column(number, number, (26, 12, 26, 14, 70, 60)[number])
        listed = 0
        for number, column in enumerate(columns):
            sheet.write_string(0, number, column.label, must if column.required else head)
            sheet.set_column(number, number, max(12, len(column.label) + 2), text)
            sheet.write_string(1, number, column.example, text)
            row = (
                column.label,
                "ja" if column.required else "",
                KIND_WORDS[column.kind],
                column.unit,
                column.meaning,
                ", ".join(column.synonyms),
            )
            for place, value in enumerate(row):
                told.write_string(number + 1, place, value)
            if column.choices:
                labels = [label for _, label in column.choices]
                words.write_column(0, listed, labels)
                source = f"=Ord!{xl_range_abs(0, listed, len(labels) - 1, listed)}"
                sheet.data_validation(1, number, EMPTY_ROWS, number, {"validate": "list", "source": source})
                listed += 1
        words.hide()
        sheet.freeze_panes(1, 0)
        told.freeze_panes(1, 0)
    return out.getvalue()
