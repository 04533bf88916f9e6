"""Which value holds on a day: properties over made-up parameters and user values."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trinvis.parameters import MissingParameter, Override, Parameters
from trinvis.parameters.definition import Carry, Definition, Row
from trinvis.parameters.lookup import FOREVER, find, last_day, spans
from trinvis.parameters.reading import row_id

DAYS = st.dates(date(2018, 1, 1), date(2030, 12, 31))
FIRST, LAST = date(2017, 1, 1), date(2032, 12, 31)


def row(value: int, start: date, stop: date | None) -> Row:
    return Row(None, value, "kr.", start, stop, "kilde", "lov", True, row_id("x", None, start), "x", {})


def definition(carry: Carry, rows: list[Row]) -> Definition:
    return Definition(
        "x", "f", "X", "d", "kr.", "oere", carry, "satser", "kilde", "lov", False, (), "", (), tuple(rows)
    )  # fmt: skip


@st.composite
def shipped_rows(draw: st.DrawFn) -> list[Row]:
    """Periods without overlap, the last one perhaps open, with gaps here and there."""
    cuts = sorted(draw(st.sets(DAYS, min_size=2, max_size=8)))
    rows = [row(100 + i, start, stop) for i, (start, stop) in enumerate(zip(cuts[::2], cuts[1::2], strict=False))]
    if draw(st.booleans()):
        rows.append(row(999, cuts[-1] + timedelta(days=1), None))
    return rows


@st.composite
def user_values(draw: st.DrawFn) -> list[Override]:
    values = []
    for seq in range(draw(st.integers(0, 4))):
        start = draw(DAYS)
        stop = draw(st.none() | st.dates(start, LAST))
        values.append(Override("x", None, 1000 + seq, start, stop, "KL", False, seq, draw(st.booleans())))
    return values


CARRY = st.sampled_from(["constant", "level", "closed"])


@settings(deadline=None)
@given(CARRY, shipped_rows(), st.dates(FIRST, LAST))
def test_inside_its_validity_the_shipped_value_holds(carry: Carry, rows: list[Row], on: date) -> None:
    held = [one for one in rows if one.valid_from <= on <= (one.valid_to or FOREVER)]
    found = find(definition(carry, rows), [], None, on)
    if held:
        assert found is not None
        assert (found.value.value, found.value.carried_from) == (held[0].value, None)


@settings(deadline=None)
@given(shipped_rows(), st.dates(FIRST, LAST))
def test_outside_it_only_a_level_is_carried_and_only_forward(rows: list[Row], on: date) -> None:
    if any(one.valid_from <= on <= (one.valid_to or FOREVER) for one in rows):
        return
    assert find(definition("constant", rows), [], None, on) is None
    assert find(definition("closed", rows), [], None, on) is None
    before = [one for one in rows if one.valid_to is not None and one.valid_to < on]
    found = find(definition("level", rows), [], None, on)
    if not before:
        assert found is None
    else:
        last = max(before, key=lambda one: one.valid_from)
        assert found is not None
        assert last.valid_to is not None
        assert (found.value.value, found.value.carried_from) == (last.value, last.valid_to.year)


@settings(deadline=None)
@given(CARRY, shipped_rows(), user_values(), st.dates(FIRST, LAST))
def test_a_user_value_never_changes_a_day_before_it(
    carry: Carry, rows: list[Row], values: list[Override], on: date
) -> None:
    one = definition(carry, rows)
    later = [value for value in values if value.valid_from > on]
    now = [value for value in values if value.valid_from <= on]
    assert find(one, now, None, on) == find(one, now + later, None, on)


@settings(deadline=None)
@given(CARRY, shipped_rows(), user_values(), st.dates(FIRST, LAST))
def test_the_value_written_last_wins_on_the_days_that_it_covers(
    carry: Carry, rows: list[Row], values: list[Override], on: date
) -> None:
    one = definition(carry, rows)
    covering = [value for value in values if value.valid_from <= on <= last_day(one, value)]
    found = find(one, values, None, on)
    if covering and not covering[-1].withdrawn:
        assert found is not None
        assert (found.value.value, found.value.origin) == (covering[-1].value, "kommune")
        assert found.value.id == f"x#{covering[-1].entry_seq}"


@settings(deadline=None)
@given(CARRY, shipped_rows(), user_values(), st.randoms())
def test_the_order_in_which_values_are_given_is_irrelevant(
    carry: Carry, rows: list[Row], values: list[Override], random: object
) -> None:
    mixed = list(values)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    one = definition(carry, rows)
    for on in (date(2020, 2, 29), date(2024, 12, 31), date(2026, 9, 30)):
        assert find(one, values, None, on) == find(one, mixed, None, on)


@settings(deadline=None)
@given(CARRY, shipped_rows(), user_values())
def test_the_periods_of_all_days_are_disjoint_and_say_what_each_day_says(
    carry: Carry, rows: list[Row], values: list[Override]
) -> None:
    one = definition(carry, rows)
    periods = spans(one, values, None)
    assert all(start <= stop for start, stop in periods)
    assert all(stop < start for (_, stop), (start, _) in pairwise(periods))
    for on in (FIRST + timedelta(days=97 * step) for step in range(60)):
        inside = [start for start, stop in periods if start <= on <= stop]
        found = find(one, values, None, on)
        assert len(inside) == (found is not None)
        if inside:
            first = find(one, values, None, inside[0])
            assert first is not None
            assert found is not None
            # a carried level's id ends with the year that it is asked for
            assert replace(first.value, id=found.value.id) == found.value
            assert first.value.id.split("~")[0] == found.value.id.split("~")[0]


@settings(deadline=None)
@given(st.dates(date(2020, 1, 1), date(2060, 12, 31)))
def test_shipped_open_ended_rates_always_answer_and_say_if_they_are_carried(on: date) -> None:
    for key in Parameters.shipped().describe("placement_rates").row_keys:
        value = Parameters.shipped().value("placement_rates", on, key)
        known = {2020, 2024} if str(key).startswith("board") else {2020}
        assert (value.carried_from is None) == (on.year in known)
        assert value.carried_from is None or value.carried_from < on.year


@settings(deadline=None)
@given(st.dates(date(2000, 1, 1), date(2060, 12, 31)))
def test_refund_limits_answer_in_known_years_only(on: date) -> None:
    known = on.year in (2007, 2008, 2009, 2020, 2021, 2022)
    if known:
        assert Parameters.shipped().table("refund_limits", on).height in (2, 3)
    else:
        with pytest.raises(MissingParameter):
            Parameters.shipped().table("refund_limits", on)


def test_a_null_ends_a_rule(tmp_path: Path) -> None:
    (tmp_path / "gebyr.yaml").write_text(
        "label: Gebyr\ndescription: Et gebyr\nunit: kr.\nkind: oere\ncarry: constant\nsource: lov\nreference: § 1\n"
        "values:\n  - {from: 2020-01-01, value: 10}\n  - {from: 2022-01-01, value: null}\n",
        "utf-8",
    )
    own = Parameters.from_folder(tmp_path)
    assert own.value("gebyr", date(2021, 12, 31)).value == 1000
    with pytest.raises(MissingParameter, match="mangler en værdi for 2022"):
        own.value("gebyr", date(2022, 1, 1))
