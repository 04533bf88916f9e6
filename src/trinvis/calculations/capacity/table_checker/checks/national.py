"""A figure for the whole country that no weights, or not the known ones, can give from the regions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from trinvis.calculations.capacity.table_checker.danish import listed
from trinvis.calculations.capacity.table_checker.description import Mean
from trinvis.calculations.capacity.table_checker.findings import Finding
from trinvis.calculations.capacity.table_checker.names import found
from trinvis.calculations.capacity.table_checker.orders import Evidence, relabelled
from trinvis.calculations.capacity.table_checker.printed import read_cell
from trinvis.calculations.capacity.table_checker.reading import DescriptionError
from trinvis.calculations.capacity.table_checker.sheet import OTHER, Line, Sheet
from trinvis.calculations.capacity.table_checker.spans import Span, total
from trinvis.calculations.capacity.table_checker.terms import before, together, where
from trinvis.calculations.capacity.table_checker.ties import Term, Tie, Weighted
from trinvis.calculations.capacity.table_checker.words import says_change, says_people, says_rate

ANY = Span(Fraction(0), Fraction(1))
PLAIN = 3.0
"""How much a mean that is the regions' sum speaks for itself being wrong."""


def check(sheet: Sheet) -> Iterator[Tie | Finding]:
    """Every mean that is said to be one. Where only another order of the names makes all of them fit, the names are wrong."""
    for said in sheet.about.means:
        line = sheet.find(said.line, said.by)
        parts = [sheet.find(name, line.by) for name in said.parts] or before(sheet, line, set())
        weights = _weights(sheet, said, parts)
        ties = [tie for across in _across(sheet, said, line) if (tie := _tie(sheet, line, parts, weights, across))]
        evidence = [_evidence(tie) for tie in ties if tie.known]
        if wrong := relabelled(sheet, parts, evidence):
            yield wrong
            continue
        for tie in ties:
            hint = "" if tie.holds else _hint(tie)
            yield replace(tie, more=hint, blames=PLAIN) if hint else tie


def _across(sheet: Sheet, said: Mean, line: Line) -> list[int]:
    """Where the country is a mean: beside figures per inhabitant counts and inhabitants are not, and weights never are."""
    other = OTHER[line.by]
    places = sheet.across(line.by, said)
    if said.only:
        return places
    out = {sheet.find(said.weights, other).index} if isinstance(said.weights, str) else set()
    out |= {place for place in places if says_people(sheet.names(other)[place])}
    rates = {place for place in places if says_rate(sheet.names(other)[place])}
    return [place for place in places if place not in out and (not rates or place in rates)]


def _tie(sheet: Sheet, line: Line, parts: list[Line], weights: list[Span], across: int) -> Weighted | None:
    terms = together(sheet, [sheet.cell(line, across), *(sheet.cell(part, across) for part in parts)])
    if terms is None or len(terms) < 3:
        return None
    name = where(sheet, line, across)
    if says_change(sheet.place_name(line.by, across)):
        return _of_changes(name, terms)
    paired = tuple(zip(weights or [ANY] * len(parts), terms[1:], strict=True))
    code = "national-weights" if weights else "national-outside"
    return Weighted("national", code, name, terms[0], paired, bool(weights))


def _of_changes(name: str, terms: list[Term]) -> Weighted:
    """Growth is weighted by what grew, and what moves between regions moves it a little: two units beside the range are let pass."""
    wide = replace(terms[0], span=Span.at(terms[0].number.value, terms[0].number.step * 5 / 2))
    paired = tuple((ANY, term) for term in terms[1:])
    return Weighted("national", "national-outside", name, wide, paired, sure="likely")


def _evidence(tie: Weighted) -> Evidence:
    terms = [term for _, term in tie.parts]

    def holds(order: tuple[int, ...]) -> bool:
        moved = tuple((weight, terms[order[i]]) for i, (weight, _) in enumerate(tie.parts))
        return replace(tie, parts=moved).holds

    return Evidence(f"{tie.name} {tie.result.text}", holds)


def _hint(tie: Weighted) -> str:
    """What the printed mean is instead: the sum of the parts, or their plain mean."""
    terms = [term for _, term in tie.parts]
    added = total(term.span for term in terms)
    if added.meets(tie.result.span):
        return f"Tallet er summen: {' + '.join(term.text for term in terms)}."
    if tie.known and added.times(Fraction(1, len(terms))).meets(tie.result.span):
        return "Tallet er det simple gennemsnit."
    return _at_the_edge(tie, terms)


def _at_the_edge(tie: Weighted, terms: list[Term]) -> str:
    ends = sorted(term.number.value for term in terms)
    value = tie.result.number.value
    if not tie.known or value not in (ends[0], ends[-1]) or ends[0] == ends[-1]:
        return ""
    side, rest = ("laveste", "højere") if value == ends[0] else ("højeste", "lavere")
    return f"Det er det {side} af tallene, og de andre er {rest}."


def _weights(sheet: Sheet, said: Mean, parts: list[Line]) -> list[Span]:
    """Each part's weight as a share of all, with what rounding and ``within`` allow; empty where they are not known."""
    if said.weights is None:
        return []
    spans = _given(sheet, said.weights, parts)
    spare = _plain(said.within) / 100
    shares, added = [], total(spans)
    for span in spans:
        others = Span(added.low - span.low, added.high - span.high)
        low = span.low / (span.low + others.high) if span.low + others.high else Fraction(0)
        high = span.high / (span.high + others.low) if span.high + others.low else Fraction(1)
        shares.append(Span(max(Fraction(0), low - spare), min(Fraction(1), high + spare)))
    return shares


def _given(sheet: Sheet, weights: Mapping[str, str] | str, parts: list[Line]) -> list[Span]:
    if isinstance(weights, str):
        other = sheet.find(weights, "columns" if parts and parts[0].by == "rows" else "rows")
        numbers = [sheet.number(sheet.cell(part, other.index)) for part in parts]
    else:
        names = list(weights)
        at = {found(name, [sheet.name(part) for part in parts]): name for name in names}
        if None in at or len(at) < len(parts):
            raise DescriptionError(
                "weights skal have et tal for hver af de linjer, som gennemsnittet er af, under det navn, den har i tabellen; "
                f"de er {listed([sheet.name(part) for part in parts])}.",
                names[0] if names else "",
            )
        numbers = [read_cell(weights[at[i]]).number for i in range(len(parts))]
    if any(number is None or number.value < 0 for number in numbers):
        raise DescriptionError(
            "En vægt skal være et tal, der ikke er negativt; skriv fx folketallet.",
            weights if isinstance(weights, str) else "",
        )
    return [number.span for number in numbers if number is not None]


def _plain(text: str) -> Fraction:
    number = read_cell(text).number
    if number is None:
        raise DescriptionError(f"{text} er ikke et tal; skriv fx 0,5.", text)
    return number.value
