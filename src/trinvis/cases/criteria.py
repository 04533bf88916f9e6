"""What the investment pool asks of an application before the council sees it."""

from __future__ import annotations

from trinvis.cases.case import Case


def lacking(case: Case, quality_assured: bool) -> tuple[str, ...]:
    """Why an application cannot be put on the council's list, in Danish sentences; empty where nothing is in the way.

    The pool has three criteria: the effort is of political topicality, an economic business case can be made, and a gain for the
    citizen can be estimated; and the application must be quality assured before it can be considered ([004:9-19]).
    """
    texts = case.application.texts
    estimated = bool(case.effects or case.other_gains)
    asked = (
        (
            bool(texts.get("political", "").strip()),
            "Ansøgningen siger ikke, hvorfor indsatsen er af politisk aktualitet; skriv det under application: political.",
        ),
        (
            bool(case.money) and len(case.alternatives) > 1,
            "Der er ingen økonomisk business case; skriv udgifter og gevinster under money og mindst to alternativer.",
        ),
        (
            estimated and bool(texts.get("citizen_gain", "").strip()),
            "Gevinsten for borgeren er ikke estimeret; skriv den under application: citizen_gain, og hvad den måles på "
            "under effects eller other_gains.",
        ),
        (
            quality_assured,
            "Beregningen er ikke kvalitetssikret; lad en kvalitetssikrer gennemgå og godkende den.",
        ),
    )
    return tuple(sentence for fulfilled, sentence in asked if not fulfilled)
