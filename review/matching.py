"""What is the same elsewhere: equal texts, the same passage in a copy, and what a person searches for."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import regex

__all__ = ["Hit", "Pattern", "context_keys", "fold", "group_key", "pattern_of"]

Pattern = Literal["exact", "folded", "pattern"]
AROUND = 32
"""Letters and digits on one side by which a passage is known again."""
SECONDS = 0.2
"""A pattern of a user may take so long on one page."""


class _Plain(dict[int, str]):
    """Each character without case and accent, as one character, so that places stay the same."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFKD", chr(code)).casefold()
        self[code] = plain[0] if plain else chr(code)
        return self[code]


_PLAIN = _Plain()


def fold(text: str) -> str:
    """Without case and accents; as long as the text."""
    return text.translate(_PLAIN)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, fold(text)))


def group_key(text: str, entity: str) -> str:
    """The same for proposals that are the same thing; empty for pictures."""
    plain = " ".join("".join(c if c.isalnum() else " " for c in fold(text)).split())
    return f"{entity}:{plain}" if plain else ""


def context_keys(page_text: str, start: int, end: int) -> tuple[str, ...]:
    """Equal for the same words after, or before, the same sentence: however lines are broken or quoted.

    None where there is too little text on that side to say so.
    """
    what = _letters(page_text[start:end])
    before = _letters(page_text[max(0, start - 4 * AROUND) : start])[-AROUND:]
    after = _letters(page_text[end : end + 4 * AROUND])[:AROUND]
    found = ((before, f"{before}<{what}"), (after, f"{what}>{after}"))
    return tuple(key for side, key in found if len(side) == AROUND)


@dataclass(frozen=True, slots=True)
class Hit:
    document_id: str
    page_index: int
    start: int
    end: int
    before: str
    text: str
    after: str


def pattern_of(query: str, how: Pattern) -> regex.Pattern[str]:
    """What to look for; spaces also match the end of a line. Raises ValueError when a pattern is not well-formed."""
    if how == "pattern":
        try:
            return regex.compile(query)
        except regex.error:
            raise ValueError("pattern") from None
    words = (fold(query) if how == "folded" else query).split()
    return regex.compile(r"(?<!\w)" + r"[-\s]*\s+".join(map(regex.escape, words)) + r"(?!\w)")


def hits_in(
    texts: Mapping[tuple[str, int], str], looked: regex.Pattern[str], folded: Mapping[tuple[str, int], str] | None
) -> Iterator[Hit]:
    """Every place in the pages given where the pattern occurs. Raises TimeoutError when the pattern takes too long."""
    for (document_id, page_index), text in texts.items():
        haystack = folded[document_id, page_index] if folded is not None else text
        for match in looked.finditer(haystack, timeout=SECONDS):
            start, end = match.span()
            if text[start:end].strip():
                before, after = text[max(0, start - 60) : start], text[end : end + 60]
                yield Hit(document_id, page_index, start, end, before, text[start:end], after)
