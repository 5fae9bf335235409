"""What can be offered to somebody who is asked for something: the last of the manual's points (p. 184)."""

from collections.abc import Iterator

from outreach_crm.app import App
from outreach_crm.model import Hint, Step
from outreach_crm.text import say
from outreach_urgent_actions.model import Wants
from outreach_urgent_actions.queries import sign_ups

_OFFERS = {
    Wants.PUBLICATIONS: say("They get no publications of ours on what they care about: offer some."),
    Wants.URGENT_ACTIONS: say("They are not signed up for Urgent Actions: some are about their own kind of people."),
}


def hints(app: App, contact_id: int) -> Iterator[Hint]:
    """Yield what a contact never signed up for; who has left something is not offered it again."""
    had = {row["wants"] for row in sign_ups.of_contact(app.store, contact_id)}
    step = Step(label=say("Sign them up"), path=f"/urgent-actions/sign-ups/add?contact={contact_id}")
    for wants, sentence in _OFFERS.items():
        if wants.value not in had:
            yield Hint(sentence=sentence, step=step)
