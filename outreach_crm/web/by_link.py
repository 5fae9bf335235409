"""Pages by link: whoever holds the link is whom it was made for, without an account, and everything else is one manner.

A link that nobody was given, that was taken back or whose contact is gone leads to the same page in the same words. A
view is given the holder: the App in their name, in their language. To open a page changes nothing, however often a
scanner of links does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from http import HTTPStatus
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any, cast

from attrs import frozen
from flask import Blueprint, Response, render_template, url_for

from outreach_crm.app import App
from outreach_crm.errors import NotFoundError
from outreach_crm.model import Actor, Via
from outreach_crm.text import say
from outreach_crm.web import counting, wording
from outreach_crm.web.connections import acting
from outreach_crm.web.office import Answer, View
from outreach_crm.web.safety import from_anywhere, takes

if TYPE_CHECKING:
    from outreach_crm.contacts.model import Contact

# A feature that pages know by name only.
_CONTACT = "outreach_crm.contacts.service:get"


@frozen
class Opened:
    """What a link opens, as its feature knows it, and which contact holds it; None where it is for a program."""

    what: Any
    contact_id: int | None = None


@frozen
class Holder:
    """Whoever holds a link, at a page of it.

    Args:
        app: the App in their name.
        what: what the link opens.
        parts: of the path that are the link.
        blueprint: the pages.
        contact: who it is; None where the link is for a program.
    """

    app: App
    what: Any
    parts: Mapping[str, str]
    blueprint: str
    contact: Contact | None = None

    @property
    def who(self) -> Contact:
        """The contact.

        Raises:
            NotFoundError: the link is for a program.
        """
        if self.contact is None:
            raise NotFoundError(say("This link is nobody's own."))
        return self.contact

    @property
    def name(self) -> str:
        """How pages call them: a person by the given name only."""
        return self.who.given or self.who.name

    def path(self, view: str, **more: Any) -> str:
        """Return where a page of the same link is."""
        values: dict[str, Any] = {**self.parts, **more}
        return url_for(f"{self.blueprint}.{view}", **values)


class ByLink(Blueprint):
    """The blueprint of pages by link: ``pages = ByLink("poll", "outreach_meetings", actor="asked by link")``."""

    def __init__(self, name: str, import_name: str, link: str = "/<token>", *, actor: str) -> None:
        """Take the templates that stand in the feature.

        Args:
            name: of the blueprint.
            import_name: of the feature.
            link: the parts of the path that are the link.
            actor: in whose name changes are made, as the history has it beside the contact.
        """
        super().__init__(name, import_name, template_folder="templates")
        self._link, self._actor = link, actor
        self._parts = tuple(part.strip("/<>") for part in link.split("/") if part)
        self._open: Callable[..., Opened] | None = None

    def opens(self, find: Callable[..., Opened]) -> Callable[..., Opened]:
        """Let a function say what a link opens: it is given the App and the parts of the link, in small letters.

        It raises NotFoundError where the link is nobody's, or nobody's any more.
        """
        self._open = find
        return find

    def look(self, rule: str = "") -> Callable[[View], View]:
        """Show a page: nothing is changed, however often it is opened."""
        return self._register(rule, ("GET",))

    def form(self, rule: str = "", *, most_bytes: int = 0) -> Callable[[View], View]:
        """Show a form and take it; see :mod:`outreach_crm.web.asking`.

        Args:
            rule: the path behind the link.
            most_bytes: how large what is sent may be, where it is more than usual.
        """
        return self._register(rule, ("GET", "POST"), most_bytes)

    def act(self, rule: str = "", *, by_anybody: bool = False) -> Callable[[View], View]:
        """Do what a button of a page asks for.

        Args:
            rule: the path behind the link.
            by_anybody: whether what no page of ours sent is taken too, such as the POST of a mail program (RFC 8058).
        """

        def decorate(view: View) -> View:
            return self._register(rule, ("POST",))(from_anywhere(view) if by_anybody else view)

        return decorate

    def _register(self, rule: str, methods: tuple[str, ...], most_bytes: int = 0) -> Callable[[View], View]:
        def decorate(view: View) -> View:
            @wraps(view)
            def opened(**path: str) -> Answer:
                parts = {name: path.pop(name).lower() for name in self._parts}
                return cast(Answer, view(self._holder(parts), **path))

            opened.by_link = self.name  # type: ignore[attr-defined]
            if most_bytes:
                takes(opened, most_bytes)
            self.add_url_rule(f"{self._link}{rule}", view.__name__, opened, methods=methods)
            return view

        return decorate

    def _holder(self, parts: dict[str, str]) -> Holder:
        """Return who is there, and let the page speak their language.

        Raises:
            NotFoundError: the link leads nowhere.
            TooManyRequests: it was opened too often, or too many that lead nowhere were tried from there.
        """
        app = acting(Actor(name=self._actor, via=Via.WEB))
        try:
            found = cast("Callable[..., Opened]", self._open)(app, **parts)
            app, contact = self._as(app, found.contact_id)
        except NotFoundError:
            counting.check_guess(app)
            raise
        counting.check_visit(app, self.name, *parts.values())
        language = contact.language if contact else ""
        wording.speak(app, language or app.section.language, contact.country if contact else app.section.country)
        return Holder(app, found.what, parts, self.name, contact)

    def _as(self, app: App, number: int | None) -> tuple[App, Contact | None]:
        """Return the App in the name of a contact; of one that was merged, in that of whom it was merged into."""
        contact = None
        while number is not None:
            app = acting(Actor(name=self._actor, via=Via.WEB, contact_id=number))
            contact = cast("Contact", resolve_name(_CONTACT)(app, number))
            number = contact.merged_into
        return app, contact


def over(sentence: str, page: str = "") -> Response:
    """Return the page that says that what a link was for is over, and nothing else (410).

    Args:
        sentence: what is over.
        page: a page that says so with what is left of it.
    """
    return Response(page or render_template("web/told.html", title=sentence, sentence=sentence), HTTPStatus.GONE)
