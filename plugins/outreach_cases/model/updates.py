"""What a coordinator tells all groups that hold a case, and who of them has read it."""

from attrs import field, frozen

from outreach_cases.model.leaving import GONE, NEVER
from outreach_crm.text import Sentence, Term, row, say


class UpdateKind(Term):
    """About what an update is (Local Groups: Case Campaigning)."""

    DEVELOPMENT = "development"
    ADDRESSEES = "other addressees"
    ADVICE = "advice"


class SeenBy(Term):
    """How it became known that somebody has read an update."""

    MAIL = "mail"
    PAGE = "their page"
    OFFICE = "the office"


@frozen(kw_only=True)
class Receipt:
    """That an update was sent to who held a casefile, and whether they have read it.

    Args:
        id: its number.
        update_id: of which update.
        holder_id: who held the casefile, as a row of those who did.
        group_id: for which group, as a contact.
        group: what that is called.
        contact_id: the person; None where the actor may not see them.
        person: what they are called; empty where the actor may not see them.
        sent_on: when it was let go (ISO 8601).
        seen_on: when they said that they have read it; None: not yet.
        seen_by: how they said so; empty: not yet.
        change_id: its version.
        far: how far its message is, as deliveries say; empty where there is none.
        returned: what was said of one that came back; empty: it did not.
    """

    id: int
    update_id: int
    holder_id: int
    group_id: int
    group: str
    contact_id: int | None
    person: str
    sent_on: str
    seen_on: str | None
    seen_by: str
    change_id: int
    far: str = ""
    returned: str = ""

    @property
    def has_left(self) -> bool:
        """Whether it left and did not come back."""
        return self.far in GONE and not self.returned

    @property
    def came_back(self) -> bool:
        """Whether it came back, and they have not read it otherwise."""
        return bool(self.returned) and self.seen_on is None

    @property
    def told(self) -> Sentence:
        """How it is with it, in a line."""
        if self.seen_on is not None:
            return say("read on {day} ({how})", day=self.seen_on, how=SeenBy(self.seen_by))
        if self.came_back:
            return say("sent on {day}, came back: {why}", day=self.sent_on, why=self.returned)
        if self.has_left:
            return say("sent on {day}, not read so far", day=self.sent_on)
        if self.far in NEVER:
            return say("let go on {day}, and did not leave", day=self.sent_on)
        return say("let go on {day}, not left so far", day=self.sent_on)


@frozen(kw_only=True)
class Update:
    """What a coordinator tells all groups that hold a case.

    Args:
        id: its number.
        case_id: the case.
        case: what that is called, with its reference.
        kind: about what it is.
        text: what it says.
        written_by: who wrote it down.
        written_on: when (ISO 8601).
        change_id: its version.
        receipts: to whom it was sent, as far as the actor may see the groups.
    """

    id: int
    case_id: int
    case: str
    kind: UpdateKind = field(converter=UpdateKind)
    text: str
    written_by: str
    written_on: str
    change_id: int
    receipts: tuple[Receipt, ...] = ()

    @property
    def told(self) -> Sentence:
        """To how many it was sent, how many have read it, and whether any came back."""
        if not self.receipts:
            return say("not sent so far")
        seen = sum(one.seen_on is not None for one in self.receipts)
        sent = sum(one.has_left or one.came_back or one.seen_on is not None for one in self.receipts)
        told = say("sent to {n}, read by {seen}", n=sent, seen=seen)
        back = sum(one.came_back for one in self.receipts)
        return row([told, say("{n} came back", n=back)]) if back else told


@frozen(kw_only=True)
class Sending:
    """What became of sending an update.

    Args:
        made: the messages that were made, by their numbers, and to whom each goes.
        left: the groups that were sent none, and why, in a sentence each.
    """

    made: dict[int, str]
    left: dict[str, str]
