"""What somebody wrote in a mail: plain text before HTML, and their own words without what they quote."""

import html
import re

from outreach_mail.bounces.parts import Part, shown
from outreach_mail.model.returns import Attached

_LONGEST, _LINES, _OWN_WORDS, _LONGEST_NAME = 200_000, 5_000, 20_000, 100
_BREAKS = {"p", "div", "br", "li", "tr", "table", "h1", "h2", "h3", "h4", "ul", "ol", "blockquote", "hr"}
_UNSEEN = {"script", "style", "head", "title"}
_TAG = re.compile(r"/?[a-zA-Z][a-zA-Z0-9]*")
# A line under which a mail program copies what it answers.
_QUOTED_BELOW = re.compile(
    r"-{2,} ?(original message|forwarded message|ursprüngliche nachricht|message d'origine|mensaje original"
    r"|messaggio originale|oorspronkelijk bericht|original-nachricht) ?-{2,}"
    r"|_{20,}|(from|von|de|da|van): .*@.*|begin forwarded message:",
    re.IGNORECASE,
)
# "On Monday, Ana Ruiz wrote:", in one line or two.
_WROTE = re.compile(
    r"(on|am|le|el|il|op|em|den)\b.{4,200}(wrote|schrieb|a écrit|escribió|ha scritto|schreef|escreveu|skrev)\b.{0,80}:",
    re.IGNORECASE,
)


def written(leaves: list[Part]) -> str:
    """Return the text of a mail, plain before HTML."""
    for kind in ("text/plain", "text/html"):
        for one in leaves:
            if one.kind == kind and not _is_file(one):
                text = one.text[:_LONGEST]
                text = unmarked(text) if kind == "text/html" else text
                if text.strip():
                    return text.strip()
    return ""


def attached(leaves: list[Part]) -> tuple[Attached, ...]:
    """Return the files that came with a mail, and answers to invitations, which mail programs put beside the text."""
    return tuple(
        Attached(name=_name(one), media_type=one.kind, data=one.content)
        for one in leaves
        if _is_file(one) or one.kind == "text/calendar"
    )


def own_words(text: str) -> str:
    """Return what somebody wrote, without the message they answer and copied below or between."""
    lines = text[:_LONGEST].split("\n")[:_LINES]
    kept: list[str] = []
    for at, line in enumerate(lines):
        bare = line.strip()
        if _QUOTED_BELOW.fullmatch(bare) or _announces(bare, lines[at + 1 : at + 3]):
            if any(one.strip() for one in kept):
                break
            continue
        if not bare.startswith(">"):
            kept.append(line.rstrip())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()[:_OWN_WORDS]


def _announces(line: str, following: list[str]) -> bool:
    """Return whether a line, alone or with the next one, says who wrote what is quoted below it."""
    if not line or len(line) > 300:
        return False
    if _WROTE.fullmatch(line):
        return True
    if _WROTE.fullmatch(f"{line} {following[0].strip()[:300]}" if following else ""):
        return True
    return line.endswith(":") and any(one.lstrip().startswith(">") for one in following)


def unmarked(page: str) -> str:
    """Return HTML as text, crudely: what stands outside tags, with line breaks where blocks begin."""
    pieces, unseen = [], ""
    for at, piece in enumerate(page.split("<")):
        tag, end, text = piece.partition(">") if at else ("", ">", piece)
        found = _TAG.match(tag)
        name = found[0].lower() if found else ""
        if unseen:
            unseen = "" if name == f"/{unseen}" else unseen
        elif name in _UNSEEN:
            unseen = name
        elif name.lstrip("/") in _BREAKS:
            pieces.append("\n")
        if not unseen and end:
            pieces.append(re.sub(r"\s+", " ", text))
    lines = (" ".join(line.split()) for line in html.unescape("".join(pieces)).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _is_file(one: Part) -> bool:
    named = one.parameter("filename", "content-disposition") or one.parameter("name")
    return bool(named) or one.first("content-disposition").strip().lower().startswith("attachment")


def _name(one: Part) -> str:
    written = one.parameter("filename", "content-disposition") or one.parameter("name")
    last = re.split(r"[/\\]", shown(written))[-1].strip(". ")
    return last[:_LONGEST_NAME] or f"file.{one.kind.rpartition('/')[2]}"[:_LONGEST_NAME]
