"""Text on every ground it stands on can be read, by day and by night (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re

import pytest

from tests.house import ROOT

SHEET = (ROOT / "outreach_crm/web/static/pages.css").read_text("utf-8")
PAIRS = [
    *[(text, ground, 4.5) for text in ("ink", "quiet", "own") for ground in ("ground", "raised")],
    ("on-own", "own", 4.5),
    ("good", "good-ground", 4.5),
    ("wrong", "wrong-ground", 4.5),
    ("line", "ground", 3.0),
]


def schemes() -> list[dict[str, str]]:
    """The colours by day, and those by night."""
    day, night = re.findall(r":root \{(.*?)\}", SHEET, re.DOTALL)
    return [dict(re.findall(r"--([\w-]+): (#\w+);", part)) for part in (day, night)]


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2, definitions)."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * one for one in colour[1:])
    shares = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", schemes(), ids=["day", "night"])
@pytest.mark.parametrize(("text", "ground", "least"), PAIRS)
def test_text_stands_out_from_its_ground(scheme: dict[str, str], text: str, ground: str, least: float) -> None:
    light, dark = sorted((luminance(scheme[text]), luminance(scheme[ground])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= least
