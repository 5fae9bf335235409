"""Keeps letter-writing actions, finds them, and counts the letters that groups write on them."""

from datetime import date
from typing import Any

from attrs import evolve

from outreach_cases.model.actions import Action, ActionDraft, Source
from outreach_cases.model.cases import Case, words_of
from outreach_cases.model.openness import against_letters
from outreach_cases.queries import actions as queries
from outreach_cases.service import recording
from outreach_cases.service.accepting import wrong
from outreach_cases.service.finding import place, resolve
from outreach_crm.app import App
from outreach_crm.dates import read_date
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import Dispatch, State
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError
from outreach_crm.keywords import service as keywords
from outreach_crm.model import Hit, Ref
from outreach_crm.storage import Row
from outreach_crm.text import say, term, words_in_order

LONGEST_TITLE, LONGEST = 200, 100_000
"""So many letters the title of an action may have, and its text."""
_PREFIXES, _HITS = 4, 10


class SameActionError(ConflictError):
    """The very same action is there already."""


def add_action(app: App, source: Source, draft: ActionDraft, *, because: str = "") -> Action:
    """Write down an action of a region, of the magazine or of the monthly mailing, and return it.

    What the programme answers to a request is written down by :func:`outreach_cases.service.requesting.answer`.

    Args:
        app: the App.
        source: where it comes from.
        draft: what it is.
        because: why it is written down.

    Raises:
        NotFoundError: there is no such place or case.
        InvalidInputError: something is missing or cannot be right.
        SameActionError: the very same is there already.
        ConflictError: nobody is to write letters on its case.
    """
    if source is Source.REQUEST:
        raise wrong("source", say("What the programme answers is kept with the request: outreach cases answer NUMBER."))
    with app.change(term("write action down"), because=because):
        return insert_action(app, source, draft, None, None)


def insert_action(app: App, source: Source, draft: ActionDraft, group_id: int | None, meets_on: str | None) -> Action:
    """Write down an action, for all who take what comes from there or for the meeting of a group. Call inside a change.

    Raises:
        NotFoundError, InvalidInputError, ConflictError: see :func:`add_action`.
    """
    case = resolve(app, draft.case) if draft.case.strip() else None
    for sentence in against_letters(case) if case else ():
        raise ConflictError(sentence)
    title = _title(draft, case)
    row = {
        "source": source.value,
        "title": title,
        "text": _text("text", draft.text),
        "addressees": _text("addressees", draft.addressees),
        "keyword_id": _place(app, source, draft, case),
        "case_id": case.id if case else None,
        "group_id": group_id,
        "meets_on": meets_on,
        "words": words_of(title, ""),
        **_days(app, draft),
    }
    _check_new(app, row)
    return get_action(app, app.store.insert("case_actions", row))


def _title(draft: ActionDraft, case: Case | None) -> str:
    title = " ".join(draft.title.split()) or (case.name if case else "")
    if not title:
        raise wrong("title", say("Say in a few words what the action is about."))
    if len(title) > LONGEST_TITLE:
        raise wrong(
            "title",
            say(
                "A title has at most {longest_title} letters; put the rest into the text.", longest_title=LONGEST_TITLE
            ),
        )
    return title


def _text(field: str, text: str) -> str:
    if len(text) > LONGEST:
        raise wrong(
            field, say("This is longer than {longest:,} letters; keep the file with the case instead.", longest=LONGEST)
        )
    return text.strip()


def _place(app: App, source: Source, draft: ActionDraft, case: Case | None) -> int | None:
    meant = draft.place or (case.country if case else "")
    if meant.strip():
        return place(app, meant).id
    if source is Source.REGION:
        raise wrong("place", say("Say of which region or country it is, so that those signed up to it get it."))
    return None


def _days(app: App, draft: ActionDraft) -> dict[str, str | None]:
    today = app.clock.today()
    issued = read_date(draft.issued_on, today) if draft.issued_on.strip() else today
    until = read_date(draft.until_on, today) if draft.until_on.strip() else None
    if until is not None and until < max(issued, today):
        raise wrong("until_on", say("Nobody can write until {until}: that is over, or before it begins.", until=until))
    return {"issued_on": issued.isoformat(), "until_on": until.isoformat() if until else None}


def _check_new(app: App, row: dict[str, Any]) -> None:
    for one in actions(app, Source(row["source"])):
        if (one.title, one.keyword_id, one.case_id) == (row["title"], row["keyword_id"], row["case_id"]) and (
            (one.group_id, one.meets_on) == (row["group_id"], row["meets_on"])
        ):
            raise SameActionError(
                say("{title} is there already: outreach cases action show {number}", title=one.title, number=one.id)
            )


def get_action(app: App, action_id: int) -> Action:
    """Return an action.

    Raises:
        NotFoundError: there is none of that number, or it is for a group that the actor may not see.
    """
    found = some_actions(app, [action_id])
    if not found:
        raise NotFoundError(
            say("There is no action {action_id}; outreach cases action list shows them.", action_id=action_id)
        )
    return found[0]


def some_actions(app: App, ids: list[int]) -> list[Action]:
    """Return actions by their numbers, each with its place; those that are not there are left out."""
    return _placed(app, queries.some(app.store, ids))


def actions(
    app: App, source: Source | None = None, *, everything: bool = False, start: int = 0, limit: int = 2**31 - 1
) -> list[Action]:
    """Return actions, those that end first before the others.

    Args:
        app: the App.
        source: those that come from there; None: all.
        everything: whether those that are over are asked for, too.
        start: so many of the first are left out, for a further page.
        limit: so many at most.
    """
    said, today = source.value if source else "", app.clock.today().isoformat()
    found = queries.listed(app.store, today, source=said, everything=everything, start=start, limit=limit)
    return _placed(app, found)


def actions_of_case(app: App, case_id: int) -> list[Action]:
    """Return the actions on a case, also those that are over, the earliest first."""
    return some_actions(app, queries.of_case(app.store, case_id))


def _placed(app: App, found: list[Action]) -> list[Action]:
    named = {one.id: one.label for one in keywords.some(app, {one.keyword_id for one in found if one.keyword_id})}
    return [evolve(one, place=named.get(one.keyword_id or 0, "")) for one in found]


def end_action(app: App, action_id: int, *, because: str = "") -> Action:
    """Let nobody be offered an action any more from today on; it goes off the agendas of meetings to come.

    Raises:
        NotFoundError: there is no such action.
        ConflictError: it is over already, or a mailing of it waits to leave.
    """
    with app.change(term("end action"), because=because):
        now, today = get_action(app, action_id), app.clock.today()
        if now.until_on is not None and now.until_on < today.isoformat():
            raise ConflictError(say("{title} is over since {until_on}.", title=now.title, until_on=now.until_on))
        if waits := mailing_under_way(app, action_id):
            stop = f"outreach mailings stop {waits.id} --for-good --because WHY"
            raise ConflictError(
                say("A mailing of {title} has not left yet; stop it first: {stop}", title=now.title, stop=stop)
            )
        last = date.fromordinal(today.toordinal() - 1).isoformat()
        values = {"until_on": last, "issued_on": min(now.issued_on, last)}
        app.store.update("case_actions", action_id, values)
        app.plugins.stopped(app, Ref("case_actions", action_id), because or say("it has ended"))
        return get_action(app, action_id)


def mailing_under_way(app: App, action_id: int) -> Dispatch | None:
    """Return the mailing of an action that waits to leave or is leaving; None: there is none."""
    settled = {State.DONE, State.STOPPED}
    waiting = (row["id"] for row in queries.mailings(app.store, action_id) if row["state"] not in settled)
    return next((dispatch.get(app, number) for number in waiting), None)


def rest_actions(app: App, case: Case, because: str, *, stops: bool) -> None:
    """Take the actions on a case on which work rests off the agendas of meetings to come. Call inside a change.

    Args:
        app: the App.
        case: the case.
        because: why.
        stops: whether all work stops at once: then nothing about them leaves any more, and the change is final.
    """
    for number in queries.of_case(app.store, case.id):
        app.plugins.stopped(app, Ref("case_actions", number), because)
        for row in queries.mailings(app.store, number) if stops else ():
            if row["state"] != State.DONE:
                dispatch.stop(app, row["id"], because=because, for_good=True)


def written_on(app: App, action_id: int, group_id: int, on: date, letters: int) -> None:
    """Count letters that a group told at a meeting, for the case of the action too. Call inside a change.

    Args:
        app: the App.
        action_id: the action.
        group_id: the group's contact.
        on: when they were written.
        letters: how many more than were told so far; below zero takes some back.

    Raises:
        NotFoundError: there is no such action.
        InvalidInputError: the day cannot be, or more are taken back than were told.
    """
    found = get_action(app, action_id)
    if on > app.clock.today():
        raise wrong("on", say("{on} has not come yet.", on=on))
    there = queries.letters(app.store, action_id, group_id, on)
    number = letters + (there["letters"] if there else 0)
    if not 0 <= number <= recording.MOST:
        raise InvalidInputError(say("{number} letters on {title} cannot be.", number=number, title=found.title))
    if there is None:
        row = {"action_id": action_id, "group_id": group_id, "done_on": on.isoformat()}
        app.store.insert("case_action_letters", {**row, "letters": number})
    else:
        app.store.update("case_action_letters", there["id"], {"letters": number})
    if found.case_id is not None:
        recording.acted(app, found.case_id, group_id, on, letters)


def writers(app: App, action_id: int) -> list[Row]:
    """Return the groups that wrote on an action: ``group_id``, ``name``, ``letters``, ``last_on``."""
    return queries.writers(app.store, action_id)


def action_hits(app: App, text: str) -> list[Hit]:
    """Return the actions not over that a search finds by the beginnings of words, the latest first."""
    prefixes = sorted(set(words_in_order(text)), key=lambda word: (-len(word), word))[:_PREFIXES]
    today = app.clock.today().isoformat()
    found = queries.begun(app.store, prefixes, today, _HITS) if prefixes else []
    named = {one.id: one for one in some_actions(app, found)}
    return [
        Hit(ref=Ref("case_actions", one.id), title=one.title, detail=say("action: {source}", source=one.source))
        for number in found
        if (one := named.get(number))
    ]
