"""What a Word document holds besides what it prints: notes, tracked deletions, hidden text, properties."""

from __future__ import annotations

import io
import re
import zipfile
from xml.etree import ElementTree

from woolak.errors import UnreadableSource

__all__ = ["open_word", "word_hidden_texts"]

MAX_UNPACKED = 1_000_000_000
MAX_XML = 100_000_000
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NOTES = re.compile(r"word/(comments|header\d*|footer\d*|footnotes|endnotes)\.xml$")
PROPERTIES = ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml")
PROPERTY_NAMES = {
    "creator",
    "lastModifiedBy",
    "title",
    "subject",
    "description",
    "keywords",
    "Manager",
    "Company",
    "lpwstr",
}


def open_word(data: bytes) -> zipfile.ZipFile:
    """The package of a Word document. Raises UnreadableSource."""
    if not data:
        raise UnreadableSource.empty()
    if data.startswith(b"\xd0\xcf\x11\xe0"):  # OLE: what Word makes of a document with a password
        raise UnreadableSource.encrypted()
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        parts = {part.filename: part.file_size for part in package.infolist()}
        if "word/document.xml" not in parts or sum(parts.values()) > MAX_UNPACKED:
            raise UnreadableSource.damaged("Word-document")
        if package.testzip() is not None:
            raise UnreadableSource.damaged("Word-document")
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, RuntimeError, NotImplementedError):
        raise UnreadableSource.damaged("Word-document") from None
    return package


def word_hidden_texts(data: bytes) -> list[str]:
    """Texts that the PDF need not show. Raises UnreadableSource."""
    texts: list[str] = []
    with open_word(data) as package:
        for name in sorted(package.namelist()):
            if not (NOTES.match(name) or name in PROPERTIES or name == "word/document.xml"):
                continue
            if package.getinfo(name).file_size > MAX_XML:
                raise UnreadableSource.failed()
            try:
                root = ElementTree.fromstring(package.read(name))
            except ElementTree.ParseError:
                raise UnreadableSource.damaged("Word-document") from None
            if name in PROPERTIES:
                texts += [e.text or "" for e in root.iter() if e.tag.rpartition("}")[2] in PROPERTY_NAMES]
                continue
            texts += [e.get(f"{W}author") or "" for e in root.iter() if e.get(f"{W}author")]
            if name == "word/document.xml":
                texts += ["".join(e.itertext()) for e in root.iter(f"{W}delText")]
                texts += [
                    "".join(run.itertext()) for run in root.iter(f"{W}r") if run.find(f"{W}rPr/{W}vanish") is not None
                ]
            else:
                texts += ["".join(t.text or "" for t in e.iter(f"{W}t")) for e in root.iter(f"{W}p")]
    return [text.strip() for text in dict.fromkeys(texts) if text.strip()]
