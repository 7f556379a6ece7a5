"""Numbers behind a label: 'Ons kenmerk: 2016/123', a heading with the number under it, a column of numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from woolak.pipeline.detect.identifiers.columns import Cell
from woolak.pipeline.detect.identifiers.cues import Cue
from woolak.pipeline.detect.identifiers.surroundings import Surroundings

__all__ = ["AMOUNT_AFTER", "Value", "code_at", "digits_at", "is_fair", "is_ledger", "is_strong", "values_of"]

# Between a label and its value: 'nr.', a remark in brackets, 'is', a colon.
AFTER = re.compile(
    r"(?P<words>[ ]?(?:\([^()\n\t]{0,45}\))?(?:[ .]*\b(?:is|zijn|luidt|nummers?|nr|no|onder|met|nrs)\b\.?)*"
    r"(?:(?:(?<= is)|(?<=luidt))\n)?)"
    r"[ ]*(?P<sign>[:=#.|;]*)[ ]*(?P<cell>\t*)[ ]*(?P<more>[:=#]?)[ ]*"
)
TO_COLON = re.compile(r"[ /(][^\n\t:\d]{1,40}:[ ]{0,3}")  # 'klantnummer bij ons:', 'offertenummer/datum:'
SIGN_WORDS = re.compile(r"\b(?:nummers?|nrs?|no|is|luidt|zijn)\b|\)")
WORDS_BETWEEN = r"(?:[^\W\d_][\w.’'-]*[ ,:]{1,3}|[&/(),:-][ ]?)"
DATE = re.compile(
    r"\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?(?:19|20)?\d\d\b"
    r"|\d{1,2}\s(?:jan|feb|maa|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec)[a-z]*\.?\s(?:19|20)?\d\d\b|(?:19|20)\d\d-\d\d-\d\d\b"
    r"|\d{1,2}\s(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)\b",
    re.I,
)
GROUND = re.compile(r"(?:5\.[12]|10)\s?\(\d\)")  # a box of an earlier decision: 5.1(2)f
PIECE = re.compile(r"[A-Za-z0-9]+")
JOIN = re.compile(r"(?:[/_-]\n| ?[/\\_–—-] ?|[.:](?=\w)|(?<=\d) (?=\d{2,}(?!\w))|(?<=[A-Z]) (?=\d))")
LIST = re.compile(r"(?:\s?[,;/+&]\s?|\s?,?\s?\b(?:en|of|t/m)\s)")
AMOUNT_AFTER = re.compile(r"\s?(?:%|procent|euro|uur|uren|dagen|weken|maanden|jaar|stuks|keer|x\b)")
YEARS = re.compile(r"((?:19|20)\d\d) ?[-–/] ?((?:19|20)?\d\d)")
TIMES = re.compile(r"\d{1,2}[./:]\d\d(?: ?[-–] ?\d{1,2}[./:]\d\d)?")
LONGEST_PERIOD = 15  # years
LEDGER = re.compile(r"[1-9]\d{2,9}(?:[./-]\d{1,6}){0,3}")
ORDINAL = re.compile(r"\d{1,3}(?:e|de|ste)$")


class Value(NamedTuple):
    """A value with its label; `how` is how sure the place is: label, sign, cell, below."""

    start: int
    end: int
    cue: Cue
    how: str


Reader = Callable[[str, int], int]
"""From a position to the end of the value that begins there; the position itself when there is none."""


def _code_piece_ok(piece: str, joined: bool) -> bool:
    if any(letter.isdigit() for letter in piece):
        return True
    return len(piece) <= 6 and (piece.isupper() or (joined and piece.islower() and len(piece) <= 4))


def code_at(text: str, position: int) -> int:
    """The end of a code (letters, digits, signs; at least one digit) that begins at a position."""
    match = PIECE.match(text, position)
    if not match or DATE.match(text, position):
        return position
    end = match.end()
    first_ok = _code_piece_ok(match[0], False) or (
        len(match[0]) <= 10 and end < len(text) and text[end] in "-/_." and match[0][0].isupper()
    )
    if not first_ok or ORDINAL.match(match[0]):
        return position
    while (join := JOIN.match(text, end)) and (piece := PIECE.match(text, join.end())):
        spaced = " " in join[0]
        digit = any(letter.isdigit() for letter in piece[0])
        if spaced and not digit and not (piece[0].isupper() and len(piece[0]) <= 4):
            break
        if not digit and not _code_piece_ok(piece[0], not spaced) and not (not spaced and join[0] in "-/_."):
            break
        if spaced and DATE.match(text, join.end()):
            break
        end = piece.end()
    found = text[position:end]
    if not any(letter.isdigit() for letter in found) or DATE.fullmatch(found) or is_years(found):
        return position
    if GROUND.match(text, position):
        return position
    if len(found) < 3 or (len(found) <= 4 and AMOUNT_AFTER.match(text, end)):
        return position
    return end


def digits_at(lengths: tuple[int, ...]) -> Reader:
    """A reader of numbers of one of these lengths; spaces, dots, dashes and a misread O or l are passed over."""
    most = max(lengths)
    pattern = re.compile(rf"[\dOol](?:[ .\-–/\u00a0]{{0,2}}[\dOol]){{{min(lengths) - 1},{most - 1}}}(?![\dA-Za-z])")

    def read(text: str, position: int) -> int:
        match = pattern.match(text, position)
        if not match:
            return position
        count = sum(letter.isalnum() for letter in match[0])
        enough = count in lengths and sum(letter.isdigit() for letter in match[0]) >= count - 2
        return match.end() if enough else position

    return read


SECOND = re.compile(r" ?/ ?[a-z]+(?=[\t:])")
"""A second label in the same cell: 'Kostenplaats / soort'."""
BRACKETED = re.compile(r"(?: [a-z]+){0,4} \((?=[\w./-]+\))")


def _is_heading(around: Surroundings, cue: Cue, cell: Cell) -> bool:
    """Whether the label fills its cell, so that the value stands below or in the next cell."""
    rest = around.text[cue.end : cell.end].strip(" .:#()nr")
    return not any(letter.isalnum() for letter in rest) and cue.start - cell.start <= 12


def _joined_heading(around: Surroundings, cue: Cue, cell: Cell) -> bool:
    """Whether a scan has put the next head in the label's cell: 'Lidnr Naam', with columns on the line and no digit."""
    if around.page is None or around.page.source != "ocr" or cue.start != cell.start or cell.of < 2:
        return False
    first, last = around.columns.line_span(cell.line)
    return not re.search(r"\d", around.text[first:last])


def _skip(around: Surroundings, cue: Cue, gap: int, read: Reader) -> tuple[int, str]:
    """The place where the value on the label's own line begins, and how it is set apart; -1 when there is none."""
    text = around.text
    second = SECOND.match(text, cue.end)
    label_end = second.end() if second else cue.end
    after = AFTER.match(text, label_end)
    position = after.end() if after else label_end
    how = "label"
    if after and (after["sign"].strip(".|") or after["more"] or SIGN_WORDS.search(after["words"])):
        how = "sign"
    if after and after["cell"]:
        how = "cell"
    if read(text, position) > position:
        return position, how
    if (opens := BRACKETED.match(text, cue.end)) and read(text, opens.end()) > opens.end():
        return opens.end(), "sign"  # 'een rijbewijs (5402917736)', 'de kostenplaats die je noemde (4310)'
    cell_end = around.columns.cell_at(cue.end).end
    if (apart := TO_COLON.match(text, cue.end, cell_end)) and read(text, apart.end()) > apart.end():
        return apart.end(), "sign"
    if gap:
        between = re.compile(rf"{WORDS_BETWEEN}{{1,{gap}}}")
        line_end = around.columns.line_span(around.columns.line_of(cue.end))[1]
        skipped = between.match(text, position, line_end)
        if skipped and read(text, skipped.end()) > skipped.end():
            return skipped.end(), "sign"
    return -1, how


def _below(around: Surroundings, cue: Cue, read: Reader, rows: int) -> Iterator[Value]:
    cell = around.columns.cell_at(cue.start)
    if not _is_heading(around, cue, cell) and not _joined_heading(around, cue, cell):
        return
    beside = around.columns.beside(cell)
    if beside and (end := read(around.text, beside.start)) > beside.start:
        yield Value(beside.start, end, cue, "cell")
        return
    for under in around.columns.below(cell, rows):
        start = (
            under.start + len(around.text[under.start : under.end]) - len(around.text[under.start : under.end].lstrip())
        )
        end = read(around.text, start)
        if end > start and end <= under.end and under.end - end <= 25:
            yield Value(start, end, cue, "below")
        elif around.text[under.start : under.end].strip(" -–"):
            return


def is_strong(code: str) -> bool:
    """Whether a code can hardly be anything else: 'KII/24-0317', '4500123456'; not '2016-2018' or '12 dagen'."""
    if is_years(code) or DATE.fullmatch(code) or len(code) < 6:
        return False
    digits, letters = sum(c.isdigit() for c in code), sum(c.isalpha() for c in code)
    if letters:
        return digits >= 2 and bool(re.search(r"[-/_.]|\d{3}", code))
    return digits >= 7 or bool(re.fullmatch(r"\d{2,4}[-/]\d{3,6}", code))


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


def is_years(code: str) -> bool:
    """'2016-2018' or '2016/17', a time '9.00-12.00'; not '2016/44'."""
    if TIMES.fullmatch(code):
        return True
    match = YEARS.fullmatch(code)
    if not match:
        return False
    last = int(match[2]) if len(match[2]) == 4 else int(match[1][:2] + match[2])
    return 0 < last - int(match[1]) <= LONGEST_PERIOD


def is_fair(code: str) -> bool:
    """Whether a code, set apart from its label, is more than a year, a date or a small number."""
    return sum(c.isdigit() for c in code) >= 4 and len(code) >= 5 and not is_years(code) and not DATE.match(code)


def is_ledger(code: str) -> bool:
    """Whether a code is an account in the books: '6810.4', '45120'; no year, date, amount or telephone number."""
    return LEDGER.fullmatch(code) is not None and is_fair(code)


def _list(around: Surroundings, value: Value, read: Reader) -> Iterator[Value]:
    """'ordernummers 4500123, 4500124 en 4500125': the rest of the list, when alike."""
    text, end, length = around.text, value.end, value.end - value.start
    while (mark := LIST.match(text, end)) and (next_end := read(text, mark.end())) > mark.end():
        if abs(next_end - mark.end() - length) > 2 or text[mark.end()].isdigit() != text[value.start].isdigit():
            return
        yield Value(mark.end(), next_end, value.cue, "list")
        end = next_end


def values_of(
    around: Surroundings, cues: tuple[Cue, ...], read: Reader, gap: int = 0, rows: int = 40
) -> Iterator[Value]:
    """The values behind or under these labels; of labels within each other only the longest counts."""
    for index, cue in enumerate(cues):
        if any(o is not cue and o.start <= cue.start and o.end >= cue.end for o in cues[max(0, index - 2) : index + 3]):
            continue
        position, how = _skip(around, cue, gap, read)
        if position >= 0:
            value = Value(position, read(around.text, position), cue, how)
            yield value
            yield from _list(around, value, read)
            if how != "cell":
                continue
        if position < 0 and (wrapped := _wrapped(around, cue, read)):
            yield wrapped
            continue
        yield from _below(around, cue, read, rows)
