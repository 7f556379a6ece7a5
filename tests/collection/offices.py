"""Office documents, of new and old make, with all that they can hide."""

from __future__ import annotations

import datetime
import io
import re
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import openpyxl
from openpyxl.comments import Comment

from tests.collection.items import Item, one, refused
from tests.collection.slides import slides
from tests.locking import locked_by_libreoffice, locked_package

__all__ = ["changed", "offices", "word"]

TRACKED = (
    '<w:p><w:del w:id="9" w:author="Schrapper Sjoerd"><w:r><w:delText>weg met Dirk</w:delText></w:r></w:del>'
    '<w:ins w:id="8" w:author="Toevoeger Teun"><w:r><w:t>erbij Irma</w:t></w:r></w:ins>'
    "<w:r><w:rPr><w:vanish/></w:rPr><w:t>verborgen Hanna</w:t></w:r></w:p>"
)
MACRO = b"\xcc\x61 vba"


def changed(data: bytes, part: str, change: Callable[[bytes], bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The package with one of its parts rewritten, or added."""
    source, stream = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(stream, "w", packing) as result:
        for name in source.namelist():
            result.writestr(name, change(source.read(name)) if name == part else source.read(name))
        if part not in source.namelist():
            result.writestr(part, change(b""))
    return stream.getvalue()


def word(text: str = "Gewone tekst") -> bytes:
    made = docx.Document()
    made.add_paragraph(text)
    return _saved(made)


def _saved(made: object) -> bytes:
    stream = io.BytesIO()
    made.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


def hiding_word() -> bytes:
    made = docx.Document()
    made.add_paragraph("Zichtbare notitie")
    made.sections[0].header.paragraphs[0].text = "Koptekst Katrien"
    made.add_comment(made.paragraphs[0].runs, text="Opmerking over Oscar", author="Recensent Rutger", initials="RR")
    return changed(
        _saved(made), "word/document.xml", lambda xml: xml.replace(b"<w:sectPr", TRACKED.encode() + b"<w:sectPr", 1)
    )


def workbook(rows: int = 60, columns: int = 6, hide: bool = True) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Overzicht"
    sheet.append(["Naam", "Toelichting", "Bedrag", "Datum", *(f"Kolom {i}" for i in range(4, columns))])
    for i in range(rows):
        text = "Een lange toelichting die niet in de cel past en dus doorloopt"
        sheet.append([f"Persoon P{i}x", text, 1234567.891 * i, datetime.date(2024, 1, 1), *range(4, columns)])
        sheet.cell(i + 2, 3).number_format = "€ #,##0.00"
    if hide:
        sheet["A3"].comment = Comment("Vraag het Kees Visser", "Auteur Anna")
        sheet.row_dimensions[5].hidden = True
        sheet.column_dimensions["D"].hidden = True
        sheet.print_area = "A1:B4"
        other = book.create_sheet("Geheim blad")
        other["A1"] = "Verborgen Hendrik"
        other.sheet_state = "veryHidden"
    return _saved(book)


def with_file(data: bytes, name: str, content: bytes) -> bytes:
    return changed(data, f"word/embeddings/{name}", lambda _: content)


def older(files: dict[str, tuple[bytes, str]]) -> dict[str, bytes]:
    """Each file in an older or open format, by LibreOffice: name → (content, new format)."""
    made = {}
    with tempfile.TemporaryDirectory() as work:
        for target in sorted({target for _, target in files.values()}):
            names = [name for name, (_, wanted) in files.items() if wanted == target]
            for name in names:
                (Path(work) / name).write_bytes(files[name][0])
            subprocess.run(
                [
                    "soffice",
                    f"-env:UserInstallation=file://{work}/p",
                    "--headless",
                    "--convert-to",
                    target,
                    "--outdir",
                    f"{work}/uit",
                    *(f"{work}/{name}" for name in names),
                ],
                capture_output=True,
                timeout=240,
                check=False,
            )
            for name in names:
                made[name] = (Path(work) / "uit" / f"{Path(name).stem}.{target}").read_bytes()
    return made


def offices() -> Iterator[Item]:
    """Documents, sheets and slides."""
    hidden_words = ("Zichtbare notitie", "Opmerking over Oscar", "weg met Dirk", "erbij Irma", "verborgen Hanna")
    hidden_cells = ("Persoon P3x", "Persoon P59x", "Verborgen Hendrik", "Vraag het Kees Visser", "2024-01-01")
    shown = ("Dia over de brug", "Verborgen dia van Vera", "Spreek over Sanne")
    yield one("office/notitie.docx", hiding_word(), "opmerking, wijzigingen, verborgen tekst", *hidden_words)
    yield one("office/lijst.xlsx", workbook(), "verborgen blad, rij en kolom; afdrukbereik", *hidden_cells)
    yield one("office/dias.pptx", slides(), "verborgen dia, sprekernotities", *shown)
    old = {f"notitie-{t}.docx": (hiding_word(), t) for t in ("doc", "odt", "rtf")}
    old |= {f"lijst-{t}.xlsx": (workbook(), t) for t in ("xls", "ods")}
    old |= {f"dias-{t}.pptx": (slides(), t) for t in ("ppt", "odp")}
    words = {"notitie": hidden_words, "lijst": hidden_cells, "dias": shown}
    for name, data in older(old).items():
        stem, _, target = name.partition(".")[0].partition("-")
        expected = [word for word in words[stem] if not (target == "rtf" and word.startswith("verborgen"))]
        yield one(f"office/{stem}.{target}", data, "als nieuwe soort, ouder of open formaat", *expected)
    yield one("office/breed.xlsx", workbook(12, 40, False), "veertig kolommen breed", "Persoon P11x", "Kolom 39")
    for name, text in {
        "puntkomma": "Naam;Plaats\nJan;Sneek\n",
        "komma": 'Naam,Plaats\n"Bos, Jan",Sneek\n',
        "tab": "Naam\tPlaats\nJan\tSneek\n",
        "sep": "sep=;\nNaam;Plaats\nJan;Sneek\n",
        "aanhaling": 'Naam;Tekst\nJan;"eerste regel\ntweede ""regel"""\nPiet;Sneek\n',
    }.items():
        yield one(
            f"office/{name}.csv",
            text.encode("cp1252"),
            "lijst van waarden",
            "Naam",
            "Jan",
            "Sneek" if "tw" not in text else "tweede",
        )
    yield one("office/utf16.csv", "Naam;Plaats\nZoë;Sneek".encode("utf-16"), "lijst in UTF-16", "Zoë")
    yield one("office/formule.csv", b'Naam;Som\nJan;=1+1\nPiet;=HYPERLINK("http://x")', "formules in een lijst", "=1+1")
    yield one("office/nullen.csv", b"Nummer;BSN\n007;012345678", "nullen vooraan", "007", "012345678")
    inner = with_file(word("Met bijlage erin"), "tabel.xlsx", workbook(3, 4, False))
    yield Item(
        "office/ingesloten.docx",
        inner,
        "rekenblad in een document",
        (("", "Met bijlage erin"), ("/tabel.xlsx", "Persoon P2x")),
    )
    yield one(
        "office/macro.docm",
        changed(word("Met macro"), "word/vbaProject.bin", lambda _: MACRO),
        "macro's",
        "Met macro",
        "niet uitgevoerd",
    )
    yield one("office/strikt.docx", word("Nog een stuk van Ties"), "gewoon", "Ties")
    yield one("office/verkeerde-naam.pdf", word("Toch een Word-stuk"), "Word met de naam .pdf", "Toch een Word-stuk")
    yield one("office/verkeerde-naam.xls", workbook(3, 4, False), "xlsx met de naam .xls", "Persoon P2x")
    page = b"<html><body><p>Webpagina die .doc heet</p></body></html>"
    yield one("office/pagina.doc", page, "HTML met de naam .doc", "Webpagina die .doc heet")
    for suffix in ("docx", "xlsx", "pptx", "odt"):
        yield refused(
            f"office/half.{suffix}", (word() if suffix != "xlsx" else workbook(3))[:1500], "afgebroken", "beschadigd"
        )
        yield refused(f"office/leeg.{suffix}", b"", "leeg bestand", "leeg")
    yield refused(
        "office/slot.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 2000, "met een wachtwoord", "wachtwoord"
    )
    for suffix, data in locked_by_libreoffice("Achter slot ligt Lieve", "geheim12").items():
        yield one(f"office/slot.{suffix}", data, "met een wachtwoord uit zaak.yaml", "Achter slot ligt Lieve")
    packages = {"docx": word("Achter slot"), "xlsx": workbook(3, 4, False), "pptx": slides()}
    for suffix, data in packages.items():
        locked, words = locked_package(data, "geheim12"), {"docx": "Achter slot", "xlsx": "Persoon P2x"}.get(suffix, "")
        yield one(f"office/geopend.{suffix}", locked, "met een wachtwoord uit zaak.yaml", words)
    yield refused("office/dicht.docx", locked_package(word(), "onbekend"), "wachtwoord onbekend", "wachtwoord")
    yield refused(
        "office/dicht.odt", locked_by_libreoffice("x", "onbekend")["odt"], "wachtwoord onbekend", "wachtwoord"
    )
    reading = locked_package(workbook(3, 4, False), "VelvetSweatshop")
    yield one("office/alleen-lezen.xlsx", reading, "dicht voor wijzigen, met het vaste wachtwoord", "Persoon P2x")
    torn = changed(word(), "word/document.xml", lambda _: b"<kapot")
    yield refused("office/kapot.docx", torn, "kapotte XML", "geen Word-document")
    twice = re.sub(rb"<w:body>", b"<w:body><w:p><w:r><w:t>Tweede alinea Trui</w:t></w:r></w:p>", b"<w:body>")
    yield one(
        "office/twee.docx",
        changed(word("Eerste"), "word/document.xml", lambda xml: xml.replace(b"<w:body>", twice)),
        "gewoon",
        "Eerste",
        "Tweede alinea Trui",
    )
