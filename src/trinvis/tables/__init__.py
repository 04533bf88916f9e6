"""The ground under the data: one schema per table, from which formats, templates, checks and documentation are drawn."""

from __future__ import annotations

from trinvis.tables.budgets import ASSUMPTIONS, BUDGETS, ESTIMATES
from trinvis.tables.capacity import FRAMEWORK_PLACES, OFFERS, PLACES, STAFF
from trinvis.tables.capacity_use import ACTIVITY, PLACEMENT_CAUSES, PROGRAMMES, PSYCHIATRY, WAITING
from trinvis.tables.children import CHILDREN
from trinvis.tables.grants import GRANTS
from trinvis.tables.national import NATIONAL_ACCOUNTS, PUBLIC_FIGURES
from trinvis.tables.postings import POSTINGS
from trinvis.tables.public import MUNICIPALITIES, POPULATION
from trinvis.tables.schema import Column, Table
from trinvis.tables.survey import PRICE_LEVELS, SURVEY_ANSWERS

CAPACITY: tuple[Table, ...] = (
    OFFERS,
    FRAMEWORK_PLACES,
    PLACES,
    STAFF,
    ACTIVITY,
    PLACEMENT_CAUSES,
    PSYCHIATRY,
    WAITING,
    PROGRAMMES,
    SURVEY_ANSWERS,
    PRICE_LEVELS,
)
"""What a capacity analysis rests on beside the national accounts and the population."""

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        GRANTS,
        POSTINGS,
        BUDGETS,
        ASSUMPTIONS,
        ESTIMATES,
        CHILDREN,
        POPULATION,
        NATIONAL_ACCOUNTS,
        PUBLIC_FIGURES,
        MUNICIPALITIES,
        *CAPACITY,
    )
}
"""Every fact table by its name."""

__all__ = [
    "ACTIVITY",
    "ASSUMPTIONS",
    "BUDGETS",
    "CAPACITY",
    "CHILDREN",
    "ESTIMATES",
    "FRAMEWORK_PLACES",
    "GRANTS",
    "MUNICIPALITIES",
    "NATIONAL_ACCOUNTS",
    "OFFERS",
    "PLACEMENT_CAUSES",
    "PLACES",
    "POPULATION",
    "POSTINGS",
    "PRICE_LEVELS",
    "PROGRAMMES",
    "PSYCHIATRY",
    "PUBLIC_FIGURES",
    "STAFF",
    "SURVEY_ANSWERS",
    "TABLES",
    "WAITING",
    "Column",
    "Table",
]
