"""Single values of a case, read from what was written: texts, names, numbers, years, formulas. Problems are collected, not raised."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date
from difflib import get_close_matches

from trinvis.cases.expression import FUNCTIONS, TIMES, Expression
from trinvis.cases.field import Field
from trinvis.cases.formula import NAME, FormulaError, constant, parsed
from trinvis.cases.nodes import Fields, Items, Node, Scalar, empty
from trinvis.cases.numbers import LOOKS, NumberError, Unit, number
from trinvis.cases.problem import MOST, CaseError, Problem

ALL = "all"
"""What stands for every year and every group, and so can name none."""

_CASE_NAME = re.compile(r"[a-z0-9æøå][a-z0-9æøå_-]*")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile("\r\n?")
_THOUSANDS = re.compile(r"(?<![\w.])[1-9][0-9]{1,2}\.[0-9]{3}(?![0-9%])")
_YES = {"true": True, "ja": True, "false": False, "nej": False}


class Values:
    """Reads values and keeps what was wrong with them. A value that cannot be read is None, and its way is in ``broken``."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        self.broken: set[str] = {one.field for one in problems}

    def wrong(self, node: Node, message: str, remedy: str, path: str | None = None) -> None:
        """Keeps a problem at what was written, or at a field that should have stood below it."""
        where = node.path if path is None else path
        if len(self.problems) >= MOST:
            raise CaseError(tuple(self.problems))
        self.problems.append(Problem(node.line, where, message, remedy))
        self.broken.add(where)

    def fields(self, node: Node, what: str) -> Mapping[str, Node]:
        """The fields below; none where something else stands."""
        if isinstance(node, Fields):
            return node.fields
        if not empty(node):
            self.wrong(node, f"{what} har felter", "skriv dem som navn: værdi, rykket ind under feltet")
        return {}

    def items(self, node: Node) -> tuple[Node, ...]:
        """The parts of a list; a single value is a list of one, nothing an empty one."""
        if isinstance(node, Items):
            return node.items
        return () if empty(node) else (node,)

    def text(self, node: Node, field: Field) -> str | None:
        """A text without blanks around it."""
        if not isinstance(node, Scalar):
            self.wrong(node, f"{field.label} er en tekst", "skriv den efter kolonet, om nødvendigt i anførselstegn")
            return None
        made = "" if node.value is None else _LINE_END.sub("\n", str(node.value)).strip()
        if _CONTROL.search(made):
            self.wrong(node, f"{field.label} rummer tegn, der ikke er tekst", "skriv teksten igen uden dem")
            return None
        if field.required and not made:
            self.wrong(node, f"{field.label} er tom", f"skriv den{_example(field)}")
            return None
        return made

    def name(self, node: Node, field: Field) -> str | None:
        """A name that is used: whether there is such a one is not asked here."""
        made = self.text(node, field)
        if made == "":
            self.wrong(node, f"{field.label} er tom", f"skriv navnet{_example(field)}")
            return None
        return made

    def new_name(self, node: Node, name: str, others: Collection[str]) -> str:
        """The name that is given to something; where it can be no name, a problem, and what could be written instead."""
        if name in (*TIMES, *FUNCTIONS, ALL):
            self.wrong(node, f"Navnet {name} er taget af beregningen", f"skriv fx {name}_1")
        elif not NAME.fullmatch(name) or len(name) > 60:
            asked = re.sub(r"[^a-z0-9æøå_]+", "_", name[:60].lower()).strip("_")
            usable = NAME.fullmatch(asked) is not None and asked not in others
            remedy = f"skriv fx {asked}" if usable else "brug højst 60 små bogstaver, tal og understreg"
            self.wrong(node, f"»{name[:60]}« kan ikke være et navn" if name else "Navnet er tomt", remedy)
            return asked if usable else name
        return name

    def case_name(self, node: Node, field: Field) -> str | None:
        """The case's own name, which may become a file's."""
        made = self.text(node, field)
        if made is not None and (not _CASE_NAME.fullmatch(made) or len(made) > 80):
            remedy = f"brug højst 80 små bogstaver, tal, bindestreg og understreg{_example(field)}"
            self.wrong(node, f"»{made[:80]}« kan ikke være casens navn", remedy)
            return None
        return made

    def choice(self, node: Node, field: Field) -> str | None:
        """One of the field's words."""
        made = self.text(node, field)
        if made is None or made in field.choices:
            return made
        words = ", ".join(f"{word} ({meaning})" for word, meaning in field.choices.items())
        self.wrong(
            node, f"{field.label} kan ikke være »{made[:40]}«", f"{like(made, field.choices)}skriv en af {words}"
        )
        return None

    def flag(self, node: Node, field: Field) -> bool | None:
        """true or false, also ja and nej."""
        made = node.value if isinstance(node, Scalar) else None
        if isinstance(made, bool):
            return made
        if isinstance(made, str) and made.strip().lower() in _YES:
            return _YES[made.strip().lower()]
        self.wrong(node, f"{field.label} er enten ja eller nej", "skriv true eller false")
        return None

    def whole(self, node: Node, field: Field) -> int | None:
        """A whole number between the field's bounds."""
        made = self.number(node, field)
        if made is None:
            return None
        low, high = field.least or 0, field.most if field.most is not None else 10**9
        if made != int(made) or not low <= made <= high:
            self.wrong(node, f"{field.label} kan ikke være {shown(made)}", f"skriv et helt tal fra {low} til {high}")
            return None
        return int(made)

    def number(self, node: Node, field: Field, unit: Unit = "") -> float | None:
        """A number as people write it (``numbers.py``)."""
        if not isinstance(node, Scalar) or empty(node):
            self.wrong(node, f"{field.label} er ikke et tal", f"skriv ét tal efter kolonet{_example(field)}")
            return None
        try:
            return number(node.value, unit)
        except NumberError as error:
            self.wrong(node, error.message, error.remedy)
            return None

    def numbers(self, node: Node, field: Field, unit: Unit = "") -> tuple[float, ...] | None:
        """A list of at least one number."""
        if not isinstance(node, Items) or not node.items:
            self.wrong(node, f"{field.label} er en liste af tal", f"skriv dem i kantede parenteser{_example(field)}")
            return None
        if node.unsure:
            one = node.unsure.replace(",", ".")
            remedy = f"skriv {one}, hvis det er ét tal, eller sæt mellemrum efter kommaet, hvis det er to"
            self.wrong(node, f"Kommaet i {node.unsure} kan læses på to måder", remedy)
            return None
        made = [self.number(one, field, unit) for one in node.items]
        kept = tuple(one for one in made if one is not None)
        if len(kept) < len(made):
            self.broken.add(node.path)
            return None
        return kept

    def day(self, node: Node, field: Field) -> date | None:
        """A day, 2018-01-01."""
        made = node.value if isinstance(node, Scalar) else None
        if isinstance(made, date):
            return made
        try:
            return date.fromisoformat(str(made).strip())
        except ValueError:
            self.wrong(node, f"{field.label} er ikke en dato", "skriv år-måned-dag, fx 2018-01-01")
            return None

    def formula(self, node: Node, field: Field) -> Expression | None:
        """A number or a formula."""
        if not isinstance(node, Scalar) or empty(node):
            self.wrong(node, f"{field.label} er et tal eller en formel", f"skriv den efter kolonet{_example(field)}")
            return None
        unit: Unit = "kroner" if field.unit == "kroner" else ""
        try:
            if not isinstance(node.value, str) or LOOKS.fullmatch(node.value.strip()):
                return constant(number(node.value, unit))
            if unit and (found := _THOUSANDS.search(node.value)):
                number(found[0], unit)
            return parsed(node.value)
        except (NumberError, FormulaError) as error:
            place = f" (tegn {error.position})" if isinstance(error, FormulaError) else ""
            self.wrong(node, error.message + place, error.remedy)
            return None


def like(name: str, known: Mapping[str, object] | tuple[str, ...]) -> str:
    """What was perhaps meant, where a known name is near: »mente du x? «. Else nothing, nor among thousands of names."""
    near = get_close_matches(name[:80], list(known), 1, 0.6) if len(known) <= 1000 else []
    return f"mente du {near[0]}? " if near else ""


def shown(value: float) -> str:
    """A number in a message: 12, 1,2."""
    return f"{value:.12g}".replace(".", ",")


def _example(field: Field) -> str:
    return f", fx {field.example}" if field.example else ""
