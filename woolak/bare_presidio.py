"""Loads Presidio without compiling the expressions of its own recognizers, of which none is used here.

Presidio compiles each of them when it is loaded, to see whether it is right, and again when it is used: four fifths of
the time that loading takes.
"""

import regex

compiled, regex.compile = regex.compile, lambda *_, **__: None
try:
    import presidio_analyzer
finally:
    regex.compile = compiled

__all__ = ["presidio_analyzer"]
