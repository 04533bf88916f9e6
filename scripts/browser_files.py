"""Lays what the pages use of the design system in the package's static folder: its style, three weights of its font, the icons.

The style is taken as it is but for the font declarations (two formats for old browsers, sixteen weights), which `trinvis.css`
replaces by the three in use. A packed copy lies beside each text file, so that the server need not pack it for every reader.
"""

from __future__ import annotations

import gzip
import re
import shutil
from pathlib import Path

ROOT = Path(__file__).parent.parent
SYSTEM = ROOT / "node_modules" / "dkfds" / "dist"
VENDOR = ROOT / "src" / "trinvis" / "web" / "static" / "vendor"
WEIGHTS = ("Regular", "SemiBold", "Bold")


def main() -> None:
    """Copy, cut and pack."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    for folder in ("css", "fonts", "img/svg-icons"):
        (VENDOR / folder).mkdir(parents=True)
    style = (SYSTEM / "css" / "dkfds.min.css").read_text(encoding="utf-8")
    style = re.sub(r"@font-face\{[^}]*\}", "", style)
    style = re.sub(r"/\*# sourceMappingURL.*?\*/", "", style)
    (VENDOR / "css" / "dkfds.css").write_text(style, encoding="utf-8")
    for weight in WEIGHTS:
        name = f"IBMPlexSans-{weight}-Latin1.woff2"
        shutil.copyfile(SYSTEM / "fonts" / "IBMPlexSans" / "split" / "woff2" / name, VENDOR / "fonts" / name)
    for icon in sorted(set(re.findall(r"url\(\.\./(img/[^)]+)\)", style))):
        shutil.copyfile(SYSTEM / icon, VENDOR / icon)
    shutil.copyfile(SYSTEM / "LICENSE.md", VENDOR / "dkfds-LICENSE.md")
    for file in VENDOR.rglob("*.css"):
        file.with_name(f"{file.name}.gz").write_bytes(gzip.compress(file.read_bytes(), 9, mtime=0))


if __name__ == "__main__":
    main()
