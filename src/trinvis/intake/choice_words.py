"""The words of users' files for the closed lists of ``tables.choices``: what a text means as a code."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from trinvis.intake.headings import compact

if TYPE_CHECKING:
    import polars as pl

INTERVENTIONS: tuple[tuple[str, str | None, tuple[str, ...]], ...] = (
    ("placement", None, ("Anbringelse", "Anbringelser", "Døgnanbringelse", "Anbringelse uden for hjemmet")),
    ("placement", "kin_foster", ("Slægtsanbringelse", "Netværkspleje", "Netværksplejefamilie", "Netværksanbringelse", "Slægtspleje", "Slægts- og netværkspleje", "Plejefamilie, netværk")),
    ("placement", "foster", ("Plejefamilie", "Plejefamilier", "Familiepleje", "Almen plejefamilie", "Forstærket plejefamilie", "Specialiseret plejefamilie", "Familieplejeanbringelse")),
    ("placement", "municipal_foster", ("Kommunal plejefamilie", "Kommunale plejefamilier")),
    ("placement", "own_room", ("Eget værelse", "Eget værelse mv.", "Kollegium", "Kollegielignende opholdssted", "Hybel")),
    ("placement", "boarding_school", ("Efterskole", "Kostskole", "Kost- og efterskole", "Kost- og efterskoler")),
    ("placement", "residence", ("Opholdssted", "Opholdssteder", "Socialpædagogisk opholdssted", "Soc.pæd. opholdssteder", "Soc.pæd. opholdssted")),
    ("placement", "institution", ("Døgninstitution", "Døgninstitutioner", "Institution", "Institutionsanbringelse", "Døgninstitution, social", "Døgninstitution, handicap")),
    ("placement", "part_closed", ("Delvist lukket institution", "Delvis lukket døgninstitution", "Delvist lukket afdeling")),
    ("placement", "secure", ("Sikret institution", "Sikrede døgninstitutioner", "Sikret afdeling", "Sikret døgninstitution")),
    ("placement", "ship", ("Skibsprojekt", "Skibsprojekter")),
    ("family_treatment", None, ("Familiebehandling", "MST", "Intensiv familiebehandling", "Dagbehandling")),
    ("practical_support", None, ("Praktisk pædagogisk støtte", "Støtte i hjemmet", "Hjemme-hos", "Pædagogisk støtte i hjemmet", "Hjemmehosser")),
    ("family_stay", None, ("Døgnophold", "Familieinstitution", "Døgnophold for familier")),
    ("relief", None, ("Aflastning", "Støtteophold", "Aflastningsophold", "Aflastningsordning", "Aflastningsordninger", "Aflastningsfamilie")),
    ("contact_person", None, ("Kontaktperson", "Fast kontaktperson for barnet", "Kontaktperson for familien", "Fast kontaktperson for hele familien", "Støttekontaktperson")),
    ("internship", None, ("Praktikophold", "Praktik", "Praktiktilbud")),
    ("other_help", None, ("Anden støtte", "Anden hjælp efter § 52,3,9", "Anden hjælp og støtte")),
    ("economic_support", None, ("Økonomisk støtte", "Økonomisk støtte til forældremyndighedsindehaveren", "Økonomisk hjælp til forældre")),
    ("parent_support", None, ("Støtteperson", "Støtteperson til forældre under anbringelse", "Forældrestøtte")),
    ("early_prevention", None, ("Forebyggende indsats", "Tidlig forebyggende indsats", "Tidlig indsats", "§ 11-indsats", "Forebyggelse")),
    ("advice", None, ("Rådgivning", "Konsulentbistand", "Familierådgivning")),
    ("companion", None, ("Ledsager", "Ledsageordning", "Ledsagelse 12-18 år")),
    ("extra_costs", None, ("Merudgift", "Merudgiftsydelse", "Dækning af merudgifter")),
    ("lost_earnings", None, ("Tabt arbejdsfortjeneste (TA)", "TA", "Hjælp til dækning af tabt arbejdsfortjeneste")),
    ("home_training", None, ("Hjemmetræning", "Træning i hjemmet")),
    ("special_day_care", None, ("Særligt dagtilbud", "Særlige dagtilbud", "Specialdagtilbud", "Særligt klubtilbud")),
    ("aftercare", None, ("Efterværn", "Ungestøtte", "Udslusning", "Fortsat døgnophold 18-22 år", "Døgnophold 18-22 årige")),
    ("legal_aid", None, ("Advokat", "Advokatbistand til forældre")),
    ("examination", None, ("Undersøgelse", "Børnefaglig undersøgelse § 50", "Psykologisk undersøgelse")),
    ("children_house", None, ("Børnehuse",)),
)  # fmt: skip
"""Intervention type, placement type and the texts that mean them, beside the labels of ``tables.choices``."""

PARAGRAPH_INTERVENTIONS: dict[str, str] = {
    "SEL-11-3": "early_prevention", "SEL-32-a": "home_training", "SEL-36": "special_day_care", "SEL-41": "extra_costs",
    "SEL-42": "lost_earnings", "SEL-44-jfr. §84": "relief", "SEL-45": "companion", "SEL-50": "examination",
    "SEL-51": "examination", "SEL-52-3.2": "practical_support", "SEL-52-3.3": "family_treatment",
    "SEL-52-3.4": "family_stay", "SEL-52-3.5": "relief", "SEL-52-3.6": "contact_person", "SEL-52-3.7": "placement",
    "SEL-52-3.8": "internship", "SEL-52-3.9": "other_help", "SEL-54-1": "parent_support", "SEL-54-2": "parent_support",
    "SEL-58-jf 52-3.7": "placement", "BL-20": "examination", "BL-30.1": "early_prevention",
    "BL-32.1.2": "practical_support", "BL-32.1.3": "contact_person", "BL-32.1.4": "internship",
    "BL-32.1.5": "family_treatment", "BL-32.1.6": "family_stay", "BL-32.1.7": "relief", "BL-32.1.8": "other_help",
    "BL-35.4": "economic_support", "BL-46": "placement", "BL-47": "placement", "BL-75": "parent_support",
    "BL-82.2": "special_day_care", "BL-85": "home_training", "BL-86": "extra_costs", "BL-87": "lost_earnings",
    "BL-89.1": "companion", "BL-90.2": "relief", "SEL-76-2": "aftercare", "SEL-76-3.1": "aftercare",
    "SEL-76-3.2": "aftercare", "SEL-76-3.3": "aftercare", "BL-114.1.1": "aftercare", "BL-114.1.2": "aftercare",
    "BL-114.1.3": "aftercare", "BL-114.1.4": "aftercare",
}  # fmt: skip
"""Paragraph → intervention type, used where a file gives the paragraph but no type (Serviceloven § 52, stk. 3; Barnets lov § 32, stk. 1)."""

STATUS_WORDS = {
    "Bevilget": "granted", "Aktiv": "granted", "Aktuel": "granted", "I gang": "granted", "Igangværende": "granted",
    "Iværksat": "granted", "Godkendt": "granted", "Åben": "granted", "GRANTED": "granted", "Effektueret": "granted",
    "Forventet": "expected", "Planlagt": "expected", "Påtænkt": "expected", "EXPECTED": "expected", "Indstillet": "expected",
    "Kladde": "draft", "Udkast": "draft", "Oprettet": "draft", "DRAFT": "draft",
    "Afsluttet": "ended", "Ophørt": "ended", "Lukket": "ended", "Stoppet": "ended", "Slut": "ended",
    "Annulleret": "cancelled", "Slettet": "cancelled", "Afslag": "cancelled", "Tilbagekaldt": "cancelled",
}  # fmt: skip

UNIT_WORDS = {
    "Døgn": "day", "Dag": "day", "Dage": "day", "Pr. døgn": "day", "Daglig": "day", "Dagligt": "day", "DAILY": "day", "Døgntakst": "day",
    "Uge": "week", "Ugentlig": "week", "Ugentligt": "week", "Pr. uge": "week", "WEEKLY": "week",
    "14 dage": "fortnight", "Hver 14. dag": "fortnight", "Hveranden uge": "fortnight", "BIWEEKLY": "fortnight",
    "Måned": "month", "Md.": "month", "Mdr.": "month", "Mdl.": "month", "Månedlig": "month", "Månedligt": "month", "Pr. måned": "month", "MONTHLY": "month",
    "År": "year", "Årlig": "year", "Årligt": "year", "Pr. år": "year", "YEARLY": "year",
    "Timer pr. uge": "hour_week", "Time pr. uge": "hour_week", "Timer/uge": "hour_week",
    "Timer pr. måned": "hour_month", "Timer pr. md.": "hour_month", "Timer/måned": "hour_month",
    "Gang": "session", "Gange": "session", "Session": "session", "Samtale": "session", "Stk": "session",
    "Engang": "once", "Engangs": "once", "Engangsydelse": "once", "Engangsudgift": "once", "Enkeltydelse": "once", "ONE_TIME": "once", "Én gang": "once",
}  # fmt: skip

PROVIDER_KIND_WORDS = {
    "Intern": "own", "Kommunal": "own", "Egen kommune": "own", "Eget tilbud": "own", "INTERNAL": "own",
    "Anden kommune": "other_municipality", "Regional": "region", "Privat leverandør": "private", "Selvejende": "private",
}  # fmt: skip

VERSION_WORDS = {
    "Oprindeligt": "original", "Oprindelig": "original", "Vedtaget budget": "original", "Budget": "original",
    "Omplaceringer": "moved", "Omplaceret": "moved", "Omplacering mellem områder": "moved",
    "Tillægsbevillinger": "supplementary", "Tillæg": "supplementary", "Till. bev.": "supplementary",
    "Overførsler": "carried_over", "Overført": "carried_over", "Genbevilling": "carried_over", "Overførsel fra sidste år": "carried_over",
}  # fmt: skip

ESTIMATE_WORDS = {"Risiko": "risk", "Puljer": "pool", "Skøn (pulje)": "pool", "Pulje (skøn)": "pool", "Reserve": "pool"}

TARGET_WORDS = {
    "Udsat": "vulnerable", "Udsatte": "vulnerable", "Familieafdeling": "vulnerable",
    "Handicap": "disability", "Funktionsnedsættelse": "disability", "Handicapafdeling": "disability",
}  # fmt: skip

WORDS: dict[str, dict[str, str]] = {
    "status": STATUS_WORDS,
    "unit": UNIT_WORDS,
    "provider_kind": PROVIDER_KIND_WORDS,
    "version": VERSION_WORDS,
    "kind": ESTIMATE_WORDS,
    "target_group": TARGET_WORDS,
    "intervention_type": {word: kind for kind, _, words in INTERVENTIONS for word in words},
    "placement_type": {word: place for _, place, words in INTERVENTIONS if place for word in words},
}
"""Column → text → code, beside codes and labels of ``tables.choices``."""

TRUE = frozenset(
    compact(word)
    for word in ("ja", "j", "1", "1.0", "sand", "true", "x", "yes", "y", "t", "MAIN_ACTIVITY", "Hovedydelse")
)
FALSE = frozenset(
    compact(word) for word in ("nej", "n", "0", "0.0", "falsk", "false", "no", "f", "SUPPL_ACTIVITY", "Følgeydelse")
)


@functools.lru_cache(maxsize=256)
def _meanings(column: str, choices: tuple[tuple[str, str], ...], own: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    """Spelling → code of a choice column, before the user's own words."""
    meant = {compact(word): code for word, code in WORDS.get(column, {}).items()}
    meant |= {compact(label): code for code, label in choices}
    meant |= {compact(code): code for code, _ in choices}
    return meant | {compact(word): code for word, code in own}


def codes(
    texts: pl.Series, column: str, choices: tuple[tuple[str, str], ...], own: Mapping[str, str], told: Mapping[str, str]
) -> tuple[pl.Series, pl.Series]:
    """Codes of a choice column, and which values mean nothing to us. ``own`` are the profile's words (a
    word that means an empty text is known to say nothing), ``told`` the user's."""
    import polars as pl

    meant = {**_meanings(column, choices, tuple(own.items())), **{compact(word): code for word, code in told.items()}}
    allowed = {code for code, _ in choices}
    distinct = texts.unique().drop_nulls()
    found = [meant.get(compact(text)) for text in distinct]
    looked_up = pl.DataFrame(
        {
            "text": distinct,
            "code": pl.Series([code if code in allowed else None for code in found], dtype=pl.String),
            "unknown": pl.Series([code not in allowed and code != "" for code in found], dtype=pl.Boolean),
        }
    )
    joined = texts.alias("text").to_frame().join(looked_up, on="text", how="left", maintain_order="left")
    return joined["code"], joined["unknown"].fill_null(False)


@functools.cache
def _places() -> Mapping[str, str]:
    """Spelling → placement type."""
    from trinvis.tables.choices import PLACEMENT_TYPES

    meant = {compact(word): place for _, place, words in INTERVENTIONS if place for word in words}
    return meant | {compact(label): code for code, label in PLACEMENT_TYPES}


def placement_of(texts: pl.Series) -> pl.Series:
    """The placement type that a text for an intervention names (*Døgninstitution*), null where it names none."""
    import polars as pl

    meant = _places()
    distinct = texts.unique().drop_nulls()
    if distinct.is_empty():
        return texts.cast(pl.String)
    looked_up = pl.DataFrame(
        {"text": distinct, "code": pl.Series([meant.get(compact(text)) for text in distinct], dtype=pl.String)}
    )
    return texts.alias("text").to_frame().join(looked_up, on="text", how="left", maintain_order="left")["code"]


def spoken_placement(text: str) -> str | None:
    """The placement type that some words of a title or a sheet's name speak of (*Disponering 2026, plejefamilier*)."""
    import polars as pl

    words = re.findall(r"[^\W\d_]+", text)
    runs = [" ".join(words[i : i + n]) for n in (3, 2, 1) for i in range(len(words) - n + 1)]
    return next((place for place in placement_of(pl.Series(runs, dtype=pl.String)) if place), None)


def flags(texts: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Ja/nej columns as Boolean, and which values are neither."""
    import polars as pl

    distinct = texts.unique().drop_nulls()
    spelled = [compact(text) for text in distinct]
    values = [True if spelling in TRUE else False if spelling in FALSE else None for spelling in spelled]
    looked_up = pl.DataFrame(
        {
            "text": distinct,
            "value": pl.Series(values, dtype=pl.Boolean),
            "unknown": pl.Series([value is None for value in values], dtype=pl.Boolean),
        }
    )
    joined = texts.alias("text").to_frame().join(looked_up, on="text", how="left", maintain_order="left")
    return joined["value"], joined["unknown"].fill_null(False)
