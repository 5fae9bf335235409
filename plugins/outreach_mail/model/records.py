"""How mailings stand that go by e-mail, and what a server says of itself."""

from attrs import field, frozen

from outreach_crm.dispatch.model import Count, DeliveryState


@frozen(kw_only=True)
class Said:
    """What servers answered to messages that they did not take, and to how many."""

    state: DeliveryState = field(converter=DeliveryState)
    reply: str
    n: int


@frozen(kw_only=True)
class Standing:
    """How a mailing stands: its messages by state, the moment of the next attempt, why it was halted, what was said.

    ``returned`` is how many left and came back, ``ways_on`` what can be done next, each way with its command.
    """

    id: int
    name: str
    state: str
    counts: tuple[Count, ...]
    next_try: str
    halted: str
    said: tuple[Said, ...]
    returned: int = 0
    ways_on: tuple[str, ...] = ()

    def count(self, state: DeliveryState) -> int:
        """Return how many messages are in a state."""
        return sum(one.n for one in self.counts if one.state is state)


@frozen(kw_only=True)
class Tried:
    """What came of trying the server: where it is, its greeting, how secret the connection is, what it offers.

    ``user`` is who was let in, empty where it asks for nobody; ``sender`` who writes, empty where nobody said so;
    ``to_leave`` how messages say how to leave: by a ``page``, by a ``mail``, or not at all.
    """

    server: str
    port: int
    security: str
    greeting: str
    secret: str
    offers: tuple[str, ...]
    user: str
    sender: str = ""
    to_leave: str = ""
