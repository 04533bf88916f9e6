"""A case from its file or from a form: everything that is wrong with it is said at once, each thing with its line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from trinvis.cases.case import Case
from trinvis.cases.checks import calculated, stated
from trinvis.cases.nodes import Fields, Node, empty, from_plain, lines
from trinvis.cases.part_values import PartValues
from trinvis.cases.problem import CaseError, Problem
from trinvis.cases.yaml_nodes import from_yaml

__all__ = ["CaseError", "Problem", "case_from_dict", "case_from_yaml"]


def case_from_yaml(text: str | bytes, file: str = "") -> Case:
    """The case that a YAML text says. CaseError has all that is wrong, with lines; ``file`` is only for its words."""
    problems: list[Problem] = []
    try:
        return _case(from_yaml(_decoded(text), problems), problems)
    except CaseError as error:
        raise CaseError(error.problems, file) from None


def case_from_dict(content: Mapping[str, object]) -> Case:
    """The case that plain values say: the same fields as in the file. CaseError names fields and no lines."""
    return _case(from_plain(content), [])


def _decoded(text: str | bytes) -> str:
    if isinstance(text, str):
        return text.removeprefix("\ufeff")
    try:
        return text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = text.count(b"\n", 0, error.start) + 1
        raise CaseError((Problem(line, "", "Filen er ikke UTF-8", "gem den som UTF-8"),)) from None


def _case(node: Node, problems: list[Problem]) -> Case:
    if not isinstance(node, Fields) or empty(node):
        raise CaseError(
            (Problem(node.line, "", "Filen er ikke en investeringscase", "begynd med case: og casens navn"),)
        )
    values = PartValues(problems)
    case = values.case(node)
    places = dict(lines(node))
    problems += [_placed(one, places) for one in stated(case) if not _follows(one.field, values.broken)]
    if not problems:
        problems += [_placed(one, places) for one in calculated(case)]
    if problems:
        raise CaseError(tuple(problems))
    return case


def _placed(problem: Problem, places: Mapping[str, int]) -> Problem:
    """The problem with the line of its field, or of the nearest part around it that is written."""
    way = problem.field
    while way and way not in places:
        way = way.rpartition(".")[0]
    return replace(problem, line=places.get(way, problem.line))


def _follows(field: str, broken: set[str]) -> bool:
    """Whether a problem may only be there because something at, above or below its field could not be read."""
    around = {one.removesuffix(".kind") for one in broken}
    return any(field == one or field.startswith(f"{one}.") or one.startswith(f"{field}.") for one in around)
