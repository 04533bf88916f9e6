"""Whatever is sent in the place of a case, the answer is a case or a refusal, and soon."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.cases.whole import WHOLE

from trinvis.cases.checks import warnings
from trinvis.cases.reading import CaseError, case_from_dict, case_from_yaml

LINES = WHOLE.splitlines(keepends=True)
PIECES = [
    *sorted({piece for line in LINES for piece in line.split()}),
    *"{ } [ ] : , - &a *a !!str | > % # ' \" \t \x00 \u2028 --- <<".split(" "),
    *"1e400 .nan -1 0 99999999999 aar forloeb^forloeb 1/0 null ~ true 2018-13-45".split(" "),
]
"""Words of a case, and words that mean something to YAML or to nobody."""


def answers(read: Callable[[Any], object], asked: object) -> bool:
    """Whether a case comes, or a refusal whose every problem is whole."""
    try:
        warnings(read(asked))  # type: ignore[arg-type]
    except CaseError as refused:
        return bool(refused.problems) and all(one.message and one.remedy for one in refused.problems)
    return True


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_changed_file_is_read_or_refused(data: st.DataObject) -> None:
    lines = list(LINES)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        words = lines[at].split(" ")
        word = data.draw(st.integers(0, len(words) - 1))
        change = data.draw(st.sampled_from(["word", "drop", "double", "move", "indent", "cut"]))
        if change == "word":
            words[word] = data.draw(st.sampled_from(PIECES))
            lines[at] = " ".join(words)
        elif change == "cut":
            lines[at] = lines[at][: data.draw(st.integers(0, len(lines[at])))]
        elif change == "indent":
            lines[at] = " " * data.draw(st.integers(0, 5)) + lines[at].lstrip(" ")
        elif change == "double":
            lines.insert(at, lines[at])
        else:
            line = lines.pop(at)
            if change == "move":
                lines.insert(data.draw(st.integers(0, len(lines))), line)
    assert answers(case_from_yaml, "".join(lines))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    assert answers(case_from_yaml, text)
    assert answers(case_from_yaml, f"title: {text}\n{WHOLE}")
    assert answers(case_from_yaml, text.encode("utf-16"))


PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(PIECES)
    | st.dates(),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(PIECES) | st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_changed_form_is_read_or_refused(data: st.DataObject) -> None:
    form: Any = yaml.safe_load(WHOLE)
    part = form
    while isinstance(part, dict | list) and part:
        key = data.draw(st.sampled_from(sorted(part, key=str) if isinstance(part, dict) else range(len(part))))
        inner = part[key]
        if not isinstance(inner, dict | list) or not inner or data.draw(st.booleans()):
            part[key] = data.draw(PLAIN)
            break
        part = inner
    assert answers(case_from_dict, form)


BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n"
HUGE = {
    "deep lists": "a: " + "[" * 1_000_000,
    "deep fields": "{a: " * 1_000_000,
    "deep dashes": "- " * 1_000_000,
    "deep lists, small": "a: " + "[" * 400_000,
    "deep fields, small": "{a: " * 100_000,
    "deep dashes, small": "- " * 240_000,
    "deep indents": "".join(" " * i + "a:\n" for i in range(900)),
    "references": BOMB,
    "many inputs": WHOLE.replace(
        "inputs:\n", "inputs:\n" + "".join(f"  a{i}: {{label: x, kind: rate, formula: b{i}}}\n" for i in range(8000))
    ),
    "many unknown fields": "case: a\n" + "".join(f"titl{i}: x\n" for i in range(30_000)),
    "a long line": "title: " + "x" * 490_000,
    "a long formula": WHOLE.replace("antal * rate", "+".join(["antal"] * 60_000)),
    "a deep formula": WHOLE.replace("antal * rate", "(" * 900 + "1" + ")" * 900),
    "a long number": WHOLE.replace("709502", "7" * 400_000),
    "too much": WHOLE + "#" * 500_000,
}


@pytest.mark.parametrize("text", HUGE.values(), ids=HUGE)
def test_a_file_meant_to_hurt_is_refused_fast(text: str) -> None:
    begun = time.process_time()
    with pytest.raises(CaseError) as refused:
        case_from_yaml(text)
    assert time.process_time() - begun < 3
    assert 1 <= len(refused.value.problems) <= 100
    assert all(one.line for one in refused.value.problems)


def test_a_form_that_holds_itself_is_refused() -> None:
    form: dict[str, Any] = {"case": "a"}
    form["title"] = form
    with pytest.raises(CaseError, match="lag i hinanden"):
        case_from_dict(form)


def test_inputs_that_build_on_one_another_in_a_long_row_are_worked_out_once_each() -> None:
    row = "".join(
        f"  a{i}: {{label: x, kind: number, formula: a{i - 1} + b{i - 1}}}\n"
        f"  b{i}: {{label: x, kind: number, formula: a{i - 1} - b{i - 1} * forloeb * periode}}\n"
        for i in range(1, 200)
    )
    first = "  a0: {label: x, kind: number, value: 0}\n  b0: {label: x, kind: number, value: 0}\n"
    begun = time.process_time()
    assert len(case_from_yaml(WHOLE.replace("inputs:\n", f"inputs:\n{first}{row}", 1)).inputs) > 400
    assert time.process_time() - begun < 5
