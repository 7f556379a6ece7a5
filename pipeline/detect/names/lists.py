"""Reads names in a row ('Karin, Jan en dhr. De Wit'), and names turned around ('Vries, K. de')."""

from __future__ import annotations

import re

from woolak.pipeline.detect.names.grammar import Read, read_name
from woolak.pipeline.detect.names.lexicon import AFTER, CAP, FIRST, INITIAL, LAST, NEVER, PREFIX, TITLE, UPPER, WORD
from woolak.pipeline.detect.names.people import PersonName
from woolak.pipeline.detect.names.sheet import Sheet, Token
from woolak.pipeline.detect.names.spelling import letters
from woolak.pipeline.detect.names.surnames import rare_surname, surname_word

__all__ = ["read_all", "read_names", "read_reversed"]

_BETWEEN = {",", ";", "/", "&", "+", "|", ", ", "; ", "•"}
_AND = {"en", "and", "of", "plus", "und", "et", "eo"}

_AGE = re.compile(r"[ ]\(\d{1,2}(?: jaar| jr\.?| years?)?\)")
"""Behind a child: 'Sina (4) en Dara (7)'."""


def read_reversed(sheet: Sheet, index: int, stop: int | None = None) -> Read | None:
    """Read 'Vries, K. de', 'DE VRIES, Karin', 'Vries de, Karin' or 'Jansen, W.H.' at a token, or None."""
    tokens, n = sheet.tokens, len(sheet.tokens)
    j = index
    while j < n and tokens[j].flags & PREFIX and not tokens[j].flags & FIRST and j - index < 3:
        j += 1
    prefix, body = [token.norm for token in tokens[index:j]], j
    while (
        j < n
        and j - body < 3
        and (j == index or sheet.gap(j) in (" ", "-"))
        and (surname_word(tokens[j], behind=True, loose=True) or (j == index and rare_surname(tokens[j])))
        and not _letter(tokens[j])
    ):
        j += 1
    surname = [token.norm for token in tokens[body:j]]
    while surname and j < n and tokens[j].flags & PREFIX and not tokens[j].flags & CAP and sheet.gap(j) == " ":
        prefix.append(tokens[j].norm)
        j += 1
    if not surname or j >= n or not (sheet.gap(j) in (", ", ",", " , ") or _bare(sheet, j, body)):
        return None
    comma = j
    while j < n and tokens[j].flags & TITLE and not sheet.gap(j).strip(" .,"):
        j += 1
    initials, given, j = _given_part(sheet, j)
    if not initials and not given:
        return None
    first_word = tokens[body]
    if rare_surname(first_word) and (given or sheet.gap(comma) != ", "):
        return None
    if (
        not initials
        and not prefix
        and (first_word.flags & FIRST or (first_word.flags & WORD and not first_word.flags & LAST))
    ):
        return None  # 'Karin, Jan en ...' is a row of names
    k, capitals = j, first_word.flags & UPPER  # 'JONG, P. DE'
    while k < n and tokens[k].flags & PREFIX and sheet.gap(k) == " " and k - j < 3:
        if tokens[k].flags & CAP and not (capitals and tokens[k].flags & UPPER):
            break
        k += 1
    if k > j and not prefix and not (k < n and sheet.gap(k) == " " and tokens[k].flags & CAP):
        prefix, j = [token.norm for token in tokens[j:k]], k
    if j < n and sheet.gap(j) == " " and tokens[j].flags & (PREFIX | CAP):
        follows = j
        while follows < n and tokens[follows].flags & PREFIX and sheet.gap(follows) in (" ", ""):
            follows += 1
        last = tokens[follows] if follows < n and sheet.gap(follows) == " " else None
        if last is not None and surname_word(last, behind=True, loose=False):
            return None  # 'Prinsen, Karin de Boer' are two
    end = tokens[j - 1].end
    if stop is not None and end > stop:
        return None
    rare = rare_surname(first_word)
    listed = rare or bool(given) or any(token.flags & (LAST | AFTER | FIRST) for token in tokens[body:comma])
    plain = all(token.flags & WORD for token in tokens[body:comma] if token.flags & CAP) and not given
    name = PersonName(tuple(given), initials, " ".join(prefix), " ".join(surname))
    return Read(index, j, tokens[index].start, end, name, listed, plain)


def _bare(sheet: Sheet, index: int, body: int) -> bool:
    """'Jansen W.H.' without a comma: a sure surname, and nothing but brackets or a cell's end behind the initials."""
    token = sheet.tokens[index]
    sure = any(part.flags & (LAST | AFTER) and not part.flags & WORD for part in sheet.tokens[body:index])
    rest = sheet.text[token.end : token.end + 2].lstrip(" ")
    if sheet.gap(index) != " " or not sure:
        return False
    if _letter(token):
        return not rest or rest[0] in "\n\t"  # 'Hofstra T' fills a cell
    return bool(token.flags & INITIAL) and (not rest or rest[0] in "(\n\t;,<[")


def _letter(token: Token) -> bool:
    """Whether a word is one capital without a dot."""
    return len(token.text) == 1 and token.text.isupper()


def _given_part(sheet: Sheet, index: int) -> tuple[str, list[str], int]:
    """Initials and given names at a token, and the token behind them."""
    tokens, j = sheet.tokens, index
    initials, given = "", list[str]()
    while j < len(tokens) and j - index < 4 and (j == index or sheet.gap(j) in (" ", "", " (", ") ")):
        flags = tokens[j].flags
        if flags & INITIAL:
            initials += letters(tokens[j].text)
        elif j == index and _letter(tokens[j]) and sheet.text[tokens[j].end : tokens[j].end + 1] in ("", "\n", "\t"):
            initials = letters(tokens[j].text)
        elif flags & CAP and flags & FIRST and not flags & NEVER:
            given.append(tokens[j].norm)
        else:
            break
        j += 1
    return initials, given, j


def read_names(
    sheet: Sheet,
    index: int,
    stop: int,
    *,
    loose: bool = False,
    small: bool = False,
    wrap: bool = False,
    turned: bool = False,
) -> list[Read]:
    """Read a row of names, up to the first thing that is neither a name nor between names.

    turned: 'Surname, First name' may stand there (mail heads, forms, lists of participants).
    """
    tokens, n = sheet.tokens, len(sheet.tokens)
    found: list[Read] = []
    j = index
    while j < n and tokens[j].start < stop:
        read = (read_reversed(sheet, j, stop) if turned else None) or read_name(
            sheet, j, loose=loose, small=small, wrap=wrap, stop=stop
        )
        if read is None:
            break
        found.append(read)
        j = read.last
        if j >= n or tokens[j].start >= stop:
            break
        aged = _AGE.match(sheet.text, read.end)
        if aged and tokens[j].start < aged.end() and (j := j + 1) >= n:
            break
        gap = sheet.text[aged.end() if aged else tokens[j - 1].end : tokens[j].start].strip(" \n\t)")
        if tokens[j].norm in _AND and not gap.strip(","):
            j += 1
        elif gap not in _BETWEEN and not (gap == "" and tokens[j].flags & TITLE and "\n" in sheet.gap(j)):
            break
    return found


def read_all(
    sheet: Sheet, index: int, stop: int, *, loose: bool = False, small: bool = False, turned: bool = False
) -> list[Read]:
    """Every name in a row of which some are none: 'GGD, mw. De Wit (voorzitter); Karin'. Only where an item begins."""
    tokens, n = sheet.tokens, len(sheet.tokens)
    found: list[Read] = []
    j = index
    while j < n and tokens[j].start < stop:
        reads = read_names(sheet, j, stop, loose=loose, small=small, turned=turned)
        found += reads
        j = reads[-1].last if reads else j + 1
        while j < n and tokens[j].start < stop and not _new_item(sheet, j):
            j += 1
    return found


def _new_item(sheet: Sheet, index: int) -> bool:
    """Whether an item of a row starts at a token."""
    gap = sheet.gap(index)
    if any(mark in gap for mark in ",;/&>\n\t•|"):
        return True
    before = sheet.tokens[index - 1]
    return before.norm in _AND or bool(sheet.tokens[index].flags & TITLE and not before.flags & TITLE) or ") " in gap
