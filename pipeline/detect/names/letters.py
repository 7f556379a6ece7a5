"""Names at the head and foot of letters and mails: salutations, and who signs below."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from woolak.pipeline.detect.lines import line_end
from woolak.pipeline.detect.names.cues import cues, name_cues
from woolak.pipeline.detect.names.grammar import Read
from woolak.pipeline.detect.names.hits import Around, Hit, hit
from woolak.pipeline.detect.names.lexicon import (
    CAP,
    COMPOUND,
    FIRST,
    LAST,
    LISTED,
    NEVER,
    PLACE,
    PREFIX,
    ROLE,
    SELDOM,
    THING,
    TITLE,
    UPPER,
    WORD,
)
from woolak.pipeline.detect.names.lists import read_names
from woolak.pipeline.detect.names.sheet import Cell, Sheet
from woolak.pipeline.detect.patterns import alternatives
from woolak.pipeline.detect.phrases import Phrases, phrases

__all__ = ["find"]

LINES_BELOW = 7
"""How many lines with text below a closing can hold the name of who signs."""


@cache
def _greeting() -> Phrases:
    listed = name_cues().greetings
    return phrases(rf"(?im)(?:^|[\n\t>•.!?] ?)[ ]*({alternatives(listed)})(?:[ ]+|,[ ]+)(?=[^\W\d_])", listed)


@cache
def _closing() -> Phrases:
    listed = (*name_cues().closings, *name_cues().signing)
    return phrases(
        # the first test is true of all that follows, and enough for most characters
        r"(?im)(?<!\S)(?:^|(?<=[.!?,;] )|(?<=\t))[ ]*"
        rf"({alternatives(listed)})(?![^\W_]|[ ]?\d)[ ]*[,.:;!–-]*(?:[ ]+van)?[ ]*",
        listed,
    )


@cache
def _farewells() -> frozenset[str]:
    """The closings of a letter, and not the labels of a signature, below which a letter may be a cross."""
    return frozenset(words.rstrip(".") for words in name_cues().closings)


def find(sheet: Sheet, around: Around) -> Iterator[Hit]:
    yield from _salutations(sheet)
    yield from _spoken_to(sheet)
    yield from _signatures(sheet)
    yield from _signed_by_letter(sheet)


def _salutations(sheet: Sheet) -> Iterator[Hit]:
    for match in _greeting().finditer(sheet.text):
        index = sheet.at(match.end())
        if index >= len(sheet.tokens):
            continue
        cell = sheet.cell_of(index)
        for read in read_names(sheet, index, cell.end, loose=True, small=match[1].lower() != "dag"):
            words = read.last - read.first
            token = sheet.tokens[read.first]
            if token.flags & WORD and not read.listed:
                break
            if words == 1 and token.flags & WORD and not token.flags & CAP:
                break
            yield hit(read, 0.93, "salutation", match[1])


def _spoken_to(sheet: Sheet) -> Iterator[Hit]:
    """'@Karin', and 'Karin, kun jij ...' at the begin of a sentence."""
    tokens, address = sheet.tokens, cues().address
    for index, token in enumerate(tokens):
        if not token.flags & FIRST or token.flags & NEVER:
            continue
        at = (
            token.start > 0
            and sheet.text[token.start - 1] == "@"
            and (token.start < 2 or sheet.text[token.start - 2] in " \n\t(")
        )
        called = (
            token.flags & CAP
            and not token.flags & UPPER
            and index + 1 < len(tokens)
            and sheet.gap(index + 1) in (", ", ",\n")
            and tokens[index + 1].norm in address
            and sheet.opens_sentence(index)
        )
        if at or called:
            asked = called and index + 2 < len(tokens) and tokens[index + 2].norm in cues().addressed
            for read in read_names(sheet, index, token.end, loose=True, small=at):
                yield hit(read, 0.9 if asked else 0.8 if at or not token.flags & WORD else 0.55, "spoken_to")


def _signatures(sheet: Sheet) -> Iterator[Hit]:
    for match in _closing().finditer(sheet.text):
        seen = match[1]
        if letter := _LETTER.match(sheet.text, match.end()):
            yield Hit(*letter.span(), 0.7, "closing:" + seen)  # 'gr M.'
            continue
        below = _LETTER_BELOW.match(sheet.text, match.end(1))
        if below and seen.lower().rstrip(".") in _farewells():
            yield Hit(*below.span(1), 0.6, "closing:" + seen)  # 'Groet,' and below it 'P.'
            continue
        if sheet.text[: match.start()].endswith(", ") and seen.lower().rstrip(".") not in _farewells():
            continue  # 'Getest, akkoord' in a log
        index = sheet.at(match.end())
        if index < len(sheet.tokens) and sheet.tokens[index].line == sheet.text.count("\n", 0, match.start(1)):
            cell = sheet.cell_of(index)
            reads = read_names(sheet, index, cell.end, loose=True, small=True)
            if sheet.tokens[index].text in ("uit", "te"):
                continue  # 'Groeten uit Hoogeveen', 'Getekend te Hoogeveen,'
            if len(reads) > 1 and _NUMBERED.match(sheet.text, reads[-1].start):
                reads = reads[:-1]  # 'Groet, Karin Bos, T 0187 12 34 56'
            if reads and _whole(sheet, cell, reads, at_most=5) and not _ordinary(sheet, reads):
                yield from (hit(read, 0.9, "closing", seen) for read in reads)
                continue
            if _goes_on(sheet, index, cell):
                continue
        yield from _below(sheet, sheet.text.count("\n", 0, match.start(1)), seen)


def _goes_on(sheet: Sheet, index: int, cell: Cell) -> bool:
    """Whether running text follows that goes on on the next line: 'Hartelijk dank voor uw brief van ...'."""
    if sheet.tokens[index].flags & CAP or cell.last - index < 3:
        return False
    below = sheet.text[cell.end + 1 : line_end(sheet.text, cell.end + 1)].strip()
    return bool(below) and not sheet.text[: cell.end].rstrip().endswith((".", "!", ","))


_INITIAL = r"(?:[TS]j|[TCP]h|Fr|[A-ZÀ-Þ])"
_NUMBERED = re.compile(r"[A-Z][.:]? ?[+(]?\d")
_LETTER_LINE = re.compile(rf"(?m)^[ \t>]*({_INITIAL}\.?(?:[A-ZÀ-Þ]\.?)?)[ \t]*$")
_LETTER = re.compile(rf"{_INITIAL}(?:\.[A-ZÀ-Þ]){{0,2}}\.?(?=[ \t]*(?:\n|$))")
_LETTER_BELOW = re.compile(rf"[ \t,.!]*\n[ \t>]*(?:\n[ \t>]*)?((?!X)(?:{_INITIAL}\.?){{1,3}})(?=[ \t]*(?:\n|$))")
_MAIL_HEAD = re.compile(r"(?im)^[ \t>|*]*(?:van|from|verzonden|sent|onderwerp|subject)\*?[ ]*:")
_QUOTED = re.compile(
    r"(?i)[ \t>]*(?:\n?[ \t>]*(?:verstuurd|verzonden|sent) (?:vanaf|vanuit|met|from)"
    r"|-{3,}|_{5,}|van:|from:|(?:op|on) [^\n]{5,90}(?:schreef|wrote)|$)"
)


def _signed_by_letter(sheet: Sheet) -> Iterator[Hit]:
    """A letter or two alone on the last line of a mail, above the quoted one: 'K.'."""
    text = sheet.text
    if not _MAIL_HEAD.search(text):
        return
    for match in _LETTER_LINE.finditer(text):
        above = text[: match.start()].rstrip(" \t>\n")
        if above[-1:] in (".", "!", "?", ",", ")") and _QUOTED.match(text[match.end() :].lstrip("\n")):
            yield Hit(match.start(1), match.end(1), 0.6, "signature:" + match[1])


def _signature_lines(sheet: Sheet, line: int) -> Iterator[Cell]:
    """The cells with text on the lines below a closing."""
    seen = 0
    for cells in sheet.lines[line + 1 : line + 16]:
        filled = [cell for cell in cells if sheet.text[cell.start : cell.end].strip()]
        if not filled:
            continue
        if sheet.text.startswith(("---", "___"), filled[0].start):
            return  # here another mail begins
        seen += 1
        if seen > LINES_BELOW:
            return
        yield from filled


def _below(sheet: Sheet, line: int, seen: str) -> Iterator[Hit]:
    """A line (or cell) that is nothing but a name, below a closing; ends at the first running text."""
    found = 0
    for cell in _signature_lines(sheet, line):
        if cell.last - cell.first > 14:
            return
        reads = read_names(sheet, cell.first, cell.end, loose=True) if cell.last > cell.first else []
        if reads and _whole(sheet, cell, reads) and not _ordinary(sheet, reads):
            yield from (hit(read, 0.9, "signature", seen) for read in reads if not _ordinary(sheet, [read]))
            found += 1
        if found >= 4:
            return


def _whole(sheet: Sheet, cell: Cell, reads: list[Read], at_most: int = 0) -> bool:
    """Whether a cell holds nothing but names, but for titles, a role, an address or what stands in brackets."""
    last = reads[-1].last
    rest = sheet.text[reads[-1].end : cell.end].strip()
    if rest[:1] == "," and rest[1:].strip()[:1].isdigit():
        return False  # 'Zijldam, 3 mei 2024': where and when
    if not rest or rest[0] in ",(|<-–/[+:.!" or not any(letter.isalpha() for letter in rest):
        return True
    tokens = sheet.tokens[last : cell.last]
    return bool(tokens) and (bool(tokens[0].flags & (ROLE | TITLE)) or (len(tokens) <= at_most and not reads[0].plain))


def _ordinary(sheet: Sheet, reads: list[Read]) -> bool:
    """Whether what reads like a name is rather an ordinary word, a place or an organisation."""
    read = reads[0]
    words = sheet.tokens[read.first : read.last]
    if any(token.flags & NEVER and not token.text.islower() for token in words):
        return True
    if len(words) == 1:
        flags = words[0].flags
        if flags & SELDOM or (flags & (PLACE | ROLE) and not flags & (FIRST | LAST)):
            return True
        return bool(flags & (WORD | COMPOUND | THING) and not flags & (FIRST | LAST)) or bool(
            flags & UPPER and not read.listed
        )
    thing = words[-1].flags & (WORD | COMPOUND) and not words[-1].flags & LISTED and not words[-2].flags & PREFIX
    if thing and words[0].flags & WORD and not words[0].flags & FIRST:
        return True  # 'Oude Spinnerij'
    return not read.listed and all(token.flags & (WORD | PLACE) for token in words)
