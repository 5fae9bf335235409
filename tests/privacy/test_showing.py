"""What privacy shows elsewhere: the contact's page, the day's list, conditions of lists, and who looked."""

from datetime import date

import pytest

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft
from outreach_crm.errors import NotFoundError, OutreachError
from outreach_crm.privacy import service
from outreach_crm.tasks import service as tasks
from tests.builders import a_person, acting, an_organisation
from tests.privacy.conftest import Write


def test_an_objection_stands_in_the_first_line_of_the_page(app: App, write: Write) -> None:
    ana = contacts.add(app, ContactDraft(name="Ana Ruiz", emails=("ana@example.org",))).id
    assert contacts.show(app, ana).may_contact == "by e-mail"
    write(ana, "objected", "mailings", channel="phone")
    assert contacts.show(app, ana).may_contact == "not for mailings by phone (objected on 2026-03-09); by e-mail"
    service.suppress(app, "ana@example.org", everywhere=True)
    assert "not by any way (address suppressed since 2026-03-09)" in contacts.show(app, ana).may_contact


def test_what_holds_stands_on_the_page_alike_purposes_together(app: App, ana: int, write: Write) -> None:
    write(ana, "granted", "mailings")
    write(ana, "granted", "meetings")
    write(ana, "granted", "outreach", channel="phone", given_on=date(2026, 1, 1), valid_until=date(2026, 2, 1))
    panel = next(one for one in contacts.show(app, ana).panels if one.title == "Consent and basis")
    assert panel.rows == (
        ("mailings, meetings", "any", "", "the person agreed", "2026-03-09", ""),
        ("outreach", "phone", "", "ended: the person agreed", "2026-01-01", "2026-02-01"),
    )


def test_a_person_without_a_basis_is_told_of_and_an_organisation_is_not(app: App, ana: int) -> None:
    empty = {
        one: panel.empty
        for one in (ana, an_organisation(app).id)
        for panel in contacts.show(app, one).panels
        if panel.title == "Consent and basis"
    }
    assert [text.startswith("No basis is recorded") for text in empty.values()] == [True, False]


def test_consents_that_end_within_a_month_are_due(app: App, ana: int, write: Write) -> None:
    write(ana, "granted", "mailings", valid_until=date(2026, 4, 8))
    write(ana, "granted", "meetings", valid_until=date(2026, 4, 9))
    write(ana, "granted", "outreach", valid_until=date(2026, 4, 1))
    write(ana, "granted", "outreach", valid_until=date(2027, 4, 1))  # renewed
    said = [one.sentence for one in tasks.due(app) if one.group == "Consents that end"]
    assert said == ["Ana Ruiz: newsletters, reports and other mailings until 2026-04-08"]
    line = next(one for one in tasks.today(app) if one.group == "Consents that end")
    assert (line.due_on, line.when) == ("2026-03-09", "2026-04-08")  # due since, and what somebody reads beside it


def chosen(app: App, key: str, value: str = "") -> list[str]:
    """The names of the contacts for which a condition is true."""
    one = next(one for one in app.plugins.filters() if one.key == key)
    sql = f"select c.name from contacts c where {one.sql} order by c.name"
    return [row["name"] for row in app.store.rows(sql, **one.read(app, value))]


def test_conditions_find_who_granted_who_objected_and_who_has_no_basis(app: App, write: Write) -> None:
    for name in ("Ada", "Bea", "Cleo", "Dora"):
        a_person(app, name)
    an_organisation(app, "Bar")
    numbers = {name: contacts.resolve(app, name).id for name in ("Ada", "Bea", "Cleo", "Dora")}
    write(numbers["Ada"], "granted", "mailings")
    write(numbers["Bea"], "granted", "mailings", channel="email")
    write(numbers["Cleo"], "granted", "mailings", given_on=date(2026, 1, 1), valid_until=date(2026, 2, 1))
    write(numbers["Ada"], "objected", channel="phone")
    assert chosen(app, "consent", "mailings") == ["Ada"]
    assert chosen(app, "consent", "mailings:email") == ["Ada", "Bea"]
    assert chosen(app, "consent", "mailings:phone") == []
    assert chosen(app, "objected") == ["Ada"]
    assert chosen(app, "no-basis", "mailings") == ["Cleo", "Dora"]
    assert chosen(app, "no-basis", "meetings") == ["Ada", "Bea", "Cleo", "Dora"]


@pytest.mark.parametrize(("key", "value"), [("consent", "mailing"), ("consent", "mailings:fax"), ("no-basis", "")])
def test_a_condition_that_cannot_be_meant_is_told(app: App, key: str, value: str) -> None:
    with pytest.raises(OutreachError):
        chosen(app, key, value)


def test_who_looked_is_written_down_and_hidden_where_the_contact_is(app: App, ana: int) -> None:
    service.log_access(app, "export contacts", "mailings", 200)
    service.log_access(app, "show", contact_id=ana)
    assert [(one.by, one.what, one.purpose, one.count) for one in service.accesses(app)] == [
        ("Maria", "show", "", 1),
        ("Maria", "export contacts", "mailings", 200),
    ]
    assert [one.what for one in service.accesses(app, contact_id=ana)] == ["show"]
    assert service.accesses(app, since=date(2026, 3, 10)) == []
    assert app.store.value("select count(*) as n from changes where what = 'show'") == 0


def test_nothing_is_told_of_a_contact_one_may_not_see(app: App, write: Write) -> None:
    from outreach_crm.accounts import service as accounts

    accounts.add_circle(app, "casework")
    accounts.join_circle(app, "casework", "Maria")
    hidden = contacts.add(app, ContactDraft(name="Selam", circle="casework")).id
    write(hidden, "granted", "mailings", valid_until=date(2026, 3, 20))
    service.log_access(app, "show", contact_id=hidden)
    with acting(app, "Tom") as tom:
        assert service.accesses(tom) == []
        assert [one for one in tasks.due(tom) if one.group == "Consents that end"] == []
        for work in (service.ledger, service.present, lambda app, one: service.check(app, one, "mailings")):
            with pytest.raises(NotFoundError):
                work(tom, hidden)
