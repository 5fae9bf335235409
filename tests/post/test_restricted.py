"""What is printed, or called about, that is about a case of a circle is there for the members of that circle only."""

from collections.abc import Callable
from pathlib import Path

import pytest

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.service import Edit
from outreach_crm.errors import NotFoundError
from outreach_crm.model import Ref
from outreach_crm.privacy import service as privacy
from outreach_post.model import Job
from outreach_post.service import answering, handing, labelling, packing, reminding
from outreach_post.service.labelling import Wanted
from tests.builders import acting
from tests.outreach_cases.builders import a_case
from tests.outreach_cases.restricted import CIRCLE, kept
from tests.post.mailings import a_mailing, a_reader, contact_of, printed


@pytest.fixture
def about(app: App) -> Ref:
    """A case of a circle in which the actor is and Olga is not."""
    accounts.add_account(app, "Olga")
    accounts.add_circle(app, CIRCLE)
    return Ref("cases", kept(app, a_case(app)).id)


@pytest.mark.parametrize("channel", ["post", "phone"])
def test_nobody_else_is_told_of_what_is_in_hand(app: App, about: Ref, channel: str) -> None:
    a_reader(app, "Bar", phone="+49 30 1234567")
    printed(app, channel=channel, ref=about)

    def told(one: App) -> list[list[object]]:
        soon = one.clock.today().replace(year=one.clock.today().year + 1)
        return [[*handing.list_jobs(one)], [*answering.call_list(one)], [*reminding.reminders(one, soon)]]

    assert sum(map(len, told(app))) >= 1
    with acting(app, "Olga") as olga:
        assert told(olga) == [[], [], []]


def test_a_job_for_people_of_a_circle_only_is_named_to_nobody_else(app: App, about: Ref) -> None:
    assert about  # for its circle
    _, alone = printed(app, "Bar")
    printed(app, "Cat", name="Summer letter")
    contacts.edit(app, contact_of(app, alone.id), Edit(circle=CIRCLE))
    assert [one.dispatch for one in handing.list_jobs(app)] == ["Summer letter", "Spring letter"]
    with acting(app, "Olga") as olga:
        assert [one.dispatch for one in handing.list_jobs(olga)] == ["Summer letter"]  # it is for Cat, too


ASKED: dict[str, Callable[[App, Job], object]] = {
    "its sheets": lambda app, job: handing.laid_out(app, job.id),
    "its file": lambda app, job: handing.content(app, job.id),
    "what became of it": lambda app, job: handing.handed(app, job.id),
    "once more": lambda app, job: handing.again(app, job.id),
}


@pytest.mark.parametrize("what", ASKED)
def test_nobody_else_is_answered_about_its_job(app: App, about: Ref, what: str) -> None:
    _, job = printed(app, "Bar", ref=about)
    with acting(app, "Olga") as olga, pytest.raises(NotFoundError, match="There is no job"):
        ASKED[what](olga, job)
    ASKED[what](app, job)


def test_the_log_of_access_names_no_mailing_that_only_a_circle_sees(app: App, about: Ref, tmp_path: Path) -> None:
    a_reader(app, "Bar")
    hidden, plain = a_mailing(app, "For Sanaa Rezaiy", ref=about), a_mailing(app, "Spring letter")
    for one in (hidden, plain):
        labelling.make_labels(app, Wanted(whom=one.name, file=tmp_path / f"{one.id}.pdf"))
    packing.make_pack(app, str(hidden.id), "Bar", tmp_path / "pack.pdf")
    with acting(app, "Olga") as olga:
        told = [one.what for one in privacy.accesses(olga)]
    of = f"mailing {hidden.id}"
    assert told == [f"print pack of {of}", "make labels of Spring letter", f"make labels of {of}"]
