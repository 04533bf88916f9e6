"""Named sets of municipalities for comparisons."""

from __future__ import annotations

from datetime import date

from trinvis.parameters.errors import UnknownParameter
from trinvis.parameters.parameters import Parameters


def municipality_set(parameters: Parameters, name: str, on: date) -> tuple[int, ...]:
    """The codes of a set, in order.

    ``alle_98``, ``uden_smaa_oeer_94`` (seed 000 line 58) or ``uden_fem_mindste_93`` (seed 003 line 846). Raises ``UnknownParameter`` for another name.
    """
    excluded: dict[str, set[int]] = {}
    for row in parameters.table("municipality_sets", on).iter_rows(named=True):
        excluded.setdefault(row["set"], set()).add(row["excluded"])
    if name not in excluded:
        raise UnknownParameter(f"Kommunesættet »{name}« findes ikke; vælg et af {', '.join(excluded)}.")
    codes: list[int] = parameters.table("municipalities", on)["municipality"].to_list()
    return tuple(sorted(code for code in codes if code not in excluded[name]))
