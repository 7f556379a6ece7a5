"""Special categories of personal data: a sentence that tells somebody's health, faith, descent or criminal past.

Only when it is said of one person who can be recognised: named in the sentence, or meant by 'hij', 'betrokkene' and
the like with a name in the paragraph. Without a name near it is a suggestion (score under 0.5). What is said of
groups stays (policy 5.1(1)d).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from woolak.pipeline.detect.identifiers.cues import Cue, health, special
from woolak.pipeline.detect.identifiers.recognizer import Hit, IdentifierRecognizer
from woolak.pipeline.detect.identifiers.sentences import GOES_ON, clause_around, sentence_around
from woolak.pipeline.detect.identifiers.special_rows import told_in_rows
from woolak.pipeline.detect.identifiers.surroundings import Surroundings

__all__ = ["SpecialCategoryRecognizer"]

PARAGRAPH = 400  # characters before the sentence in which a name makes 'hij' recognisable
NEXT = 120  # ... and behind it
BEFORE, BEHIND = 60, 25  # characters between a thing and the verb by which somebody has it
REACH = 60  # characters between what somebody was done and who did it
ADDRESSED = re.compile(r"\bu(?: bent| heeft| door)\b|\b(?:bent|heeft) u\b")  # to whom a letter is written
OF_MEETING = re.compile(
    r"\b(?:motie|moties|amendement|voorstel|agendapunt|behandeling|beslissing|besluit|aanvraag|zaak)\b"
    r"(?!.*\b(?:hij|zij|ik|verdachte|man|vrouw|jongen|politie|marechaussee|recherche|justitie)\b)",
    re.DOTALL,
)
STUCK = re.compile(
    r"[ \n]aan[ \n]|[ \n](?:in|met)[ \n](?:het|de|een)[ \n](?:\w*verkeer|\w*file|trein|bus|overleg|lift)\b"
)
OWN_WORDS = re.compile(r"\b(?:ik|mijn)\b")  # of the writer, who signs
OF_MEETING_PAPER = re.compile(
    r"\b(?:notulen|aanwezig|afwezig|afgemeld|agenda|vergadering|projectgroep|werkgroep|teamoverleg)\b"
)
TAKEN_OVER = re.compile(
    r"[, ]*(?:en|dus|daarom|vandaag|helaas|maar|nog|weer)?[, ]*(?:(?:zij|hij|ze|die) (?:is|kan|komt|sluit)\b[^.]{0,40}"
    r"|(?:is |kan |komt )?(?:afwezig|niet aanwezig|verhinderd|er niet|niet komen)"
    r"|[^.]{0,30}\b(?:vervangt|vervang|neemt|neem)\b[^.]*"
    r"|[^.]{0,30}\b(?:had|hadden|heeft|hebben)\s(?:dienst|vrij|verlof|vakantie|les)\b[^.]*"
    r"|vandaag|vanmiddag|vanochtend|helaas|deze week)?[., ]*"
)
"""What may stand behind 'is ziek' of a colleague who only is not there."""
IN_CASE_OF = re.compile(r"\b(?:bij|in geval van|in het geval van)[ \n]\Z")
"""'Vervanging bij ziekte': of nobody."""
AND = re.compile(
    r",?[ \n](?:en|waarvoor|waarna|waardoor|dus)[ \n]"
    r"|;[ \n](?=(?:volgens|van de|hij|zij|ze|heeft|is|mag|kan|moet)[ \n])"
)
JOINED = re.compile(r"[ \n,;]*(?:(?:en|maar|of)[ \n]+)?")
"""Between two clauses of one telling: nothing of it needs to stay."""
OWN = re.compile(
    r"(?:\b(?:haar|mijn|diens|uw)|\b(?:met|door|na|sinds|wegens|vanwege|voor|aan|van|om|zonder|tegen|over|in|op|bij)"
    r" (?:zijn|hun)) (?:[a-zà-ÿ-]+ ){0,2}\Z"
)
"""Right before a thing it is had by one person: 'in verband met haar stoma'; not 'er zijn nieuwe medicijnen'."""
OF_SOMEBODY = re.compile(r" van (?:(?:mijn|zijn|haar|onze?|uw|diens) [a-z-]+|(?:het|dit|haar|zijn) gezin\b)")
TELLS_ON = re.compile(r"(?:daardoor|hierdoor|daarom)\b")
"""What follows from somebody's illness: 'en daardoor niet kan tillen'."""
FRAGMENT = re.compile(
    r"(?:heeft|had|is|was|kreeg|krijgt|lijdt|slikt|gebruikt|ligt|zit|draagt|herstelt|zwanger|allergisch)\b"
)
"""With which an entry of a form begins that leaves its subject out: 'heeft epilepsie, EpiPen in de tas'."""
WITH_COLON = re.compile(r"[^\n\t]{10,}: (?:[a-zà-ÿ]+,? ){0,2}\Z")
"""Why somebody is not there: 'Tim kan niet mee: gebroken pols'."""
PRONOUN = re.compile(r" (?:hij|zij|ze|ik|u)\b")
DOES = re.compile(r"(?: \(\d{1,2}\)|,? \d{1,2} jaar,?)?(?: van [A-ZÀ-Þ][\w. '-]{1,40}?)? [a-z]+")
ARTICLE = re.compile(r"(?:(?:de|een|het|deze|dit) )?")
SAYING = re.compile(
    r"(?:Hij|Zij|Ze|hij|zij|ze) (?:zei|zegt|vertelde|vertelt|meldde|meldt|schreef|schrijft|gaf aan|geeft aan),?"
    r" (?:dat )?(?:hij|zij|ze) "
)
"""With which a sentence begins that tells it of the one who says it: 'Ze zei dat ze ...'."""
REACH_OF_PART = 30  # characters between what ails somebody and the part of the body
NEAR_PLACE = 60  # characters between where somebody is treated and that he is there
TO_PLACE = re.compile(r"\b(?:in|naar|op|bij|uit|aan|van)(?: (?:de|het|een|'t))?(?: [a-z]+)? \Z")
THIRD = re.compile(r"\b(?:hij|zij|ze)[ \n]")
OF_WHOM = re.compile(
    r"\b(?:mijn|zijn|haar|uw|hun|diens)[ \n][a-z]+(?:[ \n][a-zà-ÿ-]+)?,[ \n](?:die|dat)[ \n][^,;.:\t]*\Z"
)
"""One of somebody's own, of whom a clause between commas tells: 'mijn vrouw, die na haar beroerte slecht ziet'."""
SHE_THEN = re.compile(
    r"\b(?:zij|ze) (?:[a-z]+ ){0,3}?(?:is|was|heeft|had|zei|ging|moest|kan|kon|wordt|werd|zit|zat|ligt|lag|loopt|liep"
    r"|mag|mocht|wil|wilde|krijgt|kreeg|slikt|gebruikt|vertelde|bleek|raakte)\b"
)
SHE = re.compile(r"\b(?:zij|ze)[ \n](?!niet|met|dat|het|uit|wat|ooit|nooit|laat|goed|altijd|eerst|straks)[a-z]{2,}t\b")
"""'Zij' of one woman: 'zij belt', and not 'zij bellen'."""
POSSESSIVE = ("zijn ", "haar ", "mijn ", "diens ", "hun ")


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
        for cue in _ailing_parts(around):
            self._add(
                best, around, cue, "gezondheid", needs_having=not OWN_PART.search(around.folded, cue.start, cue.end)
            )
        for cue in around.cues.of("health:places"):
            if _stays_there(around, cue):
                self._add(best, around, cue, "gezondheid", needs_having=False)
        for cue in around.cues.of("harmed"):
            self._add_harm(best, around, cue)
        for cue in around.cues.of("unfit"):
            self._add_unfit(best, around, cue)
        for span in told_in_rows(around) if around.persons else ():
            best.setdefault(span, Hit("SPECIAL_CATEGORY", *span, 0.8, "special_category:gezondheid"))
        yield from _joined(around, best.values())

    def _add_harm(self, best: dict[tuple[int, int], Hit], around: Surroundings, cue: Cue) -> None:
        """What somebody was done by one of his own: 'mijn zus is door haar man geslagen'."""
        sentence = sentence_around(around.text, cue.start)
        by = [who for who in around.cues.between("by_whom", *sentence) if abs(who.start - cue.start) <= REACH]
        if by and not around.cues.any_between("anybody", *sentence):
            self._add(best, around, cue, "strafrecht", needs_having=False)

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
        start = max([*meant, *named])
        end = clause_around(around.text, cue.start, (first, last), cue.end)[1]
        span = start + (len(around.text[start:end]) - len(around.text[start:end].lstrip())), end
        best.setdefault(span, Hit("SPECIAL_CATEGORY", *span, 0.75, "special_category:gezondheid"))

    def _add(
        self, best: dict[tuple[int, int], Hit], around: Surroundings, cue: Cue, category: str, needs_having: bool
    ) -> None:
        sentence = sentence_around(around.text, cue.start)
        held = "aangehouden" in around.folded[cue.start : cue.end]
        if held and OF_MEETING.search(around.folded, sentence[0], cue.start):
            return  # 'de motie werd aangehouden'
        if STUCK.match(around.folded, cue.end):
            return  # 'Jeroen zit vast in het verkeer'
        if needs_having and (_in_a_name(around, cue) or _is_topic(around, cue, sentence[0])):
            return
        if around.folded[cue.start : cue.end] in special().away and _is_absence(around, cue, sentence):
            return  # 'Samira is ziek', in the minutes of a meeting
        score = self._score(around, cue, sentence, needs_having)
        span = _whole(around, cue, sentence)
        if score and (span not in best or best[span].score < score):
            best[span] = Hit("SPECIAL_CATEGORY", *span, score, f"special_category:{category}")

    def _score(self, around: Surroundings, cue: Cue, span: tuple[int, int], needs_having: bool) -> float:
        start, end = span
        named = bool(around.person_between(start, cue.start))
        named_after = bool(around.person_between(cue.end, end))
        someone = (
            around.cues.any_between("one_person", start, cue.start + 1)
            or around.folded[start:].startswith(("ik ben", "ik heb"))
            or SHE.search(around.folded, start, cue.start) is not None
            or SHE_THEN.search(around.folded, start, cue.end) is not None
            or (needs_having and OWN.search(around.folded, start, cue.start) is not None)
            or OF_SOMEBODY.match(around.folded, cue.end) is not None
            or _opens_with_kin(around, start, cue.start)
        )
        if not (named or named_after or someone):
            return 0.0
        anybody = _anybody(around, start, cue.start)
        if not (named or named_after) and anybody:
            return 0.0
        if needs_having and not self._has_it(around, cue, start):
            return 0.0
        if named:
            return 0.55 if anybody else 0.85
        if OWN_WORDS.search(around.folded, start, cue.start) and around.persons:
            return 0.75
        addressed = ADDRESSED.search(around.folded, start, end) is not None
        near = named_after or bool(
            around.person_between(0 if addressed else max(0, start - PARAGRAPH), start)
            or around.person_between(end, end + NEXT)
        )
        if someone and near:
            return 0.75
        return 0.45

    def _has_it(self, around: Surroundings, cue: Cue, start: int) -> bool:
        """Whether the thing is had by someone: 'heeft een depressie', 'zijn medicatie', 'met een depressie thuis'."""
        close = around.folded[max(start, cue.start - 25) : cue.start]
        if any(word in f" {close}" for word in (f" {possessive}" for possessive in POSSESSIVE)):
            return True
        if OF_SOMEBODY.match(around.folded, cue.end):
            return True
        if cue in around.cues.of("things:gezondheid") and WITH_COLON.search(around.folded, start, cue.start):
            return around.cues.any_between("illness", cue.start, cue.start + 1)
        return around.cues.any_between("having", max(start, cue.start - BEFORE), cue.start) or around.cues.any_between(
            "having_behind", cue.end, cue.end + BEHIND
        )


OWN_PART = re.compile(r"\b(?:zijn|haar|mijn|uw|diens) ")


@cache
def _one_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})(?!\w)")


@cache
def _with_sides(parts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{side}{part}" for part in parts for side in ("", "linker", "rechter", "onder", "boven"))


def _ailing_parts(around: Surroundings) -> Iterator[Cue]:
    """What ails a part of somebody's body: 'pijn in haar linkerknie', 'medicijnen voor zijn hart'."""
    for cue in around.cues.of("health:ails"):
        part = _one_of(_with_sides(health().parts)).search(around.folded, cue.end, cue.end + REACH_OF_PART)
        between = around.folded[cue.end : part.start()] if part else ""
        if part and not re.search(r"[.;:\t]|\b(?:en|of|maar)\b", between):
            yield Cue(cue.start, part.end(), cue.kind)


def _stays_there(around: Surroundings, cue: Cue) -> bool:
    """Whether somebody is or was where people are treated or held, and does not work there."""
    first, last = sentence_around(around.text, cue.start)
    first, last = max(first, cue.start - NEAR_PLACE), min(last, cue.end + NEAR_PLACE)
    if not TO_PLACE.search(around.folded, first, cue.start):
        return False
    if _one_of(health().at_work).search(around.folded, first, last):
        return False
    if _one_of(health().staying).search(around.folded, first, last):
        return True
    travels = _one_of(health().transport).search(around.folded, first, last)
    return not travels and _one_of(health().going).search(around.folded, first, last) is not None


def _opens_with_kin(around: Surroundings, start: int, end: int) -> bool:
    """Whether a sentence or cell begins with somebody's own, of whom it says something: 'Dochter (6) heeft'."""
    for sign in ("\t", ": "):
        at = around.text.rfind(sign, start, end)
        start = at + len(sign) if at >= 0 else start
    if FRAGMENT.match(around.folded, start):
        return True
    opened = _one_of(special().kin).match(around.folded, ARTICLE.match(around.folded, start).end(), end)  # type: ignore[union-attr]
    return opened is not None and DOES.match(around.text, opened.end()) is not None


def _anybody(around: Surroundings, start: int, end: int) -> bool:
    """Whether it is said of anybody: 'als iemand', and not 'als hij'."""
    for cue in around.cues.between("anybody", start, end):
        if around.folded[cue.start : cue.end] not in ("als", "wanneer", "indien", "mocht", "zou"):
            return True
        if not PRONOUN.match(around.folded, cue.end) and not around.person_between(cue.end, cue.end + 3):
            return True
    return False


def _is_topic(around: Surroundings, cue: Cue, start: int) -> bool:
    """Whether an illness is a subject, or that of many: 'een training epilepsie', 'vervanging bij ziekte'."""
    if IN_CASE_OF.search(around.folded, 0, cue.start):
        return True
    behind = around.folded[cue.end : cue.end + 25]
    if re.match(r"[ -]", behind) and _one_of(special().topics_behind).match(behind, 1):
        return True
    before = around.folded[max(start, cue.start - 40) : cue.start]
    if OWN.search(before):
        return False
    spoken = [match.end() for match in _one_of(special().topics).finditer(before)]
    return bool(spoken) and re.fullmatch(r"(?:[\s'\"(]+(?:[a-zà-ÿ-]+)){0,3}[\s'\"(]*", before[spoken[-1] :]) is not None


def _joined(around: Surroundings, hits: Iterable[Hit]) -> Iterator[Hit]:
    """The hits, and what one telling was cut into as one."""
    last: Hit | None = None
    for hit in sorted(hits, key=lambda one: (one.start, -one.end)):
        if (
            last
            and last.score >= 0.5 <= hit.score
            and JOINED.fullmatch(around.text, min(last.end, hit.start), hit.start)
        ):
            last = last._replace(end=max(last.end, hit.end), score=min(last.score, hit.score))
            continue
        if last:
            yield last
        last = hit
    if last:
        yield last


def _whole(around: Surroundings, cue: Cue, sentence: tuple[int, int]) -> tuple[int, int]:
    """What is said of somebody where a cue stands, with what the same breath tells of his care."""
    start, end = clause_around(around.text, cue.start, sentence, cue.end)
    colon = around.text.rfind(": ", start, cue.start)
    start = colon + 2 if colon >= 0 else start
    if SAYING.fullmatch(around.text, sentence[0], start):
        start = sentence[0]
    if whom := OF_WHOM.search(around.folded, sentence[0], cue.start):
        comma = around.text.find(",", cue.end, sentence[1])
        return whom.start(), comma if comma >= 0 else end
    while further := AND.match(around.text, end):
        goes_on = GOES_ON.finditer(around.text, further.end(), sentence[1])
        stops = (match.start() for match in goes_on if match[0].strip() != "dat")  # 'en zegt dat zij pijn heeft'
        tab = around.text.find("\t", further.end(), sentence[1])
        stop = next(stops, sentence[1]) if tab < 0 else further.end()
        if not around.cues.any_between("care", further.end(), stop) and not TELLS_ON.match(
            around.folded, further.end()
        ):
            break
        end = further.end() + len(around.text[further.end() : stop].rstrip(" \n,;."))
    return start, end


def _in_a_name(around: Surroundings, cue: Cue) -> bool:
    """Whether an illness is part of the name of something: 'het Parkinson Café', 'de Diabetes Vereniging'."""
    said = around.text[cue.start : cue.end]
    if said[:1].isupper() and any(start < cue.start < end for start, end in around.persons):
        return True  # 'mevrouw Pfeiffer'
    named = re.match(r"[ \n-][A-Z][a-zé]|telefoon", around.text[cue.end :][:10])
    return said[:1].isupper() and not said.isupper() and named is not None


def _is_absence(around: Surroundings, cue: Cue, sentence: tuple[int, int]) -> bool:
    """Whether a paper of the municipality only tells that somebody who works there is not there: in minutes, or with
    who takes over; of a resident or client the same words tell health."""
    if around.origin == "third_party" or around.cues.any_between("one_person", sentence[0], cue.start):
        return False
    behind = around.folded[cue.end : sentence[1]]
    if set(re.findall(r"\w+", around.folded[sentence[0] : sentence[1]])) & set(special().outsiders):
        return False
    if not behind.strip(" .") or behind.startswith(","):
        return OF_MEETING_PAPER.search(around.folded) is not None or bool(
            TAKEN_OVER.fullmatch(behind.strip(" .")) and behind.strip(" .")
        )
    return TAKEN_OVER.fullmatch(behind.strip()) is not None
