"""What the command line costs in time before it does anything: python bench/command_line.py"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from measure import Bench

TRINVIS = Path(sys.executable).with_name("trinvis")


def main() -> int:
    bench = Bench("Command line")
    bench.measure(
        "trinvis --help", lambda: subprocess.run([TRINVIS, "--help"], capture_output=True, check=True), bar=0.3
    )
    return bench.report()


if __name__ == "__main__":
    sys.exit(main())
