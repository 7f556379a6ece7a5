"""What of a document concerns one third party: its pages, what is proposed for it, and what it may not see.

Fail closed: what is not plainly the party's own is taken out of its copy, whatever was decided on it; a decision that
something of another party becomes public is no reason to show it to a competitor first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from woolak.inventory.parties import party_spans
from woolak.model import BoxPt, Document, Page, Proposal
from woolak.rules.casefile import CaseFile, ThirdParty

__all__ = ["Concern", "Standing", "concerning"]

MARGIN_PT = 2.0
"""Boxes of neighbouring lines may touch by less."""


@dataclass(frozen=True)
class Standing:
    """A proposal with whether a person rejected it."""

    proposal: Proposal
    rejected: bool


@dataclass(frozen=True)
class Concern:
    """The copy of one document for one party; its pages are numbered anew from 0."""

    document: Document
    """Only the pages that concern the party."""
    pages: tuple[int, ...]
    """Their numbers in the whole document, from 0."""
    framed: tuple[Proposal, ...]
    """Shown with a see-through frame: what is proposed for the party itself."""
    hidden: tuple[Proposal, ...]
    """Taken out for real."""


@dataclass(frozen=True)
class _Names:
    """Tells whom a text names."""

    party: CaseFile
    others: CaseFile

    def own(self, text: str) -> bool:
        return bool(party_spans(text, self.party))

    def other(self, text: str) -> bool:
        return bool(party_spans(text, self.others))


def _names(party: ThirdParty, case: CaseFile) -> _Names:
    others = tuple(one for one in case.third_parties if one is not party and one != party)
    return _Names(
        case.model_copy(update={"third_parties": (party,)}), case.model_copy(update={"third_parties": others})
    )


def _lines_of(page: Page, one: Proposal) -> str:
    """The whole lines on which a proposal stands."""
    if one.start >= one.end:
        return ""
    begin = page.text.rfind("\n", 0, one.start) + 1
    end = page.text.find("\n", one.end)
    return page.text[begin : end if end >= 0 else len(page.text)]


def _is_its_own(page: Page, one: Proposal, names: _Names, own_document: bool) -> bool:
    """Whether a proposal under a ground that protects companies protects this one, beyond doubt."""
    if names.other(one.text):
        return False
    line = _lines_of(page, one)
    if names.other(line):
        return False
    return own_document or names.own(line) or (names.own(page.text) and not names.other(page.text))


def _sorted_out(
    page: Page, here: Iterable[Standing], names: _Names, own_document: bool, own_grounds: frozenset[str]
) -> Iterator[tuple[Proposal, bool]]:
    """Each proposal that counts on a page, with whether it is framed (True) or taken out (False)."""
    for one in here:
        business = bool(own_grounds.intersection(one.proposal.grounds))
        if business and _is_its_own(page, one.proposal, names, own_document):
            if not one.rejected:
                yield one.proposal, True
        elif business or not one.rejected:
            yield one.proposal, False


def _other_names(page: Page, names: _Names, ground: str) -> Iterator[Proposal]:
    """Other parties' names, also where nobody proposed anything."""
    from woolak.pipeline.ground import boxes_of_span

    for start, end, _ in party_spans(page.text, names.others):
        boxes = boxes_of_span(page, start, end)
        yield Proposal(
            page.page_index, start, end, page.text[start:end], boxes, (ground,), "redact", "COMPANY", 1.0, ""
        )


def _apart(box: BoxPt, hidden: Sequence[Proposal]) -> bool:
    return not any(
        box.x0 < other.x1 - MARGIN_PT and other.x0 + MARGIN_PT < box.x1
        and box.y0 < other.y1 - MARGIN_PT and other.y0 + MARGIN_PT < box.y1
        for one in hidden
        for other in one.boxes_pt
    )  # fmt: skip


def concerning(
    document: Document,
    standing: Sequence[Standing],
    party: ThirdParty,
    case: CaseFile,
    *,
    own_document: bool,
    own_grounds: frozenset[str],
    other_ground: str,
) -> Concern | None:
    """What the party gets of a document; None when nothing in it concerns the party.

    `own_document`: the party itself made it; then every page concerns it.
    """
    names = _names(party, case)
    pages = [page for page in document.pages if own_document or names.own(page.text)]
    framed: list[Proposal] = []
    hidden: list[Proposal] = []
    for index, page in enumerate(pages):
        here = [one for one in standing if one.proposal.page_index == page.page_index]
        sorted_out = list(_sorted_out(page, here, names, own_document, own_grounds))
        gone = [one for one, shown in sorted_out if not shown] + list(_other_names(page, names, other_ground))
        gone = [replace(one, page_index=index) for one in gone]
        kept = [replace(one, page_index=index) for one, shown in sorted_out if shown]
        for one in kept:
            boxes = tuple(box for box in one.boxes_pt if _apart(box, gone))
            if boxes:
                framed.append(replace(one, boxes_pt=boxes))
        hidden += gone
    if not pages:
        return None
    copy = replace(
        document,
        pages=tuple(replace(page, page_index=index) for index, page in enumerate(pages)),
        hidden_texts=(),
    )
    return Concern(copy, tuple(page.page_index for page in pages), tuple(framed), tuple(hidden))
