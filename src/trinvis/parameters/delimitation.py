"""Which accounts the specialised area covers: named definitions that a profile chooses between."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from trinvis.parameters.account_pattern import candidate_keys
from trinvis.parameters.errors import UnknownParameter
from trinvis.parameters.parameters import Parameters

if TYPE_CHECKING:
    import polars as pl


def delimitations(parameters: Parameters, on: date) -> tuple[str, ...]:
    """The names of the definitions that hold on a day."""
    return tuple(dict.fromkeys(parameters.table("delimitations", on)["delimitation"].to_list()))


def inside(parameters: Parameters, delimitation: str, account_keys: pl.Series, on: date) -> pl.Series:
    """Whether each account (nine digits) is covered: a Boolean series of the same length, null where the account is.

    ``bilagstabel_1_1`` is VIVE's delimitation of the area (seed 003 line 6295), ``tabel_1_1`` that of its key figures
    (seed 003 line 842: dranst 1 and 2, with 5.25.17). Raises ``UnknownParameter`` for another name that the user has
    not typed in.
    """
    import polars as pl

    rules = parameters.table("delimitations", on).filter(pl.col("delimitation") == delimitation)
    if rules.is_empty():
        raise UnknownParameter(
            f"Områdeafgrænsningen »{delimitation}« findes ikke; vælg en af {', '.join(delimitations(parameters, on))}."
        )
    wanted = set(rules.select("pattern_key", "dranst").iter_rows())

    def covered(account_key: str) -> bool:
        dranst = int(account_key[5])
        return any((key, None) in wanted or (key, dranst) in wanted for key in candidate_keys(account_key))

    distinct = [key for key in account_keys.unique().to_list() if key is not None]
    known = pl.DataFrame(
        {"key": distinct, "inside": [covered(key) for key in distinct]},
        schema={"key": pl.String(), "inside": pl.Boolean()},
    )
    return account_keys.alias("key").to_frame().join(known, on="key", how="left", maintain_order="left")["inside"]
