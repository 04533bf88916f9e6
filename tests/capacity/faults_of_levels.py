"""Faults of sums, growth, the whole country, names, units, periods and copies."""

from __future__ import annotations

import numpy as np
from tests.capacity.drafts import Draft, decimals, number
from tests.capacity.planting import Fault, Planted, Planter, put, slipped


def sum_slip(draft: Draft, rng: np.random.Generator) -> Planted | None:
    """A total or a part with two digits swapped."""
    if "sums" not in draft.roles:
        return None
    total, parts, across = draft.roles["sums"][int(rng.integers(len(draft.roles["sums"])))]
    row, column = int(rng.choice([total, total, *parts])), int(rng.choice(across))
    old = draft.cells[row][column]
    new = slipped(old, rng)
    step = 10 ** -decimals(old)
    if new is None or abs(number(new) - number(old)) < (len(parts) + 3) * step:
        return None
    draft.cells[row][column] = new
    return draft, Fault({"sum"}, {(row, column)}, says="sum_slip")


def sum_omits(draft: Draft, rng: np.random.Generator) -> Planted | None:
    """A total that leaves out one of its parts, in every column."""
    if "sums" not in draft.roles:
        return None
    total, parts, across = draft.roles["sums"][0]
    left_out = int(rng.choice(parts))
    for column in across:
        put(draft, total, column, number(draft.cells[total][column]) - number(draft.cells[left_out][column]))
    step = 10 ** -decimals(draft.cells[total][across[0]])
    if number(draft.cells[left_out][across[0]]) < (len(parts) + 3) * step:
        return None
    return draft, Fault({"sum"}, {(total, c) for c in across}, {total}, says="sum_omits")


def sum_part(draft: Draft, rng: np.random.Generator) -> Planted | None:
    """A part 20 to 60 per cent too large or small."""
    if "sums" not in draft.roles:
        return None
    _total, parts, across = draft.roles["sums"][0]
    row, column = int(rng.choice(parts)), int(rng.choice(across))
    old = number(draft.cells[row][column])
    new = old * float(rng.choice([rng.uniform(0.4, 0.8), rng.uniform(1.2, 1.6)]))
    if abs(new - old) < (len(parts) + 4) * 10 ** -decimals(draft.cells[row][column]):
        return None
    put(draft, row, column, new)
    return draft, Fault({"sum"}, {(row, column)}, says="sum_part")


def growth(draft: Draft, rng: np.random.Generator) -> Planted | None:
    """Divided by the last year, the sign turned, or simply another number."""
    if "growth" not in draft.roles:
        return None
    column, first, last = draft.roles["growth"]
    row = int(rng.integers(len(draft.names)))
    a, b = number(draft.cells[row][first]), number(draft.cells[row][last])
    if not a or not b:
        return None
    true = (b / a - 1) * 100
    way = int(rng.integers(3))
    false = [(1 - a / b) * 100, -true, true + float(rng.choice([-1, 1])) * float(rng.uniform(8, 60))][way]
    slack = 100 * (10 ** -decimals(draft.cells[row][first])) * (1 / a + b / a**2) / 2
    if abs(false - true) < slack + 1.6:
        return None
    put(draft, row, column, false)
    return draft, Fault({"growth"}, {(row, column)}, says=f"growth{way}")


def nation(draft: Draft, rng: np.random.Generator) -> Planted | None:
    """The sum of the regions, a number outside them, or with known weights the plain mean."""
    if "mean" not in draft.roles:
        return None
    row, parts, across, known = draft.roles["mean"]
    column = int(rng.choice(across))
    values = [number(draft.cells[p][column]) for p in parts]
    step = 10 ** -decimals(draft.cells[row][column])
    old = number(draft.cells[row][column])
    choices = [sum(values), max(values) * 1.1 + 2 * step, min(values) * 0.9 - 2 * step]
    if known:
        choices += [sum(values) / len(values), min(values)]
    new = float(rng.choice(choices))
    inside = min(values) - 1.5 * step < new < max(values) + 1.5 * step
    if (inside and not known) or abs(new - old) < 2.5 * step:
        return None
    put(draft, row, column, new)
    return draft, Fault({"national"}, {(row, column)}, says="nation")


def labels(draft: Draft, rng: np.random.Generator) -> Planted | None:
    """The regions' rows sorted by name under names that are not, or two names swapped; weights known."""
    if "mean" not in draft.roles or not draft.roles["mean"][3]:
        return None
    _, parts, across, _ = draft.roles["mean"]
    order = sorted(parts, key=lambda p: draft.names[p])
    if rng.integers(2):
        order = list(parts)
        first, second = rng.choice(parts, 2, replace=False)
        order[first], order[second] = order[second], order[first]
    weights = draft.about["means"][0]["weights"]
    share = np.array([number(weights[name.split()[-1]]) for name in (draft.names[p] for p in parts)])
    moved = [draft.cells[p] for p in order]
    step = 10 ** -decimals(draft.cells[0][0])
    seen = 0
    for column in across:
        now = sum(s * number(cells[column]) for s, cells in zip(share / share.sum(), moved, strict=True))
        seen += abs(now - number(draft.cells[draft.roles["mean"][0]][column])) > 1.5 * step
    if seen < 2:
        return None
    for place, cells in zip(parts, [list(one) for one in moved], strict=True):
        draft.cells[place] = cells
    wrong = {p for p, q in zip(parts, order, strict=True) if p != q}
    return draft, Fault({"labels"}, rows=wrong, says="labels")


def unit(draft: Draft, rng: np.random.Generator) -> Planted | None:
    """One cell ten, a hundred or a thousand times too large or small, over steady years."""
    if not draft.roles.get("steady") or len(draft.roles.get("years", [])) < 4:
        return None
    row, column = int(rng.choice(draft.roles["rows"])), int(rng.choice(draft.roles["years"]))
    factor = float(rng.choice([10, 100, 1000, 0.1]))
    old = number(draft.cells[row][column])
    if old * factor < 15 * 10 ** -decimals(draft.cells[row][column]):
        return None
    put(draft, row, column, old * factor)
    return draft, Fault({"unit"}, {(row, column)}, says="unit")


def period(draft: Draft, rng: np.random.Generator) -> Planted | None:
    """Two years swapped, a digit of a year wrong, or a growth over years that are not there."""
    years = [i for i, name in enumerate(draft.columns) if name.isdigit()]
    if len(years) < 4:
        return None
    way = int(rng.integers(3))
    if "claims" in draft.about:
        return None
    if way == 2 and "growth" in draft.roles:
        column = draft.roles["growth"][0]
        first, last = draft.columns[years[0]], draft.columns[years[-1]]
        wrong = draft.columns[column].replace(first, str(int(first) - int(rng.integers(1, 4))))
        draft.about["growth"][0]["line"] = wrong if wrong != draft.columns[column] else last
        draft.columns[column] = wrong
        return draft, Fault({"period"}, columns={column}, says="period growth")
    for said in draft.about.get("growth", []):
        said.update({"start": f"#{years[0] + 1}", "end": f"#{years[-1] + 1}"})
    first = int(rng.integers(0, len(years) - 1))
    a, b = years[first], years[first + 1]
    if way == 0:
        draft.columns[a], draft.columns[b] = draft.columns[b], draft.columns[a]
        wrong_columns = {a, b}
    else:
        middle = years[int(rng.integers(1, len(years) - 1))]
        draft.columns[middle] = str(int(draft.columns[middle]) + int(rng.choice([10, -10, 100, 20])))
        wrong_columns = {middle}
    for said in draft.about.get("intervals", []):
        said.pop("n", None)
    return draft, Fault({"period"}, columns=wrong_columns, says="period order")


def repeated(draft: Draft, rng: np.random.Generator) -> Planted | None:
    """One row copied over another, over years with many digits."""
    if "years" not in draft.roles or "rows" not in draft.roles or len(draft.roles["years"]) < 4:
        return None
    row, other = (int(one) for one in rng.choice(draft.roles["rows"], 2, replace=False))
    digits = {cell for cell in draft.cells[row] if sum(letter.isdigit() for letter in cell) >= 3}
    if len(digits) < 5 or "flow" in draft.roles or "claims" in draft.roles:
        return None
    draft.cells[other] = list(draft.cells[row])
    return draft, Fault({"repeated"}, rows={row, other}, says="repeated")


LEVELS: tuple[Planter, ...] = (sum_slip, sum_omits, sum_part, growth, nation, labels, unit, period, repeated)
