"""*Adresser*: every figure of the workbook, where it stands, and the address that opens it."""

from __future__ import annotations

from trinvis.reports.workbook.book import ADDRESSES, MONEY, Book, cell

MOST_LINKS = 60_000
"""Excel keeps at most 65.530 links on a sheet."""


def write_addresses(book: Book) -> None:
    """*Adresser*: every figure with a link to its cell, its address, and its value read from the cell."""
    from xlsxwriter.utility import quote_sheetname

    book.title(ADDRESSES, "Adresser", ("trinvis explain MAPPE ADRESSE viser rækkerne og reglerne bag et tal.",))
    heading = 3
    book.headings(ADDRESSES, heading, [("Ark", 16), ("Celle", 9), ("Tal", 44), ("Værdi, kr.", 16), ("Adresse", 110)])
    made = book.sheets[ADDRESSES]
    row = heading
    for row, figure in enumerate(book.figures, start=heading + 1):
        place = cell(figure.row, figure.column)
        book.text(ADDRESSES, row, 0, figure.sheet)
        if row < MOST_LINKS:
            made.write_url(row, 1, f"internal:{quote_sheetname(figure.sheet)}!{place}", string=place)
        else:
            book.text(ADDRESSES, row, 1, place)
        book.text(ADDRESSES, row, 2, figure.label)
        value = f"={quote_sheetname(figure.sheet)}!{place}"
        book.formula(ADDRESSES, row, 3, value, figure.oere / 100, num_format=MONEY)
        book.text(ADDRESSES, row, 4, figure.address)
    book.finish(ADDRESSES, heading, row, 4, frozen_columns=0)
