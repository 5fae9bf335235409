"""The board of cases: what each line tells, what there is to mind about a case, and its next step."""

from enum import StrEnum

from attrs import field, frozen


class Tab(StrEnum):
    """Which cases stand on the board."""

    # Open, and its deadline is still to come, or it has none and its last message is not old.
    RUNNING = "running"
    # Closed, or open and too late to write about.
    PAST = "past"
    STOPPED = "stopped"
    ALL = "all"


class Next(StrEnum):
    """What is to be done next about a case."""

    SEND = "send"
    APPROVE = "approve"
    # Something stands still that can go on.
    GO_ON = "go-on"
    WATCH = "watch"
    # It is stopped, and somebody got it since who was not told.
    TELL = "tell"
    CLOSE = "close"
    LOG = "log"
    NOTHING = "nothing"


@frozen(kw_only=True)
class Step:
    """The next step about a case; ``issue_id`` is the issue it is taken with, None where it is the case itself."""

    what: Next = field(converter=Next)
    issue_id: int | None = None


@frozen(kw_only=True)
class BoardLine:
    """A case on the board; days are ISO 8601 dates.

    ``last`` is what its last issue is called, ``got`` how many contacts got any of its issues, ``left`` how many
    messages have not left, ``held`` how many were kept back, ``wrote`` how many contacts wrote and ``appeals`` how
    many appeals came back, ``alarms`` sentences about what is to be looked at.
    """

    id: int
    name: str
    state: str
    state_on: str | None
    subject: str
    issues: int
    deadline_on: str | None
    last: str
    last_on: str
    last_id: int | None
    got: int
    left: int
    held: int
    wrote: int
    appeals: int
    alarms: tuple[str, ...]
    step: Step
