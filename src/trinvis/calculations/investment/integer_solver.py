"""SciPy's solver of integer programmes, kept from writing on standard output.

The solver within it (HiGHS 1.8 to 1.12) now and then prints a line for its developers past every option that silences it
(github.com/jump-dev/HiGHS.jl, issue 312), and what ``trinvis … --format json`` writes must be JSON alone.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
import threading
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

Row = tuple["Floats", float, float]
"""Coefficients of the variables, with the least and the most that they may add up to."""

STANDARD_OUTPUT = 1
INFEASIBLE = 2
_ONE_AT_A_TIME = threading.Lock()


def lowest(goal: Floats, whole: Floats, least: Floats, most: Floats, rows: Sequence[Row]) -> Floats | None:
    """The values between ``least`` and ``most`` that keep every row and give the lowest sum of ``goal`` × value.

    ``whole`` is 1 for variables that are whole numbers, 0 for others. None when no values keep the rows; raises
    ``ArithmeticError`` when the solver gives up.
    """
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp

    kept = [LinearConstraint(*(np.array(part) for part in zip(*rows, strict=True)))] if rows else []
    with _ONE_AT_A_TIME, _nothing_written():
        found = milp(
            goal,
            integrality=whole,
            bounds=Bounds(least, most),
            constraints=kept,
            options={"mip_rel_gap": 0, "presolve": False},
        )
    if found.status == INFEASIBLE:
        return None
    if found.x is None:
        raise ArithmeticError(f"Porteføljen kunne ikke løses: {found.message}")
    values: Floats = found.x
    return values


@contextlib.contextmanager
def _nothing_written() -> Iterator[None]:
    """Standard output of the whole process leads nowhere while it lasts; a process without one is left as it is."""
    try:
        kept = os.dup(STANDARD_OUTPUT)
    except OSError:
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        _emptied()
        os.dup2(nowhere, STANDARD_OUTPUT)
        yield
    finally:
        _emptied()
        os.dup2(kept, STANDARD_OUTPUT)
        os.close(nowhere)
        os.close(kept)


def _emptied() -> None:
    """Everything that C code has printed and not yet written is written."""
    ctypes.CDLL("ucrtbase" if sys.platform == "win32" else None).fflush(None)
