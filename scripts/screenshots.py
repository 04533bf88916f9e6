"""Photographs every page of the example municipality at 1280 and 400 pixels for the guide: python scripts/screenshots.py [FOLDER]

Needs the example (``make demo`` makes it) and Chromium. The pictures go to ``docs/img/pages``.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tests.web.browser import found, logged_in, started
from tests.web.served import served

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "img" / "pages"
SIZES = {1280: 900, 400: 800}

PAGES = {
    "overblik": "/",
    "opfoelgning": "/opfoelgning/",
    "aendringer": "/opfoelgning/aendringer/",
    "hvorfor": "/opfoelgning/hvorfor/",
    "godkend": "/opfoelgning/godkend/",
    "disponering": "/disponering/",
    "afstemning": "/disponering/afstemning/",
    "maaneden": "/maaneden/",
    "data": "/data/",
    "opsaetning": "/opsaetning/",
}
"""Name of the picture → address. A child and an opened figure are found from them by links."""

FOUND = {"barn": ("/disponering/", 'a[href^="/barn/"]'), "beregning": ("/opfoelgning/", 'a[href^="/beregning/"]')}
LONGEST = 2000
"""Pixels; a longer page is cut there in the guide."""


def photograph(page: Any, name: str, width: int) -> None:
    """The page as it stands now, in full length up to a limit."""
    page.wait_for_load_state("networkidle")
    height = min(LONGEST, page.evaluate("() => document.documentElement.scrollHeight"))
    page.screenshot(
        path=str(PICTURES / f"{name}-{width}.png"),
        clip={"x": 0, "y": 0, "width": width, "height": height},
        full_page=True,
    )


def main() -> int:
    """All pages in both widths."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "demo-kommune")
    if found() is None or not folder.exists():
        print("Chromium or the example is missing: run make setup-tests and make demo", file=sys.stderr)
        return 1
    PICTURES.mkdir(parents=True, exist_ok=True)
    with served(folder, os.environ) as running, started() as browser:
        for width, height in SIZES.items():
            stranger = browser.new_page(viewport={"width": width, "height": height}, base_url=running.address)
            stranger.goto("/login/")
            photograph(stranger, "login", width)
            page = logged_in(browser, running, width=width, height=height)
            for picture, path in PAGES.items():
                page.goto(path)
                photograph(page, picture, width)
            for picture, (path, link) in FOUND.items():
                page.goto(path)
                page.goto(page.locator(link).first.get_attribute("href"))
                photograph(page, picture, width)
            page.context.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
