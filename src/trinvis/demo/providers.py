"""Who delivers in the example municipality: invented names that say so, and carers under an invented number."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Provider:
    """One provider: name, who owns it, its price against the level (1.0 = as the level), and how it sends invoices.

    ``collective`` providers send one invoice a month for all children together, without naming them.
    """

    name: str
    kind: str
    price: float = 1.0
    collective: bool = False


PROVIDERS: dict[str, tuple[Provider, ...]] = {
    "residence": (
        Provider("Opholdsstedet Eksempelgården", "private", 0.94),
        Provider("Opholdsstedet Prøvebakken", "private", 1.02),
        Provider("Opholdsstedet Mønsterly", "private", 1.11, collective=True),
        Provider("Bostedet Skitsen", "private", 0.89),
        Provider("Opholdsstedet Modelhus", "other_municipality", 1.0),
        Provider("Opholdsstedet Tænkt Strand", "private", 1.07),
    ),
    "own_institution": (Provider("Døgninstitutionen Eksempelhuset", "own", 1.0, collective=True),),
    "institution": (
        Provider("Døgninstitutionen Fiktivborg", "region", 1.06),
        Provider("Døgninstitutionen Prøvestenen", "other_municipality", 0.97),
        Provider("Børnehjemmet Skabelonen", "private", 0.99),
    ),
    "secure": (Provider("Sikret afdeling Eksempelskoven", "region"),),
    "own_room": (Provider("Kollegiet Opdigtet", "private"), Provider("Ungeboligerne Eksempelvej", "own", 0.93)),
    "boarding_school": (
        Provider("Eksempelby Efterskole", "private", 0.97),
        Provider("Prøveholm Kostskole", "private", 1.05),
    ),
    "family_house": (Provider("Familiehuset Eksempel", "own", collective=True),),
    "family_private": (
        Provider("Fiktiv Familiebehandling ApS", "private"),
        Provider("Prøveløsning I/S", "private", 1.08),
    ),
    "support_own": (Provider("Hjemmevejlederne i Eksempelkommune", "own", collective=True),),
    "contact_private": (
        Provider("Kontaktperson Opdigtet ApS", "private", 1.04),
        Provider("Ungestøtten Eksempel", "private", 0.96, collective=True),
        Provider("Mentorværket Fiktion", "private", 1.0),
    ),
    "prevention": (
        Provider("Forebyggelsen Eksempel Nord", "own", collective=True),
        Provider("Forebyggelsen Eksempel Syd", "own", collective=True),
        Provider("Samtalegrupperne Model", "private", 1.05, collective=True),
    ),
}
"""Kind of provider → the providers; ``carer`` is not here: every carer is a person with a number of their own."""

FIRST_NAMES = (
    "Alma Anton Asta August Bertil Ella Emil Esther Felix Freja Frida Hannah Hugo Ida Isak Johanne Karla Konrad Laura "
    "Liva Luna Malthe Marius Mathilde Mila Nohr Olga Oskar Otto Rosa Sander Saga Selma Sigurd Storm Tilde Valdemar "
    "Vilma Villads Agnes"
).split()
SURNAMES = ("Eksempelsen", "Fiktivsen", "Prøvesen", "Opdigtet", "Modelsen")
DISTRICTS = ("Nord", "Syd", "Midt")
TEAMS = ("Børneteam", "Ungeteam", "Handicapteam")
ADVISERS = tuple(f"Rådgiver {letter}" for letter in "ABCDEFGHIJKLMNOPQRST")
