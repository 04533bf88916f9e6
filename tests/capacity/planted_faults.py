"""One fault planted in a correct table: which kind, and which cells or lines a reader would call wrong."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field

import numpy as np
from tests.capacity.drafts import Draft, decimals, number, printed


@dataclass
class Fault:
    """``kinds`` are the kinds of finding that name it; ``cells`` and ``lines`` (rows or columns) where it is."""

    kinds: set[str]
    cells: set[tuple[int, int]] = field(default_factory=set)
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    says: str = ""


Planted = tuple[Draft, Fault]
Planter = Callable[[Draft, np.random.Generator], Planted | None]


def _unit(text: str) -> str:
    return text[len(text.rstrip(" %dage")) :] if text.endswith(("%", "dage")) else ""


def _put(draft: Draft, row: int, column: int, value: float) -> None:
    old = draft.cells[row][column]
    draft.cells[row][column] = printed(value, decimals(old), unit=_unit(old))


def _slipped(text: str, rng: np.random.Generator) -> str | None:
    """Two digits that stand side by side, swapped."""
    places = [
        i
        for i in range(len(text) - 1)
        if text[i].isdigit() and text[i + 1].isdigit() and text[i] != text[i + 1] and (i or text[1] != "0")
    ]
    if not places:
        return None
    i = int(rng.choice(places))
    return text[:i] + text[i + 1] + text[i] + text[i + 2 :]


def sum_slip(draft: Draft, rng: np.random.Generator) -> Planted | None:
    """A total or a part with two digits swapped."""
    if "sums" not in draft.roles:
        return None
    total, parts, across = draft.roles["sums"][int(rng.integers(len(draft.roles["sums"])))]
    row, column = int(rng.choice([total, total, *parts])), int(rng.choice(across))
    old = draft.cells[row][column]
    new = _slipped(old, rng)
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
        _put(draft, total, column, number(draft.cells[total][column]) - number(draft.cells[left_out][column]))
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
    _put(draft, row, column, new)
    return draft, Fault({"sum"}, {(row, column)}, says="sum_part")


def growth(draft: Draft, rng: np.random.Generator) -> Planted | None:
    """Divided by the last year, the sign turned, or simply another number."""
    if "growth" not in draft.roles:
        return None
    column, first, last = draft.roles["growth"]
    row = int(rng.integers(len(draft.names)))
    a, b = number(draft.cells[row][first]), number(draft.cells[row][last])
    true = (b / a - 1) * 100
    way = int(rng.integers(3))
    false = [(1 - a / b) * 100, -true, true + float(rng.choice([-1, 1])) * float(rng.uniform(8, 60))][way]
    slack = 100 * (10 ** -decimals(draft.cells[row][first])) * (1 / a + b / a**2) / 2
    if abs(false - true) < slack + 1.6:
        return None
    _put(draft, row, column, false)
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
    _put(draft, row, column, new)
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
    unit = _unit(text)
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
    unit = _unit(draft.cells[row][column])
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
        _put(
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
    _put(draft, row, column, new)
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
    _put(draft, row, column, old + float(rng.choice([-1, 1])) * float(rng.uniform(5, 30)))
    return draft, Fault({"index"}, {(row, column)}, says="index")


def unit(draft: Draft, rng: np.random.Generator) -> Planted | None:
    """One cell ten, a hundred or a thousand times too large or small, over steady years."""
    if not draft.roles.get("steady") or len(draft.roles.get("years", [])) < 4:
        return None
    row, column = int(rng.choice(draft.roles["rows"])), int(rng.choice(draft.roles["years"]))
    factor = float(rng.choice([10, 100, 1000, 0.1]))
    old = number(draft.cells[row][column])
    if old * factor < 15 * 10 ** -decimals(draft.cells[row][column]):
        return None
    _put(draft, row, column, old * factor)
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


def claim(draft: Draft, rng: np.random.Generator) -> Planted | None:
    """A sentence with another number than the table's."""
    if "claims" not in draft.roles:
        return None
    which = int(rng.integers(len(draft.about["claims"])))
    says = draft.about["claims"][which]["says"]
    new = printed(abs(number(says)) * 1.3 + 4, decimals(says), unit=" pct." if "pct" in says else "")
    draft.about["claims"][which]["says"] = new
    return draft, Fault({"claim"}, {draft.roles["claims"][which]}, says="claim")


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
    _put(draft, row, column, new)
    return draft, Fault({"overlap"}, {(row, column)}, says="overlap")


PLANTERS: tuple[Planter, ...] = (
    sum_slip, sum_omits, sum_part, growth, nation, labels, quartile, interval, width, share, rate, flow, index, unit,
    period, claim, repeated, overlap,
)  # fmt: skip


def planted(draft: Draft, planter: Planter, rng: np.random.Generator) -> Planted | None:
    """A copy of a draft with one fault; None where the draft has no place for it."""
    return planter(deepcopy(draft), rng)
