"""A preview of a file in words and tables: what it means, what becomes of it, what it changes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from trinvis.presentation.receipt_tables import SEVERITIES, meaning
from trinvis.reports import danish
from trinvis.reports.table import Cell, ReportColumn, ReportTable

if TYPE_CHECKING:
    from trinvis.municipality.previewing import Difference, Found, Preview, Replaced

FOUND_COLUMNS = (
    ReportColumn("severity", "Hvad"),
    ReportColumn("code", "Regel"),
    ReportColumn("message", "Grund"),
    ReportColumn("remedy", "Gør sådan"),
    ReportColumn("rows", "Rækker", "integer", additive=True),
    ReportColumn("amount_oere", "Beløb", "oere", "kr."),
)

_IN_BRACKETS = re.compile(r" \([^()]*--[a-z][^()]*\)")
_WITH = re.compile(r" med --[a-z-]+(?: [A-ZÆØÅ]+(?:[.:=]+[A-ZÆØÅ]+)*)?")


def for_page(sentence: str) -> str:
    """A sentence that names an option of the command line, as it is said where there is a field to fill in."""
    if "--" not in sentence:
        return sentence
    sentence = _IN_BRACKETS.sub("", sentence)
    sentence = _WITH.sub("", sentence) if not re.search(r"[:;] [^:;]*--", sentence) else sentence
    cut = sentence.find("--")
    if cut < 0:
        return sentence
    before = max(sentence.rfind(mark, 0, cut) for mark in (": ", "; "))
    return f"{sentence[:before]}." if before > 0 else sentence


def answer(made: Preview) -> str:
    """One sentence: what would be kept of the file, or what is wrong."""
    if made.state == "refused" or not made.counts:
        return for_page(made.sentence)
    counts = made.counts
    beside = counts["sums"] + counts["titles"]
    rejected = f"{danish.decimal(counts['rejected'])} afvises" if counts["rejected"] else "ingen afvises"
    more = f", og {danish.count(beside, 'er sum eller titel', 'er summer og titler')}" if beside else ""
    return f"Af {danish.count(counts['rows'], 'række', 'rækker')} hentes {danish.decimal(counts['accepted'])} ind, {rejected}{more}."


def means(made: Preview) -> str:
    """What the delivery would mean."""
    if not made.kind:
        return ""
    day = None if made.extract_day is None else date.fromisoformat(made.extract_day)
    return f"{meaning(made.kind, day, made.period_from, made.period_to, made.scope)}."


def amounts(made: Preview) -> str:
    """The kroner of the file: read, rejected, sums."""
    counts = made.counts
    if not counts:
        return ""
    parts = [f"læst {danish.kroner(counts['accepted_oere'], 2)}"]
    if counts["rejected_oere"] or counts["rejected"]:
        parts.append(f"afvist {danish.kroner(counts['rejected_oere'], 2)}")
    if counts["sums_oere"]:
        parts.append(f"i sumrækker {danish.kroner(counts['sums_oere'], 2)}")
    unread = counts["unreadable_amounts"]
    more = f" {danish.count(unread, 'afvist rækkes', 'afviste rækkers')} beløb kan ikke læses." if unread else ""
    return f"Beløb i filen {danish.kroner(counts['amount_oere'], 2)} kr.: {', '.join(parts)}.{more}"


def changes(made: Preview) -> tuple[str, ...]:
    """What would change, against the deliveries that it takes the place of."""
    if not made.kind:
        return ()
    if made.behind:
        return ("Tallene af i dag ændres ikke: et nyere udtræk gælder.",)
    if not made.replaced:
        return ("Den afløser ingen tidligere levering; alle læste rækker er nye.",)
    rows, oere = sum(one.accepted for one in made.replaced), sum(one.accepted_oere for one in made.replaced)
    more, oere_more = made.counts["accepted"] - rows, made.counts["accepted_oere"] - oere
    said = [_takes(made.replaced, whole=made.kind == "snapshot")]
    if len(made.replaced) == 1 or made.kind == "snapshot":
        said.append(
            f"Læste rækker {danish.decimal(rows)} før og {danish.decimal(made.counts['accepted'])} nu "
            f"({_signed(danish.decimal(more), more)}); beløb {danish.kroner(oere, 2)} kr. før og "
            f"{danish.kroner(made.counts['accepted_oere'], 2)} kr. nu ({_signed(danish.kroner(oere_more, 2), oere_more)} kr.)."
        )
    said += [_differs(one) for one in made.differences]
    return tuple(said)


def _takes(replaced: Sequence[Replaced], *, whole: bool) -> str:
    if len(replaced) > 3:
        where = "" if whole else " i de måneder, den dækker"
        return f"Den afløser {len(replaced)} leveringer{where}: {', '.join(one.delivery_id for one in replaced)}."
    names = [f"levering {one.delivery_id} ({one.file_name})" for one in replaced]
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} og {names[-1]}"
    return f"Den afløser {listed}." if whole else f"Den afløser {listed} i de måneder, den dækker."


def _signed(text: str, value: int) -> str:
    return f"+{text}" if value > 0 else text


def _differs(one: Difference) -> str:
    if not one.new and not one.gone:
        return f"{one.label}: alle {danish.decimal(one.same)} rækker er uændrede."
    return (
        f"{one.label}: {danish.count(one.same, 'række er uændret', 'rækker er uændrede')}, "
        f"{danish.decimal(one.new)} nye eller ændrede, {danish.decimal(one.gone)} borte eller ændrede."
    )


def found_table(made: Preview, number: int, *, synthetic: bool) -> ReportTable:
    """What the rules found in a file; ``number`` tells the tables of several files apart."""
    rows = tuple(_row(one) for one in made.found)
    return ReportTable(
        f"found-{number}",
        f"Fund i {made.file_name}",
        answer(made),
        FOUND_COLUMNS,
        rows,
        scale="oere",
        synthetic=synthetic,
    )


def _row(one: Found) -> dict[str, Cell]:
    return {
        "severity": SEVERITIES.get(one.severity, one.severity),
        "code": one.code,
        "message": for_page(one.message),
        "remedy": for_page(one.remedy),
        "rows": one.rows,
        "amount_oere": one.amount_oere,
    }
