"""Which area an estimate or a budget belongs to: by the name that was typed, else by its intervention type."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

from trinvis.calculations.staircase.rules import Frame
from trinvis.tables.lines import UNPLACED

if TYPE_CHECKING:
    from trinvis.parameters import Area


def area_names(areas: Sequence[Area]) -> dict[str, str]:
    """Name in small letters → area id: the id, the label, and a budget or policy area that holds one area only."""
    names = {area.id.strip().lower(): area.id for area in areas}
    for area in areas:
        names.setdefault(area.label.strip().lower(), area.id)
    for level in ("budget_area", "policy_area"):
        members: dict[str, list[str]] = defaultdict(list)
        for area in areas:
            members[(getattr(area, level) or "").strip().lower()].append(area.id)
        for name, ids in members.items():
            if name and len(ids) == 1:
                names.setdefault(name, ids[0])
    return names


def area_types(areas: Sequence[Area]) -> dict[str, str]:
    """``type`` or ``type/placement`` → area id, where what is known leaves one area only.

    A profile may divide further, by who owns the provider (``placement/institution/own``); an estimate does not know
    that, so it is placed only if all such entries lead to the same area.
    """
    reached: dict[str, set[str]] = defaultdict(set)
    for area in areas:
        for entry in area.types:
            parts = entry.split("/")
            for length in range(1, min(len(parts), 2) + 1):
                reached["/".join(parts[:length])].add(area.id)
    exact = {entry: area.id for area in areas for entry in area.types if entry.count("/") < 2}
    unique = {key: next(iter(ids)) for key, ids in reached.items() if len(ids) == 1}
    return unique | exact


def looked_up(key: nw.Expr, values: Mapping[str, str]) -> nw.Expr:
    """The value of ``key`` in a small mapping, null when it has none: a condition per value, needs no join.

    ``replace_strict`` would say it shorter, but Spark has no such expression.
    """
    keys: dict[str, list[str]] = defaultdict(list)
    for name, value in sorted(values.items()):
        keys[value].append(name)
    none = nw.lit(None, dtype=nw.String)
    return nw.coalesce(none, *(nw.when(key.is_in(names)).then(nw.lit(value)) for value, names in keys.items()))


def placed_by_name_or_type(
    frame: Frame, areas: Sequence[Area], *, also: Iterable[str] = (), name: str = "area"
) -> Frame:
    """``frame`` with ``area`` an area id: by name, else by the columns ``also`` (area ids or null, in order), else by type.

    Columns used when present: ``name``, ``intervention_type``, ``placement_type``. What nothing places gets
    ``ikke_placeret``; ``area_rule`` says which way it was placed (``navn``, ``konto``, ``type`` or null).
    """
    columns = set(frame.collect_schema().names())
    place = nw.col("placement_type") if "placement_type" in columns else nw.lit(None, dtype=nw.String)
    types = area_types(areas)
    keyed = frame.with_columns(
        _name=nw.col(name).str.strip_chars().str.to_lowercase(),
        _pair=nw.concat_str([nw.col("intervention_type"), place], separator="/"),
    )
    by_name = looked_up(nw.col("_name"), area_names(areas))
    by_type = nw.coalesce(looked_up(nw.col("_pair"), types), looked_up(nw.col("intervention_type"), types))
    by_account: nw.Expr = nw.lit(None, dtype=nw.String)
    for column in also:
        by_account = nw.coalesce(by_account, nw.col(column))
    return (
        keyed.with_columns(_by_name=by_name, _by_account=by_account, _by_type=by_type)
        .with_columns(
            area=nw.coalesce(nw.col("_by_name"), nw.col("_by_account"), nw.col("_by_type"), nw.lit(UNPLACED)),
            area_rule=nw.when(~nw.col("_by_name").is_null())
            .then(nw.lit("navn"))
            .otherwise(
                nw.when(~nw.col("_by_account").is_null())
                .then(nw.lit("konto"))
                .otherwise(nw.when(~nw.col("_by_type").is_null()).then(nw.lit("type")))
            ),
        )
        .drop("_name", "_pair", "_by_name", "_by_account", "_by_type")
    )
