"""The link by which somebody who is asked answers a poll, without an account.

Whoever holds it says which dates suit that one person, sees the dates and nobody else, and nothing once the poll is
closed. Nobody can make one: the number of a poll is not enough.
"""

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.errors import ConflictError, NotFoundError
from outreach_crm.text import say
from outreach_crm.web.model import WebSettings
from outreach_meetings.model.polls import Answer, Asked, Ballot, Way
from outreach_meetings.queries import polls
from outreach_meetings.service import poll_answers

PREFIX = "/poll"
"""Below which path the pages stand."""
_KIND = "poll"
_NOBODY = say("Nobody is asked by this link any more.")


def poll_link(app: App, who: Asked) -> str:
    """Return where somebody answers, as it can be sent to them; empty where ``[web] address`` is not set."""
    address = app.settings.of("web", WebSettings).address
    return f"{address}{poll_path(app, who)}" if address else ""


def has_pages(app: App) -> bool:
    """Return whether the settings say how pages are reached from outside."""
    return bool(app.settings.of("web", WebSettings).address)


def poll_path(app: App, who: Asked) -> str:
    """Return the path of the page on which somebody answers."""
    return f"{PREFIX}/{_tokens(app).issue(_KIND, who.uid)}"


def whose_poll_link(app: App, token: str) -> str:
    """Return the ``uid`` of whom a link was made for, whether they are asked still or not.

    Raises:
        NotFoundError: nobody was given that link.
    """
    kind, uid = _tokens(app).opened(token)
    if kind != _KIND:
        raise NotFoundError(say("A link to {kind} is nobody's.", kind=kind))
    return uid


def asked_by_link(app: App, uid: str) -> int:
    """Return which contact is asked by a link.

    Raises:
        NotFoundError: they are not asked any more.
    """
    found = polls.whose(app.store, uid)
    if found is None:
        raise NotFoundError(_NOBODY)
    return found


def ballot(app: App, uid: str) -> Ballot:
    """Return what the one who acts, by their link, sees of a poll.

    Raises:
        NotFoundError: they are not asked any more.
    """
    found = polls.ballot(app.store, uid)
    if found is None:
        raise NotFoundError(_NOBODY)
    return found


def vote(app: App, uid: str, said: dict[int, Answer | None]) -> Ballot:
    """Write down what the one who acts, by their link, says of dates, and return their answers as they stand.

    Raises:
        NotFoundError: as :func:`ballot`.
        ConflictError: the poll takes no answers any more: no link outlives it.
    """
    with app.store.write():
        found = ballot(app, uid)
        if not found.takes(app.clock.today()):
            raise ConflictError(say("{title}: the poll is over, and takes no answers any more.", title=found.title))
        theirs = {date_id: answer for date_id, answer in said.items() if found.own.get(date_id) is not answer}
        if theirs:
            with app.change("answer poll"):
                poll_answers.write(app, found.poll_id, found.contact_id, theirs, Way.LINK)
        return ballot(app, uid)


def _tokens(app: App) -> accounts.Tokens:
    return accounts.tokens(app, "poll")
