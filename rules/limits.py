"""How much a file may ask of the machine while it is read; what asks more is stopped and named."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from woolak.rules.reading import Model, read_rules

__all__ = ["Limits", "standard_limits"]

Amount = Annotated[int, Field(gt=0)]
MB = 1_000_000


class Limits(Model):
    """The keys of rules/limits.yaml, which says what each is for."""

    file_mb: Amount
    unpacked_mb: Amount
    files: Amount
    depth: Amount
    ratio: Amount
    xml_mb: Amount
    pages: Amount
    megapixels: Amount
    office_start_seconds: Amount
    office_seconds: Amount
    office_mb: Amount
    ocr_seconds: Amount
    silent_seconds: Amount
    memory_mb: Amount


def standard_limits() -> Limits:
    """The limits of rules/limits.yaml, read once per process."""
    limits: Limits = read_rules("limits.yaml", Limits)
    return limits
