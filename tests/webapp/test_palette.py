"""The colours that meet on a page can be told apart (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
from pathlib import Path

import pytest

PALETTE = Path(__file__).parents[2] / "webapp" / "styles" / "_palette.scss"
COLOURS = dict(re.findall(r"^\$([a-z-]+): (#[0-9a-f]{6});$", PALETTE.read_text(), re.MULTILINE))
TEXT, SHAPE = 4.5, 3.0
GROUNDS = ("paper", "surface", "tint", "hover")
PAIRS = [
    *((ink, ground, TEXT) for ink in ("ink", "teal", "teal-deep") for ground in GROUNDS),
    *((ink, ground, TEXT) for ink in ("quiet", "plum", "red") for ground in GROUNDS[:3]),
    *(("ink", ground, TEXT) for ground in ("amber", "amber-soft")),
    *((ink, "amber-tint", TEXT) for ink in ("ink", "amber-ink", "teal")),
    *((ink, "red-tint", TEXT) for ink in ("ink", "red", "teal")),
    *((ink, "green-tint", TEXT) for ink in ("ink", "green", "teal")),
    *(("white", ground, TEXT) for ground in ("teal", "teal-deep", "teal-darkest", "red", "green")),
    *(("edge", ground, SHAPE) for ground in ("paper", "surface")),
    ("amber", "teal-deep", SHAPE),
    ("ink", "hover", TEXT),
]


def luminance(colour: str) -> float:
    """Return the relative luminance as WCAG defines it, 0 (black) to 1 (white)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_colours_that_meet_can_be_told_apart(ink: str, ground: str, least: float) -> None:
    assert contrast(COLOURS[ink], COLOURS[ground]) >= least
