"""One notation of a telephone number, by which the process that knows the case compares them without any recognizer."""

from __future__ import annotations

import re

__all__ = ["national"]


def national(text: str) -> str:
    """A number without 0, +31 or signs, by which two notations are compared: '06 - 1234 5678' gives 612345678."""
    digits = re.sub(r"[^\d+]", "", text.replace("(0)", "").replace("O", "0").replace("o", "0"))
    digits = re.sub(r"^(?:\+31|0031)", "", digits)
    return digits.lstrip("0")
