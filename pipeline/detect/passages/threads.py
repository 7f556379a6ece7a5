"""Whose each message of a mail thread is: an official's to colleagues, or one from or to somebody outside.

What a company or a resident thinks stays, and what an official writes to them is no internal deliberation.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from woolak.model import Document
from woolak.pipeline.detect.business.memory import recall
from woolak.pipeline.detect.business.parties import case_index
from woolak.rules.casefile import CaseFile

__all__ = ["is_inside"]

SENDER = re.compile(
    r"(?m)^[> \t]*(?:Van|From|Afzender)[ \t]*:[ \t]*(?P<head>\S.*)$"
    r"|^[> \t]*(?:Op|On)\b(?P<said>.{5,120}?)(?:schreef|wrote|heeft het volgende geschreven)\b"
)
TO = re.compile(r"(?m)^[> \t]*(?:Aan|To)[ \t]*:[ \t]*(\S.*)$")
ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]+@(?P<domain>[\w-]+(?:\.[\w-]+)+)")
BEFORE = re.compile(r"[^<>@;:\[\]\n]*$")
"""The name before an address and its bracket; 'Bos, Ada' has a comma."""
NAME = re.compile(r"[A-ZÀ-Ý][\w’'-]+")
HEAD_CHARS = 600
"""How far behind its sender the addressees of a message are looked for."""


class _Message(NamedTuple):
    page_index: int
    start: int
    inside: bool | None


def _names(words: str) -> frozenset[str]:
    return frozenset(NAME.findall(words))


def _domains(words: str, own: str) -> Iterator[tuple[frozenset[str], bool]]:
    """The names that stand before mail addresses, and whether each address is of the municipality."""
    for line in words.split("\n") if "@" in words else ():
        if "@" not in line:
            continue
        at = 0
        for match in ADDRESS.finditer(line):
            before = line[at : match.start()].removesuffix("mailto:").rstrip("<[( ")
            name = BEFORE.search(before)
            domain = match["domain"].lower()
            yield _names(name[0] if name else ""), domain == own or domain.endswith(f".{own}")
            at = match.end()


def _is_own(words: str, own: str, known: Mapping[frozenset[str], bool]) -> bool | None:
    """Whether a head names somebody of the municipality: by the address, or by a name that has one elsewhere."""
    said = [ours for _, ours in _domains(words, own)]
    if said:
        return any(said)
    names = _names(words)
    return next((ours for other, ours in known.items() if len(other) > 1 and other <= names), None)


def _messages(document: Document, case: CaseFile) -> list[_Message]:
    own = case.municipality.domain.lower()
    index = case_index(case)
    known = {names: ours for page in document.pages for names, ours in _domains(page.text, own) if names}
    found = []
    for page in document.pages:
        for match in SENDER.finditer(page.text):
            sender = match["head"] or match["said"]
            theirs = bool(index.find(sender))
            inside = False if theirs else _is_own(sender, own, known)
            to = TO.search(page.text, match.end(), match.end() + HEAD_CHARS)
            if inside is not False and to and _is_own(to[1], own, known) is False:
                inside = False
            found.append(_Message(page.page_index, match.start(), inside))
    return found


def is_inside(document: Document | None, case: CaseFile | None, page_index: int, position: int) -> bool | None:
    """Whether a message was written and sent within the municipality; None when that is not told."""
    if document is None or case is None or not case.municipality.domain:
        return None
    messages = recall(document, "messages", lambda: _messages(document, case))
    at = bisect_right(messages, (page_index, position), key=lambda one: one[:2]) - 1
    return messages[at].inside if at >= 0 else None
