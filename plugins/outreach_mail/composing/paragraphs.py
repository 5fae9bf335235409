"""The HTML of a message, made of its plain text: paragraphs, line ends, links for the URLs; everything else escaped.

Nobody writes HTML, nothing is fetched from elsewhere, and a link goes where its text says.
"""

import re
from html import escape

_PARTED = re.compile(r"\n(?:[ \t]*\n)+")
# What follows a URL in a sentence is no part of it.
_URL = re.compile(r"""(https?://[^\s<>"]*[^\s<>"'.,;:!?()\[\]{}…»”’])""")
_STYLE = "font-family: sans-serif; line-height: 1.4; max-width: 40em"


def as_html(text: str, language: str) -> str:
    """Return a plain text, cleaned, as a page of HTML.

    Args:
        text: the text; a line without letters parts two paragraphs.
        language: in which it is (BCP 47).
    """
    paragraphs = (one for one in _PARTED.split(text.strip("\n")) if one)
    told = "\n".join(f'<p dir="auto">{linked(one)}</p>' for one in paragraphs)
    head = f'<html lang="{escape(language)}">\n<head><meta charset="utf-8"></head>'
    return f'<!DOCTYPE html>\n{head}\n<body style="{_STYLE}">\n{told}\n</body>\n</html>\n'


def escaped(text: str) -> str:
    """Return a text as it stands between tags."""
    return escape(text, quote=False).replace("\n", "<br>\n")


def linked(text: str) -> str:
    """Return a text as it stands in a paragraph: escaped, with links for the URLs in it."""
    pieces = _URL.split(text)  # every second one is a URL
    return "".join(_link(one) if n % 2 else escaped(one) for n, one in enumerate(pieces))


def _link(url: str) -> str:
    return f'<a href="{escape(url)}">{escaped(url)}</a>'
