"""Writes all that is held about somebody as one page (HTML) that needs nothing else and runs nothing."""

from collections.abc import Callable, Iterator, Mapping
from html import escape
from typing import Any

from outreach_crm.changes import service as journal
from outreach_crm.privacy.model import PersonalData
from outreach_crm.text import beginning, say

_STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#222}"
    "h2{margin-top:2em;border-bottom:1px solid #bbb}dl{display:grid;grid-template-columns:14em 1fr;gap:.2em 1em;"
    "margin:.8em 0;padding:.6em;background:#f5f5f5}dt{color:#555}dd{margin:0;white-space:pre-wrap}"
)


def page(data: PersonalData, *, read: Callable[[str], str] = str, language: str = "en") -> str:
    """Return the page.

    Args:
        data: what is held.
        read: gives a sentence in the language of whoever reads.
        language: that language (BCP 47).
    """
    return "\n".join(_parts(data, lambda text: escape(read(text)), language)) + "\n"


def _parts(data: PersonalData, read: Callable[[str], str], language: str) -> Iterator[str]:
    title = read(say("What is held about {name}", name=data.name))
    yield f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">'
    yield "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    yield f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>"
    yield f"<h1>{title}</h1>"
    yield f"<p>{read(_made(data))} {read(say('What it says of other persons is left out.'))}</p>"
    for table in data.held:
        yield f"<h2>{read(beginning(table.title))}</h2>"
        yield from (_row(row, read) for row in table.rows)
    if data.past:
        yield f"<h2>{read(say('What stood there before'))}</h2>"
        for one in data.past:
            until = one.changed_at or say("an unknown day")
            yield f"<p>{read(say('{what}, until {day}', what=beginning(one.title), day=until))}</p>"
            yield _row(one.values, read)
    if data.changes:
        yield f"<h2>{read(say('What was done with it, and when (UTC)'))}</h2>"
        yield from (_row(one, read) for one in data.changes)
    yield "</body>\n</html>"


def _made(data: PersonalData) -> str:
    if data.held_by:
        return say("Made on {day} by {section}.", day=data.made_on, section=data.held_by)
    return say("Made on {day}.", day=data.made_on)


def _row(values: Mapping[str, Any], read: Callable[[str], str]) -> str:
    lines = (f"<dt>{read(_words(key))}</dt><dd>{read(_said(key, value))}</dd>" for key, value in values.items())
    return f"<dl>{''.join(lines)}</dl>"


def _said(key: str, value: Any) -> str:
    return journal.value(key, value if isinstance(value, str) else str(value))


def _words(key: str) -> str:
    return journal.label(key) or key.removesuffix("_id").replace("_", " ")
