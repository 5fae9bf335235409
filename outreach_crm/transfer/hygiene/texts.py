"""Takes out of texts what nobody can see, by one rule for every cell and every card.

Control characters, direction marks, zero-width signs, soft hyphens and lone surrogates go, and where they went the
record is flagged; line breaks stay, blanks of any width become a blank without a word. The joiners that Persian, Arabic
and Indian scripts are written with stay between their letters. Nothing else is touched: a cell that begins with
``=``, ``+``, ``-`` or ``@`` is the text it is.
"""

import unicodedata

from outreach_crm.text import say

INVISIBLE = say("Signs that cannot be seen were taken out of it.")
_JOINERS = "\u200c\u200d"
# What programs evaluate; our own export puts an apostrophe before it, and it is taken away again.
_EVALUATED = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def seen(text: str) -> tuple[str, bool]:
    """Return a text without what cannot be seen and without outer spaces, and whether anything was taken out."""
    if text.isprintable():
        return text.strip(), False
    kept: list[str] = []
    taken = False
    for at, char in enumerate(text):
        if char.isprintable():
            kept.append(char)
            continue
        instead = _instead(text, at)
        taken |= instead is None
        kept.append(instead or "")
    return "".join(kept).replace("\r\n", "\n").replace("\r", "\n").strip(), taken


def unquoted(text: str) -> str:
    """Return a cell without the apostrophe our export puts before what a spreadsheet would evaluate."""
    return text[1:] if text[:1] == "'" and text.lstrip("'").startswith(_EVALUATED) else text


def _instead(text: str, at: int) -> str | None:
    """Return what stands for a sign that is not printable; None takes it out."""
    char = text[at]
    if char in "\n\r":
        return char
    kind = unicodedata.category(char)
    if kind in {"Zl", "Zp"}:
        return "\n"
    if char == "\t" or kind == "Zs":
        return " "
    if char in _JOINERS:
        beside = text[at - 1 : at] + text[at + 1 : at + 2]
        return (
            char
            if len(beside) == 2 and all(one > "\u0590" and unicodedata.category(one)[0] in "LM" for one in beside)
            else None
        )
    return None if kind in {"Cc", "Cf", "Cs"} else char
