"""A description as YAML to start from: empty, or of a table with what its own words say; and the user guide's page of its fields."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import MISSING, fields
from typing import TYPE_CHECKING, Any

from trinvis.calculations.capacity.table_checker import KINDS
from trinvis.presentation.capacity_description import SHARED, STATEMENTS, TABLE, Statement

if TYPE_CHECKING:
    from trinvis.municipality.capacity_check import Described

EXAMPLE_TABLE = """\
;2007;2011;Udvikling
Plejefamilier;2.400;2.520;5 %
Opholdssteder;1.200;1.260;5 %
Døgninstitutioner;1.400;1.220;-13 %
I alt;5.000;4.900;-2 %
"""
"""A table that is in order but for one sum: 2.520 + 1.260 + 1.220 = 5.000."""

EXAMPLE = """\
number: "1"
title: Anbragte børn, 2007 og 2011
unit: børn
period: "2007-2011"
sums:
  - {total: I alt}
growth:
  - {line: Udvikling, start: "2007", end: "2011"}
claims:
  - {text: fald i alt, says: 2 %, formula: (1 - b / a) * 100, where: {a: "I alt | 2007", b: "I alt | 2011"}}
"""
"""Its description."""

_PAGE = f"""# Tabelbeskrivelsen

Siden er dannet af programmet og følger det.

En tabelbeskrivelse er en lille fil (YAML), der siger, hvad der menes med en tabel: hvilke rækker der er summer, hvilken kolonne der er udvikling fra hvilken,
hvilken række der er hele landet. `trinvis capacity check` holder tabellen op imod den; se [Kapacitet](kapacitet.md). Felternes navne er engelske, resten er
tabellens egne ord.

## Et helt eksempel

Tabellen:

```
{EXAMPLE_TABLE}```

Beskrivelsen:

```yaml
{EXAMPLE}```

## Navne

- En række eller kolonne kaldes det, den hedder, eller så meget af det, at den kan kendes fra de andre: `Hovedstaden` for `Kommuner i Region Hovedstaden`.
- `"#3"` er den tredje række eller kolonne med tal. Sæt anførselstegn om, for ellers er resten af linjen en bemærkning.
- En celle er `række | kolonne`; i en anden tabel `tabel | række | kolonne`.
- Et årstal og andre tal skrives i anførselstegn, hvor de er navne: `"2007"`.
- Står overskrifterne i to rækker (et årstal over flere kolonner), sættes de sammen: `2019 Antal`.
- En række med flere ord før tallene (`labels: 2`) kan kaldes ved dem alle.
- Står enheden over tallene (`Udgift (mio. kr.)`), regnes den med, hvor en sætning eller en anden tabel har en anden.
- Er et slags udsagn udeladt, læses det af tabellens egne ord (»I alt«, »Udvikling 2007-2011«, »Hele landet«, »Konfidensinterval«). Fund derfra er højst sandsynlige.

"""


def template() -> str:
    """An empty description: every field as a comment, statements with an example each."""
    rows = [
        "# Beskrivelse af en tabel. Fjern # foran det, der skal gælde, og skriv tabellens egne ord.",
        "# Alle felter står på siden Tabelbeskrivelsen i vejledningen.",
        "",
    ]
    rows += [f"# {name}:  # {meaning.replace('`', '')}" for name, meaning in TABLE.items()]
    for one in STATEMENTS:
        rows += ["", f"# {one.label}: {one.meaning}", f"# {one.field}:", f"#   - {one.example}"]
    return "\n".join(rows) + "\n"


def proposal(made: Described) -> str:
    """The description of a table as far as it and the table's own words go, with its rows and columns by number."""
    about = made.about
    rows = [
        f"# Beskrivelse af {made.file.name}. Ret det, der er læst forkert; alle felter står på siden Tabelbeskrivelsen."
    ]
    rows += ["#", "# Kolonner med tal:", *_numbered(made.file.table.columns)]
    rows += ["#", "# Rækker:", *_numbered([row.name for row in made.file.table.rows]), ""]
    for name in TABLE:
        value = getattr(about, name)
        if value != _default(type(about), name):
            rows.append(f"{name}: {_yaml(value)}")
    for one in STATEMENTS:
        if said := getattr(about, one.field):
            mark = "  # læst af tabellens egne ord" if one.field in made.guessed else ""
            rows += [f"{one.field}:{mark}", *(f"  - {_statement(each)}" for each in said)]
    return "\n".join(rows) + "\n"


def markdown() -> str:
    """The page ``tabelbeskrivelse.md``."""
    rows = ["## Om tabellen", "", *_fields(TABLE), ""]
    for one in STATEMENTS:
        rows += [
            f"## `{one.field}`: {one.label}",
            "",
            one.meaning,
            "",
            f"    {one.field}:",
            f"      - {one.example}",
            "",
        ]
        rows += [*_fields(meanings(one)), ""]
    return _PAGE + "\n".join(rows)


def meanings(one: Statement) -> dict[str, str]:
    """Every field of a statement with what it says, in the order they are kept in."""
    told = {**SHARED, **one.fields}
    return {field.name: told[field.name] + _kinds(field) + _must(field) for field in fields(one.kind)}


def _kinds(field: Any) -> str:
    """The kinds of fault that can be said, as they are written."""
    return f" Skrives {', '.join(f'`{kind}`' for kind in KINDS)}." if field.type == "Kind" else ""


def _must(field: Any) -> str:
    return " **Skal stå.**" if field.default is MISSING and field.default_factory is MISSING else ""


def _fields(told: dict[str, str] | Any) -> Iterator[str]:
    yield "| felt | |"
    yield "|---|---|"
    for name, meaning in told.items():
        yield f"| `{name}` | {meaning.replace('|', chr(92) + '|')} |"


def _numbered(names: list[str] | tuple[str, ...]) -> list[str]:
    return [f"#   #{number} {' '.join(name.split())}" for number, name in enumerate(names, start=1)]


def _statement(said: object) -> str:
    kept = {one.name: getattr(said, one.name) for one in fields(said)}  # type: ignore[arg-type]
    shown = {name: value for name, value in kept.items() if value != _default(type(said), name)}
    return "{" + ", ".join(f"{name}: {_yaml(value)}" for name, value in shown.items()) + "}"


def _yaml(value: object) -> str:
    """A value that YAML reads as it is: JSON is YAML."""
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False, default=dict)


def _default(kind: type, name: str) -> object:
    """What a field is where it is left out; a field without a default has none."""
    field = next(one for one in fields(kind) if one.name == name)
    return field.default_factory() if field.default_factory is not MISSING else field.default
