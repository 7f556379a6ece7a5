"""Recognizes what a company gave in confidence: figures, names of companies and products, its approach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from woolak.pipeline.detect.business.clues import Clues, Register, collect, merge, spread
from woolak.pipeline.detect.business.logos import logo_regions
from woolak.pipeline.detect.business.retelling import by_municipality

if TYPE_CHECKING:
    from presidio_analyzer import EntityRecognizer

__all__ = ["Clues", "Register", "by_municipality", "collect", "logo_regions", "merge", "recognizers", "spread"]


def recognizers() -> list[EntityRecognizer]:
    """New recognizers of this family, ready for any Presidio registry."""
    from woolak.pipeline.detect.business.recognize_companies import CompanyRecognizer
    from woolak.pipeline.detect.business.recognize_figures import FigureRecognizer
    from woolak.pipeline.detect.business.recognize_method import MethodRecognizer

    return [FigureRecognizer(), CompanyRecognizer(), MethodRecognizer()]
