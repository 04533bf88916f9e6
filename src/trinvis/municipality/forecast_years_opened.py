"""A figure of the years ahead opened: a mean into its types and areas, a price into number and kroner, a scenario into its changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.calculations.forecast.scenario_changes import ScenarioError
from trinvis.municipality.address import Address, BadAddress
from trinvis.municipality.explain import Explanation, Part
from trinvis.municipality.forecast_years import YEARS
from trinvis.municipality.frame_fitted import address_of, cost_today
from trinvis.municipality.full_year import full_year
from trinvis.tables.lines import empty_lines

if TYPE_CHECKING:
    from trinvis.municipality.forecast_years import ForecastYears, TypeRow
    from trinvis.municipality.house import House

FIGURES = {
    "amount_oere": "ventet udgift",
    "persons": "ventede helårspersoner",
    "price_oere": "gennemsnitspris",
    "difference_oere": "forskel til i år",
    "this_year_oere": "årets prognose uden refusion",
    "full_year_oere": "dagens indsatser, hvis alle løber videre",
    "running_oere": "dagens indsatser, som de ventes at løbe",
    "scenario_oere": "scenariets virkning",
}
"""Figure → what users read."""

PERSONS = "helårspersoner"
UNTESTED = "Årene frem er ikke efterprøvet, så der er intet interval."
_KNOWN = {"of", "years", "kind", "step", "area", "scenario", "change"}
_MOST = 12


def years_of(address: Address) -> int:
    """How many years ahead the address asks for; raises ``BadAddress``."""
    text = address.where.get("years", str(YEARS))
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= _MOST):
        raise BadAddress(f"'{text}' år frem kan ikke regnes; skriv et tal fra 1 til {_MOST}.")
    return int(text)


def explain_years(house: House, made: ForecastYears, address: Address) -> Explanation:
    """``years-ahead/2026/2026-09-30/amount_oere?of=2027&kind=foster&step=5``; without kind the year's total. Raises ``BadAddress``."""
    where = address.where
    if address.figure not in FIGURES or set(where) - _KNOWN:
        raise BadAddress(
            f"Adressen '{address}' kan ikke læses: skriv years-ahead/2026/2026-09-30/amount_oere?of=2027, med et af {', '.join(FIGURES)}."
        )
    if address.figure == "this_year_oere":
        return _this_year(made, address)
    of = where.get("of", "")
    if of not in {str(year) for year in made.years}:
        listed = ", ".join(str(year) for year in made.years)
        raise BadAddress(f"'{of}' er ikke et af årene frem (of); vælg mellem {listed}.")
    if address.figure == "scenario_oere":
        return _scenario(house, made, address, int(of))
    if address.figure == "difference_oere":
        return _difference(made, address, int(of))
    if address.figure in ("full_year_oere", "running_oere"):
        return _running(house, made, address, int(of))
    return _of_types(house, made, address, int(of))


def means(made: ForecastYears) -> str:
    """What a figure is the mean of."""
    draws = f"{made.draws:,}".replace(",", ".")
    return f"Gennemsnittet af {draws} gennemregnede forløb (frø {made.seed}), kendt {made.basis.day:%d.%m.%Y}."


def _of_types(house: House, made: ForecastYears, address: Address, of: int) -> Explanation:
    rows, label = _chosen(made, address, of)
    figure, area = address.figure, address.where.get("area", "")
    if area:
        if figure != "amount_oere":
            raise BadAddress("For ét område kan kun beløbet åbnes (amount_oere); ret adressen.")
        label = f"{label}, {made.areas.get(area, area)}"
    amount = sum(row.areas.get(area, 0) if area else row.amount_oere for row in rows)
    if figure == "persons":
        persons = sum(row.persons for row in rows)
        return _opened(
            made, address, f"{label}: {FIGURES[figure]} i {of}", persons, PERSONS,
            f"Dage med indsats i året divideret med {made.ahead.year_days(of)}. {means(made)}",
            inputs=(_part(made, "Ventet udgift", amount, "amount_oere", address),),
        )  # fmt: skip
    if figure == "price_oere":
        price = rows[0].price_oere if len(rows) == 1 else made.price_oere(of)
        if price is None:
            raise BadAddress("Der er ingen helårspersoner, så der er ingen gennemsnitspris; ret adressen.")
        paid = tuple(row for row in rows if row.kind)
        return _opened(
            made, address, f"{label}: {FIGURES[figure]} i {of}", price, "kr.",
            f"Udgiften til indsatser divideret med helårspersoner. {means(made)}",
            inputs=tuple(_part(made, row.label, row.amount_oere, "amount_oere", address, **of_row(row)) for row in paid),
        )  # fmt: skip
    return _opened(
        made, address, f"{label}: {FIGURES[figure]} i {of}", amount, "kr.",
        f"Helårspersoner gange gennemsnitspris, type for type. {means(made)}",
        parts=() if area else _terms(made, rows, address),
        inputs=_from_today(house, made, rows[0], area) if area else (),
    )  # fmt: skip


def _from_today(house: House, made: ForecastYears, row: TypeRow, area: str) -> tuple[Part, ...]:
    """Where a type of one area begins: its grants that run on the day, or what the area is forecast to cost this year."""
    if row.kind:
        found = address_of(made.basis, made.year, row.kind)
        amount = cost_today(house, made.basis, made.year, row.kind)
        return (Part(f"Helårspris {made.year} af de indsatser af typen, der løber på dagen", amount, found),)
    where = {"area": area}
    found = str(Address("follow-up", made.year, made.basis.name, "forecast_oere", where))
    return (Part(f"Opfølgningens forventede regnskab {made.year}", made.expected.get(area, 0), found),)


def _chosen(made: ForecastYears, address: Address, of: int) -> tuple[tuple[TypeRow, ...], str]:
    where, rows = address.where, made.rows(of)
    step = where.get("step", "")
    if "kind" not in where and "step" in where:
        on_step = tuple(row for row in rows if row.kind and ("" if row.step is None else str(row.step)) == step)
        if not on_step:
            raise BadAddress(f"Der er ingen ventet udgift på trin »{step}« i {of}; ret adressen.")
        return on_step, made.step_label(on_step[0].step)
    if "kind" not in where:
        return rows, "Alle indsatser" if address.figure != "amount_oere" else "I alt"
    found = tuple(
        row for row in rows if row.kind == where["kind"] and ("" if row.step is None else str(row.step)) == step
    )
    if not found:
        raise BadAddress(f"Der er ingen ventet udgift til »{where['kind']}« på trin »{step}« i {of}; ret adressen.")
    return found, found[0].label


def _terms(made: ForecastYears, rows: tuple[TypeRow, ...], address: Address) -> tuple[Part, ...]:
    if len(rows) > 1:
        return tuple(_part(made, row.label, row.amount_oere, "amount_oere", address, **of_row(row)) for row in rows)
    return tuple(
        _part(made, made.areas.get(area, area), amount, "amount_oere", address, area=area)
        for area, amount in rows[0].areas.items()
    )


def of_row(row: TypeRow) -> dict[str, str]:
    """What an address says of a row."""
    return {"kind": row.kind, "step": "" if row.step is None else str(row.step)}


def _this_year(made: ForecastYears, address: Address) -> Explanation:
    forecast = "Områdernes ventede regnskab i årets prognose"
    refund = f", uden {made.areas.get(made.refund_area, made.refund_area)}" if made.refund_area else ""
    whole = str(Address("forecast", made.year, made.basis.name, "mean_oere"))
    inputs = [Part(f"Årets prognose {made.year}", made.this_year_oere + made.refund_oere, whole)]
    if made.refund_area:
        where = {"area": made.refund_area}
        inputs.append(
            Part(
                made.areas.get(made.refund_area, made.refund_area),
                made.refund_oere,
                str(Address("forecast", made.year, made.basis.name, "mean_oere", where)),
            )
        )
    return _opened(
        made, address, f"{made.year}: {FIGURES['this_year_oere']}", made.this_year_oere, "kr.",
        f"{forecast}{refund}: refusion er ikke regnet med i årene frem.", inputs=tuple(inputs),
    )  # fmt: skip


def _difference(made: ForecastYears, address: Address, of: int) -> Explanation:
    return _opened(
        made, address, f"{of} mod {made.year}: {FIGURES['difference_oere']}", made.amount_oere(of) - made.this_year_oere, "kr.",
        "Årets ventede udgift minus prognosen for i år, begge uden refusion.",
        inputs=(
            Part(f"Ventet i {of}", made.amount_oere(of), made.address("amount_oere", of)),
            Part(f"Prognosen for {made.year} uden refusion", made.this_year_oere, made.address("this_year_oere")),
        ),
    )  # fmt: skip


def _running(house: House, made: ForecastYears, address: Address, of: int) -> Explanation:
    """The grants that run today, in a year ahead; what they cost in this one opens to their rows."""
    found = made.ahead.full_year(of)
    if "kind" in address.where:
        raise BadAddress("Tallet åbnes samlet, ikke type for type; ret adressen.")
    whole = address.figure == "full_year_oere"
    said = (
        "Dagens pris gange alle årets dage for hver bevilget indsats, der løber på dagen, med årets prisindeks. Ingen stopper, og "
        "ingen kommer til."
        if whole
        else f"De samme indsatser, som de plejer at stoppe og blive forlænget. {means(made)}"
    )
    value = found.all_run_on_oere if whole else round(found.expected.mean)
    full = str(Address("full-year", made.year, made.basis.name, "amount_oere"))
    other = "running_oere" if whole else "full_year_oere"
    beside = round(found.expected.mean) if whole else found.all_run_on_oere
    this_year = int(full_year(house, made.basis, made.year)["amount_oere"].sum())
    return _opened(
        made, address, f"{of}: {FIGURES[address.figure]}", value, "kr.", said,
        inputs=(
            Part(FIGURES[other].capitalize(), beside, made.address(other, of)),
            Part(f"Helårspris {made.year} af de indsatser, der løber på dagen", this_year, full),
        ),
    )  # fmt: skip


def _scenario(house: House, made: ForecastYears, address: Address, of: int) -> Explanation:
    from trinvis.municipality.scenarios import scenarios, worked_out

    where = address.where
    saved = next((one for one in scenarios(house, made.basis.day) if one.key == where.get("scenario")), None)
    if saved is None or saved.scenario is None:
        raise BadAddress(
            f"Scenariet »{where.get('scenario', '')}« findes ikke, som det var kendt dengang; ret adressen."
        )
    try:
        found = worked_out(house, made, saved.scenario)
    except ScenarioError as error:
        raise BadAddress(str(error)) from None
    number = where.get("change", "")
    if number:
        if not (number.isascii() and number.isdigit() and 1 <= int(number) <= len(found.effects)):
            raise BadAddress(f"Scenariet har ikke en ændring nummer {number}; ret adressen.")
        effect = found.effects[int(number) - 1]
        return _opened(
            made, address, f"{saved.name}, {effect.change.label}: virkning i {of}", effect.by_year[of].oere, "kr.",
            f"Forskellen på {of}, når ændringen lægges oven på dem før den, med de samme tilfældige tal. {means(made)}",
            inputs=(Part(f"Hele scenariet i {of}", found.whole[of].oere, _of_scenario(made, of, saved.key)),),
        )  # fmt: skip
    parts = tuple(
        Part(effect.change.label, effect.by_year[of].oere, _of_scenario(made, of, saved.key, str(place)))
        for place, effect in enumerate(found.effects, start=1)
    )
    return _opened(
        made, address, f"{saved.name}: virkning i {of}", found.whole[of].oere, "kr.",
        f"Ændringerne, den ene oven på den anden, mod {of} uden ændringer. {means(made)}", parts=parts,
    )  # fmt: skip


def _of_scenario(made: ForecastYears, of: int, key: str, change: str = "") -> str:
    return made.address("scenario_oere", of, scenario=key, **({"change": change} if change else {}))


def _part(made: ForecastYears, label: str, amount: int, figure: str, address: Address, **more: str) -> Part:
    """A part whose address is ``address`` with another figure and what is said ``more``."""
    where = {**address.where, **more}
    return Part(label, amount, str(Address(address.question, made.year, address.basis, figure, where)))


def _opened(
    made: ForecastYears,
    address: Address,
    title: str,
    value: int,
    unit: str,
    sentence: str,
    *,
    parts: tuple[Part, ...] = (),
    inputs: tuple[Part, ...] = (),
) -> Explanation:
    title = title if str(made.year) in title else f"{title}, set fra {made.year}"
    return Explanation(
        address=address, title=title, value=value, unit=unit, sentence=f"{sentence} {UNTESTED}", parts=parts,
        inputs=inputs, lines=empty_lines(), rules={}, parameters=(),
    )  # fmt: skip
