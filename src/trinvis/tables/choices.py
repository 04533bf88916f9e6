"""The closed lists that several tables share: code and what the user sees."""

from __future__ import annotations

UNITS = (
    ("day", "Døgn"),
    ("week", "Uge"),
    ("fortnight", "14 dage"),
    ("month", "Måned"),
    ("year", "År"),
    ("hour_week", "Timer pr. uge"),
    ("hour_month", "Timer pr. måned"),
    ("session", "Gange i alt"),
    ("once", "Engangsbeløb"),
)

STATUSES = (
    ("draft", "Kladde"),
    ("expected", "Forventet"),
    ("granted", "Bevilget"),
    ("ended", "Afsluttet"),
    ("cancelled", "Annulleret"),
)

PROVIDER_KINDS = (
    ("own", "Egen"),
    ("other_municipality", "Anden kommune"),
    ("region", "Region"),
    ("private", "Privat"),
)

PLACEMENT_TYPES = (
    ("kin_foster", "Slægts- eller netværksplejefamilie"),
    ("foster", "Plejefamilie"),
    ("municipal_foster", "Kommunal plejefamilie"),
    ("own_room", "Eget værelse, kollegium mv."),
    ("boarding_school", "Kost- eller efterskole"),
    ("residence", "Socialpædagogisk opholdssted"),
    ("institution", "Døgninstitution"),
    ("part_closed", "Delvist lukket institution eller afdeling"),
    ("secure", "Sikret døgninstitution"),
    ("ship", "Skibsprojekt"),
)

INTERVENTION_TYPES = (
    ("placement", "Anbringelse"),
    ("family_treatment", "Familiebehandling"),
    ("practical_support", "Praktisk, pædagogisk støtte i hjemmet"),
    ("family_stay", "Døgnophold for familien"),
    ("relief", "Aflastning/støtteophold"),
    ("contact_person", "Fast kontaktperson"),
    ("internship", "Praktiktilbud"),
    ("other_help", "Anden hjælp"),
    ("economic_support", "Økonomisk støtte til forældre"),
    ("parent_support", "Støtteperson til forældre"),
    ("early_prevention", "Tidligt forebyggende indsats"),
    ("advice", "Rådgivning, undersøgelse og behandling"),
    ("companion", "Ledsagelse"),
    ("extra_costs", "Merudgifter"),
    ("lost_earnings", "Tabt arbejdsfortjeneste"),
    ("home_training", "Hjemmetræning"),
    ("special_day_care", "Særligt dag- eller klubtilbud"),
    ("aftercare", "Ungestøtte (efterværn)"),
    ("legal_aid", "Advokatbistand"),
    ("examination", "Børnefaglig undersøgelse"),
    ("children_house", "Børnehus"),
    ("other", "Andet"),
)

STOP_REASONS = (
    ("as_planned", "Som planlagt"),
    ("home", "Hjemgivet"),
    ("breakdown", "Sammenbrud"),
    ("moved", "Flyttet til anden indsats"),
    ("turned_18", "Fyldt 18 år"),
    ("other", "Andet"),
)

BUDGET_VERSIONS = (
    ("original", "Oprindeligt budget"),
    ("moved", "Omplacering"),
    ("supplementary", "Tillægsbevilling"),
    ("carried_over", "Overførsel"),
)

ESTIMATE_KINDS = (("risk", "Risikosag"), ("pool", "Pulje"), ("estimate", "Skøn"))

TARGET_GROUPS = (
    ("vulnerable", "Socialt udsat"),
    ("disability", "Nedsat funktionsevne"),
    ("both", "Begge"),
)

UNKNOWN_STOP = "01.01.9999"
"""How users' files write an unknown stop date (seed 003 line 4850); null in facts."""
