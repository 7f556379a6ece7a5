"""Addresses: in one line or over several, in a table or form, Dutch or English, and the number of a house alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from woolak.pipeline.detect.identifiers.address_owner import whose
from woolak.pipeline.detect.identifiers.address_pieces import Piece, pieces_in
from woolak.pipeline.detect.identifiers.address_tables import address_rows, broken_addresses
from woolak.pipeline.detect.identifiers.foreign import english_addresses
from woolak.pipeline.detect.identifiers.forms import address_fields
from woolak.pipeline.detect.identifiers.postcodes import CODE
from woolak.pipeline.detect.identifiers.recognizer import SURE, Hit, IdentifierRecognizer
from woolak.pipeline.detect.identifiers.surroundings import Surroundings
from woolak.pipeline.detect.identifiers.told import houses_told
from woolak.pipeline.detect.identifiers.towns import is_town
from woolak.pipeline.detect.identifiers.whose_cues import whose_cues
from woolak.pipeline.detect.phrases import phrases

__all__ = ["AddressRecognizer"]

HOME_NUMBER = phrases(
    r"\b(?:nr\.?|nummer|huisnr\.?|huisnummer)[ \n]\d{1,4}[a-zA-Z]?"
    r"(?![\w-]|[.,/]\d| (?:van|op|in|uit) (?:de|het|een)\b)",
    ("nr", "nummer", "huisnr", "huisnummer"),
)
PHOTO_PLACE = re.compile(r"(?<![\d.-])-?\d{1,2}\.\d{4,6}, -?\d{1,3}\.\d{4,6}(?![\d.])")
"""As ingest writes down where a camera says that a photograph was taken: degrees north and east."""
ADDITION = re.compile(r"[A-Ha-h]|bis|hs|[IV]{1,3}")
OF_PERSON = re.compile(r",?\s(?:\(|van\s|op\s|uit\s)")
CLOSED = re.compile(r"[,.;)\n]|\Z")
DIE_VAN = re.compile(r"[^.!?\n]{0,30}[,(]\s?(?:die|dat|zij|hij|zij daar) (?:van|op)\s")
"""The same after what he does: 'Joke is er ook weer, die van nr 48'."""
"""Between somebody's name and the number of the house: 'Kuiper (nummer 33)', 'Kuiper van nummer 33'."""


class AddressRecognizer(IdentifierRecognizer):
    """Addresses, and the number of a neighbour's house."""

    ENTITIES = ("ADDRESS",)

    def find(self, around: Surroundings) -> Iterator[Hit]:
        rows = list(address_rows(around))
        pieces = [piece for piece in pieces_in(around) if not any(_torn(around, piece, cell) for cell in rows)]
        yield from (whose(around, piece) for piece in pieces)
        english = (Hit("ADDRESS", start, end, SURE, "address") for start, end in english_addresses(around))
        for hit in (*address_fields(around), *rows, *english):
            if not any(hit.start < piece.end and hit.end > piece.start for piece in pieces):
                yield hit
        for piece in pieces:
            if addition := _addition_below(around, piece):
                yield Hit("ADDRESS", *addition, 0.8, "home_number")
        yield from broken_addresses(around)
        yield from _home_numbers(around)
        yield from houses_told(around)
        if _of_photo() in around.text:
            for place in PHOTO_PLACE.finditer(around.text):
                if around.text.endswith(_of_photo(), 0, place.start()):
                    yield Hit("ADDRESS", *place.span(), 0.8, "photo_place")


@cache
def _of_photo() -> str:
    """The label before the place of a photograph (rules/hidden.yaml)."""
    from woolak.pipeline.ingest.paper.hidden import hidden_rules

    return f"{hidden_rules().photo['place']}: "


def _torn(around: Surroundings, piece: Piece, cell: Hit) -> bool:
    """Whether a piece is put together of a cell and the end of the row over it."""
    return piece.start < cell.end and piece.end > cell.start and "\n" in around.text[piece.start : piece.end]


def _addition_below(around: Surroundings, piece: Piece) -> tuple[int, int] | None:
    """What a narrow cell has of an address on a line of its own: the letter of the house, 'Dorpsweg 12' over 'A', or
    behind a comma the town."""
    cell = around.columns.cell_at(piece.start)
    behind = around.text[piece.end : cell.end].strip()
    if behind not in ("", ","):
        return None
    under = next(iter(around.columns.below(cell, 1)), None)
    if under is None and cell.of > 1 and cell.line + 1 < around.columns.line_count:
        under = alone[0] if len(alone := around.columns.cells(cell.line + 1)) == 1 else None
    if under is None or (piece.code and not (cell.of > 1 and CODE.search(around.text[piece.end - 8 : piece.end]))):
        return None
    if behind or piece.code:
        return (under.start, under.end) if is_town(around, around.text[under.start : under.end].strip()) else None
    return (under.start, under.end) if cell.of > 1 and ADDITION.fullmatch(around.text, under.start, under.end) else None


def _home_numbers(around: Surroundings) -> Iterator[Hit]:
    """The number of somebody's house, of a street that is named elsewhere: 'de heer Smit, nr. 114'."""
    for match in HOME_NUMBER.finditer(around.text):
        ends = (end for _, end in around.persons if match.start() - 12 < end < match.start())
        closed = CLOSED.match(around.text, match.end()) is not None
        of_person = any(
            OF_PERSON.fullmatch(around.text, end, match.start())
            or (closed and around.text[end : match.start()] == ", ")
            for end in ends
        )
        further = (end for _, end in around.persons if match.start() - 50 < end < match.start())
        of_person = of_person or any(DIE_VAN.fullmatch(around.text, end, match.start()) for end in further)
        if of_person or whose_cues().neighbour.search(around.before(match.start(), 50)):
            yield Hit("ADDRESS", *match.span(), 0.8, "home_number")
