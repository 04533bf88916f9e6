"""Draws the picture in the README: the printed follow-up of the example municipality, as a PNG.

``python scripts/picture.py [DEMO-FOLDER]`` needs the example (``make demo``) and Chromium.
"""

from __future__ import annotations

import html
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "img" / "follow-up.png"
COLUMNS, LINES = 172, 32
PAGE = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; background: #fff; }}
pre {{ margin: 0; padding: 22px 26px; font: 13px/1.36 "DejaVu Sans Mono", monospace; color: #16324f; }}
b {{ display: block; font: 600 13px sans-serif; background: #0b4f8a; color: #fff; padding: 8px 26px; }}
</style><b>{command}</b><pre>{text}</pre>"""


def printed(folder: str) -> tuple[str, str]:
    """The command as a user types it, and what it prints."""
    command = ["trinvis", "follow-up", folder, "--year", "2026", "--as-of", "2026-09-30"]
    environment = {**os.environ, "COLUMNS": str(COLUMNS), "NO_COLOR": "1"}
    program = str(Path(sys.executable).with_name("trinvis"))
    ran = subprocess.run([program, *command[1:]], capture_output=True, text=True, env=environment, check=True)
    lines = [line.rstrip() for line in ran.stdout.splitlines()]
    shown = lines[:LINES]
    return " ".join(["trinvis", "follow-up", "demo-kommune", *command[3:]]), "\n".join(shown)


def main() -> int:
    """Prints, draws, cuts to the text's height."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        print("Chromium is not here: make setup-tests", file=sys.stderr)
        return 2
    command, text = printed(sys.argv[1] if len(sys.argv) > 1 else "demo-kommune")
    height = 86 + round(text.count("\n") * 17.7)
    width = 60 + round(max(len(line) for line in text.splitlines()) * 7.85)
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        page = Path(name) / "page.html"
        page.write_text(PAGE.format(command=html.escape("$ " + command), text=html.escape(text)), encoding="utf-8")
        subprocess.run(
            [
                browser,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                f"--user-data-dir={name}/browser",
                f"--window-size={width},{height}",
                f"--screenshot={PICTURE}",
                page.as_uri(),
            ],
            check=True,
            capture_output=True,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
