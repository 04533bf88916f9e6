"""Uploads stay in memory: a file that may hold persons never lies on disk before it is sealed."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

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
