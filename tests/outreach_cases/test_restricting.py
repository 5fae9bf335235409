"""A case that a circle keeps to itself is not there for anybody else, nor is anything that belongs to it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import pytest

from outreach_cases import service
from outreach_cases.model.cases import CaseDraft
from outreach_cases.service import feedback, updating
from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.attachments import service as attachments
from outreach_crm.changes import service as journal
from outreach_crm.errors import ConflictError, NotFoundError, RefusedError
from outreach_crm.model import Mail
from outreach_crm.privacy import service as privacy
from outreach_crm.storage import restricted
from outreach_crm.tasks import service as tasks
from outreach_crm.timeline import service as timeline
from tests.builders import a_person, acting
from tests.outreach_cases.builders import a_case
from tests.outreach_cases.holdings import a_free_case, a_local_group, hold, with_mail
from tests.outreach_cases.restricted import CIRCLE, everything_on, kept


@pytest.fixture
def group(app: App) -> int:
    """A group, with a circle in which the actor is and Olga is not."""
    accounts.add_account(app, "Olga")
    accounts.add_circle(app, CIRCLE)
    return a_local_group(app)[0]


@contextmanager
def outside(app: App) -> Iterator[App]:
    """Give the App of an officer who is in no circle."""
    with acting(app, "Olga") as olga:
        yield olga


def lead_of(app: App) -> int:
    """Return whoever leads the group: the contact that was added last."""
    return int(app.store.value("select max(id) as id from contacts"))


def held_about(app: App, contact_id: int) -> object:
    """What is given to a contact that asks for all that is held about them, but for the log of who asked."""
    data = privacy.export(app, contact_id)
    return [one for one in data.held if one.feature != "privacy"], data.past, data.changes


def test_a_case_of_a_circle_is_no_more_there_than_one_that_was_never_written(app: App, group: int) -> None:
    case = kept(app, a_case(app, ref="AFR 54/1"))

    def told(one: App, number: int | str) -> str:
        with pytest.raises(NotFoundError) as refused:
            service.resolve(one, str(number))
        return str(refused.value).replace(str(number), "N")

    with outside(app) as olga:
        assert service.listed(olga, service.asking(olga)) == []
        assert service.hits(olga, "Sanaa") == service.hits(olga, f"case {case.id}") == []
        assert told(olga, case.id) == told(olga, case.id + 1)
        assert told(olga, "AFR 54/1") == told(olga, "AFR 54/2")
        assert not any(service.sums(olga, service.asking(olga)).values())
    assert service.resolve(app, "AFR 54/1") == case


def test_everybody_sees_it_again_where_the_circle_says_so_and_an_undo_closes_it_again(app: App, group: int) -> None:
    case = kept(app, a_case(app))
    opened = service.restrict(app, case.id, "")
    with outside(app) as olga:
        assert service.get(olga, case.id).circle_id is None
    journal.undo(app, opened.change_id)
    with outside(app) as olga, pytest.raises(NotFoundError):
        service.get(olga, case.id)
    assert service.seen_by(app, service.get(app, case.id)) == "Safety"


def test_nobody_gives_a_case_to_a_circle_that_they_are_not_in(app: App, group: int) -> None:
    case = a_case(app)
    with outside(app) as olga:
        with pytest.raises(RefusedError, match="You are no member of Safety and would lose sight of this; ask"):
            service.restrict(olga, case.id, "safety")
        assert service.get(olga, case.id).circle_id is None
    with pytest.raises(ConflictError, match="already"):
        service.restrict(app, case.id, "")


def test_a_reference_that_only_a_circle_knows_is_free_for_everybody_else(app: App, group: int) -> None:
    hidden = kept(app, a_case(app, ref="AFR 54/1"))
    with outside(app) as olga:
        twin = a_case(olga, "Reza Amini", ref="AFR 54/1")
        assert service.resolve(olga, "AFR 54/1").id == twin.id
    with pytest.raises(ConflictError, match=f"outreach cases show {twin.id}"):
        service.restrict(app, hidden.id, "")
    edited = service.edit(app, twin.id, CaseDraft(name="Reza Amini", ref="AFR 54/1", country="Iran"))
    assert edited.ref == "AFR 54/1"


_YEARS = date(2020, 1, 1), date(2030, 1, 1)
# What an officer reads of casework, in which a case, or what belongs to it, may stand.
SEEN: dict[str, Callable[[App, int], object]] = {
    "actions": lambda app, _: service.actions(app, everything=True),
    "agenda": lambda app, group: [one.title for one in app.plugins.agenda_items(app, group, app.clock.today())],
    "batch": lambda app, _: service.batch(app, seed=1),
    "calendar": lambda app, _: app.plugins.calendar_events(app, *_YEARS),
    "card": lambda app, group: app.plugins.contact_panels(app, group),
    "cases": lambda app, _: service.listed(app, service.asking(app)),
    "feedback": lambda app, _: feedback.listed(app, feedback.wanted(app, everything=True)),
    "goals": lambda app, _: service.goals(app),
    "held about the group": held_about,
    "history": lambda app, _: journal.latest(app, 1000),
    "history of the group": lambda app, group: journal.about_contact(app, group, 1000),
    "holdings": lambda app, group: service.held_by(app, group, past=True),
    "links": lambda app, _: [service.links(app, one.id) for one in service.listed(app, service.asking(app))],
    "offers": service.offer,
    "portfolio": lambda app, _: service.portfolio(app, date(2026, 1, 1), app.clock.today()),
    "reminders": lambda app, _: [one.sentence for one in app.plugins.reminders(app, app.clock.today())],
    "report of the year": lambda app, _: service.report(app),
    "search": lambda app, _: [*app.plugins.hits(app, "sanaa"), *app.plugins.hits(app, "case 2")],
    "sums": lambda app, _: service.sums(app, service.asking(app)),
    "tasks": lambda app, _: tasks.list_tasks(app, everybody=True),
    "timeline": timeline.history,
}


@pytest.mark.parametrize("what", SEEN)
def test_what_belongs_to_it_is_told_to_the_circle_only(app: App, group: int, what: str) -> None:
    read, friend = SEEN[what], a_case(app, "Reza Amini")
    with outside(app) as olga:
        before = read(olga, group)
    everything_on(app, group, lead_of(app), friend)
    with outside(app) as olga:
        assert read(olga, group) == before
    assert read(app, group) != before


def test_pages_files_and_words_of_what_belongs_to_it_are_not_there_either(app: App, group: int) -> None:
    case = everything_on(app, group, lead_of(app), a_case(app, "Reza Amini"))
    (casefile,), (held,), (said,) = (
        service.versions(app, case.id),
        service.held_by(app, group),
        feedback.listed(app, feedback.wanted(app, everything=True)),
    )
    assert casefile.file is not None
    for read in (
        lambda one: service.holding_of(one, held.id),
        lambda one: feedback.get(one, said.id),
        lambda one: service.get_update(one, 1),
        lambda one: service.get_action(one, 1),
        lambda one: attachments.seen(one, casefile.file.id),
        lambda one: service.restrict(one, case.id, ""),
    ):
        with outside(app) as olga, pytest.raises(NotFoundError, match="There is no|No group holds"):
            read(olga)


def test_a_calendar_does_not_name_it_for_a_member_of_the_circle_either(app: App, group: int) -> None:
    case = everything_on(app, group, lead_of(app), a_case(app, "Reza Amini"))
    titles = [str(one.title) for one in app.plugins.calendar_events(app, *_YEARS) if one.ref.kind == "case_holdings"]
    assert len(titles) == 1
    assert "a case that is not named" in titles[0]
    assert case.name not in titles[0]


def test_nobody_outside_takes_back_what_was_done_with_it(app: App, group: int) -> None:
    case = kept(app, a_case(app))
    with outside(app) as olga, pytest.raises(NotFoundError, match=f"There is no change {case.change_id};"):
        journal.undo(olga, case.change_id)


def test_of_a_change_of_several_cases_the_history_tells_the_others_of_those_they_may_see(app: App, group: int) -> None:
    seen, hidden = a_case(app, "Reza Amini"), a_case(app)
    with app.change("test: both") as change:
        for one in (seen, hidden):
            app.store.update("cases", one.id, {"wish": f"no letters to {one.name}"})
    kept(app, hidden)
    with outside(app) as olga:
        detail = journal.detail(olga, change.id)
        assert [row.row_id for row in detail.rows] == [seen.id]
        assert sum(detail.counts.values()) == 1
        with pytest.raises(RefusedError, match="did more than you may see"):
            journal.undo(olga, change.id)
    assert len(journal.detail(app, change.id).rows) == 2


def test_a_case_that_is_gone_is_as_open_as_it_was_last(app: App, group: int) -> None:
    case = a_case(app)
    added, closed = case.change_id, kept(app, case).change_id
    journal.undo(app, closed)
    gone = journal.undo(app, added).change.id
    with outside(app) as olga:
        assert journal.detail(olga, gone).rows
    with app.change("test: add it to the circle") as change:
        hidden = kept(app, a_case(app, "Reza Amini"))
    journal.undo(app, change.id)
    with outside(app) as olga:
        assert restricted.hidden_rows(olga.store)["cases"] == {hidden.id}
        assert [one.id for one in journal.latest(olga, 2)] == [gone, closed + 1]


def test_whoever_fetches_the_mail_notes_the_answer_of_a_holder_also_where_they_may_not_see_the_case(
    app: App, group: int
) -> None:
    case = kept(app, a_free_case(app))
    number = hold(app, group, case, with_mail(app, a_person(app, "Bo Li").id, "bo@example.org"))
    update = service.update(app, case.id, "She was moved")
    (holder,) = service.holders(app, number)
    with app.change("test: send"):
        row = {"update_id": update.id, "holder_id": holder.id, "sent_on": app.clock.today().isoformat()}
        app.store.insert("case_receipts", row)
    assert holder.contact_id is not None
    for sender, seen_on, made in (("else@example.org", None, 1), ("bo@example.org", app.clock.today().isoformat(), 0)):
        answer = Mail(
            contact_id=holder.contact_id, sender=sender, on=app.clock.today(), subject="Re: News", text="Read"
        )
        before = len(tasks.list_tasks(app, everybody=True))
        with outside(app) as olga, olga.change("test: fetch the mail"):
            updating.answered(olga, update.id, answer)
        with outside(app) as olga:
            assert tasks.list_tasks(olga, everybody=True) == []
        assert len(tasks.list_tasks(app, everybody=True)) == before + made
        (receipt,) = service.get_update(app, update.id).receipts
        assert receipt.seen_on == seen_on


def test_a_contact_at_their_own_page_reads_nothing_of_a_case_of_a_circle(app: App, group: int) -> None:
    case = a_free_case(app)
    kept(app, case)
    (lead,) = app.store.rows("select max(id) as id from contacts")
    app.store.act_for(account=None, contact=lead["id"])
    try:
        assert service.listed(app, service.asking(app)) == []
    finally:
        app.store.act_for(account=app.actor.account_id, contact=None)


@pytest.mark.connections
def test_who_asks_why_is_told_of_the_circle_for_all_that_belongs_to_the_case(app: App, group: int) -> None:
    case = everything_on(app, group, lead_of(app), a_case(app, name="Reza Zaki"))
    belonging = ("case_holdings", "case_notes", "case_feedback", "tasks", "attachments")
    newest = {table: app.store.value(f"select max(id) as id from {table}") for table in belonging}
    for table, number in {**newest, "cases": case.id}.items():
        told = accounts.why(app, "Olga", "look", f"{table}:{number}")
        assert (told.allowed, f"of the circle {CIRCLE}" in told.reasons[-1]) == (False, True), table
    accounts.join_circle(app, CIRCLE, "Olga")
    assert accounts.why(app, "Olga", "look", f"tasks:{newest['tasks']}").allowed
