"""What a person can do on the screens, as it comes in from the browser: checked, and nothing more than is known."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from woolak.model import BoxPt, Kind, Origin

__all__ = [
    "Action",
    "Block",
    "Decide",
    "Draw",
    "Facts",
    "Free",
    "Move",
    "Refuse",
    "Relate",
    "Remark",
    "Rest",
    "Seen",
    "Setting",
    "Split",
    "Step",
    "TakeOut",
    "TakeUp",
    "Undo",
]

Id = Annotated[str, Field(pattern=r"^[0-9a-f]{12,64}$")]
Grounds = Annotated[tuple[Annotated[str, Field(max_length=40)], ...], Field(max_length=4)]
"""None: as in comparable places nearby."""
Text = Annotated[str, Field(max_length=4000)]
Name = Annotated[str, Field(min_length=1, max_length=200)]
Scope = Literal["place", "document", "case", "onward"]


class _Action(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Span(_Action):
    document: Id
    page: int
    start: int
    end: int


class Decide(_Action):
    kind: Literal["decide"]
    targets: tuple[Id, ...] = Field(min_length=1, max_length=5000)
    verdict: Literal["approve", "reject", "reopen", "ground"]
    grounds: tuple[str, ...] = Field(default=(), max_length=4)
    scope: Scope = "place"
    why: Text = ""


class Rest(_Action):
    """All that is still open in the document.

    `approve` leaves suggestions open, `as_proposed` rejects them, `everything` approves these too.
    """

    kind: Literal["rest"]
    verdict: Literal["approve", "as_proposed", "everything"] = "approve"


class Move(_Action):
    kind: Literal["move"]
    target: Id
    page: int
    boxes: tuple[BoxPt, ...] = Field(default=(), max_length=100)
    span: tuple[int, int] | None = None


class Draw(_Action):
    kind: Literal["draw"]
    grounds: Grounds = ()
    page: int = 0
    boxes: tuple[BoxPt, ...] = Field(default=(), max_length=100)
    spans: tuple[Span, ...] = Field(default=(), max_length=20000)
    why: Text = ""


class Free(_Action):
    """Characters that stay readable: cut out of everything that would redact them."""

    kind: Literal["free"]
    page: int
    span: tuple[int, int]


class Block(_Action):
    kind: Literal["block"]
    what: Literal["paragraph", "column", "page"]
    page: int
    offset: int = 0
    grounds: Grounds = ()


class Refuse(_Action):
    """The whole document; without grounds it is taken back."""

    kind: Literal["refuse"]
    grounds: tuple[str, ...] = Field(default=(), max_length=4)
    why: Text = ""


class Facts(_Action):
    """What the document is: what the lists say of it, and what the proposals of a next run follow from."""

    kind: Literal["facts"]
    title: Annotated[str, Field(max_length=500)]
    date: datetime.date | None
    sort: Kind
    origin: Origin
    internal_deliberation: bool
    parties: Annotated[tuple[Name, ...], Field(max_length=30)] | None = None
    """Left out: as they are."""
    language: Annotated[str, Field(pattern="^[a-z]{2}$")] | None = None


class Relate(_Action):
    """On how the document relates to another, to what is public, or to the request."""

    kind: Literal["relation"]
    target: Id
    verdict: Literal["approve", "reject", "reopen"]
    everywhere: bool = False
    """Also on every other document that has the same relation to the same one."""
    why: Text = ""


class Remark(_Action):
    kind: Literal["remark"]
    text: Annotated[str, Field(min_length=1, max_length=4000)]
    target: str = Field(default="", max_length=64)


class Seen(_Action):
    kind: Literal["seen"]
    pages: tuple[int, ...] = Field(max_length=5000)


class Step(_Action):
    kind: Literal["step"]
    step: Literal["reviewed", "confirmed", "returned", "unlocked"]
    why: Text = ""


class Undo(_Action):
    kind: Literal["undo", "redo"]


class Split(_Action):
    """On which pages (from 1) of a file documents begin; on none: it is one document."""

    kind: Literal["split"]
    source: Annotated[str, Field(max_length=1000)]
    at: Annotated[tuple[Annotated[int, Field(ge=1)], ...], Field(max_length=20_000)] = ()


class TakeOut(_Action):
    """Files, with all documents made of them, leave the case at the next run; `withdraw`: also when released."""

    kind: Literal["take_out"]
    sources: Annotated[tuple[Annotated[str, Field(max_length=1000)], ...], Field(min_length=1, max_length=1000)]
    why: Text
    withdraw: bool = False


class TakeUp(_Action):
    """A file that was taken out comes back at the next run."""

    kind: Literal["take_up"]
    source: Annotated[str, Field(max_length=1000)]


class Setting(_Action):
    """A fact of the whole case: when it came in, an extension, a suspension, one person for both readings."""

    kind: Literal["received", "extended", "suspended", "one_person"]
    date: datetime.date | None = None
    until: datetime.date | None = None
    on: bool = True
    why: Text = ""


Action = Annotated[
    Decide
    | Rest
    | Move
    | Draw
    | Free
    | Block
    | Refuse
    | Facts
    | Relate
    | Remark
    | Seen
    | Step
    | Undo
    | Split
    | TakeOut
    | TakeUp
    | Setting,
    Field(discriminator="kind"),
]


class Request(_Action):
    """An action with the last event that the browser had seen: what others did after that is not overwritten."""

    seq: int
    action: Action
