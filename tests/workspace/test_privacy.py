"""No CPR number, name or free text in clear anywhere under the workspace: marks are planted and every byte is searched."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
from workspace_readings import Counts, Meaning, Reading, frame, give

from trinvis.journal import Journal
from trinvis.tables import GRANTS
from trinvis.workspace import Caveat, Workspace

CPR, OTHER_CPR = "010115-9999", "020216-8888"
MARKS = (
    [CPR, CPR.replace("-", ""), OTHER_CPR, OTHER_CPR.replace("-", "")]
    + [f"Mærke{n:02d}" for n in range(20)]
    + ["2015-01-01", "F-20417"]
)
DAY = date(2026, 1, 31)


def bytes_under(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def found_in(root: Path) -> list[tuple[str, str]]:
    """(mark, file) wherever a mark stands in a name or in the content, whatever the letter's encoding or case."""
    hits = []
    for path, content in bytes_under(root).items():
        for mark in MARKS:
            forms = {mark.encode(code) for code in ("utf-8", "cp1252", "utf-16-le", "utf-16-be")}
            forms |= {mark.lower().encode(), mark.upper().encode()}
            if any(form in content for form in forms) or mark in str(path):
                hits.append((mark, str(path.relative_to(root))))
    return hits


def marked_reading(session: object) -> Reading:
    """A reading with a mark in every place that can hold one."""
    numbers = session.numbers  # type: ignore[attr-defined]
    rows = [{"start": DAY, "unit": "month", "intervention_type": "relief", "team": f"Hold {OTHER_CPR}"}]
    facts = frame(GRANTS, rows).with_columns(
        numbers("child", pl.Series([CPR]), pl.Series(["Mærke00"]), pl.Series(["2015-01-01"])).alias("child_no"),
        numbers("provider", pl.Series(["Mærke01"])).alias("provider_no"),
        numbers("staff", pl.Series(["Mærke02"])).alias("adviser_no"),
        numbers("key", pl.Series(["F-20417"])).alias("source_key"),
        numbers("key", pl.Series(["Mærke03"])).alias("case_key"),
    )
    return Reading(
        source="grants",
        meaning=Meaning("snapshot", DAY, scope="Mærke04"),
        facts={"grants": facts},
        texts=pl.DataFrame({"row_no": [2, 2], "field": ["note", "child_name"], "text": ["Mærke05", "Mærke00"]}),
        findings=pl.DataFrame(
            {
                "row_no": [3],
                "code": ["missing_rate"],
                "severity": ["reject"],
                "field": ["Mærke06"],
                "message": ["Mærke07"],
                "area_hint": [CPR],
                "amount_oere": [100],
                "account_key": ["Mærke08"],
            }
        ),
        rejected_raw=pl.DataFrame({"row_no": [3], "raw": [f'["{OTHER_CPR}","Mærke09"]']}),
        counts=Counts(3, 1, 1),
        remember={"headers": {"Mærke10": "child_no"}},
        unknown_columns=("Mærke11",),
    )


def test_no_byte_tells_who(workspace: Workspace) -> None:
    journal = Journal.open(str(workspace.root / "journal.sqlite"), workspace.journal_key())
    seen: list[str] = []

    def look(step: str) -> None:
        """At every step of the import, so that side files and staged files are seen as well."""
        seen.append(step)
        assert found_in(workspace.root) == [], step

    with workspace.importing(step=look) as session:
        delivery = session.commit(
            marked_reading(session),  # type: ignore[arg-type]
            original=f"Cpr;Navn\n{CPR};Mærke00\nMærke12".encode("cp1252"),
            file_name=f"Mærke13 {CPR}.csv",
            received_at=datetime(2026, 1, 31, 11, tzinfo=UTC),
            known_from=DAY,
            warnings=[Caveat("own", "Mærke14")],
        )
    assert len(seen) > 8
    journal.append(
        "note",
        f"Mærke15 {CPR}",
        {"text": "Mærke16"},
        by="Mærke17",
        recorded_at=datetime(2026, 1, 31, 11, tzinfo=UTC),
        known_from=DAY,
    )
    workspace.withdraw(delivery.id, DAY, datetime(2026, 1, 31, 11, tzinfo=UTC))
    give(workspace, DAY, grants=[{"cpr": CPR, "name": "Mærke18", "key": "F-20417", "start": DAY}])
    workspace.rotate()
    names = {str(path.relative_to(workspace.root)) for path in bytes_under(workspace.root)}
    assert {f"deliveries/{delivery.id}/{name}" for name in ("grants.parquet", "texts.bin", "original.bin")} <= names
    assert found_in(workspace.root) == []
    # with the key all of it is there
    kept = workspace.delivery(delivery.id)
    assert (kept.scope, kept.file_name, kept.unknown_columns) == ("Mærke04", f"Mærke13 {CPR}.csv", ("Mærke11",))
    assert [c.message for c in kept.warnings][-1] == "Mærke14"
    assert workspace.texts(delivery.id)["text"].to_list() == ["Mærke05", "Mærke00", f"Hold {OTHER_CPR}"]
    assert workspace.rejected(delivery.id, raw=True).select("field", "message", "raw").row(0) == (
        "Mærke06",
        "Mærke07",
        f'["{OTHER_CPR}","Mærke09"]',
    )
    assert "raw" not in workspace.rejected(delivery.id).columns
    assert [e.key for e in journal.entries("note")] == [f"Mærke15 {CPR}"]


def test_the_findings_in_clear_say_what_where_and_how_much(workspace: Workspace) -> None:
    with workspace.importing() as session:
        read = marked_reading(session)
        told = read.findings.with_columns(
            field=pl.lit("rate_oere"), area_hint=pl.lit("Plejefamilier"), account_key=pl.lit("528211003")
        )
        delivery = session.commit(
            Reading(**{**vars(read), "findings": told}),  # type: ignore[arg-type]
            original=b"x",
            file_name="x",
            received_at=datetime(2026, 1, 31, 11, tzinfo=UTC),
            known_from=DAY,
        )
    clear = pl.read_parquet(workspace.root / "deliveries" / delivery.id / "findings.parquet")
    assert clear.rows(named=True) == [
        {
            "row_no": 3,
            "code": "missing_rate",
            "severity": "reject",
            "field": "rate_oere",
            "area_hint": "Plejefamilier",
            "amount_oere": 100,
            "account_key": "528211003",
        }
    ]


def test_the_search_itself_finds_a_mark(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b.bin").write_bytes(b"xx" + "Mærke05".encode("cp1252") + b"yy")
    assert found_in(tmp_path) == [("Mærke05", "a/b.bin")]
