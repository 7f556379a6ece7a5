"""Tells who wrote each message of a mail thread, and whether it stayed within the municipality.

The municipality's mail often holds a company's, and the other way. What a company or a resident thinks stays, and
what an official writes to them is no internal deliberation.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Literal, NamedTuple

from woolak.model import Document, Page
from woolak.pipeline.detect.business.parties import NameIndex, case_index
from woolak.pipeline.detect.identifiers.domains import is_public_domain
from woolak.pipeline.detect.mail_heads import mail_heads, with_capital
from woolak.pipeline.detect.memory import recall
from woolak.pipeline.detect.patterns import alternatives
from woolak.rules.casefile import CaseFile

__all__ = ["Senders", "is_inside", "is_official", "senders_of"]

ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]+@(?P<domain>[\w-]+(?:\.[\w-]+)+)")
BEFORE = re.compile(r"[^<>@;:\[\]\n]*$")
"""The name before an address and its bracket; 'Bos, Ada' has a comma."""
FIRM = re.compile(
    r"(?P<firm>[A-Z][\w&'’-]*(?:[ ](?:en[ ]|van[ ]|de[ ]|&[ ])?[A-Z][\w&'’-]*){0,3})"
    r",?[ ](?:B\.?V|N\.?V|V\.?O\.?F|C\.?V)\b"
)
"""A firm by its legal form."""
LETTERS = re.compile(r"[a-z0-9]+")
NAME = re.compile(r"[A-ZÀ-Ý][\w’'-]+")
HEAD_CHARS = 600
"""How far behind its sender the addressees of a message are looked for."""
MAIL = "mail"
Whose = Literal["municipality", "government", "party", "other"]
"""Whose a mail address is: the municipality's, another public body's, a third party's of the case, or another's."""


PUBLIC: tuple[Whose, ...] = ("municipality", "government")


@cache
def _sender() -> re.Pattern[str]:
    words = mail_heads()
    return re.compile(
        rf"(?m)^[> \t]*(?:{with_capital(words.sender)})[ \t]*:[ \t]*(?P<head>\S.*)$"
        rf"|^[> \t]*(?:Op|On)\b(?P<said>.{{5,120}}?)(?:{alternatives(words.wrote)})\b"
    )


@cache
def _to() -> re.Pattern[str]:
    return re.compile(rf"(?m)^[> \t]*(?:{with_capital(mail_heads().to)})[ \t]*:[ \t]*(\S.*)$")


class _Message(NamedTuple):
    page_index: int
    start: int
    theirs: bool | None
    """Whether a third party of the case wrote it; None when that is not told."""
    inside: bool | None
    """Whether it was written and sent within the municipality; None when that is not told."""
    official: bool = False
    """Whether public bodies wrote and received it, and nobody else that is told."""


def _names(words: str) -> frozenset[str]:
    return frozenset(NAME.findall(words))


def _addresses(words: str, own: str, index: NameIndex) -> Iterator[tuple[frozenset[str], Whose]]:
    """The names that stand before mail addresses, and whose each address is."""
    for line in words.split("\n") if "@" in words else ():
        if "@" not in line:
            continue
        at = 0
        for match in ADDRESS.finditer(line):
            before = line[at : match.start()].removesuffix("mailto:").rstrip("<[( ")
            name = BEFORE.search(before)
            domain = match["domain"].lower()
            ours = bool(own) and (domain == own or domain.endswith(f".{own}"))
            whose: Whose = "municipality" if ours else "party" if index.find(match[0]) else "other"
            if whose == "other" and is_public_domain(domain):
                whose = "government"
            yield _names(name[0] if name else ""), whose
            at = match.end()


def _whose(words: str, own: str, index: NameIndex, known: Mapping[frozenset[str], Whose]) -> Whose | None:
    """Whose a head is: by the address in it, or by a name that has one elsewhere."""
    said = [whose for _, whose in _addresses(words, own, index)]
    if said:
        return "municipality" if "municipality" in said else said[0]
    names = _names(words)
    return next((whose for other, whose in known.items() if len(other) > 1 and other <= names), None)


def _is_firm(sender: str, message: str) -> bool:
    """Whether the address of a sender is that of a firm that the message names: 'Haven Beheer B.V.', havenbeheer.nl."""
    domains = {match["domain"].lower().partition(".")[0].replace("-", "") for match in ADDRESS.finditer(sender)}
    return any(
        domain == "".join(LETTERS.findall(match["firm"].lower()))[-len(domain) :]
        for match in (FIRM.finditer(message) if domains else ())
        for domain in domains
    )


def _messages(pages: Sequence[tuple[int, str]], case: CaseFile | None) -> list[_Message]:
    """The messages of pages, each a number and its text."""
    own = case.municipality.domain.lower() if case else ""
    index = case_index(case)
    known = {names: whose for _, text in pages for names, whose in _addresses(text, own, index) if names}
    found = []
    for place, (page_index, text) in enumerate(pages):
        heads = list(_sender().finditer(text))
        for number, match in enumerate(heads):
            sender = match["head"] or match["said"]
            whose = "party" if index.find(sender) else _whose(sender, own, index, known)
            if whose == "other":
                last = number + 1 == len(heads)
                behind = text[match.end() : None if last else heads[number + 1].start()]
                if last and place + 1 < len(pages):  # the rest stands on the next page
                    rest = pages[place + 1][1]
                    following = _sender().search(rest)
                    behind += rest[: following.start() if following else len(rest)]
                whose = "party" if _is_firm(sender, behind) else whose
            to = _to().search(text, match.end(), match.end() + HEAD_CHARS)
            receiver = _whose(to[1], own, index, known) if to else None
            theirs = None if whose in (None, "other", "government") else whose == "party"
            outside = whose not in (None, "municipality") or receiver not in (None, "municipality")
            inside = False if outside else True if whose else None
            official = whose in PUBLIC and receiver in (*PUBLIC, None)
            found.append(_Message(page_index, match.start(), theirs, inside, official))
    return found


def _in_document(document: Document, case: CaseFile | None) -> list[_Message]:
    pages = [(page.page_index, page.text) for page in document.pages]
    return recall(document, "messages", lambda: _messages(pages, case))


class Senders(NamedTuple):
    """Who wrote what on a page: a third party of the case, the municipality, or unknown."""

    messages: Sequence[_Message]
    page_index: int
    goes_on: bool
    """Whether a message goes on from the page before."""

    def by_company(self, position: int) -> bool | None:
        """Whether a third party sent the message at a place; None when that is not told."""
        at = bisect_right(self.messages, (self.page_index, position), key=lambda one: one[:2]) - 1
        if at < 0 or not (self.goes_on or self.messages[at].page_index == self.page_index):
            return None
        return self.messages[at].theirs


def senders_of(text: str, page: Page | None, document: Document | None, case: CaseFile | None) -> Senders:
    """The senders on a page. In a mail a message goes on over the pages; where another document quotes one it ends with
    the page."""
    if document is None or page is None or page.page_index >= len(document.pages):
        return Senders(_messages([(0, text)], case), 0, False)
    return Senders(_in_document(document, case), page.page_index, document.facts.kind == MAIL)


def is_official(document: Document | None, case: CaseFile | None, page_index: int, position: int) -> bool:
    """Whether a message went from one public body to another, or stayed in one, as far as its head tells."""
    message = _message_at(document, case, page_index, position)
    return message is not None and message.official


def is_inside(document: Document | None, case: CaseFile | None, page_index: int, position: int) -> bool | None:
    """Whether a message was written and sent within the municipality; None when that is not told."""
    message = _message_at(document, case, page_index, position)
    return message.inside if message is not None else None


def _message_at(document: Document | None, case: CaseFile | None, page_index: int, position: int) -> _Message | None:
    if document is None or case is None or not case.municipality.domain:
        return None
    messages = _in_document(document, case)
    at = bisect_right(messages, (page_index, position), key=lambda one: one[:2]) - 1
    return messages[at] if at >= 0 else None
