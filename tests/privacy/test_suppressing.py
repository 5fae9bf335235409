"""Suppressed addresses: in any spelling, by any way they were meant for, and without a word that names anybody."""

import pytest

from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.privacy import service
from tests.privacy.conftest import Why, Write

SPELLINGS = (
    "ana.ruiz@example.org",
    "Ana.Ruiz@EXAMPLE.org",
    "an\u200ba.ruiz@example.org",
    "\uff41na.ruiz\uff20example.org",
    " mailto:ana.ruiz@example.org",
)


@pytest.fixture
def reached(app: App, write: Write) -> int:
    """A person with an e-mail address, a telephone and a postal address, who may be turned to."""
    draft = ContactDraft(
        name="Ana Ruiz",
        emails=("Ana.Ruiz@example.org",),
        phones=("+34 915 550 123",),
        addresses=("Calle Mayor 1; 28013 Madrid; Spain",),
    )
    number = contacts.add(app, draft).id
    write(number, "granted", "mailings")
    return number


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_an_address_is_known_in_any_spelling(app: App, reached: int, why: Why, spelling: str) -> None:
    service.suppress(app, spelling)
    assert (why(reached, channel="email"), why(reached, channel="phone")) == (["suppressed"], [])
    assert service.suppress(app, "ana.ruiz@example.org") == service.list_suppressions(app)[0]
    assert len(service.list_suppressions(app)) == 1


def test_a_number_is_known_however_it_is_dialled(app: App, reached: int, why: Why) -> None:
    service.suppress(app, "0034 915-550-123" if app.section.country else "+34915550123")
    assert (why(reached, channel="phone"), why(reached, channel="email")) == (["suppressed"], [])


def test_everywhere_means_by_no_way_and_a_purpose_means_only_that_one(app: App, reached: int, why: Why) -> None:
    service.suppress(app, "ana.ruiz@example.org", everywhere=True, purpose="mailings")
    assert [why(reached, channel=one) for one in ("email", "phone", "post")] == [["suppressed"]] * 3
    assert why(reached, "answers", "email") == []


@pytest.mark.parametrize("name", ["Ana Ruiz", "RUIZ, ana", "Ána Ruíz"])
def test_letters_are_known_by_name_and_postcode(app: App, reached: int, why: Why, name: str) -> None:
    service.suppress_post(app, name, "28 013")
    assert (why(reached, channel="post"), why(reached, channel="email")) == (["suppressed"], [])


def test_an_import_learns_whom_to_leave_out(app: App) -> None:
    service.suppress(app, "ana.ruiz@example.org")
    service.suppress_post(app, "Paul Meyer", "28013")
    ana = {contacts.address_key(app, one) for one in ("ANA.RUIZ@example.org", "+34915550124")}
    paul = {service.postal_key(app, "Meyer, Paul", one) for one in ("28013", "")}
    assert len(service.is_suppressed(app, ana)) == len(service.is_suppressed(app, paul)) == 1
    assert service.is_suppressed(app, [contacts.address_key(app, "eva@example.org")]) == set()
    assert service.is_suppressed(app, []) == set()


def test_nothing_of_the_address_is_kept(app: App) -> None:
    service.suppress(app, "ana.ruiz@example.org", reason="unsubscribed")
    service.suppress_post(app, "Ana Ruiz", "28013")
    kept = str(app.store.rows("select * from suppressions")).lower() + str(app.store.rows("select * from changes"))
    assert not [word for word in ("ana", "ruiz", "example", "28013") if word in kept]


def test_a_suppression_can_be_taken_back(app: App, reached: int, why: Why) -> None:
    done = service.suppress(app, "ana.ruiz@example.org").change_id
    changes.undo(app, done, because="a slip")
    assert why(reached, channel="email") == []


def test_what_is_no_address_is_refused(app: App) -> None:
    for text in ("ana", "ana@", ""):
        with pytest.raises(InvalidInputError):
            service.suppress(app, text)
    with pytest.raises(InvalidInputError, match="needs the name and the postcode"):
        service.suppress_post(app, "Ana", " - ")
    with pytest.raises(NotFoundError, match="no purpose"):
        service.suppress(app, "ana@example.org", purpose="mailing")
    assert service.list_suppressions(app) == []
