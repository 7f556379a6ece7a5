"""What the name model sees of a word: numbers made from the word, the word lists, and the gap before it.

No name has a number of its own. Only the words of the vocabulary (frequent, and not names) are known by themselves;
all others by their shape, their ends and the lists they are on. So the weights hold no names, and a name that was
never seen is treated as one that was.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain
from unicodedata import normalize
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from woolak.pipeline.detect.model.lists import entries, lower, words

__all__ = [
    "COLUMNS", "HIDEABLE", "PADDED", "PADDING", "Rows", "Seen", "gaps", "is_gap", "known_bits", "rows", "seen",
    "word_key",
]  # fmt: skip

Rows = NDArray[np.int64]
"""One line of numbers per word (white space left out), in the order of COLUMNS."""

COLUMNS = {
    "word": 12000,
    "suffix4": 4000,
    "suffix3": 2000,
    "suffix2": 800,
    "prefix3": 2000,
    "shape": 800,
    "known": 64,
    "role": 64,
    "gap": 9,
}
"""The columns and how many different numbers each holds."""

FIRST, SURNAME, PLACE, PROPER, DICTIONARY, ENGLISH = (1 << bit for bit in range(6))
HIDEABLE = FIRST | SURNAME | PLACE | PROPER
"""Bits of `known` that training hides now and then, so that the model also learns names that no list has."""
PREPOSITION, TITLE, STREET, ORGANISATION = (1 << bit for bit in range(4))

PADDING: tuple[int, ...] = (1, 1, 1, 1, 1, 1, 0, 0, 8)
"""The row that stands between two texts and at both ends."""
_RESERVED = 2
"""The first numbers of each hashed column: 0 unknown, 1 padding."""

_STREET = re.compile(
    r".{2,}(?:straat|laan|weg|plein|hof|kade|singel|plantsoen|dijk|steeg|gracht|markt|park|dreef|pad|wal|brug|haven|"
    r"polder|ring|weide|str)\.?$"
)
_GENITIVE = re.compile(r"(?:['’]s|s)$")
_INITIAL = re.compile(r"[^\W\d_a-zà-ÿ][a-z]{0,3}\.|[^\W\d_a-zà-ÿ]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d]")
_DIGIT = re.compile(r"\d")


@lru_cache(maxsize=65536)
def word_key(word: str) -> str:
    """How a word is written in the vocabulary: in lower case, each digit as 0."""
    return _DIGIT.sub("0", word.lower())


@cache
def _list_words() -> tuple[frozenset[str], ...]:
    surnames = words("surnames")
    prepositions = frozenset(part for entry in lower("tussenvoegsels") for part in entry.split())
    return words("first_names"), surnames - prepositions, words("places") | lower("places_lower"), prepositions


@lru_cache(maxsize=65536)
def known_bits(word: str) -> int:
    """The lists that know a word, as bits; letters may be of any case."""
    first, surname, place, _ = _list_words()
    text = word.lower()
    dictionary = entries("dictionary")
    parts = [part for part in re.split(r"[-'’]", text) if len(part) > 1]
    bits = 0
    if text in first or any(part in first for part in parts):
        bits |= FIRST
    if text in surname or any(part in surname for part in parts):
        bits |= SURNAME
    if text in place:
        bits |= PLACE
    if text in lower("proper_words"):
        bits |= PROPER
    if text in dictionary or text.rstrip(".") in dictionary or (len(parts) > 1 and all(p in dictionary for p in parts)):
        bits |= DICTIONARY
    if text in entries("english"):
        bits |= ENGLISH
    if not bits & (FIRST | DICTIONARY):
        stem = _GENITIVE.sub("", text)
        bits |= FIRST if stem != text and stem in first else 0
    return bits


def _role(word: str) -> int:
    text = word.lower()
    if not any(letter.isalpha() for letter in word):
        return 16 + any(letter.isdigit() for letter in word)
    bits = PREPOSITION if text in _list_words()[3] else 0
    bits |= TITLE if text in lower("titles") else 0
    bits |= STREET if _STREET.match(text) else 0
    bits |= ORGANISATION if text in lower("organisation_words") else 0
    if any(letter.isdigit() for letter in word):
        return 18
    if "@" in word or "www." in text or "://" in text:
        return 19
    return bits + 32 * bool(_INITIAL.fullmatch(word))


def _shape(word: str) -> str:
    """Capitals X, small letters x, digits 0, the rest as it is; at most three of a kind in a row."""
    kinds: list[str] = []
    for letter in word[:24]:
        kind = "X" if letter.isupper() else "x" if letter.isalpha() else "0" if letter.isdigit() else letter
        if kinds[-3:] != [kind] * 3:
            kinds.append(kind)
    return "".join(kinds)


def _hashed(text: str, column: str) -> int:
    return _RESERVED + crc32(text.encode()) % (COLUMNS[column] - _RESERVED)


@lru_cache(maxsize=65536)
def _row(word: str) -> tuple[str, tuple[int, ...]]:
    """How a word is written in the vocabulary, and all of its columns but `word` and `gap`."""
    text = word_key(word)
    return text, (
        _hashed(text[-4:], "suffix4"),
        _hashed(text[-3:], "suffix3"),
        _hashed(text[-2:], "suffix2"),
        _hashed(text[:3], "prefix3"),
        _hashed(_shape(word), "shape"),
        known_bits(word),
        _role(word),
    )


def _plain(word: str) -> str:
    """A word that is not ASCII as the lists write it: accents on their letters, no invisible joiners."""
    return _INVISIBLE.sub("", normalize("NFC", word)).replace("’", "'") or word


def is_gap(word: str) -> bool:
    """Whether a token of `tokens.split` is white space."""
    return word.isspace()


def _gap(space: str, line_length: int) -> int:
    """The kind of white space before a word: 1 none, 2 space, 3-5 a new line after a short, middling or long line
    (a name may run on after a long one), 6 a blank line, 7 a tab."""
    if not space:
        return 1
    newlines = space.count("\n")
    if newlines > 1:
        return 6
    if newlines:
        return 3 if line_length < 30 else 4 if line_length < 60 else 5
    return 7 if "\t" in space or len(space) > 3 else 2


def gaps(words: Sequence[str], spaces: Sequence[bool]) -> list[int]:
    """The kind of white space before each word that is not itself white space (see `_gap`)."""
    codes: list[int] = []
    gap, line_length = "\n\n", 0
    for word, space in zip(words, spaces, strict=True):
        if word.isspace():
            gap += word
        else:
            if gap in ("", " "):
                codes.append(2 if gap else 1)
            else:
                codes.append(_gap(gap, line_length))
                if "\n" in gap:
                    line_length = 0
            line_length += len(word)
            gap = ""
        if space:
            gap += " "
            line_length += 1
    return codes


def _rejoined(words: Sequence[str]) -> list[str]:
    """The words without white space, each as it is to be seen: halves of a word that a line end breaks ('Oos-',
    'terbaan') are both seen as the whole word."""
    seen = [word if word.isascii() else _plain(word) for word in words]
    for place in range(len(words) - 3) if "-" in words else ():
        if words[place + 1] != "-":
            continue
        first, _, gap, second = words[place : place + 4]
        if gap.startswith("\n") and gap.count("\n") == 1 and first.isalpha() and second[:1].islower():
            seen[place] = seen[place + 3] = first + second
    return [word for word, original in zip(seen, words, strict=True) if not original.isspace()]


Seen = tuple[str, int]
"""A word as it is to be seen, and the kind of white space before it: all that its row is made from."""
PADDED: Seen = ("", PADDING[-1])


def seen(words: Sequence[str], spaces: Sequence[bool]) -> list[Seen]:
    """What is seen of each of a text's words."""
    return list(zip(_rejoined(words), gaps(words, spaces), strict=True))


def rows(words: Iterable[Seen], vocabulary: Mapping[str, int], hidden: Callable[[str], bool] | None = None) -> Rows:
    """The row of each word. `hidden` says of which words the lists are to be ignored (for training)."""
    found = []
    for word, code in words:
        key, row = _row(word)
        if hidden and hidden(word):
            row = (*row[:5], row[5] & ~HIDEABLE, row[6])
        found.append((vocabulary.get(key, 0), *row, code) if word else PADDING)
    table = np.fromiter(chain.from_iterable(found), dtype=np.int64, count=len(found) * len(PADDING))
    return table.reshape(-1, len(PADDING))
