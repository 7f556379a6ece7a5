"""How much of a sentence tells it: the clause with the word, and the clauses beside it that tell on."""

from __future__ import annotations

import re
from itertools import pairwise

from woolak.pipeline.detect.identifiers.cues import Cue
from woolak.pipeline.detect.identifiers.sentences import CUT, GOES_ON, in_cell
from woolak.pipeline.detect.identifiers.surroundings import Surroundings

__all__ = ["ASKS", "TELLS", "clause_of", "telling_of"]

TELLS = ("illness", "care", "sign:gezondheid", "sign:strafrecht", "sign:geweld", "sign:godsdienst", "sign:seksueel",
         "sign:english", "house:geweld", "states:gezondheid", "states:strafrecht", "states:godsdienst")  # fmt: skip
"""A clause with one of these tells it as well."""
NO_HEALTH = ("strafrecht", "vakbond", "politiek", "offences")
OF_OTHERS = tuple(kind for kind in TELLS if kind not in ("illness", "care") and not kind.endswith("gezondheid"))
ASKS = re.compile(
    r"(?:,[ \n](?:(?:en|dus|maar)[ \n])?|[ \n](?:en|dus|maar)[ \n])"
    r"(?:graag|vraagt|vroeg|verzoekt|wil graag|wenst|zoekt|betaalt|hoopt|sterkte)\b"
    r"|,[ \n](?:aldus|zegt|zei|vertelt|vertelde|meldt|meldde|schrijft|wrote|said|says)\b|\n(?=\[?\d{1,2}:\d\d\b)"
)
"""Behind what ails somebody: what he wants, and who says so."""
FOLLOWS = re.compile(
    r"(?:(?:en|maar|dus|daarom|daardoor|waardoor|zodat|and|so|but)[ \n])?(?:[\w'-]+[ \n]){0,5}?"
    r"(?:(?:kan|kunnen|mag|moet|durft|doet|komt|can|do|does|should)[ \n]"
    r"(?:[\w-]+[ \n]){0,8}?(?:niet|geen|nooit|nauwelijks|nergens|slecht|op tijd|minder|rusten|terug|not|never)\b"
    r"|(?:werk|werkt|werkte)[ \n](?:[\w-]+[ \n]){0,3}?(?:dagen|uur|uren|halve)\b|bidden\b|om die reden\b)"
)
"""What somebody cannot do because of it: 'en kan de trap niet meer op', 'en werkt nu drie dagen'."""
REPORTS = re.compile(
    r"\b(?:zei|zegt|vertelt|vertelde|meldt|meldde|schrijft|schreef)(?: mij| ons| ook)?,? dat[ \n]\Z"
    r"|\b(?:said|says|told me) (?:that )?\Z"
)
PRONOUN = re.compile(r"(?:hij|zij|ze|she|he)\b")
OPENS = re.compile(
    r"[ \n]*(?:(?:en|maar|want|dat|omdat|dus|toen|ook|volgens|daar|of|bij)[ \n])?"
    r"(?:(?:de[ \n])?(?:[a-z]+[ \n]van|collega|tegen)[ \n])?\Z",
    re.I,
)
"""Before a name with which a clause opens."""
JOINT = re.compile(r"[ \n,;:.–-]*(?:(?:en|want|maar|and)[ \n]+)?")
LINES = re.compile(
    r"(?<![^\n]{45})\n(?=[A-ZÀ-Þ\d])|\n(?=\d{1,2}:\d\d\b)|[.!?][ \n]+(?=[‘'\"])"
    r"|\s\|(?=\s)|\n(?=>|(?:Mijn|Zijn|Haar|Hij|Zij|Ze|Ik|Wij|Er|Zoon|Dochter|Man|Vrouw)\b)"
    r"|(?<=[a-z]{3})\.[ \n]+(?=[a-z])|\sand(?=\s(?:I|he|she|we|they)\s)"
)
"""Where a sentence ends though its sign does not tell: the short lines of a list, the messages of a chat."""
TAIL = re.compile(r"[ \n](?:and|en)[ \n]*\Z")
ENDS = re.compile(r"[.!?|\n][ \n]*\Z")
AGE = re.compile(r"[ \n]?(?:\(\d{1,2}(?: jaar)?\)|\([^()]{1,12}\))?,?[ \n]*")


def _pieces(around: Surroundings, first: int, last: int) -> list[tuple[int, int]]:
    """The clauses of a sentence."""
    cuts = {first, last}
    for match in GOES_ON.finditer(around.text, first, last):
        joint = match[0].strip(" \n,;")
        own = joint and joint[0].isalpha() and joint != "dat"  # 'en', 'omdat' open the clause behind them
        cuts.add(match.start() + (match[0][0] in ",;:") if own else match.end())
    for pattern in (CUT, LINES):
        cuts |= {match.end() for match in pattern.finditer(around.text, first, last)}
    ordered = sorted(cuts)
    return [(a, b) for a, b in pairwise(ordered) if around.text[a:b].strip(" \n,;:.–-")]


def clause_of(around: Surroundings, cue: Cue, sentence: tuple[int, int]) -> tuple[int, int]:
    """The clause in which a word stands."""
    first, last = in_cell(around.text, cue.start, sentence)
    return next((one for one in _pieces(around, first, last) if one[0] <= cue.start < one[1]), (first, last))


def telling_of(around: Surroundings, cue: Cue, sentence: tuple[int, int]) -> tuple[int, int]:
    """The clause with the word and those beside it that tell on, without the name with which it opens."""
    first, last = in_cell(around.text, cue.start, sentence)
    pieces = _pieces(around, first, last)
    at = next((n for n, one in enumerate(pieces) if one[0] <= cue.start < one[1]), None)
    if at is None:
        return cue.start, cue.end
    start, end = pieces[at][0], max(pieces[at][1], cue.end)
    for piece in pieces[at + 1 :]:
        if ENDS.search(around.text, start, end) or not _tells_on(around, cue, piece):
            break
        end = piece[1]
    for piece in reversed(pieces[:at]):
        if ENDS.search(around.text, *piece) or not _tells(around, cue, piece):
            break
        start = piece[0]
    return _trimmed(around, cue, start, end, sentence[0])


def _tells(around: Surroundings, cue: Cue, piece: tuple[int, int]) -> bool:
    kinds = OF_OTHERS if cue.kind.endswith(NO_HEALTH) else TELLS
    return any(around.cues.any_between(kind, *piece) for kind in kinds)


def _tells_on(around: Surroundings, cue: Cue, piece: tuple[int, int]) -> bool:
    lead = len(around.text[slice(*piece)]) - len(around.text[slice(*piece)].lstrip())
    return _tells(around, cue, piece) or FOLLOWS.match(around.folded, piece[0] + lead, piece[1]) is not None


def _trimmed(around: Surroundings, cue: Cue, start: int, end: int, first: int) -> tuple[int, int]:
    names = [span for span in around.persons if start <= span[0] and span[1] <= cue.start]
    if names and OPENS.fullmatch(around.text, start, names[0][0]):
        age = AGE.match(around.text, names[0][1], end)
        start = age.end() if age else names[0][1]
    if joint := JOINT.match(around.folded, start, end):
        start = joint.end()
    if PRONOUN.match(around.folded, start) and (said := REPORTS.search(around.folded, first, start)):
        start = said.start()
    asks = ASKS.search(around.folded, cue.end, end)
    end = asks.start() if asks else end
    if joint := TAIL.search(around.folded, start, end):
        end = joint.start()
    while end > start and around.text[end - 1] in " \n,;:.–-!?":
        end -= 1
    return start, end
