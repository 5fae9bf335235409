"""Prepares the mailing in which an action goes to all groups that it is for, by post or e-mail as each gets papers."""

import json
from collections.abc import Iterator
from datetime import date

from attrs import evolve, frozen

from outreach_cases.model.actions import Action, Source
from outreach_cases.model.openness import against_letters
from outreach_cases.queries import actions as queries
from outreach_cases.service.acting import get_action, mailing_under_way
from outreach_cases.service.finding import addressees, get
from outreach_cases.service.messaging import drafted, written_day
from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import Dispatch
from outreach_crm.errors import ConflictError
from outreach_crm.keywords import service as keywords
from outreach_crm.model import Ref
from outreach_crm.text import later, say, term

_WHY = {
    Source.REGION: later("signed up to the region"),
    Source.MAGAZINE: later("takes the actions of the magazine"),
    Source.MAILING: later("takes the actions of the monthly mailing"),
    Source.REQUEST: later("asked for it"),
}


@frozen(kw_only=True)
class Prepared:
    """A mailing of an action that is ready to leave.

    Args:
        mailing: the mailing; nothing of it has left.
        groups: how many groups get it.
        left_out: how many groups do not though the action is for them: an objection, no address.
    """

    mailing: Dispatch
    groups: int
    left_out: int


def pass_on(app: App, action_id: int, *, channel: str = "", place: str = "", because: str = "") -> Prepared:
    """Prepare the mailing of an action to all groups that it is for and that have neither got it nor written on it.

    Nothing leaves before somebody lets it: ``outreach mailings send``, or the page of the mailing.

    Args:
        app: the App.
        action_id: the action.
        channel: by what it goes to those who want papers by e-mail; empty: as messages usually do.
        place: where the channel puts it, such as a folder.
        because: why.

    Raises:
        NotFoundError: there is no such action or channel.
        ConflictError: it is over, nobody is to write on its case, a mailing of it waits, or it is for no further group.
        InvalidInputError: none of the groups can be turned to or has an address; nothing is written.
    """
    found, today = get_action(app, action_id), app.clock.today().isoformat()
    _check_open(app, found, today)
    way = dispatch.channel_of(app, channel or dispatch.usual_channel(app))
    by_post = "post" if not channel and any(one.key == "post" for one in app.plugins.channels()) else ""
    keywords.prepare(app)
    with app.change(term("send action"), because=because, final=True), app.store.selection() as chosen:
        key = found.source.name.lower()
        if not queries.choose(chosen, action_id, today, by_post, json.dumps([[key, {}]])):
            raise ConflictError(
                say("{title} is for no group that has not got it; outreach cases sign-up GROUP.", title=found.title)
            )
        lines, ref = [*_lines(app, found)], Ref("case_actions", action_id)
        draft = drafted(app, "Letter-writing action", found.title, lines, ref, way.key, place)
        last = date.fromisoformat(found.until_on) if found.until_on else None
        draft = evolve(draft, reasons={key: _WHY[found.source]}, until_on=last)
        made = dispatch.draft(app, draft, because=because)
        considered = chosen.count()
        mailing = dispatch.freeze(app, made.id, chosen, because=because)
        groups = dispatch.to_send(app, mailing.id)
        return Prepared(mailing=mailing, groups=groups, left_out=considered - groups)


def _check_open(app: App, found: Action, today: str) -> None:
    if found.until_on is not None and found.until_on < today:
        raise ConflictError(
            say("{title} is over since {until_on}; nobody is sent it.", title=found.title, until_on=found.until_on)
        )
    for sentence in against_letters(get(app, found.case_id)) if found.case_id else ():
        raise ConflictError(sentence)
    if waits := mailing_under_way(app, found.id):
        raise ConflictError(
            say(
                "A mailing of {title} waits already: outreach mailings send {waits_id}",
                title=found.title,
                waits_id=waits.id,
            )
        )


def _lines(app: App, found: Action) -> Iterator[str]:
    yield found.text or found.title
    to = found.addressees.splitlines()
    if not to and found.case_id:
        named = addressees(app, found.case_id)
        to = [", ".join(part for part in (one.name, *one.lines.splitlines(), one.email) if part) for one in named]
    if to:
        yield from ("", "Letters go to:", *to)
    if found.until_on:
        yield from ("", f"Please write until {written_day(app, found.until_on)}.")
