"""How texts are compared: what looks the same to a reader, or is easily turned into it, counts as the same."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cached_property

__all__ = ["NAME_WORDS", "Reading", "Secrets", "squeeze", "tokens"]

LONG = 6
"""Squeezed secrets of at least this length are looked for anywhere; 'bos' stands in 'bossen', so shorter ones only
count as whole words."""
PART = 5
"""Words of a secret of at least this length are secrets by themselves."""
NAME_WORDS = 6
"""A text of more words is a passage: its words by themselves are no secrets."""

_TOKEN = re.compile(r"[^\W_]+")
_FOREIGN = re.compile(r"([^\x00-\x7f]+)")
_SIGNS = bytes(code for code in range(128) if not chr(code).isalnum())
_SPACED = re.compile(r"(?:(?<=\s)|^)(?:[^\W_]\s){2,}[^\W_](?=\s|$)")
# Letters that NFKD leaves alone, and look-alikes of other alphabets that a font may be made to show as Latin ones.
_ALIKE = str.maketrans(
    "ıłøđŧħæœßАВЕЗКМНОРСТУХаеорсухіјѕԁɡΑΒΕΖΗΙΚΜΝΟΡΤΥΧοανι",
    "ilodthaosABE3KMHOPCTYXaeopcyxijsdgABEZHIKMNOPTYXoavi",
)


def _plain(text: str) -> str:
    """Lower case without accents, ligatures, soft hyphens and other signs that show nothing."""
    if text.isascii():
        return text.lower()
    parts = _FOREIGN.split(text)  # of most pages a few characters are no ASCII
    parts[::2], parts[1::2] = map(str.lower, parts[::2]), map(_plain_foreign, parts[1::2])
    return "".join(parts)


def _plain_foreign(text: str) -> str:
    text = unicodedata.normalize("NFKD", text.translate(_ALIKE)).casefold()
    unseen = {ord(c): None for c in set(text) if unicodedata.category(c) in ("Mn", "Cf", "Co", "Cn")}
    return text.translate(unseen) if unseen else text


def tokens(text: str) -> tuple[str, ...]:
    """The words and numbers of a text."""
    return tuple(_TOKEN.findall(_plain(text)))


def squeeze(text: str) -> str:
    """Only the letters and digits of a text."""
    return _squeezed(_plain(text))


def _squeezed(plain: str) -> str:
    only_letters = _FOREIGN.sub(lambda found: "".join(_TOKEN.findall(found.group())), plain)
    return only_letters.encode().translate(None, _SIGNS).decode()


class Reading:
    """A text made ready for counting in it."""

    def __init__(self, text: str) -> None:
        self._plain = _plain(text)
        self.squeezed = _squeezed(self._plain)

    @cached_property
    def _found(self) -> list[str]:
        return _TOKEN.findall(self._plain)

    @cached_property
    def words(self) -> Counter[str]:
        """How often each word occurs."""
        return Counter(self._found)

    @cached_property
    def spaced(self) -> str:
        """The words with a space between them and around."""
        return f" {' '.join(self._found)} "

    @cached_property
    def apart(self) -> list[str]:
        """Words written letter by letter."""
        return [re.sub(r"\s", "", found.group()) for found in _SPACED.finditer(self._plain)]


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
        self._ordered = [(words, "".join(words), f" {' '.join(words)} ") for words in sorted(self.folded)]

    def count(self, reading: Reading) -> Counter[tuple[str, ...]]:
        """How often each secret occurs."""
        found: Counter[tuple[str, ...]] = Counter()
        squeezed = reading.squeezed
        for words, whole, spaced in self._ordered:
            if whole not in squeezed:
                continue  # then not as a word either, nor letter by letter: all of the text is there, without white
            if len(whole) >= LONG:
                times = squeezed.count(whole)
            else:
                times = reading.words[whole] if len(words) == 1 else reading.spaced.count(spaced)
                times += reading.apart.count(whole)
            if times:
                found[words] = times
        return found

    def number(self, words: tuple[str, ...]) -> int:
        return self.folded[words]
