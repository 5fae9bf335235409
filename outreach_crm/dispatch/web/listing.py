"""The list of mailings, by how far they are."""

from flask import request, url_for

from outreach_crm.app import App
from outreach_crm.dispatch import service
from outreach_crm.dispatch.model import Dispatch, State
from outreach_crm.dispatch.web.blueprint import LIMIT, pages, way_titles
from outreach_crm.errors import NotFoundError
from outreach_crm.model import Ref
from outreach_crm.segments import service as segments
from outreach_crm.text import say
from outreach_crm.web.lists import Column, Listing, number_asked

_TABS = {
    "": (say("Under way"), tuple(one for one in State if one is not State.DONE)),
    "drafts": (say("Drafts"), (State.DRAFT,)),
    "sending": (say("Being sent"), (State.APPROVED, State.SENDING, State.PAUSED)),
    "stopped": (say("Stopped"), (State.STOPPED,)),
    "done": (say("Finished"), (State.DONE,)),
    "all": (say("All"), tuple(State)),
}


@pages.lists("")
def listed(app: App) -> Listing:
    """List mailings, the latest first."""
    key = request.args.get("state", "")
    if key not in _TABS:
        raise NotFoundError(say("There is no such list of mailings."))
    before = number_asked("before")
    rows = service.list_dispatches(app, states=_TABS[key][1], tests=False, before=before, limit=LIMIT + 1)
    tabs = [(title, url_for("dispatch.listed", state=one or None), one == key) for one, (title, _) in _TABS.items()]
    return Listing(
        title=say("Mailings"),
        columns=_columns(app),
        rows=rows,
        most=LIMIT,
        on=lambda last: {"before": last.id},
        empty=say("No mailing here. A mailing is a text to everybody in a segment: each gets it once, for a reason."),
        template="dispatch/listed.html",
        context={"tabs": tabs},
    )


def _subject(one: Dispatch) -> str:
    return one.texts[0].subject if one.texts else ""


def _columns(app: App) -> tuple[Column, ...]:
    names = {str(one.id): one.name for one in segments.list_segments(app)}
    titles = way_titles(app)
    return (
        Column(title=say("Mailing"), value=lambda one: one.name, ref=lambda one: Ref("dispatches", one.id)),
        Column(title=say("State"), value=lambda one: one.state),
        Column(title=say("To"), value=lambda one: names.get(one.segment, "")),
        Column(title=say("By"), value=lambda one: titles.get(one.channel, one.channel), lesser=True),
        Column(title=say("Subject"), value=_subject, lesser=True, as_is=True),
        Column(title=say("Last day"), value=lambda one: one.until_on, lesser=True),
        Column(title=say("List written down"), value=lambda one: one.frozen_at, lesser=True),
    )
