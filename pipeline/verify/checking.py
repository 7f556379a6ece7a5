"""The check of one burned PDF: per box, and for every string that must be gone from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from woolak.model import BoxPt
from woolak.pipeline.redact import Redaction
from woolak.pipeline.verify.folding import Secrets, squeeze
from woolak.pipeline.verify.surfaces import Surface, read_surfaces

__all__ = ["BoxReport", "Leak", "Verification", "verify"]


@dataclass(frozen=True, slots=True)
class Leak:
    """Something that should be gone and is not. It names the place, never the secret."""

    surface: str
    """Where: 'page text', 'metadata', 'outline', 'picture' ..."""
    page_index: int | None
    secret: int | None
    """Number of the secret in the order given by `Verification.secrets`; None when it is about a box."""
    box: int | None = None
    """Number of the redaction."""

    def to_json(self) -> dict[str, Any]:
        return {"surface": self.surface, "page": self.page_index, "secret": self.secret, "redaction": self.box}


@dataclass(frozen=True, slots=True)
class BoxReport:
    """What was found under and in one box of one redaction."""

    redaction: int
    page_index: int
    box_pt: BoxPt
    text_gone: bool
    label_present: bool

    def to_json(self) -> dict[str, Any]:
        return {
            "redaction": self.redaction, "page": self.page_index, "bbox": [round(v, 2) for v in self.box_pt],
            "text_gone": self.text_gone, "label": self.label_present,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verification:
    """The proof for one document: released only when `ok`."""

    leaks: tuple[Leak, ...]
    boxes: tuple[BoxReport, ...]
    surfaces: int
    """How many strings, names and streams were read."""

    @property
    def ok(self) -> bool:
        return not self.leaks

    def to_json(self) -> dict[str, Any]:
        """For release/verificatie.json."""
        return {
            "ok": self.ok, "surfaces": self.surfaces,
            "leaks": [leak.to_json() for leak in self.leaks], "boxes": [box.to_json() for box in self.boxes],
        }  # fmt: skip


def _page_letters(page: pypdfium2.PdfPage) -> tuple[str, list[tuple[str, float, float]]]:
    """Text of a page by PDFium, and each character with its middle (points, y down)."""
    textpage = page.get_textpage()
    height = page.get_height()
    text = textpage.get_text_range() if textpage.count_chars() else ""
    letters = []
    left, right, bottom, top = (pdfium.c_double() for _ in range(4)) if hasattr(pdfium, "c_double") else _doubles()
    for index in range(textpage.count_chars()):
        code = pdfium.FPDFText_GetUnicode(textpage, index)
        if code > 32 and pdfium.FPDFText_GetCharBox(textpage, index, left, right, bottom, top):
            letters.append((chr(code), (left.value + right.value) / 2, height - (top.value + bottom.value) / 2))
    return text, letters


def _doubles() -> tuple[Any, Any, Any, Any]:
    from ctypes import c_double

    return c_double(), c_double(), c_double(), c_double()


def _boxes(number: int, redaction: Redaction, letters: Sequence[tuple[str, float, float]]) -> list[BoxReport]:
    """What PDFium reads in each box: nothing but the label, whose words may be spread over several lines' boxes."""
    label = set(squeeze("".join(redaction.grounds)))
    reports = []
    for box in redaction.boxes_pt:
        cut = 0.3 * (box.y1 - box.y0)
        inside = squeeze("".join(c for c, x, y in letters if box.x0 < x < box.x1 and box.y0 + cut < y < box.y1 - cut))
        rest = inside
        for ground in sorted(redaction.grounds, key=len, reverse=True):
            rest = rest.replace(squeeze(ground), "")
        gone = not rest or set(rest) <= label
        reports.append(BoxReport(number, redaction.page_index, box, gone, bool(inside)))
    return reports


def verify(
    pdf: Path, redactions: Sequence[Redaction], *, secrets: Sequence[str], kept_texts: Sequence[str]
) -> Verification:
    """Look for everything that must be gone, on every surface of the file.

    `kept_texts` is, per page, the text that was to stay: a secret may occur as often as it does there (the mayor's
    namesake, the number 12), and nowhere more.
    """
    wanted = Secrets(secrets)
    labels = {f"[{joint.join(r.grounds)}]" for r in redactions for joint in (" / ", "/", ", ")}
    leaks: list[Leak] = []
    reports: list[BoxReport] = []
    kept_anywhere: dict[int, int] = {}
    with pypdfium2.PdfDocument(pdf) as document:
        for index in range(len(document)):
            page = document[index]
            text, letters = _page_letters(page)
            for label in labels:
                text = text.replace(label, "\n")
            kept = wanted.count(kept_texts[index]) if index < len(kept_texts) else {}
            for number, times in kept.items():
                kept_anywhere[number] = kept_anywhere.get(number, 0) + times
            for number, times in wanted.count(text).items():
                if times > kept.get(number, 0):
                    leaks.append(Leak("page text", index, number))
            for number, redaction in enumerate(redactions):
                if redaction.page_index == index:
                    reports += _boxes(number, redaction, letters)
    leaks += [Leak("box", r.page_index, None, r.redaction) for r in reports if not r.text_gone]
    surfaces: list[Surface] = read_surfaces(pdf)
    for surface in surfaces:
        for number, times in wanted.count(surface.text).items():
            telling = surface.kind != "stream" or wanted.tells(number)
            if telling and times > kept_anywhere.get(number, 0):
                leaks.append(Leak(surface.kind, surface.page_index, number))
    return Verification(tuple(dict.fromkeys(leaks)), tuple(reports), len(surfaces))
