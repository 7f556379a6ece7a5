"""A verb that opens a name or title, and is a first name too: the campaign 'Ken je mij nog?'."""

from __future__ import annotations

import re

from woolak.pipeline.detect.names.cues import cues
from woolak.pipeline.detect.names.lexicon import ALSO_WORD, CAP, FIRST, NEVER, TITLE, WORD
from woolak.pipeline.detect.names.sheet import Sheet

__all__ = ["asks"]

_SPEAKS = re.compile(r"[ \n](?:je|jij|jullie|ik|u|we|wij)\b")
_ASKS = re.compile(r"[ \n](?:je|jij|jullie|ik|u|we|wij)\b[^.!?:;\t\n]{0,40}(?:\n[^.!?:;\t\n]{0,40})?\?")


def asks(sheet: Sheet, index: int) -> bool:
    """Whether a word is the verb that opens a sentence, or a question that is a title, wherever that stands: not in
    'Heb jij Mark je nummer al gegeven?', where a pronoun or verb stands before the name."""
    token = sheet.tokens[index]
    verb = token.flags & FIRST and token.flags & (ALSO_WORD | WORD)
    if not (token.flags & CAP and verb and _SPEAKS.match(sheet.text, token.end)):
        return False
    if sheet.opens_sentence(index):
        return True
    if sheet.gap(index) not in (" ", " ‘", " “", ' "', " '") or not _ASKS.match(sheet.text, token.end):
        return False
    before = sheet.tokens[index - 1]
    speaks = before.norm in cues().speech | cues().behind_verb | cues().commands
    return not (speaks or before.flags & (FIRST | TITLE)) and not (before.flags & NEVER and len(before.text) < 4)
