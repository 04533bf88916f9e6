"""Run by the crash tests in a process of its own: does one thing in a workspace and kills itself after step number N."""

from __future__ import annotations

import os
import signal
import sys
from datetime import date
from pathlib import Path

from workspace_readings import give

from trinvis.workspace import KeyFile, Workspace

FEB = date(2026, 2, 28)
ROWS = [
    {"cpr": "010115-9999", "name": "Anna", "provider": "Hus", "start": date(2026, 1, 1), "rate_oere": 100},
    {"cpr": "020216-8888", "name": "Bo", "provider": "Ny", "start": date(2026, 2, 1), "rate_oere": 100},
]


def main(root: str, key: str, action: str, stop_after: int) -> None:
    done = 0

    def step(_: str) -> None:
        nonlocal done
        done += 1
        if done == stop_after:
            os.kill(os.getpid(), signal.SIGKILL)

    workspace = Workspace.open(Path(root), KeyFile(Path(key)))
    if action == "import":
        give(workspace, FEB, grants=ROWS, step=step)
    elif action == "rotate":
        workspace.rotate(step=step)
    elif action == "hold":
        with workspace.importing():
            print("held", flush=True)
            sys.stdin.readline()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
