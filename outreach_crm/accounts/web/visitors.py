"""Somebody who is signed in, as pages know them."""

from functools import partial

from outreach_crm.accounts import service
from outreach_crm.accounts.model import Session
from outreach_crm.app import App
from outreach_crm.model import Actor, Via
from outreach_crm.web.visiting import Visitor, Word


def visitor_of(app: App, session: Session) -> Visitor:
    """Return somebody who is signed in, as pages know them."""

    def take() -> Word | None:
        told = service.take_word(app, session.mark)
        return Word(sentence=told[0], change_id=told[1]) if told else None

    return Visitor(
        actor=Actor(name=session.account.name, via=Via.WEB, role=session.account.role),
        mark=session.mark,
        leave=lambda word: service.leave_word(app, session.mark, word.sentence, word.change_id),
        take=take,
        take_form=partial(service.take_form, app),
        form_led=partial(service.form_led, app),
        form_leads=partial(service.form_leads, app),
        language=session.account.language,
    )
