"""The command line: a thin roof over the hall. Commands are English, what they say is Danish.

Nothing heavy is imported here: a command fetches what it needs when it runs, so that ``trinvis --help`` answers at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import Any

import typer

from trinvis.cli import (
    benchmark,
    care,
    figures,
    forecast,
    invest,
    key_figures,
    receive,
    serve,
    staircase,
    start,
    years_ahead,
)
from trinvis.cli.capacity import capacity
from trinvis.cli.help import DanishCommand, DanishGroup
from trinvis.cli.typed import journal
from trinvis.cli.wrong import DONE, INTERRUPTED, WRONG, one_line, usage_line

HELP = """Styring af det specialiserede børne- og ungeområde efter indsatstrappen.

Filer fra fagsystem og økonomisystem ind, månedens budgetopfølgning ud. Begynd med trinvis demo.
"""

app = typer.Typer(cls=DanishGroup, help=HELP, rich_markup_mode=None, add_completion=False, no_args_is_help=False)

COMMANDS: dict[str, Callable[..., int]] = {
    "demo": start.demo,
    "init": start.init,
    "import": receive.import_files,
    "deliveries": receive.deliveries,
    "rejects": receive.rejects,
    "withdraw": receive.withdraw,
    "commitments": figures.commitments,
    "follow-up": figures.follow_up,
    "why": figures.why,
    "changes": figures.changes,
    "reconciliation": figures.reconciliation,
    "explain": figures.explain,
    "approve": figures.approve,
    "forecast": forecast.forecast,
    "backtest": forecast.backtest,
    "years-ahead": years_ahead.years_ahead,
    "benchmark": benchmark.benchmark,
    "invest": invest.invest,
    "staircase": staircase.staircase,
    "key-figures": key_figures.key_figures,
    "serve": serve.serve,
    "doctor": care.doctor,
    "key-rotate": care.key_rotate,
    "template": care.template,
    "forms": care.forms,
}
for _name, _function in COMMANDS.items():
    app.command(_name, cls=DanishCommand)(_function)
app.add_typer(capacity, name="capacity")
app.add_typer(journal, name="journal")


@app.callback(invoke_without_command=True)
def trinvis(
    ctx: typer.Context,
    version: bool = typer.Option(False, "--version", help="Vis versionen."),
) -> None:
    """Styring af det specialiserede børne- og ungeområde efter indsatstrappen.

    Filer fra fagsystem og økonomisystem ind, månedens budgetopfølgning ud. Begynd med trinvis demo.
    """
    if version:
        from trinvis import __version__

        print(f"trinvis {__version__}")
    elif ctx.invoked_subcommand is None:
        print(ctx.get_help())


def command() -> Any:
    """The whole command line as one command object."""
    return typer.main.get_command(app)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit status."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # small matrices: two threads wait for each other
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Run the command line; the exit status. Whatever goes wrong is one Danish line on the error stream."""
    from typer.exceptions import Abort, TyperException

    try:
        status = command().main(args=list(arguments), prog_name="trinvis", standalone_mode=False)
        sys.stdout.flush()
    except TyperException as error:
        return _told(usage_line(error))
    except (KeyboardInterrupt, Abort):
        print("Afbrudt; det, der ikke var gemt, er som før.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # the reader (head, less) has left: what it asked for, it has got
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123
        return DONE
    except Exception as error:
        if os.environ.get("TRINVIS_TRACE"):
            raise
        from trinvis.cli.known import danish_lines

        return _told(*danish_lines(error))
    return status if isinstance(status, int) else DONE


def _told(*lines: str) -> int:
    for line in lines:
        print(one_line(line), file=sys.stderr)
    return WRONG
