"""One source file to documents: by its format to a PDF, then every PDF the same way."""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from woolak.errors import MissingProgram, UnreadableSource
from woolak.model import Document, Page
from woolak.packing import PackedPage, PackedPages, pack_page
from woolak.pipeline.ingest import formats, pdf, slots, streams
from woolak.pipeline.ingest.facts import establish_facts
from woolak.pipeline.ingest.filenames import unique_name
from woolak.pipeline.ingest.office import OFFICE_SUFFIXES, convert_office
from woolak.pipeline.ingest.pages import read_pages
from woolak.pipeline.ingest.paper import hidden_pages, hidden_rules
from woolak.pipeline.ingest.received import MB, Budget, Converted, Given, Held, Read, Received
from woolak.pipeline.limiting import alive, limited

if TYPE_CHECKING:
    from woolak.rules.casefile import CaseFile

__all__ = ["Ingested", "ingest"]

log = logging.getLogger(__name__)

MANY_PAGES = 300
"""So many pages are kept unpacked per source; a page unpacked takes twenty times as much memory."""
FACTS_PAGES = 12
"""Pages at the beginning that the facts of a document are told from, and the last."""
BATCH, BATCH_BYTES = 40, 100 * MB
"""Files within a file that are taken out together, so that LibreOffice is called once for them."""

Office = Converted | UnreadableSource | MissingProgram


@dataclass(frozen=True)
class Ingested:
    """What came of a source file or attachment: a document with its canonical PDF, or why there is none."""

    source: str
    document: Document | None
    pdf: Path | None
    error: str | None
    retry: bool = False
    """Whether it may succeed later: a program was missing."""
    stream: streams.Stream | None = None
    """Where documents begin, in a file that may hold several; with the first of its documents."""


@dataclass(slots=True)
class _Work:
    """What is known while one source is read."""

    pdf_dir: Path
    case: CaseFile
    cuts: Mapping[str, tuple[int, ...]]
    budget: Budget
    pages: int = 0


def ingest(
    path: Path,
    source: str,
    pdf_dir: Path,
    case: CaseFile,
    converted: Office | None = None,
    cuts: Mapping[str, tuple[int, ...]] | None = None,
) -> list[Ingested]:
    """Read one file, and the files that it holds: members of an archive, attachments of a mail, files within a PDF.

    What cannot be read gives an error, not an exception. `source` is its path within SOURCE. `converted` is what
    `convert_office` made of an office document, when that was done beforehand. `cuts` says for a source with several
    documents on which pages (from 1) they begin, when a person said so. Raises only MissingProgram.
    """
    work = _Work(pdf_dir, case, cuts or {}, Budget(case.limits))
    try:
        if path.stat().st_size > case.limits.file_mb * MB:
            raise UnreadableSource.too_large("file_mb")
        data = path.read_bytes()
    except UnreadableSource as error:
        return [Ingested(source, None, None, str(error))]
    except OSError:
        return [Ingested(source, None, None, str(UnreadableSource.failed()))]
    slots.share(pdf_dir.parent / "werk" / "ocr" if (pdf_dir.parent / "werk").is_dir() else None)
    with limited(case.limits.silent_seconds, case.limits.memory_mb):
        return list(_ingest(Received(data, source), work, converted))


def _ingest(file: Received, work: _Work, converted: Office | None = None) -> Iterator[Ingested]:
    read = Read()
    alive()
    try:
        if not file.data:
            raise UnreadableSource.empty()
        if file.depth > work.case.limits.depth:
            raise UnreadableSource.too_large("depth")
        read = formats.reader_of(file)(file, Given(work.case, work.budget, converted))
        if read.pdf is not None:
            yield from _documents(file, read, work)
    except UnreadableSource as error:
        yield Ingested(file.source, None, None, str(error))
    except MissingProgram as error:
        if file.depth == 0:
            raise
        yield Ingested(file.source, None, None, str(error), retry=True)
    except RecursionError:
        yield Ingested(file.source, None, None, str(UnreadableSource.too_large("depth")))
    except MemoryError:
        yield Ingested(file.source, None, None, str(UnreadableSource.stopped()))
    except Exception as error:  # of a library, on a file that nobody foresaw; the other parts of a mail go on
        log.error("%s: %s", file.identity, type(error).__name__)
        yield Ingested(file.source, None, None, str(UnreadableSource.failed()))
    yield from _held(file, read, work)


def _held(file: Received, read: Read, work: _Work) -> Iterator[Ingested]:
    """The files that a file holds, in batches: office documents of a batch are converted in one go."""
    parent = file.identity if read.pdf is not None else file.parent_id
    names: set[str] = set()
    try:
        for batch in _batches(read.held):
            ready: list[tuple[Received, UnreadableSource | None]] = []
            for name, content in batch:
                source = f"{file.source}/{unique_name(name, names)}"
                error = content if isinstance(content, UnreadableSource) else None
                data = content if isinstance(content, bytes) else b""
                ready.append((Received(data, source, parent, file.depth + 1), error))
            with tempfile.TemporaryDirectory(prefix="woolak-office-") as folder:
                made = _converted([one for one, error in ready if not error], Path(folder), work)
                for one, error in ready:
                    if error:
                        yield Ingested(one.source, None, None, str(error))
                    else:
                        yield from _ingest(one, work, made.get(one.source))
    except UnreadableSource as error:  # of an archive that ends before its end
        yield Ingested(file.source, None, None, str(error))


def _batches(held: Iterable[Held]) -> Iterator[list[Held]]:
    batch: list[Held] = []
    size = 0
    for one in held:
        batch.append(one)
        size += len(one[1]) if isinstance(one[1], bytes) else 0
        if len(batch) >= BATCH or size > BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _converted(files: list[Received], folder: Path, work: _Work) -> dict[str, Office]:
    """What LibreOffice makes of the office documents among the files, in one go."""
    office = [one for one in files if one.suffix in OFFICE_SUFFIXES and one.depth <= work.case.limits.depth]
    if len(office) < 2:
        return {}
    paths = {folder / f"{number}{one.suffix}": one.source for number, one in enumerate(office)}
    for path, one in zip(paths, office, strict=True):
        path.write_bytes(one.data)
    try:
        made = convert_office(list(paths), folder / "uit", work.case.limits, work.case.passwords)
    except MissingProgram as missing:
        return dict.fromkeys(paths.values(), missing)
    return {paths[path]: result for path, result in made.items()}


def _documents(file: Received, read: Read, work: _Work) -> Iterator[Ingested]:
    """The document in a file, or the documents that it is a stream of."""
    opened = pdf.open_pdf(read.pdf or b"")
    pdf.check_size(opened, work.case.limits)
    pdf.set_upright(opened)
    own = opened.page_count
    if read.sections:
        opened.insert_pdf(pdf.open_pdf(hidden_pages(read.sections, work.case.limits)))
    signs: list[streams.Signs] = []
    pages = _kept(_signed(read_pages(opened), signs), work)
    stream = None
    if read.mail is None and own > 1:
        asked = work.cuts.get(file.source)
        stream = streams.find_stream(signs[:own], pdf.bookmarked(opened))
        if asked is not None:
            stream = replace(stream, cuts=asked, by_person=True)
    if stream is None or not stream.cuts:
        document = _document(file, file.identity, file.source, pages, own, read, work)
        yield Ingested(file.source, document, _write(work, document, pdf.as_bytes(opened)), None, stream=stream)
        return
    for first, last in streams.ranges(stream.cuts, own):
        end = len(pages) if last == own else last  # what the file hides goes with its last part
        label = hidden_rules().part.format(first=f"{first:03}", last=f"{last:03}")
        part = Received(b"%d-%d" % (first, last) + file.data[-100_000:], f"{file.source}/{label}")
        moved = _kept((replace(page, page_index=page.page_index - first + 1) for page in pages[first - 1 : end]), work)
        document = _document(file, part.identity, part.source, moved, last - first + 1, read, work)
        data = pdf.as_bytes(pdf.part_of(opened, first - 1, end - 1))
        yield Ingested(part.source, document, _write(work, document, data), None, stream=stream)
        stream = None


def _document(
    file: Received, identity: str, source: str, pages: Sequence[Page], own: int, read: Read, work: _Work
) -> Document:
    shown = (*pages[: min(own, FACTS_PAGES)], *(pages[own - 1 : own] if own > FACTS_PAGES else ()))
    facts = establish_facts(source, shown, read.mail, work.case)
    texts = tuple(dict.fromkeys(text for text in (file.stem, *read.hidden_texts) if text))
    return Document(identity, source, file.parent_id, facts, pages, texts)


def _signed(pages: Iterable[Page], signs: list[streams.Signs]) -> Iterator[Page]:
    for page in pages:
        alive()
        signs.append(streams.signs_of(page))
        yield page


def _kept(pages: Iterable[Page], work: _Work) -> Sequence[Page]:
    """The pages; packed when the source has many."""
    whole: list[Page] = []
    packed: list[PackedPage] = []
    for page in pages:
        if packed or len(whole) + work.pages >= MANY_PAGES:
            packed += [pack_page(one) for one in whole] + [pack_page(page)]
            whole = []
        else:
            whole.append(page)
    work.pages += len(whole)
    return PackedPages(packed) if packed else tuple(whole)


def _write(work: _Work, document: Document, data: bytes) -> Path:
    """Write by way of a file beside it, so that a half-written PDF never bears the name."""
    path = work.pdf_dir / f"{document.id}.pdf"
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return path
