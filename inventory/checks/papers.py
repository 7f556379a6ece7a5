"""Boxes, list and annex say the same (rules 5, 7 and 12), and the judgement fits the boxes."""

from __future__ import annotations

from collections.abc import Iterator

from woolak.inventory.checks.finding import Checked, Dossier, Finding, check_rules, finding
from woolak.inventory.judging import judge
from woolak.inventory.letters.annex import older_than_five_years
from woolak.rules.grounds import catalogue_order, grounds, parse_label

__all__ = ["check_papers"]

BY_BOXES = ("openbaar", "deels openbaar")
WITHOUT_BOXES = ("niet openbaar", "buiten verzoek", "reeds openbaar", "dubbel")


def _is_ground(code: str) -> bool:
    known = grounds()
    return code in known and known[code].citable


def _boxes_and_line(one: Checked) -> Iterator[Finding]:
    """R12: every ground in a box is in the line, and the other way round."""
    in_boxes = {code for box in one.redactions for code in box.grounds}
    in_line = set(one.line.listed_grounds)
    for code in catalogue_order(in_boxes - in_line):
        yield finding("R12_line", one.line.number, codes=code)
    if not one.line.withheld and one.line.judgement not in WITHOUT_BOXES:
        for code in catalogue_order(in_line - in_boxes):
            yield finding("R12_box", one.line.number, codes=code)


def _paragraphs(dossier: Dossier) -> Iterator[Finding]:
    """R5 and R12: every ground that is used is explained, with the weighing that the law asks; no other is."""
    known, said = grounds(), check_rules()
    handled = [one.line for one in dossier.documents if not one.line.error]
    used = {code for line in handled for code in line.listed_grounds if _is_ground(code)}
    woo = {code for code in used if known[code].law == "woo"}
    explained = {
        label.code: section for section in dossier.annex.considerations for label in parse_label(section.heading)
    }
    for code in catalogue_order(woo - set(explained)):
        yield finding("R12_paragraph", said.whole_case, codes=code)
    for code in catalogue_order({code for code in explained if code in known and known[code].law == "woo"} - woo):
        yield finding("R12_unused", said.whole_case, codes=code)
    for code in catalogue_order(woo & set(explained)):
        words = " ".join(explained[code].paragraphs)
        if known[code].kind == "relative" and not any(word in words for word in said.weighing):
            yield finding("R5", said.whole_case, codes=code)


def _older(dossier: Dossier) -> Iterator[Finding]:
    """R7: information older than five years under a relative ground or 5.2 is motivated again (Woo 5.3)."""
    known, said = grounds(), check_rules()
    asked = dossier.case.request.date or dossier.decision.date
    undated = False
    for one in dossier.documents:
        codes = [code for code in one.line.listed_grounds if code in known and known[code].old]
        if not codes or one.line.error:
            continue
        if not asked:
            undated = True
        elif not one.line.date:
            yield finding("R7_undated", one.line.number)
        elif older_than_five_years(one.line.date, asked, dossier.decision.date):
            reasons, section = dossier.texts.old.reasons, dossier.annex.old
            paragraphs = " ".join(section.paragraphs) if section else ""
            missing = [code for code in codes if code not in paragraphs]
            general = [code for code in codes if code not in missing and not reasons.get(code)]
            if missing:
                yield finding("R7", one.line.number, codes=", ".join(missing))
            if general:
                yield finding("R7_general", one.line.number, codes=", ".join(general))
    if undated:
        yield finding("R7_request", said.whole_case)


def _judgement(one: Checked) -> Iterator[Finding]:
    line = one.line
    if line.error or line.judgement is None:
        return
    if line.judgement in ("niet openbaar", "buiten verzoek") and not line.listed_grounds:
        yield finding("no_ground", line.number, judged=line.judgement)
    if line.judgement == "dubbel" and not line.duplicate_of:
        yield finding("double_of", line.number)
    if line.judgement == "reeds openbaar" and not line.link and not line.remark:
        yield finding("public_where", line.number)
    fits = judge(one.document, tuple(one.redactions))
    if line.judgement in BY_BOXES and fits != line.judgement:
        yield finding("judgement", line.number, judged=line.judgement, fits=fits)


def check_papers(dossier: Dossier) -> Iterator[Finding]:
    for one in dossier.documents:
        yield from _boxes_and_line(one)
        yield from _judgement(one)
    yield from _paragraphs(dossier)
    yield from _older(dossier)
    sources = {one.line.source for one in dossier.documents}
    for source in sorted(set(dossier.decision.documents) - sources):
        yield finding("unknown_source", check_rules().whole_case, source=source)
