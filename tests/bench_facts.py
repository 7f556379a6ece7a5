"""`python3 dev.py bench facts`: how often kind, date, title and origin are right, on documents as they come in.

The samples, the dossiers of the tests and the documents of tests/facts.yaml: as made, under the name that a scanner
gives, with a stamp of the post room on top, and with letters read wrongly. Letters are changed on the page, so that
each way costs no OCR; tests/test_facts.py reads real scans.
"""

from __future__ import annotations

import json
import random
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml
from rapidfuzz import fuzz

from samples.make import make_dossier
from woolak.model import BoxPt, DocumentFacts, Page, Word
from woolak.pipeline.ingest.facts import establish_facts
from woolak.pipeline.ingest.mail import Mail, read_mail
from woolak.rules.casefile import CaseFile, read_case_file

HERE = Path(__file__).parent
FACTS = ("kind", "date", "title", "origin", "internal_deliberation")
LIKE = 88
"""Of a title with wrong letters so much has to be the same (0 to 100)."""
CONFUSED = str.maketrans("eoilcnhu0", "coj1emkvO")


@dataclass(frozen=True)
class Known:
    """A document with what is true of it."""

    file: str
    pages: tuple[Page, ...]
    mail: Mail | None
    case: CaseFile
    truth: dict[str, Any]
    titles: tuple[str, ...]
    """What it calls itself; empty when nobody said."""


def _samples(work: Path) -> Iterator[Known]:
    from woolak.pipeline.ingest import ingest

    titles = yaml.safe_load((HERE / "titles.yaml").read_text(encoding="utf-8"))
    folders = [HERE.parent / "samples"]
    for source in sorted((HERE / "dossiers").glob("*/source")):
        made = work / source.parent.name
        made.mkdir()
        (made / "source").symlink_to(source)
        make_dossier(made)
        folders.append(made)
    for folder in folders:
        case = read_case_file(folder / "in" / "zaak.yaml")
        for path in sorted((folder / "truth").glob("*.json")):
            truth = json.loads(path.read_text(encoding="utf-8"))
            file = folder / "in" / truth["file"]
            document = ingest(file, file.name, work / "pdf", case)[0].document
            if document:
                mail = read_mail(file.read_bytes()) if file.suffix == ".eml" else None
                yield Known(file.name, tuple(document.pages), mail, case, truth, tuple(titles.get(file.name, ())))


def _made(work: Path) -> Iterator[Known]:
    from tests.ingest_files import CASE, document_of
    from tests.test_facts import DOCUMENTS, pdf_of

    for name, said in DOCUMENTS.items():
        document = document_of(work, pdf_of(name), said["file"])
        truth = said | {"internal_deliberation": said["internal"], "date": str(said["date"])}
        yield Known(said["file"], tuple(document.pages), None, CASE, truth, (said["title"],))


def _scanner_name(known: Known, at: int) -> tuple[Known, str]:
    return known, f"scan_{at:05}{Path(known.file).suffix}"


def _stamped(known: Known, at: int) -> tuple[Known, str]:
    """A line of the post room above the first page."""
    stamp = f"INGEKOMEN 2{at % 8} AUG 2025 reg. {8000 + at}"
    first = known.pages[0]
    moved = len(stamp) + 1
    words = [Word(0, len(stamp), BoxPt(300, 4, 520, 14))]
    words += [word._replace(start=word.start + moved, end=word.end + moved) for word in first.words]
    page = replace(first, text=f"{stamp}\n{first.text}", words=tuple(words))
    return replace(known, pages=(page, *known.pages[1:])), known.file


def _misread(known: Known, at: int) -> tuple[Known, str]:
    """One letter in fifty is taken for another."""
    random_ = random.Random(at)
    pages = tuple(
        replace(
            page, text="".join(c.translate(CONFUSED) if random_.random() < 0.02 else c for c in page.text), source="ocr"
        )
        for page in known.pages
    )
    return replace(known, pages=pages), f"scan_{at:05}.pdf"


WAYS: dict[str, Callable[[Known, int], tuple[Known, str]]] = {
    "as made": lambda known, _: (known, known.file),
    "file name tells nothing": _scanner_name,
    "stamp on top": _stamped,
    "2% of letters misread": _misread,
}


def _right(told: DocumentFacts, known: Known) -> dict[str, bool]:
    truth = known.truth
    right = {key: getattr(told, key) == truth[key] for key in ("kind", "origin", "internal_deliberation")}
    right["date"] = str(told.date) == str(truth["date"])
    if known.titles:
        right["title"] = max(fuzz.ratio(told.title.lower(), title.lower()) for title in known.titles) >= LIKE
    return right


def facts() -> None:
    """Kind, date, title, origin and deliberation, on samples with noise."""
    with tempfile.TemporaryDirectory() as work:
        sets = {"samples and dossiers": list(_samples(Path(work))), "made for the tests": list(_made(Path(work)))}
    for name, documents in sets.items():
        print(f"{name}: {len(documents)} documents; share that is right")
        for way, change in WAYS.items():
            counts: Counter[str] = Counter()
            looked: Counter[str] = Counter()
            for at, known in enumerate(documents):
                changed, file = change(known, at)
                told = establish_facts(file, changed.pages, changed.mail, changed.case)
                right = _right(told, known)
                looked.update(right.keys())
                counts.update(key for key, is_right in right.items() if is_right)
            shares = "  ".join(f"{key} {counts[key] / looked[key]:.2f}" for key in FACTS)
            print(f"  {way:24} {shares}")


if __name__ == "__main__":
    facts()
