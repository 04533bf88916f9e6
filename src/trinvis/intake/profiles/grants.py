"""``grants``: our own template for bevilgede indsatser; headings may stand in any order and under other names."""

from __future__ import annotations

from trinvis.intake.profile import Parsed, Profile, Shaped, fields_of
from trinvis.intake.staging import stage, with_defaults, with_paragraph, with_type
from trinvis.tables import GRANTS as TABLE


def shape(parsed: Parsed) -> Shaped:
    """One grant row per row of the file."""
    rows = with_paragraph(parsed.rows, parsed.parameters)
    rows, findings, texts = with_type(rows)
    rows = with_defaults(rows)
    return Shaped({"grants": stage(rows, TABLE, "birth", "child_name")}, findings=tuple(findings), texts=texts)


GRANTS = Profile(
    name="grants",
    label="bevilgede indsatser (Trinvis' skabelon)",
    meaning="Alle indsatser, der kendes på udtræksdagen; afløser forrige levering.",
    kind="snapshot",
    tables=("grants",),
    fields=fields_of(TABLE),
    needs=(("child_no",), ("intervention_type", "paragraph"), ("unit",), ("rate_oere",), ("start",), ("status",)),
    keys=(("child_no", "source_key", "case_key"),),
    amount="rate_oere",
    shape=shape,
)
