"""The month's work: what has arrived and what is missing, what to look at, and how far it is from an approved follow-up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

import polars as pl

from trinvis.calculations.commitments.reconciliation import LISTS
from trinvis.calculations.followup.change_items import item_types
from trinvis.municipality.approvals import approvals
from trinvis.municipality.changes import changes
from trinvis.municipality.closing import missing_months
from trinvis.municipality.follow_up import MEASURE, follow_up
from trinvis.municipality.gathered import gather, grants_in_force
from trinvis.municipality.month_arrivals import Arrival, arrivals
from trinvis.municipality.month_looks import BIRTHDAY_MONTHS, by_child, past_stop, turning_adult, without_rate
from trinvis.municipality.reconciliation import reconciliation
from trinvis.municipality.rules import profile_known
from trinvis.reports import danish

if TYPE_CHECKING:
    from trinvis.municipality.basis import Basis
    from trinvis.municipality.house import House

State = Literal["done", "missing", "look"]
"""``done`` is done; ``missing`` must be done elsewhere; ``look`` is done when somebody says that it has been seen."""

SEEN = "maaneden"
"""Key of the notes that say that something has been seen: ``maaneden/202609/afviste``."""


@dataclass(frozen=True)
class Item:
    """One thing of the month: ``code`` names it, ``sentence`` says how it stands, ``place`` where it is done."""

    code: str
    title: str
    state: State
    sentence: str
    place: str
    seen_by: str | None = None

    @property
    def done(self) -> bool:
        """Whether nothing is left to do."""
        return self.state == "done"


@dataclass(frozen=True)
class Month:
    """The checklist of the month that ``as_of`` lies in; ``since`` is the last day of the month before.

    ``children``: child_no, amount_oere (what moved the forecast), changes, what, area, team, adviser_no; the largest first.
    ``birthdays``: child_no, month (the month in which it turns 18), grants. ``past_stop``: grants still granted though their stop
    has passed. ``without_rate``: grants that run without a price. ``unexplained``: the follow-up's areas that want an explanation.
    """

    month: int
    year: int
    as_of: date
    since: date
    arrivals: tuple[Arrival, ...]
    items: tuple[Item, ...]
    children: pl.DataFrame
    birthdays: pl.DataFrame
    past_stop: pl.DataFrame
    without_rate: pl.DataFrame
    unexplained: pl.DataFrame
    reconciled: Mapping[str, int]
    caveats: tuple[str, ...]
    warnings: tuple[str, ...]

    @property
    def done(self) -> int:
        """Items that are done."""
        return sum(item.done for item in self.items)


def month(house: House, basis: Basis, year: int) -> Month:
    """The month's work as of the basis' day; kept in the cache."""
    key = f"month/{basis.digest()}/{house.engine.name}/{year}"
    return house.cache.get(key, lambda: _made(house, basis, year), _size)


def _size(made: Month) -> int:
    frames = (made.children, made.birthdays, made.past_stop, made.without_rate)
    return sum(int(frame.estimated_size()) for frame in frames) + 100_000


def _made(house: House, basis: Basis, year: int) -> Month:
    as_of = basis.day
    since = as_of.replace(day=1) - timedelta(days=1)
    made = follow_up(house, basis, year)
    moved = (
        changes(house, year, since, as_of).items if profile_known(house, since) else pl.DataFrame(schema=item_types())
    )
    grants = grants_in_force(house, basis, year)
    gathered = gather(house, basis, year)
    arrived = arrivals(house.workspace.deliveries(as_of), as_of)
    found = Month(
        month=as_of.year * 100 + as_of.month,
        year=year,
        as_of=as_of,
        since=since,
        arrivals=arrived,
        items=(),
        children=by_child(moved, grants),
        birthdays=turning_adult(house.engine.collect(gathered.children), grants, as_of),
        past_stop=past_stop(grants, as_of),
        without_rate=without_rate(grants, as_of),
        unexplained=made.unexplained,
        reconciled={name: _open(name, frame) for name, frame in reconciliation(house, basis, year).items()},
        caveats=tuple(caveat.sentence for caveat in made.caveats if caveat.code != MEASURE),
        warnings=tuple(
            f"Levering {one.id}: {said.message}" for a in arrived for one in a.deliveries for said in one.warnings
        ),
    )
    approved = [one.number for one in approvals(house) if one.year == year and since < one.as_of <= as_of]
    items = (*_arrived(found, missing_months(gathered.closing)), *_looks(found), *_last(found, approved))
    return replace(found, items=with_seen(items, _seen(house, basis, found.month)))


def _open(name: str, frame: pl.DataFrame) -> int:
    """Rows of a reconciliation list; of grants without payment those that still count."""
    if name == "grant_without_payment" and "counts" in frame.columns:
        return frame.filter(pl.col("counts").fill_null(False)).height
    return frame.height


def _arrived(made: Month, gaps: Sequence[int]) -> list[Item]:
    items = []
    for one in made.arrivals:
        if not one.expected:
            continue
        if one.deliveries:
            files = danish.count(len(one.deliveries), "fil", "filer")
            items.append(
                Item(
                    f"kilde-{one.source}",
                    one.label,
                    "done",
                    f"{files} med {danish.count(one.rows, 'række', 'rækker')} er kommet.",
                    "data",
                )
            )
        else:
            often = "hver måned" if one.every == 1 else f"hver {one.every}. måned"
            last = "" if one.last is None else f", sidst i {danish.month(one.last)}"
            items.append(
                Item(f"kilde-{one.source}", one.label, "missing", f"Mangler: plejer at komme {often}{last}.", "data")
            )
    absent = ", ".join(danish.month(one) for one in gaps)
    items.append(
        Item("regnskab", "Regnskabet er uden huller", "missing", f"Posteringerne mangler for {absent}.", "data")
        if absent
        else Item("regnskab", "Regnskabet er uden huller", "done", "Alle lukkede måneder er modtaget.", "data")
    )
    return items


def _looks(made: Month) -> list[Item]:
    rejected = sum(one.rejected for one in made.arrivals)
    kept = danish.count(rejected, "afvist række", "afviste rækker")
    moved = made.children.height
    amount = int(made.children["amount_oere"].sum()) if moved else 0
    stuck, priceless = made.past_stop.height, made.without_rate.height
    lists = [
        f"{danish.decimal(number)} {LISTS.get(name, name).lower()}"
        for name, number in made.reconciled.items()
        if number
    ]
    return [
        _look("afviste", "Afviste rækker i månedens filer", rejected, f"{kept} i månedens filer.", "data"),
        _look("advarsler", "Advarsler om leveringer", len(made.warnings), " ".join(made.warnings), "warnings"),
        _look(
            "forbehold",
            "Forbehold i tallene",
            len(made.caveats),
            f"{danish.count(len(made.caveats), 'forbehold', 'forbehold')} står ved tallene.",
            "warnings",
        ),
        _look(
            "boern",
            "Børn, der har flyttet prognosen",
            moved,
            f"{danish.count(moved, 'barn', 'børn')} har flyttet prognosen med {danish.kroner(amount)} kr. i alt.",
            "children",
        ),
        _look(
            "attenaar",
            "Børn, der fylder 18",
            made.birthdays.height,
            f"{danish.count(made.birthdays.height, 'barn', 'børn')} med indsats fylder 18 inden for {BIRTHDAY_MONTHS} måneder.",
            "birthdays",
        ),
        _look(
            "stop",
            "Indsatser, der skulle være stoppet",
            stuck,
            f"{danish.count(stuck, 'indsats er', 'indsatser er')} ikke afsluttet, skønt stopdatoen er passeret.",
            "past_stop",
        ),
        _look(
            "uden-takst",
            "Indsatser uden takst",
            priceless,
            f"{danish.count(priceless, 'indsats', 'indsatser')} løber uden takst.",
            "without_rate",
        ),
        _look(
            "afstemning",
            "Afstemning mellem regnskab og indsatser",
            sum(made.reconciled.values()),
            f"{'; '.join(lists)}.",
            "reconciliation",
        ),
    ]


def _look(code: str, title: str, number: int, sentence: str, place: str) -> Item:
    return Item(code, title, "look", sentence, place) if number else Item(code, title, "done", "Intet at se på.", place)


def _last(made: Month, approved: Sequence[int]) -> list[Item]:
    lacking = ", ".join(made.unexplained["label"].to_list()) if made.unexplained.height else ""
    explained = (
        Item("forklaringer", "Afvigelser er forklaret", "missing", f"Mangler for {lacking}.", "explanations")
        if lacking
        else Item(
            "forklaringer", "Afvigelser er forklaret", "done", "Alle, der kræver en forklaring, har en.", "explanations"
        )
    )
    final = (
        Item("godkend", "Opfølgningen er godkendt", "done", f"Godkendelse nr. {approved[-1]}.", "approve")
        if approved
        else Item(
            "godkend",
            "Opfølgningen er godkendt",
            "missing",
            f"Opfølgningen for {made.year} er ikke godkendt endnu.",
            "approve",
        )
    )
    return [explained, final]


def seen_key(yyyymm: int, code: str) -> str:
    """The journal key of the note that says that an item has been seen."""
    return f"{SEEN}/{yyyymm}/{code}"


def _seen(house: House, basis: Basis, yyyymm: int) -> dict[str, tuple[str, str]]:
    """Item → what it said when it was seen, and by whom."""
    start = seen_key(yyyymm, "")
    entries = house.journal.entries("note", as_of=basis.facts.day, position=basis.facts.position)
    return {
        entry.key.removeprefix(start): (str(entry.values["text"]), entry.by)
        for entry in entries
        if entry.key.startswith(start)
    }


def with_seen(items: Iterable[Item], seen: Mapping[str, tuple[str, str]]) -> tuple[Item, ...]:
    """Items to look at are done when they were seen saying what they say now; what has changed since stands open again."""
    made = []
    for item in items:
        said, by = seen.get(item.code, ("", ""))
        same = item.state == "look" and said == item.sentence
        made.append(replace(item, state="done", seen_by=by) if same else item)
    return tuple(made)
