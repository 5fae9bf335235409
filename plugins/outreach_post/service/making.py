"""Printing what a mailing has for the post, or listing its calls: its outbox, as far as somebody carries it out."""

from collections.abc import Callable

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import State
from outreach_crm.errors import ConflictError
from outreach_crm.text import say
from outreach_post.model import Job
from outreach_post.queries import jobs
from outreach_post.service.printing import NO_GLYPH

_MANY = 1000


@frozen(kw_only=True)
class Printed:
    """What a run of printing came to: the jobs it made, what is told of the mailing, and who has no letter and why."""

    mailing: str
    jobs: tuple[Job, ...]
    told: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...]
    halted: str = ""


def print_mailing(app: App, mailing: str, *, progress: Callable[[int], None] = lambda _: None) -> Printed:
    """Print what of a mailing is due, and go on with one that was cut off.

    Raises:
        NotFoundError: there is no such mailing.
        ConflictError: it was not approved yet, or is halted.
    """
    whole = dispatch.resolve(app, mailing)
    if whole.state is State.DRAFT:
        raise ConflictError(
            say(
                "{whole} is not approved yet; outreach mailings preview {whole_id} shows who gets it.",
                whole=whole.name,
                whole_id=whole.id,
            )
        )
    if whole.state is State.APPROVED:
        dispatch.start(app, whole.id)
    before = {one.id for one in jobs.jobs(app.store, whole.id, _MANY)}
    sent = dispatch.send(app, whole.id, progress=progress)
    made = tuple(one for one in reversed(jobs.jobs(app.store, whole.id, _MANY)) if one.id not in before)
    failed = dispatch.show(app, whole.id, state="failed", limit=_MANY).deliveries
    return Printed(
        mailing=whole.name,
        jobs=made,
        told=sent.told,
        left_out=tuple((one.name, one.reply) for one in failed if one.code == NO_GLYPH),
        halted=sent.halted,
    )


def due(app: App, mailing: str) -> int:
    """Return how many messages of a mailing are still to be tried."""
    return dispatch.to_send(app, dispatch.resolve(app, mailing).id)
