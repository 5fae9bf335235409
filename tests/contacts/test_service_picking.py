"""Questions whose answer is a contact: what words find, what was chosen before, and nobody who is hidden."""

from pkgutil import resolve_name

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.contacts import service
from outreach_crm.contacts.model import ContactDraft, RoleDraft
from tests.builders import a_person, acting, an_organisation


def found(app: App, of: str, words: str, *chosen: str) -> list[tuple[str, str]]:
    """Ask a question as a page does."""
    asked = service.which("who", "Who", of=of)
    return [(one.key, one.label) for one in resolve_name(asked.find)(app, words, chosen)]


def test_each_question_offers_those_who_can_be_meant(app: App) -> None:
    ana, bar = a_person(app), an_organisation(app, "Ana Foundation")
    assert {key for key, _ in found(app, "contacts", "ana")} == {str(ana.id), str(bar.id)}
    assert [key for key, _ in found(app, "people", "ana")] == [str(ana.id)]
    assert [key for key, _ in found(app, "organisations", "ana")] == [str(bar.id)]


def test_namesakes_are_told_apart(app: App) -> None:
    ana = a_person(app, country="ES")
    service.add_role(app, ana.id, RoleDraft(at="Colegio", title="President"))
    assert found(app, "people", "ruiz") == [(str(ana.id), "Ana Ruiz (President, Colegio, Spain)")]


def test_who_was_chosen_stays_whatever_the_words(app: App) -> None:
    ana, bob = a_person(app), a_person(app, "Bob Hale")
    assert [key for key, _ in found(app, "people", "hale", str(ana.id))] == [str(ana.id), str(bob.id)]
    assert found(app, "people", "", "junk", "99999") == []


def test_who_is_hidden_is_not_offered(app: App) -> None:
    accounts.add_circle(app, "asylum")
    ana = service.add(app, ContactDraft(name="Ana Ruiz", circle="asylum"))
    with acting(app, "Jonas") as jonas:
        accounts.list_accounts(jonas)
        assert found(jonas, "people", "ruiz", str(ana.id)) == []
    assert found(app, "people", "ruiz") != []
