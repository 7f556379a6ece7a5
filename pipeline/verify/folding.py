"""How texts are compared: what looks the same to a reader, or is easily turned into it, counts as the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

__all__ = ["Secrets", "squeeze", "tokens"]

SHORT = 6
"""Squeezed secrets below this length are only looked for as whole words: 'bos' stands in 'bossen'."""

_TOKEN = re.compile(r"[^\W_]+")


def _plain(text: str) -> str:
    """Lower case without accents, ligatures, soft hyphens and other signs that show nothing."""
    text = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in text if unicodedata.category(c) not in ("Mn", "Cf"))


def tokens(text: str) -> tuple[str, ...]:
    """The words and numbers of a text."""
    return tuple(_TOKEN.findall(_plain(text)))


def squeeze(text: str) -> str:
    """Only the letters and digits of a text."""
    return "".join(tokens(text))


class Secrets:
    """The strings that must be gone, ready to be counted in any text."""

    def __init__(self, secrets: Iterable[str]) -> None:
        by_words = {words: None for secret in secrets if (words := tokens(secret)) and len("".join(words)) > 1}
        self._words = sorted(by_words, key=lambda words: (-len("".join(words)), words))
        self.numbers: dict[tuple[str, ...], int] = {words: n for n, words in enumerate(self._words)}

    def __len__(self) -> int:
        return len(self._words)

    def count(self, text: str) -> dict[int, int]:
        """How often each secret occurs (its number -> times): as whole words, and longer ones also squeezed."""
        words = tokens(text)
        squeezed = "".join(words)
        if not squeezed:
            return {}
        spaced = f" {' '.join(words)} "
        found = {}
        for number, secret in enumerate(self._words):
            whole = "".join(secret)
            if len(whole) >= SHORT:
                times = squeezed.count(whole)
            elif len(whole) <= len(squeezed):
                times = spaced.count(f" {' '.join(secret)} ")
                if not times and len(secret) == 1 and len(squeezed) < 400 and spaced.count(f" {' '.join(whole)} "):
                    times = 1  # letter by letter: J a n s
            else:
                times = 0
            if times:
                found[number] = times
        return found

    def tells(self, number: int) -> bool:
        """Whether the secret is long enough that it cannot stand among a drawing's numbers and operators by chance."""
        return len("".join(self._words[number])) >= SHORT

    def words(self, number: int) -> tuple[str, ...]:
        """The folded words of a secret."""
        return self._words[number]
