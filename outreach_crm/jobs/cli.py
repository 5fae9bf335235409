"""Commands ``outreach jobs``."""

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.clock import as_read
from outreach_crm.jobs import service
from outreach_crm.jobs.model import Job


@click.group()
def jobs() -> None:
    """Long work that pages have asked for: outreach serve does it by itself."""


@jobs.command("list")
@json_option
@with_app
def list_jobs(app: App) -> None:
    """List the latest jobs."""
    columns = {
        "No.": lambda one: one.id,
        "What": lambda one: one.title,
        "Who": lambda one: one.actor,
        "Asked for": lambda one: as_read(one.made_at),
        "State": lambda one: one.state,
        "What came of it": lambda one: one.sentence or _share(one),
    }
    output.records(service.list_jobs(app), columns, empty="No long work was asked for.")


@jobs.command("stop")
@click.argument("job_id", metavar="NUMBER", type=int)
@json_option
@with_app
def stop(app: App, job_id: int) -> None:
    """Stop a job as soon as it can be."""
    found = service.stop(app, job_id)
    output.record(found, lambda: output.say(found.sentence or f"{found.title} stops as soon as it can."))


@jobs.command("run")
@json_option
@with_app
def run(app: App) -> None:
    """Do what waits, and what a server left when it ended, until nothing is left."""
    done = []
    while (job := service.run_one(app)) is not None:
        job = service.told(app, job)
        done.append(job)
        if not output.wants_json():
            output.say(f"{job.title} ({job.actor}): {job.sentence}")
    if output.wants_json():
        output.document(done)
    elif not done:
        output.say("Nothing waits.")


def _share(job: Job) -> str:
    return f"{job.done} of {job.total}" if job.total else ""
