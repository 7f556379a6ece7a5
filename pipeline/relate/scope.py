"""Documents that fall outside the request: of another time, or about something else. Only ever a proposal."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from woolak.model import DocumentFacts, Relation
from woolak.pipeline.detect.passages.scope import hint_words
from woolak.pipeline.detect.passages.subject import subject_of
from woolak.pipeline.relate.relationrules import RelationRules, relation_rules
from woolak.rules.casefile import CaseFile

__all__ = ["Asked", "outside_request"]

OUTSIDE_PERIOD, HINTED, OTHER_SUBJECT = 0.8, 0.7, 0.5


@dataclass(frozen=True, slots=True)
class Asked:
    """A document as it is compared with the request."""

    id: str
    parent_id: str | None
    source: str
    facts: DocumentFacts
    pages: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Seen:
    id: str
    parent_id: str | None
    reason: str
    score: float
    by_subject: bool


def outside_request(documents: Iterable[Asked], case: CaseFile) -> list[Relation]:
    """The documents outside the period or the subject of the request, with the reason.

    An attachment goes with its mail: it is outside only when that is too, and the mail only on its own account.
    """
    seen = [_look(one, case) for one in documents]
    outside = {one.id for one in seen if one.reason}
    holds = {one.parent_id for one in seen if one.parent_id and not one.reason}
    found = []
    for one in seen:
        alone = one.parent_id is None or one.parent_id in outside
        if one.reason and alone and not (one.by_subject and one.id in holds):
            found.append(Relation(one.id, "buiten verzoek", "", one.score, one.reason))
    return found


def _look(one: Asked, case: CaseFile) -> _Seen:
    reason, score = _by_period(one, case)
    if reason:
        return _Seen(one.id, one.parent_id, reason, score, by_subject=False)
    reason, score = _by_subject(one, case)
    return _Seen(one.id, one.parent_id, reason, score, by_subject=True)


def _by_period(one: Asked, case: CaseFile) -> tuple[str, float]:
    reasons, period, date = relation_rules().reasons, case.request.period, one.facts.date
    if date and period.from_ and date < period.from_:
        return reasons["before_period"].format(
            date=f"{date:%d-%m-%Y}", limit=f"{period.from_:%d-%m-%Y}"
        ), OUTSIDE_PERIOD
    if date and period.to and date > period.to:
        return reasons["after_period"].format(date=f"{date:%d-%m-%Y}", limit=f"{period.to:%d-%m-%Y}"), OUTSIDE_PERIOD
    return "", 0.0


def _is_about(subject: re.Pattern[str], text: str, rules: RelationRules) -> bool:
    """Whether a text has a word that only the subject has, or enough of what is done with any subject."""
    weak = subject_of(" ".join(rules.weak_subjects))
    seen = Counter(subject.findall(text))
    strong = [word for word in seen if not (weak and weak.fullmatch(word))]
    return bool(strong) or len(seen) > 1 or any(count >= rules.weak_often for count in seen.values())


def _by_subject(one: Asked, case: CaseFile) -> tuple[str, float]:
    """Nothing of what was asked, and no party of the case, is named on any page, in the title or the file name."""
    rules = relation_rules()
    subject = subject_of(case.request.text)
    text = "\n".join([one.facts.title, one.source, *one.pages]).lower()
    if subject is None or len(text.split()) < rules.min_words or _is_about(subject, text, rules):
        return "", 0.0
    parties = [name.lower() for party in case.third_parties for name in (*party.names, *party.domains) if len(name) > 2]
    if any(name in text for name in parties):
        return "", 0.0
    hint = subject_of(hint_words(case.out_of_scope_hint))
    hinted = hint.search(text) if hint else None
    if hinted:
        return rules.reasons["hinted_subject"].format(seen=hinted[0]), HINTED
    return rules.reasons["other_subject"], OTHER_SUBJECT
