"""Two contacts become one: what stays, what moves, what is refused; and undo parts them again."""

from datetime import date
from typing import Any

import pytest

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.contacts import service
from outreach_crm.contacts.model import ContactDraft, PointKind, RoleDraft
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError
from outreach_crm.groups import service as groups
from outreach_crm.groups.model import GroupDraft
from outreach_crm.hooks import hookimpl
from outreach_crm.plugins import Plugins
from outreach_crm.tasks import service as tasks
from outreach_crm.timeline import service as timeline
from outreach_crm.timeline.model import LogDraft
from tests.builders import a_group, a_person, acting, an_organisation, with_settings

OWN = {"contacts": {"fields": [{"key": "bar_number", "data_class": "personal"}]}}


def add(app: App, name: str, **more: Any) -> int:
    return service.add(app, ContactDraft(name=name, **more)).id


def everything(app: App) -> dict[str, Any]:
    """Every row of every kept table, but for the change that wrote it."""
    tables = [row["name"] for row in app.store.rows("select name from kept_tables order by name")]
    return {
        table: [
            {name: value for name, value in row.items() if name != "change_id"}
            for row in app.store.rows(f"select * from {table} order by id")
        ]
        for table in tables
    }


def two(app: App) -> tuple[int, int]:
    kept = add(
        app,
        "Ana Ruiz",
        emails=("office: ana@example.org", "old@example.org"),
        ids=("civicrm:1",),
        sectors=("legal",),
        fields={"met": "WMA congress", "language": "es"},
        own_fields={"bar_number": "17"},
        addresses=("Calle Mayor 1; 28013 Madrid; Spain",),
        roles=(RoleDraft(at="Colegio de Abogados", title="President"),),
    )
    dropped = add(
        app,
        "Ana Ruiz Soto",
        emails=("ana@example.org", "ana@home.example"),
        ids=("civicrm:2", "espo:9"),
        sectors=("legal", "medical"),
        fields={"met": "through Paul", "language": "fr", "country": "Spain"},
        own_fields={"bar_number": "18"},
        addresses=("CALLE MAYOR 1; 28013 Madrid; Spain",),
        roles=(RoleDraft(at="Colegio de Abogados", title="president"), RoleDraft(at="Union", title="Treasurer")),
    )
    service.edit(app, kept, service.Edit(prefer=("old@example.org",)))
    service.edit(app, dropped, service.Edit(prefer=("ana@home.example",)))
    return kept, dropped


def test_all_that_belonged_to_either_belongs_to_the_one_that_stays(app: App) -> None:
    app = with_settings(app, **OWN)
    kept, dropped = two(app)
    done = service.merge(app, kept, dropped, because="met her again")
    card = service.show(app, kept)
    assert sorted(one.value for one in card.points) == ["ana@example.org", "ana@home.example", "old@example.org"]
    assert [one.value for one in card.points if one.preferred] == ["old@example.org"]
    assert [str(one) for one in card.ids] == ["civicrm:1", "civicrm:2", "espo:9"]
    assert card.sectors == ("legal", "medical")
    assert len(card.addresses) == 1
    assert sorted((one.organisation, one.title) for one in card.roles) == [
        ("Colegio de Abogados", "President"), ("Union", "Treasurer"),
    ]  # fmt: skip
    assert done.dropped.merged_into == kept
    assert {one.title for one in done.moved} >= {"number in another system", "role in an organisation", "sector"}


def test_what_only_one_of_two_equal_roles_and_addresses_tells_is_kept(app: App) -> None:
    an_organisation(app, "Union")
    here = RoleDraft(at="Union", title="President", right_person_for="students")
    there = RoleDraft(at="Union", title="president", answers_for_rights=True, right_person_for="trade")
    place = "Calle Mayor 1; 28013 Madrid; Spain"
    kept, dropped = (
        service.add(app, ContactDraft(name="Ana Ruiz", roles=(role,), addresses=(place,))).id for role in (here, there)
    )
    service.edit(app, dropped, service.Edit(prefer=("Calle Mayor 1",)))
    service.merge(app, kept, dropped)
    card = service.show(app, kept)
    (role,) = card.roles
    assert (role.title, role.answers_for_rights, role.right_person_for) == ("President", True, "students, trade")
    assert [one.preferred for one in card.addresses] == [True]


def test_each_field_is_chosen_and_told_with_both_values(app: App) -> None:
    app = with_settings(app, **OWN)
    kept, dropped = two(app)
    planned = service.plan_merge(app, kept, dropped)
    told = {one.field: (one.kept, one.dropped, one.chosen, one.why) for one in planned.choices}
    assert told == {
        "name": ("Ana Ruiz", "Ana Ruiz Soto", "Ana Ruiz Soto", "the fuller"),
        "also": ("", "", "Ana Ruiz", "both"),
        "met": ("WMA congress", "through Paul", "WMA congress\nthrough Paul", "both"),
        "language": ("es", "fr", "fr", "the newer"),
        "country": ("", "ES", "ES", "the only one"),
        "bar_number": ("17", "18", "18", "the newer"),
    }
    done = service.merge(app, kept, dropped)
    assert done.choices == planned.choices
    assert (done.kept.name, done.kept.given, done.kept.family) == ("Ana Ruiz Soto", "Ana Ruiz", "Soto")
    assert service.show(app, kept).fields == {"bar_number": "18"}


def test_another_choice_can_be_taken_field_by_field(app: App) -> None:
    app = with_settings(app, **OWN)
    kept, dropped = two(app)
    taken = {"name": kept, "language": kept, "met": dropped, "bar_number": kept}
    contact = service.merge(app, kept, dropped, take=taken).kept
    assert (contact.name, contact.language, contact.met, contact.also) == (
        "Ana Ruiz", "es", "through Paul", "Ana Ruiz Soto",
    )  # fmt: skip
    assert service.show(app, kept).fields == {"bar_number": "17"}


@pytest.mark.parametrize(
    ("name", "number", "said"), [("nmae", 1, "did you mean 'name'"), ("name", 2_000_000_000, "take it from")]
)
def test_a_choice_that_cannot_be_is_refused(app: App, name: str, number: int, said: str) -> None:
    with pytest.raises(InvalidInputError, match=said):
        service.plan_merge(app, a_person(app).id, a_person(app, "Anna Ruiz").id, take={name: number})


def test_one_undo_restores_both_with_the_rows_of_every_feature(app: App) -> None:
    app = with_settings(app, **OWN)
    kept, dropped = two(app)
    third = a_person(app, "Paul Meyer").id
    service.relate(app, third, "knows", dropped)
    service.relate(app, dropped, "knows", kept)
    group = a_group(app).contact_id
    for one in (kept, dropped):
        groups.join(app, group, one, role="member")
        timeline.log(app, LogDraft(summary="rang", contact_ids=(one, third)))
    timeline.log(app, LogDraft(summary="met both", contact_ids=(kept, dropped)))
    tasks.add(app, "ring", contact_id=dropped)
    service.say_distinct(app, third, dropped)
    before, found = everything(app), service.find(app, "soto")
    done = service.merge(app, kept, dropped)
    assert everything(app) != before
    assert [one.id for one in service.find(app, "soto")] == [kept]
    report = changes.undo(app, done.kept.change_id)
    assert report.stayed == ()
    assert everything(app) == before
    assert service.find(app, "soto") == found


def test_history_and_links_follow_and_what_linked_the_two_is_gone(app: App) -> None:
    kept, dropped, third = (a_person(app, name).id for name in ("Ana Ruiz", "Ana Ruis", "Paul Meyer"))
    service.relate(app, third, "knows", dropped)
    service.relate(app, dropped, "knows", kept)
    timeline.log(app, LogDraft(summary="rang", contact_ids=(dropped,)))
    service.merge(app, kept, dropped)
    card = service.show(app, kept)
    assert [one.other for one in card.relations] == ["Paul Meyer"]
    assert [one.title for one in card.history] == ["rang"]


def test_the_old_number_leads_to_the_one_that_stays_as_often_as_it_was_merged(app: App) -> None:
    first, second, third = (a_person(app, name).id for name in ("Ana Ruiz", "Ana Ruis", "Anna Ruiz"))
    service.edit(app, first, service.Edit(ids=("civicrm:7",)))
    service.merge(app, second, first)
    service.merge(app, third, second)
    for text in (str(first), f"contacts:{second}", "civicrm:7", "Ana Ruis"):
        assert service.resolve(app, text).id == third
    assert service.in_trash(app) == []
    assert service.get(app, first).merged_into == third
    with pytest.raises(ConflictError, match="was merged into"):
        service.restore(app, first)


def test_two_groups_become_one(app: App) -> None:
    kept, dropped = (a_group(app, name).contact_id for name in ("Lawyers' Network", "Network of Lawyers"))
    later = groups.add(app, GroupDraft(name="Young Lawyers", structure="network", fields={"formed_from": str(dropped)}))
    person = a_person(app).id
    groups.join(app, dropped, person, role="member")
    service.merge(app, kept, dropped)
    assert [one.person for one in groups.show(app, kept).members] == ["Ana Ruiz"]
    assert groups.show(app, later.contact_id).group.formed_from == "Network of Lawyers"


def test_whoever_was_a_member_twice_is_one_once_from_the_earlier_day(app: App) -> None:
    group, kept, dropped = a_group(app).contact_id, a_person(app).id, a_person(app, "Ana Ruis").id
    groups.join(app, group, kept, since=date(2026, 2, 1))
    groups.join(app, group, dropped, since=date(2025, 5, 1))
    before = everything(app)
    done = service.merge(app, kept, dropped)
    assert [(one.person, one.from_on) for one in groups.show(app, group).members] == [("Ana Ruiz", "2025-05-01")]
    changes.undo(app, done.kept.change_id)
    assert everything(app) == before


def test_a_person_and_an_organisation_are_never_merged(app: App) -> None:
    with pytest.raises(InvalidInputError, match="only contacts of one kind"):
        service.merge(app, a_person(app).id, an_organisation(app).id)


def test_the_narrower_circle_stays_and_two_circles_are_refused(app: App) -> None:
    accounts.add_account(app, "Jonas")
    for name in ("Board", "Cases"):
        accounts.add_circle(app, name)
    open_to_all, board, cases = add(app, "Ana"), add(app, "Ana", circle="Board"), add(app, "Ana", circle="Cases")
    with pytest.raises(ConflictError, match=r"seen by Board and .* by Cases"):
        service.merge(app, board, cases)
    with acting(app, "Jonas") as jonas, pytest.raises(NotFoundError):
        service.merge(jonas, open_to_all, board)
    done = service.merge(app, open_to_all, board)
    assert [(one.field, one.chosen, one.why) for one in done.choices] == [("circle", "Board", "the narrower")]
    with acting(app, "Jonas") as jonas, pytest.raises(NotFoundError):
        service.get(jonas, open_to_all)


def test_what_is_in_the_trash_or_was_merged_before_is_refused(app: App) -> None:
    kept, dropped = a_person(app).id, a_person(app).id
    service.merge(app, kept, dropped)
    with pytest.raises(ConflictError, match="is in the trash"):
        service.merge(app, kept, dropped)


class Reluctant:
    """A plugin that cannot take part in a merge."""

    @hookimpl
    def merging(self, kept_id: int) -> None:
        raise ValueError(f"contact {kept_id} has a case.")


def test_a_plugin_that_fails_is_named_and_both_stay_as_they_were(app: App) -> None:
    from attrs import evolve

    kept, dropped = a_person(app).id, a_person(app).id
    before = everything(app)
    strict = evolve(app, plugins=Plugins.load(extra={"reluctant": Reluctant()}))
    with pytest.raises(ConflictError, match=r"reluctant cannot take part in the merge: contact \d+ has"):
        service.merge(strict, kept, dropped)
    assert everything(app) == before


def test_an_edit_of_the_one_that_stays_keeps_the_merge_and_is_told(app: App) -> None:
    kept, dropped = a_person(app).id, a_person(app, "Ana Ruis").id
    service.edit(app, dropped, service.Edit(points=((PointKind.EMAIL, "ana@example.org"),)))
    done = service.merge(app, kept, dropped)
    service.edit(app, kept, service.Edit(fields={"met": "congress"}))
    with pytest.raises(ConflictError):
        changes.undo(app, done.kept.change_id)
    assert [one.value for one in service.show(app, kept).points] == ["ana@example.org"]
