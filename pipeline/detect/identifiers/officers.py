"""Numbers of who enforces: 'toezichthouder Vos (nummer H-4417)', 'boa HK-12', and what looks alike on the page; and of
anybody, in brackets behind his name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from woolak.pipeline.detect.identifiers.cues import numbers
from woolak.pipeline.detect.identifiers.recognizer import Hit
from woolak.pipeline.detect.identifiers.surroundings import Surroundings
from woolak.pipeline.detect.patterns import alternatives
from woolak.pipeline.detect.phrases import Phrases, phrases

__all__ = ["officer_numbers"]

IN_BRACKETS = re.compile(r" \((?:nr|nummer|no)\b\.?[: ]{0,2}(?P<code>[A-Z]{1,4}[-./ ]?\d{3,7}|\d{5,8})\)")
SHAPE = re.compile(r"(?P<letters>[A-Z]{1,4}[-./]?)(?P<digits>\d{2,6})")


@cache
def _pattern() -> Phrases:
    words, others = map(alternatives, (numbers().officers, numbers().not_of_officer))
    return phrases(
        rf"(?i)(?<![\w-])(?:{words})(?![\w-])(?:"
        rf"(?:(?!\b(?:{others})\b)[^.;:\n\t]){{0,40}}?\b(?:nummer|nr\.?)[ :]{{1,2}}"
        r"(?-i:(?P<code>[A-Z]{1,4}[-./ ]?\d{2,7}|\d{5,8}))| (?-i:(?P<alone>[A-Z]{1,4}-\d{2,6})))(?![\w/-]|[.,]\d)",
        numbers().officers,
    )


def officer_numbers(around: Surroundings, known: Iterable[Hit]) -> Iterator[Hit]:
    """Those behind the word for an officer or a name, and codes on the page that look like the `known` ones."""
    found = [
        Hit("PERSONNEL_NUMBER", *match.span("code" if match["code"] else "alone"), 0.92, "personnel_number:nummer")
        for match in _pattern().finditer(around.text)
    ]
    named = {end for _, end in around.persons}
    found += [
        Hit("PERSONNEL_NUMBER", *match.span("code"), 0.85, "personnel_number:naam")
        for match in IN_BRACKETS.finditer(around.text)
        if match.start() in named
    ]
    yield from found
    shapes = {
        (shape["letters"], len(shape["digits"]))
        for hit in (*found, *known)
        if hit.entity == "PERSONNEL_NUMBER" and (shape := SHAPE.fullmatch(around.text, hit.start, hit.end))
    }
    for letters, length in shapes:
        for match in re.finditer(rf"(?<![\w-]){re.escape(letters)}\d{{{length}}}(?![\w-])", around.text):
            yield Hit("PERSONNEL_NUMBER", *match.span(), 0.9, "personnel_number:nummer")
