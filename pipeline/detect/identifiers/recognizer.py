"""What the recognizers of this family share: a hit, and the way from a finder to Presidio."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from presidio_analyzer import AnalysisExplanation, EntityRecognizer, RecognizerResult

from woolak.pipeline.detect.identifiers.surroundings import Surroundings, surroundings_of

if TYPE_CHECKING:
    from presidio_analyzer.nlp_engine import NlpArtifacts

__all__ = ["SURE", "WEAK_KEEP", "Hit", "IdentifierRecognizer"]

SURE = 0.95
WEAK_KEEP = 0.45  # a keep by its surroundings alone: a sure finding of the same value elsewhere in the case wins


class Hit(NamedTuple):
    """What a finder found: characters start:end, and why."""

    entity: str
    start: int
    end: int
    score: float
    evidence: str
    keep: str | None = None


class IdentifierRecognizer(EntityRecognizer, ABC):
    """A Presidio recognizer around a finder; subclasses say which entities and which finder."""

    ENTITIES: tuple[str, ...] = ()

    def __init__(self) -> None:
        super().__init__(supported_entities=list(self.ENTITIES), supported_language="nl", name=type(self).__name__)

    def load(self) -> None:
        """Nothing to load: patterns are compiled when the module is read, cues at the first text."""

    @abstractmethod
    def find(self, around: Surroundings) -> Iterable[Hit]:
        """What there is in one page of text, perhaps more than once."""

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        """The results for one page of text, without duplicates."""
        around = surroundings_of(text, nlp_artifacts)
        best: dict[tuple[str, int, int], Hit] = {}
        for hit in self.find(around):
            place = (hit.entity, hit.start, hit.end)
            wanted = hit.end > hit.start and (not entities or hit.entity in entities)
            if wanted and (place not in best or best[place].score < hit.score):
                best[place] = hit
        return [self._result(hit) for hit in sorted(best.values(), key=lambda hit: (hit.start, hit.end, hit.entity))]

    def _result(self, hit: Hit) -> RecognizerResult:
        name = type(self).__name__
        metadata = {RecognizerResult.RECOGNIZER_NAME_KEY: name}
        if hit.keep:
            metadata["keep"] = hit.keep
        return RecognizerResult(
            entity_type=hit.entity,
            start=hit.start,
            end=hit.end,
            score=hit.score,
            analysis_explanation=AnalysisExplanation(
                recognizer=name, original_score=hit.score, textual_explanation=hit.evidence.rstrip(":")
            ),
            recognition_metadata=metadata,
        )
