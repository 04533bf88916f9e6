"""``trinvis serve``: the pages, on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from trinvis.cli import edge
from trinvis.cli.arguments import Folder
from trinvis.cli.output import say
from trinvis.cli.wrong import DONE, Wrong

if TYPE_CHECKING:
    from trinvis.municipality import Municipality
    from trinvis.web.server import Started

PORT = 8000


def serve(
    folder: Folder,
    port: Annotated[int, typer.Option("--port", metavar="P", help="Porten på denne maskine; 0 tager en ledig.")] = PORT,
    new_password: Annotated[
        bool, typer.Option("--new-password", help="Giv kontoen en ny adgangskode, og vis den.")
    ] = False,
) -> int:
    """Vis siderne i browseren.

    Serveren svarer kun på denne maskine, til den stoppes med Ctrl+C. Første gang oprettes en konto med jeres brugernavn; dens
    adgangskode vises én gang.
    """
    from trinvis.workspace import workspace_id

    workspace_id(folder)
    run(started(folder, port, account=edge.user(), renew=new_password))
    return DONE


def started(folder: Path, port: int, *, account: str, renew: bool) -> Started:
    """A server for the municipality in ``folder``, ready to run; raises ``Wrong`` when the port is taken."""
    from trinvis.web.server import PortTaken, start

    try:
        return start(lambda: _opened(folder), folder, edge.now, account=account, port=port, renew=renew)
    except PortTaken:
        raise Wrong(f"--port {port} er optaget af et andet program: vælg en anden, fx --port {port + 1}.") from None


def run(server: Started) -> None:
    """Say where the pages are, and answer until Ctrl+C."""
    say(f"Siderne er på {server.address}")
    if server.account is not None:
        say(f"Brugernavn: {server.account.name}   Adgangskode: {server.account.password}")
    say("Stop med Ctrl+C.")
    try:
        server.run()
    except KeyboardInterrupt:
        say("Stoppet.")


def _opened(folder: Path) -> Municipality:
    from trinvis.municipality import Municipality
    from trinvis.workspace import workspace_id

    key = edge.key_store(workspace_id(folder))
    return Municipality.open(folder, key=key, clock=edge.now, journal=edge.journal_address())
