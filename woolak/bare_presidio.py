"""Loads Presidio without what takes most of the time that loading takes, and is not used here.

Presidio compiles each expression of its own recognizers when it is loaded, to see whether it is right, and again when
it is used: four fifths of its time. spaCy loads its command line, which downloads and trains models: a third of its.
"""

import sys
from types import ModuleType

import regex

commands = {name: ModuleType(name) for name in ("spacy.cli", "spacy.cli.info")}
for module in commands.values():
    module.info = None  # type: ignore[attr-defined]

compiled, regex.compile = regex.compile, lambda *_, **__: None
absent = commands.keys() - sys.modules.keys()
sys.modules.update({name: commands[name] for name in absent})
try:
    import presidio_analyzer
finally:
    regex.compile = compiled
    for name in absent:
        del sys.modules[name]  # who wants it may still load it

__all__ = ["presidio_analyzer"]
