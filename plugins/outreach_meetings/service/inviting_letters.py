"""The mails in which invitations leave, in the languages there are letters in."""

from outreach_crm.app import App
from outreach_crm.dispatch.model import Draft, Text
from outreach_crm.filling import fill
from outreach_crm.languages import day_in
from outreach_crm.model import Ref
from outreach_crm.text import literal
from outreach_meetings import ical
from outreach_meetings.model.invitations import Batch
from outreach_meetings.model.series import Meeting
from outreach_meetings.queries import invitations as queries
from outreach_meetings.service import itip, tongues
from outreach_meetings.service.lacking import PURPOSE

CHANNEL = "email"
_LONGEST_NAME = 60
_NEXT = 3
"""So many days of a series are named in its mail; all of them are in its calendar."""


def draft(app: App, batch: Batch) -> Draft:
    """Return the mailing in which a batch leaves."""
    of = batch.meeting.series
    kind, number = batch.letter.value.capitalize(), queries.messages(app.store, of.id) + 1
    return Draft(
        name=f"{kind}: {of.title[:_LONGEST_NAME]}, {batch.meeting.starts.date()} ({of.id}.{number})",
        purpose=PURPOSE,
        texts=tuple(_text(app, batch, tag, tongue) for tag, tongue in tongues.in_order(app)),
        channel=CHANNEL,
        ref=Ref("meeting_series", of.id),
        signed_up=True,  # they joined the group, or said that they would come
        fields=itip.FIELDS,
        variants=itip.VARIANTS,
    )


def _text(app: App, batch: Batch, language: str, tongue: tongues.Tongue) -> Text:
    meeting, wording = batch.meeting, tongue.of(batch.letter)
    known = {"group": meeting.series.group, "title": meeting.title, "day": day_in(meeting.starts.date(), language)}
    values = {name: literal(text) for name, text in known.items()} | {"salutation": "{salutation}"}
    said = {tongue.when: _when(app, batch, language), tongue.where: meeting.place, tongue.join: meeting.link}
    facts = [literal(f"{label}: {value}") for label, value in said.items() if value]
    asks = batch.letter.method == "REQUEST"
    paragraphs = ["{salutation},", fill(wording.line, values), "\n".join(facts), literal(meeting.note)]
    paragraphs += [tongue.answer] if asks else []
    body = "\n\n".join(one for one in paragraphs if one.strip())
    return Text(language=language, subject=fill(wording.subject, values), body=body)


def _when(app: App, batch: Batch, language: str) -> str:
    """Return when it is; of a whole series the next few times."""
    meeting = batch.meeting
    told = _told(meeting, language)
    if not batch.whole or not meeting.series.rule:
        return told
    today = app.clock.today()
    later = ical.occurrences(
        meeting.series.starts,
        meeting.series.rule,
        first=meeting.original.date(),
        last=today.replace(year=today.year + 2, day=1),
    )
    days = [day_in(one.date(), language) for one, _ in zip(later, range(_NEXT), strict=False) if one > meeting.original]
    return "; ".join([told, *days, "…"])


def _told(meeting: Meeting, language: str) -> str:
    day = day_in(meeting.starts.date(), language)
    return f"{day}, {meeting.starts:%H:%M}–{meeting.ends:%H:%M} ({meeting.zone})"
