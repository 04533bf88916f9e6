"""Where the children stand: grants in a small file, the staircase beside them."""

from __future__ import annotations

from datetime import date

import pytest
from tests.municipality.small import Kommune

from trinvis.municipality.address import BadAddress
from trinvis.municipality.staircase_overview import FLOWS, StaircaseOverview

THEN, NOW = date(2025, 9, 30), date(2026, 9, 30)
FOSTER = "Anbringelse;Plejefamilie;Fiktiv Plejefamilie;Måned;40.000,00"
HOUSE = "Anbringelse;Døgninstitution;Fiktivt Hus;Måned;100.000,00"
FAMILY = "Familiebehandling;;Fiktivt Familiehus;Måned;10.000,00"


def overview(kommune: Kommune, rows: str) -> StaircaseOverview:
    kommune.grants(rows, NOW)
    return kommune.hall.staircase(2026, NOW)


def counted(made: StaircaseOverview, flow: str) -> dict[int | None, int]:
    return {step.step: step.children[flow] for step in made.steps if step.children[flow]}


def test_a_child_stands_once_on_its_highest_step(kommune: Kommune) -> None:
    made = overview(
        kommune,
        f"""
        F-1;010115-9999;{FOSTER};01.01.2025;01.01.9999;Bevilget
        F-2;010115-9999;{FAMILY};01.01.2025;01.01.9999;Bevilget
        F-3;020216-9999;{FAMILY};01.01.2025;01.01.9999;Bevilget
        """,
    )
    assert counted(made, "children") == counted(made, "children_before") == {3: 1, 5: 1}


def test_of_two_grants_on_the_highest_step_the_one_begun_first_decides(kommune: Kommune) -> None:
    """A new price does not begin a grant anew; a grant outside the staircase decides only when it is alone."""
    made = overview(
        kommune,
        """
        F-1;010115-9999;Advokatbistand;;Fiktiv Advokat;Måned;1.000,00;01.01.2024;01.01.9999;Bevilget
        F-2;010115-9999;Anbringelse;Plejefamilie;Fiktiv Plejefamilie;Måned;40.000,00;01.01.2025;31.08.2026;Bevilget
        F-2;010115-9999;Anbringelse;Plejefamilie;Fiktiv Plejefamilie;Måned;41.000,00;01.09.2026;01.01.9999;Bevilget
        F-3;010115-9999;Anbringelse;Kommunal plejefamilie;Fiktiv Kommunal;Måned;50.000,00;01.02.2026;01.01.9999;Bevilget
        F-4;020216-9999;Advokatbistand;;Fiktiv Advokat;Måned;1.000,00;01.01.2026;01.01.9999;Bevilget
        """,
    )
    assert counted(made, "children") == {5: 1, None: 1}
    stand = made.placements.sort("step", nulls_last=True).select("placement_type", "step", "stands")
    assert stand.rows() == [
        ("foster", 5, True),
        (None, None, True),
    ]


@pytest.mark.parametrize(
    ("then", "now", "flows"),
    [
        ((FOSTER, "01.01.2025", "31.12.2025"), (HOUSE, "01.01.2026", "01.01.9999"), {"gone_up": 5, "risen": 6}),
        ((HOUSE, "01.01.2025", "31.12.2025"), (FAMILY, "01.01.2026", "01.01.9999"), {"gone_down": 6, "fallen": 3}),
        (None, (FOSTER, "01.01.2026", "01.01.9999"), {"arrived": 5}),
        ((FOSTER, "01.01.2025", "31.12.2025"), None, {"left": 5}),
        ((FOSTER, "01.01.2025", "01.01.9999"), None, {}),
    ],
)
def test_moves_are_between_the_day_and_a_year_before(
    kommune: Kommune, then: tuple[str, ...] | None, now: tuple[str, ...] | None, flows: dict[str, int]
) -> None:
    rows = [
        f"F-{number};010115-9999;{grant[0]};{grant[1]};{grant[2]};{'Bevilget' if grant[2].endswith('9999') else 'Afsluttet'}"
        for number, grant in enumerate((then, now))
        if grant
    ]
    made = overview(kommune, "\n".join(rows))
    moves = [flow for flow in FLOWS if flow not in ("children", "children_before")]
    assert {flow: counted(made, flow) for flow in moves if counted(made, flow)} == {
        flow: {step: 1} for flow, step in flows.items()
    }
    for step in made.steps:
        of = step.children
        came, went = of["risen"] + of["fallen"] + of["arrived"], of["gone_up"] + of["gone_down"] + of["left"]
        assert of["children"] == of["children_before"] + came - went


@pytest.mark.parametrize(
    "row",
    [
        f"F-1;010115-9999;{FOSTER};01.10.2026;01.01.9999;Bevilget",
        f"F-1;010115-9999;{FOSTER};01.01.2025;29.09.2025;Afsluttet",
        f"F-1;010115-9999;{FOSTER};01.01.2025;01.01.9999;Forventet",
        f"F-1;010115-9999;{FOSTER};01.01.2025;01.01.9999;Annulleret",
        "F-1;010115-9999;Familiebehandling;;Fiktivt Familiehus;Engang;10.000,00;30.09.2026;30.09.2026;Bevilget",
    ],
    ids=["later", "ended", "expected", "cancelled", "once"],
)
def test_grants_that_place_nobody(kommune: Kommune, row: str) -> None:
    made = overview(kommune, row)
    assert counted(made, "children") == counted(made, "children_before") == {}


def test_the_day_is_moved_into_the_year(kommune: Kommune) -> None:
    kommune.grants(f"F-1;010115-9999;{FOSTER};01.01.2025;01.01.9999;Bevilget", NOW)
    for year, day in ((2025, date(2025, 12, 31)), (2026, NOW), (2027, date(2027, 1, 1))):
        made = kommune.hall.staircase(year, NOW)
        assert made.day == day
        assert made.day_before == day.replace(year=day.year - 1)
        assert counted(made, "children") == {5: 1}


def test_a_pool_follows_its_area_and_a_fee_stays_outside(kommune: Kommune) -> None:
    """The pool of the foster families is step 5 (all their types are); legal aid stands on no step."""
    kommune.postings("31.01.2026;2026-01;5.28.20.1.007;3.000,00;;;;B1", 202601, 202609, NOW)
    for area, amount in (("plejefamilier", 7_000_00), ("opholdssteder", 2_000_00)):
        kommune.hall.write(
            "pool", area, {"area": area, "price_oere": amount, "year": 2026}, by="Testen", known_from=NOW
        )
    made = overview(kommune, f"F-1;010115-9999;{FOSTER};01.12.2026;01.01.9999;Bevilget")
    money = {step.step: step.forecast_oere for step in made.steps if step.forecast_oere}
    total = kommune.hall.follow_up(2026, NOW).total["forecast_oere"]
    assert money[5] == 40_000_00 + 7_000_00
    assert money[6] == 2_000_00
    assert sum(money.values()) == made.forecast_oere == total
    assert money[None] == total - money[5] - money[6] >= 3_000_00


def test_every_figure_opens_and_its_lines_add_up(kommune: Kommune) -> None:
    made = overview(
        kommune,
        f"""
        F-1;010115-9999;{FOSTER};01.01.2025;31.12.2025;Afsluttet
        F-2;010115-9999;{HOUSE};01.01.2026;01.01.9999;Bevilget
        F-3;020216-9999;{FAMILY};01.01.2026;01.01.9999;Bevilget
        """,
    )
    for step in (*made.steps, None):
        money = kommune.hall.explain(str(made.address("forecast_oere", step)))
        assert money.value == (made.forecast_oere if step is None else step.forecast_oere)
        assert money.value == int(money.lines["signed_oere"].sum()) == sum(part.amount_oere for part in money.parts)
        for flow in FLOWS:
            opened = kommune.hall.explain(str(made.address(flow, step)))
            assert opened.value == 100 * (made.total(flow) if step is None else step.children[flow]), opened.address
            assert int(opened.lines["counted"].sum()) * 100 == opened.value
    who = kommune.hall.explain(f"staircase/2026/{NOW}/risen?step=6").lines
    assert who.select("step_before", "step", "grant_id").rows() == [(5, 6, who["grant_id"].item())]
    assert who["file_name"].to_list() == ["grants.csv"]


@pytest.mark.parametrize("wrong", ["height", "children?step=9", "forecast_oere?step=9", "children?farve=blå"])
def test_an_address_that_is_none(kommune: Kommune, wrong: str) -> None:
    overview(kommune, f"F-1;010115-9999;{FOSTER};01.01.2025;01.01.9999;Bevilget")
    with pytest.raises(BadAddress):
        kommune.hall.explain(f"staircase/2026/{NOW}/{wrong}")
