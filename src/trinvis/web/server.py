"""Starts the pages: one process, one municipality, on this machine."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trinvis.web.site import FOLDER, Site, open_site

if TYPE_CHECKING:
    from datetime import datetime

    from trinvis.municipality import Municipality
    from trinvis.web.accounts.people import Account

LOCAL = "127.0.0.1"
THREADS = 6


class PortTaken(OSError):
    """Somebody else answers on the port."""


@dataclass(frozen=True)
class Started:
    """A server that is ready: its address, and the account with its password where one was just made."""

    address: str
    account: Account | None
    run: Callable[[], None]
    """Answers until it is interrupted."""


def prepare(
    open_again: Callable[[], Municipality], folder: Path, clock: Callable[[], datetime], *, hosts: tuple[str, ...]
) -> Site:
    """Open the municipality, set up Django for its folder, and bring the database up to date. Once per process."""
    import django
    from django.conf import settings

    from trinvis.web.settings import settings_of

    kommune = open_again()
    data = folder / FOLDER
    data.mkdir(mode=0o700, exist_ok=True)
    site = Site(kommune, folder, clock, open_again)
    open_site(site)
    settings.configure(**settings_of(data, kommune.secret("web").hex(), hosts=hosts))
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    return site


def start(
    open_again: Callable[[], Municipality],
    folder: Path,
    clock: Callable[[], datetime],
    *,
    account: str,
    port: int = 8000,
    renew: bool = False,
) -> Started:
    """Make everything ready. ``account`` is made when nobody is yet; with ``renew`` it gets a new password each time.

    ``port`` 0 takes a free one. Raises ``PortTaken``.
    """
    listening = _listening(port)
    number = listening.getsockname()[1]
    prepare(open_again, folder, clock, hosts=(LOCAL, "localhost"))
    from trinvis.web.accounts.people import nobody_yet, with_new_password

    made = with_new_password(account) if renew or nobody_yet() else None
    return Started(f"http://{LOCAL}:{number}/", made, lambda: _run(listening))


def _listening(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((LOCAL, port))
    except OSError as error:
        listening.close()
        raise PortTaken(error.errno, f"port {port} er optaget") from None
    listening.listen(64)
    return listening


def application() -> Any:
    """The WSGI application."""
    from django.core.wsgi import get_wsgi_application

    return get_wsgi_application()


def _run(listening: socket.socket) -> None:
    from threading import Thread

    import waitress

    from trinvis.web.jobs.worker import Worker
    from trinvis.web.settings import LARGEST_UPLOAD
    from trinvis.web.uploads import Channel
    from trinvis.web.warm import warm

    pages = application()
    worker = Worker()
    worker.start()
    Thread(target=warm, daemon=True, name="warm").start()
    server = waitress.create_server(
        pages,
        sockets=[listening],
        threads=THREADS,
        ident=None,
        max_request_body_size=LARGEST_UPLOAD + 1024 * 1024,
        inbuf_overflow=LARGEST_UPLOAD + 1024 * 1024,  # uploads stay in memory
        outbuf_overflow=64 * 1024 * 1024,
        channel_timeout=300,
    )
    server.channel_class = Channel
    try:
        server.run()
    finally:
        worker.stop()
        server.close()
