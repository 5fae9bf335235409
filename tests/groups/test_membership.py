"""Who is in a group: joining, leaving, roles; what was is kept."""

from datetime import date

import pytest

from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError, OutreachError
from outreach_crm.groups import service
from outreach_crm.groups.model import GroupEdit, GroupsSettings
from outreach_crm.settings import Settings
from tests.builders import a_group, a_person, an_organisation
from tests.groups.test_service import hide, insider, outsider

YEAR_AGO, NEXT_YEAR = date(2025, 3, 9), date(2027, 3, 9)


def spans(app: App, group_id: int) -> list[tuple[str, str, str, str | None]]:
    card = service.show(app, group_id)
    return [(one.person, one.role, one.from_on, one.to_on) for one in (*card.members, *card.former_members)]


def test_a_member_joins_today_as_a_member_unless_said_otherwise(app: App) -> None:
    group = a_group(app)
    ana, paul = a_person(app), a_person(app, "Paul Meyer")
    term = service.join(app, group.contact_id, ana.id)
    assert (term.group, term.person, term.role, term.from_on, term.to_on) == (
        "Lawyers' Network",
        "Ana Ruiz",
        "member",
        "2026-03-09",
        None,
    )
    service.join(app, group.contact_id, paul.id, role="Coordinator", since=YEAR_AGO, until=NEXT_YEAR)
    assert spans(app, group.contact_id) == [
        ("Paul Meyer", "coordinator", "2025-03-09", "2027-03-09"),
        ("Ana Ruiz", "member", "2026-03-09", None),
    ]
    listed = service.list_groups(app)[0]
    assert (listed.members, listed.coordinator) == (2, "Paul Meyer")


def test_who_leaves_stays_in_the_history_and_may_come_back(app: App) -> None:
    group, ana = a_group(app), a_person(app)
    service.join(app, group.contact_id, ana.id, since=YEAR_AGO)
    ended = service.leave(app, group.contact_id, ana.id)
    assert [(one.from_on, one.to_on) for one in ended] == [("2025-03-09", "2026-03-09")]
    card = service.show(app, group.contact_id)
    assert (card.members, [one.person for one in card.former_members]) == ((), ["Ana Ruiz"])
    service.join(app, group.contact_id, ana.id)
    assert spans(app, group.contact_id) == [
        ("Ana Ruiz", "member", "2026-03-09", None),
        ("Ana Ruiz", "member", "2025-03-09", "2026-03-09"),
    ]


def test_a_new_role_ends_the_one_before_on_the_same_day(app: App) -> None:
    group, ana = a_group(app), a_person(app)
    service.join(app, group.contact_id, ana.id, since=YEAR_AGO)
    service.give_role(app, group.contact_id, ana.id, "coordinator", on=date(2026, 1, 1))
    assert spans(app, group.contact_id) == [
        ("Ana Ruiz", "coordinator", "2026-01-01", None),
        ("Ana Ruiz", "member", "2025-03-09", "2026-01-01"),
    ]
    assert service.list_groups(app)[0].members == 1


def test_a_member_may_have_a_second_role_and_lay_one_down(app: App) -> None:
    group, ana = a_group(app), a_person(app)
    service.join(app, group.contact_id, ana.id, role="secretary", since=YEAR_AGO)
    service.give_role(app, group.contact_id, ana.id, "treasurer", also=True)
    assert [one.role for one in service.show(app, group.contact_id).members] == ["secretary", "treasurer"]
    assert service.list_groups(app)[0].members == 1
    kept = service.give_role(app, group.contact_id, ana.id, "secretary")
    assert (kept.from_on, kept.to_on) == ("2025-03-09", None)
    assert [one.role for one in service.show(app, group.contact_id).members] == ["secretary"]


def test_a_term_is_prolonged_or_shortened(app: App) -> None:
    group, ana = a_group(app), a_person(app)
    service.join(app, group.contact_id, ana.id, role="coordinator", since=YEAR_AGO, until=date(2026, 6, 1))
    term = service.give_role(app, group.contact_id, ana.id, "coordinator", until=NEXT_YEAR)
    assert (term.from_on, term.to_on) == ("2025-03-09", "2027-03-09")
    with pytest.raises(InvalidInputError, match="The term began on 2025-03-09"):
        service.give_role(app, group.contact_id, ana.id, "coordinator", until=YEAR_AGO)


def test_who_leaves_leaves_all_roles_also_those_yet_to_begin(app: App) -> None:
    group, ana = a_group(app), a_person(app)
    service.join(app, group.contact_id, ana.id, since=YEAR_AGO, until=date(2026, 6, 1))
    service.join(app, group.contact_id, ana.id, role="coordinator", since=date(2026, 6, 1))
    assert len(service.leave(app, group.contact_id, ana.id, on=date(2026, 4, 1))) == 2
    assert {one[1:] for one in spans(app, group.contact_id)} == {
        ("member", "2025-03-09", "2026-04-01"),
        ("coordinator", "2026-06-01", "2026-06-01"),
    }


def test_a_past_membership_can_be_written_down(app: App) -> None:
    group, ana = a_group(app), a_person(app)
    service.join(app, group.contact_id, ana.id, since=date(2010, 1, 1), until=date(2012, 1, 1))
    assert spans(app, group.contact_id) == [("Ana Ruiz", "member", "2010-01-01", "2012-01-01")]
    assert service.list_groups(app)[0].members == 0
    with pytest.raises(ConflictError, match="from 2010-01-01 to 2012-01-01 already"):
        service.join(app, group.contact_id, ana.id, since=date(2011, 1, 1), until=date(2013, 1, 1))


def test_who_is_in_a_group_cannot_join_it_again(app: App) -> None:
    group, ana = a_group(app), a_person(app)
    service.join(app, group.contact_id, ana.id, since=YEAR_AGO)
    with pytest.raises(ConflictError, match="Ana Ruiz is in Lawyers' Network already, as member since 2025-03-09"):
        service.join(app, group.contact_id, ana.id)
    with pytest.raises(ConflictError, match="Ana Ruiz is member of Lawyers' Network already"):
        service.give_role(app, group.contact_id, ana.id, "member")
    assert len(spans(app, group.contact_id)) == 1


def test_who_joined_earlier_than_was_written_down_is_in_the_group_since_then(app: App) -> None:
    group, ana = a_group(app), a_person(app)
    service.join(app, group.contact_id, ana.id, role="treasurer")

    with pytest.raises(ConflictError, match="as treasurer since 2026-03-09"):
        service.join(app, group.contact_id, ana.id, since=YEAR_AGO)
    earlier = service.join(app, group.contact_id, ana.id, role="treasurer", since=YEAR_AGO)

    assert spans(app, group.contact_id) == [("Ana Ruiz", "treasurer", "2025-03-09", None)]
    changes.undo(app, earlier.change_id)
    assert spans(app, group.contact_id) == [("Ana Ruiz", "treasurer", "2026-03-09", None)]


def test_who_is_not_in_a_group_cannot_leave_it_or_change_roles(app: App) -> None:
    group, ana = a_group(app), a_person(app)
    for use in (
        lambda: service.leave(app, group.contact_id, ana.id),
        lambda: service.give_role(app, group.contact_id, ana.id, "member"),
    ):
        with pytest.raises(NotFoundError, match="Ana Ruiz is not in Lawyers' Network"):
            use()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"since": NEXT_YEAR, "until": NEXT_YEAR}, "cannot end on 2027-03-09"),
        ({"until": YEAR_AGO}, "A term that begins on 2026-03-09 cannot end on 2025-03-09"),
        ({"since": date(2019, 12, 31)}, "was founded on 2020-01-01"),
        ({"since": date(2026, 3, 9)}, "ended on 2026-12-31; a membership ends by then"),
        ({"role": "king"}, "'king' is not a role"),
    ],
)
def test_a_membership_that_cannot_be_right_is_one_sentence(app: App, given: dict[str, object], sentence: str) -> None:
    group, ana = a_group(app, founded_on="2020-01-01", ended_on="2026-12-31"), a_person(app)
    with pytest.raises(InvalidInputError, match=sentence):
        service.join(app, group.contact_id, ana.id, **given)  # type: ignore[arg-type]
    assert spans(app, group.contact_id) == []


def test_only_a_person_outside_the_trash_joins_and_only_a_group_is_joined(app: App) -> None:
    group, ana, bar = a_group(app), a_person(app), an_organisation(app)
    with pytest.raises(InvalidInputError, match="is not a person"):
        service.join(app, group.contact_id, bar.id)
    with pytest.raises(InvalidInputError, match="is not a group"):
        service.join(app, bar.id, ana.id)
    contacts.trash(app, ana.id)
    with pytest.raises(InvalidInputError, match="is in the trash"):
        service.join(app, group.contact_id, ana.id)
    for ids in ((group.contact_id, 999_999), (999_999, ana.id)):
        with pytest.raises(NotFoundError):
            service.join(app, *ids)


def test_nobody_leaves_or_changes_before_they_came(app: App) -> None:
    group, ana = a_group(app), a_person(app)
    service.join(app, group.contact_id, ana.id, since=YEAR_AGO)
    for use in (
        lambda: service.leave(app, group.contact_id, ana.id, on=date(2025, 3, 8)),
        lambda: service.give_role(app, group.contact_id, ana.id, "secretary", on=date(2025, 3, 8)),
        lambda: service.give_role(app, group.contact_id, ana.id, "secretary", on=date(2025, 3, 8), also=True),
        lambda: service.give_role(app, group.contact_id, ana.id, "secretary", until=date(2026, 3, 9)),
    ):
        with pytest.raises(OutreachError):
            use()
    assert spans(app, group.contact_id) == [("Ana Ruiz", "member", "2025-03-09", None)]


def test_with_a_group_the_terms_of_its_members_end(app: App) -> None:
    group = a_group(app)
    ana, paul = a_person(app), a_person(app, "Paul Meyer")
    service.join(app, group.contact_id, ana.id, since=YEAR_AGO)
    service.join(app, group.contact_id, paul.id, since=NEXT_YEAR)
    hide(app, ana.id)
    other = outsider(app)
    ended = service.edit(other, group.contact_id, GroupEdit(fields={"ended_on": "2026-03-09"}))
    assert service.list_groups(other) == []
    app = insider(app)
    assert spans(app, group.contact_id) == [
        ("Paul Meyer", "member", "2027-03-09", "2027-03-09"),
        ("Ana Ruiz", "member", "2025-03-09", "2026-03-09"),
    ]
    changes.undo(app, ended.change_id)
    assert {one[3] for one in spans(app, group.contact_id)} == {None}


def test_a_section_has_roles_of_its_own(app: App) -> None:
    group, ana = a_group(app), a_person(app)
    own = Settings({"groups": {"roles": ["Web Editor"]}})
    assert own.of("groups", GroupsSettings).roles == ("Web Editor",)
    section = App.on(app.store, app.plugins, own, app.keyring, app.actor)
    assert service.roles(section)[-1] == "Web Editor"
    assert service.join(section, group.contact_id, ana.id, role="web-editor").role == "Web Editor"


def test_a_restricted_member_is_neither_shown_nor_counted_to_others(app: App) -> None:
    group = a_group(app)
    ana, paul = a_person(app), a_person(app, "Paul Meyer")
    service.join(app, group.contact_id, ana.id, role="coordinator")
    service.join(app, group.contact_id, paul.id)
    hide(app, ana.id)
    other = outsider(app)
    assert [one[0] for one in spans(other, group.contact_id)] == ["Paul Meyer"]
    listed = service.list_groups(other)[0]
    assert (listed.members, listed.coordinator) == (1, "")
    with pytest.raises(NotFoundError):
        service.leave(other, group.contact_id, ana.id)
    assert service.list_groups(insider(app))[0].members == 2


def test_members_in_the_trash_are_not_shown(app: App) -> None:
    group, ana = a_group(app), a_person(app)
    service.join(app, group.contact_id, ana.id)
    contacts.trash(app, ana.id)
    assert spans(app, group.contact_id) == []
    assert service.list_groups(app)[0].members == 0


def test_joining_leaving_and_new_roles_are_taken_back(app: App) -> None:
    group, ana = a_group(app), a_person(app)
    service.join(app, group.contact_id, ana.id, since=YEAR_AGO)
    before = spans(app, group.contact_id)
    for use in (
        lambda: service.give_role(app, group.contact_id, ana.id, "coordinator"),
        lambda: service.give_role(app, group.contact_id, ana.id, "coordinator", also=True),
        lambda: service.leave(app, group.contact_id, ana.id),
    ):
        use()
        assert spans(app, group.contact_id) != before
        changes.undo(app, changes.latest(app, 1)[0].id)
        assert spans(app, group.contact_id) == before


def test_undoing_the_joining_leaves_no_trace_but_in_the_journal(app: App) -> None:
    group, ana = a_group(app), a_person(app)
    service.join(app, group.contact_id, ana.id)
    changes.undo(app, changes.latest(app, 1)[0].id)
    assert spans(app, group.contact_id) == []


def test_a_membership_stands_in_the_journal_of_group_and_person(app: App) -> None:
    group, ana = a_group(app), a_person(app)
    service.join(app, group.contact_id, ana.id, because="asked at the congress")
    for contact_id in (group.contact_id, ana.id):
        entry = changes.about_contact(app, contact_id)[0]
        assert (entry.what, entry.why) == ("join group", "asked at the congress")
