"""How much of a sentence tells somebody's illness, and goes with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from woolak.pipeline.detect.identifiers.cues import Cue, special
from woolak.pipeline.detect.identifiers.recognizer import Hit
from woolak.pipeline.detect.identifiers.sentences import ELSEWHERE, GOES_ON, WHOSE, clause_around
from woolak.pipeline.detect.identifiers.special_clauses import ASKS, telling_of
from woolak.pipeline.detect.identifiers.special_words import one_of
from woolak.pipeline.detect.identifiers.surroundings import Surroundings
from woolak.pipeline.detect.patterns import alternatives

__all__ = ["as_one", "whole_telling"]

AND = re.compile(
    r",?[ \n](?:en|waarvoor|waarna|waardoor|dus)[ \n]"
    r"|;[ \n](?=(?:volgens|van de|hij|zij|ze|heeft|is|mag|kan|moet)[ \n])"
)
JOINED = re.compile(r"[ \n,;]*(?:(?:en|maar|of)[ \n]+)?")
"""Between two clauses of one telling: nothing of it needs to stay."""
TELLS_ON = re.compile(r"(?:[a-z]+ )?(?:daardoor|hierdoor|daarom)\b")
"""What follows from somebody's illness: 'en daardoor niet kan tillen'."""
OF_OTHERS = ("vakbond", "politiek", "godsdienst", "strafrecht", "afkomst", "seksueel")
"""What is told of these ends the telling of an illness before it."""
COMMA = re.compile(r",[ \n](?:de[ \n]|het[ \n])?")
PIECE = re.compile(r"(?:[^,;.\t\n]|\n(?=[a-zà-ÿ]))+")
NEXT = re.compile(r"\.[ \n](?:De|Het|Zijn|Haar|Mijn|Diens)[ \n]")
SAID = re.compile(r"[^.\t]{3,90}(?=\.)")
"""What follows of how bad it is: a piece behind a comma, or the next sentence."""
KIN_OF = re.compile(r"(?:(?:de|het|mijn|zijn|haar|onze|hun|uw|een) )?(?P<kin>[a-zà-ÿ]+) van ")
ABSENT_FOR = re.compile(
    r"\b(?:afwezig|verhinderd|vrij|niet aanwezig|met verlof|er niet),? "
    r"(?=(?:wegens|vanwege|in verband met|door|i\.v\.m)\b)"
)
"""Who is away and till when stays, for what goes: 'is tot mei afwezig wegens een operatie'."""
SAYING = re.compile(
    r"(?:Hij|Zij|Ze|hij|zij|ze) (?:zei|zegt|vertelde|vertelt|meldde|meldt|schreef|schrijft|gaf aan|geeft aan),?"
    r" (?:dat )?(?:hij|zij|ze) "
)
"""With which a sentence begins that tells it of the one who says it: 'Ze zei dat ze ...'."""
OF_WHOM = re.compile(
    r"\b(?:mijn|zijn|haar|uw|hun|diens)[ \n][a-z]+(?:[ \n][a-zà-ÿ-]+)?,[ \n](?:die|dat)[ \n][^,;.:\t]*\Z"
)
"""One of somebody's own, of whom a clause between commas tells: 'mijn vrouw, die na haar beroerte slecht ziet'."""


def whole_telling(around: Surroundings, cue: Cue, sentence: tuple[int, int]) -> tuple[int, int]:
    """What is said of somebody where a cue stands, with what the same breath tells of his care: the clause with it and
    those beside it that tell on, unless it only says why somebody is away or cannot come."""
    start, end = _told_in_a_breath(around, cue, sentence)
    absent = ABSENT_FOR.search(around.folded, sentence[0], start + 1)
    if absent or (WHOSE.search(around.text, start, cue.start) and ELSEWHERE.match(around.text, cue.end)):
        return start, end
    if asks := ASKS.search(around.folded, cue.end, end):
        end = asks.start()
    if around.folded[cue.start : cue.end] in special().away:
        return start, end
    first, last = telling_of(around, cue, sentence)
    added = around.text[min(start, first) : start]
    return (first if first < start and _whom().fullmatch(added) else start), max(end, last)


@cache
def _whom() -> re.Pattern[str]:
    """With what the telling may begin before the verb: of whom it is told, and that he tells it."""
    whose, kin = alternatives(special().whose), alternatives(special().kin)
    return re.compile(
        r"(?:(?:omdat|zelf|vertelt|vertelde|zei|zegt|meldt|meldde)\s)?(?:dat\s)?"
        rf"(?:(?:hij|zij|ze|ik|die|wij|we|he|she|i)|(?:(?:{whose})\s)?(?:{kin})(?:\s[A-ZÀ-Þ][\w-]+){{0,2}}(?:\s\([^()]{{1,16}}\))?)?\s*"
        r"(?:(?:is|heeft|was|had|zit|loopt|slikt|kan)\s)?",
        re.I,
    )


def _told_in_a_breath(around: Surroundings, cue: Cue, sentence: tuple[int, int]) -> tuple[int, int]:
    """What is said of somebody where a cue stands, with what the same breath tells of his care."""
    start, end = clause_around(around.text, cue.start, sentence, cue.end)
    for sign in (": ", " - ", " – ", " | "):  # behind a label, or behind a name in a list
        at = around.text.rfind(sign, start, cue.start)
        start = at + len(sign) if at >= 0 else start
    if absent := ABSENT_FOR.search(around.folded, start, cue.start):
        start = absent.end()
    if SAYING.fullmatch(around.text, sentence[0], start):
        start = sentence[0]
    if _is_of_kin(around, sentence[0], start):
        start = sentence[0]
    if whom := OF_WHOM.search(around.folded, sentence[0], cue.start):
        comma = around.text.find(",", cue.end, sentence[1])
        return whom.start(), comma if comma >= 0 else end
    while (before := _told_before(around, cue, start, sentence[0])) is not None:
        start = before
    start = _from_the_lead(around, start, sentence[0])
    while further := AND.match(around.text, end):
        goes_on = GOES_ON.finditer(around.text, further.end(), sentence[1])
        stops = (match.start() for match in goes_on if match[0].strip() != "dat")  # 'en zegt dat zij pijn heeft'
        tab = around.text.find("\t", further.end(), sentence[1])
        stop = next(stops, sentence[1]) if tab < 0 else further.end()
        told = any(around.cues.any_between(kind, further.end(), stop) for kind in ("care", "illness"))
        if not told and not TELLS_ON.match(around.folded, further.end()):
            break
        end = further.end() + len(around.text[further.end() : stop].rstrip(" \n,;."))
    return start, _with_what_helps(around, end, sentence[1])


def _from_the_lead(around: Surroundings, start: int, first: int) -> int:
    """Where the telling begins with the few words before it that say no more than of whom or since when: 'Zelf ben',
    'Sinds mijn', 'Betrokkene'."""
    first = max(first, around.columns.cell_at(start).start)
    return first if _lead().fullmatch(around.folded, first, start) else start


@cache
def _lead() -> re.Pattern[str]:
    whose, who = alternatives(special().whose), alternatives((*special().kin, *special().leads))
    return re.compile(
        rf"(?:(?:zelf|sinds|omdat|nu)\s)?(?:(?:{whose})\s)?(?:(?:{who})\s)?(?:\(?\d{{1,2}}\)?\s)?"
        r"(?:(?:ben|loop|ga|heb|was|had|zit|moet|is|heeft)\s)?(?:(?:ik|hij|zij|ze)\s)?"
    )


def _told_before(around: Surroundings, cue: Cue, start: int, first: int) -> int | None:
    """Where the clause before 'en' begins that tells illness as well: 'slaapt slecht | en gaat naar een psycholoog'."""
    if cue.kind.endswith(OF_OTHERS):
        return None
    joint = next(
        (one for one in AND.finditer(around.text, first, start + 4) if one.start() <= start <= one.end()), None
    )
    if joint is None or joint.start() <= first:
        return None
    begin = clause_around(around.text, joint.start() - 1, (first, joint.start()), joint.start())[0]
    told = any(around.cues.any_between(kind, begin, joint.start()) for kind in ("care", "illness"))
    return begin if told and begin < start and "\t" not in around.text[begin:start] else None


def _with_what_helps(around: Surroundings, end: int, last: int) -> int:
    """The end with what follows of how bad it is: ', fles bijna leeg, ambulance onderweg', 'De accu houdt het vol'."""
    while further := COMMA.match(around.text, end, last):
        if not one_of(special().beside).match(around.folded, further.end(), last):
            break
        stop = PIECE.match(around.text, further.end(), last)
        end = stop.end() if stop else last
    if further := NEXT.match(around.text, end):
        helper = one_of(special().keeps_going).match(around.folded, further.end())
        stop = SAID.match(around.text, further.end()) if helper else None
        end = stop.end() if stop else end
    return end


def _is_of_kin(around: Surroundings, start: int, end: int) -> bool:
    """Whether a sentence begins with somebody's own and his name: 'De echtgenoot van mevrouw Vos is'."""
    opened = KIN_OF.match(around.folded, start, end)
    if not opened or not one_of(special().kin).fullmatch(opened["kin"]):
        return False
    names = [span for span in around.persons if span[0] <= opened.end() <= span[1] or span[0] >= opened.end()]
    return any(not around.text[last:end].strip() for _, last in names)


def as_one(around: Surroundings, hits: Iterable[Hit]) -> Iterator[Hit]:
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
