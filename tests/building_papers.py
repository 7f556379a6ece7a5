"""Builders for what leaves the building: a case with an offer, a memo and a letter, without recognizers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from tests.building_publish import InThisProcess
from tests.building_review import write_pdf
from woolak.case import Case
from woolak.decided import listed
from woolak.inventory import ManifestEntry
from woolak.inventory.checks import Dossier
from woolak.model import Document, Kind, Origin, Proposal
from woolak.pipeline import detect
from woolak.pipeline.ground import boxes_of_span
from woolak.pipeline.ingest import ingest
from woolak.release import accept_proposals, release
from woolak.run import facts_of
from woolak.telling import teller

CASE_FILE = """dossier: haven
municipality: {name: gemeente Meerwolde, domain: meerwolde.example}
request: {date: 2024-03-01, text: Alle documenten over de haven.}
anonymise_parties: true
third_parties:
  - {name: Kranenborg Idrissi B.V., aliases: [Kranenborg], pseudonym: partij K}
  - {name: Studio Taljard, aliases: [Taljard], pseudonym: partij T}
"""
DECISION = """reference: "2024-118"
date: 2024-04-20
requester: {name: Farida Özdemir, address: [Kade 12, 1234 AB Meerwolde]}
author: {name: Joris Bakkerman, phone: 0123-456789}
signatory: {name: Ineke de Graaf, role: teammanager}
objection: {body: gemeente Meerwolde, address: [Postbus 1, 1234 AA Meerwolde]}
"""
OFFER = """Offerte van Kranenborg Idrissi B.V.

Betreft: de haven

Geachte mevrouw Zonneveld,

Wij vragen 48.250 euro voor het ontwerp van de kade.
Aanpak: wij meten eerst de diepte met een bootje.
"""
OFFER_PAGE_2 = """Bladzijde twee gaat over de planning.
De maquette kost 3.175 euro.
"""
MEMO = """Memo over de keuze van een bureau

Van: Ilse Zonneveld

Kranenborg vraagt 48.250 euro.
Studio Taljard vraagt 61.900 euro.
Wij vinden Studio Taljard te duur voor wat er nodig is.
"""
LETTER = """Brief over de haven

Beste Ilse Zonneveld,

De haven is van iedereen. Alles mag open.
"""
Wanted = Mapping[str, tuple[str, str]]
"""Text to its ground and entity."""
OFFER_SECRETS: Wanted = {
    "Kranenborg Idrissi B.V.": ("5.1(1)c", "COMPANY"), "48.250": ("5.1(1)c", "AMOUNT"),
    "3.175": ("5.1(1)c", "AMOUNT"), "Zonneveld": ("5.1(2)e", "PERSON"),
}  # fmt: skip
MEMO_SECRETS: Wanted = {
    "Kranenborg": ("5.1(1)c", "COMPANY"), "Studio Taljard": ("5.1(1)c", "COMPANY"), "48.250": ("5.1(1)c", "AMOUNT"),
    "61.900": ("5.1(1)c", "AMOUNT"), "Ilse Zonneveld": ("5.1(2)e", "PERSON"),
}  # fmt: skip


def proposals(document: Document, wanted: Wanted) -> list[Proposal]:
    found = []
    for page in document.pages:
        for text, (ground, entity) in wanted.items():
            start = page.text.find(text)
            while start >= 0:
                end = start + len(text)
                boxes = boxes_of_span(page, start, end)
                found.append(
                    Proposal(page.page_index, start, end, text, boxes, (ground,), "redact", entity, 0.9, "Reden.")
                )
                start = page.text.find(text, end)
    return found


def put(case: Case, name: str, texts: Sequence[str], wanted: Wanted, kind: Kind, origin: Origin) -> str:
    """A document in the case, as a run would put it there."""
    source = write_pdf(case.sources_dir / name, *texts)
    (found,) = ingest(source, name, case.pdf_dir, facts_of(case))
    assert found.document is not None
    document = found.document
    document = replace(document, facts=replace(document.facts, kind=kind, origin=origin))
    case.store_ingested(name, "00", "v1", [(document.id, name, document, None)])
    case.store_findings(document.id, "f1", ())
    case.store_proposals(document.id, "g1", proposals(document, wanted))
    return document.id


def make_case(folder: Path, decision: str = DECISION) -> Path:
    with Case.open(folder, create=True) as case:
        (folder / "zaak.yaml").write_text(CASE_FILE, encoding="utf-8")
        (folder / "besluit.yaml").write_text(decision, encoding="utf-8")
        put(case, "1a offerte.pdf", (OFFER, OFFER_PAGE_2), OFFER_SECRETS, "offerte", "third_party")
        put(case, "1b memo.pdf", (MEMO,), MEMO_SECRETS, "memo", "own")
        put(case, "1c brief.pdf", (LETTER,), {"Ilse Zonneveld": ("5.1(2)e", "PERSON")}, "brief", "own")
    return folder


def lines_of(case: Case) -> tuple[list[ManifestEntry], Dossier]:
    return listed(case, detect.merge([], facts_of(case)))


def make_release(case: Case) -> None:
    """A draft of the release."""
    accept_proposals(case)
    assert not release(case, detect.merge([], facts_of(case)), InThisProcess(), teller(True, False))
