"""Numbers as they stand in this room's Danish sentences."""

from __future__ import annotations


def numbered(number: int, one: str, many: str) -> str:
    """``1 barn``, ``1.204 børn``."""
    return f"{number:,}".replace(",", ".") + f" {one if number == 1 else many}"


def danish(value: float, decimals: int) -> str:
    """A number with decimal comma, full stops between thousands, and a minus that is one."""
    text = f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))
    zero = text.strip("-0.,") == ""
    return text.removeprefix("-") if zero else text.replace("-", "−")


def several(names: list[str]) -> str:
    """``Nord``, ``Nord og Syd``, ``Nord, Syd og Vest``."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} og {names[-1]}"
