"""Recognizes passages that a person has to weigh: opinions, consultation, supervision, negotiation, other subjects."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from presidio_analyzer import EntityRecognizer

__all__ = ["recognizers"]


def recognizers() -> list[EntityRecognizer]:
    """New recognizers of this family, ready for any Presidio registry."""
    from woolak.pipeline.detect.passages.recognize import DeliberationRecognizer, ScopeRecognizer

    return [DeliberationRecognizer(), ScopeRecognizer()]
