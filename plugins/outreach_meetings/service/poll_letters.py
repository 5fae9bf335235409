"""The mail that asks for dates, in the languages there are letters in; each gets it with a link of their own."""

from outreach_crm.app import App
from outreach_crm.dispatch.model import Text
from outreach_crm.filling import fill
from outreach_crm.languages import day_in
from outreach_crm.text import literal
from outreach_meetings.model.polls import Poll
from outreach_meetings.service import poll_links, tongues

PAGE = "page"
"""The field of the text that is the link of whoever gets it."""


def texts(app: App, found: Poll, *, again: bool) -> tuple[Text, ...]:
    """Return the mail that asks for the dates of a poll, the language of the section first.

    Args:
        app: the App.
        found: the poll.
        again: whether they were asked before.
    """
    return tuple(_text(app, found, tag, tongue, again=again) for tag, tongue in tongues.in_order(app))


def _text(app: App, found: Poll, language: str, tongue: tongues.Tongue, *, again: bool) -> Text:
    says, paged = tongue.poll, poll_links.has_pages(app)
    known = {"group": found.group, "title": found.title, "zone": found.zone, "minutes": str(found.minutes)}
    known |= {"day": day_in(found.closes_on, language), "example": says.example}
    values = {name: literal(text) for name, text in known.items()}
    about = [fill(says.line, values), literal(f"{tongue.where}: {found.place}") if found.place else ""]
    paragraphs = (
        "{salutation},",
        says.again if again else "",
        "\n".join(one for one in about if one),
        "\n".join([*_dates(found, language), fill(says.zone, values)]),
        f"{fill(says.page, values)}\n{{{PAGE}}}" if paged else "",
        f"{fill(says.also if paged else says.mail, values)} {says.meant}",
    )
    body = "\n\n".join(one for one in paragraphs if one)
    return Text(language=language, subject=fill(says.subject, values), body=body)


def _dates(found: Poll, language: str) -> list[str]:
    return [
        f"{number}. {day_in(one.starts.date(), language, weekday=True)}, {one.starts:%H:%M}"
        for number, one in enumerate(found.dates, 1)
    ]
