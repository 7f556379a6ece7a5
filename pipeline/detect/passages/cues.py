"""Finds weighted cues in a text, all at once.

A cue file gives, per group, words or phrases in lower case with a weight; `*` at an end means that the word may go
on there. One Aho-Corasick pass finds those of all files, whatever their number.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import count
from typing import NamedTuple

import ahocorasick

__all__ = ["CueHit", "CueHits", "CueSet", "flat", "weigh"]

_SPACES = "\n\t\r\x0b\x0c\u00a0\u2007\u202f"


def flat(text: str) -> str:
    """The text in lower case, every white space a plain space, at the same character positions."""
    lower = text.lower()
    if len(lower) != len(text):  # a few capitals become two characters
        lower = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    for space in _SPACES:  # one after another is found far sooner than all of them in a table
        lower = lower.replace(space, " ")
    return lower.replace("’", "'").replace("‘", "'")


class CueHit(NamedTuple):
    start: int
    end: int
    group: str
    weight: float


class CueHits:
    """The cues of one text, in order; answers what stands in a stretch of it."""

    def __init__(self, text: str, hits: list[CueHit]) -> None:
        self.text = text
        self.hits = sorted(hits)
        self._starts = [hit.start for hit in self.hits]

    def within(self, start: int, end: int) -> Sequence[CueHit]:
        """The hits that lie wholly in start:end."""
        found = self.hits[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return [hit for hit in found if hit.end <= end]

    def sums(self, start: int, end: int) -> dict[str, float]:
        """Weight per group in start:end; of cues that overlap, the longest counts."""
        return weigh(self.within(start, end))

    def seen(self, start: int, end: int, group: str) -> str:
        """The heaviest cue of a group in start:end, as it stands in the text; empty when there is none."""
        hits = [hit for hit in self.within(start, end) if hit.group == group]
        if not hits:
            return ""
        best = max(hits, key=lambda hit: (hit.weight, hit.end - hit.start))
        return self.text[best.start : best.end]


def weigh(hits: Iterable[CueHit]) -> dict[str, float]:
    """Weight per group; the same words count once, and a cue inside a longer one of its group not at all."""
    sums: dict[str, float] = {}
    reached: dict[str, int] = {}
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if hit.start >= reached.get(hit.group, -1):
            sums[hit.group] = sums.get(hit.group, 0.0) + hit.weight
            reached[hit.group] = hit.end
    return sums


_automaton = ahocorasick.Automaton()
"""The cues of all sets -> how long they are, whether they begin and end with a letter or digit, and what they mean."""
_numbers = count()


@lru_cache(maxsize=16)
def _hits(flat_text: str) -> dict[int, list[CueHit]]:
    """The cues of a text by the number of their set: looked up once for all sets, and those of the last few texts are
    kept."""
    found: dict[int, list[CueHit]] = {}
    if _automaton.kind == ahocorasick.EMPTY:
        return found
    if _automaton.kind == ahocorasick.TRIE:
        _automaton.make_automaton()
    length, new = len(flat_text), tuple.__new__
    for last, (long, opens_word, ends_word, meanings) in _automaton.iter(flat_text):
        start, end = last - long + 1, last + 1
        goes_before = opens_word and start > 0 and flat_text[start - 1].isalnum()
        goes_after = ends_word and end < length and flat_text[end].isalnum()
        for number, group, weight, open_start, open_end in meanings:
            if (goes_before and not open_start) or (goes_after and not open_end):
                continue
            found.setdefault(number, []).append(new(CueHit, (start, end, group, weight)))
    return found


class CueSet:
    """Compiled cues: group -> cue -> weight."""

    def __init__(self, groups: Mapping[str, Mapping[str, float]]) -> None:
        self._number = next(_numbers)
        for group, cues in groups.items():
            for cue, weight in cues.items():
                core = flat(cue).strip("*")
                if core not in _automaton:
                    _automaton.add_word(core, (len(core), core[0].isalnum(), core[-1].isalnum(), []))
                _automaton.get(core)[-1].append((self._number, group, weight, cue.startswith("*"), cue.endswith("*")))
        _hits.cache_clear()  # what was looked up before did not know of these

    def find(self, flat_text: str) -> CueHits:
        """The cues in a text that `flat` has made plain."""
        return CueHits(flat_text, _hits(flat_text).get(self._number, []))
