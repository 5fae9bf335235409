"""Follows the messages in which the answer to one record leaves: one at a time, until it has left."""

from datetime import date

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.dispatch.model import Dispatch, State
from outreach_crm.dispatch.queries import answers as queries
from outreach_crm.dispatch.service import drafting, handing_over
from outreach_crm.errors import ConflictError, RefusedError
from outreach_crm.model import Ref
from outreach_crm.text import say


@frozen(kw_only=True)
class Left:
    """An answer that left and did not come back: in which dispatch, by which channel, on which day."""

    dispatch_id: int
    channel: str
    on_day: date


@frozen
class Answers:
    """The messages in which the answer to a record, such as a request, leaves; its drafts have the ``ref`` of it."""

    app: App
    ref: Ref

    def begun(self) -> int:
        """Return how many messages there were."""
        return queries.begun(self.app.store, self.ref)

    def under_way(self) -> Dispatch | None:
        """Return what takes the answer out and is not done with it; None where nothing does."""
        found = queries.under_way(self.app.store, self.ref)
        return drafting.get(self.app, found) if found is not None else None

    def left(self) -> Left | None:
        """Return the answer that left last and did not come back; None where none has."""
        found = queries.left(self.app.store, self.ref)
        return Left(**{**found, "on_day": date.fromisoformat(found["on_day"])}) if found else None

    def came_back(self, dispatch_id: int) -> str:
        """Return what was said of an answer that came back; empty where nothing was."""
        return queries.came_back(self.app.store, self.ref, dispatch_id)

    def check_still(self) -> None:
        """Refuse to alter what stands behind an answer that may leave at any moment.

        Raises:
            ConflictError: it is on its way.
        """
        if there := self.under_way():
            raise ConflictError(
                say(
                    "The answer is on its way by {channel}; to keep it back:"
                    ' outreach mailings stop {number} --for-good --because "..."',
                    channel=there.channel,
                    number=there.id,
                )
            )

    def gone_on_with(self, channel: str) -> Dispatch | None:
        """Return what takes the answer out already, for whoever lets it leave once more; None where nothing does.

        Raises:
            ConflictError: it stands still, or goes another way than by ``channel``, where that is given.
        """
        there = self.under_way()
        if there and there.state is not State.SENDING:
            why = there.halted_because.rstrip(". ")
            raise ConflictError(
                say(
                    "The answer stands still by {channel}, {why}; to go on: outreach mailings resume {number}",
                    channel=there.channel,
                    why=why,
                    number=there.id,
                )
            )
        if there and channel and channel != there.channel:
            raise ConflictError(
                say(
                    "{approved_by} has let the answer leave by {channel} already; see outreach mailings show {number}",
                    approved_by=there.approved_by,
                    channel=there.channel,
                    number=there.id,
                )
            )
        return there

    def hand_over(self, there: Dispatch, *, because: str) -> None:
        """Say of an answer that was made for somebody's hand that it went out.

        Args:
            there: what takes it out.
            because: why it is written down.

        Raises:
            ConflictError: it is in nobody's hand.
            RefusedError: it must not go out any more, and is to be pulled.
        """
        mine = [one.id for one in handing_over.in_hand(self.app, there.id)]
        if not mine:
            self.check_still()
        for one in handing_over.hand_over(self.app, there.id, mine, because=because).held:
            raise RefusedError(
                say(
                    "It must not go out: {name} {sentence}. Take it out of the pile ({made}).",
                    name=one.name,
                    sentence=one.sentence,
                    made=one.made,
                )
            )
