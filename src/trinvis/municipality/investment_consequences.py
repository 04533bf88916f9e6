"""Consequence tables in the manner of SØM: of each consequence what it costs, who pays, and how much of it there is in year 0 … 10 after
a person entered, for those who succeed and those who do not.

SØM's own tables are not public: who may use them brings them, and their licence note goes with them. Nothing is filled in here.
A row that cannot be read is kept with the reason; accepted and rejected rows are all rows of the table.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from trinvis.intake.columns import Columns, read_columns
from trinvis.intake.opening import open_header
from trinvis.intake.profile import Field, Profile, Shaped
from trinvis.intake.result import ReadOptions, Unreadable
from trinvis.intake.row_kinds import tell_apart
from trinvis.municipality.investment_consequence_rows import Consequence, Rejected, Row, judged
from trinvis.parameters import Parameters

if TYPE_CHECKING:
    import polars as pl

    from trinvis.intake.header import Header
    from trinvis.intake.profile import Parsed

YEARS = 11
"""Year 0, in which a person enters, and the ten after it."""

PAYERS: tuple[tuple[str, str], ...] = (
    ("municipality", "Kommune"),
    ("partner", "Samarbejdskommune"),
    ("region", "Region"),
    ("state", "Stat"),
    ("citizen", "Borger"),
    ("other", "Andre"),
)
"""Kind of payer → what stands in the table."""
_PAYER_WORDS = {"kommunen": "municipality", "regionen": "region", "staten": "state", "borgeren": "citizen", "egen kommune": "municipality"}  # fmt: skip
LICENCE = "licens"
"""Begins the row that is the licence note."""
UNWRITTEN = "skriv her, hvem tabellen er fra, og hvad den må bruges til"
"""What the template says in its place."""
SCALE = 1_000_000
"""Quantities are kept with six decimals."""


def _year(number: int) -> Field:
    spelt = (f"t{number}", f"t = {number}", f"Mængde år {number}", f"Kvantum år {number}")
    return Field(f"year_{number}", "text", f"År {number}", spelt)


FIELDS = (
    Field("consequence", "text", "Konsekvens", ("konsekvenstype", "post", "konsekvenser")),
    Field("unit", "text", "Enhed", ("måleenhed",)),
    Field("payer", "choice", "Betaler", ("aktør", "hvem betaler", "sektor", "afsender"), choices=PAYERS, words=_PAYER_WORDS),
    Field("course", "text", "Forløb", ("tilstand", "udfald", "gruppe", "succes")),
    Field("price", "oere", "Pris pr. enhed", ("pris", "enhedspris", "enhedsomkostning")),
    Field("price_level", "integer", "Prisniveau", ("prisår", "pris-niveau")),
    *(_year(number) for number in range(YEARS)),
    Field("source", "text", "Kilde", ("kilder", "reference")),
)  # fmt: skip


def _no_facts(_: Parsed) -> Shaped:
    """A table of consequences is a part of a case: none of it is kept as facts."""
    return Shaped({})


TABLE = Profile(
    name="consequences",
    label="konsekvenstabel",
    meaning="Konsekvenser pr. person og år siden start, til en investeringscase.",
    kind="increment",
    tables=(),
    fields=FIELDS,
    needs=(("consequence",), ("payer",), ("course",), ("price",), ("year_0",)),
    keys=(("consequence",),),
    amount="price",
    shape=_no_facts,
)


@dataclass(frozen=True)
class Consequences:
    """A table read: ``rows`` = accepted + rejected, of the file ``file_name``. ``licence`` is its licence note, empty without one.

    ``warnings`` is what must be known of the whole file; ``unknown_columns`` are headings that nothing was read from.
    """

    file_name: str
    accepted: tuple[Consequence, ...]
    rejected: tuple[Rejected, ...]
    rows: int
    years: int
    licence: str
    warnings: tuple[str, ...] = ()
    unknown_columns: tuple[str, ...] = field(default=())

    @property
    def courses(self) -> tuple[str, ...]:
        """What the table calls those who succeed, those who do not, and any other state, in its own order."""
        return tuple(dict.fromkeys(one.course for one in self.accepted))


def consequences(
    content: bytes, file_name: str, *, price_level: int | None = None, options: ReadOptions | None = None
) -> Consequences:
    """A consequence table, .xlsx or .csv; ``price_level`` is that of rows without one of their own.

    Raises ``Unreadable`` (one Danish line) when it is no such table, or can be read in two ways and nobody said which.
    """
    options = options or ReadOptions()
    header = open_header(content, TABLE, options.headers, options)
    years = _years(header, file_name)
    body = tell_apart(header, TABLE)
    read = _columns(body, header, options)
    licence, notes = _licence(header, body)
    kinds = dict(read.rows.select("row_no", "row_kind").iter_rows())
    data = [no for no, kind in kinds.items() if kind == "data" and no not in notes]
    wrong: dict[int, set[str]] = {}
    for no, name, severity in _findings(read.findings):
        if severity == "reject":
            wrong.setdefault(no, set()).add(name)
    quantities, unread = _quantities(body, header, years, options)
    typed = {row["row_no"]: row for row in read.rows.iter_rows(named=True)}
    given = [Row(no, typed[no], quantities[no], frozenset(wrong.get(no, set()) | unread[no])) for no in data]
    accepted, rejected = judged(given, file_name, price_level)
    return Consequences(
        file_name, accepted, rejected, len(given), years, licence, _warnings(file_name, licence, kinds, notes), tuple(header.unknown.values())
    )  # fmt: skip


def _years(header: Header, file_name: str) -> int:
    """How many years the table has, from year 0 on."""
    there = [number for number in range(YEARS) if f"year_{number}" in header.columns]
    if there != list(range(len(there))):
        lacking = next(number for number in range(YEARS) if number not in there)
        raise Unreadable(
            f"{file_name}: kolonnen 'År {lacking}' mangler mellem de andre år; tilføj den, og skriv 0, hvor der intet er."
        )
    return len(there)


def _columns(body: pl.DataFrame, header: Header, options: ReadOptions) -> Columns:
    try:
        return read_columns(body, header, TABLE, options, {}, Parameters.shipped(), None)
    except Unreadable:  # the price is the one column that may be read in two ways
        raise Unreadable(
            "Priserne kan læses på to måder (1.234 er ettusind eller en komma to): skriv dem med to decimaler, 1.234,00."
        ) from None


def _findings(parts: list[pl.DataFrame]) -> list[tuple[int, str, str]]:
    return [
        (no, name, severity)
        for part in parts
        for no, name, severity in part.select("row_no", "field", "severity").iter_rows()
        if no is not None
    ]


def _quantities(
    body: pl.DataFrame, header: Header, years: int, options: ReadOptions
) -> tuple[dict[int, tuple[float | None, ...]], dict[int, set[str]]]:
    """Row → quantities by year (None: not there), and the years that hold no number; all years are read in one and the same form."""
    import polars as pl

    from trinvis.intake.number_forms import TwoReadings, read_numbers

    columns = [header.columns[f"year_{number}"] for number in range(years)]
    texts = pl.concat([body[column].cast(pl.String).alias("text") for column in columns])
    try:
        read = read_numbers(
            texts, scale=SCALE, spreadsheet=header.grid.spreadsheet, remembered=None, asked=options.number_form
        )
    except TwoReadings:
        raise Unreadable(
            "Mængderne kan læses på to måder (1.234 er ettusind eller en komma to): skriv dem med komma som decimaltegn."
        ) from None
    values, bad = read.values.to_list(), read.unreadable.to_list()
    out: dict[int, tuple[float | None, ...]] = {}
    unread: dict[int, set[str]] = {}
    for place, no in enumerate(body["row_no"].to_list()):
        of_years = range(place, len(values), body.height)
        out[no] = tuple(None if values[at] is None else values[at] / SCALE for at in of_years)
        unread[no] = {f"year_{year}" for year, at in enumerate(of_years) if bad[at]}
    return out, unread


def _licence(header: Header, body: pl.DataFrame) -> tuple[str, frozenset[int]]:
    """The licence note above or below the table, and the rows below that are it."""
    columns = ["row_no", *header.grid.columns]
    above = header.grid.cells.head(header.rows_above - 1).select(columns)
    said, notes = [], set()
    for no, *texts in [*above.iter_rows(), *body.select(columns).iter_rows()]:
        filled = [str(text) for text in texts if text]
        if filled and filled[0].casefold().startswith(LICENCE):
            notes.add(int(no))
            first = filled[0].partition(":")[2].strip()
            between = " " if header.grid.spreadsheet else f"{header.grid.name} "
            said.append(between.join(one for one in (first, *filled[1:]) if one))
    return " ".join(one for one in dict.fromkeys(said) if one and one != UNWRITTEN), frozenset(notes)


def _warnings(file_name: str, licence: str, kinds: dict[int, str], notes: frozenset[int]) -> tuple[str, ...]:
    out = []
    if not licence:
        out.append(
            f"{file_name} har ingen licensnote; skriv en række, der begynder med 'Licens:', med hvem tabellen er fra, og hvad den må bruges til."
        )
    passed = sum(1 for no, kind in kinds.items() if kind != "data" and no not in notes)
    if passed:
        out.append(f"{file_name}: {passed} rækker er titler, noter eller summer og er ikke læst som konsekvenser.")
    return tuple(out)
