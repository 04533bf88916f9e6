"""What stands in the answer cells of a survey: numbers, estimates in words, ratings, *ikke relevant*, nothing at all.

Zeros and *ikke relevant* that were averaged together are the likely reason for the widest intervals of seed 002 (lines
10017-10049); here each keeps its own kind, and what cannot be told apart is handed back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from trinvis.intake.headings import compact
from trinvis.intake.number_forms import read_numbers

if TYPE_CHECKING:
    import polars as pl

State = Literal["value", "estimate", "not_applicable", "no_answer"]

_NOT_APPLICABLE = frozenset(
    ("ikkerelevant", "irrelevant", "na", "ikkeaktuelt", "ikkeaktuel", "notapplicable", "harikketilbuddet")
)
_NO_ANSWER = frozenset(("", "ikkebesvaret", "ubesvaret", "intetsvar", "uoplyst", "noanswer", "blank"))
_DONT_KNOW = frozenset(("vedikke", "kenderikke", "dontknow"))
_RATINGS = {
    **dict.fromkeys(("store", "stor", "stort", "storeproblemer", "stortpotentiale", "large"), "large"),
    **dict.fromkeys(("mindre", "lille", "smaa", "mindreproblemer", "mindrepotentiale", "small"), "small"),
    **dict.fromkeys(("ingen", "intet", "ingenproblemer", "intetpotentiale", "none"), "none"),
    **dict.fromkeys(_DONT_KNOW, "dont_know"),
}
_YES_NO = {**dict.fromkeys(("ja", "yes", "1"), 100), **dict.fromkeys(("nej", "no", "0"), 0)}
_ESTIMATE = re.compile(
    r"^(?:ca\.?|cirka|skøn(?:net|nes)?:?|skønsmæssigt|omkring|~)\s*|\s*[(\[]?\s*(?:skøn|skønnet|ca\.?)\s*[)\]]?$", re.I
)
_MEASURE = re.compile(r"\s*(?:procent|pct\.?|dage?|døgn|timer?|årsværk|personer|stk\.?)$", re.IGNORECASE)
_EITHER = r"^-?[0-9]{1,3}(?:[.,][0-9]{3})$"


@dataclass(frozen=True)
class Values:
    """``frame``: ``value`` (hundredths), ``rating`` and ``state`` of each row. The rest says which rows cannot stand: ``texts`` for
    numbers, numbers of ``other_form`` than the column's, ``two_forms`` where the column mixes forms, ``too_large`` numbers;
    ``in_words`` are estimates that were told from the text and do stand.
    """

    frame: pl.DataFrame
    texts: pl.Series
    other_form: pl.Series
    two_forms: pl.Series
    too_large: pl.Series
    in_words: pl.Series


@dataclass(frozen=True)
class _Cell:
    number: str | None = None
    value: int | None = None
    rating: str | None = None
    state: State = "value"
    text: bool = False
    in_words: bool = False


def read_values(answers: pl.Series, units: pl.Series, *, spreadsheet: bool, asked: str | None) -> Values:
    """Answers as texts with the code of what each is answered in; ``asked`` is the user's number form.

    Raises ``number_forms.TwoReadings`` where every number of the column can be read in two ways.
    """
    import polars as pl

    cells = [_cell(text or "", unit or "") for text, unit in zip(answers, units, strict=True)]
    numbers = pl.Series("number", [cell.number for cell in cells], dtype=pl.String)
    read = read_numbers(numbers, scale=100, spreadsheet=spreadsheet, remembered=None, asked=asked)
    other = read.unreadable & ~read.too_large & _reads_otherwise(numbers, read.form)
    doubtful = numbers.str.contains(_EITHER).fill_null(False) & other.any() & ~read.unreadable
    whole = pl.Series("whole", [cell.value for cell in cells], dtype=pl.Int64)
    return Values(
        frame=pl.DataFrame(
            {
                "value": pl.select(pl.coalesce(whole, read.values)).to_series(),
                "rating": pl.Series([cell.rating for cell in cells], dtype=pl.String),
                "state": pl.Series([cell.state for cell in cells], dtype=pl.String),
            }
        ),
        texts=pl.Series([cell.text for cell in cells], dtype=pl.Boolean) | (read.unreadable & ~other & ~read.too_large),
        other_form=other,
        two_forms=doubtful,
        too_large=read.too_large,
        in_words=pl.Series([cell.in_words for cell in cells], dtype=pl.Boolean),
    )


def _cell(text: str, unit: str) -> _Cell:
    word = compact(text)
    if word in _NOT_APPLICABLE:
        return _Cell(state="not_applicable")
    if word in _NO_ANSWER:
        return _Cell(state="no_answer")
    if unit == "rating":
        return _Cell(rating=_RATINGS.get(word), text=word not in _RATINGS)
    if word in _DONT_KNOW:
        return _Cell(state="no_answer")
    if unit == "yes_no":
        return _Cell(value=_YES_NO.get(word), text=word not in _YES_NO)
    number = _ESTIMATE.sub("", text.strip()).strip()
    estimated = number != text.strip()
    number = _MEASURE.sub("", number).strip()
    if not re.search(r"[0-9]", number):
        return _Cell(text=True)
    return _Cell(number=number, state="estimate" if estimated else "value", in_words=estimated)


def _reads_otherwise(numbers: pl.Series, form: str) -> pl.Series:
    """Which texts are numbers in the other of the two forms."""
    import polars as pl

    if form not in ("da", "en"):
        return pl.repeat(False, numbers.len(), dtype=pl.Boolean, eager=True)
    danish = r"^[-−(]*(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+),[0-9]+[-)]*$"
    english = r"^[-−(]*(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)\.[0-9]+[-)]*$"
    return numbers.str.contains(english if form == "da" else danish).fill_null(False)
