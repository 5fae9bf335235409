"""What a newsletter tells of, so that a stop reaches it: nothing that was stopped leaves in a text drafted before."""

from collections.abc import Iterable

from outreach_crm.app import App
from outreach_crm.dispatch.model import Dispatch, ToldBefore
from outreach_crm.dispatch.queries import news as queries
from outreach_crm.dispatch.service import drafting
from outreach_crm.errors import RefusedError
from outreach_crm.model import NewsItem, Ref
from outreach_crm.text import literal, row, say


def keep(app: App, dispatch_id: int, items: Iterable[NewsItem]) -> None:
    """Write down what the text of a mailing tells of. Call inside a change."""
    for one in items:
        told = {"ref_kind": one.ref.kind, "ref_id": one.ref.id, "title": one.title}
        app.store.insert("dispatch_news", {"dispatch_id": dispatch_id, **told})


def mark(app: App, ref: Ref, because: str) -> list[Dispatch]:
    """Write down why a record was stopped first, where a mailing tells of it; return those whose texts still do.

    Call inside the change that stops it.
    """
    rows = queries.telling_of(app.store, ref)
    for one in rows:
        if not one["stopped_because"]:
            app.store.update("dispatch_news", one["id"], {"stopped_because": because})
    found = (drafting.get(app, one["dispatch_id"]) for one in rows)
    return [one for one in found if no_longer(app, one)]


def told_before(app: App, change_id: int) -> list[ToldBefore]:
    """Return the newsletters that had left, or are in a hand, when what they told of was stopped by a change."""
    found = []
    for one in queries.left(app.store, change_id):
        mailing = drafting.get(app, one["dispatch_id"])
        if one["title"] in no_longer(app, mailing):
            found.append(ToldBefore(name=mailing.name, **one))
    return found


def no_longer(app: App, dispatch: Dispatch) -> list[str]:
    """Return the titles of what was stopped and still stands in the texts of a mailing."""
    titles = queries.stopped(app.store, dispatch.id)
    return [one for one in titles if any(literal(one) in text.body for text in dispatch.texts)]


def told(app: App, dispatch: Dispatch) -> list[str]:
    """Return what is to be said of a mailing that still tells of what was stopped: one sentence, or none."""
    titles = no_longer(app, dispatch)
    if not titles:
        return []
    return [
        say(
            "{name} still tells of what was stopped: {titles}. Take it out of the text, or draft the newsletter anew.",
            name=dispatch.name,
            titles=row(titles, "; "),
        )
    ]


def demand_current(app: App, dispatch: Dispatch) -> None:
    """Refuse to go on with a mailing that tells of what was stopped.

    Raises:
        RefusedError: it does; the sentence says of what.
    """
    for sentence in told(app, dispatch):
        raise RefusedError(sentence)
