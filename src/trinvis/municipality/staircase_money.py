"""The year's money on the staircase, posted and forecast: in the own view what follows the case stands where the child stands.

The nationally comparable view is beside it and never in it: postings alone, on the steps of their accounts, without accounts of
several steps, refunds and accounts of disability alone (seed 001 line 3305). Both hold every krone of the follow-up, once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw
import polars as pl

from trinvis.calculations.commitments.calendar import months
from trinvis.calculations.staircase.cells import CATEGORIES, place_cells, yearly_rules
from trinvis.calculations.staircase.following import FOLLOWS_CASE, money_on_steps, placed_with_case
from trinvis.calculations.staircase.following import UNPLACED as NOTHING_TO_FOLLOW
from trinvis.calculations.staircase.posting_view import postings_with_child
from trinvis.calculations.staircase.spans import span_text
from trinvis.calculations.staircase.standing import OUTSIDE
from trinvis.municipality.address import Address
from trinvis.municipality.follow_up import follow_up
from trinvis.municipality.rules import rules
from trinvis.municipality.staircase_activity import collected, far_back
from trinvis.municipality.staircase_overview import placed_lines
from trinvis.municipality.staircase_standing import Stands, stands
from trinvis.municipality.staircase_view import View

if TYPE_CHECKING:
    from trinvis.calculations.staircase.standing import Frame
    from trinvis.municipality.basis import Basis
    from trinvis.municipality.follow_up import FollowUp
    from trinvis.municipality.house import House
    from trinvis.municipality.rules import Rules

POSTED, FORECAST, THROUGH = "posted_oere", "forecast_oere", "through_oere"
FIGURES: dict[str, str] = {POSTED: "Bogført", FORECAST: "Forventet regnskab", THROUGH: "Udgift til og med måneden"}
"""Figure → what users read."""

NATIONAL_SENTENCE = (
    "National opgørelse: kun bogførte beløb, på kontoens trin. Konti, der kan vedrøre flere trin, statsrefusion og konti kun ved "
    "funktionsnedsættelse er holdt ude som i udgiftsmodellen. Netto, løbende priser."
)
OWN_SENTENCE = (
    "Kommunens eget syn: det, der kan stå på flere trin, følger barnets hovedydelse den dag; det, der intet har at følge, er "
    "ikke placeret. Netto, løbende priser."
)


@dataclass(frozen=True)
class PlaceMoney:
    """A step (``place`` "5"), steps that the accounts cannot tell apart ("2-3"), or why money stands on none (``CATEGORIES``)."""

    place: str
    label: str
    posted_oere: int
    forecast_oere: int

    @property
    def on_staircase(self) -> bool:
        """Whether it is a step, or several."""
        return self.place[:1].isdigit()


@dataclass(frozen=True)
class StaircaseMoney:
    """The money of ``year`` by place. ``lines`` are those of the follow-up with ``place``; their sums are its totals, to the øre.

    In the national view the lines are the postings alone, so there is nothing forecast.
    """

    year: int
    basis: Basis
    view: View
    places: tuple[PlaceMoney, ...]
    lines: pl.DataFrame

    @property
    def sentence(self) -> str:
        """How it was placed, in Danish."""
        return OWN_SENTENCE if self.view.scheme == "own" else NATIONAL_SENTENCE

    def total(self, figure: str) -> int:
        """All places together: the follow-up's own figure."""
        return sum(getattr(one, figure) for one in self.places)

    def of(self, step: int) -> PlaceMoney:
        """A step's money; nothing where it has none."""
        return next((one for one in self.places if one.place == str(step)), PlaceMoney(str(step), "", 0, 0))

    def address(self, figure: str, place: str | None = None, **where: str) -> str:
        """The address of a figure of a place, or of the total."""
        said = {**self.view.where, **({} if place is None else {"place": place}), **where}
        return str(Address("step-money", self.year, self.basis.name, figure, said))

    def size(self) -> int:
        """Estimated bytes in memory."""
        return int(self.lines.estimated_size())


def staircase_money(house: House, basis: Basis, year: int, view: View | None = None) -> StaircaseMoney:
    """The money; kept in the cache under everything that it depends on."""
    view = view or View()
    key = f"step-money/{house.figures_digest(basis)}/{house.engine.name}/{year}/{sorted(view.where.items())}"
    made = house.cache.get(key, lambda: _made(house, basis, year, view), StaircaseMoney.size)
    return replace(made, basis=basis)


def _made(house: House, basis: Basis, year: int, view: View) -> StaircaseMoney:
    decided = rules(house, basis.rules)
    followed = follow_up(house, basis, year)
    if view.scheme == "national":
        lines = national_lines(followed.without_memo, decided, year, house.workspace.municipality)
        labels: Mapping[int, str] = stands(house, basis, year, view, far_back(basis.day)).labels
    else:
        ways = stands(house, basis, year, view, far_back(basis.day))
        lines = own_lines(house, basis, followed, decided, ways, year)
        labels = ways.labels
    return StaircaseMoney(year, basis, view, places_of(lines, labels), lines)


def through(lines: pl.DataFrame, month: int) -> pl.DataFrame:
    """The lines of the months up to ``month`` (yyyymm): posted, and committed where the invoice is missing."""
    return lines.filter(pl.col("month") <= month)


def places_of(lines: pl.DataFrame, labels: Mapping[int, str]) -> tuple[PlaceMoney, ...]:
    """The places with their sums: steps first, then what stands on none. Every step is there, also one without money."""
    posted = pl.col("amount_oere").filter(pl.col("component") == "spent").sum()
    sums = {
        row[0]: row[1:]
        for row in lines.group_by("place").agg(posted, pl.col("amount_oere").sum().alias("all")).iter_rows()
    }
    known = [str(step) for step in sorted(labels)]
    spans = sorted({place for place in sums if place[:1].isdigit()} - set(known))
    rest = [category for category in CATEGORIES if category in sums]
    return tuple(
        PlaceMoney(place, place_label(place, labels), *(int(sum_) for sum_ in sums.get(place, (0, 0))))
        for place in (*sorted([*known, *spans], key=lambda place: (place.partition("-")[0], len(place))), *rest)
    )


def place_label(place: str, labels: Mapping[int, str]) -> str:
    """``5 Anbringelse i plejefamilie``, ``Trin 2-3 (kan ikke skilles ad)``, ``Statsrefusion``."""
    if place.isdigit():
        return f"{place} {labels.get(int(place), f'Trin {place}')}"
    low, between, high = place.partition("-")
    if between and low.isdigit():
        said = span_text((int(low), int(high)))
        return f"{said[0].upper()}{said[1:]}, som kontoen ikke skiller ad"
    return CATEGORIES.get(place, place)


def national_lines(lines: pl.DataFrame, decided: Rules, year: int, municipality: int) -> pl.DataFrame:
    """The posted lines with ``place`` by the comparable national rules of the year: every posting once."""
    spent = lines.filter(pl.col("component") == "spent").with_row_index("_cell")
    account = pl.col("account_key")
    cells = spent.select(
        "_cell",
        municipality=pl.lit(municipality, dtype=pl.Int64),
        year=pl.lit(year, dtype=pl.Int64),
        function=account.str.slice(0, 5),
        dranst=account.str.slice(5, 1).cast(pl.Int64, strict=False),
        grouping=account.str.slice(6, 3),
    )
    table = decided.parameters.table("account_step", None).filter(pl.col("scheme") == "national")
    frames = [nw.from_native(frame.lazy()) for frame in (cells, yearly_rules(table, [year]))]
    placed = collected(place_cells(*frames)).select("_cell", "step_low", "step_high", "category", _rule="rule_id")
    low, high = (pl.col(name).cast(pl.String) for name in ("step_low", "step_high"))
    span = pl.when(pl.col("step_low") == pl.col("step_high")).then(low).otherwise(pl.concat_str(low, pl.lit("-"), high))
    return (
        spent.join(placed, on="_cell", how="left", maintain_order="left")
        .with_columns(
            place=pl.coalesce("category", span, pl.lit("unmapped")),
            rules=pl.concat_str(pl.col("rules"), "_rule", separator=";", ignore_nulls=True),
        )
        .drop("_cell", "step_low", "step_high", "category", "_rule")
    )


def own_lines(house: House, basis: Basis, followed: FollowUp, decided: Rules, ways: Stands, year: int) -> pl.DataFrame:
    """The lines of the forecast with ``place`` in the municipality's own view; what follows the case is cut by days."""
    lines = placed_lines(followed, decided.profile, decided.parameters)
    lines = _grants_that_follow(lines, ways, year)
    lines = _postings_that_follow(house, basis, lines, decided, ways, year)
    several = {area.id for area in decided.profile.areas if _has_steps(area.types, decided, year)}
    of_area = pl.col("component").is_in(["collective_offset", "risk", "pool", "method_rest"]) & pl.col("area").is_in(
        list(several)
    )
    category = (
        pl.when(pl.col("_category").is_not_null())
        .then(pl.col("_category"))
        .when(pl.col("component") == "refund")
        .then(pl.lit("refund"))
        .when(of_area)
        .then(pl.lit("unmapped"))
        .otherwise(pl.lit("outside"))
    )
    return lines.with_columns(place=pl.coalesce(pl.col("step").cast(pl.String), category)).drop("_category")


def _has_steps(patterns: Iterable[str], decided: Rules, year: int) -> bool:
    """Whether some type of an area has a step: money of it without one then cannot be placed, rather than lies outside."""
    table = decided.profile.type_step_rules(decided.parameters, date(year, 12, 31))
    stepped = set(table.filter(pl.col("step").is_not_null())["intervention_type"])
    return any(pattern.partition("/")[0] in stepped for pattern in patterns)


def _grants_that_follow(lines: pl.DataFrame, ways: Stands, year: int) -> pl.DataFrame:
    """What grants that follow the case cost, month by month on the steps where the child stands."""
    pieces = placed_with_case(_frame(ways.periods), ways.standing).filter(nw.col("step_how") != "own")
    moved = collected(pieces.select("grant_id", "from_day", "to_day", "step", "step_how"))
    lines = lines.with_columns(_category=pl.lit(None, dtype=pl.String))
    if moved.is_empty():
        return lines
    of_grants = pl.col("grant_id").is_in(moved["grant_id"].unique().to_list()) & (pl.col("component") != "spent")
    following = lines.filter(of_grants.fill_null(False)).with_row_index("amount_id")
    if following.is_empty():
        return lines
    calendar = months(year - 1, year + 1).select("month", "first_day", "last_day")
    amounts = following.join(calendar, on="month", how="inner").select(
        pl.col("amount_id").cast(pl.Int64), "grant_id", "first_day", "last_day", "amount_oere"
    )
    cut = collected(money_on_steps(_frame(amounts), _frame(moved))).rename(
        {"step": "_step", "amount_oere": "_oere", "days": "_days"}
    )
    placed = (
        following.with_columns(pl.col("amount_id").cast(pl.Int64))
        .join(cut, on="amount_id", how="inner")
        .with_columns(
            step=pl.when(pl.col("_step") >= 1).then(pl.col("_step")),
            amount_oere=pl.col("_oere"),
            days=pl.col("_days"),
            _category=pl.when(pl.col("_step") == NOTHING_TO_FOLLOW).then(pl.lit("unmapped"))
            .when(pl.col("_step") == OUTSIDE).then(pl.lit("outside")),
            rules=pl.concat_str("rules", pl.lit(FOLLOWS_CASE), separator=";", ignore_nulls=True),
        )
    )  # fmt: skip
    return pl.concat([lines.filter(~of_grants.fill_null(False)), placed.select(lines.columns)])


def _postings_that_follow(
    house: House, basis: Basis, lines: pl.DataFrame, decided: Rules, ways: Stands, year: int
) -> pl.DataFrame:
    """Postings without a step of their own: on the child's step that day, or with why their account has none."""
    loose = (pl.col("component") == "spent") & pl.col("step").is_null()
    spent = lines.filter(loose)
    if spent.is_empty():
        return lines
    table = decided.profile.account_step_rules(decided.parameters, date(year, 12, 31))
    dated = _posting_days(house, basis)
    asked = spent.select("delivery_id", "row_no", "account_key", "child_no").unique(["delivery_id", "row_no"])
    asked = asked.join(dated, on=["delivery_id", "row_no"], how="left")
    placed = collected(
        postings_with_child(
            _frame(asked), _frame(table.select("pattern_key", "step", "category", "rule_id")), ways.standing.segments
        )
    ).select("delivery_id", "row_no", _step="step", _why="step_category", _follows="follows_child")
    stood = spent.join(placed, on=["delivery_id", "row_no"], how="left", maintain_order="left").with_columns(
        step=pl.col("_step"),
        _category=pl.when(pl.col("_step").is_null()).then(pl.col("_why").fill_null("unmapped")),
        rules=pl.when(pl.col("_follows"))
        .then(pl.concat_str("rules", pl.lit(FOLLOWS_CASE), separator=";", ignore_nulls=True))
        .otherwise(pl.col("rules")),
    )
    return pl.concat([lines.filter(~loose), stood.select(lines.columns)])


def _posting_days(house: House, basis: Basis) -> pl.DataFrame:
    """The day of every posting."""
    from trinvis.municipality.gathered import facts
    from trinvis.tables import POSTINGS

    rows = facts(house, basis, POSTINGS).select("delivery_id", "row_no", "date_day")
    return house.engine.collect(rows).unique(["delivery_id", "row_no"])


def _frame(frame: pl.DataFrame | Frame) -> Frame:
    return nw.from_native(frame.lazy()) if isinstance(frame, pl.DataFrame) else frame
