"""Addresses: a home goes, a town hall or post box of a public body stays, a company's is told apart.

A street by itself is no address; a street with a number is, and so is a postcode.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from woolak.pipeline.detect.identifiers.address_tables import address_rows
from woolak.pipeline.detect.identifiers.cues import contact
from woolak.pipeline.detect.identifiers.foreign import english_addresses
from woolak.pipeline.detect.identifiers.forms import address_fields
from woolak.pipeline.detect.identifiers.owners import named_in, owner_of
from woolak.pipeline.detect.identifiers.recognizer import SURE, WEAK_KEEP, Hit, IdentifierRecognizer
from woolak.pipeline.detect.identifiers.rows import has_head, heads_over
from woolak.pipeline.detect.identifiers.streets import (
    BOX,
    CODE,
    OCR_CODE,
    TOWN,
    Street,
    is_postcode,
    streets_in,
    town_end,
)
from woolak.pipeline.detect.identifiers.surroundings import Surroundings
from woolak.pipeline.detect.model.lists import lower
from woolak.pipeline.detect.model.lists import words as surnames
from woolak.pipeline.detect.phrases import phrases

__all__ = ["AddressRecognizer"]

TO_CODE = re.compile(r"(?:[ ]*[,;|·•–-]?[ ]*\n{0,2}[ ]*|[ ]?[|·•][ ]?|[ ]*\([^()\n]{1,25}\)[ ,]*\n?)")
TO_TOWN = re.compile(r" te (?=[A-ZÀ-Þ'’])|[ \u00a0]*[,;|·•-]?(?:[ ]?\n|[ \u00a0]{0,3})")
IN_TOWN = re.compile(rf",? (?:te|in) (?P<town>{TOWN.pattern})|, (?P<only>{TOWN.pattern})(?=[,.;)\n\t]|$| [a-z(])")
THINGS_AFTER = re.compile(r" ([a-z%€][\w’'%]*)")
MORE_NUMBERS = re.compile(r"(?:, \d{1,3}[a-zA-Z]?)*,? en \d{1,3}[a-zA-Z]?(?=[.,;)\n]|$)")
ROAD_NUMBER = re.compile(r"(?:rijksweg|snelweg|autosnelweg|provinciale ?weg|stadsweg|autoweg)$", re.I)
TO_ADDRESS = re.compile(
    rf"(?: voor [^:\n]{{3,30}}(?=:))?[\s:.]*(?:(?:te|in) {TOWN.pattern}[\s,]*)?"
    r"(?:(?:aan|op|te|in|de|het|is|:)[\s:]*){0,3}"
)
NEIGHBOUR = re.compile(
    r"\b(?:buurman|buurvrouw|buren|overburen|bewoners?|bewoonster|familie|fam\.|mevrouw|mw\.|de heer|dhr\.|gezin|jongen"
    r"|meisje|vrouw|man)"
    r"[^.\n(]{0,30}"
    r"(?:(?:,| van| op| uit)\s| \()$"
)
OF_PERSON = re.compile(r",?\s(?:\(|van\s|op\s|uit\s)")
"""Between somebody's name and the number of the house: 'Kuiper (nummer 33)', 'Kuiper van nummer 33'."""
TOWN_HALL = re.compile(
    r"\b(?:stadhuis|gemeentehuis|raadhuis|stadskantoor|gemeentekantoor|provinciehuis),? (?:aan (?:de|het) )?\(?$"
)
AT_WORK = re.compile(r"\b(?:bezoekadres|vestigingsadres|kantooradres|kantoor)\b[^\n@]{0,60}\Z")
"""An organisation's address by its label, with what it is of between: 'Bezoekadres sporthal: De Bron, '."""
FIRM_WORD = re.compile(
    r"(?<!\w)[A-Z][a-z]+(?:erij|bedrijf|bouw|handel|centrale|techniek|transport|verhuur|service)(?!\w)"
)
FIRM_OPENS = re.compile(r"(?:\s(?:&|en|van|de|der|den|[A-ZÀ-Þ][\w.’'-]*))*\s\($")
"""A firm's name goes on up to the bracket in which its address stands."""
ROW_CODE = re.compile(r"(?<!\d)[1-9]\d{3} ?[A-Za-z8]{2}(?!\w)")
"""A postcode in a row of a table, perhaps misread."""
HOUSE_AFTER = re.compile(r",? (?:(?:huis)?nr\.? |huisnummer |nummer )?\d{1,4}[a-zA-Z]?(?=[.,;)\n]|$)")
HOME_NUMBER = phrases(
    r"\b(?:nr\.?|nummer|huisnr\.?|huisnummer) \d{1,4}[a-zA-Z]?(?![\w-]|[.,/]\d)",
    ("nr", "nummer", "huisnr", "huisnummer"),
)
ASSOCIATION = re.compile(r"(?:stichting|vereniging|buurt|bewoners|wijk|dorps|comité|av |vv |sv |cv )")
VENUE = re.compile(
    r"\b(?:dorpshuis|buurthuis|buurtcentrum|wijkcentrum|wijkgebouw|zalencentrum|congrescentrum|bibliotheek|sporthal|theater"
    r"|museum|kulturhus|cultuurhuis|multifunctioneel centrum|mfa|restaurant|caf[eé]|hotel|zaal) [^\n\t]{0,34}, $"
    r"|(?<!\w)(?:['’]?t|het) (?:[a-z]+punt|[a-z]*honk|baken|anker|dorpshart|(?:buurt|wijk|dorps|club|jeugd|gemeenschaps"
    r"|verenigings|parochie)huis) aan (?:de|het|['’]t) $"
    r"|\b(?:gemeentewerf|werf|milieustraat|milieupark|afvalbrengstation|brengstation|gemeentedepot|depot|begraafplaats"
    r"|brandweerkazerne|kazerne|havenkantoor|servicepunt|stadswinkel|buitendienst|gymzaal|gymnastieklokaal|sportpark"
    r"|zwembad|speeltuin|parkeergarage|p\+r-terrein|busstation|rioolgemaal|gemaal)(?: aan (?:de|het|['’]t)|,| \()? ?$"
)
"""A place where people meet, named before its address: 'Dorpshuis De Brink, ', ''t Anker aan de '."""
LEGAL_FORM = re.compile(
    r"\b(?:[BN]\.?V\.?|V\.?O\.?F\.?|C\.V\.|[Ss]tichting|[Cc]oöperatie|[Mm]aatschap|[Hh]olding|GmbH|Ltd)(?!\w)"
)
CAPITALISED = re.compile(r"[A-ZÀ-Þ][\w'’-]{2,}")
BODY_ABOVE = 5
ABOVE = 3
"""Lines over an address in which its firm is named."""
LETTERHEAD = re.compile(r"www\.|kvk|k\.v\.k|btw|iban|postbus|info@|\btel\b|telefoon|\bfax\b|bezoekadres")


BETWEEN_BODY = re.compile(r"[ ,:(]*|(?: (?:van |te |in )?[A-ZÀ-Þ][\w-]+){1,2}[ ,:(]*[,:(][ ]?")
PUBLISHED = re.compile(r"\([A-Z][\w -]+ (?:1[5-9]|20)\d\d\Z")
"""In brackets behind a book: '(Zutphen 1957)'."""
BOX_BESIDE = re.compile(r"\b(?:postbus|antwoordnummer) \d{1,6}[ \t|•,]*$")
"""In the cell before a postcode: 'Postbus 12 | 1234 AB Waterdam'."""


class Piece(NamedTuple):
    """A stretch that is an address by its form."""

    start: int
    end: int
    sure: bool
    """True when a postcode stands in it or the street has an ending of streets."""
    code: bool = False
    box: bool = False


@cache
def _things() -> frozenset[str]:
    return frozenset(contact().numbers_of_things)


def _with_code(around: Surroundings, end: int) -> tuple[int, bool]:
    """Where an address that has come to `end` really ends: over postcode and town, on this line or the next."""
    text = around.text
    gap = TO_CODE.match(text, end)
    if (
        gap
        and (code := CODE.match(text, gap.end()))
        and is_postcode(code[0], text[max(0, end - 12) : gap.end()], text[code.end() : code.end() + 20])
    ):
        return _over_town(text, code.end()), True
    scanned = around.page is not None and around.page.source == "ocr"
    if scanned and gap and (code := OCR_CODE.match(text, gap.end())):
        return _over_town(text, code.end()), True
    if town := IN_TOWN.match(text, end):
        name = town["town"] or town["only"]
        if town["only"] and text[town.end() : town.end() + 1] == " " and name.lower() not in lower("places"):
            return end, False
        if not around.cues.any_between("phone", town.start(), town.end()) and name.lower() not in _not_towns():
            return town.end(), False
    return end, False


@cache
def _not_towns() -> frozenset[str]:
    return frozenset({*contact().address_label, *contact().phone, "nederland", "de", "het", "een", "i", "we", "wij"})


def _over_town(text: str, end: int) -> int:
    gap = TO_TOWN.match(text, end)
    place = gap.end() if gap else end
    if place == end:
        return end
    last = town_end(text, place)
    if "\n" in text[end:place] and not _is_town_line(text, last):
        return end
    if last == place or text[place:last].lower() in _not_towns():
        return end
    return last


def _is_town_line(text: str, end: int) -> bool:
    """Whether what was taken for a town on the next line ends there, or is a place of the Netherlands."""
    if end == len(text) or text[end] in "\n\t,.;)":
        return True
    return text[text.rfind("\n", 0, end) + 1 : end].lower() in lower("places")


def _counts_things(text: str, end: int) -> bool:
    """'in de Kerkstraat 12 woningen': the number belongs to what follows."""
    after = THINGS_AFTER.match(text, end)
    return after is not None and after[1].lower() in _things()


def _is_address(around: Surroundings, street: Street, end: int, code: bool) -> bool:
    """Whether a street with a number is one: by its ending, its postcode, or the words around it."""
    if code or _behind_person(around, street):
        return True
    if _counts_things(around.text, street.end) or ROAD_NUMBER.search(street.name):
        return False
    year = re.fullmatch(r"(?:19[5-9]|20[0-4])\d", street.number)
    told = end > street.end and street.kind == "sure"  # 'aan de Kerkweg / 61 in Waterdam'
    if street.broken and not (told or _has_label(around, street.start) or _is_home(around, street.start, end)):
        return False
    if street.kind == "sure":
        return not year or end > street.end
    if year:
        return False
    if street.name.lower() in _not_towns() or around.cues.any_between("boxes", street.start, street.end):
        return False
    if _has_label(around, street.start) or _over_a_code(around, street) or _in_address_column(around, street.start):
        return True
    town = around.text[street.end : end].strip(" ,").removeprefix("te ").removeprefix("in ")
    if not town:
        return False
    return (street.kind == "weak" and _is_home(around, street.start, end)) or (
        _is_town(around, town) and street.name.lower() not in lower("places") and _is_a_name(street.name)
    )


def _is_town(around: Surroundings, town: str) -> bool:
    """Whether it is a place of the Netherlands, or the municipality of this case."""
    own = around.case.municipality.name.lower().removeprefix("gemeente ") if around.case else ""
    return town.lower() in lower("places") or (bool(own) and town.lower() == own)


def _in_address_column(around: Surroundings, start: int) -> bool:
    """Whether this opens a cell of a table column with a head that says 'adres' or 'woonadres'."""
    return any(head in contact().address_label for head in heads_over(around, start))


def _behind_person(around: Surroundings, street: Street) -> bool:
    """Whether it stands in brackets right behind somebody's name: 'de heer Kuiper (Hoofdweg 33)'."""
    if around.text[street.start - 2 : street.start] != " (" or around.text[street.end : street.end + 1] != ")":
        return False
    return any(end == street.start - 2 for _, end in around.persons)


def _is_a_name(street: str) -> bool:
    """'Neude' and 'Markt' can be streets without an ending; 'Zaal' and 'Groep' are things with a number."""
    last = street.split()[-1].lower()
    return last in contact().first_words or last not in lower("dictionary")


def _streets(around: Surroundings) -> Iterator[Piece]:
    for street in streets_in(around.text):
        last = MORE_NUMBERS.match(around.text, street.end) if street.kind == "sure" else None
        end, code = _with_code(around, last.end() if last else street.end)
        published = around.text[street.start - 1 : street.start] == "(" and PUBLISHED.fullmatch(
            around.text, street.start, end
        )
        if not published and _is_address(around, street, end, code):
            yield Piece(street.start, end, street.kind == "sure", code)


def _has_label(around: Surroundings, start: int) -> bool:
    """Whether 'adres:' or 'wonende' stands directly before."""
    for kind in ("address_label", "home"):
        for cue in around.cues.between(kind, max(0, start - 48), start):
            if TO_ADDRESS.fullmatch(around.text, cue.end, start):
                return True
    return False


def _over_a_code(around: Surroundings, street: Street) -> bool:
    """Whether this fills a cell, over a cell that begins with a postcode."""
    cell = around.columns.cell_at(street.start)
    if around.text[cell.start : cell.end].strip(" ,;") != around.text[street.start : street.end]:
        return False
    return any(CODE.match(around.text, under.start) for under in around.columns.below(cell, 1))


def _is_home(around: Surroundings, start: int, end: int) -> bool:
    return around.cues.any_between("home", max(0, start - 70), end + 30)


def _pieces(around: Surroundings) -> Iterator[Piece]:
    text = around.text
    taken: list[tuple[int, int]] = []
    for box in BOX.finditer(text):
        end, code = _with_code(around, box.end())
        taken.append((box.start(), end))
        yield Piece(box.start(), end, True, code, True)
    for piece in _streets(around):
        if not any(piece.start < e and piece.end > s for s, e in taken):
            taken.append((piece.start, piece.end))
            yield piece
    for match in CODE.finditer(text):
        if any(match.start() < e and match.end() > s for s, e in taken):
            continue
        if is_postcode(
            match[0], text[max(0, match.start() - 14) : match.start()], text[match.end() : match.end() + 20]
        ):
            end = _over_town(text, match.end())
            if end == match.end() and (house := HOUSE_AFTER.match(text, end)):
                end = house.end()
            alone = " " not in match[0] or _at_cell_start(around, match.start())
            if end > match.end() or alone or has_head(around, match.start(), ROW_CODE, "postcode"):
                yield Piece(match.start(), end, True, True)
                taken.append((match.start(), end))
    for match in ROW_CODE.finditer(text) if around.page and around.page.source == "ocr" else ():
        misread = not any(match.start() < e and match.end() > s for s, e in taken)
        if misread and has_head(around, match.start(), ROW_CODE, "postcode"):
            yield Piece(*match.span(), True, True)


def _at_cell_start(around: Surroundings, start: int) -> bool:
    cell = around.columns.cell_at(start)
    return not around.text[cell.start : start].strip() or _has_label(around, start)


def _judge(around: Surroundings, piece: Piece) -> Hit:
    """Whose address it is."""
    start, end = piece.start, piece.end
    score = SURE if piece.code else 0.85 if piece.sure else 0.7
    owner = owner_of(around, start, end)
    third = around.origin == "third_party"
    public_street = around.folded[start:end].startswith(contact().public_streets)
    before = around.before(start, 80)
    if around.text[start].isdigit() and BOX_BESIDE.search(before):
        piece = piece._replace(box=True)
    line_start = around.columns.line_span(around.columns.line_of(start))[0]
    if (
        not piece.box
        and VENUE.search(around.folded, max(line_start, start - 45), start)
        and not (around.person_between(line_start, start) or _is_home(around, start, end))
    ):
        return Hit("ADDRESS", start, end, WEAK_KEEP, "object_address", "object_address")
    if not piece.box and TOWN_HALL.search(before):
        return Hit("ADDRESS", start, end, score, "public_address", "public_address")
    if _behind_firm(around, start):
        return Hit("ADDRESS", start, end, score, "company_address")
    public = owner.who == "public" and (owner.block or _directly_before(around, start))
    if around.text[start].isdigit() and owner.who != "person" and (keep := _under_public(around, start)):
        return Hit("ADDRESS", start, end, score, keep, keep)
    if piece.box and not (owner.who == "company" or (third and owner.who != "public")):
        return Hit("ADDRESS", start, end, score, "public_postbox", "public_postbox")
    if owner.who != "public" and not public_street and _labelled_at_work(around, start):
        if third:
            return Hit("ADDRESS", start, end, score, "company_address")
        return Hit("ADDRESS", start, end, score, "object_address", "object_address")
    if _is_home(around, start, end) and owner.who != "public":
        return Hit("ADDRESS", start, end, SURE, "home_address")
    at_work = public_street and _under_body(around, start)
    if owner.who == "person" and not piece.box and not at_work:
        return Hit("ADDRESS", start, end, score, f"home_address:{owner.seen}")
    if public or public_street:
        return Hit("ADDRESS", start, end, score, f"public_address:{owner.seen}", "public_address")
    letterhead = third and _in_letterhead(around, start)
    if not piece.box and (owner.who == "company" or letterhead) and _of_sole_trader(around, start):
        return Hit("ADDRESS", start, end, score, "sole_trader_address")
    if not piece.box and owner.who == "company" and _of_association(around, start, owner.seen):
        return Hit("ADDRESS", start, end, score, "sole_trader_address")
    if piece.box or (owner.who == "company" and (owner.block or piece.code)):
        return Hit("ADDRESS", start, end, score, f"company_address:{owner.seen}")
    if _of_object(around, start, end):
        return Hit("ADDRESS", start, end, WEAK_KEEP, "object_address", "object_address")
    return Hit("ADDRESS", start, end, score, "company_address" if letterhead else "address")


def _labelled_at_work(around: Surroundings, start: int) -> bool:
    """Whether its line says that an organisation can be visited here, and it is not somebody's own firm."""
    line = around.columns.line_span(around.columns.line_of(start))[0]
    return AT_WORK.search(around.folded, line, start) is not None and not _of_sole_trader(around, start)


def _behind_firm(around: Surroundings, start: int) -> bool:
    """'het Adviesbureau Hoogland & Zn. (Havenweg 3)': in brackets behind the name that a firm's word begins."""
    first = max(0, start - 60)
    ends = [cue.end for cue in around.cues.between("company", first, start)]
    ends += [match.end() for match in FIRM_WORD.finditer(around.text, first, start)]
    return any(FIRM_OPENS.fullmatch(around.text, end, start) for end in ends)


def _under_body(around: Surroundings, start: int) -> bool:
    """Whether a public body stands over the person over it: 'Gemeente Waterdam / J. Bakker / Stadhuisplein 1'."""
    above = around.columns.above(around.columns.cell_at(start), BODY_ABOVE)
    return any(around.cues.any_between("public_body", cell.start, cell.end) for cell in above)


def _of_sole_trader(around: Surroundings, start: int) -> bool:
    """Whether the firm over an address bears the surname of a person of this page, and no legal form: who works alone
    works at home, and the address is that person's."""
    cell = around.columns.cell_at(start)
    if LEGAL_FORM.search(around.text, cell.start, cell.end):
        return False
    pieces = [(cell.start, start), *((above.start, above.end) for above in around.columns.above(cell, ABOVE))]
    for first, last in pieces:
        firm = around.text[first:last]
        if LEGAL_FORM.search(firm):
            return False
        names = {word for word in CAPITALISED.findall(firm) if _may_be_surname(word.lower())}
        others = (around.text[a:b] for a, b in around.persons if not first <= a < last)
        is_firm = named_in(around, first, last).who == "company"
        if is_firm and len(names) == 1 and any(names & set(other.split()) for other in others):
            return True
    return False


def _of_association(around: Surroundings, start: int, owner: str) -> bool:
    """Whether somebody stands right over the address of a club or foundation: often it is the secretary's home."""
    above = around.columns.above(around.columns.cell_at(start), 1)
    return ASSOCIATION.match(owner.lower()) is not None and any(around.person_between(a.start, a.end) for a in above)


def _may_be_surname(word: str) -> bool:
    return word in surnames("surnames") or word not in lower("dictionary")


def _under_public(around: Surroundings, start: int) -> str:
    """A postcode under a post box or town hall belongs to it."""
    for above in around.columns.above(around.columns.cell_at(start), 1):
        if around.cues.any_between("boxes", above.start, above.end) and around.origin != "third_party":
            return "public_postbox"
        if around.folded[above.start : above.end].startswith(contact().public_streets):
            return "public_address"
    return ""


def _directly_before(around: Surroundings, start: int) -> bool:
    """'Provinciehuis, Statenplein 1' in running text, 'de rechtbank Gelderland, Walburgstraat 2'."""
    cues = around.cues.between("public_body", max(0, start - 45), start)
    return bool(cues) and BETWEEN_BODY.fullmatch(around.text, cues[-1].end, start) is not None


def _of_object(around: Surroundings, start: int, end: int) -> bool:
    """A place where something stands or happens, with nobody named beside it."""
    line_start, line_end = around.columns.line_span(around.columns.line_of(start))
    first = max(line_start, start - 70)
    if around.person_between(max(0, start - 90), min(len(around.text), end + 30)):
        return False
    return around.cues.any_between("object", first, start) or around.cues.any_between(
        "object", end, min(line_end, end + 25)
    )


def _in_letterhead(around: Surroundings, start: int) -> bool:
    """Whether it stands in a letterhead or footer: with a site, mail box, KvK and the like within three lines."""
    line = around.columns.line_of(start)
    first = around.columns.line_span(max(0, line - 3))[0]
    last = around.columns.line_span(min(around.columns.line_count - 1, line + 3))[1]
    return bool(LETTERHEAD.search(around.folded[first:last]))


def _torn(around: Surroundings, piece: Piece, cell: Hit) -> bool:
    """Whether a piece is put together of a cell and the end of the row over it."""
    return piece.start < cell.end and piece.end > cell.start and "\n" in around.text[piece.start : piece.end]


class AddressRecognizer(IdentifierRecognizer):
    """Addresses, in one line or over several; the number of a neighbour's house ('de heer Smit, nr. 114')."""

    ENTITIES = ("ADDRESS",)

    def find(self, around: Surroundings) -> Iterator[Hit]:
        rows = list(address_rows(around))
        pieces = [piece for piece in _pieces(around) if not any(_torn(around, piece, cell) for cell in rows)]
        for piece in pieces:
            yield _judge(around, piece)
        for field in (*address_fields(around), *rows):
            if not any(field.start < piece.end and field.end > piece.start for piece in pieces):
                yield field
        for start, end in english_addresses(around):
            if not any(start < piece.end and end > piece.start for piece in pieces):
                yield Hit("ADDRESS", start, end, SURE, "address")
        for match in HOME_NUMBER.finditer(around.text):
            ends = (end for _, end in around.persons if match.start() - 12 < end < match.start())
            of_person = any(OF_PERSON.fullmatch(around.text, end, match.start()) for end in ends)
            if of_person or NEIGHBOUR.search(around.before(match.start(), 50)):
                yield Hit("ADDRESS", *match.span(), 0.8, "home_number")
