"""Special categories of personal data: a sentence that tells somebody's health, faith, descent or criminal past.

Only when it is said of one person who can be recognised: named in the sentence, or meant by 'hij', 'betrokkene' and
the like with a name in the paragraph. Without a name near it is a suggestion (score under 0.5). What is said of
groups stays (policy 5.1(1)d).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from woolak.pipeline.detect.identifiers.cues import Cue, health, special
from woolak.pipeline.detect.identifiers.recognizer import Hit, IdentifierRecognizer
from woolak.pipeline.detect.identifiers.sentences import clause_around, sentence_around
from woolak.pipeline.detect.identifiers.special_care import care
from woolak.pipeline.detect.identifiers.special_extent import as_one, whole_telling
from woolak.pipeline.detect.identifiers.special_found import church_offices, findings, limits
from woolak.pipeline.detect.identifiers.special_notes import note_of
from woolak.pipeline.detect.identifiers.special_rows import told_in_rows
from woolak.pipeline.detect.identifiers.special_signs import told_by_signs
from woolak.pipeline.detect.identifiers.special_who import (
    NEXT,
    OF_SOMEBODY,
    PARAGRAPH,
    POSSESSED,
    is_anybody,
    is_meant,
    is_of_named,
    likely,
)
from woolak.pipeline.detect.identifiers.special_words import (
    ailing_parts,
    arrests,
    in_capitals,
    is_in_a_name,
    is_subject,
    is_taken,
    one_of,
    stays_there,
)
from woolak.pipeline.detect.identifiers.surroundings import Surroundings
from woolak.pipeline.detect.patterns import alternatives

__all__ = ["SpecialCategoryRecognizer"]

BEFORE, BEHIND = 60, 25  # characters between a thing and the verb by which somebody has it
REACH = 60  # characters between what somebody was done and who did it
MANY = re.compile(
    r"\b(?:twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|\d+) (?:[a-z]+ )?"
    r"(?:bewoners|inwoners|cliënten|deelnemers|leerlingen|cursisten|jongeren|mensen|personen|patiënten)\b"
)
OPENING = 15  # characters before the doctor with whom a sentence begins: 'Volgens de'
ASKED_ALL = re.compile(r"(?:heeft|hebt|bent|lijdt|gebruikt|slikt) u\b")  # all readers
STUCK = re.compile(
    r"[ \n]aan[ \n]|[ \n](?:in|met)[ \n](?:het|de|een)[ \n](?:\w*verkeer|\w*file|trein|bus|overleg|lift)\b"
)
TAKEN_OVER = re.compile(
    r"[, ]*(?:en|dus|daarom|vandaag|helaas|maar|nog|weer)?[, ]*(?:(?:zij|hij|ze|die) (?:is|kan|komt|sluit)\b[^.]{0,40}"
    r"|(?:is |kan |komt )?(?:afwezig|niet aanwezig|verhinderd|er niet|niet komen)"
    r"|[^.]{0,30}\b(?:vervangt|vervang|neemt|neem)\b[^.]*"
    r"|[^.]{0,30}\b(?:had|hadden|heeft|hebben)\s(?:dienst|vrij|verlof|vakantie|les)\b[^.]*"
    r"|vandaag|vanmiddag|vanochtend|helaas|deze week)?[., ]*"
)
"""What may stand behind 'is ziek' of a colleague who only is not there."""
THIRD = re.compile(r"\b(?:hij|zij|ze)[ \n]")
CATEGORIES = {"geweld": "strafrecht", "english": "gezondheid"}
"""Kinds of words, and the category that the reviewer reads."""
POSSESSIVE = ("zijn ", "haar ", "mijn ", "diens ", "hun ", "uw ")


@cache
def _of_meeting() -> re.Pattern[str]:
    """That a council holds or has something on its table; not where somebody is held or has something."""
    matters, somebody = map(alternatives, (special().matters, special().with_police))
    return re.compile(rf"\b(?:{matters})\b(?!.*\b(?:{somebody})\b)", re.DOTALL)


@cache
def _dose() -> re.Pattern[str]:
    given, body = map(alternatives, (health().dose, health().given_in))
    return re.compile(rf"\b(?:\d+ ?mg|{given}|in (?:de|haar|zijn) (?:{body}))\b")


class SpecialCategoryRecognizer(IdentifierRecognizer):
    """Sentences with a special category about an identifiable person."""

    ENTITIES = ("SPECIAL_CATEGORY",)

    def find(self, around: Surroundings) -> Iterator[Hit]:
        best: dict[tuple[int, int], Hit] = {}
        for category in special().states:
            for cue in around.cues.of(f"states:{category}"):
                self._add(best, around, cue, category, needs_having=False)
        for category in special().things:
            for cue in around.cues.of(f"things:{category}"):
                self._add(best, around, cue, category, needs_having=True)
        for cue in in_capitals(around):
            self._add(best, around, cue, "gezondheid", needs_having=True)
        for cue in ailing_parts(around):
            own = POSSESSED.search(around.folded, cue.start, cue.end)
            self._add(best, around, cue, "gezondheid", needs_having=not own)
        for cue in arrests(around):
            self._add(best, around, cue, "strafrecht", needs_having=False)
        for cue in care(around):
            self._add(best, around, cue, "gezondheid", needs_having=False)
        for places, category in (("places", "gezondheid"), ("prisons", "strafrecht")):
            for cue in around.cues.of(f"health:{places}"):
                if stays_there(around, cue):
                    self._add(best, around, cue, category, needs_having=False)
        for cue in limits(around):
            if any(start <= cue.start and cue.end <= end for start, end in best):
                continue
            if score := self._score(around, cue, sentence_around(around.text, cue.start), needs_having=False):
                best.setdefault(cue[:2], Hit("SPECIAL_CATEGORY", *cue[:2], score, "special_category:gezondheid"))
        for span in findings(around):
            if around.person_between(max(0, span[0] - PARAGRAPH), span[1] + NEXT):
                best.setdefault(span, Hit("SPECIAL_CATEGORY", *span, 0.75, "special_category:gezondheid"))
        for span in church_offices(around):
            best.setdefault(span, Hit("SPECIAL_CATEGORY", *span, 0.75, "special_category:godsdienst"))
        for cue in around.cues.of("medicine"):
            self._add_dose(best, around, cue)
        for cue in around.cues.of("harmed"):
            self._add_harm(best, around, cue)
        for cue in around.cues.of("taken") if around.cues.of("by_police") else ():
            if is_taken(around, cue):
                self._add(best, around, cue, "strafrecht", needs_having=False)
        for cue in around.cues.of("unfit"):
            self._add_unfit(best, around, cue)
        for span in told_in_rows(around) if around.persons else ():
            best.setdefault(span, Hit("SPECIAL_CATEGORY", *span, 0.8, "special_category:gezondheid"))
        for told in told_by_signs(around):
            for span in told.spans:
                if span not in best or best[span].score < told.score:
                    best[span] = Hit(
                        "SPECIAL_CATEGORY",
                        *span,
                        told.score,
                        f"special_category:{CATEGORIES.get(told.category, told.category)}",
                    )
        yield from as_one(around, best.values())

    def _add_harm(self, best: dict[tuple[int, int], Hit], around: Surroundings, cue: Cue) -> None:
        """What somebody was done by one of his own: 'mijn zus is door haar man geslagen'."""
        sentence = sentence_around(around.text, cue.start)
        by = [who for who in around.cues.between("by_whom", *sentence) if abs(who.start - cue.start) <= REACH]
        if by and not around.cues.any_between("anybody", *sentence):
            self._add(best, around, cue, "strafrecht", needs_having=False)

    def _add_dose(self, best: dict[tuple[int, int], Hit], around: Surroundings, cue: Cue) -> None:
        """What somebody of the paragraph is to be given: 'na vijf minuten diazepam in de wang'."""
        first, last = sentence_around(around.text, cue.start)
        taught = one_of(special().taught).search(around.folded, first, last)
        if taught or not _dose().search(around.folded, first, last):
            return
        if around.cues.any_between("anybody", first, last) or not (
            around.person_between(max(0, first - PARAGRAPH), last + NEXT)
        ):
            return
        colon = around.text.find(": ", first, cue.start)
        span = colon + 2 if colon >= 0 else first, last - (around.text[last - 1] == ".")
        best.setdefault(span, Hit("SPECIAL_CATEGORY", *span, 0.6, "special_category:gezondheid"))

    def _add_unfit(self, best: dict[tuple[int, int], Hit], around: Surroundings, cue: Cue) -> None:
        """What a doctor says that somebody cannot do: 'de bedrijfsarts vindt dat hij niet mag werken'."""
        first, last = sentence_around(around.text, cue.start)
        if not around.cues.any_between("doctors", first, last) or around.cues.any_between("anybody", first, last):
            return
        meant = [who.end() for who in THIRD.finditer(around.folded, first, cue.start)]
        named = [end for start, end in around.persons if first <= start and end < cue.start]
        before = around.person_between(max(0, first - PARAGRAPH), first)
        if not named and not (meant and before):
            return
        said = [doctor.start for doctor in around.cues.between("doctors", first, max([*meant, *named]))]
        start = first if said and not named and said[0] - first <= OPENING else max([*meant, *named])
        end = clause_around(around.text, cue.start, (first, last), cue.end)[1]
        span = start + (len(around.text[start:end]) - len(around.text[start:end].lstrip())), end
        best.setdefault(span, Hit("SPECIAL_CATEGORY", *span, 0.75, "special_category:gezondheid"))

    def _add(
        self, best: dict[tuple[int, int], Hit], around: Surroundings, cue: Cue, category: str, needs_having: bool
    ) -> None:
        sentence = sentence_around(around.text, cue.start)
        held = "aangehouden" in around.folded[cue.start : cue.end]
        if held and _of_meeting().search(around.folded, sentence[0], cue.start):
            return  # 'de motie werd aangehouden'
        if ASKED_ALL.match(around.folded, sentence[0]) and around.text[sentence[1] - 1 : sentence[1]] == "?":
            return  # 'Heeft u last van uw rug?'
        if "vast" in around.folded[cue.start : cue.end] and STUCK.match(around.folded, cue.end):
            return  # 'Jeroen zit vast in het verkeer'
        if needs_having and (is_in_a_name(around, cue) or is_subject(around, cue, sentence[0])):
            return
        if MANY.search(around.folded, sentence[0], cue.start):
            return  # 'zes bewoners liggen in het ziekenhuis'
        if around.folded[cue.start : cue.end] in special().away and _is_absence(around, cue, sentence):
            return  # 'Samira is ziek', in the minutes of a meeting
        score = self._score(around, cue, sentence, needs_having)
        if not score:
            return
        note = note_of(around, cue)
        for span in note.spans if note else (whole_telling(around, cue, sentence),):
            if span not in best or best[span].score < score:
                best[span] = Hit("SPECIAL_CATEGORY", *span, score, f"special_category:{category}")

    def _score(self, around: Surroundings, cue: Cue, span: tuple[int, int], needs_having: bool) -> float:
        start = span[0]
        score = likely(around, cue, span, needs_having)
        if score and needs_having:
            meant = bool(around.person_between(start, cue.start)) or is_meant(around, cue, start, needs_having)
            return score if self._has_it(around, cue, start, meant) else 0.0
        return score

    def _has_it(self, around: Surroundings, cue: Cue, start: int, meant: bool) -> bool:
        """Whether the thing is had by someone: 'heeft een depressie', 'zijn medicatie', 'met een depressie thuis'."""
        close = around.folded[max(start, cue.start - 25) : cue.start]
        if any(word in f" {close}" for word in (f" {possessive}" for possessive in POSSESSIVE)):
            return True
        if OF_SOMEBODY.match(around.folded, cue.end):
            return True
        if is_of_named(around, cue) or (meant and _tells(around, cue, start)):
            return True
        return around.cues.any_between("having", max(start, cue.start - BEFORE), cue.start) or around.cues.any_between(
            "having_behind", cue.end, cue.end + BEHIND
        )


def _tells(around: Surroundings, cue: Cue, start: int) -> bool:
    """Whether a word tells it of who is named or meant before it, whatever the verb: 'Karin thuis met burn-out'; not of
    many, and of a medicine somebody may just tell how it is given."""
    if around.text[cue.start - 1 : cue.start] == "(" or is_anybody(around, start, cue.start):
        return False
    after = max([start, *(end for _, end in around.persons if start <= end <= cue.start)])
    if one_of(special().topics).search(around.folded, after, cue.start):
        return False
    kinds = ("illness", "things:strafrecht")
    told = any(around.cues.any_between(kind, cue.start, cue.start + 1) for kind in kinds)
    return told and not around.cues.any_between("medicine", cue.start, cue.start + 1)


def _is_absence(around: Surroundings, cue: Cue, sentence: tuple[int, int]) -> bool:
    """Whether a paper of the municipality only tells that somebody who works there is not there: in minutes, or with
    who takes over; of a resident or client the same words tell health."""
    if around.private or around.cues.any_between("one_person", sentence[0], cue.start):
        return False
    behind = around.folded[cue.end : sentence[1]]
    if set(re.findall(r"\w+", around.folded[sentence[0] : sentence[1]])) & set(special().outsiders):
        return False
    if not behind.strip(" .") or behind.startswith(","):
        return one_of(special().meeting_papers).search(around.folded) is not None or bool(
            TAKEN_OVER.fullmatch(behind.strip(" .")) and behind.strip(" .")
        )
    return TAKEN_OVER.fullmatch(behind.strip()) is not None
