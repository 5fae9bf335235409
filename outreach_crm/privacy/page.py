"""Writes all that is held about somebody as one page (HTML) that needs nothing else and runs nothing."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from outreach_crm.privacy.model import PersonalData

_STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#222}"
    "h2{margin-top:2em;border-bottom:1px solid #bbb}dl{display:grid;grid-template-columns:14em 1fr;gap:.2em 1em;"
    "margin:.8em 0;padding:.6em;background:#f5f5f5}dt{color:#555}dd{margin:0;white-space:pre-wrap}"
)


def page(data: PersonalData) -> str:
    """Return the page."""
    return "\n".join(_parts(data)) + "\n"


def _parts(data: PersonalData) -> Iterator[str]:
    name, by = escape(data.name), f" by {escape(data.held_by)}" if data.held_by else ""
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    yield f"<title>What is held about {name}</title>\n<style>{_STYLE}</style>\n</head>\n<body>"
    yield f"<h1>What is held about {name}</h1>"
    yield f"<p>Made on {escape(data.made_on)}{by}. What it says of other persons is left out.</p>"
    for table in data.held:
        yield f"<h2>{_titled(table.title)}</h2>"
        yield from (_row(row) for row in table.rows)
    if data.past:
        yield "<h2>What stood there before</h2>"
        for one in data.past:
            yield f"<p>{_titled(one.title)}, until {escape(one.changed_at or 'an unknown day')}</p>"
            yield _row(one.values)
    if data.changes:
        yield "<h2>What was done with it, and when (UTC)</h2>"
        yield from (_row(one) for one in data.changes)
    yield "</body>\n</html>"


def _row(values: Mapping[str, Any]) -> str:
    lines = (f"<dt>{escape(_words(key))}</dt><dd>{escape(str(value))}</dd>" for key, value in values.items())
    return f"<dl>{''.join(lines)}</dl>"


def _titled(text: str) -> str:
    return escape(text[:1].upper() + text[1:])


def _words(key: str) -> str:
    return key.removesuffix("_id").replace("_", " ")
