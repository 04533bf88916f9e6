"""Uploads stay in memory: a file that may hold persons never lies on disk before it is sealed."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.task import ErrorTask
from waitress.utilities import InternalServerError, RequestEntityTooLarge

from trinvis.web.settings import LARGEST_UPLOAD


class InMemory(FileUploadHandler):
    """Keeps each file in memory; stops an upload that is too large and says so in ``request.too_large``."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        super().new_file(*args, **kwargs)
        self._kept = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a chunk."""
        if start + len(raw_data) > LARGEST_UPLOAD:
            if self.request is not None:
                self.request.too_large = self.file_name  # type: ignore[attr-defined]
            raise StopUpload(connection_reset=False)
        self._kept.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The whole file."""
        self._kept.seek(0)
        return InMemoryUploadedFile(
            file=self._kept,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )


class _Parser(HTTPRequestParser):
    """Swallows a body that is too large, keeping none of it: a browser that is still sending would not read the answer."""

    left = 0

    def received(self, data: bytes) -> int:
        """Take what belongs to this request; the number of bytes taken."""
        if self.left:
            taken = min(len(data), self.left)
            self.left -= taken
            self.completed = self.left == 0
            return taken
        consumed: int = super().received(data)
        if self.completed and isinstance(self.error, RequestEntityTooLarge) and self.content_length > 0:
            self.left, self.completed = self.content_length, False
        return consumed


class _Answer(ErrorTask):
    """What the server itself refuses before any page sees it, said in Danish."""

    def execute(self) -> None:
        """Send the sentence as a page."""
        error = self.request.error
        said = UNREADABLE_REQUEST
        if isinstance(error, RequestEntityTooLarge):
            said = too_large()
        elif isinstance(error, InternalServerError):
            said = UNEXPECTED
        body = _PAGE.format(sentence=said).encode()
        self.status = f"{error.code} {error.reason}"
        self.response_headers += [
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Security-Policy", "default-src 'none'; style-src 'self'"),
            ("Cache-Control", "no-store"),
        ]
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class Channel(HTTPChannel):
    """A connection whose refusals speak Danish."""

    parser_class = _Parser
    error_task_class = _Answer


UNREADABLE_REQUEST = "Forespørgslen kan ikke læses. Gå tilbage, og prøv igen."
UNEXPECTED = "Der skete en uventet fejl i Trinvis. Prøv igen, og meld fejlen, hvis den kommer igen."
_PAGE = (
    '<!doctype html><html lang="da"><head><meta charset="utf-8"><title>Det gik ikke · Trinvis</title>'
    '<link rel="stylesheet" href="/static/trinvis.css"></head><body><main class="page"><h1>Det gik ikke</h1>'
    '<p class="said error" role="alert">{sentence}</p><p><a href="/data/">Til Data</a></p></main></body></html>'
)


def too_large() -> str:
    """What is said of files that are too large."""
    return (
        f"Filerne fylder tilsammen mere end {LARGEST_UPLOAD // (1024 * 1024)} MB, som er det meste, siden kan modtage på én gang. "
        "Intet er ændret: send færre filer ad gangen, eller hent de store ind med »trinvis import«."
    )
