"""The chosen set opened: how far a municipality lies and by what, and the difference to the set with its parts and both sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.calculations.benchmark.comparator_set import SCALE_WORDS, Scale
from trinvis.calculations.staircase.measures import AreaPerChild, Measure, SpendingPerChild
from trinvis.calculations.staircase.spans import WHOLE
from trinvis.municipality.address import Address, BadAddress
from trinvis.municipality.benchmark_difference import BY_STEP, NO_STEP, parts_of
from trinvis.municipality.benchmark_figures import KRONER, code_of, opened, rounded
from trinvis.municipality.benchmark_need import span_of_key
from trinvis.municipality.benchmark_need_opened import background_part
from trinvis.municipality.explain import Explanation, Part

if TYPE_CHECKING:
    from trinvis.calculations.benchmark.difference import Explained
    from trinvis.municipality.benchmark import Benchmark
    from trinvis.municipality.benchmark_difference import DifferencePart

SET_FIGURES = ("distance", "explained_oere", "side_oere", "set_difference_oere")
SCALE_UNITS: dict[Scale, str] = {"range": "spænd", "standard_deviation": "standardafvigelser"}
WHOLE_OERE = "Delene er fordelt på hele øre, så de giver forskellen."
OWN, OTHERS = "own", "others"
"""The two sides of a part, as ``side`` in an address."""


def explain_set(made: Benchmark, address: Address) -> Explanation:
    """A figure of the chosen set; raises ``BadAddress``."""
    if address.figure == "distance":
        return _distance(made, address)
    compared = made.of_set(address.where.get("set", ""), address.where.get("weighting", "unweighted"))
    found, parts = parts_of(compared)
    if found is None:
        raise BadAddress("Forskellen kan ikke regnes; ret adressen.")
    if address.figure == "set_difference_oere":
        return _difference(compared, address, found)
    part = next((one for one in parts if one.key == address.where.get("part", "")), None)
    if part is None:
        raise BadAddress(f"Forskellen har ikke delen '{address.where.get('part', '')}'; ret adressen.")
    if address.figure == "side_oere":
        return _side(compared, address, found, part)
    return _part(compared, address, found, part)


def others_address(made: Benchmark) -> str:
    """Where the spending on the area of the chosen set, ourselves left out, opens."""
    codes = ",".join(str(code) for code in made.against.members if code != made.own)
    return made.address("area_oere", set=codes, weighting=made.asked.weighting)


def side_address(made: Benchmark, part: DifferencePart, side: str) -> str:
    """Where one side of a part opens."""
    return made.address("side_oere", set=made.against.key, weighting=made.asked.weighting, part=part.key, side=side)


def _distance(made: Benchmark, address: Address) -> Explanation:
    code, group = code_of(made, address), made.sets.of(address.where.get("set", ""))
    chosen = group.chosen
    member = None if chosen is None else next((one for one in chosen.members if one.unit.code == code), None)
    if chosen is None or member is None or member.distance is None:
        raise BadAddress(f"{group.label} har ingen afstand til kommunen {code}; ret adressen.")
    inputs, shares = [], []
    for spread, by in zip(chosen.spreads, member.contributions, strict=True):
        variable = spread.variable
        inputs += [
            background_part(made, variable, one, f"{variable.label}, {made.name(one)}") for one in (made.own, code)
        ]
        shares.append(f"{by.label} {100 * by.share:.0f} %")
    return opened(
        address, f"Afstand fra {made.name(made.own)} til {made.name(code)}", round(member.distance * 100), SCALE_UNITS[chosen.scale],
        f"Kvadratroden af det vægtede gennemsnit af forskellene i anden, hver målt i {SCALE_WORDS[chosen.scale]} blandt alle kommuner. "
        f"Afstanden kommer fra: {', '.join(shares)}. {chosen.method}", inputs=tuple(inputs),
    )  # fmt: skip


def _difference(made: Benchmark, address: Address, found: Explained) -> Explanation:
    return opened(
        address, f"Forskel til {made.against.label} pr. 0-22-årig", found.difference_oere, KRONER,
        f"Vores udgifter på området minus deres. {found.method}",
        inputs=(
            Part(made.name(made.own), found.own.oere, made.address("area_oere", municipality=made.own)),
            Part(made.against.label, found.other.oere, others_address(made)),
        ),
    )  # fmt: skip


def _part(made: Benchmark, address: Address, found: Explained, part: DifferencePart) -> Explanation:
    """A part to its two sides, or where it has none to the whole difference."""
    if part.own_oere is None or part.other_oere is None:
        whole = made.address("set_difference_oere", set=made.against.key, weighting=made.asked.weighting)
        inputs = [Part("Forskellen i alt", found.difference_oere, whole)]
    else:
        inputs = [
            Part("Os", part.own_oere, side_address(made, part, OWN)),
            Part(made.against.label, part.other_oere, side_address(made, part, OTHERS)),
        ]
    return opened(
        address, f"Forskel til {made.against.label}: {part.label}", part.oere, KRONER,
        f"{part.how} {WHOLE_OERE} {found.method}", inputs=tuple(inputs),
    )  # fmt: skip


def _side(made: Benchmark, address: Address, found: Explained, part: DifferencePart) -> Explanation:
    """One side of a part to each municipality's spending on the steps; of money on no step, to all spending and that on steps."""
    sides = {OWN: (part.own_oere, (made.own,)), OTHERS: (part.other_oere, found.compared)}
    value, codes = sides.get(address.where.get("side", ""), (None, ()))
    if value is None:
        raise BadAddress("Siden (side) er own eller others, og kun for dele efter trin; ret adressen.")
    if part.key == NO_STEP:
        measures: tuple[Measure, ...] = (AreaPerChild(), SpendingPerChild(WHOLE))
    else:
        measures = (SpendingPerChild(span_of_key(int(part.key.removeprefix(f"{BY_STEP}-")))),)
    inputs = [
        Part(f"{made.name(code)}: {measure.label}", rounded(one.value), _spent(made, measure, code))
        for code in codes
        for measure in measures
        if (one := measure.of(made.spending, code, made.year)) is not None
    ]
    side = made.name(made.own) if codes == (made.own,) else made.against.label
    how = (
        "Alt på området minus det, der står på et trin."
        if part.key == NO_STEP
        else "Udgiften pr. 0-22-årig på trinnet."
    )
    return opened(
        address, f"{part.label}, {side}", value, KRONER, f"{how} {WHOLE_OERE} {found.method}", inputs=tuple(inputs),
    )  # fmt: skip


def _spent(made: Benchmark, measure: Measure, code: int) -> str:
    if isinstance(measure, SpendingPerChild):
        low, high = measure.group
        return made.address("spending_oere", municipality=code, steps=f"{low}-{high}")
    return made.address("area_oere", municipality=code)
