"""A case as it was on a day: by the days of what has one, else by when it was written, without what was taken back."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from attrs import evolve
from click.testing import Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach_cases import service
from outreach_cases.model.cases import Case
from outreach_cases.model.levels import Level, Reason
from outreach_cases.model.links import LinkKind
from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.clock import FixedClock
from outreach_crm.errors import NotFoundError
from outreach_crm.groups import service as groups
from outreach_crm.policy import Role
from tests.builders import a_person, acting
from tests.outreach_cases.builders import a_case, days_ago, level, work
from tests.outreach_cases.holdings import a_free_case, a_local_group, accepted, hide
from tests.web.office import Desk, at_desk, words

Cli = Callable[..., Result]
On = Callable[[int], App]
TODAY = date(2026, 3, 9)


def day(after: int) -> date:
    return TODAY + timedelta(days=after)


@pytest.fixture
def on(app: App) -> Iterator[On]:
    """The App so many days later, for what is written then too."""
    before = app.store.bound.clock

    def later(days: int) -> App:
        clock = FixedClock(datetime(2026, 3, 9, 8, tzinfo=UTC) + timedelta(days=days))
        app.store.bound.clock = clock
        return evolve(app, clock=clock)

    yield later
    app.store.bound.clock = before


def people(app: App, case: Case, many: str) -> int:
    """Write down how many a case is about, and return the change."""
    draft = evolve(service.draft_of(service.get(app, case.id)), whom="group", people=many)
    return service.edit(app, case.id, draft).change_id


def last(app: App) -> int:
    return int(app.store.value("select max(id) as id from changes"))


def test_people_consent_and_name_are_told_as_they_were_written_then(on: On) -> None:
    case = a_case(on(0), "Weavers", whom="group", people="about 12")
    draft = service.draft_of(service.get(on(5), case.id))
    changed = evolve(draft, name="Weavers of Kano", people="14", consent="agrees to public work")
    service.edit(on(5), case.id, changed)

    app = on(9)

    then, since = service.then(app, case.id, day(4)).case, service.then(app, case.id, day(5)).case
    assert (then.name, str(then.who), then.consent.value) == ("Weavers", "group, about 12 people", "not known")
    assert (since.name, str(since.who), since.consent.value) == (
        "Weavers of Kano",
        "group, 14 people",
        "agrees to public work",
    )


def test_of_a_day_before_it_was_written_down_the_first_that_was_written_is_told(on: On) -> None:
    case = a_case(on(0), "Weavers", whom="group", people="12", opened_on="2025-06-01")
    people(on(5), case, "14")

    assert service.then(on(9), case.id, date(2025, 7, 1)).case.people == 12
    with pytest.raises(NotFoundError, match=f"no case {case.id} on 2025-05-31"):
        service.then(on(9), case.id, date(2025, 5, 31))


def test_level_decision_and_what_was_known_of_them_go_by_their_own_days(app: App) -> None:
    case = a_case(app)
    work(app, case, decided_on="2026-01-20")
    level(app, case, Level.DORMANT, decided_on="2026-02-20")
    back = level(app, case, Level.CLOSED, Reason.DIED, decided_on="2026-02-25")
    journal.undo(app, back.change_id)

    told = {on: str(service.then(app, case.id, date(2026, *on)).case.standing) for on in ((1, 19), (2, 1), (3, 1))}

    assert told == {(1, 19): "active, not decided", (2, 1): "active, we work on it", (3, 1): "dormant, we work on it"}
    assert len(service.then(app, case.id, date(2026, 2, 1)).history) == 2


def test_who_held_it_and_who_of_them_the_casefile_on_a_day(app: App) -> None:
    group, ana = a_local_group(app)
    bo = a_person(app, "Bo Li").id
    groups.join(app, group, bo)
    case = a_free_case(app)
    held = accepted(app, group, case, ana, on=days_ago(app, 9))
    service.hand_over(app, held.id, bo, on=days_ago(app, 5))
    service.relinquish(app, held.id, because="Too few of us", on=days_ago(app, 1))

    found = {ago: service.then(app, case.id, day(-ago)).holdings for ago in (10, 9, 6, 5, 2, 1)}
    told = {ago: [str(one.told) for one in those] for ago, those in found.items()}

    since = "since 2026-02-28"
    assert told == {
        10: [],
        9: [f"{since}, Ana Ruiz"],
        6: [f"{since}, Ana Ruiz"],
        5: [f"{since}, Bo Li since 2026-03-04"],
        2: [f"{since}, Bo Li since 2026-03-04"],
        1: [],
    }


def test_a_group_that_the_reader_may_not_see_is_not_told_of_the_past_either(app: App) -> None:
    group, ana = a_local_group(app)
    case = a_free_case(app)
    accepted(app, group, case, ana, on=days_ago(app, 9))
    accounts.add_circle(app, "Board")
    hide(app, group)

    assert [one.group for one in service.then(app, case.id, day(-2)).holdings] == ["Lyon group"]
    with acting(app, "Bea") as bea:
        assert service.then(bea, case.id, day(-2)).holdings == ()


def test_the_casefile_of_the_day_was_current_then(app: App) -> None:
    case = a_case(app)
    for number, dated in enumerate(("2026-01-10", "2026-02-10")):
        data = b"%PDF-1.7\n%%EOF\n" + bytes([32]) * number
        service.keep(app, case.id, f"casefile {number}.pdf", data, dated_on=dated)

    then = service.then(app, case.id, date(2026, 1, 31)).versions

    assert [(one.dated_on, one.current) for one in then] == [("2026-01-10", True)]
    assert service.then(app, case.id, date(2026, 1, 9)).versions == ()


def test_links_stand_on_the_days_between_which_they_were_there_seen_from_both_cases(on: On) -> None:
    one, other = a_case(on(0)), a_case(on(0), "Reza Amini")
    (made,) = service.link(on(2), one.id, other.id, LinkKind.CONTINUES)
    service.unlink(on(4), made.id)

    app = on(9)

    for number in (1, 4):
        assert service.then(app, one.id, day(number)).links == ()
    assert service.then(app, one.id, day(3)).links == (made,)
    (seen,) = service.then(app, other.id, day(2)).links
    assert (seen.case_id, str(seen.told)) == (one.id, "is continued by")


def test_what_appeals_were_for_and_to_whom_they_went_is_told_as_it_was(on: On) -> None:
    case = a_case(on(0), concerns=("torture",), addressees="Minister\nLong Street 4")
    draft = evolve(service.draft_of(service.get(on(3), case.id)), addressees="President")
    service.edit(on(3), case.id, draft)

    app = on(9)

    then, since = service.then(app, case.id, day(2)), service.then(app, case.id, day(3))
    assert (["torture" in one.lower() for one in then.concerns], since.concerns) == ([True], ())
    assert [(one.name, one.lines) for one in then.addressees] == [("Minister", "Long Street 4")]
    assert [one.name for one in since.addressees] == ["President"]


def test_a_restricted_note_is_told_from_the_day_it_was_written_and_only_to_who_may_read_it(on: On) -> None:
    case = a_case(on(0))
    service.note(on(2), case.id, "The lawyer is not to be named")

    app = on(9)

    assert service.then(app, case.id, day(1)).notes == ()
    assert [one.text for one in service.then(app, case.id, day(2)).notes] == ["The lawyer is not to be named"]


STEPS = st.lists(st.sampled_from(["people", "link", "unlink", "undo"]), max_size=9)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_whatever_was_written_and_taken_back_each_day_is_told_by_what_stands_of_it(on: On, steps: list[str]) -> None:
    """What is told of each day is what a model says that only knows what was not taken back."""
    case, other = a_case(on(0), "Weavers", whom="group", people="2"), a_case(on(0), "Reza Amini")
    kept: list[tuple[int, str, int, int]] = []
    for number, what in enumerate(steps, start=1):
        app, there = on(number), service.links(on(number), case.id)
        if what == "people":
            kept.append((number, what, 2 + number, people(app, case, str(2 + number))))
        elif what == "link" and not there:
            service.link(app, case.id, other.id, LinkKind.FAMILY)
            kept.append((number, "links", 1, last(app)))
        elif what == "unlink" and there:
            service.unlink(app, there[0].id)
            kept.append((number, "links", 0, last(app)))
        elif what == "undo" and kept:
            journal.undo(app, kept.pop()[3])

    app = on(len(steps) + 1)

    for after in range(len(steps) + 1):
        found = service.then(app, case.id, day(after))
        wanted = {"people": 2, "links": 0} | {what: value for number, what, value, _ in kept if number <= after}
        assert {"people": found.case.people, "links": len(found.links)} == wanted


@pytest.mark.connections
def test_the_page_shows_a_day_and_says_where_there_was_no_case(desk: Desk) -> None:
    case = a_case(desk.app, wish="No letters")
    level(desk.app, case, Level.DORMANT, decided_on="2026-02-20")
    here = f"/cases/{case.id}/history"
    assert here in desk.read(f"/cases/{case.id}")

    assert "dormant, not decided" in words(desk.read(here))
    then = words(desk.read(f"{here}?on=2026-02-01"))
    assert "active, not decided" in then
    assert "At the end of 1 February 2026" in then
    for path in (here, "/cases", "/cases/goals"):
        assert 'name="on" value="2026-02-01"' in desk.read(f"{path}?on=2026-02-01")
    assert f"no case {case.id} on 31 December 2025" in words(desk.read(f"{here}?on=2025-12-31"))
    assert "has not come" in words(desk.read(f"{here}?on=2026-03-10"))
    assert desk.get("/cases/99/history").status_code == 404


@pytest.mark.connections
def test_who_only_reads_sees_no_restricted_note_of_any_day(desk: Desk) -> None:
    case = a_case(desk.app)
    service.note(desk.app, case.id, "The lawyer is not to be named")

    assert "The lawyer" in words(desk.read(f"/cases/{case.id}/history"))
    rita = at_desk(desk.app, "Rita", Role.READER)
    assert "The lawyer" not in words(rita.read(f"/cases/{case.id}/history"))


def test_the_command_tells_a_day_and_gives_it_to_machines(cli: Cli) -> None:
    cli("cases", "add", "Sanaa Rezaiy", "--level", "active", "--since", "2025-02-01")
    cli("cases", "level", "1", "dormant", "--note", "No news", "--on", "2025-06-01")

    said = cli("cases", "show", "1", "--on", "2025-05-31").stdout
    assert "Sanaa Rezaiy, active, not decided" in said
    assert "dormant" not in said
    then = json.loads(cli("cases", "show", "1", "--on", "2025-05-31", "--json").stdout)
    assert (then["on"], then["level"], len(then["history"]), then["links"]) == ("2025-05-31", "active", 1, [])
    assert json.loads(cli("cases", "show", "1", "--json").stdout)["level"] == "dormant"
