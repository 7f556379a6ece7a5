"""A password or code given in answer: 'Karin: wie weet het wachtwoord', and in a next message 'Tom: Regen#jas'; 'Karin:
is het kastje nog 2715?', 'Tom: nee sinds gisteren 3318'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from woolak.pipeline.detect.identifiers.recognizer import Hit
from woolak.pipeline.detect.identifiers.secret_cues import secrets
from woolak.pipeline.detect.identifiers.secret_openings import KEYED_IN, is_code
from woolak.pipeline.detect.identifiers.surroundings import Surroundings
from woolak.pipeline.detect.patterns import alternatives, any_of
from woolak.pipeline.detect.phrases import any_in

__all__ = ["answered"]

CODE = re.compile(r"(?m)^[^\n]{0,60}(?:: |\t)(?P<value>\d{3,8}(?: ?[#*])?)[ ]*$")
CODE_NEAR = 260  # characters
MESSAGE = re.compile(r"(?m)^(?:[^\n:]{0,16}\d{1,2}:\d{2}(?::\d{2})?[^\n:]{0,5})?[^\n:\t]{2,40}: (?P<said>[^\n]+)$")
SHORT = 70  # characters of a message that gives a code in answer
MESSAGES_ON = 3  # how many messages later the answer may come
PASSWORD = re.compile(r"[\"'“‘]?(?P<value>(?=\S*[A-Za-z])(?=\S*[\d!#$%&*+=?^~_@])[^\s\"“”‘’]{6,40})")
TRAILING = "!?.,;:)'"
NONE = re.compile(r"(?i)https?:|www\.|@|[\w.+-]+@|\d{1,2}[.:]\d{2}u?|\d+(?:e|ste|x|uur)|\+?[\d-]+$")
"""What stands at the begin of a message and is no password: a site, somebody spoken to, a time."""


class _Patterns(NamedTuple):
    code_asked: re.Pattern[str]
    box_asked: re.Pattern[str]
    """A question about what a number opens, perhaps without a word for the number."""
    box_words: tuple[str, ...]
    password: re.Pattern[str]
    asked: re.Pattern[str]
    answering: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    rules = secrets()
    boxes = (*rules.boxes, *rules.figures, *rules.asked_codes)
    return _Patterns(
        re.compile(rf"\b{any_of(rules.asked_codes)}\b[^.!?\t]{{0,60}}\?"),
        re.compile(
            rf"(?<!\w){any_of(boxes)}(?!\w)[^.!?\t]{{0,60}}(?:\?|\d{{4}}\s*$)"
            rf"|\b(?:{alternatives(rules.asking)})\b[^.!?]{{0,40}}(?<!\w){any_of(boxes)}(?!\w)"
        ),
        tuple(word.strip("*") for word in boxes),
        re.compile(rf"(?<!\w)\w*(?:{alternatives(rules.passwords)})\b"),
        re.compile(rf"\?|(?<!\w)(?:{alternatives(rules.asking)})(?!\w)"),
        re.compile(rf"(?:(?:{alternatives(rules.answering)})[ :,]+)*", re.I),
    )


def answered(around: Surroundings) -> Iterator[Hit]:
    """Codes and passwords in the messages after one that asks for them."""
    folded, patterns = around.folded, _patterns()
    for answer in CODE.finditer(around.text) if "code" in folded or "pin" in folded else ():
        if patterns.code_asked.search(around.before(answer.start(), CODE_NEAR)):
            yield Hit("SECRET", *answer.span("value"), 0.8, "secret:code")
    password = any_in(secrets().passwords, folded) and patterns.password.search(folded)
    if not password and not (any_in(patterns.box_words, folded) and KEYED_IN.search(around.text)):
        return
    open_for = code_for = 0
    for message in MESSAGE.finditer(around.text):
        first, last = message.span("said")
        said = folded[first:last]
        if code_for and last - first <= SHORT:
            for code in KEYED_IN.finditer(around.text, first, last):
                if is_code(around.text, code):
                    yield Hit("SECRET", *code.span("value"), 0.8, "secret:code")
        box_asked = patterns.box_asked.search(said) and not any_in(secrets().counted, said)
        code_for = MESSAGES_ON if box_asked else max(0, code_for - 1)
        if not password:
            continue
        begin = patterns.answering.match(around.text, first)
        value = PASSWORD.match(around.text, begin.end() if begin else first)
        found = value["value"].rstrip(TRAILING) if value and open_for else ""
        if value and len(found) > 5 and PASSWORD.fullmatch(found) and not NONE.match(found):
            yield Hit("SECRET", value.start("value"), value.start("value") + len(found), 0.8, "secret:wachtwoord")
        asked = patterns.password.search(said) and patterns.asked.search(said)
        open_for = MESSAGES_ON if asked else max(0, open_for - 1)
