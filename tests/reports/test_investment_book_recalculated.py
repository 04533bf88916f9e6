"""Workbooks of cases, computed anew by LibreOffice from emptied results, also after a cell was changed: they give the engine's figures.

One start of LibreOffice computes them all.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent / "investment"))

from hip import hip_case
from investment_figures import figures, needed, off, result_rows
from random_cases import random_case
from recalculating import ALWAYS_RECALCULATE, needs_libreoffice

from trinvis.calculations.investment.engine import model
from trinvis.cases.case import Case, Input
from trinvis.cases.reading import case_from_yaml
from trinvis.reports.investment_book import InvestmentBookInput, investment_book

pytestmark = [needs_libreoffice, pytest.mark.libreoffice, pytest.mark.xdist_group("libreoffice")]

EXAMPLES = ("ishoej-2018-offentliggjort", "ishoej-2018-oplyst", "herning-2013-2015", "de-utrolige-aar")
SEEDS = range(20)
PLAIN = (*EXAMPLES, "hofte", *(f"tilfældig {seed}" for seed in SEEDS))
CHANGED_SEEDS = (0, 1, 4, 7, 8, 9)
ISHOEJ = EXAMPLES[0]


@dataclass(frozen=True)
class Change:
    """One cell that a user changes, and the case that then should be calculated. ``year`` 0 is the one value of the input."""

    label: str
    name: str
    value: float
    year: int = 0

    def cell(self, book: Any) -> Any:
        """The cell to change."""
        if self.year:
            sheet = book["Over tid"]
            row = next(row for row in sheet.iter_rows() if row[1].value == self.name)
            return row[2 + self.year]
        row = next(row for row in book["Forudsætninger"].iter_rows() if row[10].value == self.name)
        return row[1]

    def of(self, case: Case) -> Case:
        """The case with the value."""
        return replace(case, inputs={**case.inputs, self.name: self._input(case.inputs[self.name], case.horizon)})

    def _input(self, given: Input, years: int) -> Input:
        if not self.year:
            return replace(given, value=self.value)
        field = next(one for one in ("by_year", "by_stay", "growth_by_year") if getattr(given, one) is not None)
        typed = getattr(given, field)[:years]
        return replace(given, **{field: (*typed[: self.year - 1], self.value, *typed[self.year :])})


ISHOEJ_CHANGES = (
    Change("succesrate", "succesrate", 0.06),
    Change("pris", "anbringelsespris", 622_266.0),
    Change("indfasning", "indfasning", 0.04, year=5),
    Change("tilbagefald", "tilbagefald", 0.1, year=2),
    Change("vækst", "udvikling", 0.02, year=2),
    Change("rente", "kalkulationsrente", 0.03),
    Change("andel", "andel_ishoej", 125 / 155),
    Change("uden øvrig drift", "oevrig_drift", 0.0),
)

RANDOM_CHANGES = (
    Change("pris", "pris", 54_321.0),
    Change("succes", "succes", 0.111),
    Change("chance", "a1", 0.07),
    Change("chance efter ophold", "t", 0.05, year=1),
    Change("pris efter år", "pris_år", 11_111.0, year=1),
    Change("vækst", "vaekst", 0.015, year=1),
)

CHANGED = tuple(zip(CHANGED_SEEDS, RANDOM_CHANGES, strict=True))


def example(name: str) -> Case:
    return case_from_yaml((files("trinvis.cases") / "examples" / f"{name}.yaml").read_text(encoding="utf-8"), name)


def written(case: Case) -> bytes:
    takes = {} if case.success is None else {one.name: needed(case, one.name) for one in case.alternatives[1:]}
    made = InvestmentBookInput(case, model(case).run(), needed=takes)
    return investment_book(made, results=False)


def changed(content: bytes, change: Change) -> bytes:
    """The workbook after a user has typed a figure; openpyxl keeps formulas and no results."""
    book = openpyxl.load_workbook(BytesIO(content))
    change.cell(book).value = change.value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def cases() -> dict[str, Case]:
    """What each workbook should come to, by its name."""
    made = (
        {name: example(name) for name in EXAMPLES}
        | {"hofte": hip_case()}
        | {f"tilfældig {seed}": random_case(seed) for seed in SEEDS}
    )
    made |= {f"{ISHOEJ} {one.label}": one.of(made[ISHOEJ]) for one in ISHOEJ_CHANGES}
    for seed, one in CHANGED:
        made[f"tilfældig {seed} {one.label}"] = one.of(made[f"tilfældig {seed}"])
    return made


@pytest.fixture(scope="module")
def books(cases: Mapping[str, Case], tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Any]:
    """Workbooks by name, after LibreOffice has computed every formula."""
    plain = {name: written(cases[name]) for name in PLAIN}
    contents = dict(plain)
    for one in ISHOEJ_CHANGES:
        contents[f"{ISHOEJ} {one.label}"] = changed(plain[ISHOEJ], one)
    for seed, one in CHANGED:
        contents[f"tilfældig {seed} {one.label}"] = changed(plain[f"tilfældig {seed}"], one)
    folder = tmp_path_factory.mktemp("bøger")
    places = recalculated(list(contents.values()), folder)
    found = dict(zip(contents, places, strict=True))
    return lambda name: openpyxl.load_workbook(found[name], data_only=True)


def recalculated(contents: list[bytes], folder: Path) -> list[Path]:
    """The workbooks after one start of LibreOffice has thrown away their stored results and computed them anew."""
    profile = folder / "profil" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE)
    names = [f"{number}.xlsx" for number in range(len(contents))]
    for name, content in zip(names, contents, strict=True):
        (folder / name).write_bytes(content)
    program = ["soffice", f"-env:UserInstallation={(folder / 'profil').as_uri()}", "--headless", "--convert-to", "xlsx"]
    sources = [str(folder / name) for name in names]
    subprocess.run([*program, "--outdir", str(folder / "ud"), *sources], check=True, capture_output=True, timeout=1_200)
    return [folder / "ud" / name for name in names]


@pytest.mark.timeout(1_500)
@pytest.mark.parametrize("name", PLAIN)
def test_every_figure_is_the_engines(name: str, cases: Mapping[str, Case], books: Callable[[str], Any]) -> None:
    case, book = cases[name], books(name)
    found = list(figures(book, case, model(case).run()))
    assert len(found) >= 4 * case.horizon
    assert [one for one in found if off(one)] == []
    assert _errors(book) == []
    assert set(_checks(book)) <= {"ja"}


@pytest.mark.parametrize("change", ISHOEJ_CHANGES, ids=lambda one: one.label)
def test_changing_a_cell_changes_the_answer(
    change: Change, cases: Mapping[str, Case], books: Callable[[str], Any]
) -> None:
    name = f"{ISHOEJ} {change.label}"
    case, book = cases[name], books(name)
    assert [one for one in figures(book, case, model(case).run()) if off(one)] == []
    own = result_rows(books(ISHOEJ), case, "Ishøj-model i Børneteamet")
    now = result_rows(book, case, "Ishøj-model i Børneteamet")
    label = "Samlet nettogevinst, nutidsværdi"
    # the two municipalities count both, so their shares move nothing
    assert (abs(now[label][1] - own[label][1]) > 1_000) == (change.label != "andel")


@pytest.mark.parametrize(("seed", "change"), CHANGED, ids=lambda one: getattr(one, "label", str(one)))
def test_changing_a_cell_of_any_case_gives_what_the_engine_gives(
    seed: int, change: Change, cases: Mapping[str, Case], books: Callable[[str], Any]
) -> None:
    name = f"tilfældig {seed} {change.label}"
    case, book = cases[name], books(name)
    # where there was no internal rate of return, or no formula for successes, these stay values
    found = [
        one for one in figures(book, case, model(case).run()) if not one[0].startswith(("intern", "succeser, der"))
    ]
    assert [one for one in found if off(one)] == []


def test_the_published_years_after_six_per_cent_was_typed(
    books: Callable[[str], Any], cases: Mapping[str, Case]
) -> None:
    """[004:688-716]: −2.908.165; −1.505.641; −393.620; 653.173 at 6 %, and 10 successes assumed."""
    name = f"{ISHOEJ} succesrate"
    rows = result_rows(books(name), cases[name], "Ishøj-model i Børneteamet")
    net = [round(value) for value in rows["Nettogevinst, nutidsværdi"][3:7]]
    assert net == [-2_908_165, -1_505_641, -393_620, 653_173]
    assert rows["– i hele personer"][1] == 10
    assert rows["Tjent hjem i år nr."][1] == 9


def _errors(book: Any) -> list[tuple[str, str, str]]:
    return [
        (sheet.title, cell.coordinate, cell.value)
        for sheet in book
        for cells in sheet.iter_rows()
        for cell in cells
        if isinstance(cell.value, str) and cell.value.startswith("#")
    ]


def _checks(book: Any) -> list[str]:
    """What the front page says of each check."""
    rows = [row[0].value for row in book["Forside"].iter_rows()]
    at = next(number for number, text in enumerate(rows) if str(text).startswith("Kontrol"))
    found = []
    for text in rows[at + 1 :]:
        if not text:
            break
        found.append(text)
    return found
