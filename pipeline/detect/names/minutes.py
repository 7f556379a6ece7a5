"""Names in minutes and chats: who was there, and who speaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from woolak.pipeline.detect.names import chats
from woolak.pipeline.detect.names.cues import name_cues
from woolak.pipeline.detect.names.grammar import Read, read_name
from woolak.pipeline.detect.names.hits import Around, Hit, hit
from woolak.pipeline.detect.names.initials_places import could_be_initials
from woolak.pipeline.detect.names.labels import person_like
from woolak.pipeline.detect.names.lexicon import FIRST, LAST, NEVER, WORD
from woolak.pipeline.detect.names.lists import read_all
from woolak.pipeline.detect.names.sheet import Sheet
from woolak.pipeline.detect.patterns import alternatives
from woolak.pipeline.detect.phrases import Phrases, phrases

__all__ = ["find"]

LINES = 20
"""Lines that a list of participants can go on, at most."""
_SPEAKER = re.compile(
    r"""^[ \t>*•–-]*
    (?:[\[(]?\d{1,2}[-./]\d{1,2}(?:[-./]\d{2,4})?,?[ ])?                 # a date
    (?P<time>[\[(]?\d{1,2}[:.]\d{2}(?::\d{2})?[\])]?[ ]*[-–]?[ ]*)?
    [\[(]?(?=[A-ZÀ-Þ])""",
    re.VERBOSE | re.MULTILINE,
)
_SAYS = re.compile(r"[ ]?:[ ]")
_LONGEST = 200
"""Characters of a name with its titles, at most."""
_CLOSES = re.compile(r"(?: [A-Z]\.)?[\])]")


@cache
def _attendance() -> Phrases:
    words = alternatives(name_cues().attendance)
    others = alternatives(name_cues().attendance_with_colon)
    return phrases(
        rf"(?im)^[ \t>*•–-]*(?:({words})(?:[ ]*\([^()\n]{{1,60}}\))?[ ]*(?:[:\t]|(?=\n))|({others})[ ]*:)[ \t]*",
        (*name_cues().attendance, *name_cues().attendance_with_colon),
    )


@cache
def _any_label() -> re.Pattern[str]:
    """A line that starts something else."""
    parts = alternatives(name_cues().parts)
    return re.compile(rf"[ \t>]*(?:\d+[.)]\s|[A-Z][\w /.()-]{{2,40}}:(?:\s|$)|(?i:{parts})\b)")


def find(sheet: Sheet, around: Around) -> Iterator[Hit]:
    yield from _participants(sheet)
    yield from _speakers(sheet)
    yield from chats.find(sheet, around)


def _participants(sheet: Sheet) -> Iterator[Hit]:
    text = sheet.text
    for match in _attendance().finditer(text):
        label = match[1] or match[2]
        line = text.count("\n", 0, match.start())
        found = 0
        for number in range(line, min(line + LINES, len(sheet.lines))):
            cells = sheet.lines[number]
            start, end = match.end() if number == line else cells[0].start, cells[-1].end
            content = text[start:end]
            if number > line and ((not content.strip() and found) or _any_label().match(content)):
                break
            if not content.strip():
                continue
            reads = [read for read in read_all(sheet, sheet.at(start), end) if person_like(sheet, read, strong=True)]
            for read in reads:
                yield hit(read, 0.88 if read.listed else 0.6, "attendance", label)
            yield from _codes(sheet, start, end, label, bool(reads))
            if number > line and not reads and len(content.split()) > 8:
                break
            found += len(reads)


def _codes(sheet: Sheet, start: int, end: int, label: str, names: bool) -> Iterator[Hit]:
    """People who are listed by their initials: 'Aanwezig: KdV, JB, RvdM'."""
    tokens = [token for token in sheet.tokens[sheet.at(start) : sheet.at(end)] if not token.flags & NEVER]
    codes = [token for token in tokens if could_be_initials(token) and len(token.text) < 5]
    for token in codes:
        mixed = not token.text.isupper()
        if mixed or (not names and len(codes) > 1 and 2 * len(codes) > len(tokens)):
            yield Hit(token.start, token.end, 0.55 if mixed else 0.45, f"attendance:{label}")


def _speakers(sheet: Sheet) -> Iterator[Hit]:
    """'Karin: ...' at the begin of a line; '14:02 - Robin: ...'; '[Robin V.] ...'."""
    candidates: list[tuple[Read, bool]] = []
    seen: Counter[str] = Counter()
    text = sheet.text
    for match in _SPEAKER.finditer(text):
        opened = match[0][-1:] in ("[", "(")
        if not opened and ": " not in text[match.end() : match.end() + _LONGEST]:
            continue
        index = sheet.at(match.end())
        if index >= len(sheet.tokens) or sheet.tokens[index].start != match.end():
            continue
        read = read_name(sheet, index, wrap=False)
        if read is None or not person_like(sheet, read, strong=False):
            continue
        behind = text[read.end : read.end + 5]
        bracketed = opened and _CLOSES.match(behind)
        if bracketed or _SAYS.match(behind):
            candidates.append((read, bool(match["time"] or bracketed)))
            seen[text[read.start : read.end]] += 1
    sure = [read for read, _ in candidates if not read.plain and read.listed]
    for read, timed in candidates:
        token = sheet.tokens[read.first]
        single = read.last - read.first == 1
        often = timed or len(sure) > 1 or seen[text[read.start : read.end]] > 1
        if single and not often and (token.flags & WORD or not token.flags & (FIRST | LAST)):
            continue
        yield hit(read, 0.75 if not read.plain else 0.5, "speaker")
