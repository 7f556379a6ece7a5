"""The searches for names as Presidio recognizers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from presidio_analyzer import AnalysisExplanation, EntityRecognizer, RecognizerResult

from woolak.pipeline.detect import context
from woolak.pipeline.detect.names import initials, labels, letters, listed, mail, minutes, public, titled, works, zones
from woolak.pipeline.detect.names.hits import Around, Hit
from woolak.pipeline.detect.names.sheet import Sheet, sheet_of

if TYPE_CHECKING:
    from presidio_analyzer.nlp_engine import NlpArtifacts

__all__ = ["RECOGNIZERS", "NameRecognizer"]


class NameRecognizer(EntityRecognizer):
    """Finds names of persons in one way; works on plain text, and better with the page and the case."""

    search: Callable[[Sheet, Around], Iterable[Hit]]
    name: str
    id: str

    def __init__(self) -> None:
        super().__init__(supported_entities=["PERSON"], supported_language="nl", name=type(self).__name__)

    def load(self) -> None:
        """Nothing to load: the lists are read at first use."""

    def analyze(
        self, text: str, entities: list[str] | None = None, nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        """The names in a page's text, and with `keep` in the metadata those that stay readable."""
        if entities and "PERSON" not in entities:
            return []
        around = Around(
            context.page_of(nlp_artifacts), context.document_of(nlp_artifacts), context.case_of(nlp_artifacts)
        )
        return [self._result(hit) for hit in type(self).search(sheet_of(text), around)]

    def _result(self, hit: Hit) -> RecognizerResult:
        metadata = {
            RecognizerResult.RECOGNIZER_NAME_KEY: self.name,
            RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: self.id,
        }
        if hit.keep:
            metadata["keep"] = hit.keep
        explanation = AnalysisExplanation(
            recognizer=self.name, original_score=hit.score, textual_explanation=hit.evidence
        )
        return RecognizerResult("PERSON", hit.start, hit.end, hit.score, explanation, metadata)


class TitledNameRecognizer(NameRecognizer):
    search = staticmethod(titled.find)


class LetterNameRecognizer(NameRecognizer):
    search = staticmethod(letters.find)


class LabelledNameRecognizer(NameRecognizer):
    search = staticmethod(labels.find)


class MinutesNameRecognizer(NameRecognizer):
    search = staticmethod(minutes.find)


class InitialsRecognizer(NameRecognizer):
    search = staticmethod(initials.find)


class MailNameRecognizer(NameRecognizer):
    search = staticmethod(mail.find)


class ListedNameRecognizer(NameRecognizer):
    search = staticmethod(listed.find)


class PublicPersonRecognizer(NameRecognizer):
    search = staticmethod(public.find)


class LiteratureRecognizer(NameRecognizer):
    search = staticmethod(works.find)


class NamedAfterRecognizer(NameRecognizer):
    search = staticmethod(zones.find)


RECOGNIZERS: tuple[type[NameRecognizer], ...] = (
    TitledNameRecognizer, LetterNameRecognizer, LabelledNameRecognizer, MinutesNameRecognizer, InitialsRecognizer,
    MailNameRecognizer, ListedNameRecognizer, PublicPersonRecognizer, LiteratureRecognizer, NamedAfterRecognizer,
)  # fmt: skip
