"""Every string, name and stream of a PDF, decoded in all the ways that a text can be written in one.

Read with pikepdf (qpdf); shares no code with what wrote the file.
"""

from __future__ import annotations

import html
import re
from binascii import unhexlify
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

import ahocorasick
import pikepdf
from pikepdf import Dictionary, Name, Pdf

from woolak.pipeline.verify.folding import PART

__all__ = ["ByteSearch", "Surface", "is_syntax", "read_surfaces", "structure_of"]

KINDS = {
    "/Info": "metadata", "/Metadata": "metadata", "/Outlines": "outline", "/URI": "link", "/Dests": "link",
    "/EmbeddedFiles": "attachment", "/EF": "attachment", "/AF": "attachment", "/V": "form", "/DV": "form",
    "/AcroForm": "form", "/Annots": "annotation", "/ActualText": "tag", "/Alt": "tag", "/E": "tag",
    "/StructTreeRoot": "tag", "/JS": "script", "/OCProperties": "layer", "/PieceInfo": "private data",
    "/BaseFont": "font", "/FontName": "font", "/ID": "file id",
}  # fmt: skip
PAGE_PARTS = (("/PieceInfo", "private data"), ("/Thumb", "thumbnail"), ("/AA", "script"), ("/B", "article"))
FONT_PROGRAMS = (b"\0\1\0\0\0", b"OTTO\0", b"ttcf\0")
"""How a font begins (OpenType 1.9, 'Organization of an OpenType font'): its bytes are no strings that a page shows."""
PERIOD = 2
MAX_SAMPLES = 16_000_000
_STRING = re.compile(rb"\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f\s]{4,}>", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
HEX_DIGITS = frozenset("0123456789abcdef \n\r\t")
HEXADECIMAL = re.compile(r"[0-9a-f \n\r\t]+")
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Surface:
    """One text that the file holds outside what its pages show."""

    kind: str
    text: str


@cache
def standard_names() -> frozenset[str]:
    """The names that the standard itself uses: those tell nothing."""
    text = (resources.files("woolak.pipeline.verify") / "names.txt").read_text(encoding="ascii")
    return frozenset(line for line in text.split() if line)


@cache
def _syntax() -> str:
    return (resources.files("woolak.pipeline.verify") / "syntax.txt").read_text(encoding="ascii").replace(" ", "\n")


def is_syntax(words: tuple[str, ...]) -> bool:
    """Whether a secret is (part of) a word with which every release is written: in bytes it tells nothing.

    'Begin' and 'filter' are also Dutch. In texts, of pages and of all else, they are looked for as every other word.
    """
    return "".join(words) in _syntax()


class ByteSearch:
    """Finds secrets in bytes of any kind, in the encodings that texts have in PDF and in fonts."""

    def __init__(self, folded: Iterable[tuple[str, ...]]) -> None:
        self._automaton = ahocorasick.Automaton()
        self._longest = 0
        for words in folded:
            for form in {" ".join(words), "".join(words)}:
                if len(form) < PART:
                    continue
                for encoding in ("latin-1", "utf-8", "utf-16-be", "utf-16-le"):
                    try:
                        raw = form.encode(encoding)
                    except UnicodeEncodeError:
                        continue
                    self._automaton.add_word(raw.decode("latin-1"), (len(raw), words))
                    self._longest = max(self._longest, len(raw))
        if len(self._automaton):
            self._automaton.make_automaton()

    def find(self, data: bytes) -> set[tuple[str, ...]]:
        if not len(self._automaton):
            return set()
        if (
            data[PERIOD:99] == data[: 99 - PERIOD] and data[PERIOD:] == data[:-PERIOD]
        ):  # the same over and over: its beginning says it all
            data = data[: self._longest + PERIOD]
        text = data.lower().decode("latin-1")
        return {
            words
            for last, (length, words) in self._automaton.iter(text)
            if not _in_hexadecimal(text, last - length + 1, last + 1)
        }


def _in_hexadecimal(text: str, start: int, end: int) -> bool:
    """Whether digits stand in a string of a content stream that is written in hexadecimal: they number glyphs there
    (ISO 32000-2, 7.3.4.3), and what these show is read apart."""
    if not HEXADECIMAL.fullmatch(text, start, end):
        return False
    while start and text[start - 1] in HEX_DIGITS:
        start -= 1
    return start > 0 and text[start - 1] == "<" and text[start - 2 : start - 1] != "<"


def _readings(raw: bytes) -> str:
    """A string as PDFDocEncoding, UTF-16 of both orders, with or without mark, and UTF-8, one after another."""
    ways = [raw.decode("pdfdoc", "replace")]
    if b"\0" in raw or raw[:2] in (b"\xfe\xff", b"\xff\xfe"):
        ways += [raw.decode("utf-16-be", "ignore"), raw.decode("utf-16-le", "ignore")]
        ways.append(raw[1:].decode("utf-16-be", "ignore"))
    if not raw.isascii():
        ways.append(raw.decode("utf-8", "ignore"))
    return "\n".join(ways)


def _unescaped(match: re.Match[bytes]) -> bytes:
    what = match.group(1)
    if what[0] in b"01234567":
        return bytes([int(what, 8) & 255])
    return {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"\n": b"", b"\r": b"", b"\r\n": b""}.get(what, what)


def _shown_strings(content: bytes) -> tuple[bytes, bytes]:
    """The strings of a content stream joined, as bytes: what a tool without font knowledge would see. Those of two
    bytes a letter apart: most fonts number their glyphs with these, so that a few digits stand there by chance."""
    narrow: list[bytes] = []
    wide: list[bytes] = []
    for match in _STRING.finditer(content):
        raw = match.group()
        if raw[:1] == b"(":
            said = _ESCAPE.sub(_unescaped, raw[1:-1])
        else:
            digits = raw[1:-1].translate(None, b" \t\n\r\f\v")
            said = unhexlify(digits + b"0" * (len(digits) % 2))
        (wide if b"\0" in said else narrow).append(said)
    return b"".join(narrow), b"".join(wide)


def _decoded(stream: pikepdf.Stream) -> bytes:
    """The stream without its filters, as far as that can be.

    Of a picture in its own coding nothing: the bytes of the file are searched as they are, and those are the same.
    """
    try:
        if stream.get("/Subtype") == Name.Image:
            filters = str(stream.get("/Filter", ""))
            if any(name in filters for name in ("DCT", "JPX", "CCITT", "JBIG2")):
                return b""
            return stream.read_bytes(pikepdf.StreamDecodeLevel.generalized)[:MAX_SAMPLES]
        return stream.read_bytes(pikepdf.StreamDecodeLevel.generalized)
    except (pikepdf.PdfError, UnicodeDecodeError):
        return stream.read_raw_bytes()


def read_surfaces(document: Pdf, search: ByteSearch) -> Iterator[Surface]:
    """All objects, reachable or not, and the trailer; of streams what `search` finds in them."""
    known = standard_names()

    def walk(value: object, kind: str, depth: int) -> Iterator[Surface]:
        if depth > 60:
            return
        if isinstance(value, pikepdf.String):
            yield Surface(kind, _readings(bytes(value)))
        elif isinstance(value, Name):
            if str(value)[1:] not in known:
                yield Surface(kind, str(value)[1:])
        elif isinstance(value, pikepdf.Array):
            for item in value:
                if isinstance(item, pikepdf.Object) and not item.is_indirect:
                    yield from walk(item, kind, depth + 1)
        elif isinstance(value, (Dictionary, pikepdf.Stream)):
            for key, item in value.items():
                if key[1:] not in known:
                    yield Surface("name", key[1:])
                if isinstance(item, pikepdf.Object) and not item.is_indirect:
                    yield from walk(item, KINDS.get(key, kind), depth + 1)
            if isinstance(value, pikepdf.Stream):
                yield from _stream(value, search)

    for value in document.objects:
        yield from walk(value, "object", 0)
    yield from walk(document.trailer, "trailer", 0)


def _stream(stream: pikepdf.Stream, search: ByteSearch) -> Iterator[Surface]:
    data = _decoded(stream)
    if stream.get("/Type") == Name.Metadata:
        yield Surface("metadata", html.unescape(_TAG.sub(" ", data.decode("utf-8", "replace"))))
        return
    kind = "picture" if stream.get("/Subtype") == Name.Image else "stream"
    for words in search.find(data):
        yield Surface(kind, " ".join(words))
    if kind == "stream" and (b"Tj" in data or b"TJ" in data or b"BDC" in data):
        narrow, wide = _shown_strings(data)
        yield Surface("stream" if data.startswith(FONT_PROGRAMS) else "content", narrow.decode("latin-1"))
        if wide:
            yield Surface("stream", (wide + b"\n" + wide.replace(b"\0", b"")).decode("latin-1"))


def structure_of(document: Pdf, raw: bytes) -> Iterator[str]:
    """Parts that a release never has, whatever they say: each is a place to hide something."""
    root = document.Root
    names = root.get("/Names", Dictionary())
    if "/EmbeddedFiles" in names or "/Collection" in root or "/AF" in root:
        yield "attachment"
    if any(key in root for key in ("/OpenAction", "/AA", "/URI")) or "/JavaScript" in names:
        yield "script"
    for key, kind in (
        ("/AcroForm", "form"), ("/OCProperties", "layer"), ("/PieceInfo", "private data"), ("/Threads", "article"),
        ("/PageLabels", "page label"), ("/Perms", "signature"), ("/SpiderInfo", "private data"),
    ):  # fmt: skip
        if key in root:
            yield kind
    if document.is_encrypted:  # then the bytes of the file say nothing
        yield "encryption"
    if raw.count(b"%%EOF") > 1 or "/Prev" in document.trailer:
        yield "earlier version"
    for page in document.pages:
        for key, kind in (
            ("/PieceInfo", "private data"),
            ("/Thumb", "thumbnail"),
            ("/AA", "script"),
            ("/B", "article"),
        ):
            if key in page.obj:
                yield kind
        corner = [float(side) for side in page.obj.get("/MediaBox", (1, 1))][:2]
        said, above = set(page.obj.keys()), page.obj.get("/Parent")
        while above is not None:  # a page inherits what it does not say (ISO 32000-1, 7.7.3.4)
            said |= set(above.keys())
            above = above.get("/Parent")
        if corner != [0, 0] or said & {"/CropBox", "/Rotate", "/UserUnit"}:
            yield "page frame"  # then places are told otherwise
        for annotation in page.obj.get("/Annots", ()):
            action = annotation.get("/A", Dictionary())
            of_ours = annotation.get("/Subtype") == Name.Link and "/AP" not in annotation
            if not of_ours or action.get("/S", Name.URI) not in (Name.URI, Name.GoTo):
                yield "annotation"
