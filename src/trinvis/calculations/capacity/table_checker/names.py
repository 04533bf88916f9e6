"""How a name in a description finds its row or column: ``Hovedstaden`` for ``Kommuner i Region Hovedstaden``, ``#3`` for the third."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from trinvis.calculations.capacity.table_checker.reading import DescriptionError

_FILLING = re.compile(r"\b(kommuner|kommunerne|i|region|regionen)\b")


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
    wanted = bare(name)
    plain = [bare(one) for one in among]
    ways: tuple[Callable[[int], bool], ...] = (
        lambda i: among[i] == name,
        lambda i: plain[i] == wanted,
        lambda i: plain[i].startswith(wanted),
        lambda i: f" {wanted} " in f" {plain[i]} ",
        lambda i: wanted in plain[i],
    )
    for same in ways:
        hits = [i for i in range(len(among)) if plain[i] and wanted and same(i)]
        if len(hits) == 1:
            return hits[0]
        if hits:
            rows = ", ".join(f"#{i + 1}" for i in hits)
            raise DescriptionError(f"Navnet {name} kan være flere linjer ({rows}); skriv nummeret i stedet.")
    return None
