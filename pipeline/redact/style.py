"""How a redaction looks: rules/boxstyle.yaml, which a municipality may override."""

from __future__ import annotations

from pydantic import Field

from woolak.rules.reading import Model, read_rules

__all__ = ["BoxStyle", "default_style"]

Colour = tuple[int, int, int]


class BoxStyle(Model):
    """The look of every box in a release."""

    fill: Colour = (255, 255, 255)
    frame: Colour = (70, 70, 70)
    frame_width_pt: float = Field(0.5, ge=0, le=3)
    label: Colour = (0, 0, 0)
    label_size_pt: float = Field(8.0, ge=4, le=24)
    label_minimum_pt: float = Field(4.5, ge=3, le=12)
    joint: str = " / "
    widen_to_pt: float = Field(18.0, ge=0, le=144)
    gap_step_pt: float = Field(2.4, ge=0, le=72)
    unapplied: str = "lakmarkering"


def default_style() -> BoxStyle:
    """The style of rules/boxstyle.yaml."""
    style: BoxStyle = read_rules("boxstyle.yaml", BoxStyle)
    return style
