"""Who gets a dispatch, and why: looked at as often as one likes, then frozen: the list approved is the list sent."""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from attrs import evolve, frozen

from outreach_crm.app import App
from outreach_crm.clock import timestamp
from outreach_crm.dispatch.model import Dispatch, Message, Preview, State, Tally, of_several, spoken
from outreach_crm.dispatch.queries import outbox, planning
from outreach_crm.dispatch.service import drafting
from outreach_crm.dispatch.service.channels import channel_of
from outreach_crm.dispatch.service.clearing import blocks, refusals, sentences
from outreach_crm.dispatch.service.writing import write
from outreach_crm.errors import InvalidInputError, RefusedError
from outreach_crm.model import Ref
from outreach_crm.privacy import service as privacy
from outreach_crm.privacy.model import Refusal
from outreach_crm.storage import Selection
from outreach_crm.text import fields_of

_EXAMPLES = 3


def preview(app: App, dispatch_id: int, selection: Selection | None = None) -> Preview:
    """Return what a dispatch would be if it were frozen now; nothing is written.

    Args:
        app: the App.
        dispatch_id: which one; a draft.
        selection: the open selection of its recipients; else those of its segment.

    Raises:
        InvalidInputError: it has no segment and no selection was given.
        RefusedError: it is frozen already.
    """
    dispatch = _draft(app, dispatch_id)
    with _planned(app, dispatch, selection) as planned:
        return _look(app, planned)


def freeze(
    app: App, dispatch_id: int, selection: Selection | None = None, *, confirmed: bool = False, because: str = ""
) -> Dispatch:
    """Write down who gets a dispatch, and why, and who does not, in one transaction; list and texts then stay.

    Args:
        app: the App.
        dispatch_id: which one; a draft.
        selection: the open selection of its recipients, perhaps with a channel, a language and a reason of each; else
            those of its segment.
        confirmed: whether somebody goes on in spite of the warnings, which is recorded with their number.
        because: why; needed where warnings are confirmed.

    Raises:
        InvalidInputError: it has no segment and no selection was given, or nobody is left to send it to.
        RefusedError: it is frozen already, or there are warnings that nobody confirmed.
    """
    with app.change("freeze mailing", because=because, final=True):
        dispatch = _draft(app, dispatch_id)
        with _planned(app, dispatch, selection) as planned:
            _check_warnings(app, planned, confirmed=confirmed, because=because)
            if not planning.has_recipients(app.store):
                raise InvalidInputError("Nobody is left to send it to; outreach mailings preview says why.")
            reasons = json.dumps({**planned.dispatch.reasons}, ensure_ascii=False)
            app.store.update("dispatches", dispatch_id, {"frozen_at": timestamp(app.clock.now()), "reasons": reasons})
            planning.freeze(app.store, dispatch_id)
        return drafting.get(app, dispatch_id)


@frozen
class _Planned:
    """A plan on the connection, the dispatch it is of, and what clearance found."""

    dispatch: Dispatch
    found: list[Refusal]


@contextmanager
def _planned(app: App, dispatch: Dispatch, selection: Selection | None) -> Iterator[_Planned]:
    if selection is None and not dispatch.segment and dispatch.follows is None:
        raise InvalidInputError(f"{dispatch.name} has no recipients yet; give it a segment.")
    with app.store.selection() if selection is None else nullcontext(selection) as chosen:
        if selection is None and dispatch.follows is not None:
            chosen.fill(planning.MISSED, columns=("contact_id", "because"), follows=dispatch.follows)
        elif selection is None:
            dispatch = _of_segment(app, dispatch, chosen)
        planning.begin(app.store)
        languages = [one.language for one in dispatch.texts]
        planning.speak(app.store, lambda wanted, also: spoken(wanted, also, languages))
        yield _Planned(dispatch, _plan(app, dispatch))


def _of_segment(app: App, dispatch: Dispatch, chosen: Selection) -> Dispatch:
    """Fill the selection from the segment, whose name becomes the reason."""
    from outreach_crm.segments import service as segments

    segment = segments.get(app, dispatch.segment)
    segments.fill(app, chosen, segment)
    said = f"stands in the segment {segment.name}"
    return evolve(dispatch, reasons={**dispatch.reasons, f"segments:{segment.id}": said})


def _plan(app: App, dispatch: Dispatch) -> list[Refusal]:
    found: list[Refusal] = []
    keys = planning.channels(app.store, dispatch.channel)
    for key in keys:
        told = refusals(app, dispatch, channel_of(app, key))
        if len(keys) > 1:
            here = planning.of_channel(app.store, {one.contact_id for one in told}, key, dispatch.channel)
            told = [one for one in told if one.contact_id in here]
        found += told
    refused = ({"contact_id": one.contact_id, "rule": one.rule, "detail": one.detail} for one in blocks(found))
    planning.refuse(app.store, refused)
    for key in keys:
        planning.plan(app.store, key, channel_of(app, key).addresses, own=dispatch.channel, because="")
    planning.share(app.store, dispatch.follows)
    left_out = {one.contact_id for one in blocks(found)}
    return [one for one in found if one.blocks or one.contact_id not in left_out]


def _look(app: App, planned: _Planned) -> Preview:
    store, dispatch, told = app.store, planned.dispatch, sentences(app, planned.dispatch)
    titles = {one.key: one.title for one in app.plugins.channels()}
    counted = {
        column: planning.tallies(planning.counts(store, column, refused=False), lambda key: told.get(key, key))
        for column in ("because", "language", "channel")
    }
    return Preview(
        considered=planning.considered(store),
        recipients=sum(one.n for one in counted["language"]),
        reasons=counted["because"],
        refused=tuple(
            _refused(app, row["key"], row["n"], told) for row in planning.counts(store, "rule", refused=True)
        ),
        warnings=_warnings(app, planned),
        missing=tuple(_missing(app, dispatch)),
        languages=counted["language"],
        channels=tuple(evolve(one, sentence=titles.get(one.key, one.key)) for one in counted["channel"]),
        examples=tuple(_examples(app, dispatch)),
    )


def _refused(app: App, rule: str, n: int, told: dict[str, str]) -> Tally:
    names = tuple(one["name"] for one in planning.of_rule(app.store, rule))
    return Tally(key=rule, sentence=of_several(told.get(rule, rule), rule), n=n, names=names)


def _check_warnings(app: App, planned: _Planned, *, confirmed: bool, because: str) -> None:
    """Refuse to go on with warnings that nobody confirmed, and write down the confirmation."""
    warned = [one for one in planned.found if not one.blocks]
    if warned and not confirmed:
        told = "; ".join(f"{one.n} {one.sentence}" for one in _warnings(app, planned))
        raise RefusedError(f"Somebody has to confirm the warnings: {told}. Give --confirm-warnings, and --because.")
    if warned:
        ref = Ref("dispatches", planned.dispatch.id)
        privacy.confirm_warnings(app, planned.dispatch.purpose, warned, because=because, ref=ref)


def _warnings(app: App, planned: _Planned) -> tuple[Tally, ...]:
    told = sentences(app, planned.dispatch)
    return tuple(
        Tally(key=rule, sentence=of_several(told.get(rule, rule), rule), n=n, blocks=False)
        for rule, n in Counter(one.rule for one in planned.found if not one.blocks).most_common()
    )


def _missing(app: App, dispatch: Dispatch) -> Iterator[Tally]:
    """Yield which fields are empty of those whose text has them."""
    used: dict[str, list[str]] = {}
    for text in dispatch.texts:
        for field in fields_of(f"{text.subject} {text.body}", dispatch.allowed):
            used.setdefault(field, []).append(text.language)
    for field in sorted(used.keys() & outbox.FIELDS.keys()):
        n, names = outbox.missing(app.store, field, used[field], planning.SOME)
        if n:
            yield Tally(key=field, sentence=f"{{{field}}} is empty", n=n, names=tuple(names))


def _examples(app: App, dispatch: Dispatch) -> Iterator[Message]:
    for row in planning.examples(app.store, _EXAMPLES):
        values = outbox.values(app.store, row["contact_id"])
        if values is not None:
            yield write(dispatch, {**row, **values, "id": 0, "message_id": "", "attempts": 0}, address="")


def _draft(app: App, dispatch_id: int) -> Dispatch:
    found = drafting.get(app, dispatch_id)
    if found.state is not State.DRAFT or found.frozen_at:
        raise RefusedError(f"{found.name} is frozen; outreach mailings show {found.id} tells who gets it.")
    return found
