"""Everything in a PDF that no page shows: structure, metadata, navigation, forms, attachments, history."""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from tests.leaks.building import SECRET, Draft, image_object, picture, way

NAME = String(SECRET)


@way
def actual_text(draft: Draft) -> None:
    """/ActualText in the content."""
    draft.named(suffix="")
    draft.content.append(f"/Span <</ActualText ({SECRET})>> BDC BT /F1 12 Tf 60 650 Td (aanvrager) Tj ET EMC")


@way
def actual_text_utf16(draft: Draft) -> None:
    """/ActualText in UTF-16, as hexadecimal digits."""
    code = ("\ufeff" + SECRET).encode("utf-16-be").hex()
    draft.content.append(
        f"/Span <</ActualText <{code}> /Alt <{code}> /E <{code}>>> BDC BT /F1 12 Tf 60 650 Td (aanvrager) Tj ET EMC"
    )


@way
def property_list(draft: Draft) -> None:
    """A property list in the resources."""
    draft.resources["/Properties"] = Dictionary(MC0=Dictionary(ActualText=NAME, Person=NAME))
    draft.content.append("/Span /MC0 BDC BT /F1 12 Tf 60 650 Td (aanvrager) Tj ET EMC")


@way
def mark_name(draft: Draft) -> None:
    """The tag of marked content."""
    draft.content.append(f"/{SECRET} BMC BT /F1 12 Tf 60 650 Td (aanvrager) Tj ET EMC /{SECRET} MP")


@way
def structure_tree(draft: Draft) -> None:
    """Alternative text, expansions, titles and attributes of the tags."""
    root = draft.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    attributes = Dictionary(O=Name.UserProperties, P=Array([Dictionary(N=String("Naam"), V=NAME)]))
    leaf = draft.pdf.make_indirect(
        Dictionary(
            Type=Name.StructElem,
            S=Name.P,
            P=root,
            Pg=draft.page.obj,
            K=0,
            T=NAME,
            Alt=NAME,
            E=NAME,
            ActualText=NAME,
            A=attributes,
            ID=NAME,
        )
    )
    root["/K"] = Array([leaf])
    root["/ParentTree"] = Dictionary(Nums=Array([0, Array([leaf])]))
    root["/RoleMap"] = Dictionary({f"/{SECRET}": Name.P})
    root["/ClassMap"] = Dictionary({f"/{SECRET}": Dictionary(O=Name.Layout)})
    draft.pdf.Root["/StructTreeRoot"] = root
    draft.pdf.Root["/MarkInfo"] = Dictionary(Marked=True)
    draft.page.obj["/StructParents"] = 0
    draft.content.append("/P <</MCID 0>> BDC BT /F1 12 Tf 60 650 Td (aanvrager) Tj ET EMC")


def _layer(draft: Draft, name: str, on: bool) -> pikepdf.Object:
    layer = draft.pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(name)))
    state = Dictionary(Order=Array([layer]), **({} if on else {"OFF": Array([layer])}))
    draft.pdf.Root["/OCProperties"] = Dictionary(OCGs=Array([layer]), D=state)
    draft.resources["/Properties"] = Dictionary(OC0=layer)
    return layer


@way
def layer_that_is_off(draft: Draft) -> None:
    """Text on a layer that is switched off."""
    _layer(draft, "concept", False)
    draft.content.append(f"/OC /OC0 BDC BT /F1 12 Tf 60 650 Td ({SECRET}) Tj ET EMC")


@way
def layer_name(draft: Draft) -> None:
    """A layer that is called after the person."""
    _layer(draft, SECRET, True)
    draft.content.append("/OC /OC0 BDC BT /F1 12 Tf 60 650 Td (aanvrager) Tj ET EMC")


@way
def picture_on_a_layer_that_is_off(draft: Draft) -> None:
    """A picture that is switched off."""
    made = image_object(draft, picture())
    made["/OC"] = _layer(draft, "foto", False)
    draft.xobject("Im", made)
    draft.content.append("q 300 0 0 43 60 600 cm /Im Do Q")


@way
def info(draft: Draft) -> None:
    """Author, title, keywords, and keys of a program's own."""
    draft.pdf.docinfo["/Author"] = NAME
    draft.pdf.docinfo["/Title"] = String(f"Brief aan {SECRET}")
    draft.pdf.docinfo["/Company"] = NAME


@way
def xmp(draft: Draft) -> None:
    """XMP of the document."""
    draft.pdf.Root["/Metadata"] = draft.stream(
        f'<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/">{SECRET}</x:xmpmeta><?xpacket end="w"?>',
        Type=Name.Metadata, Subtype=Name.XML,
    )  # fmt: skip


@way
def xmp_of_page_and_font(draft: Draft) -> None:
    """XMP deeper in the file."""
    packet = draft.stream(f"<x:xmpmeta>{SECRET}</x:xmpmeta>", Type=Name.Metadata, Subtype=Name.XML)
    draft.page.obj["/Metadata"] = packet
    draft.resources["/Font"]["/F1"]["/Metadata"] = packet


@way
def bookmark(draft: Draft) -> None:
    """A bookmark."""
    with draft.pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(f"Bijlage {SECRET}", 0))


@way
def named_destination(draft: Draft) -> None:
    """The name of a place."""
    draft.pdf.Root["/Names"] = Dictionary(Dests=Dictionary(Names=Array([NAME, Array([draft.page.obj, Name.Fit])])))
    draft.pdf.Root["/Dests"] = Dictionary({f"/{SECRET}": Array([draft.page.obj, Name.Fit])})


@way
def link_target(draft: Draft) -> None:
    """The address behind a link."""
    action = Dictionary(S=Name.URI, URI=String(f"mailto:{SECRET.lower()}@voorbeeld.nl?subject={SECRET}"))
    draft.annotation(Subtype=Name.Link, Rect=Array([60, 755, 200, 775]), A=action, Contents=NAME)


@way
def link_target_escaped(draft: Draft) -> None:
    """The address behind a link, with the name in per cent escapes."""
    code = "".join(f"%{ord(c):02x}" for c in SECRET)
    action = Dictionary(S=Name.URI, URI=String(f"https://voorbeeld.nl/persoon/{code}"))
    draft.annotation(Subtype=Name.Link, Rect=Array([60, 755, 200, 775]), A=action)


@way
def link_to_a_file(draft: Draft) -> None:
    """A link to a file on somebody's disk."""
    action = Dictionary(S=Name.Launch, F=String(f"C:/Users/{SECRET}/brief.docx"))
    draft.annotation(Subtype=Name.Link, Rect=Array([60, 755, 200, 775]), A=action)


@way
def note(draft: Draft) -> None:
    """A note, its popup, and a reply."""
    rect = Array([60, 600, 80, 620])
    first = draft.annotation(Subtype=Name.Text, Rect=rect, Contents=String(f"Bel {SECRET}"), T=NAME, RC=NAME)
    draft.annotation(Subtype=Name.Popup, Rect=rect, Parent=first, Contents=NAME)
    draft.annotation(Subtype=Name.Text, Rect=rect, Contents=NAME, IRT=first, Subj=NAME)


@way
def highlight(draft: Draft) -> None:
    """The comment on a highlight."""
    draft.annotation(
        Subtype=Name.Highlight, Rect=Array([60, 755, 200, 775]), Contents=NAME, T=NAME, C=Array([1, 1, 0]),
        QuadPoints=Array([60, 775, 200, 775, 60, 755, 200, 755]),
    )  # fmt: skip


@way
def free_text(draft: Draft) -> None:
    """Text typed on the page as an annotation, with its appearance."""
    look = draft.form(f"BT /F1 12 Tf 2 5 Td (Aanvrager {SECRET}) Tj ET", (0, 0, 250, 20))
    draft.annotation(
        Subtype=Name.FreeText, Rect=Array([60, 600, 310, 620]), Contents=NAME, DA=String("/F1 12 Tf"),
        AP=Dictionary(N=look),
    )  # fmt: skip


@way
def stamp(draft: Draft) -> None:
    """A stamp with the name in it."""
    look = draft.form(f"BT /F1 12 Tf 2 5 Td (Voor akkoord {SECRET}) Tj ET", (0, 0, 250, 20))
    draft.annotation(
        Subtype=Name.Stamp, Rect=Array([60, 600, 310, 620]), Name=Name(f"/{SECRET}"), AP=Dictionary(N=look)
    )


@way
def hidden_annotation(draft: Draft) -> None:
    """An annotation that is not shown."""
    look = draft.form(f"BT /F1 12 Tf 2 5 Td ({SECRET}) Tj ET", (0, 0, 250, 20))
    draft.annotation(
        Subtype=Name.FreeText, Rect=Array([60, 600, 310, 620]), Contents=NAME, DA=String("/F1 12 Tf"), F=2,
        AP=Dictionary(N=look, D=look),
    )  # fmt: skip


@way
def unapplied_redaction(draft: Draft) -> None:
    """A redaction that somebody marked and forgot to apply."""
    draft.named()
    draft.annotation(
        Subtype=Name.Redact, Rect=Array([115, 695, 190, 714]), OverlayText=NAME, Contents=NAME, T=NAME,
        QuadPoints=Array([115, 714, 190, 714, 115, 695, 190, 695]),
    )  # fmt: skip


def _field(draft: Draft, **keys: object) -> pikepdf.Object:
    look = draft.form(f"/Tx BMC BT /F1 12 Tf 2 5 Td ({SECRET}) Tj ET EMC", (0, 0, 250, 20))
    field = draft.annotation(
        Subtype=Name.Widget, FT=Name.Tx, T=String("naam"), V=NAME, DV=NAME, TU=NAME, Rect=Array([60, 600, 310, 620]),
        DA=String("/F1 12 Tf 0 g"), AP=Dictionary(N=look), F=4, **keys,
    )  # fmt: skip
    draft.pdf.Root["/AcroForm"] = Dictionary(
        Fields=Array([field]), DR=Dictionary(Font=Dictionary(F1=draft.helvetica())), DA=String("/F1 12 Tf 0 g")
    )
    return field


@way
def form_field(draft: Draft) -> None:
    """A filled-in form field."""
    _field(draft)


@way
def form_field_without_appearance(draft: Draft) -> None:
    """A field whose appearance the reader has to make."""
    field = _field(draft)
    del field["/AP"]
    draft.pdf.Root["/AcroForm"]["/NeedAppearances"] = True


@way
def form_choice(draft: Draft) -> None:
    """The options of a list of which another was chosen."""
    field = draft.annotation(
        Subtype=Name.Widget, FT=Name.Ch, T=String("keuze"), Opt=Array([NAME, String("Iemand")]), V=String("Iemand"),
        Rect=Array([60, 600, 310, 620]), Ff=131072, DA=String("/F1 12 Tf 0 g"), F=4,
    )  # fmt: skip
    draft.pdf.Root["/AcroForm"] = Dictionary(
        Fields=Array([field]), DR=Dictionary(Font=Dictionary(F1=draft.helvetica())), DA=String("/F1 12 Tf 0 g")
    )


@way
def xfa(draft: Draft) -> None:
    """An XFA form."""
    draft.pdf.Root["/AcroForm"] = Dictionary(
        Fields=Array([]), XFA=Array([String("datasets"), draft.stream(f"<xfa:data><naam>{SECRET}</naam></xfa:data>")])
    )


@way
def script(draft: Draft) -> None:
    """JavaScript of the document, on opening, and of the page."""
    action = Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{SECRET}')"))
    draft.pdf.Root["/Names"] = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), action])))
    draft.pdf.Root["/OpenAction"] = action
    draft.pdf.Root["/AA"] = Dictionary(WC=action)
    draft.page.obj["/AA"] = Dictionary(O=action)


@way
def attachment(draft: Draft) -> None:
    """An attached file."""
    draft.pdf.attachments[f"{SECRET}.txt"] = f"brief van {SECRET}".encode()


@way
def attached_to_an_annotation(draft: Draft) -> None:
    """A file behind a paper clip."""
    stream = draft.stream(f"brief van {SECRET}", Type=Name.EmbeddedFile)
    spec = Dictionary(Type=Name.Filespec, F=String(f"{SECRET}.txt"), EF=Dictionary(F=stream))
    draft.annotation(Subtype=Name.FileAttachment, Rect=Array([60, 600, 80, 620]), FS=spec)


@way
def associated_file(draft: Draft) -> None:
    """The source of the document, kept with it (PDF/A-3), in a portfolio."""
    stream = draft.stream(f"<factuur>{SECRET}</factuur>", Type=Name.EmbeddedFile)
    spec = draft.pdf.make_indirect(Dictionary(Type=Name.Filespec, F=String("bron.xml"), EF=Dictionary(F=stream)))
    draft.pdf.Root["/AF"] = Array([spec])
    draft.page.obj["/AF"] = Array([spec])
    draft.pdf.Root["/Collection"] = Dictionary(Type=Name.Collection, Schema=Dictionary(N=Dictionary(N=NAME)))


@way
def page_label(draft: Draft) -> None:
    """The name before the page number."""
    draft.pdf.Root["/PageLabels"] = Dictionary(Nums=Array([0, Dictionary(S=Name.D, P=String(f"{SECRET}-"))]))


@way
def article(draft: Draft) -> None:
    """The title of an article thread."""
    bead = draft.pdf.make_indirect(Dictionary(R=Array([0, 0, 100, 100]), P=draft.page.obj))
    bead["/N"] = bead["/V"] = bead
    thread = draft.pdf.make_indirect(Dictionary(F=bead, I=Dictionary(Title=NAME, Author=NAME)))
    bead["/T"] = thread
    draft.pdf.Root["/Threads"] = Array([thread])
    draft.page.obj["/B"] = Array([bead])


@way
def private_data(draft: Draft) -> None:
    """What a program keeps for itself."""
    piece = Dictionary(Illustrator=Dictionary(LastModified=String("D:2024"), Private=draft.stream(SECRET)))
    draft.pdf.Root["/PieceInfo"] = piece
    draft.page.obj["/PieceInfo"] = piece
    draft.page.obj["/Aanvrager"] = NAME


@way
def signature(draft: Draft) -> None:
    """A digital signature with the signer's name."""
    value = draft.pdf.make_indirect(
        Dictionary(
            Type=Name.Sig,
            Filter=Name("/Adobe.PPKLite"),
            Name=NAME,
            Reason=NAME,
            Location=NAME,
            ContactInfo=NAME,
            Contents=String(b"0\x82" + SECRET.encode()),
            ByteRange=Array([0, 1, 2, 3]),
        )
    )
    field = draft.annotation(Subtype=Name.Widget, FT=Name.Sig, T=NAME, V=value, Rect=Array([0, 0, 0, 0]), F=132)
    draft.pdf.Root["/AcroForm"] = Dictionary(Fields=Array([field]), SigFlags=3)
    draft.pdf.Root["/Perms"] = Dictionary(DocMDP=value)


@way
def font_name(draft: Draft) -> None:
    """A font that is called after the person."""
    font = draft.resources["/Font"]["/F1"]
    font["/BaseFont"] = Name(f"/ABCDEF+{SECRET}")
    font["/FontDescriptor"] = draft.pdf.make_indirect(
        Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name(f"/ABCDEF+{SECRET}"),
            FontFamily=NAME,
            Flags=32,
            FontBBox=Array([0, 0, 1000, 1000]),
            ItalicAngle=0,
            Ascent=800,
            Descent=-200,
            CapHeight=700,
            StemV=80,
            CharSet=NAME,
        )
    )
    font["/FirstChar"], font["/LastChar"] = 32, 126
    font["/Widths"] = Array([500] * 95)


@way
def font_program(draft: Draft) -> None:
    """The copyright notice inside an embedded font."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen = TTGlyphPen(None)
    for point in ((0, 0), (0, 700), (400, 700), (400, 0)):
        (pen.moveTo if point == (0, 0) else pen.lineTo)(point)
    pen.closePath()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "a"])
    builder.setupCharacterMap({97: "a"})
    builder.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "a": pen.glyph()})
    builder.setupHorizontalMetrics({".notdef": (500, 0), "a": (500, 0)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": SECRET, "copyright": f"(c) {SECRET}"})
    builder.setupOS2()
    builder.setupPost()
    buffer = io.BytesIO()
    builder.save(buffer)
    program = draft.stream(buffer.getvalue() + SECRET.encode())
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=Name("/AAAAAA+Block"), Flags=32, FontBBox=Array([0, 0, 500, 700]),
        ItalicAngle=0, Ascent=800, Descent=-200, CapHeight=700, StemV=80, FontFile2=program,
    )  # fmt: skip
    draft.resources["/Font"]["/F2"] = draft.pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.TrueType,
            BaseFont=Name("/AAAAAA+Block"),
            FirstChar=97,
            LastChar=97,
            Widths=Array([500]),
            Encoding=Name.WinAnsiEncoding,
            FontDescriptor=draft.pdf.make_indirect(descriptor),
        )
    )
    draft.content.append("BT /F2 12 Tf 60 650 Td (aaa) Tj ET")


@way
def letters_of_the_subset(draft: Draft) -> None:
    """A subset that holds exactly the letters of the name, in the order in which they were first used."""
    import pymupdf

    document = pymupdf.open()
    page = document.new_page()
    page.insert_font("U", fontbuffer=pymupdf.Font("tiro").buffer)
    page.insert_text((60, 142), SECRET, fontname="U", fontsize=14)
    other = pikepdf.Pdf.open(io.BytesIO(document.tobytes()))
    other.pages[0].contents_coalesce()
    resources = draft.pdf.copy_foreign(other.pages[0].obj).Resources
    for name, font in resources.Font.items():
        draft.resources["/Font"][name] = font
    draft.content.append(other.pages[0].Contents.read_bytes().decode("latin-1"))


@way
def ink_name(draft: Draft) -> None:
    """A spot colour that is called after the person."""
    tint = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0]), C1=Array([1]), N=1)
    draft.resources["/ColorSpace"] = Dictionary(CS0=Array([Name.Separation, Name(f"/{SECRET}"), Name.DeviceGray, tint]))
    draft.content.append("/CS0 cs 0.5 scn 60 600 100 20 re f")


@way
def colour_profile(draft: Draft) -> None:
    """The description of a colour profile, and of the output intent."""
    from PIL import ImageCms

    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    stream = draft.stream(bytes(profile) + SECRET.encode(), N=3, Alternate=Name.DeviceRGB)
    draft.resources["/ColorSpace"] = Dictionary(CS0=Array([Name.ICCBased, stream]))
    draft.content.append("/CS0 cs 0.2 0.4 0.6 scn 60 600 100 20 re f")
    draft.pdf.Root["/OutputIntents"] = Array(
        [Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFA1, OutputConditionIdentifier=NAME, DestOutputProfile=stream)]
    )


@way
def calculator_comment(draft: Draft) -> None:
    """A comment in a colour function."""
    tint = draft.stream(f"{{ % {SECRET}\n 1 exch sub }}", FunctionType=4, Domain=Array([0, 1]), Range=Array([0, 1]))
    draft.resources["/ColorSpace"] = Dictionary(CS0=Array([Name.Separation, Name.Black, Name.DeviceGray, tint]))
    draft.content.append("/CS0 cs 0.5 scn 60 600 100 20 re f")


@way
def catalogue_keys(draft: Draft) -> None:
    """Keys that no standard knows."""
    draft.pdf.Root["/Aanvrager"] = NAME
    draft.pdf.Root["/SpiderInfo"] = Dictionary(V=1.0, C=Array([Dictionary(URL=NAME)]))
    draft.pdf.Root["/URI"] = Dictionary(Base=String(f"https://{SECRET}.nl"))
    draft.pdf.trailer["/Zaak"] = NAME


@way
def lost_object(draft: Draft) -> None:
    """An object that nothing refers to any more."""
    draft.named()
    first = draft.save()
    extra = f"999 0 obj\n({SECRET})\nendobj\n".encode()
    draft.finished = first.replace(b"1 0 obj", extra + b"1 0 obj", 1)


@way
def earlier_revision(draft: Draft) -> None:
    """The document as it was before somebody 'removed' the name."""
    draft.text(60, 700, f"Aanvrager {SECRET}")
    first = draft.save()
    with Pdf.open(io.BytesIO(first)) as pdf:
        number, generation = pdf.pages[0].Contents.objgen
        content = b"BT /F1 12 Tf 60 760 Td (De vergunning voor de Kerkstraat is) Tj 0 -360 Td (beoordeeld) Tj ET"
        root = pdf.Root.objgen[0]
    start = first.rindex(b"startxref")
    previous = int(first[start:].split()[1])
    at = len(first)
    body = (
        f"{number} {generation} obj\n<</Length {len(content)}>>\nstream\n".encode() + content + b"\nendstream\nendobj\n"
    )
    table = (
        f"xref\n{number} 1\n{at:010d} {generation:05d} n \ntrailer\n<</Size 999 /Root {root} 0 R /Prev {previous}>>\n"
    )
    draft.finished = first + body + table.encode() + f"startxref\n{at + len(body)}\n%%EOF\n".encode()


@way
def deleted_page(draft: Draft) -> None:
    """A page that was taken out of the page tree, but not out of the file."""
    draft.named()
    orphan = draft.pdf.make_indirect(
        Dictionary(Type=Name.Page, MediaBox=Array([0, 0, 595, 842]), Contents=draft.stream(f"({SECRET}) Tj"))
    )
    draft.pdf.Root["/Names"] = Dictionary(Pages=Dictionary(Names=Array([String("sjabloon"), orphan])))


@way
def bytes_around_the_file(draft: Draft) -> None:
    """Text before the header and behind the end."""
    data = draft.save()
    draft.finished = data.replace(b"%PDF-1.", b"%PDF-1.", 1) + f"\n% {SECRET}\n".encode()


@way
def file_identifier(draft: Draft) -> None:
    """The file's identifier."""
    data = draft.save()
    code = SECRET.encode().hex().encode()
    start = data.rindex(b"trailer")
    cut = data[start:].replace(b"trailer <<", b"trailer << /ID [<" + code + b"><" + code + b">] ", 1)
    draft.finished = data[:start] + cut
