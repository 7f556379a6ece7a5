"""Telephone numbers: any Dutch notation, checked by phonenumbers; internal extensions; general numbers that stay.

phonenumbers' own matcher costs 3 ms a page and misses en-dashes and misread digits; here one pattern proposes and
phonenumbers decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import phonenumbers

from woolak.pipeline.detect.identifiers.columns import Cell
from woolak.pipeline.detect.identifiers.cues import contact
from woolak.pipeline.detect.identifiers.mail import general_box
from woolak.pipeline.detect.identifiers.notation import national
from woolak.pipeline.detect.identifiers.owners import is_footer, owner_of
from woolak.pipeline.detect.identifiers.phone_spelled import spelled
from woolak.pipeline.detect.identifiers.recognizer import SURE, WEAK_KEEP, Hit, IdentifierRecognizer
from woolak.pipeline.detect.identifiers.sentences import sentence_around
from woolak.pipeline.detect.identifiers.surroundings import Surroundings

__all__ = ["TelephoneRecognizer"]

BESIDE_GENERAL = re.compile(
    r" ?[|/·•,;] ?(?:(algemeen|centrale|receptie|balie)(?: nummer)?:? ?\(?(?:14 ?)?0|(14 0\d{2,3})(?!\d| ?-? ?\d))"
)
D = r"[\dOo]"
SEP = r"[ \u00a0./·•_\-–—‐‑‒~]"
_ANY = (
    rf"(?P<number>(?:\(?(?:\+|00) ?31\)?(?:{SEP}{{0,3}}|\n)(?:\(0\){SEP}{{0,2}})?|\(0\){SEP}{{0,2}}|[\[(]?0)"
    rf"\d(?:[)(\]]?(?:{SEP}{{0,3}}|{SEP}{{0,2}}\n(?:>[> ]*)?|\t)[)(]?{D}){{7,9}}"  # a tab: a scan easily loses the dash
    rf"|\+(?!31)\d{{1,3}}{SEP}{{0,2}}(?:\(0\){SEP}{{0,2}})?\d(?:[)(]?{SEP}{{0,2}}[)(]?\d){{6,11}})"
    r"(?!(?![A-Z](?:[a-z]|:))[\w@]|[.,-]\d|\.?€)"
)
NUMBER = re.compile(rf"(?<![\w+@])(?<!\d[.,/-]){_ANY}")
BEHIND_SLASH = re.compile(rf" ?/ ?{_ANY}")
"""A second number: '0612345678/0623456789'."""
ALTERNATIVE = re.compile(r" ?/ ?(?P<tail>[1-9]\d{1,3})(?![\w.,-]| ?\d|/)")
DATE = re.compile(r"[0-3]\d[-/.][01]\d[-/.](?:19|20)\d\d(?!\d)")
MISREAD = re.compile(r"(?<!\w)[O0o][\dOolI](?:[ .\-–/]{0,3}[\dOolI]){8}(?!\w)")
GENERAL_SHORT = re.compile(
    r"(?<![\w€.,-])(?<!€ )(?:14[ -]?0\d{2,3}|0(?:800|90[069])(?:[ ]?[-–]?[ ]?\d{2,4}){1,3}|116[ ]?\d{3})(?![\w]|[.,]\d)"
)
LOCAL = re.compile(r"(?<![\w.,/-])[1-9]\d{1,3}(?:[ .-]?\d{2,3}){1,3}(?![\w/-]|[.,]\d)")
LOCAL_CELL = re.compile(rf"(?<=\t)[ ]*({LOCAL.pattern})[ ]*(?=[\t\n]|\Z)")
EXTENSION = re.compile(r"[ ]?(?:nummers?|nr|no)?[ .:]*\(?(?P<number>\d{3,5})(?![\w/]|[.,-]\d)")
GENERAL_088 = re.compile(r"^(?:88|85|800|900|909|14|116)")
LETTERHEAD = re.compile(
    r"postbus|www\.|(?:^|\s)info@|bezoekadres|postadres|\bfax\b|14 0\d\d|stadhuis|raadhuis|gemeentehuis|stadskantoor"
)
LETTERHEAD_PARTY = re.compile(r"postbus|www\.|info@|bezoekadres|kvk|k\.v\.k|btw|iban|fax")
FOOT = re.compile(
    r"^(?=.*(?:\b\d{4} ?[a-z]{2}\b|\b14 0\d|postbus))"
    r"(?=.*(?:\b(?:info|gemeente|contact|post|mail)@|www\.|\bkvk\b|\biban\b))"
    r"(?!.*(?:direct|mobiel|doorkies|rechtstreeks))"
)
MOBILE = re.compile(r"(?<!\d)(?:0|\+31[ -]?(?:\(0\) ?)?)6[ -]?\d")
MOBILE_DIGITS = 9  # behind the 0 or +31
CLOSING = re.compile(
    r"(?:^|[ \t])(?:groet|groeten|groetjes|hoogachtend|met vriendelijke groet|mvg|kind regards)(?:[ ,]|$)"
)
LOCAL_LABEL = re.compile(r"tel|fax|doorkies|mob|gsm")
SHORT = re.compile(r"\b(?:tel\.?|telefoon|telefoonnr\.?)[ :]{1,2}(?P<number>(?!14|0)\d{4})(?![,.;)]? ?[-–/]? ?\d|\w)")
HOURS = re.compile(
    r"kantoortijd|kantooruren|openingstijd|lokaal tarief|gebruikelijke belkosten|u kunt (?:ons )?bellen|op werkdagen"
)
PERSONAL_MAIL = re.compile(r"(?<![\w.-])((?:[A-Za-z]{1,3}|[A-Za-z]+)\.[\w.-]+)@\w")
SELF = re.compile(r"\b(?:ik|mij|me|mijn)\b")
DESK = re.compile(
    r"(?:^|\t)[ ]*(?:[a-z]+ )?(?:secretariaat|receptie|balie|meldkamer|centrale|administratie|helpdesk|servicedesk"
    r"|klantenservice|algemeen|portiersloge|conciërgerie)[ ]*(?=\t|$)"
)
LABEL_REACH = 34
HEAD_ROWS = 60
PROSE = 110  # a line longer than this is running text


@lru_cache(maxsize=4096)
def _valid(digits: str) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(digits, "NL"))
    except phonenumbers.NumberParseException:
        return False


def _to_parse(text: str) -> str:
    digits = re.sub(
        r"[^\d+]", "", text.replace("(0)", "").replace("O", "0").replace("o", "0").replace("l", "1").replace("I", "1")
    )
    return "+" + digits[2:] if digits.startswith("00") else digits


def _valid_end(text: str, start: int, end: int) -> int:
    """Where the valid number that begins at start ends, dropping groups of digits that do not belong; -1: none."""
    while end - start >= 9:
        digits = _to_parse(text[start:end])
        if _valid(digits) or (digits.startswith("+") and not digits.startswith("+31") and len(digits) >= 10):
            return end
        while end > start and text[end - 1].isalnum():
            end -= 1
        while end > start and not text[end - 1].isalnum():
            end -= 1
    return -1


def _labelled(around: Surroundings, kind: str, start: int) -> str:
    """The label of this kind directly before a number, with only signs or a few words between."""
    for cue in reversed(around.cues.between(kind, max(0, start - LABEL_REACH), start)):
        between = around.text[cue.end : start]
        if "\n" not in between and len(re.findall(r"\w+", between)) <= 3 and not re.search(r"\d{3}", between):
            return around.text[cue.start : cue.end]
    cell = around.columns.cell_at(start)
    if not around.text[cell.start : start].strip(" ("):
        for above in around.columns.above(cell, 1):
            cues = around.cues.between(kind, above.start, above.end)
            if cues and len(around.text[above.start : above.end].strip(" :.")) <= cues[0].end - cues[0].start + 3:
                return around.text[cues[0].start : cues[0].end]
    return _label_beside(around, kind, start)


def _label_beside(around: Surroundings, kind: str, start: int) -> str:
    """The label that fills the cell to the left, where a form's labels are read first and its values behind them."""
    for cue in around.cues.of(kind) if around.page is not None and around.page.words else ():
        label = around.columns.cell_at(cue.start)
        if around.text[label.start : label.end].strip(" :.") == around.text[cue.start : cue.end]:
            beside = around.columns.beside(label)
            if beside is not None and beside.start == start:
                return around.text[cue.start : cue.end]
    return ""


def _not_phone(around: Surroundings, start: int) -> bool:
    for cue in around.cues.between("not_phone", max(0, start - 30), start):
        if re.fullmatch(r"[\s.:#(]*(?:nr|nummer|is)?[\s.:#(]*", around.text[cue.end : start]):
            return True
    return bool(
        re.search(
            r"(?:[A-Z]{2}\d{2} ?[A-Z]{4} ?|€ ?|\beur ?|isbn[ :-]*)\Z", around.text[max(0, start - 14) : start], re.I
        )
    )


def _judge(around: Surroundings, start: int, end: int, digits: str) -> Hit:
    """Whose number it is: a mobile or direct one goes, a general one of a public body stays."""
    number = national(digits)
    mobile = number.startswith("6") and len(number) == 9
    general = "" if mobile else _labelled(around, "phone_general", start)
    cell = around.columns.cell_at(start)
    if general and (is_footer(around, cell) or not _in_signature(around, cell, start)):
        who = owner_of(around, start, end).who
        of_all = "algemeen" in general.lower()
        if who == "public" or (of_all and around.origin == "own") or (who != "person" and around.origin == "own"):
            return Hit("PHONE", start, end, 0.9, f"general_number:{general}", "general_number")
        if who == "company" or around.origin == "third_party":
            return Hit("PHONE", start, end, 0.9, "company_number")
    if mobile:
        return Hit("PHONE", start, end, SURE, "mobile")
    if apart := BESIDE_GENERAL.match(around.folded, end):
        return Hit(
            "PHONE", start, end, SURE, f"direct_number:{apart[1] or apart[2]}"
        )  # 'T 0123 - 45 67 89 | algemeen 14 0123'
    if direct := _labelled(around, "phone_direct", start):
        return Hit("PHONE", start, end, SURE, f"direct_number:{direct}")
    return _by_block(around, start, end, number)


def _has_office_hours(around: Surroundings, start: int) -> bool:
    """'U kunt tijdens kantooruren bellen naar ...': said of a desk, unless somebody says it of himself."""
    first, last = sentence_around(around.text, start)
    said = around.folded[first:last]
    return around.origin != "third_party" and bool(HOURS.search(said)) and not SELF.search(said)


def _is_own_letterhead(around: Surroundings, block: str) -> bool:
    """Town hall or post box with the municipality's own site or general box, and nobody's name."""
    if not around.own_domain or not re.search(rf"(?:www\.|@){re.escape(around.own_domain)}", block):
        return False
    return "postbus" in block or any(street in block for street in contact().public_streets)


def _in_signature(around: Surroundings, cell: Cell, start: int) -> bool:
    """Whether it stands under a closing ('Groet,') or beside a mobile number: then it is the signer's."""
    if MOBILE.search(around.text, cell.start, cell.end):
        return True
    line = around.columns.line_of(start)
    first = around.columns.line_span(max(0, line - 7))[0]
    return bool(CLOSING.search(around.folded, first, start))


def _beside_personal_mail(around: Surroundings, cell: Cell) -> bool:
    """Whether the mail address in the same cell is somebody's own: initials or a first name, and a surname."""
    if cell.end - cell.start > PROSE:
        return False
    local = PERSONAL_MAIL.search(around.text, cell.start, cell.end)
    return local is not None and not general_box(local[1])


def _of_desk(around: Surroundings, cell: Cell) -> bool:
    """Whether the row of a table names a desk ('secretariaat', 'meldkamer') and nobody."""
    if cell.of < 2:
        return False
    first, last = around.columns.line_span(cell.line)
    desk = DESK.search(around.folded, first, last)
    organised = desk is not None and (
        desk.start() == first
        or around.cues.any_between("company", first, last)
        or around.cues.any_between("public_body", first, last)
    )
    return organised and not around.person_between(first, last)


def _in_general_foot(around: Surroundings, cell: Cell) -> bool:
    """Whether its line is the foot of a letter: with a postcode or general number, and a general mail box or site."""
    first, last = around.columns.line_span(cell.line)
    line = around.folded[first:last]
    box = PERSONAL_MAIL.search(around.text, first, last)
    return (
        FOOT.search(line) is not None
        and (box is None or general_box(box[1]))
        and not around.person_between(first, last)
        and not MOBILE.search(around.text, first, last)
    )


def _by_block(around: Surroundings, start: int, end: int, number: str) -> Hit:
    """By the letterhead, footer or sentence in which it stands; found when that tells nothing."""
    cell = around.columns.cell_at(start)
    in_prose = cell.end - cell.start > PROSE or is_footer(around, cell)
    near = [cell] if in_prose else [cell, *around.columns.above(cell, 3), *around.columns.below(cell, 3)]
    block = (
        around.folded[cell.start : cell.end]
        if in_prose
        else " ".join(around.folded[piece.start : piece.end] for piece in near)
    )
    person = any(around.person_between(piece.start, piece.end) for piece in near) or any(
        around.cues.any_between("phone_direct", piece.start, piece.end) for piece in near[:3]
    )
    if _of_desk(around, cell) or _in_general_foot(around, cell):
        if around.origin == "third_party":
            return Hit("PHONE", start, end, 0.85, "company_number")
        return Hit("PHONE", start, end, 0.85, "general_number:", "general_number")
    if person or _beside_personal_mail(around, cell) or _in_signature(around, cell, start):
        return Hit("PHONE", start, end, 0.9, "phone")
    if _has_office_hours(around, start):
        return Hit("PHONE", start, end, 0.6, "general_number", "general_number")
    owner = owner_of(around, start, end)
    third = around.origin == "third_party"
    if not third and _is_own_letterhead(around, block):
        return Hit("PHONE", start, end, 0.7, "general_number:", "general_number")
    if owner.who == "public" and owner.block:
        score = 0.7 if LETTERHEAD.search(block) and not third else WEAK_KEEP
        return Hit("PHONE", start, end, score, f"general_number:{owner.seen}", "general_number")
    row = around.columns.line_span(cell.line)
    party_block = bool(LETTERHEAD_PARTY.search(block if cell.of < 3 else around.folded[row[0] : row[1]]))
    of_row = cell.of < 3 or around.cues.any_between("company", *row)  # a row of a list is of whom it names
    if (owner.who == "company" and of_row and (owner.block or GENERAL_088.match(number))) or (third and party_block):
        return Hit("PHONE", start, end, 0.85, "company_number")
    return Hit("PHONE", start, end, 0.9, "phone")


CELL_TAIL = re.compile(r"(?<![\w./,-])(?:\+31|0(?!800|90[069]))[ -]?\d[\d -]{0,9}\d(?=[ ]*(?:\n|\t|$))")
DIGITS_FIRST = re.compile(r"\d[\d ]*\d(?![\w,.]\d)")


class TelephoneRecognizer(IdentifierRecognizer):
    """Telephone numbers and internal extensions."""

    ENTITIES = ("PHONE",)

    def find(self, around: Surroundings) -> Iterator[Hit]:
        taken: list[tuple[int, int]] = []
        for hit in (
            *self._general(around),
            *self._full(around),
            *self._spelled(around),
            *self._broken_in_cell(around),
            *self._without_area(around),
            *self._extensions(around),
        ):
            if not any(hit.start < end and hit.end > start for start, end in taken):
                taken.append((hit.start, hit.end))
                yield hit

    def _general(self, around: Surroundings) -> Iterator[Hit]:
        """14 0xx, 0800, 0900 and 116: public by their form."""
        for match in GENERAL_SHORT.finditer(around.text):
            apart = match[0][2] in " -" or match[0][0] == "0"
            if not _not_phone(around, match.start()) and (apart or _labelled(around, "phone", match.start())):
                yield Hit("PHONE", *match.span(), SURE, "general_number", "general_number")

    def _full(self, around: Surroundings) -> Iterator[Hit]:
        text = around.text
        for match in NUMBER.finditer(text):
            first = match.start()
            if DATE.match(text, first):
                continue
            label = _labelled(around, "phone", first)
            if not label and _not_phone(around, first):
                continue
            if text[first] == "(" and ")" not in match[0]:
                first += 1
            last = _valid_end(text, first, match.end())
            if last < 0:
                if label or (MOBILE.match(text, first) and len(national(match[0])) == MOBILE_DIGITS):
                    yield Hit("PHONE", first, match.end(), 0.6, "phone_unchecked")
                continue
            hit = _judge(around, first, last, text[first:last])
            yield hit
            if second := BEHIND_SLASH.match(text, last):
                end = _valid_end(text, second.start("number"), second.end())
                if end > 0:
                    yield _judge(around, second.start("number"), end, text[second.start("number") : end])
            elif tail := ALTERNATIVE.match(text, last):
                yield hit._replace(start=tail.start("tail"), end=tail.end("tail"), score=0.7)
        for match in MISREAD.finditer(text):
            if (
                any(letter.isalpha() for letter in match[0])
                and _valid(_to_parse(match[0]))
                and _labelled(around, "phone", match.start())
            ):
                yield _judge(around, *match.span(), _to_parse(match[0]))

    def _spelled(self, around: Surroundings) -> Iterator[Hit]:
        """In words, dictated, or with a sign behind 06."""
        for one in spelled(around.text):
            if _valid(one.digits) and not _not_phone(around, one.start):
                yield _judge(around, one.start, one.end, one.digits)

    def _broken_in_cell(self, around: Surroundings) -> Iterator[Hit]:
        """A number that goes on in the next line of its cell: '06 2198' above '4407', with other cells between."""
        for match in CELL_TAIL.finditer(around.text):
            cell = around.columns.cell_at(match.start())
            below = next(iter(around.columns.below(cell, 1)), None)
            rest = DIGITS_FIRST.match(around.text, below.start, below.end) if below and cell.of > 1 else None
            if rest and _valid(match[0] + rest[0]) and not _not_phone(around, match.start()):
                first = _judge(around, *match.span(), match[0] + rest[0])
                yield first
                yield first._replace(start=rest.start(), end=rest.end())

    def _without_area(self, around: Surroundings) -> Iterator[Hit]:
        """'tel. 527 12 34': six to eight digits, believed only directly behind a label."""
        for cue in around.cues.of("phone"):
            gap = re.compile(r"[ .:\t]*(?:nr|nummer)?[ .:\t]*").match(around.text, cue.end)
            match = LOCAL.match(around.text, gap.end()) if gap else None
            if (
                match
                and LOCAL_LABEL.match(around.folded, cue.start)
                and 6 <= sum(letter.isdigit() for letter in match[0]) <= 8
            ):
                yield Hit("PHONE", *match.span(), 0.75, "phone")

        for match in LOCAL_CELL.finditer(around.text):
            if 6 <= sum(letter.isdigit() for letter in match[1]) <= 8 and self._under_phone_head(
                around, match.start(1)
            ):
                yield Hit("PHONE", *match.span(1), 0.75, "phone")

    def _under_phone_head(self, around: Surroundings, start: int) -> bool:
        """Whether a cell stands in a column with the head 'Telefoon'."""
        cell = around.columns.cell_at(start)
        for above in around.columns.above(cell, HEAD_ROWS) if cell.of > 1 else ():
            head = around.folded[above.start : above.end].strip(" :*")
            if head and LOCAL_LABEL.match(head) and len(head) < 30:
                return True
        return False

    def _extensions(self, around: Surroundings) -> Iterator[Hit]:
        for short in SHORT.finditer(around.folded):
            yield Hit("PHONE", *short.span("number"), 0.8, "extension:tel.")
        for cue in around.cues.of("extension"):
            match = EXTENSION.match(around.text, cue.end)
            if match:
                yield Hit("PHONE", *match.span("number"), 0.85, f"extension:{around.text[cue.start : cue.end]}")
