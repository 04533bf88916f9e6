"""The bridge between two follow-ups: golden cases worked by hand, and the promise that it always adds up."""

from __future__ import annotations

from datetime import date

import narwhals.stable.v2 as nw
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trinvis.calculations.commitments.calendar import months
from trinvis.calculations.followup.change_items import KINDS
from trinvis.calculations.followup.changes import Snapshot, changes
from trinvis.calculations.followup.grant_effects import committed_year
from trinvis.calculations.followup.line_changes import BUDGET_COMPONENTS, Late, lines_behind
from trinvis.parameters import Area
from trinvis.tables import GRANTS
from trinvis.tables.lines import COMPONENTS, FORECAST_COMPONENTS, UNPLACED, line_types

KR = 100


def area(name, method="disposition"):
    return Area(name, name.capitalize(), "Familie", "", (), (), method, "", True)


AREAS = (area("pleje"), area("ophold"), area("efterskole", "moving_average_12"), area("refusion", "refund"))
CALENDAR = months(2026, 2026)
MARCH, APRIL = date(2026, 3, 31), date(2026, 4, 30)


def grants(*rows: dict) -> pl.DataFrame:
    base = {
        "delivery_id": "d1",
        "intervention_type": "placement",
        "unit": "month",
        "rate_oere": 100 * KR,
        "start": date(2026, 1, 1),
        "status": "granted",
        "area": "pleje",
        "step": 5,
    }
    full = [base | {"row_no": row["grant_id"], "child_no": row["grant_id"]} | row for row in rows]
    facts = GRANTS.conform(pl.DataFrame(full, infer_schema_length=None)) if full else GRANTS.empty()
    return facts.with_columns(area=pl.Series([row["area"] for row in full], dtype=pl.String))


def lines(*rows: tuple) -> pl.DataFrame:
    names = ("area", "component", "amount_oere", "grant_id", "month", "delivery_id")
    return pl.DataFrame([dict(zip(names, row, strict=False)) for row in rows], schema=line_types())


def open_year(*rows: dict) -> pl.DataFrame:
    """The lines that grants have when nothing is posted: what they cost, all of it still to come."""
    frame = grants(*rows)
    lazy = committed_year(CALENDAR, 151)(nw.from_native(frame.lazy()))
    cost = lazy.collect().to_native()
    areas = frame.sort("start_day").unique("grant_id", keep="last").select("grant_id", "area")
    placed = cost.join(areas, on="grant_id")
    return lines(*((row["area"], "committed_open", row["amount_oere"], row["grant_id"]) for row in placed.to_dicts()))


def bridge(engine, before, after, *, before_grants=None, after_grants=None, areas=AREAS, **options):
    def frame(found):
        return None if found is None else engine.frame(found)

    found = changes(
        Snapshot(MARCH, areas, engine.frame(before), frame(before_grants)),
        Snapshot(APRIL, options.pop("areas_after", areas), engine.frame(after), frame(after_grants)),
        value=committed_year(CALENDAR, 151),
        collect=engine.collect,
        **options,
    )
    forecast = found.items.filter(moves="forecast")["amount_oere"].sum()
    assert forecast == found.forecast_after - found.forecast_before
    assert found.items.filter(moves="budget")["amount_oere"].sum() == found.budget_after - found.budget_before
    return found


def of_grants(engine, before: list[dict], after: list[dict]):
    """The bridge between two snapshots of grants of which nothing is posted: (kind, area, kroner, detail)."""
    found = bridge(
        engine,
        open_year(*before),
        open_year(*after),
        before_grants=grants(*before),
        after_grants=grants(*after),
    )
    rows = found.items.select("kind", "area", "amount_oere", "detail").rows()
    return [(kind, place, amount / KR, detail) for kind, place, amount, detail in rows]


def test_nothing_moved(engine):
    assert of_grants(engine, [{"grant_id": 1}], [{"grant_id": 1, "delivery_id": "d2"}]) == []


def test_a_new_grant_says_when_it_started_before_the_earlier_day(engine):
    """100 a month: from 1 May 8 months; from 1 March 10 months, with a start before 31 March."""
    got = of_grants(
        engine, [], [{"grant_id": 1, "start": date(2026, 5, 1)}, {"grant_id": 2, "start": date(2026, 3, 1)}]
    )
    assert got == [
        ("new", "pleje", 1000, "Start 01.03.2026, med tilbagevirkende start"),
        ("new", "pleje", 800, "Start 01.05.2026"),
    ]


def test_a_grant_that_vanished_ended_or_was_cancelled(engine):
    got = of_grants(engine, [{"grant_id": 1, "stop": date(2026, 2, 28)}, {"grant_id": 2}], [])
    assert got == [
        ("ended", "pleje", -200, "Findes ikke længere i kilden"),
        ("cancelled", "pleje", -1200, "Findes ikke længere i kilden"),
    ]


@pytest.mark.parametrize(
    ("stop_before", "stop_after", "kind", "kroner", "detail"),
    [
        (date(2026, 6, 30), None, "prolonged", 600, "Stopdato fra 30.06.2026 til ukendt"),
        (None, date(2026, 9, 30), "shortened", -300, "Stopdato fra ukendt til 30.09.2026"),
        (None, date(2026, 4, 15), "ended", -850, "Stopdato fra ukendt til 15.04.2026"),
    ],
)
def test_stop_moved(engine, stop_before, stop_after, kind, kroner, detail):
    got = of_grants(engine, [{"grant_id": 1, "stop": stop_before}], [{"grant_id": 1, "stop": stop_after}])
    assert got == [(kind, "pleje", kroner, detail)]


def test_start_moved(engine):
    got = of_grants(
        engine,
        [{"grant_id": 1, "start": date(2026, 7, 1)}, {"grant_id": 2, "start": date(2026, 7, 1)}],
        [{"grant_id": 1, "start": date(2026, 6, 1)}, {"grant_id": 2, "start": date(2026, 8, 1)}],
    )
    assert got == [
        ("prolonged", "pleje", 100, "Startdato fra 01.07.2026 til 01.06.2026"),
        ("shortened", "pleje", -100, "Startdato fra 01.07.2026 til 01.08.2026"),
    ]


def test_price_changed_from_a_day_splits_the_grant_in_two_rows(engine):
    """110 from 1 October: 3 × 10 more, and nothing is new, ended or prolonged."""
    got = of_grants(
        engine,
        [{"grant_id": 1}],
        [
            {"grant_id": 1, "stop": date(2026, 9, 30)},
            {"grant_id": 1, "row_no": 2, "start": date(2026, 10, 1), "rate_oere": 110 * KR},
        ],
    )
    assert got == [("price", "pleje", 30, "Fra 100 kr. (måned) til 110 kr. (måned)")]


def test_one_term_after_the_other(engine):
    """Stop 30 June → 31 December: 6 × 100 = 600; start 1 January → 1 February: −100; 100 → 110: 11 × 10 = 110."""
    got = of_grants(
        engine,
        [{"grant_id": 1, "stop": date(2026, 6, 30)}],
        [{"grant_id": 1, "stop": date(2026, 12, 31), "start": date(2026, 2, 1), "rate_oere": 110 * KR}],
    )
    assert [(kind, kroner) for kind, _, kroner, _ in got] == [("prolonged", 600), ("shortened", -100), ("price", 110)]


def test_a_grant_moved_to_another_time_of_the_year(engine):
    """June–September → January–March: the stop goes first and takes all 400, the start gives 300 back."""
    got = of_grants(
        engine,
        [{"grant_id": 1, "start": date(2026, 6, 1), "stop": date(2026, 9, 30)}],
        [{"grant_id": 1, "start": date(2026, 1, 1), "stop": date(2026, 3, 31)}],
    )
    assert [(kind, kroner) for kind, _, kroner, _ in got] == [("ended", -400), ("prolonged", 300)]


def test_status_and_probability(engine):
    got = of_grants(
        engine,
        [
            {"grant_id": 1, "status": "expected", "probability": 4000},
            {"grant_id": 2, "status": "draft"},
            {"grant_id": 3},
        ],
        [{"grant_id": 1}, {"grant_id": 2, "start": date(2026, 5, 1)}, {"grant_id": 3, "status": "cancelled"}],
    )
    assert got == [
        ("new", "pleje", 800, "Start 01.05.2026"),
        ("cancelled", "pleje", -1200, "Annulleret"),
        ("status", "pleje", 720, "Fra forventet, 40 % til bevilget"),
    ]


def test_a_change_of_step_and_area_is_minus_and_plus_and_nothing_in_all(engine):
    """From foster care (step 5, pleje) to a residence (step 6, ophold) at 150 a month from 1 July: 6 × 50 = 300 dearer."""
    got = of_grants(
        engine,
        [{"grant_id": 1}],
        [
            {"grant_id": 1, "stop": date(2026, 6, 30), "area": "ophold", "step": 6},
            {"grant_id": 1, "row_no": 2, "start": date(2026, 7, 1), "rate_oere": 150 * KR, "area": "ophold", "step": 6},
        ],
    )
    assert got == [
        ("price", "pleje", 300, "Fra 100 kr. (måned) til 150 kr. (måned)"),
        ("step", "ophold", 1500, "Fra trin 5 til trin 6"),
        ("step", "pleje", -1500, "Fra trin 5 til trin 6"),
    ]


def test_a_change_of_step_within_an_area_is_listed_with_nothing(engine):
    got = of_grants(engine, [{"grant_id": 1}], [{"grant_id": 1, "step": 4}])
    assert got == [("step", "pleje", 0, "Fra trin 5 til trin 4")]


def test_an_expected_change_takes_the_place_of_a_grant(engine):
    """An expected rise to 140 from 1 October: the change is new at 420, the old grant loses 300."""
    old = {"grant_id": 1, "child_no": 7, "source_key": "k1"}
    change = {"grant_id": 2, "child_no": 7, "source_key": "k2", "modifies": "k1", "status": "expected"}
    got = of_grants(engine, [old], [old, change | {"start": date(2026, 10, 1), "rate_oere": 140 * KR}])
    assert got == [("new", "pleje", 420, "Start 01.10.2026"), ("replaced", "pleje", -300, "")]


def test_an_invoice_unlike_the_commitment_is_posting_against_commitment(engine):
    """March was committed at 100 and posted at 130; nothing in the grant changed."""
    before = lines(("pleje", "committed_open", 100, 1, 202603))
    after = lines(("pleje", "spent", 130, 1, 202603))
    found = bridge(engine, before, after, before_grants=grants({"grant_id": 1}), after_grants=grants({"grant_id": 1}))
    (item,) = found.items.to_dicts()
    assert (item["kind"], item["area"], item["amount_oere"]) == ("posting", "pleje", 30)


def test_what_was_already_paid_of_a_cancelled_grant_stays_as_posting(engine):
    """1.200 a year, 300 of it posted. The grant vanishes: −1.200, and the 300 without a grant now: +300."""
    before = lines(("pleje", "spent", 300 * KR, 1, 202603), ("pleje", "committed_open", 900 * KR, 1, 202604))
    after = lines(("pleje", "spent", 300 * KR, None, 202603))
    found = bridge(engine, before, after, before_grants=grants({"grant_id": 1}), after_grants=grants())
    got = found.items.select("kind", "amount_oere").rows()
    assert got == [("cancelled", -1200 * KR), ("posting", 300 * KR)]


def test_groups_that_are_no_grants(engine):
    before = lines(
        ("pleje", "risk", 50, None, 202610),
        ("pleje", "pool", 100),
        ("efterskole", "spent", 500, 9, 202603),
        ("efterskole", "method_rest", 400, None, 202604),
        ("refusion", "refund", -70, None, 202603),
        ("pleje", "spent", 10, None, 202602),
        (UNPLACED, "spent", 1, None, 202602),
    )
    after = lines(
        ("pleje", "risk", 20, None, 202610),
        ("pleje", "risk", 5, None, 202611),
        ("pleje", "pool", 90),
        ("efterskole", "spent", 650, 9, 202604),
        ("efterskole", "method_rest", 270, None, 202605),
        ("refusion", "refund", -75, None, 202603),
        ("pleje", "spent", 17, None, 202602),
        (UNPLACED, "spent", 3, None, 202602),
    )
    found = bridge(engine, before, after)
    assert found.items.select("kind", "area", "amount_oere").rows() == [
        ("posting", "pleje", 7),
        ("posting", UNPLACED, 2),
        ("risk", "pleje", -25),
        ("pool", "pleje", -10),
        ("method", "efterskole", 20),
        ("refund", "refusion", -5),
    ]
    assert found.forecast_after - found.forecast_before == -11


def test_budget_changes_are_kept_apart(engine):
    before = lines(("pleje", "budget_original", 1000), ("pleje", "spent", 5, None, 202601))
    after = lines(
        ("pleje", "budget_original", 1000),
        ("pleje", "budget_moved", -100),
        ("ophold", "budget_moved", 100),
        ("pleje", "budget_supplementary", 40),
        ("pleje", "spent", 5, None, 202601),
    )
    found = bridge(engine, before, after)
    assert found.items.select("kind", "moves", "area", "amount_oere", "detail").rows() == [
        ("budget", "budget", "ophold", 100, "Omplacering"),
        ("budget", "budget", "pleje", -100, "Omplacering"),
        ("budget", "budget", "pleje", 40, "Tillægsbevilling"),
    ]
    assert found.forecast_after == found.forecast_before
    assert found.budget_after - found.budget_before == 40


def test_what_became_known_late_says_so(engine):
    """A grant and a posting of January from a delivery registered as known in March but received in May."""
    before = lines(("pleje", "spent", 10, None, 202602, "d1"))
    after = pl.concat(
        [
            open_year({"grant_id": 1, "delivery_id": "late"}),
            lines(("pleje", "spent", 10, None, 202602, "d1"), ("pleje", "spent", 3, None, 202601, "late")),
        ]
    )
    found = bridge(
        engine,
        before,
        after,
        before_grants=grants(),
        after_grants=grants({"grant_id": 1, "delivery_id": "late"}),
        late=Late(frozenset({"late"})),
    )
    assert found.items.select("kind", "what", "amount_oere").rows() == [
        ("late", "new", 1200 * KR),
        ("late", "posting", 3),
    ]


def test_changed_rules_stand_apart_when_the_old_rules_were_tried_on_the_new_facts(engine):
    """The facts make pleje 100 dearer; the new rules then move 60 of it to ophold and add 5."""
    before, under_old = lines(("pleje", "pool", 500)), lines(("pleje", "pool", 600))
    after = lines(("pleje", "pool", 545), ("ophold", "pool", 60))
    middle = Snapshot(APRIL, AREAS, engine.frame(under_old))
    found = bridge(engine, before, after, under_old_rules=middle)
    assert found.items.select("kind", "area", "amount_oere").rows() == [
        ("pool", "pleje", 100),
        ("rule", "ophold", 60),
        ("rule", "pleje", -55),
    ]


def test_a_changed_method_is_a_changed_rule(engine):
    before = lines(("pleje", "spent", 100, 1, 202603), ("pleje", "committed_open", 300, 1, 202604))
    after = lines(("pleje", "spent", 100, 1, 202603), ("pleje", "method_rest", 330, None, 202604))
    areas_after = (area("pleje", "twelfths"), *AREAS[1:])
    found = bridge(engine, before, after, areas_after=areas_after)
    assert found.items.select("kind", "area", "amount_oere").rows() == [("rule", "pleje", 30)]


def test_without_grants_the_lines_tell_new_from_gone(engine):
    before = lines(("pleje", "committed_open", 100, 1), ("pleje", "committed_open", 50, 2))
    after = lines(("pleje", "committed_open", 120, 1), ("pleje", "committed_open", 70, 3))
    got = bridge(engine, before, after).items.select("kind", "grant_id", "amount_oere").rows()
    assert got == [("new", 3, 70), ("ended", 2, -50), ("posting", 1, 20)]


some_line = st.tuples(
    st.sampled_from([*(place.id for place in AREAS), UNPLACED, None, "ukendt"]),
    st.sampled_from(list(COMPONENTS)),
    st.integers(-(10**9), 10**9),
    st.none() | st.integers(1, 4),
    st.none() | st.sampled_from([202601, 202602, 202607]),
    st.sampled_from(["d1", "d2", "late"]),
)
day = st.dates(date(2025, 10, 1), date(2027, 2, 1))
some_grant = st.fixed_dictionaries(
    {
        "grant_id": st.integers(1, 4),
        "child_no": st.integers(1, 2),
        "row_no": st.integers(1, 3),
        "start": day,
        "stop": st.none() | day,
        "rate_oere": st.none() | st.integers(-(10**6), 10**7),
        "unit": st.sampled_from(["day", "week", "month", "year", "once", "session"]),
        "status": st.sampled_from(["draft", "expected", "granted", "ended", "cancelled"]),
        "probability": st.none() | st.integers(0, 10_000),
        "area": st.sampled_from([*(place.id for place in AREAS), UNPLACED]),
        "step": st.none() | st.integers(1, 6),
        "paying_municipality": st.none() | st.sampled_from([151, 101]),
        "source_key": st.sampled_from(["a", "b", "c"]),
        "modifies": st.none() | st.sampled_from(["a", "b"]),
        "delivery_id": st.sampled_from(["d1", "late"]),
    }
)
some_lines = st.lists(some_line, max_size=25)
some_grants = st.lists(some_grant, max_size=8)
methods = st.tuples(*(st.sampled_from(["disposition", "risk", "twelfths", "refund"]) for _ in AREAS))


class Lazy:
    """Polars, without an engine's start-up."""

    frame = staticmethod(lambda found: nw.from_native(found.lazy()))
    collect = staticmethod(lambda found: found.collect("polars").to_native())


@settings(deadline=None, max_examples=20)
@given(some_lines, some_lines, some_grants, some_grants, methods, methods, st.none() | some_lines)
def test_the_items_always_add_up_in_every_area(old, new, old_grants, new_grants, old_methods, new_methods, middle):
    areas = tuple(area(place.id, method) for place, method in zip(AREAS, old_methods, strict=True))
    areas_after = tuple(area(place.id, method) for place, method in zip(AREAS, new_methods, strict=True))
    under = (
        None if middle is None else Snapshot(APRIL, areas, Lazy.frame(lines(*middle)), Lazy.frame(grants(*new_grants)))
    )
    found = bridge(
        Lazy,
        lines(*old),
        lines(*new),
        before_grants=grants(*old_grants),
        after_grants=grants(*new_grants),
        areas=areas,
        areas_after=areas_after,
        late=Late(frozenset({"late"})),
        under_old_rules=under,
    )
    assert set(found.items["kind"]) <= set(KINDS)
    for components, moves in ((FORECAST_COMPONENTS, "forecast"), (BUDGET_COMPONENTS, "budget")):
        expected: dict[str, int] = {}
        for sign, rows in ((-1, old), (1, new)):
            for place, component, amount, *_ in rows:
                if component in components:
                    expected[place or UNPLACED] = expected.get(place or UNPLACED, 0) + sign * amount
        items = found.items.filter(moves=moves).group_by("area").agg(pl.col("amount_oere").sum())
        got = dict(items.iter_rows())
        assert {place: amount for place, amount in got.items() if amount} == {
            place: amount for place, amount in expected.items() if amount
        }


@settings(deadline=None, max_examples=40)
@given(some_lines, some_lines)
def test_every_item_of_lines_opens_to_the_lines_that_moved(old, new):
    before, after = lines(*old), lines(*new)
    found = bridge(Lazy, before, after)
    for item in found.items.to_dicts():
        sums = []
        for side in (before, after):
            behind = lines_behind(Lazy.frame(side), item)
            sums.append(Lazy.collect(behind)["amount_oere"].sum())
        assert sums[1] - sums[0] == item["amount_oere"]
