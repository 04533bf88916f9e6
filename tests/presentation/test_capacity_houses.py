"""Own houses as page, files and command line show them: worked by hand, every figure opened, few persons hidden, one chosen of many."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.municipality.house_files import receive_grants, receive_places, stay
from tests.municipality.small import Kommune

from trinvis.municipality.capacity_houses import Houses
from trinvis.presentation.capacity_houses_money import make_or_buy_table
from trinvis.presentation.capacity_houses_page import drawing_of, house_of, houses_page, houses_part, table_of
from trinvis.presentation.capacity_houses_picture import picture_of
from trinvis.presentation.capacity_houses_sentences import first_sentence, house_sentence, linked, plain
from trinvis.presentation.capacity_houses_tables import houses_table, months_table
from trinvis.presentation.capacity_houses_turns import Turn, turn_of
from trinvis.reports.table import TOTAL_ROW, Cell, ReportTable

DAY = date(2026, 4, 30)
ENDED = stay(90, "2025-01-01", "2025-12-31", house="Familien", place="Plejefamilie", status="Afsluttet")


@pytest.fixture
def kommune(tmp_path: Path) -> Kommune:
    return Kommune(tmp_path / "kommune")


def two_houses(kommune: Kommune) -> Houses:
    """Fiktivgården: 1 lives there all the time, 2 in February and March, 3 places. Storgården: six on six places, two wait in April.

    Outside: 30 days at 4.000 and 15 at 3.400 are 171.000 / 45 = 3.800 a day.
    """
    receive_grants(
        kommune,
        [
            ENDED,
            stay(1, "2025-06-01"),
            stay(2, "2026-02-01", "2026-03-31", status="Afsluttet"),
            stay(30, "2026-04-01", house="Eksternhuset", kind="Privat", rate="4.000,00"),
            stay(31, "2026-04-16", house="Regionshuset", kind="Region", rate="3.400,00"),
            *(stay(number, "2025-06-01", house="Storgården") for number in range(40, 46)),
        ],
        DAY,
    )
    receive_places(
        kommune,
        """
        151;Fiktivgården;Døgninstitution;2026;;3;;;;1.200.000,00;350,00;
        151;Storgården;Døgninstitution;2026;;6;;;;;;
        151;Storgården;Døgninstitution;2026-04;;6;;;2;;;
        """,
        DAY,
    )
    return kommune.hall.capacity_houses(DAY)


def tables(made: Houses) -> list[ReportTable]:
    return [
        houses_table(made, synthetic=False),
        make_or_buy_table(made, synthetic=False),
        *(months_table(made, one, synthetic=False) for one in made.houses),
    ]


def cell(table: ReportTable, number: int, name: str) -> Cell:
    """What stands in a row, or in the totals."""
    row = table.totals if number == TOTAL_ROW else table.rows[number]
    assert row is not None
    return row[name]


def test_all_houses_worked_by_hand(kommune: Kommune) -> None:
    """Fiktivgården: (31 + 56 + 62 + 30) of (93 + 84 + 93 + 90) days are 179 / 360 = 49,72 %. Storgården: all of 6 × 120."""
    made = two_houses(kommune)
    small, large = houses_table(made, synthetic=False).rows
    names = (
        "places",
        "at_end",
        "free",
        "occupancy_year",
        "waiting",
        "full_from",
        "full_pct",
        "marginal_oere",
        "outside_oere",
    )
    assert [small[name] for name in names] == [300, 1, 200, 4972, None, None, None, 350_00, 3_800_00]
    assert [large[name] for name in names] == [600, 6, 0, 10_000, 2, 202601, None, None, 3_800_00]
    totals = houses_table(made, synthetic=False).totals
    assert totals is not None
    assert [totals[name] for name in ("places", "at_end", "free", "waiting")] == [900, 7, 200, None]
    assert turn_of(made.houses[1], "full") == Turn(202601, None, known=True)


def test_every_figure_of_every_table_opens_and_says_the_same(kommune: Kommune) -> None:
    made = two_houses(kommune)
    opened = 0
    for table in tables(made):
        figures = {column.name for column in table.columns if column.numeric}
        for number, row in enumerate(table.rows):
            for name in figures:
                assert (row.get(name) is not None) == ((number, name) in table.addresses), (table.name, number, name)
        for (number, name), address in table.addresses.items():
            value = cell(table, number, name)
            assert isinstance(value, int)
            times = 100 if table.column(name).kind == "integer" else 1
            assert kommune.hall.explain(address).value == value * times, address
            opened += 1
    assert opened > 200


def test_the_first_sentence_answers_when_and_what_it_costs(kommune: Kommune) -> None:
    made = two_houses(kommune)
    said = plain(first_sentence(made))
    assert said.startswith("Fuldt: Storgården (nu, 6 af 6 pladser). ")
    assert "ventes at koste" in said
    assert said.endswith(" kr. i 24 måneder (1 af 2 huse).")
    for part in first_sentence(made):
        if part.address:
            kommune.hall.explain(part.address)
    for seen in made.houses:
        assert plain(house_sentence(made, seen)) == seen.sentence


def test_an_untested_house_has_neither_interval_nor_chance(kommune: Kommune) -> None:
    made = two_houses(kommune)
    table = months_table(made, made.houses[0], synthetic=False)
    assert [row["known"] for row in table.rows] == [True] * 4 + [False] * 24
    assert all(row.get(name) is None for row in table.rows for name in ("low", "high", "full_pct", "empty_pct"))
    assert any(note.startswith("Usikkerheden er ikke prøvet") for note in table.notes)
    assert [row["at_end"] for row in table.rows[:4]] == [1, 2, 2, 1]
    assert [row["occupied_days"] for row in table.rows[:4]] == [31, 56, 62, 30]


def test_few_persons_are_hidden_with_what_gives_them_back(kommune: Kommune) -> None:
    made = two_houses(kommune).seen_by(persons=False)
    small, large = houses_table(made, synthetic=False).rows
    for name in (
        "at_end",
        "free",
        "occupancy_year",
        "full_from",
        "empty_from",
        "average_oere",
        "outside_oere",
        "bought_oere",
    ):
        assert small[name] is None, name
    assert (small["places"], small["marginal_oere"], large["at_end"], large["waiting"]) == (300, 350_00, 6, None)
    totals = houses_table(made, synthetic=False).totals
    assert totals is not None
    assert [totals.get(name) for name in ("places", "at_end", "free", "bought_oere")] == [900, None, None, None]
    assert plain(first_sentence(made)) == (
        "Fuldt: Storgården (nu, 6 af 6 pladser). 1 hus er ikke vist, fordi 1 til 4 bor eller ventes der. 1 hus kan ikke regnes frem."
    )
    for table in tables(made):
        for (number, name), address in table.addresses.items():
            assert cell(table, number, name) is not None, address
    drawn = picture_of(made, made.houses[0], synthetic=False)
    assert drawn is not None
    assert "antal personer vises ikke" in drawn.svg
    assert "fuldt fra" not in drawn.svg


def test_the_picture_says_when_the_house_is_full(kommune: Kommune) -> None:
    made = two_houses(kommune)
    drawn = picture_of(made, made.houses[1], synthetic=False)
    assert drawn is not None
    assert "april 2026: bor 6 på 6 pladser" in drawn.svg
    assert "fuldt fra januar 2026" in drawn.svg
    assert drawn.table.rows == months_table(made, made.houses[1], synthetic=False).rows
    number = str(made.houses[1].provider_no)
    assert (drawing_of(made, number, "svg") or b"").startswith(b"<svg")
    assert (drawing_of(made, number, "png") or b"").startswith(b"\x89PNG")


def test_a_tested_house_has_an_interval_as_far_as_it_held(kommune: Kommune) -> None:
    """A stay a month of about ten months, since 2024, on 30 places: 24 months ahead is tried too seldom."""
    today, rng, day, rows = date(2026, 9, 30), random.Random(7), date(2024, 1, 1), list[str]()
    while day < today:
        last = day + timedelta(days=int(rng.expovariate(1 / 300)) + 1)
        rows.append(stay(len(rows) + 1, day.isoformat(), last.isoformat() if last <= today else ""))
        day += timedelta(days=int(rng.expovariate(1 / 30)) + 1)
    receive_grants(kommune, rows, today)
    receive_places(kommune, "151;Fiktivgården;Døgninstitution;01.01.2024;;30;;;;;;", today)
    made = kommune.hall.capacity_houses(today)
    (seen,) = made.houses
    table = months_table(made, seen, synthetic=False)
    ahead = [row for row in table.rows if not row["known"]]
    through = seen.one.drawn_through
    assert 3 <= through < 24
    assert [row["low"] is not None for row in ahead] == [at < through for at in range(24)]
    assert [row["full_pct"] is not None for row in ahead] == [at < through for at in range(24)]
    assert seen.tested_words in table.notes
    assert len(table.rows) == 12 + 24
    assert plain(first_sentence(made)) == seen.sentence


def test_without_houses_it_says_what_to_import(kommune: Kommune) -> None:
    receive_grants(kommune, [ENDED], DAY)
    made = kommune.hall.capacity_houses(DAY)
    found = houses_page(made, None, synthetic=False)
    assert (found.blocks, found.choices) == ((), ())
    assert plain(found.answer).startswith("Der er ikke oplyst pladser i egne huse: hent tabellen")
    assert houses_part(made).refused == plain(found.answer)
    with pytest.raises(KeyError):
        table_of(made, "houses.x", synthetic=False)


def test_of_more_than_six_one_is_chosen(kommune: Kommune) -> None:
    names = [f"Hus {letter}" for letter in "ABCDEFG"]
    receive_grants(kommune, [ENDED, *(stay(at, "2025-06-01", house=name) for at, name in enumerate(names, 1))], DAY)
    receive_places(kommune, "\n".join(f"151;{name};Døgninstitution;2026;;2;;;;;;" for name in names), DAY)
    made = kommune.hall.capacity_houses(DAY)
    first = houses_page(made, None, synthetic=False)
    assert [one.heading for one in first.blocks] == ["Alle huse", "Selv eller købe ude", "Hus A"]
    assert [one.name for one in first.choices] == names
    third = house_of(made, "hus c")
    assert houses_page(made, third.provider_no, synthetic=False).blocks[-1].heading == "Hus C"
    assert houses_page(made, 1, synthetic=False).chosen == made.houses[0].provider_no


def test_figures_in_a_sentence_are_linked_where_they_stand() -> None:
    parts = linked(
        "fuld fra maj med 52 %; tom fra juni med 52 %.",
        [("juni med ", "52 %", "b"), ("maj med ", "52 %", "a"), ("x ", "1", "c")],
    )
    assert [(one.text, one.address) for one in parts] == [
        ("fuld fra maj med ", ""), ("52 %", "a"), ("; tom fra juni med ", ""), ("52 %", "b"), (".", ""),
    ]  # fmt: skip
