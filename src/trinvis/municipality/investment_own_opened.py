"""A figure of a target group opened: children, days, kroner, stays, moves and arrivals, down to the grants' own rows."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from trinvis.calculations.investment.own_data import YEAR_DAYS
from trinvis.calculations.investment.own_inputs import step_words
from trinvis.calculations.staircase.standing import AWAY, OPEN_DAY, OUTSIDE
from trinvis.municipality.address import Address, BadAddress
from trinvis.municipality.explain import Explanation, Part, narrowed, values_of, with_origin, words_of
from trinvis.municipality.investment_own import HORIZON, OwnData, own_data
from trinvis.municipality.investment_own_rows import OwnRows, come_rows, left_rows, own_rows, stay_rows
from trinvis.municipality.investment_picked import MARK, PICKS, WrongPick, picked_of
from trinvis.municipality.investment_posted import posted_lines
from trinvis.municipality.staircase_activity import collected
from trinvis.municipality.staircase_opened import CHILDREN, PLACING
from trinvis.municipality.staircase_view import KEYS
from trinvis.tables.lines import empty_lines

if TYPE_CHECKING:
    from trinvis.municipality.basis import Basis
    from trinvis.municipality.house import House
    from trinvis.parameters import Parameters

STAYS, DAYS, PERSONS, MOVES, KRONER = "ophold", "dage", "helårspersoner", "skift", "kr."

FIGURES: dict[str, tuple[str, str]] = {
    "children": ("Børn i målgruppen i perioden", CHILDREN),
    "children_on_day": ("Børn i målgruppen den sidste dag", CHILDREN),
    "days": ("Dage i målgruppen", DAYS),
    "full_year": ("Helårspersoner i målgruppen", PERSONS),
    "priced_days": ("Dage i målgruppen, hvor alle barnets indsatser har en takst", DAYS),
    "cost": ("Hvad børnene har kostet på de dage", KRONER),
    "price": ("Nettopris pr. helårsperson", KRONER),
    "posted": ("Bogført på børnene", KRONER),
    "ended": ("Ophold, der er afsluttet", STAYS),
    "running": ("Ophold, der stadig løber", STAYS),
    "stay": ("Gennemsnitlig varighed i dage", DAYS),
    "moves": ("Skift fra trinnet", MOVES),
    "arrivals": ("Børn, der kom til trinnet udefra", CHILDREN),
}
"""Figure → what users read, and its unit."""

_STEPS = ("step", "step_before")


def explain_own(house: House, basis: Basis, address: Address, parameters: Parameters) -> Explanation:
    """``investment-own/2026/2026-09-30/price?since=2025-10-01&until=2026-09-30&age=0-12&step=5``; raises ``BadAddress``."""
    if address.figure not in FIGURES:
        raise BadAddress(f"Tallet '{address.figure}' findes ikke i egne data; vælg en af {', '.join(FIGURES)}.")
    try:
        rows = own_rows(house, basis, picked_of(address.where))
    except WrongPick as error:
        raise BadAddress(str(error)) from None
    if address.figure == "full_year":
        return _full_year(rows, address)
    if address.figure == "price":
        return _price(rows, address)
    if address.figure == "stay":
        return _stay(own_data(house, basis, rows.picked, _horizon(address)), address)
    lines = _posted(house, basis, rows) if address.figure == "posted" else counted(rows, address)
    value = int(lines["counted"].sum()) * (1 if FIGURES[address.figure][1] == KRONER else 100)
    return Explanation(
        address=address, title=_title(rows, address), value=value, unit=FIGURES[address.figure][1],
        sentence=_sentence(rows, address.figure), parts=(), inputs=(), lines=with_origin(house, lines),
        rules=words_of(lines, parameters), parameters=values_of(lines, parameters),
    )  # fmt: skip


def counted(rows: OwnRows, address: Address) -> pl.DataFrame:
    """The lines of a figure, with ``counted`` (children, days, stays, moves) or ``signed_oere``; steps that are none are null."""
    own = {"horizon", *PICKS, *KEYS}
    asked = {n: v for n, v in address.where.items() if n not in own and not n.startswith(MARK)}
    found = narrowed(_rows(rows, address.figure), asked)
    if "component" not in found.columns:
        found = found.with_columns(component=pl.lit(PLACING))
    if address.figure == "cost":
        found = found.with_columns(signed_oere=pl.col("amount_oere"), counted=pl.col("amount_oere"))
    lacking = {name: kind for name, kind in empty_lines().schema.items() if name not in found.columns}
    found = found.with_columns(pl.lit(None, dtype=kind).alias(name) for name, kind in lacking.items())
    shown = [*empty_lines().columns, *(n for n in ("start", "stop", "step_before", "signed_oere", "counted") if n in found.columns)]  # fmt: skip
    return found.select(shown).with_columns(pl.col("^step(_before)?$").replace([OUTSIDE, AWAY], None))


def _posted(house: House, basis: Basis, rows: OwnRows) -> pl.DataFrame:
    children = rows.picked.children or tuple(collected(rows.own.segments.select("child_no").unique())["child_no"])
    found = posted_lines(house, basis, rows.picked, children)
    if found is None:
        raise BadAddress("Der er ingen posteringer for perioden; hent regnskabet ind, eller ret adressen.")
    return found.with_columns(signed_oere=pl.col("amount_oere"), counted=pl.col("amount_oere"))


def _rows(rows: OwnRows, figure: str) -> pl.DataFrame:
    one = pl.lit(1, dtype=pl.Int64)
    if figure in ("ended", "running"):
        seen = stay_rows(rows).filter(pl.col("running") == (figure == "running"), pl.col("days") > pl.col("entry"))
        return _dated(seen.with_columns(to_day=pl.col("from_day") + pl.col("days") - 1)).with_columns(counted=one)
    if figure in ("moves", "arrivals"):
        seen = left_rows(rows) if figure == "moves" else come_rows(rows)
        return _with_grant(rows, seen).with_columns(counted=one)
    if figure == "cost":
        return rows.costs.filter(~pl.col("child_no").is_in(list(rows.unpriced)))
    days = _dated(collected(rows.own.segments).sort("child_no", "from_day"))
    if figure == "priced_days":
        days = days.filter(~pl.col("child_no").is_in(list(rows.unpriced)))
    if figure in ("days", "priced_days"):
        return days.with_columns(counted=pl.col("days"))
    if figure == "children_on_day":
        days = days.filter(pl.col("stop") == rows.picked.until)
    return days.unique("child_no", keep="first", maintain_order=True).with_columns(counted=one)


def _with_grant(rows: OwnRows, seen: pl.DataFrame) -> pl.DataFrame:
    """Moves with the grant that the child stood by: the one that it left, or the one that it came to."""
    segments = collected(rows.own.segments).rename({"step": "_stood"})
    near = seen.join(segments, on=["child_no", "grant_id"], how="left", maintain_order="left")
    here = (pl.col("from_day") <= pl.col("day")) & (pl.col("to_day") >= pl.col("day") - 1)
    kept = near.filter(here).unique(["child_no", "day"], keep="last", maintain_order=True)
    return kept.with_columns(start=pl.col("day").cast(pl.Int32).cast(pl.Date)).drop("from_day", "to_day", "stop")


def _dated(found: pl.DataFrame) -> pl.DataFrame:
    """Day numbers as the days of the row: ``start``, ``stop`` and ``days``."""
    open_end = pl.col("to_day") >= OPEN_DAY
    return found.with_columns(
        start=pl.col("from_day").cast(pl.Int32).cast(pl.Date),
        stop=pl.when(~open_end).then(pl.col("to_day")).cast(pl.Int32).cast(pl.Date),
        days=pl.when(~open_end).then(pl.col("to_day") - pl.col("from_day") + 1).cast(pl.Int64),
    ).drop("from_day", "to_day")


def _full_year(rows: OwnRows, address: Address) -> Explanation:
    days = _part(rows, address, "days")
    value = (days.amount_oere * 2 + YEAR_DAYS) // (2 * YEAR_DAYS)
    return _worked_out(rows, address, value, "Dage i målgruppen divideret med 365.", (days,))


def _price(rows: OwnRows, address: Address) -> Explanation:
    cost, days = (_part(rows, address, figure) for figure in ("cost", "priced_days"))
    if not days.amount_oere:
        raise BadAddress("Der er ingen dage at dele udgiften med, så der er ingen pris; ret adressen.")
    whole = cost.amount_oere * YEAR_DAYS * 100
    size = (2 * abs(whole) + days.amount_oere) // (2 * days.amount_oere)
    return _worked_out(
        rows, address, size if whole >= 0 else -size,
        f"Hvad børnene har kostet, divideret med dagene og ganget med {YEAR_DAYS}. Efter betaling fra andre kommuner og {rows.refund_words}.",
        (cost, days),
    )  # fmt: skip


def _stay(made: OwnData, address: Address) -> Explanation:
    found = next((one for one in made.stays if str(one.step) == address.where.get("step", "")), None)
    if found is None:
        raise BadAddress("Der er ingen ophold på det trin; ret adressen.")
    rest = {name: value for name, value in address.where.items() if name != "horizon"}
    inputs = tuple(
        Part(FIGURES[figure][0], number * 100, str(Address(address.question, address.year, address.basis, figure, rest)), STAYS)
        for figure, number in (("ended", found.ended), ("running", found.running))
    )  # fmt: skip
    return Explanation(
        address=address, title=f"{FIGURES['stay'][0]}, {step_words(found.step)}", value=round(found.mean * YEAR_DAYS * 100),
        unit=DAYS, sentence=(
            f"Gennemsnit inden for {made.horizon:g} år efter levetidstabel: afsluttede ophold over dage, hvor opholdene kunne slutte, "
            "efter hvor længe de har varet. Et ophold tæller fra sin første dag i målgruppen, et løbende så længe det er set."
        ), parts=(), inputs=inputs, lines=empty_lines(), rules={}, parameters=(),
    )  # fmt: skip


def _part(rows: OwnRows, address: Address, figure: str) -> Part:
    of = Address(address.question, address.year, address.basis, figure, address.where)
    amount = int(counted(rows, of)["counted"].sum()) * (1 if figure == "cost" else 100)
    return Part(FIGURES[figure][0], amount, str(of), FIGURES[figure][1])


def _worked_out(rows: OwnRows, address: Address, value: int, sentence: str, inputs: tuple[Part, ...]) -> Explanation:
    return Explanation(
        address=address, title=_title(rows, address), value=value, unit=FIGURES[address.figure][1],
        sentence=f"{sentence} {rows.picked.view.sentence}", parts=(), inputs=inputs, lines=empty_lines(), rules={}, parameters=(),
    )  # fmt: skip


def _horizon(address: Address) -> float:
    text = address.where.get("horizon", str(HORIZON))
    try:
        years = float(text)
    except ValueError:
        years = 0.0
    if not 0 < years <= 100:
        raise BadAddress(f"Horisonten (horizon) '{text}' er ikke et antal år; ret adressen.")
    return years


def _title(rows: OwnRows, address: Address) -> str:
    said = [FIGURES[address.figure][0]]
    for name in _STEPS:
        if name in address.where:
            step = address.where[name]
            if not step.removeprefix("-").isdecimal():
                raise BadAddress(f"'{step}' er intet trin på trappen; ret adressen.")
            said.append(f"{'fra ' if name == 'step_before' else ''}{step_words(int(step))}")
    until: date = rows.picked.until
    said.append(f"{rows.picked.since:%d.%m.%Y}-{until:%d.%m.%Y}")
    return ", ".join(said)


def _sentence(rows: OwnRows, figure: str) -> str:
    words = {
        "cost": "Takst × mængde af alle barnets indsatser på de dage, hvor barnet stod i målgruppen; en måned deles efter dage. Refusion er indtægt.",
        "posted": "Posteringer i periodens måneder, der nævner barnet eller er koblet til en af dets indsatser.",
        "days": "Dage, hvor barnet stod i målgruppen; et barn tæller én dag om dagen.",
        "priced_days": "Dage i målgruppen for børn, hvis indsatser alle har en takst.",
        "moves": "Et skift pr. barn og dag, hvor det ikke længere står, hvor det stod i målgruppen dagen før.",
        "arrivals": "Et barn pr. dag, hvor det kommer til gruppens trin uden at have stået på et af dem dagen før.",
        "ended": "Hvert ophold tæller én gang: dage i træk på samme trin, med mindst én dag i målgruppen.",
        "running": "Hvert ophold tæller én gang: dage i træk på samme trin, med mindst én dag i målgruppen.",
    }
    return f"{words.get(figure, 'Hvert barn tæller én gang.')} {rows.picked.view.sentence}"
