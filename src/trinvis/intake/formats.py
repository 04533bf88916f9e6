"""The Danish description of every format that can be imported, drawn from tables, profiles and checks."""

from __future__ import annotations

from trinvis.intake.account_strings import SHAPES
from trinvis.intake.checks import CHECKS
from trinvis.intake.profile import Field, Profile
from trinvis.intake.profiles import SOURCES
from trinvis.intake.rules import RULES
from trinvis.intake.templates import columns_of, kind_in_words
from trinvis.tables import TABLES
from trinvis.tables.schema import Table

_MEANINGS = {
    "snapshot": "Øjebliksbillede: alt, hvad der kendes på udtræksdagen. Afløser forrige levering af samme kilde og omfang.",
    "period": "Periode: afløser de måneder, som leveringen dækker.",
    "increment": "Tilføjelse: lægges til det, der er leveret før.",
}
_SEVERITIES = {"reject": "Afvises", "warn": "Advarsel"}


def markdown() -> str:
    """All formats as one Markdown page: how files are read, each source, each table, each rule."""
    parts = [
        _HOW,
        _accounts(),
        "## Kilder\n",
        *[_profile(profile) for profile in SOURCES.values()],
        "## Tabeller\n",
        *[_table(table) for table in TABLES.values()],
        _rules(),
    ]
    return "\n".join(parts).rstrip() + "\n"


_HOW = """# Formater

Siden er dannet af programmet og følger det.

## Sådan læses en fil

- **Filtyper**: .xlsx (formler tæller med den værdi, Excel har gemt) og tekst med semikolon, komma, tabulator eller lodret
  streg; UTF-8 med og uden BOM, UTF-16 eller cp1252.
- **Overskrifter** findes i de første 60 rækker. Rækkefølgen er fri, og små forskelle (store bogstaver, mellemrum, bindestreg,
  punktum, parentes) betyder intet. Ukendte kolonner gemmes som krypterede tekster og nævnes.
- **Titler, afsnit, gentagne overskrifter og sumrækker** genkendes. En sum lægges aldrig til; den kontrolleres.
- **Tal** læses efter den form, som kolonnens værdier viser: `1.234,56` eller `1,234.56`; minus foran eller bagved, parentes,
  `kr.`, `,-` og hårde mellemrum er tilladt. Kan alle værdier i en kolonne læses på to måder, spørges der: `--number-form da|en`.
- **Datoer**: `31-12-2026`, `31.12.2026`, `2026-12-31`, `31. dec. 2026`, Excels løbenumre. Med skråstreg skal kolonnen vise,
  om dagen står først, ellers spørges der: `--date-form dmy|mdy`. `01.01.9999` er en ukendt dag.
- **Svarene huskes** for kilden, ligesom `--header` og `--value`.
- **Cpr-numre** genkendes og giver fødselsår og -måned. Modulus 11 er kun et fingerpeg. Andre betegnelser (*Cpr. 1*) bruges, som
  de står, og mærkes.
- Hver række ender ét sted: **indlæst, afvist, sum eller titel**, og det samme gør hver krone, der kan læses.
"""


def _accounts() -> str:
    lines = ["## Kontostrenge\n", "| Form | Eksempel |", "|---|---|"]
    lines += [f"| {label} | `{example}` |" for _, label, example in SHAPES]
    lines.append(
        "\nEn funktion med to byttede cifre (58221… for 52821…) genkendes, og rettelsen foreslås; den udføres ikke.\n"
    )
    return "\n".join(lines)


def _profile(profile: Profile) -> str:
    lines = [f"### `{profile.name}`: {profile.label}\n", _MEANINGS[profile.kind], "", profile.meaning, ""]
    if profile.stop_is_free:
        lines += ["Kildens slutdato er den første dag, der ikke betales for; den flyttes én dag tilbage.", ""]
    needs = [" eller ".join(f"*{_heading(profile.field(name))}*" for name in group[:3]) for group in profile.needs]
    lines += ["Filen skal have: " + "; ".join(needs) + ".", "", "| Felt | Overskrifter, der genkendes |", "|---|---|"]
    for field in profile.fields:
        headings = dict.fromkeys([field.heading or field.label, field.label, *field.synonyms])
        lines.append(f"| {field.label} | {', '.join(f'`{_cell(text)}`' for text in headings)} |")
    return "\n".join(lines) + "\n"


def _heading(field: Field) -> str:
    return field.heading or field.label


def _table(table: Table) -> str:
    lines = [f"### `{table.name}`: {table.label}\n", table.meaning, ""]
    lines += ["| Felt | Kolonne | Skal udfyldes | Betydning | Indhold | Eksempel |", "|---|---|---|---|---|---|"]
    for column in columns_of(table):
        cells = (
            column.label + (" (krypteres)" if column.private or column.number else ""),
            f"`{column.name}`",
            "ja" if column.required else "",
            column.meaning,
            kind_in_words(column),
            column.example,
        )
        lines.append("| " + " | ".join(_cell(cell) for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def _rules() -> str:
    lines = ["## Regler\n", "| Kode | Følge | Besked | Gør sådan |", "|---|---|---|---|"]
    for rule in RULES:
        message = rule.message.replace("{field}", "*Feltet*")
        lines.append(f"| {rule.code} | {_SEVERITIES[rule.severity]} | {message} | {rule.remedy} |")
    for check in CHECKS:
        lines.append(f"| {check.CODE} | {_SEVERITIES[check.SEVERITY]} | {check.MESSAGE} | {check.REMEDY} |")
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def remedies() -> dict[str, str]:
    """Code → what to do, for every rule and check."""
    return {rule.code: rule.remedy for rule in RULES} | {check.CODE: check.REMEDY for check in CHECKS}
