"""The date of a document: of its writing, not one that it speaks of."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from woolak.pipeline.ingest.factrules import DateRules
from woolak.pipeline.ingest.lines import Line

__all__ = ["find_date"]

EARLIEST, LATEST = 1970, 2100
NEAR_HEAD = 0.45


@cache
def _notations(months: tuple[str, ...]) -> re.Pattern[str]:
    names = "|".join(sorted(months, key=len, reverse=True))
    return re.compile(
        rf"(?<![\d.,/-])(?:(?P<d1>[0-3]?\d)(?:\s*e)?[\s-]+(?P<m1>{names})\.?[\s,-]+(?:'?(?P<y1>\d{{4}}|\d\d))(?!\d)"
        r"|(?P<d2>[0-3]?\d)\s?[-/.]\s?(?P<m2>[01]?\d)\s?[-/.]\s?(?P<y2>\d{4}|\d\d)(?![\d.,/-]*\d)"
        r"|(?P<y3>\d{4})-(?P<m3>[01]\d)-(?P<d3>[0-3]\d)(?!\d))",
        re.IGNORECASE,
    )


def _dates(text: str, rules: DateRules) -> list[tuple[date, re.Match[str]]]:
    found = []
    for match in _notations(tuple(rules.months)).finditer(text):
        day = match["d1"] or match["d2"] or match["d3"]
        month = str(rules.months[match["m1"].lower()]) if match["m1"] else match["m2"] or match["m3"]
        year = int(match["y1"] or match["y2"] or match["y3"])
        year += 0 if year > 99 else 2000 if year < 70 else 1900
        try:
            when = date(year, int(month), int(day))
        except ValueError:
            continue
        if EARLIEST <= when.year <= LATEST:
            found.append((when, match))
    return found


def find_date(pages: list[list[Line]], file_name: str, rules: DateRules) -> tuple[date | None, str]:
    """The date and the words that it was taken from; (None, "") when there is none to be sure of."""
    labels = _alternatives(rules.labels)
    never = _alternatives(rules.not_labels)
    before = re.compile(rf"\b(?:{'|'.join(rules.not_before)})\s*$", re.IGNORECASE)
    best: tuple[float, int, date, str] | None = None
    order = 0
    for number, lines in enumerate(pages):
        for at, line in enumerate(lines):
            for when, match in _dates(line.text, rules):
                order += 1
                cells = line.text[: match.start()].split("\t")
                lead = cells[-1].strip() or (cells[-2].strip() if len(cells) > 1 else "")
                label = lead.rstrip(" :.").lower()
                above = _label_above(lines, at, line.text[: match.start()].count("\t"))
                if never.search(label) or (not label and never.search(above)):
                    continue
                score = 0.0
                if re.search(rf"(?:^|\s){labels.pattern}$", label, re.IGNORECASE) or (
                    not label and labels.fullmatch(above)
                ):
                    score = 4.0
                elif before.search(lead):
                    continue
                elif number == 0 and line.y < NEAR_HEAD and len(lead) < 30 and len(line.text) < 60:
                    score = 3.0
                elif number == 0:
                    score = 1.0 if len(lead) > 40 else 1.5
                elif number == len(pages) - 1 and re.search(r"^[A-Z][\w' -]+,?$", lead):
                    score = 1.2
                else:
                    score = 0.5
                score -= 0.5 * min(number, 2)
                if score > 0 and (best is None or score > best[0]):
                    best = (score, order, when, line.text.strip()[:80])
    if best:
        return best[2], best[3]
    return _in_file_name(file_name, rules)


def _alternatives(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(words)})", re.IGNORECASE)


def _label_above(lines: list[Line], at: int, cell: int) -> str:
    """The cell above in the line before, without its colon."""
    if at == 0:
        return ""
    cells = lines[at - 1].text.split("\t")
    return cells[cell].strip(" :.").lower() if cell < len(cells) else ""


def _in_file_name(name: str, rules: DateRules) -> tuple[date | None, str]:
    spaced = name.replace("_", " ")
    for when, _ in _dates(spaced, rules):
        return when, name
    for match in re.finditer(r"(?<!\d)(\d{4})[ .]?(\d\d)[ .]?(\d\d)(?!\d)", spaced):
        try:
            when = date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            continue
        if EARLIEST <= when.year <= LATEST:
            return when, name
    return None, ""
