"""A number that opens something, told without a word for a code: 'de cijfers van het kastje zijn 2715', 'sleutelkluis
naast de zijdeur: 2715', 'is het slot nog 2715?', 'toets 2715 in'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from woolak.pipeline.detect.identifiers.recognizer import Hit
from woolak.pipeline.detect.identifiers.secret_cues import secrets
from woolak.pipeline.detect.identifiers.sentences import sentence_around
from woolak.pipeline.detect.identifiers.surroundings import Surroundings
from woolak.pipeline.detect.patterns import alternatives, any_of
from woolak.pipeline.detect.phrases import any_in

__all__ = ["KEYED_IN", "is_code", "opening_numbers"]

KEYED_IN = re.compile(
    r"(?=[\dA-Z])(?<![\w.,/:€@+-])(?<!€ )(?<!\d\s)"
    r"(?P<value>\d(?:-\d){2,7}|\d(?: - \d){2,7}|\d(?: \d){3,7}|\d{1,2}(?:-\d{1,2}){2,4}"
    r"|\d{2}-\d{2}|\d{2}(?: \d{2}){1,3}(?: \d)?|\d{3,6}-?[A-Z]"
    r"|\d{2,4}[A-Z]\d{1,4}|[A-Z]{1,2}-?\d{3,6}[A-Z]?|\d{4,6}(?: ?[#*])?)"
    r"(?![\w/€@%-]|[.,:]\d| ?[€%]| \d|\n\d+(?![\d.:/-]))"
)
"""What may be keyed in, when its sentence says so."""
YEAR = re.compile(r"(?:19|20)\d\d")
TIME = re.compile(r"[01]\d[- ][0-5]\d|2[0-3][- ][0-5]\d")
FARTHEST = 90  # characters before the number


class _Patterns(NamedTuple):
    things: tuple[str, ...]
    """One of these is in a page that tells such a number."""
    thing: re.Pattern[str]
    before: re.Pattern[str]
    """What the number stands right behind."""
    alone: re.Pattern[str]
    """The same, where nothing follows the number in its sentence."""
    asked: re.Pattern[str]
    """What a question begins with that ends with the number."""
    after: re.Pattern[str]
    """What stands right behind the number: that it opens something."""
    keyed: re.Pattern[str]
    second: re.Pattern[str]
    """Between the number and another: 'zijn nu 2715 en niet meer 3318'."""
    goes_on: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    rules = secrets()
    things, boxes = any_of(rules.opened_things), any_of(rules.boxes)
    coded = rf"[\w-]*(?:{alternatives(rules.coded_things)})(?:je)?"
    figures = rf"(?:{coded})?(?:{alternatives((*rules.figures, *rules.codes))})"
    entered = any_of(rules.entered)
    where = (
        rf"(?:[ ]?\([^()]{{0,30}}\))?(?:[ ](?:{alternatives(rules.beside)})\b[^.,:;=()\d]{{0,45}}?|[ ]{things}(?!\w))?"
    )
    by_now, opened = alternatives(rules.by_now), alternatives((*rules.opened, *rules.to_open))
    changed_to = alternatives(one for one in rules.changed_to if " " in one)
    said = rf"(?:[ ]?[:=(]|,?[ ](?:{alternatives(rules.said_to_be)}))(?:[ ](?:{by_now}))*(?:[ ](?:{changed_to}))?,?"
    has = rf"(?:{alternatives(rules.having_code)})(?:[ ](?:als|een|de|nieuwe))*"
    asked = rf"(?:is|was)[ ](?:{alternatives(rules.asked_again)})(?:[ ](?:{by_now}))*"
    of_thing = rf"\b(?:van|voor|op|bij)[ ](?:de|het|dat|die|mijn|ons|onze)[ ](?:[\w-]+[ ])?{things}(?!\w){where}"
    with_it = r"(?:met|with)(?:[ ](?:de|the))?(?:[ ](?:cijfers|combinatie|code))?"
    then = rf"[^.!?:;()\d]{{0,60}}[ ](?:{alternatives(rules.referring)})[ ](?:is|zijn|was|wordt|gaat|opent)"
    return _Patterns(
        tuple(word.strip("*") for word in (*rules.opened_things, *rules.boxes, *rules.entered)),
        re.compile(rf"(?<!\w)(?:{things}|{coded}code|{entered})(?!\w)|{alternatives(rules.outside)}"),
        re.compile(
            rf"(?:\b(?:{figures})(?:[ ]{of_thing})?{said}|\b(?:{figures})[ ](?:{of_thing}|{things}){said}?"
            rf"|(?<!\w)(?:{things}|{entered})[ ](?:[^.!?:;()\d]{{0,40}}[ ])?{has}[ ](?:{figures})[ ]?:?"
            rf"|\bcode[ ](?:(?:van|voor|op|bij)[ ](?:de|het|ons|onze)[ ])?(?:[\w-]+[ ](?:{asked})|{entered}(?:{said})?)"
            rf"|(?<!\w)(?:{entered}|{coded}[ ]?)code(?:{said})?"
            rf"|(?<!\w){boxes}(?!\w)(?:{where}|[ ]{entered}){said}"
            rf"|(?<!\w)(?:{figures}|{boxes})(?!\w){then}(?:[ ](?:{by_now}))*(?:[ ](?:open[ ])?(?:met|op))?"
            rf"|(?<!\w){boxes}(?!\w)[^.!?:;()\d]{{0,40}}[ ]met"
            rf"|(?<!\w)alarm[ ](?:{alternatives(rules.opened)})[ ]?[:=]"
            rf"|\b(?:{opened})[ ](?:[\w-]+[ ]){{0,2}}?{with_it})[ ]*\Z"
        ),
        re.compile(rf"(?<!\w){boxes}(?!\w){where}(?:[ ]niet)?,?[ ]\Z"),
        re.compile(rf"\b(?:is|klopt|was)[ ][^.?!]{{0,40}}?(?<!\w){boxes}(?!\w)[^.,:;?!\d]{{0,30}}[ ,:]\Z"),
        re.compile(
            rf"[ ](?:gaat|opent|open|kom|komt|krijgt|schakelt|zet)[ ](?:[\w-]+[ ]){{0,4}}?"
            rf"(?:{things}|(?:{alternatives(rules.opened)}))(?!\w)"
        ),
        re.compile(rf"\b(?:{alternatives(rules.keying)})\b[^.!?\d]{{0,60}}[ :]\Z"),
        re.compile(rf",?(?:[ ](?:{alternatives(rules.no_longer)}))+[ ]"),
        re.compile(rf"[ ]?[.,;:()?!]|[ ][-–][ ]|\s*\Z|\s(?:{alternatives(rules.goes_on)})(?!\w)|[ ]?\n"),
    )


def is_code(text: str, found: re.Match[str]) -> bool:
    """Whether a number may be one that is keyed in, and does not count or date what follows."""
    value = found["value"]
    plain = YEAR.fullmatch(value) or (TIME.fullmatch(value) and " uur" in text[found.end() : found.end() + 5])
    return not plain and _patterns().goes_on.match(text, found.end()) is not None


def opening_numbers(around: Surroundings) -> Iterator[Hit]:
    """The numbers of which the sentence says that they open something."""
    patterns, text, folded = _patterns(), around.text, around.folded
    if not any_in(patterns.things, folded):
        return
    for found in KEYED_IN.finditer(text):
        if is_code(text, found) and _opens(around, *found.span("value")):
            yield Hit("SECRET", *found.span("value"), 0.8, "secret:code")
            between = patterns.second.match(folded, found.end())
            other = KEYED_IN.match(text, between.end()) if between else None
            if other and is_code(text, other):
                yield Hit("SECRET", *other.span("value"), 0.8, "secret:code")


def _opens(around: Surroundings, start: int, end: int) -> bool:
    patterns, folded = _patterns(), around.folded
    first, last = sentence_around(around.text, start)
    before = folded[max(first, start - FARTHEST) : start]
    if "\t" in before or not (patterns.thing.search(folded, max(0, first - FARTHEST), last + FARTHEST)):
        return False
    rest = folded[end:last].strip(" .;)")
    told = patterns.before.search(before)
    if told or (patterns.alone.search(before) and not rest) or (patterns.asked.search(before) and not rest.strip("?")):
        return True
    if before.endswith("met ") and patterns.after.match(folded, end):
        return True
    return patterns.keyed.search(before) is not None
