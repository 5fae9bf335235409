"""How fast messages leave, over all workers of a database: so many in a minute, in all and for each domain.

The pace is counted as messages are begun, not as they are taken: a server counts those it refuses too. Each limit is
one row with the moment when the next message is due (GCRA, ITU-T I.371), so that no minute, wherever it begins, holds
more than the limit.
"""

from collections import Counter

from attrs import define, field

from outreach_crm.app import App
from outreach_crm.storage.digests import keyed
from outreach_mail import queries
from outreach_mail.model import MailSettings

_MINUTE = 60.0
# The share of a minute's messages that may leave at once.
_BURST = 10
# After so many messages to a domain that were put off one after another, it is left alone for so many seconds.
_TOO_OFTEN, _REST = 5, 900.0


@define(eq=False)
class Pace:
    """The limits of the settings, shared by all who send from this database."""

    app: App
    per_minute: int = 0
    per_domain: int = 0
    # Whether the last message that had to wait did so for its domain alone.
    is_of_domain: bool = False
    _next: float = 0.0
    # How often domains put us off one after another, and until when those are left alone that did so too often.
    _put_off: Counter[str] = field(factory=Counter)
    _left_alone: dict[str, float] = field(factory=dict)

    @classmethod
    def of(cls, app: App) -> "Pace":
        """Return the pace that the settings of an App ask for."""
        found = app.settings.of("mail", MailSettings)
        return cls(app, found.per_minute, found.per_domain)

    @property
    def is_set(self) -> bool:
        """Whether there is any limit."""
        return bool(self.per_minute or self.per_domain)

    def rest(self) -> float:
        """Return for how many seconds the limit on all messages still holds, as far as it is known here."""
        return max(0.0, self._next - self._now()) if self._next else 0.0

    def admit(self, address: str) -> float:
        """Count one message, or return for how many seconds it has to wait; 0 where it may leave now."""
        if self._left_alone and (wait := self._left_alone.get(_domain(address), 0.0) - self._now()) > 0:
            self.is_of_domain = True
            return min(wait, _REST)
        if not self.is_set:
            return 0.0
        limits = {"": self.per_minute, self._scope(address): self.per_domain}
        limits = {scope: most for scope, most in limits.items() if most}
        now = self._now()
        with self.app.store.write():
            due = queries.paces(self.app.store, limits)
            waits = {scope: _wait(due.get(scope, 0.0), most, now) for scope, most in limits.items()}
            if longest := max(waits.values()):
                self.is_of_domain = not waits.get("")
                self._next = 0.0 if self.is_of_domain else now + longest
                return longest
            queries.set_paces(
                self.app.store,
                {scope: max(_known(due.get(scope, 0.0), now), now) + _step(most) for scope, most in limits.items()},
                before=now,
            )
        return 0.0

    def put_off(self, domain: str) -> None:
        """Note that a domain has put us off; where it does so again and again it is left alone for a while."""
        self._put_off[domain] += 1
        if self._put_off[domain] >= _TOO_OFTEN:
            self._left_alone[domain] = self._now() + _REST

    def took(self, domain: str) -> None:
        """Note that a domain takes messages."""
        self._put_off.pop(domain, None)

    def _now(self) -> float:
        return self.app.clock.now().timestamp()

    def _scope(self, address: str) -> str:
        """Return a domain as it is kept for a minute: a keyed digest, since a domain may name one person's firm."""
        return keyed(self.app.secret("pace"), _domain(address)).hex()[:24]


def _domain(address: str) -> str:
    return address.rpartition("@")[2].lower()


def _burst(most: int) -> int:
    return max(1, most // _BURST)


def _step(most: int) -> float:
    """Return the seconds between messages that leave, with the burst, no more than so many in any minute."""
    return _MINUTE / (most - _burst(most) + 1)


def _known(due: float, now: float) -> float:
    """Return when the next message is due; a moment further off than any can be is of a clock that was put back."""
    return due if due <= now + 2 * _MINUTE else now


def _wait(due: float, most: int, now: float) -> float:
    return max(0.0, _known(due, now) - (_burst(most) - 1) * _step(most) - now)
