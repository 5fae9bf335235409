"""What tests of letters and calls begin with: people who want paper, and mailings that are printed for them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Contact, ContactDraft, Kind
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import CHECKS, DeliveryState, Dispatch, Draft, Letter, Text
from outreach_post.model import Job
from outreach_post.queries import jobs
from tests.post.paper import pages

EVERYBODY = "select c.id as contact_id from v_contacts c where c.kind = 'organisation'"
TEXTS = (Text(language="en", subject="News for {name}", body="{salutation},\n\nthe law is out.\n"),)
MINISTER = Letter(
    language="es",
    name="The Minister of Justice",
    address="Palacio 1\n1001 CIUDAD\nNOWHERELAND",
    salutation="Su Excelencia:",
    body="I, {name}, ask you to release her.",
    copies="The Embassy\nPark Lane 5\n\nThe Ombudsman",
)


def a_reader(app: App, name: str, address: str = "Lange Straße 1; 10115 Berlin; DE", phone: str = "") -> Contact:
    """Add an organisation, since organisations need no basis."""
    addresses, phones = (address,) if address else (), (phone,) if phone else ()
    return contacts.add(app, ContactDraft(name=name, kind=Kind.ORGANISATION, addresses=addresses, phones=phones))


def a_mailing(app: App, name: str = "Spring letter", channel: str = "post", **more: Any) -> Dispatch:
    """Draft, check, freeze, approve and start a mailing to all organisations."""
    given: dict[str, Any] = {"purpose": "mailings", "texts": TEXTS, "channel": channel, **more}
    made = dispatch.draft(app, Draft(name=name, **given))
    dispatch.check(app, made.id, CHECKS)
    with app.store.selection() as chosen:
        chosen.fill(EVERYBODY)
        dispatch.freeze(app, made.id, chosen)
    dispatch.approve(app, made.id)
    return dispatch.start(app, made.id)


def printed(app: App, *names: str, **more: Any) -> tuple[Dispatch, Job]:
    """Print a mailing for some, and return it with its first job."""
    for name in names:
        a_reader(app, name)
    sent = a_mailing(app, **more)
    dispatch.send(app, sent.id)
    return dispatch.get(app, sent.id), jobs.jobs(app.store, sent.id, 9)[-1]


def contact_of(app: App, job_id: int, number: int = 1) -> int:
    """Return the number of the contact that a sheet of a job is for."""
    found = jobs.sheets(app.store, job_id)[number - 1].contact_id
    assert found is not None
    return found


def states(app: App, sent: Dispatch) -> dict[str, DeliveryState]:
    """Return the state of each delivery by the name of its contact."""
    return {one.name: one.state for one in dispatch.show(app, sent.id, limit=100).deliveries}


def texts_of(job: Job) -> list[str]:
    """Return the text of each page of the file of a job."""
    return pages(Path(job.file).read_bytes())


def jobs_of(app: App, sent: Dispatch) -> Sequence[Job]:
    """Return the jobs of a mailing in the order in which they were made."""
    return [*reversed(jobs.jobs(app.store, sent.id, 99))]
