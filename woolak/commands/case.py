"""A case from its documents to its release, and keeping it."""

from __future__ import annotations

import getpass
import json
import shlex
from pathlib import Path
from typing import Annotated

import typer

from woolak.commands.frame import (
    CPUS,
    CaseDir,
    Command,
    Policy,
    Records,
    Scheduler,
    Silent,
    Storage,
    Workers,
    Working,
    app,
    end,
    say,
)
from woolak.errors import UsageError
from woolak.telling import counted, named, teller

__all__ = ["backup", "check", "log", "release", "restore", "run", "status"]

Accept = Annotated[
    bool,
    typer.Option(
        "--accept-proposals", help="Voer alle lakvoorstellen uit zonder beoordeling; de uitvoer is dan concept."
    ),
]


@app.command(cls=Working, help="Verwerk een map met documenten tot een zaak met lakvoorstellen.")
def run(
    source: Annotated[Path, typer.Argument(metavar="MAP", help="De map (of het bestand) met de documenten.")],
    case: Annotated[Path | None, typer.Option("--case", help="De map van de zaak; standaard zaken/<dossier>.")] = None,
    accept_proposals: Accept = False,
    remove_missing: Annotated[
        bool, typer.Option("--remove-missing", help="Haal uit de zaak wat niet meer in de map staat.")
    ] = False,
    policy: Policy = None,
    learned: Annotated[
        Path | None, typer.Option("--learned", help="Gebruik wat is geleerd uit eerdere zaken (YAML, 'woolak learn').")
    ] = None,
    known: Annotated[
        Path | None, typer.Option("--known", envvar="WOOLAK_KNOWN", help="Het register van wat al openbaar is.")
    ] = None,
    passwords: Annotated[
        typer.FileText | None,
        typer.Option(
            "--passwords",
            metavar="BESTAND",
            help="Wachtwoorden voor beveiligde bestanden, elk op een regel; - leest ze van de invoer. "
            "Woolak bewaart ze niet.",
        ),
    ] = None,
    workers: Workers = CPUS,
    quiet: Silent = False,
    records: Records = False,
    scheduler: Scheduler = "",
    storage: Storage = "",
) -> None:
    from woolak.engine import engine_of

    told = teller(quiet, records)
    engine = engine_of(workers, scheduler, storage, told)
    once = tuple(filter(None, passwords.read().splitlines())) if passwords else ()

    from woolak import release as releasing
    from woolak import removing
    from woolak import run as running
    from woolak.case import Case
    from woolak.rules.casefile import CaseFile, read_case_file

    if accept_proposals:
        releasing.load()  # now, while the processes load
    given = source / "zaak.yaml"
    facts = read_case_file(given) if given.exists() else CaseFile()
    folder = case or Path("zaken") / (facts.dossier or source.resolve().stem)
    there = running.source_files(source)
    with Case.open(folder, create=True) as opened:
        removing.follow(opened)
        gone = removing.missing(opened, source, there)
        if gone and remove_missing:
            withdrawn = removing.remove(opened, gone, getpass.getuser())
            told(f"Uit de zaak gehaald, en bewaard in {opened.folder / removing.KEPT}: {named(gone)}.")
            if withdrawn:
                told(f"De uitvoer waar dat in stond is ingetrokken, en staat in {opened.folder / removing.WITHDRAWN}.")
        summary, register = running.prepare(opened, source, policy, engine, told, learned, known, once)
        told.result(
            f"{counted(summary.documents, 'document', 'documenten')}, "
            f"{counted(summary.to_redact, 'lakvoorstel', 'lakvoorstellen')} en "
            f"{counted(summary.to_suggest, 'suggestie', 'suggesties')}."
        )
        if gone and not remove_missing:
            told(
                f"Let op: niet meer in de map, wel nog in de zaak: {named(gone)}. Dat blijft meedoen. Moet het eruit, "
                "geef dan dezelfde opdracht met --remove-missing."
            )
        if not accept_proposals:
            told.result(
                f"Zaak: {folder}. Beoordeel de voorstellen met 'woolak review {shlex.quote(str(folder))}', en maak "
                f"daarna de uitvoer met 'woolak release {shlex.quote(str(folder))}'."
            )
            end(told, list(summary.failed))
            return
        releasing.accept_proposals(opened)
        failed = releasing.release(opened, register, engine, told)
        told.result(f"Uitvoer (concept, niet beoordeeld): {opened.release_dir}")
        end(told, failed)


@app.command(cls=Working, help="Maak de uitvoer van een zaak waarin alles is beslist.")
def release(
    case: CaseDir,
    workers: Workers = CPUS,
    quiet: Silent = False,
    records: Records = False,
    scheduler: Scheduler = "",
    storage: Storage = "",
) -> None:
    from woolak.engine import engine_of

    told = teller(quiet, records)
    engine = engine_of(workers, scheduler, storage, told)

    from woolak import release as releasing
    from woolak.case import Case

    with Case.open(case) as opened:
        failed = releasing.release(opened, None, engine, told)
        told.result(f"Uitvoer: {opened.release_dir}")
        end(told, failed)


@app.command(cls=Command, help="Controleer een zaak vóór de uitvoer: gronden, lijst, termijnen en wat hier is gelakt en"
             " daar leesbaar.")  # fmt: skip
def check(case: CaseDir, workers: Workers = CPUS) -> None:
    from woolak import run as running
    from woolak.case import Case
    from woolak.decided import listed
    from woolak.engine import ThisMachine
    from woolak.inventory.checks import check as look

    with Case.open(case, shared=True) as opened:
        register = running.register_of(opened, running.facts_of(opened), ThisMachine(workers), teller(True, False))
        found = look(listed(opened, register)[1])
    for one in found:
        typer.echo(str(one))
    blocking = sum(one.blocking for one in found)
    say(f"Fouten: {blocking}. Aandachtspunten: {len(found) - blocking}.")
    if blocking:
        raise typer.Exit(1)


@app.command(cls=Command, help="Toon hoe ver een zaak is, ook terwijl eraan wordt gewerkt.")
def status(
    case: CaseDir, as_json: Annotated[bool, typer.Option("--json", help="Toon de aantallen als JSON.")] = False
) -> None:
    from woolak.case import Case
    from woolak.status import sentences, status_of

    with Case.open(case, watching=True) as opened:
        found = status_of(opened)
    for line in [json.dumps(found.as_dict())] if as_json else sentences(found):
        typer.echo(line)


@app.command(cls=Command, help="Toon alle beslissingen van een zaak en controleer dat er niets aan is veranderd.")
def log(
    case: CaseDir,
    csv: Annotated[Path | None, typer.Option("--csv", help="Schrijf het logboek ook naar dit bestand.")] = None,
) -> None:
    from woolak.case import Case
    from woolak.events import prove
    from woolak.removing import names_of
    from woolak.review.pages import csv_of

    if csv and not csv.parent.exists():
        raise UsageError.no_folder(csv.parent)
    with Case.open(case, shared=True) as opened:
        events = opened.log.since(0)
        for event in events:
            words = (event.seq, event.at, event.who, event.role, event.kind, event.document_id, event.target, event.why)
            typer.echo("\t".join(str(word) for word in words))
        if csv:
            csv.write_text(csv_of(events, names_of(opened.documents(), events)), encoding="utf-8", newline="")
        count = prove(events, opened.log.head())
        say(f"Het logboek klopt: {count} regels, controlegetal {opened.log.head()}.")


@app.command(cls=Command, help="Maak een reservekopie van een zaak, in één bestand.")
def backup(
    case: CaseDir, file: Annotated[Path, typer.Argument(metavar="BESTAND", help="Het bestand, bijvoorbeeld zaak.tar.")]
) -> None:
    from woolak import backup as keeping
    from woolak.case import Case

    if not file.parent.exists():
        raise UsageError.no_folder(file.parent)
    with Case.open(case, shared=True) as opened:
        count = keeping.backup(opened, file)
    say(f"Reservekopie gemaakt: {file} ({count} bestanden).")


@app.command(cls=Command, help="Zet een reservekopie terug in een nieuwe map.")
def restore(file: Annotated[Path, typer.Argument(metavar="BESTAND", help="De reservekopie.")], case: CaseDir) -> None:
    from woolak import backup as keeping

    if not file.exists():
        raise UsageError.nowhere(file)
    count = keeping.restore(file, case)
    say(f"Zaak teruggezet in {case} ({count} bestanden gecontroleerd).")
