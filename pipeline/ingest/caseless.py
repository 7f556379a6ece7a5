"""Expressions for which capitals do not count, looked for in the text in lower case: several times as fast.

Python's `re` skips to where a match may begin only when capitals count. Where a match begins, the expression itself
is tried on the text as it is written, so that the matches are those of `re` with IGNORECASE.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache

__all__ = ["Caseless"]

# What is no letter in an expression, though written with a capital.
_NO_LETTER = re.compile(r"\\[ABDSWZ]|\(\?P[<=]\w+[>)]")
# Letters with more than two forms, or with a small letter of two characters.
_UNEVEN = re.compile("[\u00b5\u0130\u0131\u017f\u0345\u0370-\u03ff\u1c80-\u1c8f\u1e60-\u1e9f\u1f00-\u1fff\ufb05\ufb06]")


@lru_cache(maxsize=8)
def _lowered(text: str) -> str | None:
    """The text in lower case, each letter in its place; None when that cannot be."""
    return None if _UNEVEN.search(text) else text.lower()


class Caseless:
    """An expression as `re` has it with IGNORECASE and these flags."""

    def __init__(self, expression: str, flags: re.RegexFlag = re.NOFLAG) -> None:
        self._expression, self._flags = expression, flags | re.IGNORECASE
        letters = _NO_LETTER.sub("", expression)
        plain = letters == letters.lower() and "(?-" not in letters and not _UNEVEN.search(letters)
        self._plain = re.compile(expression, flags) if plain else None

    @cached_property
    def exact(self) -> re.Pattern[str]:
        """The expression itself; of most of them a page has nothing that it could match."""
        return re.compile(self._expression, self._flags)

    def search(self, text: str) -> re.Match[str] | None:
        """The first match."""
        return next(self.finditer(text), None)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """The matches in order."""
        lowered = _lowered(text)
        if self._plain is None or lowered is None:
            yield from self.exact.finditer(text)
            return
        for found in self._plain.finditer(lowered):
            if match := self.exact.match(text, found.start()):
                yield match
