"""The follow-up by level: policy area, budget area, area, and areas taken apart by type or account.

Every row is the sum of the lines that its address selects, so the parts of an area add up to the area. A budget that was decided
for the area as a whole is not spread over its parts: there the parts show no budget and no deviation.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from trinvis.calculations.followup.figures import FIGURES, ONLY_WITH_CHILD
from trinvis.calculations.followup.rows import deviation_word, per_cent
from trinvis.municipality.address import Address
from trinvis.reports import words
from trinvis.reports.follow_up_table import FollowUpFacts, follow_up_table
from trinvis.reports.table import TOTAL_ROW, Cell, ReportTable, Scale
from trinvis.tables.lines import UNPLACED

if TYPE_CHECKING:
    import polars as pl

    from trinvis.municipality.follow_up import FollowUp
    from trinvis.parameters.profile import Area

Level = Literal["policy_area", "budget_area", "area", "type", "account"]
Split = Literal["type", "account"]

LEVELS: dict[Level, str] = {
    "policy_area": "Politikområde",
    "budget_area": "Budgetområde",
    "area": "Område",
    "type": "Område og indsatstype",
    "account": "Område og konto",
}
"""Level → what users read."""

SPLITS: dict[Split, tuple[str, ...]] = {
    "type": ("intervention_type", "placement_type"),
    "account": ("account_key",),
}
"""How an area is taken apart → the columns of its lines."""

UNDIVIDED: dict[Split, str] = {"type": "Ikke delt på indsatstype", "account": "Uden konto"}
SPLIT_WORDS: dict[Level, str] = {"type": "indsatstype", "account": "konto"}
BUDGETS = tuple(figure for figure in FIGURES if figure.startswith("budget_"))
BUDGET_COMPONENTS = frozenset(FIGURES["budget_oere"])
LAST_YEAR = "last_year_spent"
OF_DEVIATION = ("deviation_oere", "deviation_word", "deviation_pct")
"""Columns that are empty in the parts of an area whose budget is not divided on them."""


@dataclass(frozen=True)
class LevelRow:
    """One row: its figures, what its address selects, and for a part its area (``parent``)."""

    values: Mapping[str, Any]
    where: Mapping[str, str]
    parent: str | None = None


@dataclass(frozen=True)
class Levelled:
    """The table of a level. ``areas`` and ``parents`` are, per row, the area it stands for and the area it is a part of.

    ``splits`` is area → how it is, or would be, taken apart; areas that cannot are not in it.
    """

    table: ReportTable
    areas: tuple[str | None, ...]
    parents: tuple[str | None, ...]
    splits: Mapping[str, Split]
    undivided: tuple[str, ...]
    """Labels of the areas shown in parts whose budget is for the area as a whole."""


def level_table(
    made: FollowUp,
    facts: FollowUpFacts,
    level: Level = "area",
    *,
    opened: Collection[str] = (),
    scale: Scale | None = None,
    account_labels: Mapping[str, str] | None = None,
    order_by: str | None = None,
    falling: bool = False,
) -> Levelled:
    """The follow-up at ``level``; at the level of areas those in ``opened`` are taken apart.

    ``order_by`` sorts the rows by a column, parts staying below their area and in the same order; subtotals are then left
    out, for they would stand among strangers. ``account_labels`` is account key → name.
    """
    plain = follow_up_table(facts, scale)
    splits = possible_splits(made.lines, level)
    undivided: list[str] = []
    shown = [area for area in splits if level in SPLITS or (level == "area" and area in opened)]
    sums = {split: _sums(made.lines, [area for area in shown if splits[area] == split], split) for split in SPLITS}
    blocks: list[list[LevelRow]] = []
    if level in ("policy_area", "budget_area"):
        blocks = [[row] for row in _gathered(made, level)]
    else:
        for row, values in zip(facts.areas.iter_rows(named=True), plain.rows, strict=False):
            kind, area = str(row["kind"]), str(row["area"])
            if kind == "policy_area" and order_by is not None:
                continue
            block = [LevelRow(values, {kind: area})]
            if kind == "area" and area in shown:
                amounts = sums[splits[area]].get(area, {})
                parts, for_the_whole = _parts(area, splits[area], amounts, account_labels or {})
                block += _ordered([[part] for part in parts], order_by, falling)
                if for_the_whole:
                    undivided.append(str(row["label"]))
            blocks.append(block)
    rows = _ordered(blocks, order_by, falling)
    table = replace(
        plain,
        rows=tuple(row.values for row in rows),
        addresses=_addresses(made, rows) | {key: to for key, to in plain.addresses.items() if key[0] == TOTAL_ROW},
        notes=(*_said_of(undivided, level), *plain.notes),
        facts={**plain.facts, "level": level},
    )
    return Levelled(
        table,
        tuple(row.where.get("area") if row.parent is None else None for row in rows),
        tuple(row.parent for row in rows),
        splits,
        tuple(undivided),
    )


def possible_splits(lines: pl.DataFrame, level: Level) -> dict[str, Split]:
    """Area → how it is taken apart at ``level``: by what was asked, else by type where it has types, else by account."""
    import polars as pl

    found = lines.group_by(pl.col("area").fill_null(UNPLACED)).agg(
        type=pl.col("intervention_type").is_not_null().any(), account=pl.col("account_key").is_not_null().any()
    )
    order: tuple[Split, ...] = ("type", "account")
    if level in order:
        order = (level,)
    made: dict[str, Split] = {}
    for row in found.iter_rows(named=True):
        split = next((name for name in order if row[name]), None)
        if split is not None:
            made[str(row["area"])] = split
    return made


def account_text(account_key: str) -> str:
    """``528211003`` as *5.28.21.1.003*; what is no account of nine digits as it stands."""
    if len(account_key) != 9 or not account_key.isdigit():
        return account_key
    return f"{account_key[0]}.{account_key[1:3]}.{account_key[3:5]}.{account_key[5]}.{account_key[6:]}"


def account_names(accounts: pl.DataFrame) -> dict[str, str]:
    """Account key → name, of the chart of accounts (``account_key``, ``label``); an account of any dranst under each of them."""
    return {str(key): str(label) for key, label in accounts.select("account_key", "label").iter_rows() if key and label}


def _gathered(made: FollowUp, level: Level) -> list[LevelRow]:
    """Areas added up by policy area, or by budget area within its policy area."""
    of = {area.id: area for area in made.profile.areas}
    groups: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for row in made.areas.iter_rows(named=True):
        if row["kind"] != "area":
            continue
        area = of.get(row["area"])
        groups.setdefault(_group(area, level) if area else ("", str(row["area"])), []).append(row)
    rows = []
    for (policy, name), members in groups.items():
        if not policy:
            where, label = {"area": name}, str(members[0]["label"])
        elif level == "policy_area":
            where, label = {"policy_area": policy}, policy
        else:
            where, label = {"budget_area": name, "policy_area": policy}, name
        figures = {figure: sum(int(member[figure]) for member in members) for figure in FIGURES}
        rows.append(LevelRow(_values(level, label, policy or None, name, figures), where))
    return rows


def _group(area: Area, level: Level) -> tuple[str, str]:
    return (area.policy_area, area.policy_area if level == "policy_area" else area.budget_area)


def _values(kind: str, label: str, policy_area: str | None, key: str, figures: Mapping[str, int]) -> dict[str, Any]:
    deviation, budgeted, forecast = figures["deviation_oere"], figures["budget_oere"], figures["forecast_oere"]
    return {
        "kind": kind,
        "area": key,
        "label": label,
        "policy_area": policy_area,
        **figures,
        "deviation_word": deviation_word(deviation, budgeted, forecast),
        "deviation_pct": per_cent(deviation, budgeted),
        "child_by_child_pct": per_cent(figures["child_by_child_oere"], forecast),
    }


Amounts = Mapping[tuple[str | None, ...], Mapping[str, tuple[int, int]]]
"""A part's key (its type and placement, or its account) → component → øre, and of it øre on lines with a child."""


def _sums(
    lines: pl.DataFrame, areas: Collection[str], split: Split
) -> dict[str, dict[Any, dict[str, tuple[int, int]]]]:
    """Area → the amounts of its parts."""
    import polars as pl

    columns = SPLITS[split]
    child = pl.when(pl.col("child_no").is_not_null()).then(pl.col("amount_oere")).otherwise(0)
    sums = (
        lines.with_columns(pl.col("area").fill_null(UNPLACED), _child=child)
        .filter(pl.col("area").is_in(list(areas)))
        .group_by("area", *columns, "component")
        .agg(pl.col("amount_oere").sum(), pl.col("_child").sum())
        .sort("area", *columns, "component", nulls_last=True)
    )
    found: dict[str, dict[Any, dict[str, tuple[int, int]]]] = {}
    for area, *key, component, amount, of_child in sums.iter_rows():
        found.setdefault(area, {}).setdefault(tuple(key), {})[component] = (int(amount), int(of_child))
    return found


def _parts(area: str, split: Split, amounts: Amounts, account_labels: Mapping[str, str]) -> tuple[list[LevelRow], bool]:
    """The parts of an area, largest forecast first and what has no part last; whether a budget is for the area as a whole."""
    columns = SPLITS[split]
    holding = [key for key, found in amounts.items() if BUDGET_COMPONENTS & set(found)]
    for_the_whole = any(key[0] is None for key in holding)
    divided = bool(holding) and not for_the_whole
    last_year_undivided = any(key[0] is None and LAST_YEAR in found for key, found in amounts.items())
    rows = []
    for key, found in amounts.items():
        figures = {
            figure: sum(
                sign * found.get(component, (0, 0))[1 if figure in ONLY_WITH_CHILD else 0]
                for component, sign in signs.items()
            )
            for figure, signs in FIGURES.items()
        }
        where = {"area": area, **{column: value or "" for column, value in zip(columns, key, strict=True)}}
        name = "/".join(str(value) for value in key if value) or "-"
        label = _part_label(split, key, account_labels)
        values = _values("part", label, None, f"{area}/{name}", figures)
        if not divided:
            values |= dict.fromkeys(OF_DEVIATION)
            values |= {} if key in holding else dict.fromkeys(BUDGETS)
        if last_year_undivided and LAST_YEAR not in found:
            values["last_year_oere"] = None
        rows.append(LevelRow(values, where, parent=area))
    rows.sort(
        key=lambda row: (row.values["label"] == UNDIVIDED[split], -row.values["forecast_oere"], row.values["label"])
    )
    return rows, for_the_whole


def _part_label(split: Split, key: Sequence[str | None], account_labels: Mapping[str, str]) -> str:
    first = key[0]
    if first is None:
        return UNDIVIDED[split]
    if split == "account":
        name = account_labels.get(first)
        return f"{account_text(first)} {name}" if name else account_text(first)
    placement = key[1] if len(key) > 1 else None
    return words.label("placement_type", placement) if placement else words.label("intervention_type", first)


def _ordered(blocks: Sequence[Sequence[LevelRow]], order_by: str | None, falling: bool) -> list[LevelRow]:
    """The blocks by the column of their first row, those without a value last; as they came without ``order_by``."""
    listed = list(blocks)
    if order_by is not None:
        known = [block for block in listed if block[0].values.get(order_by) not in (None, "")]
        unknown = [block for block in listed if block[0].values.get(order_by) in (None, "")]
        known.sort(key=lambda block: _sortable(block[0].values[order_by]), reverse=falling)
        listed = [*known, *unknown]
    return [row for block in listed for row in block]


def _sortable(value: Cell) -> Any:
    return value.casefold() if isinstance(value, str) else value


def _addresses(made: FollowUp, rows: Iterable[LevelRow]) -> dict[tuple[int, str], str]:
    figures = [*FIGURES, "deviation_pct", "child_by_child_pct"]
    return {
        (number, figure): str(Address("follow-up", made.year, made.basis_name, figure, row.where))
        for number, row in enumerate(rows)
        for figure in figures
        if row.values.get(figure) is not None
    }


def _said_of(undivided: Sequence[str], level: Level) -> tuple[str, ...]:
    if not undivided:
        return ()
    by = SPLIT_WORDS.get(level, "indsatstype eller konto")
    return (
        f"Budgettet er lagt på området og ikke delt på {by} i: {', '.join(undivided)}. Det står samlet på linjen for det, der "
        "ikke er delt; der er intet fordelt efter skøn, og delene viser derfor ingen afvigelse. En tom celle er ikke nul: beløbet er "
        "ikke delt.",
    )
