"""The words of a document by which it is compared: without case, accents, page furniture and mail heads."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from rapidfuzz import fuzz

from woolak.pipeline.relate.relationrules import pattern, relation_rules

__all__ = ["fold", "words_in", "words_of"]

WORD = re.compile(r"\d[\d.,:/-]*\d|[^\W_]+")
BROKEN = re.compile(r"[-\u00ad](?<=[^\W\d_].)\n\s*(?=[a-z])")  # the hyphen first: that is found fast
QUOTE = re.compile(r"^[>|\s]+")
EDGE_LINES = 4
SHORTEST = 4
LIKE = 88
"""Heads and feet stand in the first and last so many lines of a page."""


class _Plain(dict[int, str]):
    """Each character without case and accent."""

    def __missing__(self, code: int) -> str:
        split = unicodedata.normalize("NFKD", chr(code)).casefold()
        self[code] = "".join(char for char in split if not unicodedata.combining(char))
        return self[code]


_PLAIN = _Plain()


def fold(text: str) -> str:
    """The text without case and accents."""
    return text.lower() if text.isascii() else text.translate(_PLAIN)


def words_in(text: str) -> list[str]:
    """The words and figures of a text, folded; a word broken over two lines is one."""
    return WORD.findall(fold(BROKEN.sub("", text)))


def _shape(line: str) -> str:
    """The letters of a line: 'Pagina 2 van 9' is the same as 'Pagina 3 van 9'."""
    return "".join(filter(str.isalpha, fold(line)))


def _comes_back(shape: str, near: Sequence[str]) -> bool:
    """Whether a line is on a page nearby too, give or take what recognition made of it."""
    return len(shape) >= SHORTEST and any(fuzz.ratio(shape, other, score_cutoff=LIKE) for other in near)


def _edges(lines: Sequence[str]) -> set[int]:
    filled = [at for at, line in enumerate(lines) if line.strip()]
    return {*filled[:EDGE_LINES], *filled[-EDGE_LINES:]}


@cache
def _mail_head() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(relation_rules().mail_heads)})\s*[:\t]", re.IGNORECASE)


def words_of(pages: Sequence[str], mail: bool = False) -> list[str]:
    """The words of a document, by the texts of its pages.

    Left out are lines at the edges of a page that come back on a page nearby, page numbers, and of a `mail` the lines
    of its head and the marks before what it quotes.
    """
    number = pattern(relation_rules().page_lines)
    split = [page.split("\n") for page in pages]
    places = [_edges(lines) for lines in split]
    shapes = [
        {shape for line in edges if len(shape := _shape(lines[line])) >= SHORTEST}
        for lines, edges in zip(split, places, strict=True)
    ]
    kept: list[str] = []
    for at, (lines, edges) in enumerate(zip(split, places, strict=True)):
        near = [
            shape for other in (at - 2, at - 1, at + 1, at + 2) if 0 <= other < len(shapes) for shape in shapes[other]
        ]
        for place, line in enumerate(lines):
            if place in edges and (number.fullmatch(line.strip()) or _comes_back(_shape(line), near)):
                continue
            if mail:
                line = QUOTE.sub("", line)
                if _mail_head().match(line):
                    continue
            kept.append(line)
    return words_in("\n".join(kept))
