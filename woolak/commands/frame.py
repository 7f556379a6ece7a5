"""What all commands share: the application, options that several take, and how they speak."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from woolak.telling import Teller

__all__ = [
    "CPUS", "CaseDir", "Command", "Group", "Policy", "Records", "Role", "Scheduler", "Silent", "Storage", "Who",
    "Workers", "Working", "app", "end", "say",
]  # fmt: skip

HELP = "Toon deze uitleg."
KINDS = {"path": "PAD", "str": "TEKST", "int": "GETAL", "int range": "GETAL"}
"""What is shown behind an option that says nothing of its own."""
USAGE = {"[OPTIONS]": "[opties]", "COMMAND [ARGS]...": "OPDRACHT ...", "{": "", "}": "", "]...": "]", "......": "..."}


def _in_dutch() -> None:
    """The words of typer's own in a help text; what writes it is loaded only for that."""
    from typer import rich_utils

    rich_utils.OPTIONS_PANEL_TITLE, rich_utils.ARGUMENTS_PANEL_TITLE = "Opties", "Gegevens"
    rich_utils.COMMANDS_PANEL_TITLE = "Opdrachten"
    rich_utils.REQUIRED_LONG_STRING, rich_utils.DEFAULT_STRING = "[verplicht]", "[standaard: {}]"
    rich_utils.ENVVAR_STRING, rich_utils.RANGE_STRING = "[ook met {}]", ""
    kinds: tuple[Any, ...] = (TyperArgument, TyperOption)
    for one in kinds:
        one.display_type_rich = _shown


def _shown(param: TyperArgument | TyperOption, ctx: Any) -> str | None:
    """What has to be filled in: of an argument that is its name, and of a flag nothing."""
    if isinstance(param, TyperArgument) or param.is_flag:
        return None
    kind = param.display_type(ctx).strip("<>")
    return param.metavar or KINDS.get(kind, kind.replace("|", ", "))


class _InDutch:
    """Has a help text in Dutch, typer's own words in it too."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        _in_dutch()
        super().format_help(ctx, formatter)  # type: ignore[misc]

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))  # type: ignore[attr-defined]
        for theirs, ours in USAGE.items():
            pieces = pieces.replace(theirs, ours)
        formatter.write_usage(ctx.command_path, pieces, "Gebruik: ")

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option:
            option.help = HELP
        return option


class Command(_InDutch, TyperCommand):
    pass


class Working(Command):
    """A command that has work for processes of its own."""


class Group(_InDutch, TyperGroup):
    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """The process that others are forked from is started first: it loads while the options are read."""
        here = not any(word.startswith(("--help", "--scheduler")) for word in args)
        if args and here and isinstance(self.commands.get(args[0]), Working):
            from woolak import pool

            pool.start()
        return super().parse_args(ctx, args)


app = typer.Typer(
    name="woolak",
    cls=Group,
    help="Woolak beantwoordt een Woo-verzoek: documenten inlezen, lakken met de grond in elk vak, controleren en de "
    "inventarislijst maken.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

Workers = Annotated[int, typer.Option("--workers", min=1, help="Aantal documenten dat tegelijk wordt verwerkt.")]
CaseDir = Annotated[Path, typer.Argument(metavar="ZAAK", help="De map van de zaak.")]
CPUS = os.cpu_count() or 1
Silent = Annotated[bool, typer.Option("--quiet", help="Meld alleen wat misging.")]
Scheduler = Annotated[
    str,
    typer.Option("--scheduler", metavar="ADRES", help="Verwerk op een Dask-cluster, bijvoorbeeld tcp://planner:8786."),
]
Storage = Annotated[
    str,
    typer.Option(
        "--storage", metavar="URL", help="Waar de bestanden voor het cluster langs gaan, als het de map niet deelt."
    ),
]
Records = Annotated[bool, typer.Option("--json", help="Meld de voortgang als JSON, een regel per melding.")]
Who = Annotated[str, typer.Option("--who", hidden=True, help="Wie het vraagt: een scherm doet het voor iemand.")]
Role = Annotated[str, typer.Option("--role", hidden=True, help="In welke rol.")]
Policy = Annotated[
    Path | None, typer.Option("--policy", envvar="WOOLAK_POLICY", help="Lakbeleid van de gemeente (YAML).")
]


def say(sentence: str) -> None:
    typer.echo(sentence, err=True)


def end(told: Teller, failed: list[tuple[str, str]]) -> None:
    """Name what was not processed, and end with exit code 1 when there is any."""
    for source, reason in failed:
        told.failed(source, reason)
    if failed:
        raise typer.Exit(1)
