"""The month's budget follow-up: where the year ends, area by area, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import polars as pl

from trinvis.calculations.followup.basis import basis_sentence, counted, gross_areas, left_out, with_art
from trinvis.calculations.followup.caveats import (
    NOT_CALCULATED,
    REJECTED,
    Caveat,
    RejectedRows,
    kroner,
    missing_months,
    of_left_out,
    of_parameters,
    of_projections,
    of_rejected,
    of_rows,
    refund_not_calculated,
)
from trinvis.calculations.followup.explanations import Thresholds, unexplained
from trinvis.calculations.followup.figures import FIGURES, area_flags, area_sums
from trinvis.calculations.followup.rows import flags_by_area, totals
from trinvis.municipality import closing as closings
from trinvis.municipality.address import Address
from trinvis.municipality.basis import Basis
from trinvis.municipality.digest import frame_digest
from trinvis.municipality.gathered import Gathered, gather
from trinvis.municipality.memo import Memo
from trinvis.municipality.not_read import NotRead, not_read
from trinvis.municipality.rules import OUTSIDE_AREA
from trinvis.municipality.why import Why, why
from trinvis.municipality.year_lines import YearLines, all_lines
from trinvis.parameters import UnknownParameter
from trinvis.reports.json_text import canonical

if TYPE_CHECKING:
    from trinvis.calculations.followup.basis import Basis as NetOrGross
    from trinvis.municipality.house import House
    from trinvis.parameters.profile import Profile
    from trinvis.parameters.value import Value

LINES = "lines"
SAID_BYTES = 10_000
"""What the words of a follow-up are taken to weigh in the cache."""

MEASURE = "opgoerelse"
"""Code of the sentence that says whether figures are net or gross, with its dranst and arts."""


@dataclass(frozen=True)
class Explained:
    """An afvigelsesforklaring: what was said of an area's deviation, by whom and when."""

    area: str
    text: str
    by: str
    recorded_at: str
    known_from: date


@dataclass(frozen=True)
class FollowUp:
    """A follow-up of ``year`` on ``basis``.

    ``areas`` are the rows of the table (areas, policy areas, last the total); every money column is the sum of ``lines``
    that its address selects. ``outside`` are lines of money outside the specialised area, which no total counts; with
    ``left_out`` (income of gross areas) and ``lines`` they are all that was received. ``not_read`` is what rejected rows
    keep from the totals. ``unexplained`` are area rows over the threshold without an explanation.

    ``without_memo`` are the lines but for those that ``memo`` makes when they are asked for (None: they are there).
    """

    year: int
    basis: Basis
    measure: NetOrGross
    closed_through: int
    profile: Profile
    areas: pl.DataFrame
    without_memo: pl.DataFrame
    memo: Memo | None
    outside: pl.DataFrame
    left_out: pl.DataFrame
    not_read: NotRead
    caveats: tuple[Caveat, ...]
    explanations: Mapping[str, Explained]
    unexplained: pl.DataFrame
    parameters: tuple[Value, ...]
    why: Why
    shared: dict[str, pl.DataFrame] = field(default_factory=dict, compare=False, repr=False)
    """What is made on demand, once for all follow-ups with the same figures."""

    @property
    def lines(self) -> pl.DataFrame:
        """Every line of the follow-up; made on the first reading."""
        if self.memo is None:
            return self.without_memo
        if LINES not in self.shared:
            self.shared[LINES] = pl.concat([self.without_memo, self.memo.lines(self.without_memo)])
        return self.shared[LINES]

    @property
    def total(self) -> dict[str, Any]:
        """The total row."""
        return self.areas.filter(pl.col("kind") == "total").row(0, named=True)

    def address(self, figure: str, row_kind: str, area: str) -> Address:
        """The address of one figure of the table: ``figure`` is a column, the row is given by its kind and area."""
        where = {} if row_kind == "total" else {row_kind: area}
        return Address("follow-up", self.year, self.basis_name, figure, where)

    @property
    def basis_name(self) -> str:
        """The basis and, unless net, how income is counted: ``2026-09-30+gross``."""
        return self.basis.name if self.measure == "net" else f"{self.basis.name}+{self.measure}"

    def canonical(self) -> bytes:
        """Figures, notes and what they rest on, as canonical JSON: the same basis always gives the same bytes."""
        return canonical(
            {
                "year": self.year,
                "basis": self.basis.to_dict(),
                "measure": self.measure,
                "closed_through": self.closed_through,
                "areas": self.areas.to_dicts(),
                "lines_sha256": frame_digest(self.lines),
                "outside_sha256": frame_digest(self.outside),
                "not_read": self.not_read.by_area.to_dicts(),
                "caveats": [[caveat.code, caveat.sentence] for caveat in self.caveats],
                "explanations": [
                    [one.area, one.text, one.by, one.recorded_at, one.known_from.isoformat()]
                    for _, one in sorted(self.explanations.items())
                ],
                "parameters": sorted(value.id for value in self.parameters),
                "persons": self.why.persons.to_dicts(),
                "why": self.why.plain(),
            }
        )

    def size(self) -> int:
        """Estimated bytes in memory, once every line has been asked for."""
        frames = (self.areas, self.without_memo, self.outside, self.left_out)
        return sum(int(frame.estimated_size()) for frame in frames) + (self.memo.size() if self.memo else 0)


def follow_up(house: House, basis: Basis, year: int, net_or_gross: NetOrGross = "net") -> FollowUp:
    """The follow-up; kept in the cache under everything that it depends on, its figures apart from what is said of them."""
    figures = f"{house.engine.name}/{year}/{net_or_gross}"
    key = f"follow-up/{house.figures_digest(basis)}/{figures}"
    made = house.cache.get(key, lambda: _made(house, basis, year, net_or_gross), FollowUp.size)

    def what_is_said() -> tuple[dict[str, Explained], pl.DataFrame]:
        said = explanations(house, basis, year)
        return said, unexplained(made.areas, thresholds(made.profile), set(said))

    said, lacking = house.cache.get(f"said/{basis.digest()}/{figures}", what_is_said, lambda _: SAID_BYTES)
    return replace(made, basis=basis, explanations=said, unexplained=lacking)


def _made(house: House, basis: Basis, year: int, net_or_gross: NetOrGross) -> FollowUp:
    gathered = gather(house, basis, year)
    made = all_lines(house, gathered, year)
    profile = gathered.rules.profile
    engine = house.engine
    memo = Memo(year, gathered.ledger_through, gathered.by_month)
    inside, outside = made.lines, made.lines.clear()
    of_others = made.lines["area"] == OUTSIDE_AREA
    if of_others.any():
        inside, outside = made.lines.filter(~of_others), made.lines.filter(of_others)
        outside = pl.concat([outside, memo.only_posted().lines(outside)])
    gross = gross_areas(profile.areas, net_or_gross)
    lines, apart, arts_known = inside, inside.clear(), False
    if gross:
        inside = pl.concat([inside, memo.lines(inside)])
        every = engine.collect(with_art(engine.frame(inside), gathered.postings))
        arts_known = every["art"].drop_nulls().len() > 0
        frame = engine.frame(every)
        lines, apart = (engine.collect(part(frame, gross)).select(inside.columns) for part in (counted, left_out))
        income = _income_areas(profile, inside) & set(gross)
        of_income = lines["area"].is_in(list(income))
        lines, apart = lines.filter(~of_income), pl.concat([apart, lines.filter(of_income)])
    missing = not_read(house, basis, gathered.rules)
    frame = engine.frame(lines)
    flags = flags_by_area(engine.collect(area_flags(frame)), _more_flags(made, missing))
    every_line = frame if gross else nw.concat([frame, memo.of(frame, gathered.grant_months)])
    rows = totals(engine.collect(area_sums(every_line)), profile.areas, flags)
    values = _parameters_used(house, gathered, made.lines, year)
    return FollowUp(
        year=year,
        basis=basis,
        measure=net_or_gross,
        closed_through=gathered.closing.closed_through,
        profile=profile,
        areas=rows,
        without_memo=lines,
        memo=None if gross else memo,
        outside=outside,
        left_out=apart,
        not_read=missing,
        caveats=(
            Caveat(MEASURE, basis_sentence(not gross, arts_known)),
            *_caveats(gathered, made, rows, missing, apart, outside, values),
        ),
        explanations={},
        unexplained=rows.clear(),
        parameters=values,
        why=why(house, gathered, rows, year),
    )


def _income_areas(profile: Profile, lines: pl.DataFrame) -> set[str]:
    """The areas that hold nothing but income: the refund, and those whose budget is below 0. Gross leaves them out whole."""
    budgets = (
        lines.filter(pl.col("component").str.starts_with("budget_")).group_by("area").agg(pl.col("amount_oere").sum())
    )
    below = set(budgets.filter(pl.col("amount_oere") < 0)["area"])
    return below | {area.id for area in profile.areas if area.method == "refund"}


def thresholds(profile: Profile) -> Thresholds:
    """When the profile asks for an explanation: over both its amount and its per cent."""
    return Thresholds(profile.explanation_kr_oere, profile.explanation_pct, both=True)


def explanations(house: House, basis: Basis, year: int) -> dict[str, Explained]:
    """Area → the newest afvigelsesforklaring of the year."""
    found = {}
    for entry in house.journal.entries("explanation", as_of=basis.facts.day, position=basis.facts.position):
        if entry.values["year"] == year:
            area = str(entry.values["area"])
            found[area] = Explained(
                area, str(entry.values["text"]), entry.by, entry.recorded_at.isoformat(), entry.known_from
            )
    return found


def columns_of_money() -> tuple[str, ...]:
    """The columns of ``FollowUp.areas`` that are sums of lines."""
    return tuple(FIGURES)


def _more_flags(made: YearLines, missing: NotRead) -> list[tuple[str, str]]:
    more = [(area, REJECTED) for area in missing.by_area["area"].to_list() if area is not None]
    if made.refund_missing is not None and made.refund_area is not None:
        more += [(made.refund_area, NOT_CALCULATED)]
    return more


def _caveats(
    gathered: Gathered,
    made: YearLines,
    rows: pl.DataFrame,
    missing: NotRead,
    apart: pl.DataFrame,
    outside: pl.DataFrame,
    values: tuple[Value, ...],
) -> tuple[Caveat, ...]:
    profile, parameters = gathered.rules.profile, gathered.rules.parameters
    labels = {area.id: area.label for area in profile.areas}
    names = {value.name: parameters.describe(value.name).label for value in values}
    refund = () if made.refund_missing is None else (refund_not_calculated(made.refund_missing, made.refund_area),)
    return (
        *refund,
        *missing_months(closings.missing_months(gathered.closing)),
        *of_projections(made.projections, labels),
        *of_rows(rows),
        *of_rejected(RejectedRows(missing.rows, missing.amount_oere, missing.unreadable)),
        *_of_outside(outside),
        *of_left_out(int(apart.filter(pl.col("component") == "spent")["amount_oere"].sum())),
        *of_parameters(values, names),
    )


def _of_outside(outside: pl.DataFrame) -> tuple[Caveat, ...]:
    """Money posted on accounts outside the specialised area: in no total, but not lost."""
    spent = outside.filter(pl.col("component") == "spent")
    if spent.is_empty():
        return ()
    amount = int(spent["amount_oere"].sum())
    accounts = spent["account_key"].n_unique()
    sentence = (
        f"Uden for området: {kroner(amount)} er bogført på {accounts} {'konto' if accounts == 1 else 'konti'}, som afgrænsningen "
        "ikke har med; beløbet er ikke med i alt."
    )
    return (Caveat(OUTSIDE_AREA, sentence, OUTSIDE_AREA, amount),)


def _parameters_used(house: House, gathered: Gathered, lines: pl.DataFrame, year: int) -> tuple[Value, ...]:
    """The dated parameters named in the rules of the lines, and of the year's grants, in order of their ids."""
    of_grants = house.engine.collect(
        gathered.grant_months.filter(nw.col("month") // 100 == year).select("rules").unique()
    )
    ids: set[str] = set()
    for rule in {*lines["rules"].unique(), *of_grants["rules"]} - {None}:
        ids.update(part for part in rule.split(";") if part)
    parameters = gathered.rules.parameters
    found = {}
    for rule_id in sorted(ids):
        try:
            value = parameters.rule(rule_id)
        except UnknownParameter:
            continue  # a rule of the program or the profile, not a dated value
        found[value.id] = value
    return tuple(found.values())
