"""How texts are compared: what looks the same to a reader, or is easily turned into it, counts as the same."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

__all__ = ["Reading", "Secrets", "squeeze", "tokens"]

LONG = 6
"""Squeezed secrets of at least this length are looked for anywhere; 'bos' stands in 'bossen', so shorter ones only
count as whole words."""
PART = 5
"""Words of a secret of at least this length are secrets by themselves."""
NAME_WORDS = 6
"""A text of more words is a passage: its words by themselves are no secrets."""

_TOKEN = re.compile(r"[^\W_]+")
_SPACED = re.compile(r"(?:(?<=\s)|^)(?:[^\W_]\s){2,}[^\W_](?=\s|$)")
# Letters that NFKD leaves alone, and look-alikes of other alphabets that a font may be made to show as Latin ones.
_ALIKE = str.maketrans(
    "ıłøđŧħæœßАВЕЗКМНОРСТУХаеорсухіјѕԁɡΑΒΕΖΗΙΚΜΝΟΡΤΥΧοανι",
    "ilodthaosABE3KMHOPCTYXaeopcyxijsdgABEZHIKMNOPTYXoavi",
)


def _plain(text: str) -> str:
    """Lower case without accents, ligatures, soft hyphens and other signs that show nothing."""
    text = unicodedata.normalize("NFKD", text.translate(_ALIKE)).casefold()
    if text.isascii():
        return text
    unseen = {ord(c): None for c in set(text) if unicodedata.category(c) in ("Mn", "Cf", "Co", "Cn")}
    return text.translate(unseen) if unseen else text


def tokens(text: str) -> tuple[str, ...]:
    """The words and numbers of a text."""
    return tuple(_TOKEN.findall(_plain(text)))


def squeeze(text: str) -> str:
    """Only the letters and digits of a text."""
    return "".join(tokens(text))


class Reading:
    """A text made ready for counting in it."""

    def __init__(self, text: str) -> None:
        plain = _plain(text)
        words = _TOKEN.findall(plain)
        self.words = Counter(words)
        self.spaced = f" {' '.join(words)} "
        self.squeezed = "".join(words)
        self.apart = [re.sub(r"\s", "", found.group()) for found in _SPACED.finditer(plain)]
        """Words written letter by letter."""


class Secrets:
    """The strings that must be gone, and their longer words, ready to be counted in any text."""

    def __init__(self, secrets: Iterable[str]) -> None:
        self.folded: dict[tuple[str, ...], int] = {}
        """Folded words -> number of the secret, in the order given."""
        for number, secret in enumerate(secrets):
            words = tokens(secret)
            if len("".join(words)) < 2:
                continue
            self.folded.setdefault(words, number)
            if len(words) <= NAME_WORDS:
                for word in words:
                    if len(word) >= PART:
                        self.folded.setdefault((word,), number)
        self._ordered = sorted(self.folded)

    def count(self, reading: Reading) -> Counter[tuple[str, ...]]:
        """How often each secret occurs."""
        found: Counter[tuple[str, ...]] = Counter()
        for words in self._ordered:
            whole = "".join(words)
            if len(whole) >= LONG:
                times = reading.squeezed.count(whole)
            else:
                times = reading.words[whole] if len(words) == 1 else reading.spaced.count(f" {' '.join(words)} ")
                times += reading.apart.count(whole)
            if times:
                found[words] = times
        return found

    def number(self, words: tuple[str, ...]) -> int:
        return self.folded[words]
