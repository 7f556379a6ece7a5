"""Other tools on the same texts: deduce in an environment of its own, and Presidio as it comes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pymupdf

__all__ = ["Spans", "deduce", "doc_redaction", "model_for_doc_redaction", "presidio"]

PERSONS = 20
"""Persons a page that the model for doc_redaction takes of pages as one text; page by page it takes some ten."""

Spans = list[tuple[int, int]]

_DEDUCE = """
import json, sys
from deduce import Deduce
tool = Deduce()
texts = json.load(sys.stdin)
persons = ("persoon", "patient")
found = [[(int(a.start_char), int(a.end_char)) for a in tool.deidentify(text).annotations if a.tag in persons]
         for text in texts]
json.dump(found, sys.stdout)
"""


def deduce(python: Path | None, texts: Sequence[str]) -> list[Spans] | None:
    """Persons by deduce, run by the Python of an environment that has it; None when there is none."""
    if python is None or not python.exists():
        return None
    done = subprocess.run([python, "-c", _DEDUCE], input=json.dumps(list(texts)), capture_output=True, text=True)
    if done.returncode:
        print(done.stderr.strip().splitlines()[-1:], file=sys.stderr)
        return None
    return [[(start, end) for start, end in spans] for spans in json.loads(done.stdout)]


def presidio(texts: Sequence[str]) -> list[Spans]:
    """Persons by Presidio's own recognizers for Dutch, over spaCy's blank Dutch pipeline: nothing is downloaded."""
    import spacy
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
    from presidio_analyzer.nlp_engine import NerModelConfiguration, SpacyNlpEngine

    class Blank(SpacyNlpEngine):
        def load(self) -> None:
            self.nlp = {"nl": spacy.blank("nl")}  # type: ignore[assignment]

    engine = Blank(models=[{"lang_code": "nl", "model_name": "blank"}], ner_model_configuration=NerModelConfiguration())
    engine.load()
    registry = RecognizerRegistry(supported_languages=["nl"])
    registry.load_predefined_recognizers(languages=["nl"], nlp_engine=engine)
    analyzer = AnalyzerEngine(nlp_engine=engine, registry=registry, supported_languages=["nl"])
    return [
        [(one.start, one.end) for one in analyzer.analyze(t, "nl", entities=["PERSON"])] if t else [] for t in texts
    ]


def model_for_doc_redaction(python: Path, texts: Sequence[str], out: Path) -> None:
    """A model in the place of the one that doc_redaction loads, made in its own environment (see `peer_model`)."""
    made = [python, Path(__file__).with_name("peer_model.py"), out, str(PERSONS * len(texts))]
    subprocess.run(made, input="\n".join(texts), text=True, check=True, capture_output=True)


def doc_redaction(python: Path, file: Path, model: Path) -> int:
    """How many boxes the command line of doc_redaction 2 draws on a PDF, by its text layer.

    It asks for a picture of every page that it does not make for a PDF with text, so blank ones are laid ready. Its
    spaCy model is not to be had without a network: the folder `model` holds one that costs as much.
    """
    from PIL import Image

    with TemporaryDirectory(prefix="woolak-") as out:
        with pymupdf.open(file) as document:
            for page in range(len(document)):
                Image.new("RGB", (1654, 2339), "white").save(Path(out) / f"placeholder_image_{page}.png")
        command = [
            python.with_name("cli_redact"),
            "--input_file",
            file,
            "--no_efficient_ocr",
            "--ocr_method",
            "Local text",
        ]
        subprocess.run(command, check=True, capture_output=True, cwd=out, env=os.environ | {"PYTHONPATH": str(model)})
        for made in Path(out).rglob("*_redacted.pdf"):
            with pymupdf.open(made) as document:
                return sum(len(page.get_drawings()) for page in document)
    raise RuntimeError("doc_redaction gave no file")
