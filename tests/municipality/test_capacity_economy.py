"""*Økonomi*: years, offers, regions and municipalities of a country of six, worked by hand, and tied to the imported file to the øre."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.municipality.capacity_section_files import (
    CHILDREN,
    KNOWN,
    TOWNS,
    figure,
    made,
    on_engine,
    opened,
    people,
    spent,
    value,
)
from tests.municipality.national_files import accounts, receive, regkc
from tests.municipality.small import HOME, Kommune

from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.engine import Engine
from trinvis.municipality.capacity import Capacity
from trinvis.municipality.receiving import Incoming
from trinvis.presentation.capacity_checked import check_own
from trinvis.presentation.capacity_tables import report_table, sentence

REGION = {101: 1084, 151: 1084, 253: 1085, 461: 1083, 751: 1082, 851: 1081}
PRICES = "Indeks;År;Niveau\npl;2024;100,00\npl;2025;110,00\n"


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kommune]:
    kommune = Kommune(tmp_path_factory.mktemp("oekonomi") / "kommune")
    receive(kommune, "REGKC.csv", spent(), "statbank", KNOWN)
    receive(kommune, "FOLK1A.csv", people(), "statbank", KNOWN)
    yield kommune
    kommune.hall.close()


@pytest.fixture(scope="module")
def children(country: Kommune) -> Capacity:
    return made(country, area="children")


def test_our_years_and_their_growth(children: Capacity) -> None:
    """20 + 10 = 30 mio. kr. and 22 + 11 = 33 mio. kr.: 10 per cent more."""
    egen = "economy.years.egen"
    found = {row: [value(children, egen, row, column) for column in ("y2024", "y2025")] for row in ("preventive", "institution", "total")}  # fmt: skip
    assert found == {"preventive": [20e6, 22e6], "institution": [10e6, 11e6], "total": [30e6, 33e6]}
    assert value(children, egen, "total", "growth") == pytest.approx(10)
    said = [sentence(children, one) for one in children.table(egen).answer]
    assert said == [
        "Kommunen brugte 33,0 mio. kr. på området i 2025.",
        "Det er en ændring på +10,0 % siden 2024, i løbende priser.",
    ]


def test_the_country_says_who_has_no_accounts(children: Capacity) -> None:
    """33 + 5 × 66 = 363 mio. kr. of six municipalities; 92 have none, and they are not counted as nought."""
    total = figure(children, "economy.years.land", "total", "y2025")
    assert (total.value, total.note) == (363e6, "92 kommuner uden tal er ikke med")
    first = sentence(children, children.table("economy.years.land").answer[0])
    assert first == "De kommuner, der har regnskab, brugte 363,0 mio. kr. på området i 2025; det er ikke hele landet."


def test_regions_are_sum_over_sum(children: Capacity) -> None:
    """Hovedstaden is ours and København: (33 + 66) mio. kr. to 12.000 children; the country 363 mio. kr. to 27.000."""
    table = "economy.regions"
    found = {row.key: value(children, table, row.key, "total") for row in children.table(table).rows}
    assert found == pytest.approx({
        "r1084": 8_250_000, "r1085": 33_000_000, "r1083": 16_500_000, "r1082": 13_200_000, "r1081": 16_500_000,
        "land": 363e6 / 27, "egen": 16_500_000,
    })  # fmt: skip
    assert "hele landet er kun de kommuner, der har tal." in children.table(table).notes[0]
    regions = [key for key in found if key.startswith("r")]
    assert min(found[key] or 0 for key in regions) <= (found["land"] or 0) <= max(found[key] or 0 for key in regions)
    for column in ("total_2025", "people_0_17_2025"):
        together = sum(value(children, table, key, column) or 0 for key in regions)
        assert together == value(children, table, "land", column)
    weights = children.table(table).weights
    assert weights == {f"r{code}": sum(CHILDREN[town] for town in TOWNS if REGION[town] == code) for code in REGION.values()}  # fmt: skip


def test_a_rate_is_level_over_inhabitants_and_quartiles_lie_within(children: Capacity) -> None:
    table = "economy.municipalities.total"
    rates = {}
    for town in TOWNS:
        level, persons, rate = (value(children, table, f"k{town}", name) for name in ("level", "people", "rate"))
        assert level is not None
        assert persons == CHILDREN[town]
        assert rate == pytest.approx(level / persons * 1_000)
        rates[town] = rate
    lower, median, upper, mean = (
        value(children, "economy.spread", "total", one) for one in ("lower", "median", "upper", "mean")
    )
    assert median == pytest.approx(16_500_000)  # 6,6  13,2  16,5  16,5  16,5  33
    assert mean == pytest.approx(sum(rate or 0 for rate in rates.values()) / 6)
    assert min(rates.values()) <= lower <= median <= upper <= max(rates.values())  # type: ignore[type-var,operator]
    assert figure(children, table, "k147", "rate").value is None  # Frederiksberg has no accounts: missing, not 0


@pytest.mark.parametrize("area", ["children", "ppr", "adults"])
def test_every_figure_opens_and_its_lines_add_up(country: Kommune, area: str) -> None:
    figures, summed = opened(country, made(country, area=area), "economy")
    assert figures > 50
    assert summed > 20


def test_fixed_prices_move_levels_and_growth(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Prices rise 10 per cent, as the spending does: 30 mio. kr. are 33 in 2025-prices, and nothing has grown."""
    kommune = Kommune(tmp_path_factory.mktemp("priser") / "kommune")
    for name, text, source in (("REGKC.csv", spent(), "statbank"), ("FOLK1A.csv", people(), "statbank"), ("pl.csv", PRICES, "prices")):  # fmt: skip
        receive(kommune, name, text, source, KNOWN)
    fixed = made(kommune, area="children")
    assert value(fixed, "economy.years.egen", "total", "y2024") == pytest.approx(33e6)
    assert value(fixed, "economy.years.egen", "total", "growth") == pytest.approx(0)
    terms = figure(fixed, "economy.years.egen", "total", "y2024").terms
    assert [(term.label, term.value) for term in terms] == [
        ("I 2024-priser", 30e6),
        ("Indekset pl i 2025", 110),
        ("Indekset pl i 2024", 100),
    ]
    before = kommune.hall.explain(terms[0].address)
    assert before.value == before.lines["signed_oere"].sum() == 30_000_000_00
    in_first = made(kommune, area="children", base=2024)
    assert value(in_first, "economy.years.egen", "total", "y2025") == pytest.approx(30e6)
    with pytest.raises(CapacityRefused, match="har intet tal for 2020; vælg et af 2024, 2025"):
        made(kommune, area="children", base=2020)
    kommune.hall.close()


def test_income_and_refund_and_two_sources_of_a_year(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Random amounts of both source tables: what is told is the sum of one of them, expense less income, less the refund when asked."""
    rng = random.Random(20260930)
    kommune = Kommune(tmp_path_factory.mktemp("to-kilder") / "kommune")
    fine, other = ["OMRÅDE;DRANST1;EJER;ART;PRISENHED;TID;INDHOLD"], ["OMRÅDE;FUNKTION;DRANST;EJER;GRUPPERING;ART;PRISENHED;TID;INDHOLD"]  # fmt: skip
    net, refund = dict.fromkeys(TOWNS, 0), dict.fromkeys(TOWNS, 0)
    for town in TOWNS:
        for function in ("52821", "52820", "52823", "52824"):
            for grouping in ("001", "002"):
                for dranst, art, sign in ((1, "UE", 1), (1, "I", -1), (2, "I", -1)):
                    amount = rng.randrange(1, 90_000)
                    fine.append(f"{town};{dranst}{function}{grouping};1;{art};LOBM;2025;{amount}")
                    other.append(f"{town};{function};{dranst};1;{grouping};{art};LOBM;2025;{amount}")
                    (net if dranst == 1 else refund)[town] += sign * amount
    receive(kommune, "REGKC.csv", "\n".join(fine) + "\n", "statbank", KNOWN)
    receive(kommune, "FOLK1A.csv", people(), "statbank", KNOWN)
    one_source = made(kommune, area="children")
    receive(kommune, "REGK100.csv", "\n".join(other) + "\n", "statbank", KNOWN)
    for town in TOWNS:
        level = "economy.municipalities.total", f"k{town}", "level"
        assert value(one_source, *level) == net[town] * 1_000
        assert value(made(kommune, area="children"), *level) == net[town] * 1_000
        less = made(kommune, area="children", refund_taken_off=True)
        assert value(less, *level) == (net[town] + refund[town]) * 1_000
    own = kommune.hall.explain(less.address(("economy.years.egen", "total", "y2025")))
    assert own.value == own.lines["signed_oere"].sum() == (net[HOME] + refund[HOME]) * 1_000_00
    kommune.hall.close()


def test_inhabitants_that_lack_an_age_are_named(tmp_path_factory: pytest.TempPathFactory) -> None:
    kommune = Kommune(tmp_path_factory.mktemp("aldre") / "kommune")
    receive(kommune, "REGKC.csv", spent(), "statbank", KNOWN)
    text = "\n".join(line for line in people().splitlines() if ";TOT;17;" not in line) + "\n"
    receive(kommune, "FOLK1A.csv", text, "statbank", KNOWN)
    lacking = figure(made(kommune, area="children"), "economy.municipalities.total", f"k{HOME}", "rate")
    assert lacking.value is None
    assert lacking.missing == (
        "Ballerup mangler alder 17 i folketallet 1. januar 2025 og har derfor intet for 0-17-årige; hent alle aldre ind."
    )
    assert value(made(kommune, area="adults"), "economy.municipalities.total", f"k{HOME}", "rate")
    kommune.hall.close()


@pytest.mark.parametrize(("each", "persons"), [(10, 170), (100, None)])
def test_an_age_without_a_row_is_nobody_in_a_small_municipality_alone(
    tmp_path_factory: pytest.TempPathFactory, each: int, persons: int | None
) -> None:
    """17 ages of ten each and no row for the last may be 170 children; with a hundred of each the file lacks the last."""
    kommune = Kommune(tmp_path_factory.mktemp("en-alder") / "kommune")
    receive(kommune, "REGKC.csv", spent(), "statbank", KNOWN)
    lines = ["OMRÅDE;KØN;ALDER;CIVILSTAND;TID;INDHOLD"]
    for town in TOWNS:
        ages = range(17) if town == 253 else range(18)
        lines += [f"{town};TOT;{age};TOT;{year}K1;{each}" for age in ages for year in (2024, 2025)]
    receive(kommune, "FOLK1A.csv", "\n".join(lines) + "\n", "statbank", KNOWN)
    children = made(kommune, area="children")
    assert value(children, "economy.municipalities.total", "k253", "people") == persons
    assert value(children, "economy.municipalities.total", "k101", "people") == 18 * each
    assert (value(children, "economy.regions", "r1085", "total") is None) == (persons is None)
    kommune.hall.close()


def test_the_same_on_every_engine(country: Kommune, engine: Engine) -> None:
    assert on_engine(country, engine, "economy", area="adults") == made(country, area="adults").section("economy")


def test_money_that_no_rule_places_stands_below_the_total_and_ties_to_the_functions(tmp_path: Path) -> None:
    """5.38.38.1.003 is § 85's, 900 is nobody's: 6 and 2 mio. kr. of the function's 8."""
    kommune = Kommune(tmp_path / "uden-for")
    cells = [(HOME, 2025, "5.38.38.003", 1, 6_000_000), (HOME, 2025, "5.38.38.900", 1, 2_000_000)]
    receive(kommune, "REGKC.csv", regkc(accounts(cells)), "statbank", KNOWN)
    found = made(kommune, area="adults")
    table = "economy.years.egen"
    assert [value(found, table, row, "y2025") for row in ("support", "total", "outside")] == [6e6, 6e6, 2e6]
    assert "Ikke ført til et tilbud" in " ".join(found.table(table).notes)
    opened = kommune.hall.explain(found.address((table, "outside", "y2025")))
    assert (opened.value, opened.lines["signed_oere"].to_list()) == (2_000_000_00, [2_000_000_00])
    assert check_own(found, found.table(table)).findings == ()
    kommune.hall.close()


def test_where_every_account_is_placed_nothing_stands_below_the_total(children: Capacity) -> None:
    assert "outside" not in children.table("economy.years.egen").rows_by_key


def test_rows_that_could_not_be_read_are_told_at_every_table_that_lacks_them(tmp_path: Path) -> None:
    kommune = Kommune(tmp_path / "ulaest")
    receive(kommune, "REGKC.csv", spent(), "statbank", KNOWN)
    receive(kommune, "FOLK1A.csv", people(), "statbank", KNOWN)
    broken = "Kommune;År;Konto;Personalegruppe;Årsværk;Ansat i\n151;2025;5.28.23;Pædagoger;6,00;Kommune\n151;2025;5.28.23;Ledere;mange;Kommune\n"
    kommune.hall.receive_all([Incoming("personale.csv", broken.encode(), "staff", KNOWN)])
    found = made(kommune, area="children")
    said = found.unread("staff")
    assert said.startswith("Rækker, der ikke kunne læses og ikke er med i tallene: 1 i levering ")
    assert all(said in report_table(found, one, synthetic=False).notes for one in found.section("staff"))
    assert found.unread("economy") == ""
    kommune.hall.close()


def test_a_page_and_an_opened_figure_share_one_analysis(country: Kommune) -> None:
    plain, named = made(country, area="children"), made(country, area="children", own_name="Ballerup")
    assert plain is named
