"""What a delivery covers, in words."""

from __future__ import annotations

import pytest

from trinvis.presentation.receipt_tables import scope_words


@pytest.mark.parametrize(
    ("scope", "said"),
    [
        ("5 tal c9a26e; 2025-09-30–2026-03-31", "5 tal; 30.09.2025–31.03.2026"),
        ("NT-1, NT-2; 2025-12-31", "NT-1, NT-2; 31.12.2025"),
        ("REGK31", "REGK31"),
        ("2026", "2026"),
    ],
)
def test_a_scope_is_read_the_danish_way(scope: str, said: str) -> None:
    assert scope_words(scope) == said
