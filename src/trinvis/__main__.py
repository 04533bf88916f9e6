"""``python -m trinvis``."""

from __future__ import annotations

from trinvis.cli import main

if __name__ == "__main__":
    main()
