"""A book in which all that people can write is hostile, and what a page must not have whoever wrote it."""

import json
import re
from collections.abc import Callable, Iterator
from itertools import cycle

from outreach_crm.app import App
from outreach_crm.errors import OutreachError
from outreach_crm.storage import Row
from tests.web.payloads import PAYLOADS
from tests.web.walk import Reader

# Columns that people do not write: keys, kinds and states by which the program goes on, and what is made of others.
_OURS = re.compile(
    r"(_on|_at|_key|_id|^id|^uid|^kind|^key|^state|^status|^structure|^words|^lookup|^digest|^sha256|^level|^language"
    r"|^country|^sector|^gender|^channel|^basis|^engine|^scheme|^facet|^mark|^token|^role|^membership|_kind"
    r"|_tbl|^tbl|^segment"
    r"|^side|^source|^frequency|^(?:time_)?zone|^media_type|^rule|^format|^preferred|^name_order|^heading|^currency"
    r"|^sort_name|^link|^arguments|^filters?|^target|^via|_path|_type|^fingerprint|^lease|^place|^version|^conditions"
    r"|^path|^file|^result|^called|^said|^said_for|^spoken|_parts)$"
)
# What people write though it is called as what is made of others.
_THEIRS = frozenset({"case_activities.words"})
# Texts with fields in them: a field that nobody fills is refused when they are written.
_FILLED = frozenset({"dispatch_texts", "dispatch_letters"})
# A day, or one word in small letters: the key of something.
_KEY = re.compile(r"\d{4}-\d\d.*|[a-z0-9]+(?:[-_:.][a-z0-9]+)*")
_KEEP = frozenset({"meta", "migrations", "changes", "change_rows", "sessions", "accounts", "words", "sqlite_sequence"})
_ELEMENTS = frozenset({"iframe", "object", "embed", "base", "style", "svg", "math", "frame", "applet", "img", "video"})
# Drawings of ours.
_DRAWN = frozenset({("svg", "drawn"), ("svg", "span"), ("img", "picture")})
_LED = ("href", "src", "action", "formaction", "data", "srcdoc", "hx-get", "hx-post", "poster", "xlink:href")


def poison(app: App) -> int:
    """Put a payload wherever somebody could have written one, and return how many there are now."""
    payloads = cycle(one.replace("\x00", "") for one in PAYLOADS)
    return rewrite(app, lambda _: next(payloads), limit=40)


def rewrite(app: App, new: Callable[[str], str], *, limit: int = -1) -> int:
    """Put something else for each text that people wrote, in so many rows of each table, and return how many."""
    done = 0
    with app.change("edit contacts"):
        for table in sorted({*app.store.tables()} - _KEEP):
            columns = [name for name, kind in app.store.columns(table).items() if kind == "text"]
            columns = [name for name in columns if not _OURS.search(name) or f"{table}.{name}" in _THEIRS]
            if "id" in app.store.columns(table) and columns:
                for row in app.store.rows(f"select * from {table} order by id limit {limit}"):
                    done += sum(_is_put(app, table, row, name, new) for name in columns)
    return done


def _is_put(app: App, table: str, row: Row, column: str, new: Callable[[str], str]) -> bool:
    there = row[column]
    if not isinstance(there, str) or _KEY.fullmatch(there) or _is_data(there):
        return False
    payload = new(there)
    if table in _FILLED:
        payload = payload.replace("{", "(").replace("}", ")")
    try:
        with app.store.write():
            if table in app.store.kept:
                app.store.update(table, row["id"], {column: payload})
            else:
                sql = f"update {table} set {column} = :value where id = :row_id"
                app.store.execute(sql, value=payload, row_id=row["id"])
    except OutreachError:  # what the database itself does not let anybody write
        return False
    return True


def _is_data(text: str) -> bool:
    try:
        return isinstance(json.loads(text), list | dict)
    except ValueError:
        return False


def dangers(html: str) -> Iterator[str]:
    """Name what stands on a page that only a payload can have brought there."""
    for tag, own in Reader(html).elements:
        drawn = (tag, own.get("class")) in _DRAWN
        if (tag in _ELEMENTS and not drawn) or (tag == "script" and not own.get("src", "").startswith("/static/")):
            yield f"<{tag}>"
        if tag == "link" and not own.get("href", "").startswith("/static/"):
            yield f"<link {own.get('href')}>"
        if tag == "meta" and "http-equiv" in own and not re.fullmatch(r"\d+", own.get("content", "")):
            yield f"<meta {own}>"
        for name, value in own.items():
            if name.startswith(("on", "hx-on")) or name in {"style", "srcdoc", "autofocus"}:
                yield f"<{tag} {name}>"
            if name in _LED and not _is_harmless(tag, value):
                yield f"<{tag} {name}={value[:60]}>"
    if found := [word for word in ("1234321", "mappingproxy", "<class '") if word in html]:
        yield f"evaluated: {found[0]}"


def _is_harmless(tag: str, link: str) -> bool:
    if re.match(r"/(?![/\\])|[?#]|$", link):
        return True
    return tag == "a" and link.startswith(("mailto:", "tel:", "https://", "http://"))
