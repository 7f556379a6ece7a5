"""The language that a document is written in, by its commonest words."""

from __future__ import annotations

import re
from collections import Counter

from woolak.pipeline.ingest.factrules import FactRules
from woolak.pipeline.ingest.lines import Line

__all__ = ["find_language"]

WORD = re.compile(r"[^\W\d_]+")
LEAST = 6
"""Of these words a text must have some to be told from Dutch, which is what most documents are."""


def find_language(pages: list[list[Line]], rules: FactRules) -> tuple[str, str]:
    """The language (ISO 639-1) and the words that tell it; Dutch when too little does."""
    text = Counter(map(str.lower, WORD.findall("\n".join(line.text for lines in pages for line in lines))))
    seen = {language: sum(text[word] for word in words) for language, words in rules.languages.items()}
    best = max(seen, key=lambda language: seen[language], default="nl")
    if seen.get(best, 0) < LEAST or (best != "nl" and seen[best] <= 2 * seen.get("nl", 0)):
        return "nl", ""
    common = sorted(rules.languages[best], key=lambda word: -text[word])
    return best, " ".join(word for word in common[:5] if text[word])
