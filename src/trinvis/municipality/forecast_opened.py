"""A figure of the simulated forecast opened: a mean into its parts, a percentile or a share into what it was found from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.calculations.forecast.simulate import PARTS
from trinvis.calculations.forecast.year_drawn import DRAWS
from trinvis.municipality.address import Address, BadAddress
from trinvis.municipality.explain import Explanation, Part
from trinvis.municipality.forecast_year import SEED

if TYPE_CHECKING:
    from trinvis.municipality.follow_up import FollowUp
    from trinvis.municipality.forecast_year import ForecastYear, Row

FIGURES = {
    "mean_oere": "ventet regnskab",
    "median_oere": "midterste udfald",
    "low80_oere": "80 %-intervallet fra",
    "high80_oere": "80 %-intervallet til",
    "low95_oere": "95 %-intervallet fra",
    "high95_oere": "95 %-intervallet til",
    "frame80_oere": "ramme, der holder med 80 %",
    "chance_pct": "risiko for at bryde rammen",
    "share_pct": "andel af usikkerheden",
}
"""Figure → what users read."""

PERCENTILES = {
    "median_oere": ("50", "halvdelen"),
    "low80_oere": ("10", "10 %"),
    "high80_oere": ("90", "90 %"),
    "low95_oere": ("2,5", "2,5 %"),
    "high95_oere": ("97,5", "97,5 %"),
    "frame80_oere": ("80", "80 %"),
}
"""Figure → which percentile, and how many futures end below it."""

KNOWN = {
    "spent": "spent_oere",
    "late_postings": "spent_oere",
    "other": "method_oere",
    "fixed": "estimates_oere",
    "risks": "estimates_oere",
    "refund": "refund_oere",
}
"""Part → the figure of the follow-up that it is nearest to; the others begin with what is committed."""
COMMITTED = "committed_oere"

MOST_DRAWS, MOST_SEED = 100_000, 2**63 - 1
"""What an address may ask for: the pages open addresses too, and must answer."""

_MODELS = "Modellerne, der er trukket af, står med deres tal under Prognose, Sådan er den regnet."


def explain_forecast(made: ForecastYear, follow_up: FollowUp, address: Address) -> Explanation:
    """``forecast/2026/2026-09-30/mean_oere?area=…&part=…``; without an area the total. Raises ``BadAddress``.

    A mean is the sum of its parts, and a part of the total the sum of the areas'. Percentiles and shares are no sums: their
    inputs are listed. What rests on intervals is refused where they are not tested.
    """
    area, part = address.where.get("area", ""), address.where.get("part", "")
    row = made.total if not area else next((one for one in made.areas if one.area == area), None)
    of_part = address.figure in ("mean_oere", "share_pct")
    if (
        row is None
        or set(address.where) - {"area", "part", "draws", "seed"}
        or address.figure not in FIGURES
        or (part and (part not in PARTS or not of_part))
        or (address.figure == "share_pct" and (area or not part))
    ):
        raise BadAddress(
            f"Adressen '{address}' kan ikke læses: skriv forecast/2026/2026-09-30/mean_oere?area=…, med et af {', '.join(FIGURES)}."
        )
    if address.figure not in ("mean_oere", "share_pct") and not made.is_drawn(area):
        raise BadAddress(made.not_drawn or made.sentence)
    value, unit, sentence = _value(made, row, address.figure, part)
    parts = _terms(made, row, address) if address.figure == "mean_oere" else ()
    inputs = () if parts else _inputs(made, follow_up, row, address)
    title = f"{row.label}, {PARTS[part].lower()}" if part else row.label
    return Explanation(
        address=address,
        title=f"{title}, {FIGURES[address.figure]}",
        value=value,
        unit=unit,
        sentence=sentence,
        parts=parts,
        inputs=inputs,
        lines=follow_up.without_memo.clear(),
        rules={},
        parameters=(),
    )


def asked_of(address: Address) -> tuple[int, int]:
    """How many futures an address asks for, and from which seed; raises ``BadAddress``."""
    found = []
    for name, usual, least, most in (("draws", DRAWS, 100, MOST_DRAWS), ("seed", SEED, 0, MOST_SEED)):
        text = address.where.get(name, str(usual))
        if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
            raise BadAddress(f"{name}={text} i adressen er ikke et tal fra {least} til {most}; ret adressen.")
        found.append(int(text))
    return found[0], found[1]


def variance_shares(made: ForecastYear) -> dict[str, int]:
    """Part → its share of the variance of the total in hundredths of a per cent, rounded so that they still add up."""
    exact = {part: share * 10_000 for part, share in made.contributions.items() if share}
    rounded = {part: int(share // 1) for part, share in exact.items()}
    left = round(sum(exact.values())) - sum(rounded.values())
    for part in sorted(exact, key=lambda one: rounded[one] - exact[one])[:left]:
        rounded[part] += 1
    return rounded


def chance_of(row: Row) -> int | None:
    """The chance of breaking the frame in hundredths of a per cent; None without a frame."""
    return None if row.chance is None else round(row.chance * 10_000)


def _value(made: ForecastYear, row: Row, figure: str, part: str) -> tuple[int, str, str]:
    """The value, its unit, and how it was found."""
    draws = f"{made.draws:,}".replace(",", ".")
    if figure == "share_pct":
        return (
            variance_shares(made).get(part, 0),
            "%",
            f"Delens samvariation med regnskabet i alt i {draws} gennemregnede år, divideret med regnskabets varians. Andelene giver "
            f"100 %. {_MODELS}",
        )
    if figure == "chance_pct":
        above = f"{round((row.chance or 0) * made.draws):,}".replace(",", ".")
        return (
            chance_of(row) or 0,
            "%",
            f"{above} af {draws} gennemregnede år koster mere end rammen. {made.sentence} {_MODELS}",
        )
    if figure in PERCENTILES:
        number, share = PERCENTILES[figure]
        return (
            int(getattr(row, figure)),
            "kr.",
            f"{number}-percentilen af {draws} gennemregnede år: {share} af dem ender lavere. Percentiler kan ikke lægges sammen. "
            f"{made.sentence} {_MODELS}",
        )
    value = row.parts[part] if part else row.mean_oere
    return value, "kr.", f"Gennemsnittet af {draws} gennemregnede år (frø {made.seed}). {_MODELS}"


def _terms(made: ForecastYear, row: Row, address: Address) -> tuple[Part, ...]:
    """What a mean is the sum of: its parts, or for a part of the total the areas'."""
    area, part = address.where.get("area", ""), address.where.get("part", "")
    if part and area:
        return ()
    if part:
        return tuple(
            Part(one.label, one.parts[part], made.address("mean_oere", one.area, part))
            for one in made.areas
            if one.parts[part]
        )
    return tuple(
        Part(PARTS[one], amount, made.address("mean_oere", area, one)) for one, amount in row.parts.items() if amount
    )


def _inputs(made: ForecastYear, follow_up: FollowUp, row: Row, address: Address) -> tuple[Part, ...]:
    """What a figure that is no sum was found from, each with the address that opens it."""
    part = address.where.get("part", "")
    if address.figure == "mean_oere":
        return (_followed(follow_up, row, KNOWN.get(part, COMMITTED)),)
    expected = Part("Ventet regnskab", row.mean_oere, made.address("mean_oere", row.area))
    if address.figure == "share_pct":
        return (Part(PARTS[part], row.parts[part], made.address("mean_oere", part=part)), expected)
    if address.figure == "chance_pct":
        return (_followed(follow_up, row, "budget_oere"), expected)
    whole = Address(address.question, address.year, address.basis, "mean_oere", {"area": row.area} if row.area else {})
    return (expected, *_terms(made, row, whole))


def _followed(follow_up: FollowUp, row: Row, figure: str) -> Part:
    from trinvis.reports.follow_up_table import FIGURE_WORDS

    kind, name = ("area", row.area) if row.area else ("total", "i_alt")
    found = [one for one in follow_up.areas.iter_rows(named=True) if (one["kind"], one["area"]) == (kind, name)]
    amount = int(found[0][figure] or 0) if found else 0
    return Part(f"Opfølgningen: {FIGURE_WORDS[figure]}", amount, str(follow_up.address(figure, kind, name)))
