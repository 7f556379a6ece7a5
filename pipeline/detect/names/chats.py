"""Who takes part in a chat that was exported, and how they are called in it: 'Henny V:', 'RT:', 'AnnB:'."""

from __future__ import annotations

import re
from collections.abc import Iterator

from woolak.pipeline.detect.names.hits import Around, Hit
from woolak.pipeline.detect.names.lexicon import (
    CAP,
    COMPOUND,
    FIRST,
    HONORIFIC,
    LAST,
    NEVER,
    PLACE,
    ROLE,
    SELDOM,
    UPPER,
    WORD,
)
from woolak.pipeline.detect.names.sheet import Sheet, Token

__all__ = ["find"]

_MONTH = r"(?:jan|feb|mrt|maart|apr|mei|jun|jul|aug|sept?|okt|nov|dec)[a-z]*\.?"
_DATE = rf"(?:\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{2,4}}|\d{{1,2}} {_MONTH}(?: \d{{4}})?)"
_TIME = r"\d{1,2}:\d{2}(?::\d{2})?(?:[ \u202f]?[AP]M)?"
_MESSAGE = re.compile(
    rf"(?m)^[ >]*\[?{_DATE},?[ ]{_TIME}\]?(?:[ ][-–])?[ ]"
    r"[~\u200e\u202a]*[ ]?(?P<who>[^\W\d_][^:\n\t]{0,40}): (?!\u200e?(?:Berichten en|Messages and) )"
)
_HEADED = re.compile(rf"(?m)^[ >]*(?P<who>[^\W\d_][^:\n\t]{{1,40}}?),?[ ]+\[?{_DATE},?[ ]+{_TIME}\]?[ ]*$")
"""The head of a message where the text stands below it."""
_CLOCK = re.compile(r"\d:\d\d")
"""What stands in the head of each message."""
_MESSAGES = 3
"""Messages on a page from which it is a chat; fewer only where a first name speaks."""
_HANDLE = re.compile(r"[^\W_]+(?:[._]?\d[\w.]*|[._][\w.]+)")
_GLUED = re.compile(r"([A-ZÀ-Þ][^\W\d_A-ZÀ-Þ]{1,14})[A-ZÀ-Þ]{1,2}")
"""A first name with an initial glued to it."""


def find(sheet: Sheet, around: Around) -> Iterator[Hit]:
    if not _CLOCK.search(sheet.text):
        return
    messages = list(_MESSAGE.finditer(sheet.text)) or list(_HEADED.finditer(sheet.text))
    if not messages:
        return
    senders = {match["who"]: _words(sheet, match) for match in messages}
    sure = {who for who, words in senders.items() if any(_is_name(word) for word in words)}
    chat = len(messages) >= _MESSAGES and bool(sure)
    spoken: set[str] = set()
    for match in messages:
        who, words = match["who"], senders[match["who"]]
        if (who in sure and len(words) > 1 and not _is_body(words)) or (chat and _is_somebody(who, words)):
            yield Hit(*match.span("who"), 0.8, "speaker")
            spoken |= _called(who, words) if chat else set()
    for at, token in enumerate(sheet.tokens):
        if token.text in spoken and not (token.flags & WORD and sheet.opens_sentence(at)):
            yield Hit(token.start, token.end, 0.6, "speaker")


def _words(sheet: Sheet, match: re.Match[str]) -> tuple[Token, ...]:
    return sheet.tokens[sheet.at(match.start("who")) : sheet.at(match.end("who"))]


def _is_name(word: Token) -> bool:
    return bool(word.flags & (FIRST | LAST)) and not word.flags & (WORD | NEVER)


def _is_body(words: tuple[Token, ...]) -> bool:
    """Whether it is rather a desk or department: 'Gemeente Zijldam', 'Balie Oost'."""
    return any(word.flags & NEVER and not word.flags & HONORIFIC and len(word.text) > 1 for word in words)


def _is_somebody(who: str, words: tuple[Token, ...]) -> bool:
    """Whether the sender in a chat is a person: by a first name or surname, initials, or a word that none knows."""
    if _HANDLE.fullmatch(who):
        return True
    if not words or _is_body(words):
        return False
    first = words[0]
    if first.flags & HONORIFIC or any(word.flags & (FIRST | LAST) and not word.flags & SELDOM for word in words):
        return True
    if len(words) == 1 and first.flags & UPPER:
        return len(first.text) == 2  # 'RT'; three are a desk's or department's as often
    return not any(word.flags & (WORD | PLACE | ROLE | COMPOUND) for word in words if len(word.text) > 1)


def _called(who: str, words: tuple[Token, ...]) -> set[str]:
    """What the others call a sender: by the first name, the initials, or what an initial is glued to."""
    if glued := _GLUED.fullmatch(who):
        return {who, glued[1]}
    first = words[0] if words else None
    if first is None or not first.flags & CAP or len(first.text) < 2:
        return set()
    return {first.text} if first.flags & FIRST or len(words) == 1 else set()
