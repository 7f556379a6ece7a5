"""The check of one burned PDF: per box, and for every string that must be gone from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pikepdf
import pypdfium2
from numpy.typing import NDArray
from pikepdf import Pdf

from woolak.errors import UnreadableSource
from woolak.model import BoxPt, Page
from woolak.pipeline.ingest.ocr import DPI as OCR_DPI
from woolak.pipeline.ingest.ocr import read_picture
from woolak.pipeline.redact import Redaction, default_style
from woolak.pipeline.redact.describing import DRAFT
from woolak.pipeline.verify.anonymity import FEW, Neighbours, looks_like_a_name, names_that_fit
from woolak.pipeline.verify.comparing import Added, Before, covered_share, cut_letters, cuttings, fates, pictures_alone
from woolak.pipeline.verify.drawn import labels_of
from woolak.pipeline.verify.folding import LONG, Reading, Secrets, squeeze, tokens
from woolak.pipeline.verify.pages import (
    Letters,
    Painted,
    drawings_under,
    has_large_picture,
    inked,
    picture_of,
    pictures_under,
    read_letters,
)
from woolak.pipeline.verify.plain import has_masks, is_plain
from woolak.pipeline.verify.standing import standing
from woolak.pipeline.verify.surfaces import ByteSearch, is_syntax, read_surfaces, structure_of

__all__ = ["BoxReport", "Leak", "Verification", "verify"]

JOINTS = (" / ", "/", ", ", "; ", " ", "\n")
OFF_PAGE = 3
"""Outside the pages a secret of fewer letters is chance."""
GONE = 0.98
"""A word of which so much lies under boxes cannot be read."""
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
    pages_compared: tuple[int, ...] = ()
    """Pages that are pictures, and that show to the pixel what their source shows beside the boxes."""

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
            "pages_compared": list(self.pages_compared),
            "leaks": [leak.to_json() for leak in self.leaks], "boxes": [box.to_json() for box in self.boxes],
            "warnings": [{"kind": "few_names_fit", "redaction": number} for number in self.telling],
        }  # fmt: skip


def verify(
    pdf: Path,
    redactions: Sequence[Redaction],
    *,
    secrets: Sequence[str],
    kept_texts: Sequence[str],
    before: Before | None = None,
    written: Sequence[str] = (),
) -> Verification:
    """Look for everything that must be gone, on every surface of the file.

    `kept_texts` is, per page, the text that was to stay: a secret may occur as often as it does there (the mayor's
    namesake, the number 12), and nowhere more. With `before`, a page that is a picture is compared with its source, and
    read by OCR only when that does not prove it. `written` is what we put in a title in the place of what was redacted
    ('[naam]'): outside of the pages it is no leak. Raises UnreadableSource when the file cannot be read at all, and
    MissingProgram: what has to be read by OCR and cannot be is not proved.
    """
    check = _Check(redactions, Secrets(secrets), kept_texts, (DRAFT, *written))
    try:
        with ExitStack() as opened:
            document = opened.enter_context(pypdfium2.PdfDocument(pdf))
            structure = opened.enter_context(Pdf.open(pdf))
            if before:
                check.source = opened.enter_context(pypdfium2.PdfDocument(before.pdf))
                check.source_structure = opened.enter_context(Pdf.open(before.pdf))
                check.gone, check.read_before = before.gone, {page.page_index: page for page in before.pages}
            for index in range(len(document)):
                page = document[index]
                check.page(index, page, structure.pages[index].obj)
                page.close()
            check.file(structure, pdf.read_bytes())
    except (pypdfium2.PdfiumError, pikepdf.PdfError):
        raise UnreadableSource.damaged("PDF") from None
    return Verification(
        tuple(dict.fromkeys(check.leaks)), tuple(check.boxes), check.surfaces, tuple(check.read_by_ocr),
        tuple(check.compared),
    )  # fmt: skip


def by_chance(words: tuple[str, ...]) -> bool:
    """Whether a secret is so short, or a number so small, that it stands anywhere by chance."""
    whole = "".join(words)
    return len(whole) < OFF_PAGE or (whole.isdigit() and len(whole) < LONG_NUMBER)


class _Check:
    """What is gathered on the way through one file."""

    def __init__(
        self, redactions: Sequence[Redaction], secrets: Secrets, kept_texts: Sequence[str], written: Sequence[str]
    ) -> None:
        self.written = written
        self.source: pypdfium2.PdfDocument | None = None
        self.source_structure: Pdf | None = None
        self.read_before: Mapping[int, Page] = {}
        self.gone: Mapping[int, Sequence[tuple[int, int]]] = {}
        self.redactions = redactions
        self.secrets = secrets
        readings = [Reading(text) for text in kept_texts]
        self.kept_letters = "".join(reading.squeezed for reading in readings)
        self.kept = [secrets.count(reading) for reading in readings]
        """Per page, how often each secret stays."""
        self.kept_anywhere: Counter[tuple[str, ...]] = Counter()
        for counted in self.kept:
            self.kept_anywhere.update(counted)
        self.per_page: dict[int, list[tuple[int, Redaction]]] = {}
        self.labels: set[str] = set()
        for number, redaction in enumerate(redactions):
            self.per_page.setdefault(redaction.page_index, []).append((number, redaction))
            self.labels |= {f"[{joint.join(redaction.grounds)}]".replace(" ", "") for joint in JOINTS}
        self.leaks: list[Leak] = []
        self.boxes: list[BoxReport] = []
        self.surfaces = 0
        self.read_by_ocr: list[int] = []
        self.compared: list[int] = []

    # pages -----------------------------------------------------------------------------------------------------

    def page(self, index: int, page: pypdfium2.PdfPage, structure: pikepdf.Object) -> None:
        here = self.per_page.get(index, [])
        letters = read_letters(page, bool(here))
        text, labelled = self._without_labels(letters)
        kept = self.kept[index] if index < len(self.kept) else Counter()
        self._compare(index, "page text", text, kept, page=page)
        if not here:
            return
        places = [(number, box) for number, redaction in here for box in redaction.boxes_pt]
        texts = {number: redaction.text if len(redaction.boxes_pt) == 1 else "" for number, redaction in here}
        painted, boxes = Painted(page), [box for _, box in places]
        dirty = pictures_under(painted, list(enumerate(boxes)), lambda: has_masks(structure))
        dirty |= drawings_under(painted, boxes)
        left = _unlabelled(letters, labelled)
        for place, (number, box) in enumerate(places):
            gone, label = _inside(box, letters, labelled)
            fits = None
            if looks_like_a_name(texts[number]):
                fits = names_that_fit(box, texts[number], left, default_style().gap_step_pt, boxes)
            self.boxes.append(BoxReport(number, index, box, gone, place not in dirty, label, fits))
            if not gone:
                self.leaks.append(Leak("box", index, None, number))
            if place in dirty:
                self.leaks.append(Leak("picture", index, None, number))
        if has_large_picture(painted) and len(self.secrets.folded):
            if is_plain(structure) and self._is_proved_by_pixels(index, page, painted, places, kept):
                self.compared.append(index)
            else:
                self._read_by_ocr(index, page, kept)

    def _is_proved_by_pixels(
        self, index: int, page: pypdfium2.PdfPage, painted: Painted, places: Sequence[tuple[int, BoxPt]],
        kept: Counter[tuple[str, ...]],
    ) -> bool:  # fmt: skip
        """Whether a page shows nothing but what was read of its source, less what was redacted.

        Only of a page that was read from its picture: of a text layer nobody knows whether the picture says the same.
        """
        was = self.read_before.get(index)
        if was is None or was.source != "ocr" or any(w.confidence >= 1.0 for w in was.words):
            return False
        if not (self.source and self.source_structure) or not is_plain(self.source_structure.pages[index].obj):
            return False
        boxes = [box for _, box in places]
        source = self.source[index]
        labels = labels_of(self.redactions[number].grounds for number, _ in places)
        try:
            pairs = pictures_alone(source, painted, boxes, labels)
        except Added:
            self.leaks.append(Leak("picture", index))
            return False
        finally:
            source.close()
        if pairs is None:
            return False
        told = fates(was, self.gone.get(index, ()))
        staying = [word for word in was.words if word not in told.gone]
        lines = [(number, box) for number, box in places if self.redactions[number].text]  # a drawing may be cut
        self.leaks += [
            Leak("letter beside a box", index, None, number) for number in cut_letters(pairs, lines, staying)
        ]
        if any(covered_share(word.box_pt, boxes) < GONE for word in told.gone):
            self.leaks.append(Leak("word beside a box", index))
        text = told.text
        if told.cut:
            sheet = cuttings(picture_of(page, OCR_DPI), [word.box_pt for word in told.cut], boxes)
            text += "\n" + _text(sheet, "block")
        found = self.secrets.count(Reading(text))
        return all(times <= kept[words] or by_chance(words) for words, times in found.items())

    def _without_labels(self, letters: Letters) -> tuple[str, NDArray[np.bool_]]:
        """The text with the labels taken out, and which of its characters are the labels'."""
        labelled = np.zeros(len(letters.text), bool)
        packed = "".join(letters.text.split())
        found = [(start, start + len(label)) for label in self.labels for start in _all_places(label, packed)]
        if not found:
            return letters.text, labelled
        places, left = np.flatnonzero(inked(letters.text)), list(letters.text)
        for start, end in found:
            labelled[places[start:end]] = True
        for place in np.flatnonzero(labelled).tolist():
            left[place] = "\n"
        return "".join(left), labelled

    def _compare(
        self, index: int, surface: str, text: str, kept: Counter[tuple[str, ...]], *, read_by_ocr: bool = False,
        page: pypdfium2.PdfPage | None = None,
    ) -> None:  # fmt: skip
        """Keep what occurs more often than it stays. With `page`, what stands there in words that stay is no leak."""
        for words, times in self.secrets.count(Reading(text)).items():
            if read_by_ocr and by_chance(words):
                continue  # misread labels hold short numbers; whether the pixels are gone is seen under each box
            if times > kept[words] and not (page and times <= self._standing(index, page, "".join(words))):
                self.leaks.append(Leak(surface, index, self.secrets.number(words)))

    def _standing(self, index: int, page: pypdfium2.PdfPage, whole: str) -> int:
        """How often a text stands on a page in words that stay; a short one may be part of any word, and counts not."""
        was = self.read_before.get(index)
        if was is None or len(whole) < LONG:
            return 0
        letters = read_letters(page, True)
        return standing(letters, self._without_labels(letters)[0], was, self.gone.get(index, ()), whole)

    def _read_by_ocr(self, index: int, page: pypdfium2.PdfPage, kept: Counter[tuple[str, ...]]) -> None:
        """Where pixels were overwritten: read what is left of the picture. Raises MissingProgram, UnreadableSource."""
        text = _text(picture_of(page, OCR_DPI), "page")
        self.read_by_ocr.append(index)
        self._compare(index, "picture text", text, kept, read_by_ocr=True)

    # the file --------------------------------------------------------------------------------------------------

    def file(self, document: Pdf, raw: bytes) -> None:
        self.leaks += [Leak(kind, None) for kind in structure_of(document, raw)]
        for words_of_ours in self.written:  # what we say of a draft is no leak
            self.kept_anywhere.update(self.secrets.count(Reading(words_of_ours)))
        # bytes have no words: what stands within a word that stays ('baken' in 'afbakening') cannot be told there
        kept = self.kept_letters + "".join(map(squeeze, self.written))
        search = ByteSearch(
            words
            for words in self.secrets.folded
            if not self.kept_anywhere[words] and "".join(words) not in kept and not is_syntax(words)
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
                if is_syntax(words) and surface.text.casefold() == "".join(words):
                    continue  # 'Adobe', who keeps the list of the sets of signs
                if len("".join(words)) >= OFF_PAGE and not self.kept_anywhere[words]:
                    self.leaks.append(Leak(surface.kind, None, self.secrets.number(words)))


def _text(pixels: NDArray[np.uint8], mode: Literal["page", "block"]) -> str:
    """What OCR reads. Raises MissingProgram, UnreadableSource."""
    return "\n".join(" ".join(word.text for word in line) for line in read_picture(pixels, mode).lines)


def _all_places(part: str, text: str) -> Iterator[int]:
    start = text.find(part)
    while start >= 0:
        yield start
        start = text.find(part, start + 1)


def _inside(box: BoxPt, letters: Letters, labelled: NDArray[np.bool_]) -> tuple[bool, bool]:
    """Whether no letter but the label's lies in the box, and whether a label does."""
    cut = 0.3 * (box.y1 - box.y0)
    side = min(0.5, 0.1 * (box.x1 - box.x0))
    rows = letters.between(box.y0 + cut, box.y1 - cut)
    x = letters.x[rows]
    inside = letters.place[rows][(box.x0 + side < x) & (x < box.x1 - side)]
    ours = labelled[inside]
    return not any(tokens(letters.text[place]) for place in inside[~ours].tolist()), bool(ours.any())


def _unlabelled(letters: Letters, labelled: NDArray[np.bool_]) -> Neighbours:
    rows = ~labelled[letters.place]
    places = letters.place[rows]
    characters = [letters.text[place] for place in places.tolist()]
    return Neighbours(characters, letters.y[rows], lambda line: letters.advances(places[line]))
