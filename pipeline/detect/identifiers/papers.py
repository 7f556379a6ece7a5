"""Passports, identity cards and residence permits, and the machine-readable lines at their foot (ICAO 9303)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from woolak.pipeline.detect.identifiers.labelled import values_of
from woolak.pipeline.detect.identifiers.recognizer import SURE, Hit, IdentifierRecognizer
from woolak.pipeline.detect.identifiers.surroundings import Surroundings

__all__ = ["PaperRecognizer"]

# Dutch documents: two letters, six letters or digits, a digit; never the letter O (but OCR reads one for a zero).
NUMBER = re.compile(
    r"[A-Za-z]{2} ?(?:[A-Za-z0-9] ?){6}\d(?![A-Za-z0-9])"
    r"|(?:I{1,3}|IV|V)-?V?[ -]?[A-Z]?\d{8}(?!\d)|(?:[A-Z]{1,2}\d{6,9}|\d{7,10})(?![\dA-Za-z])"
)
MACHINE = re.compile(r"(?<![\w<])(?=[A-Z0-9<]{28,46}(?![\w<]))(?=[A-Z0-9<]*<<)[A-Z0-9<]{28,46}")
MACHINE_SECOND = re.compile(r"\n(?=[A-Z0-9<]{28,46}(?![\w<]))[A-Z0-9<]*\d[A-Z0-9<]*")


def _number_at(text: str, position: int) -> int:
    match = NUMBER.match(text, position)
    if not match or sum(letter.isdigit() for letter in match[0]) < 2:
        return position
    return match.end()


class PaperRecognizer(IdentifierRecognizer):
    """Numbers of identity documents."""

    ENTITIES = ("ID_DOCUMENT",)

    def find(self, around: Surroundings) -> Iterator[Hit]:
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
