"""Says of records of other features, such as Urgent Actions, to which long-term cases they belong."""

from collections.abc import Iterator

from outreach_cases.queries import cases as case_queries
from outreach_cases.queries import links as queries
from outreach_crm import policy
from outreach_crm.app import App
from outreach_crm.model import Hint, Ref, Step
from outreach_crm.policy import Action
from outreach_crm.text import say


def hints(app: App, ref: Ref) -> Iterator[Hint]:
    """Yield the cases to which a record belongs and which the actor may see, and that all work rests where it does."""
    numbers = [one for one in queries.pointed(app.store, ref) if policy.may(app.actor, Action.LOOK, Ref("cases", one))]
    for one in case_queries.some(app.store, numbers, app.clock.today().isoformat()) if numbers else ():
        told = say("It belongs to the long-term case {case}: {state}.", case=one.called, state=one.standing)
        if one.stopped:
            told = say("It belongs to the long-term case {case}, on which all work rests: {why}.", case=one.called,
                       why=one.stopped)  # fmt: skip
        yield Hint(sentence=told, step=Step(label=say("See the case"), path=f"/cases/{one.id}"))
