"""Newsletters that tell of Urgent Actions, drafted and sent."""

from pathlib import Path

from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import CHECKS, Dispatch
from outreach_crm.segments import service as segments
from tests.dispatch.letters import an_addressee


def newsletter(app: App) -> Dispatch:
    """A newsletter for health workers to one association."""
    an_addressee(app, "Nurses of Vigo")
    segments.add(app, "Associations", ["kind=organisation"])
    return dispatch.draft_newsletter(app, "medical", name="Spring", segment="Associations").dispatch


def leave(app: App, drafted: Dispatch, place: Path) -> None:
    """Let a newsletter leave into a folder."""
    dispatch.check(app, drafted.id, [*CHECKS])
    dispatch.freeze(app, drafted.id, confirmed=True, because="they are few")
    dispatch.send(app, dispatch.begin(app, drafted.id, place=str(place)).id)
