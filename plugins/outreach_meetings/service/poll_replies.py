"""Takes in what people answer to a poll by mail: what is clear is written down, the rest waits for a person."""

from outreach_crm.app import App
from outreach_crm.errors import NotFoundError
from outreach_crm.model import Mail
from outreach_meetings.model.polls import Way
from outreach_meetings.model.replies import read_reply
from outreach_meetings.service import poll_answers, polling

_TOLD = 1_000


def take_reply(app: App, poll_id: int, mail: Mail) -> None:
    """Write down what somebody answers by mail; call it inside the change that keeps the mail.

    What is not clear, or came after the last day, stands with them as a reply to be read. What came when the date was
    chosen already, or from who is not asked any more, stands in their history alone.
    """
    try:
        found = polling.poll(app, poll_id)
        who = poll_answers.asked_of(found, mail.contact_id)
    except NotFoundError:
        return
    if not found.is_open:
        return
    said = read_reply(mail.text, len(found.dates), who.name) if mail.on <= found.closes_on else None
    if said is None:
        told = " ".join((mail.text or mail.subject).split())[:_TOLD]
        app.store.update("meeting_poll_people", who.id, {"reply": told or "(nothing written)"})
        return
    by_date = {found.dates[number - 1].id: answer for number, answer in said.items()}
    poll_answers.write(app, found.id, who.contact_id, by_date, Way.MAIL)
    if who.reply:
        app.store.update("meeting_poll_people", who.id, {"reply": ""})
