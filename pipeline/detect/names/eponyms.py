"""Scales, models and theories that bear their author's name: public literature, and nobody of the case."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from woolak.model import Finding
from woolak.pipeline.detect.names.hits import Hit
from woolak.pipeline.detect.names.lexicon import CAP, FIRST, INITIAL, LISTED, NEVER, PLACE, PREFIX, TITLE, WORD
from woolak.pipeline.detect.names.public_cues import public_words
from woolak.pipeline.detect.names.sheet import Sheet, Token
from woolak.pipeline.detect.names.spelling import normal

__all__ = ["KEEP", "bears_author", "eponym", "eponyms_of"]

KEEP = "eponym"
"""The reason to stay; a namesake who is known in the case takes it away."""
_LONG = 5
"""Letters of a kind of thing that others may be written on to: eenzaamheidsschaal, participatieladder."""
_MOST = 3
"""Words of a surname without its tussenvoegsels: 'De Jong Gierveld'."""
_AND = ("en", "and")


@lru_cache(maxsize=65536)
def bears_author(norm: str) -> int:
    """2: what stands behind 'van' is its author (schaal, theorie); 1: it may be anybody's (test, model); 0: neither."""
    words = public_words()
    for sure, kinds in ((2, words.eponyms), (1, words.eponyms_or_own)):
        if norm in kinds or norm.endswith(tuple(kind for kind in kinds if len(kind) >= _LONG)):
            return sure
    return 0


def eponym(sheet: Sheet, index: int) -> Hit | None:
    """The author in 'de schaal van De Jong Gierveld', where the kind of thing stands at `index`.

    A first name or title means that somebody's own test or plan is told of, and so may a surname that many bear behind
    a kind of thing that anybody may have.
    """
    tokens, at = sheet.tokens, index + 2
    if (
        at + 2 < len(tokens)
        and tokens[at].text.islower()
        and tokens[at + 1].text == "van"
        and not _apart(sheet, at + 1)
    ):
        at += 2  # 'de cirkel van invloed van ...'
    if (
        at >= len(tokens)
        or tokens[index + 1].text != "van"
        or any(_apart(sheet, one) for one in range(index + 1, at + 1))
    ):
        return None
    end = _surname(sheet, at)
    if end is None:
        return None
    joined = end + 1 < len(tokens) and sheet.gap(end) == " & "
    if end + 1 < len(tokens) and (joined or _joins(sheet, end)):
        end = _surname(sheet, end + (tokens[end].norm in _AND)) or end
    words = tokens[at:end]
    listed = any(word.flags & LISTED and not word.flags & PREFIX for word in words)
    if listed and not joined and bears_author(tokens[index].norm) < 2:
        return None
    start, stop = _begin(words).start, words[-1].end
    return Hit(start, stop, 0.9, f"{KEEP}:{sheet.text[tokens[index].start : stop]}", KEEP)


def _apart(sheet: Sheet, index: int) -> bool:
    return sheet.gap(index) not in (" ", "\n", "\u00a0")


def _joins(sheet: Sheet, index: int) -> bool:
    """Whether a second author follows: 'Wing en Gould'."""
    token = sheet.tokens[index]
    return token.norm in _AND and not _apart(sheet, index) and not token.flags & CAP


def _surname(sheet: Sheet, at: int) -> int | None:
    """Where the surname ends that stands at a token; None when none does."""
    tokens, end = sheet.tokens, at
    while end < len(tokens) and end - at < 3 and tokens[end].flags & PREFIX and (end == at or not _apart(sheet, end)):
        end += 1
    first = end
    while end < len(tokens) and end - first < _MOST and (end == at or not _apart(sheet, end)) and _of_name(tokens[end]):
        end += 1
    words = tokens[first:end]
    if not words or words[0].flags & PLACE or all(word.flags & WORD and not word.flags & LISTED for word in words):
        return None
    return end


def _of_name(token: Token) -> bool:
    return bool(token.flags & CAP) and not token.flags & (FIRST | INITIAL | TITLE | NEVER | PREFIX)


def _begin(words: Sequence[Token]) -> Token:
    """The first word of an author's name: with a tussenvoegsel that has a capital."""
    return next(word for word in words if word.flags & CAP)


def eponyms_of(findings: Iterable[Finding]) -> frozenset[str]:
    """The authors of a document's scales and models, as they are written alone: 'de jong gierveld'."""
    return frozenset(normal(finding.text) for finding in findings if finding.keep == KEEP)
