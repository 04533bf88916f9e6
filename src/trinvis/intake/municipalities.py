"""Municipalities as codes or names (*151*, *0151*, *Ballerup*, *151 Ballerup*, *Ballerup Kommune*) → codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.intake.headings import compact

if TYPE_CHECKING:
    import polars as pl

    from trinvis.parameters import Parameters


def register(parameters: Parameters) -> dict[int, str]:
    """Code → name of every municipality that the parameters know."""
    table = parameters.table("municipalities", None)
    return dict(zip(table["municipality"].to_list(), table["name"].to_list(), strict=True))


def municipality_codes(texts: pl.Series, parameters: Parameters) -> tuple[pl.Series, pl.Series]:
    """Codes (Int64), null where blank, and which values are neither a number nor a name of a municipality."""
    import polars as pl

    names = {compact(name): code for code, name in register(parameters).items()}
    distinct = texts.unique().drop_nulls()
    values: list[int | None] = []
    for text in distinct:
        tidy = text.strip()
        head = tidy.split(" ")[0].removesuffix(".0")
        name = compact(tidy)
        if head.isascii() and head.isdigit() and len(head) <= 4:
            values.append(int(head))
        else:
            values.append(
                names.get(name) or names.get(name.removesuffix("kommune")) or names.get(name.removesuffix("skommune"))
            )
    looked_up = pl.DataFrame({"text": distinct, "code": pl.Series(values, dtype=pl.Int64)})
    joined = texts.alias("text").to_frame().join(looked_up, on="text", how="left", maintain_order="left")
    return joined["code"], joined["text"].is_not_null() & joined["code"].is_null()
