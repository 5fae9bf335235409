"""Pages on which people answer for a mailing: the checklist, a test, what is in doubt, what it cost."""

import re

from flask import Response, request, url_for

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.dispatch import service
from outreach_crm.dispatch.model import CHECKS, DeliveryState, Dispatch, State, Wanted
from outreach_crm.dispatch.web.blueprint import home, pages, way_titles
from outreach_crm.errors import InvalidInputError
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.groups import service as groups
from outreach_crm.groups.model import Heading
from outreach_crm.model import Problem, Ref
from outreach_crm.policy import Action
from outreach_crm.text import count, say
from outreach_crm.web import asking
from outreach_crm.web.asking import Form
from outreach_crm.web.links import path_of
from outreach_crm.web.office import Answer, done, page

_AMOUNT = re.compile(r"\d{1,9}(?:[.,]\d{1,2})?")
_MANY = 200
_VERDICTS = {
    "came": DeliveryState.SENT,
    "again": DeliveryState.QUEUED,
    "drop": DeliveryState.CANCELLED,
}


@pages.form("/<int:dispatch_id>/check", Action.SEND)
def check(app: App, dispatch_id: int) -> Answer:
    """Say in one's own name that the texts are right; several people may each say a part."""
    found = service.get(app, dispatch_id)
    told = service.checklist(app, found)
    sentences = ((one, say("I say that {what}", what=CHECKS[one])) for one in told.missing)
    form = asking.read(*(Field(key=one, label=sentence, kind=Kind.YES_NO) for one, sentence in sentences))
    if form.ready:
        with asking.told(form) as outcome:
            said = [one for one in told.missing if form.answer(one)]
            if not said:
                raise InvalidInputError(say("Tick what you say of the texts, or go back."))
            with app.change("check mailing") as change:
                left = service.check(app, dispatch_id, said).missing
            to = home(dispatch_id) if left else f"{home(dispatch_id)}/preview"
            return done(_checked(found, left), to, change_id=change.id)
        form = outcome.form
    return page("dispatch/check.html", form, found=found, told=told, checks=CHECKS)


def _checked(found: Dispatch, missing: tuple[str, ...]) -> str:
    if not missing:
        return say("{name} is checked. It can be sent.", name=found.name)
    return count(
        len(missing),
        "Written down. {n} thing is still to be said of {name}.",
        "Written down. {n} things are still to be said of {name}.",
        name=found.name,
    )


@pages.form("/<int:dispatch_id>/test", Action.SEND)
def test(app: App, dispatch_id: int) -> Answer:
    """Send one message to one of ours, as it would look for somebody."""
    found = service.get(app, dispatch_id)
    form = asking.read(
        Field(
            key="to",
            label=say("Who gets it"),
            kind=Kind.ONE_OF,
            find="outreach_crm.dispatch.service.testing:find_ours",
            hint=say("A member, or somebody in one of our groups."),
        ),
        contacts.which("seen_as", say("As it would look for"), none=say("whoever gets it")),
    )
    if form.ready:
        with asking.told(form) as outcome:
            reader = form.text("seen_as")
            made = service.begin_test(app, dispatch_id, int(form.text("to")), seen_as=int(reader) if reader else None)
            job = service.send_beside(app, made.id)
            return done(say("A test of {name} is on its way.", name=found.name), path_of(Ref("jobs", job.id)))
        form = outcome.form
    title = say("A test of {name}", name=found.name)
    explanation = say("One message, with [Test] before its subject. Nobody has received the mailing by it.")
    context = {"label": say("Send the test"), "back": home(dispatch_id), "explanation": explanation}
    return page("web/form.html", form, title=title, **context)


@pages.look("/<int:dispatch_id>/doubt")
def doubt(app: App, dispatch_id: int) -> Answer:
    """Show of which messages nobody knows whether they left."""
    found = service.get(app, dispatch_id)
    rows = service.recipients(app, dispatch_id, Wanted(states=(DeliveryState.IN_DOUBT,), limit=_MANY))
    return page("dispatch/doubt.html", found=found, rows=rows, titles=way_titles(app))


@pages.act("/<int:dispatch_id>/doubt/settle", Action.SEND)
def settle(app: App, dispatch_id: int) -> Response:
    """Settle what is in doubt by somebody's word, or look for evidence once more."""
    verdict, because = request.form.get("verdict", ""), " ".join(request.form.get("because", "").split())
    found = service.get(app, dispatch_id)
    if verdict == "look":
        service.send_beside(app, dispatch_id)
        return done(say("Evidence is looked for once more."), url_for("dispatch.doubt", dispatch_id=dispatch_id))
    if verdict not in _VERDICTS:
        raise InvalidInputError(say("Say what became of them."))
    only = [int(one) for one in request.form.getlist("one") if one.isdecimal() and len(one) < 18]
    if not only:
        raise InvalidInputError(say("Choose of whom you know it."))
    found = service.settle_doubts(app, dispatch_id, _VERDICTS[verdict], only=only, because=because)
    if verdict == "again" and found.state is State.SENDING:
        service.send_beside(app, dispatch_id)
    told = count(len(only), "{n} message is no longer in doubt.", "{n} messages are no longer in doubt.")
    return done(told, home(dispatch_id))


@pages.form("/<int:dispatch_id>/cost")
def cost(app: App, dispatch_id: int) -> Answer:
    """Write down what a mailing cost, and from whose resources."""
    found = service.get(app, dispatch_id)
    there = service.costs(app, dispatch_id)
    choices = tuple(Choice(str(one.contact_id), one.name) for one in groups.list_groups(app))
    amounts = (Field(key=str(one), label=one.label, kind=Kind.TEXT) for one in Heading)
    form = asking.read(
        Field(key="group", label=say("From the resources of which group"), kind=Kind.ONE_OF, choices=choices), *amounts
    )
    if form.ready:
        with asking.told(form) as outcome:
            with app.change("set cost of mailing") as change:
                service.set_cost(app, dispatch_id, int(form.text("group")), _amounts(form))
            return done(
                say("What {name} cost is written down.", name=found.name), home(dispatch_id), change_id=change.id
            )
        form = outcome.form
    return page("dispatch/cost.html", form, found=found, there=there)


def _amounts(form: Form) -> dict[Heading, float]:
    """Return the amounts that a form names; a comma is taken for a point."""
    found, problems = {}, []
    for one in Heading:
        text = form.text(str(one))
        if text and not _AMOUNT.fullmatch(text):
            problems.append(Problem(field=str(one), sentence=say("Write an amount, such as 40 or 12.50.")))
        elif text:
            found[one] = float(text.replace(",", "."))
    if problems:
        raise InvalidInputError(problems[0].sentence, tuple(problems))
    if not found:
        raise InvalidInputError(say("Say what it cost: hours, or money."))
    return found
