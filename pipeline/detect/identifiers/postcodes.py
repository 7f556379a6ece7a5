"""How a postcode is written, and what looks like one: a year and a word, an amount, a standard."""

from __future__ import annotations

import re

__all__ = ["CODE", "OCR_CODE", "ROW_CODE", "is_postcode"]

CODE = re.compile(
    r"[1-9](?<![\w.,/€-].)(?:\d{3}(?:[ \u00a0]{0,2}|[ ]?\n)[A-Z]{2}"  # a digit first: that is found fast
    r"|(?<=, .)\d{3} ?[a-z]{2}(?= [A-Z])|\d{3}[a-z]{2}(?=,? [A-Z]))(?![\w-])"
)
OCR_CODE = re.compile(r"[1-9lI][\dOolI]{3}[ ]{0,2}[A-Z][A-Z8](?= [A-ZÀ-Þ])")  # believed behind a street, on a scan
ROW_CODE = re.compile(r"(?<!\d)[1-9]\d{3} ?[A-Za-z8]{2}(?!\w)")
"""A postcode in a row of a table, perhaps misread."""
# Two letters that are a word: behind a year in capitals they are no postcode ('BEGROTING 2020 EN VERDER').
WORD_PAIRS = frozenset({
    "EN", "IN", "OP", "DE", "ER", "IS", "OM", "TE", "AL", "NA", "WE", "ZE", "JE", "HE", "VS", "NR", "OF", "AF", "ZO",
    "NU", "UW", "MW", "DR", "IR", "MR", "BV", "NV", "KM", "CM", "MM", "KG", "EU", "KB", "MB", "GB", "TB", "AM", "PM",
    "NL",
})  # fmt: skip
ACCOUNT_BEFORE = re.compile(r"[A-Z]{4}[ .]?\w{4}[ .]?$")  # the tail of an IBAN
NEVER_PAIRS = frozenset({"SA", "SD", "SS"})  # not given out (facts: historical)
NO_CODE_BEFORE = re.compile(
    r"(?:€|eur|euro|iso|nen|din|iec|en|nr\.?|art\.?|vanaf|sinds|jaar|begroting|van|f|nlg) ?[:.]? ?$"
)


def is_postcode(text: str, before: str, after: str) -> bool:
    """Whether four digits and two letters are a postcode, not a year and a word, an amount or a standard."""
    letters = text[-2:].upper()
    if letters in NEVER_PAIRS or ACCOUNT_BEFORE.search(before):
        return False
    if NO_CODE_BEFORE.search(before.lower()) and not re.match(r",?[ \u00a0]{1,3}[A-ZÀ-Þ'’]", after):
        return False
    if (
        text.startswith(("19", "20"))
        and " " in text
        and (letters in WORD_PAIRS or not re.match(r",?[ \u00a0]{1,3}[A-ZÀ-Þ'’]", after))
    ):
        return bool(re.search(r"\d[a-zA-Z]?,?\s$", before)) and bool(re.match(r" {1,2}[A-ZÀ-Þ][\w'-]{2,}", after))
    return True
