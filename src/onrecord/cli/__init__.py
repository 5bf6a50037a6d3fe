"""One verb for each thing a person does; nothing heavy is imported before a verb needs it.

Exit codes: 0 done; 1 nothing could be read; 2 wrong words on the command line; 3 input; 4 onrecord's own data;
5 the record; 6 not found; 7 export; 130 stopped by Ctrl-C (the record is sound, the next run goes on).
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from onrecord.cli.export import export
from onrecord.cli.inspect import inspect
from onrecord.cli.read import read
from onrecord.cli.show import show
from onrecord.cli.status import status
from onrecord.errors import OnrecordError

app = typer.Typer(
    name="onrecord",
    help="News reports in, a sourced record out: who did what to whom, where, when, and who says so.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for verb in (read, inspect, show, export, status):
    app.command()(verb)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"onrecord {version('onrecord')}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version and stop.")
    ] = False,
) -> None:
    """News reports in, a sourced record out: who did what to whom, where, when, and who says so."""


def main() -> None:
    """Run the command line; errors of onrecord's own become one line and an exit code."""
    try:
        app()
    except OnrecordError as error:
        typer.echo(f"onrecord: {error}", err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
