"""Whatever HTML a mail or web page holds, all of its words stand on the pages that are read and released."""

from __future__ import annotations

from random import Random

import pymupdf
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from woolak.errors import UnreadableSource
from woolak.pipeline.ingest.paper import set_on_pages, structure_of
from woolak.rules.limits import standard_limits


class _Body:
    """HTML in the making, of words that are each there once."""

    def __init__(self) -> None:
        self.count = 0

    def words(self, how_many: int) -> str:
        first, self.count = self.count, self.count + how_many
        return " ".join(f"w{number:05}x" for number in range(first, self.count))

    def table(self, chosen: Random, rows: int, columns: int, longest: int) -> str:
        cells = ([self.words(chosen.randint(1, longest)) for _ in range(columns)] for _ in range(rows))
        return "<table>" + "".join("<tr><td>" + "</td><td>".join(row) + "</td></tr>" for row in cells) + "</table>"

    def missing(self, html: str) -> list[str]:
        """The words that do not stand on the pages; a narrow cell breaks a word over lines."""
        with pymupdf.open(stream=set_on_pages(structure_of(html, []).body, {}, standard_limits())) as document:
            text = "".join("".join(page.get_text().split()) for page in document)
        return [word for number in range(self.count) if (word := f"w{number:05}x") not in text]


@pytest.mark.parametrize("seed", [0, 2, 3, 6, 7, 9])
def test_no_row_of_a_long_table_is_lost_at_the_end_of_a_page(seed: int) -> None:
    body = _Body()
    chosen = Random(seed)
    html = body.table(chosen, chosen.randint(20, 60), 6, 40)
    assert not body.missing(html)


@settings(max_examples=25)
@given(seed=st.integers(0, 100_000))
@example(seed=406)  # an item of a list within a quotation was lost
def test_every_word_of_a_mail_stands_on_its_pages(seed: int) -> None:
    body, chosen = _Body(), Random(seed)
    parts = []
    for _ in range(chosen.randint(1, 5)):
        parts.append(f"<h2>{body.words(3)}</h2><p>{body.words(chosen.randint(1, 200))}</p>")
        items = "".join(f"<li>{body.words(chosen.randint(1, 30))}</li>" for _ in range(chosen.randint(1, 25)))
        parts.append(f"<blockquote><ul>{items}</ul></blockquote>")
        parts.append(body.table(chosen, chosen.randint(1, 40), chosen.randint(2, 6), chosen.randint(1, 35)))
    assert not body.missing("".join(chosen.sample(parts, len(parts))))


def test_a_table_wider_than_the_paper_is_set_in_lines() -> None:
    body = _Body()
    html = f"<table><tr>{''.join(f'<td>{body.words(1)}</td>' for _ in range(40))}</tr></table>"
    assert not body.missing(html)


@pytest.mark.parametrize(
    ("html", "word"),
    [
        ("<html><head><meta charset=utf-8><body><p>Beste Joke</p></body></html>", "Beste Joke"),
        ("<html><head><title>Kop</title><p>Beste Joke</p>", "Beste Joke"),
        ('<p>Naam: <input type="text" value="Joke Vermaas"></p>', "Joke Vermaas"),
        ('<p>Naam: <input value="Joke Vermaas"></p>', "Joke Vermaas"),
        ("<p>Akkoord <input type=checkbox checked>ja <input type=checkbox>nee</p>", "[x] ja [ ] nee"),
        ("<p>Plattegrond <svg width=100><text x=1>Joke Vermaas</text></svg></p>", "Joke Vermaas"),
        ("<object data=x.swf>Joke Vermaas</object>", "Joke Vermaas"),
        ("<noscript>Joke Vermaas</noscript>", "Joke Vermaas"),
    ],
)
def test_what_a_web_page_shows_in_its_own_way_is_printed(html: str, word: str) -> None:
    with pymupdf.open(stream=set_on_pages(structure_of(html, []).body, {}, standard_limits())) as document:
        assert word in " ".join(document[0].get_text().split())


@pytest.mark.parametrize("html", ["<script>Joke</script>", "<style>Joke</style>", "<input type=hidden value=Joke>"])
def test_what_a_web_page_does_not_show_is_not_printed(html: str) -> None:
    assert "Joke" not in structure_of(f"<p>Dag</p>{html}", []).body


def test_what_cannot_be_set_whole_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("woolak.pipeline.ingest.paper.typesetting.CSS", "body { display: none }")
    body = _Body()
    with pytest.raises(UnreadableSource):
        body.missing(f"<p>{body.words(3)}</p>")
