"""Danish words for what a case says with a key."""

from __future__ import annotations

from collections.abc import Mapping

COUNTING: Mapping[str, str] = {
    "end": "ved periodens slutning",
    "start": "ved periodens begyndelse",
    "half": "som gennemsnit af periodens begyndelse og slutning",
}

TIMING: Mapping[str, str] = {"start": "periodens begyndelse", "middle": "midt i perioden", "end": "periodens slutning"}

GRADES: Mapping[str, str] = {
    "A": "egne regnskaber eller kontrollerede forsøg",
    "B": "evalueringer fra andre kommuner",
    "C": "fagligt skøn",
    "D": "gæt eller udledt",
}

PAYER_KINDS: Mapping[str, str] = {
    "municipality": "kommune",
    "partner": "samarbejdskommune",
    "region": "region",
    "state": "staten",
    "citizen": "borgeren",
    "other": "andre",
}

FORMS: Mapping[str, str] = {
    "fixed": "fast",
    "beta": "beta",
    "gamma": "gamma",
    "lognormal": "lognormal",
    "normal": "normal",
    "triangular": "trekant",
    "pert": "PERT",
    "uniform": "lige sandsynlig",
    "empirical": "observerede værdier",
}

GIVEN: Mapping[str, str] = {
    "mean": "middel",
    "sd": "spredning",
    "alpha": "alfa",
    "beta": "beta",
    "min": "mindst",
    "likely": "mest sandsynlig",
    "max": "størst",
}

DRAWS: Mapping[str, str] = {
    "up": "gevinsten ville være større",
    "down": "gevinsten ville være mindre",
    "unknown": "vides ikke",
}

METHODS: Mapping[str, str] = {"random": "tilfældige tal", "sobol": "Sobol-følge"}
