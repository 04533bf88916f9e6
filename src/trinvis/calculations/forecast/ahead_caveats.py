"""What must be said beside every figure of the years ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.calculations.forecast.scenario_changes import kind_label

if TYPE_CHECKING:
    import polars as pl

    from trinvis.calculations.forecast.known import Known
    from trinvis.calculations.forecast.simulate import Model

OF_INTERVALS = (
    "Intervallet rummer varighed, tilgang og udgifter uden indsats; prisudvikling og befolkning er lagt fast. Det er "
    "ikke efterprøvet på tidligere år for årene frem."
)
"""What is left unsaid where no interval is shown."""


def caveats(known: Known, model: Model, newest: pl.DataFrame) -> tuple[str, ...]:
    """Danish sentences; ``newest`` are the known grants as the newest snapshot shows them."""
    import numpy as np
    import polars as pl

    said = [
        f"{known.year} er alene de måneder, der er tilbage; det bogførte, manglende fakturaer og sene posteringer står i "
        "årets egen prognose.",
        "Statsrefusion for særligt dyre enkeltsager er ikke regnet med i årene frem.",
        "Helårspersoner er pr. indsats: et barn med to indsatser tæller i begge.",
        OF_INTERVALS,
    ]
    if known.open_months == ():
        said[0] = f"Alle måneder i {known.year} er afsluttet, så året har ingen udgifter tilbage."
    elif len(known.open_months) == 12:
        del said[0]
    if known.fixed or known.risks:
        said.append("Risikosager, puljer og skøn, der er tastet for året, er ikke ført videre.")
    without = newest.filter(pl.col("day_oere").fill_null(0) == 0).height
    if without:
        said.append(f"{without} kendte indsatser betales én gang eller har ingen pris pr. dag; de er ikke med.")
    unpriced = np.flatnonzero((np.diff(model.donors.first) == 0) & (model.arrivals.level.mean(axis=0) > 0.01))
    if len(unpriced):
        names = ", ".join(kind_label(model.kinds[kind]) for kind in unpriced)
        said.append(f"Nye indsatser af disse arter er ikke med, fordi ingen tidligere har en pris pr. dag: {names}.")
    return tuple(said)
