"""Long work of Urgent Actions beside the pages: letting one leave, and signing everybody in a segment up."""

from collections.abc import Callable, Mapping
from typing import Any

import cattrs

from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.jobs.model import Result
from outreach_crm.text import count, say
from outreach_urgent_actions.model.asked import Asked
from outreach_urgent_actions.service import asking, signing

SEND, SIGN_UP = "send-urgent-action", "sign-up-segment"
"""The keys of these kinds of work."""

Progress = Callable[[int, int | None], None]


def send(app: App, progress: Progress, *, dispatch_id: int, path: str = "") -> Result:
    """Let what is due of an issue leave; begun again, it goes on with what has not left.

    Args:
        app: the App.
        progress: told how many messages were settled, and of how many.
        dispatch_id: the mailing of the issue.
        path: the page that shows how it went.
    """
    due, settled = dispatch.to_send(app, dispatch_id), 0
    progress(0, due)

    def tell(n: int) -> None:
        nonlocal settled
        settled += n
        progress(settled, due)

    sent = dispatch.send(app, dispatch_id, progress=tell)
    told = say("{name}: {n} left.", name=sent.dispatch.name, n=sent.sent)
    if sent.halted:
        told = say(
            "{name}: {n} left, then it stood still: {why}", name=sent.dispatch.name, n=sent.sent, why=sent.halted
        )
    return Result(sentence=told, path=path)


def sign_up_segment(app: App, progress: Progress, *, segment: str, asked: Mapping[str, Any], because: str) -> Result:
    """Sign everybody in a segment up; who left or pauses stays as they are.

    Args:
        app: the App.
        progress: told how many were signed up, and of how many.
        segment: its number.
        asked: for what, as :class:`Asked` has it.
        because: why.
    """
    draft = asking.draft_of(app, cattrs.structure(dict(asked), Asked))
    done = signing.sign_up_segment(app, segment, draft, because=because, progress=progress)
    told = count(done.signed_up, "{n} contact is signed up.", "{n} contacts are signed up.")
    if done.left_alone:
        alone = count(done.left_alone, "{n} left or pauses and stays so.", "{n} left or pause and stay so.")
        told = say("{told} {alone}", told=told, alone=alone)
    return Result(sentence=told, path="/urgent-actions/sign-ups", change_id=done.change_id)
