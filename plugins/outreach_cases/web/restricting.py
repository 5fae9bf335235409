"""The page on which a circle keeps a case to itself."""

from collections.abc import Iterator

from outreach_cases import service
from outreach_cases.web.blueprint import home, pages
from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.text import say
from outreach_crm.web import asking
from outreach_crm.web.office import Answer, done, page


@pages.form("/<int:case_id>/restrict")
def restrict(app: App, case_id: int) -> Answer:
    """Let only a circle see a case, or everybody again."""
    case = service.get(app, case_id)
    form = asking.read(who_sees(app, service.seen_by(app, case)))
    if form.ready:
        with asking.told(form, "circle") as outcome:
            made = service.restrict(app, case_id, form.text("circle"))
            return done(say("Changed."), home(case_id), change_id=made.change_id)
        form = outcome.form
    return page("web/form.html", form, title=say("Who sees {case}", case=case.called), back=home(case_id))


def who_sees(app: App, now: str = "") -> Field:
    """Return the question who sees a case; the answer is a circle of the actor's, or nothing for everybody."""
    hint = say("A circle sees the case alone: in lists, search, history and figures it does not exist for others.")
    choices = (*_circles(app),)
    return Field(key="circle", label=say("Seen by"), kind=Kind.ONE_OF, value=now, choices=choices, hint=hint)


def _circles(app: App) -> Iterator[Choice]:
    yield Choice("", say("everybody who works here"))
    for one in accounts.own_circles(app):
        yield Choice(one.name, one.name)
