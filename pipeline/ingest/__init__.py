"""Ingest: a source file becomes a canonical PDF and a `Document` with its text, words and facts.

ingest(path, source, pdf_dir, case)   one source file; a mail gives itself and its attachments
convert_office(paths, out_dir)        the PDFs of many Word documents in one go, to be handed to `ingest`
is_supported(path)                    whether files of this kind are read
"""

from woolak.pipeline.ingest.office import convert_office
from woolak.pipeline.ingest.source import Ingested, ingest, is_supported

__all__ = ["Ingested", "convert_office", "ingest", "is_supported"]
