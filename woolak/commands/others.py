"""What others made, and what is held beside it: releases, files, truths."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from woolak.commands.frame import CPUS, Command, Workers, app, say
from woolak.telling import teller

__all__ = ["audit", "evaluate", "verify"]


@app.command(cls=Command, help="Controleer gelakte PDF's, ook van anderen, op tekst die achterbleef.")
def verify(files: Annotated[list[Path], typer.Argument(metavar="PDF...", help="De bestanden.")]) -> None:
    from woolak.errors import StillReadable, UnreadableSource, UsageError
    from woolak.pipeline.verify import inspect

    leaking, unread = [], False
    if gone := next((file for file in files if not file.exists()), None):
        raise UsageError.nowhere(gone)
    for file in files:
        try:
            report = inspect(file)
        except UnreadableSource as error:
            say(f"{file}: {error}")
            unread = True
            continue
        for remark in report.remarks:
            typer.echo(f"{file}: {remark.sentence}")
        if not report.ok:
            leaking.append(str(file))
    if leaking:
        raise StillReadable(leaking)
    if unread:
        raise typer.Exit(1)


@app.command(cls=Command, help="Kijk een openbaarmaking na die een ander heeft gemaakt: gronden, lijst, wat nog "
             "leesbaar is.")  # fmt: skip
def audit(
    source: Annotated[Path, typer.Argument(metavar="BESTAND", help="PDF, tekstbestand of map.")],
    as_json: Annotated[Path | None, typer.Option("--json", metavar="BESTAND", help="Schrijf alles als JSON.")] = None,
    xlsx: Annotated[
        Path | None, typer.Option("--xlsx", metavar="BESTAND", help="Schrijf het verslag als Excel.")
    ] = None,
) -> None:
    from woolak import audit as auditing
    from woolak.errors import StillReadable, UsageError

    if not source.exists():
        raise UsageError.nowhere(source)
    report = auditing.audit(source)
    for line in auditing.report_lines(report):
        typer.echo(line)
    if as_json:
        auditing.write_json(report, as_json)
    if xlsx:
        auditing.write_workbook(report, xlsx)
    if report.leaks:
        raise StillReadable(list(report.leaks))
    if report.subject.release.failed:
        raise typer.Exit(1)


@app.command(cls=Command, help="Vergelijk de voorstellen voor een map met wat volgens u juist is.")
def evaluate(
    source: Annotated[Path, typer.Argument(metavar="MAP", help="De map met de documenten.")],
    truth: Annotated[Path, typer.Argument(metavar="WAARHEID", help="De map met per document wat weg moet (JSON).")],
    workers: Workers = CPUS,
) -> None:
    from tempfile import TemporaryDirectory

    from woolak import run as running
    from woolak.case import Case
    from woolak.engine import ThisMachine
    from woolak.errors import UsageError
    from woolak.pipeline import evaluate as comparing

    if not truth.exists():
        raise UsageError.nowhere(truth)
    truths = comparing.read_truths(truth)
    with TemporaryDirectory(prefix="woolak-") as folder, Case.open(Path(folder), create=True) as case:
        running.prepare(case, source, None, ThisMachine(workers), teller(False, False))
        answers = [
            comparing.Answer(document, tuple(one.proposal for one in case.proposals(document.id)))
            for document in running.readable(case)
        ]
    for line in comparing.report_lines(comparing.evaluate(answers, truths)):
        typer.echo(line)
