"""What one adviser says in one round: a sheet of ratings, filled in alone."""

from attrs import field, frozen

from outreach_crm.text import Term


class SheetState(Term):
    """How far a sheet has come."""

    ASKED = "asked"
    HANDED_IN = "handed in"
    # The adviser took it back or left the group: it counts for nothing, and says so.
    WITHDRAWN = "withdrawn"


class Shut(Term):
    """Why a sheet cannot be filled in any more."""

    # Its round is over.
    OVER = "over"
    # The adviser took it back, or left the group.
    WITHDRAWN = "withdrawn"
    # The deadline has passed, and by the rules late sheets are not taken.
    TOO_LATE = "too late"


class Confidence(Term):
    """How sure an adviser is of a rating; it is told beside it and weighs nothing."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@frozen(kw_only=True)
class Answer:
    """What one adviser says of one item for one subject.

    Args:
        subject: the key of the subject.
        item: the key of the item.
        rating: 0 to 4; None: they do not know. What was not answered at all has no answer.
        confidence: how sure they are.
        evidence: what it rests on, in a sentence.
        source: where that is from.
        reason: in a second round, why it differs from the first.
    """

    subject: str
    item: str
    rating: int | None
    confidence: Confidence | None = None
    evidence: str = ""
    source: str = ""
    reason: str = ""


@frozen(kw_only=True)
class Stance:
    """What an adviser says of a subject as a whole.

    Args:
        subject: the key of the subject.
        interest: what they have to do with it themselves; empty: nothing.
        aims: what outreach to it could aim at, of the questionnaire's aims.
    """

    subject: str
    interest: str = ""
    aims: tuple[str, ...] = ()


@frozen(kw_only=True)
class Sheet:
    """A sheet of one adviser in one round.

    Args:
        id: its row.
        uid: by which files and links name it; nobody can guess it.
        assessment_id: of which assessment.
        round: in which round.
        seat: the number of the adviser in the assessment, the same in all its rounds.
        adviser_id: who, as a contact; None where the person was erased: what they said stays, without a name.
        adviser: their name.
        role: in which role they judge, such as chair of the lawyers' network.
        state: how far it has come.
        handed_in_at: when, in UTC; None until then.
        late: whether that was after the deadline.
        rated: how many ratings of what is still judged stand in it, don't-knows among them.
        answers: what they said.
        stances: what they said of subjects as a whole.
        change_id: its version.
    """

    id: int
    uid: str
    assessment_id: int
    round: int
    seat: int
    adviser_id: int | None
    adviser: str
    role: str = ""
    state: SheetState = field(converter=SheetState)
    handed_in_at: str | None = None
    late: bool = field(default=False, converter=bool)
    rated: int = 0
    answers: tuple[Answer, ...] = ()
    stances: tuple[Stance, ...] = ()
    change_id: int = 0
