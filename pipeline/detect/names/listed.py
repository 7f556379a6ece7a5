"""Names by the word lists and their form alone: 'J.P. van der Meer', 'Karin de Vries', 'KARIN DE VRIES', 'volgens Snijders'."""

from __future__ import annotations

from collections.abc import Iterator

from woolak.pipeline.detect.names.cues import cues
from woolak.pipeline.detect.names.grammar import Read, read_name
from woolak.pipeline.detect.names.hits import Around, Hit, hit
from woolak.pipeline.detect.names.lexicon import (
    AFTER,
    CAP,
    FIRST,
    GENITIVE,
    INITIAL,
    LAST,
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
from woolak.pipeline.detect.names.lists import read_reversed
from woolak.pipeline.detect.names.sheet import Sheet

__all__ = ["find"]


def find(sheet: Sheet, around: Around) -> Iterator[Hit]:
    tokens = sheet.tokens
    done = 0
    headings = {number for number in range(len(sheet.lines)) if _heading(sheet, number)}
    for index, token in enumerate(tokens):
        if index < done or not token.flags & (CAP | PREFIX) or (token.flags & NEVER and not token.flags & PREFIX):
            continue
        if (
            token.flags & PREFIX
            and index
            and tokens[index - 1].flags & PREFIX
            and index - 1 >= done
            and sheet.gap(index) == " "
        ):
            continue
        turned = _turned(sheet, index)
        if turned is not None:
            done = turned.last
            yield hit(turned, 0.85, "surname_first")
            continue
        read = read_name(sheet, index)
        if read is None or read.first != index:
            continue
        scored = _score(sheet, read, token.line in headings)
        if scored is not None:
            done = read.last
            yield scored


def _heading(sheet: Sheet, line: int) -> bool:
    """Whether (nearly) every word of a line has a capital, so that capitals say nothing: a heading or a form."""
    cells = sheet.lines[line]
    words = [token for token in sheet.tokens[cells[0].first : cells[-1].last] if not token.flags & INITIAL]
    if len(words) < 3:
        return False
    ordinary = [token for token in words if not token.flags & LISTED]
    return len(ordinary) * 2 >= len(words) and sum(1 for token in words if token.flags & CAP) >= 0.8 * len(words)


def _turned(sheet: Sheet, index: int) -> Read | None:
    """'Jansen, W.H.' and 'Vries, Karin de', from the begin of a line or cell, or of an entry, to its end."""
    token = sheet.tokens[index]
    if not (token.flags & (LAST | AFTER | PREFIX) or not token.flags & (WORD | PLACE | UPPER)) or not sheet.opens_line(
        index
    ):
        return None
    read = read_reversed(sheet, index)
    if read is None or not read.listed or (read.plain and not read.name.initials):
        return None
    rest = sheet.text[read.end : read.end + 2]
    return read if not rest or rest[0] in "\n\t;,()" or rest in (" (", " -", " –") else None


def _score(sheet: Sheet, read: Read, heading: bool) -> Hit | None:
    tokens, name = sheet.tokens, read.name
    words = tokens[read.first : read.last]
    flags = words[0].flags
    if name.initials:
        return _with_initials(sheet, read)
    if name.given and name.surname:
        return _full(sheet, read)
    if name.prefix:
        return _prefixed(sheet, read, heading)
    if len(words) > 1:
        known = sum(1 for token in words if token.flags & (FIRST | LAST) and not token.flags & WORD)
        return hit(read, 0.7, "first_and_surname") if known == len(words) and not heading else None
    if flags & UPPER or flags & (SELDOM | ROLE | TITLE) or heading:
        return None
    return _single(sheet, read)


def _with_initials(sheet: Sheet, read: Read) -> Hit | None:
    """Initials and a surname; 'A. Inleiding' and 'B. Kosten' are headings."""
    first, last = sheet.tokens[read.first], sheet.tokens[read.last - 1]
    lettered = len(read.name.initials) == 1 and sheet.opens_sentence(read.first) and first.flags & INITIAL
    if read.plain and not read.listed:
        return None
    if lettered and read.plain and not read.name.prefix:
        return hit(read, 0.35, "initials_surname") if last.flags & LAST and _alone(sheet, read) else None
    if lettered and not read.listed and last.flags & WORD:
        return None
    if last.flags & (PLACE | UPPER) and not read.listed:
        return None
    return hit(read, 0.85 if (read.listed and not read.plain) or read.name.prefix else 0.7, "initials_surname")


def _alone(sheet: Sheet, read: Read) -> bool:
    """Whether a name is all there is in its cell."""
    cell = sheet.cell_of(read.first)
    return not sheet.text[cell.start : read.start].strip() and not sheet.text[read.end : cell.end].strip()


def _full(sheet: Sheet, read: Read) -> Hit | None:
    """A first name and a surname: how sure depends on which of the two is an ordinary word as well."""
    words = sheet.tokens[read.first : read.last]
    first, last = words[0], words[-1]
    capitals = bool(first.flags & UPPER and last.flags & UPPER)
    key = "capitals" if capitals else "first_and_surname"
    sure_first = first.flags & FIRST and not first.flags & (WORD | PLACE | SELDOM)
    sure_last = bool(
        last.flags & (LAST | (AFTER if read.name.prefix else 0)) and not last.flags & (WORD | PLACE | SELDOM)
    )
    if sure_first:
        if last.flags & WORD and not last.flags & (LAST | AFTER):
            return None
        return hit(read, 0.88 if last.flags & (LAST | AFTER) else 0.75, key)
    if sure_last or (read.name.prefix and last.flags & (LAST | AFTER)):
        return hit(read, 0.6 if sheet.opens_sentence(read.first) else 0.75, key)
    if first.flags & FIRST and last.flags & LAST and not sheet.opens_sentence(read.first) and not capitals:
        return hit(read, 0.5, key)
    return None


def _prefixed(sheet: Sheet, read: Read, heading: bool) -> Hit | None:
    """'Van Everdingen', 'van Zuilen', 'El Idrissi'; 'de Raad' and 'van Almere' are no names."""
    first, last = sheet.tokens[read.first], sheet.tokens[read.last - 1]
    if heading or last.flags & (NEVER | SELDOM) or (last.flags & UPPER and not first.flags & UPPER):
        return None
    small = not first.flags & CAP
    opens = sheet.opens_sentence(read.first)
    more = read.last - read.first > 2  # van der, van 't
    if last.flags & PLACE and (small or opens) and not more:
        return None
    if not last.flags & (LAST | AFTER):
        return hit(read, 0.5, "prefixed_surname") if more and not last.flags & (WORD | PLACE) else None
    if more:
        return hit(read, 0.65 if not (last.flags & WORD and small) else 0.5, "prefixed_surname")
    if last.flags & WORD:
        if small or (
            first.norm in ("de", "het", "den", "in", "op", "aan", "bij", "voor", "uit", "over", "onder", "a", "y")
            and opens
        ):
            return None
        return hit(read, 0.45, "prefixed_surname") if not opens and _cued(sheet, read) else None
    if first.norm in ("in", "op", "aan", "bij", "voor", "uit", "over", "onder", "tot", "met", "door") and (
        small or opens
    ):
        return None
    if small and first.norm == "van":
        return hit(read, 0.4, "prefixed_surname")
    return hit(read, 0.55 if small or opens else 0.65, "prefixed_surname")


def _single(sheet: Sheet, read: Read) -> Hit | None:
    token = sheet.tokens[read.first]
    flags = token.flags
    opens = sheet.opens_sentence(read.first)
    says = _says(sheet, read)
    if flags & WORD or flags & PLACE:
        if (flags & PLACE and not says) or not flags & (FIRST | LAST):
            return None
        if opens or not (_cued(sheet, read) or says):
            return None
        return hit(read, 0.4, "says" if says else "surname", says)
    if flags & GENITIVE:
        return hit(read, 0.4, "first_name")
    if flags & FIRST:
        return hit(read, 0.55, "first_name")
    if flags & LAST:
        if says:
            return hit(read, 0.6, "says", says)
        return hit(read, 0.45 if not opens or _alone(sheet, read) else 0.4, "surname")
    return None


def _says(sheet: Sheet, read: Read) -> str:
    """The verb behind a name, when there is one."""
    if read.last >= len(sheet.tokens) or sheet.gap(read.last) not in (" ", "\n"):
        return ""
    verb = sheet.tokens[read.last]
    return verb.text if verb.norm in cues().speech and not verb.flags & CAP else ""


def _cued(sheet: Sheet, read: Read) -> bool:
    """Whether a preposition stands before that often stands before a person."""
    if not read.first or sheet.gap(read.first) not in (" ", "\n"):
        return False
    return sheet.tokens[read.first - 1].norm in (
        "volgens",
        "aldus",
        "namens",
        "samen",
        "zei",
        "zegt",
        "vraagt",
        "bel",
        "mail",
    )
