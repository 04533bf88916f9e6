"""The whole follow-up gives the same bytes on every engine."""

from __future__ import annotations

from datetime import date

from tests.municipality.small import KEY, Kommune

from trinvis.engine import Engine
from trinvis.municipality import Municipality

DAY = date(2026, 5, 31)


def fill(kommune: Kommune) -> None:
    """Two foster children, a home-based one, an institution without child, money outside and a rejected row."""
    kommune.grants(
        """
        F-1;010115-9999;Anbringelse;Plejefamilie;Fiktiv Plejefamilie;Måned;40.000,00;01.01.2026;01.01.9999;Bevilget
        F-2;020216-9999;Anbringelse;Plejefamilie;Fiktiv Plejefamilie;Døgn;1.333,33;12.02.2026;30.09.2026;Bevilget
        F-3;030317-9999;Familiebehandling;;Fiktivt Familiehus;Uge;4.100,50;01.04.2026;01.01.9999;Forventet
        """,
        date(2026, 5, 31),
    )
    kommune.postings(
        """
        31.01.2026;2026-01;5.28.22.1.002;40.000,00;010115-9999;F-1;2026-01;B1
        28.02.2026;2026-02;5.28.22.1.002;41.000,00;010115-9999;;2026-02;B2
        15.04.2026;2026-04;5.28.22.1.002;60.000,00;;;;B3
        31.05.2026;2026-05;5.28.23.1.002;1.000.000,00;;;;B4
        31.05.2026;2026-05;3.22.01.1.001;7.000,00;;;;B5
        31.05.2026;2026-05;umulig konto;9.000,00;;;;B6
        """,
        202601, 202605, DAY,
    )  # fmt: skip
    kommune.budget(
        """
        2026;Oprindeligt budget;Plejefamilier;900.000,00
        2026;Tillægsbevilling;Plejefamilier;50.000,00
        """,
        date(2026, 1, 1),
    )


def test_the_same_bytes_on_every_engine(kommune: Kommune, engine: Engine) -> None:
    fill(kommune)
    other = Municipality.open(kommune.path, key=KEY, engine=engine)
    assert other.follow_up(2026, DAY).canonical() == kommune.hall.follow_up(2026, DAY).canonical()


def test_every_figure_opens_and_adds_up(kommune: Kommune) -> None:
    fill(kommune)
    made = kommune.hall.follow_up(2026, DAY)
    checked = 0
    for row in made.areas.iter_rows(named=True):
        for figure, value in row.items():
            if figure.endswith("_oere"):
                opened = kommune.hall.explain(str(made.address(figure, row["kind"], row["area"])))
                assert opened.value == value == int(opened.lines["signed_oere"].sum())
                assert sum(part.amount_oere for part in opened.parts) == value
                checked += 1
    assert checked > 100
    assert made.total["budget_oere"] == 950_000_00


def test_the_doctor_finds_nothing_in_a_sound_municipality(kommune: Kommune) -> None:
    fill(kommune)
    kommune.hall.approve(2026, DAY, "Testen")
    assert kommune.hall.doctor() == []
