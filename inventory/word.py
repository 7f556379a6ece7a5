"""Fills a Word template, the municipality's own or ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from woolak.inventory.fixedzip import repack

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

__all__ = ["template", "write_docx"]


@contextmanager
def template(name: str, own: Path | None) -> Iterator[Path]:
    """The municipality's own template when it has one, else ours."""
    if own and (own / name).exists():
        yield own / name
    else:
        with resources.as_file(resources.files("woolak.inventory") / "templates" / name) as path:
            yield path


def write_docx(contents: DataclassInstance, name: str, out_dir: Path, own: Path | None = None, form: str = ""
               ) -> Path:  # fmt: skip
    """Write `name`.docx from the template `form`.docx, or `name`.docx; the same contents are the same bytes.

    Raises CaseFileError when the municipality's own template is wrong.
    """
    from docxtpl import DocxTemplate  # type: ignore[import-untyped]
    from jinja2 import TemplateError

    from woolak.errors import CaseFileError

    file = out_dir / f"{name}.docx"
    with template(f"{form or name}.docx", own) as path:
        document = DocxTemplate(str(path))
        try:
            document.render(asdict(contents), autoescape=True)
        except TemplateError:
            raise CaseFileError.template(path.name) from None
        document.save(str(file))
    repack(file)
    return file
