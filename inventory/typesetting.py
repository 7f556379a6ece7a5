"""Sets contents as tagged PDF/UA-1 with Typst, by a template of the municipality's own or ours."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from woolak.errors import CaseFileError
from woolak.inventory.word import template
from woolak.typesetting import RefusedTemplate, set_pdf

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

__all__ = ["write_pdf"]

STYLE = "huisstijl.typ"
"""Colours, letters and margins of every PDF: a municipality mostly replaces only this one."""


def write_pdf(contents: DataclassInstance, name: str, out_dir: Path, own: Path | None = None, form: str = "") -> Path:
    """Write `name`.pdf from `form`.typ, or `name`.typ. Typst refuses what PDF/UA-1 does not allow.

    It is given no date and no path, so the same contents are the same bytes. Raises CaseFileError when the
    municipality's own template is wrong.
    """
    data = json.dumps(asdict(contents), ensure_ascii=False, default=str)
    with template(STYLE, own) as style, template(f"{form or name}.typ", own) as body:
        source = style.read_bytes() + b"\n" + body.read_bytes()
    try:
        made = set_pdf(source, data)
    except RefusedTemplate:
        raise CaseFileError.template(f"{form or name}.typ") from None
    file = out_dir / f"{name}.pdf"
    file.write_bytes(made)
    return file
