"""Whether a sentence is about one person, though it names nobody: 'hij', 'mijn zoon', 'dochter (8)'."""

from __future__ import annotations

import re

from woolak.pipeline.detect.identifiers.cues import Cue, special
from woolak.pipeline.detect.identifiers.special_words import one_of
from woolak.pipeline.detect.identifiers.surroundings import Surroundings

__all__ = ["OF_SOMEBODY", "is_anybody", "means_someone"]

OWN = re.compile(
    r"(?:\b(?:haar|mijn|diens|uw)|\b(?:met|door|na|sinds|wegens|vanwege|voor|aan|van|om|zonder|tegen|over|in|op|bij)"
    r" (?:zijn|hun)) (?:(?!(?:naar|over|met|bij|voor|van|tegen|op) )[a-zà-ÿ-]+ ){0,2}\Z"
)
"""Right before a thing it is had by one person: 'in verband met haar stoma'; not 'er zijn nieuwe medicijnen'."""
OF_SOMEBODY = re.compile(
    r" van (?:(?:mijn|zijn|haar|onze?|uw|diens) [a-z-]+|(?:het|dit|haar|zijn) gezin\b"
    r"|de (?:partner|echtgeno\w+|man|vrouw|zoon|dochter|vader|moeder|aanvrag\w+|meld\w+|klager|klaagster)\b)"
)
FRAGMENT = re.compile(
    r"(?:heeft|had|is|was|kreeg|krijgt|lijdt|slikt|gebruikt|ligt|zit|draagt|herstelt|zwanger|allergisch)\b"
)
"""With which an entry of a form begins that leaves its subject out: 'heeft epilepsie, EpiPen in de tas'."""
PRONOUN = re.compile(r" (?:hij|zij|ze|ik|u)\b")
DOES = re.compile(r"(?: \(\d{1,2}\)|,? \d{1,2} jaar,?)?(?: van [A-ZÀ-Þ][\w. '-]{1,40}?)? [a-z]+")
ARTICLE = re.compile(r"(?:(?:de|een|het|deze|dit) )?")
SHE_THEN = re.compile(
    r"\b(?:zij|ze) (?:[a-z]+ ){0,3}?(?:is|was|heeft|had|zei|ging|moest|kan|kon|wordt|werd|zit|zat|ligt|lag|loopt|liep"
    r"|mag|mocht|wil|wilde|krijgt|kreeg|slikt|gebruikt|vertelde|bleek|raakte)\b"
)
SAYS_SHE = re.compile(r"\b[a-z]{3,}t (?:zij|ze)\b")
"""'Zij' of one woman behind her verb: 'meldt zij dat'."""
WRITER = re.compile(r"\bik\b")
WRITER_BEHIND = 20  # characters behind a cue in which the writer may stand: 'van mijn burn-out herstel ik'
VERB_BEHIND = 8  # characters behind a cue in which its verb may stand: 'omdat zij reuma heeft'
SHE = re.compile(r"\b(?:zij|ze)[ \n](?!niet|met|dat|het|uit|wat|ooit|nooit|laat|goed|altijd|eerst|straks)[a-z]{2,}t\b")
"""'Zij' of one woman: 'zij belt', and not 'zij bellen'."""


def means_someone(around: Surroundings, start: int, cue: Cue, is_thing: bool) -> bool:
    """Whether a sentence that begins at `start` means one person where a cue stands."""
    return (
        around.cues.any_between("one_person", start, cue.start + 1)
        or around.folded[start:].startswith(("ik ben", "ik heb"))
        or SHE.search(around.folded, start, cue.start) is not None
        or SAYS_SHE.search(around.folded, start, cue.start) is not None
        or WRITER.search(around.folded, start, cue.end + WRITER_BEHIND) is not None
        or SHE_THEN.search(around.folded, start, cue.end + VERB_BEHIND) is not None
        or (is_thing and OWN.search(around.folded, start, cue.start) is not None)
        or OF_SOMEBODY.match(around.folded, cue.end) is not None
        or _opens_with_kin(around, start, cue.start)
    )


def _opens_with_kin(around: Surroundings, start: int, end: int) -> bool:
    """Whether a sentence or cell begins with somebody's own, of whom it says something: 'Dochter (6) heeft'."""
    for sign in ("\t", ": "):
        at = around.text.rfind(sign, start, end)
        start = at + len(sign) if at >= 0 else start
    if FRAGMENT.match(around.folded, start):
        return True
    article = ARTICLE.match(around.folded, start)
    opened = one_of(special().kin).match(around.folded, article.end() if article else start, end)
    return opened is not None and DOES.match(around.text, opened.end()) is not None


def is_anybody(around: Surroundings, start: int, end: int) -> bool:
    """Whether it is said of anybody: 'als iemand', and not 'als hij'."""
    for cue in around.cues.between("anybody", start, end):
        if around.folded[cue.start : cue.end] not in ("als", "wanneer", "indien", "mocht", "zou"):
            return True
        if not PRONOUN.match(around.folded, cue.end) and not around.person_between(cue.end, cue.end + 3):
            return True
    return False
