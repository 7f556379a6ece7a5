"""Licence plates: the fourteen Dutch series (RDW 'sidecodes'), told from the codes of documents.

Since series 4 no vowels, C or Q are given out, and some letter groups never. Series 1 to 3 look like any code with
two dashes: those need a word such as 'kenteken' near; so does a plate without dashes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from woolak.pipeline.detect.identifiers.cues import Cue, numbers
from woolak.pipeline.detect.identifiers.recognizer import SURE, Hit, IdentifierRecognizer
from woolak.pipeline.detect.identifiers.surroundings import Surroundings
from woolak.pipeline.detect.patterns import any_of

__all__ = ["PlateRecognizer"]

SHAPES = (
    "LL-DD-DD", "DD-DD-LL", "DD-LL-DD", "LL-DD-LL", "LL-LL-DD", "DD-LL-LL", "DD-LLL-D", "D-LLL-DD", "LL-DDD-L",
    "L-DDD-LL", "LLL-DD-L", "L-DD-LLL", "D-LL-DDD", "DDD-LL-D",
)  # fmt: skip
OLD_SHAPES = frozenset(SHAPES[:3])
NEVER = frozenset({"GVD", "KKK", "NSB", "PKK", "PSV", "TBS", "SS", "SD", "PVV", "SGP", "VVD", "SA"})
TIGHT = re.compile(
    r"(?<![\w/.,-])(?=[A-Za-z0-9-]{8}(?![\w/-]|[.,]\d))[A-Za-z0-9]{1,3}-[A-Za-z0-9]{2,3}-[A-Za-z0-9]{1,3}"
)
TWO_DASHES = re.compile(r"-[A-Za-z0-9]{2,3}-[A-Za-z0-9]")
LOOSE = re.compile(
    r"(?<![\w/.,-])[A-Za-z0-9]{1,3}(?: ?- ?| )?[A-Za-z0-9]{1,3}(?: ?- ?| )?[A-Za-z0-9]{1,3}(?![\w/-]|[.,]\d)"
)
FOREIGN = re.compile(
    r"[ ]?(?:nummer|nr)?s?[ .:,]*(?:is |met |\([A-Z]{1,3}\) )?"
    r"(?P<plate>[A-Z0-9]{1,3}(?:[ -]?[A-Z0-9]{1,4}){1,2})(?![\w-])"
)
IN_CELL = re.compile(r"[A-Z0-9]{1,4}(?:[ -]?[A-Z0-9]{1,5}){1,3}")
REACH = 70
ROWS = 200  # lines of a table under a head


@cache
def _code_before() -> re.Pattern[str]:
    return re.compile(rf"{any_of(numbers().plate_not)}[ .:]*$")


def _shape(plate: str) -> str:
    return "".join("D" if letter.isdigit() else "L" if letter.isalpha() else "-" for letter in plate)


def _with_dashes(plain: str) -> str:
    """A plate of six characters with a dash where letters and digits change; '' when no series has that form."""
    bare = re.sub(r"[ -]", "", plain)
    if len(bare) != 6:
        return ""
    for shape in SHAPES:
        if shape.replace("-", "") == _shape(bare):
            first, second = shape.index("-"), shape.index("-", shape.index("-") + 1) - 1
            return f"{bare[:first]}-{bare[first:second]}-{bare[second:]}"
    return ""


def _given_out(plate: str) -> bool:
    """Whether the letters are ones that the RDW gives out since series 4."""
    letters = re.findall(r"[A-Z]+", plate.upper())
    return not any(letter in "AEIOUCQY" for group in letters for letter in group) and not NEVER.intersection(letters)


class PlateRecognizer(IdentifierRecognizer):
    """Dutch licence plates, and foreign ones behind a label."""

    ENTITIES = ("LICENSE_PLATE",)

    def find(self, around: Surroundings) -> Iterator[Hit]:
        text = around.text
        cues = around.cues.of("plate")
        seen: set[tuple[int, int]] = set()
        for match in TIGHT.finditer(text) if TWO_DASHES.search(text) else ():
            plate = match[0]
            shape = _shape(plate)
            if shape not in SHAPES or _code_before().search(around.before(match.start(), 25)):
                continue
            near = around.cues.any_between("plate", max(0, match.start() - REACH), match.end() + REACH)
            sure = plate.isupper() and shape not in OLD_SHAPES and _given_out(plate)
            if near or sure:
                seen.add(match.span())
                yield Hit("LICENSE_PLATE", *match.span(), SURE if near else 0.6, "plate_with_word" if near else "plate")
        for cue in cues:
            line_end = around.columns.line_span(around.columns.line_of(cue.end))[1]
            for match in LOOSE.finditer(text, cue.end, min(cue.end + REACH, line_end)):
                if match.span() in seen or not _with_dashes(match[0]) or not re.search(r"[A-Z]", match[0]):
                    continue
                if any(s < match.end() and e > match.start() for s, e in seen):
                    continue
                seen.add(match.span())
                yield Hit("LICENSE_PLATE", *match.span(), 0.85, "plate_with_word")
            if around.folded[cue.start : cue.end].startswith(("kenteken", "nummerplaat")):
                yield from self._behind_label(around, cue.end, seen)
                yield from self._below_head(around, cue, seen)

    def _behind_label(self, around: Surroundings, end: int, seen: set[tuple[int, int]]) -> Iterator[Hit]:
        match = FOREIGN.match(around.text, end)
        if not match or any(s < match.end() and e > match.start("plate") for s, e in seen):
            return
        plate = match["plate"]
        if _is_foreign(plate):
            yield Hit("LICENSE_PLATE", match.start("plate"), match.end("plate"), 0.8, "plate_with_word")

    def _below_head(self, around: Surroundings, cue: Cue, seen: set[tuple[int, int]]) -> Iterator[Hit]:
        """The plates of any country that fill a cell of the column under 'Kenteken'."""
        head = around.columns.cell_at(cue.start)
        if head.of < 2 or around.folded[head.start : head.end].strip(" :*.") not in numbers().plate_heads:
            return
        for under in around.columns.below(head, ROWS):
            found = around.text[under.start : under.end].strip(" ")
            start = around.text.find(found, under.start)
            if IN_CELL.fullmatch(found) and _is_foreign(found) and (start, start + len(found)) not in seen:
                yield Hit("LICENSE_PLATE", start, start + len(found), 0.85, "plate_with_word")


def _is_foreign(plate: str) -> bool:
    """Whether letters and digits can be a plate of some country: 'WPI 60482', '2-BDL-416', 'B-MW 4417'."""
    return 5 <= len(re.sub(r"\W", "", plate)) <= 9 and bool(re.search(r"\d", plate) and re.search(r"[A-Z]", plate))
