"""When one word of a known name is that name, and not the ordinary word, place, month or street it could be."""

from __future__ import annotations

import re

from woolak.pipeline.detect.names.cues import cues
from woolak.pipeline.detect.names.lexicon import (
    AFTER,
    CAP,
    FIRST,
    INITIAL,
    LISTED,
    NEVER,
    PLACE,
    PREFIX,
    ROLE,
    SELDOM,
    TITLE,
    UPPER,
    WORD,
)  # fmt: skip
from woolak.pipeline.detect.names.people import Person
from woolak.pipeline.detect.names.sheet import Sheet

__all__ = ["stands_for_name"]

LONGEST_BRACKET, REACH = 60, 20
_PRICE = re.compile(r"\d(?:[ ](?:uur|uren|dagen|per[ ]\w+))?[ \n]\Z")
_PRICED = re.compile(r"[A-ZÀ-Þ][\w’'-]+(?:(?:, | en |,? en )[A-ZÀ-Þ][\w’'-]+){1,4}\)")
_GOES_ON = re.compile(r", [a-z]")
_SLASH = re.compile(r"[ ]?/[ ]?")


def stands_for_name(sheet: Sheet, at: int, bearers: list[Person], as_surname: bool) -> bool:
    """Whether one word that is in a known name is that name here, and not the ordinary word, place or month."""
    token = sheet.tokens[at]
    flags = token.flags
    if not flags & CAP:
        if flags & (WORD | PLACE | PREFIX | NEVER | TITLE) or len(token.norm) < 4:
            return False
        return not sheet.text[token.end : token.end + 3].startswith((".nl", ".co", ".eu", ".or"))
    if flags & NEVER:
        return False
    prefixes = {own.prefix for person in bearers for own in person.names if own.surname and token.norm in own.surname}
    if as_surname and prefixes and "" not in prefixes and flags & (WORD | PLACE | AFTER):
        return False  # 'Berg' of 'Van den Berg'
    if not flags & (WORD | PLACE | SELDOM):
        return True
    if flags & UPPER:
        return False
    before = sheet.tokens[at - 1] if at else None
    if before is not None and sheet.gap(at) in (" ", ". ") and before.flags & (TITLE | INITIAL):
        return True
    if as_surname and (_shares_cell(sheet, at) or _behind_role(sheet, at) or _in_brackets(sheet, at)):
        return True
    if flags & PLACE:
        if before is not None and sheet.gap(at) == " " and before.norm in cues().names_person - cues().before_place:
            return True  # 'Wat vindt Zoutkamp?'
        if not as_surname and flags & FIRST and sheet.opens_line(at) and _GOES_ON.match(sheet.text, token.end):
            return True  # 'Lies, twee dagdelen'
        return _acts(sheet, at) and not (before is not None and before.norm in cues().before_place)
    if re.search(r"\d[. ]*$", sheet.text[max(0, token.start - 4) : token.start]):
        return False  # 3 mei
    if sheet.opens_sentence(at):
        addressed = not as_surname and sheet.text.startswith(", ", token.end) and sheet.opens_line(at)
        return addressed or _acts(sheet, at, as_surname) or _alone_in_cell(sheet, at)
    return not _capitals_around(sheet, at)


def _behind_role(sheet: Sheet, at: int) -> bool:
    """Whether what somebody is stands right before it, in small letters and of one: 'directeur Zoutkamp'."""
    before = sheet.tokens[at - 1] if at and sheet.gap(at) == " " else None
    if before is None or not before.flags & ROLE or before.flags & CAP:
        return False
    return not before.norm.endswith(("s", "en"))


def _in_brackets(sheet: Sheet, at: int) -> bool:
    """Whether brackets behind a price or hours hold it with a name that is no word: '€ 98 (Sluis en Novotna)'."""
    token = sheet.tokens[at]
    opened = sheet.text.rfind("(", max(0, token.start - LONGEST_BRACKET), token.start)
    priced = opened > 0 and _PRICE.search(sheet.text, max(0, opened - REACH), opened)
    listed = _PRICED.match(sheet.text, opened + 1) if priced else None
    if listed is None:
        return False
    others = sheet.tokens[sheet.at(opened + 1) : sheet.at(listed.end() - 1)]
    names = [one for one in others if one.flags & CAP and one is not token]
    return token in others and bool(names) and not any(one.flags & (WORD | PLACE) for one in names)


def _acts(sheet: Sheet, at: int, as_surname: bool = True) -> bool:
    """Whether a verb of a person follows, or a comma, colon or bracket as behind a name."""
    if at + 1 >= len(sheet.tokens):
        return False
    following = sheet.tokens[at + 1]
    told = following.norm in cues().speech or (not as_surname and following.norm in cues().does)
    return sheet.gap(at + 1) in (" ", "\n") and told and not following.flags & CAP


def _alone_in_cell(sheet: Sheet, at: int) -> bool:
    cell = sheet.cell_of(at)
    return cell.last - cell.first == 1 and sheet.text[cell.start : cell.end].strip(" .,:;") == sheet.tokens[at].text


def _shares_cell(sheet: Sheet, at: int) -> bool:
    """Whether a cell holds nothing but two words about a slash: 'Novotna / Sluis'."""
    cell = sheet.cell_of(at)
    tokens = sheet.tokens[cell.first : cell.last]
    if len(tokens) != 2 or not all(token.flags & CAP for token in tokens):
        return False
    return _SLASH.fullmatch(sheet.text, tokens[0].end, tokens[1].start) is not None


def _capitals_around(sheet: Sheet, at: int) -> bool:
    """Whether the words beside have capitals too: a title or the name of something."""
    for other in (at - 1, at + 1):
        if 0 <= other < len(sheet.tokens) and sheet.tokens[other].line == sheet.tokens[at].line:
            token = sheet.tokens[other]
            gap = sheet.gap(max(other, at))
            if (
                gap == " "
                and token.flags & CAP
                and not token.flags & (LISTED | TITLE)
                and not sheet.opens_sentence(other)
            ):
                return True
    return False
