"""Where a section wants it, more labels than a number are made only when a second person agreed."""

from pathlib import Path

import pytest

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.errors import RefusedError
from outreach_crm.groups import service as groups
from outreach_crm.privacy import service as privacy
from outreach_crm.segments import service as segments
from outreach_crm.transfer import service as transfer
from outreach_post.service import labelling, packing
from outreach_post.service.labelling import Wanted
from tests.builders import a_group, acting, with_settings
from tests.post.mailings import MINISTER, a_mailing, a_reader
from tests.post.test_making import a_segment, a_signer
from tests.web.office import at_desk, words

_ASKED = {"purpose": "mailings", "sheet": "", "first": "1", "make": "yes"}


@pytest.fixture
def office(app: App) -> App:
    """An office of Maria and Ben, in which one person takes out two contacts alone; there are three."""
    for name in ("Bar", "Hospital", "School"):
        a_reader(app, name)
    accounts.add_account(app, "Ben")
    return with_settings(app, privacy={"second_person_above": 2})


def test_labels_of_many_wait_until_somebody_else_agreed(office: App, tmp_path: Path) -> None:
    wanted = Wanted(whom=a_segment(office), file=tmp_path / "labels.pdf")
    with pytest.raises(RefusedError, match="above 2 a second person agrees first"):
        labelling.make_labels(office, wanted)
    assert not wanted.file.exists()
    assert privacy.accesses(office) == []
    (waiting,) = transfer.asked(office)
    assert (waiting.count, waiting.question.purpose, waiting.question.channel) == (3, "mailings", "post")
    with acting(office, "Ben") as ben:
        transfer.agree(ben, waiting.id)
    assert labelling.make_labels(office, wanted).labels == 3


def test_labels_of_a_mailing_wait_too_and_its_name_is_told_to_nobody(office: App, tmp_path: Path) -> None:
    made = a_mailing(office)
    wanted = Wanted(whom=made.name, file=tmp_path / "labels.pdf")
    with pytest.raises(RefusedError, match="a second person agrees first"):
        labelling.make_labels(office, wanted)
    assert transfer.asked(office)[0].whom == f"mailing {made.id}"
    with acting(office, "Ben") as ben:
        transfer.agree(ben, transfer.asked(ben)[0].id)
    assert labelling.make_labels(office, wanted).labels == 3


def test_few_labels_leave_at_once(app: App, tmp_path: Path) -> None:
    a_reader(app, "Bar")
    few = with_settings(app, privacy={"second_person_above": 2})
    assert labelling.make_labels(few, Wanted(whom=a_segment(few), file=tmp_path / "labels.pdf")).labels == 1


def test_a_pack_for_a_group_of_many_does_not_leave(office: App, tmp_path: Path) -> None:
    group = a_group(office, "Group 7", "local")
    signers = [a_signer(office, name) for name in ("Ana Ruiz", "Paul Meyer")]
    for one in signers:
        groups.join(office, group.contact_id, one)
    made = a_mailing(office, letters=(MINISTER,))
    with pytest.raises(RefusedError, match="Take fewer at once"):
        packing.make_pack(office, str(made.id), "Group 7", tmp_path / "pack.pdf")
    assert not (tmp_path / "pack.pdf").exists()
    assert packing.make_pack(office, str(made.id), str(signers[0]), tmp_path / "pack.pdf").letters == 1


@pytest.mark.connections
def test_the_page_says_that_a_second_person_is_asked(office: App) -> None:
    whom, desk = f"segments:{segments.get(office, a_segment(office)).id}", at_desk(office)
    refused = desk.send("/paper/labels", {**_ASKED, "whom": whom})
    assert (refused.status_code, "a second person agrees first" in words(refused.text)) == (422, True)
    assert [one.asked_by for one in transfer.asked(office)] == ["Maria"]
