"""The page of a mailing: how it stands and what is to be done next; and who got it, who did not and why."""

from collections.abc import Iterator, Sequence

from attrs import frozen
from flask import redirect, request, url_for

from outreach_crm.app import App
from outreach_crm.dispatch import service
from outreach_crm.dispatch.model import DeliveryState, State, Wanted, in_words
from outreach_crm.dispatch.service import Shown
from outreach_crm.dispatch.web.blueprint import BECAME, LIMIT, STATES, home, moment, pages, way_titles
from outreach_crm.jobs.model import Job
from outreach_crm.model import Ref, Step
from outreach_crm.policy import Action
from outreach_crm.privacy import service as privacy
from outreach_crm.text import say
from outreach_crm.web import visiting
from outreach_crm.web.lists import HTML, Column, Listing, wanted
from outreach_crm.web.office import Answer, page

_WAITING = (DeliveryState.QUEUED, DeliveryState.CLAIMED, DeliveryState.INFLIGHT, DeliveryState.DEFERRED)
_UNREACHED = (DeliveryState.FAILED, DeliveryState.CANCELLED)
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
        state=STATES[shown.dispatch.state],
        way=way_titles(app).get(shown.dispatch.channel, shown.dispatch.channel),
        job=job,
        waits=waits,
        figures=figures,
        step=next_step(app, shown, job, waits),
        is_open=shown.dispatch.state is State.DRAFT and not shown.dispatch.frozen_at,
        by_state=[(BECAME[one.state], one.n, _people(dispatch_id, one.state)) for one in shown.counts],
        approved=moment(shown.dispatch.approved_at),
        halted=moment(shown.dispatch.halted_at),
        next_try=moment(shown.next_try),
        moment=moment,
    )


@frozen(kw_only=True)
class Figures:
    """How many messages of a mailing left, are leaving now, wait, are in somebody's hand, in doubt, and all there are.

    ``listed`` is without those who were left out when the list was written down.
    """

    listed: int
    left: int
    leaving: int
    waiting: int
    in_hand: int
    in_doubt: int
    unreached: int

    @classmethod
    def of(cls, shown: Shown) -> "Figures":
        """Return those of a mailing."""
        n = {one.state: one.n for one in shown.counts}

        def of(*states: DeliveryState) -> int:
            return sum(n.get(one, 0) for one in states)

        return cls(
            listed=sum(n.values()) - of(DeliveryState.REFUSED),
            left=of(DeliveryState.SENT),
            leaving=of(DeliveryState.INFLIGHT),
            waiting=of(DeliveryState.QUEUED, DeliveryState.CLAIMED, DeliveryState.DEFERRED),
            in_hand=of(DeliveryState.IN_HAND),
            in_doubt=of(DeliveryState.IN_DOUBT),
            unreached=of(*_UNREACHED) + shown.returned,
        )

    @property
    def settled(self) -> int:
        """How many are over, whatever became of them."""
        return self.listed - self.waiting - self.leaving - self.in_hand - self.in_doubt


def next_step(app: App, shown: Shown, job: Job | None, waits: str) -> Step | None:
    """Return what is to be done next with a mailing; None where nothing is, or it goes on by itself."""
    found, figures, at = shown.dispatch, Figures.of(shown), home(shown.dispatch.id)
    if found.state is State.DRAFT and not found.frozen_at:
        if not (found.segment or found.follows):
            return None
        if shown.checklist.waits_for:
            return Step(label=say("Look it over"), path=f"{at}/preview")
        return Step(label=say("Send it"), path=f"{at}/send")
    if found.state in {State.DRAFT, State.APPROVED}:
        if waits == app.actor.name:
            return None
        return Step(label=say("Approve it and send it"), path=f"{at}/start", at_once=True)
    if found.state in {State.PAUSED, State.STOPPED} and not found.for_good:
        return Step(label=say("Go on with it"), path=f"{at}/resume")
    if job is not None:
        return None
    return next(_open_steps(app, shown, figures, at), None)


def _open_steps(app: App, shown: Shown, figures: Figures, at: str) -> Iterator[Step]:
    found = shown.dispatch
    if found.state is State.SENDING and figures.waiting:
        yield Step(label=say("Go on sending"), path=f"{at}/start", at_once=True)
    if figures.in_doubt:
        yield Step(label=say("Settle what is in doubt"), path=f"{at}/doubt")
    if figures.in_hand:
        yield from _by_hand(app, found.id)
    if found.state is State.DONE and figures.unreached and found.test_of is None:
        yield Step(label=say("Write to those who did not get it"), path=f"{at}/missed", at_once=True)


def _by_hand(app: App, dispatch_id: int) -> Iterator[Step]:
    """Yield where somebody goes on with what is in their hand."""
    some = service.recipients(app, dispatch_id, Wanted(states=(DeliveryState.IN_HAND,), limit=LIMIT))
    keys = {one.channel for one in some}
    for one in app.plugins.channels():
        if one.key in keys and one.page:
            yield Step(label=say("Go on with what is made"), path=one.page.replace("{id}", str(dispatch_id)))


def _people(dispatch_id: int, state: DeliveryState) -> str:
    return url_for("dispatch.people", dispatch_id=dispatch_id, state=state.value)


@pages.lists("/<int:dispatch_id>/people")
def people(app: App, dispatch_id: int) -> Listing | Answer:
    """List who got a mailing, who did not and why, by name."""
    found = service.get(app, dispatch_id)
    if not found.frozen_at:
        return redirect(url_for("dispatch.preview", dispatch_id=dispatch_id))
    key, name = request.args.get("which", ""), request.args.get("q", "")
    title, asked = GROUPS.get(key, GROUPS[""])
    offset = max(request.args.get("from", 0, int), 0)
    if state := _state(request.args.get("state", "")):
        title, asked = BECAME[state], Wanted(states=(state,))
    rule = request.args.get("rule", "")
    exporting = wanted() != HTML
    limit = _EXPORTED if exporting else LIMIT + 1
    some = Wanted(states=asked.states, left_out=asked.left_out, rule=rule, limit=limit, offset=offset)
    rows = service.recipients(app, dispatch_id, some, name=name)
    if exporting:
        visiting.ask(Action.EXPORT)
        privacy.log_access(app, f"export who stands in {found.name}", found.purpose, len(rows))
    more = ""
    if len(rows) > LIMIT and not exporting:
        rows, kept = rows[:LIMIT], {**request.args, "from": offset + LIMIT}
        more = url_for("dispatch.people", dispatch_id=dispatch_id, **kept)
    return Listing(
        title=say("{name}: {which}", name=found.name, which=str(title)),
        columns=_columns(app),
        rows=rows,
        more=more,
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
        Column(title=say("What became of it"), value=lambda one: say("came back") if one.returned else BECAME[one.state]),
        Column(title=say("Why"), value=lambda one: one.left_out or one.returned or "; ".join(one.why)),
        Column(title=say("By"), value=lambda one: titles.get(one.channel, one.channel), lesser=True),
        Column(title=say("Language"), value=lambda one: one.language, lesser=True),
        Column(title=say("When"), value=lambda one: moment(one.settled_at), lesser=True),
    )
