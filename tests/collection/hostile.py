"""Files that are out to harm: what they ask has to be refused, within the limits, and the rest goes on."""

from __future__ import annotations

import gzip
import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator

import pymupdf
from PIL import Image

from tests.collection.items import Item, one, refused
from tests.collection.mails import message
from tests.collection.offices import changed, word, workbook
from tests.ingest_files import typeset

__all__ = ["archives", "hostile"]

REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def zipped(files: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", packing) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def tarred(files: dict[str, bytes], mode: str = "w") -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return stream.getvalue()


def archives() -> Iterator[Item]:
    """Archives, and mail and documents within them."""
    import py7zr

    files = {
        "map/plan.txt": b"Plan van Koos",
        "brief.docx": word("Brief van Kee"),
        "Thumbs.db": b"x",
        "__MACOSX/._a": b"y",
    }
    texts = (("/map/plan.txt", "Plan van Koos"), ("/brief.docx", "Brief van Kee"))
    yield Item("archief/gewoon.zip", zipped(files), "zip", texts)
    yield Item(
        "archief/in-zip.zip",
        zipped({"binnen.zip": zipped(files)}),
        "zip in zip",
        tuple((f"/binnen.zip{path}", words) for path, words in texts),
    )
    plain = {name: data for name, data in files.items() if "Thumbs" not in name and "MACOSX" not in name}
    yield Item("archief/gewoon.tar", tarred(plain), "tar", texts)
    for suffix in ("gz", "bz2", "xz"):
        yield Item(f"archief/gewoon.tar.{suffix}", tarred(plain, f"w:{suffix}"), f"tar.{suffix}", texts)
    yield Item("archief/los.txt.gz", gzip.compress(b"Los bestand van Lies"), "gz", (("/los.txt", "Lies"),))
    for name, password in (("gewoon.7z", None), ("slot.7z", "geheim12"), ("dicht.7z", "onbekend")):
        stream = io.BytesIO()
        with py7zr.SevenZipFile(stream, "w", password=password) as archive:
            for path, data in plain.items():
                archive.writestr(data, path)
        if password == "onbekend":
            yield refused(f"archief/{name}", stream.getvalue(), "7z, wachtwoord onbekend", "wachtwoord")
        else:
            yield Item(f"archief/{name}", stream.getvalue(), "7z" + (" met wachtwoord" if password else ""), texts)
    mail = message(body="Mail in een archief van Mien")
    mail.add_attachment(zipped({"stuk.txt": b"Heel diep van Dien"}), "application", "zip", filename="stukken.zip")
    yield Item(
        "archief/mail.zip",
        zipped({"post/mail.eml": mail.as_bytes()}),
        "zip met mail met zip",
        (("/post/mail.eml", "Mien"), ("/post/mail.eml/stukken.zip/stuk.txt", "Dien")),
    )
    old = bytearray(zipped({"caf_.txt": b"Naam met een teken van Teun"}))
    yield Item(
        "archief/tekens.zip", bytes(old).replace(b"caf_", b"caf\xe9"), "namen van oude makers", (("/café.txt", "Teun"),)
    )
    yield refused("archief/leeg.zip", zipped({}), "archief zonder bestanden", "geen bestanden")
    yield refused("archief/half.zip", zipped(files)[:300], "afgebroken", "geen archief")
    broken = bytearray(zipped({"goed.txt": b"Goed van Guus", "fout.txt": b"Fout van Floor" * 50}, zipfile.ZIP_STORED))
    broken[broken.rindex(b"Fout van Floor") + 3] ^= 0xFF
    yield Item(
        "archief/een-kapot.zip",
        bytes(broken),
        "een bestand in het archief is beschadigd",
        (("/goed.txt", "Guus"),),
        (("/fout.txt", "beschadigd"),),
    )


def hostile() -> Iterator[Item]:
    """Bombs, ways out, what would load or run."""
    zeros = zipped({f"{i}.txt": b"0" * 60_000_000 for i in range(3)})
    yield Item("kwaad/bom.zip", zeros, "zip-bom", (), tuple((f"/{i}.txt", "'ratio'") for i in range(3)))
    yield Item(
        "kwaad/bom-in-bom.zip",
        zipped({"a.zip": zeros}),
        "zip-bom in een zip",
        (),
        tuple((f"/a.zip/{i}.txt", "'ratio'") for i in range(3)),
    )
    lying = bytearray(zeros)
    at = lying.index(b"PK\x01\x02")
    struct.pack_into("<I", lying, at + 24, 10)
    yield Item(
        "kwaad/liegende-bom.zip",
        bytes(lying),
        "zip-bom die over zijn grootte liegt",
        (),
        (("/0.txt", ""), ("/1.txt", "'ratio'"), ("/2.txt", "'ratio'")),
    )
    yield refused("kwaad/bom.txt.gz", gzip.compress(b"0" * 60_000_000), "gz-bom", "'ratio'")
    nested = b"Diep"
    for _ in range(12):
        nested = zipped({"dieper.zip" if nested != b"Diep" else "diep.txt": nested})
    yield Item("kwaad/diep.zip", nested, "twaalf archieven diep", (), (("/dieper.zip" * 9, "te diep"),))
    yield Item(
        "kwaad/veel.zip",
        zipped({f"{i}.txt": b"" for i in range(60)}),
        "te veel bestanden",
        (),
        (*((f"/{i}.txt", "leeg") for i in range(50)), ("/50.txt", "'files'")),
    )
    out = {
        "../../../../tmp/ontsnapt.txt": b"Ontsnapt van Otto",
        "/etc/ontsnapt.txt": b"Nog een van Otto",
        "C:\\\\windows\\\\ontsnapt.txt": b"Derde van Otto",
    }
    yield Item(
        "kwaad/uitweg.zip",
        zipped(out),
        "paden buiten het archief",
        (
            ("/tmp/ontsnapt.txt", "Ontsnapt van Otto"),
            ("/etc/ontsnapt.txt", "Nog een"),
            ("/C_/windows/ontsnapt.txt", "Derde van Otto"),
        ),
    )
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, kind, target in (
            ("koppeling", tarfile.SYMTYPE, "/etc/passwd"),
            ("hard", tarfile.LNKTYPE, "/etc/passwd"),
            ("apparaat", tarfile.CHRTYPE, ""),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, target
            archive.addfile(info)
    yield Item(
        "kwaad/koppelingen.tar",
        stream.getvalue(),
        "koppelingen naar elders",
        (),
        tuple((f"/{name}", "verwijzing") for name in ("koppeling", "hard", "apparaat")),
    )
    lol = (
        b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">'
        + b"".join(b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(9))
        + b"]>"
    )
    part = "word/document.xml"
    yield refused("kwaad/xml-bom.docx", changed(word(), part, lambda xml: lol + xml[55:]), "XML-bom", "niet geopend")
    entity = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    yield refused(
        "kwaad/xml-bestand.xlsx",
        changed(workbook(2), "xl/workbook.xml", lambda xml: entity + xml[55:]),
        "XML die een bestand leest",
        "niet geopend",
    )
    big = changed(word(), "word/media/groot.bin", lambda _: b"0" * 60_000_000)
    yield refused("kwaad/bom.docx", big, "bom in een document", "'ratio'")
    linked = changed(
        word("Met beeld van buiten"),
        "word/_rels/document.xml.rels",
        lambda xml: xml.replace(
            b"</Relationships>",
            f'<Relationship Id="rIdX" Type="{REL}image" Target="http://127.0.0.1:9/spion.png" '
            f'TargetMode="External"/><Relationship Id="rIdT" Type="{REL}attachedTemplate" '
            f'Target="http://x.example/s.dotm" TargetMode="External"/></Relationships>'.encode(),
        ),
    )
    yield one(
        "kwaad/van-buiten.docx",
        linked,
        "beeld en sjabloon van buiten",
        "Met beeld van buiten",
        "niet geladen",
        "spion.png",
    )
    rtf = (
        rb"{\rtf1\ansi Tekst van Rolf {\field{\*\fldinst INCLUDEPICTURE \"file:///etc/hostname\" }{\fldrslt x}}"
        rb"{\field{\*\fldinst INCLUDETEXT \"file:///etc/passwd\" }{\fldrslt y}}}"
    )
    yield Item("kwaad/leest-bestand.rtf", rtf, "RTF die een bestand insluit", (("", "Tekst van Rolf"),), (), ("root:",))
    page = (
        b'<html><body><p>Pagina van Pim</p><iframe src="file:///etc/passwd"></iframe><object data="file:///etc/passwd">'
    )
    yield Item(
        "kwaad/leest-bestand.html",
        page + b"</object></body></html>",
        "webpagina die een bestand insluit",
        (("", "Pagina van Pim"),),
        (),
        ("root:",),
    )
    deep = b"<html><body>" + b"<blockquote><b><div><table><tr><td>" * 3000 + b"Diep van Daan"
    yield one("kwaad/diepe.html", deep, "duizenden tags in elkaar", "Diep van Daan")
    yield refused("kwaad/bom.png", _png(60_000, 60_000), "beeld van 3,6 miljard punten", "'megapixels'")
    huge = pymupdf.open()
    huge.new_page(width=14_000, height=14_000).insert_text((50, 50), "Groot")
    yield refused("kwaad/groot.pdf", huge.tobytes(), "bladzijde van vijf meter", "'megapixels'")
    many = pymupdf.open(stream=typeset("#pagebreak()\n" * 120))
    yield refused("kwaad/veel.pdf", many.tobytes(), "meer bladzijden dan mag", "'pages'")
    loop = pymupdf.open(stream=typeset("Rondje van Ronnie"))
    loop.xref_set_key(loop[0].xref, "Parent", f"{loop[0].xref} 0 R")
    yield Item("kwaad/rondje.pdf", loop.tobytes(), "bladzijde die naar zichzelf wijst")
    stream = io.BytesIO()
    Image.new("1", (100, 100)).save(stream, "TIFF")
    looped = bytearray(stream.getvalue())
    first = struct.unpack_from("<I", looped, 4)[0]
    count = struct.unpack_from("<H", looped, first)[0]
    struct.pack_into("<I", looped, first + 2 + 12 * count, first)
    yield Item("kwaad/rondje.tiff", bytes(looped), "beeld dat naar zichzelf wijst")
    tower = message(body="Toren").as_bytes()
    for _ in range(400):
        tower = b"From: a@b.nl\r\nContent-Type: message/rfc822\r\n\r\n" + tower
    yield Item("kwaad/toren.eml", tower, "vierhonderd mails in elkaar")
    wide = "<w:tbl>" + "<w:tr>" + "<w:tc><w:p/></w:tc>" * 5000 + "</w:tr></w:tbl>"
    yield Item(
        "kwaad/breed.docx",
        changed(word("Breed van Bas"), part, lambda xml: xml.replace(b"<w:body>", b"<w:body>" + wide.encode())),
        "tabel van vijfduizend kolommen",
    )


def _png(width: int, height: int) -> bytes:
    """The head of a picture of that size, and hardly any content."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
