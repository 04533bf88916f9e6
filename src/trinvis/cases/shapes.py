"""Values with a shape of their own: names in a list, shares by name, what an amount is per, how unsure an input is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from trinvis.cases.case import HEADINGS, Application, Distribution, Form, Of, On
from trinvis.cases.expression import Expression, Number
from trinvis.cases.field import Field, Part
from trinvis.cases.nodes import Fields, Node, Scalar, below, empty
from trinvis.cases.numbers import Unit
from trinvis.cases.parts.inputs import DISTRIBUTION, GIVEN, OF
from trinvis.cases.parts.money import MOVE, ON
from trinvis.cases.parts.prices import PRICE_INDEX
from trinvis.cases.values import ALL, Values, like


class Shapes(Values):
    """Reads what is more than one value. None where it cannot be read."""

    def known(self, part: Part, node: Node, *, whole: bool = True) -> dict[str, Node]:
        """The part's fields that are written. Those that it has not are refused; so are, when ``whole``, required ones that lack."""
        if part.short and isinstance(node, Scalar):
            node = Fields(node.path, node.line, {part.short: node})
        written = self.fields(node, part.label)
        keys = tuple(one.key for one in part.fields)
        meant: set[str] = set()
        for key in written:
            if key not in keys:
                near = like(key, keys)
                meant.update(one for one in keys if f" {one}?" in near)
                remedy = f"{near}ret navnet, eller slet feltet" if near else f"kendte felter er {', '.join(keys)}"
                if " " in key and empty(written[key]):
                    remedy = "et komma i en tekst mellem { } deler den; sæt teksten i anførselstegn"
                self.wrong(written[key], f"Feltet »{key[:60]}« findes ikke under {part.label}", remedy)
        for one in part.fields:
            if one.required and whole and one.key in meant - set(written):
                self.broken.add(below(node.path, one.key))
            elif one.required and whole and one.key not in written:
                example = f": {one.example}" if one.example else ""
                self.wrong(node, f"{one.label} mangler", f"skriv {one.key}{example}", below(node.path, one.key))
        return {one.key: written[one.key] for one in part.fields if _stands(one, written.get(one.key))}

    def texts(self, node: Node, field: Field) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(made for one in self.items(node) if (made := self.text(one, field)))

    def names(self, node: Node, field: Field) -> tuple[str, ...]:
        """A list of names."""
        return tuple(made for one in self.items(node) if (made := self.name(one, field)))

    def pair(self, node: Node, field: Field) -> tuple[str, ...] | None:
        """Two names."""
        made = self.names(node, field)
        if len(made) == len(self.items(node)) == 2:
            return made
        self.wrong(node, f"{field.label} er to input", f"skriv dem i kantede parenteser, fx {field.example}")
        return None

    def years(self, node: Node, field: Field) -> tuple[int, ...]:
        """A list of the case's years."""
        return tuple(year for one in self.items(node) if (year := self.whole(one, field)) is not None)

    def by_alternative(self, node: Node, field: Field) -> Mapping[str, Expression] | None:
        """A formula for all alternatives (""), or one for each; "all" is those without their own."""
        if isinstance(node, Fields):
            return {_alternative(name): one for name, one in self._formulas(node, field).items()}
        made = self.formula(node, field)
        return None if made is None else {"": made}

    def shares(self, node: Node, field: Field) -> Mapping[str, Expression] | None:
        """Shares by name; a name alone has it all."""
        if isinstance(node, Fields):
            return self._formulas(node, field)
        name = self.name(node, field)
        return None if name is None else {name: Number(1.0)}

    def _formulas(self, node: Fields, field: Field) -> Mapping[str, Expression]:
        made = {name: self.formula(one, field) for name, one in node.fields.items()}
        return {name: one for name, one in made.items() if one is not None}

    def start(self, node: Node, field: Field) -> Mapping[str, Mapping[str, Expression]] | None:
        """Shares by state, the same for all alternatives ("") or for each."""
        inner = node.fields if isinstance(node, Fields) else {}
        grouped = [isinstance(one, Fields) for one in inner.values()]
        if any(grouped) and not all(grouped):
            remedy = f"skriv andele ved hvert alternativ, fx {field.example}"
            self.wrong(node, "Nogle andele står ved et alternativ og andre ikke", remedy)
            return None
        if any(grouped):
            return {_alternative(name): self.shares(one, field) or {} for name, one in inner.items()}
        shares = self.shares(node, field)
        return None if shares is None else {"": shares}

    def on(self, node: Node, field: Field) -> On | None:
        """What an amount is per: exactly one of the fields of ``ON``."""
        written = self.fields(node, field.label)
        kinds = tuple(one.key for one in ON.fields)
        if len(written) != 1 or next(iter(written)) not in kinds:
            near = like(next(iter(written)), kinds) if len(written) == 1 else ""
            message = (
                f"Under {field.key} står et felt, der ikke findes"
                if near
                else f"Under {field.key} står ikke ét af dets felter"
            )
            self.wrong(node, message, f"{near}skriv netop ét af {', '.join(kinds)}, fx {field.example}")
            return None
        ((key, one),) = written.items()
        return self._on_years(key, one) if key in ("year", "years", "once") else self._on_persons(key, one)

    def _on_persons(self, key: str, node: Node) -> On | None:
        if key == "move":
            known = self.known(MOVE, node)
            source, target = (
                self.name(known[one], MOVE.field(one)) if one in known else None for one in ("from", "to")
            )
            return On("move", source=source, state=target) if source and target else None
        name = self.name(node, ON.field(key))
        if name is None:
            return None
        return On("state", state=name) if key == "state" else On("entry", group="" if name == ALL else name)

    def _on_years(self, key: str, node: Node) -> On | None:
        if key == "year":
            return None if self.choice(node, ON.field(key)) is None else On("year")
        years = self.years(node, ON.field(key))
        if not self.items(node):
            self.wrong(node, "Der er ingen år", f"skriv dem, fx {ON.field(key).example}")
        return On("year" if key == "years" else "once", years=years) if years else None

    def of(self, node: Node, _: Field) -> Of | None:
        """What a rate is a share of."""
        known = self.known(OF, node)
        text = self.text(known["text"], OF.field("text")) if "text" in known else None
        count = self.formula(known["count"], OF.field("count")) if "count" in known else None
        return None if text is None else Of(text, count)

    def distribution(self, node: Node, unit: Unit) -> Distribution | None:
        """How unsure: what is given must be what the form takes, no more and no less."""
        known = self.known(DISTRIBUTION, node)
        form = self.choice(known.pop("form"), DISTRIBUTION.field("form")) if "form" in known else None
        listed = known.pop("values", None)
        values = () if listed is None else self.numbers(listed, DISTRIBUTION.field("values"), unit)
        given = {key: self.number(one, DISTRIBUTION.field(key), unit) for key, one in known.items()}
        if form is None or values is None or None in given.values():
            return None
        ways = GIVEN[cast(Form, form)]
        if set(given) not in [set(way) for way in ways] or (form == "empirical") != bool(values):
            wanted = "values" if form == "empirical" else " eller ".join(" og ".join(way) for way in ways)
            written = ", ".join((*given, *(("values",) if values else ()))) or "intet"
            self.wrong(node, f"Fordelingen {form} er givet ved {written}", f"skriv {wanted or 'ikke andet end form'}")
            return None
        numbers = {key: one for key, one in given.items() if one is not None}
        return Distribution(cast(Form, form), numbers, values, node.line)

    def price_index(self, node: Node, _: Field) -> tuple[Mapping[int, float], str]:
        """The index of each year, and where it is from."""
        known = self.known(PRICE_INDEX, node)
        field, made = PRICE_INDEX.field("years"), {}
        for key, one in (self.fields(known["years"], field.label) if "years" in known else {}).items():
            value = self.number(one, field)
            if not (key.isascii() and key.isdigit() and 1900 <= int(key[:5]) <= 2200):
                self.wrong(one, f"»{key[:40]}« er ikke et årstal", "skriv fx 2016: 100")
            elif value is not None:
                made[int(key)] = value
        source = self.text(known["source"], PRICE_INDEX.field("source")) if "source" in known else ""
        return made, source or ""

    def headings(self, node: Node, field: Field) -> Application:
        """The application's texts by heading."""
        known = {key: one for key, one in self.fields(node, field.label).items() if self._heading(key, one)}
        made = {key: self.text(one, field) for key, one in known.items()}
        return Application({key: text for key, text in made.items() if text})

    def _heading(self, key: str, node: Node) -> bool:
        if key not in HEADINGS:
            remedy = f"{like(key, tuple(HEADINGS))}kendte overskrifter er {', '.join(HEADINGS)}"
            self.wrong(node, f"Overskriften »{key[:60]}« findes ikke i ansøgningen", remedy)
        return key in HEADINGS


def _alternative(name: str) -> str:
    return "" if name == ALL else name


def _stands(field: Field, node: Node | None) -> bool:
    """Whether there is something to read: an empty field that may lack is as if it lacked."""
    return node is not None and (field.required or not empty(node))
