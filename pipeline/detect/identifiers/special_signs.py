"""Whether a word that tells health, faith, descent or crime is said of somebody where it stands.

The words are of a kind each (rules/cues/identifiers_signs.yaml). A sign tells by itself; a house (of care, justice or
faith) tells of who is tied to it; a crime when somebody is tried for it; a land or a people when he comes from it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from woolak.pipeline.detect.identifiers.cues import Cue, special
from woolak.pipeline.detect.identifiers.sentences import sentence_around
from woolak.pipeline.detect.identifiers.special_clauses import clause_of, telling_of
from woolak.pipeline.detect.identifiers.special_cues import listed, signs
from woolak.pipeline.detect.identifiers.special_notes import ROW, note_of, of_a_column
from woolak.pipeline.detect.identifiers.special_who import likely
from woolak.pipeline.detect.identifiers.special_words import in_capitals, is_in_a_name, is_subject, is_topic, one_of
from woolak.pipeline.detect.identifiers.surroundings import Surroundings

__all__ = ["Told", "told_by_signs"]

SURE_ENOUGH = 0.5
NEAR = 50  # characters between a word and what ties somebody to it
PLEASED = re.compile(r"\b(?:goed|slecht|prima|beter|uitstekend|wel|niet|best|ons|me|mij|hoe)\s(?:\w+\s)?\Z")
"""Before 'bevallen' it is no birth."""
OWN = re.compile(r"\b(?:haar|mijn|zijn|diens|uw|her|his|my)\s(?:[\w-]+\s)?\Z")
DEFINITE = re.compile(r"\b(?:de|haar|zijn|mijn|hun|onze|uw|deze)\s\Z")
NOUN = re.compile(
    r"\s(?!en\b|of\b|die\b|dat\b|maar\b|is\b|was\b|and\b|opgevoed|geboren|van\b|uit\b|in\b|met\b|heeft\b)([a-zà-ÿ-]+)"
)
OWNED = re.compile(r"\b(?:haar|mijn|zijn)\b")
DENIED = re.compile(r"\b(?:ik|u)\b.*\b(?:niet|geen|nooit|nimmer)\s(?:\w+\s){0,2}\Z")
ABOUT = re.compile(r"\bover\s(?:(?:de|het|een)\s)?\Z")
FROM = re.compile(r"\b(?:uit|from|vanuit)\s(?:[\w-]+(?:\sin)?,?\s)?\Z")
THERE = re.compile(r"\b(?:in|te|bij|nabij|rond)\s\Z")


class Told(NamedTuple):
    """Pieces of a page that tell one thing of somebody, how sure that is, and its category."""

    spans: tuple[tuple[int, int], ...]
    score: float
    category: str


def told_by_signs(around: Surroundings) -> Iterator[Told]:
    """What a page tells by its words, in rows and in sentences."""
    if not around.persons:
        return
    for category in signs().signs:
        for cue in around.cues.of(f"sign:{category}"):
            if not _is_another_word(around, cue):
                yield from _told(around, cue, category)
    for category in signs().houses:
        for cue in around.cues.of(f"house:{category}"):
            yield from _told(around, cue, category, _is_tied)
    for cue in around.cues.of("health:specialists"):
        yield from _told(around, cue._replace(kind="house:gezondheid"), "gezondheid", _is_tied)
    for cue in around.cues.of("offences"):
        yield from _told(around, cue, "strafrecht", _is_tried)
    for cue in (*around.cues.of("illness"), *in_capitals(around)):
        if note := note_of(around, cue):
            topic = is_topic(note.before, note.behind[cue.end - cue.start :])
            if not (note.of_work or topic or is_in_a_name(around, cue)):
                yield Told(note.spans, 0.8, "gezondheid")
    for cue in around.cues.of("skin"):
        yield from _told(around, cue, "afkomst")
    for cue in around.cues.of("lands"):
        yield from _column(around, cue, "afkomst", signs().origin_heads)
        if around.text[cue.start].isupper():
            yield from _told(around, cue, "afkomst", _is_origin)
    for kind, heads in (("natives", signs().origin_heads), ("peoples", signs().origin_heads)):
        for cue in around.cues.of(kind):
            yield from _column(around, cue, "afkomst", heads)
            if around.text[cue.start].isupper():
                yield from _told(around, cue, "afkomst", _is_native if kind == "natives" else _is_called)
    for cue in around.cues.of("creeds"):
        yield from _column(around, cue, "godsdienst", signs().faith_heads)
        yield from _told(around, cue, "godsdienst", _is_called)
    for cue in around.cues.of("sign:godsdienst"):
        yield from _column(around, cue, "godsdienst", signs().faith_heads)


def _column(around: Surroundings, cue: Cue, category: str, heads: tuple[str, ...]) -> Iterator[Told]:
    """What stands by itself under a head or behind a label that asks for it, of who is named there."""
    if span := of_a_column(around, cue, heads):
        yield Told((span,), 0.8, category)


def _told(around: Surroundings, cue: Cue, category: str, tells: Tells | None = None) -> Iterator[Told]:
    if is_in_a_name(around, cue):
        return
    if note := note_of(around, cue):
        place = Place(note.before, note.behind, cue)
        asked = note.asked and tells is not _is_origin
        topic = tells is not _is_tied and is_topic(note.before, note.behind[cue.end - cue.start :])
        if not note.of_work and not topic and not _is_general(place) and (asked or tells is None or tells(place)):
            yield Told(note.spans, 0.8, category)
        return
    sentence = _sentence(around, cue)
    if tells is not _is_tied and is_subject(around, cue, sentence[0]):
        return
    first, last = clause_of(around, cue, sentence)
    place = Place(around.folded[first : cue.start], around.folded[cue.start : max(last, cue.end)], cue)
    if (
        _is_general(place)
        or (tells is not None and not tells(place))
        or (category == "strafrecht" and _is_denied(place))
    ):
        return
    score = likely(around, cue, sentence)
    if score >= SURE_ENOUGH:
        yield Told((telling_of(around, cue, sentence),), score, category)


def _sentence(around: Surroundings, cue: Cue) -> tuple[int, int]:
    """The sentence with a word, within its cell in a row that names nobody: other rows are about others."""
    first, last = sentence_around(around.text, cue.start)
    cell = around.columns.cell_at(cue.start)
    return (max(first, cell.start), min(last, cell.end)) if cell.of >= ROW else (first, last)


class Place(NamedTuple):
    """What stands before a word in its clause, and what from the word on, in small letters."""

    before: str
    behind: str
    cue: Cue

    @property
    def word(self) -> str:
        return self.behind[: self.cue.end - self.cue.start]

    @property
    def next(self) -> str:
        return self.behind[self.cue.end - self.cue.start :]

    @property
    def near(self) -> str:
        return self.before[-NEAR:] + self.behind[: len(self.word) + NEAR]

    @property
    def whole(self) -> str:
        return self.before + self.behind


Tells = Callable[[Place], bool]


def _ends_with(text: str, words: tuple[str, ...], between: str = "") -> bool:
    """Whether a text ends with one of the words and a space."""
    return any(
        re.fullmatch(rf"{between}\s", text[match.end() :])
        for match in listed(words).finditer(text, max(0, len(text) - 40))
    )


def _is_another_word(around: Surroundings, cue: Cue) -> bool:
    """'de zaal is goed bevallen', 'de ziekte van mevrouw Bos'; not 'de ziekte van Bowen'."""
    word = around.folded[cue.start : cue.end]
    if word == "aangehouden" and around.folded.endswith("niet ", 0, cue.start):
        return True
    if word == "aangehouden":
        return one_of(special().matters).search(around.folded, *sentence_around(around.text, cue.start)) is not None
    if word == "ziekte van":
        named = around.person_between(cue.end, cue.end + 3)
        return bool(named) or not around.text[cue.end + 1 : cue.end + 2].isupper()
    return word == "bevallen" and PLEASED.search(around.folded, max(0, cue.start - 30), cue.start) is not None


def _is_denied(place: Place) -> bool:
    """'ik ben niet veroordeeld', 'dat ik nooit ben veroordeeld'."""
    return DENIED.search(place.before) is not None


def _is_general(place: Place) -> bool:
    """Whether a clause is about work or a subject, or about many."""
    if OWN.search(place.before) or OWNED.search(place.word):
        return False
    if listed(signs().at_work).search(place.whole) or _jobs().search(place.whole):
        return True
    text = place.before + place.behind[: len(place.word) + 20]
    return any(not DEFINITE.search(text[: many.start()]) for many in listed(signs().crowds).finditer(text))


@cache
def _jobs() -> re.Pattern[str]:
    """That somebody is called by his job."""
    return re.compile(rf"\b(?:is|als|was|wordt|werd)\s(?:(?:de|een|het)\s)?(?:{listed(signs().jobs).pattern})")


def _is_tied(place: Place) -> bool:
    """Whether somebody goes, stays or is called where he is cared for, judged or prays."""
    if listed(signs().beside_a_house).search(place.whole) or ABOUT.search(place.before):
        return False
    return listed(signs().ties[place.cue.kind.partition(":")[2]]).search(place.near) is not None


def _is_tried(place: Place) -> bool:
    """'betrapt op winkeldiefstal', 'een zitting wegens heling'."""
    tried = _ends_with(place.before, signs().tried_for, r"(?:\s\w+)?")
    return tried and listed(signs().tried_by).search(place.whole) is not None


def _is_origin(place: Place) -> bool:
    """'komt uit Aleppo', 'ik was kapper in Kabul'; not 'de olijven komen uit Syrië', nor a holiday there."""
    if listed(signs().on_a_trip).search(place.whole):
        return False
    if FROM.search(place.before):
        return listed(signs().came).search(place.whole) is not None
    return THERE.search(place.before) is not None and listed(signs().lived).search(place.whole) is not None


def _is_called(place: Place) -> bool:
    """'is Koerdisch', 'een Eritrese moeder', 'van Molukse afkomst'; not 'Turks brood'."""
    if noun := NOUN.match(place.next):
        return listed(signs().of_people).fullmatch(noun[1]) is not None
    return _ends_with(place.before, signs().being)


def _is_native(place: Place) -> bool:
    """'is een Koerdische', 'hoort bij de Hazara'."""
    if _ends_with(place.before, signs().belongs, r"(?:\sde)?"):
        return True
    return not NOUN.match(place.next) and _ends_with(place.before, signs().being, r"(?:\s[a-z]+e)?")
