"""Reads a page as people do: headings, paragraphs, list items, table rows, and the sentences in them.

Works on the text alone; with the words' boxes it also sees white space between paragraphs and larger type.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

from woolak.model import Page, Word

__all__ = ["Block", "Line", "Span", "blocks_of", "lines_of", "sentences_of"]

BULLET = re.compile(
    r"(?:[-–—•·▪●○◦■□*✓✔»>➢❖\uf0b7\uf0a7]|o(?=\s+[A-Z])|\(?\d{1,2}[.)](?!\d)|\(?[a-zA-Z][.)]|[ivx]{1,4}[.)])\s+(?=\S)"
)
NUMBERED = re.compile(
    r"(?:(?:hoofdstuk|bijlage|deel|fase|stap|onderdeel|module|artikel|perceel|paragraaf)\s+(?:\d+|[A-Z]|[IVX]+)\b[.:]?"
    r"|(\d{1,2}(?:\.\d{1,2}){0,3})[.)]?(?!\d|\s*[%€])|[A-Z][.)]|[IVX]{1,4}[.)])\s+(?=[A-Z“\"‘'(])",
    re.IGNORECASE,
)
COUNTED = re.compile(r"(\d{1,2})\.\s")
_WHO = r"(?:[A-ZÀ-Ý+][\w.'’-]*|van|de|der|den|el|ten|ter)(?:[ ](?:[A-ZÀ-Ý\d][\w.'’-]*|van|de|der|den|el|ten|ter)){0,4}"
_AT = r"\[?(?:\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4},?[ ])?\d{1,2}[:.]\d{2}(?::\d{2})?\]?"
SAID_AT = re.compile(rf"[ \t]*(?:{_AT}[ \t]+(?:[-–][ \t])?{_WHO}:[ \t]*|{_WHO}[ \t]{_AT}[ \t]*$)")
"""What stands before or over a message of a chat: who, and at what time."""
SIGN = re.compile(r"[^\w\s(]\s+\S")
TOLD = re.compile(
    r"(?:Dit|Deze|Dat|Die|Hij|Zij|Ze|Er)\s(?:[\w-]+\s){0,3}?(?:wordt|worden|is|zijn)\s\w+\s(?:door|met|van|in)\s"
)
HEAD_WORDS = 5
OF_ADDRESS = re.compile(r"\d{4}\s?[A-Z]{2}\b|@|\bT\.a\.v\b")
LABELLED = re.compile(r"[^:]{2,30}:\s+\S.*")
ENDS_IN_DIGIT = re.compile(r"\d\s*$")
FURNITURE = re.compile(
    r"\s*(?:(?:pagina|pag\.?|blad|p\.)\s*)?\d{1,3}(?:\s*(?:/|van|of)\s*\d{1,3})?\s*$|\s*-\s*\d{1,3}\s*-\s*$",
    re.IGNORECASE,
)
ABBREVIATIONS = (
    "bijv|bv|b\\.v|n\\.v|v\\.o\\.f|o\\.a|d\\.w\\.z|i\\.v\\.m|t\\.a\\.v|n\\.a\\.v|i\\.p\\.v|t\\.b\\.v|m\\.b\\.t|m\\.u\\.v|a\\.d\\.h\\.v|z\\.s\\.m|e\\.d"
    "|nr|nrs|art|mr|mrs|drs|dr|ir|ing|prof|dhr|mevr|mw|ca|incl|excl|max|min|tel|etc|resp|vgl|blz|pag|par|hfdst|jl|a\\.s"
    "|st|fam|ev|i\\.o|u\\.a|p\\.u|p\\.p|Dr|Drs|Ir|Ing|Mr|Prof|Dhr|Mevr|Mw|St|[A-Z]|[A-Z]\\.[A-Z]"
)
SENTENCE_END = re.compile(
    r"([.!?…:;](?:[.!?…]|(?<![:;]))[\"”’')\]]*)\s+(?=[A-Z0-9À-Ý“\"‘'(€•–-])"  # a class first: that is found fast
)
ABBREVIATED = re.compile(rf"(?<![.\w])(?:{ABBREVIATIONS})\Z")
LONGEST_ABBREVIATION = 12


class Span(NamedTuple):
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page; the box is zero when the page tells no boxes."""

    start: int
    end: int
    x0: float = 0.0
    x1: float = 0.0
    y0: float = 0.0
    y1: float = 0.0
    words: tuple[Word, ...] = ()

    @property
    def height(self) -> float:
        return self.y1 - self.y0


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list item or table row; `lines` are indices into the page's lines."""

    kind: Literal["heading", "paragraph", "item", "row", "furniture"]
    start: int
    end: int
    lines: tuple[int, int]
    level: int = 0
    """Of a heading: 1 for the highest, 9 when nothing tells."""


def _median(values: Iterable[float]) -> float:
    """As that of `statistics`, which looks for kinds of numbers first."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def lines_of(text: str, page: Page | None) -> list[Line]:
    """The lines that are not empty, with their words and boxes when the page has them."""
    words = page.words if page and page.text == text else ()
    starts = [word.start for word in words]
    lines, start = [], 0
    for raw in text.split("\n"):
        end = start + len(raw)
        content = raw.strip()
        if content:
            first = start + raw.index(content[0])
            last = first + len(content)
            own = words[bisect_left(starts, first) : bisect_left(starts, last)]
            if own:
                x0, y0, x1, y1 = zip(*[word.box_pt for word in own], strict=True)
                lines.append(Line(first, last, min(x0), max(x1), _median(y0), _median(y1), tuple(own)))
            else:
                lines.append(Line(first, last))
        start = end + 1
    return lines


class _Measures(NamedTuple):
    """What is usual on a page: the body's type height, the step from line to line, the right margin."""

    height: float
    pitch: float
    right: float
    length: int


def _measures(lines: list[Line]) -> _Measures:
    long = [line for line in lines if line.end - line.start > 40] or lines
    steps = sorted(b.y0 - a.y0 for a, b in pairwise(lines) if 0.8 * a.height < b.y0 - a.y0 < 60)
    lengths = sorted(line.end - line.start for line in lines)
    return _Measures(
        _median(line.height for line in long) if long else 0.0,
        steps[len(steps) // 3] if steps else 0.0,  # on a page of short paragraphs half of the steps are gaps
        max((line.x1 for line in long), default=0.0),
        lengths[int(len(lengths) * 0.9)] if lengths else 0,
    )


def _gap_above(above: Line, line: Line, usual: _Measures) -> bool:
    return bool(usual.pitch and line.y1) and line.y0 - above.y0 > 1.3 * max(usual.pitch, 1.0)


def _ends_short(line: Line, usual: _Measures) -> bool:
    if line.x1 and usual.right:
        return line.x1 < usual.right - 0.15 * (usual.right - line.x0 + 1)
    return line.end - line.start < 0.8 * usual.length


def _looks_like_heading(text: str, at: int, lines: list[Line], usual: _Measures) -> bool:
    """A short line that ends no sentence, set apart by its number, its type, white space or what follows."""
    line = lines[at]
    words = text[line.start : line.end]
    if len(words) > 90 or len(words.split()) > 13 or words[-1] in ".;,!" or not words[0].isalnum():
        return False
    numbered = NUMBERED.match(words)
    if not numbered and not words[0].isupper():
        return False
    if "\t" in words and not (numbered and words.count("\t") == 1 and not ENDS_IN_DIGIT.search(words)):
        return False
    if not numbered and TOLD.match(words):
        return False  # 'Dit wordt gedaan door een adviseur'
    tall = bool(usual.height) and line.height > 1.12 * usual.height
    in_parts = bool(numbered and numbered.group(1) and "." in numbered.group(1))
    if OF_ADDRESS.search(words):
        return False  # an address
    if LABELLED.fullmatch(words) and not (tall or in_parts):
        return False  # 'Datum: 3 maart', but '3.2 Fase 1: voorbereiding' is a head
    above = lines[at - 1] if at else None
    below = lines[at + 1] if at + 1 < len(lines) else None
    below_text = text[below.start : below.end] if below else ""
    free_above = (
        above is None
        or text[above.end - 1] in ".:;!?"
        or _ends_short(above, usual)
        or bool(line.y1 and _gap_above(above, line, usual))
    )
    if not free_above or not below_text:
        return False
    if tall:
        return True
    if in_parts:
        # '2.2 Een van de bezwaren is dat' goes on below: a numbered paragraph, as memos have
        return below_text[0].isupper() or below_text[0].isdigit() or len(words.split()) <= HEAD_WORDS + 1
    next_is_number = NUMBERED.match(below_text) is not None or BULLET.match(below_text) is not None
    if words.endswith(":") and len(words.split()) > 4 and not numbered:
        return False  # announces a list
    if numbered and below_text[0].islower():
        return False  # '1. Opdrachtnemer zet per dagdeel een werkmeester en' goes on below
    if numbered:
        return _opens_part(words, below_text) or not (
            BULLET.match(words) and next_is_number and "." not in (numbered.group(1) or "")
        )
    if below and line.y1 and above is not None and _gap_above(above, line, usual):
        return len(words) < 70 and (below_text[0].isupper() or next_is_number)
    continues = below_text[0].islower()
    short = len(words) < 0.65 * usual.length or len(words) < 45
    return (
        short
        and not continues
        and (words.endswith(":") is False or len(words) < 40)
        and (next_is_number or len(below_text) > len(words) or (above is None))
    )


def _opens_part(words: str, below: str) -> bool:
    """Whether a number with a point is a head's and not an item's: '3. Opzet' above '3.1 Dossiers' or above a list."""
    own, under = NUMBERED.match(words), NUMBERED.match(below)
    if own is None or own.group(1) is None:
        return False
    if under is not None and under.group(1):
        return under.group(1).startswith(own.group(1) + ".")
    return bool(SIGN.match(below)) and len(words.split()) <= HEAD_WORDS


def _ends_sentence(text: str, at: int, lines: list[Line], usual: _Measures, last: int) -> bool:
    """Whether the number and point before a line end the sentence above ('tot en met week / 45. Daarna') and open no
    item: it counts on from no item above (`last`), and the line above is full and unfinished."""
    number = COUNTED.match(text, lines[at].start, lines[at].end)
    if number is None or not at or int(number[1]) in (1, last + 1):
        return False
    above = lines[at - 1]
    return text[above.end - 1].isalnum() and not _ends_short(above, usual) and not _gap_above(above, lines[at], usual)


def _level(text: str, line: Line, usual: _Measures) -> int:
    numbered = NUMBERED.match(text[line.start : line.end])
    if numbered and numbered.group(1):
        return 1 + numbered.group(1).count(".")
    if usual.height and line.height > 1.12 * usual.height:
        return 1 if line.height > 1.4 * usual.height else 2
    return 9


def blocks_of(text: str, lines: list[Line]) -> list[Block]:
    """The page in blocks, in reading order; every line is in one."""
    if not lines:
        return []
    usual = _measures(lines)
    blocks: list[Block] = []
    first, kind, level, last = 0, "", 0, 0

    def close(upto: int) -> None:
        if upto > first:
            blocks.append(Block(kind, lines[first].start, lines[upto - 1].end, (first, upto), level))  # type: ignore[arg-type]

    for at, line in enumerate(lines):
        words = text[line.start : line.end]
        above = lines[at - 1] if at else None
        if FURNITURE.match(words) and (at < 2 or at >= len(lines) - 3):
            new, new_level = "furniture", 0
        elif said := SAID_AT.match(words):
            new, new_level = ("furniture" if said.end() == len(words) else "paragraph"), 0
        elif _looks_like_heading(text, at, lines, usual):
            new, new_level = "heading", _level(text, line, usual)
        elif BULLET.match(words):
            if kind in ("paragraph", "item") and _ends_sentence(text, at, lines, usual, last):
                continue
            new, new_level = "item", 0
            last = int(number[1]) if (number := COUNTED.match(words)) else last
        elif "\t" in words:
            new, new_level = "row", 0
        else:
            joins = (
                kind in ("paragraph", "item")
                and above is not None
                and not _gap_above(above, line, usual)
                and not (text[above.end - 1] in ".!?:" and _ends_short(above, usual) and words[0].isupper())
            )
            if joins:
                continue
            new, new_level = "paragraph", 0
        close(at)
        first, kind, level = at, new, new_level
    close(len(lines))
    return blocks


def sentences_of(text: str, start: int, end: int) -> list[Span]:
    """The sentences of a block; a bullet or number in front is left out of the first, and who says it in a chat."""
    bullet = BULLET.match(text, start, end) or SAID_AT.match(text, start, end)
    at = bullet.end() if bullet else start
    spans = []
    first = at
    for match in SENTENCE_END.finditer(text, at, end):
        mark = match.start()
        if match[1] == "." and ABBREVIATED.search(text, max(first, mark - LONGEST_ABBREVIATION), mark):
            continue
        if match.end(1) > at:
            spans.append(Span(at, match.end(1)))
            at = match.end()
    if at < end:
        spans.append(Span(at, end))
    return spans


def block_at(blocks: list[Block], position: int) -> int:
    """Index of the block that holds a character; -1 when none does."""
    index = bisect_right([block.start for block in blocks], position) - 1
    return index if index >= 0 and position < blocks[index].end else -1
