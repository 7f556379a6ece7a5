"""Pages that we make ourselves: of mail, web pages, plain text and what a file hides.

structure_of(html, pictures)     the structure of HTML, with nothing that loads, runs or hides
set_on_pages(html, pictures)     that structure as a PDF
hidden_pages(sections)           the pages behind a document with what its file hides
"""

from woolak.pipeline.ingest.paper.hidden import HiddenRules, hidden_pages, hidden_rules
from woolak.pipeline.ingest.paper.structure import Structure, printable, structure_of
from woolak.pipeline.ingest.paper.typesetting import preformatted, set_on_pages

__all__ = [
    "HiddenRules", "Structure", "hidden_pages", "hidden_rules", "preformatted", "printable", "set_on_pages",
    "structure_of",
]  # fmt: skip
