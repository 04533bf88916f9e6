"""Walks the house as a reader would: from the menu through every link, one page of each kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qs, urljoin, urlparse

from tests.web.served import Client

START = ("/", "/opfoelgning/", "/disponering/", "/prognose/", "/maaneden/", "/data/", "/opsaetning/")
FILES = (
    "/fil/",
    "eksport",
    "hent",
    "/kapacitet/rapport/",
    "original",
    ".csv",
    ".xlsx",
    ".json",
    ".pdf",
    ".docx",
    ".yaml",
)
"""Parts of addresses that are downloads, no pages."""

OPENS = "/beregning/"


@dataclass
class Page:
    """A page as it came: its path with query, the links with their texts, what htmx would fetch by itself."""

    path: str
    status: int
    html: str
    links: list[tuple[str, str]] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    """What stands before each link and in it: the sentence that a figure is read in."""
    loaded: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self.sentences: list[str] = []
        self.loaded: list[str] = []
        self._href: str | None = None
        self._text: list[str] = []
        self._before = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a" and given.get("href"):
            self._href, self._text = given["href"], []
        if given.get("hx-get") and "load" in (given.get("hx-trigger") or ""):
            self.loaded.append(str(given["hx-get"]))

    def handle_data(self, data: str) -> None:
        self._before = f"{self._before} {data}"[-60:]
        if self._href is not None:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._href is not None:
            self.links.append((self._href, " ".join("".join(self._text).split())))
            self.sentences.append(self._before)
            self._href = None


def page(client: Client, path: str) -> Page:
    """The page at ``path``, and what it fetches by itself read with it."""
    answer = client.get(path)
    made = Page(path, answer.status, answer.text if "text/html" in answer.headers.get("Content-Type", "") else "")
    _read(made, answer.text)
    for part in list(made.loaded):
        more = client.get(urljoin(path, part), HX_Request="true")
        made.status = max(made.status, more.status)
        made.html += more.text
        _read(made, more.text)
    return made


def fragment(path: str, html: str) -> Page:
    """A part of a page as htmx fetched it, or a page with nothing loaded afterwards."""
    made = Page(path, 200, html)
    _read(made, html)
    return made


def _read(made: Page, html: str) -> None:
    reader = _Reader()
    reader.feed(html)
    made.links += reader.links
    made.sentences += reader.sentences
    made.loaded += [one for one in reader.loaded if one not in made.loaded]


def walk(client: Client, *, of_each: int = 1, start: tuple[str, ...] = START) -> Iterator[Page]:
    """Every kind of page that can be reached by links, ``of_each`` of each kind (a path without its numbers and ids)."""
    waiting, seen, kinds = list(start), set(start), dict.fromkeys((kind(path) for path in start), 1)
    while waiting:
        found = page(client, waiting.pop(0))
        if not found.html and found.status == 200:
            continue  # a file, no page
        yield found
        for href, _ in found.links:
            target = urljoin(found.path, href)
            if not target.startswith("/") or target in seen or any(part in target for part in FILES):
                continue
            if kinds.get(kind(target), 0) < of_each:
                kinds[kind(target)] = kinds.get(kind(target), 0) + 1
                seen.add(target)
                waiting.append(target)


def kind(path: str) -> str:
    """A path without what differs between pages of one kind."""
    place = re.sub(r"/(?:\d[\w-]*|[0-9a-f]{8,})(?=/|$)", "/#", urlparse(path).path)
    return re.sub(r"/(parameter|metode|rettelser/#)/[^/]+", r"/\1/#", place)


def opened(found: Page) -> Iterator[tuple[str, str]]:
    """(address, text) of every figure of the page that opens."""
    for address, text, _ in read_in(found):
        yield address, text


def read_in(found: Page) -> Iterator[tuple[str, str, str]]:
    """The same with the words that the figure is read in."""
    for (href, text), sentence in zip(found.links, found.sentences, strict=True):
        place = urlparse(href)
        if place.path == OPENS:
            yield parse_qs(place.query)["adresse"][0], text, sentence
