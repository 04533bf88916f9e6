"""Writes the pages that are drawn from the program itself: file formats, parameters, the command line, the case file and the description of a table.

``python scripts/generate_docs.py`` writes them; with ``--check`` it only tells which are stale and ends with status 1.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def _formats() -> str:
    from trinvis.intake.formats import markdown

    return markdown()


def _parameters() -> str:
    from trinvis.parameters.register import markdown

    return markdown()


def _command_line() -> str:
    from trinvis.cli.docs import markdown

    return markdown()


def _case_file() -> str:
    from trinvis.cases.page import markdown

    return markdown()


def _table_description() -> str:
    from trinvis.presentation.capacity_description_text import markdown

    return markdown()


PAGES: dict[str, Callable[[], str]] = {
    "docs/da/formater.md": _formats,
    "docs/da/parametre.md": _parameters,
    "docs/da/kommandolinje.md": _command_line,
    "docs/da/investeringscase.md": _case_file,
    "docs/da/tabelbeskrivelse.md": _table_description,
}
"""Page → what writes it."""


def stale() -> list[str]:
    """The pages that are not what the program would write now."""
    return [
        page
        for page, text in PAGES.items()
        if not (ROOT / page).exists() or (ROOT / page).read_text(encoding="utf-8") != text().rstrip() + "\n"
    ]


def main() -> int:
    """Writes every page, or checks them."""
    if "--check" in sys.argv[1:]:
        for page in stale():
            print(f"{page} is stale: run make docs")
        return 1 if stale() else 0
    for page, text in PAGES.items():
        (ROOT / page).write_text(text().rstrip() + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
