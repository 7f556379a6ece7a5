"""Whatever a page holds, the business and passages recognizers answer with spans of that page."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.business_pages import artifacts, document, grid
from woolak.pipeline.detect import business, passages
from woolak.rules.casefile import CaseFile

RECOGNIZERS = [*business.recognizers(), *passages.recognizers()]
CASE = CaseFile.model_validate(
    {
        "municipality": {"name": "Zandwijk"},
        "request": {"text": "Documenten over de verkeersproef"},
        "out_of_scope_hint": "Parkeren valt buiten het verzoek",
        "third_parties": [{"name": "Kraan & Kade B.V.", "aliases": ["KKV"], "domains": ["kraankade.nl"]}],
    }
)
PIECES = st.sampled_from(
    [
        *("€ 1.250,-", "12 uur", "wij adviseren", "Kraan &", "Kade", "KKV", "\t", "\n", "- ", "3.1 Aanpak", "Totaal"),
        *("Uren", "%", "21% btw", "van 1 juli t/m", "31 december 2017", "İstanbul", "ﬁn", "\u00ad", "-\n", "1."),
        *("Tarief", "honderd", "½", "€"),
    ]
)
TEXT = st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=40).map(" ".join)


@settings(max_examples=150)
@given(TEXT, st.sampled_from(["offerte", "memo", "verslag", "opdrachtbon", "factuur"]), st.booleans())
def test_any_text_gives_spans_of_the_text(text: str, kind: str, scanned: bool) -> None:
    page = grid([line for line in text.split("\n") if line.strip()], source="ocr" if scanned else "text")
    origin = "third_party" if kind in ("offerte", "factuur") else "own"
    doc = document([page, page], kind, origin, internal=True)  # type: ignore[arg-type]
    for recognizer in RECOGNIZERS:
        for shown, seen in ((page.text, artifacts(page, doc, CASE)), (text, None)):
            for one in recognizer.analyze(shown, recognizer.supported_entities, seen):
                assert 0 <= one.start < one.end <= len(shown)
                assert shown[one.start : one.end].strip()
                assert one.entity_type in recognizer.supported_entities
                assert 0 < one.score <= 1
                assert one.analysis_explanation
                assert one.analysis_explanation.textual_explanation
