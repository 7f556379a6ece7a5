"""Loads Presidio without what takes most of the time that loading takes, and is not used here.

Presidio loads its own recognizers, one by one for some twenty countries, with what they need (a list of all domains,
what fetches it, regular expressions that are compiled twice): half of its time. None of them is for Dutch. spaCy loads
its command line, which downloads and trains models.
"""

import sys
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

OWN = "presidio_analyzer.predefined_recognizers"


def _own_recognizers() -> ModuleType:
    """The package of Presidio's recognizers, of which none is loaded but those of models, which its registry names."""
    package = ModuleType(OWN)
    found = find_spec("presidio_analyzer")
    places = found.submodule_search_locations if found else None
    package.__path__ = [f"{place}/predefined_recognizers" for place in places or ()]

    def of_models(name: str) -> Any:
        return getattr(import_module(f"{OWN}.nlp_engine_recognizers"), name)

    package.__getattr__ = of_models  # type: ignore[method-assign]
    return package


stands_in = {name: ModuleType(name) for name in ("spacy.cli", "spacy.cli.info")} | {OWN: _own_recognizers()}
for name in ("spacy.cli", "spacy.cli.info"):
    stands_in[name].info = None  # type: ignore[attr-defined]
absent = stands_in.keys() - sys.modules.keys()
sys.modules.update({name: stands_in[name] for name in absent})
try:
    import presidio_analyzer
finally:
    for name in absent:
        del sys.modules[name]  # who wants it may still load it

__all__ = ["presidio_analyzer"]
