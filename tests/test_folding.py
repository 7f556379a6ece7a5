"""Counting a secret in a text: as a word when it is short, anywhere when it is long, also letter by letter."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from woolak.pipeline.verify.folding import LONG, Reading, Secrets, tokens

WORDS = st.sampled_from(
    ["bos", "Bos", "bossen", "b o s", "Jan", "jansen", "JANSEN", "van", "é", "12", "1-2", "Ja-n", "\n"]
)
TEXTS = st.lists(WORDS | st.text(max_size=4), max_size=10).map(" ".join)


@given(st.lists(TEXTS, max_size=4), TEXTS)
@example(["bos"], "b o s")
@example(["jansen"], "ons jansenhuis")
@example(["bos"], "bos bossen")
@example(["Jan Bos"], "jan  bos\njanbos")
def test_every_way_of_writing_a_secret_is_counted(secrets: list[str], text: str) -> None:
    """What is skipped because its letters are nowhere would have been counted nowhere."""
    reading, found = Reading(text), Secrets(secrets)
    counted = found.count(reading)
    for words in found.folded:
        whole = "".join(words)
        if len(whole) >= LONG:
            expected = "".join(tokens(text)).count(whole)
        elif len(words) == 1:
            expected = tokens(text).count(whole) + reading.apart.count(whole)
        else:
            expected = f" {' '.join(tokens(text))} ".count(f" {' '.join(words)} ") + reading.apart.count(whole)
        assert counted[words] == expected
