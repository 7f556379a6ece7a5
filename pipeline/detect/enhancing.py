"""Presidio's AnalyzerEngine without its step that raises scores by words nearby: our recognizers weigh their own.

The step that Presidio brings copies every result deeply, looks through all tokens for each, and goes through all
results once per recognizer (measured: a tenth of the stage); its lemmas need a Dutch model that is not there.
"""

from __future__ import annotations

from presidio_analyzer import AnalyzerEngine, EntityRecognizer, RecognizerRegistry, RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts

__all__ = ["PlainEngine", "SettledRegistry"]


class SettledRegistry(RecognizerRegistry):
    """A registry of Dutch to which nothing is added any more: all of it is listed once, and not for every page."""

    _all: list[EntityRecognizer] | None = None

    def get_recognizers(
        self,
        language: str,
        entities: list[str] | None = None,
        all_fields: bool = False,
        ad_hoc_recognizers: list[EntityRecognizer] | None = None,
    ) -> list[EntityRecognizer]:
        if entities or ad_hoc_recognizers or not all_fields:
            return list(super().get_recognizers(language, entities, all_fields, ad_hoc_recognizers))
        if self._all is None:
            self._all = super().get_recognizers(language, all_fields=True)
        return self._all


class PlainEngine(AnalyzerEngine):
    """Gives the recognizers' results as they are, without duplicates."""

    def _enhance_using_context(
        self,
        text: str,
        raw_results: list[RecognizerResult],
        nlp_artifacts: NlpArtifacts,
        recognizers: list[EntityRecognizer],
        context: list[str] | None = None,
    ) -> list[RecognizerResult]:
        return raw_results
