"""*Nøgletal*: each key figure over its half-years or years, with what it is made of, and published series beside."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trinvis.calculations.staircase.direction import DIRECTIONS
from trinvis.calculations.staircase.key_figures import BESIDE
from trinvis.calculations.staircase.series import SHOWS
from trinvis.municipality.key_figures import NO_LIMIT, Figure, KeyFigures, ratio_of
from trinvis.municipality.key_figures_opened import denominator_unit, hundredths_of, numerator_unit, unit_of
from trinvis.presentation.drawn import Drawn
from trinvis.presentation.hidden_counts import HIDDEN
from trinvis.reports import danish
from trinvis.reports.charts.line_series import Line, LineBreak, Lines, lines_words
from trinvis.reports.charts.lines import lines_chart
from trinvis.reports.charts.svg import svg_of
from trinvis.reports.table import Cell, ReportColumn, ReportTable
from trinvis.tables.national import COUNTED_BY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from fractions import Fraction

    from trinvis.calculations.staircase.key_figures import Definition
    from trinvis.municipality.key_figures_published import Published

COLUMNS = (
    ReportColumn("figure", "Nøgletal"),
    ReportColumn("day", "Opgjort", "day"),
    ReportColumn("rate", "Tal"),
    ReportColumn("unit", "Enhed"),
    ReportColumn("numerator", "Tæller", missing=HIDDEN),
    ReportColumn("denominator", "Nævner", missing="kendes ikke"),
    ReportColumn("direction", "Retning", missing="–"),
    ReportColumn("counted_by", "Optalt"),
    ReportColumn("whose", "Formel"),
    ReportColumn("beside", "Ved siden af", on_screen=False),
    ReportColumn("value", "Tallet", "hundredths", on_screen=False),
    ReportColumn("counted", "Tælleren", "hundredths", on_screen=False),
    ReportColumn("counted_of", "Nævneren", "integer", on_screen=False),
    ReportColumn("first_day", "Vinduets første dag", "day", on_screen=False),
    ReportColumn("inhabitants_on", "Indbyggere talt", "day", on_screen=False),
    ReportColumn("caption", "Opgørelse", on_screen=False),
    ReportColumn("formula", "Formlen i ord", on_screen=False),
)


OVER_TIME = ("day", "rate", "numerator", "denominator", "counted_by")
"""Columns beside the picture of one figure."""


NO_COUNTS = ("median_days", "days")
"""What stands beside a figure and counts nobody."""


@dataclass(frozen=True)
class Seen:
    """The key figures with what all of their tables share: the names of the municipalities, the code of the own one (``home``).

    ``least_shown`` is 0 for who may see all.
    """

    made: KeyFigures
    names: Mapping[int, str]
    home: int
    synthetic: bool
    least_shown: int = 0

    def hides(self, one: Figure) -> bool:
        """Whether a figure counts so few children, or is of so few, that it may not be shown."""
        key, of_children = one.made, one.inhabitants is None
        if key.definition.counting == "spending":
            return False
        return self._few(key.numerator) or (of_children and self._few(key.denominator or 0))

    def beside(self, one: Figure) -> str:
        """``beside_words``; hidden as a whole where one of its counts is small, for the others would give it back."""
        counts = (value for name, value in one.made.beside.items() if name not in NO_COUNTS)
        small = one.made.definition.counting != "spending" and any(self._few(value or 0) for value in counts)
        return "" if self.hides(one) else HIDDEN if small else beside_words(one)

    def _few(self, count: int | Fraction) -> bool:
        return 0 < count < self.least_shown


def answer(made: KeyFigures) -> str:
    """The first line: what rises and what falls."""
    ways = {figure: made.way(figure) for figure in made.definitions}
    said = []
    for way, words in (("falling", "falder"), ("rising", "stiger"), ("stable", "er stabile")):
        names = [made.definitions[figure].name for figure, one in ways.items() if one == way]
        if names:
            said.append(
                f"{danish.count(len(names), 'nøgletal', 'nøgletal')} {'er stabilt' if words == 'er stabile' and len(names) == 1 else words}"
            )
    if not said:
        return f"Ingen nøgletal har en retning endnu pr. {danish.long_day(made.day)}."
    listed = ", ".join(said[:-1]) + (" og " if len(said) > 1 else "") + said[-1]
    return f"{listed[0].upper()}{listed[1:]} i kommunens egne tal til {danish.long_day(made.day)}."


def figures_table(seen: Seen, figure: str | None = None) -> ReportTable:
    """The newest of every figure, or with ``figure`` all days of one."""
    made = seen.made
    chosen = (
        [one for name in made.definitions if (one := made.newest(name)) is not None]
        if figure is None
        else list(made.figures.get(figure, ()))
    )
    rows, addresses = _rows(seen, chosen)
    title = f"Nøgletal, de nyeste til {danish.long_day(made.day)}" if figure is None else made.definitions[figure].label
    missing = [f"{made.definitions[name].label}: {why}" for name, why in made.missing.items() if figure in (None, name)]
    return ReportTable(
        name="key-figures",
        title=title,
        answer=answer(made),
        columns=COLUMNS,
        rows=tuple(rows),
        notes=(*missing, *notes(made)),
        facts=_facts(made),
        addresses=addresses,
        synthetic=seen.synthetic,
    )


def every_table(seen: Seen) -> ReportTable:
    """All days of all figures: for files and the terminal."""
    made = seen.made
    rows, addresses = _rows(seen, [one for found in made.figures.values() for one in found])
    missing = [f"{made.definitions[name].label}: {why}" for name, why in made.missing.items()]
    return ReportTable(
        name="key-figures",
        title=f"Nøgletal til {danish.long_day(made.day)}",
        answer=answer(made),
        columns=COLUMNS,
        rows=tuple(rows),
        notes=(*missing, *notes(made)),
        facts=_facts(made),
        addresses=addresses,
        synthetic=seen.synthetic,
    )


def notes(made: KeyFigures) -> tuple[str, ...]:
    """What stands below every table of key figures."""
    return (
        made.view.exclusions.sentence,
        "Indbyggere er talt ved udgangen af opgørelsesdagen, hvor det kendes, ellers senest før. Retning efter VIVE: højst 0,2 pr. 1.000 "
        "0-17-årige er stabilt, for udgifter højst 3 procentpoint i forholdet mellem trin 2-3 og 4-6; de andre har ingen grænse.",
        *(f"Nøgletal 11 har et brud i {one.year}: {one.reason}; retningen er fra {one.year}." for one in made.breaks),
        "Beskrivende: viser ikke årsag.",
    )


def _rows(seen: Seen, chosen: list[Figure]) -> tuple[list[dict[str, Cell]], dict[tuple[int, str], str]]:
    made = seen.made
    rows: list[dict[str, Cell]] = []
    addresses: dict[tuple[int, str], str] = {}
    for number, one in enumerate(chosen):
        key, definition = one.made, one.made.definition
        hidden = seen.hides(one)
        way = made.way(definition.figure)
        if not hidden and key.rate is not None:
            addresses[number, "rate"] = made.address(definition.figure, key.day)
            addresses[number, "denominator"] = made.address(definition.figure, key.day, "denominator")
        if not hidden and definition.counting != "placed_year":
            addresses[number, "numerator"] = made.address(definition.figure, key.day, "numerator")
        rows.append(
            {
                "figure": short_name(definition),
                "day": key.day,
                "rate": HIDDEN if hidden else rate_words(one),
                "unit": definition.unit,
                "numerator": None if hidden else _numerator_words(one),
                "denominator": _denominator_words(one, hidden=hidden),
                "direction": None if way is None else DIRECTIONS[way],
                "counted_by": dict(COUNTED_BY)[key.counted_by],
                "whose": "Trinvis' egen" if definition.ours else definition.whose,
                "beside": seen.beside(one),
                "first_day": key.first_day,
                "inhabitants_on": one.inhabitants.day if one.inhabitants else None,
                "caption": key.caption,
                "formula": definition.formula,
                "key": definition.figure,
                "value": None if hidden else hundredths_of(one),
                "counted": None if hidden else round(key.numerator * (1 if definition.counting == "spending" else 100)),
                "counted_of": None if hidden and one.inhabitants is None else key.denominator,
            }
        )
    return rows, addresses


def short_name(definition: Definition) -> str:
    """``2 Varighed af institutionsanbringelser``; whose formula it is stands beside."""
    return f"{definition.figure} {definition.name}" if definition.figure.isdigit() else definition.name


def rate_words(one: Figure) -> str:
    """The rate as it is written: kroner whole, others with up to two decimals."""
    value = hundredths_of(one)
    if value is None:
        return "–"
    if one.made.definition.counting == "spending":
        return danish.kroner(value)
    if unit_of(one) == "%":
        return danish.per_cent(value, 2)
    return danish.decimal(value, 100, 0 if one.made.definition.counting == "stays" else 2)


def _numerator_words(one: Figure) -> str:
    unit = numerator_unit(one)
    if unit == "kr.":
        return f"{danish.millions(int(one.made.numerator))} mio. kr."
    if one.made.definition.counting == "placed_year":
        return f"{danish.decimal(round(one.made.numerator * 100), 100, 1)} {unit}"
    return f"{danish.decimal(int(one.made.numerator))} {unit}"


def _denominator_words(one: Figure, *, hidden: bool) -> str | None:
    """None where it is not known; a denominator of inhabitants is public."""
    if not one.made.denominator:
        return None
    if hidden and one.inhabitants is None:
        return HIDDEN
    return f"{danish.decimal(one.made.denominator)} {denominator_unit(one)}"


def beside_words(one: Figure) -> str:
    """What stands beside a figure: its measures, median, and so on."""
    said = []
    for name, value in one.made.beside.items():
        if value is None or (name in ("unknown_age", "assumed_placed") and not value):
            continue
        if name.endswith("_oere"):
            said.append(f"{BESIDE[name]}: {danish.millions(int(value))} mio. kr.")
        else:
            said.append(f"{BESIDE[name]}: {danish.decimal(int(value))}")
    ratio = ratio_of(one.made)
    if ratio is not None:
        said.append(f"forhold trin 2-3 til trin 4-6: {danish.per_cent(round(ratio * 10_000))}")
    return "; ".join(said)


def _facts(made: KeyFigures) -> dict[str, Cell]:
    return {
        "as_of": made.basis.day,
        "to": made.day,
        "scheme": made.view.scheme,
        "choice": made.view.choice,
        "without": "+".join(sorted(made.view.without)),
        "program": made.basis.program,
    }


PUBLISHED_COLUMNS = (
    ReportColumn("figure", "Nøgletal"),
    ReportColumn("municipality", "Kommune"),
    ReportColumn("day", "Opgjort", "day"),
    ReportColumn("value", "Tal", "hundredths", missing="intet tal"),
    ReportColumn("unit", "Enhed"),
    ReportColumn("counted_by", "Optalt"),
    ReportColumn("shows", "Hvad serien kan bruges til"),
    ReportColumn("source", "Kilde"),
)


def published_table(seen: Seen) -> ReportTable | None:
    """The series that were received or typed in, of this and other municipalities; None without any."""
    found = seen.made.published
    rows: list[dict[str, Cell]] = [
        {
            "figure": one.series.definition.label,
            "municipality": name_of(seen, one),
            "day": day,
            "value": None if value is None or one.series.shows != "level" else round(value * 100),
            "unit": one.series.definition.unit,
            "counted_by": dict(COUNTED_BY)[one.series.counted_by],
            "shows": SHOWS[one.series.shows],
            "source": one.source,
        }
        for one in found
        for day, value in one.series.points
    ]
    if not rows:
        return None
    return ReportTable(
        name="published",
        title="Offentliggjorte og indtastede nøgletal, kommunens og andres",
        answer=f"{danish.count(len(found), 'serie', 'serier')} er modtaget eller indtastet.",
        columns=PUBLISHED_COLUMNS,
        rows=tuple(rows),
        notes=(
            "Serier med huller viser kun retning; en enkelt måling viser intet. De er aldrig blandet med kommunens egne tal.",
        ),
        synthetic=seen.synthetic,
    )


def name_of(seen: Seen, one: Published) -> str:
    """The municipality's name; the whole country is *Hele landet*."""
    return "Hele landet" if one.municipality == 0 else seen.names.get(one.municipality, f"Kommune {one.municipality}")


def lines_drawn(seen: Seen, figure: str) -> Drawn | None:
    """A key figure over its days, what is published of it and of the country beside it; None where it has no level."""
    made = seen.made
    own = made.series(figure)
    if own.shows != "level" or any(seen.hides(one) for one in made.figures[figure]):
        return None
    others = [
        one
        for one in made.published
        if one.series.definition.figure == figure and one.series.shows == "level" and one.municipality in (0, seen.home)
    ]
    days = sorted({day for day, _ in own.points} | {day for one in others for day, _ in one.series.points})
    scale = 100 if own.definition.counting == "spending" else 1

    def values(points: tuple[tuple[object, object], ...]) -> tuple:  # type: ignore[type-arg]
        at = dict(points)
        return tuple(at.get(day) for day in days)

    lines = [Line("Kommunen", "own", tuple(None if one is None else one / scale for one in values(own.points)))]
    lines += [
        Line(
            f"{name_of(seen, one)}, offentliggjort",
            "group" if one.municipality else "country",
            values(one.series.points),
        )
        for one in others
    ]
    picture = Lines(
        tuple(f"{danish.MONTHS[day.month - 1][:3]} {day.year}" for day in days),
        tuple(lines),
        _decimals(own.definition.counting),
        tuple(_breaks(made, days) if own.definition.counting == "spending" else ()),
    )
    title = f"Kommunen over tid, {own.definition.unit}"
    words = lines_words(picture)
    wide, narrow = (svg_of(lines_chart(picture, narrow=small), title=title, words=words) for small in (False, True))
    table = figures_table(seen, figure)
    return Drawn(title, wide, narrow, replace(table, columns=tuple(table.column(name) for name in OVER_TIME)))


def _breaks(made: KeyFigures, days: Sequence[date]) -> Iterator[LineBreak]:
    for one in made.breaks:
        before = next((place for place, day in enumerate(days) if day.year >= one.year), 0)
        if before:
            yield LineBreak(before, f"brud {one.year}")


def _decimals(counting: str) -> int:
    return 0 if counting in ("spending", "stays") else 1


def way_words(made: KeyFigures, figure: str) -> str:
    """The direction in words, or why there is none."""
    way = made.way(figure)
    return made.missing.get(figure, NO_LIMIT) if way is None else DIRECTIONS[way]
