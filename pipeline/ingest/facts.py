"""What a document is: its title, date, kind and origin, each with the words that say so."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from statistics import median

from woolak.model import DocumentFacts, Kind, Page
from woolak.pipeline.ingest.dating import find_date
from woolak.pipeline.ingest.factrules import FactRules, fact_rules, pattern
from woolak.pipeline.ingest.lines import Line, lines_of
from woolak.pipeline.ingest.mail import Mail
from woolak.pipeline.ingest.origin import find_origin, is_own_address
from woolak.rules.casefile import CaseFile

__all__ = ["establish_facts"]

LONGEST_TITLE = 160
READ_PAGES = 3


def establish_facts(source: str, pages: tuple[Page, ...], mail: Mail | None, case: CaseFile) -> DocumentFacts:
    """The facts of a document, from its mail head, its first and last pages and the name of its file."""
    rules = fact_rules()
    read = list(pages[:READ_PAGES]) + list(pages[-1:] if len(pages) > READ_PAGES else [])
    lines = [lines_of(page) for page in read]
    stem = PurePosixPath(source).stem
    title, title_from = _title(lines[0] if lines else [], stem, mail, rules)
    kind, kind_from = _kind(title, stem, pages, mail, rules)
    when, date_from = find_date(lines, stem, rules.date)
    if mail and mail.date:
        when, date_from = mail.date.date(), mail.date.isoformat()
    origin, origin_from = find_origin(lines, kind, mail, case, rules.origin)
    internal, internal_from = _deliberation(title, stem, kind, origin, lines, mail, case, rules)
    evidence = {
        "title": title_from,
        "date": date_from,
        "kind": kind_from,
        "origin": origin_from,
        "internal_deliberation": internal_from,
    }
    return DocumentFacts(title, when, kind, origin, internal, {key: value for key, value in evidence.items() if value})


def _clean(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(" :;,-–\t")[:LONGEST_TITLE]


def _from_file_name(stem: str) -> str:
    words = re.sub(r"[_]+", " ", stem)
    words = re.sub(r"^\s*(?:\d+[a-z]?\s*[-.)]?\s+|\d+[a-z]?[-.)]\s*)+", "", words)
    return _clean(words) or stem


def _title(lines: list[Line], stem: str, mail: Mail | None, rules: FactRules) -> tuple[str, str]:
    if mail is not None:
        subject = _clean(re.sub(rules.title.reply_marks, "", mail.subject, flags=re.IGNORECASE))
        return (subject, mail.subject) if subject else (_from_file_name(stem), stem)
    label = re.compile(rf"^(?:{'|'.join(rules.title.labels)})\s*[:\t]\s*(?P<value>.*)$", re.IGNORECASE)
    bare = re.compile(rf"^(?:{'|'.join(rules.title.labels)})\s*:?$", re.IGNORECASE)
    for at, line in enumerate(lines):
        if line.y > 0.6:
            continue
        for cell in (line.text, *line.text.split("\t")):
            found = label.match(cell)
            value = _clean(found["value"].split("\t")[0]) if found else ""
            if not value and bare.match(cell.strip()) and at + 1 < len(lines):
                value = _clean(lines[at + 1].text.split("\t")[0])
            if len(value) > 2:
                return value, line.text.strip()
    heading = _heading(lines, rules)
    return (heading, heading) if heading else (_from_file_name(stem), stem)


def _heading(lines: list[Line], rules: FactRules) -> str:
    """The largest lines of the upper part of the page, when clearly larger than its text."""
    upper = [line for line in lines if line.y < 0.6 and not pattern(rules.title.never).search(line.text.strip())]
    if not upper:
        return ""
    usual = median(line.height_pt for line in lines)
    largest = max(line.height_pt for line in upper)
    if largest < 1.15 * usual and len(lines) > 3:
        return ""
    first = next(i for i, line in enumerate(upper) if line.height_pt > 0.93 * largest)
    parts = [upper[first].text]
    for line in upper[first + 1 : first + 3]:
        if line.height_pt < 0.93 * largest:
            break
        parts.append(line.text)
    return _clean(" ".join(parts))


def _kind(title: str, stem: str, pages: tuple[Page, ...], mail: Mail | None, rules: FactRules) -> tuple[Kind, str]:
    if mail is not None:
        return "mail", "e-mail"
    points = rules.points
    text = pages[0].text if pages else ""
    name = _from_file_name(stem)
    scores: dict[Kind, float] = {}
    seen: dict[Kind, list[str]] = {}
    for kind, cues in rules.kinds.items():
        for zone, weight in ((title, points.in_title), (name, points.in_file_name), (text, points.in_text)):
            for group, value in ((cues.strong, points.strong), (cues.weak, points.weak)):
                found = {match[0].strip().lower() for match in pattern(group).finditer(zone)} if group else set()
                if found:
                    scores[kind] = scores.get(kind, 0.0) + value * weight * min(len(found), 4 if value < 2 else 1)
                    seen.setdefault(kind, []).extend(sorted(found))
    best = max(scores, key=lambda kind: scores[kind], default=None)
    if best is None or scores[best] < rules.minimum:
        return "overig", ""
    return best, ", ".join(dict.fromkeys(" ".join(word.split())[:40] for word in seen[best]))[:160]


def _deliberation(
    title: str,
    stem: str,
    kind: Kind,
    origin: str,
    lines: list[list[Line]],
    mail: Mail | None,
    case: CaseFile,
    rules: FactRules,
) -> tuple[bool, str]:
    if mail is not None:
        inside = bool(mail.addresses) and all(is_own_address(address, case) for address in mail.addresses)
        return inside, "; ".join(mail.addresses[:3]) if inside else ""
    if origin != "own":
        return False, ""
    cues = rules.kinds.get(kind)
    if cues and cues.deliberation:
        return True, kind
    edges = [line.text for page in lines for line in page if line.y < 0.25 or line.y > 0.9]
    for text in (title, stem.replace("_", " "), *edges):
        found = pattern(rules.draft).search(text)
        if found:
            return True, found[0]
    return False, ""
