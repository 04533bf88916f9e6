"""What a table is: columns with a kind, a unit, a Danish label and a rule for how private they are.

Everything that describes a format (documentation, import templates, checks, Parquet schema) is drawn from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import polars as pl

Kind = Literal["text", "choice", "date", "month", "oere", "hundredths", "integer", "flag", "account", "identifier"]
"""How a column is read and kept.

``date`` is kept as a Date ``x`` and beside it as an int32 day number ``x_day`` (days since 1970-01-01; engines have no
common date difference). ``month`` is an int32 ``yyyymm``. ``oere`` is whole øre, ``hundredths`` a quantity or a per cent
times 100, both int64. ``identifier`` is what points at somebody or something outside: see ``Number``.
"""

Number = Literal["child", "household", "provider", "staff", "key"]
"""What an identifier becomes before it is kept: a random number, or for ``key`` a keyed hash (text)."""


@dataclass(frozen=True)
class Column:
    """One column of a table.

    ``name`` is the fact's name in code, ``label`` the Danish heading. ``synonyms`` are further headings seen in real
    files. ``number`` says what an identifier is turned into: the kept column is then ``name`` itself (int64, or text for
    ``key``). ``private`` columns are free text or names: they never stand in the facts but in the encrypted texts.
    """

    name: str
    kind: Kind
    label: str
    meaning: str
    unit: str = ""
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    number: Number | None = None
    private: bool = False
    example: str = ""
    synonyms: tuple[str, ...] = ()
    in_file: bool = True
    """False for what Trinvis derives itself (for example a birth month): not in templates, not asked for."""


@dataclass(frozen=True)
class Table:
    """A fact table: its code name, Danish name, what one row is, and its columns."""

    name: str
    label: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()

    def column(self, name: str) -> Column:
        """The column of that name; ``KeyError`` when the table has none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name}.{name}")

    def facts(self) -> dict[str, pl.DataType]:
        """Name → Polars type of the kept facts, in order, ``delivery_id`` and ``row_no`` first; private columns left out."""
        import polars as pl

        types: dict[str, pl.DataType] = {"delivery_id": pl.String(), "row_no": pl.Int64()}
        for column in self.columns:
            if column.private:
                continue
            if column.kind == "date":
                types[column.name] = pl.Date()
                types[f"{column.name}_day"] = pl.Int32()
            elif column.kind == "month":
                types[column.name] = pl.Int32()
            elif column.kind in ("oere", "hundredths", "integer"):
                types[column.name] = pl.Int64()
            elif column.kind == "flag":
                types[column.name] = pl.Boolean()
            elif column.kind == "identifier" and column.number != "key":
                types[column.name] = pl.Int64()
            else:
                types[column.name] = pl.String()
        return types

    def empty(self) -> pl.DataFrame:
        """A frame without rows in the shape of ``facts``."""
        import polars as pl

        return pl.DataFrame(schema=self.facts())

    def conform(self, frame: pl.DataFrame) -> pl.DataFrame:
        """``frame`` with exactly the columns of ``facts``: missing ones null, types cast, day numbers filled, others dropped."""
        import polars as pl

        out = []
        for name, dtype in self.facts().items():
            if name in frame.columns:
                out.append(pl.col(name).cast(dtype))
            elif name.endswith("_day") and name[:-4] in frame.columns:
                day = pl.col(name[:-4]).cast(pl.Date)
                out.append(day.cast(pl.Int32).alias(name))
            else:
                out.append(pl.lit(None, dtype=dtype).alias(name))
        return frame.select(out)
