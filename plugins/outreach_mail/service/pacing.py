"""How fast messages leave, over all workers of a database: so many in a minute, in all and for each domain.

The pace is counted as messages are begun, not as they are taken: a server counts those it refuses too. Each limit is
one row with the moment when the next message is due (GCRA, ITU-T I.371), so that no minute, wherever it begins, holds
more than the limit.
"""

from attrs import define

from outreach_crm.app import App
from outreach_crm.storage.digests import keyed
from outreach_mail import queries
from outreach_mail.model import MailSettings

_MINUTE = 60.0
# The share of a minute's messages that may leave at once.
_BURST = 10


@define(eq=False)
class Pace:
    """The limits of the settings, shared by all who send from this database."""

    app: App
    per_minute: int = 0
    per_domain: int = 0
    # Whether the last message that had to wait did so for its domain alone.
    is_of_domain: bool = False
    _next: float = 0.0

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

    def _now(self) -> float:
        return self.app.clock.now().timestamp()

    def _scope(self, address: str) -> str:
        """Return a domain as it is kept for a minute: a keyed digest, since a domain may name one person's firm."""
        domain = address.rpartition("@")[2].lower()
        return keyed(self.app.secret("pace"), domain).hex()[:24]


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
