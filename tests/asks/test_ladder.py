"""How far we have come with an organisation is counted from what happened; people have no level."""

from datetime import date, timedelta

import pytest

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.asks import service
from outreach_crm.asks.model import State, StepDraft
from outreach_crm.asks.model.ladder import Rung
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import RoleDraft
from outreach_crm.errors import ConflictError, InvalidInputError
from outreach_crm.model import Side
from outreach_crm.segments import service as segments
from outreach_crm.timeline import service as timeline
from outreach_crm.timeline.model import LogDraft
from tests.asks.builders import an_ask, moved
from tests.builders import a_person, acting, an_organisation
from tests.web.office import at_desk, words


def rung(app: App, contact_id: int) -> Rung:
    """How far we have come with an organisation."""
    found = service.standing(app, contact_id)
    assert found
    return found.rung


def test_each_step_with_an_organisation_is_counted(app: App) -> None:
    bar = an_organisation(app, "Bar of Vigo").id
    assert rung(app, bar) is Rung.IDENTIFIED
    timeline.log(app, LogDraft(contact_ids=(bar,), summary="wrote to them"))
    assert rung(app, bar) is Rung.CONTACTED
    timeline.log(app, LogDraft(contact_ids=(bar,), summary="wrote back", side=Side.THEIRS))
    assert rung(app, bar) is Rung.ANSWERED
    moved(app, an_ask(app, bar), State.DONE)
    assert rung(app, bar) is Rung.ACTED
    for _ in range(2):
        moved(app, an_ask(app, bar), State.DONE)
    assert rung(app, bar) is Rung.REGULAR


def test_whoever_speaks_with_its_president_has_spoken_with_an_organisation(app: App) -> None:
    bar, eva = an_organisation(app, "Bar of Vigo").id, a_person(app, "Eva Cohen").id
    role = RoleDraft(at=str(bar), title="president", from_on=date(2026, 1, 1), to_on=date(2026, 3, 1))
    contacts.add_role(app, eva, role)
    for day in (date(2025, 12, 31), date(2026, 3, 2)):  # before, and since
        timeline.log(app, LogDraft(contact_ids=(eva,), summary="rang her", on=day))
    assert rung(app, bar) is Rung.IDENTIFIED
    timeline.log(app, LogDraft(contact_ids=(eva,), summary="rang her", on=date(2026, 2, 2)))
    found = service.standing(app, bar)
    assert found
    assert (found.rung, found.last_on) == (Rung.CONTACTED, "2026-02-02")
    timeline.log(app, LogDraft(contact_ids=(eva,), summary="rang back", on=date(2026, 2, 3), side=Side.THEIRS))
    assert rung(app, bar) is Rung.ANSWERED


def test_a_word_with_somebody_whom_a_circle_hides_tells_nobody_else_of_it(app: App) -> None:
    bar, eva = an_organisation(app, "Bar of Vigo").id, a_person(app, "Eva Cohen").id
    contacts.add_role(app, eva, RoleDraft(at=str(bar), title="president"))
    timeline.log(app, LogDraft(contact_ids=(eva,), summary="rang her"))
    accounts.add_circle(app, "Board")
    accounts.add_account(app, "Olga")
    contacts.edit(app, eva, contacts.Edit(circle="Board"))
    assert rung(app, bar) is Rung.CONTACTED
    with acting(app, "Olga") as olga:
        assert rung(olga, bar) is Rung.IDENTIFIED


def test_what_was_done_more_than_a_year_ago_is_not_regular(app: App) -> None:
    bar = an_organisation(app, "Bar of Vigo").id
    long_ago = app.clock.today() - timedelta(days=400)
    for _ in range(3):
        service.move(app, an_ask(app, bar).id, StepDraft(to=State.DONE, note="did it", on=long_ago))

    assert rung(app, bar) is Rung.ACTED


def test_what_only_we_can_say_holds_until_it_is_taken_back(app: App) -> None:
    bar = an_organisation(app, "Bar of Vigo").id

    said = service.say_rung(app, bar, Rung.PLANS, because="sits in our campaign committee")
    assert (said.rung, said.because) == (Rung.PLANS, "sits in our campaign committee")
    service.say_rung(app, bar, None, because="has left it")
    assert rung(app, bar) is Rung.IDENTIFIED


def test_nobody_says_of_a_person_how_far_we_have_come(app: App) -> None:
    ana = a_person(app, "Ana Ruiz").id

    assert service.standing(app, ana) is None
    with pytest.raises(InvalidInputError, match="no organisation"):
        service.say_rung(app, ana, Rung.PLANS, because="writes with us")
    assert all(panel.title != "Level of contact" for panel in app.plugins.contact_panels(app, ana))


def test_what_is_counted_is_not_said_and_a_reason_is_needed(app: App) -> None:
    bar = an_organisation(app, "Bar of Vigo").id

    with pytest.raises(InvalidInputError, match="is counted"):
        service.say_rung(app, bar, Rung.ACTED, because="they did")
    with pytest.raises(InvalidInputError, match="--because"):
        service.say_rung(app, bar, Rung.PLANS, because=" ")


def test_nothing_is_said_of_an_organisation_in_the_trash(app: App) -> None:
    bar = an_organisation(app, "Bar of Vigo").id
    contacts.trash(app, bar)

    with pytest.raises(ConflictError, match="trash"):
        service.say_rung(app, bar, Rung.PLANS, because="sits in our committee")

    contacts.restore(app, bar)
    assert rung(app, bar) is Rung.IDENTIFIED


def test_the_ladder_counts_organisations_of_a_sector(app: App) -> None:
    vigo, lugo = an_organisation(app, "Bar of Vigo"), an_organisation(app, "Bar of Lugo")
    contacts.edit(app, vigo.id, contacts.Edit(sectors=("legal",)))
    moved(app, an_ask(app, vigo.id), State.DONE)

    counts = service.counted(service.ladder(app))
    assert (counts[Rung.ACTED], counts[Rung.IDENTIFIED]) == (1, 1)
    assert [one.contact for one in service.ladder(app, "legal")] == ["Bar of Vigo"]
    segment = segments.read(app, ["contact-level=acted once"])
    assert segments.first(app, segment) == [vigo.id]
    assert lugo.id not in segments.first(app, segment)


@pytest.mark.connections
def test_a_level_is_said_on_a_page(app: App) -> None:
    bar, maria = an_organisation(app, "Bar of Vigo").id, at_desk(app)

    page = maria.follow(maria.send(f"/asks/level/{bar}", {"rung": "plans with us", "because": "sits in our committee"}))

    assert "Bar of Vigo: plans with us." in words(page)
    assert rung(app, bar) is Rung.PLANS
    assert "sits in our committee" in maria.read(f"/asks/level/{bar}")
