"""The pictures that show whose letter it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from woolak.model import Document, Finding, Page, Region

if TYPE_CHECKING:
    from woolak.rules.casefile import CaseFile

__all__ = ["logo_regions"]

BAR_WIDTH, BAR_HEIGHT_PT, BAR_BELOW = 0.6, 45.0, 0.06
HEAD_SHARE, FOOT_SHARE, LARGEST_SHARE = 0.25, 0.85, 0.2


def _is_letterhead(region: Region, page: Page) -> bool:
    box = region.box_pt
    bar = box.x1 - box.x0 > BAR_WIDTH * page.width_pt and box.y1 - box.y0 < BAR_HEIGHT_PT
    if bar and box.y0 > BAR_BELOW * page.height_pt:
        return False  # the coloured head of a table
    if (box.x1 - box.x0) * (box.y1 - box.y0) > LARGEST_SHARE * page.width_pt * page.height_pt:
        return False
    return box.y1 < HEAD_SHARE * page.height_pt or box.y0 > FOOT_SHARE * page.height_pt


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
    ]
