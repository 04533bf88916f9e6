"""The lines behind an opened figure, page by page: searched, sorted and cut in Polars; only those on the page are turned into rows.

Totals are always of all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from trinvis.presentation.follow_up_tables import opened_figure
from trinvis.presentation.opened_lines import reckoned
from trinvis.reports import danish, words
from trinvis.reports.explanation_table import AMOUNT, COUNTED, QUANTITY, explanation_table, summed_column, written
from trinvis.reports.table import Cell, ReportColumn, ReportTable
from trinvis.tables.lines import COMPONENTS

if TYPE_CHECKING:
    from trinvis.municipality import Municipality
    from trinvis.municipality.explain import Explanation

PAGE_ROWS = 200

SEARCHED = ("month", "child_no", "grant_id", "account_key", "file_name", "delivery_id", "row_no", "team", "paragraph")
LABELLED = ("component", "intervention_type", "placement_type")


@dataclass(frozen=True)
class Asked:
    """Which lines to show: those that hold ``text``, sorted ``by`` a column, and which page of them (from 1)."""

    text: str = ""
    by: str = ""
    falling: bool = False
    page: int = 1


@dataclass(frozen=True)
class LinesPage:
    """One page of the lines. ``found`` is how many were found and ``found_words`` their sum; ``total_words`` that of all
    ``count`` lines. ``sentence`` says whether they add up to the figure."""

    table: ReportTable
    count: int
    found: int
    found_words: str
    total_words: str
    sentence: str
    same: bool
    first: int
    last: int
    page: int
    pages: int


def lines_page(
    kommune: Municipality, found: Explanation, asked: Asked, areas: Mapping[str, str], *, synthetic: bool
) -> LinesPage:
    """The lines that are asked for, at most ``PAGE_ROWS`` of them, ready to be shown."""
    every = found.lines
    chosen = _sorted(_searched(every, asked.text, areas), asked)
    pages = max(1, -(-chosen.height // PAGE_ROWS))
    page = min(max(asked.page, 1), pages)
    start = (page - 1) * PAGE_ROWS
    part = chosen.slice(start, PAGE_ROWS)
    summed = summed_column(every)
    total, of_found = (int(frame[summed].sum()) if summed in frame.columns else 0 for frame in (every, chosen))
    sentence, same = adds_up(found, total)
    return LinesPage(
        table=_table(kommune, found, part, areas, of_found, chosen.height, every.height, synthetic=synthetic),
        count=every.height,
        found=chosen.height,
        found_words=_sum_words(of_found, found, summed),
        total_words=_sum_words(total, found, summed),
        sentence=sentence,
        same=same,
        first=start + 1 if part.height else 0,
        last=start + part.height,
        page=page,
        pages=pages,
    )


def _sum_words(amount: int, found: Explanation, summed: str) -> str:
    if summed == QUANTITY:
        return written(amount, found.unit)
    return f"{danish.decimal(amount)} {found.unit}" if summed == COUNTED else written(amount, "kr.")


def adds_up(found: Explanation, total_oere: int) -> tuple[str, bool]:
    """What the lines add up to, as a sentence, and whether it is the figure."""
    if found.lines.is_empty() and (found.inputs or found.unit == "%"):
        return "Tallet er ingen sum: det er regnet af tallene nedenfor, som hver kan åbnes.", True
    if found.lines.is_empty() and found.address.question == "capacity":
        return _without_rows(found)
    told = {AMOUNT, COUNTED, QUANTITY} & set(found.lines.columns)
    if found.lines.height and all(found.lines[name].null_count() == found.lines.height for name in told):
        if found.inputs:
            return "Tallet er ingen sum: det er regnet af tallene nedenfor, som er talt af rækkerne herunder.", True
        return "Tallet står i rækken herunder, som den blev læst.", True
    if COUNTED in found.lines.columns:
        counted = int(found.lines[COUNTED].sum())
        if counted * 100 == found.value:
            return f"Linjerne er {danish.decimal(counted)} {found.unit}, som er tallet.", True
        said = f"Linjerne er {danish.decimal(counted)} {found.unit}, som IKKE er tallet"
        return f"{said} {written(found.value, found.unit)}; meld fejlen.", False
    amount = written(total_oere, found.unit if QUANTITY in found.lines.columns else "kr.")
    if total_oere == found.value:
        return f"Linjerne giver {amount}, som er tallet.", True
    if found.address.question == "changes":
        moved = sum(part.amount_oere for part in found.parts)
        same = f"Ændringerne giver {written(moved, 'kr.')}, som {'er' if moved == found.value else 'IKKE er'} tallet"
        behind = f"Linjerne før og efter, som de er regnet af, giver {amount}, for de rummer også andre årsager"
        return f"{same}. {behind}.", moved == found.value
    return f"Linjerne giver {amount}, som IKKE er tallet {written(found.value, 'kr.')}; meld fejlen.", False


def _without_rows(found: Explanation) -> tuple[str, bool]:
    """What a figure of the capacity analysis rests on that has neither rows nor terms: a true 0 has none, another is of a parameter."""
    if not found.value:
        return "Ingen rækker: der er intet at lægge sammen, så tallet er 0.", True
    named = [*found.rules.values(), *(value.name for value in found.parameters)]
    if named:
        return f"Tallet har ingen rækker bag sig: det er af {', '.join(dict.fromkeys(named))}.", True
    return f"Ingen rækker og ingen led er bag tallet {written(found.value, found.unit)}; meld fejlen.", False


def whole_table(kommune: Municipality, found: Explanation, *, synthetic: bool) -> ReportTable:
    """Every line, as the command line's ``trinvis explain`` has it: what is downloaded."""
    return explanation_table(opened_figure(found, reckoned(kommune, found), synthetic=synthetic))


def _searched(lines: pl.DataFrame, text: str, areas: Mapping[str, str]) -> pl.DataFrame:
    wanted = text.casefold().split()
    if not wanted or lines.is_empty():
        return lines
    parts = [pl.col(name).cast(pl.String).fill_null("") for name in SEARCHED if name in lines.columns]
    parts += [_worded(name).fill_null("") for name in LABELLED if name in lines.columns]
    parts.append(pl.col("area").replace(dict(areas)).fill_null(""))
    whole = pl.concat_str(parts, separator=" ").str.to_lowercase()
    return lines.filter(pl.all_horizontal([whole.str.contains(word, literal=True) for word in wanted]))


def _worded(name: str) -> pl.Expr:
    known = COMPONENTS if name == "component" else words.LABELS.get(name, {})
    return pl.col(name).replace(dict(known))


def _sorted(lines: pl.DataFrame, asked: Asked) -> pl.DataFrame:
    order = [name for name in ("component", "month", "delivery_id", "row_no") if name in lines.columns]
    if asked.by not in lines.columns:
        ranks = {code: rank for rank, code in enumerate(COMPONENTS)}
        rank = pl.col("component").replace_strict(ranks, default=len(ranks), return_dtype=pl.Int64)
        return lines.sort([rank, *order], nulls_last=True, maintain_order=True)
    key = _worded(asked.by) if asked.by in LABELLED else pl.col(asked.by)
    return lines.sort(
        [key, *order], descending=[asked.falling, *(False for _ in order)], nulls_last=True, maintain_order=True
    )


def _table(
    kommune: Municipality,
    found: Explanation,
    part: pl.DataFrame,
    areas: Mapping[str, str],
    of_found: int,
    number: int,
    count: int,
    *,
    synthetic: bool,
) -> ReportTable:
    worded = reckoned(kommune, replace(found, lines=part))
    opened = opened_figure(replace(found, lines=part), worded, synthetic=synthetic)
    made = explanation_table(replace(opened, lines=worded))  # in the order asked for
    summed = summed_column(part)
    rows = tuple({**row, "area": areas.get(str(row["area"]), row["area"]), "row": _row_words(row)} for row in made.rows)
    title = (
        f"Linjerne bag tallet: {danish.decimal(number)} af {danish.decimal(count)}"
        if number < count
        else (f"Linjerne bag tallet: {danish.count(count, 'linje', 'linjer')}")
    )
    return replace(
        made,
        name="lines",
        title=title,
        columns=(*made.columns, ReportColumn("row", "Kildens række")),
        lead=(),
        notes=(),
        rows=rows,
        totals=(
            {"component": "I alt" if number == count else "I alt, fundne", summed: of_found}
            if number and summed in part.columns
            else None
        ),
        scale="oere",
    )


def _row_words(row: Mapping[str, Cell]) -> str | None:
    if row.get("journal_seq") is not None:
        return f"Journal nr. {row['journal_seq']}"
    return None if row.get("row_no") is None else f"Række {row['row_no']}"
