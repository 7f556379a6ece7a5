"""The same name hidden here and readable there (R13).

What stood under a box is not known. But where the words before and behind a label stand elsewhere without a box, what
stands between them there was hidden here. And a list that calls a third party 'partij X' hides its name everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from woolak.audit.cues import cue
from woolak.audit.finding import Finding, Subject
from woolak.audit.reading import Line

__all__ = ["check_consistency"]

BEFORE, BEHIND = 3, 2
"""Words on either side that have to be the same."""
LONG_WORD = 5
MOST = 5
"""More words between them are another sentence."""
_WORD = re.compile(r"[^\W_][\w'’.&-]*[^\W_]|[^\W_]")
_COMPANY = re.compile(
    r"(?P<name>(?:[A-Z][\w&'’-]*[ \t]+(?:(?:van|voor|door|en|de|het|&)[ \t]+)*){1,6}?)"
    r"(?:\((?P<short>[A-Z]{2,8})\)[ \t]*)?\b(?:B\.?V|N\.?V|V\.?O\.?F|VOF)\b"
)


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    """Empty: a label or a piece of black."""
    line: Line
    file: str
    start: int
    end: int


def _tokens(subject: Subject) -> list[_Token]:
    hidden: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for one in subject.labels:
        hidden.setdefault((one.file, one.line.number), []).append((one.label.start, one.label.end))
    found: list[_Token] = []
    for file, line in subject.body:
        gaps = hidden.get((file.name, line.number), [])
        gaps = sorted([*gaps, *((match.start(), match.end()) for match in cue("box").finditer(line.text))])
        words = [
            _Token(match.group(), line, file.name, match.start(), match.end())
            for match in _WORD.finditer(line.text)
            if not any(start < match.end() and match.start() < end for start, end in gaps)
        ]
        words += [_Token("", line, file.name, start, end) for start, end in gaps]
        for token in sorted(words, key=lambda word: word.start):
            if token.text or not found or found[-1].text:  # labels beside each other are one gap
                found.append(token)
    return found


def _folded(tokens: list[_Token]) -> tuple[str, ...]:
    return tuple(token.text.casefold() for token in tokens)


def _telling(words: tuple[str, ...]) -> bool:
    return all(words) and any(len(word) >= LONG_WORD for word in words)


def _revealed(tokens: list[_Token]) -> Iterator[tuple[_Token, list[_Token]]]:
    """A gap, and the words that stand in its place elsewhere."""
    places: dict[tuple[str, ...], list[int]] = {}
    for place in range(len(tokens) - BEFORE):
        places.setdefault(_folded(tokens[place : place + BEFORE]), []).append(place + BEFORE)
    for place, gap in enumerate(tokens):
        before = _folded(tokens[max(0, place - BEFORE) : place])
        behind = _folded(tokens[place + 1 : place + 1 + BEHIND])
        if gap.text or len(before) < BEFORE or len(behind) < BEHIND or not (_telling(before) and all(behind)):
            continue
        if tokens[place - BEFORE].line is not gap.line or tokens[place + BEHIND].line is not gap.line:
            continue  # the blocks of an address or a table are alike, whoever stands in them
        for start in places.get(before, ()):
            for size in range(1, MOST + 1):
                between = tokens[start : start + size]
                if not all(token.text for token in between):
                    break
                if _folded(tokens[start + size : start + size + BEHIND]) == behind:
                    yield gap, between
                    break


def _is_name(tokens: list[_Token]) -> bool:
    return any(token.text[0].isupper() for token in tokens) and all(len(token.text) > 1 for token in tokens)


def _hidden_names(subject: Subject, tokens: list[_Token]) -> dict[str, str]:
    """Name -> how it is known to be hidden: a place, or nothing when the list hides the party."""
    names: dict[str, str] = {}
    for gap, between in _revealed(tokens):
        if _is_name(between) and between[0].line is between[-1].line:
            text = between[0].line.text[between[0].start : between[-1].end]
            names.setdefault(" ".join(text.split()), subject.at("readable_elsewhere", gap.file, gap.line).place)
    listed = subject.listing.rows if subject.listing else ()
    if any(cue("pseudonym").search(row.title) for row in listed):
        for _, line in subject.body:
            for match in _COMPANY.finditer(line.text):
                for name in (match["name"].strip(" ("), match["short"]):
                    if name and len(name) > 2:
                        names.setdefault(" ".join(name.split()), "")
    return names


def check_consistency(subject: Subject) -> Iterator[Finding]:
    tokens = _tokens(subject)
    for name, hidden_at in _hidden_names(subject, tokens).items():
        written = re.compile(rf"(?<!\w){re.escape(name).replace(chr(92) + ' ', r'[ ]+')}(?!\w)")
        told: set[str] = set()
        for file, line in subject.body:
            match = written.search(line.text)
            span = subject.span_at(file.name, line.number)
            where = span.document if span else file.name
            if match and where not in told:
                told.add(where)
                kind = "readable_elsewhere" if hidden_at else "party_readable"
                yield subject.at(kind, file.name, line, match.start(), match.end(), name=name, hidden_at=hidden_at)
