"""Which accounts an analysis is made of: account, paragraphs, offer and group, in the year and in the first year where they differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.calculations.capacity.account_map import breaks_of
from trinvis.municipality.capacity_activity_keys import paragraph_words
from trinvis.municipality.capacity_figure import Column, FigureTable, Row
from trinvis.municipality.capacity_money import GROUPS, offers_of

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity


def accounts_table(made: Capacity) -> FigureTable:
    """A row to each account of the newest year and to each that was another before; the breaks of the series are its notes."""
    offers = offers_of(made)
    first, last = made.years[0], made.year
    words: dict[tuple[str, str], str] = {}
    rows: dict[str, Row] = {}
    for year in dict.fromkeys((last, first)):
        for one in offers.accounts[year]:
            key = f"{one.pattern}_{year}".replace(".", "_")
            told = {
                "paragraphs": ", ".join(paragraph_words(text) for text in one.paragraphs if text),
                "offer": one.label,
                "group": GROUPS[one.group],
                "note": one.note,
            }
            newest = f"{one.pattern}_{last}".replace(".", "_")
            if year != last and all(words.get((newest, name)) == text for name, text in told.items()):
                continue
            rows[key] = Row(key, one.pattern)
            words |= {(key, name): text for name, text in told.items()} | {(key, "year"): str(year)}
    functions = [one.pattern for accounts in offers.accounts.values() for one in accounts]
    notes = [
        f"{one.year}: {one.reason}."
        for one in breaks_of(made.facts.breaks, "account", functions)
        if first < one.year <= last
    ]
    columns = [
        ("year", "År"),
        ("paragraphs", "Paragraffer"),
        ("offer", "Tilbud"),
        ("group", "Gruppe"),
        ("note", "Bemærk"),
    ]
    return FigureTable(
        "economy.accounts", "Kontiene, området er gjort op på", "Konto",
        tuple(Column(key, label, kind="text") for key, label in columns), tuple(rows.values()), {},
        notes=("Kontoplanen kender ikke målgruppen: kontiene er hele området.", *notes), words=words,
    )  # fmt: skip
