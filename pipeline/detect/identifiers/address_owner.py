"""Whose an address is: a home goes, the town hall or post box of a public body stays, a firm's is told apart."""

from __future__ import annotations

import re

from woolak.pipeline.detect.identifiers.address_pieces import Piece, is_home
from woolak.pipeline.detect.identifiers.cues import contact
from woolak.pipeline.detect.identifiers.owners import Owner, named_in, owner_of
from woolak.pipeline.detect.identifiers.recognizer import SURE, WEAK_KEEP, Hit
from woolak.pipeline.detect.identifiers.surroundings import Surroundings
from woolak.pipeline.detect.identifiers.whose_cues import whose_cues
from woolak.pipeline.detect.letterheads import letterhead
from woolak.pipeline.detect.model.lists import lower
from woolak.pipeline.detect.model.lists import words as surnames

__all__ = ["whose"]

FIRM_OPENS = re.compile(r"(?:\s(?:&|en|van|de|der|den|[A-ZÀ-Þ][\w.’'-]*))*\s\($")
"""A firm's name goes on up to the bracket in which its address stands."""
HOUSES = re.compile(r"(?<!\d)(\d{1,4})[a-z]? ?(?:t/m|tot en met) ?(\d{1,4})")
MANY_HOUSES = 8
LEGAL_FORM = re.compile(
    r"\b(?:[BN]\.?V\.?|V\.?O\.?F\.?|C\.V\.|[Ss]tichting|[Cc]oöperatie|[Mm]aatschap|[Hh]olding|GmbH|Ltd)(?!\w)"
)
CAPITALISED = re.compile(r"[A-ZÀ-Þ][\w'’-]{2,}")
BODY_ABOVE = 5
ABOVE = 3
"""Lines over an address in which its firm is named."""
BETWEEN_BODY = re.compile(r"[ ,:(]*|(?: (?:van |te |in )?[A-ZÀ-Þ][\w-]+){1,2}[ ,:(]*[,:(][ ]?")
BOX_BESIDE = re.compile(r"\b(?:postbus|antwoordnummer) \d{1,6}[ \t|•,]*$")
"""In the cell before a postcode: 'Postbus 12 | 1234 AB Waterdam'."""


def whose(around: Surroundings, piece: Piece) -> Hit:
    """What is found at an address: whose it is, and whether it may stay.

    What is said right before it tells most, then a post box or town hall, then a label, then who is named around it.
    """
    if around.text[piece.start].isdigit() and BOX_BESIDE.search(around.before(piece.start, 80)):
        piece = piece._replace(box=True)
    owner = owner_of(around, piece.start, piece.end)
    return (
        _by_words_before(around, piece)
        or _by_public_place(around, piece, owner)
        or _by_label(around, piece, owner)
        or _by_owner(around, piece, owner)
    )


def _goes(piece: Piece, evidence: str) -> Hit:
    return Hit("ADDRESS", piece.start, piece.end, piece.score, evidence)


def _stays(piece: Piece, reason: str, seen: str = "", score: float = 0.0) -> Hit:
    return Hit("ADDRESS", piece.start, piece.end, score or piece.score, f"{reason}:{seen}", reason)


def _by_words_before(around: Surroundings, piece: Piece) -> Hit | None:
    """A venue, town hall or firm that is named right before its address."""
    if not piece.box and _of_venue(around, piece):
        return _stays(piece, "object_address", score=WEAK_KEEP)
    if not piece.box and whose_cues().town_hall.search(around.before(piece.start, 80)):
        return _stays(piece, "public_address")
    return _goes(piece, "company_address") if _behind_firm(around, piece.start) else None


def _by_public_place(around: Surroundings, piece: Piece, owner: Owner) -> Hit | None:
    """A postcode that belongs to what stands over it, and a post box that is no company's."""
    if around.text[piece.start].isdigit() and owner.who != "person" and (keep := _under_public(around, piece.start)):
        return _stays(piece, keep)
    of_company = owner.who == "company" or (around.origin == "third_party" and owner.who != "public")
    return _stays(piece, "public_postbox") if piece.box and not of_company else None


def _by_label(around: Surroundings, piece: Piece, owner: Owner) -> Hit | None:
    """'Bezoekadres: ...' is where an organisation can be visited, 'wonende ...' somebody's home."""
    if owner.who == "public":
        return None
    if not _in_public_street(around, piece) and _labelled_at_work(around, piece.start):
        third = around.origin == "third_party"
        return _goes(piece, "company_address") if third else _stays(piece, "object_address")
    if is_home(around, piece.start, piece.end):
        return _goes(piece, "home_address")._replace(score=SURE)
    return None


def _by_owner(around: Surroundings, piece: Piece, owner: Owner) -> Hit:
    """By who is named in its block or before it; found, as nobody's, when that tells nothing."""
    start, company = piece.start, owner.who == "company"
    public_street = _in_public_street(around, piece)
    if owner.who == "person" and not piece.box and not (public_street and _under_body(around, start)):
        return _goes(piece, f"home_address:{owner.seen}")
    public = owner.who == "public" and (owner.block or _directly_before(around, start))
    if public or public_street:
        return _stays(piece, "public_address", owner.seen)
    if piece.box:
        return _goes(piece, f"company_address:{owner.seen}")
    letterhead = around.origin == "third_party" and _in_letterhead(around, start)
    if (company or letterhead) and _of_sole_trader(around, start):
        return _goes(piece, "sole_trader_address")
    if company and _of_association(around, start, owner.seen):
        return _goes(piece, "sole_trader_address")
    if company and (owner.block or piece.code):
        return _goes(piece, f"company_address:{owner.seen}")
    if _of_object(around, start, piece.end) or _of_many_houses(around, piece):
        return _stays(piece, "object_address", score=WEAK_KEEP)
    return _goes(piece, "company_address" if letterhead else "address")


def _of_many_houses(around: Surroundings, piece: Piece) -> bool:
    """'Sportlaan 1 t/m 35': a part of a street, where nobody lives in particular."""
    numbers = HOUSES.search(around.text, piece.start, piece.end)
    return numbers is not None and int(numbers[2]) - int(numbers[1]) >= MANY_HOUSES


def _in_public_street(around: Surroundings, piece: Piece) -> bool:
    """'Stadhuisplein 1': a street that is called after the building of a public body."""
    return around.folded[piece.start : piece.end].startswith(contact().public_streets)


def _of_venue(around: Surroundings, piece: Piece) -> bool:
    """Whether a place where people meet or the municipality works is named on its line before it, and nobody."""
    line_start = around.columns.line_span(around.columns.line_of(piece.start))[0]
    return (
        whose_cues().venue.search(around.folded, max(line_start, piece.start - 45), piece.start) is not None
        and not around.person_between(line_start, piece.start)
        and not is_home(around, piece.start, piece.end)
    )


def _labelled_at_work(around: Surroundings, start: int) -> bool:
    """Whether its line says that an organisation can be visited here, and it is not somebody's own firm."""
    line = around.columns.line_span(around.columns.line_of(start))[0]
    if whose_cues().visiting.search(around.folded, line, start) is None or _of_sole_trader(around, start):
        return False
    return not _of_somebody(around, start)


def _of_somebody(around: Surroundings, start: int) -> bool:
    """Whether its line, or the one over or under it, tells that who is visited there lives there: 'Bezoekadres cliënt',
    'kantoor aan huis'."""
    number = around.columns.line_of(start)
    first = around.columns.line_span(max(0, number - 1))[0]
    last = around.columns.line_span(min(around.columns.line_count - 1, number + 1))[1]
    return whose_cues().lives.search(around.folded, first, last) is not None


def _behind_firm(around: Surroundings, start: int) -> bool:
    """'het Adviesbureau Hoogland & Zn. (Havenweg 3)': in brackets behind the name that a firm's word begins."""
    first = max(0, start - 60)
    ends = [cue.end for cue in around.cues.between("company", first, start)]
    ends += [match.end() for match in whose_cues().firm.finditer(around.text, first, start)]
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
    return owner.lower().startswith(whose_cues().club_starts) and any(
        around.person_between(a.start, a.end) for a in above
    )


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
    return letterhead().any.search(around.folded[first:last]) is not None
