"""The page of a mailing: how it stands and what is to be done next; and who got it, who did not and why."""

from collections.abc import Sequence

from flask import request, url_for

from outreach_crm.app import App
from outreach_crm.dispatch import service
from outreach_crm.dispatch.model import DeliveryState, State, Wanted
from outreach_crm.dispatch.web.blueprint import LIMIT, pages, way_titles
from outreach_crm.dispatch.web.stepping import Figures, next_step
from outreach_crm.model import Ref
from outreach_crm.privacy import service as privacy
from outreach_crm.text import row, say
from outreach_crm.web.lists import HTML, Column, Listing, number_asked, wanted
from outreach_crm.web.office import Answer, lead_to, page
from outreach_crm.web.wording import language_name

_WAITING = (DeliveryState.QUEUED, DeliveryState.CLAIMED, DeliveryState.INFLIGHT, DeliveryState.DEFERRED)
_EXPORTED = 1_000_000
GROUPS = {
    "": (say("Everybody in the list"), Wanted()),
    "got": (say("Got it"), Wanted(states=(DeliveryState.SENT,))),
    "not": (say("Did not get it"), Wanted(left_out=True)),
    "waiting": (say("Waiting"), Wanted(states=_WAITING)),
    "hand": (say("In somebody's hand"), Wanted(states=(DeliveryState.IN_HAND,))),
    "doubt": (say("In doubt"), Wanted(states=(DeliveryState.IN_DOUBT,))),
}
"""By what the recipients of a mailing are parted on its pages."""


@pages.look("/<int:dispatch_id>")
def show(app: App, dispatch_id: int) -> Answer:
    """Show how a mailing stands, with the next step."""
    shown = service.show(app, dispatch_id, limit=0)
    job, waits = service.being_sent(app, dispatch_id), service.waits_for_another(app, dispatch_id)
    figures = Figures.of(shown)
    return page(
        "dispatch/show.html",
        shown=shown,
        found=shown.dispatch,
        state=shown.dispatch.state.label,
        purpose=privacy.find_purpose(app, shown.dispatch.purpose).title,
        way=way_titles(app).get(shown.dispatch.channel, shown.dispatch.channel),
        job=job,
        waits=waits,
        figures=figures,
        step=next_step(app, shown, job, waits),
        is_open=shown.dispatch.state is State.DRAFT and not shown.dispatch.frozen_at,
        by_state=[(one.state.label, one.n, _people(dispatch_id, one.state)) for one in shown.counts],
    )


def _people(dispatch_id: int, state: DeliveryState) -> str:
    return url_for("dispatch.people", dispatch_id=dispatch_id, state=state.value)


@pages.lists("/<int:dispatch_id>/people")
def people(app: App, dispatch_id: int) -> Listing | Answer:
    """List who got a mailing, who did not and why, by name."""
    found = service.get(app, dispatch_id)
    if not found.frozen_at:
        return lead_to(url_for("dispatch.preview", dispatch_id=dispatch_id))
    key, name = request.args.get("which", ""), request.args.get("q", "")
    title, asked = GROUPS.get(key, GROUPS[""])
    offset = number_asked("from")
    if state := _state(request.args.get("state", "")):
        title, asked = state.label, Wanted(states=(state,))
    rule = request.args.get("rule", "")
    exporting = wanted() != HTML
    limit = _EXPORTED if exporting else LIMIT + 1
    some = Wanted(states=asked.states, left_out=asked.left_out, rule=rule, limit=limit, offset=offset)
    rows = service.recipients(app, dispatch_id, some, name=name)
    if exporting:
        what = say("export who stands in {mailing}", mailing=service.open_name(app, found))
        privacy.log_taken_out(app, what, found.purpose, len(rows))
    return Listing(
        title=say("{name}: {which}", name=found.name, which=title),
        columns=_columns(app),
        rows=rows,
        most=0 if exporting else LIMIT,
        on=lambda _: {"from": offset + LIMIT},
        empty=say("Nobody here."),
        template="dispatch/people.html",
        context={"found": found, "tabs": _tabs(dispatch_id, key, state is None and not rule), "name": name},
    )


def _state(text: str) -> DeliveryState | None:
    return next((one for one in DeliveryState if one == text), None)


def _tabs(dispatch_id: int, key: str, chosen: bool) -> Sequence[tuple[str, str, bool]]:
    return [
        (title, url_for("dispatch.people", dispatch_id=dispatch_id, which=one or None), chosen and one == key)
        for one, (title, _) in GROUPS.items()
    ]


def _columns(app: App) -> tuple[Column, ...]:
    titles = way_titles(app)
    return (
        Column(title=say("Name"), value=lambda one: one.name, ref=lambda one: Ref("contacts", one.contact_id)),
        Column(title=say("What became of it"), value=lambda one: say("came back") if one.returned else one.state.label),
        Column(title=say("Why"), value=lambda one: one.left_out or one.returned or row(one.why, "; ")),
        Column(title=say("By"), value=lambda one: titles.get(one.channel, one.channel), lesser=True),
        Column(title=say("Language"), value=lambda one: language_name(one.language), lesser=True),
        Column(title=say("When"), value=lambda one: one.settled_at, lesser=True),
    )
