"""Writes the answer to feedback, which leaves as it stands."""

from outreach_cases.model.feedback import Feedback, State
from outreach_cases.model.replies import Reply, ReplyDraft
from outreach_cases.queries import feedback as queries
from outreach_cases.service.feedback.finding import answers, get
from outreach_cases.service.feedback.receiving import read_line, read_text
from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import ConflictError
from outreach_crm.text import say, term


def write(app: App, feedback_id: int, draft: ReplyDraft, *, because: str = "") -> Reply:
    """Write the answer to feedback, with the reasons for the decision; written again it is another one.

    Args:
        app: the App.
        feedback_id: what it answers.
        draft: what it says.
        because: why.

    Raises:
        NotFoundError: there is no such feedback.
        InvalidInputError: it says nothing, or too much.
        ConflictError: the feedback has its answer, or it is on its way; or somebody else wrote meanwhile.
    """
    with app.change(term("write answer"), because=because):
        found = to_answer(app, feedback_id)
        answers(app, feedback_id).check_still()
        values = {
            "text": read_text(draft.text, say("Write what they are answered: the reasons for the decision.")),
            "subject": read_line(draft.subject) or subject_of(found),
            "language": contacts.read_language(draft.language) or language_of(app, found),
            "made_on": app.clock.today().isoformat(),
        }
        there = queries.reply(app.store, feedback_id)
        if there is None:
            app.store.insert("case_feedback_answers", {"feedback_id": feedback_id, **values})
        else:
            journal.check_version(
                app, say("answer to feedback {number}", number=feedback_id), there.change_id, seen=draft.version
            )
            app.store.update("case_feedback_answers", there.id, values)
        return queries.written(app.store, feedback_id)


def to_answer(app: App, feedback_id: int) -> Feedback:
    """Return feedback that is to be answered.

    Raises:
        NotFoundError: there is no such feedback.
        ConflictError: it has its answer, or is concluded.
    """
    found = get(app, feedback_id)
    if found.state is not State.OPEN:
        raise ConflictError(
            say(
                "Feedback {feedback_id} is {state}: there is nothing to answer now.",
                feedback_id=feedback_id,
                state=found.state.label,
            )
        )
    return found


def subject_of(feedback: Feedback) -> str:
    """Return what stands above an answer where nobody says otherwise."""
    return str(say("Your feedback on the {decision} of {case}", decision=feedback.decision, case=feedback.case))


def language_of(app: App, feedback: Feedback) -> str:
    """Return the language of who gave feedback, else of the section."""
    theirs = contacts.get(app, feedback.contact_id).language if feedback.contact_id is not None else ""
    return theirs.partition("-")[0] or app.section.language
