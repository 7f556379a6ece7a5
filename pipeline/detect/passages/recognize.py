"""The Presidio recognizers for passages that a person has to weigh."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presidio_analyzer import EntityRecognizer, RecognizerResult

from woolak.pipeline.detect.business.recognize_figures import result
from woolak.pipeline.detect.business.view import view_of
from woolak.pipeline.detect.passages.deliberation import deliberations
from woolak.pipeline.detect.passages.period import off_period
from woolak.pipeline.detect.passages.scope import off_subject
from woolak.pipeline.detect.passages.weights import passage_weights

if TYPE_CHECKING:
    from presidio_analyzer.nlp_engine import NlpArtifacts

    from woolak.model import Page

__all__ = ["DeliberationRecognizer", "ScopeRecognizer"]


class DeliberationRecognizer(EntityRecognizer):
    """Opinions, consultation, supervision and negotiation in the municipality's own documents."""

    def __init__(self) -> None:
        kinds = ["OPINION", "CONSULTATION", "INSPECTION", "NEGOTIATION"]
        super().__init__(supported_entities=kinds, supported_language="nl", name="DeliberationRecognizer")

    def load(self) -> None:
        passage_weights()

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        view = view_of(text, nlp_artifacts)
        return [
            result(self, passage.entity, passage.start, passage.end, passage.score, passage.evidence, None)
            for passage in deliberations(view, entities)
        ]


class ScopeRecognizer(EntityRecognizer):
    """Paragraphs about another subject than the request, and quoted mails of another time."""

    def __init__(self) -> None:
        super().__init__(supported_entities=["OUT_OF_SCOPE"], supported_language="nl", name="ScopeRecognizer")

    def load(self) -> None:
        passage_weights()

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        if "OUT_OF_SCOPE" not in entities:
            return []
        view = view_of(text, nlp_artifacts)
        return [
            result(self, "OUT_OF_SCOPE", part.start, part.end, part.score, part.evidence, None)
            for part in (*off_subject(view), *off_period(text, view.kind, _is_first(view.page), view.case))
        ]


def _is_first(page: Page | None) -> bool:
    return page is None or page.page_index == 0
