"""Drafts a message about casework to one contact; it leaves through the channels, and clearance has its say."""

from collections.abc import Sequence

from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import Draft, Text
from outreach_crm.model import Ref
from outreach_crm.text import literal

_PURPOSE = "answers"  # they asked for the case


def drafted(app: App, name: str, subject: str, lines: Sequence[str], ref: Ref, channel: str, place: str) -> Draft:
    """Return a draft of its own name.

    Args:
        app: the App.
        name: what it is called, without names of persons, which would stay when they are erased.
        subject: its subject.
        lines: what it says.
        ref: what it is about.
        channel: by what it goes.
        place: where the channel puts it, such as a folder.
    """
    return Draft(
        name=dispatch.free_name(app, f"{name}, {ref.id}"),
        purpose=_PURPOSE,
        texts=(Text(language=app.section.language, subject=literal(subject), body=literal("\n".join(lines))),),
        channel=channel,
        place=place,
        ref=ref,
        signed_up=True,
    )
