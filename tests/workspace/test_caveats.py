"""What is warned about before an import is confirmed, and kept with the delivery."""

from __future__ import annotations

from datetime import date

import pytest
from workspace_readings import give, postings_read

from trinvis.workspace import Workspace

DAY = date(2026, 12, 31)


def day(month: int, number: int = 1) -> dict[str, object]:
    return {"date": date(2026, month, number), "amount_oere": 100}


def codes(
    workspace: Workspace, kind: str, *months: tuple[int, int], days: list[list[dict[str, object]]] | None = None
) -> list[list[str]]:
    """The warning codes of deliveries that come one after another."""
    out = []
    for number, (first, last) in enumerate(months):
        rows = days[number] if days else [day(first % 100)]
        out.append([c.code for c in give(workspace, DAY, kind=kind, months=(first, last), postings=rows).warnings])
    return out


@pytest.mark.parametrize(
    ("kind", "months", "expected"),
    [
        ("increment", [(202601, 202601), (202602, 202602)], [[], []]),
        ("increment", [(202601, 202602), (202602, 202602)], [[], []]),  # the days lie apart
        ("increment", [(202601, 202601), (202603, 202603)], [[], ["missing_month"]]),
        (
            "increment",
            [(202601, 202601), (202604, 202604), (202602, 202602)],
            [[], ["missing_month"], ["missing_month"]],
        ),
        ("period", [(202601, 202603), (202601, 202604)], [[], []]),
        ("period", [(202601, 202601), (202603, 202603), (202602, 202602)], [[], ["missing_month"], []]),
        ("period", [(202511, 202512), (202601, 202601)], [["outside_period"], []]),
    ],
)
def test_periods(workspace: Workspace, kind: str, months: list[tuple[int, int]], expected: list[list[str]]) -> None:
    assert codes(workspace, kind, *months) == expected


def test_increments_that_overlap_in_days_are_told(workspace: Workspace) -> None:
    weeks = [[day(1, 2), day(1, 8)], [day(1, 9), day(1, 15)], [day(1, 15), day(1, 20)]]
    assert codes(workspace, "increment", *[(202601, 202601)] * 3, days=weeks) == [[], [], ["overlap"]]
    message = workspace.deliveries()[-1].warnings[0].message
    assert message == (
        "Leveringen lægges til, men januar 2026 er også i levering 000002; se efter, om posteringer tælles to gange."
    )


def test_a_missing_month_is_named(workspace: Workspace) -> None:
    codes(
        workspace,
        "increment",
        (202511, 202511),
        (202602, 202602),
        days=[[{**day(1), "date": date(2025, 11, 3)}], [day(2)]],
    )
    assert workspace.deliveries()[-1].warnings[0].message == "Der mangler en levering for december 2025, januar 2026."


def test_a_long_gap_is_named_by_its_ends(workspace: Workspace) -> None:
    """Between January 2024 and January 2026 lie 23 months; July 2025 leaves a gap on either side of it."""
    months = ((202401, 202401), (202601, 202601), (202507, 202507))
    days = [[{**day(1), "date": date(first // 100, first % 100, 1)}] for first, _ in months]
    codes(workspace, "period", *months, days=days)
    assert [[c.message for c in d.warnings] for d in workspace.deliveries()] == [
        [],
        ["Der mangler en levering for februar 2024 til december 2025."],
        ["Der mangler en levering for februar 2024 til juni 2025, august 2025 til december 2025."],
    ]


@pytest.mark.parametrize(
    ("before", "after", "told"), [(10, 9, False), (10, 8, True), (100, 90, False), (100, 89, True), (3, 4, False)]
)
def test_a_snapshot_that_loses_more_than_a_tenth(workspace: Workspace, before: int, after: int, told: bool) -> None:
    rows = [{"cpr": f"barn {n}", "start": date(2026, 1, 1), "rate_oere": 1} for n in range(before + 1)]
    give(workspace, date(2026, 1, 31), grants=rows[:before])
    delivery = give(workspace, date(2026, 2, 28), grants=rows[:after])
    assert [c.code for c in delivery.warnings] == (["lost_rows"] if told else [])
    if told:
        assert f"{after} rækker" in delivery.warnings[0].message
        assert f"havde {before}" in delivery.warnings[0].message


def test_the_same_file_twice(workspace: Workspace) -> None:
    give(workspace, DAY, grants=[{"cpr": "a"}], original=b"same")
    again = give(workspace, DAY, grants=[{"cpr": "a"}], original=b"same")
    assert [c.code for c in again.warnings] == ["same_file"]
    assert again.warnings[0].message == "Filen er helt den samme som levering 000001 fra 31.12.2026."


def test_a_withdrawn_delivery_is_not_compared_with(workspace: Workspace) -> None:
    first = give(workspace, DAY, grants=[{"cpr": "a"}], original=b"same")
    workspace.withdraw(first.id, DAY, first.received_at)
    assert give(workspace, DAY, grants=[{"cpr": "a"}], original=b"same").warnings == ()


def test_warnings_can_be_seen_before_the_import_is_confirmed(workspace: Workspace) -> None:
    give(workspace, DAY, kind="increment", months=(202601, 202601), postings=[day(1)])
    with workspace.importing() as session:
        read = postings_read(session, [day(4)], "increment", 202604)
        assert [c.code for c in session.warnings(read, b"new")] == ["missing_month"]  # type: ignore[arg-type]
    assert len(workspace.deliveries()) == 1
