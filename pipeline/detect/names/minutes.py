"""Names in minutes and chats: who was there, who speaks, and the initials by which they go from then on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from woolak.pipeline.detect.names.cues import alternatives, name_cues
from woolak.pipeline.detect.names.grammar import Read, read_name
from woolak.pipeline.detect.names.hits import Around, Hit, hit
from woolak.pipeline.detect.names.labels import person_like
from woolak.pipeline.detect.names.lexicon import CAP, FIRST, LAST, NEVER, PREFIX, WORD
from woolak.pipeline.detect.names.lists import read_all
from woolak.pipeline.detect.names.people import PersonName
from woolak.pipeline.detect.names.sheet import Sheet, Token
from woolak.pipeline.detect.names.spelling import letters

__all__ = ["could_be_initials", "find", "initials_of", "introduces"]

LINES = 20
"""Lines that a list of participants can go on, at most."""
_SPEAKER = re.compile(
    r"""^[ \t>*•–-]*
    (?:[\[(]?\d{1,2}[-./]\d{1,2}(?:[-./]\d{2,4})?,?[ ])?          # a date
    (?:[\[(]?\d{1,2}[:.]\d{2}(?::\d{2})?[\])]?[ ]*[-–]?[ ]*)?     # a time
    [\[(]?(?=[A-ZÀ-Þ])""",
    re.VERBOSE | re.MULTILINE,
)
_ACRONYM = re.compile(r"(?<![\w@.])[A-Z][a-z]{1,3}[A-Z](?![\w@])")


@cache
def _attendance() -> re.Pattern[str]:
    words = alternatives(name_cues().attendance)
    return re.compile(rf"(?im)^[ \t>*•–-]*({words})(?:[ ]*\([^()\n]{{1,60}}\))?[ ]*(?:[:\t]|(?=\n))[ \t]*")


@cache
def _any_label() -> re.Pattern[str]:
    """A line that starts something else."""
    parts = alternatives(name_cues().parts)
    return re.compile(rf"[ \t>]*(?:\d+[.)]\s|[A-Z][\w /.()-]{{2,40}}:(?:\s|$)|(?i:{parts})\b)")


def find(sheet: Sheet, around: Around) -> Iterator[Hit]:
    yield from _participants(sheet)
    yield from _speakers(sheet)
    yield from _introduced(sheet)


def _participants(sheet: Sheet) -> Iterator[Hit]:
    text = sheet.text
    for match in _attendance().finditer(text):
        line = text.count("\n", 0, match.start(1))
        start, found = match.end(), 0
        for number in range(line, min(line + LINES, len(sheet.lines))):
            cells = sheet.lines[number]
            first, end = (sheet.at(start), cells[-1].end) if number == line else (cells[0].first, cells[-1].end)
            content = text[start if number == line else cells[0].start : end]
            if number > line and ((not content.strip() and found) or _any_label().match(content)):
                break
            if not content.strip():
                continue
            reads = [r for r in read_all(sheet, first, end, turned=False) if person_like(sheet, r, strong=True)]
            for read in reads:
                yield hit(read, 0.88 if read.listed else 0.6, "attendance", match[1])
            for acronym in _ACRONYM.finditer(content):
                at = end - len(content) + acronym.start()
                yield Hit(at, at + len(acronym[0]), 0.55, f"attendance:{match[1]}")
            if number > line and not reads and len(content.split()) > 8:
                break
            found += len(reads)


def _speakers(sheet: Sheet) -> Iterator[Hit]:
    """'Karin: ...' at the begin of a line; '14:02 - Robin: ...'; '[Robin V.] ...'."""
    seen: dict[str, int] = {}
    candidates: list[tuple[Read, bool]] = []
    for match in _SPEAKER.finditer(sheet.text):
        index = sheet.at(match.end())
        if index >= len(sheet.tokens) or sheet.tokens[index].start != match.end():
            continue
        read = read_name(sheet, index, wrap=False)
        if read is None:
            continue
        behind = sheet.text[read.end : read.end + 4].lstrip(" ")
        if match[0][-1:] in "[(" and match[0] and re.match(r"( [A-Z]\.)?[\])]", sheet.text[read.end : read.end + 5]):
            candidates.append((read, True))
        elif behind[:1] == ":" and behind[1:2] in (" ", "\n", "\t", ""):
            candidates.append((read, behind[1:2] == " "))
        seen[sheet.text[read.start : read.end]] = seen.get(sheet.text[read.start : read.end], 0) + 1
    for read, spoken in candidates:
        token = sheet.tokens[read.first]
        if not person_like(sheet, read, strong=False):
            continue
        often = seen[sheet.text[read.start : read.end]] > 1
        single = read.last - read.first == 1
        if single and token.flags & WORD and not often:
            continue
        if single and not token.flags & (FIRST | LAST) and not often:
            continue
        if spoken:
            yield hit(read, 0.75 if not read.plain else 0.5, "speaker")


def introduces(short: str, name: PersonName, bracketed: bool = True) -> bool:
    """Whether initials in brackets can be those of the name before them: 'Karin de Vries (KdV)', 'J. Bakker (JB)'.

    >>> introduces("KdV", PersonName(given=("karin",), prefix="de", surname="vries"))
    True
    """
    small = letters(short)
    return 2 <= len(small) <= 5 and (small in initials_of(name) or (bracketed and small in _shortened(name)))


def initials_of(name: PersonName) -> set[str]:
    """Every way to put a name into initials: Karin de Vries is 'kdv' and 'kv'."""
    if not name.surname or not name.first_letters:
        return set()
    family = "".join(part[0] for part in name.surname.replace("-", " ").split())
    prefix = "".join(part[0] for part in name.prefix.split() if part[0].isalpha())
    bodies = {family, prefix + family, prefix[:1] + family, family[:1], prefix + family[:1]}
    return {first + body for first in (name.first_letters, name.first_letters[:1]) for body in bodies}


def _shortened(name: PersonName) -> set[str]:
    family = letters(name.surname)
    return (
        {name.first_letters[:1] + family[:2], family[:3], *(given[:3] for given in name.given)}
        if name.surname
        else set()
    )


_BEFORE_INITIALS = {"(", " (", " [", ", ", " - ", " – ", "\t", " = ", " / ", ": ", " (hierna: ", " (hierna "}
_BEHIND_INITIALS = {": ", " = ", " - ", " – ", "\t", " ("}


def could_be_initials(token: Token) -> bool:
    """Whether a word has the form of somebody's initials: KdV, JB, RvdM."""
    text = token.text.replace(".", "")
    return (
        2 <= len(text) <= 5 and text[0].isupper() and text[-1].isupper() and text.isalpha() and not token.flags & NEVER
    )


def _introduced(sheet: Sheet) -> Iterator[Hit]:
    """Initials beside the name that they stand for, before or behind it: 'Karin de Vries (KdV)', 'JB = Jan Bakker'."""
    tokens = sheet.tokens
    for index, token in enumerate(tokens):
        if not could_be_initials(token):
            continue
        name = None
        if index and sheet.gap(index).replace('"', "") in _BEFORE_INITIALS:
            name = _name_ending(sheet, index)
        if name is None and index + 1 < len(tokens) and sheet.gap(index + 1) in _BEHIND_INITIALS:
            read = read_name(sheet, index + 1, loose=True, wrap=False)
            name = read.name if read else None
        if name is not None and introduces(token.text, name, sheet.gap(index).endswith("(")):
            yield Hit(token.start, token.end, 0.8, f"introduced_initials:{token.text}", None, name)


def _name_ending(sheet: Sheet, index: int) -> PersonName | None:
    """The longest name that ends just before a token."""
    for start in range(max(0, index - 6), index):
        if sheet.tokens[start].flags & (CAP | PREFIX):
            read = read_name(sheet, start, loose=True)
            if read is not None and read.last == index:
                return read.name
    return None
