"""One spelling for what is written in many: case, accents, apostrophes, and words broken at a line end."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

__all__ = ["all_normal", "letters", "normal"]

_SAME = str.maketrans(
    {
        "ı": "i", "İ": "I", "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ß": "ss", "æ": "ae", "œ": "oe",
        "ĳ": "ij", "’": "'", "‘": "'", "`": "'", "´": "'", "‑": "-", "‐": "-",
        "\u00ad": None, "\u200b": None, "\n": None,
    }
)  # fmt: skip
_BROKEN = re.compile(r"[-‐]\n(?=(.))")


@lru_cache(maxsize=65536)
def normal(text: str) -> str:
    r"""Lower case without accents, with straight apostrophes, and whole where a line end broke it.

    >>> normal("Wiers-\nma"), normal("Oudshoorn-\nBrinkman"), normal("YILDIRIM"), normal("Yıldırım")
    ('wiersma', 'oudshoorn-brinkman', 'yildirim', 'yildirim')
    """
    if "-\n" in text or "‐\n" in text:
        text = _BROKEN.sub(lambda found: "-" if found[1].isupper() else "", text)
    if text.isascii():
        return text.replace("\n", "").replace("`", "'").lower()
    text = unicodedata.normalize("NFKD", text.translate(_SAME))
    return "".join(letter for letter in text if not unicodedata.combining(letter)).translate(_SAME).lower()


def all_normal(words: Iterable[str]) -> set[str]:
    """The normal spellings of words without white space: those in plain letters, mostly thousands, all at once."""
    known = set(words)
    plain = [word for word in known if word.isascii()]
    made = " ".join(plain).replace("`", "'").lower().split()
    return {*made, *map(normal, known.difference(plain))}


@lru_cache(maxsize=65536)
def letters(text: str) -> str:
    """Only the letters of the normal spelling: 'Van der Berg' and 'vanderberg' are the same."""
    return "".join(letter for letter in normal(text) if letter.isalpha())
