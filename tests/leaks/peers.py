"""Checkers of others on released files: x-ray (Free Law Project), and every string and stream as pdfminer.six reads it.

Both need a virtual environment of their own, since x-ray pins an old PyMuPDF:
`python3 -m venv PEERS && PEERS/bin/pip install x-ray pdfminer.six`, then `python -m tests.leaks --peers PEERS`.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

__all__ = ["ask_peers"]

# Runs in the peers' own environment: nothing of Woolak is there.
_ASK = r"""
import asyncio, inspect, json, re, sys, unicodedata
import xray
from pdfminer.high_level import extract_text
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream
from pdfminer.psparser import PSLiteral

def letters(text):
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKD", text).casefold())

def texts(value, depth=0):
    if depth > 30:
        return
    if isinstance(value, PSLiteral):
        yield str(value.name)
    elif isinstance(value, bytes):
        yield from (value.decode(code, "ignore") for code in ("latin-1", "utf-16-be", "utf-16-le", "utf-8"))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield str(key)
            yield from texts(item, depth + 1)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from texts(item, depth + 1)
    elif isinstance(value, PDFStream):
        yield from texts(value.attrs, depth + 1)
        try:
            yield from texts(value.get_data(), depth + 1)
        except Exception:
            yield from texts(value.get_rawdata() or b"", depth + 1)

told = {}
for path, secrets in json.load(sys.stdin).items():
    found = []
    answer = xray.inspect(path)
    bad = asyncio.run(answer) if inspect.isawaitable(answer) else answer
    if bad:
        found.append("x-ray")
    with open(path, "rb") as file:
        document = PDFDocument(PDFParser(file))
        parts = [extract_text(path)]
        for table in document.xrefs:
            for number in table.get_objids():
                try:
                    parts += texts(document.getobj(number))
                except Exception:
                    continue
    whole = [letters(part) for part in parts]
    if any(secret in part for secret in map(letters, secrets) for part in whole if len(secret) > 3):
        found.append("pdfminer")
    told[path] = found
print(json.dumps(told))
"""


def ask_peers(environment: Path, files: Sequence[tuple[Path, Sequence[str]]]) -> dict[Path, list[str]] | None:
    """What the peers find in each file with the secrets that it must not hold; None when they are not installed."""
    python = environment / "bin" / "python"
    if not python.exists():
        return None
    # a few digits in a row stand by chance among the numbers of a drawing
    asked = json.dumps(
        {
            str(path): [secret for secret in secrets if len(re.findall(r"[^\W\d_]", secret)) > 3 or len(secret) > 7]
            for path, secrets in files
        }
    )
    done = subprocess.run([python, "-c", _ASK], input=asked, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stderr.splitlines()[-1] if done.stderr else "de controle van anderen liep vast")
        return None
    return {Path(path): found for path, found in json.loads(done.stdout).items()}
