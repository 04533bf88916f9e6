"""Damaged files end in a reading or in one clear line, never in another exception. ``TRINVIS_SOAK=1`` tries 1.000 per profile."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from typing import Any

import pytest

from trinvis.intake import SOURCES, Read, ReadOptions, Unreadable, detect

HERE = Path(__file__).parent
FILES = [p for p in sorted((HERE / "fixtures").iterdir()) if p.stem.split("_")[0] in SOURCES]
PER_PROFILE = 1_000 if os.environ.get("TRINVIS_SOAK") else 50

_spec = importlib.util.spec_from_file_location("mutation", HERE / "mutation.py")
assert _spec is not None
assert _spec.loader is not None
mutation = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(mutation)


@pytest.mark.parametrize("source", SOURCES)
def test_damaged_files(source: str, read_text: Any) -> None:
    files = [path for path in FILES if path.stem.split("_")[0] == source]
    outcomes = {"read": 0, "refused": 0}
    for seed in range(PER_PROFILE):
        path = files[seed % len(files)]
        content = mutation.mutated(path.read_bytes(), seed)
        options = ReadOptions(number_form="da", year=2026) if seed % 2 else ReadOptions()
        read, refusal = None, ""
        try:
            read = read_text(source, content, name=path.name, options=options)
        except Unreadable as refused:
            refusal = str(refused)
        if read is None:
            outcomes["refused"] += 1
            assert refusal.count("\n") == 0
            assert ":" in refusal  # what is wrong: what to do
        else:
            outcomes["read"] += 1
            _whole(read)
        detect(content)
    assert min(outcomes.values()) > 0  # the damage is neither harmless nor always fatal


def _whole(read: Read) -> None:
    c = read.counts
    assert c.rows == c.accepted + c.rejected + c.sums + c.titles
    assert c.amount_oere == c.accepted_oere + c.rejected_oere + c.sums_oere + c.titles_oere
    assert read.rejected_raw.height == c.rejected
    assert all(not message.count("\n") for message in read.findings["message"])
