"""Somebody's illness that no sentence tells: behind a name and a dash, or in a cell of the row that names him."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from woolak.pipeline.detect.identifiers.cues import Cue, health, special
from woolak.pipeline.detect.identifiers.sentences import sentence_around
from woolak.pipeline.detect.identifiers.special_care import broken
from woolak.pipeline.detect.identifiers.special_words import in_capitals, is_in_a_name, one_of
from woolak.pipeline.detect.identifiers.surroundings import Surroundings
from woolak.pipeline.detect.patterns import alternatives

__all__ = ["told_in_rows"]

LONGEST = 200  # characters of an entry; what is longer is running text
FORM_BEFORE = 600  # characters before a field of a form in which its person is named
SURNAME_FIRST = re.compile(
    r"(?:\d{1,2}[.)] ?|[•*-] )(?:[a-z]+ ){0,3}[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+)?, ?[A-ZÀ-Þ][\w'’.-]+"
)
"""How a list of people names each: '2. Van Dam, Ineke'."""
NEXT_LINE = re.compile(r"\n(?=[A-ZÀ-Þ\d•*-])")
"""Where an entry of a list ends without a full stop."""
BETWEEN = 60  # characters between a name and what ails him


@cache
def _behind_name() -> re.Pattern[str]:
    """Between a name and what ails him: a dash, a colon or a bracket, perhaps with his age before it."""
    return re.compile(
        r"[ ,.]*(?:\(?\d{1,2}(?: jaar| jr\.?)?\)?|\(?\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}\)?)?[ ,.]*(?: -|:|\(| –|,? =)[ ]*"
        rf"(?:(?:een|de|met|heeft|had|weer|nog|{alternatives(health().degrees)}"
        r"|vanwege|wegens|door|ivm|haar|zijn|thuis|ligt|sinds|ziek)[ ,]+){0,3}"
    )


@cache
def _filled_in() -> re.Pattern[str]:
    """With what an entry of a form or a list begins, before what it tells."""
    return re.compile(
        rf"(?:(?:ja|nee|wel|geen|{alternatives(health().degrees)}|bekend met|heeft|een|met)[ ,:;-]*|\d[.) ]*){{0,4}}"
    )


def told_in_rows(around: Surroundings) -> Iterator[tuple[int, int]]:
    """What lists and rows tell of somebody's illness."""
    last = -1
    for cue in sorted((*around.cues.of("illness"), *in_capitals(around), *broken(around))):
        if cue.start < last or _is_subject(around, cue) or is_in_a_name(around, cue):
            continue
        for span in (_behind_a_name(around, cue), _behind_a_label(around, cue)):
            if span and span[1] > span[0]:
                last = max(last, span[1])
                yield span


def _is_subject(around: Surroundings, cue: Cue) -> bool:
    """Whether a line is about an illness as a subject: a list of workshops, of services, of who knows about what."""
    first, last = around.columns.line_span(around.columns.line_of(cue.start))
    return bool(_subject_pattern().search(around.folded, first, last))


@cache
def _subject_pattern() -> re.Pattern[str]:
    words = {*special().topics, *special().topics_behind} - set(special().no_subjects)
    return re.compile(rf"(?<!\w)(?:{alternatives(words)})(?!\w)")


def _behind_a_name(around: Surroundings, cue: Cue) -> tuple[int, int] | None:
    """'3. De Boer, Wim - hernia, zit thuis', 'Karin (migraine)'."""
    first = around.columns.line_span(around.columns.line_of(cue.start))[0]
    listed = SURNAME_FIRST.match(around.text, first, cue.start)
    names = [end for _, end in around.persons if first < end <= cue.start] + ([listed.end()] if listed else [])
    for end in names:
        if cue.start - end > BETWEEN:
            continue
        if sign := _behind_name().fullmatch(around.folded, end, cue.start):
            start = end + len(sign[0]) - len(re.search(r"[^-:(–=]*\Z", sign[0])[0].lstrip())  # type: ignore[index]
            stop = sentence_around(around.text, cue.start)[1]
            further = NEXT_LINE.search(around.text, cue.end, stop)
            stop = further.start() if further else stop
            if "(" in sign[0]:
                if _is_list_of_subjects(around, cue):
                    return None
                closed = around.text.find(")", cue.end)
                stop = closed if 0 <= closed < stop else stop
            tab = around.text.find("\t", cue.end, stop)
            return start, tab if tab >= 0 else min(stop, start + LONGEST)
    return None


def _behind_a_label(around: Surroundings, cue: Cue) -> tuple[int, int] | None:
    """'Cliënt: de heer Vos. Diagnose: reuma': what is filled in behind a label, of who is named before it."""
    first = around.columns.cell_at(cue.start).start
    label = _label_pattern().search(around.folded, first, cue.start) or _head_over(around, first, cue.start)
    if label is None or not around.person_between(max(0, first - FORM_BEFORE), label.start()):
        return None
    end = sentence_around(around.text, cue.start)[1]
    return label.end("label"), end - (around.text[end - 1] == ".")


def _head_over(around: Surroundings, first: int, until: int) -> re.Match[str] | None:
    """The line over an entry of a form when it asks for health: '4 Letsel en schade'."""
    over = around.text.rfind("\n", 0, max(0, first - 1)) + 1
    return _head_pattern().match(around.folded, over, until) if over < first else None


@cache
def _head_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?P<label>[\d. ]{{0,4}}(?:{alternatives(special().heads)})(?: en [a-zà-ÿ]+)?[ ]?:?[ ]*\n)")


@cache
def _label_pattern() -> re.Pattern[str]:
    heads = alternatives(special().heads)
    return re.compile(rf"(?P<label>(?<!\w)(?:{heads}) ?: ?)(?:{_filled_in().pattern})\Z")


def _is_list_of_subjects(around: Surroundings, cue: Cue) -> bool:
    """Whether brackets behind names tell what each does: 'Karin Bos (dementie), Wim de Boer (jeugd)'."""
    first, last = around.columns.line_span(around.columns.line_of(cue.start))
    line = around.folded[first:last]
    return line.count("(") > 1 and not one_of(special().absent).search(line)
