"""Asks an adviser or advisory group whom to approach, what to ask and how, and takes what they say."""

from outreach_crm.app import App
from outreach_crm.asks.model.advice import Advice, AdviceDraft, AdviceGiven, Role
from outreach_crm.asks.queries import advice as queries
from outreach_crm.changes import service as journal
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Kind
from outreach_crm.dates import read_date
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.sectors import service as sectors


def ask_advice(app: App, draft: AdviceDraft, *, because: str = "") -> Advice:
    """Ask for advice.

    Args:
        app: the App.
        draft: of whom, what, by when; and about whom or which sector.
        because: why.

    Raises:
        InvalidInputError: there is no question or day, or an organisation is asked for advice.
        NotFoundError: a contact or sector does not exist.
    """
    if not draft.question.strip():
        raise InvalidInputError("Say what you would like to know: whom to approach, what to ask, how.")
    adviser = contacts.resolve(app, draft.adviser)
    if adviser.kind is Kind.ORGANISATION:
        raise InvalidInputError(f"{adviser.name} is an organisation: advice is given by a person or a group of ours.")
    if not draft.due_on.strip():
        raise InvalidInputError("Say by when it is needed: 2w, friday, 2026-03-09.")
    with app.change("ask for advice", because=because):
        values = {
            "question": draft.question.strip(),
            "sector": sectors.get(app, draft.sector).key if draft.sector.strip() else "",
            "due_on": read_date(draft.due_on, app.clock.today()).isoformat(),
            "owner_id": app.actor.account_id,
        }
        advice_id = app.store.insert("advice", values)
        _name(app, advice_id, adviser.id, Role.ADVISER)
        if draft.about.strip():
            _name(app, advice_id, contacts.resolve(app, draft.about).id, Role.ABOUT)
        return get_advice(app, advice_id)


def give_advice(app: App, advice_id: int, given: AdviceGiven, *, because: str = "") -> Advice:
    """Write down what was advised; said again, it is said otherwise.

    Args:
        app: the App.
        advice_id: which one.
        given: whom to approach, what to ask, how.
        because: why.

    Raises:
        NotFoundError: there is no such advice.
        InvalidInputError: nothing is advised.
        ConflictError: somebody else changed it since ``given.version``.
    """
    if not any(one.strip() for one in (given.whom, given.what, given.how)):
        raise InvalidInputError("Say whom to approach, what to ask of them, or how: one of the three at least.")
    with app.change("give advice", because=because):
        advice = get_advice(app, advice_id)
        journal.check_version(app, f"advice {advice_id}", advice.change_id, seen=given.version)
        whom = _somebody(app, given.whom)
        app.store.update(
            "advice",
            advice_id,
            {
                "answered_on": advice.answered_on or app.clock.today().isoformat(),
                "whom": given.whom.strip() if whom is None else "",
                "what": given.what.strip(),
                "how": given.how.strip(),
            },
        )
        for row_id, contact_id in queries.rows_of(app.store, advice_id, Role.WHOM).items():
            if contact_id != whom:
                app.store.delete("advice_contacts", row_id)
            else:
                whom = None
        if whom is not None:
            _name(app, advice_id, whom, Role.WHOM)
        return get_advice(app, advice_id)


def get_advice(app: App, advice_id: int) -> Advice:
    """Return an advice.

    Raises:
        NotFoundError: there is none of that number, or it is about somebody the actor may not see.
    """
    found = queries.one(app.store, advice_id)
    if found is None:
        raise NotFoundError(f"There is no advice {advice_id}; outreach asks advice list shows them.")
    return found


def advice_listed(app: App, *, contact_id: int | None = None, everything: bool = False) -> list[Advice]:
    """Return advice that is waited for, the next due first; of one contact, and given advice too, if asked."""
    return queries.listed(app.store, contact_id=contact_id, everything=everything)


def _somebody(app: App, text: str) -> int | None:
    """Return the contact that is meant, or None for words about nobody in the book."""
    if not text.strip():
        return None
    try:
        return contacts.resolve(app, text).id
    except (NotFoundError, InvalidInputError):
        return None


def _name(app: App, advice_id: int, contact_id: int, part: Role) -> None:
    app.store.insert("advice_contacts", {"advice_id": advice_id, "contact_id": contact_id, "part": part.value})
