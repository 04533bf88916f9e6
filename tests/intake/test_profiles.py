"""Each profile: its real-looking file is read whole, its broken one says what is wrong, row by row."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from trinvis.intake import SOURCES, ReadOptions, Unreadable, detect

FIXTURES = Path(__file__).parent / "fixtures"


def _codes(read: Any) -> dict[int, list[str]]:
    """Row → codes, worst first."""
    rows: dict[int, list[str]] = {}
    for row, code in read.findings.select("row_no", "code").rows():
        rows.setdefault(row, []).append(code)
    return rows


def _sums(read: Any) -> tuple[int, int, int, int]:
    c = read.counts
    return c.accepted, c.rejected, c.sums, c.titles


def test_grants(read_fixture: Any, numbers: Any) -> None:
    read = read_fixture("grants.csv")
    assert _sums(read) == (7, 0, 0, 1)
    assert read.findings.height == 0
    grants = read.facts["grants"]
    assert grants["intervention_type"].to_list() == [
        "family_treatment", "placement", "placement", "relief", "placement", "contact_person", "other_help",
    ]  # fmt: skip
    assert grants["placement_type"].to_list() == [None, "foster", "institution", None, "residence", None, None]
    assert grants["paragraph"].to_list()[2] == "BL-46"  # the file says § 46, begun in 2026
    assert grants["account_key"].to_list()[:3] == ["528211003", "528221001", "528231002"]
    assert grants["stop"].to_list()[:3] == [None, date(2026, 6, 30), None]
    assert grants["vat_factor"].to_list() == [10_000, 10_000, 10_000, 10_000, 9_540, 10_000, 10_000]
    assert grants["probability"].to_list()[4] == 4_000
    assert grants["quantity"].to_list()[3:6] == [14, 100, 500]
    assert numbers.names["child"]["010115-9999"] == "Eksempel Eksempelsen"
    assert numbers.births["010115-9999"] == date(2015, 1, 1)
    assert numbers.names["provider"]["Fiktivt Familiehus"] == "Fiktivt Familiehus"
    assert read.texts.rows() == [(2, "note", "Opstart efter sommer"), (5, "note", "Hver anden weekend")]


def test_grants_broken(read_fixture: Any) -> None:
    read = read_fixture("grants_broken.csv")
    assert _codes(read) == {
        3: ["T105"],
        4: ["T103"],
        5: ["T106"],
        6: ["T003"],
        7: ["T001"],
        8: ["T001"],
        9: ["T005", "T101", "T102"],
        10: ["T004"],
        11: ["T107"],
        12: ["T010", "T108"],
        13: ["T006"],
    }
    assert _sums(read) == (3, 9, 0, 1)
    assert read.facts["grants"]["row_no"].to_list() == [2, 9, 12]
    assert read.facts["grants"]["intervention_type"].to_list()[1] == "other"
    assert (9, "intervention_type", "Klovneskole") in read.texts.rows()


def test_disponeringsark_broken(read_fixture: Any) -> None:
    read = read_fixture("disponeringsark_broken.xlsx")
    assert _codes(read) == {6: ["T016", "T017"], 7: ["T015"], 8: ["T105"], 9: ["T001"], 10: ["T114"]}
    assert _sums(read) == (4, 2, 1, 3)
    assert read.meaning.extract_day == date(2026, 9, 30)  # the title says "opgjort pr. 30.09.2026"
    assert read.facts["grants"]["counting"].to_list() == ["whole_months", "days", *["whole_months"] * 3]
    assert read.facts["estimates"]["price_oere"].to_list() == [250_000_00]


def test_os2bos(read_fixture: Any) -> None:
    """143 payments are five price periods of four plans: 40.000 then 41.000 a month, 5 × 400 a week at 95,4 %, once, daily."""
    read = read_fixture("os2bos.csv")
    assert _sums(read) == (143, 0, 0, 1)
    assert read.findings.height == 0
    assert read.facts["grants"].select("unit", "rate_oere", "quantity", "vat_factor", "start", "stop").rows() == [
        ("month", 40_000_00, 100, 10_000, date(2026, 1, 1), date(2026, 6, 30)),
        ("month", 41_000_00, 100, 10_000, date(2026, 7, 1), None),
        ("week", 400_00, 500, 9_540, date(2026, 2, 2), date(2026, 3, 29)),
        ("once", 3_500_00, 100, 10_000, date(2026, 4, 15), date(2026, 4, 15)),
        ("day", 3_300_00, 100, 10_000, date(2026, 9, 1), None),
    ]
    grants = read.facts["grants"]
    assert grants["source_key"].n_unique() == 4
    assert grants["status"].to_list() == ["granted"] * 4 + ["expected"]
    assert grants["main"].to_list() == [True, True, False, False, True]
    assert grants["step"].to_list() == [5, 5, 3, 5, 6]
    assert grants["paying_municipality"].to_list() == [151] * 5
    assert grants["child_no"].n_unique() == 3  # 0101159999 and 010115-9999 are one child


def test_os2bos_broken(read_fixture: Any) -> None:
    """The eight payments of one plan stand or fall together: it stops before it starts."""
    read = read_fixture("os2bos_broken.csv")
    assert _codes(read) == {5: ["T001"], 7: ["T001"], 9: ["T004"], 14: ["T103"]}
    assert _sums(read) == (9, 11, 0, 1)
    assert read.rejected_raw.height == 11


def test_os2bos_payments_that_disagree_on_the_dates_make_no_grant(read_text: Any) -> None:
    """The first of a plan's twelve payments says that it starts in June: it must not take January to May from the others."""
    text = (FIXTURES / "os2bos.csv").read_text(encoding="utf-8").splitlines()
    text[1] = text[1].replace(",2026-01-01,,GRANTED", ",2026-06-01,,GRANTED")
    read = read_text("os2bos", "\n".join(text))
    assert _sums(read) == (131, 12, 0, 1)
    assert read.findings.filter(pl.col("severity") == "reject")["code"].unique().to_list() == ["T024"]
    assert read.counts.rejected_oere == 6 * 40_000_00 + 6 * 41_000_00


def test_os2bos_payments_that_end_early_stop_the_grant(read_text: Any) -> None:
    """Another plan is paid to December; this one's payments end in March though it has no end date."""
    text = (FIXTURES / "os2bos.csv").read_text(encoding="utf-8").splitlines()
    kept = [line for line in text if not any(f",2026-{m:02d}-01,,01005-528221001" in line for m in range(4, 13))]
    read = read_text("os2bos", "\n".join(kept))
    assert read.facts["grants"].filter(pl.col("unit") == "month")["stop"].to_list() == [date(2026, 3, 31)]
    assert "T018" in read.findings["code"].to_list()


def test_dubu_with_case_and_serial_dates(read_fixture: Any) -> None:
    read = read_fixture("dubu_sag.csv")
    assert _sums(read) == (5, 0, 0, 1)
    assert _codes(read) == {None: ["T022"]}
    assert read.meaning.extract_day == date(2026, 9, 30)
    assert read.facts["grants"].select("unit", "rate_oere", "quantity", "start", "stop", "status").rows() == [
        ("month", 42_000_00, 100, date(2026, 1, 1), date(2026, 12, 31), "granted"),
        ("day", 3_150_00, 100, date(2026, 2, 1), None, "granted"),
        ("month", 950_00, 400, date(2026, 3, 1), date(2026, 6, 30), "granted"),
        ("once", 12_500_00, 100, date(2026, 4, 1), date(2026, 4, 1), "granted"),
        ("month", 68_000_00, 100, date(2026, 10, 1), None, "expected"),
    ]
    assert read.facts["grants"]["consent"].to_list() == [True, False, True, True, True]


def test_dubu_with_personal_number(read_fixture: Any) -> None:
    read = read_fixture("dubu_cpr.csv")
    assert _sums(read) == (4, 0, 0, 1)
    assert read.facts["grants"].select("unit", "rate_oere", "quantity", "intervention_type", "paragraph").rows() == [
        ("month", 42_000_00, 100, "placement", "BL-46"),
        ("day", 3_150_00, 100, "placement", "BL-47"),
        ("hour_week", 412_50, 500, "contact_person", "BL-32.1.3"),
        ("month", 950_00, 400, "relief", "BL-32.1.7"),
    ]


def test_dubu_broken(read_fixture: Any) -> None:
    read = read_fixture("dubu_broken.csv")
    assert _codes(read) == {2: ["T103"], 3: ["T105"], 4: ["T001"], 5: ["T106"], 6: ["T004"]}
    assert _sums(read) == (0, 5, 0, 1)


def test_finance(read_fixture: Any) -> None:
    read = read_fixture("finance.csv")
    assert _sums(read) == (8, 0, 1, 3)
    assert read.findings.height == 0
    postings = read.facts["postings"]
    assert postings["account_key"].to_list() == [
        "528221001", "528231002", "528221001", "528211003", "528211005", "528221001", "522072001", "032311999",
    ]  # fmt: skip
    assert postings["amount_oere"].to_list()[4:7] == [-2_340_00, 43_750_50, -12_500_00]
    assert postings["period"].to_list() == [202601, 202601, 202602, 202602, 202602, 202603, 202603, 202603]
    assert postings["service_month"].to_list() == [202601, 202512, 202602, 202601, None, 202603, None, None]
    assert postings["art"].to_list() == ["5.2", "4.7", None, None, None, "5.2", None, "4.9"]
    assert (read.meaning.kind, read.meaning.period_from, read.meaning.period_to) == ("period", 202601, 202603)
    assert read.counts.sums_oere == read.counts.accepted_oere == 258_827_25


def test_finance_broken(read_fixture: Any) -> None:
    read = read_fixture("finance_broken.csv")
    assert _codes(read) == {
        3: ["T107"],
        4: ["T101"],
        5: ["T101"],
        6: ["T008"],
        7: ["T001"],
        8: ["T001"],
        9: ["T003"],
        10: ["T003", "T003"],
        11: ["T114"],
    }
    assert _sums(read) == (4, 5, 1, 1)
    assert read.counts.unreadable_amounts == 1
    assert read.facts["postings"]["account_key"].to_list()[2] == "582211009"  # recognised, not corrected


def test_budget(read_fixture: Any) -> None:
    read = read_fixture("budget.csv")
    assert _sums(read) == (6, 0, 1, 2)
    assert read.facts["budgets"].select("version", "area", "account_key", "amount_oere").rows() == [
        ("original", "Plejefamilier", None, 36_000_000_00),
        ("original", "Opholdssteder", "528201003", 24_500_000_00),
        ("moved", "Plejefamilier", None, -1_500_000_00),
        ("moved", "Forebyggelse", None, 1_500_000_00),
        ("supplementary", "Opholdssteder", None, 2_000_000_00),
        ("carried_over", "Forebyggelse", None, 350_000_00),
    ]
    assert read.meaning.scope == "2026"


def test_budget_with_a_column_per_version(read_text: Any) -> None:
    """One column (Overførsler) has no value that tells its form: the user is asked, and the answer is remembered."""
    content = (FIXTURES / "budget_kolonner.csv").read_bytes()
    with pytest.raises(Unreadable, match=r"Overførsler.*--number-form"):
        read_text("budget", content)
    read = read_text("budget", content, options=ReadOptions(number_form="da", year=2026))
    assert read.facts["budgets"].select("row_no", "version", "amount_oere").rows() == [
        (2, "original", 36_000_000_00),
        (2, "moved", -1_500_000_00),
        (3, "original", 24_500_000_00),
        (3, "supplementary", 2_000_000_00),
        (4, "original", 12_000_000_00),
        (4, "moved", 1_500_000_00),
        (4, "carried_over", 350_000_00),
    ]
    assert read.counts.accepted_oere == read.counts.sums_oere == 74_850_000_00
    again = read_text("budget", content, remembered=read.remember, options=ReadOptions(year=2026))
    assert again.facts["budgets"].equals(read.facts["budgets"])


def test_budget_broken(read_fixture: Any) -> None:
    read = read_fixture("budget_broken.csv")
    assert _codes(read) == {3: ["T004"], 4: ["T001"], 5: ["T001"], 6: ["T008"], 7: ["T107"], 8: ["T114"]}
    assert _sums(read) == (1, 5, 1, 1)


def test_assumptions(read_fixture: Any) -> None:
    read = read_fixture("assumptions.csv")
    assert read.facts["assumptions"].select("area", "full_year_persons", "children", "average_price_oere").rows() == [
        ("Plejefamilier", 6_850, 8_000, 525_000_00),
        ("Opholdssteder", 2_100, 2_600, 1_050_000_00),
        ("Forebyggelse", 11_025, 14_000, 98_500_00),
    ]
    assert _codes(read_fixture("assumptions_broken.csv")) == {3: ["T001"], 4: ["T106"], 5: ["T003"]}


def test_estimates(read_fixture: Any) -> None:
    read = read_fixture("estimates.csv")
    assert read.facts["estimates"].select("kind", "number", "price_oere", "probability", "start").rows() == [
        ("risk", 100, 1_050_000_00, 4_000, date(2026, 10, 1)),
        ("risk", 200, 525_000_00, 5_000, date(2026, 11, 1)),
        ("pool", 100, 1_000_000_00, 10_000, None),
    ]
    broken = read_fixture("estimates_broken.csv")
    assert _codes(broken) == {2: ["T106"], 3: ["T106"], 4: ["T004"], 5: ["T003"], 6: ["T103"]}


def test_children(read_fixture: Any) -> None:
    read = read_fixture("children.csv")
    assert read.facts["children"].select(
        "birth_year", "birth_month", "residence_municipality", "target_group"
    ).rows() == [
        (2015, 1, 151, "vulnerable"),
        (2012, 4, 151, "both"),
        (2009, 7, 151, "disability"),
    ]
    assert read.facts["children"]["household_no"].to_list() == [1, 1, 2]
    broken = read_fixture("children_broken.csv")
    assert _sums(broken) == (2, 2, 0, 1)
    assert broken.findings.filter(pl.col("severity") == "reject").select("row_no", "code").rows() == [
        (3, "T107"),
        (4, "T003"),
    ]


def test_population(read_fixture: Any) -> None:
    """The country and the region are sums; '..' is a missing number; quarters are their first day."""
    read = read_fixture("population.csv")
    assert _sums(read) == (4, 1, 2, 1)
    assert read.facts["population"].select("municipality", "sex", "age", "day", "persons").rows() == [
        (151, "TOT", None, date(2026, 1, 1), 52_103),
        (151, "M", 0, date(2026, 1, 1), 312),
        (151, "K", 0, date(2026, 1, 1), 298),
        (151, "M", 12, date(2026, 1, 1), 341),
    ]
    assert _codes(read_fixture("population_broken.csv")) == {3: ["T001"], 4: ["T001"], 5: ["T001"], 6: ["T019"]}


def test_the_real_population_of_2014(read_text: Any) -> None:
    """FOLK1A 2014K1 by municipality, sex and age: 5.627.235 persons; the quarter stands in the file name."""
    name = "folk1a_2014K1_kommune_koen_alder.csv"
    read = read_text("population", (FIXTURES / name).read_bytes(), name=name)
    population = read.facts["population"]
    assert population["persons"].sum() == 5_627_235
    assert population["day"].unique().to_list() == [date(2014, 1, 1)]
    assert population["municipality"].n_unique() in (98, 99)
    assert set(population["sex"]) == {"M", "K"}
    assert read.counts.rejected == 0


def test_the_real_population_of_2021(read_text: Any) -> None:
    """One column per sex, and the quarter in the heading: 5.840.045 persons."""
    name = "befolkning_kommune_2021K1.csv"
    read = read_text("population", (FIXTURES / name).read_bytes(), name=name)
    population = read.facts["population"]
    by_sex = dict(population.group_by("sex").agg(pl.col("persons").sum()).rows())
    assert by_sex["TOT"] == 5_840_045 == by_sex["M"] + by_sex["K"]
    assert population["day"].unique().to_list() == [date(2021, 1, 1)]


def test_population_by_marital_status_would_count_everybody_twice(read_text: Any) -> None:
    text = "OMRÅDE;CIVILSTAND;TID;INDHOLD\n151;TOT;2026K1;10\n151;U;2026K1;4\n151;G;2026K1;6"
    with pytest.raises(Unreadable, match="civilstand"):
        read_text("population", text)


@pytest.mark.parametrize(
    "path", [p for p in sorted(FIXTURES.iterdir()) if p.stem.split("_")[0] in SOURCES], ids=lambda p: p.name
)
def test_every_fixture_is_recognised_for_what_it_is(path: Path) -> None:
    assert detect(path.read_bytes()) == path.stem.split("_")[0]


@pytest.mark.parametrize("source", SOURCES)
def test_every_profile_has_a_good_and_a_broken_fixture(source: str) -> None:
    names = [path.name for path in FIXTURES.iterdir() if path.stem.split("_")[0] == source]
    assert any("broken" in name for name in names)
    assert any("broken" not in name for name in names)


def test_a_budget_without_a_year_is_asked_for_one(read_text: Any) -> None:
    with pytest.raises(Unreadable, match="--year"):
        read_text("budget", "Budgetområde;Oprindeligt budget\nPlejefamilier;36.000.000")


def test_sections_of_a_budget_and_a_line_without_amount(read_text: Any) -> None:
    """A heading stands alone in its row; a line with a year but no amount is an error."""
    text = "År;Budgetversion;Område;Beløb\n;;Udvalget for Børn;\n2026;Oprindeligt;Plejefamilier;1.000.000,00\n2026;;Opholdssteder;"
    read = read_text("budget", text)
    assert _sums(read) == (1, 1, 0, 2)
