"""The arguments and options that several commands share, with their Danish help."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="Kommunens mappe, som trinvis init har lavet.")]
Year = Annotated[
    int | None, typer.Option("--year", metavar="ÅR", help="Budgetåret; ellers året, som --as-of ligger i.")
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="DATO", help="Som det var kendt den dag (2026-09-30 eller 30.09.2026); ellers i dag."
    ),
]
Format = Annotated[
    str, typer.Option("--format", metavar="FORMAT", help="table, json, csv eller xlsx; ellers efter endelsen på --out.")
]
PictureFormat = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help="table, json, csv eller xlsx, eller svg eller png for billedet; ellers efter endelsen på --out.",
    ),
]
Out = Annotated[str | None, typer.Option("--out", metavar="FIL", help="Skriv til filen i stedet for skærmen.")]
EngineName = Annotated[
    str, typer.Option("--engine", metavar="MOTOR", help="Regn på polars, duckdb eller spark; tallene er de samme.")
]
Yes = Annotated[bool, typer.Option("--yes", help="Spørg ikke, før der gemmes.")]
