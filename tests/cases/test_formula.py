"""Formulas: what they mean, what is refused and where, and that they come back as they were written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trinvis.cases.expression import FUNCTIONS, Call, Expression, Name, Negative, Number, Operation
from trinvis.cases.formula import DEEPEST, FormulaError, formula_text, parsed


def value(expression: Expression, **inputs: float) -> float:
    """The formula worked out by Python itself, on numbers."""
    text = formula_text(expression).replace("^", "**")
    return float(eval(text, {"__builtins__": {}, "min": min, "max": max, "abs": abs}, inputs))


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("8 - 4 - 2", 2),
        ("8 / 4 / 2", 1),
        ("2^3^2", 512),
        ("-2^2", -4),
        ("(-2)^2", 4),
        ("2^-1", 0.5),
        ("-2 * 3", -6),
        ("6 % * 100", 6),
        ("0,9 %".replace(",", "."), 0.009),
        ("1e3 + .5", 1000.5),
        ("max(1; 2, 3) - min(1, 2)", 2),
        ("abs(1 − 4)", 3),
        ("2 × 3 · 4", 24),
        ("a * (1 - b)", 7.5),
        ("8 - (4 - 2)", 6),
        ("8 / (4 / 2)", 4),
    ],
)
def test_a_formula_means_what_it_means_on_paper(text: str, answer: float) -> None:
    assert value(parsed(text), a=10, b=0.25) == pytest.approx(answer, abs=1e-12)


def test_the_tree_is_as_the_formula_reads() -> None:
    assert parsed("-børn^2 * 125/155") == Operation(
        "/",
        Operation("*", Negative(Operation("^", Name("børn"), Number(2.0))), Number(125.0)),
        Number(155.0),
    )
    assert parsed("exp(forloeb)") == Call("exp", (Name("forloeb"),))


@pytest.mark.parametrize(
    ("text", "message", "position", "remedy"),
    [
        ("", "Formlen er tom", 1, "et tal, et navn eller en parentes"),
        ("antal *", "Formlen slutter for tidligt", 8, "et tal, et navn"),
        ("antal * / 2", "/ står et forkert sted", 9, "et tal, et navn"),
        ("antal pris", "pris står et forkert sted", 7, "sæt + - * eller / imellem"),
        ("2 antal", "antal står et forkert sted", 3, "sæt + - * eller / imellem"),
        ("(antal + 2", "Parentesen fra tegn 1 bliver ikke lukket", 11, "sæt )"),
        ("antal + 2)", ") står et forkert sted", 10, "fjern det"),
        ("0,06 * antal", "Kommaet kan læses på to måder", 2, "0.06"),
        ("min(0,5)", "Kommaet kan læses på to måder", 6, "mellemrum efter kommaet"),
        ("1.004.636", "1.004.636 er ikke ét tal", 6, "uden punktum og mellemrum"),
        ("3 500 * antal", "3 500 er ikke ét tal", 3, "uden punktum og mellemrum"),
        ("Antal", "Antal er ikke et navn", 1, "skriv antal"),
        ("sum(antal)", "Funktionen sum findes ikke", 1, "min, max, exp, ln, sqrt, abs"),
        ("max(antal)", "max tager mindst to tal", 1, "max(a, b)"),
        ("ln(2, 3)", "ln tager ét tal", 1, "ln(a)"),
        ("exp * 2", "exp er en funktion", 1, "exp(…)"),
        ("antal & 2", "Tegnet & hører ikke til i en formel", 7, "brug + - * / ^"),
        ("1e999", "Tallet 1e999 er for stort", 1, "under 1e300"),
        ("__import__(1)", "Funktionen __import__ findes ikke", 1, "brug en af"),
    ],
)
def test_a_wrong_formula_says_what_where_and_what_to_write(text: str, message: str, position: int, remedy: str) -> None:
    with pytest.raises(FormulaError) as refused:
        parsed(text)
    assert refused.value.message == message
    assert refused.value.position == position
    assert remedy in refused.value.remedy


@pytest.mark.parametrize("text", ["(" * 1000, "-" * 1000 + "1", "+".join("a" * 500), "2^" * 500 + "1", "abs(" * 400])
def test_a_formula_too_deep_to_walk_is_refused(text: str) -> None:
    with pytest.raises(FormulaError, match=f"over {DEEPEST} led"):
        parsed(text)


def test_a_formula_too_long_is_refused() -> None:
    with pytest.raises(FormulaError, match="2001 tegn"):
        parsed("1" * 2001)


leaves = st.one_of(
    st.floats(min_value=0, max_value=1e300).map(Number),
    st.sampled_from(["antal", "pris_2016", "ældre", "periode", "aar", "forloeb"]).map(Name),
)


def branches(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    many = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        st.builds(Negative, inner),
        st.builds(Operation, st.sampled_from("+-*/^"), inner, inner),
        st.builds(Call, st.sampled_from(["min", "max"]), many),
        st.builds(Call, st.sampled_from(FUNCTIONS[2:]), inner.map(lambda one: (one,))),
    )


expressions: st.SearchStrategy[Expression] = st.recursive(leaves, branches, max_leaves=20)


@given(expressions)
def test_a_written_formula_is_read_as_the_same_tree(expression: Expression) -> None:
    assert parsed(formula_text(expression)) == expression


@given(st.text(max_size=60) | st.text(alphabet="ab1.,%()+-*/^ min;", max_size=60))
def test_any_text_is_a_formula_or_refused(text: str) -> None:
    assert read(text) in ("the same", *range(1, len(text) + 2))


def read(text: str) -> str | int:
    """Whether a text is read the same once it is written back, or at which character it is refused."""
    try:
        tree = parsed(text)
    except FormulaError as refused:
        return refused.position
    return "the same" if parsed(formula_text(tree)) == tree else "another"
