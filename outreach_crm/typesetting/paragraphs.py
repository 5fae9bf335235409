"""Plain texts as paragraphs and lines, and words so long that they need a place to break."""

import re
import unicodedata

_BLOCKS = re.compile(r"\n[ \t]*\n\s*")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2066-\u2069\u202a-\u202e]")
_POINT = re.compile(r"(?:[-*•–]|\d{1,2}[.)])\s")
# A line at least this long goes on in the next one: it was broken because the screen was narrow.
_FULL = 60
_LONG = re.compile(r"\S{24,}")
# A place to break without a hyphen (Unicode 23.2: zero width space).
_BREAK = "\u200b"


def paragraphs(text: str) -> list[list[str]]:
    """Return a text as paragraphs, which blank lines part, each as its lines.

    A line that fills a screen goes on in the next one, since a mail program broke it there; shorter ones, and points
    of a list, stay lines of their own.
    """
    found = []
    for block in _BLOCKS.split(clean(text).strip("\n")):
        lines: list[str] = []
        goes_on = False
        for line in filter(None, (" ".join(one.split()) for one in block.split("\n"))):
            if goes_on and not _POINT.match(line):
                lines[-1] = f"{lines[-1]} {line}"
            else:
                lines.append(line)
            goes_on = len(line) >= _FULL
        if lines:
            found.append([breakable(line) for line in lines])
    return found


def clean(text: str) -> str:
    """Return a text without signs that command rather than say: control signs and turns of the writing direction."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))


def line(text: str) -> str:
    """Return a text as one line that breaks where it must."""
    return breakable(" ".join(clean(text).split()))


def breakable(text: str) -> str:
    """Return a line whose words of 24 letters and more may break anywhere, so that none runs off the sheet."""
    return _LONG.sub(lambda found: _opened(found[0]), text)


def _opened(word: str) -> str:
    return "".join(
        f"{_BREAK}{sign}" if at and not _joins(sign) and not _joins(word[at - 1]) else sign
        for at, sign in enumerate(word)
    )


def _joins(sign: str) -> bool:
    """Tell whether a sign belongs with its neighbours: an accent, a joiner, a letter of a script that is joined."""
    return unicodedata.category(sign)[0] in "MC" or unicodedata.bidirectional(sign) == "AL"
