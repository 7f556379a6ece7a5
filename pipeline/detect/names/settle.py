"""Where the evidence about a stretch of text disagrees: one verdict, with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from woolak.model import Finding
from woolak.pipeline.detect.names import artists, eponyms
from woolak.pipeline.detect.names.famous import is_famous
from woolak.pipeline.detect.names.grammar import Read, read_name
from woolak.pipeline.detect.names.lexicon import (
    CAP,
    LISTED,
    PREFIX,
    TITLE,
)  # fmt: skip
from woolak.pipeline.detect.names.ordinary import ordinary
from woolak.pipeline.detect.names.people import PersonName, same_family
from woolak.pipeline.detect.names.register import Register
from woolak.pipeline.detect.names.sheet import Sheet, Token
from woolak.pipeline.detect.names.trimming import bared, pieces, without_preposition

__all__ = ["MODEL", "settle"]

OF_PERSONS = {
    "public_official", "public_office", "signatory", "signatory_mandate", "public_figure", "official_known",
    "bibliography", "citation", artists.KEEP,
}  # fmt: skip
"""Reasons to keep that tell who it is; the other reasons tell what the name stands in."""
ADDRESSED = {"title", "salutation", "spoken_to", "mail_display", "quoted_head"}
"""Evidence that a person is meant, though the words could be a firm or street."""
DOUBTFUL = {"public_official", "official_known", eponyms.KEEP}
"""Reasons to keep that a namesake without an office takes away from a surname alone; who is famous or of long ago loses
them by any name (see `_bearer`)."""
WHOLE_NAME = 0.99
"""The score of an office-holder's name with more to it than one surname."""
DROP_BELOW = 0.1
FOUNDED = re.compile(r"[ \n]?['‘’´`]\d\d(?!\d)")
"""The year of its founding behind the name of a club: 'Zwaluw ’71'."""
MODEL = "name_model"
"""How the evidence of the name model begins."""


def settle(sheet: Sheet, findings: Iterable[Finding], register: Register, document_id: str) -> list[Finding]:
    """One verdict per stretch of a page's text: none of the findings that are returned overlap."""
    findings = list(findings)
    keeps = list({(one.start, one.end, one.keep): one for one in findings if one.keep}.values())
    open_ = [piece for one in findings if not one.keep for piece in _pieces(sheet, one)]
    found = [trimmed for one in open_ if (trimmed := _trimmed(sheet, one)) is not None]
    keeps, conflicts = _doubted(sheet, keeps, register, document_id)
    staying = [keep for keep in keeps if keep.keep in OF_PERSONS - {"bibliography"}]
    going: list[Finding] = []
    for finding in (*found, *conflicts):
        core = _core_start(sheet, finding)
        winner = next((keep for keep in keeps if _stays(finding, keep, core)), None)
        if winner is None:
            going.append(finding)
        else:
            staying.append(_reason_for(finding, winner))
    merged = _merged(sheet, [finding for finding in going if finding.score >= DROP_BELOW])
    stay = [
        keep
        for keep in _apart(staying)
        if not any(finding.start < keep.end and keep.start < finding.end for finding in merged)
    ]
    return sorted([*merged, *stay], key=lambda finding: (finding.start, finding.end))


def _pieces(sheet: Sheet, finding: Finding) -> list[Finding]:
    """The findings that one of the model is, when it took several names and what is between them for one."""
    if not finding.evidence.startswith(MODEL):
        return [finding]
    spans = pieces(sheet, finding.start, finding.end)
    return [replace(finding, start=start, end=end, text=sheet.text[start:end]) for start, end in spans]


def _trimmed(sheet: Sheet, finding: Finding) -> Finding | None:
    """A finding without signs or titles at its ends; None when no name is left of it."""
    first, last = sheet.at(finding.start), sheet.at(finding.end)
    covering = sheet.covering(finding.start)
    words: Sequence[Token] = sheet.tokens[first if covering is None else covering : last]
    if not words:
        return finding if any(letter.isalpha() for letter in finding.text) else None
    while len(words) > 1 and words[0].flags & TITLE and not words[0].flags & LISTED:
        words = words[1:]
    start, end = finding.start, finding.end
    words = without_preposition(words)
    if finding.evidence.startswith(MODEL):
        words = bared(words, sheet.text)
        end = words[-1].end if words[-1].end < sheet.tokens[last - 1].end else end
        if ordinary(sheet, words, finding.score) or FOUNDED.match(sheet.text, words[-1].end):
            return None
    if words[0].start > start and (sheet.text[start].isalpha() or not sheet.text[start].isalnum()):
        start = words[0].start
    while end > start and not (sheet.text[end - 1].isalnum() or sheet.text[end - 1] in ".)'"):
        end -= 1
    if (start, end) == (finding.start, finding.end):
        return finding
    return replace(finding, start=start, end=end, text=sheet.text[start:end])


def _doubted(
    sheet: Sheet, keeps: list[Finding], register: Register, document_id: str
) -> tuple[list[Finding], list[Finding]]:
    """Take back what was kept for a surname alone, where a namesake without an office is about."""
    sure, doubtful = [], []
    for keep in keeps:
        index = sheet.at(keep.start)
        known = keep.keep == "historic" or is_famous(keep, sheet.text)
        unsure = (known or keep.keep in DOUBTFUL) and index < len(sheet.tokens)
        read = read_name(sheet, index, loose=True, stop=keep.end) if unsure else None
        namesake = None
        if read is not None and known:
            namesake = _bearer(register, read, keep, document_id)
        elif read is not None and not (read.name.given or read.name.initials) and not _in_office(keep, keeps):
            namesake = _namesake(register, read.name, document_id)
        if namesake is None:
            sure.append(keep)
        else:
            doubtful.append(replace(keep, keep=None, score=0.55, evidence=f"conflict_namesake:{namesake}"))
    return sure, doubtful


def _bearer(register: Register, read: Read, keep: Finding, document_id: str) -> str | None:
    """Who bears the name of somebody famous, of an artist or of who lived long ago: a brand's only in this document,
    an ancestor's only in another."""
    name = read.name
    whole = bool(name.surname and (name.given or name.initials))
    persons = [one for one in (register.namesakes(name) if whole else register.persons) if not one.public]
    if keep.keep == "historic":
        persons = [one for one in persons if one.documents - {document_id}]
    elif keep.keep == "company":
        persons = [one for one in persons if document_id in one.documents]
    if whole:
        sure = keep.keep in (artists.KEEP, "historic")
        bearers = [one for one in persons if (sure or one.full) and one.agrees(name)]
    else:
        word = name.surname or name.given[0]
        bearers = [one for one in persons if any(word == own.surname or word in own.given for own in one.names)]
    return bearers[0].shown if bearers else None


def _in_office(keep: Finding, keeps: list[Finding]) -> bool:
    """Whether the office stands with the name here: 'burgemeester Weerwind'."""
    return any(other.keep == "public_office" and other.start <= keep.start and keep.end <= other.end for other in keeps)


def _namesake(register: Register, name: PersonName, document_id: str) -> str | None:
    """Who else may be meant by a surname alone: in this document, or in the case when this document names no office."""
    namesakes = register.namesakes(name)
    private = [person for person in namesakes if not person.public]
    here = [person for person in private if document_id in person.documents]
    official_here = any(
        person.public and document_id in person.told and any(same_family(name, own) for own in person.names)
        for person in namesakes
    )
    if here:
        return here[0].shown
    return private[0].shown if private and not official_here else None


def _core_start(sheet: Sheet, finding: Finding) -> int:
    """Where a name starts without tussenvoegsels in small letters, which may be prepositions."""
    for token in sheet.tokens[sheet.at(finding.start) : sheet.at(finding.end)]:
        if not token.flags & PREFIX or token.flags & CAP:
            return token.start
    return finding.start


def _stays(finding: Finding, keep: Finding, core: int) -> bool:
    """Whether what is kept wins from a finding that it overlaps."""
    if not (finding.start < keep.end and keep.start < finding.end):
        return False
    key = finding.evidence.partition(":")[0]
    covers = (keep.start <= finding.start or keep.start <= core) and finding.end <= keep.end
    if keep.keep in OF_PERSONS:
        if key == "conflict_namesake":
            plain = keep.keep == "public_official" and keep.score >= WHOLE_NAME
            return (plain or keep.keep in ("public_office", "signatory", "public_figure")) and covers
        shared = min(finding.end, keep.end) - max(finding.start, keep.start)
        mostly = finding.start >= keep.start - 1 and shared * 10 >= 8 * (finding.end - finding.start)
        return covers or (keep.keep not in ("bibliography", "citation") and mostly)
    if key in ADDRESSED and not (keep.keep == "street" and finding.end == keep.end):
        return False
    beyond = keep.start <= finding.start < keep.end and finding.end - keep.end < 3
    return covers or (keep.keep in ("street", "institute") and beyond)


def _reason_for(finding: Finding, keep: Finding) -> Finding:
    """What is shown as staying: the reason's own stretch, but of a whole entry of literature only the name."""
    if keep.keep == "bibliography":
        return replace(keep, start=finding.start, end=finding.end, text=finding.text)
    return keep


def _merged(sheet: Sheet, findings: list[Finding]) -> list[Finding]:
    """Findings that overlap become one, with the surest evidence."""
    merged: list[Finding] = []
    for finding in sorted(findings, key=lambda one: (one.start, -one.end)):
        if merged and finding.start < merged[-1].end:
            before = merged[-1]
            best = max((before, finding), key=lambda one: (one.score, one.end - one.start))
            start, end = before.start, max(before.end, finding.end)
            merged[-1] = replace(best, start=start, end=end, text=sheet.text[start:end])
        else:
            merged.append(finding)
    return merged


def _apart(keeps: list[Finding]) -> list[Finding]:
    """The surest of the keeps that overlap."""
    found: list[Finding] = []
    for keep in sorted(keeps, key=lambda one: (-one.score, one.start, -one.end)):
        if not any(keep.start < other.end and other.start < keep.end for other in found):
            found.append(keep)
    return found
