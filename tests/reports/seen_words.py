"""What can be read in a drawn picture, and whether words lie on one another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

LETTER = 0.56
"""Width of an average letter as a part of its size: digits are 0.6, most small letters less."""

Box = tuple[float, float, float, float, str]


def boxes(spec: Mapping[str, Any]) -> Iterator[Box]:
    """Left, top, right, bottom and text of every word; white halos do not count."""
    for layer in spec["layer"]:
        mark = layer["mark"]
        if mark["type"] != "text" or "stroke" in mark:
            continue
        for row in layer["data"]["values"]:
            wide = len(row["text"]) * mark["fontSize"] * LETTER
            left = row["x"] - {"left": 0, "center": wide / 2, "right": wide}[mark["align"]]
            half = mark["fontSize"] / 2
            yield left, row["y"] - half, left + wide, row["y"] + half, row["text"]


def texts(spec: Mapping[str, Any]) -> list[str]:
    return [box[4] for box in boxes(spec)]


def collisions(spec: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Words that lie on one another, and (with an empty partner) words that leave the picture."""
    every = list(boxes(spec))
    found = [
        (a[4], b[4]) for a, b in combinations(every, 2) if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]
    outside = [
        (box[4], "") for box in every if box[0] < -2 or box[2] > spec["width"] + 4 or box[3] > spec["height"] + 4
    ]
    return found + outside
