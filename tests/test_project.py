"""The project's own promises: documentation that cannot rot, and nothing in it that names a machine."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

from trinvis.tables import TABLES

ROOT = Path(__file__).resolve().parent.parent


def tracked(folder: str = ".") -> list[Path]:
    """The files of a folder under version control; where there is no git, those that are not made by tools."""
    if shutil.which("git") and (ROOT / ".git").exists():
        asked = subprocess.run(["git", "ls-files", folder], cwd=ROOT, capture_output=True, text=True, check=True)
        return [ROOT / name for name in asked.stdout.splitlines() if (ROOT / name).is_file()]
    made = re.compile(r"/(\.[a-z_]+|site|build|__pycache__|demo-kommune[^/]*|[^/]*\.egg-info)(/|$)")
    return [p for p in (ROOT / folder).rglob("*") if p.is_file() and not made.search(f"/{p.relative_to(ROOT)}")]


def generate_docs() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate_docs", ROOT / "scripts" / "generate_docs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", sorted(generate_docs().PAGES))
def test_the_generated_page_is_fresh(page: str) -> None:
    written = (ROOT / page).read_text(encoding="utf-8")
    assert written == generate_docs().PAGES[page]().rstrip() + "\n", f"{page} is stale: run make docs"


@pytest.mark.parametrize("table", sorted(TABLES))
def test_every_table_is_documented_with_every_column(table: str) -> None:
    page = (ROOT / "docs" / "da" / "formater.md").read_text(encoding="utf-8")
    assert TABLES[table].label in page
    missing = [c.label for c in TABLES[table].columns if c.in_file and c.label not in page]
    assert not missing


def test_every_parameter_is_documented() -> None:
    from trinvis.parameters import Parameters

    page = (ROOT / "docs" / "da" / "parametre.md").read_text(encoding="utf-8")
    assert not [name for name in Parameters.shipped().names() if name not in page]


def test_every_command_is_documented_with_every_option() -> None:
    from trinvis.cli import command
    from trinvis.cli.docs import commands
    from trinvis.cli.help import parameters

    page = (ROOT / "docs" / "da" / "kommandolinje.md").read_text(encoding="utf-8")
    for path, one in commands(command()):
        assert f"## {path}\n" in page
        assert not [p.name for p in parameters(one) if f"`{p.name}`" not in page]


def test_the_user_guide_names_every_command_outside_the_generated_page() -> None:
    from trinvis.cli import command
    from trinvis.cli.docs import commands

    pages = [p for p in (ROOT / "docs" / "da").glob("*.md") if p.name not in ("kommandolinje.md", "formater.md")]
    guide = "\n".join(p.read_text(encoding="utf-8") for p in pages) + (ROOT / "README.md").read_text(encoding="utf-8")
    names = {path.split(" ")[1] for path, _ in commands(command())}
    assert not [name for name in sorted(names) if f"trinvis {name}" not in guide]


def test_every_make_target_says_what_it_does() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony is not None
    undocumented = [t for t in phony[1].split() if not re.search(rf"^{t}:.*## \S", makefile, re.MULTILINE)]
    assert not undocumented
    told = (ROOT / "docs" / "en" / "tests.md").read_text(encoding="utf-8")
    told += (ROOT / "README.md").read_text(encoding="utf-8") + (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert not [
        t
        for t in ("setup-dev", "demo", "test", "check", "bench", "soak", "docs", "requirements")
        if f"make {t}" not in told
    ]


def test_every_room_is_described_and_no_other() -> None:
    rooms = {p.name for p in (ROOT / "src" / "trinvis").iterdir() if p.is_dir() and (p / "__init__.py").exists()}
    page = (ROOT / "docs" / "en" / "rooms.md").read_text(encoding="utf-8")
    assert not [room for room in rooms - {"calculations"} if f"| `{room}/`" not in page]
    inside = {p.name for p in (ROOT / "src" / "trinvis" / "calculations").iterdir() if (p / "__init__.py").exists()}
    assert not [room for room in inside if room not in page]


def test_every_page_is_in_the_navigation() -> None:
    navigation = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    pages = {p.relative_to(ROOT / "docs").as_posix() for p in tracked("docs") if p.suffix == ".md"}
    decisions = (ROOT / "docs" / "decisions" / "index.md").read_text(encoding="utf-8")
    lost = [
        page
        for page in sorted(pages)
        if page not in navigation and not (page.startswith("decisions/") and f"({Path(page).name})" in decisions)
    ]
    assert not lost


def test_requirements_are_fixed_by_hash_and_hold_no_address() -> None:
    for name in ("requirements.txt", "requirements-postgresql.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text(encoding="utf-8")
        wanted = re.findall(r"^[A-Za-z0-9_.-]+==", text, re.MULTILINE)
        assert wanted
        assert len(re.findall(r"^[A-Za-z0-9_.-]+==[^\n]*\\\n    --hash=sha256:", text, re.MULTILINE)) == len(wanted)
        assert not re.search(r"https?://|--index|--find-links|--extra-index", text)


def test_plain_use_needs_no_spark_and_the_files_agree() -> None:
    def versions(name: str) -> set[str]:
        text = (ROOT / name).read_text(encoding="utf-8")
        return set(re.findall(r"^([A-Za-z0-9_.-]+==\S+)", text, re.MULTILINE))

    plain = versions("requirements.txt")
    assert not [v for v in plain if v.startswith(("pyspark", "pysail", "pytest", "lifelines"))]
    assert plain <= versions("requirements-postgresql.txt") <= versions("requirements-dev.txt")


def test_the_direct_dependencies_are_all_in_the_plain_file() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8").lower().replace("_", "-")
    names = [re.split(r"[<>=\[ ]", d)[0].lower() for d in project["project"]["dependencies"]]
    assert not [name for name in names if not re.search(rf"^{re.escape(name)}==", text, re.MULTILINE)]


# Written with classes, so that this file does not name them itself.
MACHINE = re.compile(r"/wor[k]/|/roo[t]/|/hom[e]/|\.\./share[d]|pythonhoste[d]|pypi\.or[g]")


def test_nothing_names_a_path_of_a_machine_or_the_address_of_a_registry() -> None:
    named = {}
    for file in tracked():
        try:
            text = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if found := MACHINE.search(text):
            named[str(file.relative_to(ROOT))] = found[0]
    assert not named


def test_the_licence_is_the_whole_text() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith("Mozilla Public License Version 2.0")
    assert "Exhibit B" in text
    assert "license: MPL-2.0" in (ROOT / "publiccode.yml").read_text(encoding="utf-8")
