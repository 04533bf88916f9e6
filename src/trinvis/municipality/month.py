"""The month's work: what has arrived and what is missing, what to look at, and how far it is from an approved follow-up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

import polars as pl

from trinvis.calculations.commitments.amounts import COUNTING_STATUSES
from trinvis.calculations.commitments.reconciliation import LISTS
from trinvis.municipality.approvals import approvals
from trinvis.municipality.changes import changes
from trinvis.municipality.closing import missing_months
from trinvis.municipality.follow_up import MEASURE, FollowUp, follow_up
from trinvis.municipality.gathered import gather, grants_in_force
from trinvis.municipality.reconciliation import reconciliation
from trinvis.municipality.rules import profile_known
from trinvis.reports import danish

if TYPE_CHECKING:
    from trinvis.municipality.basis import Basis
    from trinvis.municipality.house import House
    from trinvis.workspace import Delivery

State = Literal["done", "missing", "look"]
"""``done`` is done; ``missing`` must be done elsewhere; ``look`` is done when somebody says that it has been seen."""

GAPS = 6
"""How many gaps between arrivals a source's rhythm is read from."""
BIRTHDAY_MONTHS = 3
"""18th birthdays this month and so many months after it."""
ADULT = 18
SEEN = "maaneden"
"""Key of the notes that say that something has been seen: ``maaneden/202609/afviste``."""
SOURCE_WORDS = {
    "finance": "Posteringer",
    "grants": "Bevilgede indsatser",
    "children": "Børn",
    "budget": "Budget",
    "assumptions": "Budgetforudsætninger",
    "population": "Befolkning",
    "dubu": "Udtræk fra DUBU",
    "os2bos": "Udtræk fra OS2bos",
    "estimates": "Risikosager og puljer",
    "disponeringsark": "Disponeringsark",
}


@dataclass(frozen=True)
class Arrival:
    """A source this month: the deliveries that came, and whether one was to be expected. ``every`` is its rhythm in months;
    None when it has none. ``last`` is the month (yyyymm) that it came in before this one."""

    source: str
    label: str
    deliveries: tuple[Delivery, ...]
    every: int | None
    last: int | None
    expected: bool

    @property
    def rows(self) -> int:
        """Rows read."""
        return sum(int(one.counts.get("accepted", 0)) for one in self.deliveries)

    @property
    def rejected(self) -> int:
        """Rows that were not."""
        return sum(int(one.counts.get("rejected", 0)) for one in self.deliveries)


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
    moved = changes(house, year, since, as_of).items if profile_known(house, since) else None
    grants = grants_in_force(house, basis, year)
    children = house.engine.collect(gather(house, basis, year).children)
    arrived = arrivals(house.workspace.deliveries(as_of), as_of)
    found = reconciliation(house, basis, year)
    parts = _Parts(
        arrivals=arrived,
        missing_months=missing_months(gather(house, basis, year).closing),
        caveats=tuple(caveat.sentence for caveat in made.caveats if caveat.code != MEASURE),
        warnings=tuple(
            f"Levering {one.id}: {said.message}" for a in arrived for one in a.deliveries for said in one.warnings
        ),
        children=by_child(grants.clear() if moved is None else moved, grants),
        birthdays=turning_adult(children, grants, as_of),
        past_stop=past_stop(grants, as_of),
        without_rate=without_rate(grants, as_of),
        unexplained=made.unexplained,
        reconciled={name: _open(name, frame) for name, frame in found.items()},
    )
    yyyymm = as_of.year * 100 + as_of.month
    approved = [one for one in approvals(house) if one.year == year and since < one.as_of <= as_of]
    items = (*_arrived(parts), *_looks(parts), *_last(parts, made, [one.number for one in approved]))
    return Month(
        month=yyyymm,
        year=year,
        as_of=as_of,
        since=since,
        arrivals=parts.arrivals,
        items=with_seen(items, _seen(house, basis, yyyymm)),
        children=parts.children,
        birthdays=parts.birthdays,
        past_stop=parts.past_stop,
        without_rate=parts.without_rate,
        unexplained=parts.unexplained,
        reconciled=parts.reconciled,
        caveats=parts.caveats,
        warnings=parts.warnings,
    )


@dataclass(frozen=True)
class _Parts:
    arrivals: tuple[Arrival, ...]
    missing_months: tuple[int, ...]
    caveats: tuple[str, ...]
    warnings: tuple[str, ...]
    children: pl.DataFrame
    birthdays: pl.DataFrame
    past_stop: pl.DataFrame
    without_rate: pl.DataFrame
    unexplained: pl.DataFrame
    reconciled: Mapping[str, int]


def _open(name: str, frame: pl.DataFrame) -> int:
    """Rows of a reconciliation list; of grants without payment those that still count."""
    if name == "grant_without_payment" and "counts" in frame.columns:
        return frame.filter(pl.col("counts").fill_null(False)).height
    return frame.height


# what has arrived


def arrivals(deliveries: Iterable[Delivery], as_of: date) -> tuple[Arrival, ...]:
    """Each source that has ever come: what came in the month of ``as_of``, and whether it was to be expected by its rhythm."""
    by_source: dict[str, list[Delivery]] = {}
    for one in deliveries:
        by_source.setdefault(one.source, []).append(one)
    now = _index(as_of)
    made = []
    for source, own in by_source.items():
        came = tuple(one for one in own if _index(one.known_from) == now)
        before = [_index(one.known_from) for one in own if _index(one.known_from) < now]
        every = rhythm(before)
        last = max(before, default=None)
        due = every is not None and last is not None and now - last >= every
        made.append(
            Arrival(source, SOURCE_WORDS.get(source, source), came, every, None if last is None else _yyyymm(last), due)
        )
    return tuple(sorted(made, key=lambda one: (one.every or 99, one.label)))


def rhythm(months: Sequence[int]) -> int | None:
    """How many months lie between arrivals: the gap that more than half of the last gaps are, seen at least twice; else None.

    ``months`` are counted through the years (year × 12 + month).
    """
    different = sorted(set(months))
    gaps = [later - earlier for earlier, later in pairwise(different)][-GAPS:]
    if not gaps:
        return None
    gap, times = Counter(gaps).most_common(1)[0]
    return gap if times >= 2 and 2 * times > len(gaps) else None


def _index(day: date) -> int:
    return day.year * 12 + day.month - 1


def _yyyymm(index: int) -> int:
    return index // 12 * 100 + index % 12 + 1


# what to look at


def by_child(items: pl.DataFrame, grants: pl.DataFrame) -> pl.DataFrame:
    """What moved the forecast, child by child, the largest first; team and adviser are those of the child's newest grant."""
    whose = (
        grants.sort("start_day", maintain_order=True)
        .group_by("child_no", maintain_order=True)
        .agg(pl.col("team").drop_nulls().last(), pl.col("adviser_no").drop_nulls().last())
    )
    if "moves" not in items.columns:
        items = pl.DataFrame(
            schema={
                "child_no": pl.Int64,
                "amount_oere": pl.Int64,
                "label": pl.String,
                "area": pl.String,
                "moves": pl.String,
            }
        )
    return (
        items.filter((pl.col("moves") == "forecast") & pl.col("child_no").is_not_null())
        .group_by("child_no", maintain_order=True)
        .agg(
            pl.col("amount_oere").sum(),
            pl.len().cast(pl.Int64).alias("changes"),
            pl.col("label").unique(maintain_order=True).str.join(", ").alias("what"),
            pl.col("area").unique(maintain_order=True),
        )
        .join(whose, on="child_no", how="left", maintain_order="left")
        .sort(pl.col("amount_oere").abs(), descending=True, maintain_order=True)
    )


def turning_adult(children: pl.DataFrame, grants: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Children with a running grant that turn 18 this month or one of the next: child_no, month, grants; the nearest first."""
    running = (
        _running(grants, as_of).group_by("child_no").agg(pl.col("grant_id").n_unique().cast(pl.Int64).alias("grants"))
    )
    at = (pl.col("birth_year") + ADULT) * 12 + pl.col("birth_month") - 1
    now = _index(as_of)
    return (
        children.filter(pl.col("birth_year").is_not_null() & pl.col("birth_month").is_not_null())
        .group_by("child_no")
        .agg(pl.col("birth_year").last(), pl.col("birth_month").last())
        .with_columns(_at=at)
        .filter(pl.col("_at").is_between(now, now + BIRTHDAY_MONTHS))
        .join(running, on="child_no", how="inner")
        .select(
            "child_no", (pl.col("_at") // 12 * 100 + pl.col("_at") % 12 + 1).cast(pl.Int32).alias("month"), "grants"
        )
        .sort("month", "child_no")
    )


def past_stop(grants: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Grants whose last stop has passed while they still stand as granted: grant_id, child_no, area, stop; the oldest first."""
    return (
        grants.filter(pl.col("status") == "granted")
        .group_by("grant_id", maintain_order=True)
        .agg(
            pl.col("child_no").last(),
            pl.col("area").last(),
            pl.col("intervention_type").last(),
            pl.when(pl.col("stop").is_null().any()).then(None).otherwise(pl.col("stop").max()).alias("stop"),
        )
        .filter(pl.col("stop") < as_of)
        .sort("stop", "grant_id")
    )


def without_rate(grants: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Running grants without a price, or with the price 0: grant_id, child_no, area, start."""
    no_price = pl.col("rate_oere").is_null() | (pl.col("rate_oere") == 0)
    return (
        _running(grants, as_of)
        .filter(no_price)
        .select("grant_id", "child_no", "area", "intervention_type", "start")
        .sort("start", "grant_id")
    )


def _running(grants: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Grant rows that count and run on the day."""
    counts = pl.col("status").is_in(list(COUNTING_STATUSES))
    return grants.filter(counts & (pl.col("start") <= as_of) & (pl.col("stop").is_null() | (pl.col("stop") >= as_of)))


# the checklist


def _arrived(parts: _Parts) -> list[Item]:
    items = []
    for one in parts.arrivals:
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
    gaps = ", ".join(danish.month(one) for one in parts.missing_months)
    items.append(
        Item("regnskab", "Regnskabet er uden huller", "missing", f"Posteringerne mangler for {gaps}.", "data")
        if gaps
        else Item("regnskab", "Regnskabet er uden huller", "done", "Alle lukkede måneder er modtaget.", "data")
    )
    return items


def _looks(parts: _Parts) -> list[Item]:
    rejected = sum(one.rejected for one in parts.arrivals)
    kept = danish.count(rejected, "afvist række", "afviste rækker")
    moved = parts.children.height
    amount = int(parts.children["amount_oere"].sum()) if moved else 0
    stuck, priceless = parts.past_stop.height, parts.without_rate.height
    lists = [
        f"{danish.decimal(number)} {LISTS.get(name, name).lower()}"
        for name, number in parts.reconciled.items()
        if number
    ]
    return [
        _look("afviste", "Afviste rækker i månedens filer", rejected, f"{kept} i månedens filer.", "data"),
        _look("advarsler", "Advarsler om leveringer", len(parts.warnings), " ".join(parts.warnings), "warnings"),
        _look(
            "forbehold",
            "Forbehold i tallene",
            len(parts.caveats),
            f"{danish.count(len(parts.caveats), 'forbehold', 'forbehold')} står ved tallene.",
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
            parts.birthdays.height,
            f"{danish.count(parts.birthdays.height, 'barn', 'børn')} med indsats fylder 18 inden for {BIRTHDAY_MONTHS} måneder.",
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
            sum(parts.reconciled.values()),
            f"{'; '.join(lists)}.",
            "reconciliation",
        ),
    ]


def _look(code: str, title: str, number: int, sentence: str, place: str) -> Item:
    return Item(code, title, "look", sentence, place) if number else Item(code, title, "done", "Intet at se på.", place)


def _last(parts: _Parts, made: FollowUp, approved: Sequence[int]) -> list[Item]:
    lacking = ", ".join(parts.unexplained["label"].to_list()) if parts.unexplained.height else ""
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
        made.append(Item(item.code, item.title, "done", item.sentence, item.place, by) if same else item)
    return tuple(made)
