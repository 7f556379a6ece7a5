"""What every worker needs, loaded once in the process that workers are forked from."""

import contextlib
import gc
import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # one thread per worker: documents go in parallel, not matrices

import typer  # for the main module of the program, which a worker runs again

from woolak import bare_presidio, letter  # in this order
from woolak.inventory.zienswijze import views
from woolak.model import BoxPt, Document, DocumentFacts, Page, Word
from woolak.pipeline import detect, ingest, redact, verify
from woolak.rules.casefile import CaseFile
from woolak.rules.policy import load_policy

FACTS = DocumentFacts("", None, "brief", "own", False)
TEXT = "Geachte mevrouw Jansen,\n"


def _first_document() -> None:
    """Look at a document of one line: the lists and models that this takes are loaded then, and shared by all."""
    from woolak.pipeline.ground import propose

    words = (Word(0, 8, BoxPt(0, 0, 40, 9)), Word(9, 16, BoxPt(42, 0, 80, 9)), Word(17, 24, BoxPt(82, 0, 120, 9)))
    document = Document("0", "brief.pdf", None, FACTS, (Page(0, 595, 842, TEXT, words, "text"),))
    case = CaseFile()
    findings = detect.find(document, case)
    register = detect.merge([detect.collect(document, findings, case)], case)
    register.names_in(TEXT)
    propose(document, detect.spread(document, findings, register), load_policy(None), anonymise_parties=False)


with contextlib.suppress(Exception):  # then each task fails by itself, and says where
    _first_document()

# The lists and models stay as long as the worker: they need not be looked through again for what can be thrown away.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 20)

__all__ = ["bare_presidio", "ingest", "letter", "redact", "typer", "verify", "views"]
