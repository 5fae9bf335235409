"""Finding the channels there are, and making what carries messages through one."""

from collections.abc import Callable
from pkgutil import resolve_name
from typing import Any

from outreach_crm.app import App
from outreach_crm.dispatch.model import Carrier, DispatchSettings
from outreach_crm.errors import NotFoundError
from outreach_crm.meaning import suggestion
from outreach_crm.model import Channel
from outreach_crm.text import say


def channel_of(app: App, key: str) -> Channel:
    """Return a channel by its key.

    Raises:
        NotFoundError: there is none; the sentence names those there are.
    """
    there = {one.key: one for one in app.plugins.channels()}
    if key not in there:
        raise NotFoundError(
            say(
                "There is no channel {key!r}{suggestion}; there are {names}.",
                key=key,
                suggestion=suggestion(key, there),
                names=", ".join(there),
            )
        )
    return there[key]


def answers_to(app: App, channel: Channel) -> str:
    """Return the mail address that answers to a channel's messages come to; empty where nobody answers on it.

    Raises:
        OutreachError: the settings do not say it; the sentence says so.
    """
    return str(made_by(channel.answers_to)(app)) if channel.answers_to else ""


def usual_channel(app: App) -> str:
    """Return the channel by which mailings go unless somebody says otherwise (setting ``[mailings] channel``)."""
    return app.settings.of("mailings", DispatchSettings).channel


def carrier_of(app: App, channel: Channel, place: str) -> Carrier:
    """Make what carries messages through a channel.

    Args:
        app: the App.
        channel: the channel.
        place: where it puts them, in its own words.

    Raises:
        OutreachError: it cannot be made; the sentence says why.
    """
    made: Carrier = made_by(channel.target)(app, place)
    return made


def made_by(target: str) -> Callable[..., Any]:
    """Return the function that ``package.module:name`` names."""
    found: Callable[..., Any] = resolve_name(target)
    return found
