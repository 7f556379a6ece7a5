"""Where the sentence around a place begins and ends, without the abbreviations of letters."""

from __future__ import annotations

import re

__all__ = ["clause_around", "sentence_around"]

END = re.compile(
    r"[.!?][\"'”’)]?(?=\s+[A-ZÀ-Þ•\-–“\"0-9(])|\n(?=[ \t]*(?:[•▪\-–*o] |\d{1,2}[.)] |\t))|(?<=[:;])\n"
    r"|\n(?=[A-ZÀ-Þ][^\n]{0,60}[:\t])"
)
ABBREVIATION = re.compile(
    r"\b(?:dhr|mevr|mw|dr|drs|ir|ing|mr|prof|ds|nr|tel|art|o\.a|i\.v\.m|m\.b\.t|t\.a\.v|bijv|bv|ca|jl|a\.u\.b|t\.n\.v|d\.d"
    r"|incl|excl|st|fam|burg|resp|[A-Z])$"
)
FARTHEST = 600
SHORT = 110  # characters; a sentence up to here is taken whole
FEWEST_WORDS = 4
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


def clause_around(text: str, position: int, sentence: tuple[int, int]) -> tuple[int, int]:
    """The part of a long sentence between commas that holds a place; a short sentence as a whole."""
    start, end = sentence
    if end - start <= SHORT:
        return sentence
    cuts = [start, *(match.end() for match in CUT.finditer(text, start, end)), end]
    first = max(cut for cut in cuts if cut <= position)
    last = min(cut for cut in cuts if cut > position)
    if len(text[first:last].split()) < FEWEST_WORDS:
        return sentence
    while last > first and text[last - 1] in " \n,;":
        last -= 1
    while first < last and text[first].isspace():
        first += 1
    return first, last
