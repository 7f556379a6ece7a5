"""verificatie.pdf: what was checked, by what, with which outcome; one line per document, to be put in the file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from woolak import __version__
from woolak.pipeline.verify.anonymity import FEW
from woolak.rules.reading import Model, read_rules
from woolak.typesetting import MOST_ROWS, set_pdf

__all__ = ["CheckedDocument", "write_page"]


class PageTexts(Model):
    """rules/verification.yaml."""

    title: str
    intro: str
    many: str
    facts: dict[str, str]
    checks_heading: str
    checks: tuple[str, ...]
    table_heading: str
    columns: dict[str, str]
    result_ok: str
    result_failed: str
    notes: dict[str, str]
    limits_heading: str
    limits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckedDocument:
    """A document with its proof, as in verificatie.json."""

    number: str
    title: str
    report: Mapping[str, Any]


def write_page(documents: Iterable[CheckedDocument], dossier: str, municipality: str, out_dir: Path) -> Path:
    """Write verificatie.pdf (PDF/UA-1, without a date: the same proofs are the same bytes)."""
    texts: PageTexts = read_rules("verification.yaml", PageTexts)
    rows = [_row(document, texts) for document in documents]
    facts = {
        "dossier": dossier,
        "municipality": municipality,
        "documents": str(len(rows)),
        "passed": str(sum(row["ok"] for row in rows)),
        "boxes": str(sum(int(row["boxes"]) for row in rows)),
        "made_by": f"Woolak {__version__} ({_makers()})",
        "checked_by": _checkers(),
    }
    contents = texts.model_dump() | {
        "facts": [(texts.facts[key], value) for key, value in facts.items() if value],
        "columns": list(texts.columns.values()),
        "rows": rows,
    }
    if len(rows) > MOST_ROWS:
        contents["intro"] = f"{texts.intro} {texts.many.format(most=MOST_ROWS)}"
        contents["rows"] = sorted(
            (row for row in rows if row["notes"] or not row["ok"]), key=lambda row: bool(row["ok"])
        )[:MOST_ROWS]
    template = (resources.files("woolak.pipeline.verify") / "verificatie.typ").read_bytes()
    data = json.dumps(contents, ensure_ascii=False)
    file = out_dir / "verificatie.pdf"
    file.write_bytes(set_pdf(template, data))
    return file


def _row(document: CheckedDocument, texts: PageTexts) -> dict[str, Any]:
    report, notes = document.report, []
    pictures = [index + 1 for index in report.get("rasterised_pages", ())]
    if pictures:
        notes.append(texts.notes["pictures" if len(pictures) == 1 else "pictures_many"].format(pages=_listed(pictures)))
    for key, note in (("marks_applied", "marks"), ("found_elsewhere", "elsewhere")):
        if report.get(key):
            notes.append(texts.notes[note].format(count=report[key]))
    for key, note in (("pages_compared", "compared"), ("pages_read_by_ocr", "read")):
        if report.get(key):
            notes.append(texts.notes[note].format(pages=_listed(index + 1 for index in report[key])))
    fits = [box for box in report["boxes"] if box["names_that_fit"] is not None and box["names_that_fit"] < FEW]
    if fits:
        notes.append(texts.notes["few"].format(pages=_listed(box["page"] + 1 for box in fits), few=FEW))
    return {
        "number": document.number,
        "title": document.title,
        "pages": str(report.get("pages", "")),
        "boxes": str(len({box["redaction"] for box in report["boxes"]})),
        "strings": str(report["surfaces"]),
        "ok": bool(report["ok"]),
        "result": texts.result_ok if report["ok"] else texts.result_failed,
        "notes": notes,
    }


def _listed(numbers: Any) -> str:
    """Page numbers as a reader writes them: 1-3, 7."""
    spans: list[list[int]] = []
    for number in sorted(set(numbers)):
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in spans)


def _makers() -> str:
    import pikepdf
    import pymupdf

    return f"MuPDF {pymupdf.mupdf_version}, qpdf {pikepdf.__libqpdf_version__}"


def _checkers() -> str:
    import pikepdf
    from pypdfium2.version import PDFIUM_INFO

    return f"PDFium {str(PDFIUM_INFO).partition('@')[0]}, qpdf {pikepdf.__libqpdf_version__}, Tesseract"
