"""Names the way where those invited cannot be written to because no basis for meetings is recorded of them."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.groups import service as groups
from outreach_crm.privacy import service as privacy
from outreach_crm.text import Sentence, row, say
from outreach_meetings.queries import attendance as queries

PURPOSE = "meetings"
"""For what those invited are written to."""


class Missed(Protocol):
    """Somebody who stands in the list of a mailing; ``rule`` is the key of what leaves them out."""

    @property
    def contact_id(self) -> int:
        """Who it is."""

    @property
    def name(self) -> str:
        """How they are called."""

    @property
    def rule(self) -> str:
        """What leaves them out, empty where nothing does."""


@frozen(kw_only=True)
class Lacking:
    """Who lacks a basis for meetings: whether members of the group do, and which others, by number and name."""

    group: str
    members: bool
    others: tuple[tuple[int, str], ...]

    @property
    def way(self) -> Sentence | None:
        """How it is recorded; None where nobody lacks it. Commands stand in clauses of their own, as in errors."""
        return row(found, " ") if (found := [*self._ways()]) else None

    def _ways(self) -> Iterator[Sentence]:
        if self.members:
            yield say(
                "A basis for all members at once is recorded on the privacy page of {group}; outreach privacy grant"
                ' --group "{group}" --purpose {purpose} --basis BASIS --source SOURCE does it too (outreach privacy'
                " bases lists them).",
                group=self.group,
                purpose=PURPOSE,
            )
        for _, name in self.others:
            yield say(
                "A basis for {name}, who is no member, is recorded on their own privacy page; outreach privacy grant"
                ' "{name}" --purpose {purpose} --basis BASIS --source SOURCE does it too (outreach privacy bases lists'
                " them).",
                name=name,
                purpose=PURPOSE,
            )


def who_lacks(app: App, group_id: int, missed: Iterable[Missed]) -> Lacking:
    """Return who of those that a mailing leaves out lacks a basis: one for all members covers the members of today.

    Args:
        app: the App.
        group_id: the group that meets, as a contact.
        missed: those in the list of the mailing.
    """
    without = {one.contact_id: one.name for one in missed if one.rule in privacy.NEED_A_BASIS}
    members = queries.members(app.store, group_id, app.clock.today()) if without else {}
    return Lacking(
        group=groups.get(app, group_id).name,
        members=not members.keys().isdisjoint(without),
        others=tuple((number, name) for number, name in without.items() if number not in members),
    )
