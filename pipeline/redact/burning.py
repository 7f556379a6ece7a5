"""The stage: a canonical PDF and its redactions in, a burned PDF out."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pymupdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from woolak.errors import UnreadableSource
from woolak.model import BoxPt
from woolak.pipeline.redact.boxes import Ink, plan_boxes
from woolak.pipeline.redact.drawing import INVISIBLE_FONT, box_content, invisible_font, ocr_text, spoken_text
from woolak.pipeline.redact.labels import label_text, line_width
from woolak.pipeline.redact.style import BoxStyle

__all__ = ["Redacted", "Redaction", "redact"]

SHRINK = 0.35
"""A box is thinned by this part per side for removing: MuPDF takes every letter that it touches, also of the lines
above and below (tech.md: 20 % is not enough at tight leading, 35 % is)."""
DRAFT = "concept, niet beoordeeld"


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
    """Pages that could not be cleaned as they were, and are now a picture with invisible text."""


def _open(pdf: Path) -> pymupdf.Document:
    """Open, also when damaged or encrypted with an empty password. Raises UnreadableSource."""
    try:
        document = pymupdf.open(pdf, filetype="pdf")
        if document.needs_pass and not document.authenticate(""):
            raise UnreadableSource.encrypted()
        if not document.page_count:
            raise UnreadableSource.damaged("PDF")
        return document
    except (RuntimeError, ValueError):
        raise UnreadableSource.damaged("PDF") from None


def _thin(box: BoxPt) -> pymupdf.Quad:
    cut = SHRINK * (box.y1 - box.y0)
    return pymupdf.Rect(box.x0 + 0.05, box.y0 + cut, box.x1 - 0.05, box.y1 - cut).quad


def _remove(page: pymupdf.Page, redactions: Sequence[Redaction]) -> None:
    """Take out text, pixels and drawings under the boxes (one annotation with many quads: four times as fast)."""
    words = [box for redaction in redactions if redaction.text for box in redaction.boxes_pt]
    pictures = [box for redaction in redactions if not redaction.text for box in redaction.boxes_pt]
    for boxes, graphics in (
        (words, pymupdf.PDF_REDACT_LINE_ART_NONE),
        (pictures, pymupdf.PDF_REDACT_LINE_ART_REMOVE_IF_TOUCHED),
    ):
        if not boxes:
            continue
        quads = [_thin(box) if boxes is words else pymupdf.Rect(box).quad for box in boxes]
        annotation = page.add_redact_annot(quads[0], fill=False, cross_out=False)
        points = [
            f"{p.x:.3f} {p.y:.3f}"
            for q in quads
            for p in (
                q.ul * ~page.transformation_matrix,
                q.ur * ~page.transformation_matrix,
                q.ll * ~page.transformation_matrix,
                q.lr * ~page.transformation_matrix,
            )
        ]
        page.parent.xref_set_key(annotation.xref, "QuadPoints", f"[{' '.join(points)}]")
        page.apply_redactions(images=pymupdf.PDF_REDACT_IMAGE_PIXELS, graphics=graphics)


def _inks(page: pymupdf.Page) -> list[Ink]:
    """The letters that are left on the page, as large as their ink."""
    inks = []
    for block in page.get_text("rawdict", flags=0)["blocks"]:
        for line in block.get("lines", ()):
            for span in line["spans"]:
                for char in span["chars"]:
                    if char["c"].isspace():
                        continue
                    (x0, _, x1, _), (_, y), size = char["bbox"], char["origin"], span["size"]
                    deep = 0.22 if char["c"] in "gjpqy,;()[]/" else 0.02
                    tall = 0.55 if char["c"] in "acegmnopqrsuvwxyz.,:;-" else 0.76
                    inks.append(Ink(x0, y - tall * size, x1, y + deep * size))
    return inks


CATALOGUE = ("/Pages", "/Type")
PAGE = ("/Type", "/Parent", "/MediaBox", "/Resources", "/Contents")
RESOURCES = ("/Font", "/XObject", "/ExtGState", "/ColorSpace", "/Pattern", "/Shading")


def _strip(holder: pikepdf.Object, allowed: Sequence[str]) -> None:
    for key in list(holder.keys()):
        if key not in allowed:
            del holder[key]


def _strip_marks(
    pdf: Pdf, holder: pikepdf.Object | pikepdf.Page, resources: pikepdf.Object | None, seen: set[tuple[int, int]]
) -> None:
    """Take marked content out: its properties hold texts of their own (/ActualText, /Alt, /E, layers)."""
    kept = [
        pikepdf.ContentStreamInstruction(i.operands, i.operator)
        if not isinstance(i, pikepdf.ContentStreamInlineImage)
        else i
        for i in pikepdf.parse_content_stream(holder)
        if str(i.operator) not in ("BDC", "BMC", "EMC", "MP", "DP")
    ]
    content = pikepdf.unparse_content_stream(kept)
    if isinstance(holder, pikepdf.Page):
        holder.Contents = Stream(pdf, content)
    else:
        holder.write(content)
    for form in (resources.get("/XObject", {}) if resources is not None else {}).values():
        if form.get("/Subtype") == Name.Form and form.objgen not in seen:
            seen.add(form.objgen)
            for key in (
                "/StructParent",
                "/StructParents",
                "/PieceInfo",
                "/OC",
                "/LastModified",
                "/Metadata",
                "/Ref",
                "/Name",
            ):
                if key in form:
                    del form[key]
            _strip_marks(pdf, form, form.get("/Resources"), seen)
        elif form.get("/Subtype") == Name.Image:
            for key in ("/Metadata", "/OC", "/StructParent", "/Alternates", "/OPI", "/Name", "/ID", "/PieceInfo"):
                if key in form:
                    del form[key]


def redact(
    pdf: Path,
    out: Path,
    redactions: Sequence[Redaction],
    *,
    title: str,
    style: BoxStyle,
    secrets: Sequence[str] = (),
    draft: bool = False,
    ocr_words: Mapping[int, Sequence[tuple[str, BoxPt]]] | None = None,
) -> Redacted:
    """Write `out` without anything under the boxes. Raises UnreadableSource when the file cannot be read."""
    document = _open(pdf)
    document.bake()
    per_page: dict[int, list[Redaction]] = {}
    for redaction in redactions:
        per_page.setdefault(redaction.page_index, []).append(redaction)
    planned = {}
    for index, page in enumerate(document):
        page.remove_rotation()
        here = per_page.get(index, [])
        if here:
            _remove(page, here)
            needed = {
                r.grounds: line_width(label_text(r.grounds, style.joint), style.label_minimum_pt) + 3 for r in here
            }
            lines = [(number, box, r.grounds) for number, r in enumerate(here) for box in r.boxes_pt]
            planned[index] = plan_boxes(
                lines, _inks(page), width_pt=page.rect.width, height_pt=page.rect.height, style=style, needed_pt=needed
            )
    burned = document.tobytes(garbage=4, deflate=True)
    with Pdf.open(io.BytesIO(burned)) as result:
        _strip(result.Root, CATALOGUE)
        font = invisible_font(result)
        seen: set[tuple[int, int]] = set()
        for index, leaf in enumerate(result.pages):
            box = [float(v) for v in leaf.cropbox]
            leaf.obj["/MediaBox"] = Array([0, 0, box[2] - box[0], box[3] - box[1]])
            if "/Resources" not in leaf.obj:
                leaf.obj["/Resources"] = Dictionary()
            resources = leaf.obj["/Resources"]
            _strip(leaf.obj, PAGE)
            _strip(resources, RESOURCES)
            _strip_marks(result, leaf, resources, seen)
            height = box[3] - box[1]
            words = (ocr_words or {}).get(index, ())
            boxes = planned.get(index, [])
            extra = (
                "\n".join(
                    [*(spoken_text(b, style, height) for b in boxes), *([ocr_text(words, height)] if words else [])]
                )
                + "\n"
                + box_content(boxes, style, height)
            )
            leaf.contents_add(f"q 1 0 0 1 {-box[0]:g} {-box[1]:g} cm".encode(), prepend=True)
            leaf.contents_add(("Q\n" + extra).encode())
            if boxes or words:
                if "/Font" not in resources:
                    resources["/Font"] = Dictionary()
                resources["/Font"][INVISIBLE_FONT] = font
            leaf.contents_coalesce()
        _describe(result, title, draft)
        result.remove_unreferenced_resources()
        result.save(
            out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True
        )
        return Redacted(pages=len(result.pages), redactions=len(redactions))


def _describe(result: Pdf, title: str, draft: bool) -> None:
    """Title and language in the catalogue and in XMP (PDF/UA, 7.1 and 7.2); nothing else is said of the file."""
    result.Root["/Lang"] = pikepdf.String("nl-NL")
    result.Root["/ViewerPreferences"] = Dictionary(DisplayDocTitle=True)
    del result.docinfo
    result.docinfo["/Title"] = pikepdf.String(title)
    if draft:
        result.docinfo["/Subject"] = pikepdf.String(DRAFT)
        result.docinfo["/Keywords"] = pikepdf.String(DRAFT)
    with result.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        xmp["dc:title"] = title
        xmp["dc:language"] = {"nl-NL"}
        if draft:
            xmp["dc:description"] = DRAFT
