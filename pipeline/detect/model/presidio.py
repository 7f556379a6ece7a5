"""The name model for Presidio: an NlpEngine that downloads nothing, and a recognizer of persons."""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from presidio_analyzer import AnalysisExplanation, EntityRecognizer, RecognizerResult
from presidio_analyzer.nlp_engine import NerModelConfiguration, NlpArtifacts, SpacyNlpEngine

from woolak.pipeline.detect.context import case_of
from woolak.pipeline.detect.model.extra import Settings, name_of, pipeline_of
from woolak.pipeline.detect.model.lists import lower, words
from woolak.pipeline.detect.model.naming import likely_persons, load
from woolak.rules.reading import read_rules

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["NameModelRecognizer", "WoolakNlpEngine", "nlp_engine"]


class Artifacts(NlpArtifacts):
    """Presidio's artifacts; all but the doc, which costs a tenth of a page, is made when asked for.

    Recognizers of Woolak look at the text and the doc; others that run beside them may want the rest.
    """

    def __init__(self, doc: Doc, engine: WoolakNlpEngine, language: str) -> None:
        self.tokens, self.nlp_engine, self.language = doc, engine, language

    @cached_property
    def _updated(self) -> tuple[list[Any], list[float]]:
        found: tuple[list[Any], list[float]] = self.nlp_engine.entities_of(self.tokens)
        return found

    @property
    def entities(self) -> list[Any]:  # type: ignore[override]
        return self._updated[0]

    @property
    def scores(self) -> list[float]:  # type: ignore[override]
        return self._updated[1]

    @cached_property
    def lemmas(self) -> list[str]:  # type: ignore[override]
        return [token.lemma_ or token.text for token in self.tokens]

    @cached_property
    def tokens_indices(self) -> list[int]:  # type: ignore[override]
        return [token.idx for token in self.tokens]

    @cached_property
    def keywords(self) -> list[str]:  # type: ignore[override]
        return self.set_keywords(self.nlp_engine, self.lemmas, self.language)


class WoolakNlpEngine(SpacyNlpEngine):
    """Presidio's spaCy engine around our pipeline; `load` reads the package and never the network."""

    engine_name = "woolak"

    def __init__(self) -> None:
        super().__init__(
            models=[{"lang_code": "nl", "model_name": "woolak"}],
            ner_model_configuration=NerModelConfiguration(
                model_to_presidio_entity_mapping={"PER": "PERSON", "ORG": "ORGANIZATION", "LOC": "LOCATION"},
                labels_to_ignore=[],
            ),
        )

    def load(self) -> None:
        self.nlp = {"nl": load()}  # type: ignore[assignment]

    def _doc_to_nlp_artifact(self, doc: Doc, language: str) -> NlpArtifacts:
        return Artifacts(doc, self, language)

    def entities_of(self, doc: Doc) -> tuple[list[Any], list[float]]:
        """What Presidio makes of the names, and how sure each is."""
        entities, scores = self._get_updated_entities(list(doc.ents), self._get_scores_for_entities(doc))
        return entities, scores


@cache
def nlp_engine() -> WoolakNlpEngine:
    """The engine, loaded; the same object for the whole process."""
    engine = WoolakNlpEngine()
    engine.load()
    return engine


ABBREVIATION = 5  # letters


@cache
def _short_names() -> frozenset[str]:
    """Names that an abbreviation could be."""
    return frozenset(word for word in words("first_names") | words("surnames") if len(word) <= ABBREVIATION)


@cache
def _never() -> frozenset[str]:
    """Words that are no name by themselves, whatever their letters."""
    return lower("tussenvoegsels") | set(read_rules("cues/name_model.yaml", Settings).never)


def _is_abbreviation(text: str) -> bool:
    """Whether all that is left is a short word in capitals that no list of names has: 'van de GGD', 'NB', 'FAX'.

    The initials by which minutes call people are found by what introduces them, not by this model.
    """
    never, known = _never(), _short_names()
    telling = [word for word in re.findall(r"[^\W\d_]+", text) if word.lower() not in never]
    return all(word.isupper() and len(word) <= ABBREVIATION and word.lower() not in known for word in telling)


class NameModelRecognizer(EntityRecognizer):
    """Persons by the name model: what it takes for a name, and (the recall knob) what may well be one.

    The score is `sure` for a name of the likeliest reading, and the probability for words that reach the threshold.
    """

    def __init__(self, threshold: float | None = None) -> None:
        self.settings = read_rules("cues/name_model.yaml", Settings)
        self.threshold = self.settings.threshold if threshold is None else threshold
        super().__init__(supported_entities=["PERSON"], name="NameModelRecognizer", supported_language="nl")

    def load(self) -> None:
        """Nothing: the model is read when the first text comes."""

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        """The persons in a text; without artifacts of our engine the text is read anew."""
        if "PERSON" not in entities:
            return []
        doc: Any = nlp_artifacts.tokens if nlp_artifacts else None
        if not getattr(getattr(doc, "_", None), "person_probability", None):
            doc = load()(text)
        return self._of_model(doc, text) + self._of_extra(text, name_of(case_of(nlp_artifacts)))

    def _of_model(self, doc: Doc, text: str) -> list[RecognizerResult]:
        """One result per run of words; where a sure name and a likely run overlap, they are one."""
        spans = [(span.start_char, span.end_char, 1.0) for span in doc.ents if span.label_ == "PER"]
        merged: list[tuple[int, int, float]] = []
        for start, end, probability in sorted(spans + likely_persons(doc, self.threshold)):
            if merged and start < merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]), max(probability, merged[-1][2]))
            else:
                merged.append((start, end, probability))
        return [
            self._result(start, end, min(p, self.settings.sure), "name_model" if p >= 0.5 else "name_model_possible")
            for start, end, p in merged
            if not _is_abbreviation(text[start:end])
        ]

    def _of_extra(self, text: str, name: str) -> list[RecognizerResult]:
        if not name:
            return []
        doc = pipeline_of(name)(text.replace("\n", " ").replace("\t", " "))
        spans = [span for span in doc.ents if span.label_ in ("PER", "PERSON")]
        return [
            self._result(span.start_char, span.end_char, self.settings.sure, f"name_model_extra:{name}")
            for span in spans
        ]

    def _result(self, start: int, end: int, score: float, evidence: str) -> RecognizerResult:
        explanation = AnalysisExplanation(
            recognizer=type(self).__name__, original_score=score, textual_explanation=evidence
        )
        return RecognizerResult("PERSON", start, end, score, explanation)
