"""Photographs every page of the example municipality at 1280 and 400 pixels for the guide: python scripts/screenshots.py [FOLDER]

Needs the example (``make demo`` makes it) and Chromium. The pictures go to ``docs/img/pages``.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "img" / "pages"
SIZES = {1280: 900, 400: 800}
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]

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


@contextmanager
def serving(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Address, name and password of a server for the folder."""
    command = [sys.executable, "-m", "trinvis", "serve", str(folder), "--port", "0", "--new-password"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, env=os.environ, encoding="utf-8")
    assert process.stderr is not None
    said = ""
    while "Stop med" not in said:
        line = process.stderr.readline()
        if not line:
            raise SystemExit(f"the server did not start: {said}")
        said += line
    address, account = re.search(r"http://\S+", said), re.search(r"Brugernavn: (\S+)\s+Adgangskode: (\S+)", said)
    assert address is not None
    assert account is not None
    try:
        yield address[0], account[1], account[2]
    finally:
        process.terminate()
        process.wait(timeout=20)


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
    from playwright.sync_api import sync_playwright

    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "demo-kommune")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None or not folder.exists():
        print("Chromium or the example is missing: run make setup-tests and make demo", file=sys.stderr)
        return 1
    PICTURES.mkdir(parents=True, exist_ok=True)
    with serving(folder) as (address, name, password), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for width, height in SIZES.items():
            page = browser.new_page(viewport={"width": width, "height": height}, base_url=address, locale="da-DK")
            page.goto("/login/")
            page.fill("input[name=username]", name)
            page.fill("input[name=password]", password)
            photograph(page, "login", width)
            page.click("main button")
            for picture, path in PAGES.items():
                page.goto(path)
                photograph(page, picture, width)
            for picture, (path, link) in FOUND.items():
                page.goto(path)
                page.goto(page.locator(link).first.get_attribute("href"))
                photograph(page, picture, width)
            page.close()
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
