"""Drawings and samples that are in the file and not on the page: covered, clipped, outside, blinded, upside down."""

from __future__ import annotations

import numpy as np
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageOps

from tests.leaks.building import SECRET, Draft, image_object, picture, way
from tests.leaks.ways_text import _outline

OUTLINES = " ".join(_outline(letter, 0.03, 60 + number * 22, 600) for number, letter in enumerate(SECRET))
SIZE = (625, 90)


def _draw(draft: Draft, made: object, matrix: str = "300 0 0 43 60 600", name: str = "Im") -> None:
    draft.xobject(name, made)  # type: ignore[arg-type]
    draft.content.append(f"q {matrix} cm /{name} Do Q")


@way
def outlines_under_a_bar(draft: Draft) -> None:
    """Outlined letters with a bar over them."""
    draft.content.append(f"q 0 g {OUTLINES} f Q q 0 g 55 590 300 45 re f Q")


@way
def outlines_beyond_the_page(draft: Draft) -> None:
    """Outlined letters outside the page."""
    draft.content.append(f"q 1 0 0 1 600 0 cm 0 g {OUTLINES} f Q")


@way
def outlines_clipped_away(draft: Draft) -> None:
    """Outlined letters outside the clip."""
    draft.content.append(f"q 300 100 20 20 re W n 0 g {OUTLINES} f 305 105 5 5 re f Q")


@way
def outlines_white_on_white(draft: Draft) -> None:
    """Outlined letters in the colour of the paper."""
    draft.content.append(f"q 1 g {OUTLINES} f Q")


@way
def outlines_as_a_clip_of_nothing(draft: Draft) -> None:
    """Outlined letters as a clip through which nothing is painted."""
    draft.content.append(f"q {OUTLINES} W n Q")


@way
def outlines_that_are_transparent(draft: Draft) -> None:
    """Outlined letters with an alpha of nought."""
    draft.resources["/ExtGState"] = Dictionary(G0=Dictionary(Type=Name.ExtGState, ca=0, CA=0))
    draft.content.append(f"q /G0 gs 0 g {OUTLINES} f Q")


@way
def outlines_under_a_picture(draft: Draft) -> None:
    """Outlined letters with an opaque picture over them."""
    draft.content.append(f"q 0 g {OUTLINES} f Q")
    image = Image.fromarray(np.tile(np.linspace(120, 240, 320).astype(np.uint8), (60, 1)))
    _draw(draft, image_object(draft, image), "320 0 0 60 50 585")


@way
def picture_upside_down(draft: Draft) -> None:
    """A picture drawn upside down, as a scanner fed the wrong way does."""
    _draw(draft, image_object(draft, picture(size=SIZE)), "-300 0 0 -43 360 643")


@way
def picture_turned_in_its_samples(draft: Draft) -> None:
    """A picture that is upside down in the file and on the page."""
    _draw(draft, image_object(draft, picture(size=SIZE).rotate(180)))


@way
def picture_mirrored(draft: Draft) -> None:
    """A picture drawn in a mirror."""
    _draw(draft, image_object(draft, picture(size=SIZE)), "-300 0 0 43 360 600")


@way
def decoding_that_blinds(draft: Draft) -> None:
    """A decoding array that shows all samples as white, with text over the picture."""
    _draw(draft, image_object(draft, picture(size=SIZE), Decode=Array([1, 1])))
    draft.text(80, 615, "tekst over het beeld")


@way
def palette_that_blinds(draft: Draft) -> None:
    """A palette in which every colour is white, with text over the picture."""
    made = image_object(draft, picture(size=SIZE).point(lambda v: 1 if v > 128 else 0))
    made["/ColorSpace"] = Array([Name.Indexed, Name.DeviceGray, 1, String(b"\xff\xff")])
    _draw(draft, made)
    draft.text(80, 615, "tekst over het beeld")


@way
def ink_that_blinds(draft: Draft) -> None:
    """Samples in an ink that prints nothing, with text over the picture."""
    tint = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([1]), C1=Array([1]), N=1)
    made = image_object(draft, picture(size=SIZE))
    made["/ColorSpace"] = Array([Name.Separation, Name.Lak, Name.DeviceGray, tint])
    _draw(draft, made)
    draft.text(80, 615, "tekst over het beeld")


@way
def low_bytes_of_sixteen(draft: Draft) -> None:
    """The name in the low bytes of samples of sixteen bits."""
    low = np.asarray(picture(size=SIZE)).astype(np.uint16)
    high = np.tile(np.linspace(200, 255, SIZE[0]).astype(np.uint16), (SIZE[1], 1))
    data = (high << 8 | low).astype(">u2").tobytes()
    made = draft.stream(
        data, Type=Name.XObject, Subtype=Name.Image, Width=SIZE[0], Height=SIZE[1], BitsPerComponent=16,
        ColorSpace=Name.DeviceGray,
    )  # fmt: skip
    _draw(draft, made)


@way
def mask_that_is_larger_than_its_use(draft: Draft) -> None:
    """A soft mask made of a picture, of which the page uses a corner."""
    group = Dictionary(Type=Name.Group, S=Name.Transparency, CS=Name.DeviceGray)
    image = image_object(draft, ImageOps.expand(picture(size=SIZE), 5, 255))
    form = draft.form(
        "q 300 0 0 43 60 600 cm /Im Do Q", Resources=Dictionary(XObject=Dictionary(Im=image)), Group=group
    )
    state = Dictionary(Type=Name.ExtGState, SMask=Dictionary(Type=Name.Mask, S=Name.Luminosity, G=form))
    draft.resources["/ExtGState"] = Dictionary(GM=state)
    draft.content.append("q /GM gs 0.5 g 62 601 6 3 re f Q")


@way
def tile_that_is_larger_than_its_use(draft: Draft) -> None:
    """A pattern made of a picture, of which the page shows a corner."""
    image = image_object(draft, picture(size=SIZE))
    tile = draft.stream(
        "q 300 0 0 43 60 600 cm /Im Do Q", Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1,
        BBox=Array([0, 0, 595, 842]), XStep=595, YStep=842, Resources=Dictionary(XObject=Dictionary(Im=image)),
    )  # fmt: skip
    draft.resources["/Pattern"] = Dictionary(P1=tile)
    draft.content.append("/Pattern cs /P1 scn 350 602 8 8 re f")


@way
def letters_in_zigzag(draft: Draft) -> None:
    """Letters that jump up and down along the line, written in another order."""
    order = sorted(range(len(SECRET)), key=lambda number: (number * 7) % 10)
    for number in order:
        draft.text(60 + number * 12, 700 + 7 * (number % 2), SECRET[number], size=12)


@way
def letters_of_all_sizes(draft: Draft) -> None:
    """Letters of growing sizes, written backwards."""
    x = 60.0
    places = []
    for number, letter in enumerate(SECRET):
        size = 8 + 3 * number
        places.append((x, letter, size))
        x += size * 0.62
    for place, letter, size in reversed(places):
        draft.text(place, 640, letter, size=size)
