"""What a delivery's meaning gives reason to warn about, seen against the deliveries that are in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from trinvis.workspace.delivery import Caveat, Delivery, MeaningKind
from trinvis.workspace.months import following, in_words, months_from, preceding

LOSS_DENOMINATOR = 10
"""A snapshot that loses more than one in ten of its rows is warned about."""


@dataclass(frozen=True)
class Arrival:
    """A delivery before it is registered: what is needed to compare it with the others."""

    source: str
    scope: str
    kind: MeaningKind
    extract_day: date | None
    period_from: int | None
    period_to: int | None
    accepted: int
    sha256: str
    first_day: date | None = None
    last_day: date | None = None
    outside_period: int = 0
    """Rows whose month lies outside the stated period."""
    counted_on_days: bool = False
    """Its rows are counts on a day (inhabitants): nothing is missing between one such day and the next."""

    @property
    def months(self) -> tuple[int, ...]:
        """The months that it covers; none when it states no period."""
        return () if self.period_from is None else months_from(self.period_from, self.period_to or self.period_from)


def caveats(arrival: Arrival, deliveries: Sequence[Delivery]) -> list[Caveat]:
    """Every warning that ``arrival`` gives rise to among ``deliveries`` (all that were ever received, oldest first)."""
    in_force = [d for d in deliveries if d.counts_on(None)]
    own = [d for d in in_force if (d.source, d.scope, d.kind) == (arrival.source, arrival.scope, arrival.kind)]
    found = [_same_file(arrival, in_force)]
    if arrival.kind == "snapshot":
        found += [_older_extract(arrival, own), _lost_rows(arrival, own)]
    else:
        found += [_missing_month(arrival, own), _outside(arrival)]
    if arrival.kind == "period":
        found.append(_older_extract(arrival, [d for d in own if set(d.months) & set(arrival.months)]))
    if arrival.kind == "increment":
        found.append(_overlap(arrival, own))
    return [caveat for caveat in found if caveat is not None]


def _same_file(arrival: Arrival, others: list[Delivery]) -> Caveat | None:
    for d in others:
        if d.sha256 == arrival.sha256:
            return Caveat("same_file", f"Filen er helt den samme som levering {d.id} fra {_on(d.known_from)}.")
    return None


def _older_extract(arrival: Arrival, own: list[Delivery]) -> Caveat | None:
    newest = max(own, key=lambda d: d.freshness, default=None)
    if newest is None or arrival.extract_day is None or newest.extract_day is None:
        return None
    if newest.extract_day <= arrival.extract_day:
        return None
    return Caveat(
        "older_extract",
        f"Udtrækket er fra {_on(arrival.extract_day)}, men levering {newest.id} er fra {_on(newest.extract_day)}; "
        "det nyeste udtræk bliver ved med at gælde.",
    )


def _lost_rows(arrival: Arrival, own: list[Delivery]) -> Caveat | None:
    earlier = [d for d in own if arrival.extract_day is None or (d.extract_day or date.min) <= arrival.extract_day]
    before = max(earlier, key=lambda d: d.freshness, default=None)
    if before is None:
        return None
    had = int(before.counts.get("accepted", 0))
    if (had - arrival.accepted) * LOSS_DENOMINATOR <= had:
        return None
    return Caveat(
        "lost_rows",
        f"Udtrækket har {arrival.accepted} rækker, det forrige (levering {before.id}) havde {had}; "
        "se efter, om noget mangler.",
    )


def _missing_month(arrival: Arrival, own: list[Delivery]) -> Caveat | None:
    covered = {month for d in own for month in d.months}
    if not arrival.months or not covered or arrival.counted_on_days:
        return None
    first, last = arrival.months[0], arrival.months[-1]
    gaps: list[tuple[int, ...]] = []
    if before := [m for m in covered if m < first]:
        gaps.append(months_from(following(max(before)), preceding(first)))
    if after := [m for m in covered if m > last]:
        gaps.append(months_from(following(last), preceding(min(after))))
    words = ", ".join(_in_words(gap) for gap in gaps if gap)
    return Caveat("missing_month", f"Der mangler en levering for {words}.") if words else None


def _in_words(gap: tuple[int, ...]) -> str:
    """The months that follow one another; of more than two the first and the last."""
    if len(gap) > 2:
        return f"{in_words(gap[0])} til {in_words(gap[-1])}"
    return ", ".join(in_words(month) for month in gap)


def _overlap(arrival: Arrival, own: list[Delivery]) -> Caveat | None:
    hits = [d for d in own if set(d.months) & set(arrival.months) and not _days_apart(arrival, d)]
    if not hits:
        return None
    shared = sorted({month for d in hits for month in d.months} & set(arrival.months))
    return Caveat(
        "overlap",
        f"Leveringen lægges til, men {', '.join(in_words(m) for m in shared)} er også i levering "
        f"{', '.join(d.id for d in hits)}; se efter, om posteringer tælles to gange.",
    )


def _outside(arrival: Arrival) -> Caveat | None:
    if not arrival.months or not arrival.outside_period:
        return None
    effect = "tælles ikke med" if arrival.kind == "period" else "tælles med i deres egen måned"
    return Caveat(
        "outside_period",
        f"{arrival.outside_period} rækker ligger uden for leveringens periode "
        f"({in_words(arrival.months[0])} til {in_words(arrival.months[-1])}) og {effect}.",
    )


def _days_apart(arrival: Arrival, other: Delivery) -> bool:
    """Whether the posting days are known and lie apart, as in weekly deliveries within one month."""
    if arrival.first_day is None or arrival.last_day is None or other.first_day is None or other.last_day is None:
        return False
    return arrival.first_day > other.last_day or other.first_day > arrival.last_day


def _on(day: date) -> str:
    return day.strftime("%d.%m.%Y")
