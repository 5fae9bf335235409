"""What can be asked of contacts by what happened with them."""

from outreach_crm.app import App
from outreach_crm.dates import keep_past, read_past, say_past
from outreach_crm.model import Filter
from outreach_crm.text import term
from outreach_crm.timeline import queries

_DAY = term("a day, or 90d for 90 days ago")


def filters() -> list[Filter]:
    """Return the conditions on the last contact and the agreed rhythm."""
    return [
        Filter(
            key="contacted",
            sentence="have been in touch with us",
            negated="have never been in touch with us",
            sql=queries.CONTACTED,
            takes="",
        ),
        Filter(
            key="contacted-since",
            sentence="have been in touch with us since {value}",
            negated="have not been in touch with us since {value}",
            sql=queries.CONTACTED_SINCE,
            read=_day,
            say=_said,
            keep=_kept,
            takes=_DAY,
        ),
        Filter(
            key="contacted-before",
            sentence="were last in touch with us before {value}",
            negated="were not last in touch with us before {value}",
            sql=queries.CONTACTED_BEFORE,
            read=_day,
            say=_said,
            keep=_kept,
            takes=_DAY,
        ),
        Filter(
            key="overdue",
            sentence="have waited longer for a word from us than was agreed",
            negated="have not waited longer for a word from us than was agreed",
            sql=queries.OVERDUE,
            takes="",
        ),
    ]


def _day(app: App, text: str) -> dict[str, object]:
    return {"day": read_past(text, app.clock.today()).isoformat()}


def _said(app: App, text: str) -> str:
    return say_past(text, app.clock.today())


def _kept(app: App, text: str) -> str:
    return keep_past(text, app.clock.today())
