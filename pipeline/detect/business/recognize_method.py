"""The Presidio recognizer for passages on a company's approach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presidio_analyzer import EntityRecognizer, RecognizerResult

from woolak.pipeline.detect.business.method import method_passages
from woolak.pipeline.detect.business.method_cues import method_cues
from woolak.pipeline.detect.business.method_tables import table_activities
from woolak.pipeline.detect.business.recognize_figures import result
from woolak.pipeline.detect.business.view import view_of

if TYPE_CHECKING:
    from presidio_analyzer.nlp_engine import NlpArtifacts

__all__ = ["MethodRecognizer"]

TABLE_SCORE = 0.6


class MethodRecognizer(EntityRecognizer):
    """Paragraphs and lists that tell how a company works, and who does it."""

    def __init__(self) -> None:
        super().__init__(supported_entities=["METHOD"], supported_language="nl", name="MethodRecognizer")

    def load(self) -> None:
        method_cues()

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        if "METHOD" not in entities:
            return []
        view = view_of(text, nlp_artifacts)
        found = [
            result(self, "METHOD", passage.start, passage.end, passage.score, passage.evidence, None)
            for passage in method_passages(view)
        ]
        found += [
            result(self, "METHOD", cell.start, cell.end, TABLE_SCORE, f"table_activity:{cell.seen}", None)
            for cell in table_activities(view)
        ]
        return found
