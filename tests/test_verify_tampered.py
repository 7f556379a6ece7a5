"""A released scan that somebody changed afterwards: whatever was put back, and wherever, the proof refuses it."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image, ImageDraw

from tests.building_scans import Scanned, picture_of, scanned_letter, with_picture
from woolak.model import BoxPt
from woolak.pipeline.redact.labels import line_width, outline_path

PX = 300 / 72
WHITE_PLACE = (900, 2600)
"""Of the picture, where the letter has nothing."""


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> Scanned:
    return scanned_letter(tmp_path_factory.mktemp("tampered"))


@pytest.fixture(scope="module")
def released(scan: Scanned, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = scan.burned(tmp_path_factory.mktemp("released") / "b.pdf")
    assert scan.proof(out).pages_compared == (0,)
    return out


def name_of(scan: Scanned, number: int = 1) -> Image.Image:
    """A redacted name as the source shows it."""
    box = scan.plan.redactions[number].boxes_pt[0]
    return picture_of(scan.pdf).crop(tuple(int(side * PX) for side in box))  # type: ignore[arg-type]


def written(size: tuple[int, int], text: str = "Hoekstra", ink: int = 0, paper: int = 255) -> Image.Image:
    made = Image.new("L", size, paper)
    ImageDraw.Draw(made).text((8, 2), text, fill=ink, font_size=size[1] - 14)
    return made


def pasted(part: Image.Image, at: tuple[int, int]) -> Callable[[Image.Image], Image.Image]:
    def change(image: Image.Image) -> Image.Image:
        image.paste(part, at)
        return image

    return change


def changed(pdf: Path, out: Path, change: Callable[[Pdf, pikepdf.Object], None]) -> Path:
    """The file with something else changed in its first page."""
    with Pdf.open(pdf) as document:
        change(document, document.pages[0].obj)
        document.save(out)
    return out


def grey(pdf: Pdf, image: Image.Image, **more: object) -> Stream:
    """A picture of its own, without loss."""
    return Stream(
        pdf, image.tobytes(), Type=Name.XObject, Subtype=Name.Image, Width=image.width, Height=image.height,
        BitsPerComponent=8, ColorSpace=Name.DeviceGray, **more,
    )  # fmt: skip


def drawn(pdf: Pdf, page: pikepdf.Object, content: str, first: bool = False, **resources: object) -> None:
    """More content on a page, over all else or under it."""
    held = page.Resources
    for name, one in resources.items():
        held.XObject[f"/{name}"] = pdf.make_indirect(one)
    parts = [pikepdf.Page(page).Contents, pdf.make_indirect(Stream(pdf, content.encode()))]
    page.Contents = Array(parts[::-1] if first else parts)


def at(box: BoxPt, scan: Scanned) -> str:
    """The matrix that sets a picture in a box."""
    return f"{box.x1 - box.x0} 0 0 {box.y1 - box.y0} {box.x0} {scan.page.height_pt - box.y1} cm"


# ---------------------------------------------------------------- in the picture itself


def test_a_name_beside_the_boxes_in_the_picture_is_refused(scan: Scanned, released: Path, tmp_path: Path) -> None:
    proof = scan.proof(with_picture(released, tmp_path / "c.pdf", pasted(name_of(scan), WHITE_PLACE)))
    assert not proof.ok
    assert not proof.pages_compared


@pytest.mark.parametrize("darker", [16, 24, 31])
def test_a_name_in_faint_grey_is_not_taken_for_what_coding_again_does(
    scan: Scanned, released: Path, darker: int, tmp_path: Path
) -> None:
    def change(image: Image.Image) -> Image.Image:
        ink = written((260, 60), ink=darker, paper=0)
        place = (*WHITE_PLACE, WHITE_PLACE[0] + 260, WHITE_PLACE[1] + 60)
        under = np.asarray(image.crop(place)).astype(int)  # type: ignore[arg-type]
        image.paste(Image.fromarray((under - np.asarray(ink)).clip(0, 255).astype("uint8")), WHITE_PLACE)
        return image

    proof = scan.proof(with_picture(released, tmp_path / "c.pdf", change))
    assert not proof.pages_compared


@pytest.mark.parametrize("away", [4, 12, 40])
def test_one_letter_beside_a_box_is_refused(scan: Scanned, released: Path, away: int, tmp_path: Path) -> None:
    box = scan.plan.redactions[1].boxes_pt[0]
    letter = written((34, 56), "H")
    place = (int(box.x1 * PX) + away, int(box.y0 * PX) - 60)
    proof = scan.proof(with_picture(released, tmp_path / "c.pdf", pasted(letter, place)))
    assert not proof.ok
    assert not proof.pages_compared


def test_a_name_in_a_colour_that_green_does_not_tell_is_refused(scan: Scanned, released: Path, tmp_path: Path) -> None:
    plain = picture_of(released)
    ink = written((260, 60))
    red = pasted(ink, WHITE_PLACE)(plain.copy())
    coloured = Image.merge("RGB", (red, plain, plain))

    def change(pdf: Pdf, page: pikepdf.Object) -> None:
        stream = io.BytesIO()
        coloured.save(stream, "JPEG", quality=95, subsampling=0)
        page.Resources.XObject.X0.write(stream.getvalue(), filter=Name.DCTDecode)
        page.Resources.XObject.X0.ColorSpace = Name.DeviceRGB

    proof = scan.proof(changed(released, tmp_path / "c.pdf", change))
    assert not proof.ok
    assert not proof.pages_compared


# ---------------------------------------------------------------- beside the picture


@pytest.mark.parametrize("first", [True, False], ids=["under it", "over it"])
@pytest.mark.parametrize("inside", [True, False], ids=["in a box", "beside the boxes"])
def test_a_second_picture_with_a_name_is_refused(
    scan: Scanned, released: Path, first: bool, inside: bool, tmp_path: Path
) -> None:
    place = scan.plan.redactions[1].boxes_pt[0] if inside else BoxPt(200, 600, 260, 614)

    def change(pdf: Pdf, page: pikepdf.Object) -> None:
        drawn(pdf, page, f"q {at(place, scan)} /Second Do Q", first, Second=grey(pdf, name_of(scan)))

    assert not scan.proof(changed(released, tmp_path / "c.pdf", change)).ok


@pytest.mark.parametrize("kind", ["soft mask", "mask"])
def test_a_name_in_the_mask_of_a_picture_is_refused(scan: Scanned, released: Path, kind: str, tmp_path: Path) -> None:
    """The picture is one dark shade in the box: what is seen of it is told by its mask."""
    box = scan.plan.redactions[0].boxes_pt[0]
    place = tuple(int(side * PX) for side in box)

    def change(pdf: Pdf, page: pikepdf.Object) -> None:
        image = picture_of(released)
        image.paste(0, (place[0] - 1, place[1] - 1, place[2] + 1, place[3] + 1))
        mask = Image.new("L", image.size, 255)
        mask.paste(written((place[2] - place[0], place[3] - place[1]), "Wagenvoort", 255, 0), place[:2])
        made = grey(pdf, image)
        if kind == "soft mask":
            made.SMask = pdf.make_indirect(grey(pdf, mask))
        else:
            stencil = Stream(pdf, mask.point(lambda v: 0 if v > 127 else 255).convert("1").tobytes())
            for key, value in {"Type": Name.XObject, "Subtype": Name.Image, "Width": mask.width}.items():
                stencil[f"/{key}"] = value
            stencil.Height, stencil.ImageMask, stencil.BitsPerComponent = mask.height, True, 1
            made.Mask = pdf.make_indirect(stencil)
        page.Resources.XObject.X0 = pdf.make_indirect(made)

    proof = scan.proof(changed(released, tmp_path / "c.pdf", change))
    assert ("picture", 0) in {(leak.surface, leak.box) for leak in proof.leaks}
    assert not proof.pages_compared


def test_a_stencil_with_a_name_over_a_box_is_refused(scan: Scanned, released: Path, tmp_path: Path) -> None:
    box = scan.plan.redactions[1].boxes_pt[0]

    def change(pdf: Pdf, page: pikepdf.Object) -> None:
        bits = written((240, 60)).point(lambda v: 255 if v > 127 else 0).convert("1")
        stencil = Stream(
            pdf, bits.tobytes(), Type=Name.XObject, Subtype=Name.Image, Width=bits.width, Height=bits.height,
            ImageMask=True, BitsPerComponent=1,
        )  # fmt: skip
        drawn(pdf, page, f"q 0 g {at(box, scan)} /Second Do Q", Second=stencil)

    assert not scan.proof(changed(released, tmp_path / "c.pdf", change)).ok


@pytest.mark.parametrize("how", ["in a box", "through a box"])
def test_a_name_in_outlines_is_no_label(scan: Scanned, released: Path, how: str, tmp_path: Path) -> None:
    box = scan.plan.redactions[1].boxes_pt[0]
    size = 0.007 if how == "in a box" else 3 * (box.x1 - box.x0) / line_width("Hoekstra", 1000)
    x, y = (box.x0 + 1, scan.page.height_pt - box.y1 + 2) if how == "in a box" else (
        box.x0 - (box.x1 - box.x0), scan.page.height_pt - box.y1 - 4
    )  # fmt: skip

    def change(pdf: Pdf, page: pikepdf.Object) -> None:
        drawn(pdf, page, f"q 0 g {size} 0 0 {size} {x} {y} cm {outline_path('Hoekstra')} Q")

    assert not scan.proof(changed(released, tmp_path / "c.pdf", change)).pages_compared


def test_a_box_that_is_filled_with_a_pattern_of_letters_is_not_plain(
    scan: Scanned, released: Path, tmp_path: Path
) -> None:
    box = scan.plan.redactions[1].boxes_pt[0]

    def change(pdf: Pdf, page: pikepdf.Object) -> None:
        tile = Stream(
            pdf, f"q {at(box, scan)} /Second Do Q".encode(), Type=Name.Pattern, PatternType=1, PaintType=1,
            TilingType=1, BBox=Array([0, 0, 600, 850]), XStep=600, YStep=850,
            Resources=Dictionary(XObject=Dictionary(Second=pdf.make_indirect(grey(pdf, name_of(scan))))),
        )  # fmt: skip
        page.Resources.Pattern = Dictionary(P0=pdf.make_indirect(tile))
        x, y, wide, high = box.x0, scan.page.height_pt - box.y1, box.x1 - box.x0, box.y1 - box.y0
        drawn(pdf, page, f"q /Pattern cs /P0 scn {x} {y} {wide} {high} re f Q")

    assert not scan.proof(changed(released, tmp_path / "c.pdf", change)).pages_compared


def test_a_picture_under_a_box_that_cannot_be_decoded_is_refused(scan: Scanned, released: Path, tmp_path: Path) -> None:
    box = scan.plan.redactions[1].boxes_pt[0]

    def change(pdf: Pdf, page: pikepdf.Object) -> None:
        made = Stream(pdf, b"what only another program reads", Type=Name.XObject, Subtype=Name.Image, Width=240,
                      Height=60, BitsPerComponent=8, ColorSpace=Name.DeviceGray)  # fmt: skip
        made.write(b"what only another program reads", filter=Name.JPXDecode)
        drawn(pdf, page, f"q {at(box, scan)} /Second Do Q", first=True, Second=made)

    assert "picture" in {leak.surface for leak in scan.proof(changed(released, tmp_path / "c.pdf", change)).leaks}


# ---------------------------------------------------------------- the page around it


@pytest.mark.parametrize("key", ["Rotate", "UserUnit", "CropBox", "MediaBox", "inherited"])
def test_a_page_that_tells_places_otherwise_is_refused(scan: Scanned, released: Path, key: str, tmp_path: Path) -> None:
    def change(pdf: Pdf, page: pikepdf.Object) -> None:
        x0, y0, x1, y1 = (float(side) for side in page.MediaBox)
        said = {"Rotate": 180, "UserUnit": 2, "CropBox": Array([0, 0, x1, y1 - 100])}
        if key == "inherited":
            page.Parent.Rotate = 180
            return
        page[f"/{key}"] = said.get(key, Array([x0 + 50, y0 + 50, x1 + 50, y1 + 50]))

    assert not scan.proof(changed(released, tmp_path / "c.pdf", change)).ok


def test_a_link_with_a_look_of_its_own_is_refused(scan: Scanned, released: Path, tmp_path: Path) -> None:
    def change(pdf: Pdf, page: pikepdf.Object) -> None:
        look = Stream(pdf, b"q 60 0 0 14 0 0 cm /Second Do Q", Type=Name.XObject, Subtype=Name.Form,
                      BBox=Array([0, 0, 60, 14]))  # fmt: skip
        look.Resources = Dictionary(XObject=Dictionary(Second=pdf.make_indirect(grey(pdf, name_of(scan)))))
        link = Dictionary(
            Type=Name.Annot, Subtype=Name.Link, Rect=Array([200, 200, 260, 214]),
            A=Dictionary(S=Name.URI, URI=pikepdf.String("https://testdam.nl")),
            AP=Dictionary(N=pdf.make_indirect(look)),
        )  # fmt: skip
        page.Annots = Array([pdf.make_indirect(link)])

    assert not scan.proof(changed(released, tmp_path / "c.pdf", change)).ok


# ---------------------------------------------------------------- scans that are made otherwise


@pytest.mark.parametrize("how", ["outside", "two", "form", "colour", "indexed"])
def test_other_ways_to_set_a_scan_on_its_page_are_proved_or_read(scan: Scanned, how: str, tmp_path: Path) -> None:
    """And when a box is forgotten on them, they are refused."""
    source = tmp_path / "a.pdf"
    image = picture_of(scan.pdf)

    def change(pdf: Pdf, page: pikepdf.Object) -> None:
        wide, high = (float(side) for side in page.MediaBox[2:])
        held = Dictionary()
        page.Resources = Dictionary(XObject=held)
        whole = f"{wide} 0 0 {high} 0 0 cm"
        if how == "outside":
            larger = Image.new("L", (image.width + 400, image.height + 400), 255)
            larger.paste(image, (200, 200))
            held.X0 = pdf.make_indirect(grey(pdf, larger))
            more = 200 * wide / image.width
            content = f"q {wide + 2 * more} 0 0 {high + 2 * more} {-more} {-more} cm /X0 Do Q"
        elif how == "two":
            half = image.height // 2
            held.X0 = pdf.make_indirect(grey(pdf, image.crop((0, 0, image.width, half))))
            held.X1 = pdf.make_indirect(grey(pdf, image.crop((0, half, image.width, image.height))))
            top = high * half / image.height
            content = f"q {wide} 0 0 {top} 0 {high - top} cm /X0 Do Q q {wide} 0 0 {high - top} 0 0 cm /X1 Do Q"
        elif how == "form":
            inner = Stream(pdf, f"q {whole} /X0 Do Q".encode(), Type=Name.XObject, Subtype=Name.Form,
                           BBox=Array([0, 0, wide, high]))  # fmt: skip
            inner.Resources = Dictionary(XObject=Dictionary(X0=pdf.make_indirect(grey(pdf, image))))
            held.F0, content = pdf.make_indirect(inner), "/F0 Do"
        else:
            held.X0, content = pdf.make_indirect(grey(pdf, image)), f"q {whole} /X0 Do Q"
            if how == "indexed":
                table = bytes(value for shade in range(256) for value in (shade, shade, max(0, shade - 9)))
                held.X0.ColorSpace = Array([Name.Indexed, Name.DeviceRGB, 255, pikepdf.String(table)])
            else:
                held.X0.write(Image.merge("RGB", (image, image, image.point(lambda v: v * 0.9))).tobytes())
                held.X0.ColorSpace = Name.DeviceRGB
        page.Contents = pdf.make_indirect(Stream(pdf, content.encode()))

    changed(scan.pdf, source, change)
    other = Scanned(source, scan.page)
    proof = other.proof(other.burned(tmp_path / "b.pdf"))
    assert proof.ok, proof.leaks
    assert (proof.pages_compared, proof.pages_read_by_ocr) != ((), ())
    todo = other.plan
    forgotten = other.burned(tmp_path / "c.pdf", replace(todo, redactions=todo.redactions[1:], secrets=()))
    assert not other.proof(forgotten).ok
