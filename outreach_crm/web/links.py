"""Where records are shown: a pointer to one becomes the path of its page."""

from collections.abc import Iterable

from flask import Flask, current_app

from outreach_crm.model import MenuItem, Pages, Ref

_KEY = "outreach-records"
_MENU = "outreach-menu"


def teach(site: Flask, offered: Iterable[Pages]) -> None:
    """Let pages know where records are shown and what is in the menu."""
    records: dict[str, str] = {}
    menu: list[MenuItem] = []
    for pages in offered:
        for kind, path in pages.records.items():
            records.setdefault(kind, path)
        menu += pages.menu
    site.extensions[_KEY] = records
    site.extensions[_MENU] = sorted(menu, key=lambda one: (one.rank, one.label))
    site.jinja_env.globals.update(path_of=path_of, menu=site.extensions[_MENU])


def path_of(ref: Ref | None) -> str:
    """Return the path of the page of a record; empty where there is none."""
    path = current_app.extensions[_KEY].get(ref.kind, "") if ref else ""
    return path.replace("{id}", str(ref.id)) if path and ref else ""


def menu_item(path: str) -> MenuItem | None:
    """Return the line of the menu below which a page stands; None where there is none."""
    there: list[MenuItem] = current_app.extensions[_MENU]
    return next((one for one in there if path == one.path or path.startswith((f"{one.path}/", f"{one.path}?"))), None)
