"""Order, customer, company and person numbers: all that is known by its label (rules/cues/identifiers.yaml)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache

from stdnum.nl import bsn as bsn_check
from stdnum.nl import onderwijsnummer

from woolak.pipeline.detect.identifiers.codes import (
    AMOUNT_AFTER,
    IN_YEAR,
    code_at,
    digits_at,
    invoice_at,
    is_fair,
    is_ledger,
    is_strong,
    is_years,
)
from woolak.pipeline.detect.identifiers.cues import Labelled, numbers
from woolak.pipeline.detect.identifiers.domains import owner_of
from woolak.pipeline.detect.identifiers.labelled import Value, numbers_under, values_of
from woolak.pipeline.detect.identifiers.officers import officer_numbers
from woolak.pipeline.detect.identifiers.pairs import paired_values
from woolak.pipeline.detect.identifiers.recognizer import SURE, Hit, IdentifierRecognizer
from woolak.pipeline.detect.identifiers.running_heads import running_numbers
from woolak.pipeline.detect.identifiers.surroundings import Surroundings
from woolak.pipeline.detect.identifiers.told import reports_told
from woolak.pipeline.detect.identifiers.unlabelled import unlabelled_numbers
from woolak.pipeline.detect.identifiers.vat import is_of_legal_person, is_public_registration
from woolak.pipeline.detect.patterns import alternatives

__all__ = ["NumberRecognizer", "plain_digits"]

MISREAD = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "S": "5", "B": "8"})
NINE = re.compile(
    r"(?<![\w.,/-])\d{4}[. ]?\d{2}[. ]?\d{3}(?![\w/-]|[.,]\d)|(?<![\w.,/-])\d{3}[. ]\d{3}[. ]\d{3}(?![\w/-]|[.,]\d)"
)
CASE_NUMBER = re.compile(
    r"Z(?:AAK)?[-/ ]?(?:(?:19|20)\d\d|\d\d[-/])[-/. ]?\d{3,}"
)  # as municipalities number their cases
ORDER_OF_OURS = re.compile(r"4[5-9]\d{8}")
"""How the books of most municipalities number an order (SAP): on a firm's paper 'uw nummer'."""
SHORT = re.compile(r"(?!(?:19|20)\d\d)\d{4}")
"""The number of a customer in the books of a small firm, when it fills its cell."""
LEAST_DIGITS = 4
SENDER = re.compile(r"(?m)^[> ]*(?:Van|From): [^\n@]*@(?P<domain>[\w-]+(?:\.[\w-]+)+)")
ALONE = re.compile(r"[.;](?:\s|\Z)|\n|\Z")
YEAR = re.compile(r"(?:19|20)\d\d")
TELLS = re.compile(r"(?:\A|[:,(\t\n])[ ]?\Z")
ENDS = re.compile(r"[ ]?(?:[.,;)\t\n]|\Z)")
BSN_TOLD = 160  # characters behind a BSN label within which a number that is not valid may be the one meant
BSN_REACH = 250  # characters within which a lone valid number belongs to a BSN label


@cache
def _theirs() -> re.Pattern[str]:
    """Before a reference: that it is of who is written to or spoken of."""
    own, plain = map(alternatives, (numbers().theirs, numbers().theirs_plain))
    return re.compile(rf"\b(?:uw|jullie|hun)(?: \w+)? (?:{own})\b|\b(?:de|een)(?: \w+)? (?:{plain})\b")


@cache
def _ours() -> re.Pattern[str]:
    """The same in a document from outside: that it is the municipality's."""
    own, plain = map(alternatives, (numbers().ours, numbers().ours_plain))
    return re.compile(rf"\b(?:uw|jullie)(?: \w+)? (?:{own})\b|\b(?:{plain})\b")


def plain_digits(text: str) -> str:
    """The digits of a number as written or misread, without spaces and signs."""
    return re.sub(r"\D", "", text.translate(MISREAD))


def _bsn(around: Surroundings, value: Value) -> Hit:
    found = plain_digits(around.text[value.start : value.end])
    valid = bsn_check.is_valid(found.zfill(9))
    return Hit("BSN", value.start, value.end, SURE if valid else 0.6, "bsn" if valid else "bsn_unchecked")


def _lone_bsn(around: Surroundings, labels: tuple[int, ...]) -> Iterator[Hit]:
    """Valid nine-digit numbers on a page that speaks of a BSN: in a column or list further on."""
    if not labels:
        return
    for match in NINE.finditer(around.text):
        near = min(abs(match.start() - label) for label in labels)
        if near <= BSN_REACH and bsn_check.is_valid(plain_digits(match[0])):
            yield Hit("BSN", *match.span(), 0.85, "bsn")
        elif any(0 < match.start() - label <= BSN_TOLD for label in labels) and _is_told(around.text, *match.span()):
            yield Hit("BSN", *match.span(), 0.6, "bsn_unchecked")


def _is_told(text: str, start: int, end: int) -> bool:
    """Whether nine digits that are no valid number stand where a sentence or cell gives one: behind a colon, a comma or
    a bracket, or alone."""
    return TELLS.search(text, max(0, start - 4), start) is not None and ENDS.match(text, end) is not None


def _opens_with_project(around: Surroundings, kind: Labelled, value: Value) -> bool:
    """Whether a firm's paper opens a line with the number of its project: 'Project 31507, Woonvisie'."""
    if kind.evidence != "project_reference" or around.origin != "third_party" or value.how != "label":
        return False
    found = around.text[value.start : value.end]
    opens = around.columns.cell_at(value.cue.start).start == value.cue.start
    return opens and found.isdigit() and len(found) > 4 and around.text[value.end : value.end + 1] in (",", "\n", "")


def _opens(around: Surroundings, value: Value) -> bool:
    """Whether a label opens its cell; or a sentence, that has nothing but a code with letters behind it."""
    text, start = around.text, value.cue.start
    if around.columns.cell_at(start).start == start:
        return True
    begins = text[start - 2 : start] in (". ", "! ", "? ") and text[start].isupper()
    lettered = any(one.isupper() for one in text[value.start : value.end])
    return begins and lettered and ALONE.match(text, value.end) is not None


def _heads_paper(around: Surroundings, kind: Labelled, value: Value) -> bool:
    """Whether the number ends a line that its label opens, on a firm's paper ('Offerte 0247'), or stands in a column of
    invoices that are numbered within their year."""
    if kind.evidence != "party_reference":
        return False
    found = around.text[value.start : value.end]
    if value.how in ("cell", "below"):
        return IN_YEAR.fullmatch(found) is not None
    cell = around.columns.cell_at(value.cue.start)
    if value.how == "label" and IN_YEAR.fullmatch(found) and not is_years(found):
        return not around.folded[value.cue.start : value.cue.end].endswith("n")
    alone = cell.start == value.cue.start and not around.text[value.end : cell.end].strip()
    plain = sum(letter.isdigit() for letter in found) >= LEAST_DIGITS and not YEAR.fullmatch(found)
    return around.origin == "third_party" and alone and plain


def _cut(around: Surroundings, value: Value, starts: list[int]) -> Value:
    """The value up to the next label: 'FCL 6511200 / ECL 43100' are two."""
    inside = starts[bisect_right(starts, value.start) : bisect_left(starts, value.end)]
    end = next((start for start in inside if around.text[start - 1].isspace()), value.end)
    while end > value.start and not around.text[end - 1].isalnum():
        end -= 1
    return value._replace(end=end)


def _from_outside(around: Surroundings, start: int) -> bool:
    """Whether a place is in a mail of somebody outside, quoted in one of the municipality."""
    heads = list(SENDER.finditer(around.text, 0, start)) if around.origin == "own" and "@" in around.text else []
    return bool(heads) and owner_of(heads[-1]["domain"], around) in ("third_party", "other")


def _reference(around: Surroundings, kind: Labelled, value: Value) -> str:
    """Whose reference it is, by the label and by who wrote the document."""
    quoted = kind.evidence in ("our_reference", "your_reference") and _from_outside(around, value.start)
    third = around.origin == "third_party" or quoted
    own = around.origin == "own"
    if kind.evidence == "our_reference":
        return "party_reference" if third else "own_reference" if own else "our_reference"
    if kind.evidence == "your_reference":
        return "own_reference" if third else "your_reference"
    if kind.evidence in ("project_reference", "reference") and CASE_NUMBER.match(around.text, value.start):
        return "own_reference"
    if kind.evidence == "project_reference" and third:
        return "party_reference"
    if kind.evidence == "reference":
        line = around.columns.line_span(around.columns.line_of(value.cue.start))[0]
        said = around.folded[max(line - 80, 0) : value.cue.start][-120:]
        if third:
            return "own_reference" if _ours().search(said) else "party_reference"
        if _theirs().search(said):
            return "party_reference"
        if own and value.how in ("sign", "cell", "below"):
            return "own_reference"
    return kind.evidence


class NumberRecognizer(IdentifierRecognizer):
    """Everything under `labelled` in rules/cues/identifiers.yaml."""

    ENTITIES = (
        "BSN", "KVK", "RSIN", "A_NUMBER", "V_NUMBER", "DRIVING_LICENCE", "PERSONNEL_NUMBER", "PROFESSIONAL_NUMBER",
        "ORDER_NUMBER", "CUSTOMER_NUMBER", "REFERENCE",
    )  # fmt: skip

    def find(self, around: Surroundings) -> Iterator[Hit]:
        taken: dict[tuple[int, int], tuple[int, Hit]] = {}
        ends = {
            cue.start: cue.end for index, _ in enumerate(numbers().labelled) for cue in around.cues.of(f"label:{index}")
        }
        starts = sorted(ends)
        for index, kind in enumerate(numbers().labelled):
            cues = around.cues.of(f"label:{index}")
            if not cues:
                continue
            read = code_at if kind.value == "code" else digits_at(kind.lengths)
            read = invoice_at if kind.evidence == "party_reference" else read
            pairs = () if kind.value == "code" else paired_values(around, cues, read)
            for value in (*values_of(around, cues, read, kind.gap), *pairs):
                if around.text[ends.get(value.start, 0) :][:1] == " " and value.start in ends:
                    continue  # 't.l.v. FCL 6511200': the nearer label says more
                value = _cut(around, value, starts)
                label = around.text[value.cue.start : value.cue.end]
                set_apart = any(sign in around.text[value.cue.end : value.start] for sign in ".:\t\n#")
                loose = kind.entity == "KVK" or kind.strong
                if len(label) <= 3 and label.islower() and not set_apart and not loose:
                    continue  # 'een big 12', 'de po 3': an abbreviation stands in capitals or has a colon
                found = around.text[value.start : value.end]
                if kind.opens and not _opens(around, value):
                    continue
                if kind.ledger and not (is_ledger(found) and not AMOUNT_AFTER.match(around.text, value.end)):
                    continue
                of_card = value.how == "sign" and kind.entity in ("CUSTOMER_NUMBER", "PERSONNEL_NUMBER")
                enough = is_fair if set_apart or of_card or value.how in ("cell", "below") else is_strong
                short = kind.entity == "CUSTOMER_NUMBER" and value.how == "cell" and SHORT.fullmatch(found)
                opens = _opens_with_project(around, kind, value) or _heads_paper(around, kind, value)
                if not kind.bare and (value.how == "label" or kind.strong) and not (enough(found) or short or opens):
                    continue
                if kind.entity == "ORDER_NUMBER" and kind.strong and CASE_NUMBER.match(found):
                    continue
                hit = self._hit(around, kind, value)
                length = value.cue.end - value.cue.start
                known = taken.get((value.start, value.end))
                if known is None or length > known[0]:  # 'offertenummer' says more than 'nummer'
                    taken[(value.start, value.end)] = (length, hit)
            for value in (one for cue in cues for one in numbers_under(around, cue)) if kind.value == "code" else ():
                taken.setdefault((value.start, value.end), (0, self._hit(around, kind, value)))
        yield from (hit for _, hit in taken.values())
        yield from officer_numbers(around, [hit for _, hit in taken.values()])
        yield from reports_told(around)
        yield from running_numbers(around)
        yield from unlabelled_numbers(around)
        labels = tuple(
            cue.start
            for index, kind in enumerate(numbers().labelled)
            if kind.evidence == "bsn"
            for cue in around.cues.of(f"label:{index}")
        )
        yield from _lone_bsn(around, labels)

    def _hit(self, around: Surroundings, kind: Labelled, value: Value) -> Hit:
        if kind.evidence == "bsn":
            return _bsn(around, value)
        if kind.evidence == "education_number":
            valid = onderwijsnummer.is_valid(plain_digits(around.text[value.start : value.end]))
            return Hit("BSN", value.start, value.end, SURE if valid else 0.6, kind.evidence)
        number = plain_digits(around.text[value.start : value.end])
        label = around.folded[value.cue.start : value.cue.end]
        if (
            kind.entity == "RSIN"
            and "rsin" not in label
            and not is_of_legal_person(number)
            and bsn_check.is_valid(number)
        ):
            return Hit("BSN", value.start, value.end, SURE, "fiscal_bsn")
        if kind.entity in ("KVK", "RSIN") and is_public_registration(around, value.start, value.end):
            return Hit(kind.entity, value.start, value.end, 0.9, "public_registration", "public_registration")
        if kind.evidence == "your_reference" and around.origin == "third_party" and ORDER_OF_OURS.fullmatch(number):
            return Hit("ORDER_NUMBER", value.start, value.end, SURE, f"order_number:{label}")
        evidence = _reference(around, kind, value) if kind.entity == "REFERENCE" and not kind.keep else kind.evidence
        seen = " ".join(around.text[value.cue.start : value.cue.end].split())
        score = 0.9 if value.how in ("sign", "cell", "list") else 0.85
        return Hit(kind.entity, value.start, value.end, score, f"{evidence}:{seen}", kind.keep)
