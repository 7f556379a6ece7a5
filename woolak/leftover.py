"""Tells who handles a case what the proof of a burned document found, where, and what to do about it.

The proof itself and the lists of a release name no secret; these sentences do, and stay within the case.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from woolak.rules.reading import Model, read_rules

if TYPE_CHECKING:
    from woolak.pipeline.redactions import Plan

__all__ = ["Sentences", "what_is_left"]

MOST = 5
"""Places of one document that are told one by one."""


class Sentences(Model):
    """rules/leftover.yaml."""

    page: str
    box: str
    file: str
    picture: str
    unknown: str
    more: str


def _places(number: str, report: Mapping[str, Any], todo: Plan) -> Iterator[str]:
    texts = read_rules("leftover.yaml", Sentences)
    for leak in report["leaks"]:
        page = None if leak["page"] is None else leak["page"] + 1
        if leak["redaction"] is not None:
            text = " ".join(todo.redactions[leak["redaction"]].text.split()) or texts.picture
            yield texts.box.format(number=number, page=page, text=text)
            continue
        text = texts.unknown if leak["secret"] is None else todo.secrets[leak["secret"]]
        yield (texts.file if page is None else texts.page).format(number=number, page=page, text=text)


def what_is_left(number: str, report: Mapping[str, Any], todo: Plan) -> list[str]:
    """A sentence for each place in one document; `report` is its part of verificatie.json, `todo` what was burned."""
    found = list(dict.fromkeys(_places(number, report, todo)))
    if len(found) > MOST:
        more = read_rules("leftover.yaml", Sentences).more
        return [*found[:MOST], more.format(number=number, count=len(found) - MOST)]
    return found
