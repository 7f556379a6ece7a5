"""Reads the truth off a coloured PDF: each word of the clean PDF with its label, span and place."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pymupdf

from samples.markup import Mark, MarkupError, Text, labelled
from samples.typesetting import mark_of_colour

__all__ = ["Char", "PageTruth", "page_truths", "spans", "tokens", "turned", "words"]

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Char:
    """A character as it stands on the page."""

    text: str
    box: Box
    mark: int | None
    line: int


@dataclass(frozen=True)
class PageTruth:
    width: float
    height: float
    chars: tuple[Char, ...]
    images: tuple[Box, ...]


def _chars(page: pymupdf.Page) -> list[Char]:
    """Characters in the order of the content; a line's end is told by `line`."""
    found, line_number = [], 0
    flags = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_ACCURATE_BBOXES
    for block in page.get_text("rawdict", flags=flags)["blocks"]:
        for line in block.get("lines", []):
            line_number += 1
            for span in line["spans"]:
                mark = mark_of_colour(span["color"])
                found += [Char(c["c"], tuple(c["bbox"]), mark, line_number) for c in span["chars"]]
    return found


def page_truths(clean: bytes, coloured: bytes) -> list[PageTruth]:
    """Places from the clean PDF, marks from the coloured one. Raises MarkupError when they are set differently."""
    pages = []
    with pymupdf.open(stream=clean) as plain, pymupdf.open(stream=coloured) as marked:
        if len(plain) != len(marked):
            raise MarkupError("the coloured setting has another number of pages")
        for page, other in zip(plain, marked, strict=True):
            chars, twins = _chars(page), _chars(other)
            chars, twins = ([c for c in cs if c.text.strip()] or [] for cs in (_spaced(chars), _spaced(twins)))
            if [c.text for c in chars] != [c.text for c in twins]:
                raise MarkupError(f"page {page.number + 1} has other text in colour")
            for one, two in zip(chars, twins, strict=True):
                if math.dist(one.box[:2], two.box[:2]) > 1.5:
                    raise MarkupError(f"page {page.number + 1} is set differently in colour at {one.text}")
            images = tuple(tuple(info["bbox"]) for info in page.get_image_info())
            merged = tuple(Char(c.text, c.box, t.mark, c.line) for c, t in zip(chars, twins, strict=True))
            pages.append(PageTruth(page.rect.width, page.rect.height, merged, images))
    return pages


def _spaced(chars: Sequence[Char]) -> list[Char]:
    """Characters whose `line` counts up at every space as well, so that a word is what has one number."""
    out, word, previous = [], 0, None
    for char in chars:
        if previous is None or char.line != previous.line or not char.text.strip() or not previous.text.strip():
            word += 1
        out.append(Char(char.text, char.box, char.mark, word))
        previous = char
    return out


def turned(page: PageTruth, degrees: float) -> PageTruth:
    """The page as it lies after the picture was turned around its centre (anti-clockwise, as Pillow does)."""
    angle = math.radians(-degrees)
    cx, cy = page.width / 2, page.height / 2

    def move(box: Box) -> Box:
        xs, ys = [], []
        for x, y in ((box[0], box[1]), (box[2], box[1]), (box[0], box[3]), (box[2], box[3])):
            xs.append(cx + (x - cx) * math.cos(angle) - (y - cy) * math.sin(angle))
            ys.append(cy + (x - cx) * math.sin(angle) + (y - cy) * math.cos(angle))
        return min(xs), min(ys), max(xs), max(ys)

    chars = tuple(Char(c.text, move(c.box), c.mark, c.line) for c in page.chars)
    return PageTruth(page.width, page.height, chars, tuple(move(box) for box in page.images))


def words(pages: Sequence[PageTruth], marks: dict[int, Mark]) -> list[dict[str, Any]]:
    """Words as the scorer reads them; a word is cut where its label changes."""
    out: list[dict[str, Any]] = []
    for number, page in enumerate(pages):
        group: list[Char] = []
        for char in [*page.chars, None]:
            if group and (char is None or (char.line, char.mark) != (group[-1].line, group[-1].mark)):
                out.append(_word(number, group, marks))
                group = []
            if char is not None:
                group.append(char)
    return _running(out)


def _running(words: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What comes back on each page, in a foot or a head, is a span of its own on each."""
    texts: dict[str, dict[int, list[str]]] = {}
    for word in words:
        if word["s"]:
            texts.setdefault(word["s"], {}).setdefault(word["p"], []).append(word["t"])
    for word in words:
        pages = texts.get(word["s"] or "", {})
        first = min(pages, default=word["p"])
        if word["p"] != first and pages[word["p"]] == pages[first]:
            word["s"] = f"{word['s']}.{word['p'] + 1}"
    return words


def _word(page: int, chars: list[Char], marks: dict[int, Mark]) -> dict[str, Any]:
    mark = marks.get(chars[0].mark or 0)
    box = (min(c.box[0] for c in chars), min(c.box[1] for c in chars),
           max(c.box[2] for c in chars), max(c.box[3] for c in chars))  # fmt: skip
    return {
        "p": page, "t": "".join(c.text for c in chars), "b": [round(v, 2) for v in box],
        "x": [round((c.box[0] + c.box[2]) / 2, 2) for c in chars],
        "l": mark.label if mark else "keep", "s": f"m{mark.number}" if mark and mark.label != "free" else None,
    }  # fmt: skip


def tokens(texts: tuple[Text, ...]) -> list[dict[str, Any]]:
    """Words of a text that has no pages (.eml, .docx), cut where the label changes."""
    out = []
    for piece, mark in labelled(texts):
        if mark and mark.image:
            continue
        span = f"m{mark.number}" if mark and mark.label != "free" else None
        out += [{"t": word, "l": mark.label if mark else "keep", "s": span} for word in piece.split()]
    return out


def images(pages: Sequence[PageTruth], marks: Sequence[Mark]) -> list[dict[str, Any]]:
    """The pictures of the pages with the marks around them, in the order of the source."""
    wanted = [mark for mark in marks if mark.image]
    found = [(number, box) for number, page in enumerate(pages) for box in page.images]
    if len(found) != len(wanted):
        raise MarkupError(f"{len(found)} pictures on the pages, {len(wanted)} in the source")
    return [
        {"p": number, "b": [round(v, 2) for v in box], "l": mark.label, "s": f"m{mark.number}"}
        for (number, box), mark in zip(found, wanted, strict=True)
    ]


def spans(marks: Sequence[Mark], words: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """What each mark says, with the text around it. Raises MarkupError for a mark that is nowhere in the text."""
    places: dict[str, list[int]] = {}
    for index, word in enumerate(words):
        if word["s"]:
            places.setdefault(word["s"], []).append(index)
    out = {}
    for mark in marks:
        name = f"m{mark.number}"
        if mark.label == "free":
            continue
        around = next((m for m in marks if m.number == mark.parent and m.label == "must"), None)
        grounds = dict.fromkeys([*mark.grounds, *(around.grounds if around else ())])  # a box around both is right too
        entry = {"label": mark.label, "g": list(grounds), "k": mark.kind}
        parent = f"m{mark.parent}" if mark.parent else None
        if mark.image:
            nothing = dict.fromkeys(("text", "where", "ctx_before", "ctx_after"), "")
            out[name] = {**entry, **nothing, "parent": parent, "image": True}
            continue
        if name not in places:
            raise MarkupError(f"mark {mark.number} ({mark.kind}) is nowhere in the text: {mark.content}")
        for own, at in places.items():
            if own.partition(".")[0] == name:
                out[own] = {**entry, **_context(words, at), "parent": parent}
    return out


def _context(words: Sequence[dict[str, Any]], at: list[int]) -> dict[str, str]:
    """The text of a span, where it is, and the words before and after it."""
    texts, first = [word["t"] for word in words], words[at[0]]
    return {
        "text": " ".join(texts[i] for i in at),
        "where": first.get("part") or f"p{first['p'] + 1}",
        "ctx_before": " ".join(texts[max(0, at[0] - 6) : at[0]]),
        "ctx_after": " ".join(texts[at[-1] + 1 : at[-1] + 7]),
    }
