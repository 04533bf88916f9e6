"""Which potentials may be added: the report's own identities hold, and everything on the same money is refused with the reason."""

from __future__ import annotations

from dataclasses import replace

import pytest

from trinvis.calculations.capacity.caveats import SERVICE_LEVEL
from trinvis.calculations.capacity.overlap import added, breakdown, overlap, overlaps
from trinvis.calculations.capacity.potential import Kind, Potential
from trinvis.calculations.capacity.refused import CapacityRefused

MIO = 1_000_000


def potential(kind: Kind, amount: float, area: str = "Børn og unge", **more) -> Potential:
    more = {"label": f"{kind} {amount:g}", "year": 2011, "cases": 98, "said": (), "caveats": (SERVICE_LEVEL,), **more}
    return Potential(kind=kind, amount=amount * MIO, area=frozenset({area}), **more)


FULL = potential("deviation", 442, reading="full", calculation="den samlede model", label="Uforklaret")
FREQUENCY = potential("frequency", 237, calculation="den samlede model", label="Færre anbringelser")
BACKGROUND = potential("deviation", 679, reading="background", calculation="baggrundsmodellen", label="Baggrund")
RESIDENCES = potential("rates", 117, part="opholdssteder", calculation="takster", label="Opholdssteder")
INSTITUTIONS = potential("rates", 46, part="døgninstitutioner", calculation="takster", label="Døgninstitutioner")
ADULTS = potential("deviation", 290, "Voksne", reading="background", calculation="de voksnes model", label="Voksne")
TEMPORARY = potential("rates", 153, "Voksne", part="§ 107", calculation="takster, voksne", label="§ 107")
LASTING = potential("rates", 124, "Voksne", part="§ 108", calculation="takster, voksne", label="§ 108")
DIGITAL = potential("digitalisation", 58, "Voksne", label="Digitalt")


def test_679_is_237_and_442() -> None:
    """Lines 488-500, 6789-6817, 6994: the explained and unexplained part of one model."""
    assert added("Variation mellem kommunerne", [FREQUENCY, FULL]).amount == 679 * MIO


def test_rates_of_different_offers_add() -> None:
    """163 = 117 + 46 (lines 6962-6964); 277 = 153 + 124 (lines 11268-11270)."""
    assert added("Takster", [RESIDENCES, INSTITUTIONS]).amount == 163 * MIO
    both = added("Takster", [TEMPORARY, LASTING])
    assert both.amount == 277 * MIO
    assert both.caveats == (SERVICE_LEVEL,)
    assert both.interval is None


@pytest.mark.parametrize(
    ("whole", "parts", "rest"),
    [(679, (237, 163), 279), (442, (163,), 279), (290, (277,), 13)],
    ids=["lines 476-518", "lines 6813-6817 and 6962", "lines 522-542"],
)
def test_what_is_left_when_the_parts_are_inside(whole: float, parts: tuple[float, ...], rest: float) -> None:
    found = breakdown(whole, *parts)
    assert (found.rest, found.fits) == (rest, True)
    assert found.caveat.key == "nested_untested"
    assert f"resten, {rest}, er der ingen anvisning på" in found.sentence


def test_parts_larger_than_the_whole_cannot_lie_inside_it() -> None:
    found = breakdown(290, 277, 58)
    assert not found.fits
    assert "kan ikke ligge inden for 290" in found.sentence


def test_58_is_one_per_cent_of_5_8_mia() -> None:
    """Line 11487 and table 5-35."""
    assert DIGITAL.per_cent_of(5_800 * MIO) == pytest.approx(1)
    with pytest.raises(ValueError, match="over 0"):
        DIGITAL.per_cent_of(0)


@pytest.mark.parametrize(
    ("one", "other", "says"),
    [
        (BACKGROUND, FREQUENCY, "færre anbringelser er en del af afvigelsen"),
        (replace(FULL, calculation="en anden model"), FREQUENCY, "ikke regnet af den samme model"),
        (FULL, BACKGROUND, "det samme potentiale regnet på to måder"),
        (FULL, RESIDENCES, "dyre takster er en del af de udgifter"),
        (FREQUENCY, RESIDENCES, "færre døgn at spare på"),
        (ADULTS, TEMPORARY, "dyre takster er en del"),
        (ADULTS, DIGITAL, "de samme udgifter"),
        (TEMPORARY, DIGITAL, "begge er regnet af de samme udgifter"),
        (TEMPORARY, TEMPORARY, "det samme potentiale"),
        (TEMPORARY, replace(LASTING, calculation="vægtet"), "regnet på to måder"),
        (FULL, replace(FULL, corrected=True), "korrigeret for tilfældigheder"),
        (FREQUENCY, replace(FULL, corrected=True), "korrigeret for tilfældigheder"),
        (ADULTS, potential("conversion", 6.2, "Voksne", where="Esbjerg"), "en omlægning nedbringer"),
        (ADULTS, replace(FULL, year=2012), "de er for 2011 og 2012"),
        (TEMPORARY, potential("unused_places", 60, "Voksne"), "hæver taksten"),
    ],
)
def test_what_overlaps_is_refused_with_the_reason(one: Potential, other: Potential, says: str) -> None:
    for pair in ([one, other], [other, one]):
        with pytest.raises(CapacityRefused, match=says):
            added("I alt", pair)


def test_a_base_of_both_areas_overlaps_with_each() -> None:
    both = replace(DIGITAL, area=frozenset({"Voksne", "Børn og unge"}))
    assert overlap(both, FULL) is not None
    assert overlap(DIGITAL, FULL) is None


def test_children_and_adults_add_and_so_do_two_municipalities() -> None:
    assert added("Begge områder", [FREQUENCY, FULL, ADULTS]).amount == 969 * MIO
    cases = [
        potential("conversion", amount, "Voksne", where=where)
        for where, amount in (("Esbjerg", 6.2), ("Ballerup", 0.4))
    ]
    found = added("To kommuner", cases)
    assert found.amount == pytest.approx(6.6 * MIO)
    assert found.where == "Flere"


def test_hospital_days_are_on_other_accounts_but_those_who_come_home_need_a_place() -> None:
    """Lines 8271 and 10103: co-financing is reported apart from the area's spending."""
    hospital = potential("finished_treated", 19, "Voksne")
    assert overlap(hospital, ADULTS) is None
    found = overlap(hospital, potential("unused_places", 60, "Voksne"))
    assert found is not None
    assert "skal bruge en af de ledige pladser" in found.sentence


def test_a_sum_is_not_added_to_what_may_be_in_it() -> None:
    total = added("Variation mellem kommunerne", [FREQUENCY, FULL])
    with pytest.raises(CapacityRefused, match="allerede en sum"):
        added("Mere", [total, RESIDENCES])


def test_all_the_reports_figures_together_overlap_in_many_ways() -> None:
    found = overlaps([FULL, FREQUENCY, RESIDENCES, INSTITUTIONS, ADULTS, TEMPORARY, LASTING, DIGITAL])
    assert len(found) == 4 + 5
    assert (
        found[0].sentence
        == "»Uforklaret« og »Opholdssteder« kan ikke lægges sammen: dyre takster er en del af de udgifter, som afvigelsen måles på."
    )
    with pytest.raises(CapacityRefused, match="ingen potentialer"):
        added("Intet", [])
