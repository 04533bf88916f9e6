"""A figure of need opened: level and need to their rows, a difference to its two figures, a model to what it was given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.municipality.address import Address, BadAddress
from trinvis.municipality.benchmark_figures import KRONER, opened, who
from trinvis.municipality.explain import Explanation, Part
from trinvis.municipality.public_figures import COUNTRY, LEVEL, NEED

if TYPE_CHECKING:
    from trinvis.municipality.benchmark import Benchmark

NEED_FIGURES = (
    "need_difference_oere",
    "expected_oere",
    "model_difference_oere",
    "explained_oere",
    "set_difference_oere",
)


def explain_need(made: Benchmark, address: Address) -> Explanation:
    """A figure of need; raises ``BadAddress``."""
    if address.figure in ("explained_oere", "set_difference_oere"):
        return _explained(made, address)
    code = _code(made, address)
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
    row = None if need is None else next((one for one in need.table.rows if one.code == code), None)
    if need is None or row is None:
        raise BadAddress(f"{_name(made, code)} mangler udgiftsniveau eller udgiftsbehov; ret adressen.")
    return opened(
        address, f"Niveau minus udgiftsbehov, {_name(made, code)}", row.difference_oere, KRONER,
        f"Over 0 er der brugt mere, end behovet tilsiger. {need.basis}",
        inputs=(
            Part("Udgiftsniveau", row.level_oere, need_address(made, code, LEVEL)),
            Part("Udgiftsbehov", row.need_oere, need_address(made, code, NEED)),
        ),
    )  # fmt: skip


def _of_model(made: Benchmark, address: Address, code: int) -> Explanation:
    model = made.model
    if isinstance(model, str):
        raise BadAddress(model)
    row = model.of(code)
    inputs = [
        Part(v.label, v.values[code] or 0, made.address("figure", key=v.key, municipality=code), v.unit or "")
        for v in made.model_variables
    ]
    title = f"Forventet af egen model, {_name(made, code)}"
    value, sentence = row.expected_oere, " ".join(model.caveats)
    if address.figure == "model_difference_oere":
        if row.difference_oere is None or row.actual_oere is None:
            raise BadAddress(f"{_name(made, code)} har intet udgiftsniveau; ret adressen.")
        title, value = f"Faktisk minus forventet af egen model, {_name(made, code)}", row.difference_oere
        inputs = [
            Part("Udgifter pr. 0-22-årig", row.actual_oere, made.address("area_oere", municipality=code)),
            Part("Forventet", row.expected_oere, made.address("expected_oere", municipality=code)),
        ]
    return opened(
        address, title, value, KRONER,
        f"Mindste kvadrater over alle andre kommuner, så ingen er sin egen målestok. {sentence}", inputs=tuple(inputs),
    )  # fmt: skip


def _explained(made: Benchmark, address: Address) -> Explanation:
    """A part of the difference to the chosen set, or all of it."""
    from trinvis.municipality.benchmark_difference import parts_of

    found, parts = parts_of(made.of_set(address.where.get("set", ""), address.where.get("weighting", "unweighted")))
    if found is None:
        raise BadAddress("Forskellen kan ikke regnes; ret adressen.")
    _, group = who(made, address)
    weighting = "weighted" if found.weighted else "unweighted"
    whole = (
        Part(_name(made, made.own), found.own.oere, made.address("area_oere", municipality=made.own)),
        Part(group.label, found.other.oere, made.address("area_oere", set=others(made, address), weighting=weighting)),
    )
    if address.figure == "set_difference_oere":
        return opened(
            address, f"Forskel til {group.label} pr. 0-22-årig", found.difference_oere, KRONER,
            f"Vores udgifter på området minus deres. {found.method}", inputs=whole,
        )  # fmt: skip
    part = next((one for one in parts if one.key == address.where.get("part", "")), None)
    if part is None:
        raise BadAddress(f"Forskellen har ikke delen '{address.where.get('part', '')}'; ret adressen.")
    inputs = (
        (Part("Os", part.own_oere, str(address)), Part(group.label, part.other_oere, str(address)))
        if part.own_oere is not None and part.other_oere is not None
        else (
            Part(
                "Forskellen i alt",
                found.difference_oere,
                made.address("set_difference_oere", set=group.key, weighting=weighting),
            ),
        )
    )
    return opened(
        address, f"Forskel til {group.label}: {part.label}", part.oere, KRONER,
        f"{part.how} Delene er fordelt på hele øre, så de giver forskellen. {found.method}", inputs=inputs,
    )  # fmt: skip


def others(made: Benchmark, address: Address) -> str:
    """The set without ourselves, as an address names it."""
    _, group = who(made, address)
    return ",".join(str(code) for code in group.members if code != made.own)


def _code(made: Benchmark, address: Address) -> int:
    text = address.where.get("municipality", "")
    if text == str(COUNTRY):
        return COUNTRY
    code, _ = who(made, address)
    if code is None:
        raise BadAddress("Tallet åbnes for én kommune (municipality); ret adressen.")
    return code


def _name(made: Benchmark, code: int) -> str:
    return "Hele landet" if code == COUNTRY else made.name(code)
