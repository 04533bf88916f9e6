"""Numbers of a workbook as the sheet shows them: ``0,125`` under the format ``0%`` is ``13 %``, as a reader of the table sees it.

A published table says what it shows; how many decimals it shows is what its rounding is judged by.
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from trinvis.calculations.capacity.table_checker.danish import written
from trinvis.intake.spreadsheet import column_number, sheet_parts

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_BUILT_IN = {0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00"}  # fmt: skip
"""The formats that a workbook names by number only (ECMA-376, 18.8.30), without dates and fractions."""
_WIDTH = Context(prec=10)
"""What a cell without a format is wide enough to show."""
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|_.|\*.|( )')
_DIGITS = re.compile(r"[0#?][0#?,]*(?:\.(?P<decimals>[0#?]*))?,*")
_REFERENCE = re.compile(r"([A-Z]+)([0-9]+)")


@dataclass(frozen=True)
class NumberFormat:
    """How a number is shown: ``least`` to ``most`` decimals, ``percent`` times 100 with its sign, ``thousands`` times divided by 1.000."""

    least: int
    most: int
    percent: bool = False
    thousands: int = 0
    before: str = ""
    after: str = ""

    def shown(self, value: Fraction) -> str:
        """The number in Danish form, a half rounded away from zero."""
        scaled = value * (100 if self.percent else 1) / 1000**self.thousands
        text = written(scaled, self.most)
        for _ in range(self.most - self.least):
            text = text[:-1] if text.endswith("0") else text
        return f"{self.before}{text.rstrip(',')}{' %' if self.percent else ''}{self.after}".strip()


def number_format(code: str) -> NumberFormat | None:
    """A format's code (``#,##0.0" mio."``) as it is for positive numbers; None where it is of dates, of powers, or of no number."""
    section = _first_section(code).replace("General", "0.##########")
    bare = _LITERAL.sub("", section)
    digits = _DIGITS.search(bare)
    if digits is None or re.search(r"[ymdhs@/]|e[+-]", bare, re.IGNORECASE):
        return None
    decimals = digits["decimals"] or ""
    place = _DIGITS.search(_LITERAL.sub(lambda one: "\0" * len(one[0]), section))
    start, end = place.span() if place else (0, len(section))
    return NumberFormat(
        least=decimals.count("0"),
        most=len(decimals),
        percent="%" in bare,
        thousands=len(digits[0]) - len(digits[0].rstrip(",")),
        before=_literals(section[:start]),
        after=_literals(section[end:]),
    )


def shown_numbers(content: bytes, sheet: str) -> dict[tuple[int, int], tuple[str, str]]:
    """(row from 1, column from 0 at the sheet's first filled one) → a number as the workbook keeps it, and as the sheet shows it.

    Dates are left out; so is everything where the workbook does not say where its sheets are.
    """
    from xml.etree import ElementTree

    package = zipfile.ZipFile(io.BytesIO(content))
    part = sheet_parts(package).get(sheet)
    if part is None:
        return {}
    styles = _styles(package)
    root = ElementTree.fromstring(package.read(part))
    out, first = {}, sys.maxsize
    for cell in root.iter(f"{_space(root)}c"):
        at, value = _REFERENCE.fullmatch(cell.get("r", "")), cell.findtext(f"{_space(root)}v")
        if at is None or (value is None and cell.find(f"{_space(root)}is") is None):
            continue
        column = column_number(at[1].encode())
        first = min(first, column)
        style = styles[int(cell.get("s", "0"))] if styles else _general
        if value and cell.get("t", "n") == "n" and style is not None:
            out[int(at[2]), column] = (value, style(value))
    return {(row, column - first): texts for (row, column), texts in out.items()}


def _general(text: str) -> str:
    plain = f"{_WIDTH.create_decimal(Decimal(text)):f}"
    return (plain.rstrip("0").rstrip(".") if "." in plain else plain).replace(".", ",")


def _styles(package: zipfile.ZipFile) -> list[Callable[[str], str] | None]:
    """How every cell style shows a number, by its number; None for one that shows a date."""
    from xml.etree import ElementTree

    if "xl/styles.xml" not in package.namelist():
        return []
    root = ElementTree.fromstring(package.read("xl/styles.xml"))
    codes = dict(_BUILT_IN)
    codes |= {int(one.get("numFmtId", "0")): one.get("formatCode", "") for one in root.iter(f"{_space(root)}numFmt")}
    cells = root.find(f"{_space(root)}cellXfs")
    return [] if cells is None else [_style(codes.get(int(one.get("numFmtId", "0")))) for one in cells]


def _style(code: str | None) -> Callable[[str], str] | None:
    if code == "General":
        return _general
    form = None if code is None else number_format(code)
    return None if form is None else lambda text: form.shown(Fraction(text))


def _space(root: Element) -> str:
    return root.tag[: root.tag.find("}") + 1]


def _first_section(code: str) -> str:
    """What stands before the first semicolon that is not in quotation marks."""
    return re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', code)[0]


def _literals(part: str) -> str:
    """The words of a format's part as they are shown."""
    return "".join(one[1] or one[2] or one[3] or "" for one in _LITERAL.finditer(part))
