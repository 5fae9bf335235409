"""Where records are shown: a pointer to one becomes the path of its page, and a path the pointer; what the menu has."""

import re
from collections.abc import Iterable
from operator import attrgetter
from typing import NamedTuple

from flask import Flask, current_app, request

from outreach_crm.model import MenuItem, Pages, Ref
from outreach_crm.web import visiting

NEXT = "next"
"""The name of the field that says where somebody was, and wants to be again."""
_KEY = "outreach-records"
_ABOUT = "outreach-about"
_MENU = "outreach-menu"
_FIRST = 100
"""The rank from which items of the menu stand under "More"."""
# A browser takes a backslash for a slash, and two of them for another site (WHATWG URL, "special authority").
_OURS = re.compile(r"/(?![/\\])[!-\[\]-~]*", re.ASCII)


class _About(NamedTuple):
    """What pages of a route are about: the kind of the record, and the part of the path that is its number."""

    kind: str
    part: str


def teach(site: Flask, offered: Iterable[Pages]) -> None:
    """Let pages know where records are shown, what a page is about, and what is in the menu; after all are added."""
    records: dict[str, str] = {}
    items: list[MenuItem] = []
    paths: list[tuple[str, str]] = []
    for pages in offered:
        for kind, path in pages.records.items():
            records.setdefault(kind, path)
        paths += [*pages.records.items(), *pages.about.items()]
        items += pages.menu
    site.extensions[_KEY] = records
    shapes = [(kind, _shape(path)) for kind, path in paths]
    found = {rule.rule: _about(rule.rule, shapes) for rule in site.url_map.iter_rules()}
    site.extensions[_ABOUT] = {rule: one for rule, one in found.items() if one}
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


def record_asked() -> Ref | None:
    """Return the record that the page asked for is about: ``/asks/17/close`` is about ``asks:17``; None for a list.

    It is found by the route, not by the letters of the path: a number can be written in several ways.
    """
    rule = request.url_rule
    found: _About | None = current_app.extensions[_ABOUT].get(rule.rule) if rule else None
    return Ref(found.kind, (request.view_args or {})[found.part]) if found else None


def _shape(path: str) -> re.Pattern[str]:
    """Return how routes begin whose pages are about a record of a path; the group is the part that is its number."""
    before, _, after = path.partition("{id}")
    return re.compile(rf"{re.escape(before)}<int:(\w+)>{re.escape(after)}(?=[/.]|$)")


def _about(rule: str, shapes: Iterable[tuple[str, re.Pattern[str]]]) -> _About | None:
    """Return what pages of a route are about: the record whose path is the longest beginning of it."""
    found: tuple[int, _About] | None = None
    for kind, shape in shapes:
        fits = shape.match(rule)
        if fits and (found is None or fits.end() > found[0]):
            found = fits.end(), _About(kind, fits[1])
    return found[1] if found else None


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
