"""The check of one burned PDF: per box, and for every string that must be gone from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
from pikepdf import Pdf

from woolak.errors import MissingProgram, UnreadableSource
from woolak.model import BoxPt
from woolak.pipeline.ingest.ocr import DPI as OCR_DPI
from woolak.pipeline.ingest.ocr import read_picture
from woolak.pipeline.redact import Redaction, default_style
from woolak.pipeline.verify.anonymity import FEW, Letter, looks_like_a_name, names_that_fit
from woolak.pipeline.verify.folding import Reading, Secrets, squeeze, tokens
from woolak.pipeline.verify.pages import (
    Letters,
    drawings_under,
    has_large_picture,
    picture_of,
    pictures_under,
    read_letters,
)
from woolak.pipeline.verify.surfaces import ByteSearch, read_surfaces, structure_of

__all__ = ["BoxReport", "Leak", "Verification", "verify"]

JOINTS = (" / ", "/", ", ", "; ", " ", "\n")
OFF_PAGE = 3
"""Outside the pages a secret of fewer letters is chance."""
LONG_NUMBER = 8
"""Among the numbers of a drawing a number of fewer digits is chance."""


@dataclass(frozen=True, slots=True)
class Leak:
    """Something that should be gone and is not. It names the place, never the secret."""

    surface: str
    """Where: page text, box, picture, drawing, metadata, outline, link, attachment, font ..."""
    page_index: int | None
    secret: int | None = None
    """Number of the secret in the order given; None when it is about a box or a part of the file."""
    box: int | None = None
    """Number of the redaction in the order given."""

    def to_json(self) -> dict[str, Any]:
        return {"surface": self.surface, "page": self.page_index, "secret": self.secret, "redaction": self.box}


@dataclass(frozen=True, slots=True)
class BoxReport:
    """What the other engine found in one box of one redaction."""

    redaction: int
    page_index: int
    box_pt: BoxPt
    text_gone: bool
    pixels_gone: bool
    """No picture and no outlines are left under the box."""
    label_present: bool
    names_that_fit: int | None = None
    """Of a name: how many common names would leave a gap like this; None when the gap cannot be measured."""

    def to_json(self) -> dict[str, Any]:
        return {
            "redaction": self.redaction, "page": self.page_index, "bbox": [round(v, 2) for v in self.box_pt],
            "text_gone": self.text_gone, "pixels_gone": self.pixels_gone, "label": self.label_present,
            "names_that_fit": self.names_that_fit,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verification:
    """The proof for one document: released only when `ok`."""

    leaks: tuple[Leak, ...]
    boxes: tuple[BoxReport, ...]
    surfaces: int
    """How many strings and names were read."""
    pages_read_by_ocr: tuple[int, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.leaks

    @property
    def telling(self) -> tuple[int, ...]:
        """Redactions whose gap fits so few names that it may tell who it was: a warning in review."""
        return tuple(b.redaction for b in self.boxes if b.names_that_fit is not None and b.names_that_fit < FEW)

    def to_json(self) -> dict[str, Any]:
        """For release/verificatie.json."""
        return {
            "ok": self.ok, "surfaces": self.surfaces, "pages_read_by_ocr": list(self.pages_read_by_ocr),
            "leaks": [leak.to_json() for leak in self.leaks], "boxes": [box.to_json() for box in self.boxes],
            "warnings": [{"kind": "few_names_fit", "redaction": number} for number in self.telling],
        }  # fmt: skip


def verify(
    pdf: Path,
    redactions: Sequence[Redaction],
    *,
    secrets: Sequence[str],
    kept_texts: Sequence[str],
) -> Verification:
    """Look for everything that must be gone, on every surface of the file.

    `kept_texts` is, per page, the text that was to stay: a secret may occur as often as it does there (the mayor's
    namesake, the number 12), and nowhere more. Raises UnreadableSource when the file cannot be read at all.
    """
    check = _Check(redactions, Secrets(secrets), kept_texts)
    try:
        with pypdfium2.PdfDocument(pdf) as document:
            for index in range(len(document)):
                page = document[index]
                check.page(index, page)
                page.close()
        with Pdf.open(pdf) as structure:
            check.file(structure, pdf.read_bytes())
    except (pypdfium2.PdfiumError, pikepdf.PdfError):
        raise UnreadableSource.damaged("PDF") from None
    return Verification(tuple(dict.fromkeys(check.leaks)), tuple(check.boxes), check.surfaces, tuple(check.read_by_ocr))


def by_chance(words: tuple[str, ...]) -> bool:
    """Whether a secret is so short, or a number so small, that it stands anywhere by chance."""
    whole = "".join(words)
    return len(whole) < OFF_PAGE or (whole.isdigit() and len(whole) < LONG_NUMBER)


class _Check:
    """What is gathered on the way through one file."""

    def __init__(self, redactions: Sequence[Redaction], secrets: Secrets, kept_texts: Sequence[str]) -> None:
        self.secrets = secrets
        self.kept_texts = kept_texts
        self.kept_anywhere: Counter[tuple[str, ...]] = Counter()
        for text in kept_texts:
            self.kept_anywhere.update(secrets.count(Reading(text)))
        self.per_page: dict[int, list[tuple[int, Redaction]]] = {}
        self.labels: set[str] = set()
        for number, redaction in enumerate(redactions):
            self.per_page.setdefault(redaction.page_index, []).append((number, redaction))
            self.labels |= {f"[{joint.join(redaction.grounds)}]".replace(" ", "") for joint in JOINTS}
        self.leaks: list[Leak] = []
        self.boxes: list[BoxReport] = []
        self.surfaces = 0
        self.read_by_ocr: list[int] = []

    # pages -----------------------------------------------------------------------------------------------------

    def page(self, index: int, page: pypdfium2.PdfPage) -> None:
        here = self.per_page.get(index, [])
        letters = read_letters(page, bool(here))
        text, labelled = self._without_labels(letters)
        kept = self.secrets.count(Reading(self.kept_texts[index])) if index < len(self.kept_texts) else Counter()
        self._compare(index, "page text", text, kept)
        if not here:
            return
        places = [(number, box) for number, redaction in here for box in redaction.boxes_pt]
        texts = {number: redaction.text if len(redaction.boxes_pt) == 1 else "" for number, redaction in here}
        keyed = list(enumerate(box for _, box in places))
        dirty = pictures_under(page, keyed) | drawings_under(page, keyed)
        for place, (number, box) in enumerate(places):
            gone, label = _inside(box, letters, labelled)
            fits = self._names_that_fit(box, texts[number], letters, labelled, [other for _, other in places])
            self.boxes.append(BoxReport(number, index, box, gone, place not in dirty, label, fits))
            if not gone:
                self.leaks.append(Leak("box", index, None, number))
            if place in dirty:
                self.leaks.append(Leak("picture", index, None, number))
        if has_large_picture(page) and len(self.secrets.folded):
            self._read_by_ocr(index, page, kept)

    def _names_that_fit(
        self, box: BoxPt, text: str, letters: Letters, labelled: set[int], others: Sequence[BoxPt]
    ) -> int | None:
        if not looks_like_a_name(text):
            return None
        left = [
            Letter(place.character, place.x0, place.x1, place.y)
            for place in letters.between(box.y0, box.y1)
            if place.place not in labelled
        ]
        return names_that_fit(box, text, left, default_style().gap_step_pt, others)

    def _without_labels(self, letters: Letters) -> tuple[str, set[int]]:
        """The text with the labels taken out, and the places of the labels' characters."""
        labelled: set[int] = set()
        if not self.labels:
            return letters.text, labelled
        packed = [(index, character) for index, character in enumerate(letters.text) if not character.isspace()]
        joined = "".join(character for _, character in packed)
        for label in self.labels:
            start = joined.find(label)
            while start >= 0:
                labelled.update(packed[place][0] for place in range(start, start + len(label)))
                start = joined.find(label, start + 1)
        text = "".join("\n" if index in labelled else character for index, character in enumerate(letters.text))
        return text, labelled

    def _compare(
        self, index: int, surface: str, text: str, kept: Counter[tuple[str, ...]], read_by_ocr: bool = False
    ) -> None:
        for words, times in self.secrets.count(Reading(text)).items():
            if read_by_ocr and by_chance(words):
                continue  # misread labels hold short numbers; whether the pixels are gone is seen under each box
            if times > kept[words]:
                self.leaks.append(Leak(surface, index, self.secrets.number(words)))

    def _read_by_ocr(self, index: int, page: pypdfium2.PdfPage, kept: Counter[tuple[str, ...]]) -> None:
        """Where pixels were overwritten: read what is left of the picture."""
        try:
            lines = read_picture(picture_of(page, OCR_DPI)).lines
        except (MissingProgram, UnreadableSource):
            return
        self.read_by_ocr.append(index)
        text = "\n".join(" ".join(word.text for word in line) for line in lines)
        self._compare(index, "picture text", text, kept, read_by_ocr=True)

    # the file --------------------------------------------------------------------------------------------------

    def file(self, document: Pdf, raw: bytes) -> None:
        self.leaks += [Leak(kind, None) for kind in structure_of(document, raw)]
        # bytes have no words: what stands within a word that stays ('baken' in 'afbakening') cannot be told there
        kept = squeeze("".join(self.kept_texts))
        search = ByteSearch(
            words for words in self.secrets.folded if not self.kept_anywhere[words] and "".join(words) not in kept
        )
        for words in search.find(raw):
            self.leaks.append(Leak("file", None, self.secrets.number(words)))
        for surface in read_surfaces(document, search):
            self.surfaces += 1
            if len(surface.text) < OFF_PAGE:
                continue
            for words in self.secrets.count(Reading(surface.text)):
                if surface.kind == "stream" and by_chance(words):
                    continue  # the numbers of a drawing or a font
                if len("".join(words)) >= OFF_PAGE and not self.kept_anywhere[words]:
                    self.leaks.append(Leak(surface.kind, None, self.secrets.number(words)))


def _inside(box: BoxPt, letters: Letters, labelled: set[int]) -> tuple[bool, bool]:
    """Whether no letter but the label's lies in the box, and whether a label does."""
    cut = 0.3 * (box.y1 - box.y0)
    side = min(0.5, 0.1 * (box.x1 - box.x0))
    gone, label = True, False
    for index, character, x, _, _, _ in letters.between(box.y0 + cut, box.y1 - cut):
        if box.x0 + side < x < box.x1 - side:
            if index in labelled:
                label = True
            elif tokens(character):
                gone = False
    return gone, label
