"""Finds in a company's cost tables the lines that its own approach tells of: 'Stoepgesprekken € 6.528,00'.

Beside the activities that rules/cues/business_method.yaml names, a line goes when a word of it that few use stands in
a passage that was found in the same document.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from woolak.model import Document, Finding
from woolak.pipeline.detect.business.cells import rows_of
from woolak.pipeline.detect.business.method_tables import activities_in, phases_of
from woolak.pipeline.detect.business.method_words import keys_of, retold_rules
from woolak.pipeline.detect.business.retold import told_in
from woolak.pipeline.detect.passages.blocks import lines_of

__all__ = ["costs_of_approach"]

SCORE = 0.6


def costs_of_approach(document: Document, findings: Sequence[Finding]) -> Iterator[Finding]:
    """The descriptions in a company's priced rows that name what its approach tells, and do not go yet."""
    common = retold_rules().weights
    rare = {key for keys in told_in(document, findings).approach for key in keys if key not in common}
    if not rare:
        return
    phases = phases_of(document)
    for page in document.pages:
        if "\t" not in page.text:
            continue
        ocr = page.source == "ocr"
        taken = [f for f in findings if f.entity == "METHOD" and f.page_index == page.page_index]
        for row in rows_of(page.text, lines_of(page.text, page), ocr):
            if not any(figure.currency for figure in row.figures):
                continue
            for one in activities_in(page.text, row, phases):
                words = page.text[one.start : one.end]
                seen = next((key for key in keys_of(words) if key in rare), None)
                if seen and not any(f.start < one.end and one.start < f.end for f in taken):
                    yield Finding(
                        "METHOD", page.page_index, one.start, one.end, words, SCORE, "spread", f"table_activity:{seen}"
                    )
