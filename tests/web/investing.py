"""A municipality that has the worked examples and a small case of its own, served; and what its pages say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from html import unescape
from pathlib import Path
from urllib.parse import quote

from tests.municipality.case_files import SMALL, example
from tests.municipality.small import Kommune
from tests.web.served import Served, served

DAY = date(2026, 11, 1)
HERE = "/investeringer/"
ISHOEJ, STATED = "ishoej-2018-offentliggjort", "ishoej-2018-oplyst"
HERNING, YEARS = "herning-2013-2015", "de-utrolige-aar"
OWN = "tidlig-hjaelp"
TABS = ("", "usikkerhed", "betaler", "laesninger", "forudsaetninger", "opfoelgning", "ansoegning")


def case(key: str, tab: str = "", **asked: str) -> str:
    """The address of a case's tab as of the day; ``set_succesrate`` is ``set.succesrate``."""
    query = "".join(f"&{name.replace('set_', 'set.')}={quote(value)}" for name, value in asked.items())
    return f"{HERE}case/{quote(key)}/{tab + '/' if tab else ''}?pr={DAY}&aar=2026{query}"


def listed(place: str = "", **asked: str) -> str:
    """The address of a page over the cases as of the day."""
    return f"{HERE}{place}?pr={DAY}&aar=2026" + "".join(f"&{name}={quote(value)}" for name, value in asked.items())


@contextmanager
def investing(folder: Path, *, more: tuple[str, ...] = ()) -> Iterator[Served]:
    """A municipality without deliveries, with the four worked examples and the small case, and with ``more`` cases."""
    kommune = Kommune(folder / "kommune")
    texts = [*(example(name) for name in (ISHOEJ, STATED, HERNING, YEARS)), SMALL, *more]
    for text in texts:
        kommune.hall.save_case(text, by="Prøven", known_from=date(2026, 1, 1))
    kommune.hall.close()
    with served(kommune.path) as running:
        yield running


def heading(html: str) -> str:
    """The page's first line."""
    found = re.findall(r"<h1>(.*?)</h1>", html, re.DOTALL)
    assert len(found) == 1, found
    return words(found[0])


def words(html: str) -> str:
    """What a reader sees of a part of a page."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def rows(html: str, name: str) -> list[list[str]]:
    """The cells of a table, head and foot along with it."""
    table = re.search(rf'<table class="shown {name}".*?</table>', html, re.DOTALL)
    assert table is not None, name
    found = re.findall(r"<tr.*?</tr>", table[0], re.DOTALL)
    return [[words(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)] for row in found]


def field(html: str, name: str) -> str:
    """What stands in a field of a form."""
    box = re.search(rf'<textarea[^>]*name="{re.escape(name)}"[^>]*>(.*?)</textarea>', html, re.DOTALL)
    if box is not None:
        return unescape(box[1]).removeprefix("\n")
    line = re.search(rf'<input[^>]*name="{re.escape(name)}"[^>]*>', html)
    assert line is not None, name
    value = re.search(r'value="([^"]*)"', line[0])
    return unescape(value[1]) if value else ""
