from __future__ import annotations

from trinvis.calculations.capacity.table_checker.checks.case import codes, found, suspects

CAUSES = ";2011\nPsykiske vanskeligheder;1.462\nADHD;307\nMindst én;{}"
SAID = {"unions": [{"line": "Mindst én", "of": ["Psykiske vanskeligheder", "ADHD"]}]}


def test_the_union_of_two_causes() -> None:
    """Table 4-12, 2011 (lines 3185-3202): 1.529, from 1.462 at least to 1.769 at most."""
    assert not found(CAUSES.format("1.529"), **SAID)
    assert codes(found(CAUSES.format("1.800"), **SAID)) == ["union-over"]
    assert codes(found(CAUSES.format("1.400"), **SAID)) == ["union-under"]


def test_groups_that_were_added_up() -> None:
    said = found(CAUSES.format("1.769"), **SAID)
    assert [(one.code, one.sure) for one in said] == [("overlap-added", "likely")]
    assert "1.462 + 307 = 1.769" in said[0].message


def test_with_the_overlap_known_it_is_exact() -> None:
    text = ";2011\nPsykiske vanskeligheder;1.462\nADHD;307\nBegge;240\nMindst én;1.592"
    said = found(text, unions=[{"line": "Mindst én", "of": ["Psykiske vanskeligheder", "ADHD"], "overlap": "Begge"}])
    assert said[0].message.startswith(
        "Mindst én, 2011: 1.462 + 307 − 240 = 1.529, tabellen siger 1.592 (afrunding kan give 1.527,5 til 1.530,5)."
    )
    assert "to cifre er byttet om" in said[0].message
    assert suspects(said) == {"Mindst én, 2011"}


def test_a_total_of_lines_that_must_not_be_added() -> None:
    """Table 4-15 (lines 3572-3580): the two kinds of offers overlap; the report has no total."""
    text = ";2011\nOpholdssteder;5.686\nDøgninstitutioner;6.439\nI alt;{}"
    said = {"overlapping": [{"lines": ["Opholdssteder", "Døgninstitutioner"]}]}
    assert codes(found(text.format("12.125"), **said)) == ["overlap-added"]
    assert not found(text.format("10.400"), **said)
