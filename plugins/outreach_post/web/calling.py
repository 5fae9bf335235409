"""The sheet of calls on pages: one after the other, with the script, the number, and a place for what came of it."""

from typing import Any

from flask import Response, url_for

from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.model import Ref
from outreach_crm.policy import Action
from outreach_crm.text import count, say
from outreach_crm.web import asking
from outreach_crm.web.lists import Column, Listing
from outreach_crm.web.office import Answer, done, page
from outreach_post.model import JobKind
from outreach_post.service import answering, handing
from outreach_post.service.answering import Call, Came, Line, Logged
from outreach_post.web.blueprint import mailing_asked, pages, shown

# Bytes of the numbers of 100,000 lines.
_MOST = 1_000_000
_CAME = {
    Came.REACHED: say("They were reached"),
    Came.NO_ANSWER: say("Nobody answered: they come back on a later list"),
    Came.REFUSED: say("They do not want to"),
    Came.WRONG_NUMBER: say("The number is not theirs"),
}


@pages.lists("/calls")
def calls(app: App) -> Listing:
    """List whom to call; who must not be called any more says why."""
    mailing = mailing_asked()
    rows = answering.call_list(app, str(mailing) if mailing else "")
    first = next((one for one in rows if not one.why_not), None)
    context: dict[str, Any] = {"mailing": mailing, "first": first, "strike": [one for one in rows if one.why_not]}
    return Listing(
        title=say("Calls"),
        columns=(
            Column(title=say("Line"), value=lambda one: one.line),
            Column(title=say("Name"), value=lambda one: one.name, ref=_who),
            Column(title=say("Number"), value=lambda one: "" if one.why_not else one.phone),
            Column(title=say("Organisation"), value=lambda one: one.organisation, lesser=True),
            Column(title=say("Last contact"), value=lambda one: one.last, lesser=True),
            Column(title=say("Called before"), value=lambda one: one.tried or None, lesser=True),
            Column(title=say("Do not call"), value=lambda one: one.why_not),
        ),
        rows=rows,
        empty=say("Nobody is left to be called. A mailing that goes by calls puts people here as it is sent."),
        template="outreach_post/calls.html",
        context=context,
        persons="list of calls",
    )


def _who(one: Line) -> Ref | None:
    return Ref("contacts", one.contact_id) if one.contact_id else None


@pages.form("/calls/<line>", Action.SEND)
def call(app: App, line: str) -> Answer:
    """Show whom to call and what to say, and write down what came of it; then comes the next one."""
    mailing = mailing_asked()
    there = answering.call_list(app, str(mailing) if mailing else "")
    found = next((one for one in there if one.line == line), None)
    if found is None:
        return done(say("Line {line} is settled already.", line=line), _list(mailing))
    form = asking.read(*_outcome())
    if form.ready and not found.why_not:
        with asking.told(form) as outcome:
            made = Call(
                whom=line,
                came=Came(form.text("came")),
                said=form.text("said"),
                never_again=bool(form.answer("never_again")),
                mailing=str(found.dispatch_id),
            )
            logged = answering.log_call(app, made)
            return done(_logged(logged), _next(there, found, mailing))
        form = outcome.form
    script = dispatch.sample(app, found.dispatch_id, found.contact_id, channel="phone") if found.contact_id else None
    return page("outreach_post/call.html", form, line=found, script=script, back=_list(mailing))


def _outcome() -> tuple[Field, ...]:
    choices = tuple(Choice(one.value, label) for one, label in _CAME.items())
    return (
        Field(key="came", label=say("What came of it"), kind=Kind.ONE_OF, choices=choices),
        Field(key="said", label=say("What they said"), kind=Kind.TEXT),
        Field(key="never_again", label=say("They never want to be called again"), kind=Kind.YES_NO),
    )


def _logged(logged: Logged) -> str:
    told = say("{name}: {came}.", name=logged.name, came=logged.came)
    if logged.objected:
        told = say("{told} Written down that they object to calls.", told=told)
    return count(logged.left, "{told} {n} is left to call.", "{told} {n} are left to call.", told=told)


def _next(there: list[Line], found: Line, mailing: int) -> str:
    """Return the path of the next line to call, else of the list."""
    at = there.index(found)
    later = next((one for one in (*there[at + 1 :], *there[:at]) if not one.why_not), None)
    if later is None:
        return _list(mailing)
    return url_for("outreach_post.call", line=later.line, mailing=mailing or None)


def _list(mailing: int) -> str:
    return url_for("outreach_post.calls", mailing=mailing or None)


@pages.act("/calls/strike", Action.SEND, most_bytes=_MOST)
def strike(app: App) -> Response:
    """Strike whom nobody must call any more."""
    mailing = mailing_asked()
    struck = handing.pulled(app, str(mailing) if mailing else "", kind=JobKind.CALLS, only=shown()).pulled
    return done(count(len(struck), "{n} line is struck.", "{n} lines are struck."), _list(mailing))
