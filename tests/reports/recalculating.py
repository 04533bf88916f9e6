"""Computing a workbook anew by LibreOffice, and reading its sheets as tables."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest

ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>
"""

needs_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed: make setup-tests installs it"
)


def recalculated(content: bytes, folder: Path) -> Any:
    """The workbook after LibreOffice has computed every formula, its own stored results thrown away."""
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE)
    source = folder / "bog.xlsx"
    source.write_bytes(content)
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{folder / 'profile'}",
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            str(folder / "out"),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=240,
    )
    return openpyxl.load_workbook(folder / "out" / "bog.xlsx", data_only=True)


def table(book: Any, sheet: str, heading: int) -> list[dict[str, Any]]:
    """The rows under a heading row (counted from 1), by label; empty rows left out."""
    rows = list(book[sheet].iter_rows(min_row=heading, values_only=True))
    labels = rows[0]
    found = []
    for values in rows[1:]:
        if all(value in (None, "") for value in values):
            continue
        found.append(dict(zip(labels, values, strict=False)))
    return found


def oere(value: Any) -> int:
    return round(float(value or 0) * 100)
