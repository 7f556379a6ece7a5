"""Whether a sentence is about one person, though it names nobody: 'hij', 'mijn zoon', 'dochter (8)'."""

from __future__ import annotations

import re

from woolak.pipeline.detect.identifiers.cues import Cue, special
from woolak.pipeline.detect.identifiers.special_words import ARREST, one_of
from woolak.pipeline.detect.identifiers.surroundings import Surroundings

__all__ = [
    "NEXT",
    "OF_SOMEBODY",
    "PARAGRAPH",
    "POSSESSED",
    "is_anybody",
    "is_meant",
    "is_of_named",
    "likely",
    "means_someone",
]

PARAGRAPH = 400  # characters before the sentence in which a name makes 'hij' recognisable
NEXT = 120  # ... and behind it
ADDRESSED = re.compile(r"\bu(?: bent| heeft| door)\b|\b(?:bent|heeft) u\b")  # to whom a letter is written
SALUTATION = re.compile(r"\bgeachte (?:heer|mevrouw|familie|mijnheer)\b")
"""Who is addressed so is the one of whom 'uw' tells, however far below."""
OWN_WORDS = re.compile(r"\b(?:ik|mijn|i|my|(?:wij|we) (?:zijn|komen|kwamen|vluchtten))\b")  # of the writer, who signs
THIRD = re.compile(r"\b(?:hij|zij|ze)[ \n]")
POSSESSED = re.compile(r"\b(?:zijn|haar|mijn|uw|diens) ")

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
THEIRS = re.compile(r"\b(?:de|haar|zijn|mijn|hun) \Z")
OF_HIS = re.compile(r"\b(?:haar|(?:heeft|had|werd|is|in|met|door|om|van|op|bij|tegen|over) zijn) [a-z]+ ")
"""Of his own, though he is not in the sentence: 'de officier heeft zijn zaak geseponeerd'."""
FOR_HIM = re.compile(
    r"(?: [a-z]+){0,3} (?:voor|over|van|bij|tegen)(?: (?:de|het|een|gezin|zoon|dochter|kind|van)){0,3} "
)
WRITER = re.compile(r"\b(?:ik|i|my|(?:wij|we) (?:zijn|komen|kwamen|vluchtten))\b")
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
        if THEIRS.search(around.folded, max(0, cue.start - 6), cue.start):
            continue  # 'zij zit met de kinderen thuis'
        if around.folded[cue.start : cue.end] not in ("als", "wanneer", "indien", "mocht", "zou"):
            return True
        if not PRONOUN.match(around.folded, cue.end) and not around.person_between(cue.end, cue.end + 3):
            return True
    return False


def likely(around: Surroundings, cue: Cue, span: tuple[int, int], is_thing: bool = False) -> float:
    """How sure it is that a sentence is about one person who can be recognised: 0 when it is about nobody, under a
    half when nobody is named near it."""
    start, end = span
    named = bool(around.person_between(start, cue.start))
    named_after = bool(around.person_between(cue.end, end))
    someone = is_meant(around, cue, start, is_thing)
    if not (named or named_after or someone):
        return 0.0
    anybody = is_anybody(around, start, cue.start)
    if not (named or named_after) and anybody:
        return 0.0
    if named:
        return 0.55 if anybody else 0.85
    if OWN_WORDS.search(around.folded, start, cue.start) and around.persons:
        return 0.75
    addressed = ADDRESSED.search(around.folded, start, end) is not None or bool(
        SALUTATION.search(around.folded) and " uw " in f" {around.folded[start : cue.end]}"
    )
    near = (
        named_after
        or is_of_named(around, cue)
        or bool(
            around.person_between(0 if addressed else max(0, start - PARAGRAPH), start)
            or around.person_between(end, end + NEXT)
        )
    )
    return 0.75 if (someone and near) or _is_for_named(around, cue, end) else 0.45


def _is_for_named(around: Surroundings, cue: Cue, last: int) -> bool:
    """'Huisartsenpost gebeld voor Karin', 'melding bij Veilig Thuis over het gezin van Karin'."""
    if not cue.kind.startswith(("sign:", "house:")):
        return False
    return any(
        FOR_HIM.fullmatch(around.folded, cue.end, span[0]) for span in around.persons if cue.end < span[0] < last
    )


def is_meant(around: Surroundings, cue: Cue, start: int, is_thing: bool) -> bool:
    """Whether a sentence means one person, or the cue itself says whose it is."""
    if cue.kind.startswith("sign:") and OF_HIS.search(around.folded, start, cue.start):
        return True
    return means_someone(around, start, cue, is_thing) or _is_owned(around, cue) or is_of_named(around, cue)


def _is_owned(around: Surroundings, cue: Cue) -> bool:
    """Whether a cue says itself whose it is: 'operatie aan uw heup', 'gezondheid van haar man'."""
    return POSSESSED.search(around.folded, cue.start, cue.end) is not None


def is_of_named(around: Surroundings, cue: Cue) -> bool:
    """Whether it is told of who is named right behind: 'de ziekte van Karin Bakker', 'de longarts wil dat Karin'."""
    if cue.kind in ("health:specialists", ARREST):
        named = around.person_between(cue.start, cue.end) != ""
        return named or THIRD.search(around.folded, cue.start, cue.end) is not None
    first = cue.end + len(" van ")
    return around.text.startswith(" van ", cue.end) and around.person_between(first, first + 1) != ""
