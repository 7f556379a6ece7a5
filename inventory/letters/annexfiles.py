"""bijlage-besluit.docx from a template that a municipality can replace, and bijlage-besluit.pdf by Typst."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from importlib import resources
from pathlib import Path

from woolak.inventory.fixedzip import repack
from woolak.inventory.letters.annex import Annex, annex
from woolak.inventory.line import InventoryLine
from woolak.rules.casefile import CaseFile

__all__ = ["write_annex"]

DOCX, TYP = "bijlage-besluit.docx", "bijlage-besluit.typ"


@contextmanager
def _template(name: str, own: Path | None) -> Iterator[Path]:
    """The municipality's own template when it has one, else ours."""
    if own and (own / name).exists():
        yield own / name
    else:
        with resources.as_file(resources.files("woolak.inventory") / "templates" / name) as path:
            yield path


def _write_docx(contents: Annex, template: Path, file: Path) -> None:
    from docxtpl import DocxTemplate  # type: ignore[import-untyped]

    document = DocxTemplate(str(template))
    document.render(asdict(contents), autoescape=True)
    document.save(str(file))
    repack(file)


def _write_pdf(contents: Annex, template: Path, file: Path) -> None:
    """Tagged PDF/UA-1. Typst is given no date and no path, so the same contents are the same bytes."""
    import typst

    data = json.dumps(asdict(contents), ensure_ascii=False)
    made = typst.compile(
        template.read_bytes(), format="pdf", pdf_standards="ua-1", sys_inputs={"data": data}, timestamp=0
    )
    file.write_bytes(made)


def write_annex(lines: Sequence[InventoryLine], case: CaseFile, out_dir: Path, templates: Path | None = None) -> None:
    """Write bijlage-besluit.docx and bijlage-besluit.pdf.

    `templates` is a folder in which a municipality has put its own bijlage-besluit.docx, bijlage-besluit.typ or
    considerations.yaml; what is not there comes from Woolak. Raises CaseFileError when those texts are wrong.
    """
    contents = annex(lines, case, templates)
    with _template(DOCX, templates) as template:
        _write_docx(contents, template, out_dir / DOCX)
    with _template(TYP, templates) as template:
        _write_pdf(contents, template, out_dir / "bijlage-besluit.pdf")
