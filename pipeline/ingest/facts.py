"""What a document is: its title, date, kind and origin, each with the words that say so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

from woolak.model import DocumentFacts, Kind, Origin, Page
from woolak.pipeline.ingest.dating import find_date
from woolak.pipeline.ingest.factrules import FactRules, fact_rules, pattern
from woolak.pipeline.ingest.kinds import find_kind
from woolak.pipeline.ingest.language import find_language
from woolak.pipeline.ingest.lines import Line, lines_of
from woolak.pipeline.ingest.mail import Mail
from woolak.pipeline.ingest.makers import is_own_address
from woolak.pipeline.ingest.origin import find_origin
from woolak.pipeline.ingest.parties import find_parties
from woolak.pipeline.ingest.printedmail import MailHead, printed_head
from woolak.pipeline.ingest.titling import find_heading, find_subtitle, find_title, from_file_name
from woolak.rules.casefile import CaseFile, DocumentSaid

__all__ = ["establish_facts"]

READ_PAGES = 3


def establish_facts(source: str, pages: tuple[Page, ...], mail: Mail | None, case: CaseFile) -> DocumentFacts:
    """The facts of a document, from its mail head, its first and last pages and the name of its file."""
    rules = fact_rules()
    read = [*pages[:READ_PAGES], *(pages[-1:] if len(pages) > READ_PAGES else ())]
    lines = [lines_of(page) for page in read]
    first = lines[0] if lines else []
    stem = PurePosixPath(source).stem
    parties = [name for party in case.third_parties for name in party.names]
    title, title_from = find_title(first, stem, mail, rules, parties, case.municipality.short_name)
    if mail is not None:
        kind: Kind = "mail"
        kind_from = "e-mail"
    else:
        subject = title_from not in (title, stem)
        heading, subtitle = find_heading(first, rules), find_subtitle(first, title)
        kind, kind_from = find_kind(title, heading, from_file_name(stem), first, rules, subject, subtitle)
    when, date_from = find_date(lines, title, stem, rules.date)
    if mail is not None and mail.date:
        when, date_from = mail.date.date(), mail.date.isoformat()
    head = printed_head(first) if kind == "mail" and mail is None else None
    if mail is not None:
        head = MailHead(mail.sender, mail.addresses, mail.sender)
    named, parties_from = find_parties(lines, case, rules.origin)
    origin: Origin
    if head and mail is None and not head.sender:
        origin, origin_from = "own", head.words
    else:
        sender = head.sender if head else ""
        origin, origin_from = find_origin(lines, kind, title, sender, bool(named), case, rules.origin)
    internal_from = _inside(head, case) if head else _deliberation(title, stem, kind, origin, lines, rules)
    language, language_from = find_language(lines, rules)
    evidence = {
        "title": title_from,
        "date": date_from,
        "kind": kind_from,
        "origin": origin_from,
        "internal_deliberation": internal_from,
        "parties": parties_from,
        "language": language_from,
    }
    read_facts = DocumentFacts(
        title, when, kind, origin, bool(internal_from), {key: value for key, value in evidence.items() if value},
        named, language,
    )  # fmt: skip
    return _as_said(read_facts, case.documents.get(source))


def _as_said(facts: DocumentFacts, said: DocumentSaid | None) -> DocumentFacts:
    """The facts with what zaak.yaml says of the document instead."""
    if said is None:
        return facts
    changed = said.model_dump(exclude_none=True)
    if "internal" in changed:
        changed["internal_deliberation"] = changed.pop("internal")
    return replace(facts, **changed, evidence=facts.evidence | dict.fromkeys(changed, "zaak.yaml"))


def _inside(head: MailHead, case: CaseFile) -> str:
    """Some addresses of a mail that stayed within the municipality; empty when it did not."""
    inside = all(is_own_address(address, case) for address in head.addresses)
    return "; ".join(head.addresses[:3]) or head.words if inside else ""


def _deliberation(title: str, stem: str, kind: Kind, origin: Origin, lines: list[list[Line]], rules: FactRules) -> str:
    """What says that a document of the municipality is for internal deliberation; empty when nothing does."""
    if origin != "own" or kind in rules.deliberation_never:
        return ""
    if kind in rules.kinds and rules.kinds[kind].deliberation:
        return kind
    edges = [line.text for page in lines for line in page if line.y < 0.25 or line.y > 0.9]
    for text in (title, stem.replace("_", " "), *edges):
        if found := pattern(rules.draft).search(text):
            return found[0]
    return ""
