"""The parties of a document: companies, institutions and other governments that made, received or signed it."""

from __future__ import annotations

import re

from woolak.pipeline.ingest.factrules import OriginRules, pattern
from woolak.pipeline.ingest.lines import Line
from woolak.rules.casefile import CaseFile

__all__ = ["find_parties"]

MOST = 8
HEAD, FOOT = 0.45, 0.8


def find_parties(pages: list[list[Line]], case: CaseFile, rules: OriginRules) -> tuple[tuple[str, ...], str]:
    """The parties, and the first lines that name them.

    Those of zaak.yaml are found wherever they are named; others by their legal form in a letterhead, an address, or
    where a document is signed. The body that handles the case is no party.
    """
    found: dict[str, str] = {}
    own = case.municipality.short_name.lower()
    for number, lines in enumerate(pages):
        for line in lines:
            for party in case.third_parties:
                names = "|".join(re.escape(name) for name in (*party.names, *party.domains) if len(name) > 2)
                if names and party.name not in found and re.search(rf"(?<!\w)(?:{names})(?!\w)", line.text, re.I):
                    found[party.name] = line.text
            if (number == 0 and line.y < HEAD) or line.y > FOOT:
                for match in pattern(rules.party_names, case=True).finditer(line.text):
                    name = " ".join(match[0].split())
                    if own and own in name.lower():
                        continue
                    if not any(_same(name, known) for known in found):
                        found[name] = line.text
    parties = tuple(found)[:MOST]
    return parties, "; ".join(" ".join(found[name].split())[:60] for name in parties[:3])


def _same(name: str, known: str) -> bool:
    one, other = (re.sub(r"\W|b\.?v\.?$|n\.?v\.?$|v\.?o\.?f\.?$", "", text.lower()) for text in (name, known))
    return one in other or other in one
