"""Work in the background: once and only once, whatever happens to the server meanwhile."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.example.example import KEY
from tests.web.sending import answer_with, batch_of, fields_of, send_files, settled
from tests.web.served import Client, copied, own_environment

from trinvis.municipality import Municipality

ACCOUNT = "01005-528211011-015206-529CPR---"
FILES = {
    f"posteringer {year}-{month:02}.csv": (
        "Bilag;Bogføringsdato;Konto;Beløb\n"
        + "".join(f"B{i};{1 + i % 28:02}-{month:02}-{year};{ACCOUNT};{i},00\n" for i in range(1, 400))
    ).encode()
    for year in (2019, 2020)
    for month in range(1, 9)
}
"""16 months that the example does not have."""


class Running:
    """A server that can be killed."""

    def __init__(self, folder: Path, known: tuple[str, str] | None = None) -> None:
        command = [sys.executable, "-m", "trinvis", "serve", str(folder), "--port", "0"]
        command += [] if known else ["--new-password"]  # a new one would log the others out
        self.process = subprocess.Popen(
            command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, env=own_environment(), encoding="utf-8"
        )
        assert self.process.stderr is not None
        said = ""
        while "Stop med" not in said:
            line = self.process.stderr.readline()
            assert line, said
            said += line
        address, account = re.search(r"http://\S+", said), re.search(r"Brugernavn: (\S+)\s+Adgangskode: (\S+)", said)
        assert address is not None
        if known is None:
            assert account is not None
            known = account[1], account[2]
        self.known, self.client = known, Client(address[0])
        assert "Log ud" in self.client.login(*known).text

    def end(self, how: signal.Signals) -> None:
        """End it and wait until it is gone."""
        assert self.process.stderr is not None
        self.process.send_signal(how)
        self.process.wait(timeout=20)
        self.process.stderr.close()


@pytest.fixture
def start(example_folder: Path, tmp_path: Path) -> Iterator[Callable[..., Running]]:
    folder, made = copied(example_folder, tmp_path / "kommune"), list[Running]()

    def started(known: tuple[str, str] | None = None) -> Running:
        made.append(Running(folder, known))
        return made[-1]

    started.folder = folder  # type: ignore[attr-defined]
    yield started
    for one in made:
        if one.process.poll() is None:
            one.end(signal.SIGINT)


@contextmanager
def hall(folder: Path) -> Iterator[Municipality]:
    with Municipality.open(folder, key=KEY) as kommune:
        yield kommune


def arrived(folder: Path) -> Counter[str]:
    """File name → how many deliveries of ours it became."""
    with hall(folder) as kommune:
        return Counter(one.file_name for one in kommune.deliveries() if one.file_name in FILES)


def until(folder: Path, enough: int) -> int:
    """Wait until that many files are kept."""
    for _ in range(3_000):
        found = len(arrived(folder))
        if found >= enough:
            return found
        time.sleep(0.02)
    raise AssertionError("the import does not begin")


ALL = Counter(FILES.keys())


def begin(client: Client) -> str:
    """Send all files and ask for them to be kept; the batch, while they are."""
    page = send_files(client, FILES)
    batch = batch_of(page)
    client.post(f"/data/modtag/{batch}/svar/", **fields_of(page), goer="hent")
    return batch


def test_an_import_killed_in_the_middle_goes_on_and_nothing_comes_twice(start: Callable[..., Running]) -> None:
    folder: Path = start.folder  # type: ignore[attr-defined]
    first = start()
    batch = begin(first.client)
    until(folder, 3)
    first.end(signal.SIGKILL)
    before = arrived(folder)
    assert 3 <= len(before) < len(FILES), "killed too late to show anything"
    second = start()
    page = settled(second.client, second.client.get(f"/data/modtag/{batch}/"))
    assert "16 filer er hentet ind." in page.text
    assert arrived(folder) == ALL
    second.end(signal.SIGINT)
    with hall(folder) as kommune:
        assert kommune.doctor() == []


def test_an_import_is_stopped_and_taken_up_again(start: Callable[..., Running]) -> None:
    folder: Path = start.folder  # type: ignore[attr-defined]
    running = start()
    other = start(running.known)  # two servers over one folder: one of them works
    batch = begin(running.client)
    until(folder, 2)
    page = settled(running.client, running.client.post(f"/data/modtag/{batch}/stands/"))
    kept = len(arrived(folder))
    assert 2 <= kept < len(FILES), "stopped too late to show anything"
    assert f"{kept} filer er hentet ind" in page.text
    assert "Arbejdet blev standset" in page.text
    same = fields_of(page)
    other_page = other.client.get(f"/data/modtag/{batch}/")
    other.client.post(f"/data/modtag/{batch}/svar/", **fields_of(other_page), goer="hent")
    running.client.post(f"/data/modtag/{batch}/svar/", **same, goer="hent")  # two tabs, two servers
    running.client.post(f"/data/modtag/{batch}/svar/", **same, goer="hent")  # and the form sent twice
    page = settled(other.client, other.client.get(f"/data/modtag/{batch}/"))
    assert "16 filer er hentet ind." in page.text
    assert arrived(folder) == ALL
    # files sent with the same token are the same files
    page = send_files(running.client, {"en.csv": b"a;b\n1;2\n"}, batch="fast1")
    assert page.text.count('class="file ') == 1
    page = send_files(running.client, {"en.csv": b"a;b\n1;2\n"}, batch="fast1")
    assert page.text.count('class="file ') == 1
    answer_with(running.client, page, "fjern")
