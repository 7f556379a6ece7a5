"""Burns approved redactions into a PDF: text, pixels and drawings under a box are gone, the box tells the ground.

Threat model and promises: docs/redaction.md.
"""

from woolak.pipeline.redact.burning import Redacted, Redaction, redact
from woolak.pipeline.redact.confining import confined
from woolak.pipeline.redact.style import BoxStyle, default_style

__all__ = ["BoxStyle", "Redacted", "Redaction", "confined", "default_style", "redact"]
