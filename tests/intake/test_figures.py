"""``figures``: key figures with numerator and denominator, background values, the country, and what is not known."""

from __future__ import annotations

from datetime import date
from typing import Any

from trinvis.intake import ReadOptions

HEAD = "Tal;Betegnelse;Kommunekode;År;Værdi;Tæller;Nævner;Enhed;Optalt af;Kilde"


def test_figures(read_fixture: Any) -> None:
    read = read_fixture("figures.csv")
    assert (read.counts.accepted, read.counts.rejected) == (6, 0)
    facts = read.facts["public_figures"]
    assert facts.select("figure", "municipality", "day", "value", "numerator", "denominator", "counted_by").rows() == [
        ("NT-1", 151, date(2018, 12, 31), 320, 34, 10614, "validated"),
        ("NT-1", 153, date(2018, 12, 31), 410, 33, 8052, "self_reported"),
        ("NT-1", 0, date(2018, 12, 31), 290, None, None, "statistics"),
        ("background/udgiftsbehov", 151, date(2018, 12, 31), 15_230_00, None, None, "typed"),
        ("background/udgiftsbehov", 155, date(2018, 12, 31), None, None, None, "typed"),
        ("background/udgiftsbehov", 153, date(2018, 3, 31), 14_100_50, None, None, "typed"),
    ]
    assert read.findings["code"].to_list() == ["T032"]
    assert read.meaning.scope == "NT-1, background/udgiftsbehov; 2018-03-31–2018-12-31"


def test_figures_broken(read_fixture: Any) -> None:
    read = read_fixture("figures_broken.csv")
    rows: dict[int, list[str]] = {}
    for row, code in read.findings.select("row_no", "code").rows():
        rows.setdefault(row, []).append(code)
    assert rows == {2: ["T001", "T003"], 3: ["T001", "T003"], 4: ["T001"], 5: ["T004"], 7: ["T107"], 8: ["T003"]}
    assert (read.counts.accepted, read.counts.rejected) == (1, 6)


def test_two_values_for_the_same_are_both_left_out(read_text: Any) -> None:
    lines = [
        "NT-1;;151;2018;3,2;;;;;A",
        "NT-1;;151;2018;3,3;;;;;A",
        "NT-1;;151;2018;3,4;;;;;B",
        "NT-1;;153;2018;1,2;;;;;A",
    ]
    read = read_text("figures", "\n".join([HEAD, *lines]))
    assert read.facts["public_figures"]["value"].to_list() == [340, 120]
    assert read.findings.select("row_no", "code").rows() == [(2, "T036"), (3, "T036")]


def test_the_day_in_the_name_of_the_file_is_no_figures_day(read_text: Any) -> None:
    """31.13.2024 is no day, and nothing is none: neither becomes 31.03.2025."""
    lines = ["NT-1;;151;31.13.2024;3,2;;;;;A", "NT-1;;153;;3,3;;;;;A", "NT-1;;155;31.12.2024;3,4;;;;;A"]
    read = read_text("figures", "\n".join([HEAD, *lines]), options=ReadOptions(extract_day=date(2025, 3, 31)))
    assert read.facts["public_figures"].select("municipality", "day").rows() == [(155, date(2024, 12, 31))]
    assert read.findings.select("row_no", "code").rows() == [(2, "T001"), (2, "T003"), (3, "T003")]


TABLE_1_1 = (
    ("Hvidovre", "9.133", "10.148", 1_015),
    ("Middelfart", "9.896", "7.876", -2_020),
    ("Horsens", "9.860", "8.045", -1_815),
    ("Kolding", "9.314", "7.033", -2_281),
    ("Syddjurs", "9.580", "10.103", 523),
    ("Mariagerfjord", "10.902", "10.795", -107),
)
"""Expected and actual expenditure per 0-22-year-old, kr., 2015 prices, and level less need [003:804-814]."""


def test_expenditure_need_and_level_of_the_six(read_text: Any) -> None:
    lines = [
        f"background/{figure};;{name};2015;{value};;;kr.;;VIVE 2018, tabel 1.1"
        for name, need, level, _ in TABLE_1_1
        for figure, value in (("udgiftsbehov", need), ("udgiftsniveau", level))
    ]
    read = read_text("figures", "\n".join([HEAD, *lines]), options=ReadOptions(number_form="da"))
    values = {
        (figure, code): value
        for figure, code, value in read.facts["public_figures"].select("figure", "municipality", "value").rows()
    }
    codes = {"Hvidovre": 167, "Middelfart": 410, "Horsens": 615, "Kolding": 621, "Syddjurs": 706, "Mariagerfjord": 846}
    for name, _, _, difference in TABLE_1_1:
        code = codes[name]
        assert values["background/udgiftsniveau", code] - values["background/udgiftsbehov", code] == difference * 100
