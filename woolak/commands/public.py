"""What is public already, and what becomes so."""

from __future__ import annotations

import datetime
import getpass
from pathlib import Path
from typing import Annotated

import typer

from woolak.commands.frame import CaseDir, Command, Group, Records, Role, Silent, Who, app, end
from woolak.errors import UsageError
from woolak.telling import teller

__all__ = ["known_add", "known_list", "known_remove", "publish"]

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
    from woolak import knowing

    file, told = index or knowing.default_index(Path("zaken")), teller(quiet, records)
    added = knowing.add(file, folder, url, provided, datetime.date.today().isoformat(), told)
    told.result(f"{added.documents} documenten opgenomen in {file}.")
    end(told, list(added.failed))


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


@app.command(cls=Command, help="Maak van een vastgestelde uitvoer een pakket voor uw site, of breng die als concept "
             "naar een GPP-publicatiebank.")  # fmt: skip
def publish(
    case: CaseDir,
    to: Annotated[Path | None, typer.Option("--to", metavar="MAP", help="Schrijf het pakket in deze map.")] = None,
    gpp: Annotated[str, typer.Option("--gpp", metavar="URL", help="Het adres van de publicatiebank (https).")] = "",
    token_file: Annotated[
        Path | None, typer.Option("--token-file", metavar="BESTAND", help="Bestand met de sleutel voor --gpp.")
    ] = None,
    quiet: Silent = False,
    records: Records = False,
    who: Who = "",
    role: Role = "",
) -> None:
    from woolak import publish as publishing
    from woolak.case import Case

    if bool(to) == bool(gpp) or bool(gpp) != bool(token_file):
        raise UsageError("Geef --to MAP, of --gpp URL met --token-file BESTAND.")
    told, who = teller(quiet, records), who or getpass.getuser()
    with Case.open(case, shared=bool(to)) as opened:
        publication = publishing.ready(opened, datetime.date.today())
        if publication.undated:
            undated = ", ".join(publication.undated)
            told(f"Let op: deze documenten hebben geen eigen datum en krijgen die van het besluit: {undated}.")
        if to:
            publishing.pack(opened, publication, to, who, role)
            told.result(f"Pakket met {len(publication.items)} bestanden: {to}")
        elif token_file:
            key = publishing.read_key(token_file)
            with publishing.Bank(gpp, key, who, f"Woolak: {publication.title}") as bank:
                done = publishing.bring(opened, publication, bank, told, who, role)
            told.result(
                f"Concept in de publicatiebank: {done.brought} bestanden gebracht, {done.already} stonden er al, "
                f"{done.removed} verouderde of halve verwijderd. {done.url}"
            )
            told.result("Er is nog niets openbaar: een medewerker publiceert het concept in de GPP-app.")
