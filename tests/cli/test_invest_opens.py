"""Every figure that ``trinvis invest`` gives of a case in the journal opens, and opens to itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.municipality.case_files import EXAMPLES

from trinvis.cli.invest_measures import MANY, MEASURES, OF_A_RUNNING
from trinvis.cli.opening import opened

Ask = Callable[..., Any]
DAY = "2026-03-05"
OF_ONE = [name for name in MEASURES if name not in (*MANY, *OF_A_RUNNING, "two-way")]


@pytest.fixture
def ishoej(ask: Ask, kommune: str) -> str:
    saved = ask(
        "invest", str(EXAMPLES / "ishoej-2018-offentliggjort.yaml"), "--workspace", kommune, "--save", "--as-of", DAY
    )
    assert saved.status == 0, saved.err
    return "ishoej-2018-offentliggjort"


@pytest.mark.parametrize("how", [(), ("--reading", "forebyggelse_pr_kuld"), ("--set", "succesrate=7%")])
def test_every_figure_opens_to_itself(ask: Ask, kommune: str, ishoej: str, how: tuple[str, ...]) -> None:
    found: dict[str, Any] = {}
    for measure in OF_ONE:
        words = ("--measure", measure, "--format", "json", "--draws", "200", "--as-of", DAY, *how)
        answer = ask("invest", ishoej, "--workspace", kommune, *words)
        assert (answer.status, answer.err) == (0, ""), measure
        found |= _figures(json.loads(answer.out))
    assert len(found) > 100
    with opened(Path(kommune)) as hall:
        for address, value in found.items():
            made = hall.explain(address)
            assert value in (None, made.value), (address, value, made.value)
            assert made.title


def test_what_a_figure_is_worked_out_from_opens_too(kommune: str, ishoej: str) -> None:
    """From the accumulated gain down to the sources: every way ends."""
    left = [f"investment/2021/{DAY}/accumulated_discounted_oere?alternative=indsats&case={ishoej}"]
    seen: set[str] = set()
    with opened(Path(kommune)) as hall:
        while left:
            address = left.pop()
            if address in seen:
                continue
            seen.add(address)
            made = hall.explain(address)
            left += [part.address for part in (*made.parts, *made.inputs)]
    assert len(seen) > 50
    assert {one.split("/")[3].partition("?")[0] for one in seen} == {
        "accumulated_discounted_oere",
        "net_discounted_oere",
        "cost_discounted_oere",
        "persons",
        "input",
    }


def test_a_day_in_another_form(ask: Ask, kommune: str, ishoej: str) -> None:
    address = f"investment/2018/{date(2026, 3, 5)}/net_discounted_oere?alternative=indsats&case={ishoej}"
    answer = ask("explain", kommune, address)
    assert (answer.status, answer.err) == (0, "")
    assert "−2.175.390,87 kr." in answer.out


def _figures(document: dict[str, Any]) -> dict[str, Any]:
    """Address → the øre that the row gives, None where it is no money."""
    found: dict[str, Any] = {}
    for row in [*document["rows"], document.get("totals") or {}]:
        for name, address in row.get("addresses", {}).items():
            found[address] = row.get(f"{name}_oere")
    return found
