"""Asks of every state, and advice that is waited for and given, in the prepared office."""

from outreach_crm.app import App
from outreach_crm.asks import service
from outreach_crm.asks.model import AskDraft, State, StepDraft
from outreach_crm.asks.model.advice import AdviceDraft, AdviceGiven
from outreach_crm.attachments import service as attachments
from outreach_crm.contacts import service as contacts
from outreach_crm.model import Ref

_LEAGUE = "Nordic Women Lawyers' League"
_PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
_AHEAD = (State.PLANNED, State.MADE, State.DECLINED, State.DONE, State.REPORTED, State.GIVEN_UP)


def asks(app: App) -> None:
    """Ask an organisation that no mailing goes to for something, and an adviser for advice."""
    league = contacts.resolve(app, _LEAGUE).id
    for to in _AHEAD:
        draft = AskDraft(contact_id=league, sentence=f"Write to the minister: {to.name}", why="They can", due_on="3w")
        ask = service.plan(app, draft)
        if to is not State.PLANNED:
            for each in ([State.DONE] if to is State.REPORTED else []) + [to]:
                ask = service.move(app, ask.id, StepDraft(to=each, note="said so"))
    attachments.attach(app, Ref("asks", ask.id), "reply.pdf", "application/pdf", _PDF)
    for given in (AdviceGiven(whom="the treasurer", what="Sign", how="Ring first"), None):
        asked = AdviceDraft(
            adviser="Lena Akerblom", question="Whom, and how?", due_on="2w", about="Nordic Women Lawyers' League"
        )
        advice = service.ask_advice(app, asked)
        if given:
            service.give_advice(app, advice.id, given)
