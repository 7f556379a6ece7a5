"""The pages behind a document with what its file hides, so that it is read, reviewed and redacted like the rest."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from woolak.pipeline.ingest.paper.structure import printable
from woolak.pipeline.ingest.paper.typesetting import set_on_pages
from woolak.pipeline.ingest.received import Section
from woolak.rules.limits import Limits
from woolak.rules.reading import Model, read_rules

__all__ = ["HiddenRules", "hidden_pages", "hidden_rules"]


class HiddenRules(Model):
    """rules/hidden.yaml."""

    title: str
    introduction: str
    headings: dict[str, str]
    photo: dict[str, str]
    part: str


def hidden_rules() -> HiddenRules:
    """The words of rules/hidden.yaml, read once per process."""
    rules: HiddenRules = read_rules("hidden.yaml", HiddenRules)
    return rules


def hidden_pages(sections: Sequence[Section], limits: Limits) -> bytes:
    """A PDF that tells what the file hides. Raises UnreadableSource."""
    rules = hidden_rules()
    html = [f"<h1>{escape(rules.title)}</h1><p><i>{escape(rules.introduction)}</i></p>"]
    for section in sections:
        where = f": {section.where}" if section.where else ""
        html.append(f"<h2>{escape(rules.headings[section.what] + printable(where))}</h2>")
        html += [f"<p>{escape(printable(line))}</p>" for line in section.lines]
    return set_on_pages("".join(html), {}, limits)
