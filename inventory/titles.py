"""Titles that may be published: persons gone, parties under their pseudonym, leftovers of the file name cleaned."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from woolak.inventory.line import words
from woolak.inventory.numbering import own_number
from woolak.inventory.parties import Span, party_spans
from woolak.model import Document, Proposal
from woolak.rules.casefile import CaseFile

if TYPE_CHECKING:
    from presidio_anonymizer import AnonymizerEngine

__all__ = ["placeholders", "safe_text", "safe_title"]

NamesIn = Callable[[str], list[tuple[int, int]]]

LONGEST_ABBREVIATION = 6
LONGEST = 160  # characters; a line of the list stays readable
_SUFFIX = re.compile(r"\.(?:pdf|docx?|eml|msg|xlsx?|pptx?|odt|ods|rtf|txt|html?|jpe?g|png|tiff?)$", re.I)
_REPLY = re.compile(r"^(?:(?:re|fwd?|antw|betr|betreft|doorst)\s*:\s*|(?-i:RE|Re|FW|Fw|FWD|Fwd)\s+(?=[^\W\d_]))+", re.I)
_COPY = re.compile(r"\s*(?:\(\d{1,2}\)|[-–]\s*kopie(?:\s*\(\d+\))?)$|^(?:kopie van|copy of)\s+", re.I)
_MAIL = re.compile(r"[^\s<>()\[\]]+@[^\s<>()\[\]]+")
_PLACEHOLDER = re.compile(r"\[[^\]]*\]")
_SENTENCES = re.compile(r"([^\W\d_]{2,})[.!?]\s+(?=[A-ZÀ-Þ]\w*\s+\w)")
RUN = 4  # words
SHORTEST_SECRET = 3  # letters and figures; "40" says nothing by itself


def _tidy(title: str, own: str) -> str:
    """A file name or subject line as a person would write it; `own` is what the municipality is called."""
    text = unicodedata.normalize("NFC", title).replace("%20", " ")
    text = "".join(" " if unicodedata.category(char)[0] in "CZ" or char == "_" else char for char in text)
    text = _SUFFIX.sub("", text.strip())
    text = re.sub(r"(?<=\w)\+(?=\w)", " ", text) if " " not in text else text
    for pattern in (_REPLY, _COPY):
        text = pattern.sub("", text.strip())
    if len(text) > LONGEST_ABBREVIATION and not any(char.islower() for char in text):
        text = " ".join(word.lower() if re.search("[AEIOUY]", word) else word for word in text.split())  # VNG stays
        text = re.sub(rf"\b{re.escape(own)}\b", own, text, flags=re.I) if own else text
    return re.sub(r"\s+", " ", text).strip()


def _without_number(text: str, source: str) -> str:
    """The title without the officer's own number; '2e kwartaal' is a counting word and stays."""
    own, before = own_number(source), own_number(text)
    if not own or not before or own[0] != before[0]:
        return text
    rest = before[1].strip()
    return text if own[0].endswith("e") and rest[:1].islower() else rest


def _phone_spans(text: str) -> list[Span]:
    if sum(char.isdigit() for char in text) < 9:
        return []
    import phonenumbers

    return [(one.start, one.end, words().phone) for one in phonenumbers.PhoneNumberMatcher(text, "NL")]


def _redacted_spans(text: str, redactions: Sequence[Proposal]) -> list[Span]:
    """Where the title repeats what was redacted: an order number, an amount, a reference."""
    found: list[Span] = []
    said, folded = words(), text.casefold()
    for entity, secret in sorted({(one.entity, one.text) for one in redactions}):
        parts = re.findall(r"[^\W_]+", secret)
        if sum(map(len, parts)) < SHORTEST_SECRET or len(secret) > LONGEST or parts[0].casefold() not in folded:
            continue
        pattern = r"(?<![^\W_])" + r"[\W_]*".join(map(re.escape, parts)) + r"(?![^\W_])"
        found += [
            (one.start(), one.end(), said.entities.get(entity, said.other)) for one in re.finditer(pattern, text, re.I)
        ]
    return found


def placeholders(title: str) -> list[str]:
    """What stands in a title in the place of something that was redacted ('[naam]')."""
    said = words()
    ours = {said.person, said.mail, said.phone, said.company, said.other, *said.entities.values()}
    return [one for one in _PLACEHOLDER.findall(title) if one in ours]


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def _runs_on(title: str) -> bool:
    """Whether body text was taken along: a sentence ends in it and another begins."""
    short = set(words().abbreviations)
    return any(match[1].casefold() not in short for match in _SENTENCES.finditer(title))


def _repeats(title: str, redactions: Sequence[Proposal]) -> bool:
    """Whether some words of a redacted passage stand in it, in the same order, or all of it in what is redacted."""
    said = _words(title)
    runs = {tuple(said[at : at + RUN]) for at in range(len(said) - RUN + 1)}
    whole = f" {' '.join(said)} "
    for one in redactions:
        if len(said) > 1 and whole in f" {' '.join(_words(one.text))} ":
            return True
        passage = _words(one.text) if len(one.text) > LONGEST else []
        if any(tuple(passage[at : at + RUN]) in runs for at in range(len(passage) - RUN + 1)):
            return True
    return False


def _chosen(document: Document, case: CaseFile, redactions: Sequence[Proposal]) -> str:
    """The title, or the name of the file when the title holds text that is not a title."""
    own = case.municipality.short_name
    title = _tidy(document.facts.title, own)
    if not title or _runs_on(title) or _repeats(title, redactions):
        return _tidy(PurePosixPath(document.source).name, own)
    return title


def _apart(spans: list[Span]) -> list[Span]:
    """Spans that overlap become one, under what the longest of them is called."""
    apart: list[Span] = []
    for start, end, said in sorted(spans, key=lambda span: (span[0], -span[1])):
        if apart and start < apart[-1][1]:
            first, last, before = apart[-1]
            apart[-1] = (first, max(last, end), before if last - first >= end - start else said)
        elif end > start:
            apart.append((start, end, said))
    return apart


@cache
def _engine() -> AnonymizerEngine:
    from presidio_anonymizer import AnonymizerEngine

    return AnonymizerEngine()  # type: ignore[no-untyped-call]


def _no_names(_: str) -> list[tuple[int, int]]:
    return []


def safe_text(
    text: str,
    case: CaseFile,
    names_in: NamesIn = _no_names,
    companies_in: NamesIn = _no_names,
    redactions: Sequence[Proposal] = (),
    parts_in: NamesIn = _no_names,
) -> str:
    """A line of text with what may not be read replaced by a word that says what stood there."""
    spans: list[Span] = [(start, end, words().person) for start, end in names_in(text)]
    spans += [(one.start(), one.end(), words().mail) for one in _MAIL.finditer(text)]
    spans += _phone_spans(text)
    spans += _redacted_spans(text, redactions)
    spans += [(start, end, words().other) for start, end in parts_in(text)]
    if case.anonymise_parties:
        companies = [(start, end, words().company) for start, end in companies_in(text)]
        spans = [*party_spans(text, case), *companies, *spans]
    spans = _apart(spans)
    if not spans:
        return text
    from presidio_anonymizer.entities import OperatorConfig, RecognizerResult

    results = [RecognizerResult(said, start, end, 1.0) for start, end, said in spans]
    operators = {said: OperatorConfig("replace", {"new_value": said}) for _, _, said in spans}
    # presidio-anonymizer is untyped where RecognizerResult of the analyzer is expected
    return str(_engine().anonymize(text, results, operators).text)  # type: ignore[arg-type, unused-ignore]


def safe_title(
    document: Document,
    case: CaseFile,
    names_in: NamesIn,
    *,
    companies_in: NamesIn = _no_names,
    redactions: Sequence[Proposal] = (),
    parts_in: NamesIn = _no_names,
) -> str:
    """The title of a document for a public list; never empty.

    `names_in` gives the places in a text where a person is named who may not be read, `companies_in` those of
    companies that zaak.yaml does not name (used when the case anonymises parties), and `redactions` is what was
    approved in the document: the title does not give it away, nor the part of it that stands where `parts_in` says.
    A document that could not be read is called by its kind:
    nobody knows whose name is in the name of its file.
    """
    kind_name = words().kinds.get(document.facts.kind, document.facts.kind.capitalize())
    if not document.pages:
        return kind_name
    text = _without_number(_chosen(document, case, redactions), document.source)
    text = safe_text(text, case, names_in, companies_in, redactions, parts_in)
    text = re.sub(r"(\[[^\]]*\])(?:[\s,&/-]*\1)+", r"\1", text)
    text = re.sub(r"\(\s*\)", "", text)
    text = re.sub(r"\s+", " ", text).strip(" \t-–—_,;:=+@|")
    if not any(char.isalnum() for char in _PLACEHOLDER.sub("", text)):
        text = f"{kind_name} {text}".strip() if _PLACEHOLDER.search(text) else kind_name
    if len(text) > LONGEST:
        text = text[:LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:-") + " …"
    return text[:1].upper() + text[1:]
