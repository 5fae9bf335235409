"""What an organisation asks of us, and how far it has come.

"When we approach other organizations to work with us, we should expect to be asked to support their causes (the
principle of mutuality)" (Campaign Manual, p. 182).
"""

from attrs import converters, field, frozen

from outreach_crm.text import Sentence, Term, later, row, say, words


class RequestKind(Term):
    """What is asked for."""

    SPEAKER = "speaker"
    CO_SPONSOR = "co-sponsor"
    SIGN_ON = "sign-on"
    LOGO = "logo"
    FUNDS = "funds"
    PREMISES = "premises"
    INFORMATION = "information"
    JOINT_EVENT = "joint event"
    PUBLICITY = "publicity"
    OTHER = "other"


class State(Term):
    """How far a request has come; it says what is next."""

    # It is to be assessed by the rules.
    RECEIVED = "received"
    # A rule is unclear: somebody named looks at it.
    UNCLEAR = "unclear"
    # Others are asked first, whatever the rules say.
    CONSULTED = "in consultation"
    # Every rule says yes or no: it is to be decided.
    ASSESSED = "assessed"
    # It is decided and they do not know yet.
    DECIDED = "decided"
    ANSWERED = "answered"
    # What was promised is done, or nothing was.
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """What people read: who answered is said, as on the ladder it is they."""
        return _ANSWERED if self is State.ANSWERED else super().label


_ANSWERED = say("answered by us")


NEXT = {
    State.RECEIVED: "assess",
    State.UNCLEAR: "assess",
    State.CONSULTED: "decide",
    State.ASSESSED: "decide",
    State.DECIDED: "answer",
}
"""What is next with a request that has no answer yet: the command, and the page."""
UNDECIDED = (State.RECEIVED, State.UNCLEAR, State.CONSULTED, State.ASSESSED)
"""Requests on which rules are still answered, and something is to be decided."""
OPEN = tuple(NEXT)
"""Requests that have no answer yet."""


class Outcome(Term):
    """What is decided on a request."""

    ACCEPT = "accept"
    IN_PART = "accept in part"
    SOMETHING_ELSE = "offer something else"
    REFER = "refer"
    DECLINE = "decline"
    # Others have to be asked before: a decision of its own.
    CONSULT = "consult"

    @property
    def came_to(self) -> Sentence:
        """What a request has come to by it, as people read it."""
        return say(_CAME_TO[self])


_CAME_TO = {
    Outcome.ACCEPT: later("accepted"),
    Outcome.IN_PART: later("accepted in part"),
    Outcome.SOMETHING_ELSE: later("offered something else"),
    Outcome.REFER: later("referred"),
    Outcome.DECLINE: later("declined"),
    Outcome.CONSULT: later("in consultation"),
}


MET = (Outcome.ACCEPT, Outcome.IN_PART)
"""They get what they asked for, whole or in part; something else is neither this nor a no (F15)."""
DECLINED = (Outcome.DECLINE, Outcome.REFER)
"""They do not get it from us."""

# So many letters stand in one line, and are looked at for it.
_LINE, _READ = 80, 1_000
# By its words a request is found as far as a long letter goes; no word that anybody looks for is longer.
_FOUND, _WORD = 20_000, 100


def in_a_line(text: str, longest: int = _LINE) -> str:
    """Return what is asked as one line of a list has it: the whole text may be as long as a book."""
    said = " ".join(text[: _READ + longest].split())
    return said if len(said) <= longest else f"{said[: longest - 1].rstrip()}…"


def words_of(text: str) -> list[str]:
    """Return the folded words by which a request is found, and compared with others."""
    return list(dict.fromkeys(word[:_WORD] for word in words(text[:_FOUND])))


@frozen(kw_only=True)
class Request:
    """What an organisation asks of us.

    Args:
        id: its number.
        contact_id: the organisation.
        contact: its name.
        person_id: who of them asks; None where nobody is named, or the reader may not see them.
        person: their name.
        kind: what is asked for.
        text: what they ask, in their words or in ours.
        received_on: when it came (ISO 8601).
        came_by: how it came: by letter, at the congress.
        deadline_on: by when they need an answer; None where they did not say.
        country: the country it is about (ISO 3166), or empty.
        amount: the money it is about, in the section's currency; 0 for none.
        owner_id: the account of whoever looks after it.
        owner: their name.
        state: how far it has come.
        outcome: what was decided on it; None: nothing yet.
        change_id: its version.
    """

    id: int
    contact_id: int
    contact: str
    person_id: int | None
    person: str
    kind: RequestKind = field(converter=RequestKind)
    text: str
    received_on: str
    came_by: str
    deadline_on: str | None
    country: str
    amount: float
    owner_id: int | None
    owner: str
    state: State = field(converter=State)
    outcome: Outcome | None = field(default=None, converter=converters.optional(Outcome))
    change_id: int

    @property
    def line(self) -> str:
        """What is asked, in one line."""
        return in_a_line(self.text)

    @property
    def money(self) -> str:
        """The money it is about, in the section's currency, as people read it; empty for none."""
        return f"{self.amount:.2f}".removesuffix(".00") if self.amount else ""

    @property
    def standing(self) -> Sentence:
        """How far it has come, and what was decided, as people read it: ``declined, closed``."""
        if self.outcome is None or self.state in UNDECIDED:
            return say("{state}", state=self.state)
        far = say("to be answered") if self.state is State.DECIDED else self.state
        return row([self.outcome.came_to, far])

    def is_late(self, today: str) -> bool:
        """Return whether it has no answer and should have had one before a day (ISO 8601)."""
        return bool(self.deadline_on and self.deadline_on < today and self.state in OPEN)


@frozen(kw_only=True)
class RequestDraft:
    """A request to be written down, values as people write them; who and what are needed.

    Args:
        contact_id: which organisation; of a person, the one they ask for.
        text: what is asked.
        kind: what for; empty: as the words say, else other.
        person: name or number of who of them asks.
        received_on: when it came; empty: today.
        came_by: how.
        deadline_on: by when they need an answer.
        country: the country it is about.
        amount: the money it is about.
        owner: who of us looks after it; empty: the actor.
        version: where one is altered, the ``change_id`` that the editor saw.
    """

    contact_id: int
    text: str
    kind: str = ""
    person: str = ""
    received_on: str = ""
    came_by: str = ""
    deadline_on: str = ""
    country: str = ""
    amount: float = 0.0
    owner: str = ""
    version: int | None = None
