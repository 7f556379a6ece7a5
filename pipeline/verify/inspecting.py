"""Looks at a PDF of others: is what seems redacted really gone, and what else does the file tell?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
from pikepdf import Dictionary, Name, Pdf

from woolak.errors import UnreadableSource
from woolak.pipeline.verify.folding import squeeze
from woolak.pipeline.verify.pages import Letters, Painted, dark_bars, picture_of, pictures_under, read_letters
from woolak.pipeline.verify.surfaces import ByteSearch, read_surfaces
from woolak.rules.grounds import grounds
from woolak.rules.reading import Model, read_rules

__all__ = ["Inspection", "Remark", "inspect"]

LOOK_DPI = 100
SAME, DARK = 4, 100
"""Pixels that differ less show nothing; darker than this is a bar."""


Found = tuple[str, float | None]
"""A key of rules/remarks.yaml, and where on the page."""


class RemarkTexts(Model):
    """rules/remarks.yaml."""

    leaks: dict[str, str]
    remarks: dict[str, str]
    page: str
    places: tuple[str, str, str]
    times: str


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that the file tells; `kind` is a key of rules/remarks.yaml."""

    kind: str
    page_index: int | None
    count: int = 1
    height: float | None = None
    """Where on the page the first one is, from 0 at the top to 1 at the foot."""

    @property
    def is_leak(self) -> bool:
        return self.kind in read_rules("remarks.yaml", RemarkTexts).leaks

    @property
    def sentence(self) -> str:
        """Dutch, for the user: page, place, what, and how often."""
        texts: RemarkTexts = read_rules("remarks.yaml", RemarkTexts)
        said = texts.leaks.get(self.kind) or texts.remarks[self.kind]
        if self.page_index is not None:
            place = "" if self.height is None else texts.places[min(2, max(0, int(3 * self.height)))]
            said = texts.page.format(number=self.page_index + 1, place=place) + said
        return said + (texts.times.format(count=self.count) if self.count > 1 else "")

    def to_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind, "page": self.page_index, "height": self.height, "count": self.count,
            "leak": self.is_leak,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Inspection:
    """All that was found; `ok` when nothing seems redacted without being so."""

    pages: int
    remarks: tuple[Remark, ...]

    @property
    def ok(self) -> bool:
        return not any(remark.is_leak for remark in self.remarks)

    def to_json(self) -> dict[str, Any]:
        return {"ok": self.ok, "pages": self.pages, "remarks": [remark.to_json() for remark in self.remarks]}


def _of_file(pdf: Pdf, raw: bytes, page_text: str) -> Iterator[str]:
    root = pdf.Root
    names = root.get("/Names", Dictionary())
    linearised = b"/Linearized" in raw[:2048]
    if raw.count(b"%%EOF") > (2 if linearised else 1):
        yield "earlier_version"
    if "/EmbeddedFiles" in names or "/Collection" in root or "/AF" in root:
        yield "attachment"
    if len(pdf.docinfo) or "/Metadata" in root:
        yield "metadata"
    if root.get("/Outlines", Dictionary()).get("/First") is not None:
        yield "outline"
    if "/JavaScript" in names or "/AA" in root or _is_script(root.get("/OpenAction")):
        yield "script"
    if root.get("/OCProperties", Dictionary()).get("/D", Dictionary()).get("/OFF"):
        yield "hidden_layer"
    if "/PieceInfo" in root:
        yield "private_data"
    for surface in read_surfaces(pdf, ByteSearch(())):
        if surface.kind == "tag" and len(squeeze(surface.text)) > 3 and squeeze(surface.text) not in page_text:
            yield "tag_text"
            break


def _is_script(action: object) -> bool:
    return isinstance(action, Dictionary) and action.get("/S") not in (None, Name.GoTo)


def _of_annotations(page: pikepdf.Page, page_text: str) -> Iterator[Found]:
    for annotation in page.get("/Annots", ()):
        kind = _of_annotation(annotation, page_text)
        if kind:
            yield kind, _height_of(page, annotation)
    if "/PieceInfo" in page:
        yield "private_data", None


def _of_annotation(annotation: Any, page_text: str) -> str | None:
    kind = annotation.get("/Subtype")
    if kind == Name.Redact:
        return "unapplied_redaction"
    if kind == Name.Widget:
        if annotation.get("/FT") == Name.Sig:
            return "signature"
        return "form_value" if "/V" in annotation and annotation.get("/FT") == Name.Tx else None
    if kind == Name.FileAttachment:
        return "attachment"
    if kind == Name.Link:
        address = annotation.get("/A", Dictionary()).get("/URI")
        shown = address is None or squeeze(str(address).split("://")[-1]) in page_text
        return None if shown else "link"
    return "annotation_text" if kind != Name.Popup and ("/Contents" in annotation or "/RC" in annotation) else None


def _height_of(page: pikepdf.Page, annotation: Any) -> float | None:
    box, media = annotation.get("/Rect"), page.mediabox
    if box is None or len(box) != 4 or float(media[3]) <= float(media[1]):
        return None
    middle = (float(box[1]) + float(box[3])) / 2
    return round(1 - (middle - float(media[1])) / (float(media[3]) - float(media[1])), 3)


def _of_page(page: pypdfium2.PdfPage, letters: Letters) -> Iterator[Found]:
    """Text and pictures that the page does not show, and that are there all the same."""
    width, height = page.get_width(), page.get_height()
    grey = picture_of(page, LOOK_DPI)
    scale = grey.shape[1] / width
    labels = {"", *grounds()}
    for line in _words(letters):
        if "".join(character for character, _, _ in line).strip("[]/,") in labels:
            continue  # the ground of a box, for who hears the page read
        x0, x1 = min(x for _, x, _ in line), max(x for _, x, _ in line)
        y = sum(y for _, _, y in line) / len(line)
        if x1 < 0 or x0 > width or not 0 <= y <= height:
            yield "outside_page", None
            continue
        top, bottom = max(0, int((y - 2) * scale)), int((y + 2) * scale) + 1
        left, right = max(0, int((x0 - 1) * scale)), int((x1 + 1) * scale) + 1
        part = grey[top:bottom, left:right]
        if part.size and int(part.max()) - int(part.min()) < SAME:
            yield "text_under_box" if int(part.max()) < DARK else "hidden_text", round(y / height, 3)
    painted = Painted(page)
    bars = dark_bars(painted)
    for number in sorted(pictures_under(painted, list(enumerate(bars)), lambda: True)):
        yield "picture_under_box", round((bars[number].y0 + bars[number].y1) / 2 / height, 3)


def _words(letters: Letters) -> Iterator[list[tuple[str, float, float]]]:
    """The words of a page: letters that follow each other in the text without white between them."""
    word: list[tuple[str, float, float]] = []
    last = -2
    for index, character, x, y in letters.places:
        if word and index != last + 1:
            yield word
            word = []
        word.append((character, x, y))
        last = index
    if word:
        yield word


def inspect(pdf: Path) -> Inspection:
    """Look for redactions that do not redact, and for what the file tells besides its pages.

    Raises UnreadableSource.
    """
    found: dict[tuple[str, int | None], list[float | None]] = {}

    def note(kinds: Iterator[Found], page: int | None) -> None:
        for kind, height in kinds:
            found.setdefault((kind, page), []).append(height)

    texts: list[str] = []
    try:
        with pypdfium2.PdfDocument(pdf) as document:
            for index in range(len(document)):
                page = document[index]
                letters = read_letters(page, True)
                texts.append(squeeze(letters.text))
                note(_of_page(page, letters), index)
                page.close()
        with Pdf.open(pdf) as structure:
            note(((kind, None) for kind in _of_file(structure, pdf.read_bytes(), "".join(texts))), None)
            for index, leaf in enumerate(structure.pages):
                note(_of_annotations(leaf, texts[index]), index)
    except pikepdf.PasswordError:
        raise UnreadableSource.encrypted() from None
    except (pikepdf.PdfError, pypdfium2.PdfiumError) as error:
        if "password" in str(error).lower():
            raise UnreadableSource.encrypted() from None
        raise UnreadableSource.damaged("PDF") from None
    except (OSError, IndexError, TypeError, AttributeError, ValueError):
        raise UnreadableSource.damaged("PDF") from None
    remarks = [Remark(kind, page, len(places), places[0]) for (kind, page), places in found.items()]
    return Inspection(
        len(texts), tuple(sorted(remarks, key=lambda remark: (not remark.is_leak, remark.page_index or 0)))
    )
