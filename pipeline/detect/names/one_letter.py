"""Somebody of a chat or mail who is called there by one letter: 'sorry T haha', 'zonder T', 'hoi K,'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from woolak.pipeline.detect.names.cues import cues
from woolak.pipeline.detect.names.hits import Hit
from woolak.pipeline.detect.names.people import Person
from woolak.pipeline.detect.names.sheet import Sheet

__all__ = ["called_by_letter", "opens_message"]

_TALK = re.compile(r"\d:\d\d|(?m:^[ >]*(?:Onderwerp|Subject|Betreft): )")
"""What is on a page with a chat or a mail."""
_LETTER = re.compile(r"(?<=[ \n,])[A-Z](?=[ ]?(?:[.,;:!?)]|\n|\Z)|[ ][a-zà-ÿ;:])(?!\.\w)")
_MESSAGE = re.compile(r"\d:\d\d[^:\n\t]{0,50}: \Z")
_SERIES = frozenset("ABC")
"""Letters that rather count: 'zonder A en zonder B'."""
_FARTHEST = 70


def called_by_letter(sheet: Sheet, persons: Sequence[Person], document_id: str) -> Iterator[Hit]:
    """The letters that stand for somebody of this document, where only a person can stand."""
    if not _TALK.search(sheet.text):
        return
    told = [at for found in _LETTER.finditer(sheet.text) if _told(sheet, at := sheet.at(found.start()))]
    seen = {sheet.tokens[at].text for at in told}
    here = [person for person in persons if told and not person.public and document_id in person.documents]
    owners = {name.first_letters[:1].upper(): person for person in here for name in person.names}
    for at in told:
        token = sheet.tokens[at]
        owner = owners.get(token.text[0])
        if owner is not None and not len(seen & _SERIES) > 1:
            yield Hit(token.start, token.start + 1, 0.6, f"known_person:{owner.shown}")


def opens_message(sheet: Sheet, at: int) -> bool:
    """Whether a word is the first of a message of a chat."""
    start = sheet.tokens[at].start
    return _MESSAGE.search(sheet.text, max(0, start - _FARTHEST), start) is not None


def _told(sheet: Sheet, at: int) -> bool:
    token = sheet.tokens[at]
    if len(token.text.rstrip(".")) > 1:
        return False
    before = sheet.tokens[at - 1] if at and sheet.gap(at) in (" ", ", ") else None
    follows = sheet.tokens[at + 1] if at + 1 < len(sheet.tokens) and sheet.gap(at + 1) == " " else None
    verb = follows.norm if follows else ""
    if verb in cues().speech and (verb not in cues().says_little or verb == "heeft") and opens_message(sheet, at):
        return True
    if before is not None and (verb in cues().spoken or verb in cues().talks_of):
        return before.norm in cues().between_talks
    return before is not None and before.norm in cues().before_letter
