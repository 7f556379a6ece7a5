"""bijlage-besluit.docx from a template that a municipality can replace, and bijlage-besluit.pdf by Typst."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from woolak.inventory.letters.annex import annex
from woolak.inventory.line import InventoryLine
from woolak.inventory.typesetting import write_pdf
from woolak.inventory.word import write_docx
from woolak.rules.casefile import CaseFile
from woolak.rules.decision import DecisionFile

__all__ = ["write_annex"]

NAME = "bijlage-besluit"


def write_annex(
    lines: Sequence[InventoryLine],
    case: CaseFile,
    out_dir: Path,
    templates: Path | None = None,
    decision: DecisionFile | None = None,
) -> None:
    """Write bijlage-besluit.docx and bijlage-besluit.pdf.

    `templates` is a folder in which a municipality has put its own bijlage-besluit.docx, bijlage-besluit.typ,
    huisstijl.typ or considerations.yaml; what is not there comes from Woolak. Raises CaseFileError when one is wrong.
    """
    contents = annex(lines, case, templates, decision)
    write_docx(contents, NAME, out_dir, templates)
    write_pdf(contents, NAME, out_dir, templates)
