"""Where people decide: reviewers, third parties, and what is learned from them."""

from __future__ import annotations

import datetime
import getpass
from pathlib import Path
from typing import Annotated

import typer

from woolak.commands.frame import CPUS, CaseDir, Command, Policy, Records, Role, Silent, Who, Workers, app, end, say
from woolak.errors import UsageError
from woolak.model import Says
from woolak.telling import counted, teller

__all__ = ["learn", "review", "serve", "split", "zienswijze"]

UNPROVEN = "niet in de bundel, want niet bewezen dat al het andere weg is"
SHOWN = 20
"""Changes that are shown per case."""


@app.command(cls=Command, help="Beoordeel de voorstellen van een zaak in de browser.")
def review(
    case: CaseDir,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Poort; 0 kiest een vrije poort.")] = 0,
) -> None:
    from woolak.review import serving

    serving.review(case, port, say)


@app.command(cls=Command, help="Laat een team zaken beoordelen: een server met accounts en rechten per zaak.")
def serve(
    root: Annotated[Path, typer.Argument(metavar="MAP", help="De map met de zaken.")] = Path("zaken"),
    host: Annotated[str, typer.Option("--host", help="Adres waarop de server luistert.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Poort.")] = 8000,
    url: Annotated[str, typer.Option("--url", help="Het adres dat gebruikers openen, met https.")] = "",
) -> None:
    from woolak.review import serving

    serving.serve(root, host, port, url, say)


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


@app.command(cls=Command, help="Vraag derden om hun zienswijze: een bundel per partij; of leg een reactie vast.")
def zienswijze(
    case: CaseDir,
    to: Annotated[Path | None, typer.Option("--to", metavar="MAP", help="Schrijf de bundels in deze map.")] = None,
    party: Annotated[
        list[str] | None, typer.Option("--party", metavar="PARTIJ", help="Vraag alleen deze partij; mag vaker.")
    ] = None,
    reply: Annotated[str, typer.Option("--reply", metavar="PARTIJ", help="Leg de reactie van deze partij vast.")] = "",
    date: Annotated[
        datetime.datetime | None,
        typer.Option("--date", metavar="DATUM", formats=["%Y-%m-%d"], help="Dag van de reactie, zoals 2024-03-31."),
    ] = None,
    says: Annotated[Says | None, typer.Option("--says", help="Wat de partij vindt.")] = None,
    proceed: Annotated[str, typer.Option("--proceed", metavar="REDEN", help="Wacht niet langer, om deze reden.")] = "",
    workers: Workers = CPUS,
    quiet: Silent = False,
    records: Records = False,
    who: Who = "",
    role: Role = "",
) -> None:
    from woolak import run as running
    from woolak import zienswijze as asking
    from woolak.case import Case
    from woolak.decided import listed
    from woolak.engine import ThisMachine

    told, who, today = teller(quiet, records), who or getpass.getuser(), datetime.date.today()
    if bool(reply) != bool(says) or (proceed and reply):
        raise UsageError("Geef --reply PARTIJ met --says en --date, of --proceed REDEN, of geen van beide.")
    with Case.open(case, shared=True) as opened:
        if reply and says:
            whose = asking.reply(opened, reply, date.date() if date else today, says, who, role)
            told.result(f"Vastgelegd: {whose}: {says.value}.")
        elif proceed:
            waived = asking.proceed(opened, proceed, who, today, role)
            told.result(f"Er wordt niet langer gewacht op: {', '.join(waived)}.")
        else:
            register = running.register_of(opened, running.facts_of(opened), ThisMachine(workers), told)
            made = asking.make(opened, listed(opened, register), to, who, today, role, party or ())
            for one in made:
                until = f"reageren tot en met {one.due:%d-%m-%Y}"
                told.result(f"{one.party}: {counted(one.documents, 'document', 'documenten')}, {until}. {one.folder}")
            unproven = [(f"{one.party}: {number}", UNPROVEN) for one in made for number in one.unproven]
            end(told, unproven)


@app.command(cls=Command, help="Leer van besliste zaken: namen, wat leesbaar bleef en formuleringen, in een lijst van "
             "uzelf. Toont eerst wat er zou veranderen.")  # fmt: skip
def learn(
    to: Annotated[Path, typer.Option("--to", metavar="BESTAND", help="Uw eigen lijst (YAML), buiten Woolak.")],
    cases: Annotated[list[Path] | None, typer.Argument(metavar="ZAAK...", help="De besliste zaken.")] = None,
    older: Annotated[
        list[Path] | None,
        typer.Option("--check", metavar="ZAAK", help="Toon ook wat er in deze zaak zou veranderen; mag vaker."),
    ] = None,
    policy: Policy = None,
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
