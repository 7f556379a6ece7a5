"""More of what a PDF says without showing it: annotations of every kind, names, history, and the file's own syntax."""

from __future__ import annotations

import io
import re
from itertools import pairwise

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from tests.leaks.building import SECRET, Draft, image_object, picture, way

NAME = String(SECRET)


def _file(draft: Draft) -> Dictionary:
    held = draft.stream(f"Beste {SECRET}", Type=Name.EmbeddedFile, Params=Dictionary(CheckSum=NAME))
    return Dictionary(Type=Name.Filespec, F=String(f"{SECRET}.txt"), UF=NAME, Desc=NAME, EF=Dictionary(F=held))


@way
def marks_across_pieces(draft: Draft) -> None:
    """ActualText that spans several strings, within a mark within a mark."""
    draft.content.append(
        f"/Span <</Lang ({SECRET})>> BDC /Span <</ActualText ({SECRET}) /E ({SECRET})>> BDC "
        "BT /F1 12 Tf 60 650 Td (aan) Tj (vra) Tj (ger) Tj ET EMC EMC"
    )


@way
def marks_in_a_form(draft: Draft) -> None:
    """The same in a form, by way of its own property list."""
    form = draft.form(
        f"/{SECRET} /MC0 BDC BT /F1 12 Tf 60 650 Td (aanvrager) Tj ET EMC /P /MC0 DP",
        Resources=Dictionary(
            Font=Dictionary(F1=draft.helvetica()),
            Properties=Dictionary(MC0=Dictionary({f"/{SECRET}": NAME, "/ActualText": NAME, "/Alt": NAME})),
        ),
    )
    draft.xobject("Fm", form)
    draft.content.append("/Fm Do")


@way
def roles_and_classes(draft: Draft) -> None:
    """The role map, the class map, identifiers, namespaces and pronunciation of the tags."""
    root = draft.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    leaf = draft.pdf.make_indirect(
        Dictionary(
            Type=Name.StructElem,
            S=Name(f"/{SECRET}"),
            P=root,
            Pg=draft.page.obj,
            K=0,
            ID=NAME,
            Lang=NAME,
            C=Name(f"/{SECRET}"),
            Phoneme=NAME,
            PhoneticAlphabet=Name.ipa,
            AF=Array([_file(draft)]),
            Ref=Array([Dictionary(T=NAME)]),
        )
    )
    root["/K"] = leaf
    root["/RoleMap"] = Dictionary({f"/{SECRET}": Name.P})
    root["/ClassMap"] = Dictionary({f"/{SECRET}": Dictionary(O=Name.Layout, Placement=Name.Block)})
    root["/IDTree"] = Dictionary(Names=Array([NAME, leaf]))
    root["/Namespaces"] = Array([Dictionary(Type=Name.Namespace, NS=NAME)])
    root["/PronunciationLexicon"] = Array([_file(draft)])
    draft.pdf.Root["/StructTreeRoot"] = root
    draft.pdf.Root["/MarkInfo"] = Dictionary(Marked=True)
    draft.content.insert(0, "/P <</MCID 0>> BDC")
    draft.content.insert(2, "EMC")


@way
def notes_in_every_way(draft: Draft) -> None:
    """Rich text, default style, subject, author, popup and replies of a note."""
    note = draft.annotation(
        Subtype=Name.Highlight, Rect=Array([60, 755, 200, 775]),
        QuadPoints=Array([60, 775, 200, 775, 60, 755, 200, 755]),
        C=Array([1, 1, 0]), T=NAME, Subj=NAME, RC=String(f"<body><p>{SECRET}</p></body>"), DS=NAME, DA=NAME, NM=NAME,
        IT=Name(f"/{SECRET}"), State=NAME, StateModel=NAME, CreationDate=NAME,
    )  # fmt: skip
    draft.annotation(Subtype=Name.Popup, Rect=Array([300, 700, 400, 760]), Parent=note, Contents=NAME)
    draft.annotation(Subtype=Name.Text, Rect=Array([300, 700, 320, 720]), IRT=note, Contents=NAME, T=NAME)


@way
def redaction_with_a_text_of_its_own(draft: Draft) -> None:
    """An unapplied mark whose overlay text and appearance hold the name."""
    form = draft.form(f"BT /F1 10 Tf 2 2 Td ({SECRET}) Tj ET", (0, 0, 200, 20))
    draft.annotation(
        Subtype=Name.Redact, Rect=Array([300, 600, 420, 620]), OverlayText=NAME, RO=form, Contents=NAME,
        AP=Dictionary(N=form, D=form, R=form),
    )  # fmt: skip


@way
def stamp_that_shows_it(draft: Draft) -> None:
    """A stamp, with other appearances for a pressed and a passing mouse."""
    form = draft.form(f"BT /F1 14 Tf 4 4 Td ({SECRET}) Tj ET", (0, 0, 140, 24))
    draft.annotation(
        Subtype=Name.Stamp, Rect=Array([300, 600, 440, 624]), Name=Name(f"/{SECRET}"), F=4, Contents=NAME,
        AP=Dictionary(N=draft.form("0.9 g 0 0 140 24 re f", (0, 0, 140, 24)), D=form, R=form),
    )  # fmt: skip


@way
def sound_film_and_model(draft: Draft) -> None:
    """Media with titles and files."""
    sound = draft.stream(SECRET.encode() * 3, Type=Name.Sound, R=8000, NM=NAME)
    draft.annotation(Subtype=Name.Sound, Rect=Array([300, 600, 320, 620]), Sound=sound, Contents=NAME)
    draft.annotation(Subtype=Name.Movie, Rect=Array([330, 600, 350, 620]), T=NAME, Movie=Dictionary(F=_file(draft)))
    draft.annotation(
        Subtype=Name.Screen, Rect=Array([360, 600, 380, 620]), T=NAME,
        A=Dictionary(S=Name.Rendition, R=Dictionary(S=Name.MR, N=NAME), JS=NAME),
    )  # fmt: skip
    draft.annotation(
        Subtype=Name("/3D"), Rect=Array([390, 600, 410, 620]), Contents=NAME,
        **{"3DD": draft.stream(SECRET, Type=Name("/3D"), Subtype=Name.U3D)},
    )  # fmt: skip
    assets = Dictionary(Names=Array([NAME, _file(draft)]))
    draft.annotation(
        Subtype=Name.RichMedia, Rect=Array([420, 600, 440, 620]), NM=NAME,
        RichMediaContent=Dictionary(Assets=assets, Configurations=Array([Dictionary(Name=NAME)])),
    )  # fmt: skip


@way
def actions_of_every_kind(draft: Draft) -> None:
    """Actions that launch, import, submit, say and read, on the page, the document and a link."""
    kinds = [
        Dictionary(S=Name.Launch, F=_file(draft), Win=Dictionary(F=NAME, P=NAME)),
        Dictionary(S=Name.GoToR, F=_file(draft), D=NAME),
        Dictionary(S=Name.GoToE, F=_file(draft), D=NAME, T=Dictionary(R=Name.C, N=NAME)),
        Dictionary(S=Name.SubmitForm, F=String(f"mailto:{SECRET}@stad.example"), Fields=Array([NAME])),
        Dictionary(S=Name.ImportData, F=_file(draft)),
        Dictionary(S=Name.Named, N=Name(f"/{SECRET}")),
        Dictionary(S=Name.JavaScript, JS=draft.stream(f"app.alert('{SECRET}')")),
        Dictionary(S=Name.SetOCGState, State=Array([Name(f"/{SECRET}")])),
    ]
    for first, second in pairwise(kinds):
        first["/Next"] = second
    draft.annotation(Subtype=Name.Link, Rect=Array([60, 755, 200, 775]), A=kinds[0], PA=kinds[3], Contents=NAME)
    draft.page.obj["/AA"] = Dictionary(O=kinds[6], C=kinds[1])
    draft.pdf.Root["/AA"] = Dictionary(WC=kinds[6], DP=kinds[6])
    draft.pdf.Root["/OpenAction"] = kinds[1]


@way
def address_that_says_more(draft: Draft) -> None:
    """A link whose visible address is only a part: user, query, fragment, and letters that only look alike."""
    draft.text(60, 640, "www.stad.example/plan")
    for number, address in enumerate(
        (
            f"https://{SECRET}@www.stad.example/plan",
            f"https://www.stad.example/plan?wie={SECRET}",
            f"https://www.stad.example/plan#{SECRET}",
            f"https://www.stad.example/plan%23{SECRET}",
            f"mailto:www.stad.example/plan?cc={SECRET}@stad.example",
        )
    ):
        draft.annotation(
            Subtype=Name.Link, Rect=Array([60, 635 - number, 200, 655]), A=Dictionary(S=Name.URI, URI=String(address))
        )


@way
def bookmark_to_elsewhere(draft: Draft) -> None:
    """A bookmark that a page does spell, with a named destination and an action that do not."""
    with draft.pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("De vergunning", 0))
    item = draft.pdf.Root.Outlines.First
    del item["/Dest"]
    item["/A"] = Dictionary(S=Name.GoTo, D=NAME)
    item["/SE"] = Dictionary(Type=Name.StructElem, S=Name.P, T=NAME)
    place = Array([draft.page.obj, Name.Fit])
    draft.pdf.Root["/Names"] = Dictionary(Dests=Dictionary(Names=Array([NAME, place]), Limits=Array([NAME, NAME])))
    draft.pdf.Root["/Dests"] = Dictionary({f"/{SECRET}": place})


@way
def bookmark_in_dots(draft: Draft) -> None:
    """A bookmark that the page spells, with the name behind it in Braille."""
    braille = "".join(chr(0x2800 + ord(letter) - 96) for letter in SECRET.lower())
    with draft.pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(f"De vergunning {braille}", 0))
    draft.survivors = (*draft.survivors, "vergunning")


@way
def portfolio(draft: Draft) -> None:
    """A portfolio with its schema, folders and files."""
    draft.pdf.Root["/Collection"] = Dictionary(
        Type=Name.Collection, D=NAME, Schema=Dictionary({f"/{SECRET}": Dictionary(N=NAME, Subtype=Name.S)}),
        Folders=Dictionary(ID=0, Name=NAME, Desc=NAME),
    )  # fmt: skip
    draft.pdf.Root["/Names"] = Dictionary(EmbeddedFiles=Dictionary(Names=Array([NAME, _file(draft)])))


@way
def names_of_every_kind(draft: Draft) -> None:
    """Name trees: scripts, appearances, templates, addresses, renditions, alternate presentations."""
    page = Dictionary(Type=Name.Template, MediaBox=Array([0, 0, 595, 842]),
                      Contents=draft.stream(f"BT /F1 12 Tf 60 600 Td ({SECRET}) Tj ET"),
                      Resources=Dictionary(Font=Dictionary(F1=draft.helvetica())))  # fmt: skip
    hidden = draft.pdf.make_indirect(page)
    script = Dictionary(S=Name.JavaScript, JS=NAME)
    draft.pdf.Root["/Names"] = Dictionary(
        {
            f"/{kind}": Dictionary(Names=Array([NAME, value]))
            for kind, value in {
                "JavaScript": script, "AP": draft.form(SECRET), "Templates": hidden, "Pages": hidden, "URLS": NAME,
                "IDS": NAME, "Renditions": script, "AlternatePresentations": script,
            }.items()
        }
    )  # fmt: skip


@way
def measure_of_a_map(draft: Draft) -> None:
    """A viewport with a measure and its units."""
    draft.page.obj["/VP"] = Array(
        [Dictionary(Type=Name.Viewport, BBox=Array([0, 0, 595, 842]), Name=NAME,
                    Measure=Dictionary(Type=Name.Measure, Subtype=Name.RL, R=NAME, X=Array([Dictionary(U=NAME, C=1)])),
                    PtData=Dictionary(Names=Array([NAME])))]
    )  # fmt: skip


@way
def validation_of_a_signature(draft: Draft) -> None:
    """Certificates and permissions that a signature leaves in the catalogue."""
    certificate = draft.stream(b"\x30\x82CN=" + SECRET.encode())
    draft.pdf.Root["/DSS"] = Dictionary(
        Type=Name.DSS, Certs=Array([certificate]), VRI=Dictionary(A=Dictionary(TU=NAME))
    )
    draft.pdf.Root["/Perms"] = Dictionary(UR3=Dictionary(Type=Name.Sig, Name=NAME, Reason=NAME, ContactInfo=NAME,
                                                         Location=NAME, Contents=NAME, Cert=NAME))  # fmt: skip
    draft.pdf.Root["/Legal"] = Dictionary(Attestation=NAME)


@way
def certificate_of_a_font(draft: Draft) -> None:
    """Names in a font's descriptor, its system info and its character map."""
    font = draft.resources["/Font"]["/F1"]
    font["/Name"] = Name(f"/{SECRET}")
    font["/FontDescriptor"] = Dictionary(
        Type=Name.FontDescriptor, FontName=Name.Helvetica, Flags=32, FontBBox=Array([0, 0, 1, 1]), ItalicAngle=0,
        Ascent=700, Descent=-200, CapHeight=700, StemV=80, FontFamily=NAME, CharSet=NAME, Lang=Name(f"/{SECRET}"),
        Style=Dictionary(Panose=NAME), Metadata=draft.stream(SECRET, Type=Name.Metadata, Subtype=Name.XML),
    )  # fmt: skip
    font["/ToUnicode"] = draft.stream(
        f"% {SECRET}\n/CIDSystemInfo << /Registry ({SECRET}) /Ordering ({SECRET}) >> def /CMapName /{SECRET} def "
        "1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <20> <7E> <0020> endbfrange",
        CMapName=Name(f"/{SECRET}"), UseCMap=Name(f"/{SECRET}"),
    )  # fmt: skip


@way
def drawing_by_the_printer(draft: Draft) -> None:
    """A PostScript object, and what a form keeps for printers and for its maker."""
    draft.xobject("Ps", draft.stream(f"({SECRET}) show", Type=Name.XObject, Subtype=Name.PS))
    form = draft.form("0.8 g 60 600 20 20 re f", Name=Name(f"/{SECRET}"), LastModified=NAME,
                      PieceInfo=Dictionary({f"/{SECRET}": Dictionary(Private=NAME)}), OPI=Dictionary(F=NAME),
                      PS=draft.stream(SECRET), Ref=Dictionary(F=_file(draft), Page=0, ID=Array([NAME, NAME])),
                      Metadata=draft.stream(SECRET, Type=Name.Metadata, Subtype=Name.XML))  # fmt: skip
    draft.xobject("Fm", form)
    draft.content.append("/Ps Do /Fm Do")


@way
def state_with_a_name(draft: Draft) -> None:
    """Halftones, transfer and undercolour functions, and names in a graphics state."""
    tone = Dictionary(Type=Name.Halftone, HalftoneType=1, HalftoneName=NAME, Frequency=60, Angle=45,
                      SpotFunction=Name(f"/{SECRET}"))  # fmt: skip
    state = Dictionary(Type=Name.ExtGState, HT=tone, TR=Name(f"/{SECRET}"), UCR2=Name(f"/{SECRET}"), HTO=NAME, LW=1)
    draft.resources["/ExtGState"] = Dictionary({f"/{SECRET}": state})
    draft.content.append(f"q /{SECRET} gs 60 600 20 20 re S Q")


@way
def group_with_names(draft: Draft) -> None:
    """A transparency group, box colours, separation info and output intents with names."""
    draft.page.obj["/Group"] = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB, Naam=NAME)
    draft.page.obj["/SeparationInfo"] = Dictionary(DeviceColorant=NAME, Pages=Array([draft.page.obj]))
    draft.page.obj["/BoxColorInfo"] = Dictionary(CropBox=Dictionary(S=NAME))
    draft.page.obj["/ID"] = NAME
    draft.page.obj["/PZ"] = NAME
    draft.pdf.Root["/OutputIntents"] = Array(
        [Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFA1, OutputConditionIdentifier=NAME, Info=NAME,
                    DestOutputProfile=draft.stream(SECRET * 20, N=3))]
    )  # fmt: skip


@way
def ink_with_hints(draft: Draft) -> None:
    """The attributes of a colour of several inks."""
    tint = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([1]), C1=Array([0]), N=1)
    hints = Dictionary(Solidities=Dictionary({f"/{SECRET}": 1}), PrintingOrder=Array([Name(f"/{SECRET}")]))
    draft.resources["/ColorSpace"] = Dictionary(
        CsN=Array([Name.DeviceN, Array([Name(f"/{SECRET}")]), Name.DeviceGray, tint, Dictionary(
            Subtype=Name.NChannel, MixingHints=hints, Process=Dictionary(Components=Array([Name(f"/{SECRET}")])),
        )])
    )  # fmt: skip
    draft.content.append("q /CsN cs 0.5 scn 60 600 40 40 re f Q")


@way
def comments_between_objects(draft: Draft) -> None:
    """Comments in the file, between its objects and in its cross-reference table."""
    plain = _saved(draft)
    plain = plain.replace(b"\nendobj\n", b"\nendobj\n% " + SECRET.encode() + b"\n", 3)
    draft.finished = plain.replace(b"\ntrailer", b"\n% " + SECRET.encode() + b"\ntrailer")


def _saved(draft: Draft, **more: object) -> bytes:
    draft.page.Contents = draft.stream("\n".join(draft.content))
    buffer = io.BytesIO()
    draft.pdf.save(buffer, **more)  # type: ignore[arg-type]
    return buffer.getvalue()


@way
def orphans_in_an_object_stream(draft: Draft) -> None:
    """Objects that nothing leads to, packed in an object stream."""
    draft.pdf.Root["/Tijdelijk"] = Array([draft.pdf.make_indirect(Dictionary(Naam=NAME)) for _ in range(4)])
    whole = _saved(draft, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=False)
    draft.finished = whole.replace(b"/Tijdelijk", b"/TijdeliJk") if b"/Tijdelijk" in whole else whole


@way
def hybrid_cross_reference(draft: Draft) -> None:
    """Objects that only readers of cross-reference streams see."""
    plain = _saved(draft)
    start = int(re.findall(rb"startxref\s+(\d+)", plain)[-1])
    hidden = b"900 0 obj\n(" + SECRET.encode() + b")\nendobj\n"
    row = b"\x01" + (len(plain)).to_bytes(4, "big") + b"\0"
    table = (
        b"901 0 obj\n<</Type/XRef/W[1 4 1]/Index[900 1]/Size 902/Length 6>>\nstream\n" + row + b"\nendstream\nendobj\n"
    )
    place = len(plain) + len(hidden)
    body = plain + hidden + table
    trailer = re.findall(rb"trailer\s*<<(.*?)>>\s*startxref", plain, re.DOTALL)[-1]
    body += b"xref\n0 0\ntrailer\n<<" + trailer + b"/XRefStm %d /Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (
        place, start, len(body),
    )  # fmt: skip
    draft.finished = body


@way
def locked_by_an_owner(draft: Draft) -> None:
    """A file that opens without a password and may not be copied from."""
    draft.named()
    draft.finished = _saved(
        draft, encryption=pikepdf.Encryption(user="", owner=SECRET, R=6, allow=pikepdf.Permissions(extract=False))
    )


@way
def linearised(draft: Draft) -> None:
    """A file made for the web, with hint tables."""
    draft.named()
    draft.finished = _saved(draft, linearize=True)


@way
def page_that_is_shared(draft: Draft) -> None:
    """Two pages that are one object in the tree of pages."""
    draft.named()
    draft.pages_expected = 2
    draft.page.Contents = draft.stream("\n".join(draft.content))
    draft.pdf.pages.append(draft.pdf.pages[0])
    buffer = io.BytesIO()
    draft.pdf.save(buffer)
    draft.finished = buffer.getvalue()


@way
def inherited_by_the_page(draft: Draft) -> None:
    """Keys on the tree of pages that every page inherits or carries along."""
    draft.named()
    for key in ("Naam", "Metadata", "AA", "Thumb"):
        draft.pdf.Root.Pages[f"/{key}"] = NAME
    draft.pdf.Root.Pages["/Resources"] = Dictionary(
        XObject=Dictionary({f"/{SECRET}": image_object(draft, picture("foto"))})
    )


@way
def content_in_pieces(draft: Draft) -> None:
    """A page whose content is cut in the middle of a string over several streams."""
    draft.text(60, 700, "")
    whole = "\n".join([*draft.content, f"BT /F1 12 Tf 60 640 Td [({SECRET[:4]}) -1 ({SECRET[4:]})] TJ ET"]).encode()
    at = whole.rindex(b"-1")
    draft.page.Contents = Array([draft.stream(whole[:at]), draft.stream(whole[at:])])
    buffer = io.BytesIO()
    draft.pdf.save(buffer)
    draft.finished = buffer.getvalue()


@way
def pages_of_another_document(draft: Draft) -> None:
    """A whole PDF as the data of a private stream that the page points to."""
    other = Pdf.new()
    other.add_blank_page()
    other.docinfo["/Author"] = NAME
    buffer = io.BytesIO()
    other.save(buffer)
    held = draft.stream(buffer.getvalue())
    draft.page.obj["/Reference"] = held
    draft.resources["/Reference"] = Dictionary(Bron=held)
    draft.resources["/ProcSet"] = Array([Name(f"/{SECRET}")])
