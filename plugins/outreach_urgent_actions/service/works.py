"""Long work of Urgent Actions beside the pages: signing everybody in a segment up."""

from collections.abc import Callable, Mapping
from typing import Any

import cattrs

from outreach_crm.app import App
from outreach_crm.jobs.model import Result
from outreach_crm.text import count, say
from outreach_urgent_actions.model.asked import Asked
from outreach_urgent_actions.service import asking, signing

SIGN_UP = "sign-up-segment"
"""The key of this work."""

Progress = Callable[[int, int | None], None]


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
