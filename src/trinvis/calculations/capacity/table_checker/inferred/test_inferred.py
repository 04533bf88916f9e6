"""What a table's own words say of it, and what they do not."""

from __future__ import annotations

import pytest

from trinvis.calculations.capacity.table_checker.checker import check_table, sheet_of
from trinvis.calculations.capacity.table_checker.checks.case import codes, table
from trinvis.calculations.capacity.table_checker.description import Description, Growth, Interval, Quartiles

MONEY = ";2007;2008;2011;Udvikling 2007-2011\nEt;3,6;3,8;3,8;7 %\nTo;5,5;5,9;5,9;7 %\nI alt;9,1;9,7;{};7 %"
RATES = ";2010;2011\nKommuner i Region Hovedstaden;1,1;1,1\nKommuner i Region Sjælland;1,0;1,1\nKommuner i Region Nordjylland;0,9;1,0\nHele landet;1,0;{}"


def said(text: str, **about: str) -> Description:
    return sheet_of(table(text), Description(**about), {}).about  # type: ignore[arg-type]


def test_totals_and_growth() -> None:
    read = said(MONEY.format("9,7"))
    assert [(one.total, one.parts) for one in read.sums] == [("#3", ("#1", "#2"))]
    assert read.growth == (Growth("#4", "#1", "#3", points=None, by="columns"),)


def test_what_is_read_from_words_is_at_most_likely() -> None:
    found = check_table(table(MONEY.format("9,1")))
    assert [(one.code, one.sure) for one in found] == [("sum", "likely"), ("growth", "likely")]


def test_the_whole_country_of_rates_is_a_mean() -> None:
    assert [one.line for one in said(RATES.format("1,1")).means] == ["#4"]
    assert not said(RATES.format("1,1"), title="Udgift pr. 1.000").sums
    assert codes(check_table(table(RATES.format("3,2")), Description(title="Udgift pr. 1.000"))) == ["national-outside"]


def test_the_whole_country_of_counts_is_a_sum() -> None:
    text = ";2010;2011\nHovedstaden;1.704;1.224\nSjælland;706;345\nSyddanmark;709;546\nHele landet;3.119;2.115"
    assert (said(text).sums[0].total, said(text).means) == ("#4", ())


def test_a_line_called_total_that_is_none() -> None:
    """Groups that overlap: the total is less than their sum, in every year."""
    text = ";2009;2010;2011\nPsykiske;1.829;1.657;1.462\nADHD;358;353;307\nI alt;1.922;1.741;1.529"
    assert not said(text).sums
    assert not check_table(table(text))


def test_a_part_forgotten_every_year() -> None:
    """Table 5-22 (lines 9684-9708), its heading shortened."""
    text = ";2010;2011;2012\nKun ét;1.551;2.000;2.070\nKun to;7.048;7.627;8.417\nBegge;2.537;2.504;2.777\nUklart;5.708;5.264;5.707\nI alt;14.307;14.891;16.194"
    assert codes(check_table(table(text))) == ["sum"] * 3


def test_intervals_below_their_means_and_in_their_cells() -> None:
    below = said(";2010;2011\nAndel;36 %;37 %\nKonfidensinterval;26-46 %;28-46 %")
    assert below.intervals == (Interval("#2", "#1", by="rows"),)
    beside = said(";2010;2011\nRate;16 (11-21);18 (12-24)")
    assert [one.around for one in beside.intervals] == [""]
    named = said(";Gns. antal dage;Spændet mellem kortest og længst tid\nEt;49 dage;20-78 dage\nTo;66 dage;46-87 dage")
    assert named.intervals == (Interval("#2", "#1", form="range", by="columns"),)


def test_shares_beside_their_counts() -> None:
    one = said(";Antal;Fordeling\nEt;60;60 %\nTo;40;40 %\nI alt;100;100 %").shares
    assert [(share.line, share.of, share.adds) for share in one] == [("#2", "#1", True)]


def test_shares_of_regions_do_not_add_up() -> None:
    text = ";2010 Andel\nHovedstaden;17 %\nSjælland;14 %\nSyddanmark;15 %\nMidtjylland;16 %\nNordjylland;15 %\nHele landet;15 %"
    assert not check_table(table(text), Description(title="Andel af anbringelser"))


def test_quartiles_and_indexes_and_rates() -> None:
    assert said(";1. kvartil;Median;3. kvartil\n2011;7,8;9,0;10,9").quartiles == (
        Quartiles(q1="#1", median="#2", q3="#3", weighted=True, by="columns"),
    )
    assert [one.base for one in said(";Indeks\nNord;114\nSyd;98\nHele landet;100").indexes] == ["#3"]
    text = ";Anbragte;Folketal;Anbragte pr. 1.000\nA;30;6.000;5,0\nB;12;4.000;3,0"
    assert [(one.count, one.population, one.per) for one in said(text).rates] == [("#1", "#2", "1.000")]


@pytest.mark.parametrize("field", ["sums", "growth"])
def test_a_kind_may_be_kept_out(field: str) -> None:
    read = sheet_of(table(MONEY.format("9,7")), Description(without=(field,)), {}).about
    assert not getattr(read, field)


def test_nothing_is_read_when_asked_not_to() -> None:
    assert said(MONEY.format("9,7"), infer=False) == Description(infer=False)  # type: ignore[arg-type]


def test_a_total_of_totals_is_their_sum() -> None:
    text = ";2020;2021\nA;1;2\nB;3;4\nDag i alt;4;6\nC;5;6\nD;7;8\nDøgn i alt;12;14\nSamlet;16;20"
    assert [(one.total, one.parts) for one in said(text).sums][-1] == ("#7", ("#3", "#6"))


def test_bounds_in_two_lines() -> None:
    text = ";Andel;Nedre grænse;Øvre grænse\nA;40;30;50\nB;50;45;55"
    assert said(text).intervals == (Interval(low="#2", high="#3", around="#1", by="columns"),)
    assert said(text.replace("Nedre grænse;Øvre grænse", "Korteste;Længste")).intervals[0].form == "range"


def test_a_part_of_the_line_before() -> None:
    text = ";2020;2021\nSager;40;50\nheraf børn;10;20\nheraf unge;5;6"
    assert [(one.line, one.of) for one in said(text).at_most] == [("#2", "#1"), ("#3", "#1")]
    assert codes(check_table(table(text.replace("10;20", "10;60")))) == ["part-over-whole"]


def test_years_of_accounts_and_of_a_budget_are_one_series() -> None:
    text = ";R2014;R2016;B2018;Ændring 2014-2018\nA;100;110;120;20 %\nB;50;45;40;-20 %"
    assert [(one.start, one.end) for one in said(text).growth] == [("#1", "#3")]


def test_per_cent_alone_is_a_share() -> None:
    text = ";2012 Antal;2012 Pct.\nA;60;60\nB;40;40\nI alt;100;100"
    assert [(one.line, one.of) for one in said(text).shares] == [("#2", "#1")]
