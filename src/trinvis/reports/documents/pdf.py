"""A document as PDF/UA: tagged, named, in Danish, the same bytes for the same figures."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from trinvis.reports.documents.paper import Paper

TEMPLATE = Path(__file__).with_name("paper.typ")


def pdf_bytes(paper: Paper) -> bytes:
    """The PDF (PDF/UA-1; every table has a header row, the reading order is that of the text)."""
    import typst

    made = typst.compile(
        TEMPLATE.read_bytes(),
        format="pdf",
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,  # the fonts that typst brings: the same on every machine
        sys_inputs={"paper": json.dumps(_drawn(paper), ensure_ascii=False)},
        timestamp=datetime(paper.as_of.year, paper.as_of.month, paper.as_of.day, tzinfo=UTC),
    )
    return bytes(made)


def _drawn(paper: Paper) -> dict[str, Any]:
    """The document as plain values, its pictures as SVG."""
    plain = dict(paper.plain())
    for section, values in zip(paper.sections, plain["sections"], strict=True):
        for picture, one in zip(section.pictures, values["pictures"], strict=True):
            one["svg"] = picture.svg()
    return plain
