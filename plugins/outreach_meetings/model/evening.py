"""An evening of letter-writing: whether there is enough to write on for those who come."""

from collections.abc import Sequence
from datetime import date

from attrs import frozen

from outreach_crm.text import Sentence, count, say
from outreach_meetings.model.agenda import Matter, Source


@frozen(kw_only=True)
class Evening:
    """What a group can write letters on when it meets.

    Nobody writes twice on the same, and any number of people can write on one: so many matters are needed as each
    person writes letters, however many people come.

    Args:
        people: how many are expected.
        letters_each: how many letters each of them writes.
        chosen: what they write on, the most urgent first.
        actions: how many matters there are that can be written on, chosen or not.
    """

    people: int
    letters_each: int
    chosen: tuple[Matter, ...] = ()
    actions: int = 0

    @property
    def lacking(self) -> int:
        """How many matters are lacking."""
        return max(self.letters_each - self.actions, 0)

    @property
    def told(self) -> Sentence:
        """Whether there is enough for those who come, and what can be done where there is not."""
        if not self.people:
            return say("Nobody is expected: name guests, or let people join the group before the day of the meeting.")
        counted = {
            "people": count(self.people, "one person who writes", "{n} people who write"),
            "letters": count(self.letters_each, "one letter", "{n} letters"),
            "actions": count(self.actions, "is one action", "are {n} actions"),
        }
        if not self.lacking:
            return say("For {people} {letters} each there {actions}: enough.", **counted)
        lacking = count(self.lacking, "one is lacking", "{n} are lacking")
        if not self.actions:
            return say("For {people} {letters} each there {actions}. Put some on the agenda by hand.", **counted)
        fewer = count(self.actions, "one letter", "{n} letters")
        return say(
            "For {people} {letters} each there {actions}: {lacking}. Put more on the agenda by hand, or let each write"
            " {fewer}.",
            **counted,
            lacking=lacking,
            fewer=fewer,
        )


def chosen(there: Sequence[Matter], offered: Sequence[Matter], wanted: int) -> tuple[Matter, ...]:
    """Return what people write on: all that is on the agenda, and of what is offered as much as is lacking.

    Args:
        there: matters on the agenda that letters can be written on.
        offered: those that are not on it.
        wanted: how many are needed.
    """
    further = sorted(offered, key=urgency)[: max(wanted - len(there), 0)]
    return tuple(sorted([*there, *further], key=urgency))


def urgency(one: Matter) -> tuple[bool, bool, date]:
    """Return by what matters are ordered: what the group put on itself, its own before the office's, the first due."""
    return one.source is not Source.TYPED, one.office, one.due_on or date.max
