"""Illness told by care: a doctor whom somebody sees, a bed he lies in, a part of his body that broke."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from woolak.pipeline.detect.identifiers.cues import Cue, health, special
from woolak.pipeline.detect.identifiers.sentences import sentence_around
from woolak.pipeline.detect.identifiers.special_words import one_of
from woolak.pipeline.detect.identifiers.surroundings import Surroundings
from woolak.pipeline.detect.patterns import alternatives

__all__ = ["broken", "care"]

NEAR = 60
"""Characters between a doctor and that somebody sees him, and between who is taken in and that he is."""
TO_DOCTOR = re.compile(
    r"\b(?:bij|naar|langs|van|door|volgens|met)[ \n](?:(?:de|het|een|'n|mijn|zijn|zn|haar|onze|hun|uw|dezelfde)[ \n])?"
    r"(?:[a-zà-ÿ-]+[ \n])?\Z"
)
SEES = re.compile(
    r"\b(?:zie|ziet|zag|bezoek|bezoekt|bezocht|spreekt|sprak|heeft|had)[ \n](?:(?:de|een|zijn|haar|mijn)[ \n])?\Z"
)
STREET = re.compile(r"[ \n][A-ZÀ-Þ]\w*(?:weg|straat|laan|plein|hof|kade|park|school|huis)\b")
"""Behind 'dokter' it is no doctor: 'de dokter Kijlstraweg'."""
HERE_OR_THERE = re.compile(
    r"[ \n](?:in|op|bij)[ \n](?:de|het|dit|deze|een|onze|ons|uw|zijn|haar)?[ \n]?(?P<what>[\w-]+)"
)
"""Behind 'is opgenomen': where."""
PART_REACH = 25
"""Characters between a part of the body and that it broke: 'zijn voet op twee plaatsen gebroken'."""


@cache
def _parts() -> re.Pattern[str]:
    parts, bones = alternatives(set(health().parts) - {"band", "bandje"}), alternatives(health().bones)
    return re.compile(rf"(?<!\w)(?:{parts}|(?:[a-zà-ÿ]{{0,14}}?)(?:{bones}))(?:t?jes?)?(?!\w)")


@cache
def _kin_before() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(special().kin)}) \Z")


def care(around: Surroundings) -> Iterator[Cue]:
    """Places that tell somebody's illness by the care he has, whoever he is."""
    yield from _visits(around)
    yield from _taken_in(around)
    yield from broken(around)


def _visits(around: Surroundings) -> Iterator[Cue]:
    """'loopt bij de psycholoog', 'volgens de cardioloog', 'ziet de bedrijfsarts'; not one who works with doctors."""
    for doctor in around.cues.of("health:specialists"):
        first, last = sentence_around(around.text, doctor.start)
        before = max(first, doctor.start - NEAR)
        if STREET.match(around.text, doctor.end) or ":" in around.text[doctor.end : last]:
            continue  # what a doctor found stands behind a colon
        if one_of(health().at_work).search(around.folded, before, min(last, doctor.end + NEAR)):
            continue
        here = min(last, doctor.end + NEAR)
        goes = TO_DOCTOR.search(around.folded, before, doctor.start) and one_of(health().visits).search(
            around.folded, before, here
        )
        if goes or SEES.search(around.folded, before, doctor.start):
            yield doctor
        elif one_of(health().orders).search(around.folded, doctor.end, here):
            yield Cue(doctor.start, last - (around.text[last - 1] in ".!"), doctor.kind)


def _taken_in(around: Surroundings) -> Iterator[Cue]:
    """'man is opgenomen in Huize Avond', 'zij ligt sinds mei in een hospice' without a word for the house."""
    for cue in around.cues.of("health:taken_in"):
        where = HERE_OR_THERE.match(around.text, cue.end)
        house = where is not None and where["what"][:1].isupper()
        if house or around.text[cue.end : cue.end + 1] in (".", ",", ";", "\t", "\n", ""):
            first = sentence_around(around.text, cue.start)[0]
            opened = around.columns.cell_at(cue.start).start
            kin = _kin_before().search(around.folded, max(first, opened), cue.start)
            named = any(0 <= cue.start - end <= 2 for _, end in around.persons)
            if kin or named or around.cues.any_between("one_person", max(first, cue.start - 20), cue.start):
                yield cue


def broken(around: Surroundings) -> Iterator[Cue]:
    """'heeft twee botjes in zijn voet gebroken', 'gebroken middenvoetsbeentjes': what broke, on either side."""
    for cue in around.cues.of("health:broken"):
        first, last = sentence_around(around.text, cue.start)
        before = list(_parts().finditer(around.folded, max(first, cue.start - PART_REACH), cue.start))
        behind = _parts().match(around.folded, cue.end + 1, last)
        if behind:
            yield Cue(cue.start, behind.end(), cue.kind)
        elif before:
            yield Cue(before[0].start(), cue.end, cue.kind)
