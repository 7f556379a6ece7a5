"""The copy of a document as a PDF: its pages alone, and see-through frames around what is proposed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from woolak.inventory.zienswijze.concerning import Concern
from woolak.model import Proposal

__all__ = ["draw_frames", "take_pages"]

LINE, FILL = (0.1, 0.25, 0.65), (1.0, 0.86, 0.3)
OPACITY = 0.3
LABEL_PT, WIDTH_PT = 5.5, 0.7


def take_pages(pdf: Path, pages: Iterable[int], out: Path) -> None:
    """Write a PDF of only these pages (from 0)."""
    import pikepdf

    with pikepdf.open(pdf) as whole, pikepdf.new() as part:
        for index in pages:
            part.pages.append(whole.pages[index])
        part.save(out, deterministic_id=True)


def _label(page: object, proposal: Proposal) -> None:
    import pymupdf

    text, box = " / ".join(proposal.grounds), proposal.boxes_pt[0]
    width = pymupdf.get_text_length(text, fontname="helv", fontsize=LABEL_PT)
    y = box.y0 - 0.8 if box.y0 > LABEL_PT + 2 else box.y1 + LABEL_PT
    x = min(box.x0, page.rect.width - width - 2)  # type: ignore[attr-defined]
    page.insert_text((x, y), text, fontname="helv", fontsize=LABEL_PT, color=LINE)  # type: ignore[attr-defined]


def draw_frames(pdf: Path, concern: Concern, out: Path) -> None:
    """Draw the frames of what is proposed for the party over the burned copy; each tells its ground."""
    import pymupdf

    with pymupdf.open(pdf) as document:
        for proposal in concern.framed:
            page = document[proposal.page_index]
            for box in proposal.boxes_pt:
                page.draw_rect(
                    pymupdf.Rect(*box), color=LINE, fill=FILL, fill_opacity=OPACITY, width=WIDTH_PT, overlay=True
                )
            _label(page, proposal)
        document.save(out, garbage=3, deflate=True, no_new_id=True)
