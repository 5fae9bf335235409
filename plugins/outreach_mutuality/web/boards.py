"""What waits for us: the board, a lane for each stage, and beside it the same requests as a list."""

from flask import request as sent
from flask import url_for

from outreach_crm.app import App
from outreach_crm.model import Ref
from outreach_crm.text import say
from outreach_crm.web.lists import Column, Listing, number_asked
from outreach_crm.web.office import Answer, page
from outreach_mutuality import service
from outreach_mutuality.model.boards import STATES
from outreach_mutuality.model.requests import OPEN, State
from outreach_mutuality.web.blueprint import NEXT, pages

_PAGE = 100
_LISTED = tuple(STATES.values())
_NOBODY = say("Nobody waits for an answer of ours. When somebody asks, write it down: whose it is, and what.")
_NOTHING = say("No request stands here now.")


@pages.look("")
def board(app: App) -> Answer:
    """Show what waits for us in lanes, and what we promised."""
    return page(
        "outreach_mutuality/board.html",
        lanes=[(lane, STATES[lane.stage]) for lane in service.board(app, owner=_whose(app))],
        next=NEXT,
        mine=_is_mine(),
        today=app.clock.today().isoformat(),
    )


@pages.lists("/list")
def listed(app: App) -> Listing:
    """List requests that wait for us, those of a state, or all of them."""
    everything, said, start = "all" in sent.args, sent.args.get("state", ""), number_asked("from")
    state = State(said) if said in {one.value for one in _LISTED} else None
    states = (state,) if state else None if everything else OPEN
    today = app.clock.today().isoformat()
    return Listing(
        title=say("Requests"),
        columns=(
            Column(title=say("What"), value=lambda one: one.line, ref=lambda one: Ref("mutuality_requests", one.id)),
            Column(title=say("Whose"), value=lambda one: one.contact, ref=lambda one: Ref("contacts", one.contact_id)),
            Column(title=say("Kind"), value=lambda one: one.kind, lesser=True),
            Column(title=say("State"), value=lambda one: one.standing),
            Column(title=say("Answer by"), value=lambda one: one.deadline_on, late=lambda one: one.is_late(today)),
            Column(title=say("Of us"), value=lambda one: one.owner, lesser=True),
        ),
        rows=service.listed(app, states=states, owner=_whose(app), start=start, limit=_PAGE + 1),
        most=_PAGE,
        on=lambda _: {"from": start + _PAGE},
        empty=_NOTHING if state or _is_mine() else _NOBODY,
        template="outreach_mutuality/listed.html",
        context={"everything": everything and not state, "state": state, "mine": _is_mine(), "views": _views(state)},
        persons="requests",
    )


def _views(state: State | None) -> list[tuple[str, str, bool]]:
    """Return the states as views of the list: of each its label, its path, and whether it is the one at hand."""
    mine = "yes" if _is_mine() else None
    return [
        (stage.label, url_for("outreach_mutuality.listed", state=one.value, mine=mine), one is state)
        for stage, one in STATES.items()
    ]


def _is_mine() -> bool:
    return "mine" in sent.args


def _whose(app: App) -> str:
    return app.actor.name if _is_mine() else ""
