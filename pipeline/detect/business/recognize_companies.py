"""The Presidio recognizer for companies, their products and their places."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from presidio_analyzer import EntityRecognizer, RecognizerResult

from woolak.pipeline.detect.business.brands import brands
from woolak.pipeline.detect.business.companies import Name, unlisted
from woolak.pipeline.detect.business.company_cues import company_cues
from woolak.pipeline.detect.business.places import places
from woolak.pipeline.detect.business.products import products
from woolak.pipeline.detect.business.recognize_figures import result
from woolak.pipeline.detect.business.subcontractors import codes_of_paper, subcontractors
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
        super().__init__(
            supported_entities=["COMPANY", "BRAND", "COMPANY_PLACE", "REFERENCE"],
            supported_language="nl",
            name="CompanyRecognizer",
        )

    def load(self) -> None:
        company_cues()

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        view = view_of(text, nlp_artifacts)
        names = [Name(m.start, m.end, m.form.entity, m.form.evidence, 0.95) for m in view.parties]
        taken = [(name.start, name.end) for name in names]
        told = (unlisted(view, _organisations(nlp_artifacts)), subcontractors(view), codes_of_paper(view))
        for name in chain(*told, brands(view), products(view), places(view)):
            if not any(start <= name.start and end >= name.end for start, end in taken):
                names.append(name)
        return [
            result(self, name.entity, name.start, name.end, name.score, name.evidence, name.keep)
            for name in names
            if name.entity in entities
        ]
