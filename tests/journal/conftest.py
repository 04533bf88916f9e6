"""A journal on each store; PostgreSQL is a real server, started for the tests and thrown away."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from trinvis.journal import Journal
from trinvis.journal.store import TABLE
from trinvis.workspace import DataKey


def _server_folder() -> Path | None:
    """Where PostgreSQL's server programs lie, the newest first."""
    on_path = shutil.which("initdb")
    found = [Path(on_path).parent] if on_path else []
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: -int(p.parent.name))
    return next((folder for folder in found if (folder / "initdb").exists()), None)


def _as_postgres(*command: str) -> list[str]:
    """The server refuses to run as root: then it is run as its own user."""
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else list(command)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a throw-away server on a free port of this machine."""
    pytest.importorskip("psycopg", reason="psycopg is not installed: install trinvis[postgresql]")
    programs = _server_folder()
    if programs is None:
        pytest.skip("PostgreSQL is not installed here: initdb was not found")
    if os.geteuid() == 0 and shutil.which("runuser") is None:
        pytest.skip("PostgreSQL does not run as root, and runuser was not found")
    folder = Path(tempfile.mkdtemp(prefix="trinvis-postgres-"))
    data = folder / "data"
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    make = _as_postgres(str(programs / "initdb"), "-D", str(data), "-A", "trust", "-U", "trinvis", "-E", "UTF8")
    subprocess.run(make, check=True, capture_output=True, cwd="/")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
    start = _as_postgres(str(programs / "pg_ctl"), "-D", str(data), "-w", "-o", options, "-l", str(folder / "log"))
    subprocess.run([*start, "start"], check=True, stdout=subprocess.DEVNULL, cwd="/")
    try:
        yield f"postgresql://trinvis:hemmelig@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run([*start[:-2], "-m", "immediate", "stop"], check=True, stdout=subprocess.DEVNULL, cwd="/")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def cipher() -> DataKey:
    return DataKey.new()


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a new, empty journal lies: each test runs on both stores."""
    if request.param == "sqlite":
        return str(tmp_path / "journal.sqlite")
    server: str = request.getfixturevalue("postgres")
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP TABLE IF EXISTS {TABLE}")
    return server


@pytest.fixture
def journal(address: str, cipher: DataKey) -> Iterator[Journal]:
    opened = Journal.open(address, cipher)
    yield opened
    opened.close()
