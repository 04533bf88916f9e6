"""Account strings in all the shapes that Danish ledgers write → nine digits and their parts.

The nine digits are main account 1, main function 2, function 2, dranst 1, grouping 3 (``528211003`` is 5.28.21, dranst 1,
grouping 003). Ten and sixteen digits have the ownership before the grouping, and hovedart and art last (Budget- og
regnskabssystem for kommuner 2.0). A Prisme string is profit centre – nine digits – activity – art with a suffix such as
``CPR`` where the posting must carry a person – project and so on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

_PRISME = r"^(?:[0-9A-Za-z]*-)([0-9]{9})-([0-9]*)-([0-9]*)([A-Za-z]*)(?:-.*)?$"
_PRISME_SHORT = r"^(?:[0-9A-Za-z]*-)([0-9]{9})-([0-9]*)-([0-9]{4,})$"
_DOTTED = r"^0?([0-9])[. ]([0-9]{2})[. ]([0-9]{2})(?:[. -]([0-9]))?(?:[. -]([0-9]))??(?:[. -]([0-9]{3}))?(?:[. -]([0-9])[.]?([0-9])([0-9])?)?$"
_DOTTED_GROUPING = r"^0?([0-9])[. ]([0-9]{2})[. ]([0-9]{2})[. -]([0-9]{3})$"

_PERSON = r"^(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}-?\d{4}$"
"""A personal number in the account column: no account of ten digits looks so, and it must not be kept as one."""

SHAPES = (
    ("16 digits", "Seksten cifre: som ti cifre, art til sidst", "5282110030000047"),
    ("10 digits", "Ti cifre med ejerforhold", "5282111003"),
    ("9 digits", "Ni cifre", "528211003"),
    ("dotted", "Punkteret, med eller uden dranst, ejerforhold, gruppering og art", "5.28.21.1.003"),
    ("function", "Funktion alene (budget)", "52821"),
    ("prisme", "Prisme-streng: profitcenter-konto-aktivitet-art", "01005-528211003-060601-529CPR---"),
)
"""Code, Danish name and an example of each shape that is read."""


@dataclass(frozen=True)
class _Parts:
    key: pl.Expr
    function: pl.Expr
    dranst: pl.Expr
    ownership: pl.Expr
    grouping: pl.Expr
    art: pl.Expr
    activity: pl.Expr
    person: pl.Expr
    shape: pl.Expr


def read_accounts(texts: pl.Series) -> pl.DataFrame:
    """The parts of each account string, one row per value, all null where the value is blank or no account.

    Columns: ``account`` (the text, blanks tidied), ``account_key`` (nine digits; null when dranst or grouping is lacking),
    ``function`` (*5.28.21*), ``dranst`` (Int64), ``ownership`` (Int64), ``grouping`` (three digits), ``art`` (*4.7*),
    ``activity``, ``person`` (Boolean: the string demands a person), ``shape``, ``unreadable`` (Boolean).
    """
    import polars as pl

    distinct = texts.unique().drop_nulls().alias("text").to_frame()
    tidy = pl.col("text").str.replace_all(r"[\s\u{a0}]+", " ").str.replace_all(r"[–—]", "-").str.strip_chars()
    tidy = tidy.str.replace(r"^([0-9]{8,16})\.0+$", "${1}").str.replace(r"^([0-9]{8})$", "0${1}")
    frame = distinct.with_columns(tidy=pl.when(~tidy.str.contains(_PERSON)).then(tidy))
    read, left = [], frame
    for shape in (_prisme, _prisme_short, _sixteen, _ten, _nine, _dotted, _dotted_grouping, _function_alone):
        parts = _read_as(left, shape())
        read.append(parts.filter(pl.col("shape").is_not_null()))
        left = left.filter(parts["shape"].is_null())
        if left.is_empty():
            break
    if not left.is_empty():
        read.append(_read_as(left, _nothing()).with_columns(account=pl.lit(None, dtype=pl.String)))
    looked_up = pl.concat(read).with_columns(unreadable=pl.col("shape").is_null())
    joined = texts.alias("text").to_frame().join(looked_up, on="text", how="left", maintain_order="left")
    return joined.drop("text").with_columns(pl.col("unreadable").fill_null(False))


def _read_as(frame: pl.DataFrame, parts: _Parts) -> pl.DataFrame:
    """``text`` and the parts of each string as one shape reads it; ``shape`` is null where it does not fit."""
    import polars as pl

    return frame.select(
        "text",
        account=pl.col("tidy"),
        account_key=parts.key.cast(pl.String),
        function=parts.function.cast(pl.String),
        dranst=parts.dranst.cast(pl.Int64),
        ownership=parts.ownership.cast(pl.Int64),
        grouping=parts.grouping.cast(pl.String),
        art=parts.art.cast(pl.String),
        activity=parts.activity.cast(pl.String),
        person=parts.person.cast(pl.Boolean),
        shape=parts.shape.cast(pl.String),
    )


def _nothing() -> _Parts:
    """No shape: every part is null."""
    import polars as pl

    none = pl.lit(None)
    return _Parts(none, none, none, none, none, none, none, none, none)


def _sixteen() -> _Parts:
    return _digits(16)


def _ten() -> _Parts:
    return _digits(10)


def transposed(account_key: pl.Expr, functions: list[str]) -> pl.Expr:
    """The known function (*5.28.21*) that two neighbouring digits of an unknown one give when they change places; else null.

    ``functions`` are five digits (``52821``). ``582211009`` → *5.28.21*: seen in the configuration of a real case system.
    """
    import polars as pl

    head = account_key.str.slice(0, 5)
    out: pl.Expr = pl.lit(None, dtype=pl.String)
    for i in range(4):
        swapped = pl.concat_str(
            head.str.slice(0, i), head.str.slice(i + 1, 1), head.str.slice(i, 1), head.str.slice(i + 2)
        )
        hit = swapped.is_in(functions) & ~head.is_in(functions)
        out = pl.when(hit & out.is_null()).then(dotted_function(swapped)).otherwise(out)
    return out


def dotted_function(digits: pl.Expr) -> pl.Expr:
    """``52821…`` → ``5.28.21``."""
    import polars as pl

    return pl.concat_str(digits.str.slice(0, 1), digits.str.slice(1, 2), digits.str.slice(3, 2), separator=".")


def _from_nine(
    key: pl.Expr, art: pl.Expr, activity: pl.Expr, person: pl.Expr, ownership: pl.Expr, shape: str
) -> _Parts:
    import polars as pl

    return _Parts(
        key,
        dotted_function(key),
        key.str.slice(5, 1),
        ownership,
        key.str.slice(6, 3),
        art,
        activity,
        person,
        pl.when(key.is_not_null()).then(pl.lit(shape)),
    )


def _prisme() -> _Parts:
    import polars as pl

    groups = pl.col("tidy").str.extract_groups(_PRISME)
    digits = groups.struct.field("3")
    art = pl.when(digits.str.len_chars() == 3).then(_art(digits))
    activity = groups.struct.field("2")
    return _from_nine(
        groups.struct.field("1"),
        art,
        pl.when(activity != "").then(activity),
        groups.struct.field("4").str.to_uppercase() == "CPR",
        pl.lit(None),
        "prisme",
    )


def _prisme_short() -> _Parts:
    """A string whose third part is not three digits: account and activity are read, the art is not guessed."""
    import polars as pl

    groups = pl.col("tidy").str.extract_groups(_PRISME_SHORT)
    return _from_nine(
        groups.struct.field("1"), pl.lit(None), groups.struct.field("2"), pl.lit(False), pl.lit(None), "prisme"
    )


def _digits(length: int) -> _Parts:
    import polars as pl

    text = pl.col("tidy").str.extract(rf"^([0-9]{{{length}}})$")
    key = pl.concat_str(text.str.slice(0, 6), text.str.slice(7, 3))
    art = _art(text.str.slice(14, 2)) if length == 16 else pl.lit(None)
    return _from_nine(key, art, pl.lit(None), pl.lit(False), text.str.slice(6, 1), f"{length} digits")


def _nine() -> _Parts:
    import polars as pl

    key = pl.col("tidy").str.extract(r"^([0-9]{9})$")
    return _from_nine(key, pl.lit(None), pl.lit(None), pl.lit(False), pl.lit(None), "9 digits")


def _dotted() -> _Parts:
    import polars as pl

    groups = pl.col("tidy").str.extract_groups(_DOTTED)
    part = groups.struct.field
    function = pl.concat_str(part("1"), part("2"), part("3"), separator=".")
    dranst, ownership, grouping = part("4"), part("5"), part("6")
    return _Parts(
        pl.concat_str(part("1"), part("2"), part("3"), dranst, grouping),
        function,
        dranst,
        ownership,
        grouping,
        pl.concat_str(part("7"), part("8"), separator="."),
        pl.lit(None),
        pl.lit(False),
        pl.when(function.is_not_null()).then(pl.lit("dotted")),
    )


def _function_alone() -> _Parts:
    """*52821*: a function and nothing more."""
    import polars as pl

    digits = pl.col("tidy").str.extract(r"^([0-9]{5})$")
    nothing = pl.lit(None)
    shape = pl.when(digits.is_not_null()).then(pl.lit("function"))
    return _Parts(nothing, dotted_function(digits), nothing, nothing, nothing, nothing, nothing, pl.lit(False), shape)


def _dotted_grouping() -> _Parts:
    """*5.28.21.003*: a grouping without dranst names no account of nine digits."""
    import polars as pl

    groups = pl.col("tidy").str.extract_groups(_DOTTED_GROUPING)
    part = groups.struct.field
    function = pl.concat_str(part("1"), part("2"), part("3"), separator=".")
    nothing = pl.lit(None)
    return _Parts(
        nothing,
        function,
        nothing,
        nothing,
        part("4"),
        nothing,
        nothing,
        pl.lit(False),
        pl.when(function.is_not_null()).then(pl.lit("dotted")),
    )


def _art(digits: pl.Expr) -> pl.Expr:
    import polars as pl

    return pl.concat_str(digits.str.slice(0, 1), digits.str.slice(1, 1), separator=".")
