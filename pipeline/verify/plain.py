"""Whether every reader shows the pictures of a page as they are stored: no mask, no pattern, no second version."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from pikepdf import Dictionary, Name

__all__ = ["has_masks", "is_plain"]

SAID = frozenset({
    "/Type", "/Subtype", "/Width", "/Height", "/BitsPerComponent", "/ColorSpace", "/Filter", "/DecodeParms", "/Decode",
    "/Interpolate", "/Intent", "/Length", "/Name", "/Metadata", "/ImageMask",
})  # fmt: skip
"""What the dictionary of a picture may say without changing what is seen (ISO 32000-1, table 89)."""


def _resources(page: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The resources of a page, and of the forms in it."""
    above = page
    while "/Resources" not in above and "/Parent" in above:  # inherited (ISO 32000-1, 7.7.3.4)
        above = above["/Parent"]
    todo, seen = [above], set()
    while todo:
        held = todo.pop().get("/Resources")
        if held is None:
            continue
        yield held
        for _, one in held.get("/XObject", Dictionary()).items():
            if one.get("/Subtype") == Name.Form and one.objgen not in seen:
                seen.add(one.objgen)
                todo.append(one)


def _pictures(page: pikepdf.Object) -> Iterator[pikepdf.Object]:
    for held in _resources(page):
        for _, one in held.get("/XObject", Dictionary()).items():
            if one.get("/Subtype") != Name.Form:
                yield one


def has_masks(page: pikepdf.Object) -> bool:
    """Whether a picture of the page shows other than its samples: it has a mask, or is one."""
    return any(
        "/SMask" in one or "/Mask" in one or int(one.get("/SMaskInData", 0)) or bool(one.get("/ImageMask", False))
        for one in _pictures(page)
    )


def is_plain(page: pikepdf.Object) -> bool:
    """Whether what the pictures of a page hold is what is seen, and no pattern or drawn letter shows anything else."""
    if has_masks(page) or int(page.get("/Rotate", 0)) % 360:
        return False
    if any(set(one.keys()) - SAID for one in _pictures(page)):
        return False
    for held in _resources(page):
        fonts = held.get("/Font", Dictionary())
        if (
            held.get("/Pattern")
            or held.get("/Shading")
            or any(font.get("/Subtype") == Name.Type3 for _, font in fonts.items())
        ):
            return False
    return True
