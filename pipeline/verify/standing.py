"""How often a text stands on a released page letter for letter in words that stay, where these stood before.

Engines join the parts of a broken word each in their own way: 'exampl' and 'e' in a narrow cell are one word to the one
and two, far apart, to the other. What stands entirely on letters of words that stay is no leak, however it is counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from woolak.model import Page
from woolak.pipeline.verify.folding import squeeze
from woolak.pipeline.verify.pages import Letters

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
    """Which characters of the text stand in the box of a word that stays whole, and occur in it."""
    found = np.zeros(len(letters.text), bool)
    for word in page.words:
        if any(start < word.end and word.start < end for start, end in gone):
            continue
        rows = letters.between(word.box_pt.y0, word.box_pt.y1)
        inside = (letters.x[rows] >= word.box_pt.x0 - AROUND) & (letters.x[rows] <= word.box_pt.x1 + AROUND)
        signs = set(page.text[word.start : word.end])
        for place in letters.place[rows][inside].tolist():
            found[place] |= letters.text[place] in signs
    return found


def _places(wanted: str, text: str) -> Iterator[int]:
    start = text.find(wanted)
    while start >= 0:
        yield start
        start = text.find(wanted, start + len(wanted))
