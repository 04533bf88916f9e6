"""A document as docx, from a template that the municipality can restyle: styles, logo and margins are the template's."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from trinvis.reports.documents.paper import Paper

TEMPLATE = Path(__file__).with_name("paper.docx")
_MIDNIGHT = (1980, 1, 1, 0, 0, 0)


def docx_bytes(paper: Paper, template: Path | bytes | None = None) -> bytes:
    """The docx; ``template`` is the municipality's own (the same fields), else ours. The same figures give the same bytes."""
    from docxtpl import DocxTemplate

    source = BytesIO(template) if isinstance(template, bytes) else str(template or TEMPLATE)
    document = DocxTemplate(source)
    document.render(dict(paper.plain()), autoescape=True)
    properties = document.docx.core_properties
    properties.title, properties.author, properties.language = paper.title, paper.municipality, "da-DK"
    made = BytesIO()
    document.save(made)
    return _settled(made.getvalue())


def _settled(content: bytes) -> bytes:
    """The archive without the time it was written."""
    out = BytesIO()
    with ZipFile(BytesIO(content)) as read, ZipFile(out, "w", ZIP_DEFLATED) as write:
        for name in sorted(read.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            write.writestr(ZipInfo(name, _MIDNIGHT), read.read(name), ZIP_DEFLATED)
    return out.getvalue()
