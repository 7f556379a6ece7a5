"""Re-reads a burned PDF by other means than the ones that wrote it: pikepdf for its structure, PDFium for its pages.

Nothing here imports woolak.pipeline.redact, but for the type of what was approved.
"""

from woolak.pipeline.verify.anonymity import FEW
from woolak.pipeline.verify.checking import BoxReport, Leak, Verification, verify
from woolak.pipeline.verify.comparing import Before
from woolak.pipeline.verify.inspecting import Inspection, Remark, inspect
from woolak.pipeline.verify.page import CheckedDocument, write_page

__all__ = [
    "FEW",
    "Before",
    "BoxReport",
    "CheckedDocument",
    "Inspection",
    "Leak",
    "Remark",
    "Verification",
    "inspect",
    "verify",
    "write_page",
]
