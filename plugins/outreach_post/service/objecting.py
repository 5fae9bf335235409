"""What stands against sheets that were made: what their mailing says, a later sheet, a new address."""

from collections.abc import Sequence

from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.text import say
from outreach_post.model import JobKind, Made
from outreach_post.queries import addresses, jobs
from outreach_post.service.stationery import digest, layout

_STATES = {
    "queued": say("waits to be made again"),
    "claimed": say("waits to be made again"),
    "deferred": say("waits to be tried again"),
    "sent": say("has gone already"),
    "failed": say("was given up"),
    "cancelled": say("was cancelled"),
}
MOVED = say("has another address now")


def against(app: App, sheets: Sequence[Made]) -> dict[int, str]:
    """Return what stands against posting sheets, or against calling, as sentences by the id of the sheet.

    Clearance is asked of those that are in hand, as it is in the moment of sending.
    """
    found = {one.id: _of_itself(one) for one in sheets if not one.is_open}
    rest = [one for one in sheets if one.is_open]
    for dispatch_id in dict.fromkeys(one.dispatch_id for one in rest):
        told = {one.id: one.sentence for one in dispatch.in_hand(app, dispatch_id) if one.sentence}
        found |= {one.id: told[one.delivery_id] for one in rest if one.delivery_id in told}
    letters = [one for one in rest if one.id not in found and one.kind is JobKind.LETTERS]
    return found | dict.fromkeys(_moved(app, letters), MOVED)


def _of_itself(one: Made) -> str:
    if one.posted or one.pulled:
        return say("has gone already") if one.posted else say("was pulled already")
    return say("was made again since") if not one.latest else _STATES.get(one.state, say("must not leave"))


def _moved(app: App, letters: Sequence[Made]) -> list[int]:
    """Return the letters that go where nobody lives any more."""
    with app.store.selection() as chosen:
        chosen.fill(jobs.CONTACTS, ids=jobs.ids_of(letters))
        names = jobs.names_on_paper(app.store)
        there = {
            contact_id: digest(app, layout(app, addresses.read(names[contact_id], text)))
            for contact_id, text in addresses.of_selected(app.store).items()
        }
    return [one.id for one in letters if one.contact_id is None or there.get(one.contact_id) != one.digest]
