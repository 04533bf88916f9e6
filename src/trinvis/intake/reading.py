"""``read``: a file in, facts and findings out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from trinvis.intake import rules
from trinvis.intake.checks import run
from trinvis.intake.checks.context import Context
from trinvis.intake.columns import Columns, read_columns
from trinvis.intake.counting import amounts_of, count
from trinvis.intake.facts import keep, misfits
from trinvis.intake.findings import found, gathered, of_file
from trinvis.intake.header import Header
from trinvis.intake.leftovers import explained, rejected_rows, texts_of, without_persons
from trinvis.intake.meaning import extract_day_of, period_of, year_of
from trinvis.intake.months import month_heading
from trinvis.intake.opening import open_header, told_headings
from trinvis.intake.profile import Parsed, Profile, Shaped
from trinvis.intake.profiles import SOURCES
from trinvis.intake.result import Earlier, Meaning, Numbers, Read, ReadOptions, Unreadable
from trinvis.intake.row_kinds import tell_apart
from trinvis.intake.staging import complete
from trinvis.intake.sums import sum_rows
from trinvis.tables import TABLES

if TYPE_CHECKING:
    import polars as pl

    from trinvis.parameters import Parameters

_SLIP = 500
"""A total this many times its predecessor's, or its reciprocal, is taken for kroner read as thousands."""


def read(
    content: bytes,
    file_name: str,
    source: str,
    *,
    numbers: Numbers,
    parameters: Parameters,
    remembered: Mapping[str, Mapping[str, object]] | None = None,
    options: ReadOptions | None = None,
    earlier: Earlier | None = None,
) -> Read:
    """Read a file by the profile named ``source``.

    ``numbers`` turns identifiers into what is kept. ``remembered`` is ``Read.remember`` of an earlier delivery of the
    source. ``earlier`` is the delivery in force, for checks across deliveries. Every row ends among accepted, rejected, sums
    or titles. Raises ``Unreadable`` (one Danish line) when nothing can be made of the file or the user must say something.
    """
    options, earlier, remembered = options or ReadOptions(), earlier or Earlier(), remembered or {}
    profile = SOURCES.get(source)
    if profile is None:
        raise Unreadable(f"Kilden '{source}' findes ikke: vælg en af {', '.join(SOURCES)} med --source.")
    if profile.reads is not None:
        return profile.reads(content, file_name, parameters=parameters, options=options, earlier=earlier)
    told = told_headings(remembered, options, profile)
    header = open_header(content, profile, told, options)
    reading = _Reading(profile, header, file_name, options, remembered, parameters, earlier, numbers)
    return reading.done(told)


@dataclass
class _Reading:
    profile: Profile
    header: Header
    file_name: str
    options: ReadOptions
    remembered: Mapping[str, Mapping[str, object]]
    parameters: Parameters
    earlier: Earlier
    numbers: Numbers

    def done(self, told: Mapping[str, str]) -> Read:
        import polars as pl

        body = tell_apart(self.header, self.profile)
        year = self._year()
        columns = read_columns(body, self.header, self.profile, self.options, self.remembered, self.parameters, year)
        findings = [*columns.findings, self._too_wide(body)]
        data = columns.rows.filter(pl.col("row_kind") == "data")
        if not data.height:
            raise Unreadable(
                f"Filen ({self.profile.label}) har overskrifter, men ingen rækker med data: hent udtrækket igen."
            )
        bad = _rejects(findings)
        extract_day = self.options.extract_day or extract_day_of(self.header.above, self.file_name)
        parsed = self._parsed(data.filter(~pl.col("row_no").is_in(bad.implode())), year, extract_day)
        shaped = self.profile.shape(parsed)
        if shaped.sums is not None:
            columns.rows = columns.rows.with_columns(
                row_kind=pl.when(pl.col("row_no").is_in(shaped.sums.implode()))
                .then(pl.lit("sum"))
                .otherwise("row_kind")
            )
        extract_day = self.options.extract_day or shaped.extract_day or extract_day
        meaning = self._meaning(shaped, extract_day)
        findings += shaped.findings
        findings += self._missing(shaped)
        findings += self._checked(shaped, columns, meaning, body)
        frames, moved, said = without_persons(shaped.frames)
        findings += said
        rejected = _members(_rejects(findings), shaped)
        facts, broken = self._facts(frames, rejected)
        if broken.height:
            findings.append(broken)
            rejected = _members(_rejects(findings), shaped)
            facts = {name: frame.filter(~pl.col("row_no").is_in(rejected.implode())) for name, frame in facts.items()}
        amounts = amounts_of(columns.rows, self.profile)
        counts = count(columns.rows, amounts, rejected, findings, self.profile, self.header.rows_above)
        findings += self._of_file(counts.accepted_oere)
        kept = columns.rows.filter((pl.col("row_kind") == "data") & ~pl.col("row_no").is_in(rejected.implode()))[
            "row_no"
        ]
        texts = texts_of(body, self.header, self.profile, kept, [moved, shaped.texts])
        return Read(
            source=self.profile.name,
            meaning=meaning,
            facts=facts,
            texts=texts,
            findings=explained(gathered(findings), columns.rows, shaped.frames, amounts),
            rejected_raw=rejected_rows(body, self.header, rejected),
            counts=counts,
            forms=columns.forms,
            headers=told,
            unknown_columns=tuple(self.header.unknown.values()),
            sheet=self._sheet(),
            values=self._values(),
        )

    def _sheet(self) -> str:
        return self.header.grid.name if self.header.grid.spreadsheet else ""

    def _year(self) -> int | None:
        if self.options.year is not None:
            return self.options.year
        months = [month_heading(text) for text in self.header.headings.values()]
        years = {month.year for month in months if month is not None and month.year}
        if len(years) == 1:
            return years.pop()
        return year_of(self.header.headings.values(), [*self.header.above, self._sheet()], self.file_name)

    def _too_wide(self, body: pl.DataFrame) -> pl.DataFrame:
        import polars as pl

        wide = [column for column in self.header.wide if column in body.columns]
        if self.header.grid.spreadsheet or not wide:
            return found(pl.Series("row_no", [], dtype=pl.Int64), rules.TOO_WIDE)
        beyond = pl.any_horizontal([pl.col(column).is_not_null() for column in wide])
        return found(body.filter((pl.col("row_kind") == "data") & beyond)["row_no"], rules.TOO_WIDE)

    def _parsed(self, rows: pl.DataFrame, year: int | None, extract_day: date | None) -> Parsed:
        import polars as pl

        rows = complete(rows, self.profile.tables)
        if self.profile.stop_is_free:
            rows = rows.with_columns(pl.col("stop").dt.offset_by("-1d"))
        return Parsed(
            rows=rows,
            mapped=frozenset(self.header.columns),
            headings=self.header.headings,
            year=year,
            extract_day=extract_day,
            file_name=self.file_name,
            sheet=self._sheet(),
            titles=self.header.above,
            options=self.options,
            parameters=self.parameters,
        )

    def _meaning(self, shaped: Shaped, extract_day: date | None) -> Meaning:
        first, last = self.options.period_from, self.options.period_to
        if self.profile.kind == "period" and "postings" in shaped.frames:
            derived = period_of(shaped.frames["postings"]["period"]) or (None, None)
            first, last = (
                first or (derived[0] if last is None else last),
                last or (derived[1] if first is None else first),
            )
        elif shaped.period is not None and first is None and last is None:
            first, last = shaped.period
        scope = self.options.scope if self.options.scope is not None else shaped.scope
        return Meaning(self.profile.kind, extract_day, first, last, scope)

    def _missing(self, shaped: Shaped) -> list[pl.DataFrame]:
        """Required columns without a value; the rate has a check of its own."""
        import polars as pl

        out = []
        for name, frame in shaped.frames.items():
            lacking = frame.null_count().row(0, named=True)
            for column in TABLES[name].columns:
                if column.required and column.name != "rate_oere" and lacking.get(column.name):
                    empty = frame.filter(pl.col(column.name).is_null())["row_no"]
                    out.append(found(empty, rules.MISSING, column.name, column.label))
        return out

    def _checked(self, shaped: Shaped, columns: Columns, meaning: Meaning, body: pl.DataFrame) -> list[pl.DataFrame]:
        import polars as pl

        sums = sum_rows(columns.rows, [n for n in self._summed() if n in self.header.columns])
        private = [
            self.header.columns[f.name] for f in self.profile.fields if f.private and f.name in self.header.columns
        ]
        out = []
        period = (meaning.period_from, meaning.period_to)
        for i, (name, frame) in enumerate(shaped.frames.items()):
            rows = frame
            if private and shaped.members is None:
                told = body.select("row_no", __texts=pl.struct(private).hash(3))
                rows = frame.join(told, on="row_no", how="left", maintain_order="left")
            context = Context(
                name,
                rows,
                sums if i == 0 else sums.head(0),
                self.parameters,
                meaning.extract_day,
                (period[0], period[1]) if period[0] and period[1] else None,
                self.options.our_municipality,
                self.earlier,
            )
            out += run(context)
        return out

    def _summed(self) -> tuple[str, ...]:
        return self.profile.sum_fields or ((self.profile.amount,) if self.profile.amount else ())

    def _facts(
        self, frames: Mapping[str, pl.DataFrame], rejected: pl.Series
    ) -> tuple[dict[str, pl.DataFrame], pl.DataFrame]:
        """Facts of the accepted rows, and what the tables' schemas have to say of them."""
        import polars as pl

        facts, broken = {}, [found(pl.Series("row_no", [], dtype=pl.Int64), rules.SCHEMA)]
        for name, frame in frames.items():
            accepted = frame.filter(~pl.col("row_no").is_in(rejected.implode()))
            facts[name] = keep(accepted, TABLES[name], self.numbers)
            for (field,), rows in misfits(facts[name], TABLES[name]).group_by("field"):
                broken.append(found(rows["row_no"], rules.SCHEMA, str(field), _label(name, str(field))))
        return facts, pl.concat(broken)

    def _of_file(self, amount_oere: int) -> list[pl.DataFrame]:
        out = []
        if self.header.unknown:
            out.append(of_file(rules.UNKNOWN_COLUMN))
        before = abs(self.earlier.amount_oere)
        now = abs(amount_oere)
        if self.profile.amount and before and now and (now >= _SLIP * before or before >= _SLIP * now):
            out.append(
                of_file(rules.UNIT_SLIP, self.profile.amount, self.profile.field(self.profile.amount).label.lower())
            )
        return out

    def _values(self) -> dict[str, dict[str, str]]:
        earlier = self.remembered.get("values", {})
        values = {
            column: {str(k): str(v) for k, v in texts.items()}
            for column, texts in earlier.items()
            if isinstance(texts, Mapping)
        }
        for column, texts in self.options.values.items():
            values[column] = values.get(column, {}) | dict(texts)
        return values


def _label(table: str, field: str) -> str:
    try:
        return TABLES[table].column(field).label
    except KeyError:
        return field


def _rejects(findings: list[pl.DataFrame]) -> pl.Series:
    import polars as pl

    parts = [part.filter(pl.col("severity") == "reject")["row_no"] for part in findings if part.height]
    return pl.concat(parts).drop_nulls().unique() if parts else pl.Series("row_no", [], dtype=pl.Int64)


def _members(rejected: pl.Series, shaped: Shaped) -> pl.Series:
    """The rejected file rows: where several make one grant they stand or fall together."""
    import polars as pl

    if shaped.members is None:
        return rejected
    fallen = shaped.members.filter(pl.col("of").is_in(rejected.implode()))["row_no"]
    return pl.concat([rejected, fallen.cast(pl.Int64)]).unique()
