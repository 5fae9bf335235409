"""A group is offered the cases that are best for it, says why where it wants another, and takes one on."""

from datetime import timedelta
from typing import Any

import pytest

from outreach_cases import service
from outreach_cases.model.holdings import DUTIES
from outreach_cases.model.levels import Level, Reason
from outreach_cases.model.wishes import Facet, Mark, TermsDraft
from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError
from tests.builders import a_person, an_organisation, with_settings
from tests.outreach_cases.builders import a_case, days_ago, level
from tests.outreach_cases.holdings import a_free_case, a_local_group, accepted, hold


def _names(app: App, group_id: int) -> list[str]:
    return [one.case.name for one in service.offer(app, group_id).offered]


def test_of_more_cases_the_five_that_fit_best_are_offered_with_reasons(app: App) -> None:
    group, _ = a_local_group(app)
    service.wish(app, group, Facet.REGION, "Middle East and North Africa")
    service.wish(app, group, Facet.ISSUE, "torture")
    service.wish(app, group, Facet.GENDER, "f")
    a_free_case(app, "Sanaa Rezaiy", country="Iran", concerns=("torture",), gender="f")
    a_free_case(app, "Reza Karimi", country="Iran", concerns=("torture",), gender="m")
    for name in ("Ada", "Bo", "Cy", "Di"):
        a_free_case(app, name, country="Nigeria", concerns=("unfair trials",), gender="m")

    found = service.offer(app, group)

    assert [one.case.name for one in found.offered] == ["Sanaa Rezaiy", "Reza Karimi", "Ada", "Bo", "Cy"]
    assert [one.fit for one in found.offered] == [0, 1, 4, 4, 4]
    assert found.offered[0].why[:2] == ("meets all wishes: region, issue, gender", "1 more group is needed")
    assert found.offered[1].why[0] == "meets region, issue, not gender"
    assert (found.held, found.places, found.against) == (0, 1, ())


def test_a_wish_for_a_country_is_met_by_it_and_one_for_its_region_by_it_too(app: App) -> None:
    group, _ = a_local_group(app)
    a_free_case(app, "Sanaa Rezaiy", country="Iran")
    a_free_case(app, "Weavers of Kano", country="Nigeria", whom="community")

    service.wish(app, group, Facet.REGION, "Nigeria")
    assert _names(app, group)[0] == "Weavers of Kano"
    assert service.wish(app, group, Facet.REGION, "Africa")[1].value == "Africa"


def test_a_must_and_what_a_group_would_rather_not_take_on_keep_cases_away(app: App) -> None:
    group, _ = a_local_group(app)
    a_free_case(app, "Sanaa Rezaiy", concerns=("torture",), gender="f")
    a_free_case(app, "Reza Karimi", concerns=("unfair trials",), gender="m")

    service.wish(app, group, Facet.GENDER, "female", Mark.MUST)
    assert _names(app, group) == ["Sanaa Rezaiy"]
    service.wish(app, group, Facet.ISSUE, "torture", Mark.RATHER_NOT)

    found = service.offer(app, group)
    assert found.offered == ()
    assert "Of 2 open cases none can be offered" in found.against[0]
    assert "lacks what the group must have (1)" in found.against[0]


def test_wishes_and_needs_are_meant_anew_taken_away_and_checked(app: App) -> None:
    group, _ = a_local_group(app)
    service.wish(app, group, Facet.GENDER, "f")
    (one,) = service.wish(app, group, Facet.GENDER, "female", Mark.MUST)
    assert (one.value, one.mark) == ("female", Mark.MUST)

    with pytest.raises(ConflictError, match="already"):
        service.wish(app, group, Facet.GENDER, "f", Mark.MUST)
    with pytest.raises(InvalidInputError, match="write f, m or x"):
        service.wish(app, group, Facet.GENDER, "w")
    with pytest.raises(NotFoundError):
        service.wish(app, group, Facet.ISSUE, "zzzz")
    assert service.drop_wish(app, group, one.id) == []
    with pytest.raises(NotFoundError):
        service.drop_wish(app, group, one.id)

    said = service.set_terms(app, group, TermsDraft(capacity="2", languages="fr, en", paper="post", note="No e-mail"))
    assert (said.capacity, said.languages, said.paper.value) == (2, "fr en", "post")
    for draft in (TermsDraft(capacity="-1"), TermsDraft(languages="!"), TermsDraft(paper="fax")):
        with pytest.raises(InvalidInputError):
            service.set_terms(app, group, draft)
    assert service.terms(app, group) == said


def test_a_casefile_that_the_group_cannot_read_is_not_offered(app: App) -> None:
    group, _ = a_local_group(app)
    a_free_case(app, "Sanaa Rezaiy", language="fr")
    assert _names(app, group) == []

    service.set_terms(app, group, TermsDraft(languages="fr-FR"))
    assert _names(app, group) == ["Sanaa Rezaiy"]


def test_a_case_that_a_group_said_no_to_is_not_offered_again_until_that_is_taken_back(app: App) -> None:
    group, ana = a_local_group(app)
    case = a_free_case(app)
    service.refuse(app, group, case.id, because="Too far away")

    assert _names(app, group) == []
    with pytest.raises(ConflictError, match="said no"):
        accepted(app, group, case, ana)
    with pytest.raises(ConflictError, match="already"):
        service.refuse(app, group, case.id, because="Too far away")
    service.drop_refusal(app, group, case.id)
    assert _names(app, group) == ["Sanaa Rezaiy"]
    with pytest.raises(InvalidInputError, match="Say why"):
        service.refuse(app, group, case.id, because=" ")


def test_cases_of_their_own_country_are_kept_from_groups_where_the_section_says_so(app: App) -> None:
    group, ana = a_local_group(app)
    contacts.edit(app, group, contacts.Edit(fields={"country": "IR"}))
    case = a_free_case(app, country="Iran")
    assert _names(app, group) == ["Sanaa Rezaiy"]

    strict = with_settings(app, cases={"own_country": False})
    assert _names(strict, group) == []
    with pytest.raises(ConflictError, match="own country"):
        accepted(strict, group, case, ana)


def test_who_accepts_is_named_with_a_day_and_the_next_report_in_a_year(app: App) -> None:
    group, ana = a_local_group(app)
    case = a_free_case(app)

    found = accepted(app, group, case, ana, on=days_ago(app, 2))

    assert found.holder is not None
    assert (found.group, found.case, found.holder.person) == ("Lyon group", "Sanaa Rezaiy", "Ana Ruiz")
    assert (found.from_on, found.agreed_on) == (days_ago(app, 2), days_ago(app, 2))
    assert found.report_on == (app.clock.today() + timedelta(days=363)).isoformat()
    assert (found.fit, found.why) == (
        0,
        "the group has no wishes; 1 more group is needed; 0 groups work on it; 63 days without a group",
    )
    assert service.holders_of(app, case.id) == service.held_by(app, group) == [found]
    assert _names(app, group) == []
    journal.undo(app, found.change_id)
    assert service.holders_of(app, case.id) == []


def test_a_group_that_has_not_read_the_four_duties_is_given_nothing(app: App) -> None:
    group, ana = a_local_group(app)
    case = a_free_case(app)

    assert len(DUTIES) == 4
    with pytest.raises(InvalidInputError, match="Read the 4 duties"):
        accepted(app, group, case, ana, agreed=False)
    assert service.held_by(app, group) == []


def test_another_case_than_those_offered_is_taken_with_a_word_why(app: App) -> None:
    group, ana = a_local_group(app)
    service.wish(app, group, Facet.GENDER, "f", Mark.MUST)
    case = a_free_case(app, gender="m")

    with pytest.raises(InvalidInputError, match="say why they want it"):
        accepted(app, group, case, ana)
    found = accepted(app, group, case, ana, other="His wife lives here")
    assert (found.why, found.other, found.fit) == ("", "His wife lives here", 4)


@pytest.mark.parametrize(
    ("state", "draft", "sentence"),
    [
        (Level.CLOSED, {}, "closed since"),
        (Level.DORMANT, {}, "groups work on active cases"),
        (Level.ACTIVE, {"public": False}, "not public"),
        (Level.ACTIVE, {"consent": "agrees to quiet work only"}, "quiet work only"),
        (Level.ACTIVE, {}, "has not decided"),
    ],
)
def test_a_case_that_is_not_for_groups_is_given_to_none(
    app: App, state: Level, draft: dict[str, Any], sentence: str
) -> None:
    group, ana = a_local_group(app)
    case = a_case(app, **draft)
    if state is not Level.ACTIVE:
        level(app, case, state, Reason.CAPACITY if state is Level.CLOSED else None)

    with pytest.raises(ConflictError, match=sentence):
        accepted(app, group, case, ana)
    assert service.offer(app, group).against == (
        "No case is open to groups: active, public, and decided on by our section.",
    )


def test_somebody_of_the_group_holds_the_casefile_who_can_be_written_to(app: App) -> None:
    group, ana = a_local_group(app)
    case, bo = a_free_case(app), a_person(app, "Bo Li")
    union = an_organisation(app)

    with pytest.raises(InvalidInputError, match="not in Lyon group: outreach groups join"):
        accepted(app, group, case, bo.id)
    with pytest.raises(InvalidInputError, match="is no person"):
        accepted(app, group, case, union.id)
    contacts.trash(app, ana)
    with pytest.raises(InvalidInputError, match="in the trash"):
        accepted(app, group, case, ana)
    assert service.held_by(app, group) == []


def test_a_group_holds_no_more_than_it_can_and_a_case_has_no_more_groups_than_may_work_on_it(app: App) -> None:
    group, ana = a_local_group(app)
    other, bo = a_local_group(app, "Nice group", "Bo Li")
    one, two = a_free_case(app), a_free_case(app, "Reza Karimi")
    service.set_limits(app, one.id, 0, 1)
    accepted(app, group, one, ana)

    with pytest.raises(ConflictError, match="works on 1 at most"):
        accepted(app, group, two, ana)
    with pytest.raises(ConflictError, match="holds Sanaa Rezaiy already"):
        accepted(app, group, one, ana)
    with pytest.raises(ConflictError, match="is full: it has 1 of the 1"):
        accepted(app, other, one, bo)
    with pytest.raises(InvalidInputError, match="has 1 of them now"):
        service.set_terms(app, group, TermsDraft(capacity="0"))
    assert service.offer(app, group).against == ("Lyon group holds 1 case already, and works on no more.",)
    service.set_terms(app, group, TermsDraft(capacity="2"))
    accepted(app, group, two, ana)


def test_how_many_groups_a_case_has_is_as_the_settings_say_unless_it_says_otherwise(app: App) -> None:
    group, ana = a_local_group(app)
    case = a_free_case(app)
    assert service.limits(app, case.id) == (1, 4)
    assert service.limits(with_settings(app, cases={"least": 2, "most": 3}), case.id) == (2, 3)
    hold(app, group, case, ana)
    hold(app, group, case, ana)

    for least, most, sentence in (
        (3, 2, "cannot be"),
        (None, 1, "nobody is taken off"),
        (-1, None, "fewer"),
        (None, 0, "At least"),
    ):
        with pytest.raises(InvalidInputError, match=sentence):
            service.set_limits(app, case.id, least, most)
    assert service.set_limits(app, case.id, 0, 2) == (0, 2)


def test_a_group_in_the_trash_is_offered_nothing(app: App) -> None:
    group, _ = a_local_group(app)
    contacts.trash(app, group)

    with pytest.raises(InvalidInputError, match="in the trash"):
        service.offer(app, group)
