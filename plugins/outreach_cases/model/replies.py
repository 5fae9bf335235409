"""The answer to feedback: as it is written, and the ways on which it can leave."""

from attrs import frozen


@frozen(kw_only=True)
class ReplyDraft:
    """An answer to be written.

    Args:
        text: what it says.
        subject: what stands above it; empty: that it is about their feedback on the case.
        language: in which language (BCP 47); empty: that of who gave the feedback, else of the section.
        version: where it was written before, the ``change_id`` that the editor saw.
    """

    text: str
    subject: str = ""
    language: str = ""
    version: int | None = None


@frozen(kw_only=True)
class Reply:
    """The answer to feedback as it is written, before it leaves and as it left.

    Args:
        id: its number.
        feedback_id: what it answers.
        language: in which language (BCP 47).
        subject: what stands above it.
        text: what it says, with the reasons.
        made_on: when it was written (ISO 8601).
        dispatch_id: the message in which it leaves, the latest one; None where there is none.
        change_id: its version.
    """

    id: int
    feedback_id: int
    language: str
    subject: str
    text: str
    made_on: str
    dispatch_id: int | None
    change_id: int


@frozen(kw_only=True)
class Way:
    """A way on which an answer can leave: the channel, how people read it, where it goes, what is against it."""

    channel: str
    title: str
    address: str
    by_hand: bool
    against: str
