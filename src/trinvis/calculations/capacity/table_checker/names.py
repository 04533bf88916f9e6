"""How a name in a description finds its row or column: ``Hovedstaden`` for ``Kommuner i Region Hovedstaden``, ``#3`` for the third."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from trinvis.calculations.capacity.table_checker.reading import DescriptionError

_FILLING = re.compile(r"\b(kommuner|kommunerne|i|region|regionen)\b")


@lru_cache(maxsize=1 << 14)
def bare(name: str) -> str:
    """A name as it is compared: small letters, no marks, no "Kommuner i Region" before a region's name."""
    plain = " ".join(re.sub(r"[*,;:()\-–]+", " ", name.lower()).split())
    short = " ".join(_FILLING.sub(" ", plain).split()) if "region" in plain.split() else plain
    return short or plain


def short(name: str) -> str:
    """A name as it is said: ``Sjælland`` for ``Kommuner i Region Sjælland``."""
    return re.sub(r"^kommuner(ne)? i region\s+", "", name, flags=re.IGNORECASE).strip(" *")


def found(name: str, among: Sequence[str]) -> int | None:
    """Which of ``among`` a name means; None when none does. Raises ``DescriptionError`` when it may be two of them."""
    if re.fullmatch(r"#[0-9]+", name.strip()):
        number = int(name.strip()[1:])
        return number - 1 if 1 <= number <= len(among) else None
    for hits in _hits(name, _Names.of(tuple(among))):
        if len(hits) == 1:
            return hits[0]
        if hits:
            rows = ", ".join(f"#{i + 1}" for i in hits)
            raise DescriptionError(f"Navnet {name} kan være flere linjer ({rows}); skriv nummeret i stedet.", name)
    return None


class _Names:
    """Names as they are looked for: as printed, and bare, each with its places."""

    def __init__(self, among: tuple[str, ...]) -> None:
        self.plain = [bare(one) for one in among]
        self.exact: dict[str, list[int]] = {}
        self.bare: dict[str, list[int]] = {}
        for at, (name, plain) in enumerate(zip(among, self.plain, strict=True)):
            if plain:
                self.exact.setdefault(name, []).append(at)
                self.bare.setdefault(plain, []).append(at)

    @staticmethod
    @lru_cache(maxsize=32)
    def of(among: tuple[str, ...]) -> _Names:
        """The same for the same names: a table is asked for its lines again and again."""
        return _Names(among)


def _hits(name: str, names: _Names) -> Iterator[list[int]]:
    """The places that a name may mean, the closest likeness first."""
    wanted = bare(name)
    if not wanted:
        return
    yield names.exact.get(name, [])
    yield names.bare.get(wanted, [])
    ways: tuple[Callable[[str], bool], ...] = (
        lambda plain: plain.startswith(wanted),
        lambda plain: f" {wanted} " in f" {plain} ",
        lambda plain: wanted in plain,
    )
    for same in ways:
        yield [at for at, plain in enumerate(names.plain) if plain and same(plain)]
