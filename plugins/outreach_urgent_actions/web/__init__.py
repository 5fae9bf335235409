"""Pages of Urgent Actions: the board, paste or drop, preview, send, the chain of a case, sign-ups."""

from outreach_urgent_actions.web import (
    alarms,
    board,
    cases,
    issues,
    pasting,
    preview,
    publications,
    responses,
    sending,
    sign_ups,
    stopping,
    trying,
)
from outreach_urgent_actions.web.pages import pages

__all__ = [
    "alarms",
    "board",
    "cases",
    "issues",
    "pages",
    "pasting",
    "preview",
    "publications",
    "responses",
    "sending",
    "sign_ups",
    "stopping",
    "trying",
]
