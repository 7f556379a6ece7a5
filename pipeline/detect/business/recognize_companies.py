"""The Presidio recognizer for companies, their products and their places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presidio_analyzer import EntityRecognizer, RecognizerResult

from woolak.pipeline.detect.business.companies import unlisted
from woolak.pipeline.detect.business.company_cues import company_cues
from woolak.pipeline.detect.business.parties import case_index
from woolak.pipeline.detect.business.recognize_figures import result
from woolak.pipeline.detect.business.view import view_of

if TYPE_CHECKING:
    from presidio_analyzer.nlp_engine import NlpArtifacts

__all__ = ["CompanyRecognizer"]


def _organisations(artifacts: NlpArtifacts | None) -> list[tuple[int, int]]:
    entities = getattr(artifacts.tokens, "ents", ()) if artifacts else ()
    return [(entity.start_char, entity.end_char) for entity in entities if entity.label_ == "ORG"]


class CompanyRecognizer(EntityRecognizer):
    """Names of companies: those of zaak.yaml in every form, and those that the text makes known."""

    def __init__(self) -> None:
        super().__init__(supported_entities=["COMPANY"], supported_language="nl", name="CompanyRecognizer")

    def load(self) -> None:
        company_cues()

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        if "COMPANY" not in entities:
            return []
        view = view_of(text, nlp_artifacts)
        known = case_index(view.case).find(text, view.ocr)
        found = [result(self, "COMPANY", m.start, m.end, 0.95, m.form.evidence, None) for m in known]
        for name in unlisted(view, _organisations(nlp_artifacts)):
            found.append(result(self, name.entity, name.start, name.end, name.score, name.evidence, name.keep))
        return found
