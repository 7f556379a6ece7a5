"""Found once, found everywhere: an account, address, number or mail address of the case, however it is spaced."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from woolak.model import Document, Finding, Page
from woolak.pipeline.detect.identifiers.notation import national
from woolak.pipeline.detect.identifiers.phone_notations import past_bracket
from woolak.pipeline.detect.identifiers.postcodes import CODE
from woolak.pipeline.detect.model.lists import lower
from woolak.rules.casefile import CaseFile

__all__ = ["Clues", "Register", "collect", "merge", "spread"]

# Whose values are looked for elsewhere, and how many letters and digits tell a value from chance.
LEAST = {
    "EMAIL": 5, "PHONE": 8, "ADDRESS": 6, "IBAN": 9, "BSN": 9, "ID_DOCUMENT": 9, "DRIVING_LICENCE": 10, "V_NUMBER": 8,
    "A_NUMBER": 10, "PERSONNEL_NUMBER": 6, "PROFESSIONAL_NUMBER": 8, "USER_NAME": 5, "LICENSE_PLATE": 6, "KVK": 8,
    "VAT_NUMBER": 9, "RSIN": 9, "REFERENCE": 6, "ORDER_NUMBER": 6, "CUSTOMER_NUMBER": 6, "SECRET": 6,
    "SOCIAL_HANDLE": 5,
}  # fmt: skip
AS_WRITTEN = frozenset({"EMAIL", "USER_NAME", "SECRET", "SOCIAL_HANDLE"})
# Evidence that does not tell whose a value is: there a letterhead elsewhere in the case knows better.
ACCOUNT = "secret:account"
"""Who logs in with a password: 'rapport' is a word of every other page."""
TELLING = ("secret:toegang", "secret:plaats", "way_in", "camera_position")
"""What tells how one gets in, and no value that opens anything elsewhere."""
OF_NOBODY = frozenset({"phone", "address", "account", "company_number", "company_address", "of_company"})
# An address beside a name is that person's, unless it is known as the town hall's from a letterhead or footer.
BY_NAME, TOWN_HALL = "home_address:", "public_address"
SIGNS = frozenset(" .,-/\\()\t\n\u00a0_–—‐‑:@'")
LONGEST_GAP = 3
VERSION = re.compile(r"[-/_](?:[a-z]{1,2}|[A-Z]{1,2}|[vV]?\d{1,2}|rev\d?)(?![\w-]|[./]\d)|(?<=\d)[a-z](?!\w)")
"""Behind a known reference: the next version of the same offer, 'OFF-2201-c'."""
IN_YEAR = re.compile(r"20[0-4]\d\d\d")
"""The number of an invoice within its year, without its sign."""
PARTED = re.compile(r"\d[.\n]\d")
"""Within a number: no house has such a one."""
ALNUM = re.compile(r"[^\W_]+")


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
    if finding.entity == "SECRET" and finding.evidence.startswith(TELLING):
        return
    if finding.entity in AS_WRITTEN:
        written = "".join(finding.text.lower().split())
        word = finding.entity != "SECRET" or (finding.evidence == ACCOUNT and written in lower("dictionary"))
        if re.search(r"[._@\d]", written) or not word:  # 'onderzoek' and 'karin' are words
            yield written
        return
    value = _plain(finding.text)
    if finding.entity == "PHONE":
        value = national(finding.text)
    if finding.entity == "ADDRESS" and (code := CODE.search(finding.text)):
        yield _plain(finding.text[: code.start()])
        yield _plain(code[0])
    yield value
    if finding.entity == "IBAN" and value.startswith("nl"):
        yield value[-10:].lstrip("0")


def _evidence(document: Document, finding: Finding) -> str:
    """What a finding was seen by, in words that hold in other documents too: what the municipality calls 'uw kenmerk'
    is the firm's own number in the firm's papers."""
    key, colon, seen = finding.evidence.partition(":")
    if key == "your_reference" and document.facts.origin == "own":
        key = "party_reference"
    return f"{key}{colon}{seen}"


def collect(document: Document, findings: Sequence[Finding], case: CaseFile) -> Clues:
    """The values of this document that the rest of the case should know."""
    seen = {
        Seen(value, finding.entity, finding.score, _evidence(document, finding), finding.keep)
        for finding in findings
        if finding.entity in LEAST and finding.end > finding.start and finding.recognizer != "CaseRegister"
        for value in _values(finding)
        if len(value) >= LEAST[finding.entity] - 2 * (finding.entity == "PERSONNEL_NUMBER" and not value.isdigit())
        and (finding.entity in AS_WRITTEN or any(letter.isdigit() for letter in value))
    }
    return Clues(tuple(sorted(seen, key=lambda one: (one.value, one.entity, -one.score, one.evidence, one.keep or ""))))


@lru_cache(maxsize=4096)
def _as_written(value: str) -> re.Pattern[str]:
    """A pattern for an address or account: broken at its signs by a line end, a whole address also by a space."""
    gap = r"\s?" if "@" in value else r"\n?"
    written = "".join(f"{gap}{re.escape(c)}{gap}" if c in ".@-_" else re.escape(c) for c in value)
    return re.compile(rf"(?<![\w.@-]){written}(?![\w-])", re.I)


@dataclass(frozen=True)
class Register:
    """The values of the case; of a value that was seen more than once, what was surest."""

    values: Mapping[str, Seen]

    @cached_property
    def automaton(self) -> Any:
        """The letters and digits of each value, with the values that have just these."""
        import ahocorasick

        bare: dict[str, list[Seen]] = {}
        for value, seen in self.values.items():
            bare.setdefault(_plain(value), []).append(seen)
        automaton = ahocorasick.Automaton()
        automaton.add_word("\0", ())  # an automaton without words cannot be made
        for letters, several in bare.items():
            if letters:
                automaton.add_word(letters, (len(letters), several))
        automaton.make_automaton()
        return automaton

    def __getstate__(self) -> dict[str, Any]:
        return {"values": dict(self.values)}


def merge(clues: Sequence[Clues], case: CaseFile) -> Register:
    """One register. What is public by its place (a letterhead, a label) is public everywhere, unless the same value
    was found as somebody's own: his mobile number, his home."""
    seen: dict[str, list[Seen]] = {}
    for one in (one for clue in clues for one in clue.seen):
        seen.setdefault(one.value, []).append(one)
    return Register({value: _decide(group) for value, group in sorted(seen.items())})


def _decide(group: Sequence[Seen]) -> Seen:
    keeps = [one for one in group if one.keep]
    found = [one for one in group if not one.keep]
    of_someone = [one for one in found if one.evidence.partition(":")[0] not in OF_NOBODY]
    if keeps and all(one.entity == "ADDRESS" and one.evidence.startswith(BY_NAME) for one in of_someone):
        of_someone = [] if any(one.evidence.startswith(TOWN_HALL) for one in keeps) else of_someone
    choice = of_someone or keeps or found
    return max(choice, key=lambda one: (one.score, one.evidence))


def _squeezed(text: str) -> tuple[str, list[int]]:
    """The letters and digits of a text in lower case, and where each stood."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a few capitals become two characters
        lowered = "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
    places: list[int] = []
    words: list[str] = []
    for word in ALNUM.finditer(text):
        places += range(*word.span())
        words.append(lowered[word.start() : word.end()])
    return "".join(words), places


def _stands_alone(text: str, start: int, end: int, seen: Seen) -> bool:
    """Whether start:end is the value by itself: no letters or digits directly around, no wide gaps or words inside."""
    if start and text[start - 1].isalnum() and seen.entity != "PHONE":
        return False
    if end < len(text) and (text[end].isalnum() or (text[end] in ".,-/" and text[end + 1 : end + 2].isdigit())):
        return False
    if start >= 2 and text[start - 1] in ".,-/" and text[start - 2].isdigit() and seen.entity not in ("PHONE", "IBAN"):
        return False
    if seen.entity == "ADDRESS" and PARTED.search(text, start, end):
        return False  # 'de Veldhof.' and below it '2.1 Opzet'
    gap = 0
    for letter in text[start:end]:
        gap = 0 if letter.isalnum() else gap + 1
        if gap > LONGEST_GAP or (gap and letter not in SIGNS):
            return False
    return True


def _found(page: Page, register: Register) -> Iterator[Finding]:
    text, places = _squeezed(page.text)
    written: list[tuple[int, int, Seen]] = []
    for last, (length, several) in register.automaton.iter(text):
        start, end = places[last - length + 1], places[last] + 1
        for seen in several:
            if seen.entity in AS_WRITTEN:
                written += _written(page.text, start, seen)
                continue
            begin = _whole_number(page.text, start, end) if seen.entity == "PHONE" else start
            if IN_YEAR.fullmatch(seen.value) and re.search(r"\s", page.text[start:end]):
                continue  # invoice '2023-09', and 'maandag 6 november 2023 09:02'
            if seen.entity == "REFERENCE" and (version := VERSION.match(page.text, end)):
                end = version.end()
            if _stands_alone(page.text, begin, end, seen):
                yield _again(page, begin, end, seen)
    reached = 0
    for start, end, seen in sorted(written, key=lambda one: (one[0], -len(one[2].value))):
        if start >= reached:
            yield _again(page, start, end, seen)
            reached = end


def _written(text: str, first: int, seen: Seen) -> Iterator[tuple[int, int, Seen]]:
    """A mail address, account or secret whose first letter or digit stands at `first`, when it is written there as it
    is but for spaces at its dots and line ends."""
    before = next(place for place, letter in enumerate(seen.value) if letter.isalnum())
    for start in range(max(0, first - 3 * before), first + 1):
        if match := _as_written(seen.value).match(text, start):
            yield (*match.span(), seen)
            return


def _again(page: Page, start: int, end: int, seen: Seen) -> Finding:
    return Finding(
        seen.entity, page.page_index, start, end, page.text[start:end], min(seen.score, 0.9), "CaseRegister",
        seen.evidence, seen.keep,
    )  # fmt: skip


def _whole_number(text: str, start: int, end: int) -> int:
    """Back over the 0, +31 or (0) before a telephone number."""
    head = re.search(r"(?:(?:\+|00) ?31[ .-]*(?:\(0\)[ ]*)?|\(?0)$", text[max(0, start - 12) : start])
    return past_bracket(text, start - len(head[0]), end) if head else start


def spread(document: Document, findings: Sequence[Finding], register: Register) -> list[Finding]:
    """The findings that the register adds: the case's values elsewhere on the pages, and a keep on the document's own
    finding where the case knows that the value is public (grounding lets the keep decide)."""
    if not register.values:
        return []
    own: dict[int, list[Finding]] = {}
    for finding in findings:
        own.setdefault(finding.page_index, []).append(finding)

    def is_new(found: Finding) -> bool:
        return not any(
            known.entity == found.entity
            and known.start <= found.start
            and known.end >= found.end
            and (known.keep == found.keep or not found.keep)
            for known in own.get(found.page_index, ())
        )

    added = [found for page in document.pages for found in _found(page, register) if is_new(found)]
    return added + [kept for finding in findings if (kept := _public_after_all(finding, register))]


def _public_after_all(finding: Finding, register: Register) -> Finding | None:
    if finding.entity == "ADDRESS" and finding.evidence.startswith(BY_NAME) and not finding.keep:
        hall = register.values.get(_plain(finding.text))  # all of it: in the street of the town hall people live too
        if hall and hall.keep and hall.evidence.startswith(TOWN_HALL):
            return replace(finding, keep=hall.keep, evidence=hall.evidence, recognizer="CaseRegister")
    if finding.keep or finding.evidence.partition(":")[0] not in OF_NOBODY:
        return None
    for value in _values(finding):
        seen = register.values.get(value)
        if seen and seen.keep and seen.entity == finding.entity:
            return replace(finding, keep=seen.keep, evidence=seen.evidence, recognizer="CaseRegister")
    return None
