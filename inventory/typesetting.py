"""Sets contents as tagged PDF/UA-1 with Typst, by a template of the municipality's own or ours."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from woolak.errors import CaseFileError
from woolak.inventory.word import template

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

__all__ = ["write_pdf"]

STYLE = "huisstijl.typ"
"""Colours, letters and margins of every PDF: a municipality mostly replaces only this one."""

LARGE = 200_000
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


def _set(source: bytes, data: str) -> bytes | None:
    """The PDF; None when Typst refuses the template."""
    import typst

    said: dict[str, Any] = {
        "format": "pdf", "pdf_standards": "ua-1", "sys_inputs": {"data": data}, "timestamp": 0,
    }  # fmt: skip
    if len(data) < LARGE:
        try:
            return bytes(typst.compile(source, **said))
        except typst.TypstError:
            return None
    job = json.dumps(said | {"input": base64.b64encode(source).decode()})
    done = subprocess.run([sys.executable, "-c", APART], input=job.encode(), stdout=subprocess.PIPE, check=False)
    if done.returncode not in (0, 3):
        raise subprocess.CalledProcessError(done.returncode, "typst")
    return done.stdout if done.returncode == 0 else None


def write_pdf(contents: DataclassInstance, name: str, out_dir: Path, own: Path | None = None, form: str = "") -> Path:
    """Write `name`.pdf from `form`.typ, or `name`.typ. Typst refuses what PDF/UA-1 does not allow.

    It is given no date and no path, so the same contents are the same bytes. Raises CaseFileError when the
    municipality's own template is wrong.
    """
    data = json.dumps(asdict(contents), ensure_ascii=False, default=str)
    with template(STYLE, own) as style, template(f"{form or name}.typ", own) as body:
        source = style.read_bytes() + b"\n" + body.read_bytes()
    made = _set(source, data)
    if made is None:
        raise CaseFileError.template(f"{form or name}.typ")
    file = out_dir / f"{name}.pdf"
    file.write_bytes(made)
    return file
