"""Pages of polls of dates: the list, a new one, the grid with the best date explained, and what is done from there."""

from flask import request, url_for

from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.groups import service as groups
from outreach_crm.policy import Action
from outreach_crm.text import beginning, on_page, read_number, row, say
from outreach_crm.web import asking
from outreach_crm.web.lists import Column, Listing, number_asked
from outreach_crm.web.office import Answer, done, page
from outreach_meetings import service
from outreach_meetings.model.polls import Answer as Said
from outreach_meetings.model.polls import Poll, PollDraft
from outreach_meetings.model.settings import MeetingSettings
from outreach_meetings.web.blueprint import home, pages

_SHOWN = 50
_PEOPLE = "outreach_crm.contacts.service.picking:people"


@pages.lists("/polls")
def polls(app: App) -> Listing:
    """List the polls of dates."""
    return Listing(
        title=say("Polls of dates"),
        columns=(
            Column(title=say("What"), value=lambda one: one.title, ref=lambda one: poll_path(one.id)),
            Column(title=say("Group"), value=lambda one: one.group),
            Column(title=say("State"), value=lambda one: one.standing),
            Column(title=say("Who looks after it"), value=lambda one: one.owner, lesser=True),
        ),
        rows=service.list_polls(app, before=number_asked("before") or None, limit=_SHOWN + 1),
        most=_SHOWN,
        on=lambda last: {"before": last.id},
        empty=say("No group was asked yet which date suits it."),
        template="outreach_meetings/polls.html",
        persons=say("who can come when"),
    )


@pages.form("/polls/add")
def add_poll(app: App) -> Answer:
    """Ask a group which date suits it."""
    form = asking.read(*_fields(app))
    back = url_for("outreach_meetings.polls")
    if form.ready:
        with asking.told(form, "dates") as outcome:
            made = service.open_poll(app, _draft(form))
            told = say("{group} can be asked now: write to them, or give each their link.", group=made.group)
            return done(told, poll_path(made.id), change_id=made.change_id)
        form = outcome.form
    title = say("Find a date")
    return page("web/form.html", form, title=title, label=say("Open the poll"), back=back, further=_FURTHER)


_FURTHER = ("title", "minutes", "place", "quorum", "zone", "guests")


def _fields(app: App) -> tuple[Field, ...]:
    today = app.clock.today()
    usual = app.settings.of("meetings", MeetingSettings).minutes
    names, asked = groups.names(app), number_asked("group")
    choices = tuple(Choice(str(one), name) for one, name in names.items())
    value, open_yet = (str(asked), ()) if asked in names else ("", (Choice("", say("Choose a group")),))
    return (
        Field(key="group", label=say("Which group"), kind=Kind.ONE_OF, choices=(*open_yet, *choices), value=value),
        Field(
            key="dates",
            label=say("Which dates"),
            kind=Kind.LINES,
            needed=True,
            hint=say("Each on a line: 2026-04-02 19:30, or friday 19:30"),
        ),
        Field(key="closes", label=say("Answers until"), kind=Kind.DATE, least=today, hint=say("Else in a week.")),
        Field(key="keys", label=say("Without whom there is no meeting"), kind=Kind.SEVERAL_OF, find=_PEOPLE),
        Field(key="title", label=say("What the meeting is called"), kind=Kind.TEXT),
        Field(key="minutes", label=say("How long, in minutes"), kind=Kind.NUMBER, least=1, value=usual),
        Field(key="place", label=say("Where"), kind=Kind.TEXT),
        Field(key="quorum", label=say("How many members must be able to come"), kind=Kind.NUMBER, least=0, value=0),
        Field(key="zone", label=say("Time zone"), kind=Kind.TEXT, value=app.section.time_zone),
        Field(key="guests", label=say("Who is asked besides the members"), kind=Kind.SEVERAL_OF, find=_PEOPLE),
    )


def _draft(form: asking.Form) -> PollDraft:
    closes = form.answer("closes")
    return PollDraft(
        group=form.text("group"),
        dates=tuple(one for one in form.text("dates").splitlines() if one.strip()),
        closes=closes.isoformat() if closes else "",
        keys=form.answer("keys") or (),
        guests=form.answer("guests") or (),
        minutes=form.answer("minutes"),
        quorum=form.answer("quorum") or 0,
        **{key: form.text(key) for key in ("title", "place", "zone")},
    )


@pages.look("/polls/<int:poll_id>")
def poll(app: App, poll_id: int) -> Answer:
    """Show a poll: the dates with why each stands where it does, and who said what."""
    found = service.poll(app, poll_id)
    today = app.clock.today()
    return page(
        "outreach_meetings/poll.html",
        poll=found,
        order=service.rank_dates(app, found),
        to_ask=service.to_ask(found) if found.closes_on >= today else (),
        to_remind=service.without_answer(found, today) if found.closes_on >= today else (),
        meeting=_made(app, found),
    )


def _made(app: App, found: Poll) -> str:
    """Return where the meeting is shown that was made of a poll; empty where there is none any more."""
    if found.series_id is None:
        return ""
    of = service.series(app, found.series_id)
    return url_for("outreach_meetings.shown", series_id=of.id, key=f"{of.starts:%Y%m%dT%H%M}")


@pages.form("/polls/<int:poll_id>/answer/<int:contact_id>")
def answer_for(app: App, poll_id: int, contact_id: int) -> Answer:
    """Answer for somebody who told it otherwise."""
    found = service.poll(app, poll_id)
    who = service.asked_of(found, contact_id)
    form = asking.read(*date_fields([(one.id, one.told, found.answer(contact_id, one.id)) for one in found.dates]))
    if form.ready:
        with asking.told(form) as outcome:
            with app.change("answer poll") as change:
                now = service.answer_poll(app, poll_id, contact_id, said_in(form))
            made = change.id if now != found else None
            return done(say("Kept what {name} says.", name=who.name), poll_path(poll_id), change_id=made)
        form = outcome.form
    title = say("When {name} can come", name=who.name)
    told = say("They wrote: {text}", text=who.reply) if who.reply else ""
    return page("web/form.html", form, title=title, explanation=told, back=poll_path(poll_id))


def date_fields(dates: list[tuple[int, str, Said | None]]) -> list[Field]:
    """Return a question for each date: its number, how it reads, and the answer there is."""
    choices = (*(Choice(one.value, beginning(one.label)) for one in Said), Choice("", say("Not said yet")))
    return [
        Field(key=f"date-{number}", label=told, kind=Kind.ONE_OF, choices=choices, value=answer.value if answer else "")
        for number, told, answer in dates
    ]


def said_in(form: asking.Form) -> dict[int, Said | None]:
    """Return what such questions were answered, by the number of the date."""
    sent = {key.removeprefix("date-"): str(answer or "") for key, answer in form.answers.items()}
    return {int(key): Said(answer) if answer else None for key, answer in sent.items()}


@pages.act("/polls/<int:poll_id>/ask", Action.SEND)
def ask_for_dates(app: App, poll_id: int) -> Answer:
    """Write to those who were not asked yet."""
    return _sent(app, service.poll(app, poll_id), service.ask_for_dates(app, poll_id))


@pages.act("/polls/<int:poll_id>/remind", Action.SEND)
def remind_of_dates(app: App, poll_id: int) -> Answer:
    """Remind those who have not answered."""
    return _sent(app, service.poll(app, poll_id), service.remind_of_dates(app, poll_id))


def _sent(app: App, of: Poll, made: service.PollMail) -> Answer:
    """Let a mail leave, and say to how many it goes."""
    dispatch.send_beside(app, made.dispatch.id, path=poll_path(of.id))
    told = made.told
    if made.way:
        told = row([told, on_page(made.way)], " ")
    return done(told, poll_path(of.id))


@pages.act("/polls/<int:poll_id>/close")
def close_poll(app: App, poll_id: int) -> Answer:
    """Take a date, and plan the meeting on it."""
    found = service.poll(app, poll_id)
    number = read_number(request.form.get("date", ""))
    chosen = next((f"{one.starts:%Y-%m-%d %H:%M}" for one in found.dates if one.id == number), "best")
    made = service.close_poll(app, poll_id, chosen)
    told = say("{title} is planned: {when}.", title=made.title, when=made.when)
    return done(told, home(made), change_id=made.series.change_id)


def poll_path(poll_id: int) -> str:
    """Return where a poll is shown."""
    return url_for("outreach_meetings.poll", poll_id=poll_id)
