"""Numbers as Dutch writes them, in digits and in words, and what they amount to."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

__all__ = ["BARE_NUMBER", "NUMBER_WORD", "value_of_bare", "value_of_digits", "value_of_words"]

_UNITS = {
    "een": 1, "één": 1, "eén": 1, "éen": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7,
    "acht": 8, "negen": 9,
    "tien": 10, "elf": 11, "twaalf": 12, "dertien": 13, "veertien": 14, "vijftien": 15, "zestien": 16,
    "zeventien": 17, "achttien": 18, "negentien": 19,
}  # fmt: skip
_TENS = {
    "twintig": 20, "dertig": 30, "veertig": 40, "vijftig": 50, "zestig": 60, "zeventig": 70, "tachtig": 80,
    "negentig": 90,
}  # fmt: skip
_BIG = {"honderd": 100, "duizend": 1000, "miljoen": 10**6, "miljard": 10**9}
_HALVES = {"anderhalf": Decimal("1.5"), "anderhalve": Decimal("1.5"), "half": Decimal("0.5"), "halve": Decimal("0.5")}

_PARTS = sorted([*_UNITS, *_TENS, *_BIG], key=len, reverse=True)
_PART = "|".join(_PARTS)
# 'half' is no number word by itself ('half juni'), only at the end of 'tweeënhalf'.
_AND = r"(?:(?<=duizend)|(?<=honderd))[ \n]en[ \n](?=[^\W\d]{3,26}[ \n]euro)(?!\w*(?:honderd|duizend))"
_LINK = rf"{_AND}|en|ën|[ \n](?=duizend|miljoen|miljard|honderd)|(?<=duizend)[ \n]"
_AND_A_HALF = r"[ \n]en[ \n]een[ \n]hal(?:f|ve)"
NUMBER_WORD = (
    rf"(?:(?:{_PART})(?:(?:{_LINK})?(?:{_PART}|half|halve))*(?:(?<=ig)tal|(?<=tien)tal|(?<=honderd)tal|{_AND_A_HALF})?"
    r"|anderhal(?:f|ve)(?:[ \n](?:duizend|miljoen|miljard))?)"
)
_SPLIT = re.compile(rf"{_PART}|anderhal(?:f|ve)|half|halve|en|ën")

BARE_NUMBER = r"(?<![\w.,])\d{1,3}(?:\.\d{3})+(?:,\d{1,2}|,-)?(?![\w,.]*\d)|(?<![\w.,])\d+(?:,\d{1,2}|,-)?(?![.,]?\d)"
"""An amount or count without a sign beside it: '1.040', '61,50', '75,-'."""

_MAGNITUDES = {
    "k": 10**3, "mille": 10**3, "duizend": 10**3, "mln": 10**6, "miljoen": 10**6, "m": 10**6, "mld": 10**9,
    "miljard": 10**9,
}  # fmt: skip
_FRACTIONS = {"½": "5", "¼": "25", "¾": "75"}
_OCR_DIGITS = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "|": "1", "S": "5", "B": "8"})


def value_of_words(words: str) -> Decimal | None:
    """What a number in words amounts to: 'vijfennegentig' is 95; None when the parts make no number."""
    total, current = Decimal(0), Decimal(0)
    text = re.sub(
        r"eneenhal(?:f|ve)$|tal$", lambda end: "half" if end[0] != "tal" else "", "".join(words.lower().split())
    )
    parts = _SPLIT.findall(text)
    if "".join(parts) != text:
        return None
    for part in parts:
        if part in _UNITS:
            current += _UNITS[part]
        elif part in _TENS:
            current += _TENS[part]
        elif part in _HALVES:
            current += _HALVES[part]
        elif part == "honderd":
            current = (current or Decimal(1)) * 100
        elif part in _BIG:
            total += (current or Decimal(1)) * _BIG[part]
            current = Decimal(0)
    return total + current


def value_of_digits(digits: str, magnitude: str = "") -> Decimal | None:
    """What a number in digits amounts to: '1.250,-' and '1250' are 1250; also with the letters that OCR makes of
    digits. None when it is no number."""
    if digits.isdecimal():
        return Decimal(f"{digits}.0") * _MAGNITUDES.get(magnitude.lower().strip("."), 1)
    text = digits.strip().translate(_OCR_DIGITS)
    text = re.sub(r"[\s'’\u00a0]", "", text)
    if text[-1:] in _FRACTIONS:
        text = f"{text[:-1]},{_FRACTIONS[text[-1]]}"
    text = re.sub(r"[.,]?[-–—=]+$", "", text)  # '1.250,-', and '1.250,50-' as bookkeepers write what is less
    cents = re.search(r"[.,](\d{1,2})$", text)
    if cents:
        whole, fraction = text[: cents.start()], cents.group(1)
    else:
        whole, fraction = text, ""
    whole = re.sub(r"[.,]", "", whole)
    try:
        value = Decimal(f"{whole or '0'}.{fraction or '0'}")
    except InvalidOperation:
        return None
    return value * _MAGNITUDES.get(magnitude.lower().strip("."), 1)


def value_of_bare(number: str) -> Decimal:
    """What a `BARE_NUMBER` amounts to."""
    return value_of_digits(number.removesuffix(",-")) or Decimal(0)
