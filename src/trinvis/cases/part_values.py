"""The parts of a case, read field by field after the schema: unknown fields are refused, missing ones named, all problems kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, replace
from dataclasses import fields as attributes_of
from typing import Any

from trinvis.cases.case import Case, Discount, Input, On
from trinvis.cases.expression import Number
from trinvis.cases.field import Field, Kind, Part
from trinvis.cases.nodes import Fields, Items, Node, Scalar, empty
from trinvis.cases.numbers import LOOKS, Unit
from trinvis.cases.parts.inputs import WAYS
from trinvis.cases.problem import Problem
from trinvis.cases.schema import PARTS
from trinvis.cases.shapes import Shapes

UNITS: Mapping[str, Unit] = {"amount": "kroner", "count": "antal", "years": "år"}
"""What the numbers of an input are counted in, by its kind."""

_INSTEAD: Mapping[Kind, object] = {
    "text": "",
    "name": "",
    "flag": False,
    "number": 0.0,
    "formula": Number(0.0),
    "on": On("year"),
    "by_alternative": {},
    "start": {},
    "shares": {},
    "read_inputs": {},
    "named": (),
    "case_name": "",
    "part": Discount(Number(0.0)),
}
"""What stands for a value that could not be read, so that the rest can be checked; such a case is never given to anyone."""


_ABSENT: Mapping[Kind, object] = {"formula": None, "by_alternative": {}, "named": (), "named_inputs": {}}
"""What a field of a kind says when it may lack and does."""


DEFAULTS: Mapping[str, Any] = {one.name: one.default for one in attributes_of(Input) if one.default is not MISSING}
"""What an input says in the fields that lack."""


class PartValues(Shapes):
    """Reads parts. Each method for a kind of field gives the attributes that the field fills."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems)
        self.inputs: Mapping[str, Input] = {}
        self._readers: Mapping[Kind, Callable[[Node, Field], Any]] = {
            "text": self.text,
            "texts": self.texts,
            "name": self.name,
            "names": self.names,
            "pair": self.pair,
            "choice": self.choice,
            "flag": self.flag,
            "whole": self.whole,
            "years": self.years,
            "date": self.day,
            "formula": self.formula,
            "by_alternative": self.by_alternative,
            "start": self.start,
            "shares": self.shares,
            "on": self.on,
            "of": self.of,
            "price_index": self.price_index,
            "headings": self.headings,
            "case_name": self.case_name,
            "part": self._part,
            "named": self._named,
            "named_inputs": self._inputs,
            "listed": self._listed,
            "read_inputs": self._read_inputs,
        }

    def case(self, node: Node) -> Case:
        """The whole case, with something else in place of what could not be read."""
        return Case(**self.part(PARTS["case"], node))

    def part(self, part: Part, node: Node, *, whole: bool = True, unit: Unit = "") -> dict[str, Any]:
        """What the fields below say, attribute by attribute. ``whole``: whether required fields must stand there; ``unit``
        is what its numbers are counted in."""
        known = self.known(part, node, whole=whole)
        made: dict[str, Any] = {}
        for one in part.fields:
            if one.key in known:
                made |= self._field(one, known[one.key], unit)
            elif whole:
                made |= _instead(one)
        return made

    def _field(self, field: Field, node: Node, unit: Unit) -> dict[str, Any]:
        read: Any
        unit = "" if field.unit.startswith("andel") else unit
        if field.kind == "number":
            read = self.number(node, field, unit)
        elif field.kind == "numbers":
            read = self.numbers(node, field, unit)
        elif field.kind == "distribution":
            read = self.distribution(node, unit)
        else:
            read = self._readers[field.kind](node, field)
        if read is None:
            self.broken.add(node.path)
            return _instead(field)
        return dict(zip(field.fills, read, strict=True)) if len(field.fills) > 1 else {field.fills[0]: read}

    def _part(self, node: Node, field: Field) -> object:
        return self._made(PARTS[field.part], node)

    def _made(self, part: Part, node: Node, **given: object) -> Any:
        """The dataclass of a part, with its line."""
        assert part.made is not None
        if "line" in {one.name for one in attributes_of(part.made)}:
            given["line"] = node.line
        return part.made(**self.part(part, node), **given)

    def _named(self, node: Node, field: Field) -> object:
        part = PARTS[field.part]
        written = self._by_name(node, field)
        if field.required and not written and (isinstance(node, Fields) or empty(node)):
            self.wrong(node, f"{field.label} er tom", f"skriv mindst én, fx {field.example}")
        return tuple(self._made(part, one, name=name) for name, one in written.items())

    def _by_name(self, node: Node, field: Field) -> Mapping[str, Node]:
        """What stands under each name; one that cannot be a name goes by what is proposed in its place."""
        written = self.fields(node, field.label)
        return {self.new_name(one, name, written): one for name, one in written.items()}

    def _inputs(self, node: Node, field: Field) -> object:
        self.inputs = {name: self._input(name, one) for name, one in self._by_name(node, field).items()}
        return self.inputs

    def _listed(self, node: Node, field: Field) -> object:
        if not isinstance(node, Items):
            self.wrong(node, f"{field.label} er en liste", "begynd hver med en bindestreg")
            return None
        return tuple(self._made(PARTS[field.part], one) for one in node.items)

    def _input(self, name: str, node: Node) -> Input:
        return Input(name=name, line=node.line, **self.part(PARTS["inputs"], node, unit=self._unit(node, "")))

    def _unit(self, node: Node, otherwise: str) -> Unit:
        kind = node.fields.get("kind") if isinstance(node, Fields) else None
        return UNITS.get(str(kind.value) if isinstance(kind, Scalar) else otherwise, "")

    def _read_inputs(self, node: Node, field: Field) -> object:
        return {name: self._otherwise(name, one) for name, one in self.fields(node, field.label).items()}

    def _otherwise(self, name: str, node: Node) -> Input:
        """An input as a reading has it: a number, a formula or a list in place of what it was, or the fields that differ; a field
        that stands empty is as if the input did not have it."""
        base = self.inputs.get(name, Input(name, name, "number"))
        part = PARTS["inputs"]
        if isinstance(node, Scalar):
            text = isinstance(node.value, str) and not LOOKS.fullmatch(node.value.strip())
            node = Fields(node.path, node.line, {"formula" if text else "value": node})
        elif isinstance(node, Items):
            node = Fields(node.path, node.line, {row_of(base): node})
        written = self.fields(node, part.label)
        emptied = [one.key for one in part.fields if one.key in written and empty(written[one.key])]
        given = self.part(part, node, whole=False, unit=self._unit(node, base.kind))
        cleared = {key: DEFAULTS[key] for key in emptied if key in DEFAULTS}
        if any(way in given for way in WAYS):
            cleared |= {**dict.fromkeys(WAYS), "distribution": None}
        return replace(base, **{**cleared, **given, "line": node.line})


def row_of(made: Input) -> str:
    """The field that a row alone stands for in a reading: the row that the input has, else by year."""
    return next((way for way in ("by_stay", "growth_by_year") if getattr(made, way) is not None), "by_year")


def _instead(field: Field) -> dict[str, Any]:
    """What a field says that lacks; what stands in the place of a required one, so that the rest can be checked."""
    if not field.required:
        absent = _ABSENT.get(field.kind, field.default)
        return {} if absent is None and field.kind not in _ABSENT else dict.fromkeys(field.fills, absent)
    if field.kind == "pair":
        return dict.fromkeys(field.fills, "")
    if field.kind == "choice":
        return {field.fills[0]: next(iter(field.choices))}
    return {field.fills[0]: (field.least or 0) if field.kind == "whole" else _INSTEAD[field.kind]}
