"""``invest``: does an earlier effort pay, for whom, when, and how sure are we; from a case's file, or a case of the journal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from trinvis.cli import edge
from trinvis.cli.arguments import AsOf, Out
from trinvis.cli.invest_cases import Wanted, gathered
from trinvis.cli.invest_measures import MANY, MEASURES, OF_A_POOL, shown
from trinvis.cli.invest_question import Question, number
from trinvis.cli.output import DOCUMENTS, REPORT_FORMATS, check_format, emit, save
from trinvis.cli.wrong import DONE, DONE_WITH_REJECTED, Wrong

if TYPE_CHECKING:
    from trinvis.municipality import Municipality

MOST_DRAWS = 10_000_000
YAML = "yaml"
FORMAT_HELP = (
    "table, json, csv eller xlsx; xlsx uden --measure er hele regnearket med formler, pdf og docx er ansøgningen, yaml er casens egen "
    "fil. Ellers efter endelsen på --out."
)


def invest(
    cases: Annotated[
        list[str],
        typer.Argument(
            metavar="CASE", help="Casens fil (.yaml), eller med --workspace navnet på en gemt case; flere kan gives."
        ),
    ],
    workspace: Annotated[
        Path | None,
        typer.Option("--workspace", metavar="DIR", help="Kommunens mappe: dens gemte cases, puljer og egne satser."),
    ] = None,
    as_of: AsOf = None,
    measure: Annotated[
        str | None,
        typer.Option(
            "--measure",
            metavar="MÅL",
            help=f"Hvad der vises: {', '.join(MEASURES)}. Ellers result, eller compare ved flere cases.",
        ),
    ] = None,
    reading: Annotated[
        str, typer.Option("--reading", metavar="NAVN", help="En af casens læsninger; ellers casen, som den står.")
    ] = "",
    alternative: Annotated[
        str,
        typer.Option(
            "--alternative", metavar="NAVN", help="Alternativet, der måles; ellers det første efter som i dag."
        ),
    ] = "",
    values: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="NAVN=TAL", help="Sæt et input til et andet tal, fx succesrate=8%. Kan gives flere gange."
        ),
    ] = None,
    tried: Annotated[
        list[str] | None,
        typer.Option(
            "--input",
            metavar="NAVN[=FRA..TIL]",
            help="Input til two-way (to) og threshold, eventuelt med det, de prøves imellem, fx succesrate=4%..12%.",
        ),
    ] = None,
    draws: Annotated[int, typer.Option("--draws", metavar="N", help="Antal gennemregninger af det usikre.")] = 10_000,
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="Frøet; samme frø giver de samme tal.")] = 1,
    sobol: Annotated[
        bool,
        typer.Option(
            "--sobol", help="Træk jævnt fordelt (Sobol) i stedet for tilfældigt: færre gennemregninger er nok."
        ),
    ] = False,
    pool: Annotated[
        str | None,
        typer.Option(
            "--pool",
            metavar="TAL,TAL…",
            help="Puljens kroner år for år med komma imellem: vis den bedste portefølje. Med --workspace ellers puljen i journalen.",
        ),
    ] = None,
    must: Annotated[
        list[str] | None,
        typer.Option("--must", metavar="NAVN", help="En case, der skal med i porteføljen. Kan gives flere gange."),
    ] = None,
    prices: Annotated[
        str | None,
        typer.Option(
            "--price", metavar="TAL,TAL…", help="Priser for én enhed af effekten i acceptability, med komma imellem."
        ),
    ] = None,
    tables: Annotated[
        list[str] | None,
        typer.Option(
            "--consequences",
            metavar="FIL",
            help="En konsekvenstabel (.xlsx eller .csv, som trinvis template consequences), der lægges ind i casen. Kan gives flere gange.",
        ),
    ] = None,
    courses: Annotated[
        list[str] | None,
        typer.Option(
            "--course",
            metavar="FORLØB=TILSTAND",
            help="Hvilken af casens tilstande et forløb i tabellen er, fx succes=hjemme.",
        ),
    ] = None,
    keep: Annotated[bool, typer.Option("--save", help="Gem casen i kommunens journal (kræver --workspace).")] = False,
    form: Annotated[str, typer.Option("--format", metavar="FORMAT", help=FORMAT_HELP)] = "table",
    out: Out = None,
) -> int:
    """Regn en investeringscase: hvad en indsats koster og giver år for år, hvornår den er tjent ind, for hvem, og hvor sikkert det er.

    En case er én fil, som kan læses og rettes; eksempler følger med Trinvis. Fejl i den siges med linje. Casen regnes uden en
    kommunes mappe; med --workspace kan den gemmes, og hvert tal kan åbnes med trinvis explain.
    """
    form = check_format(form, out, (*REPORT_FORMATS, YAML))
    asked = _measure(measure, len(cases), pool)
    _refuse_draws(draws, seed)
    if keep and workspace is None:
        raise Wrong("--save kræver --workspace DIR: casen gemmes i kommunens journal.")
    day = edge.day(as_of, "--as-of") or edge.today()
    wanted = Wanted(
        words=cases,
        tables=tuple(tables or ()),
        courses=_courses(courses),
        reading=reading,
        values=_set(values),
        day=day,
        keep=keep,
        known_from=day if as_of else None,
    )
    with _opened(workspace) as kommune:
        found = gathered(kommune, wanted)
        question = Question(
            made=found.made,
            kommune=kommune,
            day=day,
            measure=asked,
            alternative=alternative,
            tried=tuple(tried or ()),
            draws=draws,
            seed=seed,
            method="sobol" if sobol else "random",
            pool=pool,
            must=tuple(must or ()),
            prices=tuple(number(part, f"--price {prices}") for part in (prices or "").split(",") if part),
        )
        if form in DOCUMENTS:
            save(_document(question, form), out)
        elif form == YAML:
            save(_text(question), out)
        elif form == "xlsx" and measure is None and len(cases) == 1 and pool is None:
            save(_workbook(question), out)
        else:
            emit(shown(question), form, out)
    return DONE_WITH_REJECTED if found.rejected else DONE


def _measure(measure: str | None, cases: int, pool: str | None) -> str:
    """What is asked for, and that it can be asked of so many cases."""
    asked = measure or ("portfolio" if pool is not None else "compare" if cases > 1 else "result")
    if asked not in MEASURES:
        names = list(MEASURES)
        raise Wrong(f"--measure {asked} findes ikke: vælg {', '.join(names[:-1])} eller {names[-1]}.")
    if cases > 1 and asked not in MANY:
        raise Wrong(f"--measure {asked} er af én case: giv én, eller vælg {' eller '.join(MANY)}.")
    if pool is not None and asked not in OF_A_POOL:
        raise Wrong(f"--pool hører til {' og '.join(OF_A_POOL)} og ikke til {asked}: udelad en af dem.")
    return asked


def _refuse_draws(draws: int, seed: int) -> None:
    if not 1 <= draws <= MOST_DRAWS:
        raise Wrong(f"--draws {draws} kan ikke bruges: giv et tal fra 1 til 10.000.000.")
    if not 0 <= seed < 2**32:
        raise Wrong(f"--seed {seed} kan ikke bruges: giv et helt tal fra 0 til {2**32 - 1}.")


@contextmanager
def _opened(workspace: Path | None) -> Iterator[Municipality | None]:
    if workspace is None:
        yield None
        return
    from trinvis.cli.opening import opened

    with opened(workspace) as kommune:
        yield kommune


def _courses(texts: list[str] | None) -> dict[str, str]:
    """``succes=hjemme`` as course and state; raises ``Wrong``."""
    found = {}
    for text in texts or ():
        course, sign, state = (part.strip() for part in text.partition("="))
        if not (course and sign and state):
            raise Wrong(f"--course {text} kan ikke læses: skriv forløb og tilstand, fx succes=hjemme.")
        found[course] = state
    return found


def _set(texts: list[str] | None) -> dict[str, float]:
    """``succesrate=8%`` as name and number; raises ``Wrong``."""
    found = {}
    for text in texts or ():
        name, sign, value = text.partition("=")
        if not sign or not name.strip():
            raise Wrong(f"--set {text} kan ikke læses: skriv navn og tal, fx succesrate=8%.")
        found[name.strip()] = number(value, f"--set {text}")
    return found


def _document(question: Question, form: str) -> bytes:
    """The application as a document."""
    from trinvis.presentation.investment_application import application, application_docx, application_pdf
    from trinvis.presentation.municipality import municipality_name

    if len(question.made) != 1:
        raise Wrong("En ansøgning er af én case: giv én.")
    made, kommune = question.one, question.kommune
    paper = application(
        made,
        question.asked,
        question.drawn_if_uncertain(),
        kommune.case(made.key, question.day) if kommune is not None and made.key else None,
        question.day,
        municipality="" if kommune is None else municipality_name(kommune, question.day),
        synthetic=question.synthetic,
    )
    return application_pdf(paper) if form == "pdf" else application_docx(paper)


def _text(question: Question) -> bytes:
    """The case's file, with what was read, put in and set."""
    from trinvis.cases.writing import case_to_yaml
    from trinvis.municipality.investment_book import as_calculated

    if len(question.made) != 1:
        raise Wrong("--format yaml er af én case: giv én.")
    return case_to_yaml(as_calculated(question.one)).encode()


def _workbook(question: Question) -> bytes:
    """The whole workbook with live formulas."""
    from trinvis.municipality.investment_book import book_of

    return book_of(question.one, question.drawn_if_uncertain(), question.day)
