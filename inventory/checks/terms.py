"""Terms that passed, and third parties whose view is awaited (Woo 4.4, Awb 4:8)."""

from __future__ import annotations

from collections.abc import Iterator

from woolak.inventory.checks.finding import Dossier, Finding, check_rules, finding
from woolak.inventory.letters.letter import DELAY
from woolak.inventory.letters.paper import dutch_date
from woolak.inventory.parties import party_spans
from woolak.inventory.zienswijze.views import awaited
from woolak.packing import texts_of

__all__ = ["check_terms"]


def _unasked(dossier: Dossier) -> Iterator[str]:
    """Parties that are named where business data was redacted, and that nobody asked."""
    business = set(check_rules().business_grounds)
    asked = {view.party for view in dossier.views}
    concerned = [one for one in dossier.documents if business.intersection(one.line.listed_grounds)]
    for party in dossier.case.third_parties:
        alone = dossier.case.model_copy(update={"third_parties": (party,)})
        if party.name not in asked and any(
            party_spans(text, alone) for one in concerned for text in texts_of(one.document)
        ):
            yield party.name


def check_terms(dossier: Dossier) -> Iterator[Finding]:
    whole, decided, due = check_rules().whole_case, dossier.decision.date, dossier.course.due
    if due and not decided and due < dossier.today:
        yield finding("term", whole, date=dutch_date(due))
    if due and decided and due < decided:
        yield finding("term_late", whole, date=dutch_date(due))
    waiting = awaited(dossier.views, dossier.today)
    for view in dossier.views:
        if view in waiting:
            yield finding("view_waiting", whole, party=view.party, date=dutch_date(view.due))
        elif not view.replied and not view.waived:
            yield finding("view_silent", whole, party=view.party, date=dutch_date(view.due))
    for party in _unasked(dossier):
        yield finding("view_unasked", whole, party=party)
    publish = dossier.decision.publish_on
    if decided and publish and publish < decided + DELAY and any(view.objects for view in dossier.views):
        yield finding("publish_early", whole, date=dutch_date(decided + DELAY))
