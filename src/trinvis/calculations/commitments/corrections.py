"""Corrections typed in the journal, laid over the grants that the source delivers (*rettelser*).

A correction overrules one field of a grant for as long as the source says something else; both values are kept. When the
source comes to say the same, the correction has no effect any more and the rows do not carry its number.
"""

from __future__ import annotations

from typing import Any

import narwhals.stable.v2 as nw

from trinvis.calculations.commitments.calendar import OPEN_DAY

Frame = nw.LazyFrame[Any]

CORRECTION_COLUMNS = (
    "grant_id", "field", "stop", "stop_day", "rate_oere", "status", "step", "source_value", "effective_from",
    "effective_from_day", "journal_seq",
)  # fmt: skip
"""Columns of a frame of corrections: ``field`` is stop, rate, status or step, and its own column holds the new value.

A null ``stop`` is an unknown stop. ``source_value`` (text) is what the source said when the correction was typed;
``effective_from`` is the first day of a new rate, null where the rate was wrong all along.
"""

CORRECTED_STEP = "rettet_trin"
"""``step_rule`` of a grant whose step is corrected by hand."""

_BEFORE_ALL = -1_000_000


def apply_corrections(grants: Frame, corrections: Frame) -> Frame:
    """``grants`` (facts, one row per price period) as they stand after ``corrections``; of several on a field the latest.

    * *stop*: the grant's last row gets the day (null = unknown); rows that begin after it are *cancelled*, earlier rows
      that reach beyond it end there. The source agrees when its last row has that stop.
    * *rate* with ``effective_from``: days from then on cost the new rate; a row that spans the day is split in two.
      Several rates with different first days follow each other.
    * *rate* without: the rows whose rate was ``source_value``; if the source has none such any more, its last row; all
      rows if no source value is stated. The source agrees when its last row has the rate.
    * *status*: every row. A grant corrected to *granted* or *ended* is certain: its probability is null.
    * *step*: every row's delivered step; see ``keep_corrected_steps``.

    Adds ``source_stop``, ``source_stop_day``, ``source_rate_oere``, ``source_status``, ``source_step`` and
    ``source_probability`` (what the source says), ``corrected`` (fields that differ from it by a correction, joined by ';',
    else null) and ``journal_seq`` (the latest correction that has effect on the row, else what the row had).
    """
    has = set(grants.collect_schema().names())
    rows = grants.with_columns(
        *[nw.col(name).alias(f"source_{name}") for name in ("stop", "stop_day", "rate_oere", "status", "step", "probability")],
        *([] if "journal_seq" in has else [nw.lit(None, nw.Int64).alias("journal_seq")]),
        _last=(nw.col("start_day") == nw.col("start_day").max().over("grant_id")).fill_null(False),
        _rate_seq=nw.lit(None, nw.Int64),
    )  # fmt: skip
    rows = _with_status(rows, corrections)
    rows = _with_step(rows, corrections)
    rows = _with_stop(rows, corrections)
    rows = _with_rates(rows, corrections)
    fields = {"stop": "_stop_seq", "rate": "_rate_seq", "status": "_status_seq", "step": "_step_seq"}
    text = nw.concat_str(
        *[nw.when(~nw.col(seq).is_null()).then(nw.lit(field)) for field, seq in fields.items()],
        separator=";",
        ignore_nulls=True,
    )
    return rows.with_columns(
        corrected=nw.when(text != "").then(text),
        journal_seq=nw.coalesce(nw.max_horizontal(*fields.values()), nw.col("journal_seq")).cast(nw.Int64),
    ).drop("_last", *fields.values())


def keep_corrected_steps(placed: Frame) -> Frame:
    """Grants from ``apply_corrections`` and then ``place_grants``: a corrected step also overrules the derived one."""
    by_hand = nw.col("corrected").str.contains("step", literal=True).fill_null(False)
    return placed.with_columns(
        step_derived=nw.when(by_hand).then(nw.col("step")).otherwise(nw.col("step_derived")),
        step_rule=nw.when(by_hand).then(nw.lit(CORRECTED_STEP)).otherwise(nw.col("step_rule")),
    )


def _latest(corrections: Frame, field: str, *keys: str) -> Frame:
    """The corrections of one field, the latest for each grant (and for each further key)."""
    of_field = corrections.filter(nw.col("field") == field)
    latest = nw.col("journal_seq") == nw.col("journal_seq").max().over("grant_id", *keys)
    return of_field.filter(latest)


def _with_status(rows: Frame, corrections: Frame) -> Frame:
    typed = _latest(corrections, "status").select(
        "grant_id", nw.col("status").alias("_value"), nw.col("journal_seq").alias("_seq")
    )
    differs = (nw.col("_value") != nw.col("status")).fill_null(False)
    certain = nw.col("_changed") & nw.col("status").is_in(["granted", "ended"])
    return (
        rows.join(typed, on="grant_id", how="left")
        .with_columns(
            _changed=differs,
            _status_seq=nw.when(differs).then(nw.col("_seq")),
            status=nw.when(differs).then(nw.col("_value")).otherwise(nw.col("status")),
        )
        .with_columns(probability=nw.when(~certain).then(nw.col("probability")))
        .drop("_value", "_seq", "_changed")
    )


def _with_step(rows: Frame, corrections: Frame) -> Frame:
    typed = _latest(corrections, "step").select(
        "grant_id", nw.col("step").alias("_value"), nw.col("journal_seq").alias("_seq")
    )
    said = ~nw.col("_value").is_null()
    differs = said & (nw.col("step").is_null() | (nw.col("_value") != nw.col("step")).fill_null(False))
    return (
        rows.join(typed, on="grant_id", how="left")
        .with_columns(
            _step_seq=nw.when(differs).then(nw.col("_seq")),
            step=nw.when(differs).then(nw.col("_value")).otherwise(nw.col("step")),
        )
        .drop("_value", "_seq")
    )


def _with_stop(rows: Frame, corrections: Frame) -> Frame:
    typed = _latest(corrections, "stop").select(
        "grant_id",
        nw.col("stop").alias("_stop"),
        nw.col("stop_day").alias("_stop_day"),
        nw.coalesce(nw.col("stop_day").cast(nw.Int64), nw.lit(OPEN_DAY, nw.Int64)).alias("_until"),
        nw.col("journal_seq").alias("_seq"),
    )
    until, reaches = nw.col("_until"), nw.coalesce(nw.col("stop_day").cast(nw.Int64), nw.lit(OPEN_DAY, nw.Int64))
    known = rows.join(typed, on="grant_id", how="left").with_columns(_reaches=reaches)
    known = known.with_columns(_source_until=nw.when(nw.col("_last")).then(nw.col("_reaches")).max().over("grant_id"))
    wanted = (nw.col("_source_until") != until).fill_null(False)
    after = wanted & (nw.col("start_day") > until)
    moved = wanted & ~after & ((nw.col("_last") & (nw.col("_reaches") != until)) | (nw.col("_reaches") > until))
    return (
        known.with_columns(_after=after.fill_null(False), _moved=moved.fill_null(False))
        .with_columns(
            status=nw.when(nw.col("_after")).then(nw.lit("cancelled")).otherwise(nw.col("status")),
            stop=nw.when(nw.col("_moved")).then(nw.col("_stop")).otherwise(nw.col("stop")),
            stop_day=nw.when(nw.col("_moved")).then(nw.col("_stop_day")).otherwise(nw.col("stop_day")),
            _stop_seq=nw.when(nw.col("_after") | nw.col("_moved")).then(nw.col("_seq")),
        )
        .drop("_stop", "_stop_day", "_until", "_seq", "_reaches", "_source_until", "_after", "_moved")
    )


def _with_rates(rows: Frame, corrections: Frame) -> Frame:
    """Rows cut at the first day of each corrected rate, where that changes anything; other rows as they are."""
    columns = rows.collect_schema().names()
    periods = _rate_periods(corrections)
    start, reaches = nw.col("start_day"), nw.coalesce(nw.col("stop_day").cast(nw.Int64), nw.lit(OPEN_DAY, nw.Int64))
    was = nw.col("rate_oere").cast(nw.String) == nw.col("_source_value")
    late, early = start < nw.col("_from_day"), reaches > nw.col("_until_day")
    pieces = (
        rows.join(periods, on="grant_id", how="inner")
        .with_columns(_was=was.fill_null(False))
        .with_columns(
            _any_was=nw.col("_was").cast(nw.Int64).max().over("grant_id", "_from_day"),
            _agreed=(nw.col("_last") & (nw.col("rate_oere") == nw.col("_rate")).fill_null(False))
            .cast(nw.Int64).max().over("grant_id", "_from_day"),
            _row_start=start,
        )
        .filter(start <= nw.col("_until_day"), reaches >= nw.col("_from_day"))
        .with_columns(_new=_rate_applies() & ~(nw.col("rate_oere") == nw.col("_rate")).fill_null(False))
        .with_columns(
            start=nw.when(late).then(nw.col("_from")).otherwise(nw.col("start")),
            start_day=nw.when(late).then(nw.col("_from_day")).otherwise(start).cast(nw.Int32),
            stop=nw.when(early).then(nw.col("_until")).otherwise(nw.col("stop")),
            stop_day=nw.when(early).then(nw.col("_until_day")).otherwise(nw.col("stop_day")).cast(nw.Int32),
            rate_oere=nw.when(nw.col("_new")).then(nw.col("_rate")).otherwise(nw.col("rate_oere")),
            _rate_seq=nw.when(nw.col("_new")).then(nw.col("_seq")),
        )
    )  # fmt: skip
    key = ["delivery_id", "row_no", "_row_start"]
    changed = pieces.filter(nw.col("_new")).select(*key).unique()
    others = rows.with_columns(_row_start=start).join(changed, on=key, how="anti")
    return nw.concat(
        [others.select(*columns), pieces.join(changed, on=key, how="semi").select(*columns)], how="vertical"
    )


def _rate_applies() -> nw.Expr:
    """Whether a piece of a row is one that the rate was typed for."""
    no_day = nw.col("_first_day").is_null()
    meant = nw.col("_source_value").is_null() | nw.col("_was") | ((nw.col("_any_was") == 0) & nw.col("_last"))
    typed_for = nw.when(no_day).then((nw.col("_agreed") == 0) & meant).otherwise(nw.lit(True))
    return typed_for & ~nw.col("_rate").is_null()


def _rate_periods(corrections: Frame) -> Frame:
    """Per grant the days of each corrected rate, one after the other; ``_rate`` is null before the first."""
    keyed = corrections.with_columns(
        _from_day=nw.coalesce(nw.col("effective_from_day").cast(nw.Int64), nw.lit(_BEFORE_ALL, nw.Int64))
    )
    order = {"order_by": "_from_day"}
    typed = (
        _latest(keyed, "rate", "_from_day")
        .select(
            "grant_id", "_from_day", "source_value", "rate_oere", "effective_from", "effective_from_day", "journal_seq",
            nw.col("_from_day").shift(-1).over("grant_id", **order).alias("_next_day"),
            nw.col("effective_from").shift(-1).over("grant_id", **order).alias("_next"),
            nw.col("_from_day").min().over("grant_id").alias("_least"),
        )
        .select(
            "grant_id", "_from_day", "_next", "_least",
            nw.col("effective_from").alias("_from"),
            nw.col("effective_from_day").cast(nw.Int64).alias("_first_day"),
            nw.coalesce(nw.col("_next_day") - 1, nw.lit(OPEN_DAY, nw.Int64)).alias("_until_day"),
            nw.col("rate_oere").alias("_rate"),
            nw.col("source_value").alias("_source_value"),
            nw.col("journal_seq").alias("_seq"),
        )
    )  # fmt: skip
    before = typed.filter(nw.col("_from_day") == nw.col("_least"), ~nw.col("_first_day").is_null()).with_columns(
        _next=nw.col("_from"),
        _from=nw.lit(None, nw.Date),
        _until_day=nw.col("_from_day") - 1,
        _from_day=nw.lit(_BEFORE_ALL, nw.Int64),
        _rate=nw.lit(None, nw.Int64),
        _source_value=nw.lit(None, nw.String),
    )
    both = nw.concat([before.select(*_PERIOD), typed.select(*_PERIOD)], how="vertical")
    return both.with_columns(_until=nw.col("_next").dt.offset_by("-1d").cast(nw.Date)).drop("_next")


_PERIOD = ("grant_id", "_from", "_from_day", "_first_day", "_until_day", "_next", "_rate", "_source_value", "_seq")
