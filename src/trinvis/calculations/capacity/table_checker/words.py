"""The words by which published tables say what a line is: total, growth, whole country, interval, share, quartile."""

from __future__ import annotations

import re

_CHANGE = re.compile(
    r"\b(udvikling\w*|vækst\w*|ændring\w*|stigning\w*|fald|tilvækst|difference|forskel)\b", re.IGNORECASE
)
_TOTAL = re.compile(r"^(i ?alt|ialt|total|sum|samlet|alle|alle tilsammen|hele området)\b|\bi alt$", re.IGNORECASE)
_COUNTRY = re.compile(
    r"^(hele ?landet|landet|landsgennemsnit|lands(plan|tal)|på landsplan|danmark|dk)\b", re.IGNORECASE
)
_INTERVAL = re.compile(
    r"konfidens|\b(95|90|99) ?(%|pct\.?)[- ]?(ki|sikkerhed|interval)|\bki\b|^spænd|interval|usikkerhed", re.IGNORECASE
)
_ENDS = re.compile(r"kortest|længst|mindst|størst|lavest|højest|spænd\w* m", re.IGNORECASE)
_SHARE = re.compile(r"\b(relativ )?fordeling\b|\bandel\w*|^pct\.?$|^%$|\bprocentvis fordeling", re.IGNORECASE)
_UNIT_ONLY = re.compile(r"^((19|20)[0-9]{2}[ ,:]*)?(pct\.?|procent|%)([ ,:]*(19|20)[0-9]{2})?$", re.IGNORECASE)
"""A heading that only says per cent, of a year or of all."""
_PER = re.compile(
    r"\bpr\.? ?(1\.?000|100\.?000|10\.?000|100)\b|\bper (1\.?000|100\.?000|100)\b|\bpr\. (indbygger|[0-9](?!\.))"
    r"|\bpr\.? (helårs|person|plads|barn|borger|bruger|modtager|sag\b|forløb|anbragt|døgn|elev|familie|ansat|årsværk|medarbejder|enhed|stk)",
    re.IGNORECASE,
)
_MEAN = re.compile(
    r"\b(gennemsnit\w*|gns|median|indeks\w*|belægning\w*|\w+grad|\w*pris(en|er)?|\w*takst(en|er)?|\w*ventetid\w*|\w*varighed|normering)\b",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"\b(folketal|befolkning\w*|indbygger(e|tal)?|[0-9]+-[0-9]+-årige|vægt\w*|n|antal (svar|besvarelser|kommuner))\b",
    re.IGNORECASE,
)
_PARTLY = re.compile(r"^\W*(heraf|deraf|herunder|- ?heraf)\b", re.IGNORECASE)
_REGION = re.compile(r"\b(hovedstaden|sjælland|syddanmark|midtjylland|nordjylland)\b|\bregion\b", re.IGNORECASE)
_OVERLAP = re.compile(
    r"ikke (summeres|lægges sammen|adderes)|\boverlap\w*|flere (svar|årsager|grundlag)|multi", re.IGNORECASE
)
_AVERAGE = re.compile(r"\bgennemsnit\w*|\bgns\b|\bindeks\b|\bbelægning\w*|\bpct\.|%|\bventetid", re.IGNORECASE)


def says_mean(text: str) -> bool:
    """A line of averages or index numbers."""
    return bool(_MEAN.search(text))


def says_change(text: str) -> bool:
    """A line of growth."""
    return bool(_CHANGE.search(text))


def says_total(text: str) -> bool:
    """A line that adds up others."""
    return bool(_TOTAL.search(text.strip()))


def says_country(text: str) -> bool:
    """The whole country."""
    return bool(_COUNTRY.search(text.strip()))


def says_interval(text: str) -> bool:
    """A line of intervals."""
    return bool(_INTERVAL.search(text))


def says_ends(text: str) -> bool:
    """A line that is said to go from the smallest to the largest."""
    return bool(_ENDS.search(text))


def says_share(text: str) -> bool:
    """A line of shares of a whole."""
    return bool(_SHARE.search(text) or _UNIT_ONLY.search(text)) and not says_change(text)


def says_rate(text: str) -> bool:
    """Something per so many inhabitants."""
    return bool(_PER.search(text))


def says_people(text: str) -> bool:
    """A line of inhabitants, answers or weights: what rates and shares are of."""
    return bool(_PEOPLE.search(text)) and not says_rate(text) and not says_share(text)


def says_partly(text: str) -> bool:
    """A line that is only some of the one before ("heraf")."""
    return bool(_PARTLY.search(text))


def says_region(text: str) -> bool:
    """A region, or the municipalities in it."""
    return bool(_REGION.search(text))


def says_overlap(text: str) -> bool:
    """A note that groups overlap and are not to be added up."""
    return bool(_OVERLAP.search(text))


def says_average(text: str) -> bool:
    """A table of averages, shares or indexes, where a line for all is no sum."""
    return bool(_AVERAGE.search(text))


def says_per_cent(text: str) -> bool:
    """Figures in per cent."""
    return bool(re.search(r"\bi (pct\.?|procent)\b|\(pct\.?\)|\(%\)|\bi %", text, re.IGNORECASE))


def says_average_change(text: str) -> bool:
    """Figures that may pass 100 per cent: growth, indexes, occupancy."""
    return says_change(text) or bool(re.search(r"indeks|belægning|udnyttelse|dækningsgrad", text, re.IGNORECASE))
