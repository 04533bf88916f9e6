"""``trinvis demo`` and ``trinvis init``: the example municipality, and one's own."""

from __future__ import annotations

import secrets
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from trinvis.cli import edge, serve
from trinvis.cli.output import save, say
from trinvis.cli.progress import progress_bar
from trinvis.cli.serve import PORT
from trinvis.cli.wrong import DONE, Wrong

if TYPE_CHECKING:
    from trinvis.parameters.profile import Profile

DEMO_FOLDER = Path("demo-kommune")
DEMO_ACCOUNT = "eksempel"


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Den nye mappe til kommunens data.")],
    municipality: Annotated[
        str, typer.Option("--municipality", metavar="KODE", help="Kommunens kode eller navn, fx 151 eller Ballerup.")
    ],
    profile: Annotated[
        str,
        typer.Option(
            "--profile",
            metavar="NAVN",
            help="Hvordan kommunen styrer: standard, en kommune som horsens, eller en fil med jeres egen profil (.yaml).",
        ),
    ] = "standard",
) -> int:
    """Opret en mappe til en kommunes data.

    Laver også nøglen, som ligger uden for mappen. Uden den kan ingen læse navne og personnumre: gem en kopi et sikkert sted.
    """
    from trinvis.municipality import Municipality

    code = _code(municipality)
    workspace_id = secrets.token_hex(8)
    key = edge.key_store(workspace_id)
    made = Municipality.create(
        folder,
        municipality=code,
        key=key,
        clock=edge.now,
        by=edge.user(),
        profile=_profile(profile),
        journal=edge.journal_address(),
        workspace_id=workspace_id,
    )
    made.close()
    where = "TRINVIS_KEY" if isinstance(key, bytes) else str(edge.key_path(workspace_id))
    print(f"Mappen {folder} er klar til kommune {code}.")
    print(f"Nøglen er i {where}: gem en kopi et sikkert sted; uden den kan ingen læse navne og personnumre.")
    print(f"Nu kan du hente filer ind: trinvis import {folder} FIL --source PROFIL")
    return DONE


def _profile(name: str) -> str | Profile:
    """A shipped name, or an own profile read from a file; the hall takes both."""
    if not name.endswith((".yaml", ".yml")):
        return name
    from trinvis.parameters.profile import Profile

    try:
        text = Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise Wrong(f"Profilen {name} kan ikke læses: se efter, at filen findes og er tekst i UTF-8.") from None
    return Profile.from_yaml(text)


def _code(text: str) -> int:
    from trinvis.presentation.municipality import municipality_names

    names = municipality_names(edge.today())
    by_name = {name.casefold(): code for code, name in names.items()}
    wanted = text.strip()
    code = int(wanted) if wanted.isdigit() else by_name.get(wanted.casefold())
    if code is None or code not in names:
        from difflib import get_close_matches

        near = get_close_matches(wanted.casefold(), by_name, n=1)
        hint = f"mente du {names[by_name[near[0]]]}?" if near else "skriv koden med tre cifre, fx 151 for Ballerup."
        raise Wrong(f"--municipality {text} er ingen kommune: {hint}")
    return code


def demo(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Mappen, eksemplet lægges i; dens filer lægges ved siden af.")
    ] = DEMO_FOLDER,
    seed: Annotated[
        int | None, typer.Option("--seed", metavar="N", help="Et andet frø giver en anden opdigtet kommune.")
    ] = None,
    port: Annotated[
        int, typer.Option("--port", metavar="P", help="Porten, siderne vises på; 0 tager en ledig.")
    ] = PORT,
    pages: Annotated[
        bool, typer.Option("--serve/--no-serve", help="Vis siderne i browseren til sidst, eller slut uden dem.")
    ] = True,
) -> int:
    """Lav en opdigtet kommune, vis dens budgetopfølgning, og åbn siderne på denne maskine.

    Tre års filer laves, hentes ind måned for måned og følges op; regnearket lægges ved siden af mappen. Findes mappen i forvejen,
    bruges den, som den er. Til sidst skrives sidernes adresse og kontoen; de svarer til Ctrl+C.
    """
    from trinvis.cli.figures import show_follow_up
    from trinvis.cli.opening import opened
    from trinvis.presentation.municipality import Moment
    from trinvis.presentation.workbook import workbook_content

    if not (folder.exists() and any(folder.iterdir())):
        _build(folder, seed)
    with opened(folder) as kommune:
        known = [delivery.known_from for delivery in kommune.deliveries()]
        if not known:
            raise Wrong(f"Mappen {folder} har ingen leveringer: slet den, og kør trinvis demo igen.")
        day = max(known)
        asked = Moment(day.year, day)
        with progress_bar("Regner opfølgningen"):
            content = workbook_content(kommune, asked, None)
        show_follow_up(kommune, asked, None, "table", None)
    book = folder.with_name(f"{folder.name}-opfoelgning-{day:%Y-%m-%d}.xlsx")
    save(content, str(book))
    before = day.replace(day=1) - timedelta(days=1)
    say(f"Prøv også: trinvis changes {folder} --as-of {day} --compare-to {before}")
    if pages:
        serve.run(serve.started(folder, port, account=DEMO_ACCOUNT, renew=True))
    return DONE


def _build(folder: Path, seed: int | None) -> None:
    from trinvis import demo
    from trinvis.workspace import KeyFile, workspace_id

    given = edge.given_key()
    # the example makes its own folder, so the key is named after it once its id is known
    waiting = edge.key_path(f"ny-{secrets.token_hex(4)}")
    store: KeyFile | bytes = given if given is not None else KeyFile(waiting)
    with progress_bar("Laver eksempelkommunen") as progress:
        made = demo.build(folder, edge.now, store, progress, seed=demo.SEED if seed is None else seed)
        made.close()
    named = edge.key_path(workspace_id(folder))
    if isinstance(store, KeyFile) and named != waiting:
        waiting.replace(named)
