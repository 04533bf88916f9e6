"""Key figures of a small municipality: numerator, denominator, window, who counted; what the data do not reach is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from tests.municipality.small import HOME, Kommune, table

from trinvis.calculations.staircase.direction import RATE_STABLE
from trinvis.calculations.staircase.key_figures import KeyFigure
from trinvis.municipality.address import BadAddress
from trinvis.municipality.key_figures import NO_FOLLOW_UPS, Figure
from trinvis.municipality.key_figures_opened import hundredths_of
from trinvis.municipality.staircase_view import View
from trinvis.presentation.hidden_counts import HIDDEN
from trinvis.presentation.key_figures_page import Seen, figures_table

NOW = date(2026, 9, 30)
HOUSE = "Anbringelse;Døgninstitution;Fiktivt Hus;Måned;100.000,00"
FOSTER = "Anbringelse;Plejefamilie;Fiktiv Plejefamilie;Måned;40.000,00"
FAMILY = "Familiebehandling;;Fiktivt Familiehus;Måned;10.000,00"
ROWS = f"""
    F-0;050519-9999;{FAMILY};01.01.2025;31.01.2025;Afsluttet
    F-1;010115-9999;{HOUSE};01.01.2025;31.12.2025;Afsluttet
    F-2;010115-9999;{FOSTER};01.01.2026;01.01.9999;Bevilget
    F-3;020216-9999;{HOUSE};01.01.2025;01.01.9999;Bevilget
    F-4;030317-9999;{FAMILY};01.01.2025;01.01.9999;Bevilget
    F-5;030317-9999;{FAMILY};01.03.2025;01.01.9999;Bevilget
    F-6;010105-9999;{HOUSE};01.01.2025;01.01.9999;Bevilget
    """


@pytest.fixture
def filled(kommune: Kommune) -> Kommune:
    kommune.grants(ROWS, NOW)
    heading = "Cpr-nr.;Fødselsår;Fødselsmåned;Kun funktionsnedsættelse"
    children = """
        010115-9999;2015;1;Nej
        020216-9999;2016;2;Nej
        030317-9999;2017;3;Ja
        050519-9999;2019;5;Nej
        010105-9999;2005;1;Nej
        """
    kommune.receive(table(heading, children), "children", NOW, extract_day=NOW)
    ages = "\n".join(f"{HOME};TOT;{age};01.01.{year};100" for year in (2025, 2026) for age in range(23))
    kommune.receive(table("Område;Køn;Alder;Tid;Antal", ages), "population", NOW)
    return kommune


def test_children_at_the_places_per_thousand(filled: Kommune) -> None:
    """Two children of 0-17 in institutions in September 2025, one a year later; the grown one never counts."""
    made = filled.hall.key_figures(NOW)
    seen = {one.made.day: (one.made.numerator, one.made.denominator, one.made.rate) for one in made.figures["1"]}
    assert seen[date(2025, 9, 30)] == (2, 1800, Fraction(10, 9))
    assert seen[date(2026, 9, 30)] == (1, 1800, Fraction(5, 9))
    assert made.way("1") == "falling"
    assert made.figures["1"][-1].inhabitants is not None
    assert made.figures["1"][-1].inhabitants.day == date(2026, 1, 1)


def test_recipients_count_once_and_measures_stand_beside(filled: Kommune) -> None:
    made = filled.hall.key_figures(NOW, view=View())
    newest = made.newest("5")
    assert newest is not None
    assert (newest.made.numerator, newest.made.beside["measures"]) == (1, 2)
    as_vive = filled.hall.key_figures(NOW).newest("5")
    assert as_vive is not None
    assert as_vive.made.numerator == 0  # supported solely because of disability
    assert "Uden børn, der udelukkende støttes" in as_vive.made.caption


def test_a_window_that_the_data_do_not_reach_has_no_figure(filled: Kommune) -> None:
    """The first known stop is 31.01.2025, so windows of 365 days begin with March 2026."""
    made = filled.hall.key_figures(NOW)
    assert [one.made.day for one in made.figures["2"]] == [date(2026, 3, 31), date(2026, 9, 30)]
    assert next(one.made.day for one in made.figures["1"]) == date(2025, 3, 31)
    assert made.missing["12"] == NO_FOLLOW_UPS
    first = made.figures["2"][0].made
    assert (first.numerator, first.denominator, first.definition.ours) == (365, 1, True)


def test_placement_shares_count_the_grown_too(filled: Kommune) -> None:
    made = filled.hall.key_figures(NOW)
    (on_day,) = made.figures["anbringelsesandel_dag"]
    assert (on_day.made.day, on_day.made.numerator) == (date(2025, 12, 1), 3)
    assert made.figures.get("anbringelsesandel_helaar", ()) == ()


def test_every_figure_opens_to_numerator_and_denominator(filled: Kommune) -> None:
    made = filled.hall.key_figures(NOW)
    for figure, found in made.figures.items():
        for one in found:
            if one.made.rate is None:
                continue
            opened = filled.hall.explain(made.address(figure, one.made.day))
            assert opened.value == hundredths_of(one)
            for part in opened.inputs:
                behind = filled.hall.explain(part.address)
                assert behind.value == part.amount_oere, (figure, part)
                assert int(behind.lines["counted"].sum()) * 100 == behind.value
    for address in (
        "key-figures/2026/2026-09-30/1",
        "key-figures/2026/2026-09-30/x?of=2026-09-30",
        f"{made.address('1', NOW)}&until=i+går",
        made.address("1", NOW, "x"),
    ):
        with pytest.raises(BadAddress):
            filled.hall.explain(address)


def test_a_figure_of_an_earlier_last_day_opens_by_the_rules_of_that_day(filled: Kommune) -> None:
    """From July 2026 figure 1 counts foster families; asked to June, it counts institutions, and so do the rows behind it."""
    words = {"name": "key_figures", "key": "1", "value": "placement/foster", "valid_from": date(2026, 7, 1)}
    filled.hall.write("parameter", "key_figures/1", words, by="Testen", known_from=NOW)
    made = filled.hall.key_figures(NOW, date(2026, 6, 30))
    march = made.figures["1"][-1].made
    assert (march.day, march.numerator) == (date(2026, 3, 31), 1)
    behind = filled.hall.explain(made.address("1", march.day, "numerator")).lines
    assert behind["placement_type"].to_list() == ["institution"]


def test_a_denominator_that_is_not_known_does_not_open(kommune: Kommune) -> None:
    """Without a population there is no denominator, and the children of the numerator are none either."""
    kommune.grants(ROWS, NOW)
    made = kommune.hall.key_figures(NOW)
    newest = made.newest("1")
    assert newest is not None
    assert (newest.made.numerator, newest.made.denominator) == (2, None)
    assert kommune.hall.explain(made.address("1", NOW, "numerator")).value == 200
    with pytest.raises(BadAddress, match="ingen nævner"):
        kommune.hall.explain(made.address("1", NOW, "denominator"))


def test_few_children_are_hidden_also_as_denominator_and_beside(filled: Kommune) -> None:
    """Figure 2 is the mean of one stay; of 20 children who went down, 3 to a lower step and 17 off, neither part is shown."""
    made = filled.hall.key_figures(NOW)
    seen = Seen(made, {}, HOME, synthetic=True, least_shown=5)
    row = figures_table(seen, "2").rows[0]
    assert (row["rate"], row["numerator"], row["denominator"], row["counted_of"]) == (HIDDEN, None, HIDDEN, None)
    down = made.definitions["9"]
    of_many = Figure(KeyFigure(down, NOW, 20, 40, "self_reported", beside={"lower": 3, "off": 17}))
    assert not seen.hides(of_many)
    assert seen.beside(of_many) == HIDDEN
    assert replace(seen, least_shown=0).beside(of_many) == "heraf til et lavere trin: 3; heraf ud af trappen: 17"


def test_published_series_stand_beside_and_gaps_give_no_level(filled: Kommune) -> None:
    heading = "Tal;Betegnelse;Kommunekode;Dato;Værdi;Enhed;Optalt af;Kilde"
    rows = """
        NT-1;Institutionsanbringelser;101;31.03.2025;3,60;pr. 1.000;Valideret med Danmarks Statistik;Prøve
        NT-1;Institutionsanbringelser;101;30.09.2025;3,40;pr. 1.000;Valideret med Danmarks Statistik;Prøve
        NT-1;Institutionsanbringelser;147;31.03.2025;;pr. 1.000;Selvrapporteret;Prøve
        NT-1;Institutionsanbringelser;147;30.09.2025;2,50;pr. 1.000;Selvrapporteret;Prøve
        """
    filled.receive(table(heading, rows), "figures", NOW)
    shown = {one.municipality: one.series for one in filled.hall.key_figures(NOW).published}
    assert (shown[101].shows, shown[147].shows) == ("level", "nothing")
    assert shown[101].course.change == Fraction(-1, 5)
    assert shown[101].course.direction(RATE_STABLE) == "stable"  # 3,6 -> 3,4
