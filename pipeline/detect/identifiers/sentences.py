"""Where the sentence around a place begins and ends, without the abbreviations of letters."""

from __future__ import annotations

import re

__all__ = ["CUT", "ELSEWHERE", "GOES_ON", "WHOSE", "clause_around", "in_cell", "sentence_around"]

END = re.compile(
    r"(?:(?<=\n)|\A)(?:Geachte|Beste|Dag|Hallo|Hoi|Ha|Lieve|Goede(?:morgen|middag|navond)) [^\n]{0,60},\n+"
    r"|[.!?][\"'”’)]?(?=\s+[A-ZÀ-Þ•\-–“\"0-9(])|\n(?=[ \t]*(?:[•▪\-–*o] |\d{1,2}[.)] |\t))|(?<=[:;])\n"
    r"|\n(?=\[?\d{1,2}[-/. ](?:\d{1,2}|[a-z]{3})[-/. ,][^\n]{0,25}\d{1,2}:\d\d)"
    r"|\n(?=[A-ZÀ-Þ][^\n]{0,60}\t|[A-ZÀ-Þ][^\s:]*(?: [^\s:]+){0,3}:)|(?<![^\n.!?:;\t]{40})\n(?=[A-ZÀ-Þ][^\n]{0,60}:)"
)
ABBREVIATION = re.compile(
    r"\b(?:dhr|mevr|mw|dr|drs|ir|ing|mr|prof|ds|nr|tel|art|o\.a|i\.v\.m|m\.b\.t|t\.a\.v|bijv|bv|ca|jl|a\.u\.b|t\.n\.v|d\.d"
    r"|incl|excl|st|fam|burg|resp|k|kmr|app|blz|pag|[A-Z])$"
)
FARTHEST = 600
SHORT = 110  # characters; a sentence up to here is taken whole
FEWEST_WORDS = 4
GOES_ON = re.compile(
    r"[,;]?\s(?:en|maar|dus)\s(?=(?:hij|zij|ze|ik|we|wij|u|dat|die|er|heeft|is|was|zit|krijgt|kan|moet|gaat|komt|woont|wil|werkt"
    r"|zal|zou|wordt|kon|werd|loopt|laat|neemt|brengt|volgt|slaapt|rijdt|leeft|zorgt|belt|zoekt|maakt|verblijft|vertrok|verhuisde|"
    r"vertelt|zegt|meldt|schrijft|meent|vindt|noemt|erg|daarom|daardoor|dan|kreeg|ging|kwam|had|mag|staat|blijft|doet|vraagt)\b)"
    r"|[,:]\s(?=(?:hij|zij|ze|ik)\s)|[,;]?\s(?:want|omdat|zodat|terwijl|waardoor|waarna|hoewel|dat)\s|;\s|(?<=[a-z]{4})[.!?]\s+(?=[a-z])"
    r"|\s(?=(?:kunt|mag|moet|hoeft|krijgt|wilt|zult|kan)\su\b|(?:is|komt|blijft|staat|zijn|komen|blijven|staan)\ser\b)"
)
VERB = re.compile(
    r"\b(?:is|was|wordt|werd|heeft|had|ben|bent|heb|hebt|zijn|slikt|slikte|lijdt|leed|kampt|kampte|kreeg|krijgt|zit|zat"
    r"|worstelt|begint|begon|eet|eten|draagt|gebruikt|ondergaat|onderging|herstelt|ligt|lag|ontving|meldde zich"
    r"|meldt zich|door|wegens|vanwege|(?i:in verband met)|overleed)\b"
)
ELSEWHERE = re.compile(r"\s(?:niet|geen|naar|nog|ook|wel|weer|al|toch|alleen|meer|hier|daar|thuis)\b")
"""What follows somebody's ailment, but tells nothing more of it: 'kan met zijn versleten heup niet komen'."""
WHEN = re.compile(
    r"\b(?:[a-z]+ (?:jaar|jaren|maanden|weken|dagen|week|maand) geleden|sinds [a-z]+(?: \d{4})?|in (?:[a-z]+ )?\d{4}"
    r"|(?:vorig|afgelopen) (?:jaar|voorjaar|najaar)|(?:vorige|afgelopen) (?:week|maand|zomer|winter))\s$"
)
"""When it happened, right before the verb of a clause: 'twee jaar geleden door haar man geslagen'."""
WHOSE = re.compile(r"\b(?:mijn|zijn|haar|diens|uw)\s(?:[a-z]+\s){0,2}$")
PRONOUN = re.compile(r"\s*(?:hij|zij|ze|ik|u|men)\s")
"""Of whom it is told, where the verb comes last: '(dat) hij in het ziekenhuis ligt'."""
SUBJECT = re.compile(
    r"(?i)(?:\A|(?<=[\s:(]))"
    r"((?:ik|hij|zij|ze|(?:die|deze|de)[ \n](?:man|vrouw|jongen|meneer|mevrouw)"
    r"|(?:mijn|zijn|haar|hun|diens) [a-z]+(?-i:[ \n][A-ZÀ-Þ][\w-]+)?)\s)\Z"
)
"""Of whom it is told, right before the verb: with it the box tells nothing more."""
CUT = re.compile(r"[,;:](?=\s)|\s[–-](?=\s)|\)(?=[\s,])")


def sentence_around(text: str, position: int) -> tuple[int, int]:
    """The sentence at a position, without white space at its ends; at most some 600 characters either way."""
    floor, ceiling = max(0, position - FARTHEST), min(len(text), position + FARTHEST)
    start, end = floor, ceiling
    for match in END.finditer(text, floor, ceiling):
        if match[0].startswith(".") and ABBREVIATION.search(text, max(0, match.start() - 8), match.start()):
            continue
        if match.end() <= position:
            start = match.end()
        else:
            end = match.end()
            break
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def clause_around(text: str, position: int, sentence: tuple[int, int], cue_end: int) -> tuple[int, int]:
    """What a sentence says where a cue stands (`position:cue_end`): from the verb of its clause to where the sentence
    goes on about something else, within one cell of a form ('Zij / heeft een depressie / en werkt op dinsdag')."""
    start, end = in_cell(text, position, sentence)
    if end - start > SHORT:
        cuts = [start, *(match.end() for match in CUT.finditer(text, start, end)), end]
        first, last = max(cut for cut in cuts if cut <= position), min(cut for cut in cuts if cut > position)
        if len(text[first:last].split()) >= FEWEST_WORDS:
            start, end = first, last
    for match in GOES_ON.finditer(text, start, end):
        if match.end() <= position:
            start = match.end()
        elif match.start() >= cue_end:
            end = match.start()
            break
    if (verb := VERB.search(text, start, cue_end)) and verb.start() <= position:
        when = WHEN.search(text, start, verb.start())
        subject = SUBJECT.search(text, start, verb.start())
        start = when.start() if when else subject.start(1) if subject else verb.start()
    elif own := WHOSE.search(text, start, position):
        start = own.start()
    elif who := PRONOUN.match(text, start, position):
        start = who.end()
    if WHOSE.search(text, start, position) and ELSEWHERE.match(text, cue_end):
        end = min(end, cue_end)
    while end > start and text[end - 1] in " \n,;.":
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return start, end


def in_cell(text: str, position: int, sentence: tuple[int, int]) -> tuple[int, int]:
    """The part of a sentence that stands in one cell: what a tab parts is said in another."""
    start, end = sentence
    start = max(start, text.rfind("\t", start, position) + 1)
    tab = text.find("\t", position, end)
    if tab >= 0:
        line = text.rfind("\n", position, tab)
        end = line if line >= 0 else tab
    if start and text[start - 1] == "\t" and (row := re.compile(r"\n(?=[A-ZÀ-Þ])").search(text, position, end)):
        end = row.start()  # the last cell of a row, and what stands below the table
    return start, end
