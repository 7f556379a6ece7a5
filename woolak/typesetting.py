"""Sets a PDF/UA-1 from a Typst template and data; a large one in a process of its own, that gives its memory back."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from functools import cache
from typing import Any

__all__ = ["MOST_ROWS", "PART_ROWS", "RefusedTemplate", "fonts", "set_pdf"]

PART_ROWS, MOST_ROWS = 1000, 2500
"""Documents of one part of a list on paper, and of a paper that has no parts: Typst takes some 150 kB for each."""

LARGE = 50_000
"""Characters of contents of which the setting takes so much memory that a process of its own gives it back."""
APART = """
import base64, json, sys, typst
said = json.load(sys.stdin)
said["input"] = base64.b64decode(said["input"])
try:
    sys.stdout.buffer.write(typst.compile(**said))
except typst.TypstError:
    sys.exit(3)
"""
REFUSED = 3


class RefusedTemplate(Exception):
    """Typst refuses the template, or what it makes is no PDF/UA-1."""


@cache
def fonts() -> Any:
    """The fonts of Typst and of this machine, looked for once: Typst by itself looks again for every paper."""
    import typst

    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=True)


def set_pdf(template: bytes, data: str) -> bytes:
    """The PDF, without a date: the same template and data are the same bytes. Raises RefusedTemplate."""
    import typst

    said: dict[str, Any] = {
        "format": "pdf", "pdf_standards": "ua-1", "sys_inputs": {"data": data}, "timestamp": 0,
    }  # fmt: skip
    if len(data) < LARGE:
        try:
            return bytes(typst.compile(template, font_paths=fonts(), **said))
        except typst.TypstError:
            raise RefusedTemplate from None
    job = json.dumps(said | {"input": base64.b64encode(template).decode()})
    done = subprocess.run([sys.executable, "-c", APART], input=job.encode(), stdout=subprocess.PIPE, check=False)
    if done.returncode == REFUSED:
        raise RefusedTemplate
    done.check_returncode()
    return done.stdout
