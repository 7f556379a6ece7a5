"""Notes about somebody: the piece of a cell in a row that names him, a bracket behind his name, a column or a field
that asks where he comes from or what he believes."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from woolak.pipeline.detect.identifiers.columns import Cell
from woolak.pipeline.detect.identifiers.cues import Cue, special
from woolak.pipeline.detect.identifiers.rows import heads_over
from woolak.pipeline.detect.identifiers.special_clauses import ASKS, TELLS
from woolak.pipeline.detect.identifiers.special_cues import listed, signs
from woolak.pipeline.detect.identifiers.special_words import IN_CAPITALS, one_of
from woolak.pipeline.detect.identifiers.surroundings import Surroundings, fold

__all__ = ["ROW", "Note", "note_of", "of_a_column"]

SHORT = 3  # letters of an abbreviation that was read as a name: MS
ROW = 3  # cells that a row of a table has at least
LONGEST = 220  # characters of an entry; what is longer is running text
FIELD_BEFORE = 600  # characters before a field of a form in which its person is named
BEHIND_NAME = 25  # characters between a name and a bracket about him
PIECE = re.compile(
    r"\bdat(?= (?:hij|zij|ze) )|[,;](?=\s)|(?<=[a-zà-ÿ)\d])[.!?](?=\s+[A-ZÀ-Þ])|\s[–-](?=\s)|:(?=\s)|\)(?=\s)"
)
AWAY = re.compile(r"\b(?:wk|week|weg|vrij|vakantie|vervangt|terug|verlof|rooster)\b")
"""On the line of a list with brackets, that it tells when somebody is away."""


class Note(NamedTuple):
    """What tells it in an entry of a row, what of that stands before the word and what from there on, whether its
    column asks for such, and whether that is about work."""

    spans: tuple[tuple[int, int], ...]
    before: str
    behind: str
    asked: bool
    of_work: bool


def of_a_column(around: Surroundings, cue: Cue, heads: tuple[str, ...]) -> tuple[int, int] | None:
    """The cell or field with nothing else in it, under one of these heads or behind one, where somebody is named."""
    cell = around.columns.cell_at(cue.start)
    line = around.columns.line_span(cell.line)
    label = re.compile(r"\s*([^:\t\n]{3,30}?)\s*:\s*").match(around.folded, cell.start, cue.start)
    start = label.end() if label else cell.start
    if around.folded[start : cue.start].strip() or len(around.folded[cue.end : cell.end].split()) > 2:
        return None
    if label:
        asked = label[1].strip() in heads
    elif cell.of == 2 and cell.column == 1:
        asked = around.folded[line[0] : cell.start].strip(" :*.\t") in heads
        asked = asked or any(over in heads for over in heads_over(around, cue.start))
    else:
        asked = cell.of > 1 and any(over in heads for over in heads_over(around, cue.start))
    if not asked:
        return None
    if not around.person_between(line[0] if cell.of > 1 and not label else 0, line[1]) and not around.person_between(
        max(0, line[0] - FIELD_BEFORE) if label or cell.of == 2 else line[0], line[1] + FIELD_BEFORE * bool(label)
    ):
        return None
    return start, cell.end


def note_of(around: Surroundings, cue: Cue) -> Note | None:
    """The note in which a word stands, of somebody named outside it."""
    return _in_brackets(around, cue) or _in_a_row(around, cue)


def _in_brackets(around: Surroundings, cue: Cue) -> Note | None:
    """'Karin (griep)', 'Karin wk 8 (ramadan)'."""
    opened = around.text.rfind("(", max(0, cue.start - 40), cue.start)
    closed = around.text.find(")", cue.end, cue.end + 60)
    if opened < 0 or closed < 0 or ")" in around.text[opened : cue.start]:
        return None
    named = [span for span in around.persons if 0 <= opened - span[1] <= BEHIND_NAME]
    if not named or re.search(r"[.;!?]|\b(?:van|bij|is|heeft)\b", around.text[named[-1][1] : opened]):
        return None
    line = around.folded[slice(*around.columns.line_span(around.columns.line_of(cue.start)))]
    if line.count("(") > 1 and not (one_of(special().absent).search(line) or AWAY.search(line)):
        return None
    if not (around.text[named[-1][1] : opened].strip() == "" or AWAY.search(line)):
        return None
    inside = around.folded[opened + 1 : cue.start], around.folded[cue.start : closed]
    return Note(((opened + 1, closed),), *inside, True, False)


def _in_a_row(around: Surroundings, cue: Cue) -> Note | None:
    """The pieces of an entry that tell it: 'pauze, [[opname ggz sinds mei]]'."""
    cell = around.columns.cell_at(cue.start)
    entry = _entry(around, cell)
    row = entry[0]
    field = _is_field(around, row)
    if not (row.of >= ROW or field) or sum(one.end - one.start for one in entry) > LONGEST:
        return None
    first, last = around.columns.line_span(row.line)
    first = max(0, first - FIELD_BEFORE) if field else first
    outside = [span for span in around.persons if first <= span[0] < last and not row.start <= span[0] < row.end]
    if not outside:
        return None
    spans, before, behind = _told_pieces(around, entry, cue)
    if any(spans[0][0] <= span[0] < cue.start and span[1] - span[0] > SHORT for span in around.persons):
        return None  # it is said of who is named there
    heads = list(heads_over(around, row.start))
    work = any(head in signs().work_heads for head in heads)
    asked = any(listed(signs().note_heads).search(head) for head in heads if len(head) < 40)
    return Note(spans, before, behind, (asked or field) and not work, work)


def _is_field(around: Surroundings, cell: Cell) -> bool:
    """Whether a cell is filled in behind a label that asks for somebody's health: 'Bijzonderheden | epilepsie'."""
    if cell.of != ROW - 1 or not cell.column:
        return False
    label = around.columns.cells(cell.line)[0]
    return around.folded[label.start : label.end].strip(" :*.") in special().heads


def _entry(around: Surroundings, cell: Cell) -> list[Cell]:
    """The cell, with the one of the row above that goes on in it, or the ones below in which it goes on."""
    if cell.of < ROW and around.text[cell.start : cell.start + 1].islower() and cell.line:
        above = around.columns.cells(cell.line - 1)
        if len(above) >= ROW:
            same = next(around.columns.above(cell, 1), None) if cell.placed else None
            return [same or max(above, key=lambda one: one.end - one.start), cell]
    entry = [cell]
    for below in around.columns.below(cell, 1):
        text = around.text[below.start : below.end]
        if 0 < below.of < cell.of and text[:1].islower() and len(text) < LONGEST:
            entry.append(below)
    if len(entry) == 1 and cell.line + 1 < around.columns.line_count and not cell.placed and cell.of >= ROW:
        below_all = around.columns.cells(cell.line + 1)
        longest = max(around.columns.cells(cell.line), key=lambda one: one.end - one.start)
        if (
            len(below_all) == 1
            and longest == cell
            and around.text[below_all[0].start : below_all[0].start + 1].islower()
        ):
            entry.append(below_all[0])
    return entry


def _told_pieces(around: Surroundings, entry: list[Cell], cue: Cue) -> tuple[tuple[tuple[int, int], ...], str, str]:
    """The spans of the pieces that tell it, cut at commas and the ends of sentences; and in small letters what of the
    piece with the word stands before it, and what from there on."""
    places = [place for cell in entry for place in (*range(cell.start, cell.end), -1)][:-1]
    text = "".join(around.text[place] if place >= 0 else "\n" for place in places)
    cuts = [0, *(match.end() for match in PIECE.finditer(text)), len(text)]
    pieces = [(a, b) for a, b in pairwise(cuts) if text[a:b].strip()]
    at = next(n for n, (a, b) in enumerate(pieces) if any(places[k] == cue.start for k in range(a, b)))
    chosen = [at]
    for step in (1, -1):
        beside = at + step
        while 0 <= beside < len(pieces) and _has_sign(around, [places[k] for k in range(*pieces[beside])]):
            chosen.append(beside)
            beside += step
    first, last = pieces[min(chosen)][0], pieces[max(chosen)][1]
    if not min(chosen):  # an entry that begins with it goes to the end of its sentence
        last = next((b for _, b in pieces if b >= last and text[:b].rstrip()[-1:] in ".!?"), len(text))
    asks = ASKS.search(text.lower(), first, last)
    last = asks.start() if asks and asks.start() > places.index(cue.start) else last
    while first < last and text[first] in " \n,;:.–-":
        first += 1
    while last > first and text[last - 1] in " \n,;:.–-":
        last -= 1
    spans, run = list[tuple[int, int]](), list[int]()
    for place in (*places[first:last], -1):
        if place >= 0:
            run.append(place)
        elif run:
            spans.append((run[0], run[-1] + 1))
            run = []
    at_word, piece = places.index(cue.start), pieces[at]
    folded = fold(text)
    return tuple(spans), folded[piece[0] : at_word], folded[at_word : piece[1]]


def _has_sign(around: Surroundings, places: list[int]) -> bool:
    known = [place for place in places if place >= 0]
    kinds = (*TELLS, "things:gezondheid", "offences", "house:gezondheid", "house:strafrecht")
    if known and IN_CAPITALS.search(around.text, known[0], known[-1] + 1):
        return True
    return bool(known) and any(around.cues.any_between(kind, known[0], known[-1] + 1) for kind in kinds)
