"""A figure of need opened: level and need to their rows, their difference to the two, a model to what it was given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.municipality.address import Address, BadAddress
from trinvis.municipality.benchmark_figures import KRONER, code_of, name_of, opened
from trinvis.municipality.explain import Explanation, Part
from trinvis.municipality.public_figures import LEVEL, NEED

if TYPE_CHECKING:
    from trinvis.calculations.benchmark.background import Variable
    from trinvis.calculations.benchmark.need_model import NeedModel
    from trinvis.municipality.benchmark import Benchmark

MODEL_ENDS = {
    "expected_oere": "Forventet af egen model",
    "model_low_oere": "Intervallets start",
    "model_high_oere": "Intervallets slutning",
}
COEFFICIENT_ENDS = {"": "", "low": ", intervallets start", "high": ", intervallets slutning"}
NEED_FIGURES = ("need_difference_oere", *MODEL_ENDS, "model_difference_oere", "coefficient_oere")


def explain_need(made: Benchmark, address: Address) -> Explanation:
    """A figure of need; raises ``BadAddress``."""
    if address.figure == "coefficient_oere":
        return _coefficient(made, address)
    code = code_of(made, address)
    if address.figure == "need_difference_oere":
        return _against_need(made, address, code)
    return _of_model(made, address, code)


def need_address(made: Benchmark, code: int, figure: str) -> str:
    """Where the level or the need of a municipality opens."""
    need = made.need
    if need is not None and (figure == NEED or need.level_imported):
        return made.address("figure", key=figure, municipality=code, day=need.need.day.isoformat())
    year = made.year if need is None else need.need.day.year
    kept = {name: said for name, said in made.counted_where.items() if name not in ("index", "base")}
    return str(Address("benchmark", year, made.basis.name, "area_oere", kept | {"municipality": str(code)}))


def _against_need(made: Benchmark, address: Address, code: int) -> Explanation:
    need = made.need
    found = None if need is None else need.of(code)
    if need is None or found is None:
        raise BadAddress(f"{name_of(made, code)} mangler udgiftsniveau eller udgiftsbehov; ret adressen.")
    level, wanted = found
    return opened(
        address, f"Niveau minus udgiftsbehov, {name_of(made, code)}", level - wanted, KRONER,
        f"Over 0 er der brugt mere, end behovet tilsiger. {need.basis}",
        inputs=(
            Part("Udgiftsniveau", level, need_address(made, code, LEVEL)),
            Part("Udgiftsbehov", wanted, need_address(made, code, NEED)),
        ),
    )  # fmt: skip


def _of_model(made: Benchmark, address: Address, code: int) -> Explanation:
    model = _model(made)
    row, sentence = model.of(code), " ".join(model.caveats)
    if address.figure == "model_difference_oere":
        if row.difference_oere is None or row.actual_oere is None:
            raise BadAddress(f"{name_of(made, code)} har intet udgiftsniveau; ret adressen.")
        title, value = "Faktisk minus forventet af egen model", row.difference_oere
        inputs = [
            Part("Udgifter pr. 0-22-årig", row.actual_oere, made.address("area_oere", municipality=code)),
            Part("Forventet", row.expected_oere, made.address("expected_oere", municipality=code)),
        ]
    else:
        ends = dict(zip(MODEL_ENDS, (row.expected_oere, row.low_oere, row.high_oere), strict=True))
        title, value = MODEL_ENDS[address.figure], ends[address.figure]
        inputs = [background_part(made, v, code, v.label) for v in made.model_variables]
    return opened(
        address, f"{title}, {name_of(made, code)}", value, KRONER,
        f"Mindste kvadrater over alle andre kommuner, så ingen er sin egen målestok. {sentence}", inputs=tuple(inputs),
    )  # fmt: skip


def _coefficient(made: Benchmark, address: Address) -> Explanation:
    """What one more unit of a variable goes with, opened to what the model was given: spending, and the variable's values."""
    model, key, end = _model(made), address.where.get("key", ""), address.where.get("end", "")
    variables = (None, *made.model_variables)  # the constant has no key
    place = next((n for n, one in enumerate(variables) if (one.key if one is not None else "") == key), None)
    if place is None or end not in COEFFICIENT_ENDS:
        raise BadAddress(f"Modellen har ikke variablen '{key}', eller '{end}' er ingen ende; ret adressen.")
    found, variable, inputs = model.coefficients[place], variables[place], []
    for row in model.rows:
        if row.actual_oere is not None:
            code = row.unit.code
            to = made.address("area_oere", municipality=code)
            inputs.append(Part(f"{row.unit.name}, udgifter pr. 0-22-årig", row.actual_oere, to))
            if variable is not None:
                inputs.append(background_part(made, variable, code, f"{row.unit.name}, {variable.label}"))
    value = {"low": found.low, "high": found.high}.get(end, found.value)
    return opened(
        address, f"Egen model: {found.label}{COEFFICIENT_ENDS[end]}", round(value), KRONER,
        f"Mindste kvadrater over {model.cases} kommuner; intervallet er robust (HC3, 95 %). {' '.join(model.caveats)}",
        inputs=tuple(inputs),
    )  # fmt: skip


def background_part(made: Benchmark, variable: Variable, code: int, label: str) -> Part:
    """A municipality's value of a background variable, of the year that the backgrounds are of."""
    to = made.address("figure", made.sets.day.year, key=variable.key, municipality=code)
    return Part(label, variable.values[code] or 0, to, variable.unit)


def _model(made: Benchmark) -> NeedModel:
    if isinstance(made.model, str):
        raise BadAddress(made.model)
    return made.model
