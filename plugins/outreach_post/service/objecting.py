"""What stands against sheets that were made: a stop, an objection, an erasure, a later sheet, a new address."""

from collections.abc import Mapping, Sequence

from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import REASONS, Dispatch, State, of_several
from outreach_crm.privacy import service as privacy
from outreach_post.model import JobKind, Made
from outreach_post.queries import addresses, jobs
from outreach_post.service.stationery import digest, layout

_IN_HAND = "in_hand"
_MOVED = "has another address now"
_STATES = {
    "queued": "waits to be made again",
    "claimed": "waits to be made again",
    "deferred": "waits to be tried again",
    "sent": "has gone already",
    "failed": "was given up",
    "cancelled": "was cancelled",
}


def against(app: App, sheets: Sequence[Made]) -> dict[int, str]:
    """Return what stands against posting sheets, or against calling, as sentences by the id of the sheet.

    Clearance is asked of those that are in hand, as it is in the moment of sending.
    """
    found: dict[int, str] = {}
    for dispatch_id in dict.fromkeys(one.dispatch_id for one in sheets):
        whole = dispatch.get(app, dispatch_id)
        ours = [one for one in sheets if one.dispatch_id == dispatch_id]
        found |= {one.id: sentence for one in ours if (sentence := _of_itself(app, whole, one))}
        found |= _refused(app, whole, [one for one in ours if one.id not in found])
    rules = jobs.rules(app.store, [one.delivery_id for one in sheets if one.state == "cancelled"])
    told = {**REASONS, **privacy.sentences(app)} if rules else {}
    for one in sheets:
        if one.delivery_id in rules and found.get(one.id) == _STATES["cancelled"]:
            rule = rules[one.delivery_id]
            found[one.id] = _cancelled(app, one, rule, told)
    return found


def _of_itself(app: App, whole: Dispatch, one: Made) -> str:
    if one.contact_id is None:
        return "was erased"
    if not one.latest:
        return "was made again since"
    if one.state != _IN_HAND:
        return _STATES.get(one.state, "must not leave")
    if whole.state is not State.SENDING:
        return f"was stopped: {whole.halted_because}" if whole.halted_because else f"its mailing is {whole.state}"
    if whole.is_over(app.clock.today()):
        return f"its last day was {whole.until_on}"
    return ""


def _cancelled(app: App, one: Made, rule: str, told: Mapping[str, str]) -> str:
    if rule == "stopped":
        return f"was stopped: {dispatch.get(app, one.dispatch_id).halted_because}"
    return of_several(told.get(rule, _STATES["cancelled"]), rule)


def _refused(app: App, whole: Dispatch, sheets: Sequence[Made]) -> dict[int, str]:
    """Return what clearance says of sheets in hand, and which of them go where nobody lives any more."""
    found: dict[int, str] = {}
    for kind in dict.fromkeys(one.kind for one in sheets):
        ours = [one for one in sheets if one.kind is kind]
        with app.store.selection() as chosen:
            chosen.fill(jobs.CONTACTS, ids=jobs.ids_of(ours))
            refusals = privacy.clear_final(app, whole.purpose, _MEDIUM[kind], sector=whole.sector, ref=whole.ref)
            reached = _LIVES[kind](app)
        said = {one.contact_id: one.sentence for one in refusals}
        found |= {one.id: said[one.contact_id] for one in ours if one.contact_id in said}
        found |= {one.id: _MOVED for one in ours if one.id not in found and (one.contact_id, one.digest) not in reached}
    return found


def _letters(app: App) -> set[tuple[int | None, str]]:
    """Return where the contacts of the open selection get letters now."""
    names = jobs.names_on_paper(app.store)
    return {
        (contact_id, digest(app, layout(app, addresses.read(names[contact_id], text))))
        for contact_id, text in addresses.of_selected(app.store).items()
    }


def _calls(app: App) -> set[tuple[int | None, str]]:
    """Return by which numbers the contacts of the open selection are called now."""
    return addresses.numbers_of_selected(app.store)


_MEDIUM = {JobKind.LETTERS: "post", JobKind.CALLS: "phone"}
_LIVES = {JobKind.LETTERS: _letters, JobKind.CALLS: _calls}
