"""Photographs every page of the example municipality at 1280 and 400 pixels for the guide: python scripts/screenshots.py [FOLDER [NAME...]]

Needs the example (``make demo`` makes it) and Chromium. The pictures go to ``docs/img/pages``; with names only those.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from scripts.few_colours import few_colours
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
    "skoen": "/disponering/skoen/",
    "risikosag": "/disponering/skoen/risikosag/",
    "rettelser": "/disponering/rettelser/",
    "afstemning": "/disponering/afstemning/",
    "prognose": "/prognose/?alt=1",
    "aarene-frem": "/prognose/aar/?alt=1",
    "traefsikkerhed": "/prognose/traefsikkerhed/",
    "prognose-regnet": "/prognose/regnet/",
    "metode": "/prognose/metode/plejefamilier/",
    "trappen": "/trappen/?alt=1",
    "trappens-boern": "/trappen/boern/",
    "noegletal": "/trappen/noegletal/",
    "sammenligning": "/sammenligning/",
    "sammenligning-andel": "/sammenligning/andel/",
    "kapacitet": "/kapacitet/",
    "kapacitet-potentialer": "/kapacitet/potentialer/",
    "kapacitet-ventetid": "/kapacitet/ventetid/",
    "kapacitet-huse": "/kapacitet/huse/",
    "investeringer": "/investeringer/",
    "investering": "/investeringer/case/ishoej-2018-offentliggjort/",
    "investering-laesninger": "/investeringer/case/ishoej-2018-offentliggjort/laesninger/",
    "investering-opfoelgning": "/investeringer/case/taettere-familiebehandling-nord/opfoelgning/",
    "investering-ny": "/investeringer/ny/",
    "investering-egne-tal": "/investeringer/egne-tal/",
    "maaneden": "/maaneden/",
    "data": "/data/",
    "opsaetning": "/opsaetning/",
    "parameter": "/opsaetning/parameter/refund_limits/?noegle=1",
    "profil": "/opsaetning/profil/",
    "journal": "/opsaetning/journal/",
}
"""Name of the picture → address."""

FOUND = {
    "levering": ("/data/", 'table.deliveries a[href$="#rejects"]'),
    "ret-raekker": ("levering", 'main a[href$="/ret/"]'),
    "traek-tilbage": ("levering", 'main a[href$="/traek-tilbage/"]'),
    "barn": ("/disponering/", 'a[href^="/barn/"]'),
    "hvad-hvis": ("barn", 'a[href*="hvad-hvis"]'),
    "beregning": ("/opfoelgning/", 'table a.opens[href*="forecast_oere"]'),
    "beregning-led": ("beregning", 'main a.opens[href*="committed_open"]'),
    "kildens-raekke": ("beregning-led", 'main a[href^="/beregning/raekke/"]'),
}
"""Name of the picture → (where its link stands: an address or an earlier picture, the link)."""

LONGEST = 1800
"""Pixels; a longer page is cut there in the guide."""


def photograph(page: Any, name: str, width: int) -> None:
    """The page as it stands now, in full length up to a limit."""
    page.wait_for_load_state("networkidle")
    height = min(LONGEST, page.evaluate("() => document.documentElement.scrollHeight"))
    taken = page.screenshot(clip={"x": 0, "y": 0, "width": width, "height": height}, full_page=True)
    (PICTURES / f"{name}-{width}.png").write_bytes(few_colours(page.context.browser, taken))


def walk(page: Any, width: int, wanted: set[str]) -> None:
    """Every page, and those found from them by links; a picture of each that is ``wanted``."""
    for picture, path in PAGES.items():
        if picture in wanted:
            page.goto(path)
            photograph(page, picture, width)
    places: dict[str, str] = {}
    for picture, (path, link) in FOUND.items():
        page.goto(places.get(path, path))
        page.goto(page.locator(link).first.get_attribute("href"))
        places[picture] = page.url
        if picture in wanted:
            photograph(page, picture, width)


def main() -> int:
    """All pages in both widths."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "demo-kommune")
    if found() is None or not folder.exists():
        print("Chromium or the example is missing: run make setup-tests and make demo", file=sys.stderr)
        return 1
    wanted = set(sys.argv[2:]) or {"login", *PAGES, *FOUND}
    PICTURES.mkdir(parents=True, exist_ok=True)
    with served(folder, os.environ) as running, started() as browser:
        for width, height in SIZES.items():
            if "login" in wanted:
                stranger = browser.new_page(viewport={"width": width, "height": height}, base_url=running.address)
                stranger.goto("/login/")
                photograph(stranger, "login", width)
            page = logged_in(browser, running, width=width, height=height)
            walk(page, width, wanted)
            page.context.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
