"""Surnames: which word can be one, and which word is that of the tussenvoegsels, hyphen or estate beside it."""

from __future__ import annotations

import re
from itertools import pairwise

from woolak.pipeline.detect.names.cues import cues
from woolak.pipeline.detect.names.lexicon import (
    AFTER,
    CAP,
    COMPOUND,
    FIRST,
    HONORIFIC,
    INITIAL,
    LAST,
    LISTED,
    NEVER,
    PLACE,
    PREFIX,
    PROPER,
    ROLE,
    SELDOM,
    THING,
    UPPER,
    WORD,
    is_double,
)
from woolak.pipeline.detect.names.sheet import Sheet, Token

__all__ = [
    "breaks", "estate_behind", "is_label", "is_rare", "is_street", "rare_surname", "second_half", "surname_behind",
    "surname_word",
]  # fmt: skip

_HOUSE = re.compile(r" \d{1,4}(?:[ -]?[a-zA-Z])?(?=[ ,.;)\n]|$)")
"""The number of a house."""


def breaks(gap: str) -> bool:
    """Whether a line ends between two words, perhaps with the signs of a quoted mail before the next."""
    return gap.count("\n") == 1 and not gap.strip(" >\n") and not gap.startswith(">")


def is_street(sheet: Sheet, token: Token) -> bool:
    """Whether a word behind a tussenvoegsel is a street, with the number of a house: 'Oosterling van de Veldhof 21'."""
    return not token.flags & (LAST | AFTER) and _HOUSE.match(sheet.text, token.end) is not None


def is_label(sheet: Sheet, token: Token) -> bool:
    """Whether a word is the label of a row in a form: 'met Noor', and on the next line 'Talen | Frans'."""
    cells = sheet.lines[token.line]
    first = token.flags & WORD and len(cells) > 1
    return bool(first) and sheet.text[cells[0].start : cells[0].end].strip(" :") == token.text


def surname_word(token: Token, *, behind: bool, loose: bool) -> bool:
    """Whether a word can be (part of) a surname.

    behind: initials, a given name or a tussenvoegsel stand before it. loose: a title or label says that a name stands
    here, so an ordinary word with a capital may be one.
    """
    flags = token.flags
    if not flags & CAP or flags & (NEVER | INITIAL):
        return False
    if flags & SELDOM and not (behind or loose):
        return False
    if flags & LISTED:
        return True
    if flags & WORD:
        return loose and not flags & ROLE
    if flags & (PLACE | COMPOUND | PROPER | THING):
        return loose or behind
    return not (flags & UPPER and len(token.text) < 5)


def rare_surname(token: Token) -> bool:
    """Whether a word is a surname too, though it is hardly ever one: 'Best', 'Post'."""
    return bool(token.flags & CAP and token.flags & NEVER) and token.norm in cues().rare_surnames


def is_rare(sheet: Sheet, first: int, token: Token, initials: str) -> bool:
    """Whether a word that is hardly ever a name is one where a name is expected from `first` on: behind initials, or
    right behind 'mevrouw'."""
    if not rare_surname(token):
        return False
    before = sheet.tokens[first - 1] if first else None
    titled = before is not None and before.flags & HONORIFIC and sheet.gap(first) in (" ", ". ")
    return bool(titled) or len(initials) > 1


def surname_behind(
    sheet: Sheet, index: int, *, stop: int, sure: bool, letter: bool, small: bool, wrap: bool
) -> int | None:
    """The token that is the surname of the tussenvoegsels at `index`, or None.

    stop: no token that ends behind this place. sure: the words before say that a name stands here. letter: it may be a
    letter with a dot. small: it may be written without capitals. wrap: it may stand on the next line.
    """
    tokens, k = sheet.tokens, index
    if tokens[index].norm in cues().parting and not tokens[index].flags & CAP:
        return None  # 'het advies van Marsman over de Dorpsweg'
    while k < len(tokens) and k - index < 4 and (tokens[k].flags & PREFIX or (k == index and tokens[k].norm == "v")):
        k += 1
    if k >= len(tokens) or tokens[k].end > stop or not _run_together(sheet, index, k, wrap):
        return None
    first, token = tokens[index], tokens[k]
    if first.text == "uit" and not token.flags & (LAST | AFTER):
        return None  # 'Ans uit de Kadewijk'
    if letter and token.flags & INITIAL and len(token.text) == 2:
        return k  # 'J.A. de V.'
    small_prefixes = [not prefix.flags & CAP for prefix in tokens[index:k]]
    if any(before and not after for before, after in pairwise(small_prefixes)):
        return None  # 'in Den Haag', 'van De Klinker'
    if token.flags & FIRST and not token.flags & (LAST | AFTER) and tokens[k - 1].text == "het":
        return None  # 'Sanne van het Johannes Calvijn'
    if not token.flags & CAP:
        return k if small and token.flags & (LAST | AFTER) and not token.flags & (NEVER | ROLE) else None
    if _of_a_people(sheet, k):
        return None  # 'Mieke van de Schotse dansgroep'
    from_there = k - index == 1 and first.norm in ("uit", "te", "in")
    if from_there and token.flags & PLACE and not (first.norm == "te" and token.flags & LAST):
        return None  # 'Bart uit Zwolle'
    unsure = not sure and not first.flags & CAP and not token.flags & (LAST | AFTER)
    if unsure and (token.flags & PLACE or first.norm in cues().prepositions):
        return None
    return k if surname_word(token, behind=True, loose=sure) else None


def _run_together(sheet: Sheet, index: int, end: int, wrap: bool) -> bool:
    """Whether only spaces, or the dots of 'v. Dijk' and 'vd. Berg', stand between the tokens from one to another."""
    for between in range(index + 1, end + 1):
        gap = sheet.gap(between)
        short = gap in (".", ". ") and len(sheet.tokens[between - 1].text) < 3
        if not (gap in ("", " ", "  ", "\u00a0") or short or (wrap and breaks(gap))):
            return False
    return True


def _of_a_people(sheet: Sheet, index: int) -> bool:
    """Whether a word with a capital is what a small noun behind it is called: 'de Schotse dansgroep'."""
    tokens, token = sheet.tokens, sheet.tokens[index]
    if token.flags & LISTED or not token.norm.endswith("se") or index + 1 >= len(tokens):
        return False
    noun = tokens[index + 1]
    small = noun.flags & WORD and not noun.flags & (CAP | NEVER | PREFIX)
    return bool(small) and sheet.gap(index + 1) in (" ", "\n") and noun.norm not in cues().speech


def estate_behind(sheet: Sheet, index: int, surname: str, stop: int) -> int | None:
    """The token of the estate that belongs to the surname before `index`: 'Alberda van Ekenstein'."""
    tokens, end = sheet.tokens, index + 1
    while end < len(tokens) and end - index < 3 and tokens[end].flags & PREFIX and not tokens[end].flags & CAP:
        end += 1
    if end >= len(tokens) or tokens[end].end > stop or not tokens[end].flags & CAP:
        return None
    if any(sheet.gap(at) not in (" ", "\n") for at in range(index, end + 1)):
        return None
    linked = tokens[index].norm in cues().estate_links and not tokens[end].flags & (WORD | NEVER | PLACE)
    return end if linked or is_double(surname, tokens[end].norm) else None


def second_half(sheet: Sheet, index: int, norm: str) -> int | None:
    """The token of the second surname of a word before `index` that took its first tussenvoegsel along: 'Hermans-van'
    + 'den Eijnden'."""
    head, _, tail = norm.rpartition("-")
    if not head or tail not in cues().prefixes_behind_hyphen:
        return None
    tokens, end = sheet.tokens, index
    while end < len(tokens) and tokens[end].flags & PREFIX and end - index < 3:
        end += 1
    if end >= len(tokens) or any(sheet.gap(k) not in (" ", "\n", "") for k in range(index, end + 1)):
        return None
    return end if tokens[end].flags & CAP and not tokens[end].flags & NEVER else None
