"""Asking clearance whom a dispatch must not go to: of all when it is frozen, and of each again before it leaves."""

from collections.abc import Iterable, Mapping

from outreach_crm.app import App
from outreach_crm.dispatch.model import REASONS, Dispatch, said
from outreach_crm.dispatch.queries import outbox
from outreach_crm.model import Channel
from outreach_crm.privacy import service as privacy
from outreach_crm.privacy.model import Refusal


def refusals(app: App, dispatch: Dispatch, channel: Channel) -> list[Refusal]:
    """Return the blocks and warnings of the contacts in the open selection."""
    asked, sector, ref = dispatch.signed_up, dispatch.sector, dispatch.ref
    return privacy.clear(app, dispatch.purpose, channel.medium, sector=sector, signed_up=asked, ref=ref)


def still_refused(app: App, dispatch: Dispatch, channel: Channel) -> Mapping[int, Refusal]:
    """Return who of the open selection must not be turned to any more, each with the first block."""
    found: dict[int, Refusal] = {}
    sector, ref = dispatch.sector, dispatch.ref
    for one in privacy.clear_final(app, dispatch.purpose, channel.medium, sector=sector, ref=ref):
        found.setdefault(one.contact_id, one)
    return found


def cancel_refused(
    app: App, dispatch: Dispatch, channel: Channel, mine: Mapping[int, int | None]
) -> tuple[dict[int, str], dict[int, Refusal]]:
    """Cancel those of some deliveries that must not leave any more. Call inside ``write()``.

    Returns:
        The addresses of the others, and why each of these was cancelled.
    """
    reached, refused = part(app, dispatch, channel, mine)
    rows = ({"id": one, "rule": why.rule, "detail": why.detail} for one, why in refused.items())
    outbox.cancel(app.store, [*rows])
    return reached, refused


def part(
    app: App, dispatch: Dispatch, channel: Channel, mine: Mapping[int, int | None]
) -> tuple[dict[int, str], dict[int, Refusal]]:
    """Part some deliveries into those that may leave now and those that must not.

    Args:
        app: the App.
        dispatch: which one they are of.
        channel: by what they go.
        mine: delivery to contact, or to None where it was erased.

    Returns:
        The addresses of the ones, and why each of the others must not.
    """
    with app.store.selection() as chosen:
        sql, numbers = outbox.contacts_of(mine)
        chosen.fill(sql, ids=numbers)
        refused = still_refused(app, dispatch, channel)
        reached = outbox.reached(app.store, mine, channel.addresses)
    against = {
        one: refused.get(contact_id or 0) or _gone(contact_id)
        for one, contact_id in mine.items()
        if contact_id in refused or one not in reached
    }
    return {one: reached[one] for one in mine if one not in against}, against


def _gone(contact_id: int | None) -> Refusal:
    rule = "erased" if contact_id is None else "address-changed"
    return Refusal(contact_id=contact_id or 0, rule=rule, detail="", sentence=said(REASONS[rule], {}), blocks=True)


def blocks(found: Iterable[Refusal]) -> list[Refusal]:
    """Return those refusals that leave somebody out."""
    return [one for one in found if one.blocks]


def rules(app: App) -> dict[str, str]:
    """Return what is said of each rule that leaves somebody out, by key, with ``{detail}`` where it says more."""
    return {**REASONS, **privacy.sentences(app)}


def sentences(app: App, dispatch: Dispatch) -> dict[str, str]:
    """Return what is said of each reason and rule, by key, with ``{…}`` for the data."""
    return {**rules(app), **dispatch.reasons}
