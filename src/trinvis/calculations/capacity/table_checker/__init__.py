"""Whether a published table holds what it says: sums, growth, the whole country, intervals, shares, periods, the text beside it.

``check_table`` takes a table as it is printed and a small description, and says what does not hold, with the arithmetic.
Written for seed 002 (Rambøll 2013), whose own tables have some fifty such faults.
"""

from trinvis.calculations.capacity.table_checker.checker import check_table
from trinvis.calculations.capacity.table_checker.description import Description
from trinvis.calculations.capacity.table_checker.findings import KINDS, SURE, Finding, Place
from trinvis.calculations.capacity.table_checker.reading import DescriptionError, description_of, read_description
from trinvis.calculations.capacity.table_checker.table import Row, Table, table_from_csv, table_from_rows

__all__ = [
    "KINDS",
    "SURE",
    "Description",
    "DescriptionError",
    "Finding",
    "Place",
    "Row",
    "Table",
    "check_table",
    "description_of",
    "read_description",
    "table_from_csv",
    "table_from_rows",
]
