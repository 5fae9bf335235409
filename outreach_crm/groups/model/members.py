"""What people are in groups, and the roles a section adds."""

from collections.abc import Sequence

from attrs import frozen


@frozen
class GroupsSettings:
    """Settings of groups: roles the section has besides those every group knows."""

    roles: tuple[str, ...] = ()


@frozen(kw_only=True)
class Member:
    """What a person is or was in a group: from ``from_on`` until the day before ``to_on``."""

    id: int
    group_id: int
    group: str
    person_id: int
    person: str
    role: str
    from_on: str
    to_on: str | None

    def ended(self, today: str) -> bool:
        """Return whether it is over on a day (ISO text)."""
        return self.to_on is not None and self.to_on <= today

    def when(self, today: str) -> str:
        """Say when it is or was, as seen from a day (ISO text)."""
        if self.ended(today):
            return f"{self.from_on} to {self.to_on}"
        since = "since" if self.from_on <= today else "from"
        return f"{since} {self.from_on}" + (f" until {self.to_on}" if self.to_on else "")

    def meets(self, from_on: str, to_on: str | None) -> bool:
        """Return whether it shares at least a day with another span."""
        return (to_on is None or self.from_on < to_on) and (self.to_on is None or from_on < self.to_on)


def in_order(members: Sequence[Member], roles: Sequence[str]) -> list[Member]:
    """Return members by role, coordinators first, else in the order they came."""
    rank = {role: number for number, role in enumerate(roles)}
    return sorted(members, key=lambda member: rank.get(member.role, len(rank)))
