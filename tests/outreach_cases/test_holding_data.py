"""Merging, erasing, what somebody is given of what is held, and taking steps back: nothing stays or is lost."""

import json
from collections.abc import Callable

import pytest

from outreach_cases import service
from outreach_cases.model.cases import Case
from outreach_cases.model.holdings import Acceptance
from outreach_cases.model.wishes import Facet, Mark, TermsDraft
from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.contacts import service as contacts
from outreach_crm.groups import service as groups
from outreach_crm.privacy import service as privacy
from tests.builders import a_person
from tests.outreach_cases.holdings import a_free_case, a_local_group, accepted

Step = Callable[[App, int], object]


def _last(app: App) -> int:
    return int(app.store.value("select max(id) as n from changes"))


def _case(app: App) -> int:
    return service.listed(app, service.asking(app))[0].id


def _accept(app: App, group: int) -> object:
    holder = next(iter(service.could_hold(app, group)))
    return service.accept(app, Acceptance(group_id=group, case_id=_case(app), holder_id=holder, agreed=True))


def _hand_over(app: App, group: int) -> object:
    held = service.meant_holding(app, group, _case(app))
    return service.hand_over(app, held.id, [*service.could_hold(app, group)][1], papers="The box")


STEPS: tuple[Step, ...] = (
    lambda app, group: service.wish(app, group, Facet.GENDER, "f"),
    lambda app, group: service.wish(app, group, Facet.GENDER, "f", Mark.MUST),
    lambda app, group: service.set_terms(app, group, TermsDraft(capacity="2", note="By post")),
    lambda app, group: service.set_terms(app, group, TermsDraft(capacity="1")),
    lambda app, group: service.refuse(app, group, _case(app), because="Far"),
    lambda app, group: service.drop_refusal(app, group, _case(app)),
    lambda app, group: service.set_limits(app, _case(app), 1, 2),
    lambda app, group: service.coordinate(app, next(iter(service.could_hold(app, group))), "Iran"),
    _accept,
    _hand_over,
    lambda app, group: service.relinquish(app, service.meant_holding(app, group, _case(app)).id, because="Few"),
)
"""All that can be done of what a group wishes for and holds, in an order in which it can be."""


def _whole(app: App, group: int) -> str:
    """All that is said of a group, without which change said it."""
    held = service.held_by(app, group, past=True)
    told = [held, [service.holders(app, one.id) for one in held], service.wishes(app, group), service.terms(app, group)]
    said = [*told, service.refusals(app, group), service.limits(app, _case(app)), service.coordinators(app)]
    return _without_versions(said)


def _without_versions(said: object) -> str:
    return ", ".join(part for part in str(said).split(", ") if not part.startswith("change_id="))


@pytest.mark.parametrize("number", range(len(STEPS)))
def test_every_step_can_be_taken_back_and_done_again(app: App, number: int) -> None:
    group, _ = a_local_group(app)
    groups.join(app, group, a_person(app, "Bo Li").id)
    a_free_case(app, gender="f")
    for step in STEPS[:number]:
        step(app, group)
    before = _whole(app, group)
    STEPS[number](app, group)
    after = _whole(app, group)
    assert after != before

    back = journal.undo(app, _last(app))
    assert (back.stayed, _whole(app, group)) == ((), before)
    again = journal.undo(app, back.change.id)
    assert (again.stayed, _whole(app, group)) == ((), after)


def _holding(app: App) -> tuple[int, int, Case]:
    group, ana = a_local_group(app)
    case = a_free_case(app)
    service.set_terms(app, group, TermsDraft(note="Ask Ana Ruiz first"))
    accepted(app, group, case, ana)
    return group, ana, case


@pytest.mark.connections
def test_of_an_erased_group_nothing_stays_and_the_case_does(app: App) -> None:
    group, _, case = _holding(app)

    privacy.erase(app, [group], because="it is no more")

    assert service.holders_of(app, case.id, past=True) == []
    for table in ("case_terms", "case_wishes", "case_holdings", "case_holders"):
        assert app.store.rows(f"select * from {table}") == []


def test_who_asks_what_is_held_is_given_their_casefiles(app: App) -> None:
    _, ana, _ = _holding(app)

    held = {table.title: table.rows for table in privacy.export(app, ana).held}

    assert len(held["who holds a casefile"]) == 1
    assert "Ana Ruiz" not in json.dumps([dict(row) for row in held["who holds a casefile"]], default=str)


def test_merged_persons_hold_the_casefiles_of_both(app: App) -> None:
    group, ana, case = _holding(app)
    anna = a_person(app, "Anna Ruiz").id

    contacts.merge(app, anna, ana)

    (found,) = service.held_by(app, group)
    assert found.holder is not None
    assert (found.case_id, found.holder.contact_id, found.vacant) == (case.id, anna, False)


def test_of_merged_groups_the_needs_of_one_stay_and_the_wishes_of_both(app: App) -> None:
    one, _, _ = _holding(app)
    other, _ = a_local_group(app, "Nice group", "Bo Li")
    service.set_terms(app, other, TermsDraft(capacity="5"))
    service.wish(app, one, Facet.GENDER, "f")
    service.wish(app, other, Facet.GENDER, "m")

    contacts.merge(app, one, other)

    assert service.terms(app, one).note == "Ask Ana Ruiz first"
    assert [wish.value for wish in service.wishes(app, one)] == ["female", "male"]
