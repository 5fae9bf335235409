"""Stopping a case: at once, in one step, and telling everybody whom it reached."""

from flask import url_for

from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import State as Far
from outreach_crm.forms import Field, Kind
from outreach_crm.model import Ref
from outreach_crm.policy import Action
from outreach_crm.text import Sentence, count, row, say
from outreach_crm.web import asking
from outreach_crm.web.office import Answer, done, page
from outreach_urgent_actions.model import State
from outreach_urgent_actions.model.sending import Order, Stopped
from outreach_urgent_actions.service import finding, stopping
from outreach_urgent_actions.web.pages import HERE, day, pages


@pages.form("/cases/<int:case_id>/stop", Action.SEND)
def stop(app: App, case_id: int) -> Answer:
    """Stop a case, or tell those who got it since it was stopped."""
    case = finding.get_case(app, case_id)
    path = url_for("urgent_actions.show_case", case_id=case_id)
    pull = stopping.pulls(app, [case])
    form = asking.read(*_fields(in_hand=any(one.in_hand for one in pull)))
    if form.ready:
        with asking.told(form) as outcome:
            order, posted = Order(because=form.text("because")), bool(form.answer("posted"))
            stopped = stopping.stop(app, str(Ref("ua_cases", case_id)), order, posted=posted)
            notice = stopped.notice
            if notice and notice.state is Far.SENDING:
                dispatch.send_beside(app, notice.id, path=path)
            return done(
                row([_told(stopped), *(say("{said}.", said=one.to_do) for one in stopped.told_before)], " "), path
            )
        form = outcome.form
    cancelled, told = stopping.foresee(app, case)
    return page(
        f"{HERE}/stop.html",
        form,
        case=case,
        title=say("Stop {case}", case=finding.name_of(case)),
        stopped=case.state is State.STOPPED,
        cancelled=cancelled,
        told=told,
        pull=pull,
        back=path,
        day=day,
    )


def _fields(*, in_hand: bool) -> tuple[Field, ...]:
    why = Field(key="because", label=say("Why it is stopped"), kind=Kind.TEXT, needed=True)
    hint = say("Those it is for are told too. Leave it open where it can still be pulled.")
    label = say("What was printed is in the letter box already")
    posted = Field(key="posted", label=label, kind=Kind.YES_NO, hint=hint)
    return (why, posted) if in_hand else (why,)


def _told(stopped: Stopped) -> Sentence:
    told = count(
        stopped.cancelled,
        "{case} is stopped. {n} message that had not left is cancelled.",
        "{case} is stopped. {n} messages that had not left are cancelled.",
        case=stopped.case,
    )
    recipients = stopped.told.recipients if stopped.told else 0
    if not recipients:
        return say("{told} Nobody who could be told has got it.", told=told)
    notice = count(recipients, "{n} who got it is being told.", "{n} who got it are being told.")
    return say("{told} {notice}", told=told, notice=notice)
