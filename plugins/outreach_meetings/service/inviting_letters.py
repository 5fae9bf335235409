"""The mails in which invitations leave, in the languages there are letters in."""

from collections.abc import Sequence

from outreach_crm.app import App
from outreach_crm.dispatch.model import Draft, Text
from outreach_crm.filling import fill
from outreach_crm.languages import day_in
from outreach_crm.model import Ref
from outreach_crm.text import literal
from outreach_meetings.model.invitations import Batch, Letter
from outreach_meetings.model.series import Meeting
from outreach_meetings.queries import invitations as queries
from outreach_meetings.service import itip, occurring, poll_links, reply_links, tongues
from outreach_meetings.service.lacking import PURPOSE

CHANNEL = "email"
PAGE = "page"
"""The field of the text that is the link of whoever gets it."""
_LONGEST_NAME = 60
_NEXT = 3
"""So many days of a series are named in its mail; all of them are in its calendar."""


def draft(app: App, batch: Batch) -> Draft:
    """Return the mailing in which a batch leaves."""
    of = batch.meeting.series
    times = _times(app, batch)
    kind, number = batch.letter.value.capitalize(), queries.messages(app.store, of.id) + 1
    return Draft(
        name=f"{kind}: {of.title[:_LONGEST_NAME]}, {times[0].starts.date()} ({of.id}.{number})",
        purpose=PURPOSE,
        texts=tuple(_text(app, batch, times, tag, tongue) for tag, tongue in tongues.in_order(app)),
        channel=CHANNEL,
        ref=Ref("meeting_series", of.id),
        signed_up=True,  # they joined the group, or said that they would come
        variants=_of_each(app, batch),
    )


def _text(app: App, batch: Batch, times: Sequence[Meeting], language: str, tongue: tongues.Tongue) -> Text:
    meeting = times[0]
    wording = tongue.of(batch.letter, of_all=meeting.called_off)
    known = {"group": meeting.series.group, "title": meeting.title, "day": day_in(meeting.starts.date(), language)}
    values = {name: literal(text) for name, text in known.items()} | {"salutation": "{salutation}"}
    said = {tongue.when: _when(times, language), tongue.where: meeting.place, tongue.join: meeting.link}
    facts = [literal(f"{label}: {value}") for label, value in said.items() if value]
    asks = batch.letter.method == "REQUEST"
    paragraphs = [
        "{salutation},",
        fill(wording.line, values),
        literal(_news(batch, meeting)),
        "\n".join(facts),
        literal(meeting.note),
    ]
    paragraphs += _asks(app, tongue) if asks else []
    body = "\n\n".join(one for one in paragraphs if one.strip())
    return Text(language=language, subject=fill(wording.subject, values), body=body)


def _asks(app: App, tongue: tongues.Tongue) -> list[str]:
    """Return how one answers: on the page of one's own where there is one, and as mail programs do."""
    return [f"{tongue.page}\n{{{PAGE}}}", tongue.also] if poll_links.has_pages(app) else [tongue.answer]


def _of_each(app: App, batch: Batch) -> dict[str, dict[str, str]]:
    """Return what is each one's own: their link, and what they answered."""
    uids = queries.uids(app.store, [one.contact_id for one in batch.people])
    links = reply_links.reply_links(app, batch, uids.values())
    seen = [(uids[one.contact_id], one) for one in batch.people if one.contact_id in uids]
    return {uid: {itip.ANSWER: itip.answered(one.answer), PAGE: literal(links[uid])} for uid, one in seen}


def _news(batch: Batch, meeting: Meeting) -> str:
    """Return what is told of a change to those who knew the meeting as it was, or that it would take place."""
    if batch.letter is Letter.CHANGE or (batch.letter is Letter.CANCELLATION and meeting.called_off):
        return meeting.series.told if batch.whole and meeting.series.rule else meeting.told
    return ""


def _times(app: App, batch: Batch) -> list[Meeting]:
    """Return the meeting a mail is about; of a whole series the next ones that take place, or all where it is off."""
    meeting, today = batch.meeting, app.clock.today()
    if not batch.whole or not meeting.series.rule:
        return [meeting]
    last = today.replace(year=today.year + 2, day=1)
    found = occurring.of_some(app, [meeting.series.id], meeting.starts.date(), last)
    off = batch.letter is Letter.CANCELLATION
    return [one for one in found if off or not one.called_off][: _NEXT + 1] or [meeting]


def _when(times: Sequence[Meeting], language: str) -> str:
    told = _told(times[0], language)
    several = times[0].series.rule and len(times) > 1
    return "; ".join([told, *(_day(one, language) for one in times[1:]), "…"]) if several else told


def _day(one: Meeting, language: str) -> str:
    """Return the day of a meeting, with its time where that is not the usual one."""
    day = day_in(one.starts.date(), language)
    return day if one.starts.time() == one.original.time() else f"{day}, {one.starts:%H:%M}"


def _told(meeting: Meeting, language: str) -> str:
    day = day_in(meeting.starts.date(), language)
    return f"{day}, {meeting.starts:%H:%M}–{meeting.ends:%H:%M} ({meeting.zone})"
