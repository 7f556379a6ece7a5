"""Names of known persons that a scan, or a typing error in a long name, made into something else by a letter or two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from woolak.pipeline.detect.names.hits import Hit
from woolak.pipeline.detect.names.lexicon import FIRST, LAST, NEVER, PLACE, WORD, flags_of
from woolak.pipeline.detect.names.register import Register
from woolak.pipeline.detect.names.sheet import Sheet
from woolak.pipeline.detect.names.spelling import normal

__all__ = ["find_misread"]

_NOISY = re.compile(r"(?<![\w@])[\w!|]*[^\W\d_][\w!|]*")
"""A word as OCR gives it: with digits and bars among the letters."""
_CAPITALS = "|!1I0l"
"""What OCR gives for a capital, besides capitals."""
_CONFUSED = (
    ("rn", "m"), ("vv", "w"), ("cl", "d"), ("ii", "u"), ("0", "o"), ("1", "i"), ("l", "i"), ("!", "i"), ("|", "i"),
    ("j", "i"), ("5", "s"), ("8", "b"), ("6", "b"), ("9", "g"), ("q", "g"), ("c", "e"), ("2", "z"), ("f", "t"),
)  # fmt: skip
"""Letters that OCR takes for each other."""
SHORTEST = 5
SHORTEST_TYPED = 8
"""Letters that a name needs at least to be known when it is misread by OCR, or mistyped."""


def find_misread(sheet: Sheet, register: Register, ocr: bool) -> Iterator[Hit]:
    """Words close to a known private name, that are no word, place or other name themselves."""
    lookup = register.lookup
    if not lookup.long:
        return
    for match in _NOISY.finditer(sheet.text):
        if not (match[0][0].isupper() or (ocr and match[0][0] in _CAPITALS)):
            continue
        word = normal(match[0])
        if len(word) < (SHORTEST if ocr else SHORTEST_TYPED) or _is_known(word, match[0], register, ocr):
            continue
        name = _skeletons(lookup.long).get(_skeleton(word)) if ocr else None
        name = name or _closest(word, lookup.long, ocr)
        if name is None:
            continue
        numbers = (*lookup.surnames.get(name, ()), *lookup.given.get(name, ()))
        private = [register.persons[number] for number in numbers if not register.persons[number].public]
        if private:
            yield Hit(match.start(), match.end(), 0.6, f"known_misread:{private[0].shown}")


def _is_known(word: str, written: str, register: Register, ocr: bool) -> bool:
    """Whether a word is what it seems: a known name, a word or place, or (when nobody misread it) another name."""
    lookup = register.lookup
    if word in lookup.surnames or word in lookup.given or word in lookup.handles:
        return True
    flags = flags_of(written) if written[0].isalpha() else 0
    return bool(flags & (WORD | PLACE | NEVER)) or bool(not ocr and flags & (LAST | FIRST))


def _closest(word: str, names: tuple[str, ...], ocr: bool) -> str | None:
    """The name that differs by one letter (in long words of a scan by two), or has two letters changed about."""
    allowed = 2 if ocr and len(word) >= 9 else 1
    best = process.extractOne(word, names, scorer=OSA.distance, score_cutoff=allowed)
    if best is None:
        return None
    same_start = best[0][0] == word[0] and len(best[0]) >= (SHORTEST if ocr else SHORTEST_TYPED)
    return best[0] if same_start or (ocr and len(word) > SHORTEST) else None


@lru_cache(maxsize=4)
def _skeletons(names: tuple[str, ...]) -> dict[str, str]:
    return {_skeleton(name): name for name in names}


@lru_cache(maxsize=8192)
def _skeleton(word: str) -> str:
    for wrong, right in _CONFUSED:
        word = word.replace(wrong, right)
    return word
