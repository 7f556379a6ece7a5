"""A presentation with a hidden slide and notes, written part by part: there is no library for it among ours."""

from __future__ import annotations

import io
import zipfile

__all__ = ["slides"]

NS = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
MIME = "application/vnd.openxmlformats-officedocument.presentationml."
TREE = (
    '<p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
    "{shapes}</p:spTree></p:cSld>"
)
SHAPE = (
    '<p:sp><p:nvSpPr><p:cNvPr id="{id}" name="x"/><p:cNvSpPr/><p:nvPr>{place}</p:nvPr></p:nvSpPr><p:spPr><a:xfrm>'
    '<a:off x="900000" y="900000"/><a:ext cx="7000000" cy="1500000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
    "</a:prstGeom></p:spPr><p:txBody><a:bodyPr/><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
)
THEME_COLOURS = "".join(
    f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>'
    for name, value in zip(
        (
            "dk1",
            "lt1",
            "dk2",
            "lt2",
            "accent1",
            "accent2",
            "accent3",
            "accent4",
            "accent5",
            "accent6",
            "hlink",
            "folHlink",
        ),
        ("000000", "FFFFFF", *["444444"] * 10),
        strict=True,
    )
)
FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
THEME = (
    f'<a:theme {NS} name="t"><a:themeElements><a:clrScheme name="c">{THEME_COLOURS}</a:clrScheme>'
    '<a:fontScheme name="f">'
    '<a:majorFont><a:latin typeface="DejaVu Sans"/><a:ea typeface=""/><a:cs typeface=""/></a:majorFont><a:minorFont>'
    '<a:latin typeface="DejaVu Sans"/><a:ea typeface=""/><a:cs typeface=""/></a:minorFont></a:fontScheme>'
    f'<a:fmtScheme name="s"><a:fillStyleLst>{FILL * 3}</a:fillStyleLst><a:lnStyleLst>{f"<a:ln>{FILL}</a:ln>" * 3}'
    f"</a:lnStyleLst><a:effectStyleLst>{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst>"
    f"<a:bgFillStyleLst>{FILL * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
)
MAP = (
    '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" '
    'accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>'
)


def _relations(*targets: tuple[str, str]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{i}" Type="{TYPE}{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(targets, 1)
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{lines}</Relationships>'
    )


def _tree(*texts: tuple[str, str]) -> str:
    return TREE.format(shapes="".join(SHAPE.format(id=i + 2, place=p, text=t) for i, (p, t) in enumerate(texts)))


def slides() -> bytes:
    """Two slides, the second hidden, the first with notes."""
    parts = {
        "_rels/.rels": _relations(("officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": (
            f'<p:presentation {NS}><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst>'
            '<p:notesMasterIdLst><p:notesMasterId r:id="rId4"/></p:notesMasterIdLst><p:sldIdLst>'
            '<p:sldId id="256" r:id="rId2"/><p:sldId id="257" r:id="rId3"/></p:sldIdLst>'
            '<p:sldSz cx="9144000" cy="6858000"/>'
            '<p:notesSz cx="6858000" cy="9144000"/></p:presentation>'
        ),
        "ppt/_rels/presentation.xml.rels": _relations(
            ("slideMaster", "slideMasters/slideMaster1.xml"),
            ("slide", "slides/slide1.xml"),
            ("slide", "slides/slide2.xml"),
            ("notesMaster", "notesMasters/notesMaster1.xml"),
        ),
        "ppt/slideMasters/slideMaster1.xml": (
            f'<p:sldMaster {NS}>{_tree()}{MAP}<p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/>'
            "</p:sldLayoutIdLst></p:sldMaster>"
        ),
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": _relations(
            ("slideLayout", "../slideLayouts/slideLayout1.xml"), ("theme", "../theme/theme1.xml")
        ),
        "ppt/slideLayouts/slideLayout1.xml": f"<p:sldLayout {NS}>{_tree()}</p:sldLayout>",
        "ppt/slideLayouts/_rels/slideLayout1.xml.rels": _relations(("slideMaster", "../slideMasters/slideMaster1.xml")),
        "ppt/theme/theme1.xml": THEME,
        "ppt/theme/theme2.xml": THEME,
        "ppt/notesMasters/notesMaster1.xml": f"<p:notesMaster {NS}>{_tree()}{MAP}</p:notesMaster>",
        "ppt/notesMasters/_rels/notesMaster1.xml.rels": _relations(("theme", "../theme/theme2.xml")),
        "ppt/slides/slide1.xml": f"<p:sld {NS}>{_tree(('', 'Dia over de brug'))}</p:sld>",
        "ppt/slides/_rels/slide1.xml.rels": _relations(
            ("slideLayout", "../slideLayouts/slideLayout1.xml"), ("notesSlide", "../notesSlides/notesSlide1.xml")
        ),
        "ppt/slides/slide2.xml": f'<p:sld {NS} show="0">{_tree(("", "Verborgen dia van Vera"))}</p:sld>',
        "ppt/slides/_rels/slide2.xml.rels": _relations(("slideLayout", "../slideLayouts/slideLayout1.xml")),
        "ppt/notesSlides/notesSlide1.xml": (
            f"<p:notes {NS}>" + _tree(('<p:ph type="body" idx="1"/>', "Spreek over Sanne")) + "</p:notes>"
        ),
        "ppt/notesSlides/_rels/notesSlide1.xml.rels": _relations(
            ("notesMaster", "../notesMasters/notesMaster1.xml"), ("slide", "../slides/slide1.xml")
        ),
    }
    kinds = {
        "presentation": "presentation.main",
        "slideMaster1": "slideMaster",
        "slideLayout1": "slideLayout",
        "slide1": "slide",
        "slide2": "slide",
        "notesMaster1": "notesMaster",
        "notesSlide1": "notesSlide",
    }
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{MIME}{kinds[name.rpartition("/")[2][:-4]]}+xml"/>'
        for name in parts
        if name.rpartition("/")[2][:-4] in kinds
    )
    theme = "application/vnd.openxmlformats-officedocument.theme+xml"
    parts["[Content_Types].xml"] = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/>{overrides}<Override PartName="/ppt/theme/theme1.xml" ContentType="{theme}"/>'
        f'<Override PartName="/ppt/theme/theme2.xml" ContentType="{theme}"/></Types>'
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + text)
    return stream.getvalue()
