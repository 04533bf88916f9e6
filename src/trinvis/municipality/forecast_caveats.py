"""What must be said beside a simulated forecast: where it rests on little, or on more than the municipality's own history."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import polars as pl

from trinvis.calculations.commitments.calendar import day_number
from trinvis.calculations.followup.caveats import Caveat, kroner
from trinvis.municipality.forecast_known import replaced_pools
from trinvis.municipality.forecast_seen import ENOUGH, month_end

if TYPE_CHECKING:
    from trinvis.calculations.forecast.known import Known
    from trinvis.calculations.forecast.year_drawn import YearDrawn
    from trinvis.municipality.forecast_known import WhatIsKnown

FEW_SNAPSHOTS = "faa_udtraek"
NO_EXITS = "ingen_ophoer"
RARE_KINDS = "sjaeldne_typer"
UNPRICED = "mangler_pris"
NO_REFUND = "refusion_ukendt"
NOT_BEGUN = "aaret_ikke_begyndt"
OWN_METHODS = "egne_metoder"
NO_LEDGER = "ingen_posteringer"
NEGATIVE = "negativt_forbrug"
NO_FRAME = "ingen_ramme"
TYPED = "puljer"

_METHODS = ("decentral_frame", "estimate", "twelfths")
_RARE = 5


def caveats_of(found: WhatIsKnown, drawn: YearDrawn, labels: Mapping[str, str]) -> tuple[Caveat, ...]:
    """All that holds of a forecast, the weightiest first."""
    return (
        *_of_history(found),
        *_of_courses(found, drawn),
        *_of_ledger(found, labels),
        *_of_frames(drawn, labels),
        *_of_rules(found),
    )


def _of_history(found: WhatIsKnown) -> list[Caveat]:
    seen = found.seen
    if len(seen.snapshots) >= ENOUGH:
        return []
    number = len(seen.snapshots)
    return [
        Caveat(
            FEW_SNAPSHOTS,
            f"Der er kun {number} {'måned' if number == 1 else 'måneder'} med udtræk: varighed og nye indsatser før dem er "
            "udledt af det første udtræk, og forsinket registrering kendes ikke. Usikkerheden er større end vist.",
        )
    ]


def _of_courses(found: WhatIsKnown, drawn: YearDrawn) -> list[Caveat]:
    counts, known = drawn.fitted.counts, found.known
    caveats = []
    running = known.seen.filter(pl.col("snapshot") == known.as_of, pl.col("area").is_in(list(known.by_grant)))
    if known.seen.height and int(counts.open["stops"].sum()) == 0:
        caveats.append(
            Caveat(NO_EXITS, "Intet ophør er set endnu: hvor længe indsatser varer, er antaget og ikke set hos jer.")
        )
    rare = _rare(known, running)
    if rare:
        caveats.append(
            Caveat(
                RARE_KINDS,
                f"{rare} af {running.height} indsatser er af typer, hvor I har set færre end {_RARE} stoppe; de låner varighed "
                "af de andre typer.",
            )
        )
    if found.seen.unpriced:
        caveats.append(
            Caveat(
                UNPRICED,
                f"{found.seen.unpriced} {'indsats' if found.seen.unpriced == 1 else 'indsatser'} mangler takst og koster intet i "
                "forudsigelsen: tast taksten, eller ret den i kilden.",
            )
        )
    return caveats


def _rare(known: Known, running: pl.DataFrame) -> int:
    """Grants that run, or are to come, of kinds of which fewer than ``_RARE`` have been seen both to be there and to have stopped."""
    day = day_number(month_end(known.as_of))
    stopped = known.seen.filter(pl.col("snapshot") == known.as_of, pl.col("stop_day") <= day)
    shown = known.seen.filter(pl.col("stop_day").is_null() | (pl.col("stop_day") > _day_of_snapshot())).select(
        "grant_id"
    )
    ended = stopped.join(shown.unique(), on="grant_id", how="semi").group_by("kind").agg(ended=pl.len())
    going = running.filter(pl.col("stop_day").is_null() | (pl.col("stop_day") > day))
    numbers = going.group_by("kind").agg(number=pl.len()).join(ended, on="kind", how="left")
    return int(numbers.filter(pl.col("ended").fill_null(0) < _RARE)["number"].sum())


def _day_of_snapshot() -> pl.Expr:
    """The last day of ``snapshot``, as a day number."""
    month = pl.date(pl.col("snapshot") // 100, pl.col("snapshot") % 100, 1)
    return month.dt.month_end().cast(pl.Int32).cast(pl.Int64)


def _of_ledger(found: WhatIsKnown, labels: Mapping[str, str]) -> list[Caveat]:
    known = found.known
    caveats = []
    if known.spent.is_empty():
        caveats.append(
            Caveat(
                NO_LEDGER, "Der er intet bogført at se på: kun indsatserne er forudsagt, og øvrige udgifter står som 0."
            )
        )
    if known.as_of // 100 < known.year:
        caveats.append(
            Caveat(NOT_BEGUN, f"Ingen måned i {known.year} er lukket: alt er forudsagt, og usikkerheden er størst nu.")
        )
    of_year = known.spent.filter(pl.col("month") // 100 == known.year)
    sums = of_year.group_by("area").agg(pl.col("amount_oere").sum()).sort("area")
    income = {area for area, frame in known.frames.items() if frame < 0} | {known.refund_area}
    for area, amount in sums.filter(pl.col("amount_oere") < 0).iter_rows():
        if area in income:
            continue
        caveats.append(
            Caveat(
                NEGATIVE,
                f"{labels.get(area, area)}: der er bogført {kroner(amount)} i årets lukkede måneder; se efter, om en udgift mangler.",
                area,
                int(amount),
            )
        )
    return caveats


def _of_frames(drawn: YearDrawn, labels: Mapping[str, str]) -> list[Caveat]:
    if not drawn.frame():
        return [Caveat(NO_FRAME, "Der er ingen ramme for året: risikoen for at overskride den kan ikke siges.")]
    without = [
        labels.get(area, area)
        for area in drawn.areas
        if not drawn.frame(area) and abs(float(drawn.draws(area).mean())) >= 100
    ]
    if not without:
        return []
    return [Caveat(NO_FRAME, f"Uden ramme, men med udgifter: {', '.join(without)}. De tæller med i alt.")]


def _of_rules(found: WhatIsKnown) -> list[Caveat]:
    caveats = []
    profile, known = found.made.profile, found.known
    if found.refund_missing:
        caveats.append(
            Caveat(
                NO_REFUND,
                f"Grænserne for refusion i {known.year} er ukendte: refusionen følger det, der plejer at være bogført.",
            )
        )
    chosen = [area.label for area in profile.areas if area.method in _METHODS]
    if chosen:
        caveats.append(
            Caveat(
                OWN_METHODS,
                f"{', '.join(chosen)} er forudsagt af det bogførte, selv om opfølgningen bruger en ramme eller et skøn.",
            )
        )
    typed = replaced_pools(found)
    if typed:
        caveats.append(
            Caveat(
                TYPED,
                f"Puljer på {kroner(typed)} er ikke lagt til: nye indsatser trækkes af erfaringen i stedet, så intet tæller to gange.",
                None,
                typed,
            )
        )
    return caveats
