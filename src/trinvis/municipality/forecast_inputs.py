"""The small models behind a simulated forecast, in a form that can be shown: what was counted, and what was drawn from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from trinvis.calculations.forecast.arrivals import DELAYS
from trinvis.calculations.forecast.courses_seen import AGES, BANDS, DUE

if TYPE_CHECKING:
    from trinvis.calculations.forecast.fitted import Fitted
    from trinvis.calculations.forecast.year_drawn import YearDrawn
    from trinvis.municipality.forecast_known import WhatIsKnown


@dataclass(frozen=True)
class Input:
    """One small model: ``rows`` with the Danish heading of each column in ``headings``.

    Columns ending in ``_oere`` are money, in ``_pct`` shares in hundredths of a per cent (their denominators stand beside).
    """

    name: str
    label: str
    sentence: str
    headings: Mapping[str, str]
    rows: pl.DataFrame


def inputs_of(found: WhatIsKnown, drawn: YearDrawn, labels: Mapping[str, str]) -> tuple[Input, ...]:
    """Every small model, in the order that a reader would ask for them."""
    fitted = drawn.fitted
    return (
        _stops(fitted),
        _known_stops(fitted),
        _birthdays(fitted),
        _past_birthday(fitted),
        _moves(fitted),
        _levels(fitted),
        _delays(fitted),
        _prices(fitted),
        _expected(fitted),
        _triangle(fitted),
        _series(fitted, labels),
        _snapshots(found),
    )


def _pct(part: str, whole: str) -> pl.Expr:
    return pl.when(pl.col(whole) > 0).then((pl.col(part) / pl.col(whole) * 10_000).round()).cast(pl.Int64)


def _stops(fitted: Fitted) -> Input:
    named = fitted.counts.open.with_columns(
        age=_groups("age", AGES, "år"), band=_groups("band", BANDS, "mdr."), _a="age", _b="band"
    )
    rows = named.sort("kind", "_a", "_b").select(
        "kind", "age", "band", "exposure", "stops", hazard_pct=_pct("stops", "exposure")
    )
    return Input(
        "stops",
        "Ophør",
        "Måned for måned: hvor mange løbende indsatser uden stopdato der var, og hvor mange der fik en.",
        {
            "kind": "Type", "age": "Alder", "band": "Har varet", "exposure": "Indsatsmåneder", "stops": "Ophør",
            "hazard_pct": "Ophør pr. måned",
        },
        rows,
    )  # fmt: skip


def _groups(column: str, firsts: tuple[int, ...], unit: str) -> pl.Expr:
    ends: tuple[int | None, ...] = (*firsts[1:], None)
    names = {
        number: f"{first}–{end - 1} {unit}" if end else f"{first}+ {unit}"
        for number, (first, end) in enumerate(zip(firsts, ends, strict=True))
    }
    return pl.col(column).cast(pl.Int64).replace_strict(names, default="", return_dtype=pl.String)


def _known_stops(fitted: Fitted) -> Input:
    due = {**{number: f"{number} mdr." for number in range(1, DUE)}, DUE: f"{DUE}+ mdr."}
    every = fitted.counts.planned.filter(pl.col("due").is_not_null())
    named = every.group_by("kind", "decided", "due").agg(pl.col("exposure", "longer", "shorter").sum())
    rows = named.sort("kind", "decided", "due").select(
        "kind",
        decided=pl.when("decided").then(pl.lit("Besluttet undervejs")).otherwise(pl.lit("Fra bevillingen")),
        due=pl.col("due").cast(pl.Int64).replace_strict(due, default="", return_dtype=pl.String),
        exposure="exposure",
        longer="longer",
        longer_pct=_pct("longer", "exposure"),
        shorter="shorter",
        shorter_pct=_pct("shorter", "exposure"),
    )
    return Input(
        "known_stops",
        "Kendte stopdatoer, der flyttes",
        "Måned for måned: hvor mange kendte stopdatoer der blev flyttet senere eller tidligere.",
        {
            "kind": "Type", "decided": "Stopdatoen er", "due": "Tid til stop", "exposure": "Indsatsmåneder",
            "longer": "Forlænget", "longer_pct": "Forlænget pr. måned", "shorter": "Afkortet",
            "shorter_pct": "Afkortet pr. måned",
        },
        rows,
    )  # fmt: skip


def _birthdays(fitted: Fitted) -> Input:
    rows = fitted.counts.birthdays.sort("kind").select(
        "kind", "turned", "stopped", stopped_pct=_pct("stopped", "turned")
    )
    return Input(
        "birthdays",
        "18-års fødselsdagen",
        "Indsatser, der løb, da barnet fyldte 18 år, og hvor mange der stoppede ved det.",
        {"kind": "Type", "turned": "Fyldte 18", "stopped": "Stoppede", "stopped_pct": "Andel"},
        rows,
    )


def _past_birthday(fitted: Fitted) -> Input:
    rows = fitted.counts.past_birthday.select(
        "kind", pl.col("since").cast(pl.Int64), "running", "stopped", stopped_pct=_pct("stopped", "running")
    )
    return Input(
        "past_birthday",
        "Efter 18-års fødselsdagen",
        "Indsatser, der stadig løb i registret så mange hele måneder efter, at barnet fyldte 18 år, og hvor mange af dem der var "
        "stoppet med fødselsdagen.",
        {
            "kind": "Type", "since": "Måneder siden", "running": "Løb i registret", "stopped": "Var stoppet",
            "stopped_pct": "Andel",
        },
        rows,
    )  # fmt: skip


def _moves(fitted: Fitted) -> Input:
    rates = fitted.moves.monthly_rates().filter(pl.col("step") != 0)
    rows = rates.select(
        pl.col("step").cast(pl.Int64),
        pl.col("to_step").cast(pl.Int64),
        children=pl.col("children").cast(pl.Int64),
        exposure=pl.col("exposure").cast(pl.Int64),
        rate_pct=(pl.col("rate") * 10_000).round().cast(pl.Int64),
    )
    return Input(
        "moves",
        "Flytninger mellem trin",
        "Børn på et trin én måned og det trin, de stod på måneden efter (0: ingen indsats).",
        {
            "step": "Fra trin", "to_step": "Til trin", "children": "Børn", "exposure": "Børnemåneder på trinnet",
            "rate_pct": "Andel pr. måned",
        },
        rows,
    )  # fmt: skip


def _levels(fitted: Fitted) -> Input:
    import numpy as np

    level = fitted.model.arrivals.level
    low, middle, high = np.quantile(level, [0.1, 0.5, 0.9], axis=0) * 100 if level.size else np.zeros((3, 0))
    rows = pl.DataFrame(
        {
            "kind": list(fitted.model.kinds),
            "starts": np.rint(middle).astype(np.int64),
            "low": np.rint(low).astype(np.int64),
            "high": np.rint(high).astype(np.int64),
        },
        schema={"kind": pl.String, "starts": pl.Int64, "low": pl.Int64, "high": pl.Int64},
    )
    return Input(
        "levels",
        "Nye indsatser om måneden",
        "Hvor mange indsatser der begynder på en måned, i hundrededele, med det interval, niveauet kendes inden for (80 %).",
        {"kind": "Type", "starts": "Nye om måneden × 100", "low": "Fra × 100", "high": "Til × 100"},
        rows,
    )


def _delays(fitted: Fitted) -> Input:
    unseen = fitted.model.arrivals.unseen
    found = [
        {"kind": kind, "delay": DELAYS[0] + column, "unseen_pct": round(float(unseen[:, row, column].mean()) * 10_000)}
        for row, kind in enumerate(fitted.model.kinds)
        for column in range(unseen.shape[2])
    ]
    return Input(
        "delays",
        "Forsinket registrering",
        "Hvor stor en del af de indsatser, der er begyndt, som endnu ikke er registreret så mange måneder efter (under 0: før) start.",
        {"kind": "Type", "delay": "Måneder efter start", "unseen_pct": "Endnu ikke registreret"},
        pl.DataFrame(found, schema={"kind": pl.String, "delay": pl.Int64, "unseen_pct": pl.Int64}),
    )


def _prices(fitted: Fitted) -> Input:
    change = fitted.prices
    found: list[dict[str, Any]] = [
        {"year": str(year), "change_pct": round(value * 10_000)} for year, value in change.years
    ]
    found.append({"year": "Brugt", "change_pct": round(change.mean * 10_000)})
    found.append({"year": "Spredning", "change_pct": round(change.deviation * 10_000)})
    return Input(
        "prices",
        "Prisændringer",
        "Hvor meget priserne på løbende indsatser steg fra samme måned til årets slutning i tidligere år, og hvad der er brugt.",
        {"year": "År", "change_pct": "Ændring"},
        pl.DataFrame(found, schema={"year": pl.String, "change_pct": pl.Int64}),
    )


def _expected(fitted: Fitted) -> Input:
    names = ("Før start", "Efter start")
    found = [
        {
            "when": name, "grants": one.grants, "said": round(one.said * 100), "came": one.came * 100,
            "factor": round(float(fitted.model.hits[:, number].mean()) * 100),
        }
        for number, (name, one) in enumerate(zip(names, fitted.said, strict=True))
    ]  # fmt: skip
    return Input(
        "expected",
        "Forventede indsatser, der blev til noget",
        "Summen af de sandsynligheder, der var tastet, mod hvor mange der kom; en indsats tæller én gang for hver måned, den var "
        "forventet. Alle tal er × 100.",
        {"when": "Set", "grants": "Indsatser", "said": "Sagt × 100", "came": "Kom × 100", "factor": "Faktor × 100"},
        pl.DataFrame(
            found,
            schema={"when": pl.String, "grants": pl.Int64, "said": pl.Int64, "came": pl.Int64, "factor": pl.Int64},
        ),
    )


def _triangle(fitted: Fitted) -> Input:
    import numpy as np

    late = fitted.late
    found = [
        {"month": month, "delay": delay, "posted_oere": round(float(late.triangle[row, delay]))}
        for row, month in enumerate(late.months)
        for delay in range(late.triangle.shape[1])
        if np.isfinite(late.triangle[row, delay])
    ]
    return Input(
        "triangle",
        "Sene posteringer",
        "Bogført på indsatser efter ydelsesmåned, lagt sammen til så mange måneder efter den.",
        {"month": "Ydelsesmåned", "delay": "Måneder efter", "posted_oere": "Bogført i alt"},
        pl.DataFrame(found, schema={"month": pl.Int64, "delay": pl.Int64, "posted_oere": pl.Int64}),
    )


def _series(fitted: Fitted, labels: Mapping[str, str]) -> Input:
    found = [
        {
            "area": labels.get(area, area), "mean_oere": round(level.mean), "deviation_oere": round(level.deviation),
            "months": level.months, "trend": "ja" if level.trend else "nej",
        }
        for area, level in sorted(fitted.series.items())
    ]  # fmt: skip
    return Input(
        "series",
        "Øvrige posteringer",
        "Det, ingen indsats forklarer, i årets åbne måneder: fremskrevet af de seneste måneder, med fald eller stigning, hvor der er en.",
        {
            "area": "Område", "mean_oere": "Forventet i åbne måneder", "deviation_oere": "Spredning",
            "months": "Måneder set", "trend": "Udvikling",
        },
        pl.DataFrame(
            found,
            schema={
                "area": pl.String, "mean_oere": pl.Int64, "deviation_oere": pl.Int64, "months": pl.Int64,
                "trend": pl.String,
            },
        ),
    )  # fmt: skip


def _snapshots(found: WhatIsKnown) -> Input:
    origin = dict.fromkeys(found.seen.reconstructed, "Udledt af det første udtræk")
    counted = found.known.seen.group_by("snapshot").agg(grants=pl.len()).sort("snapshot")
    rows = counted.select(
        month=pl.col("snapshot").cast(pl.Int64),
        grants=pl.col("grants").cast(pl.Int64),
        origin=pl.col("snapshot").cast(pl.Int64).replace_strict(
            origin, default="Som det var kendt", return_dtype=pl.String
        ),
    )  # fmt: skip
    return Input(
        "snapshots",
        "Månedsslut, der er lært af",
        "Hvor mange indsatser hver månedsslut viste.",
        {"month": "Måned", "grants": "Indsatser", "origin": "Kilde"},
        rows,
    )
