from __future__ import annotations

from trinvis.calculations.capacity.table_checker.checks.case import codes, found

TEXT = ";2010;2011\nNyanbragte;3.009;{}\nAnbragte;12.681;12.360"


def test_more_come_than_are_there() -> None:
    said = found(TEXT.format("26.340"), at_most=[{"line": "Nyanbragte", "of": "Anbragte", "flow": "true"}])
    assert [(one.code, one.sure) for one in said] == [("flow-over-stock", "likely")]
    assert "26.340" in said[0].message
    assert not found(TEXT.format("2.634"), at_most=[{"line": "Nyanbragte", "of": "Anbragte", "flow": "true"}])


def test_a_part_larger_than_its_whole() -> None:
    said = found(TEXT.format("26.340"), at_most=[{"line": "Nyanbragte", "of": "Anbragte"}])
    assert [(one.code, one.sure) for one in said] == [("part-over-whole", "certain")]


def test_alike_but_for_rounding() -> None:
    assert codes(found(";2011\nDel;0,4\nHelt;0,3", at_most=[{"line": "Del", "of": "Helt"}])) == []
