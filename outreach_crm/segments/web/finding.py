"""The search of everything: as somebody types, and as a page."""

from collections.abc import Iterable
from contextlib import suppress

from attrs import frozen
from flask import render_template, request

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import NotFoundError
from outreach_crm.meaning import begins
from outreach_crm.model import Hit, Ref
from outreach_crm.text import say, words_in_order
from outreach_crm.web.links import menu, menu_item, path_of
from outreach_crm.web.office import Answer, Office, lead_to, page
from outreach_crm.web.wording import spoken

pages = Office("find", "outreach_crm.segments")

_AS_TYPED = 5  # of each kind below the field
_LONGEST = 200
# What has no line of its own in the menu: its heading, and where it stands among the lines.
_HEADINGS = {"segments": (25, say("Saved lists of contacts"))}


@frozen
class Found:
    """What was found of one kind: its heading, and each hit with the path of its page."""

    heading: str
    hits: tuple[tuple[Hit, str], ...]


@pages.look("")
def find(app: App) -> Answer:
    """Show what a search found; what can only be meant as one thing is gone to at once."""
    text = _asked()
    found = [*by_kind(app.plugins.hits(app, text)), *_in_menu(text)] if text else []
    to = _number(app, text) or _the_one(text, found)
    if to:
        return lead_to(to)
    return page("segments/find.html", text=text, found=found)


@pages.look("/hits")
def hits(app: App) -> Answer:
    """Show the first of what is found while somebody types."""
    text = _asked()
    found = [*by_kind(app.plugins.hits(app, text), _AS_TYPED), *_in_menu(text)] if text else []
    return render_template("segments/hits.html", text=text, found=found)


def by_kind(hits: Iterable[Hit], most: int = 100) -> list[Found]:
    """Return hits that have a page below the headings of their kinds, in the order of the menu.

    Args:
        hits: what was found, the best of each kind first.
        most: how many of each kind at most.
    """
    kinds: dict[tuple[int, str], list[tuple[Hit, str]]] = {}
    for hit in hits:
        path = hit.path or path_of(hit.ref)
        if path:
            kinds.setdefault(_kind(hit, path), []).append((hit, path))
    return [Found(heading, tuple(some[:most])) for (_, heading), some in sorted(kinds.items())]


def _in_menu(text: str) -> list[Found]:
    """Return the lines of the menu that begin with the words of a text, for whoever looks for a page by its name."""
    lines = [(str(spoken(say(one.label))), one.path) for one in (*menu(), *menu(more=True))]
    hits = tuple((Hit(title=label, path=path), path) for label, path in lines if begins(text, label))
    return [Found(say("In the menu"), hits)] if hits and words_in_order(text) else []


def _asked() -> str:
    return " ".join(request.args.get("q", "").split())[:_LONGEST]


def _kind(hit: Hit, path: str) -> tuple[int, str]:
    if hit.ref and hit.ref.kind in _HEADINGS:
        return _HEADINGS[hit.ref.kind]
    item = menu_item(path)
    if item:
        return item.rank, say(item.label)
    return 1000, hit.ref.kind.replace("_", " ").capitalize() if hit.ref else say("Other")


def _number(app: App, text: str) -> str:
    """Return the path of the contact whose number a text is, ours or another system's; else nothing."""
    with suppress(NotFoundError):
        contact = contacts.by_number(app, text) if text else None
        if contact is not None:
            return path_of(Ref("contacts", contact.id))
    return ""


def _the_one(text: str, found: Iterable[Found]) -> str:
    """Return the path of the one hit that is called just so; nothing where several are, or none."""
    wanted = words_in_order(text)
    exact = {path for kind in found for hit, path in kind.hits if words_in_order(hit.title) == wanted}
    return exact.pop() if len(exact) == 1 else ""
