"""Adding, editing and finding groups, and what they may use."""

import pytest

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft, Kind
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError, OutreachError
from outreach_crm.groups import service
from outreach_crm.groups.model import GroupDraft, GroupEdit, Heading, Level, Structure
from outreach_crm.model import Actor
from tests.builders import a_group, a_person, an_organisation


def outsider(app: App) -> App:
    return App.on(app.store, app.plugins, app.settings, app.keyring, Actor(name="Jonas"))


def insider(app: App) -> App:
    return App.on(app.store, app.plugins, app.settings, app.keyring, Actor(name="Maria"))


def hide(app: App, contact_id: int) -> None:
    accounts.add_circle(app, "Board")
    contacts.edit(app, contact_id, contacts.Edit(circle="Board"))


def edit(app: App, group_id: int, **fields: str) -> None:
    service.edit(app, group_id, GroupEdit(fields=fields))


def test_a_group_is_a_contact_with_a_structure(app: App) -> None:
    draft = GroupDraft(
        name="Lawyers' Network",
        structure="network",
        fields={"level": "section", "purpose": "letters on unfair trials", "regions": "Maghreb", "capacity": "3"},
        contact={"language": "es", "languages": "es fr"},
        sectors=("legal",),
        plan={Heading.STAFF_HOURS: 40},
    )
    group = service.add(app, draft, because="the board agreed")
    assert (group.structure, group.level, group.purpose) == (Structure.NETWORK, "section", "letters on unfair trials")
    assert (group.regions, group.capacity, group.meeting_days) == ("Maghreb", 3, None)
    contact = contacts.get(app, group.contact_id)
    assert (contact.kind, contact.language, contact.languages) == (Kind.GROUP, "es", "es fr")
    card = service.show(app, group.contact_id)
    assert card.sectors == ("legal",)
    assert [(one.year, one.heading, one.planned, one.remainder) for one in card.resources] == [
        (2026, Heading.STAFF_HOURS, 40, 40)
    ]
    assert changes.latest(app, 1)[0].why == "the board agreed"


def test_a_group_is_found_like_every_contact(app: App) -> None:
    group = a_group(app, "Réseau des juristes")
    assert [one.id for one in contacts.find(app, "reseau jur")] == [group.contact_id]


def test_an_imported_contact_of_kind_group_becomes_the_group_of_its_name(app: App) -> None:
    waiting = contacts.add(app, ContactDraft(name="Local Group Lyon", kind=Kind.GROUP))
    with pytest.raises(InvalidInputError, match="is not a group"):
        service.get(app, waiting.id)
    group = service.add(app, GroupDraft(name="local group lyon", structure="local", sectors=("legal",)))
    assert group.contact_id == waiting.id
    assert service.show(app, waiting.id).sectors == ("legal",)


@pytest.mark.parametrize("text", ["LAWYERS' network", "lawyers", "law net", " Netw "])
def test_a_group_is_meant_by_its_name_or_enough_of_its_words(app: App, text: str) -> None:
    a_group(app, "Medical Specialists", "specialist")
    group = a_group(app)
    assert service.resolve(app, text) == group
    assert service.resolve(app, f"contacts:{group.contact_id}") == service.resolve(app, str(group.contact_id)) == group


def test_a_whole_name_is_meant_before_longer_ones(app: App) -> None:
    a_group(app, "Lawyers' Network Youth")
    group = a_group(app, "Lawyers' Network")
    assert service.resolve(app, "lawyers network youth").name == "Lawyers' Network Youth"
    assert service.resolve(app, "lawyers' network") == group


def test_a_group_nobody_knows_is_one_sentence(app: App) -> None:
    ana = a_person(app)
    a_group(app, "Group North"), a_group(app, "Group South")
    for text, sentence in (
        ("xyz", "No group fits 'xyz'"),
        ("", "No group fits ''"),
        ("999999", "There is no contact 999999"),
        ("9" * 40, "No group fits"),
        ("²", "No group fits"),
        (str(ana.id), "Ana Ruiz .* is not a group"),
        ("group", "Several groups fit 'group'"),
    ):
        with pytest.raises(OutreachError, match=sentence):
            service.resolve(app, text)


def test_a_second_group_of_one_name_is_refused(app: App) -> None:
    a_group(app)
    with pytest.raises(ConflictError, match="There is a group Lawyers' Network already"):
        a_group(app, "lawyers’ NETWORK".replace("’", "'"))


@pytest.mark.parametrize(
    ("draft", "sentence"),
    [
        (GroupDraft(name=" ", structure="network"), "needs a name"),
        (GroupDraft(name="X", structure="club"), "is none of specialist"),
        (
            GroupDraft(name="X", structure="local", fields={"founded_on": "2026-01-02", "ended_on": "2026-01-01"}),
            "cannot end on 2026-01-01, before it begins on 2026-01-02",
        ),
        (GroupDraft(name="X", structure="local", fields={"formed_from": "nobody"}), "No group fits 'nobody'"),
        (GroupDraft(name="X", structure="local", sectors=("xyz",)), "There is no sector 'xyz'"),
        (GroupDraft(name="X", structure="local", plan={Heading.MONEY: -1.0}), "money: -1 cannot be right"),
        (GroupDraft(name="X", structure="local", plan={Heading.MONEY: 1.0}, year=3000), "3000 is not a year"),
    ],
)
def test_a_group_that_cannot_be_right_leaves_nothing_behind(app: App, draft: GroupDraft, sentence: str) -> None:
    with pytest.raises(OutreachError, match=sentence):
        service.add(app, draft)
    assert contacts.list_contacts(app) == []
    assert service.list_groups(app) == []


def test_editing_changes_the_group_and_the_contact_it_is_at_once(app: App) -> None:
    group = a_group(app, level="section")
    edited = service.edit(
        app,
        group.contact_id,
        GroupEdit(fields={"purpose": "letters", "level": ""}, contact={"name": "Jurists"}, sectors=("legal",)),
    )
    assert (edited.name, edited.purpose, edited.level) == ("Jurists", "letters", "")
    assert service.list_groups(app, sector="legal")[0].name == "Jurists"


def test_who_edits_what_somebody_else_changed_is_told(app: App) -> None:
    group = a_group(app)
    contacts.edit(app, group.contact_id, contacts.Edit(fields={"language": "es"}))
    with pytest.raises(ConflictError, match="Maria changed .* meanwhile"):
        service.edit(app, group.contact_id, GroupEdit(fields={"purpose": "x"}, version=group.change_id))
    seen = service.get(app, group.contact_id).change_id
    assert service.edit(app, group.contact_id, GroupEdit(fields={"purpose": "x"}, version=seen)).purpose == "x"
    with pytest.raises(ConflictError, match="Maria changed .* meanwhile"):
        service.edit(app, group.contact_id, GroupEdit(fields={"purpose": "y"}, version=seen))


def test_an_edit_of_nothing_is_refused(app: App) -> None:
    group = a_group(app)
    with pytest.raises(InvalidInputError, match="Say what to change of Lawyers' Network"):
        service.edit(app, group.contact_id, GroupEdit())


def test_a_group_ends_after_it_was_founded_also_when_edited_apart(app: App) -> None:
    group = a_group(app, founded_on="2026-01-02")
    with pytest.raises(InvalidInputError, match="cannot end on 2026-01-01, before it begins on 2026-01-02"):
        edit(app, group.contact_id, ended_on="2026-01-01")


def test_a_group_is_formed_from_one_and_advises_another(app: App) -> None:
    origin, advised = a_group(app), a_group(app, "Board", "specialist")
    group = a_group(app, "Advisers", "advisory", formed_from="lawyers", advises=str(advised.contact_id))
    assert (group.formed_from_id, group.formed_from) == (origin.contact_id, origin.name)
    assert (group.advises_id, group.advises) == (advised.contact_id, advised.name)
    relatives = {one: service.show(app, one).relatives for one in (origin.contact_id, advised.contact_id)}
    assert [(one.name, one.how) for one in relatives[origin.contact_id]] == [("Advisers", "formed from it")]
    assert [(one.name, one.how) for one in relatives[advised.contact_id]] == [("Advisers", "advises it")]
    edit(app, group.contact_id, formed_from="", advises="")
    assert service.get(app, group.contact_id).formed_from_id is None


def test_no_group_is_formed_from_itself_or_from_what_came_of_it(app: App) -> None:
    first = a_group(app, "First")
    a_group(app, "Second", formed_from="First")
    a_group(app, "Third", formed_from="Second")
    for text, sentence in (("First", "First cannot be formed from itself"), ("Third", "Third was itself formed from")):
        with pytest.raises(InvalidInputError, match=sentence):
            edit(app, first.contact_id, formed_from=text)
    with pytest.raises(InvalidInputError, match="First cannot advise itself"):
        edit(app, first.contact_id, advises="First")
    edit(app, first.contact_id, advises="Third")


def test_a_circle_of_origins_is_refused_also_through_groups_one_may_not_see(app: App) -> None:
    first = a_group(app, "First")
    second = a_group(app, "Second", formed_from="First")
    third = a_group(app, "Third", formed_from="Second")
    hide(app, second.contact_id)
    other = outsider(app)
    assert service.get(other, third.contact_id).formed_from_id is None
    with pytest.raises(InvalidInputError, match="Third was itself formed from"):
        edit(other, first.contact_id, formed_from="Third")


def test_groups_are_listed_by_name_structure_level_and_sector(app: App) -> None:
    a_group(app, "Zebra", level="local")
    service.add(app, GroupDraft(name="Apple", structure="specialist", sectors=("legal", "medical")))
    a_group(app, "Over", ended_on="2026-03-09")
    a_group(app, "Soon over", ended_on="2026-03-10")
    contacts.trash(app, a_group(app, "Trash").contact_id)
    assert [one.name for one in service.list_groups(app)] == ["Apple", "Soon over", "Zebra"]
    assert [one.name for one in service.list_groups(app, ended=True)] == ["Apple", "Over", "Soon over", "Zebra"]
    assert [one.sectors for one in service.list_groups(app, sector="legal")] == [("legal", "medical")]
    assert [one.name for one in service.list_groups(app, structure=Structure.SPECIALIST)] == ["Apple"]
    assert [one.name for one in service.list_groups(app, level=Level.LOCAL)] == ["Zebra"]
    assert len(service.list_groups(app, limit=2)) == 2
    with pytest.raises(NotFoundError, match="There is no sector"):
        service.list_groups(app, sector="xyz")


def test_a_restricted_group_is_no_group_to_others(app: App) -> None:
    group, open_group = a_group(app), a_group(app, "Advisers", "advisory", formed_from="lawyers", advises="lawyers")
    hide(app, group.contact_id)
    other = outsider(app)
    assert [one.name for one in service.list_groups(other)] == ["Advisers"]
    seen = service.get(other, open_group.contact_id)
    assert (seen.formed_from_id, seen.formed_from, seen.advises_id, seen.advises) == (None, "", None, "")
    for text in ("lawyers", str(group.contact_id)):
        with pytest.raises(NotFoundError):
            service.resolve(other, text)
    assert service.get(insider(app), open_group.contact_id).formed_from == "Lawyers' Network"


def test_a_group_without_purpose_or_plan_is_added_and_its_officer_reminded(app: App) -> None:
    group = a_group(app, "Local Group Lyon", "local")
    assert len(service.prompts(app, group)) == 2
    edit(app, group.contact_id, purpose="letters")
    service.set_resources(app, group.contact_id, 2025, planned={Heading.MONEY: 100.0})
    assert len(service.prompts(app, service.get(app, group.contact_id))) == 1
    service.set_resources(app, group.contact_id, 2027, planned={Heading.MONEY: 100.0})
    assert service.prompts(app, service.get(app, group.contact_id)) == ()


def test_undoing_the_adding_of_a_group_takes_back_contact_structure_and_plan(app: App) -> None:
    draft = GroupDraft(name="Network", structure="network", sectors=("legal",), plan={Heading.MONEY: 5.0})
    group = service.add(app, draft)
    report = changes.undo(app, group.change_id)
    assert (report.stayed, contacts.list_contacts(app), service.list_groups(app)) == ((), [], [])


def test_a_group_that_was_used_since_stays_when_its_adding_is_undone(app: App) -> None:
    group, ana = a_group(app), a_person(app)
    service.join(app, group.contact_id, ana.id)
    with pytest.raises(ConflictError, match="was used since"):
        changes.undo(app, group.change_id)
    assert [one.members for one in service.list_groups(app)] == [1]


def test_undoing_an_edit_brings_back_what_was(app: App) -> None:
    group = a_group(app, purpose="letters")
    change = GroupEdit(fields={"purpose": "visits"}, contact={"name": "Jurists"}, sectors=("legal",))
    changes.undo(app, service.edit(app, group.contact_id, change).change_id)
    card = service.show(app, group.contact_id)
    assert (card.group.name, card.group.purpose, card.sectors) == ("Lawyers' Network", "letters", ())


def test_an_organisation_is_no_group(app: App) -> None:
    bar = an_organisation(app)
    for use in (service.get, service.show, service.resources):
        with pytest.raises(InvalidInputError, match="is not a group"):
            use(app, bar.id)
