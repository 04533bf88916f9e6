"""A count of children on the staircase opened: one row per child or stay, with the grant that decides where it stands."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw
import polars as pl

from trinvis.calculations.commitments.calendar import day_number
from trinvis.calculations.staircase.activity import with_age
from trinvis.calculations.staircase.durations import durations, stays
from trinvis.calculations.staircase.spells import spells
from trinvis.calculations.staircase.standing import AWAY, OPEN_DAY, OUTSIDE
from trinvis.municipality.address import Address, BadAddress
from trinvis.municipality.explain import Explanation, Part, narrowed, values_of, with_origin, words_of
from trinvis.municipality.staircase_activity import FIGURES, StaircaseActivity, collected, label_of, staircase_activity
from trinvis.municipality.staircase_opened import CHILDREN, PLACING
from trinvis.municipality.staircase_view import KEYS, WrongView, view_of
from trinvis.tables.lines import empty_lines

if TYPE_CHECKING:
    from trinvis.municipality.basis import Basis
    from trinvis.municipality.house import House
    from trinvis.parameters import Parameters

STAYS, DAYS, PERSONS = "ophold", "dage", "helårspersoner"
UNITS = {
    "new": STAYS, "ended": STAYS, "completed": STAYS, "running": STAYS, "days": DAYS, "median_days": DAYS, "full_year": PERSONS,
}  # fmt: skip
"""Figure → unit; the others count children."""

_OWN = {*KEYS, "since", "until"}


def activity_of(house: House, basis: Basis, address: Address) -> StaircaseActivity:
    """The activity that an address is about; raises ``BadAddress``."""
    where = address.where
    try:
        days = [date.fromisoformat(where[name]) if name in where else None for name in ("since", "until")]
        return staircase_activity(house, basis, address.year, view_of(where), *days)
    except WrongView as error:
        raise BadAddress(str(error)) from None
    except ValueError:
        raise BadAddress("Dagene (since og until) skrives som 2026-09-30; ret adressen.") from None


def explain_activity(house: House, basis: Basis, address: Address, parameters: Parameters) -> Explanation:
    """``activity/2026/2026-09-30/children?step=5&since=2025-09-30&until=2026-09-30``; raises ``BadAddress``."""
    if address.figure not in FIGURES:
        raise BadAddress(f"Tallet '{address.figure}' findes ikke på trappen; vælg en af {', '.join(FIGURES)}.")
    made = activity_of(house, basis, address)
    if address.figure == "full_year":
        return _full_year(made, address)
    if address.figure == "median_days":
        return _median(made, address)
    asked = {name: value for name, value in address.where.items() if name not in _OWN}
    found = narrowed(rows(made, address.figure), asked).drop("birth_day", "main", "placed", "age_from", strict=False)
    lines = found.with_columns(
        component=pl.lit(PLACING), month=pl.lit(None, dtype=pl.Int32), flag=pl.lit(None, dtype=pl.String)
    ).with_columns(pl.col("^step(_before)?$").replace([OUTSIDE, AWAY], None))
    return Explanation(
        address=address,
        title=_title(made, address),
        value=int(lines["counted"].sum()) * 100,
        unit=UNITS.get(address.figure, CHILDREN),
        sentence=_sentence(made, address.figure),
        parts=(),
        inputs=(),
        lines=with_origin(house, lines),
        rules=words_of(lines, parameters),
        parameters=values_of(lines, parameters),
    )


def rows(made: StaircaseActivity, figure: str) -> pl.DataFrame:
    """What a figure counts, one row each, with ``counted``; a child away has the step ``AWAY``."""
    standing, first, last = made.stands.standing, day_number(made.before) + 1, day_number(made.day)
    one = pl.lit(1, dtype=pl.Int64)
    none = pl.lit(None, dtype=pl.Int64)
    if figure in ("children", "children_before"):
        on = last if figure == "children" else first - 1
        found = collected(with_age(standing.on(on), nw.lit(on)))
        return found.drop("from_day", "to_day").with_columns(counted=one, days=none).sort("child_no")
    if figure == "flow":
        return _moved(made).with_columns(counted=one, days=none)
    if figure == "days":
        clipped = standing.segments.with_columns(
            from_day=nw.max_horizontal("from_day", nw.lit(first).cast(nw.Int64)),
            to_day=nw.min_horizontal("to_day", nw.lit(last).cast(nw.Int64)),
        ).filter(nw.col("from_day") <= nw.col("to_day"))
        found = _dated(collected(with_age(clipped, nw.col("from_day"))))
        return found.with_columns(counted=pl.col("days")).sort("child_no", "start")
    if figure in ("completed", "running"):
        seen = collected(stays(standing, last)).filter(pl.col("running") == (figure == "running"))
        found = seen.with_columns(to_day=pl.col("from_day") + pl.col("days") - 1)
    else:
        whole = spells(standing)
        side = "from_day" if figure == "new" else "to_day"
        found = collected(with_age(whole.filter(nw.col(side) >= first, nw.col(side) <= last), nw.col("from_day")))
    return _dated(found).drop("last_step", "running", strict=False).with_columns(counted=one).sort("child_no", "start")


def _moved(made: StaircaseActivity) -> pl.DataFrame:
    standing, first, last = made.stands.standing, day_number(made.before) + 1, day_number(made.day)
    now, then = (
        collected(with_age(standing.on(on), nw.lit(on))).drop("from_day", "to_day") for on in (last, first - 1)
    )
    gone = then.join(now, on="child_no", how="anti").with_columns(step=pl.lit(AWAY, dtype=pl.Int64))
    before = then.select("child_no", step_before="step")
    every = pl.concat([now, gone.select(now.columns)]).join(before, on="child_no", how="left")
    return every.with_columns(pl.col("step_before").fill_null(AWAY)).sort("child_no")


def _dated(found: pl.DataFrame) -> pl.DataFrame:
    """Day numbers as the days of the row: ``start``, ``stop`` and ``days``; an open end stays empty."""
    known = pl.col("to_day") < OPEN_DAY
    return found.with_columns(
        start=pl.col("from_day").cast(pl.Int32).cast(pl.Date),
        stop=pl.when(known).then(pl.col("to_day")).cast(pl.Int32).cast(pl.Date),
        days=pl.when(known).then(pl.col("to_day") - pl.col("from_day") + 1).cast(pl.Int64),
    ).drop("from_day", "to_day")


def _full_year(made: StaircaseActivity, address: Address) -> Explanation:
    asked = {name: value for name, value in address.where.items() if name not in _OWN}
    days = int(narrowed(rows(made, "days"), asked)["counted"].sum())
    value = (days * 100 * 2 + 365) // 730
    return _worked_out(
        made, address, value, PERSONS, "Dage på trinnet i perioden divideret med 365. Et barn tæller én dag om dagen, hvor mange indsatser det end har.",
        (Part("Dage på trinnet", days * 100, made.address("days", **asked), DAYS),),
    )  # fmt: skip


def _median(made: StaircaseActivity, address: Address) -> Explanation:
    asked = {name: value for name, value in address.where.items() if name not in _OWN}
    seen = narrowed(collected(stays(made.stands.standing, day_number(made.day))), asked)
    observed = None if made.stands.seen_from is None else day_number(made.stands.seen_from)
    (found,) = durations(seen, (), observed_from=observed) or (None,)
    if found is None or found.median_days is None:
        raise BadAddress(
            "Der er ingen median: mere end halvdelen af opholdene løber stadig, eller der er ingen; ret adressen."
        )
    return _worked_out(
        made, address, found.median_days * 100, DAYS,
        "Den dag, hvor halvdelen af opholdene er sluttet, efter levetidstabel: løbende ophold tæller med, så længe de er set.",
        tuple(
            Part(FIGURES[figure], count * 100, made.address(figure, **asked), STAYS)
            for figure, count in (("completed", found.completed), ("running", found.running))
        ),
    )  # fmt: skip


def _worked_out(
    made: StaircaseActivity, address: Address, value: int, unit: str, sentence: str, inputs: tuple[Part, ...]
) -> Explanation:
    return Explanation(
        address=address, title=_title(made, address), value=value, unit=unit, sentence=f"{sentence} {made.view.sentence}",
        parts=(), inputs=inputs, lines=empty_lines(), rules={}, parameters=(),
    )  # fmt: skip


def _title(made: StaircaseActivity, address: Address) -> str:
    said = [FIGURES[address.figure]]
    for name, words in (("step_before", "før"), ("step", "nu" if address.figure == "flow" else "")):
        if name in address.where:
            step = address.where[name]
            if not step.removeprefix("-").isdecimal():
                raise BadAddress(f"'{step}' er intet trin på trappen; ret adressen.")
            said.append(f"{words} {label_of(made.stands, int(step))}".strip())
    said.append(f"{made.before:%d.%m.%Y}-{made.day:%d.%m.%Y}")
    return ", ".join(said)


def _sentence(made: StaircaseActivity, figure: str) -> str:
    counted = (
        "Hvert ophold tæller én gang: dage i træk på samme trin."
        if UNITS.get(figure) == STAYS
        else "Hvert barn tæller én gang."
    )
    if figure == "days":
        counted = "Dage i perioden, hvor et barn står på trinnet; et barn tæller én dag om dagen."
    return f"{counted} {made.view.sentence}"
