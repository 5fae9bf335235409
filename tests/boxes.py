"""Reads where the texts of a drawn picture (SVG) stand, as boxes that are a little wider than they are."""

import math
import re
from collections.abc import Iterator
from itertools import combinations
from xml.etree import ElementTree

from attrs import frozen

_SVG = "{http://www.w3.org/2000/svg}"
_MOVES = re.compile(r"(translate|rotate|scale|matrix)\(([^)]*)\)")
_WIDE = 0.6
"""How wide a letter is, by its size: more than letters of Arial are on the average."""
_ABOVE, _BELOW = 0.75, 0.22
_ENOUGH = 0.5

Place = tuple[float, float, float]
"""Where something begins, and into which direction it is written (radians)."""


@frozen
class Box:
    """Where a text stands."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Return whether two texts cover each other."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > _ENOUGH and down > _ENOUGH


def boxes(svg: bytes) -> list[Box]:
    """Return the boxes of all texts of a picture."""
    return [*_below(ElementTree.fromstring(svg), (0.0, 0.0, 0.0))]


def overlapping(svg: bytes) -> list[tuple[str, str]]:
    """Return which texts of a picture cover each other."""
    return [(one.text, other.text) for one, other in combinations(boxes(svg), 2) if one.meets(other)]


def _below(element: ElementTree.Element, place: Place) -> Iterator[Box]:
    x, y, turned = place
    for name, given in _MOVES.findall(element.get("transform", "")):
        numbers = [float(one) for one in re.split(r"[\s,]+", given.strip())]
        if name == "rotate":
            turned += math.radians(numbers[0])
        elif name == "translate":
            across, down = numbers[0], numbers[1] if len(numbers) > 1 else 0.0
            x += across * math.cos(turned) - down * math.sin(turned)
            y += across * math.sin(turned) + down * math.cos(turned)
        else:
            raise ValueError(f"{name} is not read here")
    if element.tag == f"{_SVG}text" and (element.text or "").strip() and element.get("opacity") != "0":
        yield _box(element, (x, y, turned))
    for one in element:
        yield from _below(one, (x, y, turned))


def _box(element: ElementTree.Element, place: Place) -> Box:
    x, y, turned = place
    text = (element.text or "").strip()
    size = float(element.get("font-size", "11px").removesuffix("px"))
    wide = _WIDE * size * len(text)
    start = {"start": 0.0, "middle": -wide / 2, "end": -wide}[element.get("text-anchor", "start")]
    corners = [(start, -_ABOVE * size), (start + wide, _BELOW * size)]
    turned_corners = [
        (x + a * math.cos(turned) - b * math.sin(turned), y + a * math.sin(turned) + b * math.cos(turned))
        for a, b in corners
    ]
    across, down = zip(*turned_corners, strict=True)
    return Box(text, min(across), min(down), max(across), max(down))
