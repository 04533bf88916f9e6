"""*Prognose*: where the year may end, in sentences and pictures. An interval is given only where it has been tested."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trinvis.calculations.forecast.simulate import PARTS
from trinvis.municipality.address import Address
from trinvis.municipality.forecast_opened import chance_of as chance_of_row
from trinvis.municipality.forecast_opened import variance_shares
from trinvis.presentation.drawn import Drawn, Said
from trinvis.reports import danish
from trinvis.reports.charts.fan import FanMonth, fan_chart
from trinvis.reports.charts.share_bars import share_bars
from trinvis.reports.charts.svg import svg_of
from trinvis.reports.charts.year_ends import year_ends_chart
from trinvis.reports.forecast_sentences import committee_sentence, forecast_answer, span
from trinvis.reports.table import Cell, ReportColumn, ReportTable

if TYPE_CHECKING:
    from trinvis.municipality.forecast_year import ForecastYear, Row

UNTESTED = "Usikkerheden er ikke prøvet på jeres egne tal, så der vises intet interval."
"""What stands in the interval's place."""
UNKNOWN = "Usikkerheden er ikke prøvet på kommunens egne tal og er derfor ikke vist."
FAILED = "Usikkerheden er prøvet på kommunens egne tal, men har ikke holdt og er derfor ikke vist."
"""What a committee is told instead."""
LEAST_SHARE = 100
"""Hundredths of a per cent of the variance: parts with less are one bar together."""
MOST_SAID = 2


OF_FOLLOW_UP = {"follow_up_oere": "forecast_oere", "frame_oere": "budget_oere"}
"""Figures that are the follow-up's own."""


def figure_address(made: ForecastYear, figure: str, area: str = "", part: str = "") -> str:
    """The address of a figure: of an area or the total, or of one of their parts; the follow-up's where it is its figure."""
    if figure not in OF_FOLLOW_UP:
        return made.address(figure, area, part)
    where = {"area": area} if area else {}
    return str(Address("follow-up", made.year, made.basis.name, OF_FOLLOW_UP[figure], where))


def chance_of(made: ForecastYear, row: Row) -> int | None:
    """The chance of breaking the frame in hundredths of a per cent; None without a frame or an interval that is drawn."""
    return chance_of_row(row) if made.is_drawn(row.area) else None


def why_not_drawn(made: ForecastYear) -> str:
    """What stands in the place of the total's interval."""
    return made.not_drawn if made.tested is not None else UNTESTED


def answer(made: ForecastYear) -> str:
    """The first line."""
    total = made.total
    return forecast_answer(made.year, total.mean_oere, total.frame_oere, chance_of(made, total))


def second(made: ForecastYear) -> tuple[Said, ...]:
    """The second line's figures: the interval's two ends and the frame that would hold; nothing where none is drawn."""
    total = made.total
    if not made.is_drawn():
        return ()
    low, high = interval_ends(made)
    held = f"{danish.millions(total.frame80_oere)} mio. kr."
    return (
        replace(low, words="80 % sandsynligt mellem"),
        replace(high, words="og"),
        Said(held, "ville holde med 80 % sandsynlighed", figure_address(made, "frame80_oere")),
    )


def interval_ends(made: ForecastYear) -> tuple[Said, Said]:
    """The two ends of the 80 per cent interval of the year-end, in millions."""
    low, _, high = span(made.total.low80_oere, made.total.high80_oere).partition(" og ")
    return Said(low, "", figure_address(made, "low80_oere")), Said(high, "", figure_address(made, "high80_oere"))


def committee(made: ForecastYear) -> str:
    """A paragraph for a committee, from the same figures."""
    total, drawn = made.total, made.is_drawn()
    shares = sorted(variance_shares(made).items(), key=lambda item: -item[1])
    return committee_sentence(
        day=danish.long_day(made.basis.day),
        year=made.year,
        expected_oere=total.mean_oere,
        frame_oere=total.frame_oere,
        interval=(total.low80_oere, total.high80_oere) if drawn else None,
        chance=chance_of(made, total),
        uncertain=[(PARTS[part], share) for part, share in shares[:MOST_SAID]],
        tested=made.sentence if drawn else FAILED if made.tested else UNKNOWN,
    )


# the fan

FAN_COLUMNS = (
    ReportColumn("month", "Til og med", "month"),
    ReportColumn("expected_oere", "Forbrug", "oere", "kr."),
    ReportColumn("frame_oere", "Ramme, jævnt fordelt", "oere", "kr."),
    ReportColumn("low80_oere", "80 % fra", "oere", "kr."),
    ReportColumn("high80_oere", "80 % til", "oere", "kr."),
    ReportColumn("low95_oere", "95 % fra", "oere", "kr."),
    ReportColumn("high95_oere", "95 % til", "oere", "kr."),
)
_ENDS = ("low80_oere", "high80_oere", "low95_oere", "high95_oere")


def fan_months(made: ForecastYear) -> list[FanMonth]:
    """The twelve months: posted, then what is expected; the last is the forecast itself, drawn more often than the ways to it."""
    found = []
    for row in made.paths.iter_rows(named=True):
        month, last = int(row["month"]), row["month"] == made.year * 100 + 12
        if month <= made.closed_through:
            found.append(FanMonth(month, int(row["median"])))
            continue
        expected = made.total.mean_oere if last else int(row["median"])
        ends = [getattr(made.total, end) if last else int(row[end.removesuffix("_oere")]) for end in _ENDS]
        found.append(FanMonth(month, expected, *ends) if made.is_drawn() else FanMonth(month, expected))
    return found


def fan_drawn(made: ForecastYear, *, synthetic: bool) -> Drawn:
    """The year's spending month by month against the frame."""
    months, total = fan_months(made), made.total
    closed = sum(one.month <= made.closed_through for one in months)
    title = f"Forbrug i {made.year}, lagt sammen måned for måned, mio. kr."
    known = (
        f"Bogført {_mio(months[closed - 1].expected_oere)} til og med {danish.month(months[closed - 1].month)}; "
        if closed
        else ""
    )
    band = f", 80 % sandsynligt mellem {span(total.low80_oere, total.high80_oere)}" if made.is_drawn() else ""
    frame = f" Rammen er {_mio(total.frame_oere)}" if total.frame_oere else ""
    words = f"{known}ventet {_mio(total.mean_oere)} ved årets udgang{band}.{frame}"
    wide, narrow = (
        svg_of(fan_chart(months, closed, total.frame_oere, narrow=small), title=title, words=words)
        for small in (False, True)
    )
    rows: tuple[dict[str, Cell], ...] = tuple(
        {
            "month": one.month,
            "expected_oere": one.expected_oere,
            "frame_oere": danish.rounded(total.frame_oere * number, 12) if total.frame_oere else None,
            **{end: getattr(one, end) for end in _ENDS},
        }
        for number, one in enumerate(months, 1)
    )
    last = len(rows) - 1
    figures = {"expected_oere": "mean_oere", "frame_oere": "frame_oere"}
    figures |= {end: end for end in _ENDS} if made.is_drawn() else {}
    table = ReportTable(
        name="fan",
        title=f"Forbrug i {made.year} måned for måned",
        answer=f"{words}.",
        columns=tuple(column for column in FAN_COLUMNS if made.is_drawn() or column.name not in _ENDS),
        rows=rows,
        notes=(FAN_NOTE,),
        addresses={(last, column): figure_address(made, figure) for column, figure in figures.items()},
        scale="mio",
        synthetic=synthetic,
    )
    return Drawn(title, wide, narrow, table)


FAN_NOTE = (
    "Lukkede måneder er det bogførte. De andre er midt i de gennemregnede forløb, og december er det ventede regnskab. "
    "Rammen er fordelt jævnt på årets måneder."
)


# where the year may end

ENDS_COLUMNS = (
    ReportColumn("label", "Udfald"),
    ReportColumn("year_end_oere", "Regnskab", "oere", "kr."),
)
_OUTCOMES = (
    ("low95_oere", "2,5 % ender under"),
    ("low80_oere", "10 % ender under"),
    ("median_oere", "Halvdelen ender under"),
    ("frame80_oere", "80 % ender under"),
    ("high80_oere", "90 % ender under"),
    ("high95_oere", "97,5 % ender under"),
    ("frame_oere", "Rammen"),
)


def year_ends_drawn(made: ForecastYear, *, synthetic: bool) -> Drawn | None:
    """How the futures lie around the frame; None where no interval is drawn, or nothing is uncertain."""
    total = made.total
    if not made.is_drawn() or total.percentiles[0] == total.percentiles[-1]:
        return None
    title = "Hvor kan året ende? Mio. kr."
    chance = chance_of(made, total)
    words = f"80 % af de gennemregnede år ender mellem {span(total.low80_oere, total.high80_oere)}"
    if chance is not None:
        words += f", og {danish.chance(chance)} ender over rammen på {_mio(total.frame_oere)}"
    shown = [one for one in _OUTCOMES if total.frame_oere or one[0] != "frame_oere"]
    table = ReportTable(
        name="year_ends",
        title="Hvor kan året ende?",
        answer=f"{words}.",
        columns=ENDS_COLUMNS,
        rows=tuple({"label": label, "year_end_oere": getattr(total, figure)} for figure, label in shown),
        addresses={(number, "year_end_oere"): figure_address(made, figure) for number, (figure, _) in enumerate(shown)},
        scale="mio",
        synthetic=synthetic,
    )
    wide, narrow = (
        svg_of(year_ends_chart(total.percentiles, total.frame_oere, narrow=small), title=title, words=words)
        for small in (False, True)
    )
    return Drawn(title, wide, narrow, table)


# where the uncertainty comes from

SHARE_COLUMNS = (
    ReportColumn("label", "Del af regnskabet"),
    ReportColumn("share_pct", "Andel", "per_cent", additive=True),
)
SMALLER = "Andet"


def shares_drawn(made: ForecastYear, *, synthetic: bool) -> Drawn | None:
    """Each part's share of the variance of the year-end, largest first; they add up to 100 %. None where nothing is uncertain."""
    shares = variance_shares(made)
    if not any(shares.values()):
        return None
    large = sorted((part for part in shares if abs(shares[part]) >= LEAST_SHARE), key=lambda part: -shares[part])
    bars = [(PARTS[part], shares[part]) for part in large]
    rest = sum(share for part, share in shares.items() if part not in large)
    if rest:
        bars.append((SMALLER, rest))
    title = "Hvor kommer usikkerheden fra?"
    words = "; ".join(f"{label} {danish.per_cent(share, 0)}" for label, share in bars)
    ordered = sorted(shares, key=lambda part: -shares[part])
    table = ReportTable(
        name="shares",
        title="Andel af regnskabets varians",
        answer=f"{words}.",
        columns=SHARE_COLUMNS,
        rows=tuple({"label": PARTS[part], "share_pct": shares[part]} for part in ordered),
        totals={"label": "I alt", "share_pct": sum(shares.values())},
        notes=(SHARES_NOTE,),
        addresses={
            (number, "share_pct"): figure_address(made, "share_pct", part=part) for number, part in enumerate(ordered)
        },
        synthetic=synthetic,
    )
    return Drawn(title, svg_of(share_bars(bars), title=title, words=words), "", table)


SHARES_NOTE = "Andelen er af regnskabets varians. En del under 0 jævner de andre ud."


def _mio(oere: int) -> str:
    return f"{danish.millions(oere)} mio. kr."
