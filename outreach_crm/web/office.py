"""Pages of the office: each view says what it does and is asked for it only by whoever may do that.

Where the path is about a record, as features declare where theirs are shown, that is asked of this record. A view is
given the App of the request, in the name of who is there, and what stands in the path.
"""

from collections.abc import Callable
from contextlib import nullcontext
from functools import partial, wraps
from typing import Any, cast

from flask import Blueprint, Response, redirect, render_template, request
from flask.sansio.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from outreach_crm.app import App
from outreach_crm.model import Ref
from outreach_crm.policy import Action
from outreach_crm.web import asking, visiting
from outreach_crm.web.links import path_of, record_asked
from outreach_crm.web.lists import FORMS, answered
from outreach_crm.web.once import once
from outreach_crm.web.safety import takes
from outreach_crm.web.wording import spoken

View = Callable[..., Any]
Answer = ResponseReturnValue


class Office(Blueprint):
    """The blueprint of a feature's pages in the office: ``pages = Office("tasks", __name__)``."""

    def __init__(self, name: str, import_name: str, *, before: Callable[..., None] = lambda _app, **_: None) -> None:
        """Take the templates that stand beside the feature's ``web``.

        Args:
            name: of the blueprint.
            import_name: of the feature's package.
            before: called before each view as it is, for whoever may do what that does; it raises NotFoundError where
                what the path names is not there for them.
        """
        super().__init__(name, import_name, template_folder="templates")
        self._before = before

    def look(self, rule: str, action: Action = Action.LOOK) -> Callable[[View], View]:
        """Show a page: nothing is changed, however often it is opened."""
        return self._register(rule, ("GET",), action)

    def form(self, rule: str, action: Action = Action.WRITE, *, most_bytes: int = 0) -> Callable[[View], View]:
        """Show a form and take it; see :mod:`outreach_crm.web.asking`.

        Args:
            rule: the path.
            action: what is done.
            most_bytes: how large what is sent may be, where it is more than usual.
        """
        return self._register(rule, ("GET", "POST"), action, most_bytes=most_bytes)

    def act(self, rule: str, action: Action = Action.WRITE, *, most_bytes: int = 0) -> Callable[[View], View]:
        """Do something that a button of another page asks for; see :meth:`form`."""
        return self._register(rule, ("POST",), action, most_bytes=most_bytes)

    def lists(self, rule: str, action: Action = Action.LOOK) -> Callable[[View], View]:
        """Show a list, which the view returns as a :class:`Listing`: as a page, and as ``.json`` and ``.csv``.

        Whoever may only look takes no list out of the house.
        """

        def decorate(view: View) -> View:
            def listed(app: App, **path: object) -> Any:
                return answered(view(app, **path))

            self.add_url_rule(rule, view.__name__, self._guarded(listed, view, action), methods=("GET",))
            taken_out = self._guarded(listed, view, Action.EXPORT if action is Action.LOOK else action)
            for form in FORMS:
                self.record(partial(_add_form, f"{rule}.{form}", f"{self.name}.{view.__name__}_{form}", taken_out))
            return view

        return decorate

    def _register(
        self, rule: str, methods: tuple[str, ...], action: Action, *, most_bytes: int = 0
    ) -> Callable[[View], View]:
        def decorate(view: View) -> View:
            guarded = self._guarded(view, view, action)
            if most_bytes:
                takes(guarded, most_bytes)
            self.add_url_rule(rule, view.__name__, guarded, methods=methods)
            return view

        return decorate

    def _guarded(self, view: View, named: View, action: Action) -> View:
        @wraps(named)
        def guarded(**path: object) -> Answer:
            visiting.ask(action, visiting.turn_to(record_asked()))
            app = visiting.office()
            with app.reaching(action) if action is Action.EXPORT else nullcontext():
                sent = request.method == "POST"
                if sent:
                    visiting.check_proof()
                self._before(app, **path)
                return cast(Answer, once(lambda: view(app, **path)) if sent else view(app, **path))

        guarded.action = action  # type: ignore[attr-defined]
        return guarded


def _add_form(ending: str, endpoint: str, view: View, state: BlueprintSetupState) -> None:
    """Add the path of a list in another form; a blueprint by itself would put a slash before the dot."""
    state.app.add_url_rule(f"{state.url_prefix}{ending}", endpoint, view, methods=("GET",))


def page(template: str, form: "asking.Form | None" = None, **context: Any) -> tuple[str, int]:
    """Return a page; one whose form has something wrong in it says so by its status too."""
    return render_template(template, form=form, **context), form.status if form else 200


def done(sentence: str, to: str, *, change_id: int | None = None) -> Response:
    """Go on to a page that says what was done, with a button that takes it back.

    Args:
        sentence: what was done: ``Ana Ruiz was added.``
        to: the path of the page, made by ``url_for`` or :func:`outreach_crm.web.links.path_of`.
        change_id: the change that can be taken back; None where there is none, or where it cannot.
    """
    visiting.visitor().leave(visiting.Word(sentence=str(spoken(sentence)), change_id=change_id))
    return lead_to(to)


def lead_to(where: str | Ref) -> Response:
    """Go on to a page, by its path or by the record it shows, such as long work: ``Ref("jobs", job.id)``."""
    found: Any = redirect(path_of(where) if isinstance(where, Ref) else where, 303)
    return found  # type: ignore[no-any-return]
