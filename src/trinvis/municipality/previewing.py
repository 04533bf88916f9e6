"""What would become of a file, before anything is kept: its meaning, its rows and øre, what it changes, and what it must be asked."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import polars as pl

from trinvis.intake import SOURCES, Read, ReadOptions, Unreadable
from trinvis.intake.formats import remedies
from trinvis.intake.grid import Grid, grids
from trinvis.intake.header import find_header
from trinvis.intake.opening import open_header
from trinvis.municipality.receiving import Incoming, Step, no_step, reading
from trinvis.municipality.recognising import recognised, taught
from trinvis.tables import TABLES

if TYPE_CHECKING:
    from trinvis.intake.header import Header
    from trinvis.intake.profile import Profile
    from trinvis.municipality.house import House
    from trinvis.workspace import Delivery, ImportSession

State = Literal["ready", "asks", "refused"]
MOST_WORDS = 60
"""Unknown words of a column that are asked about at a time."""
_WORD_RULES = ("T002", "T004", "T005")
_OPTION = re.compile(r"--([a-z]+(?:-[a-z]+)*)")
_OF_PERSONS = frozenset({"grants", "children"})
"""Tables whose extract must have a day: what is known of a child depends on it."""


@dataclass(frozen=True)
class Heading:
    """A heading of the file and the column of ours that it is taken for; empty when it is taken for none."""

    text: str
    column: str


@dataclass(frozen=True)
class Found:
    """What a rule found: rows and the øre of those rows; None when it cannot be read of any of them."""

    severity: str
    code: str
    field: str
    message: str
    remedy: str
    rows: int
    amount_oere: int | None


@dataclass(frozen=True)
class Words:
    """Words of a column that mean nothing to us yet, with the number of rows, and the codes they may be."""

    column: str
    label: str
    texts: tuple[tuple[str, int], ...]
    choices: tuple[tuple[str, str], ...]
    left_out: int = 0


@dataclass(frozen=True)
class Difference:
    """Rows of one table beside those that would be replaced: unchanged, new (or changed) and gone (or changed)."""

    table: str
    label: str
    same: int
    new: int
    gone: int


@dataclass(frozen=True)
class Replaced:
    """A delivery whose place this one takes, wholly or for some months."""

    delivery_id: str
    file_name: str
    accepted: int
    accepted_oere: int


@dataclass(frozen=True)
class Preview:
    """``state`` *asks*: ``asks`` names what the user must say first; *refused*: nothing can be made of the file (``sentence``)."""

    state: State
    file_name: str
    sentence: str = ""
    source: str = ""
    asks: tuple[str, ...] = ()
    kind: str = ""
    extract_day: str | None = None
    period_from: int | None = None
    period_to: int | None = None
    scope: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    found: tuple[Found, ...] = ()
    caveats: tuple[str, ...] = ()
    headings: tuple[Heading, ...] = ()
    lacking: tuple[tuple[str, ...], ...] = ()
    words: tuple[Words, ...] = ()
    sheets: tuple[str, ...] = ()
    replaced: tuple[Replaced, ...] = ()
    differences: tuple[Difference, ...] = ()
    same_file: bool = False
    behind: bool = False
    """A newer extract is in force: this one changes only what was known before that."""

    def to_json(self) -> bytes:
        """The preview as JSON; it may hold words of the file, and so is kept sealed."""
        return json.dumps(dataclasses.asdict(self), ensure_ascii=False).encode()

    @staticmethod
    def from_json(content: bytes) -> Preview:
        """The preview that ``to_json`` wrote."""
        kept = json.loads(content)
        parts: dict[str, Any] = {
            "found": tuple(Found(**one) for one in kept.pop("found")),
            "headings": tuple(Heading(**one) for one in kept.pop("headings")),
            "replaced": tuple(Replaced(**one) for one in kept.pop("replaced")),
            "differences": tuple(Difference(**one) for one in kept.pop("differences")),
            "words": tuple(
                Words(one["column"], one["label"], _pairs(one["texts"]), _pairs(one["choices"]), one["left_out"])
                for one in kept.pop("words")
            ),
            "lacking": tuple(tuple(group) for group in kept.pop("lacking")),
            **{name: tuple(kept.pop(name)) for name in ("asks", "caveats", "sheets")},
        }
        return Preview(**kept, **parts)


def _pairs(listed: Sequence[Sequence[Any]]) -> tuple[tuple[Any, Any], ...]:
    return tuple((first, second) for first, second in listed)


def preview(house: House, file: Incoming, *, step: Step = no_step, timeout: float = 0.0) -> Preview:
    """Read ``file`` as it would be received and say what would come of it; nothing is kept.

    What the user can answer or put right is a preview that *asks*, not an exception. Raises ``WorkspaceError``.
    """
    forms = house.journal.entries("form")
    source = file.source or recognised(file.content, forms)
    if source is None:
        return _without_source(file)
    step("read")
    with house.workspace.importing(timeout) as session:
        options = file.options or ReadOptions()
        remembered = taught(session.remembered(source), forms, source)
        told = {**{str(k): str(v) for k, v in remembered.get("headers", {}).items()}, **options.headers}
        try:
            made = reading(house, session, dataclasses.replace(file, source=source))
        except Unreadable as problem:
            return _asking(file, source, str(problem), told, options)
        step("compare")
        return _of(session, file, made, told)


def _without_source(file: Incoming) -> Preview:
    try:
        list(grids(file.content))
    except Unreadable as problem:
        return Preview("refused", file.file_name, str(problem))
    return Preview(
        "asks",
        file.file_name,
        "Overskrifterne ligner ingen kilde, Trinvis kender: vælg, hvad filen er.",
        asks=("source",),
    )


def _asking(file: Incoming, source: str, problem: str, told: Mapping[str, str], options: ReadOptions) -> Preview:
    """What can be put right by an answer; the option that the sentence names tells which."""
    asked = {name.replace("-", "_") for name in _OPTION.findall(problem)} - {"scope"}
    if "header" in asked or (source and asked == {"source"}):
        asked = {"headers"}
    if not asked:
        return Preview("refused", file.file_name, problem, source=source)
    profile, shown = SOURCES[source], tuple[Heading, ...]()
    lacking: tuple[tuple[str, ...], ...] = ()
    sheets: tuple[str, ...] = ()
    if "headers" in asked:
        shown, lacking = _headings(file.content, profile, told, options)
    if "sheet" in asked:
        sheets = tuple(grid.name for grid in grids(file.content))
    return Preview(
        "asks",
        file.file_name,
        problem,
        source=source,
        asks=tuple(sorted(asked)),
        headings=shown,
        lacking=lacking,
        sheets=sheets,
    )


def _headings(
    content: bytes, profile: Profile, told: Mapping[str, str], options: ReadOptions
) -> tuple[tuple[Heading, ...], tuple[tuple[str, ...], ...]]:
    """The headings of the likeliest header row, and the groups of columns that the source needs and lacks."""
    best: tuple[int, Header] | None = None
    candidates: list[Grid] = list(grids(content, options.sheet))
    for grid in candidates:
        header = find_header(grid, profile, told)
        if header is not None and (best is None or header.score > best[0]):
            best = (header.score, header)
    if best is not None:
        return _mapped(best[1]), best[1].lacking(profile)
    return tuple(Heading(_one_line(text), "") for text in _likeliest(candidates) if text), profile.needs


def _likeliest(candidates: Sequence[Grid]) -> tuple[str | None, ...]:
    """The row with most texts that are no numbers, among the first rows."""
    best: tuple[int, tuple[str | None, ...]] = (-1, ())
    for grid in candidates:
        for row in grid.cells.head(30).iter_rows():
            texts = sum(bool(text) and not str(text)[:1].isdigit() for text in row[1:])
            if texts > best[0]:
                best = (texts, row[1:])
    return best[1]


def _of(session: ImportSession, file: Incoming, made: Read, told: Mapping[str, str]) -> Preview:
    profile, means = SOURCES[made.source], made.meaning
    asks = []
    if means.kind == "snapshot" and means.extract_day is None and _OF_PERSONS & set(profile.tables):
        asks.append("extract_day")
    if means.kind == "period" and means.period_from is None:
        asks.append("period")
    header = None if profile.reads else open_header(file.content, profile, told, file.options or ReadOptions())
    replaced = session.replaced(made)
    caveats = session.warnings(made, file.content)
    return Preview(
        "asks" if asks else "ready",
        file.file_name,
        source=made.source,
        asks=tuple(asks),
        kind=means.kind,
        extract_day=None if means.extract_day is None else means.extract_day.isoformat(),
        period_from=means.period_from,
        period_to=means.period_to,
        scope=means.scope,
        counts=dataclasses.asdict(made.counts),
        found=_found(made.findings),
        caveats=tuple(caveat.message for caveat in caveats),
        headings=() if header is None else _mapped(header),
        words=() if header is None else _words(made, header, profile),
        replaced=tuple(_taken(one) for one in replaced),
        differences=_differences(session, made, replaced),
        same_file=any(caveat.code == "same_file" for caveat in caveats),
        behind=means.kind == "snapshot" and any(caveat.code == "older_extract" for caveat in caveats),
    )


def _mapped(header: Header) -> tuple[Heading, ...]:
    """The headings that are taken and those that nobody knows; not those that the source is known to have and we do not use."""
    placed = {column: name for name, column in header.columns.items()}
    head = header.head.row(0)[1:]
    return tuple(
        Heading(_one_line(text), placed.get(f"c{i}", ""))
        for i, text in enumerate(head)
        if text and (f"c{i}" in placed or f"c{i}" in header.unknown)
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _taken(delivery: Delivery) -> Replaced:
    counts = delivery.counts
    return Replaced(
        delivery.id, delivery.file_name, int(counts.get("accepted", 0)), int(counts.get("accepted_oere", 0))
    )


def _found(findings: pl.DataFrame) -> tuple[Found, ...]:
    """The findings by rule: how many rows, and their øre; what rejects comes first."""
    what = remedies()
    grouped = (
        findings.with_columns(pl.col("field").fill_null(""))
        .group_by("severity", "code", "field", "message")
        .agg(
            rows=pl.col("row_no").n_unique(),
            amount_oere=pl.col("amount_oere").drop_nulls().sum(),
            known=pl.col("amount_oere").count(),
        )
        .sort(pl.col("severity") != "reject", -pl.col("rows").cast(pl.Int64), "code", "field")
    )
    return tuple(
        Found(
            row["severity"],
            row["code"],
            row["field"],
            row["message"],
            what.get(row["code"], ""),
            int(row["rows"]),
            int(row["amount_oere"]) if row["known"] else None,
        )
        for row in grouped.iter_rows(named=True)
    )


def _words(made: Read, header: Header, profile: Profile) -> tuple[Words, ...]:
    """The words of closed lists that nobody knows yet, column by column."""
    unknown = made.findings.filter(pl.col("code").is_in(_WORD_RULES))
    out = []
    for one in profile.fields:
        column = header.columns.get(one.name)
        if one.kind != "choice" or column is None:
            continue
        rows = unknown.filter(pl.col("field") == one.name)["row_no"].drop_nulls()
        counted = (
            header.body.filter(pl.col("row_no").is_in(rows.implode()) & pl.col(column).is_not_null())
            .group_by(text=pl.col(column))
            .agg(rows=pl.len())
            .sort("rows", "text", descending=[True, False])
        )
        if counted.height:
            texts = tuple((text, int(number)) for text, number in counted.head(MOST_WORDS).iter_rows())
            out.append(Words(one.name, one.label, texts, one.choices, max(0, counted.height - MOST_WORDS)))
    return tuple(out)


def _differences(session: ImportSession, made: Read, replaced: Sequence[Delivery]) -> tuple[Difference, ...]:
    """Row for row against what would be replaced; nothing when nothing is."""
    if not replaced:
        return ()
    out = []
    for name, frame in made.facts.items():
        columns = [c for c in frame.columns if c not in ("row_no", "delivery_id", "grant_id")]
        before = [facts[name] for one in replaced if name in (facts := session.facts(one))]
        old = pl.concat([one.select(columns) for one in before]) if before else frame.select(columns).clear()
        if name == "postings" and made.meaning.period_from is not None:
            last = made.meaning.period_to or made.meaning.period_from
            old = old.filter(pl.col("period").is_between(made.meaning.period_from, last))
        same = _in_both(frame.select(columns), old.cast(frame.select(columns).schema))
        out.append(Difference(name, TABLES[name].label, same, frame.height - same, old.height - same))
    return tuple(out)


def _in_both(first: pl.DataFrame, second: pl.DataFrame) -> int:
    """How many rows stand in both; a row that stands twice counts twice only where both have it twice."""
    counted = [
        frame.select(mark=pl.struct(pl.all()).hash(7)).group_by("mark").agg(n=pl.len()) for frame in (first, second)
    ]
    both = counted[0].join(counted[1], on="mark")
    return int(both.select(pl.min_horizontal("n", "n_right").sum()).item() or 0)
