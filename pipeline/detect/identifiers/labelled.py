"""Where the value of a label stands: behind it ('Ons kenmerk: 2016/123'), in the next cell, or in those under it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from woolak.pipeline.detect.identifiers.codes import Reader, is_years
from woolak.pipeline.detect.identifiers.columns import Cell
from woolak.pipeline.detect.identifiers.cues import Cue
from woolak.pipeline.detect.identifiers.surroundings import Surroundings
from woolak.pipeline.detect.lines import line_end

__all__ = ["LONGEST_TABLE", "Value", "is_one_of_heads", "numbers_under", "values_of"]

AFTER = re.compile(
    r"(?P<words>[ ]?(?:\([^()\n\t]{0,45}\))?"
    r"(?:[ .]*\b(?:is|zijn|luidt|nummers?|nr|no|onder|met|nrs|heeft|hebben|draagt|ingediend|uitgebracht)\b\.?)*"
    r"(?:(?:(?<= is)|(?<=luidt))\n)?)"
    r"[ ]*(?P<sign>[:=#.|;]*)[ ]*(?P<cell>\t*)[ ]*(?P<more>[:=#]?)[ ]*"
)
"""Between a label and its value: 'nr.', a remark in brackets, 'is', a colon."""
TO_COLON = re.compile(r"[ /(][^\n\t:\d]{1,40}:[ ]{0,3}")
"""The label goes on: 'klantnummer bij ons:', 'offertenummer/datum:'."""
SIGN_WORDS = re.compile(r"\b(?:nummers?|nrs?|no|is|luidt|zijn)\b|\)")
LIST = re.compile(r"(?:\s?\([^()\n\d]{1,40}\))?(?:\s?[,;/+&]\s?|\s?,?\s?\b(?:en|of|t/m)\s)")
"""Between the values of a list, with what each is for in brackets: '4310 (zaalhuur) en 4320 (drukwerk)'."""
SECOND = re.compile(r" ?/ ?[a-z]+(?=[\t:])")
"""A second label in the same cell: 'Kostenplaats / soort'."""
BRACKETED = re.compile(r"(?: [A-Za-z][\w-]*){0,4} \((?=(?:[A-Z]{1,4} )?[\w./-]+[),;])")
"""'een rijbewijs (5402917736)', 'de kostenplaats die je noemde (4310)', 'onze factuur (AB-117, € 40)'."""
PARTS = re.compile(r"[,/;&+]| en ")
"""Between the labels of one head: 'Leerling, geb., cliëntnr.'."""
LONGEST_HEAD = 60
LONG_LINE = 40
"""Characters of a line that may go on with the next."""
LONGEST_TABLE = 200  # lines under such a head
IN_CELL = re.compile(r"(?<![\w./-])[A-Z]{0,3}[-. ]?\d{5,10}(?![\w/-]|[.,]\d)")
"""The number of somebody in a cell with other things."""
MOST_ROWS = 40
"""Rows under a heading, at most."""


class Value(NamedTuple):
    """A value with its label; `how` is how sure the place is: label, sign, cell, below."""

    start: int
    end: int
    cue: Cue
    how: str


def values_of(around: Surroundings, cues: tuple[Cue, ...], read: Reader, gap: int = 0) -> Iterator[Value]:
    """The values behind or under these labels, with at most `gap` words between; of labels within each other only the
    longest counts."""
    for index, cue in enumerate(cues):
        if any(o is not cue and o.start <= cue.start and o.end >= cue.end for o in cues[max(0, index - 2) : index + 3]):
            continue
        if value := _on_line(around, cue, gap, read):
            yield value
            yield from _list(around, value, read)
            if value.how != "cell":
                continue
        elif wrapped := _wrapped(around, cue, read):
            yield wrapped
            continue
        yield from _below(around, cue, read)


def _on_line(around: Surroundings, cue: Cue, gap: int, read: Reader) -> Value | None:
    """The value on the label's own line, or in the cell beside it."""
    text = around.text
    second = SECOND.match(text, cue.end)
    position, how = second.end() if second else cue.end, "label"
    if after := AFTER.match(text, position):
        position = after.end()
        if after["cell"]:
            how = "cell"
        elif after["sign"].strip(".|") or after["more"] or SIGN_WORDS.search(after["words"]):
            how = "sign"
    if (end := read(text, position)) > position:
        return Value(position, end, cue, how)
    line = around.columns.line_span(around.columns.line_of(cue.end))
    cell = around.columns.cell_at(cue.end)
    for between in (
        BRACKETED.match(text, cue.end),
        TO_COLON.match(text, cue.end, cell.end),
        _words_between(gap).match(text, position, _goes_on_to(text, line)) if gap else None,
    ):
        if between and (end := read(text, between.end())) > between.end():
            return Value(between.end(), end, cue, "sign")
    return None


def _goes_on_to(text: str, line: tuple[int, int]) -> int:
    """Where a line of running text ends, with the next that goes on in lower case: 'staan wij / onder 41209733'."""
    start, end = line
    wraps = end - start >= LONG_LINE and "\t" not in text[start:end] and text[end + 1 : end + 2].islower()
    return line_end(text, end + 1) if wraps else end


@cache
def _words_between(most: int) -> re.Pattern[str]:
    return re.compile(rf"(?:[^\W\d_][\w.’'-]*[ ,:\n]{{1,3}}|[&/(),:-][ ]?){{1,{most}}}")


def _list(around: Surroundings, value: Value, read: Reader) -> Iterator[Value]:
    """'ordernummers 4500123, 4500124 en 4500125': the rest of the list, when alike."""
    text, end, length = around.text, value.end, value.end - value.start
    while (mark := LIST.match(text, end)) and (next_end := read(text, mark.end())) > mark.end():
        if abs(next_end - mark.end() - length) > 2 or text[mark.end()].isdigit() != text[value.start].isdigit():
            return
        yield Value(mark.end(), next_end, value.cue, "list")
        end = next_end


def _wrapped(around: Surroundings, cue: Cue, read: Reader) -> Value | None:
    """'... verzekering, polisnummer' at the end of a line of running text: the number begins the next."""
    cell = around.columns.cell_at(cue.start)
    if _is_heading(around, cue, cell) or around.text[cue.end : cell.end].strip(" .:"):
        return None
    for under in around.columns.below(cell, 1):
        end = read(around.text, under.start)
        if end > under.start:
            return Value(under.start, end, cue, "label")
    return None


def _below(around: Surroundings, cue: Cue, read: Reader) -> Iterator[Value]:
    """The values of a heading: in the cell at the same height elsewhere, or row by row under it."""
    cell = around.columns.cell_at(cue.start)
    if not _is_heading(around, cue, cell) and not _joined_heading(around, cue, cell):
        return
    beside = around.columns.beside(cell)
    if beside and (end := read(around.text, beside.start)) > beside.start:
        yield Value(beside.start, end, cue, "cell")
        return
    for under in around.columns.below(cell, MOST_ROWS):
        text = around.text[under.start : under.end]
        start = under.end - len(text.lstrip())
        end = read(around.text, start)
        if start < end <= under.end <= end + 25:
            yield Value(start, end, cue, "below")
        elif text.strip(" -–"):
            return


def is_one_of_heads(around: Surroundings, cue: Cue) -> bool:
    """Whether a label shares the head of a column with others: then each cell under it has several values."""
    cell = around.columns.cell_at(cue.start)
    head = around.text[cell.start : cell.end]
    return cell.of > 1 and len(head) <= LONGEST_HEAD and bool(PARTS.search(head)) and not re.search(r"\d", head)


def numbers_under(around: Surroundings, cue: Cue) -> Iterator[Value]:
    """The numbers in the cells under a head of several labels."""
    if not is_one_of_heads(around, cue):
        return
    for under in around.columns.below(around.columns.cell_at(cue.start), LONGEST_TABLE):
        for match in IN_CELL.finditer(around.text, under.start, under.end):
            if not match[0].startswith("0") and not is_years(match[0]):
                yield Value(*match.span(), cue, "below")


def _is_heading(around: Surroundings, cue: Cue, cell: Cell) -> bool:
    """Whether the label fills its cell, so that the value stands below or in the next cell."""
    rest = around.text[cue.end : cell.end].strip(" .:#()nr")  # 'nr' may follow it
    return not any(letter.isalnum() for letter in rest) and cue.start - cell.start <= 12


def _joined_heading(around: Surroundings, cue: Cue, cell: Cell) -> bool:
    """Whether a scan has put the next head in the label's cell: 'Lidnr Naam', with columns on the line and no digit."""
    if around.page is None or around.page.source != "ocr" or cue.start != cell.start or cell.of < 2:
        return False
    first, last = around.columns.line_span(cell.line)
    return not re.search(r"\d", around.text[first:last])
