"""Figures of the capacity analysis by their addresses: what opens, what is refused in a sentence, and what a figure without rows rests on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.municipality.capacity_section_files import KNOWN, made, people, spent
from tests.municipality.national_files import receive
from tests.municipality.small import HOME, Kommune

from trinvis.municipality.address import Address, BadAddress
from trinvis.municipality.capacity import Capacity
from trinvis.municipality.explain import Explanation
from trinvis.presentation.calculation_lines import adds_up
from trinvis.tables.lines import empty_lines

TOTAL = "capacity/2025/2026-09-30/economy.years.egen?col=y2025&row=total"


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kommune]:
    kommune = Kommune(tmp_path_factory.mktemp("aabnet") / "kommune")
    receive(kommune, "REGKC.csv", spent(), "statbank", KNOWN)
    receive(kommune, "FOLK1A.csv", people(), "statbank", KNOWN)
    yield kommune
    kommune.hall.close()


@pytest.fixture(scope="module")
def children(country: Kommune) -> Capacity:
    return made(country, area="children")


def test_an_amount_opens_to_the_rows_of_the_file(country: Kommune) -> None:
    """22 and 11 mio. kr. are the file's two rows of our own 2025."""
    found = country.hall.explain(TOTAL)
    assert (found.value, found.unit) == (33_000_000_00, "kr.")
    assert found.title == "Udgifter i Ballerup, I alt, 2025"
    assert sorted(found.lines["signed_oere"]) == [11_000_000_00, 22_000_000_00]
    assert found.lines["row_no"].null_count() == 0
    assert set(found.lines["file_name"]) == {"REGKC.csv"}
    assert found.rules == {"capacity_accounts": "parameteren »Konto → paragraf → tilbud«"}
    assert adds_up(found, 33_000_000_00) == ("Linjerne giver 33.000.000,00 kr., som er tallet.", True)


def test_a_growth_opens_to_its_two_levels_and_they_to_rows(country: Kommune, children: Capacity) -> None:
    growth = country.hall.explain(children.address(("economy.years.egen", "total", "growth")))
    assert (growth.value, growth.unit, growth.lines.height) == (10_00, "%", 0)
    assert [part.amount_oere for part in growth.inputs] == [30_000_000_00, 33_000_000_00]
    for part in growth.inputs:
        assert country.hall.explain(part.address).value == part.amount_oere
    assert adds_up(growth, 0)[1]


def test_every_way_down_from_a_median_ends_in_rows(country: Kommune, children: Capacity) -> None:
    """Median → each municipality's rate → its level and inhabitants → rows; no address comes again on its own way."""
    start = children.address(("economy.spread", "total", "median"))
    waiting, ends = [(start, (start,))], 0
    while waiting:
        address, way = waiting.pop()
        found = country.hall.explain(address)
        assert found.inputs or found.lines.height, address
        ends += bool(found.lines.height)
        for part in found.inputs:
            assert part.address not in way
            if part.address:
                waiting.append((part.address, (*way, part.address)))
    assert ends == 12  # six municipalities' accounts and inhabitants


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TOTAL.replace("economy.years.egen", "economy.nothing"), "findes ikke i kapacitetsanalysen"),
        (TOTAL.replace("economy.years", "nothing.years"), "findes ikke i kapacitetsanalysen"),
        (TOTAL.replace("row=total", "row=nothing"), "Der er intet tal i 'nothing'"),
        (TOTAL.replace("&row=total", ""), "Der er intet tal i ''"),
        (f"{TOTAL}&area=roads", "»roads« kan ikke vælges for area; vælg children, ppr, adults."),
        (f"{TOTAL}&since=long", "»long« er intet årstal"),
        (f"{TOTAL}&held=²", "»²« er intet årstal"),
        (f"{TOTAL}&base=20200", "»20200« er intet årstal"),
        (f"{TOTAL}&since=2030", "Første år 2030 ligger efter 2025"),
        (f"{TOTAL}&index=pl", "Indekset »pl« har ingen tal"),
        (TOTAL.replace("capacity/2025", "capacity/2019"), "Der er intet regnskab for 2019; vælg et af 2024, 2025."),
        (TOTAL.replace("economy.years.egen", "staff.years.egen"), "trinvis import DIR"),
        (
            "capacity/2025/2026-09-30/economy.municipalities.total?row=k147&col=level",
            "Frederiksberg har ingen tal for området i 2025; hent dem ind.",
        ),
    ],
)
def test_what_cannot_be_opened_says_why_in_one_sentence(country: Kommune, text: str, said: str) -> None:
    with pytest.raises(BadAddress) as refused:
        country.hall.explain(text)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    table=st.sampled_from(["economy.years.egen", "economy.regions", "economy.spread", "economy", ".", ""]),
    row=st.text(max_size=8),
    column=st.sampled_from(["y2025", "growth", "total", "", "%"]),
    more=st.dictionaries(st.sampled_from(["area", "held", "base", "index", "variables", "odd"]), st.text(max_size=5)),
)
def test_no_typed_address_ends_in_anything_but_a_figure_or_a_refusal(
    country: Kommune, table: str, row: str, column: str, more: dict[str, str]
) -> None:
    text = str(Address("capacity", 2025, "2026-09-30", table, more | {"row": row, "col": column}))
    with suppress(BadAddress):
        assert country.hall.explain(text).value is not None


# a figure without rows


def without_rows(value: int, rules: dict[str, str]) -> Explanation:
    return Explanation(
        address=Address("capacity", 2025, "2026-09-30", "survey.coverage", {"row": "land", "col": "of"}),
        title="", value=value, unit="kommuner", sentence="", parts=(), inputs=(), lines=empty_lines(), rules=rules, parameters=(),
    )  # fmt: skip


def test_a_count_of_a_parameter_says_so_and_a_true_nought_has_no_rows() -> None:
    assert adds_up(without_rows(98_00, {"municipalities": "parameteren »Kommuner«"}), 0) == (
        "Tallet har ingen rækker bag sig: det er af parameteren »Kommuner«.",
        True,
    )
    assert adds_up(without_rows(0, {}), 0) == ("Ingen rækker: der er intet at lægge sammen, så tallet er 0.", True)
    said, same = adds_up(without_rows(98_00, {}), 0)
    assert said == "Ingen rækker og ingen led er bag tallet 98 kommuner; meld fejlen."
    assert not same


def test_inhabitants_open_to_each_age(country: Kommune, children: Capacity) -> None:
    """2.000 children in 18 ages."""
    found = country.hall.explain(children.address(("economy.municipalities.total", f"k{HOME}", "people")))
    assert (found.value, found.lines.height) == (2_000_00, 18)
    assert found.lines["counted"].sum() == 2_000
    assert isinstance(found.lines, pl.DataFrame)
