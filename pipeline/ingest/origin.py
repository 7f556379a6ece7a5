"""Who made a document: the municipality, another body of government, or a company or institution."""

from __future__ import annotations

import re
from fnmatch import fnmatch

from woolak.model import Kind, Origin
from woolak.pipeline.ingest.factrules import OriginRules, pattern
from woolak.pipeline.ingest.lines import Line
from woolak.pipeline.ingest.mail import Mail
from woolak.rules.casefile import CaseFile

__all__ = ["find_origin", "is_own_address"]

HEAD, FOOT = 0.17, 0.88
DOMAIN = re.compile(r"(?:@|www\.|https?://(?:www\.)?)([a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,})", re.IGNORECASE)
MUNICIPALITY = re.compile(r"\bgemeente\s+[A-Z][\w'-]+", re.IGNORECASE)


def is_own_address(address: str, case: CaseFile) -> bool:
    """Whether a mail address is of the municipality of the case."""
    own = case.municipality.domain.lower()
    domain = address.rpartition("@")[2].lower()
    return bool(own) and (domain == own or domain.endswith("." + own))


def _of_domain(domain: str, case: CaseFile, rules: OriginRules) -> Origin:
    if is_own_address(domain, case):
        return "own"
    parties = [d.lower() for party in case.third_parties for d in party.domains]
    if domain not in parties and any(
        fnmatch(domain, known) or fnmatch(domain, "*." + known) for known in rules.government_domains
    ):
        return "other_government"
    return "third_party"


def find_origin(
    pages: list[list[Line]], kind: Kind, mail: Mail | None, case: CaseFile, rules: OriginRules
) -> tuple[Origin, str]:
    """The origin and the words that it was taken from."""
    if mail and mail.sender:
        return _of_domain(mail.sender.rpartition("@")[2], case, rules), mail.sender
    points: dict[Origin, float] = {"own": 0.5, "third_party": 0.0, "other_government": 0.0}
    seen: dict[Origin, str] = {"own": "", "third_party": "", "other_government": ""}

    def count(origin: Origin, weight: float, words: str) -> None:
        points[origin] += weight
        seen[origin] = seen[origin] or words.strip()[:80]

    if kind in rules.by_kind:
        count(rules.by_kind[kind], 3.0, kind)
    own_name = case.municipality.name.lower().removeprefix("gemeente ").strip()
    addressed = False
    for number, lines in enumerate(pages[:2]):
        for at, line in enumerate(lines):
            head, foot = line.y < HEAD and number == 0, line.y > FOOT
            text = line.text.lower()
            if number == 0 and line.y < 0.4 and pattern(rules.addressee).search(line.text):
                addressed = True
            own = bool(own_name) and re.search(rf"\bgemeente\s+{re.escape(own_name)}\b", text) is not None
            if number == 0 and own and line.y < 0.4 and _is_addressee(lines, at, rules):
                count("third_party", 2.0, line.text)
                continue
            if not (head or foot):
                continue
            if own:
                count("own", 3.0, line.text)
            for domain in DOMAIN.findall(text):
                count(_of_domain(domain, case, rules), 2.0, line.text)
            for party in case.third_parties:
                if any(name.lower() in text for name in party.names if len(name) > 2):
                    count("third_party", 3.0, line.text)
            if pattern(rules.government_names).search(line.text) or (
                not own and own_name and MUNICIPALITY.search(line.text)
            ):
                count("other_government", 2.5, line.text)
            elif not own and pattern(rules.company_marks).search(line.text):
                count("third_party", 1.0, line.text)
    del addressed
    best = max(points, key=lambda origin: points[origin])
    return best, seen[best]


def _is_addressee(lines: list[Line], at: int, rules: OriginRules) -> bool:
    """Whether the name stands in an address block: a form of address around it, or a postcode under it."""
    around = lines[max(0, at - 2) : at + 3]
    if any(pattern(rules.addressee).search(line.text) for line in around):
        return True
    below = lines[at + 1 : at + 5]
    return lines[at].y > 0.12 and any(re.search(r"^\d{4}\s?[A-Z]{2}\b", line.text) for line in below)
