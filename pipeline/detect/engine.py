"""Runs Presidio's AnalyzerEngine over a document, page by page.

Page by page, because Presidio's context enhancer grows with hits times tokens (measured: joining 20 pages costs five
times as much). Only recognizers of our own are loaded: Presidio ships none for Dutch, and its e-mail recognizer
fetches a domain list from the network.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from woolak.model import BoxPt, Document, Finding, Page
from woolak.packing import words_between
from woolak.pipeline.detect import context

if TYPE_CHECKING:
    from presidio_analyzer import AnalyzerEngine, EntityRecognizer, RecognizerResult

    from woolak.rules.casefile import CaseFile

__all__ = ["analyzer", "find", "recognizers"]

PICTURES = {"signature": "SIGNATURE", "handwriting": "SIGNATURE"}


def recognizers() -> list[EntityRecognizer]:
    """Every recognizer of Woolak, new, ready for any Presidio registry."""
    from woolak.pipeline.detect import business, identifiers, names, passages
    from woolak.pipeline.detect.model import NameModelRecognizer

    families = (names, identifiers, business, passages)
    return [NameModelRecognizer(), *(one for family in families for one in family.recognizers())]


@cache
def analyzer() -> AnalyzerEngine:
    """The engine with the name model and our recognizers; made once per process (seconds)."""
    from presidio_analyzer import RecognizerRegistry

    from woolak.pipeline.detect.enhancing import PlainEngine
    from woolak.pipeline.detect.model import nlp_engine

    context.register()
    registry = RecognizerRegistry(recognizers=recognizers(), supported_languages=["nl"])
    return PlainEngine(registry=registry, nlp_engine=nlp_engine(), supported_languages=["nl"])


def _finding(page: Page, result: RecognizerResult) -> Finding:
    explanation = result.analysis_explanation
    metadata = result.recognition_metadata or {}
    return Finding(
        entity=result.entity_type,
        page_index=page.page_index,
        start=result.start,
        end=result.end,
        text=page.text[result.start : result.end],
        score=round(float(result.score), 3),
        recognizer=explanation.recognizer if explanation else "",
        evidence=(explanation.textual_explanation or "") if explanation else "",
        keep=metadata.get("keep"),
    )


def _pictures(page: Page) -> list[Finding]:
    return [
        Finding(
            PICTURES[region.what], page.page_index, 0, 0, "", 0.8, "Regions", "signature_region", None, region.box_pt
        )
        for region in page.regions
        if region.what in PICTURES
    ]


def _is_read_from_a_logo(page: Page, finding: Finding) -> bool:
    """Whether OCR made a name of the lines of a logo: it doubts every word, and all of them lie in that picture."""
    if finding.entity != "PERSON" or finding.keep or not finding.evidence.startswith("name_model"):
        return False
    logos, doubted = ([r.box_pt for r in page.regions if r.what == what] for what in ("logo", "doubtful"))
    words = words_between(page.words, finding.start, finding.end)
    return bool(words) and all(
        any(_inside(word.box_pt, one) for one in logos) and any(_inside(word.box_pt, one) for one in doubted)
        for word in words
    )


def _inside(box: BoxPt, outer: BoxPt) -> bool:
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    return outer.x0 <= x <= outer.x1 and outer.y0 <= y <= outer.y1


def find(document: Document, case: CaseFile, part: range | None = None) -> list[Finding]:
    """The findings of one document by itself, or of a part of its pages, page by page, in reading order.

    What a page tells depends on the document, never on which pages were looked at before it: so parts, looked at
    anywhere and put together, are the same as the whole.
    """
    from woolak.pipeline.detect import business, in_order

    engine = analyzer()
    pages = document.pages if part is None else document.pages[part.start : part.stop]
    here = {page.page_index for page in pages}
    findings = [one for one in business.logo_regions(document, case) if one.page_index in here]
    for page in pages:
        findings += _pictures(page)
        if not page.text.strip():
            continue
        artifacts = engine.nlp_engine.process_text(page.text, "nl")
        context.tell(artifacts, page, document, case)
        results = engine.analyze(page.text, language="nl", nlp_artifacts=artifacts, return_decision_process=True)
        found = (_finding(page, result) for result in results)
        findings += [one for one in found if not _is_read_from_a_logo(page, one)]
    return in_order(findings)
