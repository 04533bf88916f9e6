"""JSON-stat → cells: the variables with their values in order, and one list with all numbers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from trinvis.intake.result import Unreadable
from trinvis.intake.statbank.cells import Cells
from trinvis.intake.statbank.text_answer import cut_short

_CONTENTS = "contentscode"
"""The variable that only says which table it is."""


def read_json(content: bytes) -> Cells:
    """The cells of a JSON-stat answer, version 1 as Danmarks Statistik gives it, or version 2.

    Raises ``Unreadable`` when it is cut short, is no JSON-stat, or has fewer or more numbers than its variables promise.
    """
    try:
        told: Any = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise _strange("den er ikke UTF-8") from None
    except (ValueError, RecursionError):
        raise cut_short("JSON slutter ikke, som den skal") from None
    dataset = told.get("dataset", told) if isinstance(told, dict) else None
    if not isinstance(dataset, dict) or not isinstance(dataset.get("dimension"), dict):
        raise _strange("der er ingen variable i den")
    try:
        return _cells(dataset)
    except Unreadable:
        raise
    except (KeyError, TypeError, ValueError, AttributeError):
        raise _strange("variable eller værdier mangler") from None


def _cells(dataset: Mapping[str, Any]) -> Cells:
    import polars as pl

    dimension = dataset["dimension"]
    names = [str(name) for name in dataset.get("id") or dimension["id"]]
    sizes = [int(size) for size in dataset.get("size") or dimension["size"]]
    codes = {name: _codes(dimension[name]["category"]) for name in names}
    if [len(codes[name]) for name in names] != sizes or not names:
        raise ValueError
    cells = 1
    for size in sizes:
        cells *= size
    content = _contents(dataset["value"], cells)
    frame = pl.DataFrame({"row_no": pl.int_range(1, cells + 1, dtype=pl.Int64, eager=True)})
    table, texts, after = "", {}, cells
    for name, size in zip(names, sizes, strict=True):
        after //= size
        if name.lower() == _CONTENTS:
            if size != 1:
                raise ValueError
            table = codes[name][0]
            continue
        frame = frame.with_columns(((pl.col("row_no") - 1) // after % size).cast(pl.UInt32).alias(name))
        texts[name] = tuple(codes[name])
    labels = {
        name: {str(k): str(v) for k, v in (dimension[name]["category"].get("label") or {}).items()} for name in texts
    }
    return Cells(frame.with_columns(pl.Series("content", content, dtype=pl.String)), texts, labels, table)


def _codes(category: Mapping[str, Any]) -> list[str]:
    """The codes of a variable in the order of its numbers."""
    index = category.get("index")
    if index is None:  # one value needs no order
        return [str(code) for code in category["label"]]
    if isinstance(index, list):
        return [str(code) for code in index]
    return [str(code) for code, _ in sorted(index.items(), key=lambda item: int(item[1]))]


def _contents(value: Any, cells: int) -> list[str]:
    """The numbers as Danish texts; a missing one is ``..``."""
    if isinstance(value, dict):
        listed = [value.get(str(i)) for i in range(cells)]
    else:
        listed = list(value)
        if len(listed) != cells:
            raise cut_short(f"der er {len(listed)} tal, men variablene lover {cells}")
    return [_danish(one) for one in listed]


def _danish(number: object) -> str:
    if number is None or isinstance(number, bool):
        return ".."
    if isinstance(number, float):
        return f"{number:.6f}".rstrip("0").rstrip(".").replace(".", ",")
    return str(number)


def _strange(why: str) -> Unreadable:
    return Unreadable(f"Filen er ikke JSON-stat, som Statistikbanken skriver den ({why}): hent tabellen igen.")
