"""Passports, identity cards and residence permits of any country, and the machine-readable lines at their foot (ICAO
9303)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from woolak.pipeline.detect.identifiers.cues import numbers
from woolak.pipeline.detect.identifiers.labelled import LONGEST_TABLE, values_of
from woolak.pipeline.detect.identifiers.recognizer import SURE, Hit, IdentifierRecognizer
from woolak.pipeline.detect.identifiers.surroundings import Surroundings
from woolak.pipeline.detect.patterns import alternatives
from woolak.pipeline.detect.phrases import Phrases, phrases

__all__ = ["PaperRecognizer"]

# Dutch documents: two letters, six letters or digits, a digit; never the letter O (but OCR reads one for a zero).
NUMBER = re.compile(
    r"[A-Za-z]{2} ?(?:[A-Za-z0-9] ?){6}\d(?![A-Za-z0-9])"
    r"|(?:I{1,3}|IV|V)-?V?[ -]?[A-Z]?\d{8}(?!\d)|(?:[A-Z]{1,2}\d{6,9}|\d{7,10})(?![\dA-Za-z])"
)
ABROAD = re.compile(
    r"(?:[A-Z]{1,3}[ -]?\d{6,8}[A-Z]{0,2}|\d{3}-\d{7}-\d\d|\d{8}-?[A-Z]"  # 'ABC 123456', '592-1234567-89', '12345678Z'
    r"|(?=[A-Z]*\d[A-Z\d]*[A-Z])(?=(?:[A-Z]*\d){4})[A-Z\d]{8,12})(?![\dA-Za-z])"  # 'C01X00T47', '12AB34567'
)
"""As other countries number theirs."""
BARE = re.compile(rf"{ABROAD.pattern}|\d{{9}}(?![\d\w]|[.,-]\d)")
MACHINE = re.compile(r"(?<![\w<])(?=[A-Z0-9<]{28,46}(?![\w<]))(?=[A-Z0-9<]*<<)[A-Z0-9<]{28,46}")
MACHINE_SECOND = re.compile(r"\n(?=[A-Z0-9<]{28,46}(?![\w<]))[A-Z0-9<]*\d[A-Z0-9<]*")


def _number_at(text: str, position: int) -> int:
    match = NUMBER.match(text, position)
    end = match.end() if match and sum(letter.isdigit() for letter in match[0]) >= 2 else position
    abroad = ABROAD.match(text, position)
    return max(end, abroad.end()) if abroad else end


@cache
def _patterns() -> tuple[Phrases, Phrases]:
    """'ID' right before a number, perhaps behind of which country it is; and what the page of an inspection has of who
    was there."""
    beside = numbers().id_beside
    return (
        phrases(r"(?:^|[\t(,;:]|[a-z]s)[ ]?(?:ID|Id)(?:[ -]?(?:nummer|nr|no)\b\.?)?:?[ ]", ("id",), re.MULTILINE),
        phrases(rf"(?i)\b(?:{alternatives(beside)})\b", beside),
    )


def _by_id(around: Surroundings) -> Iterator[Hit]:
    """'ID ABC 123456' where a page tells who was met; elsewhere an ID is of a record, a meeting, an object."""
    label, people = _patterns()
    for found in label.finditer(around.text):
        number = BARE.match(around.text, found.end())
        if number and next(people.finditer(around.text), None):
            yield Hit("ID_DOCUMENT", *number.span(), 0.85, "id_document:ID")


def _in_column(around: Surroundings) -> Iterator[Hit]:
    """The same under the head 'Document' or 'ID' of a table with a column of birthdays."""
    for cue in around.cues.of("birth"):
        line = around.columns.line_of(cue.start)
        for head in around.columns.cells(line):
            if around.folded[head.start : head.end].strip(" .:") not in numbers().id_heads:
                continue
            for cell in around.columns.below(head, LONGEST_TABLE):
                number = BARE.match(around.text, cell.start)
                if number and number.end() == cell.end:
                    yield Hit("ID_DOCUMENT", *number.span(), 0.85, "id_document:document")


class PaperRecognizer(IdentifierRecognizer):
    """Numbers of identity documents."""

    ENTITIES = ("ID_DOCUMENT",)

    def find(self, around: Surroundings) -> Iterator[Hit]:
        yield from _by_id(around)
        yield from _in_column(around)
        for value in values_of(around, around.cues.of("id_documents"), _number_at, gap=4):
            number = around.text[value.start : value.end].replace(" ", "").upper()
            label = around.text[value.cue.start : value.cue.end]
            dutch = len(number) == 9 and number[:2].isalpha() and number[-1].isdigit()
            if label.lower().startswith("document") and not dutch:
                continue
            yield Hit("ID_DOCUMENT", value.start, value.end, SURE if dutch else 0.8, f"id_document:{label}")
        if "<<" in around.text:
            last = 0
            for match in MACHINE.finditer(around.text):
                if match.start() < last:
                    continue
                end = match.end()
                while more := MACHINE_SECOND.match(around.text, end):
                    end = more.end()
                last = end
                yield Hit("ID_DOCUMENT", match.start(), end, SURE, "machine_readable")
