from __future__ import annotations

import pytest

from trinvis.calculations.capacity.table_checker.checks.case import codes, found, found_beside, suspects

SAID = {"intervals": [{"line": "Interval", "around": "Gennemsnit", "by": "rows"}]}


def around(mean: str, interval: str, **more: str) -> list[str]:
    said = {"line": "Interval", "around": "Gennemsnit", "by": "rows", **more}
    return codes(found(f";2011\nGennemsnit;{mean}\nInterval;{interval}", intervals=[said]))


@pytest.mark.parametrize(
    ("mean", "interval", "code"),
    [
        ("38 %", "54-22 %", ["interval-turned"]),
        ("20 %", "22-54 %", ["interval-outside"]),
        ("45 %", "22-54 %", ["interval-uneven"]),
        ("12.028", "9.370-14.680", ["interval-uneven"]),  # table 4-34 (lines 4810-4831)
        ("38 %", "22-54 %", []),
        ("42 dage", "25-61 dage", []),  # table 4-20 (lines 3889-3890): 43 rounded from both sides
        ("34 %", "22-45 %", []),
        ("4 %", "0-11 %", []),  # cut off at 0
        ("19.200", "13.100-25.300", []),
    ],
)
def test_an_interval_lies_evenly_around_its_mean(mean: str, interval: str, code: list[str]) -> None:
    assert around(mean, interval) == code


def test_some_intervals_are_not_even() -> None:
    assert around("45 %", "22-54 %", form="other") == []
    assert around("60 %", "22-54 %", form="other") == ["interval-outside"]


def test_an_interval_in_the_cell_of_its_mean_and_one_in_two_columns() -> None:
    assert codes(found(";2011\nRate;16 (20-21)", intervals=[{"line": "Rate"}])) == ["interval-outside"]
    text = ";Skøn;Nedre;Øvre\nAntal;100;90;130"
    said = found(text, intervals=[{"low": "Nedre", "high": "Øvre", "around": "Skøn", "by": "columns"}])
    assert (codes(said), len(suspects(said))) == (["interval-uneven"], 3)


def test_a_share_of_so_many_answers_cannot_spread_so_far() -> None:
    """With 11 answers and a mean of 38 at most sqrt(38 x 62 x 11 / 10) = 50,9: 34,2 to each side."""
    assert around("38 %", "22-54 %", n="11", share="true") == []
    assert around("38 %", "2-74 %", n="11", share="true") == ["interval-width"]


def test_with_the_standard_deviation_the_width_is_given() -> None:
    """t(10) = 2,228; 2,228 x 24 / sqrt(11) = 16,1."""
    text = ";2011\nGennemsnit;38 %\nInterval;{}\nSpredning;24"
    said = {"line": "Interval", "around": "Gennemsnit", "sd": "Spredning", "n": "11", "by": "rows"}
    assert codes(found(text.format("22-54 %"), intervals=[said])) == []
    said_of = found(text.format("30-46 %"), intervals=[said])
    assert codes(said_of) == ["interval-width"]
    assert "2,23 × 24 / √11 = 16,1" in said_of[0].message


def test_one_far_wider_than_the_others() -> None:
    text = ";2007;2008;2009;2010;2011\nGennemsnit;50 %;51 %;50 %;52 %;53 %\nInterval;45-55 %;46-56 %;30-70 %;47-57 %;48-58 %"
    said = found(text, **SAID)
    assert [(one.code, one.sure) for one in said] == [("interval-width", "look")]
    assert "4 gange så bredt" in said[0].message.replace("4,00", "4")


def test_fewer_answers_make_it_wider() -> None:
    """Twice the half width with 4 answers instead of 20: t(3) / 2 against t(19) / 4,47."""
    answers = {"2007": "20", "2008": "20", "2009": "4", "2010": "20", "2011": "20"}
    text = ";2007;2008;2009;2010;2011\nGennemsnit;50 %;51 %;50 %;52 %;53 %\nInterval;45-55 %;46-56 %;34-66 %;47-57 %;48-58 %"
    assert not found(
        text, intervals=[{"line": "Interval", "around": "Gennemsnit", "n": answers, "share": "true", "by": "rows"}]
    )


def test_spans_that_are_all_even_are_no_smallest_and_largest() -> None:
    """Table 4-46 (lines 5420-5426)."""
    text = ";Gns.;Spænd\nIndstilling;49;20-78\nUdredning;66;46-87\nForslag;32;20-43\nStøtte;42;20-64"
    said = found(text, intervals=[{"line": "Spænd", "around": "Gns.", "form": "range", "by": "columns"}])
    assert codes(said) == ["interval-not-ends"]
    uneven = text.replace("20-78", "20-200")
    assert not found(uneven, intervals=[{"line": "Spænd", "around": "Gns.", "form": "range", "by": "columns"}])


def test_a_part_has_no_more_answers_than_the_whole() -> None:
    """Tables 4-32 and 4-33 (lines 4716 and 4767)."""
    whole = (
        ";2009\nRate;22\nInterval;14-30",
        {"intervals": [{"line": "Interval", "around": "Rate", "n": "10", "by": "rows"}]},
    )
    said = {"line": "Interval", "around": "Andel", "n": "17", "among": "4-32", "by": "rows"}
    assert codes(found_beside(";2009\nAndel;26 %\nInterval;19-33 %", {"4-32": whole}, intervals=[said])) == [
        "interval-answers"
    ]
