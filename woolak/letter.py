"""The decision letter of a case, for the municipality to sign, and the form of it that may be published.

The letter itself holds the name of who asked: it is kept in DIR/besluit/, never in the release. The published form is
made as any document is: read, searched for personal data, burned and proven.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from woolak.inventory.letters.letter import letter
from woolak.inventory.letters.letterfiles import write_paper
from woolak.inventory.line import InventoryLine
from woolak.papers import Papers
from woolak.pool import each
from woolak.public_letter import LetterJob, anonymise
from woolak.run import failure

if TYPE_CHECKING:
    from woolak.case import Case
    from woolak.pipeline.detect import Register

__all__ = ["FOLDER", "publish_letter", "write_letter"]

FOLDER, CONCEPT, FINAL, PUBLISHED = "besluit", "besluit-concept", "besluit.pdf", "besluit-geanonimiseerd.pdf"


def write_letter(case: Case, papers: Papers, lines: Sequence[InventoryLine], register: Register) -> LetterJob:
    """Write DIR/besluit/besluit-concept.{docx,pdf}; gives what is asked of the form that may be published.

    That form is made of DIR/besluit/besluit.pdf, the letter as it was signed, once somebody put it there.
    """
    folder = case.folder / FOLDER
    folder.mkdir(exist_ok=True)
    contents = letter(
        lines, papers.facts, papers.decision, papers.course, papers.views, datetime.date.today(), papers.templates
    )
    write_paper(contents, CONCEPT, folder, papers.templates)
    final, titles = folder / FINAL, tuple(line.title for line in lines)
    pdf = final if final.exists() else folder / f"{CONCEPT}.pdf"
    return LetterJob(pdf, case.work_dir / PUBLISHED, papers.facts, papers.decision, register, titles)


def publish_letter(made: Path, case: Case, job: LetterJob) -> bool:
    """Make the form that may be published, into the release; False when it could not be made or proven, and is not.

    In a process of its own, as every document: what is left of a process that died stays out of the release.
    """
    [(_, proven)] = each(anonymise, [job], 1)
    if isinstance(proven, Exception):
        failure(proven, PUBLISHED, case.folder)
        return False
    if proven:
        job.out.replace(made / PUBLISHED)
    return proven
