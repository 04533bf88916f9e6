from __future__ import annotations

import pytest

from trinvis.calculations.capacity.table_checker.description import Description, Growth, Mean, Sum
from trinvis.calculations.capacity.table_checker.lined import line_with
from trinvis.calculations.capacity.table_checker.reading import DescriptionError, read_description

TEXT = """
title: Tabel 4-1, udgifter 2007-2011
labels: 2
infer: nej
sums:
  - {total: I alt}
growth:
  - {line: Udvikling, start: 2007, end: 2011, but: [Midtjylland]}
means:
  - line: Hele landet
    weights: {Nord: "10,30", Syd: "89,70"}
"""


def test_everything_is_read_as_words() -> None:
    assert read_description(TEXT) == Description(
        title="Tabel 4-1, udgifter 2007-2011",
        labels=2,
        infer=False,
        sums=(Sum("I alt"),),
        growth=(Growth("Udvikling", "2007", "2011", but=("Midtjylland",)),),
        means=(Mean("Hele landet", weights={"Nord": "10,30", "Syd": "89,70"}),),
    )


def test_nothing_said() -> None:
    assert read_description("") == Description()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("summer: [a]", "har feltet summer, som ikke findes"),
        ("sums: [{parts: [a]}]", "sums nr. 1 mangler feltet total; tilføj total:"),
        ("sums: [{total: a, by: diagonal}]", "skriv rows eller columns"),
        ("sums: [{total: a, at_most: maaske}]", "skriv true eller false"),
        ("sums: [a]", "skal være felter"),
        ("- a", "skal være felter"),
        ("a: [", "kan ikke læses som YAML: se efter"),
        ("labels: to", "labels: to kan ikke bruges; skriv et helt tal"),
        ("means: [{line: a, weights: {Nord: 10,30}}]", "30 har ingen værdi; sæt tal med komma i anførselstegn"),
    ],
)
def test_what_cannot_be_used_is_said(text: str, said: str) -> None:
    with pytest.raises(DescriptionError, match=said):
        read_description(text)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("title: a\nsums:\n  - {total: I alt}\n  - {totl: I alt}", 4),
        ("title: a\nsums:\n  - total: I alt\n    by: diagonal", 4),
        ("title: a\ngrowth:\n  - {line: Vækst}", 3),
        ("title: a\nsums:\n  - [", 3),
        ("sums: []\ntitle: a\nsums: []", 3),
    ],
)
def test_it_is_said_where(text: str, line: int) -> None:
    with pytest.raises(DescriptionError) as caught:
        read_description(text)
    assert caught.value.line == line


def test_a_name_is_found_where_it_stands() -> None:
    text = "sums:\n  - {total: I alt}\nclaims:\n  - {where: {a: Vest | 2011}}"
    assert (line_with(text, "I alt"), line_with(text, "2011"), line_with(text, "Øst")) == (2, 4, None)
