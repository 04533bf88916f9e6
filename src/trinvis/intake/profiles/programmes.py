"""``programmes``: which municipalities run a programme, refer to it elsewhere, or do not use it."""

from __future__ import annotations

from trinvis.intake import rules
from trinvis.intake.findings import found
from trinvis.intake.profile import Parsed, Profile, Shaped
from trinvis.intake.profiles.areas import PLACE, in_municipalities
from trinvis.intake.profiles.placed_fields import placed_fields
from trinvis.intake.profiles.told_years import days_of, narrowed
from trinvis.intake.staging import stage
from trinvis.tables import PROGRAMMES as TABLE

_WORDS = {
    "use": {
        "Ja": "own", "Egen": "own", "Driver selv": "own", "Henviser": "refers", "Henviser til andre": "refers",
        "Nej": "none", "Ikke i brug": "none", "Bruger ikke": "none",
    }
}  # fmt: skip


def shape(parsed: Parsed) -> Shaped:
    """One municipality and programme per row. A municipality without a row is unknown, not one that does not use it."""
    rows, about_areas, sums = in_municipalities(parsed.rows, parsed.parameters)
    day, undated = days_of(rows["when"], parsed.options.date_form, 12, 31)
    rows = rows.with_columns(day.alias("day"))
    days = sorted(rows["day"].drop_nulls().unique().to_list())
    return Shaped(
        {"programmes": stage(rows, TABLE)},
        findings=(*about_areas, found(rows.filter(undated), rules.UNREADABLE, "day", TABLE.column("day").label)),
        sums=sums,
        scope=narrowed(rows, "–".join(dict.fromkeys(str(one) for one in (days[0], days[-1]))) if days else ""),
    )


PROGRAMMES = Profile(
    name="programmes",
    label="programmer i brug (Trinvis' skabelon)",
    meaning="Hvilke kommuner der bruger hvilke programmer på en dag. Afløser forrige levering for samme dag.",
    kind="snapshot",
    tables=("programmes",),
    fields=placed_fields(TABLE, {"day": "when"}, _WORDS),
    needs=((PLACE,), ("programme",), ("when",), ("use",)),
    keys=((PLACE,), ("programme",)),
    amount=None,
    shape=shape,
)
