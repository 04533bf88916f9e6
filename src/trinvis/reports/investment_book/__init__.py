"""A business case as a workbook with live formulas, one sheet per part, that recalculates to our figures."""

from __future__ import annotations

from trinvis.reports.investment_book.given import InvestmentBookInput

__all__ = ["InvestmentBookInput", "investment_book"]


def investment_book(given: InvestmentBookInput, *, results: bool = True) -> bytes:
    """The workbook as xlsx.

    Every figure that follows from the inputs is a formula, with our own figure as its stored result; readings and simulated figures
    are values and say so. A case whose courses would fill more than ``given.most_cells`` says so and has them as values.
    ``results`` false leaves the stored results at 0. Amounts are kroner, undiscounted and discounted in floats, and rounded
    only where they are shown.
    """
    from trinvis.reports.investment_book.whole_book import write_book

    return write_book(given, results=results)
