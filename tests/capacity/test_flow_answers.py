"""Opinions, who answered, and both sectors side by side."""

from __future__ import annotations

import pytest
from tests.capacity.printed_tables import value

from trinvis.calculations.capacity.coverage import Coverage, representativeness
from trinvis.calculations.capacity.cross_sector import SectorSeries, sector_series, side_by_side
from trinvis.calculations.capacity.opinions import in_order, item
from trinvis.calculations.capacity.rates import Population, Rate
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.capacity.regions import by_region

NAMES = {1084: "Hovedstaden", 1085: "Sjælland", 1083: "Syddanmark", 1082: "Midtjylland", 1081: "Nordjylland"}


# opinions


def asked(label: str, large: int, small: int, none: int, unknown: int, silent: int = 0):
    given = ["large"] * large + ["small"] * small + ["none"] * none + ["dont_know"] * unknown + [None] * silent
    return item(label, "barrier", "voksne", dict(zip(map(str, range(len(given))), given, strict=True)))


def test_large_and_small_may_be_added_and_do_not_know_is_an_answer():
    """24 % large and 58 % small is 82 % any (lines 10406, 10422): here of 50, and 3 who did not answer are in no share."""
    found = asked("Samarbejde med psykiatrien", 12, 29, 5, 4, silent=3)
    assert {kind: (share.hits, share.cases, share.value) for kind, share in found.shares.items()} == {
        "large": (12, 50, 0.24),
        "small": (29, 50, 0.58),
        "none": (5, 50, 0.1),
        "dont_know": (4, 50, 0.08),
    }
    assert (found.some.value, found.silent) == (0.82, 3)
    low, high = found.shares["large"].interval()
    assert low < 0.24 < high


def test_items_stand_by_what_most_find_large():
    items = [asked("B", 1, 9, 0, 0), asked("C", 5, 0, 5, 0), asked("A", 1, 9, 0, 0), asked("D", 0, 0, 0, 0, silent=10)]
    assert [one.label for one in in_order(items)] == ["C", "A", "B", "D"]
    assert items[-1].shares["large"].value is None


# coverage


def test_the_base_of_a_response_rate_is_named():
    """76 answers are 78 % of 98 municipalities and 74 % of 103 units (lines 1098-1126); 46 of 98 use a programme (3288-3292)."""
    assert Coverage(76, 98, "kommuner").sentence == "76 af 98 kommuner har svaret (78 %)."
    assert round(Coverage(76, 103, "PPR-enheder").share * 100) == 74
    assert round(Coverage(46, 98, "kommuner").share * 100) == 47
    assert Coverage(21, 98, "kommuner").sentence.endswith("(21 %); få svar, så tallene er usikre.")
    for wrong in ((99, 98), (-1, 98), (0, 0)):
        with pytest.raises(CapacityRefused):
            Coverage(*wrong, "kommuner")


def test_those_that_answered_against_all():
    """Two of four small and two of two large: large are half of the answers and a third of all, +16,7 points."""
    groups = {1: "små", 2: "små", 3: "små", 4: "små", 5: "store", 6: "store", 7: "ø"}
    people = {1: 10.0, 2: 10.0, 3: 10.0, 4: 10.0, 5: 50.0, 6: 100.0, 7: 10.0}
    found = representativeness({1, 2, 5, 6}, groups, people)
    small, large, island = found.groups
    assert (small.answered.hits, small.answered.cases, large.answered.value) == (2, 4, 1)
    assert large.points == pytest.approx((0.5 - 2 / 7) * 100)
    assert (found.farthest.label, found.empty, island.points) == ("store", ("ø",), pytest.approx(-100 / 7))
    assert found.inhabitants == pytest.approx(170 / 200)
    with pytest.raises(CapacityRefused, match="Kommune 8 mangler"):
        representativeness({8}, groups, people)
    with pytest.raises(CapacityRefused, match="Ingen har svaret"):
        representativeness(set(), groups, people)


# both sectors


def municipal(table: str, label: str) -> SectorSeries:
    rates = {code: float(value(table, name, "2011")) for code, name in NAMES.items()}
    return SectorSeries(label, "municipal", 2011, (18, 65), rates, float(value(table, "Hele landet", "2011")), "acting")


@pytest.mark.parametrize(
    ("table", "expected"),
    [("5-18", [70, 126, 98, 120, 114]), ("5-16", [90, 103, 121, 97, 110]), ("5-17", [94, 125, 136, 64, 89])],
)
def test_index_100_is_the_whole_country(table, expected):
    """§§ 85 + 99, 103 + 104 and 107 + 108, 2011 (lines 9417-9494), as figure 5-14 (11540-11577)."""
    index = municipal(table, "Personer").index
    assert [round(index[code]) for code in NAMES] == expected


def test_our_own_series_keep_their_denominators():
    rates = {code: Rate(2.0 + at, Population(1000, (18, 65), 2024), "paying") for at, code in enumerate(NAMES)}
    found = sector_series("Borgere", "municipal", by_region(rates, {code: code for code in NAMES}))
    assert found.index == pytest.approx({code: (2 + at) / 4 * 100 for at, code in enumerate(NAMES)})
    assert (found.year, found.band, found.counted_by) == (2024, (18, 65), "paying")
    assert found.made_of.rates[1081].population.persons == 1000
    with pytest.raises(CapacityRefused, match="fem regioner"):
        sector_series("Borgere", "municipal", by_region({1: rates[1084]}, {1: 1084}))


def test_both_sectors_side_by_side_with_what_must_be_said():
    """Patients of the region are made up: the report's are lost in a picture (line 11546)."""
    patients = SectorSeries("Patienter", "regional", 2011, (20, 65), dict.fromkeys(NAMES, 20.0), 20.0)
    found = side_by_side([patients, municipal("5-18", "§§ 85 og 99")])
    assert [one.split()[0] for one in found.caveats] == ["Hver", "Rækkerne", "Aktivitet"]
    assert found.series[1].words == (
        "§§ 85 og 99, pr. 1.000 18-65-årige i 2011, "
        "opgjort efter den kommune, som tilbuddet ligger i (handle- eller opholdskommune)"
    )
    with pytest.raises(CapacityRefused, match="både region og kommuner"):
        side_by_side([patients])
    with pytest.raises(CapacityRefused, match="landstallet passer ikke"):
        SectorSeries("Patienter", "regional", 2011, (20, 65), dict.fromkeys(NAMES, 20.0), 100.0)
    with pytest.raises(CapacityRefused, match="fem regioner efter kode"):
        SectorSeries("Patienter", "regional", 2011, (20, 65), {1: 2.0}, 2.0)
