"""Where a table goes: to the screen, or as JSON, CSV or xlsx to a file or the next program."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from trinvis.cli.wrong import Wrong

if TYPE_CHECKING:
    from trinvis.reports.table import ReportTable

FORMATS = ("table", "json", "csv", "xlsx")
DOCUMENTS = ("pdf", "docx")
REPORT_FORMATS = (*FORMATS, *DOCUMENTS)
PICTURES = ("svg", "png")
PICTURE_FORMATS = (*FORMATS, *PICTURES)
SCREEN_ROWS = 200
PIPE_WIDTH = 180


def check_format(name: str, out: str | None, allowed: tuple[str, ...] = FORMATS) -> str:
    """The wanted format: as asked for, or by the ending of the file; ``Wrong`` when it is none of ``allowed``."""
    if name == "table" and out:
        ending = Path(out).suffix.lstrip(".").lower()
        name = ending if ending in allowed else name
    if name not in allowed:
        raise Wrong(f"--format {name} findes ikke her: vælg {', '.join(allowed[:-1])} eller {allowed[-1]}.")
    if name in ("xlsx", *DOCUMENTS) and out is None and sys.stdout.isatty():
        what = "Et regneark" if name == "xlsx" else "Et dokument"
        raise Wrong(f"{what} kan ikke vises i terminalen: giv også --out FIL.{name}.")
    return name


def emit(table: ReportTable, name: str, out: str | None) -> None:
    """Write ``table`` in the format ``name`` to the file ``out`` or to standard output."""
    name = check_format(name, out)
    if name == "table":
        _print(table, out)
    else:
        save(_bytes(table, name), out)


def _bytes(table: ReportTable, name: str) -> bytes:
    if name == "json":
        from trinvis.reports.json_text import json_bytes

        return json_bytes(table)
    if name == "csv":
        from trinvis.reports.csv_text import csv_bytes

        return csv_bytes(table)
    from trinvis.reports.sheet import xlsx_bytes

    return xlsx_bytes(table)


def save(content: bytes, out: str | None) -> None:
    """Write bytes to a file (whole or not at all) or to standard output."""
    if out is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    path = Path(out)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise Wrong(f"Filen {out} kan ikke skrives: {error.strerror}.") from None
    print(f"Skrevet: {out}", file=sys.stderr)


def _print(table: ReportTable, out: str | None) -> None:
    from io import StringIO

    from rich.console import Console

    from trinvis.reports.terminal import printed

    if out is not None:
        text = StringIO()
        printed(table, Console(file=text, width=PIPE_WIDTH, highlight=False))
        save(text.getvalue().encode(), out)
        return
    console = Console(highlight=False, width=None if sys.stdout.isatty() else PIPE_WIDTH)
    printed(table, console, limit=SCREEN_ROWS if sys.stdout.isatty() else None)


def say(text: str) -> None:
    """One line to the user, beside the result."""
    print(text, file=sys.stderr)
