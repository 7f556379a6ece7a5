"""Names of persons: every way but the name model to find one, who is public, and found once is found everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from woolak.pipeline.detect.names.clues import Clues, collect
from woolak.pipeline.detect.names.merging import merge
from woolak.pipeline.detect.names.register import Register
from woolak.pipeline.detect.names.spread import spread

if TYPE_CHECKING:
    from presidio_analyzer import EntityRecognizer

__all__ = ["Clues", "Register", "collect", "merge", "recognizers", "spread"]


def recognizers() -> list[EntityRecognizer]:
    """The recognizers of names, new, ready for any Presidio registry."""
    from woolak.pipeline.detect.names.presidio import RECOGNIZERS

    return [recognizer() for recognizer in RECOGNIZERS]
