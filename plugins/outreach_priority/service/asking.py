"""Asks a further person while a round is open, or one anew who had withdrawn."""

import secrets

from outreach_crm.app import App
from outreach_crm.contacts.model import Contact
from outreach_crm.errors import ConflictError
from outreach_crm.storage import Row
from outreach_crm.text import say, term
from outreach_priority.model import Assessment, Sheet, SheetState
from outreach_priority.queries import sheets
from outreach_priority.service import finding
from outreach_priority.service.closing import check_open
from outreach_priority.service.opening import adviser, ask_for_sheets

ASKED = term("ask adviser")
"""What the history calls it."""


def ask(app: App, assessment_id: int, person: str, *, role: str = "", because: str = "") -> Sheet:
    """Ask a further person for a sheet; whoever had withdrawn gets their own seat again, and an empty sheet.

    It has a number of its own, so links and files of the one that was withdrawn open nothing any more: that is how a
    link is ended that came into other hands.

    Args:
        app: the App.
        assessment_id: in which assessment.
        person: their name or number.
        role: in which role they judge.
        because: why.

    Raises:
        NotFoundError: there is no such assessment or person.
        InvalidInputError: it is no person.
        RefusedError: no round is open.
        ConflictError: they are asked already.
    """
    found = adviser(app, person)
    with app.change(ASKED, because=because):
        assessment = finding.get(app, assessment_id)
        check_open(assessment)
        seats = [one for turn in range(1, assessment.round + 1) for one in sheets.seats(app.store, assessment.id, turn)]
        held = [one for one in seats if one["adviser_id"] == found.id]
        seat = held[-1]["seat"] if held else max((one["seat"] for one in seats), default=0) + 1
        now = next(
            (one for one in sheets.seats(app.store, assessment.id, assessment.round) if one["seat"] == seat), None
        )
        if now is None:
            ask_for_sheets(app, assessment.id, assessment.round, [(seat, found.id, " ".join(role.split()))])
        else:
            _ask_again(app, assessment, found, now)
        return finding.sheet_of_seat(app, assessment, seat)


def _ask_again(app: App, assessment: Assessment, found: Contact, now: Row) -> None:
    """Make an empty sheet of the one that somebody withdrew in this round, with a number of its own."""
    if now["state"] != SheetState.WITHDRAWN:
        raise ConflictError(
            say(
                "{name} is adviser {seat} of {assessment} already, and fills in one sheet a round.",
                name=found.name,
                seat=now["seat"],
                assessment=assessment.title,
            )
        )
    _empty(app, now["id"])
    values = {"uid": secrets.token_hex(8), "state": SheetState.ASKED.value, "handed_in_at": None, "late": 0}
    app.store.update("priority_sheets", now["id"], values)


def _empty(app: App, sheet_id: int) -> None:
    """Take out what a sheet says: whoever withdrew it did not mean anybody to read it."""
    for row in sheets.written(app.store, sheet_id):
        app.store.delete("priority_answers", row["id"])
    for row in sheets.said(app.store, sheet_id):
        app.store.delete("priority_stances", row["id"])
