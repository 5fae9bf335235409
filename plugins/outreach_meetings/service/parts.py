"""Says who has which part in a meeting: who chairs it, who takes the minutes, which guests are invited."""

from collections.abc import Sequence

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Kind
from outreach_meetings.model.series import Part
from outreach_meetings.queries import series as queries


def give(app: App, series_id: int, sitting_id: int | None, part: Part, who: str) -> bool:
    """Give a part that one person has at a time to somebody, or to nobody; return whether that is new.

    Args:
        app: the App, in a change.
        series_id: the series.
        sitting_id: the one meeting; None for all of the series.
        part: who chairs it, or who takes the minutes.
        who: a person, by number or name; empty for nobody.

    Raises:
        NotFoundError: there is no such person.
        InvalidInputError: several are called so, or it is no person.
    """
    chosen = contacts.resolve(app, who, kind=Kind.PERSON).id if who.strip() else None
    there = queries.parts(app.store, series_id, sitting_id, part)
    if chosen in there.values() or (chosen is None and not there):
        return False
    for row_id in there:
        app.store.delete("meeting_people", row_id)
    if chosen is not None:
        _insert(app, series_id, sitting_id, chosen, part)
    return True


def set_guests(app: App, series_id: int, sitting_id: int | None, who: Sequence[str]) -> bool:
    """Invite these guests and no others; return whether that is new.

    Raises:
        NotFoundError: there is no such contact.
        InvalidInputError: several are called so.
    """
    chosen = {contacts.resolve(app, one).id for one in who if one.strip()}
    there = queries.parts(app.store, series_id, sitting_id, Part.GUEST)
    for row_id, contact_id in there.items():
        if contact_id not in chosen:
            app.store.delete("meeting_people", row_id)
    new = sorted(chosen - set(there.values()))
    for contact_id in new:
        _insert(app, series_id, sitting_id, contact_id, Part.GUEST)
    return chosen != set(there.values())


def _insert(app: App, series_id: int, sitting_id: int | None, contact_id: int, part: Part) -> None:
    values = {"series_id": series_id, "sitting_id": sitting_id, "contact_id": contact_id, "part": part.value}
    app.store.insert("meeting_people", values)
