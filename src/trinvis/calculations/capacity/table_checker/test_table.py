from __future__ import annotations

import pytest

from trinvis.calculations.capacity.table_checker.table import Row, Table, table_from_csv


def test_a_table_with_two_columns_of_words_and_the_lines_of_its_source() -> None:
    table = table_from_csv("Konto;§;2011;line\nBotilbud;§ 107;4,0;7769\nI alt;;15,7;7773\n", labels=2)
    assert table.columns == ("2011",)
    assert table.rows == (Row(("Botilbud", "§ 107"), ("4,0",), 7769), Row(("I alt", ""), ("15,7",), 7773))
    assert table.rows[0].name == "Botilbud"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "tom"),
        (";2010;2011\nEt;1", "Række 2 har 2 celler"),
        (";2010;2010\nEt;1;2", "To kolonner hedder det samme: 2010"),
        ("Navn\nEt", "ingen talkolonner"),
    ],
)
def test_what_is_no_table(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        table_from_csv(text)


def test_every_row_has_a_cell_under_each_heading() -> None:
    with pytest.raises(ValueError, match="Række 1 \\(Et\\) har 1 celler"):
        Table.of(["2010", "2011"], {"Et": ["1"]})
