"""Somebody who is called by one letter: 'leerling R.', 'de vader van R. belt'."""

from __future__ import annotations

from collections.abc import Iterator

from woolak.pipeline.detect.names.cues import cues
from woolak.pipeline.detect.names.hits import Hit
from woolak.pipeline.detect.names.lexicon import CAP, INITIAL, LAST, PREFIX, WORD
from woolak.pipeline.detect.names.sheet import Sheet
from woolak.pipeline.detect.names.trimming import follows_class

__all__ = ["find"]

_SERIES = frozenset({"A.", "B."})
"""Letters that rather count: 'cliënt A. en cliënt B.'."""
_CLOSE = (" ", "\n")


def find(sheet: Sheet) -> Iterator[Hit]:
    """Behind a word for a child, client or parent, and where the same letter stands alone on that page."""
    told = {sheet.tokens[at].text for at in _behind_words(sheet)}
    if told >= _SERIES:
        told -= {letter for letter in told if letter < "E"}
    for at, token in enumerate(sheet.tokens):
        if token.text in told and _alone(sheet, at):
            yield Hit(token.start, token.end, 0.6, "lettered")


def _behind_words(sheet: Sheet) -> Iterator[int]:
    for at, token in enumerate(sheet.tokens):
        if not token.flags & INITIAL or len(token.text) > 3 or not at or not _alone(sheet, at):
            continue
        before = sheet.tokens[at - 1]
        if sheet.gap(at) not in _CLOSE:
            continue
        of = before.norm == "van" and at > 1 and sheet.gap(at - 1) in _CLOSE
        if before.norm in cues().by_letter or (of and sheet.tokens[at - 2].norm in cues().carers | cues().kin):
            yield at


def _alone(sheet: Sheet, at: int) -> bool:
    """Whether no surname follows a letter, and no other letter or number goes before it."""
    token = sheet.tokens[at]
    if at and sheet.gap(at) in ("", " ") and sheet.tokens[at - 1].flags & CAP and not sheet.opens_sentence(at - 1):
        return False  # 'Jan R.'
    follows = sheet.tokens[at + 1] if at + 1 < len(sheet.tokens) and sheet.gap(at + 1) == " " else None
    if sheet.text[token.end : token.end + 1].isalnum() or (follows and follows.flags & PREFIX):
        return False
    if follows_class(sheet.text, token.start):
        return False  # 'bijlage R.'
    return follows is None or not follows.flags & CAP or bool(follows.flags & WORD and not follows.flags & LAST)
