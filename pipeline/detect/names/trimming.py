"""Takes words off the ends of what was found that belong to the sentence, and not to the name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from woolak.pipeline.detect.names.cues import cues, name_cues
from woolak.pipeline.detect.names.lexicon import (
    AFTER,
    CAP,
    COMPOUND,
    FIRST,
    INITIAL,
    LAST,
    LISTED,
    NEVER,
    PLACE,
    PREFIX,
    ROLE,
    THING,
    TITLE,
    UPPER,
    WORD,
)
from woolak.pipeline.detect.names.sheet import Sheet, Token
from woolak.pipeline.detect.patterns import alternatives

__all__ = ["bared", "follows_class", "pieces", "without_preposition"]

_AMOUNT = re.compile(r" (?:€|\d)")
_HEADING = re.compile(r"[ \t]+[A-Z][a-zà-ÿ]+ [a-zà-ÿ]+ ")
CLASS_REACH = 14
_NO_SURNAME = WORD | COMPOUND | NEVER | FIRST
_OPENS = frozenset({"in", "op", "bij", "voor", "aan", "uit", "over", "onder", "tot"})
"""A preposition with a capital that rather opens a sentence: 'In het', but 'In 't Veld' too."""
_FROM = frozenset({"uit", "te", "in"})
"""Between a person and a place: 'Bart uit Zwolle'."""


@cache
def _class() -> re.Pattern[str]:
    return re.compile(rf"(?i)\b(?:{alternatives(name_cues().classes)})[ \n]\Z")


def follows_class(text: str, start: int) -> bool:
    """Whether a letter is that of a class, model or part: 'variant A.'."""
    return _class().search(text, max(0, start - CLASS_REACH), start) is not None


def without_preposition(words: Sequence[Token]) -> Sequence[Token]:
    """Without 'van' before a given name or initials: 'het gesprek van Thijs van Dijk' is no Van Thijs."""
    while (
        len(words) > 1
        and words[0].flags & PREFIX
        and not words[0].flags & CAP
        and words[0].norm in cues().prepositions
        and ((words[1].flags & FIRST and words[1].flags & CAP and not words[1].flags & AFTER) or _initials(words[1:]))
    ):
        words = words[1:]
    return words


def _initials(words: Sequence[Token]) -> bool:
    """Whether initials without dots come before a surname: 'JPM de Wit'."""
    return len(words) > 1 and bool(words[0].flags & UPPER) and len(words[0].text) < 5 and not words[0].flags & LISTED


def bared(words: Sequence[Token], text: str) -> Sequence[Token]:
    """What the model found, without the ordinary words that it took along: 'PS van Henk', 'Gerrie van de bode'."""
    while len(words) > 1 and not words[0].flags & (CAP | PREFIX | LISTED) and words[-1].flags & CAP:
        words = words[1:]
    opens = len(words) > 2 and words[0].norm in _OPENS and words[1].norm in ("de", "het")
    if opens and not words[1].flags & CAP and not any(word.flags & (LISTED | INITIAL) for word in words[2:]):
        words = words[2:]  # 'In het Zijldammer'
    bare = len(words) > 1 and words[0].norm in _OPENS and not words[1].flags & (PREFIX | WORD)
    if bare and words[0].flags & CAP and words[1].flags & CAP:
        words = words[1:]  # 'Bij Vakwerk'
    if len(words) > 2 and words[1].flags & INITIAL and words[0].flags & CAP and _word_only(words[0]):
        words = words[1:]  # 'Reistijd Y. Bakker'
    if len(words) > 1 and words[0].flags & INITIAL and len(words[0].text) == 2 and _of_class(words[0], text):
        words = words[1:]  # 'slib van klasse B. Van Oord'
    if len(words) > 1 and _is_role(words[0]) and words[1].flags & (CAP | PREFIX):
        words = words[1:]  # 'Secretaresse Sanne'
    while len(words) > 1 and _stands_before(words, text):
        words = words[1:]
    while len(words) > 1 and _hangs_on(words, text):
        words = words[:-1]
    return without_preposition(words)


def _word_only(word: Token) -> bool:
    return bool(word.flags & (WORD | COMPOUND)) and not word.flags & (LISTED | INITIAL | PREFIX | TITLE)


def _is_role(word: Token) -> bool:
    """Whether a word is what somebody is, and no surname: 'Secretaresse', but not 'Schipper'."""
    return bool(word.flags & ROLE and word.flags & WORD) and not word.flags & (LISTED | PREFIX | INITIAL)


def _of_class(letter: Token, text: str) -> bool:
    return follows_class(text, letter.start)


def pieces(sheet: Sheet, start: int, end: int) -> list[tuple[int, int]]:
    """The names (start, end) in a stretch that the model took for one; the stretch itself when it is one."""
    words = sheet.tokens[sheet.at(start) : sheet.at(end)]
    rows = [row for sentence in _sentences(sheet, words) for row in _rows(sheet, sentence)]
    if len(rows) > 1:
        rows = [row for row in rows if len(row) > 1 or not row[0].flags & WORD]
    parts = [part for row in rows for part in _parted(row)]
    if len(parts) == 1 and len(parts[0]) == len(words):
        return [(start, end)]
    return [(part[0].start, part[-1].end) for part in parts if part]


def _sentences(sheet: Sheet, words: Sequence[Token]) -> list[Sequence[Token]]:
    """Words by the sentence: 'Stel de Authenticator in. Kies daarna'; a letter or short word may have a dot."""
    for place in range(1, len(words)):
        before = words[place - 1]
        ends = sheet.text[before.end : words[place].start] in (". ", ".\n") and before.text.islower()
        if ends and len(before.text) > 1 and before.flags & WORD and not before.flags & TITLE and before.norm != "vd":
            return [words[:place], *_sentences(sheet, words[place:])]
    return [words]


def _rows(sheet: Sheet, words: Sequence[Token]) -> list[Sequence[Token]]:
    """Words by the row of a table: the last cell of one row and the first of the next are no name together."""
    for place in range(1, len(words)):
        line, before = words[place].line, words[place - 1].line
        if line != before and len(sheet.lines[line]) > 1 and len(sheet.lines[before]) > 1:
            return [words[:place], *_rows(sheet, words[place:])]
    return [words]


_ALSO = ("en", "of")
"""Between two names that the model took for one: 'Karin V en Robin'."""


def _parted(words: Sequence[Token]) -> list[Sequence[Token]]:
    """The names in what the model took for one: parted at a verb or preposition ('Evy L. meldt Menno'), before 'van
    het' and a word ('Sanne van het Klant Contact Centrum'), behind a word that is none ('Voicemail van Smit')."""
    for place in range(1, len(words) - 1):
        word, after = words[place], words[place + 1]
        if word.flags & CAP:
            continue
        if (
            word.norm in _ALSO
            or word.norm in cues().parting
            or (word.norm in cues().speech and not word.flags & (PREFIX | LISTED))
        ):
            return [words[:place], *_parted(words[place + 1 :])]
        if word.norm == "uit" and not words[-1].flags & (LAST | AFTER):
            return [words[:place]]  # 'Ans uit de Kadewijk'
        if word.norm != "van":
            continue
        behind = words[place + 2] if place + 2 < len(words) else None
        thing = behind is not None and behind.flags & _NO_SURNAME and not behind.flags & (LAST | AFTER)
        if after.text == "het" and (thing or (behind is not None and cues().is_thing(behind.norm))):
            return [words[:place]]
        body = behind is not None and behind.flags & (THING | NEVER | WORD) and not behind.flags & LISTED
        if after.text == "de" and body:
            return [words[:place]]  # 'K. Bos van de Wijkvereniging'
        plain = place == 1 and words[0].flags & (WORD | COMPOUND) and not words[0].flags & (LISTED | INITIAL | PREFIX)
        if plain and after.flags & CAP:
            return [words[2:]]
    return [words]


def _stands_before(words: Sequence[Token], text: str) -> bool:
    """Whether the first word is a day or an abbreviation before a name; 'PM van Dijk' are initials, 'Frans' a name."""
    first, last = words[0], words[-1]
    if first.norm in cues().commands and words[1].flags & FIRST and not words[1].flags & (LAST | AFTER):
        return True  # 'Bel Guus'
    if not first.flags & NEVER or first.flags & PREFIX or len(first.text) < 2:
        return False
    if first.flags & UPPER:
        return not (last.flags & (LAST | AFTER) and not last.flags & WORD)
    return "," in text[first.end : words[1].start]


def _hangs_on(words: Sequence[Token], text: str) -> bool:
    """Whether the last word is none of the name that capitals began."""
    last, before = words[-1], words[-2]
    if last.flags & INITIAL and "\n" in text[before.end : last.start] and _HEADING.match(text, last.end):
        return True  # 'Dina Yulova', and below it 'C. Wat is er gebeurd?'
    if not words[0].flags & CAP or last.flags & INITIAL:
        return False
    if last.flags & THING and not last.flags & LISTED and "\n" in text[before.end : last.start]:
        return True  # 'Anke', and at the foot of the page 'Meldformulier'
    if not last.flags & CAP:
        if last.flags & WORD and not before.flags & PREFIX and _AMOUNT.match(text, last.end):
            return True  # 'Vervanging voor Karin kost 40 euro'
        if last.norm in cues().behind_names and not before.flags & PREFIX:
            return True  # 'Karin Bos thuis'
        if not last.flags & LISTED and cues().is_thing(last.norm):
            return True
        behind_prefix = last.flags & WORD and not last.flags & (FIRST | LAST) and not before.flags & PREFIX
        if last.flags & (PREFIX | NEVER) or not last.flags & LISTED or behind_prefix:  # 'Buitendienst rijdt'
            return bool(last.flags & (WORD | PREFIX))
        return bool(last.flags & WORD) and len(words) > 2 and before.norm in ("de", "het") and before.flags & PREFIX > 0
    ordinary = last.flags & NEVER and last.flags & WORD and not last.flags & (LISTED | PREFIX | UPPER)
    below = words[0].flags & UPPER and last.flags & WORD and not last.flags & (LISTED | PREFIX | UPPER)
    if (ordinary or below) and "\n" in text[before.end : last.start]:
        return True  # 'Gerda', and in the next row 'Eerste overleg'
    if not before.flags & PREFIX or before.flags & CAP or len(words) < 3:
        return False
    if before.norm in _FROM and last.flags & PLACE and not (before.norm == "te" and last.flags & LAST):
        return True
    return bool(last.flags & UPPER and len(last.text) < 5 and not last.flags & LISTED and not words[0].flags & UPPER)
