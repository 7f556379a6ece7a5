"""When words are surely somebody's name, whatever stands before or behind them."""

from __future__ import annotations

from collections.abc import Sequence

from woolak.pipeline.detect.names.cues import cues
from woolak.pipeline.detect.names.lexicon import AFTER, CAP, FIRST, INITIAL, LAST, NEVER, PLACE, PREFIX, WORD
from woolak.pipeline.detect.names.sheet import Sheet, Token

__all__ = ["bears_surname", "is_whole_name", "surname_here"]


def is_whole_name(words: Sequence[Token]) -> bool:
    """Whether words are a given name or initials with a surname behind: one that the lists have, or behind a sure given
    name any that no dictionary has ('Mohamed Ait Baali')."""
    while words and words[0].flags & PREFIX and not words[0].flags & CAP:
        words = words[1:]  # 'het plan van Karin Bos'
    core = [word for word in words if not word.flags & PREFIX]
    if len(core) < 2 or words[0].flags & PREFIX:
        return False
    first, last = core[0], core[-1]
    if not first.flags & (FIRST | INITIAL) or any(word.flags & NEVER for word in core):
        return False
    if last.flags & (LAST | AFTER) and all(word.flags & (FIRST | INITIAL) for word in core[:-1]):
        return True
    return not first.flags & (WORD | PLACE) and not any(word.flags & (WORD | PLACE) for word in core[1:])


def bears_surname(words: Sequence[Token]) -> bool:
    """Whether words are a surname alone that is nothing else: 'Hoekstra', 'Van den Berg'; not 'De Hoop'."""
    while len(words) > 1 and words[0].text == "van" and words[1].flags & CAP:
        words = words[1:]  # 'de methode van Hoekstra'
    first, last = words[0], words[-1]
    if not all(word.flags & PREFIX for word in words[:-1]):
        return False
    strong = first.norm in cues().strong_prefixes and len(words) > 1
    return bool(last.flags & LAST and not last.flags & WORD) or (strong and bool(last.flags & (LAST | AFTER)))


def surname_here(sheet: Sheet, start: int, index: int) -> bool:
    """Whether the word for a building or trade at `index` is a surname behind given names or initials."""
    token, before = sheet.tokens[index], sheet.tokens[start:index]
    if not token.flags & CAP or not token.flags & LAST:
        return False
    article = start > 0 and sheet.tokens[start - 1].norm in ("het", "de") and sheet.gap(start) in (" ", "\n")
    return not article and all(part.flags & (FIRST | INITIAL) and not part.flags & PREFIX for part in before)
