"""Clearance: who may be turned to for what, and that whatever cannot be asked refuses everyone."""

from collections.abc import Iterable
from datetime import date
from itertools import product
from typing import Any

import pytest

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import PointKind
from outreach_crm.errors import InvalidInputError, NotFoundError, RefusedError
from outreach_crm.hooks import hookimpl
from outreach_crm.keys import Keyring
from outreach_crm.model import Actor, ClearanceRule, Ref
from outreach_crm.plugins import Plugins
from outreach_crm.privacy import service
from outreach_crm.privacy.model import ConsentDraft, Refusal
from outreach_crm.sectors import service as sectors
from outreach_crm.settings import Settings
from outreach_crm.timeline import service as timeline
from outreach_crm.timeline.model import LogDraft
from tests.builders import a_group, a_person, an_organisation, with_settings
from tests.conftest import KEY
from tests.privacy.conftest import Why, Write

BEFORE, LATER = date(2026, 1, 1), date(2026, 2, 1)


def test_a_person_needs_a_basis_and_an_organisation_or_group_none(app: App, ana: int, why: Why) -> None:
    assert why(ana) == ["no-basis"]
    assert why(an_organisation(app).id) == []
    assert why(a_group(app).contact_id) == []


def test_a_purpose_that_needs_no_basis_is_clear_until_somebody_objects(ana: int, why: Why, write: Write) -> None:
    assert why(ana, "answers") == []
    write(ana, "objected")
    assert why(ana, "answers") == ["objected"]


def test_what_is_granted_for_one_purpose_is_not_granted_for_another(ana: int, why: Why, write: Write) -> None:
    write(ana, "granted", "mailings")
    assert (why(ana, "mailings"), why(ana, "meetings")) == ([], ["no-basis"])


def test_a_grant_for_one_channel_is_none_for_another(ana: int, why: Why, write: Write) -> None:
    write(ana, "granted", "mailings", channel="email")
    assert (why(ana, channel="email"), why(ana, channel="phone"), why(ana)) == ([], ["no-basis"], ["no-basis"])


def test_who_is_held_for_one_sector_is_selectable_for_no_other_for_any_purpose(
    app: App, ana: int, why: Why, write: Write
) -> None:
    keys = sectors.all_sectors(app).keys
    purposes = [one.key for one in service.purposes(app) if one.needs_basis]
    held = {(keys[n % len(keys)], purpose) for n, purpose in enumerate(purposes)}
    for sector, purpose in held:
        write(ana, "granted", purpose, sector=sector, basis="members-and-contacts")
    clear = {(sector, purpose) for sector, purpose in product(keys, purposes) if not why(ana, purpose, sector=sector)}
    assert clear == held
    assert all(why(ana, purpose) == ["no-basis"] for purpose in purposes)


def test_a_basis_without_special_categories_says_nothing_of_a_sector(
    app: App, ana: int, why: Why, write: Write
) -> None:
    sector = sectors.all_sectors(app).keys[0]
    write(ana, "granted", "mailings", basis="legitimate-interests")
    assert (why(ana), why(ana, sector=sector)) == ([], ["no-basis"])
    write(ana, "granted", "mailings", basis="members-and-contacts")
    assert why(ana, sector=sector) == []


def test_a_basis_ends_on_its_last_day(ana: int, why: Why, write: Write) -> None:
    write(ana, "granted", "mailings", given_on=BEFORE, valid_until=date(2026, 3, 8))
    assert why(ana) == ["lapsed-basis"]
    write(ana, "granted", "mailings", given_on=LATER, valid_until=date(2026, 3, 9))
    assert why(ana) == []


def test_another_basis_goes_on_where_a_consent_has_ended(ana: int, why: Why, write: Write) -> None:
    write(ana, "granted", "mailings", given_on=BEFORE, valid_until=LATER)
    write(ana, "granted", "mailings", basis="members-and-contacts", given_on=BEFORE)
    assert why(ana) == []


def test_a_basis_chosen_for_all_does_not_lift_an_objection(app: App, ana: int, why: Why, write: Write) -> None:
    write(ana, "objected", given_on=BEFORE)
    service.record_each(app, [(ana, ConsentDraft(purpose="mailings", basis="members-and-contacts", source="list"))])
    assert why(ana) == ["objected"]
    write(ana, "granted", "mailings", given_on=LATER)
    assert (why(ana), "objected" in why(ana, "meetings")) == ([], True)


def test_an_objection_to_a_channel_is_lifted_only_as_exactly_as_it_was_made(ana: int, why: Why, write: Write) -> None:
    write(ana, "objected", "mailings", channel="phone", given_on=BEFORE)
    write(ana, "granted", "mailings", given_on=LATER)
    assert (why(ana, channel="email"), why(ana, channel="phone")) == ([], ["objected"])
    write(ana, "granted", "mailings", channel="phone", given_on=LATER)
    assert why(ana, channel="phone") == []


def test_a_withdrawal_is_a_no_and_giving_up_ones_own_basis_is_none(ana: int, why: Why, write: Write) -> None:
    write(ana, "granted", "mailings", basis="members-and-contacts", given_on=BEFORE)
    write(ana, "granted", "mailings", given_on=BEFORE)
    write(ana, "withdrawn", "mailings", given_on=LATER, ours=True)
    assert why(ana) == []
    write(ana, "withdrawn", "mailings", given_on=LATER)
    assert why(ana) == ["objected", "no-basis"]


def test_who_is_in_the_trash_is_refused(app: App, ana: int, why: Why, write: Write) -> None:
    write(ana, "granted", "mailings")
    contacts.trash(app, ana, because="moved away")
    assert why(ana) == ["gone"]


def test_warnings_come_from_the_history_and_not_for_who_signed_up(app: App, ana: int, why: Why, write: Write) -> None:
    write(ana, "granted", "mailings")
    contacts.edit(app, ana, contacts.Edit(fields={"rhythm_days": "30"}))
    timeline.log(app, LogDraft(contact_ids=(ana,), summary="called", on=date(2026, 3, 5)))
    found = service.check(app, ana, "mailings")
    assert found.clear
    assert [one.sentence for one in found.refusals] == [
        "sooner than agreed: last contact 2026-03-05, agreed every 30 days",
        "we turned to them on 2026-03-05",
    ]
    assert why(ana, signed_up=True) == []


def test_a_channel_that_is_a_slip_of_the_keyboard_clears_nobody(app: App, ana: int) -> None:
    with pytest.raises(InvalidInputError, match="did you mean 'email'"):
        service.check(app, ana, "answers", "emial")


def test_an_unknown_purpose_sector_or_contact_is_told(app: App, ana: int) -> None:
    for contact, purpose, sector in ((ana, "mailing", ""), (ana, "mailings", "nowhere"), (10**6, "mailings", "")):
        with pytest.raises(NotFoundError):
            service.check(app, contact, purpose, sector=sector)


class Objecting:
    """A plugin with one rule."""

    def __init__(self, **rule: Any) -> None:
        sql = "select s.contact_id, 'x' as detail from selection s"
        self.rule = {"key": "busy", "sentence": "is busy ({detail})", "sql": sql, "blocks": True, **rule}

    @hookimpl
    def clearance_rules(self) -> Iterable[ClearanceRule]:
        return [ClearanceRule(**self.rule)]


class Raising:
    """A plugin whose rules nobody gets to know."""

    @hookimpl
    def clearance_rules(self) -> Iterable[ClearanceRule]:
        raise RuntimeError("no more rules")


def with_plugin(app: App, plugin: object) -> App:
    return App.on(
        app.store, Plugins.load(extra={"own": plugin}), Settings({}), Keyring(lambda: KEY), Actor(name="Maria")
    )


def test_a_rule_of_a_plugin_refuses_for_its_purposes(app: App) -> None:
    bar = an_organisation(app).id
    ours = with_plugin(app, Objecting(purposes=("meetings",)))
    assert service.check(ours, bar, "mailings").clear
    assert [one.sentence for one in service.check(ours, bar, "meetings").refusals] == ["is busy (x)"]


def test_a_rule_is_asked_with_what_the_settings_say(app: App) -> None:
    bar = an_organisation(app).id
    timeline.log(app, LogDraft(contact_ids=(bar,), summary="called", on=date(2026, 3, 5)))  # four days ago
    for days, told in ((0, []), (4, []), (5, ["we turned to them on 2026-03-05"])):
        ours = with_settings(app, timeline={"asked_lately_days": days})
        assert [one.sentence for one in service.check(ours, bar, "mailings").refusals] == told


def test_a_rule_whose_values_cannot_be_had_refuses_everyone(app: App) -> None:
    bar = an_organisation(app).id
    ours = with_plugin(app, Objecting(blocks=False, values=lambda _: 1 / 0))
    (one,) = service.check(ours, bar, "mailings").refusals
    assert (one.rule, one.blocks) == ("unheard", True)
    assert "the rule 'busy' cannot be asked" in one.sentence


@pytest.mark.parametrize("sql", ["select nonsense from nowhere", "select 1 as other from selection", "{unknown}"])
def test_a_rule_that_fails_refuses_everyone_and_is_named(app: App, sql: str) -> None:
    bars = [an_organisation(app, f"Bar {number}").id for number in range(3)]
    ours = with_plugin(app, Objecting(sql=sql, blocks=False))
    with app.store.selection() as selection:
        selection.fill("select id as contact_id from contacts")
        found = service.clear(ours, "mailings", "email")
        with app.change("inside a change"):  # and the transaction around it goes on
            again = service.clear(ours, "mailings", "email")
    assert [(one.contact_id, one.blocks) for one in found] == [(bar, True) for bar in bars]
    assert "the rule 'busy' cannot be asked" in found[0].sentence
    assert [one.contact_id for one in again] == bars


def test_a_plugin_whose_rules_cannot_be_had_refuses_everyone(app: App) -> None:
    bar = an_organisation(app).id
    ours = with_plugin(app, Raising())
    for _ in range(2):  # it is asked once, and refuses for ever
        found = service.check(ours, bar, "mailings").refusals
        assert ["the plugin own cannot say" in one.sentence for one in found] == [True]
    broken = with_plugin(app, object())
    assert not service.check(broken, bar, "mailings").clear


def blocked(app: App, contact_id: int, channel: str) -> list[str]:
    """The rules that block a contact in the moment of sending."""
    with app.store.selection() as selection:
        selection.fill("select cast(:id as integer) as contact_id", id=contact_id)
        return [one.rule for one in service.clear_final(app, "mailings", channel)]


def test_final_rules_are_asked_again_before_sending(app: App, ana: int, write: Write) -> None:
    write(ana, "granted", "mailings")
    ours = with_plugin(app, Objecting())  # not final
    assert blocked(ours, ana, "email") == []
    write(ana, "objected", "mailings", channel="email")
    assert blocked(app, ana, "email") == ["objected"]
    last = with_plugin(app, Objecting(final=True))
    with app.change("send"):
        assert blocked(last, ana, "post") == ["busy"]


def test_a_rule_may_ask_what_it_is_about(app: App) -> None:
    an_organisation(app)
    sql = "select s.contact_id, '' as detail from selection s where :ref_kind = 'tasks' and :ref_id = 7"
    ours = with_plugin(app, Objecting(sql=sql, final=True))
    with app.store.selection() as selection:
        selection.fill("select id as contact_id from contacts")
        for ref, n in ((None, 0), (Ref("tasks", 7), 1), (Ref("tasks", 8), 0)):
            assert len(service.clear(ours, "mailings", "email", ref=ref)) == n
            assert len(service.clear_final(ours, "mailings", "email", ref=ref)) == n


def test_clearance_of_many_is_that_of_each(app: App, write: Write) -> None:
    people = [a_person(app, f"Person {letter}").id for letter in "abcdef"]
    write(people[0], "granted", "mailings")
    write(people[1], "granted", "mailings", channel="email")
    write(people[2], "granted", "mailings", valid_until=date(2026, 3, 9))
    write(people[3], "objected")
    service.suppress(app, "f@example.org")
    contacts.edit(app, people[5], contacts.Edit(points=((PointKind.EMAIL, "F@example.org"),)))
    one_by_one = [one for person in people for one in service.check(app, person, "mailings", "email").refusals]
    with app.store.selection() as selection:
        selection.fill("select id as contact_id from contacts")
        together = service.clear(app, "mailings", "email")
    assert sorted(map(_told, together)) == sorted(map(_told, one_by_one))
    assert len(together) == 5


def _told(one: Refusal) -> tuple[int, str]:
    return one.contact_id, one.rule


def test_warnings_are_confirmed_once_with_a_reason(app: App, ana: int) -> None:
    paul = a_person(app, "Paul Meyer").id
    given = [
        Refusal(contact_id=one, rule=rule, detail="", sentence="", blocks=False)
        for one, rule in ((ana, "rhythm"), (ana, "asked-lately"), (paul, "rhythm"))
    ]
    done = service.confirm_warnings(app, "mailings", given, because="the trial is on Friday", ref=Ref("contacts", ana))
    assert (done.contacts, done.rules, done.by) == (2, {"rhythm": 2, "asked-lately": 1}, "Maria")
    assert service.confirmed(app, Ref("contacts", ana)) == [done]


@pytest.mark.parametrize(
    ("given", "because", "error", "sentence"),
    [
        ([False], " ", InvalidInputError, "Say why"),
        ([], "why not", InvalidInputError, "no warnings"),
        ([False, True], "why not", RefusedError, "leave out who is blocked"),
    ],
)
def test_what_cannot_be_confirmed_is_refused(
    app: App, given: list[bool], because: str, error: type[Exception], sentence: str
) -> None:
    refusals = [Refusal(contact_id=1, rule="r", detail="", sentence="", blocks=blocks) for blocks in given]
    with pytest.raises(error, match=sentence):
        service.confirm_warnings(app, "mailings", refusals, because=because)
