"""What people typed over the source on *Disponering*: it gives way when the source agrees, and it can be taken back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path

import polars as pl
import pytest
from tests.web.sending import answer_with, sections, send_files
from tests.web.served import KEY, Answer, Client, Served, copied, served

from trinvis.municipality import Municipality
from trinvis.reports import danish

AT = "pr=2026-09-30&aar=2026"
DAY = "30.09.2026"
SHOWN = {
    "uden-indsats": ("paid_without_grant", "posted_oere"),
    "ikke-betalt": ("grant_without_payment", "committed_oere"),
    "afviger": ("price_mismatch", "difference_oere"),
    "efter-stop": ("payment_after_stop", "posted_oere"),
}
"""What an address calls a list → the hall's list, and the last of its amounts."""


@pytest.fixture(scope="module")
def writing(example_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One copy for the tests here; each types about children of its own."""
    with served(copied(example_folder, tmp_path_factory.mktemp("taken-back") / "kommune")) as running:
        yield running


def version_in(answer: Answer) -> str:
    found = re.search(r'name="version" value="(\d+)"', answer.text)
    assert found is not None
    return found[1]


def table(answer: Answer, name: str) -> list[list[str]]:
    """The texts of the cells of each row of a table."""
    part = answer.text.split(f'id="{name}"')[1].split("<tbody>")[1].split("</tbody>")[0]
    return [
        [unescape(re.sub("<[^>]+>", "", cell)) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)]
        for row in part.split("<tr")[1:]
    ]


def test_a_correction_drops_when_the_source_comes_to_say_the_same(writing: Served) -> None:
    client = writing.client()
    client.get(f"/?{AT}")
    with Municipality.open(writing.folder, key=KEY) as hall:
        made = hall.commitments(2026, date(2026, 9, 30))
        line = made.lines.filter(
            pl.col("month") == 202612, pl.col("unit") == "day", pl.col("stop_day").is_null(), pl.col("amount_oere") > 0
        ).row(0, named=True)
        rows = hall.original(line["delivery_id"]).decode("cp1252").splitlines()
    path = f"/disponering/rettelser/{line['grant_id']}/stop/"
    client.post(path, version="0", value="30.11.2026", note="Hjemgives efter aftale")
    total = danish.kroner(made.total["amount_oere"] - line["amount_oere"])

    # both values stand beside each other, with the reason
    page = client.get("/disponering/rettelser/")
    assert "1 rettelse gælder, 0 er bortfaldet" in page.text
    row = table(page, "corrections-in-force")[0]
    assert [row[3], row[4], row[7], row[8]] == ["30.11.2026", "ukendt", "Gælder", "Hjemgives efter aftale"]
    child = client.get(f"/barn/{line['child_no']}/").text
    assert "stopdato (kilden: ukendt)" in child
    assert f">{total}<" in client.get("/disponering/").text

    # the source sends the same extract again, now with that stop
    number = line["row_no"] - 1
    assert "01.01.9999" in rows[number]
    rows[number] = rows[number].replace("01.01.9999", "30.11.2026")
    sent = send_files(client, {"indsatser_rettet.csv": ("\n".join(rows) + "\n").encode("cp1252")})
    seen = answer_with(client, sent, "se", extract_day=DAY, known_from=DAY)
    assert "ændrede" in sections(seen)["indsatser_rettet.csv"]
    assert "Hentet ind" in answer_with(client, seen, "hent").text

    # the correction has no effect any more, both are still told, and the figures are the source's own
    page = client.get("/disponering/rettelser/")
    assert "0 rettelser gælder, 1 er bortfaldet" in page.text
    row = table(page, "corrections-dropped")[0]
    assert [row[3], row[4], row[5]] == ["30.11.2026", "30.11.2026", "ukendt"]
    assert row[7] == "Bortfaldet: kilden siger det samme"
    assert "stopdato (kilden" not in client.get(f"/barn/{line['child_no']}/").text
    assert f">{total}<" in client.get("/disponering/").text


def test_a_match_by_hand_is_unmade_and_the_lists_come_back(writing: Served) -> None:
    client = writing.client()
    client.get(f"/?{AT}")
    before = lists(client, writing)
    posting = before["paid_without_grant"].filter(pl.col("look") == "paid_elsewhere").row(0, named=True)
    place = f"{posting['delivery_id']}/{posting['row_no']}"
    with Municipality.open(writing.folder, key=KEY) as hall:
        lines = hall.commitments(2026, date(2026, 9, 30)).lines
        own = lines.filter(pl.col("child_no") == posting["child_no"], pl.col("month") == posting["month"])
        grant = str(own["grant_id"][0])
    assert f'<option value="{grant}"' in client.get(f"/disponering/afstemning/kobl/{place}/").text
    month = f"{posting['month'] // 100}-{posting['month'] % 100:02d}"
    client.post(
        f"/disponering/afstemning/kobl/{place}/", version="0", grant_id=grant, service_month=month, note="Aftalt"
    )
    matched = lists(client, writing)
    assert without(matched["paid_without_grant"], posting) == without(before["paid_without_grant"], posting)
    assert matched["paid_without_grant"].height == before["paid_without_grant"].height - 1
    assert total(before) - total(matched) == posting["posted_oere"]
    assert_listed(client, "Koblet", f"levering {posting['delivery_id']}, række {posting['row_no']}", "Aftalt")

    # unmade from the child's page: the posting stands without a grant again
    child = client.get(f"/barn/{posting['child_no']}/").text
    assert f"/disponering/afstemning/ophaev/{place}/" in child
    asked = client.get(f"/disponering/afstemning/ophaev/{place}/")
    client.post(f"/disponering/afstemning/ophaev/{place}/", version=version_in(asked), note="Fejl")
    unmade = lists(client, writing)
    assert total(unmade) == total(before)
    assert_listed(client, "Kobling ophævet", f"levering {posting['delivery_id']}, række {posting['row_no']}", "Fejl")

    # both taken back: every list is what it was, row by row
    for kind in ("unmatch", "match"):
        client.post("/disponering/afstemning/fortryd/", kind=kind, key=place, version="1")
    after = lists(client, writing)
    for name, rows in before.items():
        assert after[name].sort(rows.columns).equals(rows.sort(rows.columns)), name
    assert "Aftalt" not in client.get("/disponering/afstemning/").text


def lists(client: Client, site: Served) -> dict[str, pl.DataFrame]:
    """The hall's lists, after the page has been seen to say the same: how many cases, the total, and that its rows are all of it."""
    with Municipality.open(site.folder, key=KEY) as hall:
        found = hall.reconciliation(2026, date(2026, 9, 30))
    for slug, (name, column) in SHOWN.items():
        rows = found[name]
        page = client.get(f"/disponering/afstemning/?{AT}&liste={slug}&antal=5000").text
        assert f"({danish.decimal(rows.height)})" in page.split(f'href="?liste={slug}"')[1].split("</a>")[0]
        own = page.split('<table class="shown reconciliation')[1].split("</table>")[0]
        body, foot = own.split("<tfoot>")
        assert body.split("<tbody>")[1].count("<tr") == rows.height
        assert re.findall(r">([−\d.]+)</a>", foot)[-1] == danish.kroner(rows[column].sum())
    return found


def total(found: dict[str, pl.DataFrame]) -> int:
    return int(found["paid_without_grant"]["posted_oere"].sum())


def without(rows: pl.DataFrame, posting: dict[str, object]) -> set[tuple[object, ...]]:
    """The other rows, by where they stand and what they say."""
    own = (posting["delivery_id"], posting["row_no"])
    return {one for one in rows.select("delivery_id", "row_no", "posted_oere").iter_rows() if one[:2] != own}


def assert_listed(client: Client, *words: str) -> None:
    """That the first row of what was done by hand says the words."""
    part = unescape(
        client.get("/disponering/afstemning/").text.split("Koblinger lavet og ophævet i hånden</caption>")[1]
    )
    row = part.split("<tbody>")[1].split("</tr>")[0]
    for word in words:
        assert word in row, row
