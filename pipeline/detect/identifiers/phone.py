"""Telephone numbers: any Dutch notation, checked by phonenumbers; internal extensions; general numbers that stay."""

from __future__ import annotations

import re
from collections.abc import Iterator

from woolak.pipeline.detect.identifiers.cues import Cue
from woolak.pipeline.detect.identifiers.notation import national
from woolak.pipeline.detect.identifiers.phone_labels import LOCAL_LABEL, is_under_phone_head, label_of, other_number
from woolak.pipeline.detect.identifiers.phone_notations import (
    ALTERNATIVE,
    BEHIND_SLASH,
    CELL_TAIL,
    COUNTED,
    DATE,
    DIGITS_FIRST,
    EXTENSION,
    GENERAL_SHORT,
    LOCAL,
    LOCAL_CELL,
    MISREAD,
    MOBILE,
    MOBILE_DIGITS,
    NUMBER,
    SHORT,
    SHORT_EXTENSION,
    WRITTEN,
    as_dialled,
    is_valid,
    past_bracket,
    valid_end,
)
from woolak.pipeline.detect.identifiers.phone_owner import whose
from woolak.pipeline.detect.identifiers.phone_spelled import spelled
from woolak.pipeline.detect.identifiers.recognizer import SURE, Hit, IdentifierRecognizer
from woolak.pipeline.detect.identifiers.surroundings import Surroundings

__all__ = ["TelephoneRecognizer"]

BESIDE_NAME = 45  # characters between somebody and the number of his telephone within an office
LOCAL_DIGITS = range(6, 9)
IN_BRACKETS = re.compile(r" \((?P<number>(?!19|20[0-4])[1-9]\d{3})\)")
TO_NUMBER = re.compile(r"[ .:\t]*(?:nr|nummer)?[ .:\t]*")


class TelephoneRecognizer(IdentifierRecognizer):
    """Telephone numbers and internal extensions."""

    ENTITIES = ("PHONE",)

    def find(self, around: Surroundings) -> Iterator[Hit]:
        taken: list[Hit] = []
        for find in (
            _public_by_form,
            _whole,
            _misread,
            _in_words,
            _over_cells,
            _local,
            _local_in_column,
            _extensions,
            _behind_name,
        ):
            for hit in find(around):
                if not any(hit.start < one.end and hit.end > one.start for one in taken):
                    taken.append(hit)
                    yield hit


def _public_by_form(around: Surroundings) -> Iterator[Hit]:
    """14 0xx, 0800, 0900 and 116: public by their form."""
    for match in GENERAL_SHORT.finditer(around.text):
        apart = match[0][2] in " -" or match[0][0] == "0"
        if not other_number(around, match.start()) and (apart or label_of(around, "phone", match.start())):
            yield Hit("PHONE", *match.span(), SURE, "general_number", "general_number")


def _whole(around: Surroundings) -> Iterator[Hit]:
    """Numbers with their area code, and a second one behind a slash."""
    text = around.text
    for match in NUMBER.finditer(text):
        first = match.start()
        if DATE.match(text, first + (text[first] in "[(")) or COUNTED.match(text, first):
            continue
        label = label_of(around, "phone", first)
        if not label and other_number(around, first):
            continue
        first = past_bracket(text, first, match.end())
        last = valid_end(text, first, match.end())
        if last < 0:
            if written := _as_written(around, first, label):
                yield written
            elif "\t" in match[0]:
                pass  # the first figures of the next cell
            elif label or (MOBILE.match(text, first) and len(national(match[0])) == MOBILE_DIGITS):
                yield Hit("PHONE", first, match.end(), 0.6, "phone_unchecked")
            continue
        hit = whose(around, first, last, text[first:last])
        yield hit
        if second := BEHIND_SLASH.match(text, last):
            first = second.start("number")
            end = valid_end(text, first, second.end())
            if end > 0:
                yield whose(around, first, end, text[first:end])
        elif tail := ALTERNATIVE.match(text, last):
            yield hit._replace(start=tail.start("tail"), end=tail.end("tail"), score=0.7)


def _as_written(around: Surroundings, start: int, label: str) -> Hit | None:
    """A number of which nobody gave out the area code, by how it is written; in one piece, '0329-416208', only with a
    label or beside a person."""
    text = around.text
    start -= start > 0 and text[start - 1] == "("
    match = WRITTEN.match(text, start)
    if not match or label_of(around, "not_phone", start):
        return None
    line = around.columns.line_span(around.columns.line_of(start))
    if match["apart"] or label or label_of(around, "phone_direct", start) or around.person_between(*line):
        return whose(around, past_bracket(text, start, match.end()), match.end(), match[0])
    return None


def _misread(around: Surroundings) -> Iterator[Hit]:
    """Numbers in which OCR read letters for digits, believed behind a label."""
    for match in MISREAD.finditer(around.text):
        digits = as_dialled(match[0])
        letters = any(letter.isalpha() for letter in match[0])
        if letters and is_valid(digits) and label_of(around, "phone", match.start()):
            yield whose(around, *match.span(), digits)


def _in_words(around: Surroundings) -> Iterator[Hit]:
    """In words, dictated, or with a sign behind 06."""
    for one in spelled(around.text):
        if is_valid(one.digits) and not other_number(around, one.start):
            yield whose(around, one.start, one.end, one.digits)


def _over_cells(around: Surroundings) -> Iterator[Hit]:
    """A number that goes on in the next line of its cell: '06 2198' above '4407', with other cells between."""
    for match in CELL_TAIL.finditer(around.text):
        if DATE.match(around.text, match.start()):
            continue
        cell = around.columns.cell_at(match.start())
        below = next(iter(around.columns.below(cell, 1)), None)
        rest = DIGITS_FIRST.match(around.text, below.start, below.end) if below and cell.of > 1 else None
        if rest and is_valid(match[0] + rest[0]) and not other_number(around, match.start()):
            first = whose(around, *match.span(), match[0] + rest[0])
            yield first
            yield first._replace(start=rest.start(), end=rest.end())


def _has_local_length(number: str) -> bool:
    return sum(letter.isdigit() for letter in number) in LOCAL_DIGITS


def _local(around: Surroundings) -> Iterator[Hit]:
    """'tel. 527 12 34': six to eight digits without area code, believed only directly behind a label."""
    for cue in around.cues.of("phone"):
        gap = TO_NUMBER.match(around.text, cue.end)
        match = LOCAL.match(around.text, gap.end()) if gap else None
        if match and LOCAL_LABEL.match(around.folded, cue.start) and _has_local_length(match[0]):
            yield Hit("PHONE", *match.span(), 0.75, "phone")


def _local_in_column(around: Surroundings) -> Iterator[Hit]:
    """The same in a column with the head 'Telefoon'."""
    for match in LOCAL_CELL.finditer(around.text):
        if _has_local_length(match[1]) and is_under_phone_head(around, match.start(1)):
            yield Hit("PHONE", *match.span(1), 0.75, "phone")


def _extensions(around: Surroundings) -> Iterator[Hit]:
    """Internal numbers of three to five digits: 'toestel 1234', 'tel. 1234'."""
    for short in SHORT.finditer(around.folded):
        yield Hit("PHONE", *short.span("number"), 0.8, "extension:tel.")
    for cue in around.cues.of("extension"):
        match = EXTENSION.match(around.text, cue.end) or _short_extension(around, cue)
        if match:
            yield Hit("PHONE", *match.span("number"), 0.85, f"extension:{around.text[cue.start : cue.end]}")


def _behind_name(around: Surroundings) -> Iterator[Hit]:
    """Four digits in brackets right behind somebody who works here: 'vraag het Karin (2066)'."""
    for match in IN_BRACKETS.finditer(around.text) if around.origin == "own" else ():
        if any(end == match.start() for _, end in around.persons):
            yield Hit("PHONE", *match.span("number"), 0.7, "extension:naam")


def _short_extension(around: Surroundings, cue: Cue) -> re.Match[str] | None:
    """Two digits, of somebody or in brackets: '(secretariaat, toestel 12)'."""
    short = SHORT_EXTENSION.match(around.text, cue.end)
    if short is None:
        return None
    closed = around.text[short.end() : short.end() + 1] == ")" and around.text[cue.start - 1] in " ("
    named = around.person_between(max(0, cue.start - BESIDE_NAME), cue.start)
    return short if closed or named else None
