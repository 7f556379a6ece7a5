"""The judgement that follows from the boxes: openbaar, deels openbaar, niet openbaar, buiten verzoek."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from woolak.model import BoxPt, Document, Judgement, Page, Proposal, Word
from woolak.packing import texts_of

__all__ = ["judge"]


def _inside(box: BoxPt, covers: Iterable[BoxPt]) -> bool:
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    return any(cover.x0 <= x <= cover.x1 and cover.y0 <= y <= cover.y1 for cover in covers)


def _readable(word: Word, text: str, spans: Sequence[tuple[int, int]], boxes: Sequence[BoxPt]) -> bool:
    """Whether a letter or figure of the word stays, outside every span and box."""
    if not any(char.isalnum() for char in text):
        return False
    left = [
        char
        for place, char in enumerate(text, word.start)
        if char.isalnum() and not any(start <= place < end for start, end in spans)
    ]
    return bool(left) and not _inside(word.box_pt, boxes)


def _anything_left(page: Page, redactions: Sequence[Proposal]) -> bool:
    here = [one for one in redactions if one.page_index == page.page_index]
    spans = [(one.start, one.end) for one in here if one.start < one.end]
    boxes = [box for one in here if one.start >= one.end for box in one.boxes_pt]
    if any(_readable(word, page.text[word.start : word.end], spans, boxes) for word in page.words):
        return True
    # A photo or drawing says something; a logo in a letterhead does not.
    return any(region.what == "image" and not _inside(region.box_pt, boxes) for region in page.regions)


def _text_left(document: Document, redactions: Sequence[Proposal]) -> bool:
    """Whether the texts alone show that something stays: they tell so at once when no box was drawn by hand."""
    if any(one.start >= one.end for one in redactions):
        return False
    for page_index, text in enumerate(texts_of(document)):
        left = list(text)
        for one in redactions:
            if one.page_index == page_index:
                left[one.start : one.end] = " " * (min(one.end, len(text)) - one.start)
        if any(map(str.isalnum, left)):
            return True
    return False


def judge(document: Document, redactions: Sequence[Proposal]) -> Judgement:
    """How much of a document is public, after these approved redactions.

    'niet openbaar' when nothing is left to read; then 'buiten verzoek' when that is the only reason.
    """
    if not redactions:
        return "openbaar"
    if _text_left(document, redactions) or any(_anything_left(page, redactions) for page in document.pages):
        return "deels openbaar"
    grounds = {ground for one in redactions for ground in one.grounds}
    return "buiten verzoek" if grounds == {"buiten verzoek"} else "niet openbaar"
