"""The stretches of a page that are an address by their form and the words around them; whose it is comes later.

A street by itself is no address; a street with a number is, and so is a postcode.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from woolak.pipeline.detect.identifiers.address_tables import is_among_addresses
from woolak.pipeline.detect.identifiers.cues import contact
from woolak.pipeline.detect.identifiers.foreign import abroad_end
from woolak.pipeline.detect.identifiers.owners import PROSE
from woolak.pipeline.detect.identifiers.postcodes import CODE, OCR_CODE, ROW_CODE, is_postcode
from woolak.pipeline.detect.identifiers.recognizer import SURE
from woolak.pipeline.detect.identifiers.rows import has_head, heads_over
from woolak.pipeline.detect.identifiers.streets import BOX, Street, streets_in
from woolak.pipeline.detect.identifiers.surroundings import Surroundings
from woolak.pipeline.detect.identifiers.towns import TOWN, is_town, not_towns, over_town, town_told
from woolak.pipeline.detect.identifiers.whose_cues import whose_cues
from woolak.pipeline.detect.model.lists import lower

__all__ = ["Piece", "is_home", "pieces_in"]

TO_CODE = re.compile(r"(?:[ ]*[,;|·•–-]?[ ]*\n{0,2}[ ]*|[ ]?[|·•][ ]?|[ ]*\([^()\n]{1,25}\)[ ,]*\n?)")
"""From a street to its postcode, on this line or the next: ', ', ' | ', ' (Binnenstad) '."""
THINGS_AFTER = re.compile(r" ([a-z%€][\w’'%]*)")
MORE_NUMBERS = re.compile(r"(?:, \d{1,3}[a-zA-Z]?)*,? en \d{1,3}[a-zA-Z]?(?=[.,;)\n]|$)")
"""More houses of the street: 'Kerkstraat 12, 14 en 16'."""
HOUSE_AFTER = re.compile(r",? (?:(?:huis)?nr\.? |huisnummer |nummer )?\d{1,4}[a-zA-Z]?(?=[.,;)\n]|$)")
"""A postcode with only the number of the house: '1234 AB, nr. 12'."""
TO_ADDRESS = re.compile(
    rf"(?: voor [^:\n]{{3,30}}(?=:))?[\s:.]*(?:(?:te|in) {TOWN.pattern}[\s,]*)?"
    r"(?:(?:aan|op|te|in|de|het|is|:)[\s:]*){0,3}"
)
"""From a label to the address: 'Adres voor de post: ', 'wonende te Waterdam aan de '."""
PUBLISHED = re.compile(r"(?:1[5-9]|20)\d\d")
"""A year in which a book may have appeared."""
PLAIN_STREET = re.compile(r"(?=[^\n,/]+\Z)(?:.+ )?[\w’']{0,20}[a-zà-ÿ]{3} \d{1,3}(?:[- ]?[a-zA-Z0-9]{1,2})?")
CELL_CLOSED = re.compile(r"[ ]?(?:[.;)]?[ ]*(?:[\t\n]|\Z))")
CLAUSE_CLOSED = re.compile(r"[,;)]")
YEAR = re.compile(r"(?:19[5-9]|20[0-4])\d")
HOUSE_IN_TEXT = re.compile(
    r"[,)]\s|,? (?:kan|kon|is|was|wordt|werd|heeft|had|staat|stond|ligt|moet|mag|wil|zou|en|of|waar|niet|over|die)\b"
)


class Piece(NamedTuple):
    """A stretch that is an address by its form."""

    start: int
    end: int
    sure: bool
    """True when a postcode stands in it or the street has an ending of streets."""
    code: bool = False
    box: bool = False

    @property
    def score(self) -> float:
        """How sure it is that this is an address."""
        return SURE if self.code else 0.85 if self.sure else 0.7


def pieces_in(around: Surroundings) -> Iterator[Piece]:
    """Post boxes, then streets with a number, then postcodes that stand by themselves."""
    found = list(_boxes(around))
    for piece in _streets(around):
        if _is_free(piece.start, piece.end, found):
            found.append(piece)
    for piece in _lone_codes(around, found):
        found.append(piece)  # before the next is looked for, which must not stand in it
    yield from found
    yield from (piece for piece in _misread_codes(around) if _is_free(piece.start, piece.end, found))


def _is_free(start: int, end: int, found: list[Piece]) -> bool:
    return not any(start < piece.end and end > piece.start for piece in found)


def is_home(around: Surroundings, start: int, end: int) -> bool:
    """Whether a word for living somewhere stands near."""
    return around.cues.any_between("home", max(0, start - 70), end + 30)


def _boxes(around: Surroundings) -> Iterator[Piece]:
    for box in BOX.finditer(around.text):
        end, code = _address_end(around, box.end())
        yield Piece(box.start(), end, True, code, True)


def _streets(around: Surroundings) -> Iterator[Piece]:
    for street in streets_in(around.text):
        last = MORE_NUMBERS.match(around.text, street.end) if street.kind == "sure" else None
        end, code = _address_end(around, last.end() if last else street.end, street.kind == "sure")
        if _is_address(around, street, end, code):
            yield Piece(street.start, end, street.kind == "sure", code)


def _lone_codes(around: Surroundings, found: list[Piece]) -> Iterator[Piece]:
    """Postcodes of which no street was found, each with its town or the number of the house."""
    text = around.text
    for match in CODE.finditer(text):
        start, last = match.span()
        if not _is_free(start, last, found):
            continue
        if is_postcode(match[0], text[max(0, start - 14) : start], text[last : last + 20]):
            end = over_town(text, last)
            if house := HOUSE_AFTER.match(text, last):
                end = house.end()
            alone = " " not in match[0] or _opens_cell(around, start)
            if end > last or alone or has_head(around, start, ROW_CODE, "postcode"):
                yield Piece(start, end, True, True)


def _misread_codes(around: Surroundings) -> Iterator[Piece]:
    """On a scan: what stands in the rows of a table under the head 'postcode'."""
    for match in ROW_CODE.finditer(around.text) if _is_scan(around) else ():
        if has_head(around, match.start(), ROW_CODE, "postcode"):
            yield Piece(*match.span(), True, True)


def _is_scan(around: Surroundings) -> bool:
    return around.page is not None and around.page.source == "ocr"


def _address_end(around: Surroundings, end: int, sure: bool = False) -> tuple[int, bool]:
    """Where an address that has come to `end` really ends, and whether that is over a postcode: with its postcode and
    town on this line or the next, with those of abroad, or with its town alone."""
    text = around.text
    gap = TO_CODE.match(text, end)
    if (
        gap
        and (code := CODE.match(text, gap.end()))
        and is_postcode(code[0], text[max(0, end - 12) : gap.end()], text[code.end() : code.end() + 20])
    ):
        return over_town(text, code.end()), True
    if gap and _is_scan(around) and (code := OCR_CODE.match(text, gap.end())):
        return over_town(text, code.end()), True
    abroad = abroad_end(text, end, sure)
    return (abroad, True) if abroad > end else (town_told(around, end), False)


def _is_address(around: Surroundings, street: Street, end: int, code: bool) -> bool:
    """Whether a street with a number is one: by its ending, its postcode, or the words around it."""
    if code:
        return True
    if _is_of_book(around, street):
        return False
    if _behind_person(around, street):
        return True
    if _counts_things(around.text, street.end) or _is_of_road(around, street):
        return False
    if street.broken and street.kind != "sure" and around.text[street.end : street.end + 1] == "\t":
        return False  # the last head of a table, and the number of its first row
    year = YEAR.fullmatch(street.number)
    told = end > street.end and street.kind == "sure"  # 'aan de Kerkweg / 61 in Waterdam'
    if street.broken and not (
        told or _goes_on(around, street) or _has_label(around, street.start) or is_home(around, street.start, end)
    ):
        return False
    if street.kind == "sure":
        return not year or end > street.end
    if year:
        return False
    if street.name.lower() in not_towns() or around.cues.any_between("boxes", street.start, street.end):
        return False
    if _has_label(around, street.start) or _over_a_code(around, street) or _in_address_column(around, street.start):
        return True
    home = not street.name.lower().endswith(whose_cues().no_homes)
    if home and is_among_addresses(around, street.start, street.end):
        return True
    town = around.text[street.end : end].strip(" ,").removeprefix("te ").removeprefix("in ")
    if not town:
        return False
    return (street.kind == "weak" and is_home(around, street.start, end)) or (
        is_town(around, town) and street.name.lower() not in lower("places") and _is_a_name(street.name)
    )


def _goes_on(around: Surroundings, street: Street) -> bool:
    """Whether running text goes on behind a number on the next line as behind a house: 'de Zandstraat / 27 kan'."""
    line = around.columns.line_span(around.columns.line_of(street.start))
    prose = line[1] - line[0] >= PROSE and street.kind == "sure"
    return prose and HOUSE_IN_TEXT.match(around.text, street.end) is not None


def _behind_person(around: Surroundings, street: Street) -> bool:
    """Whether it stands in brackets right behind somebody's name, or behind a comma at the end of its cell or before a
    second one: 'de heer Kuiper (Hoofdweg 33)', 'Melder: de heer Kuiper, Akelei 33', 'Kuiper, Akelei 33, belde'."""
    if around.text[street.start - 2 : street.start] == ", ":
        written = PLAIN_STREET.fullmatch(around.text, street.start, street.end)
        end = CELL_CLOSED.match(around.text, street.end) or (
            CLAUSE_CLOSED.match(around.text, street.end) and not is_town(around, street.name)
        )
        closed = written and end and not YEAR.fullmatch(street.number)
        thing = street.name.lower().endswith(whose_cues().no_homes)
        return bool(closed) and not thing and any(end == street.start - 2 for _, end in around.persons)
    if around.text[street.start - 2 : street.start] != " (" or around.text[street.end : street.end + 1] != ")":
        return False
    return any(end == street.start - 2 for _, end in around.persons)


def _is_of_book(around: Surroundings, street: Street) -> bool:
    """'(Middelburg 1923)': where and when a book appeared, behind its title."""
    return (
        around.text[street.start - 1 : street.start] == "("
        and PUBLISHED.fullmatch(street.number) is not None
        and street.name.lower() in lower("places")
    )


def _is_of_road(around: Surroundings, street: Street) -> bool:
    """Whether the number is the road's, 'langs de Rijksweg 35', and not of somebody who lives there."""
    return street.name.lower().endswith(contact().roads) and not _has_label(around, street.start)


@cache
def _things() -> frozenset[str]:
    return frozenset(contact().numbers_of_things)


def _counts_things(text: str, end: int) -> bool:
    """'in de Kerkstraat 12 woningen': the number belongs to what follows."""
    after = THINGS_AFTER.match(text, end)
    return after is not None and after[1].lower() in _things()


def _is_a_name(street: str) -> bool:
    """'Neude' and 'Markt' can be streets without an ending; 'Zaal' and 'Groep' are things with a number."""
    last = street.split()[-1].lower()
    return last in contact().first_words or last not in lower("dictionary")


def _has_label(around: Surroundings, start: int) -> bool:
    """Whether 'adres:' or 'wonende' stands directly before."""
    for kind in ("address_label", "home"):
        for cue in around.cues.between(kind, max(0, start - 48), start):
            if TO_ADDRESS.fullmatch(around.text, cue.end, start):
                return True
    return False


def _opens_cell(around: Surroundings, start: int) -> bool:
    """Whether nothing stands before it in its cell, or a label for an address."""
    cell = around.columns.cell_at(start)
    return not around.text[cell.start : start].strip() or _has_label(around, start)


def _over_a_code(around: Surroundings, street: Street) -> bool:
    """Whether this fills a cell, over a cell that begins with a postcode."""
    cell = around.columns.cell_at(street.start)
    if around.text[cell.start : cell.end].strip(" ,;") != around.text[street.start : street.end]:
        return False
    return any(CODE.match(around.text, under.start) for under in around.columns.below(cell, 1))


def _in_address_column(around: Surroundings, start: int) -> bool:
    """Whether this opens a cell of a table column with a head that says 'adres' or 'woonadres'."""
    return any(head in contact().address_label for head in heads_over(around, start))
