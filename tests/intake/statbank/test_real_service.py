"""Against api.statbank.dk itself, where there is internet; else skipped, and said."""

from __future__ import annotations

import socket
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest

from trinvis.intake import Read
from trinvis.intake.statbank.catalogue import table, tables
from trinvis.intake.statbank.client import ADDRESS, StatBank
from trinvis.intake.statbank.question import question, refuse_short
from trinvis.parameters import Parameters

pytestmark = pytest.mark.internet


@pytest.fixture(scope="module")
def service() -> StatBank:
    host = str(urlsplit(ADDRESS).hostname)
    try:
        socket.create_connection((host, 443), timeout=3).close()
    except OSError:
        pytest.skip(f"der er ingen forbindelse til {host}; prøven mod den rigtige Statistikbank er ikke kørt")
    return StatBank(timeout=60)


def test_the_tables_are_as_we_know_them_and_a_year_of_them_is_read(
    service: StatBank, read_answer: Callable[..., Read]
) -> None:
    municipalities = Parameters.shipped().table("municipalities", None)["municipality"].to_list()
    there = {str(one["id"]) for one in service.tables()}
    for name in set(tables()) & there:
        info = service.tableinfo(name)
        newest = max(int(code[:4]) for variable in info.variables if variable.is_time for code in variable.values)
        made = question(table(name), info, municipalities, (newest, newest))
        if name in ("REGKC", "ANBAAR12", "FOLK1A"):
            content = service.data(made.body)
            refuse_short(content, made)
            assert read_answer(content, table=name).counts.accepted > 90
