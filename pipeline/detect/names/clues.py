"""What one document tells of who is who: its names, whose initials are introduced, and what else bears a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from woolak.model import Document, Finding
from woolak.pipeline.detect.names import initials, listed
from woolak.pipeline.detect.names.bearers import TELLING, stands_behind_citizen, tells_of_bearer
from woolak.pipeline.detect.names.eponyms import eponyms_of
from woolak.pipeline.detect.names.famous import figures, is_famous
from woolak.pipeline.detect.names.grammar import Read, read_name
from woolak.pipeline.detect.names.hits import Around, Hit
from woolak.pipeline.detect.names.lexicon import LISTED, flags_of
from woolak.pipeline.detect.names.lists import read_reversed
from woolak.pipeline.detect.names.mail import name_of_local
from woolak.pipeline.detect.names.ordinary import ordinary
from woolak.pipeline.detect.names.people import PersonName
from woolak.pipeline.detect.names.public_cues import public_cues
from woolak.pipeline.detect.names.sheet import Sheet, sheet_of
from woolak.pipeline.detect.names.spelling import normal
from woolak.pipeline.detect.names.things import (
    firms_of,
    streets_of,
    things_of,
    things_under_heads,
    villages_of,
)
from woolak.pipeline.detect.names.trimming import pieces
from woolak.rules.casefile import CaseFile

__all__ = ["Clues", "Sighting", "collect"]

_IN_OFFICE = {"public_office", "public_official", "signatory"}
"""Reasons to keep that say who is in office (a signature under mandate holds for that decision only)."""
MODEL_SURE = 0.8
_ADDRESS = re.compile(r"(?<![\w.+-])([\w.+'-]+)@([\w-]+(?:\.[\w-]+)+)")


@dataclass(frozen=True, slots=True)
class Sighting:
    """A name as it stood somewhere, with why it was taken for one."""

    name: PersonName
    evidence: str
    public: str = ""
    """The office, when the name stood with one."""


@dataclass(frozen=True, slots=True)
class Clues:
    """What one document tells of who is who."""

    document_id: str
    sightings: tuple[Sighting, ...] = ()
    initials: tuple[tuple[str, PersonName], ...] = ()
    """'KdV' and whose they are."""
    things: frozenset[str] = frozenset()
    """'slinger' where a bridge is called De Slinger (see things.py)."""
    streets: frozenset[str] = frozenset()
    """'kromme elleboog' where somebody lives at Kromme Elleboog 12."""
    firms: frozenset[str] = frozenset()
    """'van der laan' where a firm is called Taxi Van der Laan."""
    villages: frozenset[str] = frozenset()
    """'oudelo' where a text speaks of the dorp Oudelo."""
    authors: frozenset[str] = frozenset()
    """'de jong gierveld' where a text speaks of the schaal van De Jong Gierveld."""


def collect(document: Document, findings: Iterable[Finding], case: CaseFile) -> Clues:
    """What a document's findings (of all recognizers), addresses, file name and hidden texts tell of who is who."""
    findings = list(findings)
    seen: dict[Sighting, None] = {}
    short: dict[tuple[str, PersonName], None] = {}
    by_page: dict[int, list[Finding]] = {}
    for finding in findings:
        if finding.entity == "PERSON":
            by_page.setdefault(finding.page_index, []).append(finding)
    for page in document.pages:
        sheet = sheet_of(page.text)
        told = _told(sheet, by_page.get(page.page_index, []))
        seen |= dict.fromkeys(one for one in told if not _of_the_town(one.name, case))
        short |= {
            (hit.evidence.partition(":")[2], hit.name): None for hit in initials.find(sheet, Around()) if hit.name
        }
        for match in _ADDRESS.finditer(page.text) if "@" in page.text else ():
            name = name_of_local(match[1])
            if name is not None:
                seen[Sighting(name, "mail_local")] = None
    for text in (document.source, document.facts.title, *document.hidden_texts):
        seen |= {Sighting(name, "hidden_text"): None for name in _in_passing(text)}
    sheets = [sheet_of(page.text) for page in document.pages]
    tabled = frozenset[str]().union(*map(things_under_heads, sheets))
    return Clues(
        document.id, tuple(seen), tuple(short), things_of(findings) | tabled, streets_of(findings), firms_of(findings),
        frozenset[str]().union(*map(villages_of, sheets)), eponyms_of(findings),
    )  # fmt: skip


def _of_the_town(name: PersonName, case: CaseFile) -> bool:
    """Whether a name is that of a thing of the municipality: 'Fietspunt Zijldam'."""
    given = name.given[0] if len(name.given) == 1 and not name.prefix else ""
    own = normal(case.municipality.short_name)
    return bool(given and own) and name.surname == own and not flags_of(given.capitalize()) & LISTED


def _told(sheet: Sheet, findings: list[Finding]) -> Iterator[Sighting]:
    """The names of a page that are sure enough, with the evidence, and the office of who is public."""
    kept = [one for one in findings if one.keep and not is_famous(one, sheet.text)]
    known: tuple[Finding | Hit, ...] = (*findings, *figures(sheet))
    famous = [one for one in known if is_famous(one, sheet.text)]
    for finding in findings:
        key, _, shown = finding.evidence.partition(":")
        if finding.keep in _IN_OFFICE:
            read = _read_at(sheet, finding.start, finding.end)
            if read is not None:
                yield Sighting(_of_office(read.name, shown), key, shown or str(finding.keep))
            continue
        if finding.keep or key == "introduced_initials" or _covered(finding, kept):
            continue
        if _covered(finding, famous) and not tells_of_bearer(sheet, finding.start, key, shown):
            continue
        start, end = finding.start, finding.end
        if key.startswith("name_model"):
            start, end = next(iter(pieces(sheet, start, end)), (start, end))
            words = sheet.tokens[sheet.at(start) : sheet.at(end)]
            if words and ordinary(sheet, words, finding.score):
                continue
        read = _read_at(sheet, start, end)
        if read is None:
            continue
        family = key == "title" and normal(shown).rstrip(".") in public_cues().citizens
        if family or (read.name.surname and stands_behind_citizen(sheet, start)):
            yield Sighting(read.name, "role")
        elif _telling(finding, key, read) or (key.startswith("name_model") and _called_so(finding, read, findings)):
            yield Sighting(read.name, key)


def _covered(finding: Finding, by: Sequence[Finding | Hit]) -> bool:
    return any(one.start <= finding.start and finding.end <= one.end for one in by)


def _of_office(name: PersonName, office: str) -> PersonName:
    """The one word behind an office is a surname ('wethouder Sahin'), except a king's."""
    if len(name.given) == 1 and not name.surname and normal(office) not in public_cues().royal:
        return PersonName(surname=name.given[0])
    return name


def _read_at(sheet: Sheet, start: int, end: int) -> Read | None:
    """The name in a stretch of text; initials alone are none."""
    index = sheet.covering(start)
    if index is None:
        index = sheet.at(start)
    if index >= len(sheet.tokens):
        return None
    read = read_reversed(sheet, index, end) or read_name(sheet, index, loose=True, small=True, stop=end)
    return read if read is not None and (read.name.surname or read.name.given) else None


def _called_so(finding: Finding, read: Read, findings: list[Finding]) -> bool:
    """Whether a full name that no list has is somebody's: the page calls him by the given name too."""
    name = read.name
    if not (name.surname and name.given) or read.plain or finding.score < MODEL_SURE:
        return False
    return any(
        one.evidence.startswith("name_model") and one.score >= MODEL_SURE and normal(one.text) == name.given[0]
        for one in findings
        if one is not finding
    )


def _telling(finding: Finding, key: str, read: Read) -> bool:
    """Whether a finding is sure enough to look for the name everywhere else."""
    name = read.name
    if key.startswith("name_model"):
        return (
            bool(name.surname and (name.given or name.initials))
            and read.listed
            and (not read.plain or len(name.initials) > 1)
            and finding.score >= 0.6
        )
    whole = bool(name.surname and (name.given or name.initials))
    if key in TELLING:
        return finding.score >= 0.5 and (whole or finding.score >= 0.6)
    if whole:
        return finding.score >= 0.6
    return bool(name.prefix) and finding.score >= 0.6 and read.listed and not read.plain


def _in_passing(text: str) -> list[PersonName]:
    """Full names in a file name or hidden text."""
    spaced = re.sub(r"[_/\\]+", " ", text[:4000])
    hits = listed.find(sheet_of(spaced), Around())
    return [
        hit.name
        for hit in hits
        if hit.name and hit.score >= 0.75 and hit.name.surname and (hit.name.given or hit.name.initials)
    ]
