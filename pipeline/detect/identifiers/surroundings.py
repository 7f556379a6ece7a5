"""All that a finder may look at: the text, its columns and cues, who is near, the document, the case."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from woolak.model import Document, Page
from woolak.pipeline.detect import context
from woolak.pipeline.detect.identifiers.columns import Columns
from woolak.pipeline.detect.identifiers.cues import Cues, cues_in
from woolak.rules.casefile import CaseFile

if TYPE_CHECKING:
    from presidio_analyzer.nlp_engine import NlpArtifacts

__all__ = ["Surroundings", "fold", "forget", "surroundings_of"]

TITLED_NAME = re.compile(
    r"(?=[DdMmFfHh])\b(?:[Dd]e heer|[Dd]hr\.?|[Mm]evrouw|[Mm]evr\.?|[Mm]w\.?|[Mm]ej\.?|[Ff]am(?:ilie|\.)|[Hh]eer)"
    r"(?: (?:drs|dr|ir|ing|mr|prof)\.?)*"
    r" (?:[A-Z]\.? ?)*(?:(?:van|de|der|den|het|'t|ter|ten|el|al|von) )*[A-Z][\w’'-]+"
)


LISTED_NAME = re.compile(
    r"(?<![^\t\n])[A-ZÀ-ÖØ-Þ][\w’'-]+(?: [A-ZÀ-ÖØ-Þ][\w’'-]+)?, (?:[A-ZÀ-ÖØ-Þ]\. ?){1,4}"
    r"(?:(?:van|de|der|den|het|ter|ten|el|al)(?: (?=[a-z])|(?=\t))){0,3}(?=\t)"
)
"""A cell with somebody as registers write him: 'Vos, A.B. van der'."""


def fold(text: str) -> str:
    """Lower case with every character at its place; line ends and odd spaces become spaces."""
    folded = text.lower()
    if len(folded) != len(text):  # 'İ' becomes two characters
        folded = "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
    for sign, plain in FOLDED:
        folded = folded.replace(sign, plain)
    return folded


FOLDED = (("\n", " "), ("\u00a0", " "), ("’", "'"), ("‘", "'"), ("‑", "-"), ("–", "-"))


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
        """third_party, citizen, own, other_government; empty when the document is not known."""
        return self.document.facts.origin if self.document else ""

    @property
    def private(self) -> bool:
        """Whether no body of government made the document."""
        return self.document is not None and self.document.facts.is_private

    @cached_property
    def persons(self) -> tuple[tuple[int, int], ...]:
        """Spans that look like a person: of the name model, and by title."""
        spans = {(match.start(), match.end()) for match in TITLED_NAME.finditer(self.text)}
        if ".\t" in self.text:
            spans |= {match.span() for match in LISTED_NAME.finditer(self.text)}
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
        return self._first_between(self.persons, start, end)

    def party_between(self, start: int, end: int) -> str:
        """The first third party of the case named in start:end; empty when there is none."""
        return self._first_between(self.parties, start, end)

    def _first_between(self, spans: tuple[tuple[int, int], ...], start: int, end: int) -> str:
        """The text of the first span that begins in start:end."""
        first = bisect_left(spans, (start, 0))
        return self.text[slice(*spans[first])] if first < len(spans) and spans[first][0] < end else ""


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
