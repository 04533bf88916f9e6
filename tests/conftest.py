"""What every test can ask for: each calculation's engine, a real Spark cluster, and grants written as short rows."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from trinvis.engine import Engine
from trinvis.tables import GRANTS

GrantRows = Callable[..., pl.DataFrame]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "cluster: runs on a real Spark cluster (a master and two workers); needs java")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # one process starts the cluster, however many share the tests
    for item in items:
        if "cluster_engine" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.cluster)
            item.add_marker(pytest.mark.xdist_group("cluster"))


@pytest.fixture(scope="session", params=["polars", "duckdb", "sail"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """One test, every engine: Polars, DuckDB, and Spark as Sail."""
    if request.param == "sail":
        pytest.importorskip("pysail", reason="Sail er ikke installeret (trinvis[spark])")
    with Engine.open("spark" if request.param == "sail" else request.param) as opened:
        yield opened


@pytest.fixture(scope="session")
def cluster_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Spark on a master and two workers of its own, each a Java process, reached through Spark Connect."""
    if shutil.which("java") is None:
        pytest.skip("java mangler på denne maskine; klyngeprøverne er ikke kørt")
    pyspark = pytest.importorskip("pyspark", reason="pyspark er ikke installeret (trinvis[spark])")
    cluster = _Cluster(Path(pyspark.__file__).parent, tmp_path_factory.mktemp("spark"))
    try:
        with Engine.open("spark", remote=cluster.start()) as opened:
            yield opened
    finally:
        cluster.stop()


class _Cluster:
    """The Java processes of a small cluster, started by the ``spark-class`` of the pyspark package."""

    def __init__(self, home: Path, folder: Path) -> None:
        self._home, self._folder = home, folder
        self._processes: list[subprocess.Popen[bytes]] = []

    def start(self) -> str:
        master, connect = _free_port(), _free_port()
        address = f"spark://127.0.0.1:{master}"
        quiet = ("--webui-port", "0")
        self._run(
            "master", "org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", str(master), *quiet
        )
        self._wait("master", "New state: ALIVE")
        for worker in ("worker1", "worker2"):
            size = ("--cores", "1", "--memory", "1g", "--work-dir", str(self._folder / worker))
            self._run(worker, "org.apache.spark.deploy.worker.Worker", "--host", "127.0.0.1", *size, *quiet, address)
        for worker in ("worker1", "worker2"):
            self._wait(worker, "Successfully registered with master")
        settings = {
            "spark.connect.grpc.binding.port": connect,
            "spark.driver.memory": "1g",
            "spark.executor.memory": "512m",
            "spark.sql.shuffle.partitions": 2,
            "spark.ui.enabled": "false",
        }
        options = [part for name, value in settings.items() for part in ("--conf", f"{name}={value}")]
        server = ("--class", "org.apache.spark.sql.connect.service.SparkConnectServer", "spark-internal")
        self._run("connect", "org.apache.spark.deploy.SparkSubmit", "--master", address, *options, *server)
        self._wait("connect", "Spark Connect server started")
        return f"sc://127.0.0.1:{connect}"

    def stop(self) -> None:
        for process in reversed(self._processes):
            process.terminate()
        for process in self._processes:
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()

    def _run(self, name: str, *command: str) -> None:
        environment = {**os.environ, "SPARK_HOME": str(self._home), "SPARK_LOCAL_IP": "127.0.0.1"}
        with (self._folder / f"{name}.log").open("wb") as log:
            program = [str(self._home / "bin" / "spark-class"), *command]
            self._processes.append(
                subprocess.Popen(program, env=environment, cwd=self._folder, stdout=log, stderr=subprocess.STDOUT)
            )

    def _wait(self, name: str, sign: str, seconds: float = 240) -> None:
        log = self._folder / f"{name}.log"
        until = time.monotonic() + seconds
        while sign not in log.read_text(errors="replace"):
            if time.monotonic() > until:
                pytest.fail(f"Spark's {name} did not start:\n{log.read_text(errors='replace')[-3000:]}")
            time.sleep(0.2)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def grants() -> GrantRows:
    """Facts of ``GRANTS`` out of short rows; what a row leaves out is an ordinary granted foster placement of one child.

    ``rate`` is in kroner, ``start`` and ``stop`` are ISO dates. Rows get their own ``row_no``, ``grant_id`` and
    ``source_key`` (``G1`` …) unless they say otherwise; extra columns (``step_derived``, ``area`` …) are kept.
    """

    def rows(*given: Mapping[str, Any], **shared: Any) -> pl.DataFrame:
        return _facts([{**shared, **row} for row in given])

    return rows


def _facts(rows: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    known, full = GRANTS.facts(), []
    for number, row in enumerate(rows, start=1):
        usual: dict[str, Any] = {
            "delivery_id": "d1",
            "row_no": number,
            "grant_id": number,
            "source_key": f"G{number}",
            "child_no": 1,
            "intervention_type": "placement",
            "placement_type": "foster",
            "unit": "month",
            "status": "granted",
            "start": "2026-01-01",
        }
        whole = {**usual, **row}
        if "rate" in whole:
            whole["rate_oere"] = round(whole.pop("rate") * 100)
        for day in ("start", "stop"):
            if isinstance(whole.get(day), str):
                whole[day] = date.fromisoformat(whole[day])
        full.append(whole)
    names = dict.fromkeys(name for row in full for name in row)
    frame = pl.DataFrame({name: [row.get(name) for row in full] for name in names})
    extra = [name for name in names if name not in known]
    return GRANTS.conform(frame).with_columns(frame.select(extra))
