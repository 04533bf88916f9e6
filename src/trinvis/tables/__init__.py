"""The ground under the data: one schema per table, from which formats, templates, checks and documentation are drawn."""

from __future__ import annotations

from trinvis.tables.budgets import ASSUMPTIONS, BUDGETS, ESTIMATES
from trinvis.tables.children import CHILDREN
from trinvis.tables.grants import GRANTS
from trinvis.tables.national import NATIONAL_ACCOUNTS, PUBLIC_FIGURES
from trinvis.tables.postings import POSTINGS
from trinvis.tables.public import MUNICIPALITIES, POPULATION
from trinvis.tables.schema import Column, Table

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
    )
}
"""Every fact table by its name."""

__all__ = [
    "ASSUMPTIONS",
    "BUDGETS",
    "CHILDREN",
    "ESTIMATES",
    "GRANTS",
    "MUNICIPALITIES",
    "NATIONAL_ACCOUNTS",
    "POPULATION",
    "POSTINGS",
    "PUBLIC_FIGURES",
    "TABLES",
    "Column",
    "Table",
]
