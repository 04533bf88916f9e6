"""A small municipality made by the command line itself, as a user would."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from trinvis.cli import run

GRANTS = """Cpr-nr.;Navn;Indsatstype;Anbringelsessted;Leverandør;Leverandørtype;Enhed;Takst;Startdato;Stopdato;Status
010115-9999;Anna Opdigtet;Anbringelse;Plejefamilie;Familien Fiktiv;Privat;Måned;41.500,00;01.01.2026;01.01.9999;Bevilget
020214-9998;Bo Opdigtet;Anbringelse;Socialpædagogisk opholdssted;Stedet Fiktiv;Privat;Døgn;3.000,00;15.02.2026;31.08.2026;Bevilget
"""
POSTINGS = """Bogføringsdato;Konto;Beløb;Cpr-nr.;Bilag
31.01.2026;5.28.22.1.001;41.500,00;010115-9999;B-1
28.02.2026;5.28.22.1.001;41.500,00;010115-9999;B-2
28.02.2026;5.28.20.1.002;42.000,00;020214-9998;B-3
"""
BUDGET = """År;Budgetversion;Område;Beløb
2026;Oprindeligt budget;Plejefamilier;480.000,00
2026;Oprindeligt budget;Opholdssteder;600.000,00
"""


@dataclass(frozen=True)
class Answer:
    """What a command left behind."""

    status: int
    out: str
    err: str


Ask = Callable[..., Answer]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without keys and settings of anybody's."""
    for name in ("TRINVIS_KEY", "TRINVIS_KEY_FILE", "TRINVIS_NEW_KEY", "TRINVIS_JOURNAL", "TRINVIS_TRACE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("TRINVIS_USER", "Controller Prøve")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def ask(home: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Ask:
    """Run a command line as typed, and see its status and what it wrote."""

    def asked(*words: str) -> Answer:
        status = run(words)
        seen = capfdbinary.readouterr()
        return Answer(status, seen.out.decode("utf-8", errors="replace"), seen.err.decode())

    assert home.exists()
    return asked


@pytest.fixture
def kommune(home: Path, ask: Ask) -> str:
    """A folder with grants, postings and a budget of 2026, known on 5 March."""
    assert ask("init", "kommune", "--municipality", "151").status == 0
    for name, text in (("indsatser.csv", GRANTS), ("posteringer.csv", POSTINGS), ("budget.csv", BUDGET)):
        (home / name).write_text(text, encoding="utf-8")
    day = ("--as-of", "2026-03-05")
    for words in (
        ("indsatser.csv", "--source", "grants", "--extract-day", "2026-03-05"),
        ("posteringer.csv", "--source", "finance", "--period", "2026-01..2026-02"),
        ("budget.csv", "--source", "budget"),
    ):
        answer = ask("import", "kommune", *words, *day)
        assert answer.status == 0, answer
    return "kommune"
