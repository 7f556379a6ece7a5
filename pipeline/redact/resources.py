"""Colour spaces, functions, shadings and graphics states, copied key by key: what is not known to be needed stays out.

An ICC profile is replaced by the device space with as many components (a profile holds texts and may hold anything);
names of inks other than the process colours are replaced, since they can be chosen freely.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from woolak.pipeline.redact.errors import CannotRebuild
from woolak.pipeline.redact.lexing import operations
from woolak.pipeline.redact.numbers import number

__all__ = ["ResourceCopier"]

PROCESS = ("/Cyan", "/Magenta", "/Yellow", "/Black", "/None", "/All", "/Red", "/Green", "/Blue", "/Gray")
DEVICE = (Name.DeviceGray, Name.DeviceRGB, Name.DeviceCMYK, Name.Pattern)
BLENDS = (
    "/Normal", "/Compatible", "/Multiply", "/Screen", "/Overlay", "/Darken", "/Lighten", "/ColorDodge", "/ColorBurn",
    "/HardLight", "/SoftLight", "/Difference", "/Exclusion", "/Hue", "/Saturation", "/Color", "/Luminosity",
)  # fmt: skip
STATE_NUMBERS = ("/LW", "/LC", "/LJ", "/ML", "/FL", "/SM", "/CA", "/ca", "/OPM")
STATE_FLAGS = ("/OP", "/op", "/SA", "/AIS", "/TK")
MAX_DEPTH = 12
_OPERATORS = (
    "abs add atan ceiling cos cvi cvr div exp floor idiv ln log mod mul neg round sin sqrt sub truncate and bitshift "
    "eq false ge gt le lt ne not or true xor if ifelse copy dup exch index pop roll"
)
CALCULATOR = frozenset(_OPERATORS.split())


def floats(value: Any) -> Array:
    return Array([float(v) for v in value])


class ResourceCopier:
    """Copies into one output document; each source object once."""

    def __init__(self, out: Pdf, only_rgb: bool = False) -> None:
        self.out = out
        self.only_rgb = only_rgb
        """PDF/A: colours of print have no place beside sRGB."""
        self._done: dict[tuple[str, object], Any] = {}
        self._inks: dict[str, str] = {}

    def _once(self, kind: str, source: Any, make: Callable[[Any], Any]) -> Any:
        if not isinstance(source, pikepdf.Object) or not source.is_indirect:
            return make(source)
        key = (kind, source.objgen)
        if key not in self._done:
            self._done[key] = None  # a cycle ends here
            made = make(source)
            self._done[key] = made if isinstance(made, Name) else self.out.make_indirect(made)
        if self._done[key] is None:
            raise CannotRebuild(f"cyclic {kind}")
        return self._done[key]

    # colour spaces ---------------------------------------------------------------------------------------------

    def colour_space(self, source: Any) -> Any:
        """Raises CannotRebuild for one that is not known."""
        return self._once("colour space", source, self._colour_space)

    def _colour_space(self, source: Any, depth: int = 0) -> Any:
        if depth > MAX_DEPTH:
            raise CannotRebuild("colour space nested too deep")
        if isinstance(source, Name):
            known = {"/G": Name.DeviceGray, "/RGB": Name.DeviceRGB, "/CMYK": Name.DeviceCMYK}.get(str(source), source)
            if known not in DEVICE or (self.only_rgb and known == Name.DeviceCMYK):
                raise CannotRebuild("colour space")
            return Name(str(known))
        if not isinstance(source, Array) or not len(source):
            raise CannotRebuild("colour space")
        kind = str(source[0])
        if len(source) == 1:
            return self._colour_space(source[0], depth + 1)
        if kind in ("/CalGray", "/CalRGB", "/Lab"):
            settings = Dictionary()
            for key in ("/WhitePoint", "/BlackPoint", "/Gamma", "/Matrix", "/Range"):
                if key in source[1]:
                    value = source[1][key]
                    settings[key] = floats(value) if isinstance(value, Array) else float(value)
            return Array([Name(kind), settings])
        if kind == "/ICCBased":
            alternate = source[1].get("/Alternate")
            count = int(source[1].get("/N", 0))
            if isinstance(alternate, Array) and str(alternate[0]) == "/Lab":
                return self._colour_space(alternate, depth + 1)
            return self._colour_space({1: Name.DeviceGray, 3: Name.DeviceRGB, 4: Name.DeviceCMYK}[count])
        if kind in ("/Indexed", "/I"):
            base = self._colour_space(source[1], depth + 1)
            last = max(0, min(255, int(source[2])))
            table = source[3].read_bytes() if isinstance(source[3], Stream) else bytes(source[3])
            size = (last + 1) * _components(base)
            return Array([Name.Indexed, base, last, String(table[:size].ljust(size, b"\0"))])
        if kind == "/Separation":
            return Array(
                [
                    Name.Separation,
                    self._ink(source[1]),
                    self._colour_space(source[2], depth + 1),
                    self.function(source[3]),
                ]
            )
        if kind == "/DeviceN":
            inks = Array([self._ink(ink) for ink in source[1]])
            return Array([Name.DeviceN, inks, self._colour_space(source[2], depth + 1), self.function(source[3])])
        if kind == "/Pattern":
            return Array([Name.Pattern, self._colour_space(source[1], depth + 1)])
        raise CannotRebuild("colour space")

    def _ink(self, name: Any) -> Name:
        if str(name) in PROCESS:
            return Name(str(name))
        return Name(self._inks.setdefault(str(name), f"/Ink{len(self._inks) + 1}"))

    # functions -------------------------------------------------------------------------------------------------

    def function(self, source: Any) -> Any:
        if isinstance(source, Array):
            return Array([self.function(part) for part in source])
        return self._once("function", source, self._function)

    def _function(self, source: Any) -> Any:
        kind = int(source["/FunctionType"])
        settings: dict[str, Any] = {"/FunctionType": kind, "/Domain": floats(source["/Domain"])}
        if "/Range" in source:
            settings["/Range"] = floats(source["/Range"])
        if kind == 0:
            for key in ("/Size", "/Encode", "/Decode"):
                if key in source:
                    settings[key] = Array([int(v) for v in source[key]]) if key == "/Size" else floats(source[key])
            bits = settings["/BitsPerSample"] = int(source["/BitsPerSample"])
            total = bits * (len(settings["/Range"]) // 2)
            for size in settings["/Size"]:
                total *= int(size)
            return self._stream(source.read_bytes()[: (total + 7) // 8], settings)
        if kind == 2:
            settings["/N"] = float(source["/N"])
            for key in ("/C0", "/C1"):
                if key in source:
                    settings[key] = floats(source[key])
            return Dictionary(settings)
        if kind == 3:
            settings["/Functions"] = Array([self.function(part) for part in source["/Functions"]])
            settings["/Bounds"], settings["/Encode"] = floats(source["/Bounds"]), floats(source["/Encode"])
            return Dictionary(settings)
        if kind == 4:
            return self._stream(_calculator(source.read_bytes()), settings)
        raise CannotRebuild("function")

    def _stream(self, data: bytes, settings: dict[str, Any]) -> Stream:
        made = Stream(self.out, data)
        for key, value in settings.items():
            made[key] = value
        return made

    # shadings and states -----------------------------------------------------------------------------------------

    def shading(self, source: Any) -> Any:
        return self._once("shading", source, self._shading)

    def _shading(self, source: Any) -> Any:
        kind = int(source["/ShadingType"])
        settings: dict[str, Any] = {"/ShadingType": kind, "/ColorSpace": self.colour_space(source["/ColorSpace"])}
        for key in ("/Background", "/BBox", "/Domain", "/Matrix", "/Coords", "/Decode"):
            if key in source:
                settings[key] = floats(source[key])
        if "/Extend" in source:
            settings["/Extend"] = Array([bool(v) for v in source["/Extend"]])
        if "/AntiAlias" in source:
            settings["/AntiAlias"] = bool(source["/AntiAlias"])
        if "/Function" in source:
            settings["/Function"] = self.function(source["/Function"])
        if kind <= 3:
            return Dictionary(settings)
        raise CannotRebuild("mesh")  # its triangles may be letters, and its data may go on behind them

    def graphics_state(self, source: Any, soft_mask: Callable[[Any], Any]) -> Dictionary:
        """The known keys of a graphics state; `soft_mask` writes the form of a soft mask."""
        made = Dictionary(Type=Name.ExtGState)
        for key in STATE_NUMBERS:
            if key in source:
                made[key] = float(source[key])
        for key in STATE_FLAGS:
            if key in source:
                made[key] = bool(source[key])
        if "/D" in source and len(source["/D"]) == 2:
            made["/D"] = Array([floats(source["/D"][0]), float(source["/D"][1])])
        if "/BM" in source:
            blend = source["/BM"]
            names = [str(v) for v in blend] if isinstance(blend, Array) else [str(blend)]
            made["/BM"] = Name(next((name for name in names if name in BLENDS), "/Normal"))
        mask = source.get("/SMask")
        if isinstance(mask, Name):
            made["/SMask"] = Name("/None")
        elif isinstance(mask, Dictionary):
            kind = Name.Luminosity if mask.get("/S") == Name.Luminosity else Name.Alpha
            made["/SMask"] = Dictionary(Type=Name.Mask, S=kind, G=soft_mask(mask["/G"]))
            if "/BC" in mask:
                made["/SMask"]["/BC"] = floats(mask["/BC"])
            if "/TR" in mask and not isinstance(mask["/TR"], Name):
                made["/SMask"]["/TR"] = self.function(mask["/TR"])
        return made

    def group(self, source: Any) -> Dictionary:
        """The attributes of a transparency group."""
        made = Dictionary(Type=Name.Group, S=Name.Transparency)
        for key in ("/I", "/K"):
            if key in source:
                made[key] = bool(source[key])
        if "/CS" in source:
            made["/CS"] = self.colour_space(source["/CS"])
        return made


def _components(space: Any) -> int:
    if isinstance(space, Name):
        return {"/DeviceRGB": 3, "/DeviceCMYK": 4}.get(str(space), 1)
    kind = str(space[0])
    return len(space[1]) if kind == "/DeviceN" else {"/CalRGB": 3, "/Lab": 3}.get(kind, 1)


def _calculator(data: bytes) -> bytes:
    """A PostScript calculator function, token by token (7.10.5); its comments stay behind."""
    parts: list[str] = []
    text = data.replace(b"{", b" _open ").replace(b"}", b" _close ")
    for operator, operands in operations(text):
        parts += [
            number(v) if isinstance(v, float) else str(v).lower() for v in operands if isinstance(v, (float, bool))
        ]
        if operator in ("_open", "_close"):
            parts.append("{" if operator == "_open" else "}")
        elif operator in CALCULATOR:
            parts.append(operator)
        else:
            raise CannotRebuild("calculator function")
    return " ".join(parts).encode("ascii")
