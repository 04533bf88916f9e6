"""The user guide's page about the case file, drawn from the schema: an example that is read by a test, then every field."""

from __future__ import annotations

from collections.abc import Iterator

from trinvis.cases.expression import FUNCTIONS, TIMES
from trinvis.cases.field import Field, Part
from trinvis.cases.parts.inputs import FORMS, GIVEN
from trinvis.cases.schema import PARTS

EXAMPLE = """\
case: tidlig-hjaelp-2026
title: Familierådgiver på skolerne
start_year: 2026
horizon: 5
price_level: 2026
discount: {rate: 3,5 %}
payers:
  kommunen: {label: Kommunen, kind: municipality}
alternatives:              # det første er det, som det andet holdes op imod
  som_i_dag: Som i dag
  indsats: To familierådgivere
states:
  anbragt: {label: Anbragt i plejefamilie, step: 5}
  hjemme: {label: Hjemme med støtte, step: 3}
inputs:
  boern: {label: Børn med en sag, kind: count, value: 120, source: Fagsystemet 1. marts 2026}
  succesrate:
    label: Børn, hvis anbringelse undgås
    kind: rate
    of: {text: børn med en sag, count: boern}
    value: 5 %
    distribution: {form: triangular, min: 2 %, likely: 5 %, max: 7 %}
    grade: C
    source: Skøn af familieafdelingen
  indfasning: {label: Fordelt på år, kind: rate, of: "de børn, der lykkes", by_year: [50 %, 50 %], after: zero}
  tilbagefald: {label: Tilbagefald, kind: rate, of: børn hjemme, value: 10 %, grade: D}
  pladspris: {label: Plejefamilie, kind: amount, unit: kr. pr. år, value: 553000, price_level: 2026, source: Regnskab 2025}
  stoettepris: {label: Støtte i hjemmet, kind: amount, unit: kr. pr. år, value: 96000, price_level: 2026}
groups:
  undgaaede:
    label: Børn, hvis anbringelse undgås
    enters: boern * succesrate * indfasning
    start: {som_i_dag: {anbragt: 1}, indsats: {hjemme: 1}}
transitions:
  - {from: hjemme, to: anbragt, chance: tilbagefald}
money:
  pleje: {label: Plejefamilier, on: {state: anbragt}, amount: pladspris, account: "5.28"}
  stoette: {label: Støtte i hjemmet, on: {state: hjemme}, amount: stoettepris, account: "5.28"}
  raadgivere: {label: To familierådgivere, on: {year: all}, amount: 1060000, effort: true, account: "6.45.51", alternatives: [indsats]}
effects:
  aar_hjemme: {label: År hjemme, unit: barneår, on: {state: hjemme}, amount: 1}
readings:
  lav: {label: Succesrate 2 %, inputs: {succesrate: 2 %}}
success: {rate: succesrate, target: boern}
left_out:
  - {text: Skoledelen af en anbringelse, why: Betales af et andet center, draws: up}
application:
  political: Byrådet har vedtaget, at flere børn skal hjælpes hjemme.
  citizen_gain: Børnene bliver i deres familie og på deres skole.
"""
"""A whole case, small enough to read in one go."""

_INTRODUCTION = """# Investeringscasen som fil

Siden er dannet af programmet og følger det.

En investeringscase er én læsbar fil (YAML): målgruppen, det, som hver andel er en andel af, alternativerne, udgifter og gevinster, hvor
sikre tallene er, og det, der ikke er med. Det samme kan tastes i browseren. Felternes navne er engelske; teksterne og navnene på
jeres egne tal er danske, med små bogstaver, tal og understreg.

Er noget galt i filen, siges det hele på én gang: linjen, feltet, hvad der er galt, og hvad I kan skrive i stedet. En case med fejl regnes ikke.

## Et helt eksempel

```yaml
"""

_NUMBERS = """## Tal

- `709502`, `0.06`, `0,06` og `6 %` er tal. Et komma mellem to tal i kantede parenteser følges af et mellemrum: `[20 %, 0,9 %]`.
- `1.004.636` og `1 004 636` er godt en million. `709.502` afvises, hvor der skal stå kroner eller et antal: det ville være 709 kroner og 50 øre.
- En andel ligger mellem 0 og 100 % og har altid en nævner (`of`). Et beløb siger, hvilket års priser det er i (`price_level`).
- I en tekst med komma inden i krøllede parenteser sættes anførselstegn om: `{text: "børn, der lykkes"}`.

## Formler
"""


def markdown() -> str:
    """The whole page."""
    parts = [_INTRODUCTION + EXAMPLE + "```\n", _NUMBERS + _formulas(), "## Felterne\n\n" + _KEY]
    return "\n".join([*parts, *("\n".join(_part(part)) for part in PARTS.values())])


def _formulas() -> str:
    return "\n".join(
        (
            "",
            "Et felt, der kan rumme en formel, kan også rumme et tal. En formel har tal med punktum, navne på input, `+ - * / ^`, parenteser og "
            f"{', '.join(f'`{one}`' for one in FUNCTIONS)}. Tre navne findes altid: `{TIMES[0]}` (periodens nummer fra 1), `{TIMES[1]}` (årets "
            f"nummer fra 1) og `{TIMES[2]}` (antal perioder, siden personen kom ind, fra 1).",
            "",
        )
    )


_KEY = (
    "**Skal stå** er felter, som casen ikke kan undvære. Står der intet i et felt, er det, som om det ikke stod der.\n"
)


def _part(part: Part) -> Iterator[str]:
    yield f"### `{part.key}`: {part.label}\n"
    yield part.meaning + "\n"
    if part.key == "distribution":
        yield "| Form | | Gives ved |\n|---|---|---|"
        for form, ways in GIVEN.items():
            given = " eller ".join(", ".join(f"`{one}`" for one in way) for way in ways)
            yield f"| `{form}` | {FORMS[form]} | {'`values`' if form == 'empirical' else given or 'intet'} |"
        yield ""
    yield "| Felt | Betydning | Skrives |\n|---|---|---|"
    for field in part.fields:
        yield f"| `{field.key}`: {field.label} | {_cell(_meaning(field))} | {_cell(_written(field))} |"
    yield ""


def _meaning(field: Field) -> str:
    must = " **Skal stå.**" if field.required else ""
    unit = f" Enhed: {field.unit}." if field.unit else ""
    return f"{field.meaning}{unit}{must}"


def _written(field: Field) -> str:
    told = [f"`{word}` {meaning}" for word, meaning in field.choices.items()]
    if field.least is not None or field.most is not None:
        told.append(f"fra {field.least or 0} til {field.most}")
    if field.part and field.part != field.key:
        told.append(f"se `{field.part}`")
    elif field.part:
        told.append("se nedenfor")
    if field.default is not None:
        told.append(f"ellers `{str(field.default).lower()}`")
    elif field.example and not field.choices:
        told.append(f"fx `{field.example}`")
    return "; ".join(told) or "tekst"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
