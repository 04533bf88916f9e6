"""Files of own houses and of the grants that fill them, as a user has them."""

from __future__ import annotations

from datetime import date

from tests.municipality.small import Kommune, table

from trinvis.municipality.capacity_houses import Houses, houses

GRANTS = "Indsats-id;Cpr-nr.;Indsatstype;Anbringelsessted;Leverandør;Leverandørtype;Enhed;Takst;Startdato;Stopdato;Status;Sandsynlighed;Ændrer indsats;Betalingskommune"
PLACES = "Kommune;Hus;Tilbudstype;Fra;Til;Pladser;Belagte døgn;Heraf solgte døgn;Venter;Faste udgifter pr. år;Udgift pr. ekstra døgn;Takst pr. døgn"


def stay(
    number: int,
    start: str,
    stop: str = "",
    *,
    house: str = "Fiktivgården",
    kind: str = "Egen",
    place: str = "Døgninstitution",
    rate: str = "2.850,00",
    unit: str = "Døgn",
    status: str = "Bevilget",
    chance: str = "",
    changes: str = "",
    payer: str = "",
    person: int | None = None,
) -> str:
    """A row of a grant of child ``person`` (by itself its number); dates as ISO."""
    child = number if person is None else person
    days = [f"{date.fromisoformat(day):%d.%m.%Y}" if day else "01.01.9999" for day in (start, stop)]
    cpr = f"{child % 28 + 1:02d}0115-{1000 + child}"
    return ";".join(
        [f"F-{number}", cpr, "Anbringelse", place, house, kind, unit, rate, *days, status, chance, changes, payer]
    )


def receive_grants(kommune: Kommune, rows: list[str], extract: date) -> None:
    """An extract of grants."""
    kommune.receive(table(GRANTS, "\n".join(rows)), "grants", extract, extract_day=extract)


def receive_places(kommune: Kommune, rows: str, known: date) -> None:
    """Rows of *Egne pladser og belægning*."""
    kommune.receive(table(PLACES, rows), "places", known)


def looked(kommune: Kommune, day: date, **asked: int) -> Houses:
    """The houses as known on a day, with few draws."""
    house = kommune.hall._house
    return houses(house, house.basis(day), **{"months": 12, "draws": 400, **asked})
