"""VAT numbers. That of a natural person from before 2020 holds the BSN: article 46 UAVG, ground 5.1(1)e."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stdnum.be import vat as belgian_check
from stdnum.iso7064 import mod_97_10
from stdnum.nl import bsn as bsn_check

from woolak.pipeline.detect.identifiers.owners import named_in, named_over
from woolak.pipeline.detect.identifiers.recognizer import SURE, Hit, IdentifierRecognizer
from woolak.pipeline.detect.identifiers.surroundings import Surroundings
from woolak.pipeline.detect.phrases import any_in

__all__ = ["VatRecognizer", "is_of_legal_person", "is_public_registration"]

S = r"[ .\-\u00a0]{0,2}"
DUTCH = re.compile(
    rf"(?:(?<![A-Za-z0-9])(?:N{S}L{S})?|NL ?)(?P<nine>[\dOol](?:{S}[\dOol]){{8}}){S}[B8]{S}(?P<last>[\dOol]{S}[\dOol])"
)
NOT_ALONE = re.compile(r"[A-Za-z0-9]|[.,-]\d")
BELGIAN = re.compile(r"(?<![\w.])(?P<country>BE[ -]?)?[01]\d{3}[. ]?\d{3}[. ]?\d{3}(?!\d)")
"""The number of an enterprise in Belgium, for its VAT and its registration alike."""
FOREIGN = re.compile(
    r"(?<![A-Za-z0-9])(?:DE ?\d{9}|FR ?[A-Z0-9]{2} ?\d{9}|GB ?\d{3} ?\d{4} ?\d{2}"
    r"|(?:LU|DK|FI|HU|MT|SI) ?\d{8}|IE ?\d[A-Z0-9]\d{5}[A-Z]{1,2}|(?:AT ?U|CY|CZ|EE|EL|PT) ?\d{8,10}[A-Z]?"
    r"|(?:BG|PL|RO|SK) ?\d{9,10}|(?:HR|IT|LV) ?\d{11}|LT ?\d{9,12}|SE ?\d{12}|ES ?[A-Z0-9]\d{7}[A-Z0-9])(?![A-Za-z0-9])"
)
LABEL = re.compile(r"btw|b\.t\.w|omzetbelasting|vat|ob[ -]?nummer|tax", re.I)
BELGIAN_LABEL = re.compile(r"ondernemings|\bkbo|\brpr|btw|vat", re.I)
OF_ENTERPRISE = re.compile(r"(?:ondernemingsn(?:umme)?r|\bkbo(?:-nummer|-nr)?)\.?[ :]*\Z", re.I)
LABEL_WORDS = ("btw", "b.t.w", "omzetbelasting", "vat", "tax", "obnummer", "ob nummer", "ob-nummer")
COUNTRY = re.compile(rf"N{S}L")
LABEL_REACH = 45


def is_of_legal_person(nine: str) -> bool:
    """Whether nine digits are in the series of legal persons (RSIN): those begin with 00 or 8."""
    return nine.startswith(("00", "8"))


def is_public_registration(around: Surroundings, start: int, end: int) -> bool:
    """Whether a registration number stands in the letterhead of the municipality itself."""
    if around.origin != "own":
        return False
    cell = around.columns.cell_at(start)
    before = named_in(around, cell.start, start)
    return (before if before.who else named_over(around, cell)).who == "public"


class VatRecognizer(IdentifierRecognizer):
    """VAT numbers, Dutch and of others in the European Union."""

    ENTITIES = ("VAT_NUMBER", "BSN")

    def find(self, around: Surroundings) -> Iterator[Hit]:
        yield from _belgian(around)
        may_be_labelled = any_in(LABEL_WORDS, around.folded)
        if not (may_be_labelled or COUNTRY.search(around.text)):
            return
        for match in DUTCH.finditer(around.text):
            labelled = bool(LABEL.search(around.before(match.start(), LABEL_REACH)))
            country = match[0][0] in "Nn"
            if "B" not in match[0] and not (labelled and country):
                continue
            nine = re.sub(r"\D", "", match["nine"].replace("O", "0").replace("o", "0").replace("l", "1"))
            last = re.sub(r"\D", "", match["last"].replace("O", "0").replace("o", "0").replace("l", "1"))
            if len(nine) != 9 or not (country or labelled):
                continue
            glued = NOT_ALONE.match(around.text, match.end()) is not None
            if glued and not match[0].startswith("NL"):
                continue
            hit = self._hit(match, nine, last)
            if hit.entity == "VAT_NUMBER" and is_public_registration(around, *match.span()):
                hit = hit._replace(evidence="public_registration", keep="public_registration")
            yield hit
        for match in FOREIGN.finditer(around.text) if may_be_labelled else ():
            if LABEL.search(around.before(match.start(), LABEL_REACH)):
                yield Hit("VAT_NUMBER", *match.span(), 0.85, "vat")

    def _hit(self, match: re.Match[str], nine: str, last: str) -> Hit:
        if mod_97_10.is_valid(f"NL{nine}B{last}"):
            return Hit("VAT_NUMBER", *match.span(), SURE, "vat_of_sole_trader")
        if is_of_legal_person(nine):
            return Hit("VAT_NUMBER", *match.span(), SURE, "vat")
        if bsn_check.is_valid(nine):
            return Hit("BSN", *match.span(), SURE, "vat_contains_bsn")
        return Hit("VAT_NUMBER", *match.span(), 0.8, "vat_unchecked")


def _belgian(around: Surroundings) -> Iterator[Hit]:
    """Those of which the check is right, with their land or a label; behind a label also others with their land, and
    behind that of an enterprise any."""
    for match in BELGIAN.finditer(around.text):
        before = around.before(match.start(), LABEL_REACH)
        labelled = BELGIAN_LABEL.search(before) is not None
        valid = belgian_check.is_valid(match[0].removeprefix("BE").lstrip(" -"))
        told = match["country"] or OF_ENTERPRISE.search(before)
        if (labelled and (valid or told)) or (valid and match["country"]):
            yield Hit("VAT_NUMBER", *match.span(), SURE if valid else 0.85, "vat")
