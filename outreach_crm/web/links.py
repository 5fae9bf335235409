"""Where records are shown: a pointer to one becomes the path of its page; and what the menu has."""

from collections.abc import Iterable
from operator import attrgetter

from flask import Flask, current_app, request

from outreach_crm.model import MenuItem, Pages, Ref

_KEY = "outreach-records"
_FIRST = 100
"""The rank from which items of the menu stand under "More"."""


def teach(site: Flask, offered: Iterable[Pages]) -> None:
    """Let pages know where records are shown and what is in the menu."""
    records: dict[str, str] = {}
    items: list[MenuItem] = []
    for pages in offered:
        for kind, path in pages.records.items():
            records.setdefault(kind, path)
        items += pages.menu
    menu = sorted(items, key=attrgetter("rank", "label"))
    site.extensions[_KEY] = records
    site.jinja_env.globals.update(
        path_of=path_of,
        menu=[one for one in menu if one.rank < _FIRST],
        more_menu=[one for one in menu if one.rank >= _FIRST],
        room=lambda: room(menu),
    )


def path_of(ref: Ref | None) -> str:
    """Return the path of the page of a record; empty where there is none."""
    path = current_app.extensions[_KEY].get(ref.kind, "") if ref else ""
    return path.replace("{id}", str(ref.id)) if path and ref else ""


def room(menu: Iterable[MenuItem]) -> MenuItem | None:
    """Return the item of a menu to which the page that is made now belongs, or None."""
    path = request.path
    near = [one for one in menu if path == one.path or path.startswith(f"{one.path}/")]
    return max(near, key=lambda one: len(one.path), default=None)
