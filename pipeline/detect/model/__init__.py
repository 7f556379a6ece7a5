"""The name model: a small Dutch spaCy pipeline of our own that finds persons, organisations and places.

`load` gives the pipeline, `nlp_engine` the same for Presidio, `NameModelRecognizer` the persons it finds.
Trained by `python -m training.train`; data, licence and scores are in docs/model-card.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from woolak.pipeline.detect.model.naming import likely_persons, load
    from woolak.pipeline.detect.model.presidio import NameModelRecognizer, nlp_engine

__all__ = ["NameModelRecognizer", "likely_persons", "load", "nlp_engine"]

_WHERE = {"load": "naming", "likely_persons": "naming", "nlp_engine": "presidio", "NameModelRecognizer": "presidio"}


def __getattr__(name: str) -> Any:
    """Import spaCy and Presidio (seconds) only when they are used."""
    if name not in _WHERE:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
