"""Ingest: a source file becomes a canonical PDF and a `Document` with its text, words and facts.

ingest(path, source, pdf_dir, case)      one source file; a mail also gives its attachments, an archive its members
convert_office(paths, out_dir, limits)   the PDFs of many office documents in one go, to be handed to `ingest`
is_supported(path)                       whether files of this kind are read

formats.py has the list of formats with their readers: a new one is a line there.
"""

from woolak.pipeline.ingest.formats import is_supported
from woolak.pipeline.ingest.office import OFFICE_SUFFIXES, convert_office
from woolak.pipeline.ingest.source import Ingested, ingest

__all__ = ["OFFICE_SUFFIXES", "Ingested", "convert_office", "ingest", "is_supported"]
