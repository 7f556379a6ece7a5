"""Rich text (RTF) as it stands in mail: the HTML that Outlook wrapped in it, or else its plain text.

MS-OXRTFEX: between `\\htmlrtf` and `\\htmlrtf0` stands what only an RTF reader shows; `{\\*\\htmltag ...}` holds HTML.
"""

from __future__ import annotations

import re

__all__ = ["rich_text"]

TOKEN = re.compile(
    rb"\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\(?P<symbol>[^a-zA-Z])"
    rb"|(?P<open>\{)|(?P<close>\})|(?P<end>[\r\n]+)|(?P<text>[^\\{}\r\n]+)"
)
SKIPPED = {
    b"fonttbl",
    b"colortbl",
    b"stylesheet",
    b"info",
    b"pict",
    b"object",
    b"themedata",
    b"listtable",
    b"generator",
}
BREAKS = {b"par": "\n", b"line": "\n", b"tab": "\t", b"cell": "\t", b"row": "\n", b"sect": "\n", b"page": "\n"}
SIGNS = {b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”", b"bullet": "•", b"endash": "–",
         b"emdash": "—"}  # fmt: skip
DEEPEST = 500


def rich_text(data: bytes) -> tuple[bool, str]:
    """The text of an RTF, and whether it is HTML."""
    page = re.search(rb"\\ansicpg(\d+)", data[:2000])
    charset = f"cp{int(page[1])}" if page else "cp1252"
    html = b"\\fromhtml1" in data[:2000]
    out: list[str] = []
    raw = bytearray()
    # Of each open group: whether it is skipped, holds a tag, is for RTF only; how many characters follow a \\u.
    groups: list[tuple[bool, bool, bool, int]] = []
    skipping = tag = hidden = starred = False
    fallback, to_skip = 1, 0

    def flush() -> None:
        if raw:
            try:
                out.append(raw.decode(charset, "replace"))
            except LookupError:
                out.append(raw.decode("cp1252", "replace"))
            raw.clear()

    def say(text: str) -> None:
        flush()
        out.append(text)

    for token in TOKEN.finditer(data):
        kind, word = token.lastgroup, token["word"]
        if kind == "open":
            if len(groups) < DEEPEST:
                groups.append((skipping, tag, hidden, fallback))
            starred = False
            continue
        if kind == "close":
            if groups:
                skipping, tag, hidden, fallback = groups.pop()
            continue
        silent = skipping or (html and hidden and not tag)
        if kind == "symbol" and token["symbol"] == b"*":
            starred = True
        elif word:
            if word == b"htmltag":
                tag, skipping = True, False
            elif word == b"htmlrtf":
                hidden = token["number"] != b"0"
            elif word in SKIPPED or (starred and word not in (b"htmltag", b"mhtmltag")) or word == b"mhtmltag":
                skipping = True
            elif word == b"uc":
                fallback = int(token["number"] or 1)
            elif word == b"u" and token["number"] and not silent:
                say(chr(int(token["number"]) % 0x10000))
                to_skip = fallback
            elif not silent and (word in BREAKS or word in SIGNS):
                say(BREAKS.get(word) or SIGNS[word])
            starred = False
        elif not silent:
            if to_skip and kind in ("hex", "text"):
                if kind == "hex":
                    to_skip -= 1
                    continue
                text = token["text"]
                raw += text[to_skip:]
                to_skip = max(0, to_skip - len(text))
            elif kind == "hex":
                raw.append(int(token["hex"], 16))
            elif kind == "text":
                raw += token["text"]
            elif kind == "symbol":
                raw += {b"~": b"\xa0", b"_": b"-", b"-": b""}.get(token["symbol"], token["symbol"])
    flush()
    # A surrogate pair is written as two \\u after each other.
    return html, "".join(out).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
