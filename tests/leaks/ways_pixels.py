"""Pictures in all the ways that they can hold, hide and repeat a name."""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from tests.leaks.building import SECRET, Draft, image_object, jpeg, picture, way

PLACE = "q 300 0 0 43 60 600 cm"


def _place(draft: Draft, made: pikepdf.Object, name: str = "Im") -> None:
    draft.xobject(name, made)
    draft.content.append(f"{PLACE} /{name} Do Q")


def _jpeg_object(draft: Draft, data: bytes, image: Image.Image) -> pikepdf.Object:
    return draft.stream(
        data, Type=Name.XObject, Subtype=Name.Image, Width=image.width, Height=image.height, BitsPerComponent=8,
        ColorSpace=Name.DeviceGray, Filter=Name.DCTDecode,
    )  # fmt: skip


@way
def picture_of_the_name(draft: Draft) -> None:
    """A picture, uncompressed."""
    _place(draft, image_object(draft, picture()))


@way
def jpeg_of_the_name(draft: Draft) -> None:
    """A JPEG."""
    _place(draft, _jpeg_object(draft, jpeg(picture()), picture()))


@way
def faint_picture(draft: Draft) -> None:
    """Light grey letters on white."""
    _place(draft, image_object(draft, picture(ink=215)))


@way
def dark_picture(draft: Draft) -> None:
    """Light letters on black."""
    _place(draft, image_object(draft, picture(ink=230, paper=20)))


@way
def jpeg_with_exif(draft: Draft) -> None:
    """The name in the EXIF data of a harmless photo."""
    exif = Image.Exif()
    exif[0x013B] = SECRET
    exif[0x010E] = f"Foto van {SECRET}"
    image = picture("foto")
    _place(draft, _jpeg_object(draft, jpeg(image, exif=exif.tobytes()), image))


@way
def jpeg_with_comment(draft: Draft) -> None:
    """A comment segment."""
    image = picture("foto")
    _place(draft, _jpeg_object(draft, jpeg(image, comment=SECRET.encode()), image))


@way
def jpeg_with_tail(draft: Draft) -> None:
    """Bytes behind the end of the JPEG."""
    image = picture("foto")
    _place(draft, _jpeg_object(draft, jpeg(image) + SECRET.encode() + jpeg(picture()), image))


@way
def inline_image(draft: Draft) -> None:
    """An inline image."""
    image = picture(size=(210, 30))
    draft.content.append(
        f"{PLACE} BI /W {image.width} /H {image.height} /BPC 8 /CS /G ID {image.tobytes().decode('latin-1')} EI Q"
    )


@way
def inline_image_coded(draft: Draft) -> None:
    """An inline image in hexadecimal digits."""
    image = picture(size=(210, 30))
    draft.content.append(
        f"{PLACE} BI /W {image.width} /H {image.height} /BPC 8 /CS /G /F /AHx ID {image.tobytes().hex()}> EI Q"
    )


@way
def drawn_twice(draft: Draft) -> None:
    """One picture at two places."""
    _place(draft, image_object(draft, picture()))
    draft.content.append("q 200 0 0 29 60 500 cm /Im Do Q")


@way
def shared_between_pages(draft: Draft) -> None:
    """One picture on two pages."""
    made = image_object(draft, picture())
    _place(draft, made)
    draft.pdf.add_blank_page(page_size=(595, 842))
    second = draft.pdf.pages[1]
    second.Resources = Dictionary(XObject=Dictionary(Im=made), Font=Dictionary(F1=draft.helvetica()))
    second.Contents = pikepdf.Stream(
        draft.pdf, b"BT /F1 12 Tf 60 760 Td (Tweede bladzijde) Tj ET q 300 0 0 43 60 300 cm /Im Do Q"
    )
    draft.pages_expected = 2


@way
def turned_picture(draft: Draft) -> None:
    """A picture on its side."""
    draft.xobject("Im", image_object(draft, picture()))
    draft.content.append("q 0 300 -43 0 300 300 cm /Im Do Q")


@way
def distorted_picture(draft: Draft) -> None:
    """A picture that the page shows too distorted to read, and the file does not."""
    draft.xobject("Im", image_object(draft, picture().rotate(-90, expand=True)))
    draft.content.append("q 0 300 -43 0 300 300 cm /Im Do Q")


@way
def tiny_picture(draft: Draft) -> None:
    """A picture that the page shows too small to read."""
    draft.xobject("Im", image_object(draft, picture(size=(840, 120))))
    draft.content.append("q 24 0 0 4 300 300 cm /Im Do Q")


@way
def cropped_by_a_clip(draft: Draft) -> None:
    """A photo of which the part with the name is cut off, as word processors do."""
    whole = Image.new("L", (420, 160), 255)
    whole.paste(picture("foto"), (0, 0))
    whole.paste(picture(), (0, 90))
    draft.xobject("Im", image_object(draft, whole))
    draft.content.append("q 60 655 300 50 re W n 300 0 0 114 60 590 cm /Im Do Q")


@way
def half_off_the_page(draft: Draft) -> None:
    """A picture that lies mostly outside the page."""
    draft.xobject("Im", image_object(draft, picture()))
    draft.content.append("q 300 0 0 43 590 600 cm /Im Do Q")


@way
def name_in_a_soft_mask(draft: Draft) -> None:
    """A black picture whose transparency has the shape of the letters."""
    image = picture()
    mask = image_object(draft, Image.eval(image, lambda v: 255 - v))
    _place(draft, image_object(draft, Image.new("L", image.size, 0), SMask=mask))


@way
def stencil_mask(draft: Draft) -> None:
    """A stencil in the shape of the letters."""
    image = picture().convert("1")
    made = draft.stream(
        image.tobytes(), Type=Name.XObject, Subtype=Name.Image, Width=image.width, Height=image.height,
        BitsPerComponent=1, ImageMask=True,
    )  # fmt: skip
    _place(draft, made)


@way
def explicit_mask(draft: Draft) -> None:
    """A picture with a stencil as its mask."""
    image = picture().convert("1")
    mask = draft.stream(
        image.tobytes(), Type=Name.XObject, Subtype=Name.Image, Width=image.width, Height=image.height,
        BitsPerComponent=1, ImageMask=True, Decode=Array([0, 1]),
    )  # fmt: skip
    _place(draft, image_object(draft, Image.new("L", image.size, 0), Mask=mask))


@way
def palette_with_text(draft: Draft) -> None:
    """Bytes of the name behind the colours of a palette."""
    image = picture("foto").convert("1").convert("L").point(lambda v: 1 if v else 0)
    made = image_object(draft, image)
    made["/ColorSpace"] = Array([Name.Indexed, Name.DeviceGray, 1, String(b"\x00\xff" + SECRET.encode())])
    _place(draft, made)


@way
def rows_behind_the_picture(draft: Draft) -> None:
    """Samples beyond the height that the picture says it has."""
    shown, hidden = picture("foto"), picture()
    made = draft.stream(
        shown.tobytes() + hidden.tobytes() + SECRET.encode(), Type=Name.XObject, Subtype=Name.Image,
        Width=shown.width, Height=shown.height, BitsPerComponent=8, ColorSpace=Name.DeviceGray,
    )  # fmt: skip
    _place(draft, made)


@way
def alternate_picture(draft: Draft) -> None:
    """Another picture for printing."""
    made = image_object(draft, picture("foto"))
    other = Dictionary(Image=image_object(draft, picture()), DefaultForPrinting=True)
    made["/Alternates"] = Array([other])
    _place(draft, made)


@way
def picture_metadata(draft: Draft) -> None:
    """XMP on a picture."""
    made = image_object(draft, picture("foto"))
    made["/Metadata"] = draft.stream(f"<x:xmpmeta>{SECRET}</x:xmpmeta>", Type=Name.Metadata, Subtype=Name.XML)
    _place(draft, made)


@way
def fax_picture(draft: Draft) -> None:
    """A fax (CCITT group 4)."""
    image = picture().convert("1")
    buffer = io.BytesIO()
    image.save(buffer, "TIFF", compression="group4", strip_size=1 << 30)
    tags = Image.open(io.BytesIO(buffer.getvalue())).tag_v2  # type: ignore[attr-defined]
    data = buffer.getvalue()[tags[273][0] : tags[273][0] + tags[279][0]]
    made = draft.stream(
        data, Type=Name.XObject, Subtype=Name.Image, Width=image.width, Height=image.height, BitsPerComponent=1,
        ColorSpace=Name.DeviceGray, Filter=Name.CCITTFaxDecode,
        DecodeParms=Dictionary(K=-1, Columns=image.width, Rows=image.height, BlackIs1=tags[262] == 0),
    )  # fmt: skip
    _place(draft, made)


@way
def jpeg2000_picture(draft: Draft) -> None:
    """JPEG 2000."""
    image = picture()
    buffer = io.BytesIO()
    image.save(buffer, "JPEG2000")
    made = draft.stream(
        buffer.getvalue(), Type=Name.XObject, Subtype=Name.Image, Width=image.width, Height=image.height,
        Filter=Name.JPXDecode,
    )  # fmt: skip
    _place(draft, made)


@way
def scan_with_text_layer(draft: Draft) -> None:
    """A scan with an invisible text layer that tells the name."""
    scan = Image.new("L", (1240, 1754), 255)
    scan.paste(picture("De vergunning is", (700, 60)), (120, 150))
    scan.paste(picture(f"Aanvrager {SECRET}", (800, 60)), (120, 300))
    draft.content.clear()
    draft.xobject("Im", _jpeg_object(draft, jpeg(scan), scan))
    draft.content.append("q 595 0 0 842 0 0 cm /Im Do Q")
    draft.content.append(f"BT 3 Tr /F1 18 Tf 60 745 Td (De vergunning is) Tj 0 -72 Td (Aanvrager {SECRET}) Tj ET")
    draft.survivors = ("vergunning",)


@way
def text_under_a_scan(draft: Draft) -> None:
    """A scan painted over the text that OCR gave."""
    scan = Image.new("L", (1240, 1754), 255)
    scan.paste(picture("De vergunning is", (700, 60)), (120, 150))
    scan.paste(picture(f"Aanvrager {SECRET}", (800, 60)), (120, 300))
    draft.content.clear()
    draft.content.append(f"BT /F1 18 Tf 60 745 Td (De vergunning is) Tj 0 -72 Td (Aanvrager {SECRET}) Tj ET")
    draft.xobject("Im", _jpeg_object(draft, jpeg(scan), scan))
    draft.content.append("q 595 0 0 842 0 0 cm /Im Do Q")
    draft.survivors = ("vergunning",)


@way
def thumbnail(draft: Draft) -> None:
    """A thumbnail of the page as it was."""
    draft.page.obj["/Thumb"] = image_object(draft, picture())


@way
def resource_name(draft: Draft) -> None:
    """A picture whose resource is called after the person."""
    _place(draft, image_object(draft, picture("foto")), SECRET)


@way
def picture_in_a_pattern(draft: Draft) -> None:
    """A picture as the tile of a pattern."""
    made = image_object(draft, picture())
    tile = draft.stream(
        "q 300 0 0 43 0 0 cm /Im Do Q", Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1,
        BBox=Array([0, 0, 300, 43]), XStep=300, YStep=43, Matrix=Array([1, 0, 0, 1, 60, 600]),
        Resources=Dictionary(XObject=Dictionary(Im=made)),
    )  # fmt: skip
    draft.resources["/Pattern"] = Dictionary(P1=tile)
    draft.content.append("/Pattern cs /P1 scn 60 600 300 43 re f")


@way
def picture_in_a_form(draft: Draft) -> None:
    """A picture in a transparency group."""
    group = Dictionary(Type=Name.Group, S=Name.Transparency)
    inside = Dictionary(XObject=Dictionary(Im=image_object(draft, picture())))
    draft.xobject("Fm", draft.form(f"{PLACE} /Im Do Q", Resources=inside, Group=group))
    draft.content.append("/Fm Do")
