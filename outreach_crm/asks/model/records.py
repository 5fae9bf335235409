"""An ask as a record: the approach to an organisation or person with the one sentence that it comes down to."""

from datetime import date

from attrs import field, frozen, validators

from outreach_crm.asks.model.states import WAYS, Part, ResultKind, State
from outreach_crm.timeline.model import EntryKind


@frozen
class AsksSettings:
    """Settings of asks: how many are enough for one contact, and when answers and thanks are called to mind.

    Args:
        most: how many asks somebody may have in the days of the window (F15).
        window_days: how long that window is.
        answer_days: after how many days without an answer an ask is looked at again.
        same_week_days: within how many days two of us who turn to the same official get in each other's way.
        prepare_days: how many days before it is due a planned ask is called to mind.
        thank_days: for how many days it is called to mind that somebody was not thanked yet.
    """

    most: int = field(default=3, validator=validators.ge(1))
    window_days: int = field(default=90, validator=validators.ge(1))
    answer_days: int = field(default=21, validator=validators.ge(1))
    same_week_days: int = field(default=7, validator=validators.ge(1))
    prepare_days: int = field(default=7, validator=validators.ge(0))
    thank_days: int = field(default=60, validator=validators.ge(0))


def _kind(stored: ResultKind | str | None) -> ResultKind | None:
    return ResultKind(stored) if stored else None


@frozen(kw_only=True)
class Taking:
    """Somebody else who has to do with an ask: the right person to put it to, or a group of ours that does.

    Args:
        contact_id: who.
        name: what they are called; empty for somebody the reader may not see.
        part: what they have to do with it.
        because: why this one.
    """

    contact_id: int
    name: str
    part: Part = field(converter=Part)
    because: str = ""


@frozen(kw_only=True)
class Ask:
    """What we ask of an organisation or person.

    Args:
        id: its number.
        contact_id: who is asked.
        contact: their name.
        sentence: what they are asked to do, in one sentence.
        why: why they, and why it matters.
        due_on: by when it should be done (ISO 8601).
        kind: what it is hoped to bring, or None.
        country: the country it is about (ISO 3166), or empty.
        owner_id: the account of whoever approaches them.
        owner: their name.
        how: how best to approach them.
        given: what they were told and given to be able to do it.
        copied: whether we asked to be copied in on what they do and on replies.
        follow_up: how we come back to it.
        state: how far it has come.
        made_on: when it was put to them; None until then. So are the following days.
        answered_on: when they agreed or declined.
        done_on: when they did it.
        reported_on: when we heard what came of it.
        thanked_on: when we thanked them.
        reason: why they declined, or we gave it up.
        result: what came of it.
        batch: what asks that were planned for a whole segment have in common; empty for others.
        change_id: its version.
        taking: the right person, and groups of ours.
    """

    id: int
    contact_id: int
    contact: str
    sentence: str
    why: str
    due_on: str
    kind: ResultKind | None = field(converter=_kind)
    country: str
    owner_id: int | None
    owner: str
    how: str
    given: str
    copied: bool = field(converter=bool)
    follow_up: str
    state: State = field(converter=State)
    made_on: str | None
    answered_on: str | None
    done_on: str | None
    reported_on: str | None
    thanked_on: str | None
    reason: str
    result: str
    batch: str
    change_id: int
    taking: tuple[Taking, ...] = ()

    @property
    def ways(self) -> tuple[State, ...]:
        """What may follow now: what was done once is not done again, and only of what was done something can come."""
        gone = State.DONE if self.done_on else State.REPORTED
        return tuple(one for one in WAYS[self.state] if one is not gone)

    @property
    def person(self) -> Taking | None:
        """The right person to put it to, if one is named."""
        return next((one for one in self.taking if one.part is Part.RIGHT_PERSON), None)

    @property
    def groups(self) -> tuple[Taking, ...]:
        """The groups of ours that put it."""
        return tuple(one for one in self.taking if one.part is Part.GROUP)


@frozen(kw_only=True)
class AskDraft:
    """An ask to be planned or altered, values as people write them; four of them are needed.

    Args:
        contact_id: who is asked.
        sentence: what they are asked to do; needed.
        why: why they; needed.
        due_on: by when; needed.
        person: name or number of the right person to put it to.
        person_because: why this one.
        kind: what it is hoped to bring.
        country: the country it is about.
        campaign: name or number of the campaign it belongs to.
        owner: name of whoever approaches them; empty: the actor.
        group: name or number of a group of ours that does.
        how: how best to approach them.
        given: what they are told and given.
        copied: whether we ask to be copied in.
        follow_up: how we come back to it.
        version: where one is altered, the ``change_id`` that the editor saw.
    """

    contact_id: int
    sentence: str
    why: str
    due_on: str
    person: str = ""
    person_because: str = ""
    kind: str = ""
    country: str = ""
    campaign: str = ""
    owner: str = ""
    group: str = ""
    how: str = ""
    given: str = ""
    copied: bool = True
    follow_up: str = ""
    version: int | None = None


@frozen(kw_only=True)
class StepDraft:
    """What happened to an ask.

    Args:
        to: how far it is now.
        note: what was said or done, as it stands in the history; empty: what the step is, and of which ask.
        on: when; None: today.
        how: by what it came about; None: the first word of the note says it.
        reason: why they declined, or we gave it up.
        result: what came of it.
        kind: what it brought, if that is another thing than was hoped for.
        follow_up_on: when to come back to it.
        entry_id: what was written down of it already; None: that is done now.
    """

    to: State
    note: str = ""
    on: date | None = None
    how: EntryKind | None = None
    reason: str = ""
    result: str = ""
    kind: ResultKind | None = None
    follow_up_on: date | None = None
    entry_id: int | None = None
