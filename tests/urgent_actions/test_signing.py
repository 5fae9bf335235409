"""Signing up, pausing, resuming and leaving; interests are kept once; every change can be taken back."""

import json
from collections.abc import Callable
from datetime import date

import pytest
from click.testing import Result

from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError
from outreach_crm.segments import service as segments
from outreach_urgent_actions.model import Interest, Rate, first_of_month, months_before, read_rate
from outreach_urgent_actions.service import SignUpDraft, Wish, interests, pausing, signing
from tests.builders import a_group, a_person, an_organisation
from tests.urgent_actions.builders import add_sign_up

Cli = Callable[..., Result]


@pytest.mark.parametrize(
    ("text", "issues", "months"),
    [
        ("1/month", 1, 1),
        ("4 a month", 4, 1),
        ("1 every other month", 1, 2),
        ("1/2 months", 1, 2),
        ("2/quarter", 2, 3),
        ("6 per year", 6, 12),
    ],
)
def test_a_rate_is_read_as_people_write_it(text: str, issues: int, months: int) -> None:
    assert read_rate(text) == Rate(issues, months)


@pytest.mark.parametrize("text", ["", "often", "0/month", "1/day", "-1/month", "1/13 months", "1/0 months"])
def test_what_is_no_rate_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a rate|must be"):
        read_rate(text)


def test_a_month_before_the_31st_is_the_last_day_of_a_shorter_one() -> None:
    assert months_before(date(2026, 3, 31), 1) == date(2026, 2, 28)
    assert months_before(date(2026, 1, 15), 2) == date(2025, 11, 15)
    assert first_of_month(date(2026, 1, 15), 2) == date(2025, 12, 1)


def test_equal_interests_are_one_however_they_are_written() -> None:
    first = Interest(clauses=[{"who": [3, 1], "where": [7]}, {"what": [2]}], excluded=[5])
    second = Interest(clauses=[{"what": {2}}, {"where": {7}, "who": {1, 3}}, {"what": {2}}], excluded={5})
    assert first.digest == second.digest
    assert Interest(clauses=[{"who": [1]}, {}]).digest == Interest().digest


def test_people_who_want_the_same_share_one_interest(app: App) -> None:
    one = add_sign_up(app, a_person(app).id, "nurses", "doctors", regions=("Americas",))
    two = add_sign_up(app, a_person(app, "Bo Lee").id, "doctors", "nurses", regions=("Americas",))
    assert one.interest_id == two.interest_id
    assert one.interest == "Americas; Doctors or Nurses"


def test_persons_organisations_and_groups_sign_up_alike(app: App) -> None:
    for one in (a_person(app).id, an_organisation(app).id, a_group(app).contact_id):
        add_sign_up(app, one, "torture")
    assert len(signing.list_sign_ups(app)) == 3


def test_signing_up_again_for_the_same_sector_changes_the_sign_up(app: App) -> None:
    ana = a_person(app).id
    first = add_sign_up(app, ana, like="medical", at_most="1/month")
    second = add_sign_up(app, ana, like="medical", at_most="2/month")
    add_sign_up(app, ana, like="legal")
    assert first.id == second.id
    assert [(one.sector, one.rhythm) for one in signing.of_contact(app, ana)] == [
        ("legal", "all of them"),
        ("medical", "at most 2 a month"),
    ]


def test_leaving_for_one_sector_leaves_the_others(app: App) -> None:
    ana = a_person(app).id
    add_sign_up(app, ana, like="medical")
    add_sign_up(app, ana, like="legal")
    pausing.leave(app, ana, sector="medical", because="changed jobs")
    assert [one.sector for one in signing.list_sign_ups(app)] == ["legal"]
    pausing.leave(app, ana)
    with pytest.raises(NotFoundError, match="not signed up"):
        pausing.leave(app, ana)


def test_a_pause_ends_on_its_day_or_when_somebody_resumes(app: App) -> None:
    ana = a_person(app).id
    add_sign_up(app, ana)
    (paused,) = pausing.pause(app, ana, until=date(2026, 6, 1))
    assert paused.state == "paused until 2026-06-01"
    (going_on,) = pausing.resume(app, ana)
    assert going_on.state == "signed up"
    with pytest.raises(ConflictError, match="Nothing is paused"):
        pausing.resume(app, ana)
    with pytest.raises(InvalidInputError, match="not in the future"):
        pausing.pause(app, ana, until=date(2026, 3, 9))


def test_a_sign_up_is_taken_back_with_its_change(app: App) -> None:
    ana = a_person(app).id
    add_sign_up(app, ana, "nurses")
    changes.undo(app, changes.latest(app)[0].id)
    assert signing.of_contact(app, ana) == []
    assert app.store.value("select count(*) from ua_interests") == 0


def test_a_promise_above_the_limit_is_refused(app: App) -> None:
    with pytest.raises(InvalidInputError, match="does not go with"):
        add_sign_up(app, a_person(app).id, at_most="1/month", at_least="2/month")


def test_only_one_language_has_to_be_named(app: App) -> None:
    with pytest.raises(InvalidInputError, match="only one"):
        signing.sign_up(app, a_person(app).id, SignUpDraft(any_language=False))


def test_a_way_may_be_asked_for_that_no_channel_goes_yet(app: App) -> None:
    assert add_sign_up(app, a_person(app).id, channel="post").channel == "post"
    with pytest.raises(InvalidInputError, match="not a way to reach"):
        add_sign_up(app, a_person(app, "Bo Lee").id, channel="pigeon")


def test_a_keyword_that_is_not_there_is_told_with_one_that_is(app: App) -> None:
    with pytest.raises(NotFoundError, match="nurses"):
        interests.read(app, Wish(keywords=("nursses",)))


def test_when_contacts_are_merged_the_sign_ups_go_over(app: App) -> None:
    ana, twin = a_person(app).id, a_person(app, "Ana Ruiz Soto").id
    add_sign_up(app, ana, like="legal")
    add_sign_up(app, twin, like="legal")
    add_sign_up(app, twin, like="medical")
    contacts.merge(app, ana, twin)
    assert [one.sector for one in signing.of_contact(app, ana)] == ["legal", "medical"]


def test_a_segment_can_ask_who_is_signed_up(app: App) -> None:
    add_sign_up(app, a_person(app).id, like="medical")
    a_person(app, "Bo Lee")
    asked = ("signed-up=any", "signed-up=medical", "signed-up=legal", "not:signed-up=medical")
    assert [segments.count(app, segments.read(app, [one])).count for one in asked] == [1, 1, 0, 1]


def test_one_line_signs_somebody_up_and_tells_what_stands_in_the_way(cli: Cli) -> None:
    cli("contacts", "add", "Ana Ruiz")
    done = cli("ua", "sign-up", "Ruiz", "--like", "medical", "--at-most", "1/month", "--as", "professional")
    assert "Ana Ruiz: like medical, at most 1 a month, by any way, signed up." in done.stdout
    assert "Nothing reaches Ana Ruiz yet: no basis is recorded for this purpose." in done.stdout
    (listed,) = json.loads(cli("ua", "sign-ups", "--json").stdout)
    assert (listed["sector"], listed["capacity"], listed["at_most"]) == ("medical", "professional", 1)
    assert "like medical" in cli("contacts", "show", "Ruiz").stdout
    assert "paused" in cli("ua", "pause", "Ruiz").stdout
    assert "signed up" in cli("ua", "resume", "Ruiz").stdout
    assert "left on" in cli("ua", "leave", "Ruiz", "--because", "moved away").stdout
    assert "Nobody is signed up" in cli("ua", "sign-ups").stdout


def test_a_sign_up_says_by_which_way_and_in_which_language_it_comes(cli: Cli) -> None:
    cli("contacts", "add", "Ana Ruiz")
    told = cli("ua", "sign-up", "Ana", "--channel", "post", "--language", "es", "--only").stdout
    assert "Ana Ruiz: everything, all of them, by post in es only, signed up." in told


def test_a_whole_segment_signs_up_in_one_change(cli: Cli) -> None:
    for name in ("Ana Ruiz", "Bo Lee"):
        cli("contacts", "add", name, "--sector", "medical")
    cli("segments", "add", "doctors", "--where", "sector=medical")
    line = ("ua", "sign-up", "--segment", "doctors", "--like", "medical", "--at-most", "1/month")
    assert "2 would be signed up." in cli(*line, "--dry-run").stdout
    assert "2 signed up." in cli(*line).stdout
    assert len(json.loads(cli("ua", "sign-ups", "--json").stdout)) == 2
    made = json.loads(cli("history", "--json").stdout)[0]["id"]
    cli("undo", str(made))
    assert json.loads(cli("ua", "sign-ups", "--json").stdout) == []
    assert "Give a contact" in cli("ua", "sign-up", "Ruiz", *line[2:], code=2).stderr


def test_who_left_or_pauses_is_not_signed_up_again_with_a_segment(app: App) -> None:
    ana, bo, eva = (a_person(app, name).id for name in ("Ana Ruiz", "Bo Lee", "Eva Lind"))
    for one in (ana, bo, eva):
        add_sign_up(app, one)
    pausing.leave(app, ana)
    pausing.pause(app, bo)
    segments.add(app, "people", ["kind=person"])
    done = signing.sign_up_segment(app, "people", SignUpDraft(at_most=Rate(1)))
    assert (done.signed_up, done.left_alone) == (1, 2)
    states = {one: [(each.state, each.at_most) for each in signing.of_contact(app, one)] for one in (ana, bo, eva)}
    assert states == {
        ana: [(f"left on {app.clock.today()}", None)],
        bo: [("paused", None)],
        eva: [("signed up", 1)],
    }


def test_a_rate_that_cannot_be_read_is_wrong_usage(cli: Cli) -> None:
    assert "write 1/month" in cli("ua", "sign-up", "Ruiz", "--at-most", "often", code=2).stderr
