"""Links and bookmarks that may stay: those that tell nothing but what a page shows.

A web address stays when the page's own text spells it; a bookmark when its title stands on the page that it leads to;
a jump within the document always. All are written anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

import pikepdf
from pikepdf import Array, Dictionary, Name, NameTree, OutlineItem, Pdf, String

from woolak.model import BoxPt
from woolak.pipeline.redact.encodings import plain

__all__ = ["Bookmark", "Jump", "WebLink", "read_bookmarks", "read_jumps", "write_bookmarks", "write_links"]

SCHEMES = ("https://", "http://", "mailto:")
MAX_BOOKMARKS = 5_000
TO_PAGE = "Naar bladzijde {}"
"""What a screen reader says of a jump."""
PLAIN_ADDRESS = re.compile(r"[A-Za-z0-9:/._@%+-]+")
NO_TEXT = re.compile(r"[^\w\s.,;:!?()\[\]/&'\"€§–—-]")
"""Signs that no title needs, and that a comparison of letters does not see."""


@dataclass(frozen=True, slots=True)
class WebLink:
    """An address with its place on a page (points, y down)."""

    box_pt: BoxPt
    address: str


@dataclass(frozen=True, slots=True)
class Jump:
    """A link to a page of the document."""

    box_pt: BoxPt
    page_index: int


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A title of the outline with its depth and the page that it leads to."""

    depth: int
    title: str
    page_index: int


class _Places:
    """Finds the page that a destination leads to."""

    def __init__(self, pdf: Pdf) -> None:
        self.pages = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
        self.old = pdf.Root.get("/Dests", Dictionary())
        names = pdf.Root.get("/Names", Dictionary())
        self.tree = NameTree(names["/Dests"]) if isinstance(names, Dictionary) and "/Dests" in names else None

    def page_of(self, place: Any, depth: int = 0) -> int | None:
        if depth > 4 or place is None:
            return None
        if isinstance(place, Array) and len(place):
            target = place[0]
            if isinstance(target, Dictionary):
                return self.pages.get(target.objgen)
            return int(target) if isinstance(target, int) and 0 <= target < len(self.pages) else None
        if isinstance(place, Dictionary):
            return self.page_of(place.get("/D"), depth + 1)
        if isinstance(place, Name) and isinstance(self.old, Dictionary):
            return self.page_of(self.old.get(str(place)), depth + 1)
        if isinstance(place, String) and self.tree is not None:
            return self.page_of(self.tree.get(str(place)), depth + 1)
        return None

    def of_link(self, holder: Any) -> int | None:
        action = holder.get("/A")
        if isinstance(action, Dictionary) and action.get("/S") == Name.GoTo:
            return self.page_of(action.get("/D"))
        return self.page_of(holder.get("/Dest"))


def read_jumps(pdf: Pdf, links: dict[int, list[tuple[BoxPt, Any]]]) -> dict[int, list[Jump]]:
    """The jumps among the link annotations of each page."""
    if not links:
        return {}
    try:
        places = _Places(pdf)
        found: dict[int, list[Jump]] = {}
        for index, here in links.items():
            for box, annotation in here:
                target = places.of_link(annotation)
                if target is not None:
                    found.setdefault(index, []).append(Jump(box, target))
        return found
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, KeyError):
        return {}


def read_bookmarks(pdf: Pdf) -> list[Bookmark]:
    """The outline, flat; nothing when it is broken."""
    if "/Outlines" not in pdf.Root:
        return []
    found: list[Bookmark] = []
    try:
        places = _Places(pdf)

        def walk(items: list[OutlineItem], depth: int) -> None:
            for item in items:
                if len(found) >= MAX_BOOKMARKS:
                    return
                source = item.obj if item.obj is not None else Dictionary()
                target = places.of_link(source)
                if target is not None:
                    found.append(Bookmark(depth, str(item.title), target))
                walk(item.children, depth + 1)

        with pdf.open_outline(max_depth=12) as outline:
            walk(outline.root, 0)
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, KeyError, AttributeError):
        return []
    return found


def _shown(address: str, page_text: str) -> bool:
    """Whether the page's folded text spells the whole address."""
    spelled = unquote(address)
    for scheme in SCHEMES:
        spelled = spelled.removeprefix(scheme)
    spelled = plain(spelled.removeprefix("www."))
    return len(spelled) > 3 and spelled in page_text


def _plain_address(address: str) -> str:
    """The address without what comes after a ? or a #; empty when it is no ordinary one."""
    address = address.split("?")[0].split("#")[0]
    return address if address.startswith(SCHEMES) and PLAIN_ADDRESS.fullmatch(address) else ""


def _apart(a: BoxPt, b: BoxPt) -> bool:
    return a.x0 >= b.x1 or b.x0 >= a.x1 or a.y0 >= b.y1 or b.y0 >= a.y1


def write_links(
    result: Pdf,
    page_index: int,
    links: list[WebLink | Jump],
    page_text: str,
    covered: list[BoxPt],
) -> None:
    """The links of one page that may stay; `page_text` is folded, `covered` are the boxes."""
    page = result.pages[page_index]
    height = float(page.mediabox[3])
    made = []
    for link in links:
        if any(not _apart(link.box_pt, box) for box in covered):
            continue
        box = link.box_pt
        annotation = Dictionary(
            Type=Name.Annot, Subtype=Name.Link, Border=Array([0, 0, 0]), F=4,
            Rect=Array([round(v, 2) for v in (box.x0, height - box.y1, box.x1, height - box.y0)]),
        )  # fmt: skip
        if isinstance(link, Jump):
            annotation["/Dest"] = Array([result.pages[link.page_index].obj, Name.Fit])
            annotation["/Contents"] = String(TO_PAGE.format(link.page_index + 1))
        elif (address := _plain_address(link.address)) and _shown(address, page_text):
            annotation["/A"] = Dictionary(S=Name.URI, URI=String(address))
            annotation["/Contents"] = String(address)
        else:
            continue
        made.append(result.make_indirect(annotation))
    if made:
        page.obj["/Annots"] = Array(made)


def write_bookmarks(result: Pdf, bookmarks: list[Bookmark], texts: dict[int, str]) -> None:
    """The bookmarks whose title the page shows; the others leave no trace, and their children move up."""
    kept = []
    for mark in bookmarks:
        title = plain(mark.title)
        if len(title) > 1 and title in texts.get(mark.page_index, ""):
            kept.append(mark)
    if not kept:
        return
    with result.open_outline() as outline:
        path: list[tuple[int, OutlineItem]] = []
        for mark in kept:
            item = OutlineItem(NO_TEXT.sub("", mark.title), mark.page_index)
            while path and path[-1][0] >= mark.depth:
                path.pop()
            (path[-1][1].children if path else outline.root).append(item)
            path.append((mark.depth, item))
