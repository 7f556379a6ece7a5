"""The pictures that show whose letter it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from woolak.model import BoxPt, Document, Finding, Page, Region
from woolak.pipeline.detect.business.company_cues import company_cues
from woolak.pipeline.detect.business.parties import case_index

if TYPE_CHECKING:
    from woolak.rules.casefile import CaseFile

__all__ = ["logo_regions"]

BAR_WIDTH, BAR_HEIGHT_PT, BAR_BELOW = 0.6, 45.0, 0.06
HEAD_SHARE, FOOT_SHARE, LARGEST_SHARE = 0.25, 0.85, 0.2
COVER_WORDS, COVER_SHARE, COVER_MARK_SHARE = 120, 0.5, 0.03
"""A cover has few words; a mark on it takes little room and stands in its upper half, a photograph is larger."""


def _is_letterhead(region: Region, page: Page) -> bool:
    box = region.box_pt
    area = (box.x1 - box.x0) * (box.y1 - box.y0) / (page.width_pt * page.height_pt)
    bar = box.x1 - box.x0 > BAR_WIDTH * page.width_pt and box.y1 - box.y0 < BAR_HEIGHT_PT
    if bar and box.y0 > BAR_BELOW * page.height_pt and (page.page_index or _words_over(box, page)):
        return False  # the coloured head of a table
    if area > LARGEST_SHARE:
        return False
    if page.page_index == 0 and len(page.words) < COVER_WORDS and area < COVER_MARK_SHARE:
        return box.y1 < COVER_SHARE * page.height_pt or box.y0 > FOOT_SHARE * page.height_pt
    return box.y1 < HEAD_SHARE * page.height_pt or box.y0 > FOOT_SHARE * page.height_pt


def _words_over(box: BoxPt, page: Page) -> bool:
    """Whether anything is written over a bar; a letterhead with a mark in it stands over everything."""
    return any(word.box_pt.y1 <= box.y0 for word in page.words)


def _is_stamp(region: Region, page: Page, case: CaseFile) -> bool:
    """Whether it is the stamp that the municipality put on what came in: 'INGEKOMEN 3 mei 2021', and no firm's name."""
    box = region.box_pt
    inside = [word for word in page.words if _holds(box, word.box_pt)]
    words = [page.text[word.start : word.end] for word in inside]
    stamps = company_cues().stamps
    return any(word.lower().strip(":.,") in stamps for word in words) and not case_index(case).find(" ".join(words))


def _holds(outer: BoxPt, inner: BoxPt) -> bool:
    """Whether the middle of a word lies within a box."""
    x, y = (inner.x0 + inner.x1) / 2, (inner.y0 + inner.y1) / 2
    return outer.x0 <= x <= outer.x1 and outer.y0 <= y <= outer.y1


def logo_regions(document: Document, case: CaseFile) -> list[Finding]:
    """The logos in a third party's document when parties are made anonymous: pictures, so findings without a span.

    A region that ingest calls a logo counts anywhere; another picture only in the head or foot of a page.
    """
    if not case.anonymise_parties or document.facts.origin != "third_party":
        return []
    return [
        Finding("LOGO", page.page_index, 0, 0, "", 0.8, "LogoRegions", "logo_letterhead", None, region.box_pt)
        for page in document.pages
        for region in page.regions
        if region.what == "logo" or (region.what == "image" and _is_letterhead(region, page))
        if not _is_stamp(region, page, case)
    ]
