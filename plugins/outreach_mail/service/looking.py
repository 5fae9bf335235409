"""How mailings stand that go by e-mail, and whether the server lets us in."""

from collections.abc import Iterator

from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import DeliveryState, State
from outreach_crm.privacy import service as privacy
from outreach_mail import queries
from outreach_mail.model import MailSettings, Said, Standing, Tried
from outreach_mail.service.carrying import server
from outreach_mail.service.running import is_told
from outreach_mail.smtp import probe

# How many different answers of servers are told of one mailing.
_TOLD = 5


def status(app: App, number: int | None = None) -> list[Standing]:
    """Return how mailings stand that have begun and go by e-mail, the latest first.

    Args:
        app: the App.
        number: only this one, be it done; else all that are not.

    Raises:
        NotFoundError: there is no such mailing.
    """
    numbers = queries.by_mail(app.store) if number is None else [number]
    return [_standing(app, one) for one in numbers if is_told(app, one)]


def _standing(app: App, number: int) -> Standing:
    shown = dispatch.show(app, number, limit=1)
    found = shown.dispatch
    return Standing(
        id=found.id,
        name=found.name,
        state=found.state.value,
        counts=shown.counts,
        next_try=shown.next_try,
        halted=found.halted_because if found.state in {"paused", "stopped"} else "",
        returned=shown.returned,
        ways_on=(*shown.ways_on, *_by_mail(shown)),
        said=tuple(Said(**row) for row in queries.said(app.store, number, _TOLD)),
    )


def _by_mail(shown: dispatch.Shown) -> Iterator[str]:
    """Yield what can be done next only with what goes by e-mail."""
    found, states = shown.dispatch, {one.state for one in shown.counts}
    if found.state is State.SENDING and DeliveryState.DEFERRED in states:
        yield f"To try at once what was put off: outreach mail retry {found.id}"


def check(app: App) -> Tried:
    """Go all the way to where the server takes messages, and return what it says of itself; nothing is sent.

    Raises:
        DeliveryError: there is no server, or it cannot be used; the sentence says why.
    """
    settings = app.settings.of("mail", MailSettings)
    welcome, leaves = probe(server(app)), privacy.public_links(app)
    return Tried(
        server=settings.server,
        port=settings.port,
        security=settings.security.value,
        greeting=welcome.greeting,
        secret=welcome.secret,
        offers=welcome.offers,
        user=welcome.user,
        sender=settings.sender,
        to_leave="page" if leaves else "mail" if settings.return_path else "",
    )
