"""Which makers a line of a document names: the municipality, another body of government, a company or institution."""

from __future__ import annotations

import re
from fnmatch import fnmatch
from functools import lru_cache

from woolak.model import Origin
from woolak.pipeline.detect.identifiers.domains import is_public_domain
from woolak.pipeline.ingest.factrules import OriginRules, pattern
from woolak.rules.casefile import CaseFile

__all__ = ["MUNICIPALITY", "is_own_address", "maker_of_domain", "makers_in"]

DOMAIN = re.compile(r"(?:@|www\.|https?://(?:www\.)?)([a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,})", re.IGNORECASE)
MUNICIPALITY = re.compile(r"\b(?:gemeente|provincie|waterschap)\s+([A-Z][\w'-]+)", re.IGNORECASE)


def is_own_address(address: str, case: CaseFile) -> bool:
    """Whether a mail address or domain is of the body that handles the case."""
    own = case.municipality.domain.lower()
    domain = address.rpartition("@")[2].lower()
    return bool(own) and (domain == own or domain.endswith("." + own))


def maker_of_domain(domain: str, case: CaseFile, rules: OriginRules) -> Origin:
    """Whose a domain or mail address is."""
    if is_own_address(domain, case):
        return "own"
    if domain in {known.lower() for party in case.third_parties for known in party.domains}:
        return "third_party"
    return "other_government" if _is_government(domain, rules.government_domains) else "third_party"


@lru_cache(maxsize=1024)
def _is_government(domain: str, known: tuple[str, ...]) -> bool:
    """Whether a domain is of a body of government, by the lists or by a pattern of `known`."""
    return is_public_domain(domain) or any(fnmatch(domain, k) or fnmatch(domain, "*." + k) for k in known)


def makers_in(text: str, case: CaseFile, bodies: set[str], rules: OriginRules) -> list[tuple[Origin, float]]:
    """Which makers a line of a letter head or foot points to, the surest first."""
    points, found = rules.points, list[tuple[Origin, float]]()
    ours, lowered = case.municipality.short_name.lower(), text.lower()
    name = re.escape(ours)
    full = rf"\b(?:gemeente|provincie|waterschap|wethouders van|staten van)\s+{name}\b|^{name}$"
    own = bool(ours) and re.search(full, lowered.strip())
    if own:
        found.append(("own", points.own_name))
    for party in case.third_parties:
        if any(len(name) > 2 and re.search(rf"\b{re.escape(name.lower())}", lowered) for name in party.names):
            found.append(("third_party", points.party_name))
            break
    for domain in DOMAIN.findall(lowered):
        body = domain.split(".")[-2] in bodies and not is_own_address(domain, case)
        found.append(("other_government" if body else maker_of_domain(domain, case, rules), points.domain))
    government = pattern(rules.government_names).search(text) or (ours and MUNICIPALITY.search(text))
    if not own and government:
        found.append(("other_government", points.government_name))
    elif not own and pattern(rules.company_marks).search(text):
        found.append(("third_party", points.company_mark))
    return found
