"""Pages of e-mail: how the outbox stands, the server, what came back; and a stop for all of it."""

from collections.abc import Callable

from flask import Response, request, url_for

from outreach_crm.app import App
from outreach_crm.dispatch.model import DeliveryState, State
from outreach_crm.jobs import service as jobs
from outreach_crm.model import Ref
from outreach_crm.policy import Action
from outreach_crm.privacy import service as privacy
from outreach_crm.text import Sentence, count, say
from outreach_crm.web.links import path_of
from outreach_crm.web.lists import HTML, Column, Listing, number_asked, wanted
from outreach_crm.web.office import Answer, Office, done, page
from outreach_mail import service
from outreach_mail.model import SAID, Kind, MailSettings, Return, Standing
from outreach_mail.service import returned, stopping

pages = Office("outreach_mail", __name__)

_LIMIT, _EXPORTED = 50, 1_000_000
_STILL = (DeliveryState.QUEUED, DeliveryState.CLAIMED, DeliveryState.INFLIGHT)
_AT_ONCE = say("all e-mail was stopped at once, by the button")
_SHOWN = 140


def _n(*states: DeliveryState) -> Callable[[Standing], int | None]:
    """Return what counts the messages of a mailing that are in one of some states; 0 is not written."""
    return lambda one: sum(one.count(state) for state in states) or None


def _until(one: Standing) -> str:
    return one.halted or one.next_try


@pages.lists("")
def listed(app: App) -> Listing:
    """List the mailings that go by e-mail and are not done, with what waits and until when."""
    rows = service.status(app)
    return Listing(
        title=say("E-mail: the outbox"),
        columns=(
            Column(title=say("Mailing"), value=lambda one: one.name, ref=lambda one: Ref("dispatches", one.id)),
            Column(title=say("State"), value=lambda one: State(one.state).label),
            Column(title=say("Waiting"), value=_n(*_STILL)),
            Column(title=say("Sent"), value=_n(DeliveryState.SENT)),
            Column(title=say("Put off"), value=_n(DeliveryState.DEFERRED)),
            Column(title=say("Failed"), value=_n(DeliveryState.FAILED), lesser=True),
            Column(title=say("Came back"), value=lambda one: one.returned or None, lesser=True),
            Column(title=say("In doubt"), value=_n(DeliveryState.IN_DOUBT)),
            Column(title=say("Waits for, or until"), value=_until),
        ),
        rows=rows,
        empty=say("Nothing is under way by e-mail."),
        template="outreach_mail/outbox.html",
        context={"leaving": stopping.leaving(app), "told": app.settings.of("mail", MailSettings), "rows": rows},
    )


@pages.act("/stop", Action.SEND)
def stop(app: App) -> Response:
    """Stop all that leaves by e-mail, at once."""
    stopped = stopping.stop_all(app, because=_AT_ONCE)
    told = count(
        len(stopped),
        "{n} mailing is stopped. No e-mail leaves any more until somebody resumes it.",
        "{n} mailings are stopped. No e-mail leaves any more until somebody resumes them.",
    )
    return done(told, url_for("outreach_mail.listed"))


@pages.look("/settings")
def settings(app: App) -> Answer:
    """Show through which server mail leaves and where it comes back; passwords are never shown."""
    told = app.settings.of("mail", MailSettings)
    nowhere = say("nowhere yet")
    rows = (
        (say("Who writes"), told.sender or say("nobody yet")),
        (say("Answers go to"), told.reply_to or told.sender),
        (say("Server"), f"{told.server}:{told.port}" if told.server else say("none yet: messages become files")),
        (say("Connection"), told.security.value),
        (say("In the name of"), told.user or say("nobody in particular")),
        (say("Messages a minute"), told.per_minute or say("as many as can")),
        (say("To one domain a minute"), told.per_domain or say("as many as can")),
        (say("What cannot be delivered comes back to"), told.return_path or nowhere),
        (say("Inbox"), _without_user(told.inbox) or nowhere),
        (say("To leave, each message has"), _to_leave(app, told)),
    )
    return page("outreach_mail/settings.html", rows=rows, inboxes=returned.inboxes(app))


def _without_user(place: str) -> str:
    """Return where an inbox is, without whatever stands before the host."""
    scheme, between, rest = place.partition("://")
    return f"{scheme}{between}{rest.rpartition('@')[2]}"


def _to_leave(app: App, told: MailSettings) -> Sentence:
    if privacy.public_links(app):
        return say("a link to a page of whoever gets it")
    return say("an address to write to") if told.return_path else say("nothing yet: set [web] address")


@pages.act("/try", Action.SEND)
def try_server(app: App) -> Response:
    """Try the server, beside the page."""
    return _beside(app, "try-mail-server")


@pages.act("/fetch", Action.SEND)
def fetch(app: App) -> Response:
    """Look into the inbox, beside the page."""
    return _beside(app, "fetch-mail")


def _beside(app: App, work: str) -> Response:
    """Start a work, or go to the one that is at it already."""
    with app.store.write():
        job = jobs.at_work(app, work) or jobs.start(app, work)
    to = path_of(Ref("jobs", job.id)) if jobs.may_see(app, job) else url_for("outreach_mail.settings")
    return done(say("{what}: it is under way.", what=job.title), to)


@pages.lists("/returns")
def returns(app: App) -> Listing:
    """List what came back, the latest first, by kind."""
    asked = request.args.get("kind", "")
    exporting = wanted() != HTML
    limit = _EXPORTED if exporting else _LIMIT + 1
    rows = returned.list_returns(
        app,
        kind=asked if asked in {one.value for one in Kind} else "",
        unread=asked == "unread",
        marked=asked == "wrong",
        dispatch_id=number_asked("mailing"),
        before=number_asked("before"),
        limit=limit,
    )
    return Listing(
        title=say("Mail that came back"),
        columns=_RETURNS,
        rows=rows,
        most=0 if exporting else _LIMIT,
        on=lambda last: {"before": last.id},
        empty=say("Nothing came back. Fetch looks into the inbox of the settings."),
        template="outreach_mail/returns.html",
        context={"tabs": _tabs(app, asked)},
        persons="mail that came back",
    )


def _tabs(app: App, asked: str) -> list[tuple[str, str, bool]]:
    counts = returned.counts(app)
    there = [(one.value, say("{what} ({n})", what=SAID[one], n=counts[one.value])) for one in Kind if counts.get(one)]
    first = [("", say("All")), ("unread", say("Replies not read")), ("wrong", say("Addresses gone wrong"))]
    return [
        (title, url_for("outreach_mail.returns", kind=key or None), asked == key)
        for key, title in (*first, *((key, title) for key, title in there))
    ]


def _says(one: Return) -> str:
    said = one.diagnostic or one.subject or " ".join(one.text.split())
    return f"{said[:_SHOWN]}…" if len(said) > _SHOWN else said


def _who(one: Return) -> Ref | None:
    return Ref("contacts", one.contact_id) if one.contact_id else None


_RETURNS = (
    Column(title=say("What it is"), value=lambda one: SAID[one.kind], ref=lambda one: Ref("mail_returns", one.id)),
    Column(title=say("Who"), value=lambda one: one.contact, ref=_who),
    Column(title=say("Mailing"), value=lambda one: one.mailing, ref=lambda one: Ref("dispatches", one.dispatch_id)),
    Column(title=say("Came"), value=lambda one: one.came_at),
    Column(title=say("Address"), value=lambda one: say("marked as wrong") if one.marked else ""),
    Column(title=say("What it says"), value=_says, lesser=True),
)


@pages.look("/returns/<int:return_id>")
def show(app: App, return_id: int) -> Answer:
    """Show a mail that came back, what followed from it, and how to take that back."""
    found = returned.get_return(app, return_id)
    about = Ref("contacts", found.contact_id) if found.contact_id else None
    return page("outreach_mail/return.html", found=found, said=SAID[found.kind], about=about)


@pages.act("/returns/<int:return_id>/read")
def read(app: App, return_id: int) -> Response:
    """Say that a mail was read."""
    found = returned.read_return(app, return_id)
    return done(say("Read: {who} to {mailing}.", who=found.contact, mailing=found.mailing), _next(app))


def _next(app: App) -> str:
    """Return the path of the next reply that nobody has read, or of the list."""
    later = returned.list_returns(app, unread=True, limit=1)
    return path_of(Ref("mail_returns", later[0].id)) if later else url_for("outreach_mail.returns")
