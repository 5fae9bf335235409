"""What commands on polls print."""

from pathlib import Path
from typing import Any

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.dispatch.service import Sent
from outreach_crm.errors import InvalidInputError
from outreach_crm.text import count, say
from outreach_meetings import service
from outreach_meetings.cli import telling
from outreach_meetings.model.polls import Poll
from outreach_meetings.model.ranking import Ranked
from outreach_meetings.model.series import Meeting
from outreach_meetings.service import PollMail, SheetRead


def as_json(app: App, found: Poll) -> dict[str, Any]:
    """Return a poll as machines read it: its dates, the best first, and what each of those asked said of them."""
    return {
        "id": found.id,
        "group": found.group,
        "group_id": found.group_id,
        "title": found.title,
        "zone": found.zone,
        "minutes": found.minutes,
        "place": found.place,
        "quorum": found.quorum,
        "state": found.state,
        "closes_on": found.closes_on,
        "owner": found.owner,
        "chosen": found.chosen,
        "series": found.series_id,
        "dates": [_date(one) for one in service.rank_dates(app, found)],
        "people": [
            {
                "contact_id": who.contact_id,
                "name": who.name,
                "standing": who.standing,
                "needed": who.needed,
                "asked_on": who.asked_on,
                "reply": who.reply,
                "answers": {
                    f"{one.starts:%Y-%m-%dT%H:%M}": found.answer(who.contact_id, one.id) for one in found.dates
                },
            }
            for who in found.people
        ],
    }


def one(app: App, found: Poll) -> None:
    """Print a poll: its dates with why each stands where it does, and who said what."""
    if output.wants_json():
        output.document(as_json(app, found))
        return
    output.title(telling.heading(found.title, found.group))
    output.say(str(found.standing))
    if found.unreachable and found.is_open:
        output.prose(str(found.unreachable))
    for ranked in service.rank_dates(app, found):
        output.prose(f"{ranked.place}. {ranked.date.told}: {ranked.why}", indent="   ")
    output.say()
    days = [f"{one.starts:%d %b %H:%M}" for one in found.dates]
    rows = [
        [
            f"{who.name}{' (needed)' if who.needed else ''}",
            *(found.answer(who.contact_id, one.id) or "" for one in found.dates),
        ]
        for who in found.people
    ]
    output.table(["Who", *days], rows)
    for who in found.people:
        if who.reply:
            output.prose(f"{who.name} wrote what a person has to read: {who.reply}", indent="  ")


def links(app: App, found: Poll) -> None:
    """Print the link of each who is asked.

    Raises:
        InvalidInputError: nobody could follow one.
    """
    there = [
        {"contact_id": who.contact_id, "name": who.name, "link": service.poll_link(app, who)} for who in found.people
    ]
    if not all(one["link"] for one in there):
        raise InvalidInputError(
            say("Nobody could follow a link; say in the settings by [web] address where pages are.")
        )
    if output.wants_json():
        output.document(there)
        return
    output.table(["Who", "Link"], [[one["name"], one["link"]] for one in there])


def sent(made: PollMail, left: Sent) -> None:
    """Print who is asked by mail, who cannot be, and how it left."""
    if output.wants_json():
        output.document(
            {"asked": made.asked, "left_out": made.left_out, "mailing": made.dispatch.id, "sent": left.sent}
        )
        return
    output.say(str(made.told))
    for line in (*made.left_out, *left.told):
        output.prose(line, indent="  ")
    if made.way:
        output.prose(str(made.way))


def write(path: Path, content: bytes) -> None:
    """Write a table to be filled in.

    Raises:
        InvalidInputError: the file is there already, or cannot be written.
    """
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError:
        raise InvalidInputError(
            say("{path} is there already; move it away, or give another name.", path=path)
        ) from None
    except OSError as error:
        raise InvalidInputError(
            say("{path} cannot be written: {strerror}.", path=path, strerror=error.strerror)
        ) from None
    if output.wants_json():
        output.document({"file": path})
    else:
        output.say(f"Written: {path}. Fill in yes, no, or maybe; then give it back with --file.")


def read(came: SheetRead) -> None:
    """Print whose answers were taken from a table and what is wrong with other lines; the exit code says so too."""
    if output.wants_json():
        output.document(came)
    else:
        output.say(count(len(came.taken), "{n} person has answered.", "{n} people have answered."))
        for problem in came.problems:
            output.prose(f"Not taken: {problem}", indent="  ")
    if came.problems:
        click.get_current_context().exit(1)


def planned(app: App, made: Meeting) -> None:
    """Print the meeting that was planned on the date that was chosen."""
    output.say(f"Planned: {made.title}, number {made.series.id}.")
    telling.facts(made)
    telling.remarks(app, made)
    output.prose(f"Invite to it: outreach meetings invite {made.command}")


def _date(ranked: Ranked) -> dict[str, Any]:
    return {
        "starts": ranked.date.starts,
        "place": ranked.place,
        "yes": ranked.yes,
        "maybe": ranked.maybe,
        "no": ranked.no,
        "reasons": [str(one) for one in ranked.reasons],
    }
