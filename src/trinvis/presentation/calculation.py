"""*Vis beregningen* as a page shows it: the figure's words, its terms and parameters as tables, and its lines page by page.

The lines are searched, sorted and cut in Polars; only those on the page are turned into rows. Totals are always of all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from trinvis.calculations.followup.change_items import KINDS
from trinvis.municipality.address import BadAddress
from trinvis.municipality.explain import SHARES, narrowed
from trinvis.municipality.rules import OUTSIDE_AREA
from trinvis.presentation.follow_up_tables import before_words, opened_figure
from trinvis.presentation.opened_lines import APPROVED, reckoned
from trinvis.reports import danish, words
from trinvis.reports.explanation_table import AMOUNT, COUNTED, explanation_table, written
from trinvis.reports.follow_up_table import COLUMNS as FOLLOW_UP_COLUMNS
from trinvis.reports.table import Cell, ReportColumn, ReportTable
from trinvis.tables.lines import COMPONENTS, UNPLACED

if TYPE_CHECKING:
    from trinvis.municipality import Municipality
    from trinvis.municipality.address import Address
    from trinvis.municipality.explain import Explanation
    from trinvis.parameters.value import Value

PAGE_ROWS = 200

FIGURE_WORDS: dict[str, str] = {
    **{column.name: column.label.lower() for column in FOLLOW_UP_COLUMNS if column.name.endswith(("_oere", "_pct"))},
    "budget_oere": "korrigeret budget",
    "committed_oere": "disponeret og endnu ikke bogført",
    "estimates_oere": "risikosager og puljer",
    "method_oere": "fremskrevet efter områdets metode",
    "refund_oere": "forventet refusion",
    "deviation_pct": "afvigelse i procent af budgettet",
    "last_year_oere": "forbrug sidste år",
    "plain_replacement_oere": "disponering, hvor lukkede måneder er erstattet af forbrug",
    "child_by_child_oere": "forventet regnskab, der er kendt barn for barn",
    "child_by_child_pct": "den del af forventet regnskab, der er kendt barn for barn",
}
"""Figure of a follow-up → what users read, as the end of *Plejefamilier, …*."""

WHERE_WORDS = {
    "child_no": "barn {}",
    "grant_id": "indsats {}",
    "month": "{}",
    "step": "trin {}",
    "account_key": "konto {}",
    "paragraph": "paragraf {}",
    "provider_no": "leverandør {}",
    "kind": "{}",
}

SEARCHED = ("month", "child_no", "grant_id", "account_key", "file_name", "delivery_id", "row_no", "team", "paragraph")
LABELLED = ("component", "intervention_type", "placement_type")


@dataclass(frozen=True)
class Words:
    """A figure in words: the first line, what it is as of, and how it is reckoned."""

    title: str
    value: str
    seen: str
    formula: str


def words_of_figure(found: Explanation, areas: Mapping[str, str]) -> Words:
    """``areas`` is area id → label."""
    address = found.address
    what = FIGURE_WORDS.get(address.figure, "") if address.question == "follow-up" else ""
    year = f"{what} {address.year}" if what else "" if str(address.year) in found.title else str(address.year)
    parts = [f"{found.title}, {year}" if year else found.title, *_where(address, areas)]
    return Words(", ".join(parts), written(found.value, found.unit), _seen(address), found.sentence)


def _where(address: Address, areas: Mapping[str, str]) -> list[str]:
    said = []
    for name, value in address.where.items():
        if address.question in ("follow-up", "why") and name in ("area", "policy_area", "against"):
            continue
        if address.question == "staircase" and name == "step":
            continue
        if name == "area":
            said.append(areas.get(value, words.label("area", value)))
        elif name == "month" and value.isdigit():
            said.append(danish.month(int(value)))
        elif name == "kind" and address.question == "changes":
            said.append(KINDS.get(value, value).lower())
        elif name == "moves":
            said.append("prognosen" if value == "forecast" else "budgettet")
        elif name in WHERE_WORDS:
            said.append(WHERE_WORDS[name].format(value or "ukendt"))
        else:
            said.append(words.label(name, value).lower() if value else f"uden {words.heading(name).lower()}")
    return said


def _seen(address: Address) -> str:
    before, between, after = address.basis.partition("..")
    if between:
        return f"Fra {_day_words(before)} til {_day_words(after)}."
    basis, _, measure = address.basis.partition("+")
    how = {"gross": " Brutto: uden indtægter.", "profile": " Netto eller brutto, som profilen siger."}.get(measure, "")
    return f"Som det var kendt {_day_words(basis)}.{how}"


def _day_words(basis: str) -> str:
    if basis.startswith(APPROVED):
        return before_words(int(basis.removeprefix(APPROVED)))
    try:
        return danish.long_day(date.fromisoformat(basis))
    except ValueError:
        return basis


# terms and inputs

TERM_COLUMNS = (ReportColumn("label", "Led"), ReportColumn("amount_oere", "Beløb", "oere", "kr.", additive=True))


def terms_table(found: Explanation, *, synthetic: bool) -> ReportTable | None:
    """The terms of a sum with their total, or the figures that a share is worked out from; None where there are none."""
    parts = found.parts or found.inputs
    if not parts or found.address.question == "changes":
        return None  # what moved is told by ``items_table``
    share = SHARES.get(found.address.figure) if found.inputs else None
    labels = [
        f"{'Tæller' if part.label == share[0] else 'Nævner'}: {FIGURE_WORDS.get(part.label, part.label)}"
        if share and part.label in share
        else part.label
        for part in parts
    ]
    return ReportTable(
        name="terms",
        title="Tallene, det er regnet af" if found.inputs else "Leddene",
        answer=found.sentence,
        columns=TERM_COLUMNS,
        rows=tuple(
            {"label": label, "amount_oere": part.amount_oere} for label, part in zip(labels, parts, strict=True)
        ),
        totals={"label": "I alt", "amount_oere": sum(part.amount_oere for part in parts)} if found.parts else None,
        addresses={
            (number, "amount_oere"): part.address
            for number, part in enumerate(parts)
            if part.address != str(found.address)
        },
        scale="oere",
        synthetic=synthetic,
    )


PARAMETER_COLUMNS = (
    ReportColumn("label", "Parameter"),
    ReportColumn("key", "Række"),
    ReportColumn("value", "Værdi"),
    ReportColumn("valid_from", "Gælder fra", "day"),
    ReportColumn("valid_to", "Gælder til", "day"),
    ReportColumn("mark", "Mærke"),
    ReportColumn("origin", "Fra"),
    ReportColumn("source", "Kilde"),
    ReportColumn("reference", "Hjemmel", on_screen=False),
    ReportColumn("name", "Navn", on_screen=False),
)

ORIGINS = {"kommune": "kommunens egen", "trinvis": "Trinvis"}


def parameters_table(values: tuple[Value, ...], labels: Mapping[str, str], *, synthetic: bool) -> ReportTable:
    """The dated values that the lines rest on; ``labels`` is parameter name → Danish label."""
    rows = tuple(
        {
            "label": labels.get(value.name, value.name),
            "key": value.key,
            "value": value.text(),
            "valid_from": value.valid_from,
            "valid_to": value.valid_to,
            "mark": marks(value),
            "origin": ORIGINS[value.origin],
            "source": value.source,
            "reference": value.reference,
            "name": value.name,
        }
        for value in sorted(values, key=lambda value: (not marks(value), value.name, value.key or ""))
    )
    said = danish.count(len(rows), "parameter", "parametre")
    return ReportTable(
        "parameters", "Parametre", f"{said} ligger bag tallet.", PARAMETER_COLUMNS, rows, synthetic=synthetic
    )


def marks(value: Value) -> str:
    """What must stand beside a value: assumed, carried forward, or a proposal that was not checked against its source."""
    unchecked = "" if value.verified or value.origin == "kommune" else "forslag, ikke efterprøvet"
    return ", ".join(part for part in (value.mark(), unchecked) if part)


def rules_table(found: Explanation, *, synthetic: bool) -> ReportTable:
    """The rules behind the lines in words, without those that are dated parameters (they have a table of their own)."""
    dated = {value.id for value in found.parameters}
    rows = tuple({"rule": rule, "text": text} for rule, text in sorted(found.rules.items()) if rule not in dated)
    columns = (ReportColumn("text", "Regel"), ReportColumn("rule", "Kode"))
    return ReportTable("rules", "Regler", "Reglerne bag linjerne.", columns, rows, synthetic=synthetic)


# lines


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
    summed = COUNTED if COUNTED in every.columns else AMOUNT
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
    return f"{danish.decimal(amount)} {found.unit}" if summed == COUNTED else written(amount, "kr.")


def adds_up(found: Explanation, total_oere: int) -> tuple[str, bool]:
    """What the lines add up to, as a sentence, and whether it is the figure."""
    if found.lines.is_empty() and (found.inputs or found.unit == "%"):
        return "Tallet er ingen sum: det er regnet af tallene nedenfor, som hver kan åbnes.", True
    if COUNTED in found.lines.columns:
        counted = int(found.lines[COUNTED].sum())
        if counted * 100 == found.value:
            return f"Linjerne er {danish.decimal(counted)} {found.unit}, som er tallet.", True
        said = f"Linjerne er {danish.decimal(counted)} {found.unit}, som IKKE er tallet"
        return f"{said} {written(found.value, found.unit)}; meld fejlen.", False
    if COUNTED in found.lines.columns:
        counted = int(found.lines[COUNTED].sum()) * 100
        return f"Linjerne giver {written(counted, found.unit)}, som er tallet.", counted == found.value
    amount = written(total_oere, "kr.")
    if total_oere == found.value:
        return f"Linjerne giver {amount}, som er tallet.", True
    if found.address.question == "changes":
        moved = sum(part.amount_oere for part in found.parts)
        same = f"Ændringerne giver {written(moved, 'kr.')}, som {'er' if moved == found.value else 'IKKE er'} tallet"
        behind = f"Linjerne før og efter, som de er regnet af, giver {amount}, for de rummer også andre årsager"
        return f"{same}. {behind}.", moved == found.value
    return f"Linjerne giver {amount}, som IKKE er tallet {written(found.value, 'kr.')}; meld fejlen.", False


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
    summed = COUNTED if COUNTED in part.columns else AMOUNT
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
        totals={"component": "I alt" if number == count else "I alt, fundne", summed: of_found} if number else None,
        scale="oere",
    )


def _row_words(row: Mapping[str, Cell]) -> str | None:
    if row.get("journal_seq") is not None:
        return f"Journal nr. {row['journal_seq']}"
    return None if row.get("row_no") is None else f"Række {row['row_no']}"


ITEM_COLUMNS = (
    ReportColumn("label", "Årsag"),
    ReportColumn("area", "Område"),
    ReportColumn("child_no", "Barn"),
    ReportColumn("detail", "Hvad"),
    ReportColumn("amount_oere", "Beløb", "oere", "kr.", additive=True),
)


def items_table(
    kommune: Municipality, found: Explanation, areas: Mapping[str, str], *, synthetic: bool
) -> ReportTable | None:
    """The items of a change that the address selects, largest first: they add up to it. None for another question."""
    if found.address.question != "changes":
        return None
    before, _, after = found.address.basis.partition("..")
    number = before.removeprefix(APPROVED)
    start = int(number) if number.isdigit() else date.fromisoformat(before)
    moved = kommune.changes(found.address.year, start, date.fromisoformat(after))
    items = (
        narrowed(moved.items, found.address.where)
        .with_row_index("place")
        .sort(pl.col("amount_oere").abs(), descending=True, maintain_order=True)
    )
    shown = items.head(PAGE_ROWS)
    rows = tuple(
        {
            "label": one["label"],
            "area": areas.get(one["area"], one["area"]),
            "child_no": None if one["child_no"] is None else str(one["child_no"]),
            "detail": one["detail"],
            "amount_oere": one["amount_oere"],
        }
        for one in shown.iter_rows(named=True)
    )
    more = items.height - shown.height
    return ReportTable(
        name="items",
        title=f"Ændringerne, største først: {danish.count(items.height, 'ændring', 'ændringer')}",
        answer=found.sentence,
        columns=ITEM_COLUMNS,
        rows=rows,
        totals={"label": "I alt", "amount_oere": int(items["amount_oere"].sum())},
        addresses={
            (number, "amount_oere"): found.parts[place].address
            for number, place in enumerate(shown["place"])
            if items.height > 1 and place < len(found.parts)
        },
        notes=(f"{danish.decimal(more)} mindre ændringer er ikke vist; totalen har dem med.",) if more else (),
        scale="oere",
        synthetic=synthetic,
    )


def must_have_row(found: Explanation, areas: Mapping[str, str]) -> None:
    """Raises ``BadAddress`` for an area that neither profile nor lines know."""
    area = found.address.where.get("area")
    if area is not None and area not in areas and area not in (UNPLACED, OUTSIDE_AREA) and found.lines.is_empty():
        raise BadAddress(f"Der er intet område '{area}'; ret adressen.")
