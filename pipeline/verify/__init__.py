"""Re-reads a burned PDF by other means than the ones that wrote it: pikepdf for its structure, PDFium for its pages.

Nothing here imports woolak.pipeline.redact, but for the type of what was approved. A part is loaded when it is asked
for: who writes verificatie.pdf needs none of what reads a PDF.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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

_PARTS = {
    "FEW": "anonymity", "Before": "comparing", "Inspection": "inspecting", "Remark": "inspecting",
    "inspect": "inspecting", "CheckedDocument": "page", "write_page": "page",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PARTS.get(name, 'checking')}"), name)
