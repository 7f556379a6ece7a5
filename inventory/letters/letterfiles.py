"""Writes a letter or form as Word file and as tagged PDF."""

from __future__ import annotations

from pathlib import Path

from woolak.inventory.letters.paper import Paper
from woolak.inventory.typesetting import write_pdf
from woolak.inventory.word import write_docx

__all__ = ["write_paper"]


def write_paper(paper: Paper, name: str, out_dir: Path, templates: Path | None = None) -> None:
    """Write `name`.docx (from the template `name`.docx) and `name`.pdf (from brief.typ).

    Raises CaseFileError when the municipality's own template is wrong.
    """
    write_docx(paper, name, out_dir, templates)
    write_pdf(paper, name, out_dir, templates, form="brief")
