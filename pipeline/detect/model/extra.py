"""A second model for names beside ours, when one is asked for: any spaCy pipeline that marks PER or PERSON."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from woolak.errors import UsageError
from woolak.rules.reading import Model, read_rules

if TYPE_CHECKING:
    from spacy.language import Language

    from woolak.rules.casefile import CaseFile

__all__ = ["Settings", "check", "name_of", "pipeline_of"]


class Settings(Model):
    """rules/cues/name_model.yaml."""

    threshold: float
    sure: float
    extra_pipeline: str | None
    never: tuple[str, ...]


@cache
def pipeline_of(name: str) -> Language:
    """An installed package, or a folder that spaCy wrote.

    Raises UsageError when it is not there or cannot be read: a setting that does nothing is a risk.
    """
    import spacy

    if not (spacy.util.is_package(name) or (Path(name) / "meta.json").is_file()):
        raise UsageError(
            f"Het taalmodel '{name}' (extra_pipeline) is niet geïnstalleerd. Installeer het, of haal de instelling weg."
        )
    try:
        return spacy.load(name, exclude=["lemmatizer"])
    except (OSError, ValueError, ImportError):
        raise UsageError(
            f"Het taalmodel '{name}' (extra_pipeline) past niet bij deze versie van spaCy of is beschadigd."
        ) from None


def name_of(case: CaseFile | None) -> str:
    """The second model that is asked for; zaak.yaml goes before the setting. Empty: none."""
    return (case.extra_pipeline if case else "") or read_rules("cues/name_model.yaml", Settings).extra_pipeline or ""


def check(case: CaseFile) -> None:
    """See that the second model can be used. Raises UsageError when it cannot."""
    if name := name_of(case):
        pipeline_of(name)
