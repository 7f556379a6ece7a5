"""Bank accounts: IBAN of any country, misread ones behind a label, and the numbers of before 2014."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stdnum import iban as iban_check

from woolak.pipeline.detect.identifiers.bank_owner import account_owner, holder_of
from woolak.pipeline.detect.identifiers.recognizer import SURE, WEAK_KEEP, Hit, IdentifierRecognizer
from woolak.pipeline.detect.identifiers.surroundings import Surroundings

__all__ = ["BankRecognizer"]

GAP = r"[ .\-\u00a0\t\n]{0,2}"
DIGIT = r"[\dOoIlSB]"
DUTCH = re.compile(rf"[Nn]{GAP}[LlI]{GAP}{DIGIT}{GAP}{DIGIT}{GAP}(?:[A-Za-z0]{GAP}){{4}}(?:{DIGIT}{GAP}){{9}}{DIGIT}")
FOREIGN = re.compile(rf"[A-Z](?!(?<=N)L)(?=(?P<rest>[A-Z]{GAP}\d{GAP}\d(?:{GAP}[A-Z0-9]){{11,30}}))")
"""Whatever stands against it: a page's text may have a page number or the next label right behind an account,
and a code in capitals before it."""
CELL_END = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}\d\d(?: ?[A-Z0-9]){2,20}(?=[ ]*[\t\n])")
CELL_BELOW = re.compile(r"[ ]*(?P<rest>[A-Z0-9](?: ?[A-Z0-9]){0,20})(?![A-Za-z0-9])")
"""An account that goes on in the next line of its cell."""
OLD = re.compile(
    r"[ .:]*(?:nr|nummer|no)?[ .:]*(?:[A-Z][A-Za-z]+[ ]){0,2}[ .:]*(?P<number>P?\d(?:[ .]?\d){2,9})(?![\w]|[.,]\d)"
)
PUBLIC_REACH = 300
REGISTERED_REACH = 90
"""From the number by which a firm is registered to the account beside it."""
MISREAD = str.maketrans({"O": "0", "o": "0", "I": "1", "l": "1", "S": "5", "B": "8"})
# Banks of public bodies: Bank Nederlandse Gemeenten, Nederlandse Waterschapsbank (also of care and housing).
PUBLIC_BANKS = ("BNGH", "NWAB")


def compact_iban(text: str) -> str:
    """An IBAN without spaces, its letters and digits as they must have been."""
    plain = _unspaced(text)
    head = "NL" + plain[2:4].translate(MISREAD)
    return head + plain[4:8].upper().replace("0", "O") + plain[8:].translate(MISREAD)


def old_account(digits: str) -> bool:
    """The check of accounts of nine or ten digits before IBAN: weights from the back, sum divisible by 11."""
    return 9 <= len(digits) <= 10 and sum(int(d) * w for w, d in enumerate(reversed(digits), 1)) % 11 == 0


def _whose(around: Surroundings, start: int, end: int, score: float, number: str) -> Hit:
    holder = holder_of(around, start, end)
    own_letter = around.origin == "citizen"  # in which a firm may well be named: its account only when told so
    owner = holder if holder.who or own_letter else account_owner(around, start, end)
    third = around.origin == "third_party"
    facts = around.document.facts if around.document is not None else None
    invoice = third and facts is not None and facts.kind == "factuur"
    letter = third and facts is not None and facts.kind == "brief" and not facts.parties  # of nobody but who signs it
    registered = around.cues.any_between("registration", max(0, start - REGISTERED_REACH), start)
    if third and registered and owner.who == "person":
        return Hit("IBAN", start, end, score, "of_company")  # of who works for himself
    if owner.who == "person" and not invoice and (holder.who or letter or not third):
        return Hit("IBAN", start, end, score, f"of_person:{owner.seen}")
    if owner.who == "public" and (holder.who or not third):
        keep_score = score if holder.who else WEAK_KEEP
        return Hit("IBAN", start, end, keep_score, f"of_municipality:{owner.seen}", "of_municipality")
    if owner.who == "company" or third:
        return Hit("IBAN", start, end, score, "of_company")
    contract = facts is not None and facts.kind == "overeenkomst"
    if around.origin == "own" and contract and around.cues.of("registration"):
        return Hit("IBAN", start, end, score, "of_company")  # who is paid under it
    near = around.cues.any_between("public_body", max(0, start - PUBLIC_REACH), end + PUBLIC_REACH)
    if around.origin == "own" and number[4:8] in PUBLIC_BANKS and near:
        return Hit("IBAN", start, end, WEAK_KEEP, f"of_municipality:{number[4:8]}", "of_municipality")
    return Hit("IBAN", start, end, score, "account")


class BankRecognizer(IdentifierRecognizer):
    """Bank accounts."""

    ENTITIES = ("IBAN",)

    def find(self, around: Surroundings) -> Iterator[Hit]:
        text = around.text
        taken: list[tuple[int, int]] = []
        for match in DUTCH.finditer(text):
            number = compact_iban(match[0])
            valid = iban_check.is_valid(number)
            if not valid and (sum(map(str.isdigit, match[0])) < 9 or not _stands_alone(text, *match.span())):
                continue
            taken.append(match.span())
            hit = _whose(around, *match.span(), SURE if valid else 0.7, number)
            yield (
                hit
                if valid or hit.keep
                else hit._replace(evidence=hit.evidence if hit.evidence != "account" else "account_unchecked")
            )
        for match in FOREIGN.finditer(text):
            if end := _foreign_end(match):
                taken.append((match.start(), end))
                yield _whose(around, match.start(), end, SURE, _unspaced(text[match.start() : end]))
        yield from _over_cells(around, taken)
        for cue in around.cues.of("account"):
            found = OLD.match(text, cue.end)
            if not found or any(found.start("number") < e and found.end() > s for s, e in taken):
                continue
            digits = re.sub(r"\D", "", found["number"])
            giro = re.search(r"giro|postbank|\bING\b", text[cue.start : found.end()]) is not None
            labelled = around.folded.startswith(("rek", "bankrek"), cue.start) and len(digits) in (9, 10)
            if labelled and not old_account(digits):
                yield _whose(around, found.start("number"), found.end(), 0.6, "")
            if old_account(digits) or (giro and 3 <= len(digits) <= 8):
                yield _whose(around, found.start("number"), found.end(), 0.85, "")


def _over_cells(around: Surroundings, taken: list[tuple[int, int]]) -> Iterator[Hit]:
    """'NL91 ABNA 0417' above '1643 00', with other cells between."""
    for match in CELL_END.finditer(around.text) if "\t" in around.text else ():
        cell = around.columns.cell_at(match.start())
        below = next(iter(around.columns.below(cell, 1)), None) if cell.of > 1 else None
        rest = CELL_BELOW.match(around.text, below.start, below.end) if below else None
        if rest is None or any(match.start() < end and match.end() > start for start, end in taken):
            continue
        number = _unspaced(match[0] + rest["rest"])
        if iban_check.is_valid(number, check_country=False):
            first = _whose(around, *match.span(), SURE, number)
            yield first
            yield first._replace(start=rest.start("rest"), end=rest.end("rest"))


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether no letter or digit stands right before or behind."""
    return not (start and text[start - 1].isalnum()) and not text[end : end + 1].isalnum()


def _unspaced(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


def _foreign_end(match: re.Match[str]) -> int:
    """Where the valid account that begins here ends; 0 when there is none. Of which bank it is nobody asks: a land's
    list of them is soon out of date."""
    found = match[0] + match["rest"]
    for length in range(len(found), 14, -1):
        if found[length - 1].isalnum() and iban_check.is_valid(_unspaced(found[:length]), check_country=False):
            return match.start() + length
    return 0
