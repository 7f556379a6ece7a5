"""Looks for the secret in a PDF with every means at hand, and shares no code with Woolak.

What it reads: the raw bytes; every object, string, name and stream (pikepdf), in each encoding; the text of each page
(PDFium) in the file's order, line by line and column by column; what OCR reads of each page, of what lies outside its
edges, and of each picture by itself.
"""

from __future__ import annotations

import ctypes
import io
import os
import re
import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageOps

__all__ = ["leaks_of", "letters_only", "lost_words", "read_by_sight"]

_ALIKE = str.maketrans("аеорсухіѕ", "aeopcyxis") | {0x2801 + number: chr(97 + number) for number in range(26)}
"""Cyrillic look-alikes, and the Braille signs that tests use for letters."""


def letters_only(text: str) -> str:
    """Lower-case letters and digits, without accents."""
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_ALIKE)
    return re.sub(r"[\W_]", "", plain, flags=re.UNICODE)


def _holds(text: str, secret: str) -> bool:
    plain = letters_only(text)
    return secret in plain or secret in plain[::-1]


def _bytes_hold(data: bytes, secret: str) -> bool:
    low = data.lower()
    forms = [secret.encode(), secret.encode("utf-16-be"), secret.encode("utf-16-le"), secret.encode().hex().encode()]
    forms += [secret.encode("utf-16-be").hex().encode(), secret[::-1].encode()]
    return any(form in low for form in forms)


def _objects(pdf: pikepdf.Pdf) -> Iterator[tuple[str, object]]:
    def walk(where: str, value: object, depth: int) -> Iterator[tuple[str, object]]:
        yield where, value
        if depth > 40 or not isinstance(value, pikepdf.Object):
            return
        if isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)):
            for key, item in value.items():
                yield where, key
                if not (isinstance(item, pikepdf.Object) and item.is_indirect):
                    yield from walk(key, item, depth + 1)
        elif isinstance(value, pikepdf.Array):
            for item in value:
                if not (isinstance(item, pikepdf.Object) and item.is_indirect):
                    yield from walk(where, item, depth + 1)

    for value in pdf.objects:
        yield from walk("object", value, 0)
    yield from walk("trailer", pdf.trailer, 0)


def _structure(path: Path, secret: str) -> Iterator[str]:
    with pikepdf.open(path) as pdf:
        for where, value in _objects(pdf):
            if isinstance(value, (str, pikepdf.Name)) and not isinstance(value, pikepdf.String):
                if _holds(str(value), secret):
                    yield f"name {where}"
            elif isinstance(value, pikepdf.String):
                raw = bytes(value)
                ways = [raw.decode("latin-1"), raw.decode("utf-16-be", "ignore"), raw.decode("utf-16-le", "ignore")]
                ways += [str(value), re.sub(r"%([0-9a-fA-F]{2})", lambda m: chr(int(m[1], 16)), raw.decode("latin-1"))]
                if any(_holds(text, secret) for text in ways):
                    yield f"string {where}"
            elif isinstance(value, pikepdf.Stream):
                for data in (_raw(value), _decoded(value)):
                    if _bytes_hold(data, secret):
                        yield f"stream {value.get('/Type', '')}{value.get('/Subtype', '')}"
                if b"BT" in _decoded(value):
                    strings = b"".join(re.findall(rb"\(((?:[^()\\]|\\.)*)\)", _decoded(value)))
                    coded = b"".join(
                        bytes.fromhex(m.decode()) for m in re.findall(rb"<((?:[0-9a-fA-F]{2})+)>", _decoded(value))
                    )
                    if _holds(strings.decode("latin-1"), secret) or _holds(coded.decode("latin-1"), secret):
                        yield "content strings"


def _raw(stream: pikepdf.Stream) -> bytes:
    return stream.read_raw_bytes()


def _decoded(stream: pikepdf.Stream) -> bytes:
    try:
        return stream.read_bytes()
    except pikepdf.PdfError:
        return b""


def _page_text(page: pypdfium2.PdfPage) -> Iterator[str]:
    """The text in three orders."""
    textpage = page.get_textpage()
    yield textpage.get_text_range() if textpage.count_chars() else ""
    placed = []
    values = [ctypes.c_double() for _ in range(4)]
    for index in range(textpage.count_chars()):
        code = pdfium.FPDFText_GetUnicode(textpage, index)
        if code > 32 and pdfium.FPDFText_GetCharBox(textpage, index, *map(ctypes.byref, values)):
            left, _, bottom, _ = (value.value for value in values)
            placed.append((bottom, left, chr(code)))
    rows = sorted(placed, key=lambda item: (-round(item[0] / 6), item[1]))
    yield "".join(item[2] for item in rows)
    columns = sorted(placed, key=lambda item: (round(item[1] / 8), -item[0]))
    yield "".join(item[2] for item in columns)
    yield "".join(item[2] for item in reversed(columns))


def read_by_sight(image: Image.Image) -> str:
    """What Tesseract reads, upright and on either side, as it is and inverted."""
    grey = image.convert("L")
    if max(grey.size) < 40:
        return ""
    buffer = io.BytesIO()
    grey.save(buffer, "PNG")
    done = subprocess.run(
        ["tesseract", "stdin", "stdout", "--psm", "11", "-l", "nld"], input=buffer.getvalue(), capture_output=True,
        env=os.environ | {"OMP_THREAD_LIMIT": "1"}, timeout=120, check=False,
    )  # fmt: skip
    return done.stdout.decode("utf-8", "replace")


def _almost(text: str, secret: str) -> bool:
    """OCR misreads a letter now and then."""
    plain = letters_only(text)
    size = len(secret)
    return any(
        sum(a != b for a, b in zip(plain[i : i + size], secret, strict=False)) <= 2
        for i in range(max(0, len(plain) - size + 1))
    )


def _pictures(path: Path) -> Iterator[Image.Image]:
    """Every picture in the file, by itself."""
    with pikepdf.open(path) as pdf:
        for value in pdf.objects:
            if isinstance(value, pikepdf.Stream) and value.get("/Subtype") == "/Image":
                try:
                    yield pikepdf.PdfImage(value).as_pil_image()
                except Exception:
                    width, height = int(value.Width), int(value.Height)
                    data = _decoded(value)
                    if len(data) >= (width + 7) // 8 * height:
                        yield Image.frombytes("1", (width, height), data)
                yield from _samples(value)


def _samples(image: pikepdf.Stream) -> Iterator[Image.Image]:
    """The samples as they are, whatever colours the file gives them; of sixteen bits the high and the low half."""
    size, data = (int(image.Width), int(image.Height)), _decoded(image)
    if size[0] * size[1] == len(data):
        yield ImageOps.autocontrast(Image.frombytes("L", size, data))
    elif 2 * size[0] * size[1] == len(data):
        yield Image.frombytes("L", size, data[::2])
        yield Image.frombytes("L", size, data[1::2])


def _drawn(path: Path) -> Iterator[tuple[str, Image.Image]]:
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            yield "page", page.render(scale=150 / 72, grayscale=True).to_pil()
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            page.mediabox = page.cropbox = pikepdf.Array([-300, -300, 1200, 1200])
        buffer = io.BytesIO()
        pdf.save(buffer)
    with pypdfium2.PdfDocument(buffer.getvalue()) as document:
        for page in document:
            yield "beyond the page", page.render(scale=110 / 72, grayscale=True).to_pil()
    with pypdfium2.PdfDocument(_outlines_alone(path)) as document:
        for page in document:
            yield "outlines by themselves", page.render(scale=110 / 72, grayscale=True).to_pil()


def _outlines_alone(path: Path) -> bytes:
    """The file with only the shapes of its pages that are no rectangles, black, without clips and covers."""
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            kept: list[object] = []
            shape: list[object] = []
            for item in pikepdf.parse_content_stream(page):
                operator = str(item.operator)
                if operator in ("q", "Q", "cm"):
                    kept.append(item)
                elif operator in ("m", "l", "c", "v", "y", "h"):
                    shape.append(item)
                elif operator in ("f", "f*", "S", "s", "B", "B*", "b", "b*", "n") and shape:
                    kept += shape
                    kept.append(([], pikepdf.Operator("f")))
                    shape = []
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))
            page.mediabox = page.cropbox = pikepdf.Array([-300, -300, 1200, 1200])
        buffer = io.BytesIO()
        pdf.save(buffer)
    return buffer.getvalue()


def leaks_of(path: Path, secret: str, *, sight: bool = True) -> list[str]:
    """Where the secret is still found; empty when nothing is."""
    secret = letters_only(secret)
    found = list(_structure(path, secret))
    if _bytes_hold(path.read_bytes(), secret):
        found.append("raw bytes")
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            found += ["page text" for text in _page_text(page) if _holds(text, secret)]
    if sight:
        for where, image in _drawn(path):
            turned = (image, image.rotate(90, expand=True)) if where == "page" else (image,)
            if any(_almost(read_by_sight(one), secret) for one in turned):
                found.append(f"sight of {where}")
        for image in _pictures(path):
            small = image.convert("L")
            for one in (small, Image.eval(small, lambda v: 255 - v), small.rotate(90, expand=True), _stretched(small)):
                if _almost(read_by_sight(one), secret):
                    found.append("sight of a picture")
                    break
    return sorted(set(found))


def _stretched(image: Image.Image) -> Image.Image:
    low, high = image.getextrema()
    if not isinstance(low, (int, float)) or not isinstance(high, (int, float)) or high - low < 4:
        return image
    return image.point(lambda value: (value - low) * 255 / (high - low))


def lost_words(path: Path, words: tuple[str, ...]) -> list[str]:
    """Words that should still be there, to be found by a search, and are not."""
    text = ""
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            text += " ".join(_page_text(page))
    plain = letters_only(text)
    return [word for word in words if letters_only(word) not in plain]
