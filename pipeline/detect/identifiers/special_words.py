"""What a word of illness says where it stands: of somebody's body or whereabouts, or that it is a subject or a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from woolak.pipeline.detect.identifiers.cues import Cue, health, special
from woolak.pipeline.detect.identifiers.sentences import sentence_around
from woolak.pipeline.detect.identifiers.surroundings import Surroundings
from woolak.pipeline.detect.patterns import alternatives

__all__ = [
    "ARREST",
    "IN_CAPITALS",
    "ailing_parts",
    "arrests",
    "in_capitals",
    "is_in_a_name",
    "is_subject",
    "is_taken",
    "is_topic",
    "one_of",
    "stays_there",
]

IN_CASE_OF = re.compile(r"\b(?:bij|in geval van|in het geval van)[ \n]\Z")
"""'Vervanging bij ziekte': of nobody."""
SOMEBODYS = re.compile(
    r"(?:\b(?:haar|mijn|diens|uw)|\b(?:aan|met|over|van|voor) (?:zijn|hun))"
    r"\s(?:(?!(?:naar|over|met|bij|voor|van|tegen|op) )[a-zà-ÿ-]+ ){0,2}\Z"
)
"""Right before an illness: then it is his, whatever is said of it: 'over haar epilepsie'."""
ARREST = "arrest"
"""The kind of a cue that has in it whom it is about."""
REACH_OF_PART = 30  # characters between what ails somebody and the part of the body
NEAR_PLACE = 60  # characters between where somebody is treated and that he is there
OF_HIM = re.compile(r"\b(?:van|voor|bij|met|aan|tegen)(?: de| het)? \Z")
"""Right before a name: then what is done is done to what he has: 'de auto van de heer Vos'."""
AFTER_HIM = re.compile(r"[ .,]*(?:\([^()]{1,20}\)|,? ?\d{1,2} jaar,?)?[ ,]*(?:(?!en\b)[a-z\d]+ ){0,4}")
TO_PLACE = re.compile(r"\b(?:in|naar|op|bij|uit|aan|van)(?: (?:de|het|een|'t))?(?: [a-z]+)? \Z")


IN_CAPITALS = re.compile(r"\bALS\b(?=[ ]*(?:[,.;:)\n\t]|$|(?:en|heeft|is|sinds|met)\b))")


@cache
def one_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern of whole words or phrases, the longest first."""
    return re.compile(rf"(?<!\w)(?:{alternatives(words)})(?!\w)")


@cache
def _with_sides(parts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{side}{part}" for part in parts for side in ("", "linker", "rechter", "onder", "boven"))


def ailing_parts(around: Surroundings) -> Iterator[Cue]:
    """What ails a part of somebody's body: 'pijn in haar linkerknie', 'medicijnen voor zijn hart'."""
    for cue in around.cues.of("health:ails"):
        part = one_of(_with_sides(health().parts)).search(around.folded, cue.end, cue.end + REACH_OF_PART)
        between = around.folded[cue.end : part.start()] if part else ""
        if part and not re.search(r"[.;:\t]|\b(?:en|of|maar)\b", between):
            yield Cue(cue.start, part.end(), cue.kind)


def in_capitals(around: Surroundings) -> Iterator[Cue]:
    """An illness of which the letters are a word too when they are small: 'ALS', and not in a line of capitals."""
    for found in IN_CAPITALS.finditer(around.text) if "ALS" in around.text else ():
        first, last = around.columns.line_span(around.columns.line_of(found.start()))
        if any(letter.islower() for letter in around.text[first:last]):
            yield Cue(*found.span(), "illness")


def stays_there(around: Surroundings, cue: Cue) -> bool:
    """Whether somebody is or was where people are treated or held, and does not work there."""
    first, last = sentence_around(around.text, cue.start)
    first, last = max(first, cue.start - NEAR_PLACE), min(last, cue.end + NEAR_PLACE)
    if not TO_PLACE.search(around.folded, first, cue.start):
        return False
    if one_of(health().at_work).search(around.folded, first, last):
        return False
    if one_of(health().staying).search(around.folded, first, last):
        return True
    travels = one_of(health().transport).search(around.folded, first, last)
    return not travels and one_of(health().going).search(around.folded, first, last) is not None


def is_taken(around: Surroundings, cue: Cue) -> bool:
    """Whether the police took somebody, and nothing of his: 'Daan V. werd door agenten van het plein gehaald'."""
    first, last = sentence_around(around.text, cue.start)
    for by in around.cues.between("by_police", max(first, cue.start - NEAR_PLACE), min(last, cue.end + NEAR_PLACE)):
        whom = around.folded[first : min(by.start, cue.start)]
        if re.search(r"\b(?:hij|zij|ze|ik|die) (?:[a-z]+ ){0,4}\Z", whom):
            return True
        named = [span for span in around.persons if first <= span[0] and span[1] <= min(by.start, cue.start)]
        if named and not OF_HIM.search(around.folded, first, named[-1][0]):
            return AFTER_HIM.fullmatch(around.folded, named[-1][1], min(by.start, cue.start)) is not None
    return False


@cache
def _arrest() -> re.Pattern[str]:
    police, caught = alternatives(special().police), alternatives(special().caught)
    return re.compile(
        rf"(?<!\w)(?:{police})\s(?:{caught})\s[^.;\t]{{3,60}}?\s(?:aan|op)"
        r"(?:\s(?:voor|wegens|op verdenking)\b|(?=[ ]*[.;,\n]))"
    )


def arrests(around: Surroundings) -> Iterator[Cue]:
    """Whom the police took, with the verb in two: 'de politie hield Daan Vos aan voor diefstal'."""
    if one_of(special().police).search(around.folded):
        for match in _arrest().finditer(around.folded):
            yield Cue(*match.span(), ARREST)


def is_subject(around: Surroundings, cue: Cue, start: int) -> bool:
    """Whether an illness is a subject, or that of many: 'een training epilepsie', 'vervanging bij ziekte'."""
    if IN_CASE_OF.search(around.folded, 0, cue.start):
        return True
    before = around.folded[max(start, cue.start - 40) : cue.start]
    return is_topic(before, around.folded[cue.end : cue.end + 25])


def is_topic(before: str, behind: str) -> bool:
    """Whether what stands before and behind a word makes it a subject."""
    if re.match(r"[ -]", behind) and one_of(special().topics_behind).match(behind, 1):
        return True
    if SOMEBODYS.search(before):
        return False
    spoken = [match.end() for match in one_of(special().topics).finditer(before)]
    return bool(spoken) and re.fullmatch(r"(?:[\s'\"(]+(?:[a-zà-ÿ-]+)){0,3}[\s'\"(]*", before[spoken[-1] :]) is not None


def is_in_a_name(around: Surroundings, cue: Cue) -> bool:
    """Whether an illness is part of the name of something: 'het Parkinson Café', 'de Diabetes Vereniging'."""
    said = around.text[cue.start : cue.end]
    if said[:1].isupper() and any(start < cue.start < end for start, end in around.persons):
        return True  # 'mevrouw Pfeiffer'
    named = re.match(r"[ \n-][A-Z][a-zé]|telefoon", around.text[cue.end :][:10])
    return said[:1].isupper() and not said.isupper() and named is not None
