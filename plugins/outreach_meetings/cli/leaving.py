"""How commands let invitations leave: first who gets what and who does not, then what came of it."""

from collections.abc import Sequence
from typing import Any

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_meetings import service
from outreach_meetings.model.foreseen import Foreseen
from outreach_meetings.model.invitations import Batch


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
        output.document([_as_json(batch, seen) for batch, seen in foreseen])
        return
    if not batches:
        output.say(nobody)
    for batch, seen in foreseen:
        what = f"{batch.letter} ({_of(batch)})"
        whom(seen, what, dry_run=dry_run)
    missed = [one for _, seen in foreseen for one in seen.missed]
    if missed and (way := service.who_lacks(app, batches[0].meeting.group_id, missed).way):
        output.prose(str(way))
    for run in sent:
        for told in run.told:
            output.prose(told)
    if any(run.halted for run in sent):
        raise click.exceptions.Exit(1)


def whom(seen: Foreseen, what: str, *, dry_run: bool) -> None:
    """Print who gets a mailing and who does not, and with ``dry_run`` also what it says.

    Args:
        seen: what it would come to.
        what: what it is called behind an article: ``invitation (2026-04-02)``.
        dry_run: whether nothing leaves.
    """
    output.prose(f"{'Would get' if dry_run else 'Will get'} the {what}: {', '.join(seen.gets) or 'nobody'}.")
    for name, why in seen.left_out:
        output.prose(f"{name} does not: {why}.")
    if dry_run and seen.body:
        output.say(f"\nAs {seen.reader} gets it:" if seen.reader else "")
        if seen.subject:
            output.prose(seen.subject)
        output.prose(seen.body)


def as_data(seen: Foreseen) -> dict[str, Any]:
    """Return what a mailing would come to as machines read it."""
    left_out = [{"name": name, "why": why} for name, why in seen.left_out]
    return {
        "gets": [*seen.gets],
        "left_out": left_out,
        "reader": seen.reader,
        "subject": seen.subject,
        "body": seen.body,
    }


def _as_json(batch: Batch, seen: Foreseen) -> dict[str, Any]:
    return {
        "letter": batch.letter.value,
        "method": batch.letter.method,
        "series": batch.meeting.series.id,
        "key": batch.meeting.key,
        "whole": batch.whole,
        **as_data(seen),
    }


def _of(batch: Batch) -> str:
    return "all of the series" if batch.whole and batch.meeting.series.rule else str(batch.meeting.starts.date())
