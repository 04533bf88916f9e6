"""A small municipality whose files stand in the tests themselves, and a clock that the test sets."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from trinvis.intake import ReadOptions
from trinvis.municipality import Municipality
from trinvis.municipality.hall import FROM_THE_START
from trinvis.municipality.receiving import Incoming, Receipt

KEY = bytes(range(32))
HOME = 151


class Kommune:
    """A municipality under test: ``grants`` and ``postings`` take rows as a user's file has them."""

    def __init__(self, path: Path, *, profile_known: date = FROM_THE_START) -> None:
        self.path = path
        self.now = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
        self.hall = Municipality.create(
            path, municipality=HOME, key=KEY, clock=lambda: self.now, by="Testen", known_from=profile_known, workspace_id="prove"
        )  # fmt: skip

    def receive(self, text: str, source: str, known: date, **options: object) -> Receipt:
        """Receive a file written as text."""
        file = Incoming(f"{source}.csv", text.encode(), source, known, ReadOptions(**options))  # type: ignore[arg-type]
        return self.hall.receive_all([file])[0]

    def grants(self, rows: str, extract: date) -> Receipt:
        """A snapshot of grants: id; cpr; type; place; provider; unit; rate; start; stop; status."""
        heading = "Indsats-id;Cpr-nr.;Indsatstype;Anbringelsessted;Leverandør;Enhed;Takst;Startdato;Stopdato;Status"
        return self.receive(table(heading, rows), "grants", extract, extract_day=extract)

    def postings(self, rows: str, first: int, last: int, known: date) -> Receipt:
        """Postings of the months: day; period; account; amount; cpr; id of the grant; month of service; voucher."""
        heading = "Bogføringsdato;Regnskabsperiode;Konto;Beløb;Cpr-nr.;Indsats-id;Ydelsesmåned;Bilag"
        return self.receive(table(heading, rows), "finance", known, period_from=first, period_to=last)

    def budget(self, rows: str, known: date) -> Receipt:
        """Budget: year; version; area; amount."""
        return self.receive(table("År;Budgetversion;Område;Beløb", rows), "budget", known)


def table(heading: str, rows: str) -> str:
    """A CSV text of a heading and indented rows."""
    return "\n".join([heading, *(line.strip() for line in rows.strip().splitlines())]) + "\n"
