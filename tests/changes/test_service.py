"""What the journal tells of contacts, and what undo does to them."""

import pytest

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.changes import service
from outreach_crm.changes.model import State
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft, Kind, RoleDraft
from outreach_crm.errors import ConflictError, NotFoundError, RefusedError
from outreach_crm.storage.history import Done
from tests.builders import a_person, acting, an_organisation


def last(app: App) -> int:
    return service.latest(app, 1)[0].id


def rows(app: App, change_id: int) -> list[tuple[str, Done]]:
    return [(row.title, row.done) for row in service.detail(app, change_id).rows]


def test_a_change_says_who_what_why_and_about_whom(app: App) -> None:
    draft = ContactDraft(name="Ana Ruiz", roles=(RoleDraft(at="Colegio de Abogados", title="President"),))
    contacts.add(app, draft, because="met at the congress")
    entry = service.latest(app)[0]
    assert (entry.by, entry.what, entry.why, entry.state) == ("Maria", "add contact", "met at the congress", State.DONE)
    assert set(entry.about) == {"Ana Ruiz", "Colegio de Abogados"}


def test_an_edit_tells_from_what_to_what(app: App) -> None:
    ana = a_person(app, met="a congress")
    contacts.edit(app, ana.id, contacts.Edit(fields={"met": "the WMA congress"}))
    changed = service.detail(app, last(app)).rows
    assert [(row.title, row.done, row.contact_ids) for row in changed] == [("contact", Done.CHANGED, (ana.id,))]
    assert (changed[0].before["met"], changed[0].after["met"]) == ("a congress", "the WMA congress")


def test_a_new_row_stays_in_its_change_when_somebody_writes_it_later(app: App) -> None:
    ana = a_person(app, met="a congress")
    added = last(app)
    contacts.edit(app, ana.id, contacts.Edit(fields={"met": "the WMA congress"}))
    contacts.edit(app, ana.id, contacts.Edit(fields={"met": "Geneva"}))
    assert rows(app, added) == [("contact", Done.ADDED)]
    assert service.detail(app, added).rows[0].after["met"] == "a congress"
    assert service.detail(app, added).counts == {"contact": 1}


def test_a_removed_row_is_told_as_it_was(app: App) -> None:
    ana = contacts.add(app, ContactDraft(name="Ana", emails=("ana@example.org",)))
    added = last(app)
    contacts.edit(app, ana.id, contacts.Edit(remove=("ana@example.org",)))
    assert ("e-mail, phone or web address", Done.REMOVED) in rows(app, last(app))
    assert ("e-mail, phone or web address", Done.ADDED) in rows(app, added)


def test_the_counts_are_of_all_rows_and_the_rows_at_most_as_many_as_asked(app: App) -> None:
    contacts.add(app, ContactDraft(name="Ana", emails=("a@example.org", "b@example.org", "c@example.org")))
    detail = service.detail(app, last(app), limit=2)
    assert len(detail.rows) == 2
    assert detail.counts == {"contact": 1, "e-mail, phone or web address": 3}


def test_the_history_of_a_contact_holds_what_is_about_it_and_nothing_else(app: App) -> None:
    ana, paul = a_person(app), a_person(app, "Paul Meyer")
    contacts.relate(app, ana.id, "knows", paul.id)
    contacts.trash(app, paul.id)
    whats = [one.what for one in service.about_contact(app, ana.id)]
    assert whats == ["relate contacts", "add contact"]
    assert [one.what for one in service.about_contact(app, paul.id, limit=1)] == ["trash contact"]


@pytest.mark.parametrize("number", [0, -1, 10**6, 2**63, 10**30])
def test_an_unknown_change_is_one_sentence(app: App, number: int) -> None:
    a_person(app)
    for ask in (service.get, service.detail, service.undo):
        with pytest.raises(NotFoundError, match="There is no change"):
            ask(app, number)


def test_undo_of_a_trashing_restores_and_undo_of_that_trashes_again(app: App) -> None:
    ana = a_person(app)
    contacts.trash(app, ana.id)
    report = service.undo(app, last(app))
    assert [one.name for one in contacts.find(app, "ana")] == ["Ana Ruiz"]
    service.undo(app, report.change.id)
    assert contacts.find(app, "ana") == []
    assert contacts.restore(app, ana.id).trashed_on is None


def test_a_trashing_that_was_restored_by_hand_cannot_be_undone_and_says_so(app: App) -> None:
    ana = a_person(app)
    contacts.trash(app, ana.id)
    trashing = last(app)
    contacts.restore(app, ana.id)
    with pytest.raises(ConflictError, match=f"used since .contact {ana.id} Ana Ruiz"):
        service.undo(app, trashing)
    assert contacts.get(app, ana.id).trashed_on is None


def test_undo_of_an_addition_takes_the_contact_with_all_that_belongs_to_it(app: App) -> None:
    draft = ContactDraft(
        name="Ana Ruiz", emails=("ana@example.org",), sectors=("legal",), roles=(RoleDraft(at="Colegio", title="x"),)
    )
    ana = contacts.add(app, draft)
    added = last(app)
    report = service.undo(app, added)
    assert (report.rows, report.stayed) == (6, ())
    assert contacts.list_contacts(app) == []
    with pytest.raises(NotFoundError):
        contacts.get(app, ana.id)
    service.undo(app, report.change.id)
    card = contacts.show(app, ana.id)
    assert [point.value for point in card.points] == ["ana@example.org"]
    assert [(role.title, role.organisation) for role in card.roles] == [("x", "Colegio")]
    assert [one.name for one in contacts.find(app, "ana@example.org")] == ["Ana Ruiz"]


def test_an_organisation_that_others_use_since_stays_when_the_addition_is_undone(app: App) -> None:
    contacts.add(app, ContactDraft(name="Ana Ruiz", roles=(RoleDraft(at="Colegio", title="x"),)))
    added = last(app)
    contacts.add(app, ContactDraft(name="Paul Meyer", roles=(RoleDraft(at="Colegio", title="y"),)))
    report = service.undo(app, added)
    assert [one.name for one in contacts.list_contacts(app)] == ["Colegio", "Paul Meyer"]
    assert [one.rpartition(" ")[2] for one in report.stayed] == ["Colegio"]


def test_undo_of_an_edit_in_the_middle_leaves_what_came_later(app: App) -> None:
    ana = a_person(app)
    contacts.edit(app, ana.id, contacts.Edit(fields={"met": "Geneva"}))
    first = last(app)
    contacts.edit(app, ana.id, contacts.Edit(fields={"met": "Lyon"}))
    with pytest.raises(ConflictError, match=f"used since .* Take back {last(app)} first: outreach undo {last(app)}$"):
        service.undo(app, first)
    service.undo(app, last(app))
    service.undo(app, first)
    assert contacts.get(app, ana.id).met == ""


def test_undo_brings_the_words_back_by_which_a_contact_is_found(app: App) -> None:
    ana = a_person(app)
    contacts.edit(app, ana.id, contacts.Edit(fields={"name": "Berta Lopez"}))
    assert contacts.find(app, "ruiz") == []
    service.undo(app, last(app))
    assert [one.name for one in contacts.find(app, "ruiz")] == ["Ana Ruiz"]
    assert contacts.find(app, "berta") == []


def test_the_journal_is_proved_after_all_of_this(app: App) -> None:
    ana = a_person(app)
    contacts.trash(app, ana.id)
    service.undo(app, last(app))
    verdict = service.verify(app)
    assert (verdict.entries, verdict.problems) == (4, ())


def test_what_only_touched_restricted_contacts_is_no_change_to_an_outsider(app: App) -> None:
    accounts.add_circle(app, "Board")
    contacts.add(app, ContactDraft(name="Hidden Ana", circle="Board"), because="she fears for her job")
    hidden = last(app)
    with acting(app, "Jonas") as jonas:
        assert "add contact" not in [one.what for one in service.latest(jonas)]
        for ask in (service.get, service.detail, service.undo):
            with pytest.raises(NotFoundError, match="There is no change"):
                ask(jonas, hidden)
    assert service.get(app, hidden).why == "she fears for her job"


def test_whoever_was_slower_is_told_who_was_faster_unless_that_is_hidden(app: App) -> None:
    accounts.add_circle(app, "Board")
    contacts.add(app, ContactDraft(name="Hidden Ana", circle="Board"))
    hidden = last(app)
    service.check_version(app, "the list", hidden, seen=None)
    service.check_version(app, "the list", hidden, seen=hidden)
    with pytest.raises(ConflictError, match=rf"^Maria changed the list meanwhile \(outreach history {hidden} shows"):
        service.check_version(app, "the list", hidden, seen=hidden - 1)
    with acting(app, "Jonas") as jonas, pytest.raises(ConflictError, match=r"^Somebody changed the list meanwhile"):
        service.check_version(jonas, "the list", hidden, seen=hidden - 1)


def test_of_a_change_about_several_an_outsider_sees_what_is_not_restricted(app: App) -> None:
    accounts.add_circle(app, "Board")
    roles = (RoleDraft(at="Colegio", title="Chair"),)
    contacts.add(app, ContactDraft(name="Hidden Ana", circle="Board", roles=roles, sectors=("legal",)))
    mixed = last(app)
    with acting(app, "Jonas") as jonas:
        detail = service.detail(jonas, mixed)
        assert [row.after.get("name") for row in detail.rows if row.table == "contacts"] == ["Colegio"]
        assert detail.counts == {"contact": 1, "sector": 1}
        assert detail.entry.about == ("Colegio",)
        with pytest.raises(RefusedError, match="ask Maria"):
            service.undo(jonas, mixed)
    assert service.detail(app, mixed).counts == {"contact": 2, "sector": 2, "role in an organisation": 1}


def test_a_restricted_contact_that_is_gone_stays_hidden(app: App) -> None:
    accounts.add_circle(app, "Board")
    contacts.add(app, ContactDraft(name="Hidden Ana", circle="Board", emails=("ana@example.org",)))
    gone = service.undo(app, last(app)).change.id
    with acting(app, "Jonas") as jonas:
        assert [one.what for one in service.latest(jonas)] == ["add circle", "add account"]
        with pytest.raises(NotFoundError):
            service.detail(jonas, gone)
    assert service.detail(app, gone).counts == {"contact": 1, "e-mail, phone or web address": 1}


def test_the_latest_are_as_many_as_asked_also_where_hidden_ones_lie_between(app: App) -> None:
    accounts.add_circle(app, "Board")
    for number in range(6):
        a_person(app, f"Open {number}")
        contacts.add(app, ContactDraft(name=f"Hidden {number}", circle="Board"))
    with acting(app, "Jonas") as jonas:
        assert [one.about for one in service.latest(jonas, 4)] == [(f"Open {n}",) for n in (5, 4, 3, 2)]
    assert len(service.latest(app, 4)) == 4


def test_a_link_to_a_restricted_contact_is_not_in_the_history_of_the_open_one(app: App) -> None:
    accounts.add_circle(app, "Board")
    open_one = an_organisation(app, "Colegio")
    hidden = contacts.add(app, ContactDraft(name="Hidden", kind=Kind.ORGANISATION, circle="Board"))
    contacts.relate(app, open_one.id, "counterpart", hidden.id, note="secret talks")
    with acting(app, "Jonas") as jonas:
        assert [one.what for one in service.about_contact(jonas, open_one.id)] == ["add contact"]
    assert [one.what for one in service.about_contact(app, open_one.id)] == ["relate contacts", "add contact"]
