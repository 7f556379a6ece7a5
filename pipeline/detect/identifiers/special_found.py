"""Illness without a word for it: what somebody cannot do any more, and what a doctor found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from woolak.pipeline.detect.identifiers.cues import Cue, health, special
from woolak.pipeline.detect.identifiers.sentences import sentence_around
from woolak.pipeline.detect.identifiers.special_words import one_of
from woolak.pipeline.detect.identifiers.surroundings import Surroundings
from woolak.pipeline.detect.patterns import alternatives
from woolak.pipeline.detect.phrases import Phrases, phrases

__all__ = ["church_offices", "findings", "limits"]

FEWEST_WORDS = 2


@cache
def _limits() -> re.Pattern[str]:
    hardly, moving, of_things = map(alternatives, (health().hardly, health().moving, health().of_things))
    return re.compile(
        rf"\b(?:kan|kon|kunnen)\b(?:\s[a-z]+){{0,3}}?\s(?:{hardly})\b(?:\s(?!(?:{of_things})\b)[\w-]+){{0,4}}?\s(?:{moving})\b"
        r"(?: dan(?: [\w-]+){1,4})?"
    )


@cache
def _diagnosis() -> Phrases:
    told = health().findings
    return phrases(rf"\b(?:{alternatives(told)})(?: (?:is|luidt))?: (?=[^\n]{{5}})", told, re.I)


@cache
def _found() -> Phrases:
    doctors, seen = alternatives(health().doctors), alternatives(health().seen)
    return phrases(
        rf"(?:\b(?:{doctors})\b[^.:;\t]{{0,70}}\b(?:{seen})\b|\b(?:{seen})\b[^.:;\t]{{0,40}}\b(?:{doctors})\b)"
        r"[^.:;\t]{0,25}:\s(?=[^\n]{5})",
        health().doctors,
        re.I,
    )


def limits(around: Surroundings) -> Iterator[Cue]:
    """What somebody cannot do: 'kan niet langer dan tien minuten staan'."""
    if "kan " in around.folded or "kon " in around.folded:
        for match in _limits().finditer(around.folded):
            yield Cue(*match.span(), "limits")


def findings(around: Surroundings) -> Iterator[tuple[int, int]]:
    """What stands behind a colon where somebody was seen by a doctor: 'door dokter Vos onderzocht: gekneusde enkel'."""
    if ": " not in around.text and ":\n" not in around.text:
        return
    for pattern in (_found(), _diagnosis()):
        for match in pattern.finditer(around.text):
            end = sentence_around(around.text, match.end())[1]
            end -= around.text[end - 1] == "."
            if len(around.text[match.end() : end].split()) >= FEWEST_WORDS:
                yield match.end(), end


@cache
def _offices() -> Phrases:
    offices = special().church_offices
    words = alternatives(offices)
    return phrases(
        r"(?:^|(?<=[\t\n])|(?<=[.;:] ))"
        r"(?:(?:sinds|van|vanaf|tot) [\d –-]+(?:tot |t/m )?[\d]*[ \t:]*|[\d –-]+[ \t:]+)?"
        rf"(?:{words})\b[^.;\t]{{0,120}}",
        offices,
        re.I,
    )


def church_offices(around: Surroundings) -> Iterator[tuple[int, int]]:
    """What a cv tells of somebody's church or mosque: 'Sinds 2015 ouderling in de dorpskerk'."""
    for match in _offices().finditer(around.text):
        if one_of(special().cv).search(around.folded) and around.person_between(0, match.start()):
            yield match.start(), match.end() - len(match[0]) + len(match[0].rstrip())
