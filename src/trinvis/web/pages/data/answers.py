"""The questions a preview leaves, as fields to fill in, and what was filled in as what is said of the file."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from trinvis.intake import SOURCES
from trinvis.municipality.previewing import Preview
from trinvis.presentation.arrivals import source_label
from trinvis.reports import danish
from trinvis.web.moment import WrongMoment, parse_day
from trinvis.web.pages.data.said import Said

_T = TypeVar("_T")
NUMBER_FORMS = (("da", "1.234,56: komma er decimaltegn"), ("en", "1,234.56: punktum er decimaltegn"))
DATE_FORMS = (("dmy", "dag/måned/år: 03/04 er 3. april"), ("mdy", "måned/dag/år: 03/04 er 4. marts"))


@dataclass(frozen=True)
class Choice:
    """One field: its name in the form, label, hint, value, and what may be chosen (nothing: it is typed)."""

    name: str
    label: str
    value: str = ""
    options: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    must: bool = False
    empty: str = "Vælg"
    wrong: str = ""
    """Why what was typed cannot be used."""


class WrongAnswers(ValueError):
    """``fields``: the name of a field → why what stands there cannot be used, in one Danish sentence."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__(" ".join(fields.values()))
        self.fields = dict(fields)


@dataclass(frozen=True)
class Choices:
    """``questions`` must be answered; ``headings`` and ``words`` are taught once; ``meaning`` may be put right."""

    questions: tuple[Choice, ...]
    headings: tuple[Choice, ...]
    words: tuple[tuple[str, tuple[Choice, ...]], ...]
    meaning: tuple[Choice, ...]
    lacking: tuple[str, ...] = ()

    @property
    def meaning_wrong(self) -> bool:
        """Whether a field about the meaning must be put right."""
        return any(one.wrong for one in self.meaning)

    @property
    def headings_wrong(self) -> bool:
        """Whether a heading's column must be put right."""
        return any(one.wrong for one in self.headings)

    def as_typed(self, post: Mapping[str, Any], wrong: Mapping[str, str]) -> Choices:
        """The fields with what was typed in them, and beside each what is wrong with it."""

        def typed(choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
            return tuple(
                dataclasses.replace(one, value=str(post.get(one.name, one.value)), wrong=wrong.get(one.name, ""))
                for one in choices
            )

        return dataclasses.replace(
            self,
            questions=typed(self.questions),
            headings=typed(self.headings),
            words=tuple((label, typed(choices)) for label, choices in self.words),
            meaning=typed(self.meaning),
        )


def choices_of(made: Preview, said: Said, token: str) -> Choices:
    """The fields for a file."""
    asks = set(made.asks)
    fields = {
        "source": Choice(f"{token}-source", "Hvad filen er", said.source or made.source, sources(), must="source" in asks),
        "extract_day": Choice(
            f"{token}-extract_day", "Dagen, udtrækket er fra", _day(made.extract_day), (), "Skriv den som 30.09.2026.", "extract_day" in asks
        ),
        "period_from": Choice(f"{token}-period_from", "Første måned", _month(made.period_from), (), "Skriv den som 2026-09.", "period" in asks),
        "period_to": Choice(f"{token}-period_to", "Sidste måned", _month(made.period_to), (), "Skriv den som 2026-09.", "period" in asks),
        "scope": Choice(
            f"{token}-scope", "Omfang", said.options.scope if said.options.scope is not None else made.scope, (),
            "Den del, filen dækker, når en kilde leverer flere hver for sig.",
        ),
        "year": Choice(f"{token}-year", "År", str(said.options.year or ""), (), "Med fire cifre, fx 2026.", "year" in asks),
        "number_form": Choice(f"{token}-number_form", "Sådan skal tallene læses", said.options.number_form or "", NUMBER_FORMS, must="number_form" in asks),
        "date_form": Choice(f"{token}-date_form", "Sådan skal datoerne læses", said.options.date_form or "", DATE_FORMS, must="date_form" in asks),
        "sheet": Choice(f"{token}-sheet", "Arket, der skal hentes ind", said.options.sheet or "", tuple((s, s) for s in made.sheets), must="sheet" in asks),
        "known_from": Choice(
            f"{token}-known_from", "Kendt fra", _day(said.known_from.isoformat() if said.known_from else None), (),
            "Tom er i dag. En tidligere dag mærkes efterregistreret.",
        ),
    }  # fmt: skip
    order = {"period": ("period_from", "period_to")}
    questions = tuple(fields[name] for ask in made.asks for name in order.get(ask, (ask,)) if name in fields)
    meaning = ("source", "known_from", "scope")
    if made.kind == "snapshot":
        meaning = (*meaning, "extract_day")
    elif made.kind:
        meaning = (*meaning, "period_from", "period_to")
    return Choices(
        questions=questions,
        headings=_headings(made, said, token),
        words=_words(made, said, token),
        meaning=tuple(fields[name] for name in meaning if fields[name] not in questions) if made.kind else (),
        lacking=_lacking(made),
    )


def sources() -> tuple[tuple[str, str], ...]:
    """Every source and what users call it."""
    return tuple((name, source_label(name)) for name in SOURCES)


def _headings(made: Preview, said: Said, token: str) -> tuple[Choice, ...]:
    """A field per heading that nobody knows, or, when columns are lacking, that is not taken."""
    if made.source not in SOURCES:
        return ()
    taken = {one.column for one in made.headings if one.column}
    fields = SOURCES[made.source].fields
    return tuple(
        Choice(
            f"{token}-h-{i}",
            one.text,
            said.headers.get(one.text, ""),
            tuple((f.name, f.label) for f in fields if f.name not in taken or f.name == one.column),
            empty="Bruges ikke",
        )
        for i, one in enumerate(made.headings)
        if not one.column or one.text in said.headers
    )


def _words(made: Preview, said: Said, token: str) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
    out = []
    for words in made.words:
        told = said.values.get(words.column, {})
        out.append(
            (
                words.label,
                tuple(
                    Choice(
                        f"{token}-v-{words.column}-{i}",
                        text,
                        told.get(text, ""),
                        words.choices,
                        danish.count(rows, "række", "rækker"),
                        empty="Ved ikke",
                    )
                    for i, (text, rows) in enumerate(words.texts)
                ),
            )
        )
    return tuple(out)


def _lacking(made: Preview) -> tuple[str, ...]:
    if not made.lacking:
        return ()
    profile = SOURCES[made.source]
    return tuple(" eller ".join(profile.field(name).label for name in group[:3]) for group in made.lacking)


def answered(post: Mapping[str, Any], token: str, made: Preview, said: Said, today: date) -> Said:
    """What is said now; raises ``WrongAnswers``. Fields that the form lacks leave what was said."""
    options = said.options
    source = said.source
    wrong: dict[str, str] = {}

    def given(name: str) -> str | None:
        text = post.get(f"{token}-{name}")
        return None if text is None else str(text).strip()

    def parsed(name: str, parse: Callable[[str], _T], text: str) -> _T | None:
        try:
            return parse(text) if text else None
        except ValueError as error:
            wrong[f"{token}-{name}"] = str(error)
            return None

    if (chosen := given("source")) is not None and chosen != (made.source or ""):
        source = chosen if chosen in SOURCES else None
        options = dataclasses.replace(options, sheet=None)
    if (scope := given("scope")) is not None and scope != made.scope:
        options = dataclasses.replace(options, scope=scope)
    if (day := given("extract_day")) is not None and day != _day(made.extract_day):
        options = dataclasses.replace(options, extract_day=parsed("extract_day", _parsed_day, day))
    months = given("period_from"), given("period_to")
    if months not in ((None, None), (_month(made.period_from), _month(made.period_to))):
        begin, end = (
            parsed("period_from", _parsed_month, months[0] or ""),
            parsed("period_to", _parsed_month, months[1] or ""),
        )
        begin, end = begin or end, end or begin
        if begin is not None and end is not None and end < begin:
            wrong[f"{token}-period_to"] = "Perioden slutter, før den begynder."
        options = dataclasses.replace(options, period_from=begin, period_to=end)
    for name, allowed in (("number_form", NUMBER_FORMS), ("date_form", DATE_FORMS)):
        if (form := given(name)) is not None:
            options = dataclasses.replace(options, **{name: form if form in dict(allowed) else None})
    if (sheet := given("sheet")) is not None:
        options = dataclasses.replace(options, sheet=sheet or None)
    if (year := given("year")) is not None:
        options = dataclasses.replace(options, year=parsed("year", _parsed_year, year))
    known = said.known_from
    if (text := given("known_from")) is not None:
        known = parsed("known_from", _parsed_day, text)
        if known is not None and known > today:
            wrong[f"{token}-known_from"] = "Dagen ligger efter i dag: skriv i dag eller en tidligere dag."
    headers, twice = _told_headings(post, token, made, said)
    wrong |= twice
    if wrong:
        raise WrongAnswers(wrong)
    return dataclasses.replace(
        said,
        source=source,
        known_from=known,
        options=options,
        headers=headers,
        values=_told_words(post, token, made, said),
    )


def _told_headings(
    post: Mapping[str, Any], token: str, made: Preview, said: Said
) -> tuple[dict[str, str], dict[str, str]]:
    """Heading → column as told before and now, and the fields that name a column that another heading has."""
    headers = dict(said.headers)
    known = {f.name for f in SOURCES[made.source].fields} if made.source in SOURCES else set()
    places: dict[str, str] = {}
    for i, one in enumerate(made.headings):
        column = post.get(f"{token}-h-{i}")
        if column in known:
            headers[one.text] = str(column)
            places[one.text] = f"{token}-h-{i}"
        elif column == "":
            headers.pop(one.text, None)
    wrong = {}
    for text, column in headers.items():
        if list(headers.values()).count(column) > 1 and text in places:
            wrong[places[text]] = "To overskrifter har fået den samme kolonne."
    return headers, wrong


def _told_words(post: Mapping[str, Any], token: str, made: Preview, said: Said) -> dict[str, dict[str, str]]:
    values = {column: dict(texts) for column, texts in said.values.items()}
    for words in made.words:
        for i, (text, _) in enumerate(words.texts):
            code = post.get(f"{token}-v-{words.column}-{i}")
            if code in dict(words.choices):
                values.setdefault(words.column, {})[text] = str(code)
    return values


def _parsed_month(text: str) -> int:
    digits = text.replace("-", "")
    if not (digits.isascii() and digits.isdigit() and len(digits) == 6 and 1 <= int(digits[4:]) <= 12):
        raise ValueError("Måneden skal skrives som 2026-09.")
    return int(digits)


def _parsed_year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise ValueError("Året skal skrives med fire cifre, fx 2026.")
    return int(text)


def _parsed_day(text: str) -> date:
    try:
        return parse_day(text)
    except WrongMoment:
        raise ValueError("Det er ingen dato: skriv den som 30.09.2026.") from None


def _day(iso: str | None) -> str:
    return danish.day(date.fromisoformat(iso)) if iso else ""


def _month(month: int | None) -> str:
    return f"{month // 100}-{month % 100:02}" if month else ""
