"""What every worker needs, loaded once in the process that workers are forked from."""
# ruff: noqa: E402 - what comes before the imports changes how they go

import contextlib
import gc
import os
import re

os.environ.setdefault("OMP_NUM_THREADS", "1")  # one thread per worker: documents go in parallel, not matrices

gc.disable()  # what is loaded stays: looking through it for what can be thrown away takes a fifth of the time

import typer  # for the main module of the program, which a worker runs again

from woolak import bare_presidio, public_letter  # in this order
from woolak.model import BoxPt, Document, DocumentFacts, Page, Word
from woolak.pipeline import detect, ingest, redact
from woolak.pipeline.verify import checking
from woolak.rules.casefile import CaseFile
from woolak.rules.policy import load_policy

FACTS = DocumentFacts("", None, "brief", "own", False)
TEXT = """Van: Bram Voorbeeld <b.voorbeeld@post.example>
Datum: 4 maart 2024
Aan: mevrouw F. Jansen-Proef, Dorpsstraat 12, 1234 AB Waterlo
Geachte mevrouw Jansen, u kunt bellen met Bram Voorbeeld van Proef Bouw B.V., telefoon 06 12 34 56 78.
Onze prijs is € 1.250,00 per dag. Hoogachtend, namens het college, wethouder A. de Vries, IBAN NL91 ABNA 0417 1643 00
"""
"""A little of all that is looked for, so that what the search for it needs is there; nobody in it exists."""


def _first_document() -> None:
    """Look at a short letter: the lists and models that this takes are loaded then, and shared by all."""
    from woolak.pipeline.ground import propose
    from woolak.pipeline.ingest.facts import establish_facts
    from woolak.pipeline.ingest.streams import signs_of
    from woolak.pipeline.verify.anonymity import counts

    places = (match.span() for match in re.finditer(r"\S+", TEXT))
    words = tuple(Word(start, end, BoxPt(start, 0, end, 9)) for start, end in places)
    page, case = Page(0, 595, 842, TEXT, words, "text"), CaseFile()
    establish_facts("brief.pdf", (page,), None, case)
    signs_of(page)
    counts()
    document = Document("0", "brief.pdf", None, FACTS, (page,))
    findings = detect.find(document, case)
    register = detect.merge([detect.collect(document, findings, case)], case)
    register.names_in(TEXT)
    propose(document, detect.spread(document, findings, register), load_policy(None), anonymise_parties=False)


with contextlib.suppress(Exception):  # then each task fails by itself, and says where
    _first_document()

# The lists and models stay as long as the worker: they need not be looked through again either.
gc.freeze()
gc.set_threshold(50_000, 20, 20)
gc.enable()

__all__ = ["bare_presidio", "checking", "ingest", "public_letter", "redact", "typer"]
