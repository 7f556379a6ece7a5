"""Where a camera hangs or a key lies: the sentence that tells it goes, as 5.1(2)h."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from woolak.pipeline.detect.identifiers.cues import Cue
from woolak.pipeline.detect.identifiers.recognizer import Hit
from woolak.pipeline.detect.identifiers.secret_cues import secrets
from woolak.pipeline.detect.identifiers.sentences import sentence_around
from woolak.pipeline.detect.identifiers.surroundings import Surroundings
from woolak.pipeline.detect.patterns import alternatives, any_of
from woolak.pipeline.detect.phrases import any_in

__all__ = ["secret_places"]

LONGEST = 400
BEFORE_KEY = re.compile(r"(?:[^\n.;]{0,40}: )?(?:[Jj]a|[Nn]ee|[Mm]aar|[Dd]us|[Ee]n)(?:,? (?:hoor|maar|want))?,? ")
"""How an answer begins, before where the key is: '01:57 B: Ja, maar '."""
HEADING = re.compile(r"[^\n.,:;]{3,60}\n(?=[A-ZÀ-Þ])")


@cache
def _placed() -> re.Pattern[str]:
    """Without one of these nobody is told where a camera hangs or what it does not see."""
    return re.compile(rf"\b{any_of(secrets().camera_where)}\b")


@cache
def _hiding() -> re.Pattern[str]:
    """That something is there, and behind it or before it a place to hide."""
    there, places = alternatives(secrets().is_there), "|".join(secrets().hidden)
    where = rf"\b(?:in|op|onder|achter|naast|aan|boven|bij|tussen|tegen|langs)\s(?:[\w-]+\s){{0,4}}?(?:{places})\b"
    return re.compile(rf"\b(?:{there})\b[^.;]{{0,60}}?{where}|{where}[^.;]{{0,60}}?\b(?:{there})\b")


@cache
def _left() -> re.Pattern[str]:
    """A spare key that lies somewhere out of sight, whatever it lies under; `first` or `last` is where."""
    rules = secrets()
    there, key, near = (alternatives(words) for words in (rules.is_there, rules.key_alone, rules.key_near))
    near = rf"(?:{near})\s(?!(?:beheer|toezicht|voorbehoud|slot)\b)"
    return re.compile(
        rf"\b(?:{key})\b(?:[^.;]{{0,30}}\b(?:{there})\b(?:\s[\w-]+){{0,3}}?|:)?\s(?P<last>{near}[^.;,()\t]+)"
        rf"|\b(?P<first>{near}[^.;]{{0,40}}?)\s(?:{there})\b(?:\s[\w-]+){{0,3}}?\s(?:{key})\b"
    )


def secret_places(around: Surroundings) -> Iterator[Hit]:
    """The sentences that tell where a camera hangs or what it does not see, and where what lets somebody in lies."""
    yield from _cameras(around)
    guarded = bool(around.cues.of("guarded"))
    done = -1
    for cue in sorted((*around.cues.of("way_in"), *around.cues.of("way_in_beside"))):
        if cue.start < done:
            continue
        beside = guarded or around.cues.any_between("way_in", *sentence_around(around.text, cue.start))
        if cue.kind == "way_in_beside" and not beside:
            continue
        start, end = _part(around, cue)
        evidence = f"way_in:{around.text[cue.start : cue.end]}"
        if end - start < LONGEST and (hiding := _hiding().search(around.folded, start, end)):
            done = end
            said = BEFORE_KEY.match(around.text, start, cue.start)
            start = said.end() if said and said.end() < hiding.start() else start
            yield Hit("SECRET", start, end, 0.55, evidence)
        elif left := _left().search(around.folded, start, end):
            done = end
            yield Hit("SECRET", *left.span(left.lastgroup or 0), 0.75, evidence)
    yield from _weak(around)


def _weak(around: Surroundings) -> Iterator[Hit]:
    """The sentences that tell how a building can be entered, or what its cameras do not see."""
    rules = secrets()
    told = [(_weak_patterns()[0], rules.weak)]
    if around.cues.of("camera") or around.cues.of("camera_place"):
        told.append((_weak_patterns()[1], rules.unseen))
    for pattern, words in told:
        if not any_in(words, around.folded):
            continue
        for found in pattern.finditer(around.folded):
            start, end = sentence_around(around.text, found.start("thing"))
            if "\t" in around.text[start : found.start("thing")]:
                start = around.text.rfind("\n", start, found.start("thing")) + 1  # below a table
            if start <= found.start() and found.end() <= end and end - start < LONGEST:
                yield Hit("SECRET", start, end, 0.55, "camera_position")


@cache
def _weak_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    rules = secrets()
    weak, unseen = alternatives(rules.weak), alternatives(rules.unseen)
    things, places = "|".join(rules.weak_things), "|".join(rules.unseen_things)
    return (
        re.compile(rf"\b(?P<thing>{things})\b[^.!?]{{0,80}}?\b(?:{weak})\b"),
        re.compile(rf"\b(?P<thing>{places})\b[^.!?]{{0,60}}?\b(?:{unseen})\b"),
    )


def _part(around: Surroundings, cue: Cue) -> tuple[int, int]:
    """The sentence around a cue, or the part of it between semicolons or in its cell."""
    start, end = sentence_around(around.text, cue.start)
    for sign in (";", "\t"):
        before, behind = around.text.rfind(sign, start, cue.start), around.text.find(sign, cue.end, end)
        start, end = before + 1 if before >= 0 else start, behind if behind >= 0 else end
    if heading := HEADING.match(around.text, start, cue.start):
        start = heading.end()
    return start + len(around.text[start:end]) - len(around.text[start:end].lstrip()), end


def _cameras(around: Surroundings) -> Iterator[Hit]:
    done = -1
    for cue in around.cues.of("camera"):
        if cue.start < done:
            continue
        start, end = sentence_around(around.text, cue.start)
        if heading := HEADING.match(around.text, start, cue.start):
            start = heading.end()
        if not _placed().search(around.folded, start, end):
            continue  # 'Er hangen drie camera's.'
        if around.cues.any_between("camera_place", start, end) and end - start < LONGEST:
            done = end
            yield Hit("SECRET", start, end, 0.55, "camera_position")
