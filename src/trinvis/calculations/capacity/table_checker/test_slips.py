from __future__ import annotations

from fractions import Fraction

import pytest

from trinvis.calculations.capacity.table_checker.printed import read_cell
from trinvis.calculations.capacity.table_checker.slips import slip_to
from trinvis.calculations.capacity.table_checker.spans import Span


@pytest.mark.parametrize(
    ("text", "needed", "how"),
    [
        ("1.592", "1529", "to cifre er byttet om"),
        ("-3 %", "3", "fortegnet er vendt"),
        ("35,0", "7/2", "det er 10 gange for stort"),
        ("14", "14000", "det er 1000 gange for lille"),
        ("1.462", "1862", "ét ciffer er forkert"),
        ("942", "1", None),  # no number of one digit becomes 942 by moving its comma
        ("1.462", "3141", None),
    ],
)
def test_how_a_number_came_to_be_wrong(text: str, needed: str, how: str | None) -> None:
    number = read_cell(text).number
    assert number is not None
    slip = slip_to(number, Span.at(Fraction(needed)))
    assert (slip and slip.how) == how
