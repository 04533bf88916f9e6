"""The tables of the questions, from frames written out here."""

from __future__ import annotations

from datetime import date
from io import StringIO
from typing import Any

import polars as pl
from rich.console import Console

from trinvis.calculations.followup.change_items import Item, as_frame
from trinvis.calculations.followup.rows import row_types
from trinvis.reports.changes_table import changes_table
from trinvis.reports.explanation_table import Opened, Term, explanation_table
from trinvis.reports.follow_up_table import FollowUpFacts, Said, follow_up_table
from trinvis.reports.plain_table import frame_table
from trinvis.reports.reconciliation_table import one_frame
from trinvis.reports.table import TOTAL_ROW
from trinvis.reports.terminal import printed
from trinvis.reports.words import FLAGS, explained, label, marks, step_label

MIO = 100_000_000


def area(kind: str, code: str, text: str, budget: int, forecast: int, flags: str | None = None) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(row_types())
    money = {name: 0 for name in row if name.endswith("_oere")}
    return {
        **row,
        **money,
        "kind": kind,
        "area": code,
        "label": text,
        "policy_area": "Børn og unge",
        "budget_oere": budget,
        "forecast_oere": forecast,
        "deviation_oere": budget - forecast,
        "deviation_word": "mindreforbrug" if budget > forecast else "merforbrug",
        "method": "disposition" if kind == "area" else None,
        "flags": flags,
    }


def facts(**values: Any) -> FollowUpFacts:
    rows = [
        area("area", "pleje", "Plejefamilier", 36 * MIO, 3_720_000_000, "mellemkommunal;sandsynlighed"),
        area("area", "hjem", "Familiebehandling", 20 * MIO, 19 * MIO, "sandsynlighed"),
        area("policy_area", "Børn og unge", "Børn og unge", 56 * MIO, 5_620_000_000),
        area("total", "i_alt", "I alt", 56 * MIO, 5_620_000_000),
    ]
    made: dict[str, Any] = {
        "year": 2026,
        "basis": "2026-09-30",
        "as_of": date(2026, 9, 30),
        "closed_through": 202609,
        "program": "0.1.0",
        "areas": pl.DataFrame(rows, schema=row_types()),
        "address": lambda figure, kind, code: f"{figure}|{kind}|{code}",
    }
    return FollowUpFacts(**{**made, **values})


def test_the_follow_up_says_its_answer_and_what_its_marks_mean() -> None:
    made = follow_up_table(
        facts(caveats=("Et forbehold.",), explanations={"pleje": Said("Flere døgn.", "Eva", date(2026, 10, 3))})
    )
    assert (
        made.answer == "Rammen på 56,0 mio. kr. holder næppe: vi forventer 56,2 mio. kr., et merforbrug på 0,2 mio. kr."
    )
    assert made.title == "Budgetopfølgning 2026 pr. 30. september 2026, lukket til og med september 2026"
    assert [row["marks"] for row in made.rows] == ["a, b", "b", None]
    assert made.notes[1] == "a: en anden kommune betaler; udgift og forventet indtægt står hver for sig."
    assert "Et forbehold." in made.notes
    assert "Plejefamilier: Flere døgn. (Eva, 03.10.2026)" in made.notes
    assert made.rows[2]["label"] == "Børn og unge i alt"
    assert made.addresses[0, "forecast_oere"] == "forecast_oere|area|pleje"
    assert made.addresses[TOTAL_ROW, "deviation_oere"] == "deviation_oere|total|i_alt"


def test_areas_without_an_explanation_are_listed_together() -> None:
    made = follow_up_table(facts(unexplained=(("Plejefamilier", "over 1 %"), ("Familiebehandling", "over 1 %"))))
    assert made.notes[-1] == "Mangler afvigelsesforklaring (over 1 %): Plejefamilier, Familiebehandling."


def test_columns_of_nothing_are_left_out_on_the_screen_and_kept_in_files() -> None:
    made = follow_up_table(facts())
    assert not made.column("refund_oere").on_screen
    assert made.column("forecast_oere").on_screen


def test_a_narrow_screen_shows_fewer_columns_and_breaks_no_word() -> None:
    out = StringIO()
    printed(follow_up_table(facts()), Console(file=out, width=80))
    assert "Familiebehandling" in out.getvalue()
    assert "mindreforbrug" in out.getvalue()
    assert "Disponeret" not in out.getvalue()


def test_a_closed_year_without_open_months() -> None:
    made = follow_up_table(facts(closed_through=202612))
    assert made.answer.startswith("Rammen på 56,0 mio. kr. blev overskredet")
    assert "ingen måneder er lukket" in follow_up_table(facts(closed_through=202512)).title


def test_changes_open_where_their_address_means_one_item() -> None:
    items = as_frame(
        [
            Item("new", "forecast", "pleje", 500_00, "new", "fra 01.10.2026", grant_id=7, child_no=70),
            Item("risk", "forecast", "pleje", 100_00, "risk", group="risk"),
            Item("risk", "forecast", "pleje", 100_00, "risk", group="risk"),
            Item("budget", "budget", "pleje", 900_00, "budget", "omplacering", group="budget"),
        ]
    )
    made = changes_table(
        items,
        year=2026,
        as_of=date(2026, 9, 30),
        before="31. august 2026",
        total_before_oere=1_000_00,
        total_after_oere=1_700_00,
        address=lambda **where: "&".join(f"{name}={value}" for name, value in sorted(where.items()) if value),
        labels={"pleje": "Plejefamilier"},
    )
    assert made.totals == {"label": "Forventet regnskab i alt", "amount_oere": 700_00}
    assert made.answer == "Det forventede regnskab er steget med 700 kr. fra 1.000 kr. til 1.700 kr."
    assert [row["label"] for row in made.rows] == ["Ny indsats", "Risikosager", "Risikosager", "Budgetændring"]
    assert sorted(number for number, _ in made.addresses) == [TOTAL_ROW, 0, 3]
    assert "grant_id=7" in made.addresses[0, "amount_oere"]


def opened(value: int, *amounts: int) -> Opened:
    lines = pl.DataFrame(
        {
            "component": ["spent"] * len(amounts),
            "month": [202603] * len(amounts),
            "child_no": [70] * len(amounts),
            "signed_oere": list(amounts),
            "file_name": ["posteringer.csv"] * len(amounts),
            "row_no": list(range(len(amounts))),
            "flag": ["andet_aar"] * len(amounts),
        }
    )
    return Opened(
        address="follow-up/2026/2026-09-30/spent_oere",
        title="I alt",
        value=value,
        unit="kr.",
        sentence="Summen af linjerne.",
        terms=[Term("Forbrug", "3,00 kr.", "a/b")],
        lines=lines,
        rules={"D1": "Bogført i året"},
        parameters=["momsfaktor: 100 %"],
    )


def test_an_opened_figure_adds_up_and_tells_where_its_rows_stand() -> None:
    made = explanation_table(opened(300, 100, 200))
    assert made.answer == "I alt: 3,00 kr."
    assert made.lead == ("Beregning: Summen af linjerne.", "  Forbrug: 3,00 kr.  (a/b)")
    assert "Linjerne giver 3,00 kr., som er tallet." in made.notes
    assert "Regel D1: Bogført i året." in made.notes
    assert any(note.startswith("andet_aar: posteringen betaler") for note in made.notes)
    assert made.rows[0]["file_name"] == "posteringer.csv"
    assert made.facts["value_oere"] == 300


def test_a_figure_that_does_not_add_up_says_so() -> None:
    assert any("er IKKE tallet 4,00 kr." in note for note in explanation_table(opened(400, 100, 200)).notes)


def test_file_names_are_left_out_for_who_may_not_see_persons() -> None:
    from dataclasses import replace

    made = explanation_table(replace(opened(300, 100, 200), with_file_names=False))
    assert all(column.name != "file_name" for column in made.columns)
    assert made.rows[0]["file_name"] is None


def test_reconciliation_lists_stand_under_each_other_with_words() -> None:
    frame = pl.DataFrame({"area": ["pleje"], "stop_day": [20_000], "posted_oere": [100], "look": ["price"]})
    made = one_frame({"price_mismatch": frame, "payment_after_stop": frame.clear()})
    assert made.row(0, named=True) == {
        "list": "price_mismatch",
        "list_name": "Pris eller mængde afviger",
        "area": "pleje",
        "posted_oere": 100,
        "stop": date(2024, 10, 4),
        "look": "Sammenhold takst, mængde og datoer i indsatsen med bilaget.",
    }


def test_a_frame_as_it_is() -> None:
    frame = pl.DataFrame(
        {"child_no": [12_345], "month": [202603], "amount_oere": [150], "message": ["Rækken er en dublet."]}
    )
    made = frame_table("liste", "Liste", "Én række.", frame, totalled=("amount_oere",))
    assert [(column.name, column.kind) for column in made.columns] == [
        ("child_no", "text"),
        ("month", "month"),
        ("amount_oere", "oere"),
        ("message", "text"),
    ]
    assert made.totals == {"child_no": "I alt", "amount_oere": 150}


def test_words() -> None:
    assert label("provider_kind", "own") == "Egen"
    assert label("area", None) == "Ikke placeret"
    assert label("component", "noget_nyt") == "noget nyt"
    assert step_label(None) == "Uden for trappen"
    assert marks("a;b;;a") == ["a", "b"]
    assert explained(["mellemkommunal"]) == (f"mellemkommunal: {FLAGS['mellemkommunal']}.",)
