"""From a case's text to its figures: read, calculated, in one reading and with other values; needs no workspace."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from trinvis.municipality.investment import Calculated

if TYPE_CHECKING:
    from trinvis.cases.case import Case
    from trinvis.parameters import Parameters


class CannotAsk(ValueError):
    """What is asked of a case is not in it; ``str`` is a Danish sentence."""


def calculated(
    case: Case,
    reading: str = "",
    values: Mapping[str, float] | None = None,
    *,
    rates: Parameters | None = None,
    key: str = "",
    basis: str = "",
    digest: str = "",
) -> Calculated:
    """A case calculated in one reading (empty: as it stands) with ``values`` in place of its inputs of one number.

    ``rates`` are the parameters that Finansministeriet's discount rate is taken from (None: as shipped). ``key``, ``basis`` and
    ``digest`` are those of a case in the journal (see ``Calculated``). Raises ``CaseRefused`` when the case cannot be calculated, and ``CannotAsk`` for a
    reading or an input that it has not.
    """
    from trinvis.calculations.investment.engine import model

    put = dict(values or {})
    refuse_unknown(case, reading, put)
    made = model(case, reading, rates)
    return Calculated(
        case=case,
        reading=reading,
        values=put,
        model=made,
        run=made.run(put),
        reading_of=partial(calculated, case, values=put, rates=rates, key=key, basis=basis, digest=digest),
        rates=rates,
        key=key,
        basis=basis,
        digest=digest,
    )


def case_of_file(path: Path | str) -> Case:
    """The case in a file; raises ``CaseError`` with file and line of everything that is wrong."""
    from trinvis.cases.problem import CaseError, Problem
    from trinvis.cases.reading import case_from_yaml

    file = Path(path)
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        problem = Problem(0, "", "Filen findes ikke", "ret stien")
    except IsADirectoryError:
        problem = Problem(0, "", "Det er en mappe", "giv en fil i den")
    except OSError:
        problem = Problem(
            0, "", "Filen kan ikke læses", "se efter, om den er spærret for dig eller åben i et andet program"
        )
    else:
        return case_from_yaml(content, str(file))
    raise CaseError((problem,), str(file))


def invest(case: str | Path | Case, reading: str = "", **values: float) -> Calculated:
    """A business case calculated, from its file, its YAML text or the case itself: what a notebook begins with.

    ``invest("case.yaml", succesrate=0.08).answers().net_present_value`` is the discounted net gain in kroner. Raises ``CaseError``,
    ``CaseRefused`` and ``CannotAsk``.
    """
    from trinvis.cases.case import Case
    from trinvis.cases.reading import case_from_yaml

    if isinstance(case, Case):
        return calculated(case, reading, values)
    whole = isinstance(case, str) and "\n" in case
    return calculated(case_from_yaml(str(case)) if whole else case_of_file(case), reading, values)


def refuse_unknown(case: Case, reading: str, values: Mapping[str, float]) -> None:
    """Raises ``CannotAsk`` for a reading, or an input of one number, that the case has not, and for a value that cannot be."""
    from trinvis.cases.checks.bounds import outside

    names = [one.name for one in case.readings]
    if reading and reading not in names:
        there = f"den har {', '.join(names)}" if names else "den har ingen"
        raise CannotAsk(f"Casen »{case.name}« har ingen læsning, der hedder »{reading}«; {there}.")
    for name, value in values.items():
        one = case.inputs.get(name)
        if one is None:
            raise CannotAsk(
                f"Casen »{case.name}« har intet input, der hedder »{name}«; den har {', '.join(case.inputs)}."
            )
        if one.value is None and one.formula is None:
            raise CannotAsk(
                f"»{one.label}« ({name}) er ikke ét tal og kan ikke sættes til et andet; skriv en læsning i casen."
            )
        wrong = outside(one, value)
        if wrong:
            raise CannotAsk(f"{wrong[0]}; {wrong[1]}.")
