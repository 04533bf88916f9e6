"""A municipality served as a user would have it: a process of its own, an address, an account."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, Request, build_opener

KEY = bytes(range(32))
READY_SECONDS = 60


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    text: str
    headers: dict[str, str]
    url: str
    content: bytes = b""


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_: object, **__: object) -> None:
        return None


class Client:
    """A reader without a browser: keeps cookies, sends forms. ``follow`` false stays at a redirect."""

    def __init__(self, address: str, *, follow: bool = True) -> None:
        self.address = address
        self._cookies = CookieJar()
        handlers = [HTTPCookieProcessor(self._cookies), *([] if follow else [_Stay()])]
        self._opener = build_opener(*handlers)

    def get(self, path: str, **headers: str) -> Answer:
        """The page at ``path``; ``headers`` as ``HX_Request="true"``."""
        return self._sent(
            Request(urljoin(self.address, path), headers={k.replace("_", "-"): v for k, v in headers.items()})
        )

    def post(self, path: str, **fields: str) -> Answer:
        """Send a form with the token that the last page gave."""
        token = next((cookie.value for cookie in self._cookies if cookie.name == "csrftoken"), "")
        body = urlencode({"csrfmiddlewaretoken": token, **fields}).encode()
        return self._sent(Request(urljoin(self.address, path), data=body, headers={"Referer": self.address}))

    def login(self, name: str, password: str) -> Answer:
        """Log in."""
        self.get("/login/")
        return self.post("/login/", username=name, password=password)

    def _sent(self, request: Request) -> Answer:
        try:
            reply = self._opener.open(request, timeout=60)
        except HTTPError as error:
            reply = error
        content = reply.read()
        return Answer(reply.status or 0, content.decode("utf-8", "replace"), dict(reply.headers), reply.url, content)


@dataclass(frozen=True)
class Served:
    """A running server."""

    address: str
    name: str
    password: str
    folder: Path

    def client(self) -> Client:
        """A reader who is logged in."""
        client = Client(self.address)
        assert client.login(self.name, self.password).status == 200
        return client


def own_environment() -> dict[str, str]:
    """The environment of the server: the key, and Danish out."""
    return {**os.environ, "TRINVIS_KEY": KEY.hex(), "TRINVIS_USER": "prøve", "PYTHONIOENCODING": "utf-8"}


@contextmanager
def served(folder: Path, environment: Mapping[str, str] | None = None) -> Iterator[Served]:
    """``trinvis serve`` of a folder, until the block ends; with the tests' own key where no ``environment`` is given."""
    command = [sys.executable, "-m", "trinvis", "serve", str(folder), "--port", "0", "--new-password"]
    process = subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        env=environment or own_environment(),
        encoding="utf-8",
    )
    assert process.stderr is not None
    said = ""
    try:
        while "Stop med" not in said:
            line = process.stderr.readline()
            assert line, f"the server ended: {said}"
            said += line
        address = re.search(r"http://\S+", said)
        account = re.search(r"Brugernavn: (\S+)\s+Adgangskode: (\S+)", said)
        assert address is not None, said
        assert account is not None, said
        yield Served(address[0], account[1], account[2], folder)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
        process.stderr.close()


def copied(folder: Path, to: Path) -> Path:
    """A copy of a municipality, for a test that writes."""
    shutil.copytree(folder, to)
    return to
