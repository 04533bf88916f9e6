"""Every figure on every page opens, says the same when opened, and its lines add up to it, to the øre."""

from __future__ import annotations

import re

import polars as pl
import pytest
from tests.example.example import Example, built_once
from tests.web.house import Page, opened, page, read_in, walk
from tests.web.served import Served

from trinvis.demo import files
from trinvis.municipality import Municipality
from trinvis.reports import danish
from trinvis.reports.explanation_table import AMOUNT


@pytest.fixture(scope="module")
def pages(site: Served) -> list[Page]:
    """One page of each kind, as a reader of the example sees it."""
    return list(walk(site.client(), of_each=2))


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Municipality:
    made: Example = built_once(tmp_path_factory, "example", files)
    return made.hall


def writings(value: int, unit: str) -> set[str]:
    """Every way in which a page may write a figure."""
    if unit == "%":
        plain = {danish.decimal(value, 100, decimals) for decimals in (0, 1, 2)}  # where the row says the unit
        return {danish.per_cent(value, decimals) for decimals in (0, 1, 2)} | {danish.chance(value)} | plain
    if unit != "kr.":
        return {danish.decimal(value, divisor, decimals) for divisor in (1, 100) for decimals in (0, 1, 2)} | {
            danish.decimal(value, grouped=False)
        }
    numbers = {danish.kroner(value), danish.kroner(value, 2), danish.thousands(value)}
    numbers |= {danish.millions(value, decimals) for decimals in (0, 1, 2)}
    return numbers | {danish.decimal(value, 100_000_000_000, 1)}


def once_rounded(value: int, question: str) -> set[int]:
    """The hundredths that a figure of the capacity analysis may be written from: its page rounds the figure itself, so that one that opens
    as 0,95 may stand as 0,9."""
    return {value - 1, value, value + 1} if question == "capacity" and abs(value) % 10 in (0, 5) else {value}


DIRECTION = re.compile("(?:mer|mindre)(?:forbrug|indtægt)")


def number_in(text: str) -> str:
    """The first number of a link's text, with its sign, or the word for a chance near never or always."""
    found = re.search(r"(?:over |under )?[−+-]?\d[\d.]*(?:,\d+)?(?: %)?", text)
    return found[0].lstrip("+") if found else text


def test_no_page_fails(pages: list[Page]) -> None:
    failed = {found.path: found.status for found in pages if found.status != 200}
    assert not failed, failed


def test_pages_have_figures_that_open(pages: list[Page]) -> None:
    counted = {found.path: sum(1 for _ in opened(found)) for found in pages}
    for path in ("/", "/opfoelgning/", "/disponering/"):
        assert counted[path] > 10, counted


def test_every_figure_opens_to_lines_that_add_up(pages: list[Page], hall: Municipality) -> None:
    wrong, seen = [], set()
    for found in pages:
        for address, text, sentence in read_in(found):
            if (address, text) in seen:
                continue
            seen.add((address, text))
            made = hall.explain(address)
            # a text that names the direction may leave out the sign: merforbrug på 1,2 mio. kr.
            values = once_rounded(made.value, made.address.question)
            values |= {abs(value) for value in values} if DIRECTION.search(sentence) else set()
            if re.search(r"\d", text) and not any(number_in(text) in writings(value, made.unit) for value in values):
                wrong.append((found.path, text, made.value, address))
            parts = sum(part.amount_oere for part in made.parts)
            if made.address.question == "changes":
                if parts != made.value:
                    wrong.append((found.path, "items", parts, made.value, address))
            elif made.unit == "kr." and AMOUNT in made.lines.columns and int(made.lines[AMOUNT].sum()) != made.value:
                wrong.append((found.path, "lines", int(made.lines[AMOUNT].sum()), made.value, address))
    assert len(seen) > 200
    assert not wrong, "\n".join(map(str, wrong[:60]))


def test_an_opened_figure_says_itself(site: Served, pages: list[Page], hall: Municipality) -> None:
    """The page of a figure shows its exact value and total; one of each kind of figure."""
    client, kinds = site.client(), {}
    for found in pages:
        for address, _ in opened(found):
            kinds.setdefault(re.sub(r"[0-9]+", "#", address.partition("?")[0]), address)
    for address in kinds.values():
        from urllib.parse import urlencode

        made = hall.explain(address)
        shown = page(client, f"/beregning/?{urlencode({'adresse': address})}")
        assert shown.status == 200, address
        if made.unit == "kr.":
            assert danish.kroner(made.value, 2) in shown.html, address


def test_the_same_figure_everywhere(pages: list[Page], hall: Municipality) -> None:
    """The table of the follow-up page is the hall's table, cell by cell."""
    from datetime import date

    made = hall.follow_up(2026, date(2026, 9, 30))
    shown: dict[str, set[str]] = {}
    for address, text in opened(next(found for found in pages if found.path == "/opfoelgning/")):
        shown.setdefault(address, set()).add(text)
    areas = made.areas.filter(pl.col("kind") == "area")
    for row in areas.iter_rows(named=True):
        for column in ("budget_oere", "spent_oere", "forecast_oere", "deviation_oere"):
            address = str(made.address(column, "area", row["area"]))
            assert shown[address] & writings(row[column], "kr."), (row["label"], column)
