"""What people are in groups, and the roles a section adds."""

from collections.abc import Sequence
from datetime import date

from attrs import field, frozen

from outreach_crm.text import say, term


@frozen
class GroupsSettings:
    """Settings of groups: roles the section has besides those every group knows."""

    roles: tuple[str, ...] = ()


@frozen(kw_only=True)
class Member:
    """What a person is or was in a group: from ``from_on`` until the day before ``to_on``.

    ``change_id`` is its version.
    """

    id: int
    group_id: int
    group: str
    person_id: int
    person: str
    role: str = field(converter=term)
    from_on: str
    to_on: str | None
    change_id: int = 0

    def ended(self, today: str) -> bool:
        """Return whether it is over on a day (ISO text)."""
        return self.to_on is not None and self.to_on <= today

    def when(self, today: str) -> str:
        """Say when it is or was, as seen from a day (ISO text)."""
        start = date.fromisoformat(self.from_on)
        end = date.fromisoformat(self.to_on) if self.to_on else None
        if self.ended(today):
            return say("{start} to {end}", start=start, end=end)
        begun = self.from_on <= today
        if end is None:
            return say("since {start}", start=start) if begun else say("from {start}", start=start)
        if begun:
            return say("since {start} until {end}", start=start, end=end)
        return say("from {start} until {end}", start=start, end=end)

    def meets(self, from_on: str, to_on: str | None) -> bool:
        """Return whether it shares at least a day with another span."""
        return (to_on is None or self.from_on < to_on) and (self.to_on is None or from_on < self.to_on)


def in_order(members: Sequence[Member], roles: Sequence[str]) -> list[Member]:
    """Return members by role, coordinators first, else in the order they came."""
    rank = {role: number for number, role in enumerate(roles)}
    return sorted(members, key=lambda member: rank.get(member.role, len(rank)))
