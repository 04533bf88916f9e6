"""The raw files: the same from the same seed, plainly invented, with the headings of the tables and the flaws of real data."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from pathlib import Path

import pytest

from trinvis.demo import MUNICIPALITY, Plan, Traits, files
from trinvis.demo.providers import PROVIDERS
from trinvis.parameters import Parameters
from trinvis.tables import CHILDREN, GRANTS, POSTINGS


def sums(folder: Path) -> dict[str, str]:
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*.csv"))
    }


def text_of(plan: Plan, source: str, encoding: str = "utf-8-sig") -> dict[date, str]:
    return {d.known_from: d.file.read_bytes().decode(encoding) for d in plan.deliveries if d.source == source}


def test_the_same_seed_gives_the_same_files_and_another_seed_others(tmp_path: Path) -> None:
    for name, seed in (("a", 5), ("b", 5), ("c", 6)):
        files(tmp_path / name, seed, first=202601, last=202602)
    assert sums(tmp_path / "a") == sums(tmp_path / "b")
    assert sums(tmp_path / "a") != sums(tmp_path / "c")


def test_there_are_36_months_and_one_delivery_is_withdrawn(plan: Plan) -> None:
    snapshots = [d for d in plan.deliveries if d.source == "grants"]
    assert snapshots[0].known_from == date(2023, 10, 31)
    assert snapshots[-1].known_from == date(2026, 9, 30) == plan.last_day
    assert len(snapshots) == 36
    assert len([d for d in plan.deliveries if d.source == "finance" and not d.withdrawn]) == 36
    (gone,) = plan.withdrawals
    assert (gone.known_from, gone.withdrawn) == (date(2025, 5, 31), date(2025, 6, 10))


@pytest.mark.parametrize(
    ("source", "encoding", "labels"),
    [
        ("grants", "utf-8-sig", {column.label for column in GRANTS.columns}),
        ("finance", "cp1252", {column.label for column in POSTINGS.columns}),
        ("children", "utf-8-sig", {column.label for column in CHILDREN.columns}),
    ],
)
def test_headings_are_the_labels_of_the_table(plan: Plan, source: str, encoding: str, labels: set[str]) -> None:
    for text in text_of(plan, source, encoding).values():
        assert set(text.splitlines()[0].split(";")) <= labels


def test_no_number_can_be_a_real_persons(plan: Plan) -> None:
    """The day in a civil registration number is at most 31; here it is raised by 60 (children and carers alike)."""
    found = 0
    for source, encoding in (("grants", "utf-8-sig"), ("finance", "cp1252"), ("children", "utf-8-sig")):
        for text in text_of(plan, source, encoding).values():
            numbers = re.findall(r"(?<!\d)(\d\d)\d{4}-\d{4}(?!\d)", text)
            found += len(numbers)
            assert all(61 <= int(day) <= 91 for day in numbers)
    assert found > 100_000


def test_the_example_says_that_it_is_invented(plan: Plan) -> None:
    assert MUNICIPALITY not in set(Parameters.shipped().table("municipalities", None)["municipality"])
    readme = (plan.folder / "LAES-MIG.txt").read_text(encoding="utf-8")
    assert "opdigtede" in readme
    assert "kan ikke tilhøre nogen" in readme
    invented = re.compile("Eksempel|Prøve|Fikti|Opdigtet|Model|Mønster|Skits|Skabelon|Tænkt")
    assert all(invented.search(provider.name) for group in PROVIDERS.values() for provider in group)


def test_the_flaws_of_real_data_are_there(plan: Plan) -> None:
    newest = text_of(plan, "grants")[date(2026, 9, 30)]
    everything = "\n".join(text_of(plan, "grants").values())
    assert "01.01.9999" in newest
    for status in ("Forventet", "Bevilget", "Afsluttet", "Annulleret"):
        assert f";{status};" in everything
    assert re.search(r"^F-\d+-Æ;", everything, re.MULTILINE)  # an expected change of a granted one
    for fault in ("03.01.2014", "Familibehandlng", "31.02.2025"):
        assert fault in everything
    ledger = "\n".join(text_of(plan, "finance", "cp1252").values())
    assert "-5822" in ledger
    assert "31-02-" in ledger
    assert re.search(r";[\d,]*o[\do,]*;", ledger)


def test_registrations_come_late_and_courses_are_prolonged(plan: Plan) -> None:
    """A grant that started long before it was first seen; and one whose end moved from one extract to the next."""
    first_seen: dict[str, tuple[date, date]] = {}
    ends: dict[str, set[str]] = {}
    for day, text in text_of(plan, "grants").items():
        header, *rows = [line.split(";") for line in text.splitlines()]
        key, start, stop, status = (header.index(h) for h in ("Indsats-id", "Startdato", "Stopdato", "Status"))
        for row in rows:
            if row[status] == "Bevilget" and row[start] != "31.02.2025":
                d, m, y = (int(part) for part in row[start].split("."))
                first_seen.setdefault(row[key], (day, date(y, m, d)))
                ends.setdefault(row[key], set()).add(row[stop])
    late = [key for key, (seen, began) in first_seen.items() if seen > date(2023, 12, 1) and (seen - began).days > 60]
    assert len(late) > 30
    assert sum(len(found) > 2 for found in ends.values()) > 200


def test_without_flaws_everything_is_known_at_once(tmp_path: Path) -> None:
    """No grant is expected, none changes its end, no delivery is withdrawn, and no row is typed wrong."""
    plain = files(tmp_path, 3, traits=Traits(late=False, errors=False), first=202508, last=202510)
    assert not plain.withdrawals
    ends: dict[tuple[str, str], set[str]] = {}
    for text in text_of(plain, "grants").values():
        header, *rows = [line.split(";") for line in text.splitlines()]
        key, start, stop, status = (header.index(h) for h in ("Indsats-id", "Startdato", "Stopdato", "Status"))
        for row in rows:
            if row[key].endswith("-Æ"):
                continue
            assert row[status] in ("Bevilget", "Afsluttet")
            ends.setdefault((row[key], row[start]), set()).add(row[stop])
    assert all(len(found) == 1 for found in ends.values())


def test_invoices_may_all_be_two_months_late(tmp_path: Path) -> None:
    """Then a file holds services of two months before, and own units' pay of the month itself."""
    late = files(tmp_path, 3, traits=Traits(errors=False, invoice_months_late=2), first=202606, last=202606)
    (text,) = text_of(late, "finance", "cp1252").values()
    header, *rows = [line.split(";") for line in text.splitlines()]
    month, words, account = (header.index(h) for h in ("Ydelsesmåned", "Tekst", "Konto"))
    told = [row for row in rows if row[month] == "2026-04" or "april 2026" in row[words]]
    assert len(told) > 200
    assert not any(
        row[month] == "2026-05"
        for row in rows
        if "Mellemkommunal" not in row[words] and "528221002" not in row[account]
    )
