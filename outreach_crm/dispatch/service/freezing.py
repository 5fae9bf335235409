"""Who gets a dispatch, and why: looked at as often as one likes, then frozen: the list approved is the list sent."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext

from attrs import evolve, frozen

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.clock import timestamp
from outreach_crm.dispatch.model import (
    Dispatch,
    Draft,
    Example,
    Message,
    Preview,
    State,
    Tally,
    kept,
    of_several,
    reasons,
    spoken,
)
from outreach_crm.dispatch.queries import outbox, planning
from outreach_crm.dispatch.service import drafting, lacking, told_news
from outreach_crm.dispatch.service.channels import channel_of, made_by
from outreach_crm.dispatch.service.clearing import blocks, refusals, sentences
from outreach_crm.dispatch.service.writing import write
from outreach_crm.errors import ConflictError, InvalidInputError, RefusedError
from outreach_crm.model import Ref
from outreach_crm.privacy import service as privacy
from outreach_crm.privacy.model import Refusal
from outreach_crm.storage import Selection
from outreach_crm.text import row, say

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
    dispatch = open_list(app, dispatch_id)
    with planned_of(app, dispatch, selection) as planned:
        return look(app, planned)


def rehearse(app: App, draft: Draft, selection: Selection | None = None) -> Preview:
    """Return what a draft would be if it were made and frozen now; nothing is written. See :func:`preview`.

    Raises:
        InvalidInputError: a text cannot be read, or it has no segment and no selection was given.
    """
    with planned_of(app, drafting.unmade(app, draft), selection) as planned:
        return look(app, planned)


def freeze(
    app: App,
    dispatch_id: int,
    selection: Selection | None = None,
    *,
    confirmed: bool = False,
    because: str = "",
    seen: int | None = None,
) -> Dispatch:
    """Write down who gets a dispatch, and why, and who does not, in one transaction; list and texts then stay.

    Args:
        app: the App.
        dispatch_id: which one; a draft.
        selection: the open selection of its recipients, perhaps with a channel, a language and a reason of each; else
            those of its segment.
        confirmed: whether somebody goes on in spite of the warnings, which is recorded with their number.
        because: why; needed where warnings are confirmed.
        seen: the version of the list that somebody was shown; None: whatever it is.

    Raises:
        ConflictError: the list is another one by now.
        InvalidInputError: it has no segment and no selection was given, or nobody is left to send it to.
        RefusedError: it is frozen already, or there are warnings that nobody confirmed.
    """
    with app.change("freeze mailing", because=because, final=True):
        dispatch = open_list(app, dispatch_id)
        told_news.demand_current(app, dispatch)
        with planned_of(app, dispatch, selection) as planned:
            _check_seen(app, planned, seen)
            _check_warnings(app, planned, confirmed=confirmed, because=because)
            _check_somebody_left(app, dispatch)
            told = {"frozen_at": timestamp(app.clock.now()), "reasons": kept(planned.dispatch.reasons)}
            app.store.update("dispatches", dispatch_id, told)
            planning.freeze(app.store, dispatch_id)
            if too_many_for_one(app, dispatch):
                accounts.second_person(app, Ref("dispatches", dispatch_id), dispatch.uid, because=because)
        return drafting.get(app, dispatch_id)


def too_many_for_one(app: App, dispatch: Dispatch) -> bool:
    """Return whether so many get a dispatch that a second person has to agree."""
    return bool(dispatch.second_above) and outbox.due(app.store, dispatch.id) > dispatch.second_above


@frozen
class Planned:
    """A plan on the connection, the dispatch it is of, and what clearance found."""

    dispatch: Dispatch
    found: list[Refusal]


@contextmanager
def planned_of(app: App, dispatch: Dispatch, selection: Selection | None) -> Iterator[Planned]:
    """Plan a dispatch on the connection, for as long as the block lasts; see :func:`preview`."""
    if selection is None and not dispatch.segment and dispatch.follows is None:
        raise InvalidInputError(say("{dispatch} has no recipients yet; give it a segment.", dispatch=dispatch.name))
    with app.store.selection() if selection is None else nullcontext(selection) as chosen:
        if selection is None and dispatch.follows is not None:
            columns = ("contact_id", "channel", "variant", "because")
            chosen.fill(planning.MISSED, columns=columns, follows=dispatch.follows)
        elif selection is None:
            dispatch = _of_segment(app, dispatch, chosen)
        planning.begin(app.store)
        languages = [one.language for one in dispatch.texts]
        planning.speak(app.store, lambda wanted, also: spoken(wanted, also, languages))
        yield Planned(dispatch, _plan(app, dispatch))


def _of_segment(app: App, dispatch: Dispatch, chosen: Selection) -> Dispatch:
    """Fill the selection from the segment, whose name becomes the reason."""
    from outreach_crm.segments import service as segments

    segment = segments.get(app, dispatch.segment)
    segments.fill(app, chosen, segment)
    said = say("stands in the segment {name}", name=segment.name)
    return evolve(dispatch, reasons={**dispatch.reasons, f"segments:{segment.id}": said})


def _plan(app: App, dispatch: Dispatch) -> list[Refusal]:
    found: list[Refusal] = []
    for key in planning.each_channel(app.store, dispatch.channel):
        channel = channel_of(app, key)
        told = refusals(app, dispatch, channel)
        refused = ({"contact_id": one.contact_id, "rule": one.rule, "detail": one.detail} for one in blocks(told))
        planning.refuse(app.store, refused)
        planning.plan(app.store, key, channel.addresses)
        found += told
    planning.share(app.store, dispatch.follows)
    left_out = {one.contact_id for one in blocks(found)}
    return [one for one in found if one.blocks or one.contact_id not in left_out]


def look(app: App, planned: Planned) -> Preview:
    """Return what a plan comes to."""
    store, dispatch, told = app.store, planned.dispatch, sentences(app, planned.dispatch)
    titles = {one.key: one.title for one in app.plugins.channels()}

    def counted(column: str, sentence: Callable[[str], str]) -> tuple[Tally, ...]:
        return planning.tallies(planning.counts(store, column, refused=False), sentence)

    languages = counted("language", str)
    return Preview(
        considered=planning.considered(store),
        recipients=sum(one.n for one in languages),
        reasons=counted("because", lambda key: row(reasons(key, told), "; ")),
        refused=tuple(
            _refused(app, row["key"], row["n"], told) for row in planning.counts(store, "rule", refused=True)
        ),
        warnings=_warnings(app, planned),
        missing=tuple(lacking.missing(app, dispatch)),
        languages=languages,
        channels=counted("channel", lambda key: titles.get(key, key)),
        examples=tuple(_examples(app, dispatch)),
        advice=(*told_news.told(app, dispatch), *_advice(app)),
        version=_version(app, planned),
    )


def _version(app: App, planned: Planned) -> int:
    return planning.version(app.store, ((one.contact_id, one.rule) for one in planned.found if not one.blocks))


def _advice(app: App) -> Iterator[str]:
    """Yield what messages lack by the settings there are, as the channels say that they go by."""
    used = {row["key"] for row in planning.counts(app.store, "channel", refused=False)}
    for one in app.plugins.channels():
        if one.advice and one.key in used:
            yield from made_by(one.advice)(app)


def _refused(app: App, rule: str, n: int, told: dict[str, str]) -> Tally:
    names = tuple(one["name"] for one in planning.of_rule(app.store, rule))
    return Tally(key=rule, sentence=of_several(told, rule), n=n, names=names)


def _check_seen(app: App, planned: Planned, seen: int | None) -> None:
    """Refuse to write down another list than the one that somebody was shown."""
    if seen is not None and seen != _version(app, planned):
        told = say(
            "The list is another one by now: somebody came, left or is in it for another reason. It would go to {n}."
            " Look again, then send it.",
            n=planning.recipients(app.store),
        )
        raise ConflictError(told)


def _check_warnings(app: App, planned: Planned, *, confirmed: bool, because: str) -> None:
    """Refuse to go on with warnings that nobody confirmed, and write down the confirmation."""
    warned = [one for one in planned.found if not one.blocks]
    if warned and not confirmed:
        told = row(map(_in_words, _warnings(app, planned)), "; ")
        raise RefusedError(
            say("Somebody has to confirm the warnings: {told}. Give --confirm-warnings, and --because.", told=told)
        )
    if warned:
        ref = Ref("dispatches", planned.dispatch.id)
        privacy.confirm_warnings(app, planned.dispatch.purpose, warned, because=because, ref=ref)


def _check_somebody_left(app: App, dispatch: Dispatch) -> None:
    if not planning.recipients(app.store):
        raise InvalidInputError(
            say(
                "Nobody is left to send {dispatch} to; outreach mailings preview {dispatch_id} says why.",
                dispatch=dispatch.name,
                dispatch_id=dispatch.id,
            )
        )


def _in_words(one: Tally) -> str:
    names = row(one.names)
    some = say("{names} and more", names=names) if one.n > len(one.names) else names
    return say("{n} {why} ({some})", n=one.n, why=one.sentence, some=some)


def _warnings(app: App, planned: Planned) -> tuple[Tally, ...]:
    told, about = sentences(app, planned.dispatch), defaultdict[str, list[int]](list)
    for one in planned.found:
        if not one.blocks:
            about[one.rule].append(one.contact_id)
    return tuple(
        Tally(
            key=rule,
            sentence=of_several(told, rule),
            n=len(those),
            names=tuple(planning.names(app.store, those)),
            blocks=False,
        )
        for rule, those in sorted(about.items(), key=lambda one: -len(one[1]))
    )


def _examples(app: App, dispatch: Dispatch) -> Iterator[Example]:
    for some in planning.examples(app.store, _EXAMPLES):
        values = outbox.values(app.store, some["contact_id"])
        if values is not None:
            whole = {**some, **values, "id": 0, "attempts": 0}
            yield from (_example(some["channel"], one) for one in write(app, dispatch, [whole], {}))


def _example(channel: str, one: Message) -> Example:
    told = {"subject": one.subject, "body": one.body}
    return Example(contact_id=one.contact_id, name=one.name, channel=channel, language=one.language, **told)


def open_list(app: App, dispatch_id: int) -> Dispatch:
    """Return a dispatch whose recipients are not frozen yet.

    Raises:
        RefusedError: they are.
    """
    found = drafting.get(app, dispatch_id)
    if found.state is not State.DRAFT or found.frozen_at:
        raise RefusedError(
            say(
                "{name} is frozen; outreach mailings show {number} tells who gets it.", name=found.name, number=found.id
            )
        )
    return found
