"""What a look at the page does not tell, though the file holds it: covered and masked pictures, slices, mosaics, inks,
streams with tails, and text that is there for one kind of reader only."""

from __future__ import annotations

import io
import struct
from itertools import pairwise

from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageDraw

from tests.leaks.building import SECRET, Draft, image_object, jpeg, picture, way
from tests.leaks.ways_text import _outline, to_unicode

CODES = "".join(f"{ord(c):02x}" for c in SECRET)


def _draw(draft: Draft, made: object, box: tuple[float, ...] = (300, 43, 60, 600), name: str = "Im") -> None:
    width, height, x, y = box
    draft.xobject(name, made)  # type: ignore[arg-type]
    draft.content.append(f"q {width} 0 0 {height} {x} {y} cm /{name} Do Q")


@way
def picture_under_a_picture(draft: Draft) -> None:
    """A picture of the name wholly under another one, both at an ordinary resolution."""
    size = (625, 90)
    _draw(draft, image_object(draft, picture(size=size)), name="Onder")
    _draw(draft, image_object(draft, Image.new("L", size, 230)), name="Boven")


@way
def picture_under_a_bar(draft: Draft) -> None:
    """A picture of the name that somebody covered with a bar."""
    _draw(draft, image_object(draft, picture(size=(625, 90))))
    draft.content.append("q 0.9 g 55 595 320 60 re f Q")


@way
def picture_that_is_transparent(draft: Draft) -> None:
    """A picture of the name drawn with an alpha of nought."""
    draft.resources["/ExtGState"] = Dictionary(G0=Dictionary(Type=Name.ExtGState, ca=0, CA=0))
    draft.xobject("Im", image_object(draft, picture(size=(625, 90))))
    draft.content.append("q /G0 gs 300 0 0 43 60 600 cm /Im Do Q")


@way
def picture_masked_away(draft: Draft) -> None:
    """A picture of the name of which the soft mask shows nothing."""
    image = picture(size=(625, 90))
    mask = Image.new("L", image.size, 0)
    mask.paste(255, (600, 0, 625, 90))
    _draw(draft, image_object(draft, image, SMask=image_object(draft, mask)))


@way
def jpeg_masked_away(draft: Draft) -> None:
    """The same with a JPEG and a stencil."""
    image = picture(size=(625, 90))
    mask = Image.new("1", image.size, 1)
    mask.paste(0, (600, 0, 625, 90))
    stencil = draft.stream(
        mask.tobytes(), Type=Name.XObject, Subtype=Name.Image, Width=625, Height=90, BitsPerComponent=1, ImageMask=True,
    )  # fmt: skip
    made = draft.stream(
        jpeg(image), Type=Name.XObject, Subtype=Name.Image, Width=625, Height=90, BitsPerComponent=8,
        ColorSpace=Name.DeviceGray, Filter=Name.DCTDecode, Mask=stencil,
    )  # fmt: skip
    _draw(draft, made)


@way
def colour_that_is_masked(draft: Draft) -> None:
    """A picture of the name in a colour that a colour key leaves out."""
    image = picture(size=(625, 90), ink=200)
    image.paste(60, (600, 0, 625, 90))
    _draw(draft, image_object(draft, image, Mask=Array([90, 255])))


@way
def soft_mask_under_nothing(draft: Draft) -> None:
    """A white picture on white paper whose soft mask has the shape of the name."""
    mask = Image.eval(picture(size=(625, 90)), lambda v: 255 - v)
    _draw(draft, image_object(draft, Image.new("L", mask.size, 255), SMask=image_object(draft, mask)))


@way
def slices_of_a_picture(draft: Draft) -> None:
    """The picture of the name in slices of six rows, as scanners and office programs write them."""
    image = picture(size=(625, 90))
    for number, top in enumerate(range(0, 90, 6)):
        part = image.crop((0, top, 625, top + 6))
        _draw(draft, image_object(draft, part), (300, 43 * 6 / 90, 60, 600 + 43 * (84 - top) / 90), f"Im{number}")


@way
def tiles_of_a_picture(draft: Draft) -> None:
    """The picture of the name in tiles that are each too small for a word."""
    image = picture(size=(625, 90))
    for number, left in enumerate(range(0, 625, 25)):
        part = image.crop((left, 0, left + 25, 90))
        _draw(draft, image_object(draft, part), (12, 43, 60 + 300 * left / 625, 600), f"Im{number}")


@way
def rectangles_as_pixels(draft: Draft) -> None:
    """The name as a mosaic of small filled rectangles."""
    small = picture(size=(140, 20)).point(lambda v: 255 if v > 128 else 0)
    parts = [
        f"{60 + 2 * x} {640 - 2 * y} 2 2 re"
        for y in range(small.height)
        for x in range(small.width)
        if small.getpixel((x, y)) == 0
    ]
    draft.content.append("q 0 g " + " ".join(parts) + " f Q")


@way
def strokes_of_a_plotter(draft: Draft) -> None:
    """The name in straight strokes, as drawing programs plot their letters."""
    strokes = []
    for number, letter in enumerate(SECRET):
        pieces = _outline(letter, 0.03, 60 + number * 22, 600).replace(" c", " l").split()
        points, values = [], []
        for token in pieces:
            if token in ("m", "l", "h"):
                points.append((token, values[-2:]))
                values = []
            else:
                values.append(token)
        for (_, a), (kind, b) in pairwise(points):
            if kind == "l" and len(a) == 2 and len(b) == 2:
                strokes.append(f"{a[0]} {a[1]} m {b[0]} {b[1]} l S")
    draft.content.append("q 1.2 w " + " ".join(strokes) + " Q")


@way
def polygons_without_curves(draft: Draft) -> None:
    """The name as filled outlines of straight lines only."""
    shapes = [_outline(letter, 0.03, 60 + number * 22, 600) for number, letter in enumerate(SECRET)]
    flat = []
    for shape in shapes:
        values: list[str] = []
        for token in shape.split():
            if token == "c":
                flat.append(" ".join(values[-2:]) + " l")
                values = []
            elif token in ("m", "l", "h"):
                flat.append(" ".join([*values, token]))
                values = []
            else:
                values.append(token)
    draft.content.append("q 0 g " + " ".join(flat) + " f Q")


@way
def half_under_a_picture(draft: Draft) -> None:
    """A picture lies over the second half of the name."""
    draft.text(60, 700, SECRET, size=20)
    _draw(draft, image_object(draft, Image.new("L", (100, 40), 220)), (80, 30, 110, 692))


@way
def ink_without_colour(draft: Draft) -> None:
    """Letters in a Separation of no tint: white on white."""
    tint = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0, 0, 0, 0]), C1=Array([0, 0, 0, 1]), N=1)
    draft.resources["/ColorSpace"] = Dictionary(CsW=Array([Name.Separation, Name(f"/{SECRET}"), Name.DeviceCMYK, tint]))
    draft.content.append(f"q /CsW cs 0 scn BT /F1 12 Tf 60 700 Td ({SECRET}) Tj ET Q")


@way
def hidden_by_an_expression(draft: Draft) -> None:
    """A layer that a visibility expression hides."""
    group = draft.pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("laag")))
    draft.pdf.Root["/OCProperties"] = Dictionary(OCGs=Array([group]), D=Dictionary(ON=Array([group])))
    member = Dictionary(Type=Name.OCMD, VE=Array([Name.Not, group]))
    draft.resources["/Properties"] = Dictionary(MC0=member)
    draft.content.append("/OC /MC0 BDC")
    draft.named()
    draft.content.append("EMC")


@way
def form_on_a_layer_that_is_off(draft: Draft) -> None:
    """A form within a form, on a layer that is off."""
    group = draft.pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(SECRET)))
    draft.pdf.Root["/OCProperties"] = Dictionary(OCGs=Array([group]), D=Dictionary(OFF=Array([group])))
    inner = draft.form(f"BT /F1 12 Tf 60 700 Td ({SECRET}) Tj ET", OC=group)
    outer = draft.form("/Binnen Do", Resources=Dictionary(XObject=Dictionary(Binnen=inner)))
    draft.xobject("Buiten", outer)
    draft.content.append("/Buiten Do")


@way
def glyph_that_is_the_whole_name(draft: Draft) -> None:
    """A Type 3 glyph that draws the name in one, and says that it is a dash."""
    drawing = " ".join(_outline(letter, 1.0, 700 * number, 0) for number, letter in enumerate(SECRET))
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, -250, 7500, 1000]), FirstChar=65, LastChar=65,
        FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]), CharProcs=Dictionary(A=draft.stream(f"7500 0 d0 {drawing} f")),
        Encoding=Dictionary(Differences=Array([65, Name.A])), Widths=Array([7500]), Resources=Dictionary(),
        ToUnicode=to_unicode(draft, 1, "<41> <2D>"),
    )  # fmt: skip
    draft.resources["/Font"]["/T3"] = draft.pdf.make_indirect(font)
    draft.content.append("BT /T3 24 Tf 60 640 Td (A) Tj ET")


@way
def one_code_for_the_whole_name(draft: Draft) -> None:
    """A dash whose ToUnicode says the name."""
    font = draft.helvetica()
    font["/ToUnicode"] = to_unicode(draft, 1, f"<2D> <{SECRET.encode('utf-16-be').hex()}>")
    draft.resources["/Font"]["/FD"] = font
    draft.content.append("BT /FD 12 Tf 60 640 Td (-) Tj ET")


@way
def type3_glyphs_that_are_pictures(draft: Draft) -> None:
    """Bitmap glyphs, as old typesetters made them, of which nothing tells the letters."""
    procs, widths = Dictionary(), []
    for number, letter in enumerate(SECRET):
        image = picture(letter, size=(40, 48)).convert("1")
        bits = Image.eval(image.convert("L"), lambda v: 255 - v).convert("1").tobytes()
        data = bits.hex()
        procs[f"/a{number}"] = draft.stream(
            f"40 0 d0 40 0 0 48 0 -10 cm BI /W 40 /H 48 /IM true /BPC 1 /D [1 0] /F /AHx ID {data}> EI"
        )
        widths.append(40)
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, -20, 40, 60]), FirstChar=65,
        LastChar=64 + len(SECRET), FontMatrix=Array([0.02, 0, 0, 0.02, 0, 0]), CharProcs=procs,
        Encoding=Dictionary(Differences=Array([65, *(Name(f"/a{n}") for n in range(len(SECRET)))])),
        Widths=Array(widths), Resources=Dictionary(),
    )  # fmt: skip
    draft.resources["/Font"]["/T3"] = draft.pdf.make_indirect(font)
    codes = "".join(chr(65 + number) for number in range(len(SECRET)))
    draft.content.append(f"BT /T3 24 Tf 60 640 Td ({codes}) Tj ET")


@way
def tail_of_a_mesh(draft: Draft) -> None:
    """Bytes behind the last triangle of a shading, in a code that no search knows."""
    corners = [(0, 0, 0, 0), (0, 255, 0, 90), (0, 0, 255, 180)]
    mesh = b"".join(struct.pack(">4B", *corner) for corner in corners) + b"\0" + SECRET[::-1].encode()
    draft.resources["/Shading"] = Dictionary(
        S1=draft.stream(
            mesh,
            ShadingType=4,
            ColorSpace=Name.DeviceGray,
            BitsPerCoordinate=8,
            BitsPerComponent=8,
            BitsPerFlag=8,
            Decode=Array([60, 160, 550, 650, 0, 1]),
        )
    )
    draft.content.append("q 60 550 100 100 re W n /S1 sh Q")


@way
def tail_of_a_sampled_function(draft: Draft) -> None:
    """Bytes behind the samples of a function."""
    table = draft.stream(
        b"\x00\xff" + SECRET.encode(), FunctionType=0, Domain=Array([0, 1]), Range=Array([0, 1]), Size=Array([2]),
        BitsPerSample=8,
    )  # fmt: skip
    draft.resources["/ColorSpace"] = Dictionary(CsF=Array([Name.Separation, Name.Blauw, Name.DeviceGray, table]))
    draft.content.append("q /CsF cs 0.5 scn 60 600 40 40 re f Q")


def _fax(image: Image.Image) -> bytes:
    """CCITT group 4 data: what a TIFF holds."""
    buffer = io.BytesIO()
    image.convert("1").save(buffer, "TIFF", compression="group4", strip_size=1 << 30)
    with Image.open(io.BytesIO(buffer.getvalue())) as tiff:
        offset, count = tiff.tag_v2[273][0], tiff.tag_v2[279][0]  # type: ignore[attr-defined]
    return buffer.getvalue()[offset : offset + count]


@way
def jbig2_picture(draft: Draft) -> None:
    """A scan in JBIG2: one generic region, coded as a fax."""
    image = picture(size=(640, 96))
    region = struct.pack(">IIIIB", 640, 96, 0, 0, 0) + b"\x01" + _fax(Image.eval(image, lambda v: 255 - v))
    page = struct.pack(">IIIIBH", 640, 96, 0, 0, 0, 0)
    data = struct.pack(">IBBBI", 0, 48, 0, 1, len(page)) + page
    data += struct.pack(">IBBBI", 1, 38, 0, 1, len(region)) + region
    made = draft.stream(
        data, Type=Name.XObject, Subtype=Name.Image, Width=640, Height=96, BitsPerComponent=1,
        ColorSpace=Name.DeviceGray, Filter=Name.JBIG2Decode,
    )  # fmt: skip
    _draw(draft, made)


@way
def jpeg2000_with_boxes(draft: Draft) -> None:
    """A JPEG 2000 with the name in a comment and in an XML box."""
    image = picture("foto")
    buffer = io.BytesIO()
    image.save(buffer, "JPEG2000", comment=SECRET)
    text = f"<naam>{SECRET}</naam>".encode()
    data = buffer.getvalue() + struct.pack(">I4s", 8 + len(text), b"xml ") + text
    _draw(draft, draft.stream(data, Type=Name.XObject, Subtype=Name.Image, Width=image.width, Height=image.height,
                              Filter=Name.JPXDecode))  # fmt: skip


@way
def jpeg_with_everything(draft: Draft) -> None:
    """IPTC, XMP, a second picture and a spare table in a JPEG."""
    image = picture("foto")
    data = jpeg(image)
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", 15) + b"\x1c\x02\x50\0\x0a" + SECRET.encode()
    xmp = b"http://ns.adobe.com/xap/1.0/\0<x>" + SECRET.encode() + b"</x>"
    spare = b"\x03" + SECRET.encode().ljust(64, b"\x01")
    extra = b""
    for marker, part in ((0xED, iptc), (0xE1, xmp), (0xE2, b"MPF\0" + SECRET.encode()), (0xDB, spare)):
        extra += bytes([0xFF, marker]) + struct.pack(">H", len(part) + 2) + part
    data = data[:2] + extra + data[2:] + jpeg(picture())
    made = draft.stream(
        data, Type=Name.XObject, Subtype=Name.Image, Width=image.width, Height=image.height, BitsPerComponent=8,
        ColorSpace=Name.DeviceGray, Filter=Name.DCTDecode,
    )  # fmt: skip
    _draw(draft, made)


@way
def proxy_for_printing(draft: Draft) -> None:
    """OPI: the path of the picture that the printer was to use."""
    made = image_object(draft, picture("foto"))
    made["/OPI"] = Dictionary({"/2.0": Dictionary(Type=Name.OPI, F=String(f"/fotos/{SECRET}.tif"))})
    made["/Metadata"] = draft.stream(f"<x>{SECRET}</x>", Type=Name.Metadata, Subtype=Name.XML)
    made["/PtData"] = Dictionary(Naam=String(SECRET))
    _draw(draft, made)


@way
def hidden_in_the_halves_of_samples(draft: Draft) -> None:
    """The name in the lowest bit of each sample of an even picture."""
    name = picture(size=(625, 90)).point(lambda v: 254 if v > 128 else 255)
    _draw(draft, image_object(draft, name))


@way
def name_in_two_pictures(draft: Draft) -> None:
    """Half of the name in each of two pictures beside each other."""
    image = picture(size=(420, 60))
    _draw(draft, image_object(draft, image.crop((0, 0, 210, 60))), (150, 43, 60, 600), "Im1")
    _draw(draft, image_object(draft, image.crop((210, 0, 420, 60))), (150, 43, 210, 600), "Im2")


@way
def handwriting(draft: Draft) -> None:
    """The name as one stroked line of curves in a colour, as a pen tablet writes it."""
    parts = [_outline(letter, 0.03, 60 + number * 22, 600) for number, letter in enumerate(SECRET)]
    draft.content.append("q 0.1 0.1 0.6 RG 1 w " + " ".join(parts) + " S Q")


@way
def scan_with_a_layer_below(draft: Draft) -> None:
    """A scan of the whole page that lies over another one with the name."""
    below, above = Image.new("L", (1240, 1754), 255), Image.new("L", (1240, 1754), 255)
    below.paste(picture(size=(900, 120)), (120, 400))
    ImageDraw.Draw(above).rectangle((100, 1500, 1100, 1510), fill=0)
    draft.content.insert(0, "q 595 0 0 842 0 0 cm /Onder Do Q q 595 0 0 842 0 0 cm /Boven Do Q")
    draft.xobject("Onder", image_object(draft, below))
    draft.xobject("Boven", image_object(draft, above))
