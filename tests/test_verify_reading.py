"""What PDFium tells of a page is read at once, and one by one where that leaves a character out."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest
from pikepdf import Dictionary, Name
from pypdfium2 import raw as pdfium

from woolak.pipeline.verify.pages import read_letters


def _page(told: list[bytes]) -> bytes:
    """A page with so many letters, of which the font tells these characters (UTF-16)."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    pairs = b"".join(b"<%02X> <%s>\n" % (code, character) for code, character in enumerate(told, 65))
    to_unicode = pdf.make_stream(
        b"begincmap\n1 begincodespacerange\n<00> <FF>\nendcodespacerange\n"
        b"%d beginbfchar\n%sendbfchar\nendcmap\n" % (len(told), pairs)
    )
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, ToUnicode=to_unicode)
    page.obj.Resources = Dictionary(Font=Dictionary(F0=pdf.make_indirect(font)))
    page.obj.Contents = pdf.make_stream(b"BT /F0 12 Tf 50 700 Td (%s) Tj ET" % bytes(range(65, 65 + len(told))))
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "told",
    [
        (b"004A", b"0061", b"006E"),
        (b"FB01", b"0061"),  # a ligature is two characters
        (b"004A", b"FFFE", b"006E"),  # is left out of the text as a whole
        (b"0000", b"006E"),  # is something else there
        (b"D835DC00", b"006E"),  # two characters that are one there
        (b"00AD", b"006E"),
    ],
)
def test_every_character_is_told_with_its_own_place(told: tuple[bytes, ...]) -> None:
    with pypdfium2.PdfDocument(_page(list(told))) as document:
        page = document[0]
        textpage = page.get_textpage()
        one_by_one = [chr(pdfium.FPDFText_GetUnicode(textpage, at)) for at in range(textpage.count_chars())]
        assert list(read_letters(page, True).text) == one_by_one
