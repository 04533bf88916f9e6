"""The whole register of parameters as Danish Markdown, drawn from the files themselves."""

from __future__ import annotations

from collections.abc import Iterator

from trinvis.parameters.definition import CARRY_LABELS, Definition, Row
from trinvis.parameters.parameters import Parameters
from trinvis.parameters.value import Cell, Kind, shown_text

FOLDERS = {
    "capacity": "Kapacitet",
    "chart_of_accounts": "Kontoplan",
    "discount": "Diskontering",
    "law": "Lov",
    "municipalities": "Kommuner",
    "price_index": "Pris- og lønindeks",
    "rates": "Satser",
    "refund": "Refusion",
    "staircase": "Indsatstrappe",
    "vat": "Moms",
}
"""Folder → heading."""


def markdown(parameters: Parameters | None = None) -> str:
    """Every parameter with description, unit, source, legal reference, validity and values; one ``#`` heading."""
    shown = parameters or Parameters.shipped()
    parts = [
        "# Register over parametre",
        "Alt, hvad Trinvis regner med, og som ikke står i kommunens egne filer: love, kontoplan, trapper, satser. Hver værdi "
        "har kilde og gyldighed. En kommune kan sætte sin egen værdi i stedet, én ad gangen; den står i journalen og "
        "vises, hvor den bruges.",
        "**Forslag** er vores eget bud eller en værdi, der ikke er slået efter i kilden. Tal i kantet parentes, fx "
        "[003:6295], er kildedokument og linje: 000 er notatet om Index100, 001 VIVE 2019 (omlægning til en tidligere "
        "forebyggende indsats), 002 Rambøll 2013 (kapaciteten i indsatsen for mennesker med psykiske vanskeligheder), 003 VIVE 2018 (økonomistyring på det specialiserede børn og unge-område).",
    ]
    folder = ""
    for name in shown.names():
        definition = shown.describe(name)
        if definition.folder != folder:
            folder = definition.folder
            parts.append(f"## {FOLDERS.get(folder, folder)}")
        parts.append("\n\n".join(_section(definition)))
    return "\n\n".join(parts) + "\n"


def _section(definition: Definition) -> Iterator[str]:
    unverified = sum(not row.verified for row in definition.rows)
    yield f"### {definition.label}"
    yield definition.description
    yield "\n".join(
        (
            f"- Navn: `{definition.name}`",
            f"- Enhed: {definition.unit}",
            f"- Kilde: {definition.source}",
            f"- Lovhjemmel: {definition.reference}",
            f"- Gyldighed: {definition.known()}; {CARRY_LABELS[definition.carry]}",
            f"- Rækker: {len(definition.rows)}, heraf forslag: {unverified}",
        )
    )
    if definition.rows:
        yield _table(definition)


def _table(definition: Definition) -> str:
    fields = definition.fields
    heads = [field.label for field in fields] if fields else ["Værdi", "Betegnelse", "Enhed"]
    lines = ["| " + " | ".join([*heads, "Fra", "Til", "Kilde", "Status"]) + " |"]
    lines.append("|" + " --- |" * (len(heads) + 4))
    for row in definition.rows:
        if fields:
            cells = [_cell(field.kind, row.cells[field.name]) for field in fields]
        else:
            cells = [_cell(definition.kind, row.value), row.label, row.unit]
        lines.append(
            "| " + " | ".join(_escaped(cell) for cell in [*cells, *_dates(row), row.source, _status(row)]) + " |"
        )
    return "\n".join(lines)


def _cell(kind: Kind, cell: Cell) -> str:
    return "" if cell is None and kind == "text" else shown_text(kind, cell)


def _dates(row: Row) -> tuple[str, str]:
    return f"{row.valid_from:%d.%m.%Y}", f"{row.valid_to:%d.%m.%Y}" if row.valid_to else ""


def _status(row: Row) -> str:
    return "verificeret" if row.verified else "forslag"


def _escaped(text: str) -> str:
    return text.replace("|", "\\|").replace("*", "\\*")
