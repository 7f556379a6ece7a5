"""How often a text stands on a released page letter for letter in words that stay, where these stood before.

Engines join the parts of a broken word each in their own way: 'exampl' and 'e' in a narrow cell are one word to the one
and two, far apart, to the other. What stands entirely on letters of words that stay is no leak, however it is counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from woolak.model import Page, Word
from woolak.pipeline.verify.folding import squeeze
from woolak.pipeline.verify.pages import Letters
from woolak.pipeline.word_parts import piece

__all__ = ["standing"]

AROUND = 0.5
"""Points by which the middle of a letter may lie outside of the box of its word."""


def standing(letters: Letters, text: str, page: Page, gone: Sequence[tuple[int, int]], wanted: str) -> int:
    """On how many places a squeezed text stands so.

    `letters` are those of the released page, and `text` the same without labels; `page` is what was read before, of
    which the characters `gone` (start and end) were redacted.
    """
    stays = _on_words_that_stay(letters, page, gone)
    signs = [(sign, place) for place, letter in enumerate(text) for sign in squeeze(letter)]
    squeezed, places = "".join(sign for sign, _ in signs), np.array([place for _, place in signs], np.intp)
    kept = stays[places] if len(places) else np.zeros(0, bool)
    return sum(bool(kept[start : start + len(wanted)].all()) for start in _places(wanted, squeezed))


def _on_words_that_stay(letters: Letters, page: Page, gone: Sequence[tuple[int, int]]) -> NDArray[np.bool_]:
    """Which characters of the text stand in the box of a word, or of a part of one, that stays, and occur in it."""
    found = np.zeros(len(letters.text), bool)
    for word in page.words:
        for start, end in _staying(word, gone):
            box = piece(word, page.text[word.start : word.end], start, end)
            rows = letters.between(box.y0, box.y1)
            inside = (letters.x[rows] >= box.x0 - AROUND) & (letters.x[rows] <= box.x1 + AROUND)
            signs = set(page.text[start:end])
            for place in letters.place[rows][inside].tolist():
                found[place] |= letters.text[place] in signs
    return found


def _staying(word: Word, gone: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What stays of a word, start and end in the page's text; of one whose letters have no known place all or none."""
    cut = sorted((start, end) for start, end in gone if start < word.end and word.start < end)
    if cut and len(word.edges_pt) != word.end - word.start + 1:
        return
    at = word.start
    for start, end in cut:
        if start > at:
            yield at, start
        at = max(at, end)
    if at < word.end:
        yield at, word.end


def _places(wanted: str, text: str) -> Iterator[int]:
    start = text.find(wanted)
    while start >= 0:
        yield start
        start = text.find(wanted, start + len(wanted))
