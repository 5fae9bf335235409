"""Sending once more, to those who stood in the list of a mailing and did not get it."""

from outreach_crm.app import App
from outreach_crm.attachments import service as attachments
from outreach_crm.dispatch.model import Dispatch, Draft, State
from outreach_crm.dispatch.queries import records
from outreach_crm.dispatch.service import drafting, freezing
from outreach_crm.errors import ConflictError, InvalidInputError
from outreach_crm.model import Ref
from outreach_crm.text import say

# What those who missed a dispatch get of it.
_SAME = (
    *("purpose", "texts", "channel", "place", "sector", "ref", "signed_up", "policy", "fields", "variants", "reasons"),
    *("until_on", "second_above"),
)


def follow(app: App, dispatch_id: int, *, because: str = "") -> Dispatch:
    """Draft a dispatch with the same texts for those who missed one, to be frozen like any other; or return that draft.

    They stood in its list, or in that of one that followed it, and got none; clearance is asked anew.

    Raises:
        NotFoundError: there is no such dispatch.
        ConflictError: it is not finished yet.
        InvalidInputError: nobody is left who missed it; then nothing is drafted.
    """
    first = drafting.get(app, dispatch_id)
    first = drafting.get(app, first.follows) if first.follows is not None else first
    if first.state not in {State.DONE, State.STOPPED}:
        raise ConflictError(
            say(
                "{name} is not finished; outreach mailings send {number} goes on with it.",
                name=first.name,
                number=first.id,
            )
        )
    later = records.following(app.store, first.id)
    if later and (last := drafting.get(app, later[-1])).state is State.DRAFT:
        return last
    copied = {name: getattr(first, name) for name in _SAME}
    name = f"{first.name[:80]} (missed, {len(later) + 1})"
    copied["letters"] = drafting.letters(app, first.id)
    with app.change("draft mailing", because=because):
        made = drafting.draft(app, Draft(name=name, follows=first.id, **copied))
        attachments.copy(app, Ref("dispatches", first.id), Ref("dispatches", made.id))
        seen = freezing.preview(app, made.id)
        if seen.considered == sum(one.n for one in seen.refused if one.key == "got-it"):
            raise InvalidInputError(
                say("Nobody is left to send {name} to: whoever missed it has got it since.", name=first.name)
            )
        return made
