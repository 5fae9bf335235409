"""Jobs as records: work that takes longer than a page may, how far it is, and what came of it."""

import json
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from attrs import field, frozen

from outreach_crm.policy import Role
from outreach_crm.text import say, term

ATTEMPTS = 3
"""How often a job is begun: what ended a program three times would end it again."""

Progress = Callable[[int, int | None], None]
"""Is told how much is done, and of how much; None where nobody knows. It may end the work: somebody stopped it."""


class State(StrEnum):
    """What became of a job."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    # Somebody stopped it, or it was cut off too often.
    INTERRUPTED = "interrupted"

    @property
    def label(self) -> str:
        """What people read."""
        return _TOLD[self]


_TOLD: Mapping[State, str] = {
    State.WAITING: say("waits"),
    State.RUNNING: say("goes on"),
    State.DONE: say("finished"),
    State.FAILED: say("went wrong"),
    State.INTERRUPTED: say("broke off"),
}


@frozen(kw_only=True)
class Result:
    """What came of a job.

    Args:
        sentence: what was done.
        path: the path of the page that shows it; empty for none.
        change_id: the change that can be taken back; None where there is none.
    """

    sentence: str
    path: str = ""
    change_id: int | None = None


def _arguments(given: str | Mapping[str, Any]) -> Mapping[str, Any]:
    return json.loads(given) if isinstance(given, str) else given


@frozen(kw_only=True)
class Job:
    """Work that was asked for.

    Args:
        id: its number.
        work: the kind of work (:class:`outreach_crm.model.Work`).
        title: what it is called.
        arguments: what it is given.
        account_id: whose it is; None where they had no account yet.
        actor: their name.
        via: through which door they asked for it.
        role: what they were there for.
        state: what became of it.
        done: how much is done.
        total: of how much; None where nobody knows.
        sentence: what came of it.
        path: the path of the page that shows that; empty for none.
        change_id: the change that can be taken back.
        attempts: how often it was begun.
        stopping: whether somebody asked it to stop.
        owner: who is at it: a program, and a word of its own.
        lease_until: until when they are believed to be.
        made_at: when it was asked for (UTC).
        started_at: when it was begun last.
        ended_at: when it was over.
    """

    id: int
    work: str
    title: str = field(converter=term)
    arguments: Mapping[str, Any] = field(converter=_arguments)
    account_id: int | None
    actor: str
    via: str
    role: Role = field(converter=Role)
    state: State = field(converter=State)
    done: int
    total: int | None
    sentence: str
    path: str
    change_id: int | None
    attempts: int
    stopping: bool = field(converter=bool)
    owner: str
    lease_until: str
    made_at: str
    started_at: str | None
    ended_at: str | None

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state not in {State.WAITING, State.RUNNING}
