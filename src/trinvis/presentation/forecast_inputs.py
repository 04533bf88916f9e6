"""*Sådan er den regnet*: what each small model behind the forecast was learnt from, in plain words and tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trinvis.reports import danish, words
from trinvis.reports.table import Cell, Kind, ReportColumn, ReportTable

if TYPE_CHECKING:
    from trinvis.municipality.forecast_inputs import Input
    from trinvis.municipality.forecast_year import ForecastYear

HUNDREDTHS = {"levels": ("starts", "low", "high"), "expected": ("said", "came", "factor")}
"""Model → columns that hold a number × 100."""
TIMES_HUNDRED = " × 100"

SENTENCES = {
    "stops": "En indsats uden stopdato kan få en. Hvor tit det sker, afhænger af typen, barnets alder og hvor længe den har varet. Af så mange "
    "måneder, som sådanne indsatser løb, fik så mange et stop.",
    "known_stops": "En kendt stopdato kan blive flyttet. Så ofte blev den flyttet senere eller tidligere.",
    "birthdays": "Når barnet fylder 18 år, stopper de fleste indsatser. Så mange af dem, der løb på fødselsdagen, stoppede med den.",
    "past_birthday": "At en indsats stoppede på 18-års fødselsdagen, registreres ofte først bagefter. Så mange af dem, der stadig løb i "
    "registret så mange hele måneder efter, var i virkeligheden stoppet.",
    "moves": "Fra den ene måned til den næste bliver de fleste børn på deres trin. Tabellen viser, hvor stor en del der stod hvor en måned "
    "senere; rækken giver 100 %.",
    "levels": "Så mange nye indsatser begynder der om måneden, og så sikkert kendes tallet: det rigtige niveau ligger med 80 % "
    "sandsynlighed mellem fra og til.",
    "delays": "Nogle indsatser registreres først, efter de er begyndt. Så stor en del af dem, der begynder, er endnu ikke registreret så mange "
    "måneder før (−) eller efter starten.",
    "prices": "Så meget steg priserne på løbende indsatser fra samme måned til årets slutning i tidligere år. Nederst står, hvad der "
    "er brugt, og spredningen omkring det.",
    "expected": "Ledernes træfsikkerhed: summen af de sandsynligheder, de tastede på forventede indsatser, mod hvor mange der kom. En indsats "
    "tæller én gang for hver måned, den stod som forventet. Faktoren ganges på sandsynlighederne.",
    "triangle": "Regninger kommer sent. For hver måned, en ydelse er leveret i, vises, hvor meget der i alt var bogført så mange måneder efter. "
    "Tomme felter ligger forude.",
    "series": "Det, ingen indsats forklarer, fremskrives efter de seneste måneder, med en udvikling, hvor månederne viser en.",
    "snapshots": "Alt er lært af, hvad der var kendt ved udgangen af hver af disse måneder.",
}
"""Model → what it is, in plain words."""

LABELS = {"expected": "Ledernes træfsikkerhed"}


@dataclass(frozen=True)
class Shown:
    """One model: its heading, what it is, and its table."""

    name: str
    label: str
    sentence: str
    table: ReportTable


def inputs_shown(made: ForecastYear, *, synthetic: bool) -> list[Shown]:
    """Every model that has something to show, in the hall's order."""
    return [
        Shown(
            one.name,
            LABELS.get(one.name, one.label),
            SENTENCES.get(one.name, one.sentence),
            input_table(one, synthetic=synthetic),
        )
        for one in made.inputs
        if one.rows.height
    ]


def input_table(one: Input, *, synthetic: bool) -> ReportTable:
    """The model's rows; delays, moves and the triangle with one column for each month or step."""
    if one.name in _ACROSS:
        columns, rows = _spread(one, *_ACROSS[one.name])
    else:
        columns = tuple(_column(one, name) for name in one.headings)
        rows = tuple(_worded(row) for row in one.rows.iter_rows(named=True))
    return ReportTable(
        name=f"input_{one.name}",
        title=LABELS.get(one.name, one.label),
        answer="",
        columns=columns,
        rows=rows,
        scale="mio",
        synthetic=synthetic,
    )


_ACROSS: Mapping[str, tuple[tuple[str, ...], str, str]] = {
    "delays": (("kind",), "delay", "unseen_pct"),
    "moves": (("step", "exposure"), "to_step", "rate_pct"),
    "triangle": (("month",), "delay", "posted_oere"),
}
"""Model → the columns that head a row, the column that is spread out, the figure."""


def _spread(
    one: Input, heads: tuple[str, ...], across: str, figure: str
) -> tuple[tuple[ReportColumn, ...], tuple[dict[str, Cell], ...]]:
    found: dict[tuple[Any, ...], dict[str, Cell]] = {}
    places = sorted(set(one.rows[across].to_list()))
    ending = figure[figure.rfind("_") :]
    for row in one.rows.iter_rows(named=True):
        head = tuple(row[name] for name in heads)
        made = found.setdefault(head, dict(_worded({name: row[name] for name in heads})))
        made[f"at_{row[across]}{ending}"] = row[figure]
    kind: Kind = "oere" if ending == "_oere" else "per_cent"
    spread = tuple(ReportColumn(f"at_{place}{ending}", _place(one, across, place), kind) for place in places)
    return (*(_column(one, name) for name in heads), *spread), tuple(found.values())


def _place(one: Input, across: str, place: int) -> str:
    if across == "to_step":
        return f"Til {step_words(place).lower()}"
    if one.name == "delays" and place < 0:
        return danish.decimal(place)
    return f"{place} md." if place == 1 else f"{place} mdr."


def step_words(step: int) -> str:
    """``Trin 5``; a child without a running grant stands on none."""
    return f"Trin {step}" if step else "Ingen indsats"


def _column(one: Input, name: str) -> ReportColumn:
    label = one.headings[name]
    if name in HUNDREDTHS.get(one.name, ()):
        return ReportColumn(name, label.removesuffix(TIMES_HUNDRED), "hundredths")
    if name.endswith("_oere"):
        return ReportColumn(name, label, "oere", "kr.")
    if name.endswith("_pct"):
        return ReportColumn(name, label, "per_cent")
    if name == "month":
        return ReportColumn(name, label, "month")
    if name == "step" or not one.rows[name].dtype.is_integer():
        return ReportColumn(name, label)
    return ReportColumn(name, label, "integer", additive=True)


def _worded(row: Mapping[str, Any]) -> dict[str, Cell]:
    made: dict[str, Cell] = dict(row)
    if "kind" in made:
        made["kind"] = kind_words(str(made["kind"]))
    if "step" in made:
        made["step"] = step_words(int(row["step"]))
    return made


def kind_words(kind: str) -> str:
    """A kind of the models is where a child is placed, or else the type of its intervention."""
    placed = words.LABELS["placement_type"].get(kind)
    return placed or words.label("intervention_type", kind).capitalize()
