"""``read_statbank``: an answer of Statistikbanken in, facts and findings out, in few passes over whole columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.intake import rules
from trinvis.intake.findings import gathered, of_file
from trinvis.intake.result import Counts, Earlier, Meaning, Read, ReadOptions, Unreadable
from trinvis.intake.statbank import accounts, figures, people
from trinvis.intake.statbank.cells import CONTENT, Cells
from trinvis.intake.statbank.json_answer import read_json
from trinvis.intake.statbank.recognising import which_table
from trinvis.intake.statbank.refusals import refuse_what_is_no_answer
from trinvis.intake.statbank.shaped import Sorted
from trinvis.intake.statbank.text_answer import cut_short, first_line, read_text

if TYPE_CHECKING:
    import polars as pl

    from trinvis.parameters import Parameters

_SHAPES = {"accounts": accounts.shape, "figures": figures.shape, "population": people.shape}
_SLIP = 500
"""A total this many times its predecessor's, or its reciprocal, is taken for kroner read as thousands."""


def read_statbank(
    content: bytes,
    file_name: str,
    *,
    parameters: Parameters,
    options: ReadOptions,
    earlier: Earlier,
) -> Read:
    """Read a CSV, BULK or JSON-stat answer. Every cell ends among accepted, rejected and sums. Raises ``Unreadable`` with one
    Danish line for what is no answer, is cut short, or is not the table that it is said to be."""
    refuse_what_is_no_answer(content)
    table, cells = which_table(_cells(content), file_name, options.table)
    if not cells.frame.height:
        raise Unreadable("Filen fra Statistikbanken har overskrifter, men ingen tal: hent tabellen igen.")
    _refuse_missing_end(cells)
    shaped = _SHAPES[table.into](cells, table, parameters)
    counts = _counts(cells, shaped)
    first, last = shaped.months or (None, None)
    findings = [*shaped.heaps.findings, *shaped.findings, *_slip(counts, earlier)]
    return Read(
        source="statbank",
        meaning=Meaning("period", None, first, last, shaped.narrow if options.scope is None else options.scope),
        facts={shaped.into: shaped.facts},
        texts=_no_texts(),
        findings=_explained(gathered(findings), cells, shaped),
        rejected_raw=_raw(cells, shaped),
        counts=counts,
        forms={},
        headers={},
        unknown_columns=(),
    )


def _cells(content: bytes) -> Cells:
    if content[:200].lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
        return read_json(content)
    first = first_line(content)
    if first is None:
        raise Unreadable(
            "Filen ligner ikke et svar fra Statistikbanken: ingen linje har variablene og INDHOLD; "
            "hent tabellen som CSV, BULK eller JSON-stat, eller vælg en anden profil med --source."
        )
    return read_text(content, first)


def _refuse_missing_end(cells: Cells) -> None:
    """An answer lists every value with every other, the last variable running fastest. When the rows follow that list without
    a gap and end before it does, the download stopped there."""
    import polars as pl

    height = cells.frame.height
    if height >= cells.combinations:
        return
    if bool((cells.place() == pl.int_range(height, eager=True)).all()):
        raise cut_short(f"{cells.combinations - height} af {cells.combinations} celler mangler til sidst")


def _counts(cells: Cells, shaped: Sorted) -> Counts:
    """Rows and øre by heap; the titles are the lines above the cells."""
    heaps = shaped.heaps
    rejected, sums, accepted = (int(heap.sum()) for heap in (heaps.rejected, heaps.sums, heaps.accepted))
    oere = {name: _total(shaped.amounts, heap) for name, heap in _heaps(shaped).items()}
    unreadable = [
        part.filter(part["code"].is_in([rules.UNREADABLE.code, rules.TOO_LARGE.code]) & (part["field"] == "amount"))[
            "row_no"
        ]
        for part in heaps.findings
    ]
    return Counts(
        rows=cells.frame.height + cells.titles,
        accepted=accepted,
        rejected=rejected,
        sums=sums,
        titles=cells.titles,
        amount_oere=sum(oere.values()),
        accepted_oere=oere["accepted"],
        rejected_oere=oere["rejected"],
        sums_oere=oere["sums"],
        unreadable_amounts=len({row for rows in unreadable for row in rows}) if shaped.amounts is not None else 0,
    )


def _heaps(shaped: Sorted) -> dict[str, pl.Series]:
    import polars as pl

    heaps = shaped.heaps
    return {
        "accepted": pl.Series(heaps.accepted),
        "rejected": pl.Series(heaps.rejected),
        "sums": pl.Series(heaps.sums),
    }


def _total(amounts: pl.Series | None, heap: pl.Series) -> int:
    return 0 if amounts is None else int(amounts.filter(heap).sum() or 0)


def _slip(counts: Counts, earlier: Earlier) -> list[pl.DataFrame]:
    before, now = abs(earlier.amount_oere), abs(counts.accepted_oere)
    if before and now and (now >= _SLIP * before or before >= _SLIP * now):
        return [of_file(rules.UNIT_SLIP, "amount", "beløb")]
    return []


def _explained(findings: pl.DataFrame, cells: Cells, shaped: Sorted) -> pl.DataFrame:
    """Findings with the amount of their row beside them."""
    import polars as pl

    nothing = pl.lit(None, dtype=pl.String)
    amounts = cells.frame.select("row_no", amount_oere=pl.lit(shaped.amounts) if shaped.amounts is not None else None)
    concerned = amounts.filter(pl.col("row_no").is_in(findings["row_no"].drop_nulls().unique().implode()))
    return (
        findings.join(concerned, on="row_no", how="left", maintain_order="left")
        .with_columns(pl.col("amount_oere").cast(pl.Int64), area_hint=nothing, account_key=nothing)
        .select("row_no", "code", "severity", "field", "message", "area_hint", "amount_oere", "account_key")
    )


def _raw(cells: Cells, shaped: Sorted) -> pl.DataFrame:
    """``row_no`` and ``raw`` of the rejected rows: the cell as the file has it, JSON by variable."""
    import polars as pl

    rows = cells.frame.filter(pl.Series(shaped.heaps.rejected))
    fields = [
        pl.lit(pl.Series(texts, dtype=pl.String).gather(rows[name])).alias(name) for name, texts in cells.texts.items()
    ]
    return rows.select("row_no", raw=pl.struct(*fields, pl.col("content").alias(CONTENT)).struct.json_encode())


def _no_texts() -> pl.DataFrame:
    import polars as pl

    return pl.DataFrame(schema={"row_no": pl.Int64, "field": pl.String, "text": pl.String})
