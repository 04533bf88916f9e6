"""Faults of quartiles, intervals, shares, rates, flows, indexes, claims and overlaps."""

from __future__ import annotations

import numpy as np
from tests.capacity.drafts import Draft, decimals, number, printed
from tests.capacity.planting import Fault, Planted, Planter, put, unit_of


def quartile(draft: Draft, rng: np.random.Generator) -> Planted | None:
    """Two quartiles swapped, or a mean that cannot be."""
    if "quartiles" not in draft.roles:
        return None
    row = int(rng.choice(draft.roles["rows"]))
    cells = draft.cells[row]
    if rng.integers(2):
        first = int(rng.integers(0, 4))
        if number(cells[first + 1]) - number(cells[first]) < 2 * 10 ** -decimals(cells[first]):
            return None
        cells[first], cells[first + 1] = cells[first + 1], cells[first]
        return draft, Fault({"quartiles"}, {(row, first), (row, first + 1)}, says="quartile order")
    top = sum(number(cells[i]) for i in (1, 2, 3, 4)) / 4
    cells[5] = printed(top * float(rng.uniform(1.05, 1.5)), decimals(cells[5]))
    return draft, Fault({"quartiles"}, {(row, 5)}, says="quartile mean")


def interval(draft: Draft, rng: np.random.Generator) -> Planted | None:
    """An interval turned round, moved off its mean, or with one end wrong."""
    if "intervals" in draft.roles:
        mean_row, row = draft.roles["intervals"][int(rng.integers(len(draft.roles["intervals"])))]
        column = mean_column = int(rng.choice(draft.roles["years"]))
    elif "interval_column" in draft.roles:
        mean_column, column = draft.roles["interval_column"]
        row = mean_row = int(rng.choice(draft.roles["rows"]))
    else:
        return None
    text = draft.cells[row][column]
    unit = unit_of(text)
    low, high = (number(end) for end in text.removesuffix(unit).split("-"))
    width, way = high - low, int(rng.integers(3))
    if width < 6:
        return None
    moved = float(rng.choice([-1, 1])) * width * float(rng.uniform(0.35, 0.9))
    ends = [(high, low), (low + moved, high + moved), (low, high + width * float(rng.uniform(0.4, 0.8)))][way]
    if min(ends) < 0:
        return None
    draft.cells[row][column] = f"{printed(ends[0], 0)}-{printed(ends[1], 0)}{unit}"
    return draft, Fault({"interval"}, {(row, column), (mean_row, mean_column)}, says=f"interval{way}")


def width(draft: Draft, rng: np.random.Generator) -> Planted | None:
    """An interval that lies evenly but is three times as wide as the other years', or a third."""
    if "intervals" not in draft.roles or len(draft.roles["years"]) < 5:
        return None
    mean_row, row = draft.roles["intervals"][0]
    column = int(rng.choice(draft.roles["years"]))
    unit = unit_of(draft.cells[row][column])
    low, high = (number(end) for end in draft.cells[row][column].removesuffix(unit).split("-"))
    middle = number(draft.cells[mean_row][column])
    half = (high - low) / 2 * (3.5 if low - 2.5 * (high - low) > 0 else 0.2)
    if (high - low) / 2 < 7:
        return None
    draft.cells[row][column] = f"{printed(middle - half, 0)}-{printed(middle + half, 0)}{unit}"
    return draft, Fault({"interval"}, {(row, column), (mean_row, column)}, says="width")


def share(draft: Draft, rng: np.random.Generator) -> Planted | None:
    """A share of another size, over 100, or two counts swapped beside their shares."""
    if "share" not in draft.roles:
        if "percent_rows" in draft.roles:
            row, column = int(rng.choice(draft.roles["percent_rows"])), int(rng.choice(draft.roles["years"]))
            draft.cells[row][column] = printed(float(rng.uniform(103, 180)), 0, unit=" %")
            return draft, Fault({"share"}, {(row, column)}, says="share over")
        return None
    column, count, rows = draft.roles["share"]
    row = int(rng.choice(rows))
    if rng.integers(2):
        put(
            draft,
            row,
            column,
            number(draft.cells[row][column]) + float(rng.choice([-1, 1])) * float(rng.uniform(6, 30)),
        )
        return draft, Fault({"share"}, {(row, column)}, says="share")
    other = int(rng.choice([one for one in rows if one != row]))
    a, b = (number(draft.cells[one][column]) for one in (row, other))
    if abs(a - b) < 3:
        return None
    draft.cells[row][count], draft.cells[other][count] = draft.cells[other][count], draft.cells[row][count]
    return draft, Fault({"share"}, {(row, count), (other, count), (row, column), (other, column)}, says="share swap")


def rate(draft: Draft, rng: np.random.Generator) -> Planted | None:
    """Per 100 or 10.000 instead, or simply another number."""
    if "rate" not in draft.roles:
        return None
    column, _, _ = draft.roles["rate"]
    row = int(rng.choice(draft.roles["rows"]))
    old = number(draft.cells[row][column])
    new = old * float(rng.choice([10.0, 0.1, float(rng.uniform(1.15, 1.8)), float(rng.uniform(0.4, 0.85))]))
    if abs(new - old) < 0.4:
        return None
    put(draft, row, column, new)
    return draft, Fault({"rate", "unit"}, {(row, column)}, says="rate")


def flow(draft: Draft, rng: np.random.Generator) -> Planted | None:
    """More new than there are: the two cells swapped."""
    if "flow" not in draft.roles:
        return None
    new, stock = draft.roles["flow"]
    column = int(rng.choice(draft.roles["years"]))
    draft.cells[new][column], draft.cells[stock][column] = draft.cells[stock][column], draft.cells[new][column]
    return draft, Fault({"flow"}, {(new, column), (stock, column)}, says="flow")


def index(draft: Draft, rng: np.random.Generator) -> Planted | None:
    """A base that is not 100, or a wrong index."""
    if "index" not in draft.roles:
        return None
    column, _, base = draft.roles["index"]
    row = base if rng.integers(2) else int(rng.choice(draft.roles["rows"]))
    old = number(draft.cells[row][column])
    put(draft, row, column, old + float(rng.choice([-1, 1])) * float(rng.uniform(5, 30)))
    return draft, Fault({"index"}, {(row, column)}, says="index")


def claim(draft: Draft, rng: np.random.Generator) -> Planted | None:
    """A sentence with another number than the table's."""
    if "claims" not in draft.roles:
        return None
    which = int(rng.integers(len(draft.about["claims"])))
    says = draft.about["claims"][which]["says"]
    new = printed(abs(number(says)) * 1.3 + 4, decimals(says), unit=" pct." if "pct" in says else "")
    draft.about["claims"][which]["says"] = new
    return draft, Fault({"claim"}, {draft.roles["claims"][which]}, says="claim")


def overlap(draft: Draft, rng: np.random.Generator) -> Planted | None:
    """The groups added up, more than their sum, or fewer than one of them."""
    if "union" not in draft.roles:
        return None
    row, first, second, _both = draft.roles["union"]
    column = int(rng.choice(draft.roles["years"]))
    a, b = (number(draft.cells[one][column]) for one in (first, second))
    new = [a + b, a + b + float(rng.integers(20, 300)), a * float(rng.uniform(0.6, 0.95))][int(rng.integers(3))]
    if abs(new - number(draft.cells[row][column])) < 4:
        return None
    put(draft, row, column, new)
    return draft, Fault({"overlap"}, {(row, column)}, says="overlap")


SHARES: tuple[Planter, ...] = (quartile, interval, width, share, rate, flow, index, claim, overlap)
