"""The text layer of a page as strips of words with the edges of each character.

ActualText is left aside: it can say other words than the page shows. Ligatures are taken apart, accents that stand
on their own are put on their letter, so that one character of text is one thing on the page.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from woolak.model import BoxPt
from woolak.pipeline.ingest.ruled import Divides
from woolak.pipeline.ingest.strips import RawWord, Strip, split_at_gaps
from woolak.rules.reading import Model, read_rules

if TYPE_CHECKING:
    import pymupdf

__all__ = ["TextLayer", "looks_usable", "read_text_layer"]

DROPPED = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
"""Characters without width, which split a word for a reader of text but not on the page."""
NO_SPACE = re.compile("[^ ]+")
SOFT_HYPHEN = "\u00ad"
SEEN_PT = 0.5
"""A soft hyphen inside a word has no width unless it is drawn."""
FOREIGN = "\ufffd"
MIN_FOREIGN_WORDS = 4
FEW_LETTERS = 80
PAINTED = 16 | 32
"""Bits of MuPDF for characters that are filled or drawn in outline."""
VOWELS = "aeiouyAEIOUY"
PLAIN_LETTERS = re.compile("[A-Za-z]+")


class TextLayerRules(Model):
    common_words: frozenset[str]


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


def _word(chars: list[dict[str, Any]], after_space: bool, level: bool) -> RawWord | None:
    """The characters between two spaces as a word; None when none of them is to be seen."""
    text: list[str] = [char["c"] for char in chars]
    boxes = [char["bbox"] for char in chars]
    edges: list[float] = [box[0] for box in boxes]
    edges.append(boxes[-1][2])
    joined = "".join(text)
    if not _is_plain(joined):
        text, edges = _cleaned(text, edges)
        joined = "".join(text)
        if not joined:
            return None
    if not level:
        box = BoxPt(*(min(b[i] for b in boxes) for i in (0, 1)), *(max(b[i] for b in boxes) for i in (2, 3)))
        return RawWord(joined, box)
    return _level_word(joined, edges, [box[1] for box in boxes], [box[3] for box in boxes], after_space)


def _level_word(
    text: str, edges: list[float], tops: Sequence[float], feet: Sequence[float], after_space: bool
) -> RawWord:
    """A word that is written from left to right."""
    if "f" in text or "st" in text:
        for i in range(len(edges) - 2, 0, -1):
            # A ligature taken apart: its second letter has no width of its own. Share the width out.
            if edges[i + 1] - edges[i] < 0.01 and edges[i] - edges[i - 1] > 0.02:
                edges[i] = (edges[i - 1] + edges[i + 1]) / 2
    top, foot = tops[0], feet[0]
    if tops[-1] != top or feet[-1] != foot:
        top, foot = min(tops), max(feet)
    new = tuple.__new__  # half of the time that naming each field takes, for every word of every page
    box = new(BoxPt, (edges[0], top, max(edges[-1], edges[1]), foot))
    return new(RawWord, (text, box, tuple(edges), 1.0, after_space))


def _is_hyphen(text: list[str], edges: list[float], at: int) -> bool:
    """Whether a soft hyphen is one to be seen: at the end of a line, or drawn within 'Jan-Douwe', '1-5', '06-123': some
    fonts have one sign for both, and then every hyphen of a page may read as a soft one."""
    if at == len(text) - 1:
        return True
    beside = text[at - 1 : at] + text[at + 1 : at + 2]
    counts = any(character.isdigit() for character in beside) or beside[-1].isupper()
    return counts and edges[at + 1] - edges[at] > SEEN_PT


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable()


def _cleaned(text: list[str], edges: list[float]) -> tuple[list[str], list[float]]:
    """Accents on their letters, soft hyphens at the end of a line to be seen, what has no width gone."""
    kept: list[str] = []
    starts: list[float] = []
    for i, character in enumerate(text):
        if unicodedata.combining(character) and kept:
            composed = unicodedata.normalize("NFC", kept[-1] + character)
            kept[-1] = composed if len(composed) == 1 else kept[-1]
            continue
        if DROPPED.match(character) or (character == SOFT_HYPHEN and not _is_hyphen(text, edges, i)):
            continue
        if character == SOFT_HYPHEN:
            character = "-"
        elif not character.isprintable() and unicodedata.category(character) in ("Cc", "Cn", "Cs"):
            character = FOREIGN
        kept.append(character)
        starts.append(edges[i])
    return kept, [*starts, edges[-1]]


def _words(line: dict[str, Any], level: bool) -> tuple[list[RawWord], float, float]:
    """The words of a line, its baseline and the size of its letters."""
    words: list[RawWord] = []
    size = baseline = 0.0
    chars: list[dict[str, Any]] = []
    for span in line["spans"]:
        if span["size"] > size:
            size, baseline = span["size"], span["chars"][0]["origin"][1]
        chars += span["chars"]
    before = start = 0
    text = "".join([char["c"] for char in chars])
    if level and text and len(text) == len(chars) and _is_plain(text):  # by far the most: all of the line at once
        x0, tops, x1, feet = zip(*[char["bbox"] for char in chars], strict=True)
        for found in NO_SPACE.finditer(text):
            start, end = found.span()
            one_space = start == before + 1 and not chars[before].get("synthetic")
            edges = [*x0[start:end], x1[end - 1]]
            words.append(_level_word(found[0], edges, tops[start:end], feet[start:end], one_space))
            before = end
        return words, baseline, size
    for white, group in groupby(chars, lambda char: str(char["c"]).isspace()):
        letters = list(group)
        end = start + len(letters)
        if not white:
            one_space = start == before + 1 and not chars[before].get("synthetic")
            if word := _word(letters, one_space, level):
                words.append(word)
            before = end
        start = end
    return words, baseline, size


def read_text_layer(page: pymupdf.Page, divides: Divides | None = None) -> TextLayer:
    """Read the visible and invisible text that lies within the page."""
    import pymupdf

    flags = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_MEDIABOX_CLIP | pymupdf.TEXT_IGNORE_ACTUALTEXT
    blocks = page.get_text("rawdict", flags=flags)["blocks"]
    strips: list[Strip] = []
    upright: list[Strip] = []
    characters = invisible = foreign = order = 0
    for block in blocks:
        for line in block["lines"]:
            level = abs(line["dir"][1]) < 0.02 and line["dir"][0] > 0
            words, baseline, size = _words(line, level)
            if not words:
                continue
            length = sum(len(word.text) for word in words)
            characters += length
            invisible += length if not any(span["char_flags"] & PAINTED for span in line["spans"]) else 0
            foreign += sum(FOREIGN in word.text and len(word.text) > 2 for word in words)
            if not level:
                upright.append(Strip(words, baseline, size, order))
                order += 1
                continue
            pieces = split_at_gaps(words, baseline, size, order, divides)
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
    text = " ".join(word.text for strip in layer.strips for word in strip.words)
    letters = sum(map(len, PLAIN_LETTERS.findall(text)))
    if letters < FEW_LETTERS:
        return True
    vowels = sum(map(text.count, VOWELS)) / letters
    rules: TextLayerRules = read_rules("textlayer.yaml", TextLayerRules)
    return 0.25 < vowels < 0.6 or not rules.common_words.isdisjoint(text.lower().split())
