"""What must stand beside a calculated potential: the report's own reservations in our words, each with its lines, and ours.

``lines`` are those of seed 002; a caveat without lines is ours.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Caveat:
    """One reservation: ``text`` for the reader, ``lines`` where the report says so (empty: the report does not)."""

    key: str
    text: str
    lines: str = ""

    @property
    def source(self) -> str:
        """Who makes the reservation."""
        return f"Kapacitetsanalysen, linje {self.lines}" if self.lines else "Trinvis"


SERVICE_LEVEL = Caveat(
    "service_level",
    "Det er ikke vist, om forskellen er bedre brug af pengene eller et andet serviceniveau; tallet er ikke et effektiviseringskrav.",
    "245-259; 476-488; 7018-7026; 11301-11311",
)
MODEL_AND_DATA = Caveat(
    "model_and_data",
    "Tallet er ikke bedre end data og model: målefejl, tilfældige udsving og forhold, der ikke er med, kan trække det op og ned.",
    "252-259; 546-556; 7004-7010; 11315-11319",
)
THREE_YEARS = Caveat(
    "three_years",
    "Gennemsnittet over tre år og de mange variabler, der er prøvet, begrænser tilfældighederne, men fjerner dem ikke.",
    "552-556; 7008-7014; 11321-11325",
)
SEVERITY = Caveat(
    "severity",
    "Der er ikke taget højde for, hvor tunge sagerne er, eller for kvaliteten i indsatsen.",
    "6542-6548; 10980-10986",
)
ACTING_MUNICIPALITY = Caveat(
    "acting_municipality",
    "Anbringelserne er talt i den kommune, der handler i sagen, ikke i den, der betaler; det skævvrider sammenligningen.",
    "3476-3480",
)
SPECIALISATION = Caveat(
    "specialisation",
    "Forskelle i takster kan være forskelle i specialisering og i borgernes behov.",
    "6918-6924; 11234-11240; 11252-11260",
)
LONG_HORIZON = Caveat(
    "long_horizon",
    "Virkningen af forebyggelse viser sig først over en længere årrække; et øjebliksbillede kan hverken vise eller afvise den.",
    "270-276; 11155-11165",
)
UNCERTAIN_SHARE = Caveat(
    "uncertain_share",
    "Det antages, at målgruppens udgifter varierer som hele områdets, og andelen hviler på få kommuners skøn.",
    "2462-2522; 6793-6797",
)
NO_INSTRUCTION = Caveat(
    "no_instruction",
    "For den del, der hverken er anbringelser eller takster, er der ingen anvisning på, hvordan den kan hentes.",
    "512-518; 536-542",
)
NOISE_COUNTED = Caveat(
    "noise_counted",
    "Formlen tæller også det, der kun var tilfældigt i netop disse år, fordi kun afvigelser opad lægges sammen; se det korrigerede tal.",
)
LASTING_IS_NOT_CAUSE = Caveat(
    "lasting",
    "Det korrigerede tal er varige forskelle fra det forventede. Hvad de skyldes, siger det ikke; og tilfældigheder, der varer hele "
    "perioden, regnes som varige.",
)
HELD_CONSTANT = Caveat(
    "held_constant",
    "Modellen holder forebyggelse og familiebehandling fast, så noget af det, der træder i stedet for en anbringelse, er regnet ud af tallet.",
)
NESTED_UNTESTED = Caveat(
    "nested_untested",
    "Rapporten regner taksterne som en del af den uforklarede variation, men de er opgjort af andre data, og det er ikke prøvet.",
)
REGIONS_DIFFER = Caveat(
    "regions",
    "Taksterne er opgjort efter, hvor tilbuddet ligger, ikke efter hvem der betaler.",
)
OCCUPANCY_ESTIMATED = Caveat(
    "occupancy",
    "Belægningen er kommunernes egen vurdering. Ledige pladser kan være nødvendige, for at der er plads, når nogen kommer.",
    "10017-10049",
)
AVERAGE_COST = Caveat(
    "average_cost",
    "En plads, der lukkes, sparer ikke gennemsnitsprisen: faste udgifter bliver, til huset lukker.",
)
WHO_PAYS_INSTEAD = Caveat(
    "who_pays_instead",
    "Hvem der overtager de borgere, andre kommuner betalte for, og hvad boligerne koster, er ikke med.",
)
BUSINESS_CASE = Caveat(
    "business_case",
    "Procenten er et skøn fra en business case for digitalisering, ikke en måling; den dækker arbejdsgange, ledelsesinformation og gebyrer.",
    "11461-11489",
)
FIXED_DAY_RATE = Caveat(
    "day_rate",
    "Prisen er den faste takst pr. døgn; hvad det koster kommunen at tage imod borgeren i stedet, er ikke trukket fra.",
    "10103-10109",
)
