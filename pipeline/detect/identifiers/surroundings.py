"""All that a finder may look at: the text, its columns and cues, who is near, the document, the case."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from woolak.model import Document, Page
from woolak.pipeline.detect import context
from woolak.pipeline.detect.identifiers.columns import Cell, Columns
from woolak.pipeline.detect.identifiers.cues import Cues, cues_in
from woolak.rules.casefile import CaseFile

if TYPE_CHECKING:
    from presidio_analyzer.nlp_engine import NlpArtifacts

__all__ = ["Owner", "Surroundings", "fold", "forget", "surroundings_of"]

BLOCK_LINES = 5  # how far up an address block goes
PROSE = 75  # a cell longer than this is running text, not a line of a letterhead
PROSE_WINDOW = 90

FOOTER = re.compile(r"postbus|www\.|kvk|iban|btw|bezoekadres|postadres")
CONTACT = re.compile(rf"{FOOTER.pattern}|telefoon|\btel\b|\bt [0(]|fax|\S@")
FOOTER_WORDS = 2
CONTACT_LINE = re.compile(r"\d|@|www\.")
TITLED_NAME = re.compile(
    r"\b(?:[Dd]e heer|[Dd]hr\.?|[Mm]evrouw|[Mm]evr\.?|[Mm]w\.?|[Mm]ej\.?|[Ff]am(?:ilie|\.)|[Hh]eer)"
    r"(?: (?:drs|dr|ir|ing|mr|prof)\.?)*"
    r" (?:[A-Z]\.? ?)*(?:(?:van|de|der|den|het|'t|ter|ten|el|al|von) )*[A-Z][\w’'-]+"
)


class Owner(NamedTuple):
    """Whose contact data this is, by the words around it."""

    who: Literal["person", "public", "company", ""]
    seen: str = ""
    block: bool = False
    """True in an address block, letterhead or footer; False in running text."""


def fold(text: str) -> str:
    """Lower case with every character at its place; line ends and odd spaces become spaces."""
    folded = text.lower()
    if len(folded) != len(text):  # 'İ' becomes two characters
        folded = "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
    return folded.translate(FOLDED)


FOLDED = str.maketrans({"\n": " ", "\u00a0": " ", "’": "'", "‘": "'", "‑": "-", "–": "-"})


@lru_cache(maxsize=16)
def _party_pattern(case: CaseFile) -> re.Pattern[str] | None:
    names = [name for party in case.third_parties for name in party.names if len(name) > 2]
    names += [domain for party in case.third_parties for domain in party.domains]
    if not names:
        return None
    choice = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{choice})(?!\w)", re.I)


class Surroundings:
    """One text with what is known around it; made once per page and shared by the finders."""

    def __init__(self, text: str, artifacts: NlpArtifacts | None = None) -> None:
        self.text = text
        self.tokens = getattr(artifacts, "tokens", None)
        self.page: Page | None = context.page_of(artifacts)
        self.document: Document | None = context.document_of(artifacts)
        self.case: CaseFile | None = context.case_of(artifacts)
        self._ents = tuple(getattr(self.tokens, "ents", ()))

    @cached_property
    def folded(self) -> str:
        return fold(self.text)

    @cached_property
    def cues(self) -> Cues:
        return cues_in(self.folded)

    @cached_property
    def columns(self) -> Columns:
        return Columns(self.text, self.page)

    @property
    def origin(self) -> str:
        """third_party, own, other_government; empty when the document is not known."""
        return self.document.facts.origin if self.document else ""

    @cached_property
    def persons(self) -> tuple[tuple[int, int], ...]:
        """Spans that look like a person: of the name model, and by title."""
        spans = {(match.start(), match.end()) for match in TITLED_NAME.finditer(self.text)}
        spans |= {(ent.start_char, ent.end_char) for ent in self._ents if ent.label_ in ("PER", "PERSON")}
        return tuple(sorted(span for span in spans if not self._in_office(*span)))

    def _in_office(self, start: int, end: int) -> bool:
        """Whether it is an office-holder of the case, by the full name or behind the office: what stands beside it is
        no private person's."""
        words = self.text[start:end].split()
        for official in self.case.public_officials if self.case and words else ():
            own = official.name.split()
            if not own or own[-1] != words[-1]:
                continue
            role = official.role.lower()
            if own[0] in words or (role and role in self.folded[max(0, start - len(role) - 2) : end]):
                return True
        return False

    @cached_property
    def parties(self) -> tuple[tuple[int, int], ...]:
        """Where a third party of the case is named."""
        pattern = _party_pattern(self.case) if self.case else None
        return tuple(match.span() for match in pattern.finditer(self.text)) if pattern else ()

    @cached_property
    def party_domains(self) -> frozenset[str]:
        """Mail and web domains of the case's third parties."""
        parties = self.case.third_parties if self.case else ()
        return frozenset(domain.lower().removeprefix("www.") for party in parties for domain in party.domains)

    @property
    def own_domain(self) -> str:
        return self.case.municipality.domain.lower().removeprefix("www.") if self.case else ""

    def is_sender_domain(self, domain: str) -> bool:
        """Whether a document from outside has mail addresses at this domain: then the site is its sender's."""
        if self.origin != "third_party" or self.document is None or self.party_domains:
            return False
        plain = domain.lower().removeprefix("www.")
        return any(f"@{plain}" in page.text.lower() for page in self.document.pages)

    def before(self, position: int, count: int) -> str:
        return self.folded[max(0, position - count) : position]

    def person_between(self, start: int, end: int) -> str:
        """The first person named in start:end; empty when there is none."""
        first = bisect_left(self.persons, (start, 0))
        if first < len(self.persons) and self.persons[first][0] < end:
            return self.text[slice(*self.persons[first])]
        return ""

    def _party_between(self, start: int, end: int) -> str:
        first = bisect_left(self.parties, (start, 0))
        if first < len(self.parties) and self.parties[first][0] < end:
            return self.text[slice(*self.parties[first])]
        return ""

    def piece_owner(self, start: int, end: int) -> Owner:
        """Who is named in a piece of text: an organisation before a person, a known party before a kind of word."""
        if party := self._party_between(start, end):
            return Owner("company", party)
        public = self.cues.between("public_body", start, end)
        company = self.cues.between("company", start, end)
        if public and (not company or public[0].start < company[0].start):
            return Owner("public", self.text[public[0].start : public[0].end])
        if company:
            return Owner("company", self.text[company[0].start : company[0].end])
        if person := self.person_between(start, end):
            return Owner("person", person)
        if titles := self.cues.between("person", start, end):
            return Owner("person", self.text[titles[0].start : titles[0].end])
        return Owner("")

    def owner(self, start: int, end: int) -> Owner:
        """Whose block start:end stands in: the same cell, then the cells above it; in running text the words before."""
        cell = self.columns.cell_at(start)
        if cell.end - cell.start > PROSE and not self.is_footer(cell):
            return self._in_prose(cell, start)
        here = self.piece_owner(cell.start, start)
        if not here.who and (beside := self.piece_owner(end, cell.end)).who == "company":
            here = beside
        found = here._replace(block=True) if here.who else self.over(cell)
        if not found.who and (registered := self.cues.between("registration", cell.start, cell.end)):
            return Owner("company", self.text[registered[0].start : registered[0].end], True)
        return found

    def is_footer(self, cell: Cell) -> bool:
        """Whether a long line is a footer: a post box, site or registration, and more contact data."""
        return bool(FOOTER.search(self.folded, cell.start, cell.end)) and (
            len(CONTACT.findall(self.folded, cell.start, cell.end)) >= FOOTER_WORDS
        )

    def over(self, cell: Cell) -> Owner:
        """Who is named over a cell. A line that tells nothing may be somebody's name: a public body over it says no
        more whose this is ('Gemeente Waterdam / J. Bakker / Kerkstraat 12')."""
        attention = unknown = False
        for above in self.columns.above(cell, BLOCK_LINES):
            if above.end - above.start > PROSE:
                break
            found = self.piece_owner(above.start, above.end)
            if self.cues.any_between("attention", above.start, above.end):
                attention = True
                if found.who == "person":
                    continue
            if found.who == "person" and (attention or self._under_company(above)):
                continue
            if found.who:
                return Owner("") if found.who == "public" and unknown else found._replace(block=True)
            known = CONTACT_LINE.search(self.folded, above.start, above.end) or attention
            unknown = unknown or not (known or self.cues.any_between("department", above.start, above.end))
        return Owner("")

    def _under_company(self, cell: Cell) -> bool:
        """Whether the line over a name is a firm's: then the name is of someone who works there."""
        return any(self.piece_owner(above.start, above.end).who == "company" for above in self.columns.above(cell, 1))

    def _in_prose(self, cell: Cell, start: int) -> Owner:
        first = max(cell.start, start - PROSE_WINDOW)
        if person := self.person_between(first, start):
            return Owner("person", person)
        found = self.piece_owner(first, start)
        return found if found.who else Owner("")


_last: list[Surroundings] = []


def surroundings_of(text: str, artifacts: NlpArtifacts | None) -> Surroundings:
    """The surroundings of a page; the recognizers that follow each other on one page share them."""
    last = _last[0] if _last else None
    tokens = getattr(artifacts, "tokens", None)
    if (
        last is None
        or last.text != text
        or last.tokens is not tokens
        or last.document is not context.document_of(artifacts)
        or last.case is not context.case_of(artifacts)
    ):
        last = Surroundings(text, artifacts)
        _last[:] = [last]
    return last


def forget() -> None:
    """Drop the page that is held, with what it refers to."""
    _last.clear()
