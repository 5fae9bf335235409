"""The gate of the API: each request shows a token, acts as its account, and does what both of them may do."""

from attrs import frozen
from flask import request
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Unauthorized

from outreach_crm.api import service
from outreach_crm.api.model import Token
from outreach_crm.app import App
from outreach_crm.model import Actor, Resource, Via
from outreach_crm.policy import Action, demand, may
from outreach_crm.web.connections import acting
from outreach_crm.web.counting import check_guess

# In whose name is looked whose token it is.
_NOBODY = Actor(name="api", via=Via.API)


@frozen
class Caller:
    """A program that has shown a token: the token, and the App in the name of its account."""

    token: Token
    app: App

    def demand(self, action: Action, resource: Resource, number: int | None = None) -> None:
        """Refuse what the account may not do, or what the token does not leave of it.

        Raises:
            RefusedError: they may not.
        """
        demand(self.app.actor, action, None if number is None else resource.ref(number))

    def may(self, action: Action, resource: Resource, number: int) -> bool:
        """Return whether they may; see :meth:`demand`."""
        return may(self.app.actor, action, resource.ref(number))


def caller() -> Caller:
    """Return who asks.

    Raises:
        Unauthorized: no token that is good now was shown.
        TooManyRequests: too many that are not came from there.
    """
    given = request.authorization
    text = (given.token or "") if given is not None and given.type == "bearer" else ""
    app = acting(_NOBODY)
    token = service.token_of(app, text) if text else None
    if token is None:
        if text:
            check_guess(app)
        raise Unauthorized(www_authenticate=WWWAuthenticate("bearer", {"realm": "outreach"}))
    return Caller(token, acting(service.actor_of(app, token)))
