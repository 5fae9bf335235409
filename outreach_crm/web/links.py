"""Where records are shown: a pointer to one becomes the path of its page; and what the menu has."""

import re
from collections.abc import Iterable
from operator import attrgetter

from flask import Flask, current_app, request

from outreach_crm.model import MenuItem, Pages, Ref
from outreach_crm.web import visiting

NEXT = "next"
"""The name of the field that says where somebody was, and wants to be again."""
_KEY = "outreach-records"
_MENU = "outreach-menu"
_FIRST = 100
"""The rank from which items of the menu stand under "More"."""
# A browser takes a backslash for a slash, and two of them for another site (WHATWG URL, "special authority").
_OURS = re.compile(r"/(?![/\\])[!-\[\]-~]*", re.ASCII)


def teach(site: Flask, offered: Iterable[Pages]) -> None:
    """Let pages know where records are shown and what is in the menu."""
    records: dict[str, str] = {}
    items: list[MenuItem] = []
    for pages in offered:
        for kind, path in pages.records.items():
            records.setdefault(kind, path)
        items += pages.menu
    site.extensions[_KEY] = records
    site.extensions[_MENU] = sorted(items, key=attrgetter("rank", "label"))
    site.jinja_env.globals.update(
        path_of=path_of,
        ref=Ref,
        here=here,
        menu=menu,
        menu_item=menu_item,
    )


def path_of(ref: Ref | None) -> str:
    """Return the path of the page of a record; empty where there is none."""
    path = current_app.extensions[_KEY].get(ref.kind, "") if ref else ""
    return path.replace("{id}", str(ref.id)) if path and ref else ""


def menu(*, more: bool = False) -> list[MenuItem]:
    """Return the lines of the menu for who is there: the first ones, or those that stand under "More"."""
    items: list[MenuItem] = current_app.extensions[_MENU]
    return [one for one in items if (one.rank >= _FIRST) == more and visiting.allowed(one.action)]


def menu_item(path: str) -> MenuItem | None:
    """Return the line of the menu below which a page stands; None where there is none."""
    items: list[MenuItem] = current_app.extensions[_MENU]
    near = [one for one in items if path == one.path or path.startswith((f"{one.path}/", f"{one.path}?"))]
    return max(near, key=lambda one: len(one.path), default=None)


def here() -> str:
    """Return the path of the page that is made now, with what was asked of it."""
    return request.full_path.removesuffix("?")


def there(otherwise: str) -> str:
    """Return where whoever sent a form was, as the form says; another page where it names none of ours.

    Args:
        otherwise: the path of that other page.
    """
    said = request.values.get(NEXT, "")
    return said if is_ours(said) else otherwise


def is_ours(path: str) -> bool:
    """Return whether a path leads to a page of ours, however a browser reads it."""
    return _OURS.fullmatch(path) is not None
