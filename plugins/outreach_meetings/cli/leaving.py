"""How commands let invitations leave: first who gets what and who does not, then what came of it."""

from collections.abc import Sequence
from typing import Any

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_meetings import service
from outreach_meetings.model.invitations import Batch, Foreseen


def leave(app: App, batches: Sequence[Batch], nobody: str, because: str, *, dry_run: bool = False) -> None:
    """Let batches leave, or with ``dry_run`` only say what they would come to.

    Args:
        app: the App.
        batches: who gets what.
        nobody: what is said where there are none.
        because: why.
        dry_run: whether nothing is to leave.
    """
    foreseen = service.foresee_inviting(app, batches)
    sent = (
        []
        if dry_run or not batches
        else service.send_invitations(app, service.begin_inviting(app, batches, because=because))
    )
    if output.wants_json():
        output.document([_as_json(one) for one in foreseen])
        return
    if not batches:
        output.say(nobody)
    for one in foreseen:
        _print(one, dry_run=dry_run)
    if way := foreseen and service.way_to_basis(
        foreseen[0].batch.meeting.series.group, {rule for one in foreseen for rule in one.rules}
    ):
        output.prose(str(way))
    for run in sent:
        for told in run.told:
            output.prose(told)
    if any(run.halted for run in sent):
        raise click.exceptions.Exit(1)


def _as_json(one: Foreseen) -> dict[str, Any]:
    return {
        "letter": one.batch.letter.value,
        "method": one.batch.letter.method,
        "series": one.batch.meeting.series.id,
        "key": one.batch.meeting.key,
        "whole": one.batch.whole,
        "gets": [*one.gets],
        "left_out": [{"name": name, "why": why} for name, why in one.left_out],
        "subject": one.subject,
        "body": one.body,
    }


def _print(one: Foreseen, *, dry_run: bool) -> None:
    of = "all of the series" if one.batch.whole and one.batch.meeting.series.rule else one.batch.meeting.starts.date()
    output.prose(
        f"{'Would get' if dry_run else 'Will get'} the {one.batch.letter} ({of}): {', '.join(one.gets) or 'nobody'}."
    )
    for name, why in one.left_out:
        output.prose(f"{name} does not: {why}.")
    if dry_run and one.body:
        output.say()
        output.prose(one.subject)
        for paragraph in one.body.split("\n\n"):
            output.prose(paragraph)
