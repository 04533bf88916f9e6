"""What every intake test reads with: numbers given out in order, the shipped parameters, and the fixture files."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from trinvis.intake import Earlier, Read, ReadOptions, read
from trinvis.parameters import Parameters

FIXTURES = Path(__file__).parent / "fixtures"


class GivenNumbers:
    """Stands for the workspace: counts identifiers from 1 per kind and remembers what it was told of each."""

    def __init__(self) -> None:
        self.given: dict[str, dict[str, int]] = {}
        self.names: dict[str, dict[str, str | None]] = {}
        self.births: dict[str, object] = {}

    def __call__(
        self,
        kind: str,
        identifiers: pl.Series,
        names: pl.Series | None = None,
        births: pl.Series | None = None,
    ) -> pl.Series:
        if kind == "key":
            keyed = [None if i is None else hashlib.sha256(i.encode()).hexdigest()[:12] for i in identifiers]
            return pl.Series(keyed, dtype=pl.String)
        table = self.given.setdefault(kind, {})
        for n, identifier in enumerate(identifiers):
            if identifier is None:
                continue
            table.setdefault(identifier, len(table) + 1)
            if names is not None:
                self.names.setdefault(kind, {})[identifier] = names[n]
            if births is not None:
                self.births[identifier] = births[n]
        return pl.Series([None if i is None else table[i] for i in identifiers], dtype=pl.Int64)


@pytest.fixture
def numbers() -> GivenNumbers:
    return GivenNumbers()


@pytest.fixture(scope="session")
def parameters() -> Parameters:
    return Parameters.shipped()


Reader = Callable[..., Read]


@pytest.fixture
def read_text(numbers: GivenNumbers, parameters: Parameters) -> Reader:
    """Read a text (or bytes) as a file of a source: ``read_text(source, text, encoding=…, options=…)``."""

    def reader(
        source: str,
        text: str | bytes,
        *,
        name: str = "fil.csv",
        encoding: str = "utf-8",
        options: ReadOptions | None = None,
        remembered: dict[str, dict[str, object]] | None = None,
        earlier: Earlier | None = None,
    ) -> Read:
        content = text if isinstance(text, bytes) else text.encode(encoding)
        return read(
            content,
            name,
            source,
            numbers=numbers,
            parameters=parameters,
            options=options,
            remembered=remembered,
            earlier=earlier,
        )

    return reader


@pytest.fixture
def read_fixture(read_text: Reader) -> Reader:
    """Read a file of the fixtures folder; its source is the first word of its name."""

    def reader(name: str, **more: object) -> Read:
        source = name.split(".")[0].split("_")[0]
        return read_text(source, (FIXTURES / name).read_bytes(), name=name, **more)

    return reader
