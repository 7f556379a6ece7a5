"""The letters of a string on a page are read as other engines read them."""

from __future__ import annotations

import pikepdf
from hypothesis import given
from hypothesis import strategies as some

from woolak.pipeline.redact.lexing import operations

PIECES = (
    b"a", b" ", b"7", b"8", b"(b)", b"(", b")", b"\\(", b"\\)", b"\\\\", b"\\n", b"\\x", b"\\0", b"\\53", b"\\377",
    b"\\0128", b"\xff", b"\x00",
)  # fmt: skip


def _balanced(pieces: list[bytes]) -> bytes:
    """The pieces as the inside of a string, each loose parenthesis with its other half."""
    inside, depth = b"", 0
    for piece in pieces:
        if piece == b")" and not depth:
            continue
        depth += (piece == b"(") - (piece == b")")
        inside += piece
    return inside + b")" * depth


@given(some.lists(some.sampled_from(PIECES), max_size=20))
def test_a_string_is_read_as_another_engine_reads_it(pieces: list[bytes]) -> None:
    content = b"(" + _balanced(pieces) + b") Tj"
    with pikepdf.new() as document:
        [(operands, _)] = pikepdf.parse_content_stream(pikepdf.Stream(document, content))
        expected = bytes(operands[0])
    assert list(operations(content)) == [("Tj", [expected])]


def test_a_line_that_goes_on_within_a_string_is_one_line() -> None:
    assert list(operations(b"(Anouk \\\r\nDek\\\nker) Tj")) == [("Tj", [b"Anouk Dekker"])]


def test_a_string_without_an_end_is_read_to_the_end() -> None:
    assert list(operations(b"(Anouk \\(Dekker")) == []
    assert list(operations(b"(Anouk (Dekker) Tj")) == []
