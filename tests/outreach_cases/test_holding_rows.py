"""What stands of holdings follows the groups and people it is about, and is read by whoever may see them."""

import pytest

from outreach_cases.model.holdings import Ended
from outreach_cases.queries import coordinators
from outreach_cases.queries import holdings as queries
from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import ConstraintError
from outreach_crm.privacy import service as privacy
from tests.builders import a_group, a_person, acting
from tests.outreach_cases.builders import a_case
from tests.outreach_cases.holdings import hide, hold


def test_a_holding_is_found_by_its_case_and_its_group_with_who_holds_the_casefile(app: App) -> None:
    group, ana, case = a_group(app), a_person(app), a_case(app, ref="IRN 1")
    number = hold(app, group.contact_id, case, ana.id, fit=1)

    (found,) = queries.of_case(app.store, case.id)
    assert queries.of_group(app.store, group.contact_id) == [found] == queries.every(app.store)
    assert found.holder is not None
    assert (found.id, found.case, found.group) == (number, "Sanaa Rezaiy (IRN 1)", "Lawyers' Network")
    assert (found.holder.person, found.fit, found.vacant) == ("Ana Ruiz", 1, False)
    assert found.told == "since 2026-02-02, Ana Ruiz"


def test_the_holder_of_the_day_goes_before_whoever_held_it_and_the_last_one_stays_named(app: App) -> None:
    group, ana, bo, case = a_group(app), a_person(app), a_person(app, "Bo Li"), a_case(app)
    number = hold(app, group.contact_id, case, ana.id)
    with app.change("test: hand over"):
        (first,) = queries.holders(app.store, number)
        app.store.update("case_holders", first.id, {"to_on": "2026-03-01"})
        row = {"holding_id": number, "contact_id": bo.id, "from_on": "2026-03-01", "papers": "A box"}
        app.store.insert("case_holders", row)

    assert [one.person for one in queries.holders(app.store, number)] == ["Ana Ruiz", "Bo Li"]
    (found,) = queries.of_case(app.store, case.id)
    assert found.holder is not None
    assert (found.holder.person, found.holder.papers) == ("Bo Li", "A box")


def test_what_has_ended_is_found_only_where_it_is_asked_for(app: App) -> None:
    group, case = a_group(app), a_case(app)
    hold(app, group.contact_id, case, to_on="2026-03-01", ended="relinquished")

    assert queries.of_case(app.store, case.id) == [] == queries.of_group(app.store, group.contact_id)
    (found,) = queries.of_case(app.store, case.id, past=True)
    assert (found.ended, found.open) == (Ended.RELINQUISHED, False)
    assert found.told == "2026-02-02 to 2026-03-01: relinquished"


def test_a_holding_ends_with_a_word_how_and_an_open_one_has_none(app: App) -> None:
    group, case = a_group(app), a_case(app)

    with pytest.raises(ConstraintError):
        hold(app, group.contact_id, case, to_on="2026-03-01")
    with pytest.raises(ConstraintError):
        hold(app, group.contact_id, case, ended="stopped")


def test_of_a_group_that_somebody_may_not_see_nothing_is_told_and_of_a_hidden_holder_no_name(app: App) -> None:
    group, other = a_group(app), a_group(app, "Lyon group", "local")
    ana, case = a_person(app), a_case(app)
    hold(app, group.contact_id, case, ana.id)
    hold(app, other.contact_id, case, ana.id)
    accounts.add_circle(app, "Board")
    hide(app, group.contact_id)
    hide(app, ana.id)

    with acting(app, "Bea") as bea:
        (found,) = queries.of_case(bea.store, case.id)
    assert found.group == "Lyon group"
    assert found.holder is not None
    assert (found.holder.contact_id, found.holder.person) == (None, "")


@pytest.mark.connections
def test_of_a_holder_who_is_erased_the_holding_stays_and_is_vacant(app: App) -> None:
    group, ana, case = a_group(app), a_person(app), a_case(app)
    number = hold(app, group.contact_id, case, ana.id)

    privacy.erase(app, [ana.id], because="asked for it")

    found = queries.one(app.store, number)
    assert found is not None
    assert (found.holder, found.vacant) == (None, True)


@pytest.mark.connections
def test_where_the_holder_of_the_day_is_erased_whoever_held_it_before_does_not_hold_it_again(app: App) -> None:
    group, ana, bo, case = a_group(app), a_person(app), a_person(app, "Bo Li"), a_case(app)
    number = hold(app, group.contact_id, case, bo.id)
    with app.change("test: held before"):
        row = {"holding_id": number, "contact_id": ana.id, "from_on": "2026-01-05", "to_on": "2026-02-02"}
        app.store.insert("case_holders", row)

    privacy.erase(app, [bo.id], because="asked for it")

    found = queries.one(app.store, number)
    assert found is not None
    assert (found.vacant, str(found.told)) == (True, "since 2026-02-02")


def test_merged_groups_hold_the_cases_of_both_and_undo_parts_them(app: App) -> None:
    one, other = a_group(app).contact_id, a_group(app, "Lyon group").contact_id
    ana = a_person(app)
    cases = [a_case(app, "Sanaa Rezaiy"), a_case(app, "Bo Wu")]
    for group, case in ((one, cases[0]), (other, cases[1])):
        hold(app, group, case, ana.id)

    contacts.merge(app, one, other)
    assert {found.case for found in queries.of_group(app.store, one)} == {"Sanaa Rezaiy", "Bo Wu"}

    journal.undo(app, int(app.store.value("select max(id) as n from changes")))
    assert [found.case for found in queries.of_group(app.store, other)] == ["Bo Wu"]


def test_coordinators_of_countries_are_those_of_today_outside_the_trash(app: App) -> None:
    people = [a_person(app, name).id for name in ("Ana Ruiz", "Bo Li", "Cé Do")]
    with app.change("test: coordinate"):
        for contact_id, country, to_on in zip(people, ("IR", "IR", "CN"), (None, "2026-03-01", None), strict=True):
            row = {"contact_id": contact_id, "country": country, "from_on": "2026-01-01", "to_on": to_on}
            app.store.insert("case_coordinators", row)

    assert [one.name for one in coordinators.of_countries(app.store, ["IR"])] == ["Ana Ruiz"]
    assert [one.country for one in coordinators.of_countries(app.store)] == ["CN", "IR"]
    contacts.trash(app, people[2])
    assert coordinators.of_countries(app.store, ["CN"]) == []
