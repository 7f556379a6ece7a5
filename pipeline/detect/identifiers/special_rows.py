"""Somebody's illness that no sentence tells: behind a name and a dash, or in a cell of the row that names him."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from woolak.pipeline.detect.identifiers.columns import Cell
from woolak.pipeline.detect.identifiers.cues import Cue, health, special
from woolak.pipeline.detect.identifiers.rows import heads_over
from woolak.pipeline.detect.identifiers.sentences import sentence_around
from woolak.pipeline.detect.identifiers.special_care import broken
from woolak.pipeline.detect.identifiers.special_words import in_capitals, is_in_a_name, one_of
from woolak.pipeline.detect.identifiers.surroundings import Surroundings
from woolak.pipeline.detect.patterns import alternatives

__all__ = ["faith_in_rows", "told_in_rows"]

OPENING = 30  # characters with which an entry may begin before its first word of illness
ASKED = re.compile(r"(?:vraagt|vroeg|wil|zoekt|verzoekt|huurt|reserveert|volgt|geeft|krijgt)\b")
ROW = 3  # cells that a row of a table has at least
LONGEST = 200  # characters of an entry; what is longer is running text
ROW_BEFORE = 3  # lines over a line in which its row may begin, where a table was read line by line
FORM_BEFORE = 600  # characters before a field of a form in which its person is named
SURNAME_FIRST = re.compile(
    r"(?:\d{1,2}[.)] ?|[•*-] )(?:[a-z]+ ){0,3}[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+)?, ?[A-ZÀ-Þ][\w'’.-]+"
)
"""How a list of people names each: '2. Van Dam, Ineke'."""
NEXT_LINE = re.compile(r"\n(?=[A-ZÀ-Þ\d•*-])")
"""Where an entry of a list ends without a full stop."""
BETWEEN = 60  # characters between a name and what ails him
ASKS = re.compile(r",? (?:en|dus|maar) (?:vraagt|verzoekt|wil|wenst|zoekt|belt|betaalt|hoopt)\b")
"""Behind what ails somebody: what he wants."""
BORN = re.compile(r"(?<!\d)\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d(?!\d)|\b\d{1,2} (?:jaar|jr)\b|\(\d{1,2}\)")


@cache
def _behind_name() -> re.Pattern[str]:
    """Between a name and what ails him: a dash, a colon or a bracket, perhaps with his age before it."""
    return re.compile(
        r"[ ,.]*(?:\(?\d{1,2}(?: jaar| jr\.?)?\)?|\(?\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}\)?)?[ ,.]*(?: -|:|\(| –|,? =)[ ]*"
        rf"(?:(?:een|de|met|heeft|had|weer|nog|{alternatives(health().degrees)}"
        r"|vanwege|wegens|door|ivm|haar|zijn|thuis|ligt|sinds|ziek)[ ,]+){0,3}"
    )


@cache
def _filled_in() -> re.Pattern[str]:
    """With what an entry of a form or a list begins, before what it tells."""
    return re.compile(
        rf"(?:(?:ja|nee|wel|geen|{alternatives(health().degrees)}|bekend met|heeft|een|met)[ ,:;-]*|\d[.) ]*){{0,4}}"
    )


def told_in_rows(around: Surroundings) -> Iterator[tuple[int, int]]:
    """What lists and rows tell of somebody's illness."""
    last = -1
    for cue in sorted((*around.cues.of("illness"), *in_capitals(around), *broken(around))):
        if cue.start < last or _is_subject(around, cue) or is_in_a_name(around, cue):
            continue
        for span in (_behind_a_name(around, cue), _behind_a_label(around, cue), *_in_a_row(around, cue)):
            if span and span[1] > span[0]:
                last = max(last, span[1])
                yield span


def faith_in_rows(around: Surroundings) -> Iterator[tuple[int, int]]:
    """What somebody who is named in a row asks for his faith: 'Kaya, A. | Vraagt zaal voor bijbelstudie'."""
    for cue in around.cues.of("things:godsdienst"):
        cell = around.columns.cell_at(cue.start)
        first = around.columns.line_span(cell.line)[0]
        asked = ASKED.match(around.folded, cell.start, cue.start)
        if asked and cell.of >= ROW and cell.end - cell.start <= LONGEST and around.person_between(first, cell.start):
            yield cell.start, cell.end


def _is_subject(around: Surroundings, cue: Cue) -> bool:
    """Whether a line is about an illness as a subject: a list of workshops, of services, of who knows about what."""
    first, last = around.columns.line_span(around.columns.line_of(cue.start))
    return bool(_subject_pattern().search(around.folded, first, last))


@cache
def _subject_pattern() -> re.Pattern[str]:
    words = {*special().topics, *special().topics_behind} - set(special().no_subjects)
    return re.compile(rf"(?<!\w)(?:{alternatives(words)})(?!\w)")


def _behind_a_name(around: Surroundings, cue: Cue) -> tuple[int, int] | None:
    """'3. De Boer, Wim - hernia, zit thuis', 'Karin (migraine)'."""
    first = around.columns.line_span(around.columns.line_of(cue.start))[0]
    listed = SURNAME_FIRST.match(around.text, first, cue.start)
    names = [end for _, end in around.persons if first < end <= cue.start] + ([listed.end()] if listed else [])
    for end in names:
        if cue.start - end > BETWEEN:
            continue
        if sign := _behind_name().fullmatch(around.folded, end, cue.start):
            start = end + len(sign[0]) - len(re.search(r"[^-:(–=]*\Z", sign[0])[0].lstrip())  # type: ignore[index]
            stop = sentence_around(around.text, cue.start)[1]
            further = NEXT_LINE.search(around.text, cue.end, stop)
            stop = further.start() if further else stop
            if "(" in sign[0]:
                if _is_list_of_subjects(around, cue):
                    return None
                closed = around.text.find(")", cue.end)
                stop = closed if 0 <= closed < stop else stop
            tab = around.text.find("\t", cue.end, stop)
            return start, tab if tab >= 0 else min(stop, start + LONGEST)
    return None


def _behind_a_label(around: Surroundings, cue: Cue) -> tuple[int, int] | None:
    """'Cliënt: de heer Vos. Diagnose: reuma': what is filled in behind a label, of who is named before it."""
    first = around.columns.cell_at(cue.start).start
    label = _label_pattern().search(around.folded, first, cue.start) or _head_over(around, first, cue.start)
    if label is None or not around.person_between(max(0, first - FORM_BEFORE), label.start()):
        return None
    end = sentence_around(around.text, cue.start)[1]
    return label.end("label"), end - (around.text[end - 1] == ".")


def _head_over(around: Surroundings, first: int, until: int) -> re.Match[str] | None:
    """The line over an entry of a form when it asks for health: '4 Letsel en schade'."""
    over = around.text.rfind("\n", 0, max(0, first - 1)) + 1
    return _head_pattern().match(around.folded, over, until) if over < first else None


@cache
def _head_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?P<label>[\d. ]{{0,4}}(?:{alternatives(special().heads)})(?: en [a-zà-ÿ]+)?[ ]?:?[ ]*\n)")


@cache
def _label_pattern() -> re.Pattern[str]:
    heads = alternatives(special().heads)
    return re.compile(rf"(?P<label>(?<!\w)(?:{heads}) ?: ?)(?:{_filled_in().pattern})\Z")


def _is_list_of_subjects(around: Surroundings, cue: Cue) -> bool:
    """Whether brackets behind names tell what each does: 'Karin Bos (dementie), Wim de Boer (jeugd)'."""
    first, last = around.columns.line_span(around.columns.line_of(cue.start))
    line = around.folded[first:last]
    return line.count("(") > 1 and not one_of(special().absent).search(line)


def _in_a_row(around: Surroundings, cue: Cue) -> Iterator[tuple[int, int]]:
    """'De Boer, Wim, 3-4-2012 | rolstoel, spierziekte': the cell, and where it goes on in the line below."""
    cell = around.columns.cell_at(cue.start)
    length = cell.end - cell.start
    if length > LONGEST or cue.start - cell.start > OPENING:
        return
    entry = around.folded[cell.start : cell.end]
    words = len(around.cues.between("illness", cell.start, cell.end)) + len(
        around.cues.between("soft", cell.start, cell.end)
    )
    opened = _filled_in().fullmatch(around.folded, cell.start, cue.start) or around.cues.any_between(
        "soft", cell.start, cue.start
    )
    head = _head(around, cell) or _of_kin(around, cue, cell)
    if not (head or (opened and not re.search(r"[.!?] ", entry))):
        return
    if not (head or words > 1 or _born_in_row(around, cell)) or not _somebody(around, cell, head):
        return
    asks = ASKS.search(around.folded, cue.end, cell.end)
    yield cell.start, asks.start() if asks else cell.end
    for under in around.columns.below(cell, 1):
        text = around.text[under.start : under.end]
        if text[:1].islower() and len(text) < LONGEST and 1 < under.of < cell.of:  # a row has as many cells as this one
            yield under.start, under.end


def _of_kin(around: Surroundings, cue: Cue, cell: Cell) -> str:
    """Whether the ailment is told to be that of one of somebody's own: 'longklachten dochter'."""
    kin = one_of(special().kin)
    behind = kin.match(around.folded, cue.end + 1, cell.end)
    return "kin" if behind or re.search(rf"(?:{kin.pattern}) \Z", around.folded[cell.start : cue.start]) else ""


def _head(around: Surroundings, cell: Cell) -> str:
    """What stands over the column or before the field, when that says that health is written there: form or table."""
    heads = special().heads
    if cell.column and not around.text[cell.start - 1 : cell.start].strip():
        left = around.columns.cells(cell.line)[cell.column - 1]
        if around.folded[left.start : left.end].strip(" :*.") in heads:
            return "field"
    return "column" if any(over in heads for over in heads_over(around, cell.start)) else ""


def _born_in_row(around: Surroundings, cell: Cell) -> bool:
    first = around.columns.line_span(cell.line)[0]
    below = around.columns.line_span(min(cell.line + 1, around.columns.line_count - 1))[1]
    return BORN.search(around.text, first, below) is not None


def _somebody(around: Surroundings, cell: Cell, head: str) -> bool:
    """Whether the row names somebody: before the cell, over it where each cell is a line, or before the form."""
    first = around.columns.line_span(cell.line)[0]
    if around.person_between(first, cell.start):
        return True
    if head == "field":
        return bool(around.person_between(max(0, first - FORM_BEFORE), cell.start))
    over = around.columns.line_span(max(0, cell.line - ROW_BEFORE))[0]
    return (
        cell.of == 1
        and bool(around.person_between(over, cell.start))
        and BORN.search(around.text, over, cell.start) is not None
    )
