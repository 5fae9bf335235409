"""Keeps a list from saying what a list cannot know: that a case is of somebody else, or that they agree after all."""

from outreach_cases.model.cases import Case, CaseDraft, Consent
from outreach_cases.model.levels import Decided, Track
from outreach_cases.queries import cases as queries
from outreach_cases.queries import transitions
from outreach_cases.service.finding import get
from outreach_crm.app import App
from outreach_crm.dates import read_past
from outreach_crm.errors import InvalidInputError
from outreach_crm.model import Problem
from outreach_crm.text import Sentence, later, say, sort_name, words_in_order


def check_row(there: Case, draft: CaseDraft) -> None:
    """Check that a row is of the case that it is taken for, and that it takes no wish back.

    A reference that stands in two rows, or slipped by a line, would else make one person out of two.

    Args:
        there: the case of the row's reference, or of its name.
        draft: the case as the row would have it.

    Raises:
        InvalidInputError: no word of the name is that of the case, or they want no work and the row says otherwise.
    """
    if not {*words_in_order(there.name)} & {*words_in_order(draft.name)}:
        raise _wrong(
            "name",
            say(
                "{ref} is {name}: somebody else has another reference. Where only the name is"
                " another: outreach cases edit {number} --name {draft_name!r}",
                ref=there.ref or there.id,
                name=there.name,
                number=there.id,
                draft_name=draft.name,
            ),
        )
    if there.consent is Consent.AGAINST and draft.consent != Consent.AGAINST.value:
        raise _wrong(
            "consent",
            say(
                "{called}: they want no work, and no list takes that back. Leave the cell empty; where they agree"
                " again: outreach cases edit {number} --consent",
                called=there.called,
                number=there.id,
            ),
        )


def is_known(app: App, there: Case, level: Decided) -> bool:
    """Return whether a level stands in the history of a case already on its day, so that a list repeats it only."""
    if not level.decided_on.strip():
        return False
    day = read_past(level.decided_on, app.clock.today()).isoformat()
    known = transitions.of_case(app.store, there.id, Track.LEVEL)
    return any((one.state, one.decided_on) == (level.state, day) for one in known)


def namesakes(app: App, case: Case) -> list[Sentence]:
    """Return a caution for each other case of the same name in the same country, or where no country is known."""
    there = [
        get(app, row["id"])
        for row in queries.named(app.store, sort_name(case.name))
        if row["id"] != case.id and (not case.country or row["country"] in {"", case.country})
    ]
    told = later("{case}, case {number}, is called so too. Where it is the same person, keep one.")
    return [say(told, case=one.called, number=one.id) for one in there]


def _wrong(key: str, sentence: str) -> InvalidInputError:
    return InvalidInputError(sentence, (Problem(field=key, sentence=sentence),))
