"""Writing down what came back: appeals, replies, thanks, and what became of those a case is about."""

from datetime import date
from typing import Any

from flask import request, url_for

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.model import Ref
from outreach_crm.text import count, say
from outreach_crm.web import asking
from outreach_crm.web.lists import number_asked
from outreach_crm.web.office import Answer, done, page
from outreach_urgent_actions.model import Case
from outreach_urgent_actions.model.responses import OUTCOMES, RESULTS
from outreach_urgent_actions.model.shown import HowToWrite
from outreach_urgent_actions.service import finding, responses, showing
from outreach_urgent_actions.service.responses import Appeals
from outreach_urgent_actions.web.pages import pages

_NOTE = Field(key="note", label=say("Note"), kind=Kind.LINES)
_MOST = 1_000_000


def _on(app: App) -> Field:
    return Field(key="on", label=say("When"), kind=Kind.DATE, value=app.clock.today(), most=app.clock.today())


def _by(label: str) -> Field:
    return contacts.which("by", label, value=number_asked("contact"), none=say("Nobody named"))


def _number(key: str, label: str) -> Field:
    return Field(key=key, label=label, kind=Kind.NUMBER, least=0, most=_MOST)


@pages.form("/cases/<int:case_id>/appeals")
def log_appeals(app: App, case_id: int) -> Answer:
    """Write down appeals that were sent, by count and kind."""
    case = finding.get_case(app, case_id)
    form = asking.read(
        _number("letters", say("Letters")),
        _number("emails", say("E-mails")),
        _number("calls", say("Calls")),
        _number("unsorted", say("Of another or an unknown kind")),
        _by(say("Who sent them")),
        Field(key="meeting", label=say("The meeting or stall at which they were written"), kind=Kind.TEXT),
        _on(app),
        _NOTE,
    )
    if form.ready:
        with asking.told(form, beside="letters") as outcome:
            figures: dict[str, Any] = {key: form.answer(key) or 0 for key in ("letters", "emails", "calls", "unsorted")}
            sent = Appeals(**figures, **_texts(form, "by", "meeting", "note"), on=_day(form))
            made = responses.log_appeals(app, _ref(case_id), sent)
            n = made.letters + made.emails + made.calls + made.unsorted
            told = count(
                n, "Written down: {n} appeal for {case}.", "Written down: {n} appeals for {case}.", case=case.ref
            )
            return _done(case, told, made.change_id)
        form = outcome.form
    return _page(case, form, say("Log appeals for {case}", case=finding.name_of(case)))


@pages.form("/cases/<int:case_id>/reply")
def log_reply(app: App, case_id: int) -> Answer:
    """Write down the reply of an authority."""
    case = finding.get_case(app, case_id)
    how = showing.shown(app, case).how
    form = asking.read(
        Field(key="sender", label=say("Who replied"), kind=Kind.TEXT, needed=True, hint=_offices(how)),
        Field(key="result", label=say("What it comes to"), kind=Kind.ONE_OF, choices=_said(RESULTS)),
        _by(say("Who passed it on")),
        _on(app),
        _NOTE,
    )
    if form.ready:
        with asking.told(form) as outcome:
            given = _texts(form, "sender", "result", "by", "note")
            made = responses.log_reply(app, _ref(case_id), **given, on=_day(form))
            return _done(case, say("Written down: the reply of {who}.", who=made.sender), made.change_id)
        form = outcome.form
    return _page(case, form, say("A reply about {case}", case=finding.name_of(case)))


def _offices(how: HowToWrite | None) -> str:
    names = [one.name for one in how.to] if how else []
    return say("Appeals went to {names}.", names=", ".join(names)) if names else ""


@pages.form("/cases/<int:case_id>/thanks")
def log_thanks(app: App, case_id: int) -> Answer:
    """Write down thanks, to be passed on to those who wrote."""
    case = finding.get_case(app, case_id)
    form = asking.read(
        Field(key="sender", label=say("Whose thanks they are"), kind=Kind.TEXT, needed=True),
        _by(say("Who passed them on")),
        _on(app),
        _NOTE,
    )
    if form.ready:
        with asking.told(form) as outcome:
            made = responses.log_thanks(app, _ref(case_id), **_texts(form, "sender", "by", "note"), on=_day(form))
            return _done(case, say("Written down: the thanks of {who}.", who=made.sender), made.change_id)
        form = outcome.form
    return _page(case, form, say("Thanks for {case}", case=finding.name_of(case)))


@pages.form("/cases/<int:case_id>/outcome")
def set_outcome(app: App, case_id: int) -> Answer:
    """Write down what became of somebody a case is about."""
    case = finding.get_case(app, case_id)
    people = [Choice(one.name, one.name) for one in showing.shown(app, case).people]
    asked = request.args.get("who", "") if request.method == "GET" else ""
    form = asking.read(
        Field(
            key="name",
            label=say("Whom it is about"),
            kind=Kind.ONE_OF,
            value=asked or (people[0].key if people else ""),
            choices=(*people, Choice("", say("Somebody else"))),
        ),
        Field(key="other", label=say("Somebody else, by name"), kind=Kind.TEXT),
        Field(key="outcome", label=say("What became of them"), kind=Kind.ONE_OF, choices=_said(OUTCOMES)),
        _on(app),
        _NOTE,
    )
    if form.ready:
        with asking.told(form, beside="name") as outcome:
            name = form.text("name") or form.text("other")
            given = {**_texts(form, "outcome", "note"), "add": not form.text("name")}
            made = responses.set_outcome(app, _ref(case_id), name, on=_day(form), **given)
            told = say("{who}: {what}.", who=made.name, what=OUTCOMES[made.outcome])
            return _done(case, told, made.change_id)
        form = outcome.form
    return _page(case, form, say("What became of somebody in {case}", case=finding.name_of(case)))


def _said(named: Any) -> tuple[Choice, ...]:
    return tuple(Choice(key, sentence) for key, sentence in named.items())


def _texts(form: asking.Form, *keys: str) -> dict[str, Any]:
    return {key: form.text(key) for key in keys}


def _day(form: asking.Form) -> date | None:
    found = form.answer("on")
    return found if isinstance(found, date) else None


def _ref(case_id: int) -> str:
    return str(Ref("ua_cases", case_id))


def _page(case: Case, form: asking.Form, title: str) -> Answer:
    return page("web/form.html", form, title=title, back=_path(case))


def _done(case: Case, told: str, change_id: int | None) -> Answer:
    return done(told, _path(case), change_id=change_id)


def _path(case: Case) -> str:
    return url_for("urgent_actions.show_case", case_id=case.id)
