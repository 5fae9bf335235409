"""Cases are linked to each other and to Urgent Actions; none comes before itself."""

import pytest

from outreach_cases import service
from outreach_cases.model.links import LinkKind
from outreach_crm.app import App
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError
from tests.builders import a_person
from tests.outreach_cases.builders import a_case
from tests.urgent_actions.builders import add_issue


def test_a_link_is_seen_from_both_cases(app: App) -> None:
    later, first = a_case(app, "Second arrest"), a_case(app, "First arrest", ref="IP 1")

    service.link(app, later.id, first.id, LinkKind.CONTINUES)
    service.link(app, later.id, first.id, LinkKind.FAMILY)

    assert [(str(one.told), one.case) for one in service.links(app, later.id)] == [
        ("continues", "First arrest (IP 1)"),
        ("family", "First arrest (IP 1)"),
    ]
    assert [(str(one.told), one.case_id) for one in service.links(app, first.id)] == [
        ("is continued by", later.id),
        ("family", later.id),
    ]


def test_no_case_comes_before_itself_by_however_many_steps(app: App) -> None:
    one, two, three = (a_case(app, name) for name in ("One", "Two", "Three"))
    service.link(app, two.id, one.id, LinkKind.CONTINUES)
    service.link(app, three.id, two.id, LinkKind.CONTINUES)

    for other in (two, three):
        with pytest.raises(InvalidInputError, match="neither comes before itself"):
            service.link(app, one.id, other.id, LinkKind.CONTINUES)
    with pytest.raises(InvalidInputError, match="itself"):
        service.link(app, one.id, one.id, LinkKind.FAMILY)
    service.link(app, three.id, one.id, LinkKind.CONTINUES)


def test_two_cases_are_linked_in_one_way_once_from_whichever_side(app: App) -> None:
    one, two = a_case(app, "One"), a_case(app, "Two")
    service.link(app, one.id, two.id, LinkKind.EVENT)

    for pair in ((one, two), (two, one)):
        with pytest.raises(ConflictError, match="linked so already"):
            service.link(app, pair[0].id, pair[1].id, LinkKind.EVENT)


def test_a_link_is_taken_away_again(app: App) -> None:
    one, two = a_case(app, "One"), a_case(app, "Two")
    (made,) = service.link(app, one.id, two.id, LinkKind.EVENT)

    assert service.unlink(app, made.id) == one.id

    assert service.links(app, two.id) == []
    with pytest.raises(NotFoundError):
        service.unlink(app, made.id)


def test_an_urgent_action_belongs_to_a_case_by_what_it_is_called(app: App) -> None:
    add_issue(app, "nurses", ref="UA 205/2001")
    case = a_case(app)

    made = service.point(app, case.id, "UA 205/01")

    assert (made.called, made.ref.kind) == ("UA 205/2001", "ua_cases")
    with pytest.raises(ConflictError, match="belongs to Sanaa Rezaiy already"):
        service.point(app, case.id, "UA 205/2001")
    assert service.let_go(app, made.id) == case.id
    assert service.pointers(app, case.id) == []


def test_what_nobody_is_called_and_what_several_are_belongs_to_no_case(app: App) -> None:
    add_issue(app, "nurses", ref="UA 12/2001")
    add_issue(app, "nurses", ref="UA 12/2002")
    a_person(app, "Ana Ruiz")
    case = a_case(app)

    for text in ("Ana Ruiz", "UA 999/99"):
        with pytest.raises(NotFoundError, match="say it as it is called"):
            service.point(app, case.id, text)
    with pytest.raises(InvalidInputError, match="Several are found"):
        service.point(app, case.id, "UA 12")


def test_a_number_that_only_begins_like_another_is_not_it(app: App) -> None:
    add_issue(app, "nurses", ref="UA 93/2026")
    case = a_case(app)

    for text in ("UA 9/26", "UA 93/2", "UA 93/27"):
        with pytest.raises(NotFoundError):
            service.point(app, case.id, text)
    assert service.point(app, case.id, "ua 93/26").called == "UA 93/2026"
