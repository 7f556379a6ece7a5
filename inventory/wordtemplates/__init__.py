"""Makes the Word templates that come with Woolak."""

from pathlib import Path

from woolak.inventory.wordtemplates.annex import annex_template
from woolak.inventory.wordtemplates.lists import list_template, year_template
from woolak.inventory.wordtemplates.papers import letter_template, paper_template
from woolak.inventory.wordtemplates.parts import save

__all__ = ["TEMPLATES", "make_all"]

TEMPLATES = {
    "bijlage-besluit.docx": annex_template,
    "besluit-concept.docx": letter_template,
    "zienswijze-brief.docx": paper_template,
    "reactieformulier.docx": paper_template,
    "inventarislijst.docx": list_template,
    "inventarislijst-per-jaar.docx": year_template,
}


def make_all(folder: Path) -> None:
    """Write every template into a folder; the same bytes every time."""
    for name, template in TEMPLATES.items():
        save(template(), folder / name)
