"""Found once, found everywhere; and where the evidence disagrees, one verdict with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from woolak.model import Document, Finding, Page
from woolak.pipeline.detect.names import public, works, zones
from woolak.pipeline.detect.names.grammar import read_name
from woolak.pipeline.detect.names.hits import Around, Hit
from woolak.pipeline.detect.names.known import find_known
from woolak.pipeline.detect.names.lexicon import CAP, LISTED, NEVER, PLACE, PREFIX, TITLE, WORD
from woolak.pipeline.detect.names.people import PersonName, same_family
from woolak.pipeline.detect.names.register import Register
from woolak.pipeline.detect.names.sheet import Sheet, Token, sheet_of
from woolak.pipeline.detect.names.spelling import normal

__all__ = ["settle", "spread"]

OWN = "KnownPersons"
"""The recognizer's name in findings that come from the register."""
OF_PERSONS = {
    "public_official",
    "public_office",
    "signatory",
    "signatory_mandate",
    "public_figure",
    "official_known",
    "bibliography",
    "citation",
}
"""Reasons to keep that tell who it is; the other reasons tell what the name stands in."""
ADDRESSED = {"title", "salutation", "closing", "signature", "spoken_to", "mail_display", "quoted_head"}
"""Evidence that a person is meant, though the words could be a firm or street."""
UNSURE = {"public_official", "official_known"}
"""Reasons to keep that a namesake takes away from a surname alone."""
DROP_BELOW = 0.3


def spread(document: Document, findings: Iterable[Finding], register: Register) -> list[Finding]:
    """All PERSON findings of a document after what the whole case knows: they replace the PERSON findings given.

    Other findings are not returned. What stays readable has `keep`; no two findings overlap.
    """
    persons = [finding for finding in findings if finding.entity == "PERSON"]
    result: list[Finding] = []
    for page in document.pages:
        if page.text.strip():
            result += _page(document, page, [f for f in persons if f.page_index == page.page_index], register)
    return result


def _finding(page: Page, hit: Hit, recognizer: str = OWN) -> Finding:
    return Finding(
        "PERSON",
        page.page_index,
        hit.start,
        hit.end,
        page.text[hit.start : hit.end],
        hit.score,
        recognizer,
        hit.evidence,
        hit.keep,
    )


def _page(document: Document, page: Page, findings: list[Finding], register: Register) -> list[Finding]:
    sheet = sheet_of(page.text)
    # Presidio drops a result inside a surer one of the same entity: look again for what stays readable
    around = Around(page, document, register.case)
    again = [
        _finding(page, hit, name)
        for name, search in (
            ("PublicPersonRecognizer", public.find),
            ("LiteratureRecognizer", works.find),
            ("NamedAfterRecognizer", zones.find),
        )
        for hit in search(sheet, around)
    ]
    known = [
        _finding(page, hit) for hit in find_known(sheet, register, ocr=page.source == "ocr", document_id=document.id)
    ]
    everything = [f for f in (*findings, *again, *known) if not _own_municipality(f, register)]
    return settle(sheet, everything, register, document.id)


def _own_municipality(finding: Finding, register: Register) -> bool:
    """Whether a finding is only the municipality's name, which lists of names may have too."""
    own = normal(register.case.municipality.name).removeprefix("gemeente ")
    return (
        bool(own)
        and normal(finding.text).split()[-1:] == [own]
        and finding.evidence.partition(":")[0] != "title"
        and len(finding.text.split()) < 3
    )


def _core_start(sheet: Sheet, finding: Finding) -> int:
    """Where a name starts without tussenvoegsels in small letters, which may be prepositions."""
    index = sheet.at(finding.start)
    while (
        index < len(sheet.tokens)
        and sheet.tokens[index].end < finding.end
        and sheet.tokens[index].flags & PREFIX
        and not sheet.tokens[index].flags & CAP
    ):
        index += 1
    return sheet.tokens[index].start if index < len(sheet.tokens) else finding.start


def settle(sheet: Sheet, findings: Iterable[Finding], register: Register, document_id: str) -> list[Finding]:
    """One verdict per stretch of a page's text."""
    keeps = list({(f.start, f.end, f.keep): f for f in findings if f.keep}.values())
    found = [one for f in findings if not f.keep and (one := _trimmed(sheet, f)) is not None]
    keeps, conflicts = _doubted(sheet, keeps, found, register, document_id)
    found += conflicts
    used: dict[tuple[int, int], Finding] = {}
    going: list[Finding] = []
    for finding in found:
        winner = next((keep for keep in keeps if _stays(finding, keep, _core_start(sheet, finding))), None)
        if winner is None:
            going.append(finding)
        else:
            shown = (
                winner
                if winner.keep not in ("bibliography",) or winner.end - winner.start < 60
                else replace(winner, start=finding.start, end=finding.end, text=finding.text)
            )
            used[(shown.start, shown.end)] = shown
    for keep in keeps:
        if keep.keep in (
            "public_official",
            "public_office",
            "signatory",
            "signatory_mandate",
            "official_known",
            "public_figure",
        ):
            used[(keep.start, keep.end)] = keep
    merged = _merged(sheet, [f for f in going if f.score >= DROP_BELOW])
    stay = [
        keep
        for keep in _without_overlap(list(used.values()))
        if not any(f.start < keep.end and keep.start < f.end for f in merged)
    ]
    return sorted([*merged, *stay], key=lambda f: (f.start, f.end))


def _trimmed(sheet: Sheet, finding: Finding) -> Finding | None:
    """A finding without signs or titles at its ends; None when no name is left of it."""
    first, last = sheet.at(finding.start), sheet.at(finding.end)
    covering = sheet.covering(finding.start)
    if covering is not None and covering < first:
        first = covering
    words = sheet.tokens[first:last]
    if not words:
        return finding if any(letter.isalpha() for letter in finding.text) else None
    while len(words) > 1 and words[0].flags & TITLE and not words[0].flags & LISTED:
        words = words[1:]
    if finding.recognizer.startswith("NameModel") and _ordinary(words, finding.score):
        return None
    start = max(finding.start, words[0].start)
    end = finding.end
    while end > start and not (sheet.text[end - 1].isalnum() or sheet.text[end - 1] in ".)'"):
        end -= 1
    return replace(finding, start=start, end=end, text=sheet.text[start:end])


def _ordinary(words: Sequence[Token], score: float) -> bool:
    """Whether the model took ordinary words for a name."""
    if any(word.flags & LISTED and not word.flags & (WORD | NEVER | PLACE) for word in words):
        return False
    if all(word.flags & (NEVER | PREFIX) for word in words):
        return True
    plain = all(word.flags & (WORD | NEVER | PLACE) and not word.flags & LISTED for word in words)
    return plain and score < 0.95


def _doubted(
    sheet: Sheet, keeps: list[Finding], found: list[Finding], register: Register, document_id: str
) -> tuple[list[Finding], list[Finding]]:
    """Take back what was kept for a surname alone, where a namesake without an office is about."""
    sure, doubtful = [], []
    for keep in keeps:
        index = sheet.at(keep.start)
        read = (
            read_name(sheet, index, loose=True, stop=keep.end)
            if keep.keep in UNSURE and index < len(sheet.tokens)
            else None
        )
        if read is None or read.name.given or read.name.initials:
            sure.append(keep)
            continue
        office = any(
            other.keep == "public_office" and other.start <= keep.start and keep.end <= other.end for other in keeps
        )
        namesakes = [p for p in register.namesakes(read.name) if not p.public]
        here = [p for p in namesakes if document_id in p.documents]
        if office or not namesakes or (not here and _named_in_office(register, read.name, document_id)):
            sure.append(keep)
        else:
            doubtful.append(replace(keep, keep=None, score=0.55, evidence=f"conflict_namesake:{namesakes[0].shown}"))
    return sure, doubtful


def _named_in_office(register: Register, name: PersonName, document_id: str) -> bool:
    """Whether this document names the office-holder as such."""
    return any(
        p.public and document_id in p.documents and any(same_family(name, own) for own in p.names)
        for p in register.persons
    )


def _stays(finding: Finding, keep: Finding, core: int) -> bool:
    """Whether what is kept wins from a finding that it overlaps."""
    if not (finding.start < keep.end and keep.start < finding.end):
        return False
    key = finding.evidence.partition(":")[0]
    covers = (keep.start <= finding.start or keep.start <= core) and finding.end <= keep.end
    if keep.keep in OF_PERSONS:
        if key == "conflict_namesake":
            return keep.keep in ("public_office", "signatory", "public_figure") and covers
        return covers or (
            keep.keep not in ("bibliography", "citation") and finding.start >= keep.start - 1 and _mostly(finding, keep)
        )
    if key in ADDRESSED and not (keep.keep == "street" and finding.end == keep.end):
        return False
    return covers or (
        keep.keep in ("street", "institute")
        and finding.end > keep.start
        and finding.start >= keep.start
        and finding.end - keep.end < 3
    )


def _mostly(finding: Finding, keep: Finding) -> bool:
    shared = min(finding.end, keep.end) - max(finding.start, keep.start)
    return shared * 10 >= 8 * (finding.end - finding.start)


def _merged(sheet: Sheet, findings: list[Finding]) -> list[Finding]:
    """Findings that overlap become one, with the surest evidence."""
    merged: list[Finding] = []
    for finding in sorted(findings, key=lambda f: (f.start, -f.end)):
        if merged and finding.start < merged[-1].end:
            before = merged[-1]
            best = max((before, finding), key=lambda f: (f.score, f.end - f.start))
            start, end = before.start, max(before.end, finding.end)
            merged[-1] = replace(
                best, start=start, end=end, text=sheet.text[start:end], score=max(before.score, finding.score)
            )
        else:
            merged.append(finding)
    return merged


def _without_overlap(keeps: list[Finding]) -> list[Finding]:
    found: list[Finding] = []
    for keep in sorted(keeps, key=lambda f: (-f.score, f.start)):
        if not any(keep.start < other.end and other.start < keep.end for other in found):
            found.append(keep)
    return found
