"""What an address of a comparison says: how figures are counted, of whom, on which steps; and a figure without lines."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, cast

from trinvis.calculations.commitments.money import rounded_quotient
from trinvis.calculations.staircase.expenditure import Counting
from trinvis.calculations.staircase.measures import AreaPerChild, LowerToUpper, Measure, SpendingPerChild, StepShare
from trinvis.calculations.staircase.spans import WHOLE, Span, span_of
from trinvis.municipality.address import Address, BadAddress
from trinvis.municipality.benchmark import DESCRIPTIVE, NO_INDEX, Asked
from trinvis.municipality.benchmark_sets import Group
from trinvis.municipality.explain import Explanation
from trinvis.municipality.public_figures import COUNTRY
from trinvis.tables.lines import empty_lines

if TYPE_CHECKING:
    from trinvis.municipality.benchmark import Benchmark

KRONER, PER_CENT, CHILDREN, POINTS = "kr.", "%", "børn", "procentpoint"


def asked_of(address: Address) -> Asked:
    """What an address asks for; raises ``BadAddress`` for what it cannot say."""
    where = address.where
    base = where.get("base", "")
    if (base and not base.isdigit()) or where.get("counting", "gross") not in ("gross", "net"):
        raise BadAddress(f"Adressen '{address}' siger ikke, hvordan tallet er opgjort (counting, base); ret adressen.")
    return Asked(
        year=address.year,
        counting=cast(Counting, where.get("counting", "gross")),
        kind=where.get("kind", "accounts"),
        index=where.get("index") or NO_INDEX,
        base=int(base) if base else None,
        since=int(where["first"]) if where.get("first", "").isdigit() else None,
        background=where.get("background", ""),
        set_year=int(where["of"]) if where.get("of", "").isdigit() else None,
        variables=tuple(where["variables"].split("|")) if where.get("variables") else (),
    )


def who(made: Benchmark, address: Address) -> tuple[int | None, Group]:
    """The municipality, or the set, that an address names; raises ``BadAddress``."""
    text = address.where.get("municipality", "")
    if text:
        if not text.isdigit() or int(text) not in made.national.names:
            raise BadAddress(f"Kommunen '{text}' findes ikke; ret adressen.")
        return int(text), Group(text, made.name(int(text)), (int(text),))
    return None, made.sets.of(address.where.get("set", ""))


def code_of(made: Benchmark, address: Address) -> int:
    """The municipality, or ``COUNTRY``, that an address names; raises ``BadAddress`` for a set."""
    if address.where.get("municipality") == str(COUNTRY):
        return COUNTRY
    code, _ = who(made, address)
    if code is None:
        raise BadAddress("Tallet åbnes for én kommune (municipality); ret adressen.")
    return code


def name_of(made: Benchmark, code: int) -> str:
    """The municipality's name, or the country's."""
    return "Hele landet" if code == COUNTRY else made.name(code)


def group_of(address: Address) -> Span:
    """The steps that an address names; all of them when it names none."""
    text = address.where.get("steps", "")
    try:
        return span_of(text) if text else WHOLE
    except ValueError:
        raise BadAddress(f"'{text}' er ingen trin; skriv fx 2-3 eller 6.") from None


def measure_of(address: Address) -> Measure:
    """What is measured, by the figure's name."""
    group, left_out = group_of(address), address.where.get("left_out") == "1"
    if address.figure == "spending_oere":
        return SpendingPerChild(group, left_out)
    if address.figure == "area_oere":
        return AreaPerChild()
    return StepShare(group) if address.figure == "share" else LowerToUpper()


def written(value: Fraction, figure: str) -> int:
    """Øre, or hundredths of a per cent of a share or a ratio; rounded half away from zero."""
    return rounded(value if figure.endswith("_oere") else value * 10_000)


def rounded(value: Fraction) -> int:
    """A whole number, a half away from zero."""
    return rounded_quotient(*value.as_integer_ratio())


def unit_of(figure: str) -> str:
    """The unit of a quotient."""
    return KRONER if figure.endswith("_oere") else PER_CENT


def opened(address: Address, title: str, value: int, unit: str, sentence: str, **more: object) -> Explanation:
    """An explanation without lines."""
    empty: dict[str, object] = {"parts": (), "inputs": (), "lines": empty_lines(), "rules": {}, "parameters": ()}
    return Explanation(
        address=address,
        title=title,
        value=value,
        unit=unit,
        sentence=f"{sentence} {DESCRIPTIVE}.",
        **(empty | more),  # type: ignore[arg-type]
    )
