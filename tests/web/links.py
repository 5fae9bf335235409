"""A link of every kind that pages by link are opened with, each for two who know nothing of each other."""

from pathlib import Path

from attrs import frozen
from flask import Flask
from werkzeug.routing import Rule

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.service import Edit
from outreach_meetings import service as meetings
from outreach_meetings.model.feeds import Whose
from outreach_priority import service as priorities
from tests.builders import a_group
from tests.outreach_meetings.linked import pages_of_an_invitation
from tests.outreach_meetings.polls import a_poll
from tests.outreach_priority.builders import an_assessment, sheet_of
from tests.web.conftest import link_of, reachable

FURTHER = {"key": "legal", "form": "csv"}
"""What stands in a path behind a link."""


@frozen
class Pair:
    """Two links of one kind, as the parts of their paths, and who holds them; nobody where a program does."""

    links: tuple[dict[str, str], ...]
    holders: tuple[int, ...] = ()

    @property
    def one(self) -> dict[str, str]:
        return self.links[0]

    @property
    def other(self) -> dict[str, str]:
        return self.links[1]


def pairs(app: App, folder: Path) -> dict[str, Pair]:
    """Return a pair of links by the name of the pages that they open; mails go into a folder."""
    own = reachable(app)
    poll, assessment = a_poll(own), an_assessment(own)
    asked, sheets = poll.people[:2], [sheet_of(own, assessment, number) for number in (1, 2)]
    mails = [link_of(own, contacts.get(own, one.contact_id)).split("/")[2:] for one in asked]
    names = ("purpose", "channel", "token")
    offered = [meetings.offer(own, Whose(group_id=one)) for one in (poll.group_id, a_group(own).contact_id)]
    people = tuple(one.contact_id for one in asked)
    invited = pages_of_an_invitation(own, folder)
    calendars = tuple(_token(meetings.address_of(own, one).removesuffix(".ics")) for one in offered)
    return {
        "own_page": Pair(tuple(dict(zip(names, one, strict=True)) for one in mails), people),
        "meeting_poll": Pair(tuple(_token(meetings.poll_path(own, one)) for one in asked), people),
        "meeting_calendar": Pair(calendars),
        "meeting_invitation": Pair(tuple(map(_of_and_token, invited.values())), tuple(invited)),
        "priority_sheet": Pair(
            tuple(_token(priorities.sheet_path(own, one)) for one in sheets),
            tuple(one.adviser_id or 0 for one in sheets),
        ),
    }


def speak(app: App, contact_id: int, language: str) -> None:
    """Let a contact read another language."""
    contacts.edit(app, contact_id, Edit(fields={"language": language}))


def rules_of(site: Flask) -> list[Rule]:
    """Return the routes of a site, without its files."""
    return [one for one in site.url_map.iter_rules() if one.endpoint != "static"]


def path_of(site: Flask, rule: Rule, link: dict[str, str]) -> str:
    """Return the path of a route with a link."""
    with site.test_request_context():
        further = {"key": "privacy"} if rule.endpoint.startswith("own_page") else FURTHER
        values = {name: value for name, value in {**further, **link}.items() if name in rule.arguments}
        return str(site.url_map.bind("localhost").build(rule.endpoint, values))


def _token(path: str) -> dict[str, str]:
    return {"token": path.rpartition("/")[2]}


def _of_and_token(path: str) -> dict[str, str]:
    return dict(zip(("of", "token"), path.split("/")[2:], strict=True))
