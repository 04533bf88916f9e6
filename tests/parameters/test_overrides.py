"""The user's own values: one by one, visible, and never further than they reach."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from trinvis.parameters import MissingParameter, Override, Parameters, UnknownParameter
from trinvis.parameters.delimitation import inside
from trinvis.parameters.errors import ParameterError, PatternError
from trinvis.parameters.refund import adds_household, refund_bands

SHIPPED = Parameters.shipped()
MARCH = date(2026, 3, 1)


def override(
    name: str, key: str | None, value: int | str | None, start: date, stop: date | None = None, *, seq: int = 1,
    assumed: bool = False, withdrawn: bool = False,
) -> Override:  # fmt: skip
    return Override(name, key, value, start, stop, "indtastet", assumed, seq, withdrawn)


LIMITS_2026 = [
    override("refund_limits", band, limit * 100, date(2026, 1, 1), seq=seq, assumed=True)
    for seq, (band, limit) in enumerate((("1", 950_000), ("2", 1_860_000), ("3", 2_350_000)), start=41)
]


def test_typed_limits_make_the_year_count_and_only_that_year() -> None:
    own = SHIPPED.with_overrides(LIMITS_2026)
    bands = refund_bands(own, MARCH)
    assert [(band.limit_oere, band.share, band.months, band.assumed) for band in bands] == [
        (95_000_000, 2500, 12, True),
        (186_000_000, 5000, 12, True),
        (235_000_000, 7500, 12, True),
    ]
    assert bands[0].rule_id == "refund_limits/1#41"
    assert own.value("refund_limits", MARCH, "1").mark() == "antaget"
    for other in (date(2025, 12, 31), date(2027, 1, 1)):
        with pytest.raises(MissingParameter):
            refund_bands(own, other)
    assert [band.limit_oere for band in refund_bands(own, date(2022, 5, 1))] == [86_000_000, 168_000_000, 212_000_000]


def test_a_closed_table_with_a_row_missing_is_missing() -> None:
    with pytest.raises(MissingParameter, match="rækken »3«, mangler en værdi for 2026"):
        refund_bands(SHIPPED.with_overrides(LIMITS_2026[:2]), MARCH)


def test_another_column_of_a_row_is_changed_with_at() -> None:
    share = override("refund_limits", "1@share", 3000, date(2026, 1, 1), seq=50)
    band = refund_bands(SHIPPED.with_overrides([*LIMITS_2026, share]), MARCH)[0]
    assert (band.share, band.rule_id) == (3000, "refund_limits/1#41+refund_limits/1@share#50")


def test_the_household_is_added_from_2021() -> None:
    assert not adds_household(SHIPPED, date(2020, 12, 31))
    assert adds_household(SHIPPED, date(2021, 1, 1))


def test_one_account_gets_another_step_and_the_rest_keep_theirs() -> None:
    own = SHIPPED.with_overrides([override("account_step", "national/5.28.21.1.005", 2, date(2026, 1, 1), seq=7)])
    before, after = (one.table("account_step", MARCH) for one in (SHIPPED, own))
    added = after.join(before, on="key", how="anti")
    assert added.select("scheme", "pattern", "pattern_key", "step", "rule_id", "origin").rows() == [
        ("national", "5.28.21.1.005", "f9:528211005", 2, "account_step/national/5.28.21.1.005#7", "kommune")
    ]
    assert after.join(before, on="key", how="semi").equals(before)


def test_none_says_outside_the_staircase_and_withdrawn_gives_trinvis_value_back() -> None:
    key = "national/5.28.21.1.016"
    outside = override("account_step", key, None, date(2026, 1, 1), seq=1)
    back = override("account_step", key, None, date(2026, 6, 1), seq=2, withdrawn=True)
    own = SHIPPED.with_overrides([outside, back])
    assert own.value("account_step", date(2026, 5, 31), key).value is None
    assert own.value("account_step", date(2026, 6, 1), key).value == 2
    assert own.value("account_step", date(2025, 12, 31), key).value == 2


def test_all_days_show_the_periods_of_a_key() -> None:
    key = "national/5.28.21.1.016"
    own = SHIPPED.with_overrides([override("account_step", key, 3, date(2026, 1, 1), date(2026, 12, 31))])
    rows = own.table("account_step", None).filter(pl.col("key") == key).sort("valid_from")
    assert rows.select("step", "valid_from", "valid_to", "valid_to_day").rows() == [
        (2, date(2015, 1, 1), date(2025, 12, 31), 20453),
        (3, date(2026, 1, 1), date(2026, 12, 31), 20818),
        (2, date(2027, 1, 1), None, 2932896),
    ]


def test_a_level_typed_without_an_end_is_known_for_its_year_and_then_carried() -> None:
    own = SHIPPED.with_overrides([override("placement_rates", "fee_day", 17_000, date(2026, 1, 1))])
    assert own.value("placement_rates", MARCH, "fee_day").mark() == ""
    later = own.value("placement_rates", date(2027, 1, 1), "fee_day")
    assert (later.value, later.mark(), later.origin) == (17_000, "fremskrevet fra 2026-niveau", "kommune")
    assert own.value("placement_rates", date(2025, 12, 31), "fee_day").value == 14_500


def test_a_price_index_moves_what_is_carried() -> None:
    """145 kr. of 2020 × 118,5 / 104,2 = 164,899... → 164,90 kr."""
    own = SHIPPED.with_overrides(
        [
            override("price_index", "pl", 10_420, date(2020, 1, 1), date(2020, 12, 31), seq=1),
            override("price_index", "pl", 11_850, date(2025, 1, 1), date(2025, 12, 31), seq=2),
        ]
    )
    plain = own.value("placement_rates", MARCH, "fee_day")
    moved = own.value("placement_rates", MARCH, "fee_day", index="pl")
    assert (plain.value, moved.value) == (14_500, 16_490)
    assert moved.mark() == "fremskrevet fra 2020-niveau med indekset pl til 2025"
    assert own.value("placement_rates", date(2020, 6, 1), "fee_day", index="pl").value == 14_500
    without_base = own.value("statutory_rates", MARCH, "lost_earnings_most", index="pl")
    assert (without_base.value, without_base.mark()) == (3_524_700, "fremskrevet fra 2024-niveau")
    rates = own.table("placement_rates", MARCH, index="pl")
    assert rates.filter(pl.col("rate") == "fee_day")["amount_oere"].to_list() == [16_490]


def test_a_withdrawn_index_year_is_gone() -> None:
    typed = override("price_index", "pl", 10_420, date(2020, 1, 1), seq=1)
    gone = override("price_index", "pl", None, date(2020, 1, 1), seq=2, withdrawn=True)
    assert SHIPPED.with_overrides([typed]).index_levels("pl") == {2020: 10_420}
    assert SHIPPED.with_overrides([typed, gone]).index_levels("pl") == {}


def test_an_own_delimitation_can_be_typed_in() -> None:
    own = SHIPPED.with_overrides([override("delimitations", "egen/5.28.20/*", "Opholdssteder", date(2026, 1, 1))])
    accounts = pl.Series(["528201003", "528211003"])
    assert inside(own, "egen", accounts, MARCH).to_list() == [True, False]


def test_a_rule_id_leads_back_to_the_value() -> None:
    own = SHIPPED.with_overrides(LIMITS_2026)
    for name in own.names():
        for rule_id in own.table(name, None)["rule_id"].to_list():
            assert own.rule(rule_id).id == rule_id.split("+")[0]
    indexed = own.with_overrides(
        [
            override("price_index", "pl", 10_420, date(2020, 1, 1)),
            override("price_index", "pl", 11_850, date(2025, 1, 1)),
        ]
    )
    for index in (None, "pl"):
        value = indexed.value("placement_rates", MARCH, "fee_day", index=index)
        assert indexed.rule(value.id) == value
        assert value.mark().startswith("fremskrevet fra 2020-niveau")
    assert own.rule("refund_limits/1#41").value == 95_000_000
    with pytest.raises(UnknownParameter, match="findes ikke længere"):
        own.rule("refund_limits/1@1999-01-01")


def test_no_id_holds_the_sign_that_joins_ids_in_a_line() -> None:
    for name in SHIPPED.names():
        assert not any(set(row.id) & set(";+#~") for row in SHIPPED.describe(name).rows)


@pytest.mark.parametrize(
    ("wrong", "error", "sentence"),
    [
        (override("findes_ikke", None, 1, MARCH), UnknownParameter, "Parameteren »findes_ikke« findes ikke; vælg"),
        (override("refund_limits", "4", 1, MARCH), UnknownParameter, "har ingen række »4«; vælg"),
        (override("refund_limits", "1@pris", 1, MARCH), UnknownParameter, "har ingen kolonne »pris«; vælg"),
        (override("refund_limits", "1", "mange", MARCH), ParameterError, "skal have et tal; ret"),
        (override("municipalities", "101", 7, MARCH), ParameterError, "skal have en tekst; ret"),
        (override("account_step", "national/5.28.2", 3, MARCH), PatternError, "kan ikke læses; skriv"),
        (override("account_step", "5.28.21", 3, MARCH), UnknownParameter, "har ingen række »5.28.21«"),
        (override("account_step", "national/", 3, MARCH), UnknownParameter, "har ingen række »national/«"),
        (override("vat_factors", "ny;+", 3, MARCH), UnknownParameter, "har ingen række"),
        (override("delimitations", "egen/5.28.20/to", "x", MARCH), UnknownParameter, "har ingen række"),
        (override("refund_limits", "1", 5, MARCH, date(2026, 1, 1)), ParameterError, "slutter før den begynder; ret"),
    ],
)
def test_a_value_that_cannot_stand_is_refused(wrong: Override, error: type[Exception], sentence: str) -> None:
    with pytest.raises(error, match=sentence):
        SHIPPED.with_overrides([wrong])


def test_equal_digests_for_equal_values() -> None:
    assert SHIPPED.with_overrides(LIMITS_2026).digest() == SHIPPED.with_overrides(LIMITS_2026).digest()
    assert SHIPPED.with_overrides(LIMITS_2026).digest() != SHIPPED.digest()


def test_asking_for_what_does_not_exist() -> None:
    with pytest.raises(UnknownParameter, match="Parameteren »moms« findes ikke"):
        SHIPPED.table("moms", MARCH)
    with pytest.raises(UnknownParameter, match="har ingen række »rabat«"):
        SHIPPED.value("vat_factors", MARCH, "rabat")
