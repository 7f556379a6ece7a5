"""Finds the scores that bidders got for their offers, in running text: 'komt uit op 81 punten', 'een 8 op prijs'.

A mark of the public for a school or a neighbourhood, the weight of a criterion and the most that can be had stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from woolak.pipeline.detect.business.bare_scores import bare_scores, by_topic, names_bidder, one_of
from woolak.pipeline.detect.business.contested import contested, is_contested
from woolak.pipeline.detect.business.numerals import NUMBER_WORD
from woolak.pipeline.detect.business.view import PageView
from woolak.pipeline.detect.business.vocabulary import vocabulary
from woolak.pipeline.detect.passages.blocks import Span
from woolak.pipeline.detect.passages.cues import CueSet
from woolak.rules.reading import Model, read_rules

__all__ = ["Score", "scores"]

ABOUT_BIDDERS, ABOUT_PARTY = 2.0, 0.8
"""Weight of the cues of an assignment by which a page as a whole is about offers; and by which 'de partij' bids."""
_LETTER = r"(?-i:[OMVGU]|ZG|RV|[A-E])(?:[+-](?!\w))?"
"""A score that is a letter: that of 'voldoende', 'goed' or 'uitstekend'."""
DIGIT_OR_NUMBER = re.compile(
    rf"\d|\been\s(?:{NUMBER_WORD})\b|\b(?:{NUMBER_WORD})\spunt|\been\s{_LETTER}(?!\w)", re.IGNORECASE
)
DIGITS = re.compile(r"(?<![\w.,])\d+")
YOURS = re.compile(r"\buw?\b", re.IGNORECASE)
REACH = 25
LIMIT_REACH = 45
MOST = 1000
_NUMBER = (
    r"(?P<score>\d{1,4}(?:[.,]\d{1,2})?(?![.,]?\d)(?!\s?(?:miljoen|mln|mille|euro))|(?:"
    + NUMBER_WORD
    + r")(?:\sen\seen\shalf)?)"
)
_ALONE = r"(?<![\w€%.,/-])(?<!€ )"
_ENDS = (
    r"(?=[+-]?(?:\s(?:min|plus)\b)?(?:\s?[,;)\t]|\.(?!\d)|\s*$|\s(?:op|voor|en|maar|bij|als|gemiddeld|uit|behaald|gescoord"
    r"|gekregen|toegekend|gegeven|van\sde|tegen|terwijl|omdat|want)\b))"
)
_STOPS = r"(?:\s?[,;)]|\.(?!\d)|\s*$|\sen\s(?:op|voor|bij)\b)"
_BETWEEN = (
    r"(?:een|de|het|van|aantal|te|behalen|\w*scores?|cijfer|punten|puntenaantal|totaal|totale|is|was|zijn|bedraagt|per"
    r"|elk|criterium)"
)
_POINTS = (
    rf"\s?(?:van\s(?:de\s)?(?:maximaal\s|in\stotaal\s|mogelijke\s)?(?:\d+|{NUMBER_WORD})\s)?(?:punten|punt|pnt|pt)\b"
)


OF_THE = re.compile(r"\bvan\sde\s(?:maximaal\s|in\stotaal\s|mogelijke\s)?\Z", re.IGNORECASE)
"""Before the most that could be had: 'van de 100 punten behaalde u er 71'."""
LONGEST_OF = 25
"""Characters between a score and the most that could be had: '71,5 punten van de 100'."""
BIDDER_BEFORE = re.compile(
    r"\b(?i:inschrijver|bureau|offerte|aanbieder|partij|bieder)[ \n](?:van[ \n])?[A-Z\d]\S*[ \n]\(\Z"
)
WOULD_HAVE = re.compile(
    r"\s(?:punten?\s)?(?:\w+\s){0,2}(?:hebben\s(?:ge\w+|be\w+)|(?:ge|be)\w+\shebben)\b", re.IGNORECASE
)
"""Behind a score that was given, though nothing came of it: 'zou u 30 punten hebben gekregen'."""
BEHIND_NAME = re.compile(r"[ \n](?:met[ \n])?(?P<score>\d{1,3},\d{1,2})(?=[ \n]en\b|[,;.)](?!\d)|\s*$)", re.IGNORECASE)
IN_BRACKETS = re.compile(r"[ \n]?\((?P<score>\d{1,3}(?:,\d{1,2})?)(?:\spunten)?\)")
"""Behind a party's name on a page that scores: 'Zonneveld (18) kent de buurt'."""
REASONS = re.compile(r"(?<=punten):[ \n]", re.IGNORECASE)
REASONED = re.compile(r"\.\s[A-Z][^.\t\n]+")
"""What follows on the points in a cell that gives its reasons: '27 punten. De planning is helder.'"""


class ScoreCues(Model):
    """rules/cues/business_scores.yaml."""

    verbs: tuple[str, ...]
    ends: tuple[str, ...]
    labels: tuple[str, ...]
    apart: tuple[str, ...]
    bidders: tuple[str, ...]
    parties: tuple[str, ...]
    tender: tuple[str, ...]
    rules: tuple[str, ...]
    limits: tuple[str, ...]
    limits_behind: tuple[str, ...]
    may: tuple[str, ...]
    raters: tuple[str, ...]
    public: tuple[str, ...]
    points: tuple[str, ...]
    got: tuple[str, ...]
    weighed: tuple[str, ...]
    others: tuple[str, ...]
    together: tuple[str, ...]


class Score(NamedTuple):
    """A score, and the words by which it is one."""

    start: int
    end: int
    seen: str


class _Patterns(NamedTuple):
    words: CueSet
    points: re.Pattern[str]
    scoring: re.Pattern[str]
    marks: tuple[re.Pattern[str], ...]
    lettered: re.Pattern[str]
    further: re.Pattern[str]
    bidder: re.Pattern[str]
    bidder_before: re.Pattern[str]
    party: re.Pattern[str]
    tender: re.Pattern[str]
    rule: re.Pattern[str]
    limit: re.Pattern[str]
    limit_behind: re.Pattern[str]
    may: re.Pattern[str]
    rated: re.Pattern[str]
    public: re.Pattern[str]
    got_most: re.Pattern[str]
    """The most that could be had, and was: 'kreeg u het maximum van'."""
    weighed: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    cues = read_rules("cues/business_scores.yaml", ScoreCues)
    verb, end, label = (one_of(words) for words in (cues.verbs, cues.ends, cues.labels))

    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern, re.IGNORECASE)

    within = r"[^.;:?!€%]{0,60}?"
    others = rf",\s(?:(?:en\s)?(?:de|het)\s(?:{'|'.join(cues.others)})|{one_of(cues.together)})"
    rated = rf"{one_of(cues.raters)}[^.;]{{0,50}}{verb}|{verb}[^.;]{{0,30}}{one_of(cues.raters)}"
    return _Patterns(
        CueSet({"scoring": dict.fromkeys((*cues.points, *cues.verbs, *cues.ends), 1.0)}),
        compiled(rf"{_ALONE}{_NUMBER}{_POINTS}(?!\s\d)"),
        compiled(rf"{verb}|{end}|{label}|{one_of(cues.apart)}"),
        (
            compiled(rf"{verb}{within}\s(?:een|het\scijfer)(?:\s(?:krappe|ruime|magere|mooie|dikke))?\s{_NUMBER}{_ENDS}"),
            compiled(rf"{verb}(?:\s\w+){{0,4}}\ser\s(?:in\stotaal\s)?{_NUMBER}(?:{_ENDS}|(?=:))"),
            compiled(rf"{_ALONE}{_NUMBER}(?=\svan\sde\s(?:maximaal\s|in\stotaal\s|mogelijke\s)?\d+\spunten\b)"),
            compiled(rf"{_ALONE}{_NUMBER}(?=(?:(?:,|\sen|,\sen)\s\d[\d.,]*)*(?:\sen|\stegen)\s\d[\d.,]*\spunten\b)"),
            compiled(rf"{verb}[^.;:?!%]{{0,110}}?{_ALONE}{_NUMBER}(?=\s(?:van\sde|uit\sde)\s\d{{1,3}}{_STOPS})"),
            compiled(rf"\been\s{_NUMBER}(?=\s(?:willen\s|kunnen\s|moeten\s|mogen\s)?(?:geven|gegeven|toekennen|toegekend)\b)"),
            compiled(rf"(?:de|het)\s(?:{'|'.join(cues.others)})\s(?:had|heeft)\s(?:er\s)?{_NUMBER}{_ENDS}"),
            compiled(rf"{end}{within}\s(?:op|met)(?:\s(?:een|gemiddeld))?\s{_NUMBER}{_ENDS}"),
            compiled(
                rf"{label}(?:\s\w+){{0,4}}?(?:\s?[:=]|\s(?:is|was|van|bedraagt)(?:\seen)?)?\s"
                rf"{_NUMBER}(?!\s(?:tot|t/m|-))(?:{_ENDS}|(?=\s?[–-]\s))"
            ),
        ),
        compiled(rf"\been\s(?P<score>{_LETTER})(?:{_ENDS}|(?=\s(?:\w+\s)?{verb}))"),
        compiled(rf"(?:\s(?:een|met|op|:)|:|(?<=\d)\svoor\s(?:\w+\s){{1,3}}en|\sen\svoor\s(?:\w+\s)?\w+"
                 rf"|(?<=punten)\sen(?-i:\s[A-Z][\w&-]+){{1,3}}|{others})\s{_NUMBER}"
                 r"(?=[+-]?(?:\s(?:op|voor|bij)\b|\s?[,;.)](?!\d)|\s*$|\s(?:van|uit)\sde\s\d))"),
        compiled(one_of(cues.bidders)),
        compiled(rf"{one_of((*cues.bidders, *cues.parties))}(?:\s(?:[a-h]|\d))?\s?[:=]\s$"),
        compiled(one_of(cues.parties)),
        compiled(one_of(cues.tender)),
        compiled(one_of(cues.rules)),
        compiled(rf"{one_of(cues.limits)}(?:\s{_BETWEEN})*\s?:?\s*$"),
        compiled(rf"\s(?:{'|'.join(cues.limits_behind)})\b"),
        compiled(one_of(cues.may)),
        compiled(rated),
        compiled(one_of(cues.public)),
        compiled(rf"{one_of(cues.got)}[^.;]{{0,60}}\b(?:maxim\w+|hoogste)\b[^.;\d]{{0,40}}\Z"),
        compiled(one_of(cues.weighed)),
    )  # fmt: skip


def scores(view: PageView) -> Iterator[Score]:
    """The scores of bidders on a page, in order of the sentences."""
    told = dict.fromkeys(view.sentence_at(hit.start) for hit in _patterns().words.find(view.flat).hits)
    found: list[Score] = []
    for sentence in told:
        if DIGIT_OR_NUMBER.search(view.text, *sentence) and _of_bidder(view, sentence):
            party = any(sentence.start <= mention.start < sentence.end for mention in view.parties)
            found += _in_sentence(view.text, sentence, party)
    yield from found
    for start, end in contested(view):
        if not any(one.start < end and start < one.end for one in found):
            yield Score(start, end, "score")
    for mention in view.parties if found else ():
        match = IN_BRACKETS.match(view.text, mention.end) or _next_of_list(view, mention.end, found)
        if match and not any(one.start == match.start("score") for one in found):
            yield Score(*match.span("score"), "punten")


def _next_of_list(view: PageView, behind: int, found: list[Score]) -> re.Match[str] | None:
    """A number right behind a bidder, in a sentence that told the points of another: 'A 81,4 punten en B 76,5'."""
    sentence = view.sentence_at(behind - 1)
    told = any(sentence.start <= one.start < behind for one in found)
    return BEHIND_NAME.match(view.text, behind, sentence.end) if told else None


def _of_bidder(view: PageView, sentence: Span) -> bool:
    """Whether a sentence is about who bids, and tells what was given and not what can be had."""
    patterns, text = _patterns(), view.text
    bidder, public = patterns.bidder.search(text, *sentence), patterns.public.search(text, *sentence)
    named = any(sentence.start <= mention.start < sentence.end for mention in view.parties)
    named = named or (bidder is not None and (public is None or bidder.start() < public.start()))
    if patterns.rule.search(text, *sentence):
        return False
    if view.by_company(sentence.start) and is_contested(view) and not public:
        return True
    reasons = REASONS.search(text, *sentence)  # 'u scoorde 24 punten: de jongeren kregen weinig plaats'
    if patterns.rated.search(text, sentence.start, reasons.start() if reasons else sentence.end):
        return False
    if named:
        return True
    if public or view.by_company(sentence.start):
        return False
    told = patterns.party.search(text, *sentence) or _beside_name(text, sentence) or patterns.tender.search(text)
    enough = ABOUT_PARTY if told else ABOUT_BIDDERS
    assigned = view.weights.get("assignment", 0.0)
    return assigned >= enough and assigned > view.weights.get("public", 0.0)


def _beside_name(text: str, sentence: Span) -> bool:
    """Whether a number stands beside a name, or the reader is told what was given: 'u bent tweede met 79,4'."""
    return bool(YOURS.search(text, *sentence)) or any(
        names_bidder(text, digits.start()) for digits in DIGITS.finditer(text, *sentence)
    )


def _in_sentence(text: str, sentence: Span, party: bool) -> Iterator[Score]:
    patterns = _patterns()
    found: list[Score] = []
    for match in patterns.points.finditer(text, *sentence):
        told = patterns.scoring.search(text, *sentence)
        told = told or patterns.bidder_before.search(text, max(sentence.start, match.start() - REACH), match.start())
        reasoned = _opens_cell(text, match.start("score")) and REASONED.match(text, match.end())
        if (told or reasoned) and not by_topic(text, *match.span("score")):
            _add(found, text, sentence, match, told[0] if told else "punten")
    for pattern in patterns.marks:
        for match in pattern.finditer(text, *sentence):
            _add(found, text, sentence, match, match[0].split()[0])
    for match in patterns.lettered.finditer(text, *sentence) if patterns.scoring.search(text, *sentence) else ():
        _add(found, text, sentence, match, "score")
    for match in patterns.further.finditer(text, found[0].end if found else sentence.end, sentence.end):
        _add(found, text, sentence, match, found[0].seen)
    for match in bare_scores(text, sentence, party) if not patterns.public.search(text, *sentence) else ():
        _add(found, text, sentence, match, "score")
    yield from sorted(one for one in found if party or not _weighs(text, sentence, one.start))


def _weighs(text: str, sentence: Span, start: int) -> bool:
    """Whether the points in brackets at a place are the weight of a criterion."""
    if text[start - 1 : start] != "(" or names_bidder(text, start) or BIDDER_BEFORE.search(text, sentence.start, start):
        return False
    return _patterns().weighed.search(text, sentence.start, start) is not None


def _opens_cell(text: str, start: int) -> bool:
    return start == 0 or text[start - 1] in "\t\n"


def _at_most(text: str, sentence: Span, start: int) -> bool:
    """Whether what stands before a number says that it is the most or least that can be had."""
    limit = _patterns().limit.search(text, max(sentence.start, start - LIMIT_REACH), start)
    return limit is not None and not _patterns().got_most.search(text, sentence.start, start)


def _add(found: list[Score], text: str, sentence: Span, match: re.Match[str], seen: str) -> None:
    """Add a match that is a score: neither at most or at least, nor yet to be given, nor there already."""
    patterns, (start, end) = _patterns(), match.span("score")
    clause = max(sentence.start, text.rfind(",", sentence.start, start))
    value = text[start:end].replace(",", ".")
    large = value.replace(".", "", 1).isdigit() and float(value) > MOST
    if (
        large
        or vocabulary().ordinal_before.search(text, max(sentence.start, start - REACH), start)
        or _at_most(text, sentence, start)
        or patterns.limit_behind.match(text, match.end())
        or (
            OF_THE.search(text, max(sentence.start, start - LIMIT_REACH), start)
            and ("punt" in text[end : end + 7] or any(one.end < start <= one.end + LONGEST_OF for one in found))
        )
        or (patterns.may.search(text, clause, start) and not WOULD_HAVE.search(text, clause, sentence.end))
        or any(one.start < end and start < one.end for one in found)
    ):
        return
    found.append(Score(start, end, seen))
