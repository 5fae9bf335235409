"""Pages of jobs: how far long work is, and what came of it."""

from flask import Response, request, url_for

from outreach_crm.app import App
from outreach_crm.jobs import service
from outreach_crm.jobs.model import Job, State
from outreach_crm.model import Ref
from outreach_crm.policy import Action
from outreach_crm.text import say
from outreach_crm.web.links import is_ours
from outreach_crm.web.lists import Column, Listing
from outreach_crm.web.office import Answer, Office, done, page

pages = Office("jobs", __name__)


def _state(job: Job) -> str:
    if job.state is State.RUNNING and job.stopping:
        return say("is being stopped")
    return job.state.label


_COLUMNS = (
    Column(title=say("What"), value=lambda job: job.title, ref=lambda job: Ref("jobs", job.id)),
    Column(title=say("State"), value=_state),
    Column(title=say("What came of it"), value=lambda job: job.sentence),
    Column(title=say("Who"), value=lambda job: job.actor, lesser=True),
    Column(title=say("Asked for"), value=lambda job: job.made_at, lesser=True),
)


@pages.lists("")
def listed(app: App) -> Listing:
    """List the latest jobs."""
    return Listing(
        title=say("Long work"),
        columns=_COLUMNS,
        rows=service.list_jobs(app),
        empty=say("What takes longer than a moment, such as an import or a mailing, stands here while it goes on."),
    )


@pages.look("/<int:job_id>")
def show(app: App, job_id: int) -> Answer:
    """Show how far a job is, or what came of it."""
    job = service.get(app, job_id)
    template = "jobs/part.html" if "HX-Request" in request.headers else "jobs/job.html"
    return page(template, job=job, state=_state(job), path=job.path if is_ours(job.path) else "")


@pages.act("/<int:job_id>/stop", Action.LOOK)
def stop(app: App, job_id: int) -> Response:
    """Stop a job: whoever may see it may stop it."""
    job = service.stop(app, job_id)
    return done(say("{what} stops as soon as it can.", what=job.title), url_for("jobs.show", job_id=job_id))
