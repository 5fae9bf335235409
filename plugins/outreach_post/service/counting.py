"""Postage: what a job weighs and costs, and the cost noted for a group."""

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError
from outreach_crm.groups import service as groups
from outreach_crm.groups.model import Heading
from outreach_crm.text import say
from outreach_post.model import JobKind, Postage, count
from outreach_post.queries import jobs
from outreach_post.service.handing import get
from outreach_post.service.stationery import settings


@frozen(kw_only=True)
class Counted:
    """What the letters of a job weigh and cost: all of them but those that were pulled; ``noted`` for which group."""

    job_id: int
    dispatch: str
    letters: int
    sheets: int
    total: float | None
    lines: tuple[Postage, ...]
    noted: str = ""


def postage(app: App, job_id: int, *, note: str = "", because: str = "") -> Counted:
    """Count what a job costs to post.

    Args:
        app: the App.
        job_id: which job.
        note: the group whose resources it is written down for, under postage; nothing where it is only counted.
        because: why, where it is noted.

    Raises:
        NotFoundError: there is no such job or group.
        InvalidInputError: it is a list of calls, or there is a zone without a rate where the cost is to be noted.
    """
    job, said = get(app, job_id, JobKind.LETTERS), settings(app)
    sheets = [one for one in jobs.sheets(app.store, job_id) if one.posted or one.state in {"in_hand", "sent"}]
    letters = [(one.country, one.pages) for one in sheets]
    weights = {"sheet_grams": said.sheet_grams, "envelope_grams": said.envelope_grams}
    lines = count(letters, said.rates, **weights)
    unknown = [one.zone for one in lines if one.total is None]
    total = None if unknown else round(sum(one.total or 0.0 for one in lines), 2)
    noted = ""
    if note:
        if total is None:
            raise InvalidInputError(
                say("There is no rate for {names} in [[post.rates]]; nothing was noted.", names=", ".join(unknown))
            )
        group = groups.resolve(app, note)
        groups.set_resources(app, group.contact_id, more={Heading.POSTAGE: total}, because=because or f"job {job_id}")
        noted = group.name
    pages = sum(one.pages for one in sheets)
    return Counted(
        job_id=job_id,
        dispatch=job.dispatch,
        letters=len(sheets),
        sheets=pages,
        total=total,
        lines=tuple(lines),
        noted=noted,
    )
