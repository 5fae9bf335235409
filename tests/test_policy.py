"""Who may do what, and how far into the data: as the program ships it, and as a section narrows it."""

from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft
from outreach_crm.errors import InvalidInputError, RefusedError
from outreach_crm.model import Actor, Via
from outreach_crm.policy import (
    Action,
    DataClass,
    Narrower,
    PolicySettings,
    Rights,
    Role,
    demand,
    may,
    rights_of,
    shipped,
)
from outreach_crm.settings import Settings

REACHES = st.sampled_from(DataClass)
NARROWERS = st.builds(Narrower, **{one.value: st.none() | REACHES for one in Action}, confined=st.booleans())


@given(st.sampled_from(Role), NARROWERS)
def test_a_section_takes_away_and_never_adds(role: Role, narrower: Narrower) -> None:
    before, after = shipped()[role], narrower.of(shipped()[role])
    for action in Action:
        assert before.reach(action).reaches(after.reach(action))
        assert after.look.reaches(after.reach(action)), "nothing is done with what is not seen"
    assert after.confined >= before.confined
    assert after.write is DataClass.NOTHING or after.look is DataClass.AT_RISK, (
        "nobody writes over what they do not see"
    )


@given(st.sampled_from(Role), st.sampled_from(Action), REACHES)
def test_whoever_reaches_a_class_reaches_those_before_it(role: Role, action: Action, data: DataClass) -> None:
    actor = Actor(name="Ana", role=role)
    order = [*DataClass]
    for lesser in order[: order.index(data)]:
        assert may(actor, action, data=lesser) >= may(actor, action, data=data)


@given(st.sampled_from(Role), st.frozensets(st.sampled_from(Action)), st.sampled_from(Action), REACHES)
def test_what_a_token_leaves_is_never_more_than_the_role_has(
    role: Role, only: frozenset[Action], action: Action, data: DataClass
) -> None:
    whole = Actor(name="Ana", role=role)
    assert may(evolve(whole, only=only), action, data=data) == (action in only and may(whole, action, data=data))


def test_a_contact_at_their_own_page_is_let_do_nothing_of_the_office() -> None:
    own = Actor(name="own page", contact_id=1)
    assert [one for one in Action if may(own, one)] == []


def test_each_role_has_a_table_in_what_is_shipped_and_in_the_settings() -> None:
    assert {*shipped()} == {*Role}
    assert {one.name for one in PolicySettings.__attrs_attrs__} == {one.value for one in Role}
    assert {one.name for one in Rights.__attrs_attrs__} - {"confined"} == {one.value for one in Action}
    assert all(shipped()[Role.ADMINISTRATOR].reach(one) is DataClass.AT_RISK for one in Action)


def test_settings_narrow_a_role_and_a_slip_in_them_is_named() -> None:
    settings = Settings({"policy": {"officer": {"export": "personal"}, "reader": {"look": "internal"}}})
    told = settings.of("policy", PolicySettings)
    assert rights_of(Role.OFFICER, told).export is DataClass.PERSONAL
    assert rights_of(Role.OFFICER, told).write is DataClass.AT_RISK
    assert rights_of(Role.READER, told).look is DataClass.INTERNAL
    with pytest.raises(InvalidInputError, match="officer"):
        Settings({"policy": {"officer": {"export": "all of it"}}}).of("policy", PolicySettings)
    with pytest.raises(InvalidInputError, match="offiser"):
        Settings({"policy": {"offiser": {"export": "personal"}}}).of("policy", PolicySettings)


@pytest.mark.parametrize("action", Action)
def test_a_refusal_says_who_is_here_as_what(action: Action) -> None:
    refused = Actor(name="Rosa", rights=Rights(), role=Role.READER)
    with pytest.raises(RefusedError, match="Rosa is here as reader"):
        demand(refused, action)


@pytest.mark.connections
@pytest.mark.parametrize("role", [Role.READER, Role.MEMBER])
def test_below_all_surfaces_nothing_is_written_by_whoever_may_only_look(app: App, role: Role) -> None:
    with app.change("begin"):
        ana = contacts.add(app, ContactDraft(name="Ana Ruiz")).id
    own = app.as_actor(Actor(name="Rosa", role=role, via=Via.CODE))
    before = app.store.value("select count(*) as n from changes")
    with pytest.raises(RefusedError, match="may not change this"):
        contacts.add(own, ContactDraft(name="Bo Li"))
    with pytest.raises(RefusedError, match="may not change this"):
        contacts.trash(own, ana)
    assert app.store.value("select count(*) as n from changes") == before
    own.close()


def test_at_the_command_line_a_name_comes_with_the_role_of_its_account(tmp_path: Path) -> None:
    place = str(tmp_path / "outreach.db")
    settings = Settings({})
    with_all = App.open(place, via=Via.CLI, settings=settings)
    accounts.add_account(with_all, "Rosa Quispe", role=Role.READER)
    with_all.close()
    rosa = App.open(place, actor="rosa quispe", via=Via.CLI, settings=settings)
    with pytest.raises(RefusedError, match="rosa quispe is here as reader"):
        contacts.add(rosa, ContactDraft(name="Bo Li"))
    rosa.close()
