"""Writes down feedback on a decision, and writes it otherwise."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from outreach_cases.model.feedback import Contested, Feedback, FeedbackDraft
from outreach_cases.model.settings import CasesSettings
from outreach_cases.service.feedback.finding import get
from outreach_cases.service.finding import resolve as resolve_case
from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.contacts import service as contacts
from outreach_crm.dates import read_past
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError, OutreachError, sentence_of
from outreach_crm.meaning import suggestion
from outreach_crm.model import Problem
from outreach_crm.text import fold, say, term

LONGEST = 100_000
"""So many letters feedback, reasons or an appeal may have."""
LONGEST_LINE = 200
"""So many letters what stands in one line may have: a name, how it came."""


def receive(app: App, draft: FeedbackDraft, *, because: str = "") -> Feedback:
    """Write down feedback; it is to be answered within the days that the section chose.

    Args:
        app: the App.
        draft: who says what of which decision.
        because: why it is written down.

    Raises:
        InvalidInputError: something is missing or cannot be right; all of it is told at once.
    """
    with app.change(term("receive feedback"), because=because):
        return get(app, app.store.insert("case_feedback", _values(app, draft, None)))


def edit(app: App, feedback_id: int, draft: FeedbackDraft, *, because: str = "") -> Feedback:
    """Write feedback otherwise; what became of it stays, and so does the day by which it is due, unless it came later.

    Raises:
        NotFoundError: there is no such feedback.
        InvalidInputError: something is missing or cannot be right; all of it is told at once.
        ConflictError: somebody else changed it since ``draft.version``.
    """
    with app.change(term("edit feedback"), because=because):
        now = get(app, feedback_id)
        journal.check_version(app, say("feedback {number}", number=feedback_id), now.change_id, seen=draft.version)
        app.store.update("case_feedback", feedback_id, _values(app, draft, now))
        return get(app, feedback_id)


def draft_of(feedback: Feedback) -> FeedbackDraft:
    """Return feedback as somebody would write it, to be altered."""
    return FeedbackDraft(
        decision=feedback.decision.value,
        text=feedback.text,
        case=str(feedback.case_id or ""),
        about="" if feedback.case_id else feedback.case,
        contact=str(feedback.contact_id or ""),
        giver=feedback.giver,
        received_on=feedback.received_on,
        came_by=feedback.came_by,
        owner=feedback.owner,
        version=feedback.change_id,
    )


def _values(app: App, draft: FeedbackDraft, now: Feedback | None) -> dict[str, Any]:
    readers: dict[str, Callable[[], dict[str, Any]]] = {
        "case": lambda: _case(app, draft),
        "decision": lambda: {"decision": _decision(draft)},
        "contact": lambda: _giver(app, draft, now),
        "text": lambda: {"text": read_text(draft.text, say("Say what they say of the decision."))},
        "received_on": lambda: _days(app, draft, now),
        "came_by": lambda: {"came_by": read_line(draft.came_by)},
        "owner": lambda: {"owner_id": _owner(app, draft, now)},
    }
    found: dict[str, Any] = {}
    problems = []
    for key, read in readers.items():
        try:
            found |= read()
        except OutreachError as error:
            problems.append(Problem(field=key, sentence=sentence_of(error)))
    if problems:
        raise InvalidInputError(problems[0].sentence, tuple(problems))
    return found


def read_text(text: str, missing: str) -> str:
    """Return what somebody wrote.

    Raises:
        InvalidInputError: nothing, which ``missing`` says, or too much.
    """
    if not fold(text).strip():
        raise InvalidInputError(missing)
    if len(text) > LONGEST:
        raise InvalidInputError(say("That has {number} letters, and {longest} fit.", number=len(text), longest=LONGEST))
    return text.strip()


def read_line(text: str) -> str:
    """Return what somebody wrote as one line; nothing where there is nothing to be seen in it.

    Raises:
        InvalidInputError: it is too long.
    """
    line = " ".join(text.split())
    if len(line) > LONGEST_LINE:
        raise InvalidInputError(
            say("That has {number} letters, and {longest_line} fit here.", number=len(line), longest_line=LONGEST_LINE)
        )
    return line if fold(line).strip() else ""


def _case(app: App, draft: FeedbackDraft) -> dict[str, Any]:
    about = read_line(draft.about)
    if draft.case.strip() and about:
        raise InvalidInputError(
            say("It is about a case in the portfolio or about one that is not; say only one of them.")
        )
    if about:
        return {"case_id": None, "about": about}
    if not draft.case.strip():
        raise InvalidInputError(say("Say which case it is about; of one that is in no portfolio, what it is called."))
    try:
        return {"case_id": resolve_case(app, draft.case).id, "about": ""}
    except NotFoundError:
        raise InvalidInputError(
            say(
                "{case!r} is no case that stands here; outreach cases list shows those that do."
                " Where it is in no portfolio, give its name as that (--about).",
                case=draft.case.strip(),
            )
        ) from None


def _decision(draft: FeedbackDraft) -> str:
    said, known = draft.decision.strip().lower(), [one.value for one in Contested]
    if said not in known:
        raise InvalidInputError(
            say(
                "{decision!r} is no decision on a case{suggestion}; it is {names}.",
                decision=draft.decision.strip(),
                suggestion=suggestion(said, known),
                names=", ".join(known),
            )
        )
    return said


def _giver(app: App, draft: FeedbackDraft, now: Feedback | None) -> dict[str, Any]:
    words = read_line(draft.giver)
    if draft.contact.strip() and words:
        raise InvalidInputError(say("Say who gives it as a contact or in words, not as both."))
    if words:
        return {"contact_id": None, "giver": words}
    if not draft.contact.strip():
        if now is not None and now.contact_id is None and not now.giver:
            return {"contact_id": None, "giver": ""}  # whoever gave it is erased
        raise InvalidInputError(say("Say who gives it: a contact, or in words who they are."))
    found = contacts.resolve(app, draft.contact)
    if found.trashed_on and not (now is not None and now.contact_id == found.id):
        raise ConflictError(
            say(
                "{name} is in the trash: outreach contacts restore {number} brings them back.",
                name=found.name,
                number=found.id,
            )
        )
    return {"contact_id": found.id, "giver": ""}


def _days(app: App, draft: FeedbackDraft, now: Feedback | None) -> dict[str, Any]:
    """Return when it came, and by when it is to be answered."""
    today = app.clock.today()
    day = read_past(draft.received_on, today) if draft.received_on.strip() else today
    if now is not None and not draft.received_on.strip():
        day = date.fromisoformat(now.received_on)
    if day > today:
        raise InvalidInputError(say("{day} has not come yet: nothing came then.", day=day))
    if now is not None and now.steps and day > date.fromisoformat(now.steps[0].happened_on):
        first = now.steps[0]
        raise InvalidInputError(
            say(
                "It was {step} on {happened_on}: it cannot have come on {day}.",
                step=first.step.label,
                happened_on=first.happened_on,
                day=day,
            )
        )
    if now is not None and now.received_on == day.isoformat():
        return {"received_on": now.received_on, "due_on": now.due_on}
    return {"received_on": day.isoformat(), "due_on": due(app, day)}


def due(app: App, day: date) -> str:
    """Return by when something that came on a day is due from us (ISO 8601).

    Raises:
        InvalidInputError: that day is beyond the calendar.
    """
    try:
        return (day + timedelta(app.settings.of("cases", CasesSettings).feedback_days)).isoformat()
    except OverflowError:
        raise InvalidInputError(say("{day} is beyond the calendar.", day=day)) from None


def _owner(app: App, draft: FeedbackDraft, now: Feedback | None) -> int | None:
    if draft.owner.strip():
        return accounts.find_account(app, draft.owner).id
    return now.owner_id if now is not None else app.actor.account_id
