"""The text layer of a page as strips of words with the edges of each character.

ActualText is left aside: it can say other words than the page shows. Ligatures are taken apart, accents that stand
on their own are put on their letter, so that one character of text is one thing on the page.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from woolak.model import BoxPt
from woolak.pipeline.ingest.layout import RawWord, Strip, split_at_gaps

if TYPE_CHECKING:
    import pymupdf

__all__ = ["TextLayer", "looks_usable", "read_text_layer"]

DROPPED = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
"""Characters without width, which split a word for a reader of text but not on the page."""
SOFT_HYPHEN = "\u00ad"
FOREIGN = "\ufffd"
MIN_FOREIGN_WORDS = 4
PAINTED = 16 | 32
"""Bits of MuPDF for characters that are filled or drawn in outline."""
VOWEL = re.compile("[aeiouyAEIOUY]")
PLAIN_LETTER = re.compile("[A-Za-z]")


@dataclass(frozen=True, slots=True)
class TextLayer:
    """What a page's text layer holds."""

    strips: list[Strip]
    upright: list[Strip]
    """Lines that are not written from left to right."""
    characters: int
    invisible: int
    """How many of the characters are not painted: what a scanner read and put behind its picture."""
    foreign_words: int
    """Words of three characters or more with a character that has no meaning in Unicode."""


class _WordMaker:
    """Gathers characters into words; knows ligatures, accents and soft hyphens."""

    def __init__(self) -> None:
        self.words: list[RawWord] = []
        self._text: list[str] = []
        self._edges: list[float] = []
        self._right = self._top = self._bottom = 0.0
        self._spaces = 0

    def add(self, character: str, x0: float, y0: float, x1: float, y1: float) -> None:
        if self._text and (unicodedata.combining(character) or DROPPED.match(character)):
            if unicodedata.combining(character):
                composed = unicodedata.normalize("NFC", self._text[-1] + character)
                self._text[-1] = composed if len(composed) == 1 else self._text[-1]
            return
        if DROPPED.match(character):
            return
        if not self._text:
            self._top, self._bottom = y0, y1
        self._text.append(character)
        self._edges.append(x0)
        self._right = x1
        self._top, self._bottom = min(self._top, y0), max(self._bottom, y1)

    def space(self, written: bool) -> None:
        """End a word at a space, which the file itself writes or which is only seen as white."""
        self.finish()
        self._spaces += 1 if written else 2

    def finish(self) -> None:
        if not self._text:
            return
        edges = [*self._edges, self._right]
        # A ligature taken apart: its second letter has no width of its own. Share the width out.
        for i in range(len(edges) - 2, 0, -1):
            if edges[i + 1] - edges[i] < 0.01 and edges[i] - edges[i - 1] > 0.02:
                edges[i] = (edges[i - 1] + edges[i + 1]) / 2
        text = self._text
        if SOFT_HYPHEN in text:
            keep = [i for i, c in enumerate(text) if c != SOFT_HYPHEN or i == len(text) - 1]
            text = ["-" if text[i] == SOFT_HYPHEN else text[i] for i in keep]
            edges = [edges[i] for i in keep] + edges[-1:]
        if text:
            box = BoxPt(min(edges), self._top, max(edges), self._bottom)
            self.words.append(RawWord("".join(text), box, tuple(edges), after_space=self._spaces == 1))
        self._spaces = 0
        self._text, self._edges = [], []


def _words(line: dict[str, Any]) -> tuple[list[RawWord], float, float]:
    """The words of a line, its baseline and the size of its letters."""
    maker = _WordMaker()
    size = baseline = 0.0
    for span in line["spans"]:
        if span["size"] > size:
            size, baseline = span["size"], span["origin"][1] if "origin" in span else span["chars"][0]["origin"][1]
        for char in span["chars"]:
            character = char["c"]
            if character.isspace() or character == "\u00a0":
                maker.space(not char.get("synthetic"))
                continue
            if not character.isprintable() and character != SOFT_HYPHEN and not DROPPED.match(character):
                character = FOREIGN if unicodedata.category(character) in ("Cc", "Cn", "Cs") else character
            maker.add(character, *char["bbox"])
    maker.finish()
    return maker.words, baseline, size


def read_text_layer(page: pymupdf.Page) -> TextLayer:
    """Read the visible and invisible text that lies within the page."""
    import pymupdf

    flags = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_MEDIABOX_CLIP | pymupdf.TEXT_IGNORE_ACTUALTEXT
    blocks = page.get_text("rawdict", flags=flags)["blocks"]
    strips: list[Strip] = []
    upright: list[Strip] = []
    characters = invisible = foreign = order = 0
    for block in blocks:
        for line in block["lines"]:
            words, baseline, size = _words(line)
            if not words:
                continue
            length = sum(len(word.text) for word in words)
            characters += length
            invisible += length if not any(span["char_flags"] & PAINTED for span in line["spans"]) else 0
            foreign += sum(FOREIGN in word.text and len(word.text) > 2 for word in words)
            if abs(line["dir"][1]) > 0.02 or line["dir"][0] < 0:
                plain = [RawWord(word.text, word.box_pt) for word in words]
                upright.append(Strip(plain, baseline, size, order))
                order += 1
                continue
            pieces = split_at_gaps(words, baseline, size, order)
            strips += pieces
            order += len(pieces)
    return TextLayer(_without_doubles(strips), upright, characters, invisible, foreign)


def _without_doubles(strips: list[Strip]) -> list[Strip]:
    """Drop a strip that is printed twice on the same place to make it bold."""
    seen: dict[tuple[str, int, int], None] = {}
    kept: list[Strip] = []
    for strip in strips:
        text, x, y = strip.text, round(strip.x0), round(strip.baseline)
        if any((text, x + dx, y + dy) in seen for dx in (-1, 0, 1) for dy in (-1, 0, 1)):
            continue
        seen[text, x, y] = None
        kept.append(strip)
    return kept


def looks_usable(layer: TextLayer) -> bool:
    """Whether the text layer is words: not a font without a table of characters, nor a shifted one."""
    if layer.foreign_words >= MIN_FOREIGN_WORDS:
        return False
    letters = PLAIN_LETTER.findall("".join(word.text for strip in layer.strips for word in strip.words))
    if len(letters) < 80:
        return True
    vowels = sum(1 for letter in letters if VOWEL.match(letter)) / len(letters)
    return 0.25 < vowels < 0.6
