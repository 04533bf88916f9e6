"""Texts of a column → typed values, with what could not be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from trinvis.intake import rules
from trinvis.intake.account_strings import read_accounts
from trinvis.intake.choice_words import codes, flags
from trinvis.intake.cpr import read_cpr
from trinvis.intake.date_forms import read_dates
from trinvis.intake.findings import found, of_file
from trinvis.intake.header import Header
from trinvis.intake.months import read_months
from trinvis.intake.number_forms import TwoReadings, read_integers, read_numbers
from trinvis.intake.profile import Field, Profile
from trinvis.intake.result import ReadOptions, Unreadable

if TYPE_CHECKING:
    import polars as pl

    from trinvis.parameters import Parameters


_COUNTS = frozenset(
    "persons total men women numerator denominator number patients rejected courses occupied_days sold_days".split()
)
"""Whole numbers that may be large; all others are years, steps, codes."""


@dataclass
class Columns:
    """The typed columns of a body, gathered field by field, with findings and the forms that were decided on."""

    rows: pl.DataFrame
    made: dict[str, pl.Series | pl.Expr] = field(default_factory=dict)
    """What ``rows`` is to have beside its own columns: all of it is put there at once."""
    findings: list[pl.DataFrame] = field(default_factory=list)
    forms: dict[str, str] = field(default_factory=dict)
    year: int | None = None


def read_columns(
    body: pl.DataFrame,
    header: Header,
    profile: Profile,
    options: ReadOptions,
    remembered: Mapping[str, Mapping[str, object]],
    parameters: Parameters,
    year: int | None,
) -> Columns:
    """Every field of the profile for every row of ``body`` (``row_no``, ``row_kind``, ``section`` and texts).

    Raises ``Unreadable`` where a column allows two readings and nobody has said which.
    """

    out = Columns(body.select("row_no", "row_kind", "section", "is_pool"), year=year)
    reader = _Reader(out, header, options, remembered, parameters)
    for one in profile.fields:
        column = header.columns.get(one.name)
        if column is None or body[column].null_count() == body.height:
            out.made |= _empty(one)
        else:
            reader.read(one, body[column])
    out.rows = out.rows.with_columns(**out.made)
    return out


def _empty(one: Field) -> dict[str, pl.Expr]:
    """The columns of a field that the file lacks or leaves blank."""
    import polars as pl

    integer: pl.DataType = pl.Int64()
    kinds: dict[str, pl.DataType] = {
        "oere": integer,
        "hundredths": integer,
        "integer": integer,
        "date": pl.Date(),
        "month": pl.Int32(),
        "flag": pl.Boolean(),
    }
    columns: dict[str, pl.DataType] = {one.name: kinds.get(one.kind, pl.String())}
    if one.kind == "choice":
        columns[f"{one.name}__text"] = pl.String()
    if one.kind == "account":
        columns |= dict.fromkeys(("account_key", "function", "grouping", "activity", "account_art"), pl.String())
        columns |= {"dranst": integer, "ownership": integer, "account_person": pl.Boolean()}
    if one.kind == "identifier" and one.number == "child":
        columns |= {"birth": pl.Date(), "is_cpr": pl.Boolean()}
    return {name: pl.lit(None, dtype=dtype) for name, dtype in columns.items()}


@dataclass
class _Reader:
    out: Columns
    header: Header
    options: ReadOptions
    remembered: Mapping[str, Mapping[str, object]]
    parameters: Parameters

    def read(self, one: Field, texts: pl.Series) -> None:
        if one.municipality:
            self._municipality(one, texts)
        elif one.kind in ("oere", "hundredths", "integer"):
            self._number(one, texts)
        elif one.kind == "date":
            self._date(one, texts)
        elif one.kind == "month":
            values, bad = read_months(texts, self.out.year)
            self._put(one, values, bad)
        elif one.kind == "choice":
            self._choice(one, texts)
        elif one.kind == "flag":
            values, bad = flags(texts)
            self._put(one, values, bad)
        elif one.kind == "account":
            self._account(one, texts)
        elif one.kind == "identifier" and one.number == "child":
            self._child(one, texts)
        else:
            self._put(one, texts.str.replace_all(r"[\s\u{a0}]+", " ") if one.kind == "identifier" else texts, None)

    def _put(self, one: Field, values: pl.Series, bad: pl.Series | None) -> None:
        self.out.made[one.name] = values
        if bad is not None and bad.any():
            self._say(rules.UNREADABLE_LENIENT if one.lenient else rules.UNREADABLE, one, bad)

    def _say(self, rule: rules.Rule, one: Field, where: pl.Series) -> None:
        data = self.out.rows["row_kind"] == "data"
        self.out.findings.append(found(self.out.rows["row_no"].filter(where & data), rule, one.name, one.label))

    def _form(self, one: Field) -> str | None:
        form = self.remembered.get("forms", {}).get(one.name)
        return form if isinstance(form, str) else None

    def _number(self, one: Field, texts: pl.Series) -> None:
        scale = 100
        if one.kind == "oere":
            scale *= self.header.kroner_per_unit(one.name)
        if one.kind == "integer":
            read = read_integers(texts, 10**9 if one.name in _COUNTS else 9_999)
        else:
            try:
                read = read_numbers(
                    texts,
                    scale=scale,
                    spreadsheet=self.header.grid.spreadsheet,
                    remembered=self._form(one),
                    asked=self.options.number_form,
                    per_cent=one.unit == "%",
                )
            except TwoReadings:
                raise Unreadable(
                    f"Kolonnen '{self.header.headings[one.name]}' kan læses på to måder i alle rækker (1.234 er ettusind eller en komma to): "
                    "angiv --number-form da eller --number-form en."
                ) from None
        if read.form:
            self.out.forms[one.name] = read.form
        if scale > 100:
            self.out.findings.append(of_file(rules.IN_THOUSANDS))
        self._put(one, read.values, read.unreadable & ~read.too_large)
        if read.too_large.any():
            self._say(rules.TOO_LARGE, one, read.too_large)

    def _date(self, one: Field, texts: pl.Series) -> None:
        try:
            read = read_dates(texts, remembered=self._form(one), asked=self.options.date_form)
        except TwoReadings:
            raise Unreadable(
                f"Kolonnen '{self.header.headings[one.name]}' kan læses på to måder i alle rækker (03/04 er 3. april eller 4. marts): "
                "angiv --date-form dmy eller --date-form mdy."
            ) from None
        if read.form:
            self.out.forms[one.name] = read.form
        self._put(one, read.values, read.unreadable)

    def _choice(self, one: Field, texts: pl.Series) -> None:
        earlier = self.remembered.get("values", {}).get(one.name, {})
        told = {str(k): str(v) for k, v in earlier.items()} if isinstance(earlier, Mapping) else {}
        told |= dict(self.options.values.get(one.name, {}))
        values, unknown = codes(texts, one.name, one.choices, one.words, told)
        self.out.made |= {one.name: values, f"{one.name}__text": texts}
        if not unknown.any() or one.name in ("intervention_type", "placement_type"):
            return  # what an unknown type means is decided where the row is shaped
        self._say(rules.UNREADABLE_LENIENT if one.lenient else rules.UNKNOWN_CHOICE, one, unknown)

    def _account(self, one: Field, texts: pl.Series) -> None:
        read = read_accounts(texts)
        unreadable = read["unreadable"]
        self.out.made[one.name] = read["account"]
        for name in ("account_key", "function", "dranst", "ownership", "grouping", "activity"):
            self.out.made[name] = read[name]
        self.out.made |= {"account_art": read["art"], "account_person": read["person"]}
        if unreadable.any():
            self._say(rules.UNREADABLE_LENIENT if one.lenient else rules.ACCOUNT_UNREADABLE, one, unreadable)

    def _child(self, one: Field, texts: pl.Series) -> None:
        read = read_cpr(texts)
        self.out.made |= {one.name: read.identifier, "birth": read.birth, "is_cpr": read.is_cpr}
        if not read.is_cpr.all():
            pool = self.out.rows["is_pool"]
            self._say(rules.NOT_CPR, one, read.identifier.is_not_null() & ~read.is_cpr & ~pool)
        if read.hint.any():
            self._say(rules.CPR_HINT, one, read.hint)

    def _municipality(self, one: Field, texts: pl.Series) -> None:
        import polars as pl

        from trinvis.intake.municipalities import municipality_codes

        values, bad = municipality_codes(texts, self.parameters)
        self._put(one, values.cast(pl.Int64), bad)
