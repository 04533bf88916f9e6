"""Which table a file is: the user says it, the file says it, its name says it, or its variables do."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from trinvis.intake.headings import compact
from trinvis.intake.result import Unreadable
from trinvis.intake.statbank.catalogue import StatBankTable, headings, named_in, table, tables
from trinvis.intake.statbank.cells import Cells
from trinvis.intake.statbank.text_answer import first_line

_JSON_HEAD = 4_000


def recognised(content: bytes) -> bool:
    """Whether a file is one of ours without being told; population in rows is left to its own profile."""
    if content[:200].lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
        return b'"dimension"' in content[:_JSON_HEAD] or _is_dataset(content)
    first = first_line(content)
    if first is None:
        return False
    return any(one.into != "population" for one, _ in _fitting(first.names[:-1], exact=True))


def _is_dataset(content: bytes) -> bool:
    try:
        told = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return False
    return isinstance(told, dict) and "dimension" in told.get("dataset", told)


def which_table(cells: Cells, file_name: str, asked: str | None) -> tuple[StatBankTable, Cells]:
    """The table, and the cells with its variables by name. Raises ``Unreadable`` when nobody can know, or when the variables are
    not those of the table."""
    names = cells.variables
    named = table(asked) if asked else None
    if named is None and cells.table:
        named = table(cells.table)
    if named is None:
        guessed = named_in(file_name)
        named = guessed if guessed is not None and _variables(names, guessed) is not None else None
    if named is not None:
        return named, _renamed(cells, named)
    fitting = _fitting(names, exact=True) or _fitting(names, exact=False)
    marked = [one for one, variables in fitting if _is_marked(cells, one, variables)]
    if len(marked) == 1:
        return marked[0], _renamed(cells, marked[0])
    if not fitting:
        raise Unreadable(
            "Filens variable passer ikke til nogen tabel i Statistikbanken, som Trinvis kender: angiv tabellen med --table, "
            "eller hent en af dem, der kendes."
        )
    said = " eller ".join(one.name for one, _ in fitting)
    raise Unreadable(f"Filen kan være {said}: angiv tabellen med --table, fx --table {fitting[0][0].name}.")


def _fitting(names: Sequence[str], *, exact: bool) -> list[tuple[StatBankTable, Mapping[str, str]]]:
    found = []
    for one in tables().values():
        variables = _variables(names, one)
        if variables is not None and (not exact or len(variables) == len(one.variables)):
            found.append((one, variables))
    return found


def _variables(names: Sequence[str], one: StatBankTable) -> Mapping[str, str] | None:
    """Heading → variable; None unless every heading is a variable and every variable has one or may be left out as a total."""
    spelled = {compact(text): variable for variable in one.variables for text in headings(variable)}
    found = {name: spelled[compact(name)] for name in names if compact(name) in spelled}
    lacking = set(one.variables) - set(found.values()) - set(one.totals)
    return found if len(found) == len(names) == len(set(found.values())) and not lacking else None


def _is_marked(cells: Cells, one: StatBankTable, variables: Mapping[str, str]) -> bool:
    """Whether the file has the code that tells this table from those with the same variables."""
    back = {variable: name for name, variable in variables.items()}
    return all(
        any(
            text.split(" ")[0] == code or compact(text) == compact(one.known[variable][code])
            for text in cells.texts[back[variable]]
        )
        for variable, code in one.mark.items()
    )


def _renamed(cells: Cells, one: StatBankTable) -> Cells:
    variables = _variables(cells.variables, one)
    if variables is None:
        raise changed_variables(one, cells.variables)
    texts = {variables[name]: texts for name, texts in cells.texts.items()}
    labels = {variables[name]: told for name, told in cells.labels.items()}
    return Cells(cells.frame.rename(dict(variables)), texts, labels, cells.table, cells.titles, cells.too_wide)


def changed_variables(one: StatBankTable, names: Sequence[str]) -> Unreadable:
    """The message about a table whose variables are not those that Trinvis knows."""
    known = {compact(text) for variable in one.variables for text in headings(variable)}
    new = [name[:30] for name in names if compact(name) not in known]
    there = {compact(name) for name in names}
    gone = [v for v in one.variables if v not in one.totals and not there & {compact(text) for text in headings(v)}]
    parts = [f"mangler {', '.join(gone)}" if gone else "", f"har fået {', '.join(new)}" if new else ""]
    said = " og ".join(part for part in parts if part) or "har dem i en anden form"
    return Unreadable(
        f"Variablene i {one.name} er ikke dem, Trinvis kender (tabellen {said}): hent tabellen igen med alle variable, "
        "eller meld det, hvis Danmarks Statistik har lavet den om."
    )
