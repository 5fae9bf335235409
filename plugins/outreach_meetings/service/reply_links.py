"""The link by which somebody who was invited says whether they come, without an account or a program for calendars.

Whoever holds it reads what that mail told of the one meeting, or of all of its series, and answers for that one person.
"""

from collections.abc import Iterable

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import NotFoundError
from outreach_crm.text import say
from outreach_crm.web.model import WebSettings
from outreach_meetings.model.invitations import Batch
from outreach_meetings.model.series import Meeting

PREFIX = "/invitation"
"""Below which path the pages stand."""
_KIND = "contacts"


def reply_links(app: App, batch: Batch, uids: Iterable[str]) -> dict[str, str]:
    """Return where some of a batch answer, by what their contacts are known by (``uid``).

    The links are empty where ``[web] address`` does not say how pages are reached.
    """
    address = app.settings.of("web", WebSettings).address
    of = _name(batch.meeting, whole=batch.whole)
    made = _tokens(app, of)
    return {uid: f"{address}{PREFIX}/{of}/{made.issue(_KIND, uid)}" if address else "" for uid in uids}


def whose_invitation(app: App, of: str, token: str) -> int:
    """Return the contact that a link was made for.

    Args:
        app: the App.
        of: the part of the link that says what it is about.
        token: its last part.

    Raises:
        NotFoundError: nobody was given that link, or they were erased since.
    """
    kind, uid = _tokens(app, of).opened(token)
    if kind != _KIND:
        raise NotFoundError(say("A link to {kind} is nobody's.", kind=kind))
    return contacts.number_of(app, uid)


def _name(meeting: Meeting, *, whole: bool) -> str:
    uid = meeting.series.uid
    return uid if whole or not meeting.series.rule else f"{uid}-{meeting.key.lower()}"


def _tokens(app: App, of: str) -> accounts.Tokens:
    return accounts.tokens(app, f"invitation {of}")
