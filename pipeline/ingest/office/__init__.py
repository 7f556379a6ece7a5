"""Office documents: made safe, converted by LibreOffice, with what their pages do not show.

convert_office(paths, out_dir, limits)   the PDFs of many documents in few calls
OFFICE_SUFFIXES                          the names of such documents
read_office                              the reader of one of them
"""

from woolak.pipeline.ingest.office.converting import OFFICE_SUFFIXES, convert_office
from woolak.pipeline.ingest.office.reading import read_office

__all__ = ["OFFICE_SUFFIXES", "convert_office", "read_office"]
