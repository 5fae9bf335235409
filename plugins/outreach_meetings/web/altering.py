"""Pages on which a meeting is altered, or called off: alone, with those after it, or with all of its series."""

from contextlib import suppress
from typing import Any

from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.model import Problem
from outreach_crm.text import beginning, say
from outreach_crm.web import asking
from outreach_crm.web.office import Answer, done, page
from outreach_meetings import ical, service
from outreach_meetings.model.drafts import MeetingEdit, Scope
from outreach_meetings.model.often import Often, often_of, rule_of
from outreach_meetings.model.series import Meeting
from outreach_meetings.web import fields
from outreach_meetings.web.blueprint import home, pages

_FURTHER = ("link", "quorum", "note")
_AGAIN = tuple(one for one in Often if one is not Often.ONCE)
_TEXTS = ("place", "link", "chair", "minute_taker", "title", "note", "told")


@pages.form("/<int:series_id>/<key>/edit")
def edit(app: App, series_id: int, key: str) -> Answer:
    """Alter a meeting, or others of its series with it."""
    found = service.meeting(app, series_id, key)
    asked = _fields(found, service.members(app, found.group_id))
    form = asking.read(*asked, version=found.version)
    if form.ready:
        with asking.told(form, "starts") as outcome:
            scope = Scope(form.text("scope") or Scope.ONE)
            meant = MeetingEdit(fields=_altered(form, asked, scope), guests=_guests(form, found), version=form.seen)
            with app.change("alter meeting") as change:
                now = service.edit(app, found, meant, scope)
            told = say("Altered: {title}, {when}.", title=now.title, when=now.when)
            return done(told, home(now), change_id=change.id)
        form = outcome.form
    title = say("Alter {title}, {when}", title=found.title, when=found.when)
    return page("web/form.html", form, title=title, further=_FURTHER, back=home(found))


def _fields(found: Meeting, members: dict[int, str]) -> tuple[Field, ...]:
    of = found.series
    often = often_of(of.rule, of.starts.date())
    words = _words(found) if often is Often.OWN else ""
    again = (_scope(), *fields.how_often(often, words, some=_AGAIN)) if of.rule else ()
    return (
        *again[:1],
        *fields.when(found),
        *again[1:],
        *fields.where(found),
        *fields.who(found, members),
        fields.title(found),
        *fields.of_all(found),
        fields.told(),
    )


def _words(found: Meeting) -> str:
    """Return how often a group meets as somebody would write it, or the rule where words do not lead back to it."""
    rule = found.series.rule
    told = str(ical.told(rule))
    with suppress(InvalidInputError):
        if ical.ruled(told, found.series.starts.date()) == rule:
            return told
    return rule


def _scope() -> Field:
    choices = tuple(Choice(one.value, beginning(one.label)) for one in Scope)
    return Field(key="scope", label=say("Which meetings"), kind=Kind.ONE_OF, choices=choices, value=Scope.ONE.value)


def _altered(form: asking.Form, asked: tuple[Field, ...], scope: Scope) -> dict[str, str]:
    """Return the answers that differ from what is planned, as people write them."""
    now = {one.key: one.value for one in asked}
    given = {key: form.text(key) for key in _TEXTS if form.text(key) != str(now[key] or "")}
    for key in ("minutes", "quorum"):
        if (number := form.answer(key) or 0) != (now[key] or 0):
            given[key] = str(number)
    if (form.answer("day").isoformat(), form.text("starts")) != (now["day"], now["starts"]):
        given["starts"] = fields.begins(form)
    if rule := _rule(form, now, moved="starts" in given):
        if scope is not Scope.AFTER:
            sentence = say("From which meeting on? Choose this one and all after it.")
            raise InvalidInputError(sentence, (Problem(field="scope", sentence=sentence),))
        given["rule"] = rule
    return given


def _rule(form: asking.Form, now: dict[str, Any], *, moved: bool) -> str:
    """Return the rule from then on, where it is another one; a choice such as a weekday of the month moves along."""
    if "often" not in now:
        return ""
    often, words = Often(form.text("often")), form.text("rule")
    same = (often.value, words) == (now["often"], now["rule"])
    if words != now["rule"] and words:
        often = Often.OWN
    if same and (often is Often.OWN or not moved or form.text("scope") != Scope.AFTER):
        return ""
    return rule_of(often, form.answer("day"), words)


def _guests(form: asking.Form, found: Meeting) -> tuple[str, ...] | None:
    chosen = fields.guests(form)
    return chosen if {*chosen} != {str(one.contact_id) for one in found.guests} else None


@pages.form("/<int:series_id>/<key>/call-off")
def call_off(app: App, series_id: int, key: str) -> Answer:
    """Call a meeting off, and others of its series with it where they are meant too."""
    found = service.meeting(app, series_id, key)
    why = Field(key="because", label=say("Why, for the office"), kind=Kind.TEXT)
    form = asking.read(*((_scope(),) if found.series.rule else ()), fields.told(), why)
    if form.ready:
        with asking.told(form) as outcome, app.change("call off meeting", because=form.text("because")) as change:
            _call_off(app, found, Scope(form.text("scope") or Scope.ONE), form.text("told"))
            told = say("Called off: {title}, {when}.", title=found.title, when=found.when)
            return done(told, home(found), change_id=change.id)
        form = outcome.form
    title = say("Call off {title}, {when}", title=found.title, when=found.when)
    told = say("It stays in the calendar, struck through. Nobody is told by this: Invitations does that.")
    return page(
        "outreach_meetings/off.html", form, title=title, explanation=told, label=say("Call it off"), back=home(found)
    )


def _call_off(app: App, found: Meeting, scope: Scope, told: str) -> None:
    if scope is Scope.ONE:
        service.call_off(app, found, told=told)
    elif scope is Scope.AFTER:
        service.end(app, found, told=told)
    else:
        service.call_off_all(app, found.series.id, told=told)
