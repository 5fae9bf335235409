"""What somebody who holds a casefile says on their own page: that they have read what is new."""

from collections.abc import Mapping

from outreach_cases.model.updates import SeenBy
from outreach_cases.queries import updates as queries
from outreach_cases.service.updating import note_seen
from outreach_crm.app import App
from outreach_crm.errors import NotFoundError
from outreach_crm.forms import THEMSELVES, Answer, Field, Kind, Preference
from outreach_crm.storage import Row
from outreach_crm.text import say, term

_KEY = "case-update-"


def preferences(app: App, contact_id: int) -> list[Preference]:
    """Offer a section for each update that was sent to somebody and that they have not said they read."""
    return [
        Preference(
            key=f"{_KEY}{row['id']}",
            title=say("News of {case}", case=row["case_name"]),
            explanation=row["text"],
            fields=(Field(key="read", label=say("I have read it"), kind=Kind.YES_NO, value=False),),
            save="outreach_cases.service.choosing:save",
            rank=10,
        )
        for row in queries.unread_of(app.store, contact_id)
    ]


def save(app: App, contact_id: int, key: str, answers: Mapping[str, Answer]) -> str:
    """Write down that they have read it; return what to say about it.

    Raises:
        NotFoundError: it was not sent to them, or is read already.
    """
    if not answers.get("read"):
        _waiting(app, contact_id, key)
        return say("It is as it was.")
    with app.change(term("note update as read"), because=THEMSELVES):
        found = _waiting(app, contact_id, key)
        note_seen(app, found["id"], found["sent_on"], app.clock.today(), SeenBy.PAGE)
    return say("Thank you for telling us.")


def _waiting(app: App, contact_id: int, key: str) -> Row:
    found = next((row for row in queries.unread_of(app.store, contact_id) if key == f"{_KEY}{row['id']}"), None)
    if found is None:
        raise NotFoundError(say("This waits for no answer any more: it is written down already."))
    return found
