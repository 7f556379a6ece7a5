"""How a telephone number is written, and whether one is valid.

phonenumbers' own matcher costs 3 ms a page and misses en-dashes and misread digits; here one pattern proposes and
phonenumbers decides.
"""

from __future__ import annotations

import re
from functools import lru_cache

import phonenumbers

__all__ = [
    "ALTERNATIVE", "BEHIND_SLASH", "CELL_TAIL", "COUNTED", "DATE", "DIGITS_FIRST", "EXTENSION", "GENERAL_SHORT",
    "LOCAL", "LOCAL_CELL", "MISREAD", "MOBILE", "MOBILE_DIGITS", "NUMBER", "SHORT", "SHORT_EXTENSION", "WRITTEN",
    "as_dialled", "is_valid", "past_bracket", "valid_end",
]  # fmt: skip

D = r"[\dOo]"
SEP = r"[ \u00a0./·•_\-–—‐‑‒~]"
_ANY = (
    rf"(?P<number>00[ ]?(?!31|00)[1-9]\d{{1,2}}(?:{SEP}{{1,2}}\d{{2,4}}){{2,5}}(?!{SEP}?\d)"  # abroad, in groups
    rf"|(?:\(?(?:\+|00) ?31\)?(?:{SEP}{{0,3}}|\n)(?:\(0\){SEP}{{0,2}})?|\(0\){SEP}{{0,2}}|[\[(]?0)"
    rf"\d(?:[)(\]]?(?:{SEP}{{0,3}}|{SEP}{{0,2}}\n(?:>[> ]*|[-–] ?)?|\t)"  # a tab: a scan easily loses the dash
    rf"[)(]?{D}){{7,9}}"
    rf"|\+(?!31)\d{{1,3}}{SEP}{{0,2}}(?:\(0\){SEP}{{0,2}})?\d(?:[)(]?{SEP}{{0,2}}\n?[)(]?\d){{6,11}})"
    r"(?!(?![A-Z](?:[a-z]|:)|[a-z]{3,}(?![\w@.-]))[\w@]|[.,-]\d|\.?€)"
)
NUMBER = re.compile(rf"(?=[0+(\[])(?<![\w+@])(?<!\d[.,/-]){_ANY}")  # of most characters the first test is enough
"""Any notation with an area code or +, also over a line end; what is valid of it phonenumbers says."""
_GAP = r"\)?(?:[ \u00a0]?[-–—‐‑‒][ \u00a0]?|[ \u00a0]{1,2})"
WRITTEN = re.compile(
    rf"\(?0(?:[1-8]\d{_GAP}(?=(?:\d ?){{7}}(?!\d))|[1-8]\d\d{_GAP}(?=(?:\d ?){{6}}(?!\d)))"
    r"(?:\d{6,7}|(?P<apart>\d{2,4}(?: \d{2,4}){1,2}))(?![\w@/]| \d|[.,-]\d| ?[€%])"
)
"""Ten digits in the notation of an area code and a number, whether or not such a code was ever given out: what a scan
misread is nobody's valid number, but it is read as the one that it nearly is."""
BEHIND_SLASH = re.compile(rf" ?/ ?{_ANY}")
"""A second number: '0612345678/0623456789'."""
ALTERNATIVE = re.compile(r" ?/ ?(?P<tail>[1-9]\d{1,3})(?![\w.,-]| ?\d|/)")
"""Another ending of the same number: '0123 456789 / 90'."""
DATE = re.compile(r"[0-3]\d[-/.][01]\d[-/.](?:19|20)\d\d(?!\d)")
COUNTED = re.compile(rf"0\d{{1,3}}[\t\n]{DATE.pattern}")
"""The number of a row and then its day: '07 | 09-01-2025'."""
MISREAD = re.compile(r"[O0o](?<!\w.)[\dOolI](?:[ .\-–/]{0,3}[\dOolI]){8}(?!\w)")
"""With letters that OCR read for digits."""
GENERAL_SHORT = re.compile(
    r"(?=[01])(?<![\w€.,-])(?<!€ )(?<!\d[ -])"
    r"(?:14[ -]?0\d{2,3}|0(?:800|90[069])(?:[ ]?[-–]?[ ]?\d{2,4}){1,3}|116[ ]?\d{3})(?![\w]|[.,]\d)"
)
"""14 0xx (municipalities), 0800 and 090x (information numbers), 116 xxx (European services): nobody's own."""
LOCAL = re.compile(r"(?<![\w.,/-])[1-9]\d{1,3}(?:[ .-]?\d{2,3}){1,3}(?![\w/-]|[.,]\d)")
LOCAL_CELL = re.compile(rf"(?<=\t)[ ]*({LOCAL.pattern})[ ]*(?=[\t\n]|\Z)")
EXTENSION = re.compile(r"[ ]?(?:nummers?|nr|no)?(?:[ .:]*|\n)\(?(?P<number>\d{3,5})(?![\w/]|[.,-]\d)")
"""Behind a label for internal numbers."""
SHORT_EXTENSION = re.compile(r"[ .:\n]{1,2}(?P<number>\d{2})(?=[).,;]|[ ]*\n|[ ]*\Z)")
"""An office with few telephones has numbers of two digits."""
SHORT = re.compile(
    r"(?=t)\b(?:tel\.?|telefoon|telefoonnr\.?)[ :]{1,2}(?P<number>(?!14|0)\d{4})(?![,.;)]? ?[-–/]? ?\d|\w)"
)
"""Four digits behind 'tel.' are an internal number as well."""
MOBILE = re.compile(r"(?<!\d)(?:0|\+31[ -]?(?:\(0\) ?)?)6[ -]?\d")
MOBILE_DIGITS = 9  # behind the 0 or +31
ABROAD_DIGITS = 12  # the + among them
CELL_TAIL = re.compile(
    r"(?:\+31(?<![\w./,-]\+31)|\+(?!31)[1-9]\d{1,2}|0(?<![\w./,-]0)(?!800|90[069]))[ -]?\d[\d -]{0,9}\d"
    r"(?=[ ]*(?:\n|\t|$))"
)
"""The first part of a number that goes on in the cell below."""
DIGITS_FIRST = re.compile(r"\d[\d ]*\d(?![\w,.]\d)")


@lru_cache(maxsize=4096)
def is_valid(digits: str) -> bool:
    """Whether it is a number that is given out, in the Netherlands or behind a + elsewhere."""
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(digits, "NL"))
    except phonenumbers.NumberParseException:
        return False


def as_dialled(text: str) -> str:
    """The digits to dial, with what OCR misread put right: '0l23 - 45 67' gives 01234567."""
    digits = re.sub(
        r"[^\d+]", "", text.replace("(0)", "").replace("O", "0").replace("o", "0").replace("l", "1").replace("I", "1")
    )
    return "+" + digits[2:] if digits.startswith("00") else digits


def past_bracket(text: str, start: int, end: int) -> int:
    """Where the number begins: behind a bracket that is not closed in it, for that is not of the number alone."""
    number = text[start:end]
    if number[:1] in ("(", "[") and sum(map(number.count, "([")) > sum(map(number.count, ")]")):
        return start + 1
    return start


def valid_end(text: str, start: int, end: int) -> int:
    """Where the valid number that begins at start ends, dropping groups of digits that do not belong; -1: none."""
    if text[start] == "+" and (line := text.find("\n", start, end)) > 0:
        first = as_dialled(text[start:line])  # what is whole on its line does not go on in the next
        end = line if not first.startswith("+31") and (is_valid(first) or len(first) >= ABROAD_DIGITS) else end
    while end - start >= 9:
        digits = as_dialled(text[start:end])
        abroad = digits.startswith("+") and not digits.startswith("+31") and "\n" not in text[start:end]
        if is_valid(digits) or (abroad and len(digits) >= 10):
            return end
        while end > start and text[end - 1].isalnum():
            end -= 1
        while end > start and not text[end - 1].isalnum():
            end -= 1
    return -1
