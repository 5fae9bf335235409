"""What tests of mailings begin with: organisations to write to, a letter, a channel that does as it is told."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from attrs import define, evolve, field

from outreach_crm import hookimpl
from outreach_crm.app import App
from outreach_crm.clock import FixedClock
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Contact, ContactDraft, Kind
from outreach_crm.dispatch import service
from outreach_crm.dispatch.model import (
    CHECKS,
    Commit,
    DeliveryState,
    Dispatch,
    Draft,
    Message,
    Outcome,
    Settle,
    Text,
)
from outreach_crm.model import Channel, ClearanceRule
from outreach_crm.plugins import Plugins
from outreach_crm.segments import service as segments

SELECTED = "select c.id as contact_id from v_contacts c where c.kind = 'organisation'"
TEXTS = (Text(language="en", subject="News for {name}", body="{salutation},\n\nthe law is out.\n"),)


class Rules:
    """A plugin with a channel and rules: nobody in Antarctica or whose time is over, Åland after a warning."""

    @hookimpl
    def clearance_rules(self) -> Iterable[ClearanceRule]:
        return [
            ClearanceRule(
                key="too-cold",
                sentence="lives where it is too cold ({detail})",
                sql="select s.contact_id, c.country as detail from selection s"
                " join v_contacts c on c.id = s.contact_id where c.country = 'AQ'",
                blocks=True,
                final=True,
            ),
            ClearanceRule(
                key="over",
                sentence="was with us until {detail}",
                sql="select s.contact_id, c.membership_to as detail from selection s"
                " join v_contacts c on c.id = s.contact_id where c.membership_to < :today",
                blocks=True,
                final=True,
            ),
            ClearanceRule(
                key="far",
                sentence="lives far away",
                sql="select s.contact_id, '' as detail from selection s"
                " join v_contacts c on c.id = s.contact_id where c.country = 'AX'",
                blocks=False,
            ),
        ]

    @hookimpl
    def channels(self) -> Iterable[Channel]:
        return [
            Channel(
                key="wire",
                title="a telegram for each",
                medium="email",
                addresses="select p.contact_id, p.address_key, p.value as address, 0 as rank from selection s"
                " join v_points p on p.contact_id = s.contact_id and p.kind = 'email' and p.wrong_since is null",
                target=f"{__name__}:Wire",
                next_step="wire list",
            )
        ]


@define
class Wire:
    """A channel whose other side is a dictionary: what it answers can be set, and what it got is kept."""

    app: App | None = None
    place: str = ""
    got: dict[str, list[str]] = field(factory=dict)
    answers: dict[str, DeliveryState] = field(factory=dict)
    evidence: dict[int, bool] = field(factory=dict)
    before: Callable[[Sequence[Message]], None] = lambda _: None

    def carry(self, messages: Sequence[Message], commit: Commit, settle: Settle) -> None:
        self.before(messages)
        allowed = commit([one.id for one in messages])
        settle([self._take(one) for one in messages if one.id in allowed])

    def _take(self, message: Message) -> Outcome:
        answer = self.answers.get(message.address, DeliveryState.SENT)
        if answer in {DeliveryState.SENT, DeliveryState.IN_DOUBT}:
            self.got.setdefault(message.address, []).append(message.subject)
        return Outcome(id=message.id, state=answer, code="250" if answer is DeliveryState.SENT else "451")

    def arrived(self, messages: Sequence[Message]) -> Mapping[int, bool]:
        return {one.id: self.evidence[one.id] for one in messages if one.id in self.evidence}

    def close(self) -> None: ...


def with_rules(app: App) -> App:
    """Return the App with the plugin above."""
    return evolve(app, plugins=Plugins.load(extra={"rules": Rules()}))


def an_addressee(app: App, name: str, email: str = "", **fields: str) -> Contact:
    """Add an organisation with an e-mail address; organisations need no basis."""
    word = name.lower().replace(" ", "-")
    emails = (email or f"{word}@example.org",) if email != "none" else ()
    return contacts.add(app, ContactDraft(name=name, kind=Kind.ORGANISATION, fields=fields, emails=emails))


def a_letter(app: App, name: str = "Spring letter", **more: Any) -> Dispatch:
    """Draft a dispatch without a segment, of which somebody has said that its texts are right."""
    given: dict[str, Any] = {"purpose": "mailings", "texts": TEXTS, "channel": "wire", **more}
    made = service.draft(app, Draft(name=name, **given))
    service.check(app, made.id, CHECKS)
    return made


def frozen(app: App, dispatch: Dispatch, *, confirmed: bool = False, because: str = "") -> Dispatch:
    """Freeze a dispatch to all organisations, once somebody has said that it is right with all that goes with it."""
    service.check(app, dispatch.id, CHECKS)
    with app.store.selection() as chosen:
        chosen.fill(SELECTED)
        return service.freeze(app, dispatch.id, chosen, confirmed=confirmed, because=because)


def under_way(app: App, name: str = "Spring letter", **more: Any) -> Dispatch:
    """Draft, freeze, approve and start a dispatch to all organisations."""
    found = frozen(app, a_letter(app, name, **more))
    service.approve(app, found.id)
    return service.start(app, found.id)


def states(app: App, dispatch: Dispatch) -> dict[str, str]:
    """Return the state of each delivery, by name."""
    shown = service.show(app, dispatch.id, limit=10_000)
    return {one.name: one.state.value for one in shown.deliveries}


def later(app: App, seconds: float) -> App:
    """Return the App with a clock that is so much later."""
    app.store.bound.clock = FixedClock(app.clock.now() + timedelta(seconds=seconds))
    return evolve(app, clock=app.store.bound.clock)


def a_segment(app: App, name: str = "Organisations") -> None:
    """Save the segment of all organisations."""
    segments.add(app, name, ["kind=organisation"])


def taken_from(app: App, dispatch: Dispatch) -> list[Message]:
    """Return the messages of a dispatch that are in doubt, once leases have passed."""
    service.expire(app)
    return service.in_doubt(app, dispatch, dispatch.channel)
