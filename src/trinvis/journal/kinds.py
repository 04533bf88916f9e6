"""The kinds of entry: the fields of each, and what must hold of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from trinvis.journal import capacity_savings, target_share
from trinvis.journal.errors import InvalidEntry
from trinvis.journal.fields import Field
from trinvis.parameters.profile import METHODS
from trinvis.tables import ASSUMPTIONS, BUDGETS, ESTIMATES, GRANTS, Table
from trinvis.tables.choices import STATUSES


@dataclass(frozen=True)
class Kind:
    """A kind of entry. ``key`` says how users choose its key, ``dated_by`` which field is the day from which it holds."""

    name: str
    label: str
    meaning: str
    key: str
    fields: tuple[Field, ...]
    dated_by: str | None = None
    rule: Callable[[dict[str, Any]], str | None] = lambda _: None
    """What must hold between fields: returns the Danish sentence when it does not."""

    def validated(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """``values`` as they are kept, empty ones left out; raises ``InvalidEntry`` that names the field and the remedy."""
        known = {field.name: field for field in self.fields}
        for name in values:
            if name not in known:
                raise InvalidEntry(f"{self.label} har intet felt »{name}«; felterne er {', '.join(known)}.")
        out: dict[str, Any] = {}
        for name, field in known.items():
            value = values.get(name)
            if value is None or value == "":
                if field.required:
                    raise InvalidEntry(f"{self.label} mangler »{field.label}« ({name}).")
                continue
            try:
                out[name] = field.checked(value)
            except ValueError as wrong:
                raise InvalidEntry(f"{self.label}: »{field.label}« ({name}) {wrong}.") from None
        problem = self.rule(out)
        if problem is not None:
            raise InvalidEntry(f"{self.label}: {problem}.")
        return out


def kind_of(name: str) -> Kind:
    """The kind of that name; raises ``InvalidEntry`` that lists those there are."""
    if name not in KINDS:
        raise InvalidEntry(f"Journalen kender ikke »{name}«; vælg en af {', '.join(KINDS)}.")
    return KINDS[name]


def _of(table: Table, *names: str, required: tuple[str, ...] = ()) -> tuple[Field, ...]:
    """Fields that are columns of a table, with its words; an identifier is given by its number."""
    out = []
    for name in names:
        c = table.column(name)
        kind = c.kind if c.kind != "identifier" else "text" if c.number == "key" else "integer"
        out.append(Field(name, kind, c.label, c.meaning, c.unit, name in required, c.choices, c.example))
    return tuple(out)


def _ordered(values: dict[str, Any]) -> str | None:
    start, stop = values.get("start"), values.get("stop")
    return "slutdatoen ligger før startdatoen" if start and stop and stop < start else None


def _percent(values: dict[str, Any]) -> str | None:
    if not 0 <= values.get("probability", 0) <= 10_000:
        return "sandsynligheden skal ligge mellem 0 og 100 procent (0 og 10000 i hundrededele)"
    return _ordered(values)


_CORRECTED = {
    "stop": Field("value", "date", "Ny stopdato", ""),
    "rate": Field("value", "oere", "Ny takst", ""),
    "status": Field("value", "choice", "Ny status", "", choices=STATUSES),
    "step": Field("value", "integer", "Nyt trin", ""),
}


def _correction(values: dict[str, Any]) -> str | None:
    field = _CORRECTED[values["field"]]
    if "value" not in values:
        return None if values["field"] == "stop" else f"»{field.label}« mangler"
    try:
        field.checked(values["value"])
    except ValueError as wrong:
        return f"»{field.label}« {wrong}"
    return None


def _posting(values: dict[str, Any]) -> str | None:
    row = ("delivery_id" in values, "row_no" in values)
    if any(row) and not all(row):
        return "levering og række skal angives sammen"
    if sum((all(row), "voucher" in values, "reference" in values)) != 1:
        return "angiv enten levering og række, et bilag eller en reference"
    return None


def _identity(values: dict[str, Any]) -> str | None:
    row = ("delivery_id" in values, "row_no" in values)
    if any(row) and not all(row):
        return "levering og række skal angives sammen"
    if all(row) == ("old_grant_id" in values):
        return "angiv enten levering og række eller det indsatsnummer, der skal tælles som et andet"
    return None


def _scenario(values: dict[str, Any]) -> str | None:
    changes = values["scenario"].get("changes", [])
    if not isinstance(changes, list) or not all(isinstance(change, dict) for change in changes):
        return "ændringerne (changes) skal være en liste, hvor hver ændring er felter med værdier"
    return None


CASE_STATES = (
    ("draft", "Kladde"),
    ("listed", "På byrådets liste"),
    ("approved", "Godkendt"),
    ("rejected", "Afvist"),
    ("running", "I gang"),
    ("ended", "Afsluttet"),
)
"""How far an investment case has come, and what users call it."""


def _case_text(values: dict[str, Any]) -> str | None:
    return None if values["case"].strip() else "casens tekst er tom"


def _pool_amount(values: dict[str, Any]) -> str | None:
    return "beløbet pr. år skal være 0 kr. eller mere" if values["amount_oere"] < 0 else None


def _account(values: dict[str, Any]) -> str | None:
    from trinvis.journal.as_facts import account_key

    if "account" in values and account_key(values["account"]) is None:
        return "kontoen skal skrives som 5.28.21.1.003 eller med ni cifre"
    return None


_NOTE = Field("note", "text", "Bemærkning", "Fri tekst; krypteres.")
_ROW = (
    Field("delivery_id", "text", "Levering", "Leveringen, posteringen eller indsatsen står i."),
    Field("row_no", "integer", "Række", "Rækkens nummer i filen."),
)
_POSTING = (
    *_ROW,
    Field("voucher", "text", "Bilag", "Bilaget, som det står i posteringerne; gælder alle leveringer."),
    Field("reference", "text", "Indsats-id", "Referencen, som den står i posteringerne; gælder alle leveringer."),
)
_AMOUNT = ("year", "area", "intervention_type", "placement_type", "price_oere", "probability", "start", "stop", "note")
_RISK = ("year", "area", "intervention_type", "placement_type", "child_no", "number", *_AMOUNT[4:])

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            "profile",
            "Kommuneprofil",
            "Kommunens valg: områder, metoder, trappe og grænser.",
            "»profile«",
            (Field("profile", "mapping", "Profil", "Profilens indhold.", required=True),),
        ),
        Kind(
            "parameter",
            "Parameter",
            "Kommunens egen værdi i stedet for en, Trinvis leverer.",
            "Parameterens navn, eventuelt /nøgle",
            (
                Field("name", "text", "Navn", "Parameterens eller tabellens navn.", required=True),
                Field("key", "text", "Nøgle", "Rækkens nøgle i tabellen; tom når der kun er én værdi."),
                Field("value", "cell", "Værdi", "Værdien, som parameteren gemmes; tom = ingen."),
                Field("valid_from", "date", "Gælder fra", "Første dag, værdien gælder.", required=True),
                Field("valid_to", "date", "Gælder til", "Sidste dag; tom = indtil videre."),
                Field("source", "text", "Kilde", "Hvor værdien kommer fra."),
                Field("assumed", "flag", "Antaget", "Om værdien er en antagelse."),
                Field("withdrawn", "flag", "Trukket tilbage", "Trinvis' egen værdi gælder igen."),
            ),
            dated_by="valid_from",
        ),
        Kind(
            "method",
            "Metode",
            "Hvordan et områdes forventede regnskab findes.",
            "Området",
            (
                Field("area", "text", "Område", "Området, som profilen kalder det."),
                Field("method", "choice", "Metode", "Metoden.", required=True, choices=tuple(METHODS.items())),
                Field("reason", "text", "Begrundelse", "Hvorfor metoden er valgt."),
            ),
        ),
        Kind(
            "correction",
            "Rettelse af indsats",
            "En bevilget indsats' stop, takst, status eller trin, som kilden har forkert.",
            "Indsatsnummer/felt",
            (
                Field("grant_id", "integer", "Indsatsnummer", "Indsatsen.", required=True),
                Field(
                    "field",
                    "choice",
                    "Felt",
                    "Det, der rettes.",
                    required=True,
                    choices=(("stop", "Stopdato"), ("rate", "Takst"), ("status", "Status"), ("step", "Trin")),
                ),
                Field("value", "cell", "Ny værdi", "Dato, takst i øre, status eller trin; tom stopdato = ukendt."),
                Field("source_value", "cell", "Kildens værdi", "Det, der stod i kilden, da rettelsen blev skrevet."),
                _NOTE,
            ),
            rule=_correction,
        ),
        Kind(
            "expectation",
            "Forventet indsats",
            "En indsats, der er på vej til et kendt barn, eller en ventet ændring af en bevilget.",
            "Frit valgt",
            (
                *_of(
                    GRANTS, "child_no", "intervention_type", "unit", "rate_oere", "start",
                    required=("child_no", "intervention_type", "unit", "rate_oere", "start"),
                ),
                *_of(
                    GRANTS, "stop", "quantity", "vat_factor", "probability", "placement_type", "placed", "paragraph",
                    "provider_no", "provider_kind", "modifies", "paying_municipality", "team", "district", "account", "note",
                ),
            ),
            rule=_percent,
        ),
        Kind(
            "risk",
            "Risikosag",
            "Antal × pris × sandsynlighed × tid.",
            "Frit valgt",
            _of(ESTIMATES, *_RISK, required=("year", "price_oere")),
            rule=_percent,
        ),
        Kind(
            "pool",
            "Pulje",
            "Beløb til sager, der endnu ikke er kendt.",
            "Frit valgt",
            _of(ESTIMATES, *_AMOUNT, required=("year", "price_oere")),
            rule=_percent,
        ),
        Kind(
            "estimate",
            "Skøn",
            "Et skønnet beløb; for et område med metoden skøn hele årets.",
            "Frit valgt",
            _of(ESTIMATES, *_AMOUNT, required=("year", "price_oere")),
            rule=_percent,
        ),
        Kind(
            "assumption",
            "Budgetforudsætning",
            "Antal gange gennemsnitspris bag et område.",
            "År/område",
            _of(
                ASSUMPTIONS, "year", "area", "intervention_type", "full_year_persons", "children", "average_price_oere",
                "goal", "binding", required=("year", "area", "full_year_persons", "average_price_oere"),
            ),
        ),
        Kind(
            "budget_line",
            "Budgetlinje",
            "Et beløb i en budgetversion.",
            "Frit valgt",
            _of(
                BUDGETS, "year", "version", "area", "account", "intervention_type", "amount_oere", "decided", "note",
                required=("year", "version", "amount_oere"),
            ),
            rule=_account,
        ),
        Kind(
            "match",
            "Kobling",
            "En postering, et bilag eller en reference hører til en indsats.",
            "Frit valgt",
            (
                *_POSTING,
                Field("grant_id", "integer", "Indsatsnummer", "Indsatsen, der er betalt.", required=True),
                Field("service_month", "month", "Ydelsesmåned", "Måneden, der er betalt for; tom = som posteringen siger."),
                _NOTE,
            ),
            rule=_posting,
        ),
        Kind(
            "unmatch",
            "Ophævet kobling",
            "En postering, et bilag eller en reference hører ikke til nogen indsats.",
            "Frit valgt",
            (*_POSTING, _NOTE),
            rule=_posting,
        ),
        Kind(
            "identity",
            "Indsatsens identitet",
            "Hvilken indsats en række er, når Trinvis tog fejl.",
            "Frit valgt",
            (
                *_ROW,
                Field("old_grant_id", "integer", "Indsatsnummer før", "Indsatsen, der tælles som en anden."),
                Field("grant_id", "integer", "Indsatsnummer", "Indsatsen, det er.", required=True),
                _NOTE,
            ),
            rule=_identity,
        ),
        Kind(
            "scenario",
            "Scenarie",
            "Ændringer, kommunen overvejer for årene frem: tilgang, omlægning, varighed og priser.",
            "Scenariets navn",
            (
                Field("name", "text", "Navn", "Det, scenariet hedder.", required=True),
                Field("scenario", "mapping", "Ændringer", "Listen changes med scenariets ændringer i rækkefølge.", required=True),
                _NOTE,
            ),
            rule=_scenario,
        ),
        Kind(
            "investment",
            "Investeringscase",
            "En business case: hvad en indsats koster, hvem den er til, og hvad den ventes at give.",
            "Casens navn",
            (
                Field("name", "text", "Titel", "Det, casen hedder.", required=True),
                Field("case", "text", "Casens fil", "Hele casen som YAML; krypteres.", required=True),
                _NOTE,
            ),
            rule=_case_text,
        ),
        Kind(
            "investment_quality",
            "Kvalitetssikring af en case",
            "Kvalitetssikringsgruppens kommentarer til en case, som den ser ud nu; en ændret case skal sikres igen.",
            "Casens navn",
            (
                Field("comment", "text", "Kommentar", "Gruppens kommentarer; krypteres."),
                Field("assured", "flag", "Kvalitetssikret", "Om gruppen står inde for casen.", required=True),
                Field("case_digest", "text", "Casens kontrolsum", "Hvilken udgave af casen der er set på; tom = den, der gælder."),
            ),
        ),
        Kind(
            "investment_state",
            "Cases status",
            "Hvor langt en case er: kladde, på byrådets liste, godkendt, afvist, i gang eller afsluttet.",
            "Casens navn",
            (
                Field("state", "choice", "Status", "Casens status.", required=True, choices=CASE_STATES),
                Field("case_digest", "text", "Casens kontrolsum", "Hvilken udgave af casen det gælder; tom = den, der gælder."),
                _NOTE,
            ),
        ),
        Kind(
            "investment_pool",
            "Investeringspulje",
            "Hvad der kan bruges på cases hvert år.",
            "Puljens navn og år",
            (
                Field("pool", "text", "Pulje", "Puljens navn.", required=True),
                Field("year", "integer", "År", "Budgetår.", required=True),
                Field("amount_oere", "oere", "Beløb", "Det, puljen er på i året.", unit="kr.", required=True),
                _NOTE,
            ),
            rule=_pool_amount,
        ),
        Kind(
            "investment_run",
            "Case i drift",
            "Hvem der er med i en case, der er i gang, og hvad den holdes op mod.",
            "Casens navn",
            (
                Field("start", "date", "Fra", "Den dag, indsatsen begyndte.", required=True),
                Field("children", "mapping", "Børn", "Hvilke børn, som en målgruppe vælges: age, steps, district, type; eller list."),
                Field("compared", "mapping", "Holdes op mod", "Det, der sammenlignes med: districts, municipalities, steps og method."),
                Field("effort", "mapping", "Indsatsens udgift", "Hvad indsatsen har kostet i kroner, halvår for halvår (2025-1)."),
                _NOTE,
            ),
        ),
        Kind(
            "target_share",
            "Målgruppens andel",
            "Hvor meget af et område eller tilbud der vedrører målgruppen i et år, som nogen har vurderet det.",
            "Område/tilbud/år",
            target_share.FIELDS,
            rule=target_share.rule,
        ),
        Kind(
            "conversion_case",
            "Omlægning til støtte i eget hjem",
            "Hvad det giver at lukke døgnpladser og støtte borgerne hjemme, med marginale udgifter og tabt indtægt.",
            "Omlægningens navn",
            capacity_savings.CASE_FIELDS,
            rule=capacity_savings.case_rule,
        ),
        Kind(
            "saving_rate",
            "Sats for en besparelse",
            "Den procent eller det beløb, som en beregnet besparelse i kapacitetsanalysen regnes med.",
            "Område/sats/år",
            capacity_savings.RATE_FIELDS,
            rule=capacity_savings.rate_rule,
        ),
        Kind(
            "explanation",
            "Afvigelsesforklaring",
            "Hvorfor et område afviger.",
            "År/område",
            (
                Field("year", "integer", "År", "Budgetår.", required=True),
                Field("area", "text", "Område", "Området, som profilen kalder det.", required=True),
                Field("text", "text", "Forklaring", "Fri tekst; krypteres.", required=True),
            ),
        ),
        Kind(
            "note",
            "Bemærkning",
            "En bemærkning til et tal eller en sag.",
            "Frit valgt",
            (
                Field("text", "text", "Tekst", "Fri tekst; krypteres.", required=True),
                Field("about", "text", "Om", "Adressen på det tal, bemærkningen gælder."),
            ),
        ),
        Kind(
            "approval",
            "Godkendelse",
            "En godkendt budgetopfølgning og alt, hvad den er gjort af.",
            "Godkendelsens nummer",
            (
                Field("year", "integer", "År", "Budgetår.", required=True),
                Field("as_of", "date", "Pr.", "Dagen, opfølgningen ser.", required=True),
                Field("basis", "mapping", "Grundlag", "Leveringer, journal, profil, parametre og program.", required=True),
                Field("figures", "text", "Tal", "Tallene, som de blev godkendt.", required=True),
                Field("sha256", "text", "Kontrolsum", "Tallenes kontrolsum."),
            ),
        ),
        Kind(
            "form",
            "Fils form",
            "Hvordan en kildes overskrifter og værdier skal forstås.",
            "Kilden",
            (
                Field("source", "text", "Kilde", "Importprofilen.", required=True),
                Field("headers", "mapping", "Overskrifter", "Overskrift → kolonne."),
                Field("values", "mapping", "Værdier", "Kolonne → tekst → kode."),
                Field("forms", "mapping", "Talformer", "Kolonne → form."),
            ),
        ),
    )
}  # fmt: skip
"""Every kind by its name."""
