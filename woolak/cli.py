"""The command line: a thin layer over the stages, and the one place where errors become text and an exit code."""

from __future__ import annotations

import datetime
import gc
import json
import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer import rich_utils
from typer.core import TyperCommand, TyperGroup

from woolak.errors import StorageTrouble, UsageError, WoolakError, wrong_usage
from woolak.model import Says
from woolak.telling import Teller, teller

__all__ = ["app", "main"]

HELP = "Toon deze uitleg."


class Command(TyperCommand):
    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)
        if option:
            option.help = HELP
        return option


class Group(TyperGroup):
    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)
        if option:
            option.help = HELP
        return option


app = typer.Typer(
    name="woolak",
    cls=Group,
    help="Woolak beantwoordt een Woo-verzoek: documenten inlezen, lakken met de grond in elk vak, controleren en de "
    "inventarislijst maken.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

Accept = Annotated[
    bool,
    typer.Option(
        "--accept-proposals", help="Voer alle lakvoorstellen uit zonder beoordeling; de uitvoer is dan concept."
    ),
]
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


def _say(sentence: str) -> None:
    typer.echo(sentence, err=True)


def _end(told: Teller, failed: list[tuple[str, str]]) -> None:
    """Name what was not processed, and end with exit code 1 when there is any."""
    for source, reason in failed:
        told.failed(source, reason)
    if failed:
        raise typer.Exit(1)


@app.command(cls=Command, help="Verwerk een map met documenten tot een zaak met lakvoorstellen.")
def run(
    source: Annotated[Path, typer.Argument(metavar="MAP", help="De map (of het bestand) met de documenten.")],
    case: Annotated[Path | None, typer.Option("--case", help="De map van de zaak; standaard zaken/<dossier>.")] = None,
    accept_proposals: Accept = False,
    policy: Annotated[
        Path | None, typer.Option("--policy", envvar="WOOLAK_POLICY", help="Lakbeleid van de gemeente (YAML).")
    ] = None,
    learned: Annotated[
        Path | None, typer.Option("--learned", help="Gebruik wat is geleerd uit eerdere zaken (YAML, 'woolak learn').")
    ] = None,
    known: Annotated[
        Path | None, typer.Option("--known", envvar="WOOLAK_KNOWN", help="Het register van wat al openbaar is.")
    ] = None,
    workers: Workers = CPUS,
    quiet: Silent = False,
    records: Records = False,
    scheduler: Scheduler = "",
    storage: Storage = "",
) -> None:
    from woolak.engine import engine_of

    told = teller(quiet, records)
    engine = engine_of(workers, scheduler, storage, told)  # first: its processes load while this one does

    from woolak import release as releasing
    from woolak import run as running
    from woolak.case import Case
    from woolak.rules.casefile import CaseFile, read_case_file

    if accept_proposals:
        releasing.load()  # now, while the processes load
    given = source / "zaak.yaml"
    facts = read_case_file(given) if given.exists() else CaseFile()
    folder = case or Path("zaken") / (facts.dossier or source.resolve().stem)
    running.source_files(source)
    with Case.open(folder, create=True) as opened:
        summary, register = running.prepare(opened, source, policy, engine, told, learned, known)
        told.result(
            f"{summary.documents} documenten, {summary.to_redact} lakvoorstellen en {summary.to_suggest} suggesties."
        )
        if not accept_proposals:
            told.result(f"Zaak: {folder}. Beoordeel de voorstellen, en maak daarna de uitvoer.")
            _end(told, list(summary.failed))
            return
        releasing.accept_proposals(opened)
        failed = releasing.release(opened, register, engine, told)
        told.result(f"Uitvoer (concept, niet beoordeeld): {opened.release_dir}")
        _end(told, failed)


@app.command(cls=Command, help="Maak de uitvoer van een zaak waarin alles is beslist.")
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
    engine = engine_of(workers, scheduler, storage, told)  # first: its processes load while this one does

    from woolak import release as releasing
    from woolak.case import Case

    with Case.open(case) as opened:
        failed = releasing.release(opened, None, engine, told)
        told.result(f"Uitvoer: {opened.release_dir}")
        _end(told, failed)


known_app = typer.Typer(cls=Group, no_args_is_help=True, help="Het register van wat al openbaar is of is verstrekt.")
app.add_typer(known_app, name="known")
Index = Annotated[
    Path | None,
    typer.Option("--known", envvar="WOOLAK_KNOWN", help="Het register; standaard zaken/bekend.sqlite."),
]


@known_app.command("add", cls=Command, help="Neem een map op met stukken die al openbaar zijn of zijn verstrekt.")
def known_add(
    folder: Annotated[Path, typer.Argument(metavar="MAP", help="De map (of het bestand).")],
    url: Annotated[str, typer.Option("--url", help="Het adres waar de map staat; elk stuk krijgt een link.")] = "",
    provided: Annotated[
        bool, typer.Option("--provided", help="De stukken zijn aan een verzoeker verstrekt, niet gepubliceerd.")
    ] = False,
    index: Index = None,
    quiet: Silent = False,
    records: Records = False,
) -> None:
    import datetime

    from woolak import knowing

    file, told = index or knowing.default_index(Path("zaken")), teller(quiet, records)
    added = knowing.add(file, folder, url, provided, datetime.date.today().isoformat(), told)
    told.result(f"{added.documents} documenten opgenomen in {file}.")
    _end(told, list(added.failed))


@known_app.command("list", cls=Command, help="Toon wat in het register staat.")
def known_list(index: Index = None) -> None:
    from woolak import knowing

    for one in knowing.listed(index or knowing.default_index(Path("zaken"))):
        what = "verstrekt" if one.provided else "openbaar"
        typer.echo("\t".join((one.name, one.title, what, one.added, one.url)))


@known_app.command("remove", cls=Command, help="Haal stukken uit het register, of met 'map/' een hele map.")
def known_remove(
    names: Annotated[list[str], typer.Argument(metavar="NAAM...", help="Zoals 'woolak known list' ze noemt.")],
    index: Index = None,
) -> None:
    from woolak import knowing

    count = knowing.remove(index or knowing.default_index(Path("zaken")), names)
    if not count:
        raise UsageError("Geen van deze namen staat in het register. Zie 'woolak known list'.")
    typer.echo(f"{count} documenten uit het register gehaald.")


@app.command(cls=Command, help="Controleer gelakte PDF's, ook van anderen, op tekst die achterbleef.")
def verify(files: Annotated[list[Path], typer.Argument(metavar="PDF...", help="De bestanden.")]) -> None:
    from woolak.errors import StillReadable
    from woolak.pipeline.verify import inspect

    leaking = []
    for file in files:
        report = inspect(file)
        for remark in report.remarks:
            typer.echo(f"{file}: {remark.sentence}")
        if not report.ok:
            leaking.append(str(file))
    if leaking:
        raise StillReadable(leaking)


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
    from woolak.pipeline import evaluate as comparing

    truths = comparing.read_truths(truth)
    with TemporaryDirectory(prefix="woolak-") as folder, Case.open(Path(folder), create=True) as case:
        running.prepare(case, source, None, ThisMachine(workers), teller(False, False))
        answers = [
            comparing.Answer(document, tuple(one.proposal for one in case.proposals(document.id)))
            for document in running.readable(case)
        ]
    for line in comparing.report_lines(comparing.evaluate(answers, truths)):
        typer.echo(line)


@app.command(cls=Command, help="Beoordeel de voorstellen van een zaak in de browser.")
def review(
    case: CaseDir,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Poort; 0 kiest een vrije poort.")] = 0,
) -> None:
    from woolak.review import serving

    serving.review(case, port, _say)


@app.command(cls=Command, help="Laat een team zaken beoordelen: een server met accounts en rechten per zaak.")
def serve(
    root: Annotated[Path, typer.Argument(metavar="MAP", help="De map met de zaken.")] = Path("zaken"),
    host: Annotated[str, typer.Option("--host", help="Adres waarop de server luistert.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Poort.")] = 8000,
    url: Annotated[str, typer.Option("--url", help="Het adres dat gebruikers openen, met https.")] = "",
) -> None:
    from woolak.review import serving

    serving.serve(root, host, port, url, _say)


@app.command(cls=Command, help="Toon alle beslissingen van een zaak en controleer dat er niets aan is veranderd.")
def log(
    case: CaseDir,
    csv: Annotated[Path | None, typer.Option("--csv", help="Schrijf het logboek ook naar dit bestand.")] = None,
) -> None:
    from woolak.case import Case
    from woolak.events import prove
    from woolak.review.pages import csv_of

    with Case.open(case, shared=True) as opened:
        events = opened.log.since(0)
        for event in events:
            words = (event.seq, event.at, event.who, event.role, event.kind, event.document_id, event.target, event.why)
            typer.echo("\t".join(str(word) for word in words))
        if csv:
            names = {one.id: one.source for one in opened.documents()}
            csv.write_text(csv_of(events, names), encoding="utf-8", newline="")
        count = prove(events, opened.log.head())
        _say(f"Het logboek klopt: {count} regels, controlegetal {opened.log.head()}.")


@app.command(cls=Command, help="Controleer een zaak vóór de uitvoer: gronden, lijst, termijnen en wat hier is gelakt en"
             " daar leesbaar.")  # fmt: skip
def check(case: CaseDir, workers: Workers = CPUS) -> None:
    from woolak import run as running
    from woolak.case import Case
    from woolak.decided import listed
    from woolak.engine import ThisMachine
    from woolak.inventory.checks import check as look

    with Case.open(case) as opened:
        register = running.register_of(opened, running.facts_of(opened), ThisMachine(workers), teller(True, False))
        found = look(listed(opened, register)[1])
    for one in found:
        typer.echo(str(one))
    blocking = sum(one.blocking for one in found)
    _say(f"Fouten: {blocking}. Aandachtspunten: {len(found) - blocking}.")
    if blocking:
        raise typer.Exit(1)


@app.command(cls=Command, help="Vraag derden om hun zienswijze: een bundel per partij; of leg een reactie vast.")
def zienswijze(
    case: CaseDir,
    to: Annotated[Path | None, typer.Option("--to", metavar="MAP", help="Schrijf de bundels in deze map.")] = None,
    reply: Annotated[str, typer.Option("--reply", metavar="PARTIJ", help="Leg de reactie van deze partij vast.")] = "",
    date: Annotated[
        datetime.datetime | None,
        typer.Option("--date", metavar="DATUM", formats=["%Y-%m-%d"], help="Dag van de reactie, zoals 2024-03-31."),
    ] = None,
    says: Annotated[Says | None, typer.Option("--says", help="Wat de partij vindt.")] = None,
    proceed: Annotated[str, typer.Option("--proceed", metavar="REDEN", help="Wacht niet langer, om deze reden.")] = "",
    workers: Workers = CPUS,
) -> None:
    import getpass

    from woolak import run as running
    from woolak import zienswijze as asking
    from woolak.case import Case
    from woolak.decided import listed
    from woolak.engine import ThisMachine

    who, today = getpass.getuser(), datetime.date.today()
    if bool(reply) != bool(says) or (proceed and reply):
        raise UsageError("Geef --reply PARTIJ met --says en --date, of --proceed REDEN, of geen van beide.")
    with Case.open(case) as opened:
        if reply and says:
            party = asking.reply(opened, reply, date.date() if date else today, says, who)
            typer.echo(f"Vastgelegd: {party}: {says.value}.")
        elif proceed:
            typer.echo(f"Er wordt niet langer gewacht op: {', '.join(asking.proceed(opened, proceed, who, today))}.")
        else:
            register = running.register_of(opened, running.facts_of(opened), ThisMachine(workers), teller(True, False))
            made = asking.make(opened, listed(opened, register), to, who, today)
            for one in made:
                until = f"reageren tot en met {one.due:%d-%m-%Y}"
                typer.echo(f"{one.party}: {one.documents} documenten, {until}. {one.folder}")
            unproven = [f"{one.party}: {number}" for one in made for number in one.unproven]
            if unproven:
                _say(f"Niet in de bundel, want niet bewezen dat al het andere weg is: {', '.join(unproven)}.")
                raise typer.Exit(1)


@app.command(cls=Command, help="Maak van een vastgestelde uitvoer een pakket voor uw site, of breng die als concept "
             "naar een GPP-publicatiebank.")  # fmt: skip
def publish(
    case: CaseDir,
    to: Annotated[Path | None, typer.Option("--to", metavar="MAP", help="Schrijf het pakket in deze map.")] = None,
    gpp: Annotated[str, typer.Option("--gpp", metavar="URL", help="Het adres van de publicatiebank (https).")] = "",
    token_file: Annotated[
        Path | None, typer.Option("--token-file", metavar="BESTAND", help="Bestand met de sleutel voor --gpp.")
    ] = None,
) -> None:
    import getpass

    from woolak import publish as publishing
    from woolak.case import Case

    if bool(to) == bool(gpp) or bool(gpp) != bool(token_file):
        raise UsageError("Geef --to MAP, of --gpp URL met --token-file BESTAND.")
    with Case.open(case) as opened:
        publication = publishing.ready(opened, datetime.date.today())
        if publication.undated:
            _say(f"Zonder datum, dus met de datum van het besluit: {', '.join(publication.undated)}.")
        if to:
            publishing.write_package(publication, to)
            typer.echo(f"Pakket met {len(publication.items)} bestanden: {to}")
        elif token_file:
            key = publishing.read_key(token_file)
            with publishing.Bank(gpp, key, getpass.getuser(), f"Woolak: {publication.title}") as bank:
                done = publishing.deliver(opened, publication, bank, _say)
            typer.echo(
                f"Concept in de publicatiebank: {done.brought} bestanden gebracht, {done.already} stonden er al, "
                f"{done.removed} verouderde of halve verwijderd. {done.url}"
            )
            typer.echo("Er is nog niets openbaar: een medewerker publiceert het concept in de GPP-app.")


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


@app.command(cls=Command, help="Maak een reservekopie van een zaak, in één bestand.")
def backup(
    case: CaseDir, file: Annotated[Path, typer.Argument(metavar="BESTAND", help="Het bestand, bijvoorbeeld zaak.tar.")]
) -> None:
    from woolak import backup as keeping
    from woolak.case import Case

    with Case.open(case, shared=True) as opened:
        count = keeping.backup(opened, file)
    _say(f"Reservekopie gemaakt: {file} ({count} bestanden).")


@app.command(cls=Command, help="Zet een reservekopie terug in een nieuwe map.")
def restore(file: Annotated[Path, typer.Argument(metavar="BESTAND", help="De reservekopie.")], case: CaseDir) -> None:
    from woolak import backup as keeping

    count = keeping.restore(file, case)
    _say(f"Zaak teruggezet in {case} ({count} bestanden gecontroleerd).")


SHOWN = 20  # changes per case


@app.command(cls=Command, help="Leer van besliste zaken: namen, wat leesbaar bleef en formuleringen, in een lijst van "
             "uzelf. Toont eerst wat er zou veranderen.")  # fmt: skip
def learn(
    to: Annotated[Path, typer.Option("--to", metavar="BESTAND", help="Uw eigen lijst (YAML), buiten Woolak.")],
    cases: Annotated[list[Path] | None, typer.Argument(metavar="ZAAK...", help="De besliste zaken.")] = None,
    older: Annotated[
        list[Path] | None,
        typer.Option("--check", metavar="ZAAK", help="Toon ook wat er in deze zaak zou veranderen; mag vaker."),
    ] = None,
    policy: Annotated[
        Path | None, typer.Option("--policy", envvar="WOOLAK_POLICY", help="Lakbeleid van de gemeente (YAML).")
    ] = None,
    apply: Annotated[bool, typer.Option("--apply", help="Schrijf het geleerde in de lijst.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Neem de laatste les in de lijst terug.")] = False,
) -> None:
    from woolak import learning

    if undo == bool(cases):
        raise UsageError("Geef een of meer besliste zaken, of alleen --undo.")
    lesson, changes = (learning.undo(to), []) if undo else learning.learn(cases or [], to, older or [], policy, apply)
    for name in lesson.names:
        typer.echo(f"naam\t{name}")
    for keep in lesson.keeps:
        typer.echo(f"blijft leesbaar\t{keep.text}")
    for wording in lesson.wordings:
        typer.echo(f"formulering\t{wording.text}")
    for case in dict.fromkeys(change.case for change in changes):
        own = [change for change in changes if change.case == case]
        more = sum(change.more for change in own)
        typer.echo(f"Zaak {case}: {more} voorstellen erbij, {len(own) - more} minder.")
        for change in own[:SHOWN]:
            sign = "+" if change.more else "-"
            typer.echo(f"  {sign} {change.source}, blz. {change.page_index + 1}: {' '.join(change.text.split())}")
    if undo:
        typer.echo(f"Teruggenomen uit {to}: de les van {lesson.learned:%Y-%m-%d %H:%M}.")
    elif lesson.empty:
        typer.echo("Deze zaken leren niets nieuws.")
    elif apply:
        typer.echo(f"Geschreven in {to}. Een zaak gebruikt dit met 'learned: ...' in zaak.yaml, of met --learned.")
    else:
        typer.echo(f"Er is nog niets geschreven. Met --apply komt dit in {to}.")


@app.command(cls=Command, help="Kijk een openbaarmaking na die een ander heeft gemaakt: gronden, lijst, wat nog "
             "leesbaar is.")  # fmt: skip
def audit(
    source: Annotated[Path, typer.Argument(metavar="BESTAND", help="PDF, tekstbestand of map.", exists=True)],
    as_json: Annotated[Path | None, typer.Option("--json", metavar="BESTAND", help="Schrijf alles als JSON.")] = None,
    xlsx: Annotated[
        Path | None, typer.Option("--xlsx", metavar="BESTAND", help="Schrijf het verslag als Excel.")
    ] = None,
) -> None:
    from woolak import audit as auditing
    from woolak.errors import StillReadable

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


@app.command(cls=Command, help="Toon waar in een bundel documenten beginnen, of zeg het zelf met --at.")
def split(
    case: CaseDir,
    source: Annotated[
        str | None, typer.Argument(metavar="BESTAND", help="Het bestand in de zaak, zoals het in de lijst staat.")
    ] = None,
    at: Annotated[
        str | None,
        typer.Option("--at", help="Bladzijden waarop een document begint, bijvoorbeeld 4,9,12; leeg: niet splitsen."),
    ] = None,
) -> None:
    import getpass

    from woolak import splitting
    from woolak.case import Case

    if source is not None and at is not None:
        words = [word for word in at.replace(" ", "").split(",") if word]
        if not all(word.isdigit() for word in words):
            raise UsageError("Noem bladzijden als getallen met komma's ertussen, bijvoorbeeld 4,9,12.")
        with Case.open(case) as opened:
            bundle = splitting.decide(opened, source, tuple(int(word) for word in words), getpass.getuser())
        typer.echo(f"{bundle.source}: {len(bundle.cuts) + 1} document(en). Geef 'woolak run' om het zo in te lezen.")
        return
    with Case.open(case, shared=True) as opened:
        found = [one for one in splitting.bundles(opened) if source in (None, one.source)]
    for bundle in found:
        whose = "door een persoon" if bundle.by_person else "vanzelf"
        now = f"{len(bundle.cuts) + 1} documenten, {whose}" if bundle.cuts else "niet gesplitst"
        typer.echo(f"{bundle.source}: {bundle.pages} bladzijden, {now}")
        for page, points, reasons in bundle.proposed:
            mark = "*" if page in bundle.cuts else " "
            typer.echo(f"  {mark} bladzijde {page} ({points}): {'; '.join(reasons)}")


def main() -> None:
    """Run the command; every error of ours is one Dutch sentence on stderr."""
    gc.set_threshold(50_000, 20, 20)  # what is loaded stays: it is seldom looked through for what can be thrown away
    sys.unraisablehook = lambda _: None  # what a library cannot clean up after an error that was told already
    rich_utils.OPTIONS_PANEL_TITLE, rich_utils.ARGUMENTS_PANEL_TITLE = "Opties", "Gegevens"
    rich_utils.COMMANDS_PANEL_TITLE = "Opdrachten"
    rich_utils.REQUIRED_LONG_STRING, rich_utils.DEFAULT_STRING = "[verplicht]", "[standaard: {}]"
    try:
        sys.exit(app(standalone_mode=False) or 0)
    except WoolakError as error:
        _say(f"Fout: {error}")
        sys.exit(error.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        _say("Onderbroken. Geef dezelfde opdracht om verder te gaan.")
        sys.exit(130)
    except Exception as error:
        if hasattr(error, "format_message"):  # a usage error of typer's own, in English
            if type(error).__name__ != "NoArgsIsHelpError":  # that one printed the help
                _say(f"Fout: {wrong_usage(type(error).__name__, error)}")
            sys.exit(UsageError.exit_code)
        if trouble := StorageTrouble.of(error):
            _say(f"Fout: {trouble}")
            sys.exit(trouble.exit_code)
        _say(f"Fout: er ging iets mis binnen Woolak ({type(error).__name__}). Meld dit bij de beheerder.")
        sys.exit(1)


if __name__ == "__main__":
    main()
