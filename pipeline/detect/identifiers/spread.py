"""Found once, found everywhere: an account, address, number or mail address of the case, however it is spaced."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from woolak.model import Document, Finding, Page
from woolak.rules.casefile import CaseFile

__all__ = ["Clues", "Register", "collect", "merge", "spread"]

# Whose values are looked for elsewhere, and the fewest letters and digits by which a value is told from chance.
LEAST = {
    "EMAIL": 5, "PHONE": 8, "ADDRESS": 6, "IBAN": 9, "BSN": 9, "ID_DOCUMENT": 9, "DRIVING_LICENCE": 10, "V_NUMBER": 8,
    "A_NUMBER": 10, "PERSONNEL_NUMBER": 6, "PROFESSIONAL_NUMBER": 8, "USER_NAME": 5, "LICENSE_PLATE": 6, "KVK": 8,
    "VAT_NUMBER": 9, "RSIN": 9, "REFERENCE": 6, "ORDER_NUMBER": 6, "CUSTOMER_NUMBER": 6, "SECRET": 6,
}  # fmt: skip
SIGNS = frozenset(" .,-/\\()\t\n\u00a0_–—‐‑:@'")
LONGEST_GAP = 3


class Seen(NamedTuple):
    """A value of the case, letters and digits only, with the finding that it came from."""

    value: str
    entity: str
    score: float
    evidence: str
    keep: str | None


@dataclass(frozen=True)
class Clues:
    """The values of one document."""

    seen: tuple[Seen, ...]


def _plain(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum())


def _values(finding: Finding) -> Iterator[str]:
    """The ways in which a value may come back elsewhere."""
    value = _plain(finding.text)
    if finding.entity == "PHONE":
        from woolak.pipeline.detect.identifiers.phone import national

        value = national(finding.text)
    yield value
    if finding.entity == "IBAN" and value.startswith("nl"):
        yield value[-10:].lstrip("0")


def collect(document: Document, findings: Sequence[Finding], case: CaseFile) -> Clues:
    """The values of this document that the rest of the case should know."""
    seen = {
        Seen(value, finding.entity, finding.score, finding.evidence, finding.keep)
        for finding in findings
        if finding.entity in LEAST and finding.end > finding.start
        for value in _values(finding)
        if len(value) >= LEAST[finding.entity]
        and (finding.entity in ("EMAIL", "USER_NAME") or any(letter.isdigit() for letter in value))
    }
    return Clues(tuple(sorted(seen, key=lambda one: (one.value, one.entity, -one.score, one.evidence))))


@dataclass(frozen=True)
class Register:
    """The values of the case; of a value that was seen more than once, what was surest."""

    values: Mapping[str, Seen]

    @cached_property
    def automaton(self) -> Any:
        import ahocorasick  # type: ignore[import-not-found]

        automaton = ahocorasick.Automaton()
        for value, seen in self.values.items():
            automaton.add_word(value, seen)
        if self.values:
            automaton.make_automaton()
        return automaton

    def __getstate__(self) -> dict[str, Any]:
        return {"values": dict(self.values)}


def merge(clues: Sequence[Clues], case: CaseFile) -> Register:
    """One register; a sure finding wins from a keep that rests on its surroundings alone, and the other way about."""
    values: dict[str, Seen] = {}
    for one in (seen for clue in clues for seen in clue.seen):
        known = values.get(one.value)
        if known is None or (one.score, one.keep is None) > (known.score, known.keep is None):
            values[one.value] = one
    return Register(values)


def _squeezed(text: str) -> tuple[str, list[int]]:
    """The letters and digits of a text, and where each stood."""
    places = [index for index, letter in enumerate(text) if letter.isalnum()]
    return "".join(low if len(low := text[index].lower()) == 1 else text[index] for index in places), places


def _stands_alone(text: str, start: int, end: int, seen: Seen) -> bool:
    """Whether start:end is the value by itself: no letters or digits directly around, no wide gaps or words inside."""
    if start and text[start - 1].isalnum() and seen.entity != "PHONE":
        return False
    if end < len(text) and (text[end].isalnum() or (text[end] in ".,-/" and text[end + 1 : end + 2].isdigit())):
        return False
    if start >= 2 and text[start - 1] in ".,-/" and text[start - 2].isdigit() and seen.entity not in ("PHONE", "IBAN"):
        return False
    gap = 0
    for letter in text[start:end]:
        gap = 0 if letter.isalnum() else gap + 1
        if gap > LONGEST_GAP or (gap and letter not in SIGNS):
            return False
    return True


def _found(page: Page, register: Register) -> Iterator[Finding]:
    text, places = _squeezed(page.text)
    for last, seen in register.automaton.iter(text):
        start, end = places[last - len(seen.value) + 1], places[last] + 1
        if seen.entity == "PHONE":
            start = _whole_number(page.text, start)
        if not _stands_alone(page.text, start, end, seen):
            continue
        yield Finding(
            seen.entity, page.page_index, start, end, page.text[start:end], min(seen.score, 0.9), "CaseRegister",
            seen.evidence, seen.keep,
        )  # fmt: skip


def _whole_number(text: str, start: int) -> int:
    """Back over the 0, +31 or (0) before a telephone number."""
    import re

    head = re.search(r"(?:(?:\+|00) ?31[ .-]*(?:\(0\)[ ]*)?|\(?0)$", text[max(0, start - 12) : start])
    return start - len(head[0]) if head else start


def spread(document: Document, findings: Sequence[Finding], register: Register) -> list[Finding]:
    """The findings that the register adds. A keep or a finding surer than the document's own is added on the same
    characters; grounding lets it decide."""
    if not register.values:
        return []
    known = {(f.page_index, f.start, f.end, f.entity, f.keep) for f in findings}
    return [
        found
        for page in document.pages
        for found in _found(page, register)
        if (found.page_index, found.start, found.end, found.entity, found.keep) not in known
    ]
