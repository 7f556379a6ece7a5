"""Two who live at one address, written with one surname in a line or cell of their own: 'Karin en Jan de Boer'."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from woolak.model import Finding, Page
from woolak.pipeline.detect.lines import line_end, line_start

__all__ = ["couples"]

_AND = re.compile(r"[ ](?:en|&|\+|e/o)[ ]")
_LABEL = re.compile(r"(?:.*\t)?[ ]*(?:[A-Za-z][\w .-]{0,30}:)?[ ]*")
_REST = re.compile(r"[ ]*[.,;]?[ ]*(?:\t|$)")


def couples(page: Page, findings: Iterable[Finding]) -> list[Finding]:
    """The findings, with those of a couple as one: the word between them tells no reader anything."""
    result: list[Finding] = []
    for finding in findings:
        first = result[-1] if result else None
        if first is not None and _are_couple(page.text, first, finding):
            result[-1] = replace(finding, start=first.start, text=page.text[first.start : finding.end])
        else:
            result.append(finding)
    return result


def _are_couple(text: str, first: Finding, second: Finding) -> bool:
    """Whether a given name alone and a name with a surname are all of a line or cell, or all behind its label."""
    if first.keep or second.keep or second.start - first.end > 5 or not _AND.fullmatch(text, first.end, second.start):
        return False
    if " " in first.text or " " not in second.text:
        return False
    before, behind = text[line_start(text, first.start) : first.start], text[second.end : line_end(text, second.end)]
    return _LABEL.fullmatch(before) is not None and _REST.match(behind) is not None
