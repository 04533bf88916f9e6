"""A case written back: as plain values for a form, as YAML for a file. What is read from them is the same case.

Fields come in the order of the schema; one that says what it would say when it lacked is left out. Reading takes blanks off the
ends of texts, so texts with such do not come back with them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, replace
from dataclasses import fields as attributes_of
from typing import Any

from trinvis.cases.case import HEADINGS, Application, Case, Distribution, Input, On, Reading
from trinvis.cases.expression import Expression
from trinvis.cases.field import Field, Kind, Part
from trinvis.cases.part_values import DEFAULTS, row_of
from trinvis.cases.parts.inputs import INPUTS, READINGS, WAYS
from trinvis.cases.schema import PARTS
from trinvis.cases.values import ALL
from trinvis.cases.written_numbers import Bare, Written, constant_of, formula_written, plain_number, share

_Write = Callable[[Any, Field], Any]


def case_to_dict(case: Case) -> dict[str, Any]:
    """The case as plain values: texts, numbers, lists and fields, as ``case_from_dict`` reads them. Shares are fractions."""
    return _Writer(case.inputs, plain_number).part(PARTS["case"], case)


def case_to_yaml(case: Case) -> str:
    """The case as a file that people read: shares in per cent, short parts on one line."""
    from trinvis.cases.yaml_text import yaml_text

    return yaml_text(_Writer(case.inputs, share).part(PARTS["case"], case))


def inputs_to_yaml(inputs: Mapping[str, Input]) -> str:
    """Inputs as they stand in a case's file, to be put into one."""
    from trinvis.cases.yaml_text import yaml_text

    writer = _Writer(inputs, share)
    return yaml_text({"inputs": {name: writer.input(one) for name, one in inputs.items()}})


class _Writer:
    """Writes the parts of one case, of which ``inputs`` are the inputs. ``share`` is how a number that is a share is written."""

    def __init__(self, inputs: Mapping[str, Input], share: Callable[[float], Written]) -> None:
        self._inputs, self._share = inputs, share
        self._writers: Mapping[Kind, _Write] = {
            "date": lambda value, _: Bare(value.isoformat()),
            "texts": lambda value, _: list(value),
            "names": lambda value, _: list(value),
            "number": lambda value, _: plain_number(value),
            "formula": self._formula,
            "by_alternative": lambda value, field: _for_all(self._formulas(value, field)),
            "shares": self._formulas,
            "start": self._start,
            "on": lambda value, _: _on(value),
            "of": self._part,
            "part": self._part,
            "named": lambda value, field: {one.name: self._named(PARTS[field.part], one) for one in value},
            "named_inputs": lambda value, _: {name: self.input(one) for name, one in value.items()},
            "listed": lambda value, field: [self.part(PARTS[field.part], one) for one in value],
            "headings": lambda value, _: _headings(value),
        }

    def part(self, part: Part, made: Any) -> dict[str, Any]:
        """The fields of a part that say something."""
        absent = {one.name: _absent(one) for one in attributes_of(made)}
        written: dict[str, Any] = {}
        for one in part.fields:
            says = tuple(getattr(made, attribute) for attribute in one.fills)
            if not one.required and says == tuple(absent[attribute] for attribute in one.fills):
                continue
            if one.kind == "pair":
                written[one.key] = list(says)
            elif one.kind == "price_index":
                written[one.key] = _price_index(*says)
            else:
                written[one.key] = self._written(one, says[0])
        return {key: value for key, value in written.items() if value not in ((), {}, []) or part.field(key).required}

    def _written(self, field: Field, value: Any) -> Any:
        return self._writers[field.kind](value, field) if field.kind in self._writers else value

    def _part(self, value: Any, field: Field) -> dict[str, Any]:
        return self.part(PARTS[field.part], value)

    def _named(self, part: Part, made: Any) -> Any:
        if isinstance(made, Reading):
            written: Any = {
                "label": made.label,
                "inputs": {name: self._otherwise(one) for name, one in made.inputs.items()},
            }
            return written | self.part(replace(READINGS, fields=READINGS.fields[2:]), made)
        written = self.part(part, made)
        return written[part.short] if list(written) == [part.short] else written

    def _formula(self, value: Expression, field: Field) -> Written:
        constant = constant_of(value)
        if constant is not None and field.unit.startswith("andel"):
            return self._share(constant)
        return formula_written(value)

    def _formulas(self, value: Mapping[str, Expression], _: Field) -> dict[str, Written]:
        return {name: formula_written(one) for name, one in value.items()}

    def _start(self, value: Mapping[str, Mapping[str, Expression]], field: Field) -> Any:
        return _for_all({name: self._formulas(one, field) for name, one in value.items()})

    def input(self, made: Input) -> dict[str, Any]:
        """The fields of an input that say something."""
        return {
            one.key: self._input_field(one, made)
            for one in INPUTS.fields
            if one.required or getattr(made, one.key) != DEFAULTS[one.key]
        }

    def _input_field(self, field: Field, made: Input) -> Any:
        value = getattr(made, field.key)
        if field.kind == "distribution":
            return self._distribution(value, made)
        write = self._share if made.kind == "rate" or field.key == "growth_by_year" else plain_number
        if field.kind == "number":
            return write(value)
        return [write(one) for one in value] if field.kind == "numbers" else self._written(field, value)

    def _distribution(self, made: Distribution, of: Input) -> dict[str, Any]:
        write = self._share if of.kind == "rate" else plain_number
        given: dict[str, Any] = {
            key: (plain_number if key in ("alpha", "beta") else write)(value) for key, value in made.given.items()
        }
        return {"form": made.form, **given, **({"values": [write(one) for one in made.values]} if made.values else {})}

    def _otherwise(self, made: Input) -> Any:
        """An input of a reading: one number or row where only that differs from the case's, else the fields that differ."""
        base = self._inputs.get(made.name, made)
        nothing: dict[str, Any] = dict.fromkeys((*WAYS, "distribution"))
        cleared = replace(base, **nothing)
        ways = [way for way in WAYS if getattr(made, way) is not None]
        if (
            len(ways) == 1
            and ways[0] in ("value", row_of(base))
            and replace(cleared, **{ways[0]: getattr(made, ways[0])}) == made
        ):
            return self._input_field(INPUTS.field(ways[0]), made)
        kept = base if all(getattr(made, way) == getattr(base, way) for way in WAYS) else cleared
        differs = [one for one in INPUTS.fields if getattr(made, one.key) != getattr(kept, one.key)]
        return {
            one.key: None if getattr(made, one.key) == DEFAULTS.get(one.key) else self._input_field(one, made)
            for one in differs
        }


def _absent(attribute: Any) -> Any:
    """What an attribute says when its field lacks."""
    if attribute.default is not MISSING:
        return attribute.default
    return None if attribute.default_factory is MISSING else attribute.default_factory()


def _for_all(written: dict[str, Any]) -> Any:
    """By alternative; what is for all of them alone stands alone."""
    return written[""] if list(written) == [""] else {name or ALL: one for name, one in written.items()}


def _price_index(years: Mapping[int, float], source: str) -> dict[str, Any]:
    written = {"years": {str(year): plain_number(value) for year, value in years.items()}}
    return {"source": source, **written} if source else written


def _on(made: On) -> dict[str, Any]:
    if made.kind == "move":
        return {"move": {"from": made.source, "to": made.state}}
    if made.kind == "entry":
        return {"entry": made.group or ALL}
    if made.kind == "once":
        return {"once": made.years[0] if made.years else 1}
    if made.kind == "year":
        return {"years": list(made.years)} if made.years else {"year": ALL}
    return {"state": made.state}


def _headings(made: Application) -> dict[str, str]:
    return {key: made.texts[key] for key in HEADINGS if made.texts.get(key)}
