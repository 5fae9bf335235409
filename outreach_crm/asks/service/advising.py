"""Asks an adviser or advisory group whom to approach, what to ask and how, and takes what they say."""

from outreach_crm.app import App
from outreach_crm.asks.model.advice import Advice, AdviceDraft, AdviceGiven, Role
from outreach_crm.asks.queries import advice as queries
from outreach_crm.changes import service as journal
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Contact, Kind
from outreach_crm.dates import read_optional
from outreach_crm.errors import InvalidInputError, NotFoundError, sentence_of
from outreach_crm.model import Problem
from outreach_crm.sectors import service as sectors
from outreach_crm.text import say, within


def ask_advice(app: App, draft: AdviceDraft, *, because: str = "") -> Advice:
    """Ask for advice.

    Args:
        app: the App.
        draft: of whom, what, by when; and about whom or which sector.
        because: why.

    Raises:
        InvalidInputError: there is no question or day, the day has passed, or an organisation is asked for advice; all
            of it is told at once.
        NotFoundError: a contact or sector does not exist.
    """
    adviser, due_on = _adviser(app, draft.adviser), _check(app, draft)
    with app.change("ask for advice", because=because):
        values = {
            "question": draft.question.strip(),
            "sector": sectors.get(app, draft.sector).key if draft.sector.strip() else "",
            "due_on": due_on,
            "owner_id": app.actor.account_id,
        }
        advice_id = app.store.insert("advice", values)
        _name(app, advice_id, adviser.id, Role.ADVISER)
        if draft.about.strip():
            _name(app, advice_id, contacts.resolve(app, draft.about).id, Role.ABOUT)
        return get_advice(app, advice_id)


def _adviser(app: App, text: str) -> Contact:
    """Return the adviser or the group of ours that is meant.

    Raises:
        NotFoundError: there is none; a group may have to be written down first.
        InvalidInputError: it is an organisation.
    """
    try:
        adviser = contacts.resolve(app, text)
    except NotFoundError as error:
        first = f'outreach groups add "{text}" --structure advisory'
        raise NotFoundError(
            say(
                "{error}; a group of ours is written down first: {first}.",
                error=within(sentence_of(error)),
                first=first,
            )
        ) from error
    if adviser.kind is Kind.ORGANISATION:
        raise InvalidInputError(
            say("{adviser} is an organisation: advice is given by a person or a group of ours.", adviser=adviser.name)
        )
    return adviser


def _check(app: App, draft: AdviceDraft) -> str:
    """Return by when it is needed (ISO 8601).

    Raises:
        InvalidInputError: with a problem for each thing that is missing or cannot be right.
    """
    problems, today = [], app.clock.today()
    due_on = read_optional(draft.due_on.strip(), today)
    if not draft.question.strip():
        told = say("Say what you would like to know: whom to approach, what to ask, how.")
        problems.append(Problem(field="question", sentence=told))
    if due_on is None:
        problems.append(
            Problem(field="due_on", sentence=say("Say by when it is needed (--by 2w, friday, 2026-03-09)."))
        )
    elif due_on < today:
        problems.append(
            Problem(field="due_on", sentence=say("{due_on} has passed: nobody can advise by then.", due_on=due_on))
        )
    if due_on is None or problems:
        raise InvalidInputError(problems[0].sentence, tuple(problems))
    return due_on.isoformat()


def give_advice(app: App, advice_id: int, given: AdviceGiven, *, because: str = "") -> Advice:
    """Write down what was advised; said again, it is said otherwise, and what is not repeated stays.

    Args:
        app: the App.
        advice_id: which one.
        given: whom to approach, what to ask, how.
        because: why.

    Raises:
        NotFoundError: there is no such advice.
        InvalidInputError: nothing is advised, or several contacts may be meant by whom to approach.
        ConflictError: somebody else changed it since ``given.version``.
    """
    with app.change("give advice", because=because):
        advice = get_advice(app, advice_id)
        journal.check_version(app, say("advice {number}", number=advice_id), advice.change_id, seen=given.version)
        said = {key: text.strip() for key in ("whom", "what", "how") if (text := getattr(given, key)) is not None}
        there = {"whom": advice.approached, "what": advice.what, "how": advice.how}
        if not any((there | said).values()):
            told = say("Say whom to approach, what to ask of them, or how: one of the three at least.")
            raise InvalidInputError(told, (Problem(field="what", sentence=told),))
        values = {"answered_on": advice.answered_on or app.clock.today().isoformat(), **said}
        if "whom" in said:
            somebody = _somebody(app, said["whom"])
            values["whom"] = said["whom"] if somebody is None else ""
            _approach(app, advice_id, somebody)
        app.store.update("advice", advice_id, values)
        return get_advice(app, advice_id)


def _approach(app: App, advice_id: int, whom: int | None) -> None:
    """Write down the contact whom it is best to approach, and take out who is it no more."""
    there = queries.rows_of(app.store, advice_id, Role.WHOM)
    for row_id, contact_id in there.items():
        if contact_id != whom:
            app.store.delete("advice_contacts", row_id)
    if whom is not None and whom not in there.values():
        _name(app, advice_id, whom, Role.WHOM)


def get_advice(app: App, advice_id: int) -> Advice:
    """Return an advice.

    Raises:
        NotFoundError: there is none of that number, or it is about somebody the actor may not see.
    """
    found = queries.one(app.store, advice_id)
    if found is None:
        raise NotFoundError(
            say("There is no advice {advice_id}; outreach asks advice list shows them.", advice_id=advice_id)
        )
    return found


def advice_listed(app: App, *, contact_id: int | None = None, everything: bool = False) -> list[Advice]:
    """Return advice that is waited for, the next due first; of one contact, and given advice too, if asked."""
    return queries.listed(app.store, contact_id=contact_id, everything=everything)


def _somebody(app: App, text: str) -> int | None:
    """Return the contact that is meant, or None for words about nobody in the book.

    Raises:
        InvalidInputError: several may be meant.
    """
    if not text:
        return None
    try:
        return contacts.resolve(app, text).id
    except NotFoundError:
        return None


def _name(app: App, advice_id: int, contact_id: int, part: Role) -> None:
    app.store.insert("advice_contacts", {"advice_id": advice_id, "contact_id": contact_id, "part": part.value})
