"""Where the header row is, and which column of the file is which field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.intake.grid import Grid
from trinvis.intake.headings import compact, kroner_per_unit, shown, spellings
from trinvis.intake.profile import Profile
from trinvis.intake.result import Unreadable

if TYPE_CHECKING:
    import polars as pl

_ROWS_SEARCHED = 60


@dataclass(frozen=True)
class Header:
    """``columns``: field → column of the grid. ``headings``: field → the file's own heading. ``unknown``: column of the
    grid → heading. ``above``: texts of the rows above, joined. ``body``: the rows below; ``wide``: columns of the grid
    beyond the last heading. ``rows_above``: how many rows the header and what stands above it are.
    """

    grid: Grid
    columns: Mapping[str, str]
    headings: Mapping[str, str]
    unknown: Mapping[str, str]
    above: tuple[str, ...]
    body: pl.DataFrame
    head: pl.DataFrame
    wide: tuple[str, ...]
    rows_above: int

    def kroner_per_unit(self, name: str) -> int:
        """What the number 1 in a money column is in kroner: as its heading says, else as a title above the table says."""
        own = kroner_per_unit(self.headings[name])
        return own if own > 1 else max((kroner_per_unit(text, title=True) for text in self.above), default=1)

    @property
    def score(self) -> int:
        return len(self.columns)

    def lacking(self, profile: Profile) -> tuple[tuple[str, ...], ...]:
        """The groups of fields that the file must have and of which it has none."""
        return tuple(group for group in profile.needs if not any(name in self.columns for name in group))


def find_header(grid: Grid, profile: Profile, told: Mapping[str, str]) -> Header | None:
    """The best header row among the first rows; None when no row has two headings of ours. ``told``: heading → field."""
    import polars as pl

    names = _names(profile, told)
    top = grid.cells.head(_ROWS_SEARCHED)
    best: tuple[tuple[int, int], int, dict[str, int]] | None = None
    for index, (_, *texts) in enumerate(top.iter_rows()):
        if best is not None and best[0] >= (len(profile.needs), sum(map(bool, texts))):
            continue  # not even with a heading of ours in every cell
        found = _match(texts, names, profile)
        met = sum(any(name in found for name in group) for group in profile.needs)
        rank = (met, len(found))
        if len(found) >= min(2, len(profile.fields)) and (best is None or rank > best[0]):
            best = (rank, index, found)
    if best is None:
        return None
    _, index, found = best
    row = top.row(index)[1:]
    columns = {name: f"c{i}" for name, i in found.items()}
    used = set(found.values())
    last = max((i for i, text in enumerate(row) if text), default=0)
    ignored = {compact(text) for text in profile.ignored}
    body = grid.cells.slice(index + 1)
    unknown = {
        f"c{i}": shown(text, i)
        for i, text in enumerate(row)
        if text and i not in used and not ignored.intersection(spellings(text))
    }
    above = tuple(text for line in top.head(index).iter_rows() for text in line[1:] if text)
    return Header(
        grid,
        columns,
        {name: shown(str(row[i]), i) for name, i in found.items()},
        unknown,
        above,
        body,
        grid.cells.slice(index, 1),
        tuple(f"c{i}" for i in range(last + 1, len(row)) if body[f"c{i}"].dtype == pl.String),
        index + 1,
    )


def require(header: Header | None, profile: Profile) -> Header:
    """The header, or ``Unreadable`` that names the headings that are lacking and how to help."""
    if header is None:
        wanted = ", ".join(f"'{_label(profile, group)}'" for group in profile.needs)
        raise Unreadable(
            f"Filen ligner ikke {profile.label}: ingen række har overskrifterne {wanted}; vælg en anden profil med --source."
        )
    lacking = header.lacking(profile)
    if lacking:
        names = ", ".join(f"'{_label(profile, group)}'" for group in lacking)
        word = "kolonnen" if len(lacking) == 1 else "kolonnerne"
        raise Unreadable(
            f"Filen ({profile.label}) mangler {word} {names}: tilføj den, eller sig med --header OVERSKRIFT={lacking[0][0]}, hvilken det er."
        )
    return header


def _label(profile: Profile, group: tuple[str, ...]) -> str:
    return "' eller '".join(profile.field(name).heading or profile.field(name).label for name in group[:3])


_OWN_NAMES: dict[str, dict[str, tuple[int, str]]] = {}


def _names(profile: Profile, told: Mapping[str, str]) -> dict[str, tuple[int, str]]:
    """Spelling → (rank, field); a lower rank wins. Profiles never change, so their own headings are spelled once."""
    if profile.name not in _OWN_NAMES:
        _OWN_NAMES[profile.name] = _spelled(profile, {})
    return _spelled(profile, told) if told else _OWN_NAMES[profile.name]


def _spelled(profile: Profile, told: Mapping[str, str]) -> dict[str, tuple[int, str]]:
    names: dict[str, tuple[int, str]] = {}

    def add(text: str, rank: int, name: str) -> None:
        for spelling in spellings(text)[:1]:
            if spelling and rank < names.get(spelling, (99, ""))[0]:
                names[spelling] = (rank, name)

    known = {field.name for field in profile.fields}
    for text, name in told.items():
        if name in known:
            add(text, 0, name)
    for field in profile.fields:
        add(field.label, 1, field.name)
        add(field.name, 2, field.name)
        for i, synonym in enumerate(field.synonyms):
            add(synonym, 3 + min(i, 90), field.name)
    return names


def _match(texts: list[str | None], names: Mapping[str, tuple[int, str]], profile: Profile) -> dict[str, int]:
    candidates = []
    for i, text in enumerate(texts):
        if not text or len(text) > 200:
            continue
        for loose, spelling in enumerate(spellings(text)):
            if spelling in names:
                rank, name = names[spelling]
                candidates.append((rank * 2 + loose, i, name))
        if profile.heading and (name_by_rule := profile.heading(text)):
            candidates.append((50, i, name_by_rule))
    found: dict[str, int] = {}
    taken: set[int] = set()
    for _, i, name in sorted(candidates):
        if name not in found and i not in taken:
            found[name] = i
            taken.add(i)
    return found
