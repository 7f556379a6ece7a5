"""Makes a dossier from its sources: `python -m samples.make [FOLDER]` writes FOLDER/in and FOLDER/truth.

A source is a text file with facts at its head (YAML between `---` lines) and below them the text in
Typst, HTML, a small markdown or the form of an e-mail, with the markup of `samples/markup.py`.
A source whose name starts with `_` is an attachment or a piece that others include.
"""

from __future__ import annotations

import datetime
import hashlib
import io
import json
import shutil
import sys
import tempfile
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pymupdf
import yaml

from samples import truth
from samples.mail import HEADERS, parts_of, set_mail
from samples.markup import Mark, MarkupError, Text, marks_in, parse
from samples.scanning import scanned
from samples.typesetting import set_docx, set_pdf

__all__ = ["Made", "main", "make", "make_dossier", "read_source"]


@dataclass(frozen=True)
class Source:
    """A source file: its facts, and its text with marks."""

    path: Path
    facts: dict[str, Any]
    text: str

    @property
    def file(self) -> str:
        """The file's name in the dossier."""
        return str(self.facts.get("file") or f"{self.path.stem.lstrip('_')}.{self.facts.get('format', 'pdf')}")


@dataclass(frozen=True)
class Made:
    """A file of the dossier with its truth."""

    name: str
    content: bytes
    truth: dict[str, Any]


def read_source(path: Path) -> Source:
    """Read the head and the text of a source. Raises MarkupError when it has no head."""
    _, head, text = path.read_text(encoding="utf-8").split("---\n", 2)
    facts = yaml.safe_load(head)
    if not isinstance(facts, dict):
        raise MarkupError(f"{path.name} has no facts at its head")
    return Source(path, facts, text)


def make(path: Path) -> Made:
    """Make one document with its truth."""
    source = read_source(path)
    try:
        with tempfile.TemporaryDirectory(prefix="woolak-samples-") as name:
            folder = Path(name)
            for piece in path.parent.glob("_*.typ"):
                if not piece.read_text(encoding="utf-8").startswith("---\n"):
                    shutil.copy(piece, folder)
            form = source.facts.get("format", "pdf")
            if form == "eml":
                return _mail(source)
            if form == "docx":
                return _office(source, folder)
            return _pdf(source, folder)
    except MarkupError as error:
        raise MarkupError(f"{path.name}: {error}") from error


def _style(source: Source) -> dict[str, Any]:
    date: datetime.date = source.facts["date"]
    moment = datetime.datetime(date.year, date.month, date.day, 9, 30)
    metadata = source.facts.get("metadata", {})
    return {
        "moment": moment,
        **source.facts.get("layout", {}),
        **{k: metadata[k] for k in ("author", "title") if k in metadata},
    }


def _pdf(source: Source, folder: Path, first: int = 1) -> Made:
    texts = parse(source.text, first)
    marks = {mark.number: mark for mark in marks_in(texts)}
    style, suffix = _style(source), source.path.suffix
    clean = set_pdf(suffix, texts, style, folder, coloured=False)
    pages = truth.page_truths(clean, set_pdf(suffix, texts, style, folder, coloured=True))
    scan = source.facts.get("scan")
    if scan:
        clean = scanned(clean, **scan)
        pages = [truth.turned(page, scan["degrees"]) for page in pages]
    words = truth.words(pages, marks)
    found = {
        "format": "scan" if scan else "pdf",
        "pages": [{"width": round(page.width, 2), "height": round(page.height, 2)} for page in pages],
        "words": words,
        "images": truth.images(pages, list(marks.values())),
        "spans": truth.spans(list(marks.values()), words),
    }
    return Made(source.file, _with_metadata(clean, source), {**_facts(source, list(marks.values())), **found})


def _with_metadata(pdf: bytes, source: Source) -> bytes:
    """Metadata and bookmarks as the head says, and none that tell the hour of making."""
    moment: datetime.datetime = _style(source)["moment"]
    with pymupdf.open(stream=pdf) as document:
        document.del_xml_metadata()
        stamp = f"D:{moment:%Y%m%d%H%M%S}+01'00'"
        metadata = {k: v for k, v in source.facts.get("metadata", {}).items() if k != "xmp"}
        document.set_metadata({"creationDate": stamp, "modDate": stamp, **metadata})
        if source.facts.get("metadata", {}).get("xmp"):
            document.set_xml_metadata(source.facts["metadata"]["xmp"])
        if source.facts.get("bookmarks"):
            document.set_toc(source.facts["bookmarks"])
        name = hashlib.md5(source.file.encode(), usedforsecurity=False).hexdigest()
        document.xref_set_key(-1, "ID", f"[<{name}><{name}>]")  # some producers make it from the hour
        content = bytes(document.tobytes(garbage=3, deflate=True, no_new_id=True))
    return content


def _office(source: Source, folder: Path) -> Made:
    texts = parse(source.text)
    marks = list(marks_in(texts))
    content = _same_every_time(set_docx(texts, _style(source), folder, coloured=False))
    parts: dict[str, list[dict[str, Any]]] = {}
    for part, piece in _docx_parts(source.text):
        first = 1 + sum(1 for _ in marks_in(parse(source.text[: source.text.index(piece)])))
        parts.setdefault(part, []).extend(truth.tokens(_plain(parse(piece, first))))
    return Made(source.file, content, _text_truth(source, marks, parts))


def _docx_parts(text: str) -> list[tuple[str, str]]:
    """Header, footer and body of a markdown source."""
    out, rest = [], text
    while ":::" in rest:
        body, _, after = rest.partition("::: ")
        name, _, after = after.partition("\n")
        inside, _, rest = after.partition("\n:::\n")
        out += [("body", body), (name.strip(), inside)]
    return [(part, piece) for part, piece in [*out, ("body", rest)] if piece.strip()]


def _plain(texts: tuple[Text, ...]) -> tuple[Text, ...]:
    """Without the signs of the small markdown."""

    def bare(text: str) -> str:
        lines = [line.removesuffix("\\") for line in text.split("\n")]
        lines = [line.lstrip("#>|") if line.startswith(("#", ">", "|")) else line for line in lines]
        for sign in ("**", "//", "|", "\\t", "==="):
            lines = [line.replace(sign, " " if sign in "|\\t" else "") for line in lines]
        return "\n".join(line.removeprefix("- ").removeprefix("1. ") for line in lines)

    return tuple(
        bare(t) if isinstance(t, str) else t if t.image else replace(t, content=_plain(t.content)) for t in texts
    )


def _mail(source: Source) -> Made:
    marked: dict[str, tuple[Text, ...]] = {}
    marks: list[Mark] = []
    for part, text in parts_of(source.text).items():
        marked[part] = parse(text, 1 + len(marks))
        marks += marks_in(marked[part])
    parts = {HEADERS.get(part, part): truth.tokens(texts) for part, texts in marked.items() if part != "Date"}
    attachments = []
    for name in source.facts.get("attachments", []):
        attached = read_source(source.path.parent / name)
        with tempfile.TemporaryDirectory(prefix="woolak-samples-") as folder:
            made = _pdf(attached, Path(folder), 1 + len(marks))
        attachments.append((made.name, made.content))
        marks += marks_in(parse(attached.text, 1 + len(marks)))
        parts[f"attachment:{made.name}"] = [{k: word[k] for k in ("t", "l", "s")} for word in made.truth["words"]]
    content = set_mail(marked, attachments, source.path.stem.split(".")[0])
    return Made(source.file, content, _text_truth(source, marks, parts))


def _text_truth(source: Source, marks: list[Mark], parts: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    words = [{**token, "part": part} for part, tokens in parts.items() for token in tokens]
    return {
        **_facts(source, marks),
        "format": source.facts["format"],
        "parts": [{"part": part, "tokens": tokens} for part, tokens in parts.items()],
        "images": [],
        "spans": truth.spans([mark for mark in marks if not mark.image], words),
    }


def _facts(source: Source, marks: list[Mark]) -> dict[str, Any]:
    facts = source.facts
    must = [mark for mark in marks if mark.label == "must"]
    grounds = sorted({mark.grounds[0] for mark in marks if mark.label in ("must", "suggest")})
    return {
        "id": facts["id"], "name": facts["name"], "file": source.file, "title": facts["title"],
        "date": facts["date"].isoformat(), "kind": facts["kind"], "origin": facts["origin"],
        "internal_deliberation": facts.get("internal_deliberation", False),
        "expected_judgement": facts.get("judgement", "deels_openbaar" if must else "openbaar"),
        "expected_grounds": grounds, "filename_must": facts.get("filename_must", []),
        "meta_must": facts.get("meta_must", []), "style": facts.get("style", source.path.suffix.lstrip(".")),
    }  # fmt: skip


def _same_every_time(archive: bytes) -> bytes:
    """A .docx whose members all bear the same hour."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            new.writestr(zipfile.ZipInfo(member.filename), old.read(member), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def make_dossier(folder: Path, out: Path | None = None, only: str = "") -> list[Made]:
    """Make all documents of `folder/source` into `out/in` and `out/truth` (default: in the folder itself)."""
    out = out or folder
    for name in ("in", "truth"):
        (out / name).mkdir(parents=True, exist_ok=True)
    made = []
    for path in sorted((folder / "source").iterdir()):
        if path.name.startswith("_") or only not in path.name:
            continue
        if path.name == "zaak.yaml":
            shutil.copy(path, out / "in" / path.name)
            continue
        document = make(path)
        (out / "in" / document.name).write_bytes(document.content)
        text = json.dumps(document.truth, ensure_ascii=False, separators=(",", ":"))
        (out / "truth" / f"{document.truth['id']}.json").write_text(text + "\n", encoding="utf-8")
        made.append(document)
    return made


def main(folder: str = "samples", only: str = "") -> None:
    """Make the dossier and say what came of it."""
    for document in make_dossier(Path(folder), only=only):
        spans = document.truth["spans"].values()
        must = sum(1 for span in spans if span["label"] == "must")
        print(f"{document.name:60} {len(document.content) / 1024:7.0f} kB  {must:3} must  {len(spans) - must:3} other")


if __name__ == "__main__":
    main(*sys.argv[1:])
