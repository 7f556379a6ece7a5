"""Finds in cost tables the lines that an approach tells of: 'Pontons en slibdagboek € 4.000,00'.

Beside the activities that rules/cues/business_method.yaml names, a line goes when a word of it that few use stands in
a passage that was found in the same document, or in an order or invoice in one of the case.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from woolak.model import Document, Finding
from woolak.pipeline.detect.business.cells import rows_on
from woolak.pipeline.detect.business.method_tables import activities_in, phases_of
from woolak.pipeline.detect.business.method_words import keys_of, retold_rules
from woolak.pipeline.detect.business.retold import NO_APPROACHES, Approaches, told_in

__all__ = ["costs_of_approach"]

SCORE = 0.6
ORDERED = frozenset(("opdrachtbon", "factuur"))
"""What names again what an offer offered."""
TELLING = 0.75
"""A word of another paper's approach counts from this weight on."""


def costs_of_approach(
    document: Document, findings: Sequence[Finding], known: Approaches = NO_APPROACHES
) -> Iterator[Finding]:
    """The descriptions in priced rows that name what an approach tells, and do not go yet: in a company's paper its
    own, in an order or an invoice one that is `known` of the case."""
    common = retold_rules().weights
    rare = {key for keys in told_in(document, findings).approach for key in keys if key not in common}
    if document.facts.kind in ORDERED:
        rare |= {key for key, weight in (known.weights or {}).items() if weight >= TELLING}
    if not rare:
        return
    phases = phases_of(document)
    for page in document.pages:
        if "\t" not in page.text:
            continue
        taken = [f for f in findings if f.entity == "METHOD" and f.page_index == page.page_index]
        for row in rows_on(page):
            if not any(figure.currency for figure in row.figures):
                continue
            for one in activities_in(page.text, row, phases):
                words = page.text[one.start : one.end]
                seen = next((key for key in keys_of(words) if key in rare), None)
                if seen and not any(f.start < one.end and one.start < f.end for f in taken):
                    yield Finding(
                        "METHOD", page.page_index, one.start, one.end, words, SCORE, "spread", f"table_activity:{seen}"
                    )
