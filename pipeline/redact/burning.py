"""The stage: a canonical PDF and its redactions in, a burned PDF out.

Each page is read into a scene, what lies under the boxes is taken out of the scene, and the scene is written as a page
of a new document. Nothing of the old file is copied whole; so what is not understood does not survive, and a page that
holds it becomes a picture.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pymupdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from woolak.errors import UnreadableSource, WoolakError
from woolak.model import BoxPt
from woolak.pipeline.redact.autotagging import tag_page
from woolak.pipeline.redact.boxes import Box, Ink, Inks, plan_boxes
from woolak.pipeline.redact.describing import describe
from woolak.pipeline.redact.drawing import INVISIBLE_FONT, box_content, invisible_font, ocr_text, spoken_text
from woolak.pipeline.redact.encodings import plain
from woolak.pipeline.redact.errors import CannotRebuild
from woolak.pipeline.redact.finding import (
    Wanted,
    find_in_text,
    find_in_words,
    inner_pictures,
    picture_areas,
    reads_otherwise,
)
from woolak.pipeline.redact.labels import fit_label, label_text, line_width
from woolak.pipeline.redact.looks import LOOK_DPI, Look
from woolak.pipeline.redact.navigating import write_bookmarks, write_links
from woolak.pipeline.redact.numbers import number
from woolak.pipeline.redact.opening import Opened, hidden_layers, open_source
from woolak.pipeline.redact.placing import beside, meets, place_labels, targets_of
from woolak.pipeline.redact.rasterising import picture_of, read_own_words, read_words, rendered
from woolak.pipeline.redact.reading import ContentReader, page_base, read_page
from woolak.pipeline.redact.removing import drop_unseen, inks_of, letters, remove_under, rules_of
from woolak.pipeline.redact.scene import IDENTITY, Scene
from woolak.pipeline.redact.spacing import Moved, hide_widths
from woolak.pipeline.redact.style import BoxStyle
from woolak.pipeline.redact.tagging import PageMarks, Tags
from woolak.pipeline.redact.writing import DocumentWriter

__all__ = ["Redacted", "Redaction", "redact"]

FEW_PAGES = 100
"""What a page looked like takes 40 kB: packed in a longer document."""
LOST_LETTERS = 12
"""So many letters of a hidden text layer over a picture make the page be read anew."""
BROKEN = (
    pikepdf.PdfError, ArithmeticError, AttributeError, IndexError, KeyError, RecursionError, RuntimeError, TypeError,
    ValueError,
)  # fmt: skip
"""What objects of an unexpected kind make of reading a page."""
SHRINK_EVERY = 50
"""Pages after which MuPDF forgets what it remembered of them: a document may have thousands."""


@dataclass(frozen=True, slots=True)
class Redaction:
    """An approved proposal: what must go, and why."""

    page_index: int
    boxes_pt: tuple[BoxPt, ...]
    """One box per line of text, tight around the words; or the region of a picture."""
    grounds: tuple[str, ...]
    text: str = ""
    """As in Page.text; empty for a picture."""


@dataclass(frozen=True, slots=True)
class Redacted:
    """What was done."""

    pages: int
    redactions: int
    rasterised_pages: tuple[int, ...] = ()
    """Pages that could not be rebuilt, and are now a picture with invisible text."""
    marks_applied: int = 0
    """Redaction marks in the file that nobody had applied, and that were."""
    found_elsewhere: int = 0
    """Places where a secret was written so that the page text did not show it, and that were redacted too."""


def redact(
    pdf: Path,
    out: Path,
    redactions: Sequence[Redaction],
    *,
    title: str,
    style: BoxStyle,
    secrets: Sequence[str] = (),
    kept_texts: Sequence[str] | None = None,
    draft: bool = False,
    ocr_words: Mapping[int, Sequence[tuple[str, BoxPt]]] | None = None,
    pdfa: bool = False,
) -> Redacted:
    """Write `out` without anything under the boxes; the same input gives the same bytes.

    `secrets` and `kept_texts` (per page, what is to stay) are as for verification: a secret that a page's kept text
    does not hold is looked for on that page in every way it can be drawn, and redacted where it is found.
    `ocr_words` are the words of pages that are pictures, as read by ingest: those that no box touches become
    searchable. With `pdfa` the file follows PDF/A-2b, for which pages with unembedded fonts or colours of print become
    pictures. Raises UnreadableSource when the file cannot be read.
    """
    opened = open_source(pdf)
    try:
        wanted = Wanted(secrets if kept_texts is not None else (), kept_texts or ())
        return _Job(opened, redactions, style, wanted, ocr_words or {}, pdfa).burn(out, title, draft)
    except WoolakError:
        raise
    except Exception as error:  # the one place where what a broken file does to a library becomes a sentence
        raise UnreadableSource.failed() from error
    finally:
        opened.close()


class _Job:
    """One document on its way."""

    def __init__(
        self,
        opened: Opened,
        redactions: Sequence[Redaction],
        style: BoxStyle,
        wanted: Wanted,
        ocr_words: Mapping[int, Sequence[tuple[str, BoxPt]]],
        pdfa: bool,
    ) -> None:
        self.opened = opened
        self.pdfa = pdfa
        self.style = style
        self.wanted = wanted
        self.found: dict[int, list[Redaction]] = {}
        """Per page, what was found by looking; remembered for a second round."""
        self.seen_pictures: set[tuple[tuple[int, ...], int, int]] = set()
        """Pictures in which nothing was found, with the size at which they were read."""
        self.seen_inside: set[int] = set()
        """The same, of pictures in masks and patterns."""
        self.commonest = Counter(r.grounds for r in redactions).most_common(1)
        self.ocr_words = ocr_words
        self.per_page: dict[int, list[Redaction]] = {}
        for redaction in redactions:
            self.per_page.setdefault(redaction.page_index, []).append(redaction)
        for index, boxes in opened.marked.items():
            approved = list(self.per_page.get(index, ()))
            for box in boxes:
                known = [one for one in approved for other in one.boxes_pt if meets(box, other, 0.5)]
                inside = [one.grounds for one in approved for other in one.boxes_pt if meets(other, box, 0.5)]
                if not known:
                    grounds = inside[0] if inside else (style.unapplied,)
                    self.per_page.setdefault(index, []).append(Redaction(index, (box,), grounds, "?"))
        self.pictures: set[int] = set()
        self.looks: dict[int, Look] = {}
        self.drawn: dict[int, list[BoxPt]] = {}

    def burn(self, out: Path, title: str, draft: bool) -> Redacted:
        """Write the file; a page that does not look as it did is made a picture, in one more round."""
        as_pictures: set[int] = set()
        while True:
            with self.write(as_pictures) as result:
                describe(result, title, draft, tagged=self.tags.own, pdfa=self.pdfa)
                result.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
            changed = self.changed_pages(out) - as_pictures - self.pictures
            as_pictures |= self.pictures | changed
            if not changed:
                break
        redactions = sum(len(found) for found in self.per_page.values())
        marks = sum(len(boxes) for boxes in self.opened.marked.values())
        found = sum(len(places) for places in self.found.values())
        return Redacted(len(self.opened.pdf.pages), redactions, tuple(sorted(as_pictures)), marks, found)

    def write(self, as_pictures: set[int]) -> Pdf:
        """All pages into a new document."""
        result = Pdf.new()
        reader = ContentReader(self.opened.pdf, hidden_layers(self.opened.pdf))
        writer = DocumentWriter(result, reader, self.opened.mupdf, self.pdfa)
        self.tags = self.opened.tags or Tags.none()
        writer.label_font = invisible_font(result)
        self.pictures = set()
        self.marks: dict[int, PageMarks] = {}
        self.texts: dict[int, str] = {}
        for index, page in enumerate(self.opened.pdf.pages):
            if index % SHRINK_EVERY == SHRINK_EVERY - 1:
                pymupdf.TOOLS.store_shrink(100)
            made = None
            if index not in as_pictures:
                try:
                    with np.errstate(all="ignore"):  # what comes of numbers without measure is no number, and refused
                        made = self._rebuilt(index, page, reader, writer)
                except (CannotRebuild, *BROKEN):
                    self.pictures.add(index)
            result.pages.append(pikepdf.Page(made or self._as_picture(index, page, writer)))
        try:
            writer.finish()
        except CannotRebuild as reason:  # a font that only now turns out to be broken
            bad = as_pictures | self.pictures | writer.pages_with(reason.culprit)
            if bad == as_pictures | self.pictures:
                bad = set(range(len(self.opened.pdf.pages)))
            self.pictures = bad
            return self.write(bad)
        for index, links in self.opened.links.items():
            write_links(result, index, links, self.texts.get(index, ""), self.drawn.get(index, []))
        write_bookmarks(result, self.opened.bookmarks, self.texts)
        self.tags.write(result, self.marks)
        return result

    def _plan(
        self, index: int, inks: Inks, width: float, height: float, moved: Moved | None = None,
        rules: Sequence[Ink] = (),
    ) -> list[Box]:  # fmt: skip
        here, style = self._here(index), self.style
        needed = {r.grounds: line_width(label_text(r.grounds, style.joint), style.label_minimum_pt) + 3 for r in here}
        places = moved.boxes if moved else [(order, box) for order, r in enumerate(here) for box in r.boxes_pt]
        lines = [(order, box, here[order].grounds) for order, box in places]
        boxes = plan_boxes(lines, inks, width_pt=width, height_pt=height, style=style, needed_pt=needed, rules=rules)
        self.drawn[index] = [box.rect_pt for box in boxes] + [box for r in here for box in r.boxes_pt]
        if moved:
            self.drawn[index] += moved.lines
        return boxes

    def _here(self, index: int) -> list[Redaction]:
        return self.per_page.get(index, []) + self.found.get(index, [])

    def _note(self, index: int, places: Sequence[Sequence[BoxPt]]) -> list[Redaction]:
        """Redactions for places found by looking; with the grounds that the document uses most."""
        grounds = self.commonest[0][0] if self.commonest else (self.style.unapplied,)
        made = [Redaction(index, tuple(boxes), grounds, "?") for boxes in places]
        self.found.setdefault(index, []).extend(made)
        return made

    def _look_further(self, index: int, scene: Scene) -> None:
        """Secrets on the page that the redactions do not cover."""
        gone = self.wanted.gone_from(index)
        if index in self.found or not gone:
            return
        made = self._note(index, find_in_text(scene, gone))
        remove_under(scene, targets_of(made, scene.height_pt))
        for number_ in inner_pictures(scene) - self.seen_inside:
            if find_in_words(read_own_words(self.opened.mupdf, number_, IDENTITY, 1.0), gone):
                raise CannotRebuild("secret in a mask or a pattern")
            self.seen_inside.add(number_)
        if index in self.ocr_words:
            return
        covered = [box for r in self._here(index) for box in r.boxes_pt]
        if reads_otherwise(scene):
            words = read_words(self.opened.mupdf[index], covered)
        else:
            words = []
            for area in picture_areas(scene):
                box = area.box_pt
                key = (area.numbers, round(box.x1 - box.x0), round(box.y1 - box.y0))
                if all(area.numbers) and key in self.seen_pictures:
                    continue  # nothing was found in it on an earlier page
                read = read_words(self.opened.mupdf[index], covered, box)
                if area.own and area.numbers[0]:
                    read += read_own_words(self.opened.mupdf, area.numbers[0], area.ctm, scene.height_pt)
                if not find_in_words(read, gone):
                    self.seen_pictures.add(key)
                words += read
        self._note(index, find_in_words(words, gone))

    def _rebuilt(self, index: int, page: pikepdf.Page, reader: ContentReader, writer: DocumentWriter) -> Any:
        scene = read_page(reader, page)
        height = scene.height_pt
        look, scale = None, 1.0
        if index not in self.ocr_words or not scene.is_photographs:
            look = rendered(self.opened.mupdf[index], LOOK_DPI)
            self.looks[index] = Look.of(look, packed=len(self.opened.pdf.pages) > FEW_PAGES)
            scale = look.shape[1] / scene.width_pt
        lost, over_pictures = drop_unseen(scene, look, scale)
        remove_under(scene, targets_of(self.per_page.get(index, []), height))
        self._look_further(index, scene)
        remove_under(scene, targets_of(self.found.get(index, []), height))
        targets = targets_of(self._here(index), height)
        moved = hide_widths(scene, targets, self.style.gap_step_pt)
        words = self.ocr_words.get(index)
        covered = [box for redaction in self._here(index) for box in redaction.boxes_pt]
        if words is None and over_pictures and lost >= LOST_LETTERS:
            words = read_words(self.opened.mupdf[index], covered)
        kept = beside(words or (), covered)
        inks = np.concatenate([inks_of(scene), _rows(kept)])
        boxes = self._plan(index, inks, scene.width_pt, height, moved, rules_of(scene))
        labels = [fit_label(box.grounds, box.rect_pt, self.style) for box in boxes]
        unspoken = place_labels(scene, boxes)
        writer.page = index
        if not self.tags.own:
            tag_page(scene, index, self.tags)
        marks = self.marks[index] = self.tags.marks(index)
        if self.opened.bookmarks or index in self.opened.links:
            self.texts[index] = plain("".join(text for _, _, text in letters(scene)))
        content = writer.page_content(
            scene,
            [target.bounds for target in targets],
            lambda box, back, foot: spoken_text(boxes[box], labels[box], self.style, height, back, foot),
            marks,
        )
        tail = [spoken_text(boxes[box], labels[box], self.style, height) for box in unspoken]
        if kept:
            tail.append(ocr_text(kept, height))
        resources = content.resources()
        if boxes or kept:
            if "/Font" not in resources:
                resources["/Font"] = Dictionary()
            resources["/Font"][INVISIBLE_FONT] = writer.label_font
        base = " ".join(map(number, scene.base))
        start = "q" if base == "1 0 0 1 0 0" else f"q {base} cm"
        drawn = box_content(boxes, labels, self.style, height)
        parts = [start, content.content(), "Q", *_tagged(tail, drawn, marks)]
        return _page(writer.out, scene.width_pt, height, "\n".join(part for part in parts if part), resources)

    def _as_picture(self, index: int, page: pikepdf.Page, writer: DocumentWriter) -> Any:
        """The page as a picture with the boxes painted, and the words that OCR reads of what is left."""
        _, width, height = page_base(page)
        source = self.opened.mupdf[index]
        covered = [box for redaction in self._here(index) for box in redaction.boxes_pt]
        words = read_words(source, covered)
        more = self._note(index, find_in_words(words, self.wanted.gone_from(index)))
        if more:
            covered += [box for redaction in more for box in redaction.boxes_pt]
            words = beside(words, covered)
        boxes = self._plan(index, _rows(words), width, height)
        data, columns, rows, grey = picture_of(source, covered)
        image = Stream(writer.out, data)
        for key, value in {
            "/Type": Name.XObject, "/Subtype": Name.Image, "/Width": columns, "/Height": rows, "/BitsPerComponent": 8,
            "/ColorSpace": Name.DeviceGray if grey else Name.DeviceRGB, "/Filter": Name.DCTDecode,
        }.items():  # fmt: skip
            image[key] = value
        picture = f"q {number(width)} 0 0 {number(height)} 0 0 cm /X0 Do Q\n"
        labels = [fit_label(box.grounds, box.rect_pt, self.style) for box in boxes]
        tail = [spoken_text(box, label, self.style, height) for box, label in zip(boxes, labels, strict=True)]
        tail.append(ocr_text(words, height))
        marks = self.marks[index] = self.tags.marks(index)
        parts = _tagged(tail, picture + box_content(boxes, labels, self.style, height), marks)
        resources = Dictionary(
            XObject=Dictionary({"/X0": writer.out.make_indirect(image)}),
            Font=Dictionary({INVISIBLE_FONT: writer.label_font}),
        )
        return _page(writer.out, width, height, "\n".join(part for part in parts if part), resources)

    def changed_pages(self, out: Path) -> set[int]:
        """Pages that look otherwise than they did, outside the boxes: a fault of ours, so they become pictures."""
        changed = set()
        with pymupdf.open(out) as document:
            for index, before in self.looks.items():
                if index in self.pictures:
                    continue
                page = document[index]
                after = rendered(page, LOOK_DPI)
                scale = after.shape[1] / max(1.0, page.rect.width)
                if before.differs(after, self.drawn.get(index, []), scale):
                    changed.add(index)
        return changed


def _rows(words: Sequence[tuple[str, BoxPt]]) -> Inks:
    return np.array([box for _, box in words], np.float64).reshape(-1, 4)


def _tagged(texts: Sequence[str], drawn: str, marks: PageMarks) -> list[str]:
    """What we add to a page: the texts are content, and the drawing an artefact."""
    parts = [f"/P <</MCID {marks.add()}>> BDC\n{text}\nEMC" for text in texts]
    return [f"/Artifact BMC\n{drawn}\nEMC", *parts] if drawn else parts


def _page(out: Pdf, width: float, height: float, content: str, resources: Dictionary) -> Any:
    return out.make_indirect(
        Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, float(number(width)), float(number(height))]),
            Resources=resources,
            Contents=out.make_indirect(Stream(out, zlib.compress(content.encode("latin-1")), Filter=Name.FlateDecode)),
        )
    )
