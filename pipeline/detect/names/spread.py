"""Found once, found everywhere: the names of a document, after what the whole case knows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from woolak.model import Document, Finding, Page
from woolak.pipeline.detect.names import public, works, zones
from woolak.pipeline.detect.names.couples import couples
from woolak.pipeline.detect.names.hits import Around, Hit
from woolak.pipeline.detect.names.known import find_known
from woolak.pipeline.detect.names.lexicon import FIRST, PLACE, PREFIX, WORD
from woolak.pipeline.detect.names.register import Register
from woolak.pipeline.detect.names.settle import MODEL, settle
from woolak.pipeline.detect.names.sheet import Sheet, sheet_of
from woolak.pipeline.detect.names.spelling import normal
from woolak.pipeline.detect.names.things import MISLEADING, is_firm, is_part_of, is_thing

__all__ = ["spread"]

KNOWN = "KnownPersons"
"""The recognizer's name in findings that come from the register."""
BESIDE_A_PLACE = (*MISLEADING, "role")
"""The same evidence, and that of a function before a place: 'vrijwilliger Zandveen'."""
KEEPERS = (
    ("PublicPersonRecognizer", public.find),
    ("LiteratureRecognizer", works.find),
    ("NamedAfterRecognizer", zones.find),
)

GENERATION = re.compile(r",? (?:jr|sr|junior|senior)\b\.?(?! [a-z])")
TO = re.compile(r"toe\saan\s")
"""'Toe' and 'aan' are in names too: 'u lichtte het toe aan Karin Bos'."""
APART = re.compile(r"(?:\A|\n)[ ]*((?:[A-Z]\.){1,4})\t(?=\Z)")
"""Initials alone in the first cell of a line, before the cell of their surname, as a letterhead is read."""
LETTERED = re.compile(r"(?m)^[ ]*[A-Z]\.(?:[A-Z]\.)*\t")
LETTER = re.compile(
    r" (?:(?:v\. ?d\.|v\.?d\.?|v\.|d\.|van|van de[rn]?|van 't|de|el|ben|ten|ter) ?){0,2}[A-Z](?:\.|(?=[ ,;:)\n]|$))"
    r"(?![A-Za-z\d]| \d| ?\.\d)(?! [A-Z])"
)
"""Behind a given name: the first letter of the surname."""


def spread(document: Document, findings: Iterable[Finding], register: Register) -> list[Finding]:
    """All PERSON findings of a document after what the whole case knows: they REPLACE the PERSON findings given.

    Other entities are not returned. What stays readable has `keep`; no two of the findings overlap.
    """
    persons = _consistent(document, [finding for finding in findings if finding.entity == "PERSON"])
    result: list[Finding] = []
    authors = works.surnames(finding.text for finding in persons if finding.keep == "bibliography")
    borne = {name.surname for one in register.persons if document.id in one.documents for name in one.names}
    for page in document.pages:
        if page.text.strip():
            on_page = [finding for finding in persons if finding.page_index == page.page_index]
            result += [_of_author(one, authors - borne) for one in _on_page(document, page, on_page, register)]
    return result


def _of_author(finding: Finding, authors: frozenset[str]) -> Finding:
    """The surname alone of an author in the document's list of literature stays readable: 'volgens Bourdieu'."""
    if finding.keep or not finding.evidence.startswith(MISLEADING) or normal(finding.text) not in authors:
        return finding
    return replace(finding, keep="citation", evidence="citation")


def _consistent(document: Document, findings: list[Finding]) -> list[Finding]:
    """Without ordinary words that the model alone took for a name here, and left at most other places of the document.

    'De Slinger' is a bridge that is named on each page: a sentence that misleads the model is no reason for a box.
    """
    alone = [one for one in findings if one.evidence.startswith(MODEL) and _plain(one.text)]
    taken = Counter(finding.text for finding in alone)
    doubtful = {
        text
        for text, count in taken.items()
        if sum(page.text.count(text) for page in document.pages) > max(2, 2 * count)
    }
    return [one for one in findings if one.text not in doubtful or not one.evidence.startswith(MODEL)]


def _plain(text: str) -> bool:
    return all(token.flags & (WORD | PLACE | PREFIX) for token in sheet_of(text).tokens)


def _on_page(document: Document, page: Page, findings: list[Finding], register: Register) -> list[Finding]:
    sheet = sheet_of(page.text)
    around = Around(page, document, register.case)
    # Presidio drops a result inside a surer one of the same entity: so look again for what stays readable.
    keeps = [_finding(page, hit, name) for name, search in KEEPERS for hit in search(sheet, around)]
    ocr = page.source == "ocr"
    known = [_finding(page, hit, KNOWN) for hit in find_known(sheet, register, ocr=ocr, document_id=document.id)]
    together = [one for one in (*findings, *keeps, *known) if not _own_municipality(one, register)]
    together = [_without_party(sheet, one, register) for one in together]
    settled = settle(sheet, _without_things(sheet, together, register, document.id), register, document.id)
    return couples(page, [_whole(page, one) for one in settled])


def _whole(page: Page, finding: Finding) -> Finding:
    """With what tells a son from his father ('K. Bakker jr.'), and with the letter that is left of a surname ('Jo v.d.
    G.', 'Robin D')."""
    if before_it := TO.match(finding.text):
        start = finding.start + before_it.end()
        finding = replace(finding, start=start, text=page.text[start : finding.end])
    before = APART.search(page.text, max(0, finding.start - 14), finding.start) if not finding.keep else None
    if before and len(LETTERED.findall(page.text)) == 1:
        finding = replace(finding, start=before.start(1), text=page.text[before.start(1) : finding.end])
    behind = GENERATION.match(page.text, finding.end) or (
        LETTER.match(page.text, finding.end) if _given(finding) else None
    )
    if finding.keep or not behind:
        return finding
    return replace(finding, end=behind.end(), text=page.text[finding.start : behind.end()])


def _given(finding: Finding) -> bool:
    """Whether a finding is one given name, and no ordinary word."""
    tokens = sheet_of(finding.text).tokens
    return len(tokens) == 1 and bool(tokens[0].flags & FIRST) and not tokens[0].flags & (WORD | PLACE)


def _without_party(sheet: Sheet, finding: Finding, register: Register) -> Finding:
    """Without the firm that somebody is of, where a party of the case is called so ('Jildou van Brandsma'), and without
    'van' before a surname that all who bear it have alone ('op vragen van Sijtsma')."""
    first, last = sheet.at(finding.start), sheet.at(finding.end)
    words = sheet.tokens[first:last]
    if not finding.keep and len(words) == 2 and words[0].text == "van" and register.bears_alone(words[1].norm):
        return replace(finding, start=words[1].start, text=sheet.text[words[1].start : finding.end])
    if finding.keep or len(words) < 3 or words[-2].text != "van" or words[-1].norm not in register.party_words:
        return finding
    return replace(finding, end=words[-3].end, text=sheet.text[finding.start : words[-3].end])


def _without_things(sheet: Sheet, findings: list[Finding], register: Register, document_id: str) -> list[Finding]:
    """Without what is the name of a thing in this case, for all that only its words say."""
    if named := register.named_in_words:
        findings = [
            one
            for one in findings
            if one.keep or not one.evidence.startswith(MISLEADING) or not is_part_of(sheet, one.start, one.end, named)
        ]
    if register.firms:
        findings = [
            one
            if one.keep
            or not one.evidence.startswith(MISLEADING)
            or not is_firm(sheet, one.start, one.end, register.firms)
            else replace(one, keep="company", evidence=f"company:{one.text}")
            for one in findings
        ]
    introduced = {short for one in register.persons if document_id in one.documents for short in one.initials}
    findings = [
        one
        for one in findings
        if one.keep
        or one.text in introduced
        or not one.evidence.startswith(BESIDE_A_PLACE)
        or _place(one.text) not in register.villages
    ]
    if not register.things:
        return findings
    borne = {
        name.surname
        for person in register.persons
        if document_id in person.documents and not person.public
        for name in person.names
    }
    return [
        one
        for one in findings
        if one.keep
        or one.text in introduced
        or not one.evidence.startswith(MISLEADING)
        or not is_thing(sheet, one.start, one.end, register.things, normal(one.text) not in borne)
    ]


def _place(text: str) -> str:
    """A finding's words without a small article: 'de Vlierhof'."""
    return normal(text if text[:1].isupper() else re.sub(r"^(?:de|het) (?=[A-Z])", "", text))


def _finding(page: Page, hit: Hit, recognizer: str) -> Finding:
    text = page.text[hit.start : hit.end]
    return Finding(
        "PERSON", page.page_index, hit.start, hit.end, text, hit.score, recognizer, hit.evidence, hit.keep
    )  # fmt: skip


def _once(word: str) -> str:
    """Each letter that is doubled written once: 'Zandwijker', 'Zijldammer'."""
    return re.sub(r"(.)\1", r"\1", word)


def _borne(finding: Finding, register: Register) -> bool:
    """Whether somebody of the case is called after the place: 'Van Houten' in the municipality of Houten."""
    surname = normal(finding.text).removeprefix("van ")
    return any(name.surname == surname and name.prefix for person in register.persons for name in person.names)


def _own_municipality(finding: Finding, register: Register) -> bool:
    """Whether a finding is only the municipality's name, which lists of names may have too."""
    own = normal(register.case.municipality.short_name)
    words = normal(finding.text).split()
    while words and words[0] in ("in", "het", "de", "van"):
        words = words[1:]
    titled = finding.evidence.startswith("title") or (finding.text.startswith("Van ") and _borne(finding, register))
    of_here = bool(words) and len(own) > 5 and words[-1].endswith(("er", "ers", "se"))
    inhabitant = of_here and _once(words[-1]).startswith(_once(own).rstrip("e"))
    part = bool(words) and (words[-1].startswith(f"{own}-") or words[-1].endswith(f"-{own}"))  # Oud-Zandwijk
    event = len(words) == 2 and words[0] == own and _plain(words[1])  # 'Waterdam Leest'
    own_place = bool(words) and (words[-1] == own or part or bool(inhabitant) or event)
    return bool(own) and own_place and len(words) < 3 and not titled
