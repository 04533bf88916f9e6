"""A small case from the part of its YAML that a test is about; the rest is as plain as can be: no discounting, one payer."""

from __future__ import annotations

import textwrap

from trinvis.cases.case import Case
from trinvis.cases.reading import case_from_yaml

HEAD = {
    "case": "lille",
    "title": "Lille sag",
    "start_year": "2024",
    "horizon": "3",
    "price_level": "2024",
    "discount": "{rate: 0 %}",
    "payers": "{kommune: {label: Kommunen, kind: municipality}}",
    "alternatives": "{nu: Som nu}",
    "states": "{ude: {label: Ude}, hjemme: {label: Hjemme}}",
    "inputs": "{}",
    "groups": "{}",
    "money": "{}",
}


def small(body: str) -> Case:
    """The case of a few lines of YAML; what they do not say is as in ``HEAD``."""
    body = textwrap.dedent(body)
    said = {line.split(":")[0] for line in body.splitlines() if line and not line.startswith((" ", "-"))}
    head = [f"{key}: {value}" for key, value in HEAD.items() if key not in said]
    return case_from_yaml("\n".join(head) + "\n" + body)
