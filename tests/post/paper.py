"""What tests of paper begin with: a press, a letter, and where the words of a PDF stand, in millimetres."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

from attrs import frozen

from outreach_post.model import Page

AT = datetime(2026, 3, 9, 8, 0, 0, 250_000, tzinfo=UTC)
SENDER = ("Section of Nowhere", "12 Long Street", "1000 Capital")
TO = ("Ana Ruiz", "Calle Mayor 1", "28001 MADRID", "SPAIN")
_POINT = 25.4 / 72


@frozen
class Spot:
    """A piece of text and where it begins, in millimetres from the left and upper edge of its sheet."""

    text: str
    page: int
    left: float
    top: float


def a_page(part: str = "one", **more: Any) -> Page:
    """Return a letter of the section."""
    given: dict[str, Any] = {"name": "Ana Ruiz", "to": TO, "sender": SENDER, "on": date(2026, 3, 9)}
    given |= {"subject": "The law", "body": "Dear Ana Ruiz,\n\nthe law is out.", "language": "en", "number": "1-1"}
    return Page(part=part, **{**given, **more})


def pages(pdf: bytes) -> list[str]:
    """Return the text of each page, without the places where long words may break."""
    from pypdf import PdfReader

    return [page.extract_text().replace("\u200b", "") for page in PdfReader(BytesIO(pdf)).pages]


def spots(pdf: bytes) -> list[Spot]:
    """Return each piece of text of a document with its place."""
    from pypdf import PdfReader

    found: list[Spot] = []
    for number, page in enumerate(PdfReader(BytesIO(pdf)).pages, 1):
        height = float(page.mediabox.height)

        def see(text: str, drawn: Any, at: Any, *_: Any, number: int = number, height: float = height) -> None:
            if text.strip():
                left = (at[4] * drawn[0] + at[5] * drawn[2] + drawn[4]) * _POINT
                top = (height - (at[4] * drawn[1] + at[5] * drawn[3] + drawn[5])) * _POINT
                found.append(Spot(text.strip().replace("\u200b", ""), number, round(left, 1), round(top, 1)))

        page.extract_text(visitor_text=see)
    return found


def places(pdf: bytes, text: str) -> Iterator[Spot]:
    """Yield where a text begins a piece of a document."""
    return (one for one in spots(pdf) if one.text.startswith(text))


def size(pdf: bytes) -> tuple[float, float]:
    """Return width and height of the first page in millimetres."""
    from pypdf import PdfReader

    box = PdfReader(BytesIO(pdf)).pages[0].mediabox
    return float(box.width) * _POINT, float(box.height) * _POINT
