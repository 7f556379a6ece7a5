"""The case: a folder with a database, and the only code that writes either.

    DIR/zaak.yaml  DIR/zaak.sqlite  DIR/bron/ (originals)  DIR/pdf/ (canonical)  DIR/werk/ (burned)  DIR/release/

Each stage's result is stored in one transaction together with the fingerprint of what it was made from, so that a
run that was cut off goes on where it was. Decisions are only ever added.
"""

from __future__ import annotations

import hashlib
import logging
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal, NamedTuple

import sqlalchemy as sa

from woolak import database
from woolak.correcting import CORRECTING, corrections, facts_after
from woolak.errors import UsageError
from woolak.events import Draft, Event, EventLog
from woolak.holding import holding, is_held_alone
from woolak.migrating import SCHEMA
from woolak.model import Document, DocumentFacts, Finding, Page, Proposal
from woolak.packing import PackedPage, PackedPages, StoredPages, by_ocr, opened, pack, pack_pages, unpack, unpack_page
from woolak.tables import documents, events, meta, metadata, pages, proposals, sources

__all__ = ["POLICY", "Case", "PageRow", "StoredDocument", "StoredProposal", "Verdict", "proposal_id"]

Verdict = Literal["approve", "reject"]

FIRST_PAGES = 3
PACKED = [pages.c[name] for name in PackedPage._fields]
"""The columns of a page as it is stored."""
POLICY = "beleid"  # who decided, when nobody did and the user asked the policy to
THIS: sa.BindParameter[str] = sa.bindparam("this")

# Questions that are asked of every document: built, and known to SQLAlchemy, once.
_REMEMBERED = sa.select(meta.c.value).where(meta.c.key == THIS)
_INGESTED = sa.select(sources.c.fingerprint).where(sources.c.path == THIS)
_RECEIVED = sa.select(sources.c.sha256).where(sources.c.path == THIS)
_DOCUMENT = sa.select(documents).where(documents.c.id == THIS)
_PAGES = sa.select(*PACKED).where(pages.c.document_id == THIS).order_by(pages.c.page_index)
_TEXTS = sa.select(pages.c.text).where(pages.c.document_id == THIS).order_by(pages.c.page_index)
_RECEIVED_AS = sa.select(documents.c.from_source).where(documents.c.id == THIS)
_FINDINGS = sa.select(documents.c.findings).where(documents.c.id == THIS)
_PROPOSALS = sa.select(proposals).where(proposals.c.document_id == THIS).order_by(proposals.c.position)
_BURNED = sa.select(documents.c.burned).where(documents.c.id == THIS)
_MADE_OF = sa.select(documents.c.id).where(documents.c.from_source == THIS)
_WITHOUT = (
    proposals.delete().where(proposals.c.document_id.in_(_MADE_OF)),
    pages.delete().where(pages.c.document_id.in_(_MADE_OF)),
    documents.delete().where(documents.c.from_source == THIS),
    sources.delete().where(sources.c.path == THIS),
)
"""Takes away all that was made of a source."""
_CHANGED = documents.update().where(documents.c.id == THIS)
_UNPROPOSED = proposals.delete().where(proposals.c.document_id == THIS)
_NEW_SOURCE, _NEW_DOCUMENT, _NEW_PAGES, _NEW_PROPOSALS = (
    table.insert() for table in (sources, documents, pages, proposals)
)


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document's line in the database, without its pages; `error` is the Dutch reason that it was not processed."""

    id: str
    source: str
    parent_id: str | None
    error: str | None
    page_count: int
    detected_from: str | None
    grounded_from: str | None
    burned_from: str | None
    corrected: str = ""
    """What people set right of its facts: then it is looked at again."""

    @property
    def as_known(self) -> str:
        """Its identity together with what people said of it: what findings and proposals follow from."""
        return self.id + self.corrected


@dataclass(frozen=True, slots=True)
class StoredProposal:
    """A proposal with its identity, which stays the same when the same thing is found again."""

    id: str
    document_id: str
    proposal: Proposal


class PageRow(NamedTuple):
    """The text of one page, for who searches the whole case."""

    document_id: str
    page_index: int
    text: str


def proposal_id(document_id: str, proposal: Proposal) -> str:
    boxes = [[round(value) for value in box] for box in proposal.boxes_pt] if not proposal.text else ""
    said = (document_id, proposal.page_index, proposal.start, proposal.end, proposal.entity, proposal.grounds, boxes)
    return hashlib.sha256(repr(said).encode()).hexdigest()[:24]


class ProposedAction(NamedTuple):
    """What a proposal wants, and nothing else of it: reading a proposal takes longer, and a case has many."""

    id: str
    document_id: str
    action: str


@dataclass(frozen=True, slots=True)
class _Wanting:
    """Of a proposal as it is stored only what it wants."""

    action: str


def _proposal(row: Any) -> StoredProposal:
    return StoredProposal(row.id, row.document_id, unpack(Proposal, row.data))


class Case:
    """An opened case. Open it with `Case.open`; one process at a time may change it."""

    def __init__(self, folder: Path, engine: sa.Engine) -> None:
        self.folder = folder
        self._engine = engine
        self.log = EventLog(engine, events, meta)
        self._last_pages: tuple[str, tuple[PackedPage, ...]] = ("", ())

    @property
    def sources_dir(self) -> Path:
        return self.folder / "bron"

    @property
    def pdf_dir(self) -> Path:
        return self.folder / "pdf"

    @property
    def work_dir(self) -> Path:
        return self.folder / "werk"

    @property
    def release_dir(self) -> Path:
        return self.folder / "release"

    @property
    def case_file(self) -> Path:
        return self.folder / "zaak.yaml"

    @property
    def lessons_file(self) -> Path:
        """The municipality's lessons, as they were at the last run; not there when the run used none."""
        return self.folder / "geleerd.yaml"

    @classmethod
    @contextmanager
    def open(cls, folder: Path, create: bool = False, shared: bool = False, watching: bool = False) -> Iterator[Case]:
        """Open a case: alone, as a run and a release need it, or shared with others who review and read it.

        Who is only `watching` may also look while somebody has it alone, and changes nothing. Raises UsageError when
        it is none, or is in use.
        """
        if not create and not database.exists(folder, "zaak"):
            raise UsageError(f"In de map {folder} staat geen zaak. Maak die eerst met 'woolak run'.")
        for part in (folder, folder / "bron", folder / "pdf", folder / "werk"):
            part.mkdir(parents=True, exist_ok=True)
        with nullcontext() if watching else holding(folder, shared):
            engine = database.open_database(folder, "zaak", metadata)
            try:
                case = cls(folder, engine)
                if case.recall("schema") is None:
                    case.remember("schema", SCHEMA)
                with _logging(folder / "werk" / "fouten.log"):
                    yield case
            finally:
                engine.dispose()

    def busy(self) -> bool:
        """Whether somebody has the case alone now: a run or a release is under way."""
        return is_held_alone(self.folder)

    def copy_to(self, file: Path) -> None:
        """Write the database, as it is at this moment, to a SQLite file that is not there yet."""
        engine = database.in_file(file)
        try:
            database.copy_rows(self._engine, engine, metadata)
        finally:
            with engine.connect() as db:
                db.exec_driver_sql("PRAGMA journal_mode=DELETE")
            engine.dispose()

    def _rows(self, query: sa.Select[Any], this: str = "") -> Sequence[Any]:
        with self._engine.connect() as db:
            return db.execute(query, {"this": this} if this else None).all()

    def _text(self, query: sa.Select[Any], this: str) -> str | None:
        with self._engine.connect() as db:
            text: str | None = db.execute(query, {"this": this}).scalar()
        return text

    # --- what is remembered

    def recall(self, key: str) -> str | None:
        """A value that was remembered for the case."""
        return self._text(_REMEMBERED, key)

    def remember(self, key: str, value: str) -> None:
        with self._engine.begin() as db:
            db.execute(meta.delete().where(meta.c.key == key))
            db.execute(meta.insert().values(key=key, value=value))

    # --- sources and documents

    def ingested_from(self, path: str) -> str | None:
        """Fingerprint of what a source was last ingested from; None when it was not."""
        return self._text(_INGESTED, path)

    def received(self, path: str) -> str | None:
        """SHA-256 of a source as it was last ingested; None when it was not."""
        return self._text(_RECEIVED, path)

    def source_paths(self) -> list[str]:
        """The files as received of which there are documents."""
        return [row.from_source for row in self._rows(sa.select(documents.c.from_source).distinct())]

    def documents_of(self, path: str) -> list[str]:
        """The documents, by id, that were made of a file as received."""
        return [row.id for row in self._rows(_MADE_OF, path)]

    def received_as(self, id_: str) -> str:
        """The file as received that a document was made of; empty when there is no such document."""
        return self._text(_RECEIVED_AS, id_) or ""

    def store_ingested(
        self, path: str, sha256: str, fingerprint: str, found: Sequence[tuple[str, str, Document | None, str | None]]
    ) -> None:
        """Store all documents of one source at once: (id, source, document, error)."""
        self._last_pages = "", ()
        with database.renewable(self._engine) as db:
            for taking_away in _WITHOUT:
                db.execute(taking_away, {"this": path})
            db.execute(_NEW_SOURCE, {"path": path, "sha256": sha256, "fingerprint": fingerprint})
            for id_, source, document, error in found:
                row: dict[str, Any] = {"id": id_, "source": source, "from_source": path, "error": error}
                if document:
                    row |= {
                        "parent_id": document.parent_id,
                        "facts": pack(DocumentFacts, document.facts),
                        "page_count": len(document.pages),
                        "hidden_texts": pack(tuple[str, ...], document.hidden_texts),
                    }
                db.execute(_NEW_DOCUMENT, row)
                if document:
                    rows = [{"document_id": id_, **page._asdict()} for page in pack_pages(document).packed]
                    if rows:
                        db.execute(_NEW_PAGES, rows)

    def drop(self, ids: Collection[str]) -> None:
        """Take documents away of a file that stays."""
        self._last_pages = "", ()
        with database.renewable(self._engine) as db:
            for table, column in ((proposals, "document_id"), (pages, "document_id"), (documents, "id")):
                db.execute(table.delete().where(table.c[column].in_(ids)))

    def read_again(self, path: str) -> None:
        """Let the next run read a file anew."""
        with self._engine.begin() as db:
            db.execute(sources.update().where(sources.c.path == path).values(fingerprint=""))

    def store_failure(self, id_: str, reason: str) -> None:
        """A later stage failed on the document: it is not released, and its source is read again by the next run."""
        with self._engine.begin() as db:
            from_source = sa.select(documents.c.from_source).where(documents.c.id == id_).scalar_subquery()
            db.execute(sources.update().where(sources.c.path == from_source).values(fingerprint=""))
            db.execute(documents.update().where(documents.c.id == id_).values(error=reason))

    def documents(self) -> list[StoredDocument]:
        """All documents, by source; those that could not be read too."""
        columns = [documents.c[name] for name in StoredDocument.__dataclass_fields__ if name != "corrected"]
        rows = self._rows(sa.select(*columns).order_by(documents.c.source))
        corrected = corrections(self.log.since(kinds=CORRECTING))
        return [StoredDocument(**row._mapping, corrected=corrected.get(row.id, "")) for row in rows]

    def document(self, id_: str) -> Document:
        """A document, with its pages packed when there are many. Only for those without an error."""
        return opened(self.packed(id_))

    def packed(self, id_: str) -> Document:
        """A document with its pages packed, for who keeps many documents or sends them on."""
        (row,) = self._rows(_DOCUMENT, id_)
        return self._document(row, PackedPages(self._pages(id_)))

    def stored(self, id_: str) -> Document:
        """A document whose pages stay in the case: each is read when it is asked for, while the case is open."""
        (row,) = self._rows(_DOCUMENT, id_)
        return self._document(row, StoredPages(row.page_count, partial(self._pages_at_hand, id_)))

    def _pages(self, id_: str) -> tuple[PackedPage, ...]:
        return tuple(map(PackedPage._make, self._rows(_PAGES, id_)))

    def _pages_at_hand(self, id_: str) -> tuple[PackedPage, ...]:
        """Those of the document that was asked for last are not read again."""
        whose, found = self._last_pages
        if whose != id_:
            found = self._pages(id_)
            self._last_pages = id_, found
        return found

    def _document(self, row: Any, found: PackedPages) -> Document:
        return Document(
            id=row.id,
            source=row.source,
            parent_id=row.parent_id,
            facts=facts_after(unpack(DocumentFacts, row.facts), self.log.since(document_id=row.id, kinds=CORRECTING)),
            pages=found,
            hidden_texts=unpack(tuple[str, ...], row.hidden_texts),
        )

    def facts(self) -> Mapping[str, DocumentFacts]:
        """The facts of every document that was read, without its pages, as people set them right."""
        by_document: dict[str, list[Event]] = defaultdict(list)
        for event in self.log.since(kinds=CORRECTING):
            by_document[event.document_id].append(event)
        return {id_: facts_after(facts, by_document[id_]) for id_, facts in self.facts_as_read().items()}

    def facts_as_read(self) -> Mapping[str, DocumentFacts]:
        """What ingest said of every document that was read."""
        query = sa.select(documents.c.id, documents.c.facts).where(documents.c.facts.is_not(None))
        return {row.id: unpack(DocumentFacts, row.facts) for row in self._rows(query)}

    def page(self, id_: str, page_index: int) -> Page:
        """One page of a document. Raises KeyError when there is none."""
        found = self._rows(sa.select(*PACKED).where(pages.c.document_id == id_, pages.c.page_index == page_index))
        if not found:
            raise KeyError(id_)
        return unpack_page(PackedPage(*found[0]))

    def page_sizes(self, id_: str) -> list[tuple[float, float]]:
        """Width and height of each page of a document, in points."""
        query = sa.select(pages.c.width_pt, pages.c.height_pt).where(pages.c.document_id == id_)
        return [(row.width_pt, row.height_pt) for row in self._rows(query.order_by(pages.c.page_index))]

    def page_texts(self, id_: str) -> list[str]:
        """The text of each page of a document, in order."""
        return [row.text for row in self._rows(_TEXTS, id_)]

    def read_by_ocr(self) -> set[str]:
        """The documents of which one of the first pages is a picture that was read by OCR."""
        query = sa.select(pages.c.document_id, pages.c.data).where(pages.c.page_index < FIRST_PAGES)
        with self._engine.connect() as db:
            return {row.document_id for row in db.execute(query) if by_ocr(row.data)}

    def texts(self) -> list[PageRow]:
        """The text of every page of the case, in order."""
        query = sa.select(pages.c.document_id, pages.c.page_index, pages.c.text)
        return [PageRow(*row) for row in self._rows(query.order_by(pages.c.document_id, pages.c.page_index))]

    # --- findings and proposals

    def findings(self, id_: str) -> list[Finding]:
        """What was found in the document by itself."""
        (row,) = self._rows(_FINDINGS, id_)
        return list(unpack(tuple[Finding, ...], row.findings))

    def store_findings(self, id_: str, fingerprint: str, findings: Sequence[Finding]) -> None:
        with database.renewable(self._engine) as db:
            packed = pack(tuple[Finding, ...], tuple(findings))
            db.execute(_CHANGED, {"this": id_, "detected_from": fingerprint, "findings": packed})

    def store_proposals(self, id_: str, fingerprint: str, found: Sequence[Proposal]) -> None:
        """Replace the document's proposals; decisions stay, and count again for a proposal that is the same."""
        rows = {
            own: {"id": own, "document_id": id_, "position": position, "data": pack(Proposal, proposal)}
            for position, proposal in enumerate(found)
            for own in [proposal_id(id_, proposal)]
        }
        with database.renewable(self._engine) as db:
            db.execute(_UNPROPOSED, {"this": id_})
            if rows:
                db.execute(_NEW_PROPOSALS, list(rows.values()))
            db.execute(_CHANGED, {"this": id_, "grounded_from": fingerprint})

    def proposals(self, id_: str) -> list[StoredProposal]:
        return [_proposal(row) for row in self._rows(_PROPOSALS, id_)]

    def actions(self, id_: str) -> list[ProposedAction]:
        """What each proposal on a document wants, in reading order."""
        return [ProposedAction(row.id, id_, unpack(_Wanting, row.data).action) for row in self._rows(_PROPOSALS, id_)]

    def counts(self) -> Counter[str]:
        """How many proposals of the case want what."""
        with self._engine.connect() as db:
            return Counter(unpack(_Wanting, data).action for data in db.scalars(sa.select(proposals.c.data)))

    def all_proposals(self) -> Iterator[StoredProposal]:
        """Every proposal of the case, by document and in reading order."""
        query = sa.select(proposals).order_by(proposals.c.document_id, proposals.c.position)
        with self._engine.connect() as db:
            for row in db.execute(query):
                yield _proposal(row)

    # --- decisions

    def decide(self, stored: Sequence[StoredProposal | ProposedAction], verdict: Verdict, who: str, why: str) -> None:
        """Add one event per proposal to the log."""
        self.log.append([Draft(verdict, who, document_id=one.document_id, target=one.id, why=why) for one in stored])

    def events(self, id_: str) -> list[Event]:
        """What was decided on one document, in order."""
        return self.log.since(document_id=id_)

    # --- burned documents

    def burned(self, id_: str) -> str | None:
        """The report (JSON) of the burned document in `werk/`."""
        return self._text(_BURNED, id_)

    def store_burned(self, id_: str, fingerprint: str, report: str) -> None:
        with database.renewable(self._engine) as db:
            db.execute(_CHANGED, {"this": id_, "burned_from": fingerprint, "burned": report})


@contextmanager
def _logging(file: Path) -> Iterator[None]:
    """Errors that are not ours go to a file in the case: the kind and the place, never contents of documents."""
    handler = logging.FileHandler(file, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    logging.raiseExceptions = False  # a disk that is too full for a line of the log is told by what fails next
    log = logging.getLogger("woolak")
    log.addHandler(handler)
    log.propagate = False
    try:
        yield
    finally:
        log.removeHandler(handler)
        handler.close()
