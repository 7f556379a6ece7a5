"""Whose a mail or web domain is: the municipality's, a public body's, a third party's, a provider's."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Literal

from woolak.pipeline.detect.identifiers.cues import contact, public
from woolak.pipeline.detect.identifiers.surroundings import Surroundings

__all__ = ["DomainOf", "is_public_domain", "owner_of"]

DomainOf = Literal["public", "third_party", "provider", "other"]


@lru_cache(maxsize=4096)
def _slug(name: str, joint: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return joint.join(re.findall(r"[a-z0-9]+", plain))


@cache
def _public_labels() -> frozenset[str]:
    """First labels of domains of municipalities and of the bodies named one by one."""
    labels = set(public().domain_names)
    for name in public().municipalities:
        for slug in (_slug(name, ""), _slug(name, "-"), _slug(name.removeprefix("'s-"), "")):
            labels |= {slug, f"gemeente{slug}", f"gemeente-{slug}"}
    return frozenset(labels)


@cache
def _public_domains() -> frozenset[str]:
    return frozenset(public().domains)


@cache
def _providers() -> frozenset[str]:
    return frozenset(contact().private_providers)


def _tails(domain: str) -> list[str]:
    parts = domain.split(".")
    return [".".join(parts[index:]) for index in range(len(parts) - 1)]


def main_label(domain: str) -> str:
    """'mail.bureau-zilver.nl' gives 'bureau-zilver'."""
    tails = _tails(domain)
    return (tails[-1] if tails else domain).partition(".")[0]


def _named_after_party(label: str, around: Surroundings) -> bool:
    """Whether a domain has a third party's name, for parties whose domains the case file does not list."""
    for party in around.case.third_parties if around.case else ():
        for name in party.names:
            plain = _slug(name, "")
            if (len(plain) >= 5 and plain in label.replace("-", "")) or (len(plain) >= 3 and plain in label.split("-")):
                return True
    return False


def _named_after_municipality(label: str, around: Surroundings) -> bool:
    """For a case file that tells the municipality's name, not its domain."""
    name = around.case.municipality.name if around.case else ""
    slugs = (_slug(name, ""), _slug(name, "-"))
    return any(slug and label in (slug, f"gemeente{slug}", f"gemeente-{slug}") for slug in slugs)


def is_public_domain(domain: str) -> bool:
    """Whether the lists of public bodies have this domain, whatever a case file says."""
    tails = _tails(domain.lower().strip(".").removeprefix("www."))
    label, _, top = (tails[-1] if tails else domain).partition(".")
    named = label in _public_labels() or label.startswith(public().domain_starts)
    return bool(_public_domains().intersection(tails)) or (top in ("nl", "frl", "amsterdam", "eu") and named)


def owner_of(domain: str, around: Surroundings) -> DomainOf:
    """Whose domain this is; the case file's word counts before the lists."""
    domain = domain.lower().strip(".").removeprefix("www.")
    tails = _tails(domain)
    if around.party_domains.intersection(tails):
        return "third_party"
    if _named_after_party(main_label(domain), around):
        return "third_party"
    if around.own_domain and around.own_domain in tails:
        return "public"
    if is_public_domain(domain) or _named_after_municipality(main_label(domain), around):
        return "public"
    if main_label(domain) in _providers():
        return "provider"
    return "other"
