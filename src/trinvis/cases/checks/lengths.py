"""Rows that are too short, where the input says that nothing may be put in the place of what lacks."""

from __future__ import annotations

from collections.abc import Iterator

from trinvis.cases.case import Case
from trinvis.cases.problem import Problem
from trinvis.cases.worked import longest_stay


def check(case: Case) -> Iterator[Problem]:
    """See the file's title."""
    for name, one in case.inputs.items():
        rows = (("by_year", one.by_year), ("by_stay", one.by_stay), ("growth_by_year", one.growth_by_year))
        for key, row in rows:
            if row is None:
                continue
            if not row:
                yield Problem(one.line, f"inputs.{name}.{key}", f"{name} har ingen værdier", "skriv mindst én")
            elif one.after == "refuse":
                wanted = longest_stay(case) if key == "by_stay" else case.horizon
                if len(row) < wanted:
                    message = f"{name} har {len(row)} værdier, og der skal bruges {wanted}"
                    remedy = (
                        "skriv de manglende, eller sig med after: last eller zero, hvad der gælder efter den sidste"
                    )
                    yield Problem(one.line, f"inputs.{name}.{key}", message, remedy)
