"""What a number of an administration looks like: a code, digits of a given length, an account in the books; and what
only looks like one: a date, a time, years, an amount.
"""

from __future__ import annotations

import re
from collections.abc import Callable

__all__ = [
    "AMOUNT_AFTER", "IN_YEAR", "Reader", "code_at", "digits_at", "invoice_at", "is_fair", "is_ledger", "is_strong",
]  # fmt: skip

DATE = re.compile(
    r"\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?(?:19|20)?\d\d\b"
    r"|\d{1,2}\s(?:jan|feb|maa|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec)[a-z]*\.?\s(?:19|20)?\d\d\b|(?:19|20)\d\d-\d\d-\d\d\b"
    r"|\d{1,2}\s(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)\b",
    re.I,
)
GROUND = re.compile(r"(?:5\.[12]|10)\s?\(\d\)")  # a box of an earlier decision: 5.1(2)f
PIECE = re.compile(r"[A-Za-z0-9]+")
JOIN = re.compile(
    r"(?:[/_-]\n| ?[/\\_–—-] ?|[.:](?=\w)|(?<=\d) (?=\d{2,}(?!\w))|(?<=[A-Z]) (?=\d)"
    r"|(?<=\d{4}) (?=[A-Z](?:[,;)\n]|\.?(?:\s|$))))"
)
SIGNS = frozenset("-/_.")
AMOUNT_AFTER = re.compile(r"\s?(?:%|procent|euro|uur|uren|dagen|weken|maanden|jaar|stuks|keer|x\b)")
YEARS = re.compile(r"((?:19|20)\d\d) ?[-–/] ?((?:19|20)?\d\d)")
TIMES = re.compile(r"\d{1,2}[./:]\d\d(?: ?[-–] ?\d{1,2}[./:]\d\d)?")
LONGEST_PERIOD = 15  # years
IN_YEAR = re.compile(r"20[0-4]\d[-/]\d{2,3}(?![\w/-]|[.,]\d)")
LEDGER = re.compile(
    r"[1-9]\d{2,9}(?:[./-]\d{1,6}){0,3}|[1-9]\d?\.\d{3}\.\d{1,2}(?:[./]\d{1,4})?"
    r"|[A-Z]{2,5}-(?:(?:19|20)\d\d-)?\d{2,6}"
)
GLUED = r"[0-3]?\d(?:[-/][01]?\d[-/](?:19|20)\d\d|[ ](?:van|/)[ ]\d)(?!\d)"
"""What a page's text may have right behind a number: a day, or the count of pages."""
ORDINAL = re.compile(r"\d{1,3}(?:e|de|ste)$")

Reader = Callable[[str, int], int]
"""From a position to the end of the value that begins there; the position itself when there is none."""


def code_at(text: str, position: int) -> int:
    """The end of a code (letters, digits, signs; at least one digit) that begins at a position."""
    first = PIECE.match(text, position)
    if not first or DATE.match(text, position) or ORDINAL.match(first[0]) or GROUND.match(text, position):
        return position
    end = first.end()
    named = len(first[0]) <= 10 and text[end : end + 1] in SIGNS and first[0][0].isupper()  # 'Zaak-2016'
    if not named and not _may_be_piece(first[0]):
        return position
    while (join := JOIN.match(text, end)) and (piece := PIECE.match(text, join.end())):
        if not _goes_on(join[0], piece[0]) or (" " in join[0] and DATE.match(text, join.end())):
            break
        end = piece.end()
    return end if _is_code(text[position:end], text, end) else position


def _has_digit(piece: str) -> bool:
    return any(letter.isdigit() for letter in piece)


def _may_be_piece(piece: str) -> bool:
    """Whether letters and digits may stand in a code: digits, or a few capitals."""
    return _has_digit(piece) or (len(piece) <= 6 and piece.isupper())


def _goes_on(join: str, piece: str) -> bool:
    """Whether a piece behind a sign or space still belongs to the code."""
    if _has_digit(piece):
        return True
    if " " in join:
        return piece.isupper() and len(piece) <= 4
    return join in SIGNS or _may_be_piece(piece) or (piece.islower() and len(piece) <= 4)


def _is_code(found: str, text: str, end: int) -> bool:
    """Whether what was put together is a code, and no date, years, time or amount."""
    if len(found) < 3 or not _has_digit(found) or DATE.fullmatch(found) or is_years(found):
        return False
    return len(found) > 4 or not AMOUNT_AFTER.match(text, end)


def invoice_at(text: str, position: int) -> int:
    """As `code_at`, also of an invoice that is numbered within its year: '2024-31'."""
    numbered = IN_YEAR.match(text, position)
    return numbered.end() if numbered else code_at(text, position)


def digits_at(lengths: tuple[int, ...]) -> Reader:
    """A reader of numbers of one of these lengths; spaces, dots, dashes and a misread O or l are passed over."""
    most = max(lengths)
    pattern = re.compile(
        rf"[\dOol](?:[ .\-–/\u00a0]{{0,2}}[\dOol]){{{min(lengths) - 1},{most - 1}}}(?!\d|[A-Za-z](?![a-z]))"
    )
    glued = re.compile(rf"\d{{{lengths[0]}}}(?={GLUED})")

    def read(text: str, position: int) -> int:
        match = pattern.match(text, position) or glued.match(text, position)
        if not match:
            return position
        count = sum(letter.isalnum() for letter in match[0])
        enough = count in lengths and sum(letter.isdigit() for letter in match[0]) >= count - 2
        return match.end() if enough else position

    return read


THOUSANDS = re.compile(r"\d{1,3}\.\d{3}")


def is_strong(code: str) -> bool:
    """Whether a code can hardly be anything else: 'KII/24-0317', '4500123456'; not '2016-2018' or '12 dagen'."""
    if is_years(code) or DATE.fullmatch(code) or THOUSANDS.fullmatch(code) or len(code) < 6:
        return False
    digits, letters = sum(c.isdigit() for c in code), sum(c.isalpha() for c in code)
    if letters:
        return digits >= 2 and bool(re.search(r"[-/_.]|\d{3}", code))
    return digits >= 7 or bool(re.fullmatch(r"\d{2,4}[-/]\d{3,6}", code))


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
    other = is_years(code) or DATE.match(code) or THOUSANDS.fullmatch(code)
    return sum(c.isdigit() for c in code) >= 4 and len(code) >= 5 and not other


def is_ledger(code: str) -> bool:
    """Whether a code is an account in the books: '6810.4', '45120'; no year, date, amount or telephone number."""
    return LEDGER.fullmatch(code) is not None and is_fair(code)
