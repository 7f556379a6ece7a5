"""The title of a document: what it says that it is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from woolak.pipeline.ingest.factrules import FactRules, pattern
from woolak.pipeline.ingest.lines import Line
from woolak.pipeline.ingest.mail import Mail

__all__ = ["find_heading", "find_subtitle", "find_title", "from_file_name"]

ADDRESS = re.compile(r"\b\d{4}\s?[A-Z]{2}\b|\bpostbus \d|\btel(efoon|\.)", re.IGNORECASE)
A_WORD = re.compile(r"[^\W\d_]{2}")
FARTHEST = 0.06
"""Share of the page between two lines of one heading."""
LARGER = 1.1
LONGEST = 160
MOST_WORDS = 14
UPPER_PART = 0.6
MOST_BESIDE_NAME = 4
"""Letters beside a name: 'EN', 'B.V.'."""
HEAD = 0.3


def _clean(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(" :;,-–|\t")[:LONGEST]


def from_file_name(stem: str) -> str:
    """The name of a file as words, without the number that orders it."""
    words = re.sub(r"[_]+", " ", stem)
    words = re.sub(r"^\s*(?:\d{1,3}[a-z]?\s*[-.)]?\s+|\d{1,3}[a-z]?[-.)]\s*)+", "", words)
    return _clean(words) or stem


def _only_names(text: str, names: Sequence[str]) -> bool:
    """Whether a line says no more than what a party of the case is called, as a logo does."""
    called = re.compile("|".join(rf"\b{re.escape(name)}" for name in names) or r"(?!)", re.IGNORECASE)
    return called.search(text) is not None and len(re.findall(r"[^\W\d_]", called.sub(" ", text))) <= MOST_BESIDE_NAME


def _could_be_title(text: str, rules: FactRules) -> bool:
    """Not a line of running text, a row of a table, a number, or what rules/kinds.yaml forbids."""
    if "\t" in text or len(text.split()) > MOST_WORDS or not A_WORD.search(text):
        return False
    return not pattern(rules.title.never).search(text)


def find_heading(lines: list[Line], rules: FactRules) -> str:
    """The heading of the first page: its largest lines, or a line on top that names a kind of document."""
    upper = [line for line in lines if line.y < UPPER_PART and _could_be_title(line.text.strip(), rules)]
    if not upper:
        return ""
    usual = median(line.height_pt for line in lines)
    largest = max(line.height_pt for line in upper)
    if largest >= 1.15 * usual or len(lines) <= 3:
        first = next(i for i, line in enumerate(upper) if line.height_pt > 0.93 * largest)
    else:
        names = pattern(tuple(name for cues in rules.kinds.values() for name in cues.names))
        first = next(
            (
                i
                for i, line in enumerate(upper)
                if line.y < 0.35 and len(line.text) < 100 and not line.text.rstrip().endswith((".", ";", ":"))
                and (line.text.isupper() or (names.match(line.text.strip()) and line.text[:1].isupper()))
            ),
            -1,
        )  # fmt: skip
        if first < 0:
            return ""
    at = lines.index(upper[first])
    parts = [upper[first].text]
    for before, line in pairwise(lines[at : at + 3]):
        if not _goes_on(before, line, large=largest >= 1.15 * usual, rules=rules):
            break
        parts.append(line.text)
    return _clean(" ".join(parts))


def find_subtitle(lines: list[Line], title: str) -> str:
    """The line in larger letters right below the title, as a cover has it ('Offerte voor ...'); empty without."""
    usual = median(line.height_pt for line in lines) if lines else 0.0
    below = (
        _clean(line.text)
        for before, line in pairwise(lines)
        if title and _clean(before.text).startswith(title[:20]) and 0 < line.y - before.y <= FARTHEST
        if LARGER * usual <= line.height_pt < before.height_pt
    )
    return next(below, "")


def _goes_on(before: Line, line: Line, large: bool, rules: FactRules) -> bool:
    """Whether a heading goes on in the line below it, and this is not a lead or the text."""
    text = line.text.strip()
    if not _could_be_title(text, rules) or before.text.rstrip().endswith((".", ":", "?", "!")):
        return False
    if text.endswith(".") or line.y - before.y > FARTHEST or line.y < before.y:
        return False
    if large and line.height_pt >= 0.93 * before.height_pt:
        return True
    connects = re.match(r"(inzake|betreffende|over|voor|van|tussen|met|in|bij)\b", text)
    return connects is not None and line.height_pt >= 0.5 * before.height_pt


def _letterhead(lines: list[Line], heading: str) -> bool:
    """Whether a heading is the name of a firm: its address stands right below it."""
    at = next((at for at, line in enumerate(lines) if heading.startswith(_clean(line.text))), -1)
    return at >= 0 and any(ADDRESS.search(line.text) for line in lines[at + 1 : at + 3])


def _number(lines: list[Line], rules: FactRules) -> str:
    """The number by which a form without a subject is known."""
    text = "\n".join(line.text for line in lines)
    found = pattern(rules.title.numbers_after_kind).search(text) or pattern(rules.title.numbers).search(text)
    return found["number"] if found else ""


def find_title(
    lines: list[Line], stem: str, mail: Mail | None, rules: FactRules, parties: Sequence[str] = (), own: str = ""
) -> tuple[str, str]:
    """The title and the words that it was taken from; the name of one of the `parties` alone is none, nor is `own`,
    what the municipality is called."""
    if mail is not None:
        subject = _clean(re.sub(rules.title.reply_marks, "", mail.subject, flags=re.IGNORECASE))
        return (subject, mail.subject) if subject else (from_file_name(stem), stem)
    labels = "|".join(rules.title.labels)
    label = re.compile(rf"^(?:{labels})(?:\s*[:\t]\s*|\s*$)(?P<value>.*)$", re.IGNORECASE)
    for at, line in enumerate(lines):
        found = label.match(line.text) if line.y < UPPER_PART else None
        if not found:
            continue
        value = _clean(found["value"].split("\t")[0])
        if not value and at + 1 < len(lines):
            value = _clean(lines[at + 1].text.split("\t")[0])
        # A subject goes on on the next line when that begins where the value began, or in small letters.
        if at + 1 < len(lines) and len(found["value"]) > 45 and re.match(r"[a-z(]", lines[at + 1].text):
            value = _clean(f"{value} {lines[at + 1].text}")
        value = _clean(re.sub(rules.title.reply_marks, "", value, flags=re.IGNORECASE))
        value = _clean(re.sub(rules.title.next_labels, "", value, flags=re.IGNORECASE))
        if len(value) > 2 and not pattern(rules.title.never).search(value):
            return value, line.text.strip()
    heading = find_heading(lines, rules)
    if _only_names(heading, parties) and not _letterhead(lines, heading):
        below = find_heading([line for line in lines if not _only_names(line.text, parties)], rules)
        heading = below if len(below.split()) > 1 and not below.endswith(".") else heading
    if heading.casefold() == own.casefold():
        heading = ""
    bare = pattern(rules.title.bare_kind, whole=True)
    if heading and not bare.match(heading) and not _letterhead(lines, heading):
        return heading, heading
    name = from_file_name(stem)
    telling = re.search(r"[^\W\d_]{4}", name) and not pattern(rules.title.empty_names, whole=True).match(name)
    after_kind = pattern(rules.title.numbers_after_kind).search("\n".join(line.text for line in lines))
    cells = [cell for line in lines if line.y < HEAD for cell in line.text.split("\t")]
    kind = heading if bare.match(heading) else next((cell for cell in cells if bare.match(cell)), "")
    kind = kind or (after_kind["kind"] if after_kind else "")
    if kind and (number := _number(lines, rules)) and not any(char.isdigit() for char in (name if telling else "")):
        return f"{kind.capitalize()} {number}", f"{kind} {number}"
    if kind and not telling:  # a number only: say what it is the number of
        return f"{kind.capitalize()} {name}".strip(), kind
    return (name, stem) if not kind or kind.lower() in name.lower() or telling else (heading, heading)
