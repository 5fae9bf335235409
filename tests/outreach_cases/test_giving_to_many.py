"""Cases are given to many groups at once just as it was looked at, with a word to each why it got this one."""

import pytest

from outreach_cases import service
from outreach_cases.model.levels import Level, Reason
from outreach_cases.model.wishes import Facet, TermsDraft
from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.errors import ConflictError, InvalidInputError
from outreach_crm.groups import service as groups
from tests.builders import a_group, a_person
from tests.outreach_cases.builders import level
from tests.outreach_cases.holdings import a_free_case, a_local_group, accepted


def _wanting(app: App, name: str, lead: str, *wishes: tuple[Facet, str]) -> int:
    group, _ = a_local_group(app, name, lead)
    for facet, value in wishes:
        service.wish(app, group, facet, value)
    if not wishes:
        service.set_terms(app, group, TermsDraft())
    return group


def test_as_many_groups_as_can_be_get_what_they_wished_for_and_each_is_told_why(app: App) -> None:
    iran = a_free_case(app, "Sanaa Rezaiy", country="Iran")
    kano = a_free_case(app, "Weavers of Kano", country="Nigeria", whom="community")
    for case in (iran, kano):
        service.set_limits(app, case.id, 1, 1)
    easy = _wanting(app, "Easy group", "Ana Ruiz")
    picky = _wanting(app, "Picky group", "Bo Li", (Facet.REGION, "Iran"))

    found = service.batch(app)

    assert {one.group: one.case for one in found.gifts} == {
        "Easy group": "Weavers of Kano",
        "Picky group": "Sanaa Rezaiy",
    }
    assert [str(one.why) for one in found.gifts] == ["the group has no wishes", "meets all wishes: region"]
    assert (found.seed, found.told[0]) == (20260309, "0 groups that take part have no case")
    assert service.held_by(app, easy) == [] == service.held_by(app, picky)

    taken = service.take(app, found.seed, found.seen)

    assert {(one.group, one.case, one.agreed_on) for one in taken} == {
        ("Easy group", "Weavers of Kano", None),
        ("Picky group", "Sanaa Rezaiy", None),
    }
    assert {one.holder.person for one in taken if one.holder} == {"Ana Ruiz", "Bo Li"}
    journal.undo(app, taken[0].change_id)
    assert service.held_by(app, picky) == []


def test_a_group_that_gets_a_lesser_case_hears_that_the_better_one_is_full(app: App) -> None:
    case = a_free_case(app, "Sanaa Rezaiy", country="Iran")
    a_free_case(app, "Weavers of Kano", country="Nigeria", whom="community")
    service.set_limits(app, case.id, 1, 1)
    names = ("North", "South")
    for name, lead in zip(names, ("Ana Ruiz", "Bo Li"), strict=True):
        _wanting(app, name, lead, (Facet.REGION, "Iran"))

    told = {one.case: str(one.why) for one in service.batch(app, 7).gifts}

    assert told == {
        "Sanaa Rezaiy": "meets all wishes: region",
        "Weavers of Kano": "meets none of the wishes: region; 1 better case: full",
    }
    assert service.batch(app, 7) == service.batch(app, 7)


def test_what_changed_since_it_was_looked_at_is_not_taken(app: App) -> None:
    case = a_free_case(app)
    group = _wanting(app, "North", "Ana Ruiz")
    seen = service.batch(app)
    level(app, case, Level.DORMANT)

    with pytest.raises(ConflictError, match="look again"):
        service.take(app, seen.seed, seen.seen)
    nothing = service.batch(app)
    with pytest.raises(ConflictError, match="nothing to give"):
        service.take(app, nothing.seed, nothing.seen)
    assert service.held_by(app, group) == []
    with pytest.raises(InvalidInputError, match="from 0"):
        service.batch(app, -1)


def test_when_a_case_closes_only_its_groups_are_given_another_and_nobody_else_is_moved(app: App) -> None:
    first, second = a_free_case(app), a_free_case(app, "Reza Karimi")
    groups = [a_local_group(app, name, lead) for name, lead in (("North", "Ana Ruiz"), ("South", "Bo Li"))]
    accepted(app, groups[0][0], first, groups[0][1])
    stays = accepted(app, groups[1][0], second, groups[1][1])
    level(app, first, Level.CLOSED, Reason.RELEASED)

    found = service.batch(app)
    assert [(one.group, one.case) for one in found.gifts] == [("North", "Reza Karimi")]
    service.take(app, found.seed, found.seen)
    assert service.held_by(app, groups[1][0]) == [stays]


def test_an_exchange_is_proposed_that_is_better_for_one_and_worse_for_nobody(app: App) -> None:
    iran = a_free_case(app, "Sanaa Rezaiy", country="Iran")
    kano = a_free_case(app, "Weavers of Kano", country="Nigeria", whom="community")
    north, south = a_local_group(app, "North", "Ana Ruiz"), a_local_group(app, "South", "Bo Li")
    service.wish(app, north[0], Facet.REGION, "Iran")
    accepted(app, north[0], kano, north[1])
    held = accepted(app, south[0], iran, south[1])

    (found,) = service.exchanges(app, north[0])

    assert (found.gives, found.group, found.takes, found.gain) == ("Weavers of Kano", "South", "Sanaa Rezaiy", 4)
    assert service.held_by(app, south[0]) == [held]
    service.wish(app, south[0], Facet.REGION, "Iran")
    assert service.exchanges(app, north[0]) == []


def test_a_group_without_anybody_to_hold_the_casefile_is_left_out_and_named(app: App) -> None:
    a_free_case(app)
    group = a_group(app, "North", "local")
    service.set_terms(app, group.contact_id, TermsDraft(capacity="1"))

    found = service.batch(app)

    assert found.gifts == ()
    assert found.left_out == ("North names neither casefile holder nor coordinator.",)


def test_whoever_holds_a_casefile_of_the_group_is_there_to_hold_another_one(app: App) -> None:
    case, other = a_free_case(app), a_free_case(app, "Weavers of Kano", country="Nigeria", whom="community")
    group, person = a_group(app, "North", "local", capacity="2"), a_person(app, "Ana Ruiz")
    groups.join(app, group.contact_id, person.id)
    accepted(app, group.contact_id, case, person.id)

    (found,) = service.batch(app).gifts

    assert (found.case, found.holder) == (other.called, "Ana Ruiz")


def test_cases_of_groups_without_wishes_are_not_counted_as_meeting_them(app: App) -> None:
    a_free_case(app)
    _wanting(app, "Easy group", "Ana Ruiz")

    told = service.batch(app).told

    assert "0 cases meet all wishes of their groups" in told
    assert "1 case is of a group without wishes" in told
