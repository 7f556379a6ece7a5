"""Codes of a door with a letter in them ('code 31B07'), and those of which the key that ends them is told in words
('7702 hekje')."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from woolak.pipeline.detect.identifiers.recognizer import Hit
from woolak.pipeline.detect.identifiers.secret_cues import secret_patterns, secrets
from woolak.pipeline.detect.identifiers.sentences import sentence_around
from woolak.pipeline.detect.identifiers.surroundings import Surroundings
from woolak.pipeline.detect.patterns import alternatives, any_of
from woolak.pipeline.detect.phrases import Phrases, phrases

__all__ = ["lettered_codes"]

LETTERED = r"\d{1,4}[A-Z]\d{1,4}|\d{3,6}-?[A-Z]{1,2}|[A-Z]{1,2}-?\d{3,6}[A-Z]?|[A-Z]\d[A-Z]\d"
KEYED_FROM = 200  # characters before a number and its key in which a door or a code is spoken of
LEAST, MOST = 4, 8  # signs of a code
YEAR = re.compile(r"(?:19|20)\d\d")


class _Patterns(NamedTuple):
    code: Phrases
    key: Phrases
    other: re.Pattern[str]
    """What another code is of: a cost centre, a colour."""
    asked: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    rules = secrets()
    codes, by = alternatives(rules.codes), alternatives(rules.by_code)
    return _Patterns(
        phrases(
            rf"(?:(?<![\w-])(?i:{by})[ \n](?:(?:de|een)[ \n])?(?:nieuwe[ ])?|[,:(;][ \n]?)(?i:{codes})[ \n:]{{1,2}}"
            rf"(?P<value>(?:{LETTERED})(?:[ ]?[#*])?|(?<=met de code )\d{{4,6}})(?![\w/-]|[.,]\d)",
            rules.codes,
        ),
        phrases(
            rf"(?<![\w.,/€-])(?P<value>(?:\d{{3,8}}|{LETTERED}),?[ ](?i:{alternatives(rules.keys_told)}))(?!\w)",
            rules.keys_told,
        ),
        re.compile(rf"(?<!\w){any_of(rules.other_codes)}(?!\w)"),
        re.compile(rf"(?<!\w)(?:{codes}|{any_of(rules.asked_codes)})(?!\w)"),
    )


def lettered_codes(around: Surroundings) -> Iterator[Hit]:
    """Those of which the sentence speaks of what they open."""
    text, patterns = around.text, _patterns()
    doors = secret_patterns().doors
    for found in patterns.code.finditer(text):
        sentence = around.folded[slice(*sentence_around(text, found.start()))]
        signs = sum(map(str.isalnum, found["value"]))
        if LEAST <= signs <= MOST and doors.search(sentence) and not patterns.other.search(sentence):
            yield Hit("SECRET", *found.span("value"), 0.85, "secret:code")
    for found in patterns.key.finditer(text):
        near = around.folded[max(0, found.start() - KEYED_FROM) : sentence_around(text, found.start())[1]]
        if not YEAR.match(found["value"]) and (doors.search(near) or patterns.asked.search(near)):
            yield Hit("SECRET", *found.span("value"), 0.85, "secret:code")
