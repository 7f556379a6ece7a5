"""What the file says of itself: a title, a language, whether anyone has looked at it, and which standards it follows.

Nothing else, and no time.
"""

from __future__ import annotations

from functools import cache
from xml.sax.saxutils import escape

from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import ImageCms

__all__ = ["DRAFT", "describe"]

DRAFT = "concept, niet beoordeeld"

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
{facts}
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def _alternatives(key: str, text: str) -> str:
    return f'<{key}><rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt></{key}>'


def describe(result: Pdf, title: str, draft: bool, *, tagged: bool, pdfa: bool) -> None:
    """Title and language, in the catalogue and in XMP (ISO 14289-1, 7.1 and 7.2); of a draft also on each page.

    `tagged` says that the tags are those of the document itself, so that the file may call itself PDF/UA; `pdfa` makes
    it call itself PDF/A-2b (ISO 19005-2, 6.2.3 and 6.6).
    """
    root = result.Root
    title = "".join(character if character.isprintable() else " " for character in title)
    root["/Lang"] = String("nl-NL")
    root["/ViewerPreferences"] = Dictionary(DisplayDocTitle=True)
    result.docinfo["/Title"] = String(title)
    facts = [_alternatives("dc:title", title), "<dc:language><rdf:Bag><rdf:li>nl-NL</rdf:li></rdf:Bag></dc:language>"]
    if draft:
        result.docinfo["/Subject"] = result.docinfo["/Keywords"] = String(DRAFT)
        facts += [_alternatives("dc:description", DRAFT), f"<pdf:Keywords>{DRAFT}</pdf:Keywords>"]
        page_facts = _packet(result, [_alternatives("dc:description", DRAFT)])
        for page in result.pages:
            page.obj["/Metadata"] = page_facts
    if "/StructTreeRoot" in root:
        for page in result.pages:
            page.obj["/Tabs"] = Name.S
        root["/MarkInfo"] = Dictionary(Marked=True)
        if tagged:
            facts.append("<pdfuaid:part>1</pdfuaid:part>")
    if pdfa:
        facts += [
            "<pdfaid:part>2</pdfaid:part>",
            "<pdfaid:conformance>B</pdfaid:conformance>",
            _UA_IN_A if tagged else "",
        ]
        profile = Stream(result, _srgb(), N=3)
        root["/OutputIntents"] = Array(
            [
                Dictionary(
                    Type=Name.OutputIntent,
                    S=Name.GTS_PDFA1,
                    OutputConditionIdentifier=String("sRGB"),
                    DestOutputProfile=result.make_indirect(profile),
                )
            ]
        )
    root["/Metadata"] = _packet(result, facts)


_UA_IN_A = """<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>"""
"""PDF/A wants each property that it does not know described (ISO 19005-2, 6.6.2.3)."""


@cache
def _srgb() -> bytes:
    """The sRGB profile as LittleCMS makes it, without the time at which it was made."""
    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    made[24:36] = bytes.fromhex("07d000010001000000000000")  # 1 January 2000
    made[84:100] = bytes(16)  # a sum over the whole, which may be nought
    return bytes(made)


def _packet(result: Pdf, facts: list[str]) -> Stream:
    stream = Stream(result, _PACKET.format(facts="\n".join(facts)).encode("utf-8"))
    stream["/Type"], stream["/Subtype"] = Name.Metadata, Name.XML
    return result.make_indirect(stream)
