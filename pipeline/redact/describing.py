"""What the file says of itself: a title, a language, and whether anyone has looked at it. Nothing else, and no time."""

from __future__ import annotations

from xml.sax.saxutils import escape

from pikepdf import Dictionary, Name, Pdf, Stream, String

__all__ = ["DRAFT", "describe"]

DRAFT = "concept, niet beoordeeld"

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" {spaces}>
{facts}
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def _alternatives(key: str, text: str) -> str:
    return f'<{key}><rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt></{key}>'


def describe(result: Pdf, title: str, draft: bool) -> None:
    """Title and language, in the catalogue and in XMP (ISO 14289-1, 7.1 and 7.2); of a draft also on each page."""
    root = result.Root
    title = "".join(character if character.isprintable() else " " for character in title)
    root["/Lang"] = String("nl-NL")
    root["/ViewerPreferences"] = Dictionary(DisplayDocTitle=True)
    result.docinfo["/Title"] = String(title)
    facts = [_alternatives("dc:title", title), "<dc:language><rdf:Bag><rdf:li>nl-NL</rdf:li></rdf:Bag></dc:language>"]
    spaces = ""
    if draft:
        result.docinfo["/Subject"] = result.docinfo["/Keywords"] = String(DRAFT)
        facts.append(_alternatives("dc:description", DRAFT))
        page_facts = _packet(result, "", [_alternatives("dc:description", DRAFT)])
        for page in result.pages:
            page.obj["/Metadata"] = page_facts
    if "/StructTreeRoot" in root:
        spaces = 'xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"'
        facts.append("<pdfuaid:part>1</pdfuaid:part>")
        for page in result.pages:
            page.obj["/Tabs"] = Name.S
        root["/MarkInfo"] = Dictionary(Marked=True)
    root["/Metadata"] = _packet(result, spaces, facts)


def _packet(result: Pdf, spaces: str, facts: list[str]) -> Stream:
    stream = Stream(result, _PACKET.format(spaces=spaces, facts="\n".join(facts)).encode("utf-8"))
    stream["/Type"], stream["/Subtype"] = Name.Metadata, Name.XML
    return result.make_indirect(stream)
