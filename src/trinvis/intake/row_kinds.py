"""Which rows are data, and which are titles and sums that a spreadsheet or a report has put between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.intake.header import Header
from trinvis.intake.profile import Profile

if TYPE_CHECKING:
    import polars as pl

SUM_WORDS = r"(?i)^\s*(?:i\s*alt|sum|total|subtotal|samlet|hovedtotal|grand\s*total|delsum)\b"
_NOTE_WORDS = (
    r"(?i)^\s*(?:anm\b|anmærkning|note|kilde|udtrukket|udskrevet|udtræk|side\s+\d|rapport|filter|kriteri|opgjort)"
)
_POOL_WORDS = r"(?i)^\s*(?:skøn|pulje|reserve)"
_SECTION_WORDS = (
    r"(?i)aktuel|nuværende|bevilge|igangværende|forvent|kommende|på vej|skøn|pulje|reserve|risiko|anbring|plejefamil|"
    r"opholdssted|institution|efterskol|kostskol|værelse|kollegi|netværk|slægt|forebyg|familiebehandl|aflast|støtte|efterværn"
)

_MEASURED = ("oere", "hundredths", "date", "month")


def tell_apart(header: Header, profile: Profile) -> pl.DataFrame:
    """``body`` with ``row_kind`` (data, sum, title) and ``section``: the text of the last title or section name above, with itself."""
    import polars as pl

    body = header.body
    nothing = pl.lit(None, dtype=pl.String)
    mapped = set(header.columns.values())
    keys = [[header.columns[name] for name in group if name in header.columns] for group in profile.keys]
    key_columns = {column for group in keys for column in group}
    measured = [
        column
        for name, column in header.columns.items()
        if _kind(profile, name) in _MEASURED and column not in key_columns
    ]
    loose = [column for column in header.grid.columns if column not in mapped]
    worded = [column for name, column in header.columns.items() if _kind(profile, name) in ("text", "identifier")]
    labels = [*dict.fromkeys([*loose[:8], *key_columns, *worded[:6], header.grid.columns[0]])]
    is_label = [pl.col(column).str.contains(SUM_WORDS) for column in labels]
    label = pl.coalesce(
        *[pl.when(test.fill_null(False)).then(pl.col(column)) for test, column in zip(is_label, labels, strict=True)],
        nothing,
    )
    body = body.with_columns(sum_label=label)
    not_keys = f"{SUM_WORDS}|{_POOL_WORDS}" if profile.pools else SUM_WORDS
    for group in keys:
        for column in group:
            body = body.with_columns(
                (pl.col(column).is_not_null() & ~pl.col(column).str.contains(not_keys)).alias(f"{column}__real")
            )
    real = [pl.any_horizontal([pl.col(f"{c}__real") for c in group]) for group in keys if group]
    data_like = pl.all_horizontal(real) if real else pl.lit(False)
    any_key = pl.any_horizontal(real) if real else pl.lit(False)
    amounts = pl.any_horizontal([pl.col(c).is_not_null() for c in measured]) if measured else pl.lit(False)
    first = pl.coalesce(*[pl.col(c) for c in header.grid.columns])
    filled = pl.sum_horizontal([pl.col(c).is_not_null() for c in header.grid.columns])
    repeated = _repeated(header)
    is_sum = pl.col("sum_label").is_not_null() & ~data_like
    note = first.str.contains(_NOTE_WORDS) & (filled <= 2) & ~amounts
    title: pl.Expr = repeated | note
    if profile.sections:
        word = first.str.contains(r"[A-Za-zÆØÅæøå]") & ~first.str.contains(r"\d{6}[- ]?\d{4}|^(?i)cpr")
        named = ~any_key | first.str.contains(_SECTION_WORDS) | ((filled == 1) & pl.lit(not profile.pools))
        title = title | (~amounts & (filled <= 2) & word & named)
    pool = ~any_key & amounts & first.str.contains(_POOL_WORDS) & pl.lit(profile.pools)
    kind = (
        pl.when(is_sum & ~pool).then(pl.lit("sum")).when(title & ~pool).then(pl.lit("title")).otherwise(pl.lit("data"))
    )
    body = body.with_columns(row_kind=kind, is_pool=pool.fill_null(False))
    section = nothing
    if profile.sections:
        named = pl.coalesce(
            *[pl.when(pl.col(c).str.contains(_SECTION_WORDS)).then(pl.col(c)) for c in loose[:3]], nothing
        )
        section = (
            pl.when((pl.col("row_kind") == "title") & ~note)
            .then(first)
            .when(pl.col("row_kind") == "data")
            .then(named)
            .forward_fill()
        )
    return body.with_columns(section=section).drop([c for c in body.columns if c.endswith("__real")])


def _kind(profile: Profile, name: str) -> str:
    return profile.field(name).kind


def _repeated(header: Header) -> pl.Expr:
    """The header row again, as reports print it on every page."""
    import polars as pl

    row = header.head.row(0, named=True)
    same = [(pl.col(column) == row[column]).fill_null(False) for column in header.columns.values()]
    return pl.all_horizontal(same[:6])
