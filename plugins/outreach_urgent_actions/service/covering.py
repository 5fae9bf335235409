"""What a message says: the text over the sheet, by how somebody takes part, and the sheet in their language."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from outreach_crm.app import App
from outreach_crm.dispatch.model import Text
from outreach_crm.errors import NotFoundError
from outreach_crm.languages import day_in
from outreach_crm.sectors import service as sectors
from outreach_crm.storage import Row
from outreach_crm.text import literal
from outreach_urgent_actions.model import Issue, Kind
from outreach_urgent_actions.queries import issues as queries

COVERING = "covering"
"""The field of a message that holds the text over the sheet."""

_LATE = "late:"
# To somebody who joined after the case began; AIUSA wrote so to whoever had not had the first issue.
_LATE_NOTE = "This is an update to {ua_number}. Please write even though you may not have received the original."
_STOP = (
    "{salutation},\n\nPlease stop writing about {ua_number} at once. Send no further letter, e-mail or call, and put"
    " aside what is not yet posted.\n\nYou are told because we sent you an appeal about {ua_number}. Thank you for"
    " acting, and for stopping now."
)
_LONGEST_SUBJECT = 290


def texts(app: App, issue: Issue) -> tuple[Text, ...]:
    """Return the texts of an issue to be sent, each with room for the covering text; the section's language first.

    An issue of which only the heading is known has one text, made of what is known.
    """
    rows = queries.texts(app.store, issue.id)
    if not rows and issue.kind is Kind.STOP:
        return (stop_notice(app),)
    rows = rows or [_made_up(app, issue)]
    own = app.section.language
    rows.sort(key=lambda row: (row["language"] != own, row["language"].partition("-")[0] != own))
    return tuple(
        Text(
            language=row["language"],
            subject=literal(row["subject"])[:_LONGEST_SUBJECT] or literal(issue.subject)[:_LONGEST_SUBJECT],
            body=f"{{{COVERING}}}{literal(row['body'])}",
        )
        for row in rows
    )


def stop_notice(app: App) -> Text:
    """Return what is said where no stop came that says it."""
    return Text(language=app.section.language, subject="STOP ACTION: {ua_number}", body=f"{{{COVERING}}}{_STOP}")


def variants(app: App, keys: Iterable[str]) -> Mapping[str, Mapping[str, str]]:
    """Return the covering text of each variant, ``capacity:sector``, with ``late:`` before it for later joiners."""
    return {key: {COVERING: _over(app, key)} for key in keys if key}


def _over(app: App, key: str) -> str:
    late = key.startswith(_LATE)
    capacity, _, sector = key.removeprefix(_LATE).partition(":")
    paragraphs = ["{salutation},", _LATE_NOTE if late else "", _asked(app, capacity, sector)]
    return "".join(f"{one}\n\n" for one in paragraphs if one)


def _asked(app: App, capacity: str, sector: str) -> str:
    """Return what somebody is asked to do by the sector's file; the general text where the sector is gone."""
    there = sectors.all_sectors(app)
    try:
        covering = there.covering_of(sectors.get(app, sector) if sector else None)
    except NotFoundError:
        covering = there.covering_of(None)
    return str(getattr(covering, capacity, "")) if covering else ""


def _made_up(app: App, issue: Issue) -> Row:
    return {"language": app.section.language, "subject": issue.subject, "body": "\n\n".join(_known(app, issue))}


def _known(app: App, issue: Issue) -> Iterator[str]:
    """Yield what is known of an issue, paragraph by paragraph."""
    yield issue.subject
    if issue.kind is Kind.PUBLICATION and issue.index_number:
        yield f"Index number: {issue.index_number}"
    if issue.concerns:
        yield issue.concerns
    if issue.action:
        yield issue.action
    if issue.write_in:
        yield f"Write in: {issue.write_in}"
    yield from _to_whom(queries.addressees(app.store, issue.id))
    if issue.deadline_on:
        yield f"Please write before {day_in(date.fromisoformat(issue.deadline_on), app.section.language)}."


def _to_whom(rows: list[Row]) -> Iterator[str]:
    for heading, copy in (("Appeals to:", 0), ("Copies to:", 1)):
        for number, row in enumerate(row for row in rows if row["copy"] == copy):
            lines = ("" if number else heading, row["name"], row["lines"], row["email"], row["fax"], row["salutation"])
            yield "\n".join(line for line in lines if line)
