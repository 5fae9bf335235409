"""The blueprint of these pages, and what several of them share: days, the next step of a case, lists as exports."""

from datetime import date

from flask import g, url_for

from outreach_crm import model
from outreach_crm.app import App
from outreach_crm.forms import Choice
from outreach_crm.privacy import service as privacy
from outreach_crm.text import Sentence, say
from outreach_crm.web import visiting
from outreach_crm.web.lists import HTML, wanted
from outreach_crm.web.office import Office
from outreach_urgent_actions.model import Wants
from outreach_urgent_actions.model.boards import Next, Step

pages = Office("urgent_actions", "outreach_urgent_actions")
HERE = "outreach_urgent_actions"
"""The folder of the templates."""


@pages.context_processor
def words() -> dict[str, object]:
    """Let these pages call ways by what they are called."""
    return {"way": way}


def way(channel: str) -> str:
    """Return what a way is called where who is there reads of it."""
    if "ways" not in g:
        g.ways = {one.key: one.title for one in visiting.office().plugins.channels()}
    called: str = g.ways.get(channel, channel)
    return called


def way_on(case_id: int, step: Step) -> model.Step | None:
    """Return the button of the next step about a case; None where nothing is to be done."""
    if step.what is Next.NOTHING:
        return None
    if step.issue_id is None:
        label, view = {
            Next.TELL: (say("Tell those who got it since"), "stop"),
            Next.CLOSE: (say("Close the case"), "close"),
            Next.LOG: (say("Log appeals"), "log_appeals"),
        }[step.what]
        return model.Step(label=label, path=url_for(f"urgent_actions.{view}", case_id=case_id))
    label, view = {
        Next.SEND: (say("Preview and send"), "preview"),
        Next.APPROVE: (say("Approve the list"), "send"),
        Next.GO_ON: (say("Go on sending"), "sending"),
        Next.WATCH: (say("See how it goes"), "sending"),
    }[step.what]
    return model.Step(label=label, path=url_for(f"urgent_actions.{view}", issue_id=step.issue_id))


def day(text: str | None) -> date | None:
    """Return the day of an ISO 8601 text, so that the page writes it as people do; None where there is none."""
    return date.fromisoformat(text[:10]) if text else None


def log_export(app: App, what: str, wants: Wants, count: int) -> None:
    """Write down that a list of contacts was taken out, and what for; a page is no export."""
    if wanted() != HTML:
        privacy.log_access(app, what, purpose=wants.purpose, count=count)


def choices(named: dict[str, Sentence] | dict[str, str], *before: Choice) -> tuple[Choice, ...]:
    """Return choices by their keys, behind others."""
    return (*before, *(Choice(key, label) for key, label in named.items()))
