"""A case in operation as the journal says it: who takes part, from when, what it is held up against; followed and compared by that."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from trinvis.calculations.investment.half_year import HalfYear
from trinvis.calculations.staircase.spans import PLACED, Span, span_of
from trinvis.municipality.investment_participants import Participants
from trinvis.municipality.investment_picked import MARK, Picked, WrongPick, picked_of

if TYPE_CHECKING:
    from trinvis.calculations.investment.run import Run
    from trinvis.municipality.house import House
    from trinvis.municipality.investment import Calculated
    from trinvis.municipality.investment_compared import Compared
    from trinvis.municipality.investment_follow_up import CaseFollowUp
    from trinvis.municipality.investment_panels import Outcome

Method = Literal["difference", "synthetic"]

KIND = "investment_run"
LIST = "list"
"""Key of ``children`` that lists them: ``4711, 4712=2025-03-01``, each with the day that it came where that is not the start."""
DRAWS, SEED = 1_000, 1


@dataclass(frozen=True)
class RunningCase:
    """What is known of a case in operation. ``who`` are those who take part, ``children`` the same as it was typed.

    ``districts`` and ``municipalities`` (codes) are what it is held up against; ``steps`` whose spending municipalities are compared on.
    ``effort`` is what the effort has cost in kroner, where that was typed; else the case's own is taken.
    """

    start: date
    who: Participants | None
    children: Mapping[str, str]
    districts: tuple[str, ...] = ()
    municipalities: tuple[int, ...] = ()
    steps: Span = PLACED
    synthetic: bool = False
    effort: Mapping[HalfYear, float] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True)
class Comparisons:
    """What could be compared, and a Danish sentence for each that could not."""

    found: tuple[Compared, ...]
    refused: tuple[str, ...]


def running_of(values: Mapping[str, Any]) -> RunningCase:
    """What an entry says; raises ``WrongPick`` with the Danish sentence of what cannot be."""
    start = date.fromisoformat(str(values["start"])[:10])
    children = values.get("children") or {}
    compared = values.get("compared") or {}
    if not all(isinstance(one, str) for one in children.values()):
        raise WrongPick("Børnene vælges med tekster, som age: 0-12, steps: 3+5 og district: Nord; ret dem.")
    unknown = set(compared) - {"districts", "municipalities", "steps", "method"}
    if unknown:
        raise WrongPick(
            f"Der kan ikke sammenlignes med »{min(unknown)}«; skriv districts, municipalities, steps eller method."
        )
    return RunningCase(
        start=start,
        who=_participants(children, start),
        children=children,
        districts=tuple(_listed(compared.get("districts"), str, "districts")),
        municipalities=tuple(_listed(compared.get("municipalities"), int, "municipalities")),
        steps=_steps(compared.get("steps", "4-6")),
        synthetic=compared.get("method") == "synthetic",
        effort=_effort(values.get("effort") or {}),
        note=str(values.get("note") or ""),
    )


def running_case(house: House, key: str, as_of: date) -> RunningCase | None:
    """What was known on a day of a case in operation; None where nobody has said who takes part."""
    for entry in house.journal.entries(KIND, as_of=as_of):
        if entry.key == key:
            return running_of(entry.values)
    return None


def follow_case(
    house: House, key: str, as_of: date, alternative: str = "", *, draws: int = DRAWS, seed: int = SEED
) -> CaseFollowUp:
    """A running case, half-year by half-year: expected, drawn ``draws`` times, against what the deliveries show.

    Raises ``UnknownCase``, ``CannotAsk``, ``CaseRefused``, and ``CannotFollow`` where nobody has said who takes part.
    """
    from trinvis.municipality.investment_follow_up import follow_up_of
    from trinvis.municipality.investment_kept import calculated_case
    from trinvis.municipality.investment_uncertain import alternative_of

    made = calculated_case(house, key, as_of)
    running, who = _known(house, made, key, as_of)
    asked = alternative_of(made, alternative)
    basis = house.basis(as_of)

    def followed() -> CaseFollowUp:
        run = _drawn(made, asked, draws, seed)
        return follow_up_of(
            house, basis, made.case, run, asked, who, started=running.start, effort=running.effort or None
        )

    said = f"{made.digest}/{running!r}/{asked}/{draws}/{seed}"
    kept = f"investment-followed/{house.figures_digest(basis)}/{house.engine.name}/{said}"
    return replace(house.cache.get(kept, followed, lambda one: 50_000 + 20_000 * len(one.halves)), basis=basis)


def compare_case(house: House, key: str, as_of: date, outcome: Outcome = "placed") -> Comparisons:
    """A running case's district before and after, beside other districts, and the municipality beside others, as the journal says.

    Raises ``UnknownCase``, ``CannotAsk``, and ``CannotFollow`` where nobody has said who takes part.
    """
    from trinvis.municipality.investment_compared import compare_before, compare_districts, compare_municipalities
    from trinvis.municipality.investment_follow_up import CannotFollow
    from trinvis.municipality.investment_kept import calculated_case

    running, who = _known(house, calculated_case(house, key, as_of), key, as_of)
    basis = house.basis(as_of)
    everybody = None if who.picked is None else replace(who.picked, steps=(), districts=())
    own = () if who.picked is None else who.picked.districts
    found: list[Compared] = []
    refused: list[str] = []

    def before() -> Compared:
        return compare_before(house, basis, outcome, running.start, _in(everybody, own))

    def districts() -> Compared:
        return compare_districts(house, basis, outcome, running.start, own, running.districts, picked=everybody)

    def municipalities() -> Compared:
        how: Method = "synthetic" if running.synthetic else "difference"
        against, year = running.municipalities, running.start.year
        return compare_municipalities(house, basis, year, against, group=running.steps, method=how)

    asked = [
        before,
        *([districts] if own and running.districts else []),
        *([municipalities] if running.municipalities else []),
    ]
    for compare in asked:
        try:
            found.append(compare())
        except CannotFollow as error:
            refused.append(str(error))
    return Comparisons(tuple(found), tuple(refused))


def _known(house: House, made: Calculated, key: str, as_of: date) -> tuple[RunningCase, Participants]:
    from trinvis.municipality.investment_follow_up import CannotFollow

    running = running_case(house, key, as_of)
    if running is None or running.who is None:
        raise CannotFollow(
            f"Der står ikke i journalen, hvem der er med i »{made.case.title}«, og fra hvornår; skriv det, før casen følges op."
        )
    return running, running.who


def _in(picked: Picked | None, districts: Sequence[str]) -> Picked | None:
    return None if picked is None else replace(picked, districts=tuple(districts))


def _drawn(made: Calculated, alternative: str, draws: int, seed: int) -> Run:
    """The case for many draws of what is uncertain; its own values where nothing is."""
    from trinvis.calculations.investment.engine import simulate

    if not made.model.uncertain:
        return made.run
    drawn = simulate(made.model, alternative, draws, seed)
    return made.model.run(dict(zip(drawn.names, drawn.inputs, strict=True)))


def _participants(children: Mapping[str, str], start: date) -> Participants | None:
    """Those who take part: a list, a filter, or one mark of the grants alone."""
    if not children:
        return None
    if LIST in children:
        if len(children) > 1:
            raise WrongPick("Børnene vælges enten med en liste (list) eller med et filter; udelad det ene.")
        return Participants(children=dict(_child(one) for one in re.split(r"[,;\s]+", children[LIST].strip())))
    if len(children) == 1 and next(iter(children)).startswith(MARK):
        ((name, text),) = children.items()
        return Participants(marked=(name.removeprefix(MARK), text))
    return Participants(picked=picked_of({**children, "since": start.isoformat(), "until": start.isoformat()}))


def _child(text: str) -> tuple[int, date | None]:
    number, sign, day = text.partition("=")
    try:
        return int(number), date.fromisoformat(day) if sign else None
    except ValueError:
        raise WrongPick(f"Barnet »{text}« kan ikke læses; skriv nummeret, fx 4711 eller 4711=2025-03-01.") from None


def _listed(value: object, kind: type, name: str) -> list[Any]:
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(one, kind) and not isinstance(one, bool) for one in value):
        what = "navne" if kind is str else "kommunekoder"
        raise WrongPick(f"{name} skal være en liste af {what}; ret den.")
    return value


def _steps(text: object) -> Span:
    try:
        return span_of(str(text))
    except ValueError:
        raise WrongPick(f"Trinnene »{text}« kan ikke læses; skriv fx 4-6.") from None


def _effort(said: Mapping[str, Any]) -> dict[HalfYear, float]:
    """``2025-1: 590000`` as the first half of 2025 and kroner."""
    found = {}
    for text, kroner in said.items():
        half = re.fullmatch(r"([0-9]{4})-([12])", str(text))
        if half is None or isinstance(kroner, bool) or not isinstance(kroner, int | float):
            raise WrongPick(f"Indsatsens udgift »{text}: {kroner}« kan ikke læses; skriv fx 2025-1: 590000.")
        found[HalfYear(int(half[1]), int(half[2]))] = float(kroner)
    return found
