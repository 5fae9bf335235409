"""What is to be done of cases that groups hold: name a holder, read the duties, send the casefile, tell the others."""

from collections.abc import Iterator
from datetime import date

from outreach_cases.model.holdings import Holding
from outreach_cases.model.openness import against_giving
from outreach_cases.queries import cases as case_queries
from outreach_cases.queries import holdings as queries
from outreach_crm.app import App
from outreach_crm.model import Ref, Reminder, Step
from outreach_crm.text import Sentence, later, say

_SUMMARY = later("{n} cases that groups hold lack something")


def reminders(app: App) -> list[Reminder]:
    """Return what is to be done of cases that groups hold, one thing of each at a time."""
    lacking = [one for holding in queries.waiting(app.store) if (one := _first(holding)) is not None]
    return [*_no_longer(app), *lacking]


def _no_longer(app: App) -> Iterator[Reminder]:
    """Yield what groups hold of cases that are public no more, or whose people agree to quiet work only."""
    day = app.clock.today()
    held = queries.not_for_groups(app.store)
    cases = {one.id: one for one in case_queries.some(app.store, {one.case_id for one in held}, day.isoformat())}
    for holding in held:
        why = next(against_giving(cases[holding.case_id]), None)
        if why is not None:
            yield Reminder(
                due_on=day,
                sentence=say("{group} holds a case that is not for groups: {why}", group=holding.group, why=why),
                command=f"outreach cases relinquish {holding.group_id} {holding.case_id} --because REASON",
                group="Casefiles",
                ref=Ref("case_holdings", holding.id),
                summary=_SUMMARY,
                step=Step(label=say("Let them go of it"), path=f"/cases/holdings/{holding.id}/relinquish"),
                alarm=True,
            )


def _first(holding: Holding) -> Reminder | None:
    """Return what comes first of a holding: without a holder nothing can be sent."""
    verb, sentence, label = next(_what(holding), ("", None, ""))
    if sentence is None:
        return None
    begun = holding.holder.from_on if holding.holder and not holding.vacant else holding.from_on
    return Reminder(
        due_on=date.fromisoformat(begun),
        sentence=sentence,
        command=f"outreach cases {verb} {holding.group_id} {holding.case_id}{' NAME' if holding.vacant else ''}",
        group="Casefiles",
        ref=Ref("case_holdings", holding.id),
        summary=_SUMMARY,
        step=Step(label=label, path=f"/cases/holdings/{holding.id}"),
        alarm=holding.vacant,
    )


def _what(holding: Holding) -> Iterator[tuple[str, Sentence | None, str]]:
    named = {"group": holding.group, "case": holding.case}
    if holding.vacant:
        yield "hand-over", say("{group}: nobody holds the casefile of {case}", **named), say("Name a holder")
    elif holding.holder is not None and holding.holder.contact_id is not None:
        named["who"] = holding.holder.person
        if not holding.agreed_on:
            yield "agree", say("{group} has not read the duties for {case}", **named), say("Say that they agree")
        if holding.holder.version_id is None:
            yield "send-casefile", say("{who} ({group}) waits for the casefile of {case}", **named), say("Send it")
        if holding.holder.told_on is None:
            told = say("Tell coordinator and programme that {who} ({group}) holds the casefile of {case}", **named)
            yield "announce", told, say("Tell them")
