"""While a round is open nobody sees what others say: not in services, commands, files or the history of changes."""

import json
from collections.abc import Callable

import pytest
from click.testing import Result

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import NotFoundError, RefusedError
from outreach_crm.machines import as_data
from outreach_crm.model import Actor
from outreach_crm.privacy import service as privacy
from outreach_priority import service
from outreach_priority.model import Answer, AssessmentDraft, SheetState, Stance
from tests.builders import a_person, acting, an_organisation
from tests.outreach_priority.builders import an_assessment, answers, handed_in, sheet_of

Cli = Callable[..., Result]
MIDDLING = {"legal": (2, 2, 2, 2, 2, 0, 0, 0)}
TOLD = "Their bar spoke up in Vigo"


def said() -> list[Answer]:
    """Ratings whose words nobody else can know."""
    return [Answer(subject="legal", item="home", rating=3, evidence=TOLD, source="El Faro")]


def test_the_history_tells_that_a_sheet_was_filled_in_and_nothing_of_what_it_says(app: App) -> None:
    assessment = an_assessment(app, 1)
    sheet = sheet_of(app, assessment, 1)
    service.save(app, sheet.id, said(), [Stance(subject="legal", interest="a judge")])
    service.hand_in(app, sheet.id, [Answer(subject="legal", item="home", rating=1, evidence=TOLD)])

    for entry in journal.latest(app):
        detail = journal.detail(app, entry.id)
        assert TOLD not in str(detail)
        assert "a judge" not in str(detail)
        assert all(not row.before and not row.after for row in detail.rows if row.title.startswith("rating"))
    first = next(one for one in journal.latest(app) if one.what == "fill in sheet")
    assert journal.detail(app, first.id).counts["rating of an adviser"] == 1


def test_a_sheet_is_read_by_its_adviser_and_by_who_wrote_it_for_them(app: App) -> None:
    assessment = an_assessment(app, 2)
    mine, theirs = sheet_of(app, assessment, 1), sheet_of(app, assessment, 2)
    with acting(app, "Bea") as bea:
        service.hand_in(bea, mine.id, said())
        assert service.own(bea, mine.id).answers[0].evidence == TOLD
    with pytest.raises(RefusedError, match="What adviser 1 says is theirs"):
        service.own(app, mine.id)
    adviser = App.on(
        app.store, app.plugins, app.settings, app.keyring, Actor(name="a link", contact_id=mine.adviser_id)
    )
    assert service.own(adviser, mine.id).answers[0].evidence == TOLD
    with pytest.raises(RefusedError, match="What adviser 2 says"):
        service.own(adviser, theirs.id)


def test_nothing_done_to_a_sheet_lets_somebody_else_read_it(app: App) -> None:
    assessment = an_assessment(app, 1)
    sheet = sheet_of(app, assessment, 1)
    with acting(app, "Bea") as bea:
        service.hand_in(bea, sheet.id, said())
        service.hand_in(bea, sheet.id, [*said(), Answer(subject="medical", item="home", rating=1)])
    journal.undo(app, service.sheet(app, sheet.id).change_id)
    with pytest.raises(RefusedError):
        service.own(app, sheet.id)
    service.withdraw_sheet(app, sheet.id)
    with pytest.raises(RefusedError):
        service.own(app, sheet.id)

    service.ask(app, assessment.id, str(sheet.adviser_id))

    assert service.own(app, sheet.id).answers == ()


def test_once_the_round_is_closed_all_may_read_it(app: App) -> None:
    assessment = an_assessment(app, 1)
    with acting(app, "Bea") as bea:
        service.hand_in(bea, sheet_of(app, assessment, 1).id, said())

    service.close(app, assessment.id)

    assert service.own(app, sheet_of(app, assessment, 1).id).answers[0].evidence == TOLD


def test_who_is_asked_and_how_far_they_are_is_told_without_what_they_say(app: App) -> None:
    assessment = an_assessment(app, 2)
    service.save(app, sheet_of(app, assessment, 1).id, said())
    handed_in(app, assessment, 2, MIDDLING)

    first, second = service.sheets_of(app, assessment)

    assert (first.state, first.rated, first.answers) == (SheetState.ASKED, 1, ())
    assert (second.state, second.rated, second.answers) == (SheetState.HANDED_IN, 8, ())


def test_commands_tell_nothing_of_a_sheet_before_its_round_is_closed(cli: Cli) -> None:
    cli("contacts", "add", "Ana Ruiz")
    opened = json.loads(cli("priority", "open", "Plan", "--adviser", "Ana", "--sector", "legal", "--json").stdout)
    number = str(opened["id"])
    for verb in (("feedback", number), ("feedback", number, "--json"), ("show", number), ("show", number, "--json")):
        assert "nobody sees the sheets of others" in cli("priority", *verb, code=1).stderr


def test_an_adviser_who_is_hidden_is_a_seat_to_others_and_counts_all_the_same(app: App) -> None:
    assessment = an_assessment(app, 2)
    sheet = sheet_of(app, assessment, 1)
    service.hand_in(app, sheet.id, answers(MIDDLING))
    handed_in(app, assessment, 2, MIDDLING)
    accounts.add_circle(app, "Board")
    assert sheet.adviser_id is not None
    contacts.edit(app, sheet.adviser_id, contacts.Edit(circle="Board"))
    with acting(app, "Bea") as bea:
        closed = service.close(bea, assessment.id)
        first, _ = service.sheets_of(bea, closed)
        assert (first.adviser_id, first.adviser, first.seat) == (None, "", 1)
        assert len(service.counted(bea, closed)) == 2
        again = service.again(bea, assessment.id)
        assert [one.seat for one in service.sheets_of(bea, again) if one.round == 2] == [1, 2]


def test_an_organisation_that_is_hidden_is_not_judged_by_others_and_keeps_its_ratings(app: App) -> None:
    names = ("Colegio de Abogados", "Bar of Vigo")
    for name in names:
        one = an_organisation(app, name)
        contacts.edit(app, one.id, contacts.Edit(sectors=("legal",)))
    adviser = a_person(app)
    draft = AssessmentDraft(title="Whom first", sectors=("legal",), organisations=names, advisers=(str(adviser.id),))
    assessment = service.open_assessment(app, draft)
    keys = [one.key for one in assessment.subjects]
    sheet = sheet_of(app, assessment, 1)
    service.hand_in(app, sheet.id, [Answer(subject=key, item="home", rating=2) for key in keys])
    accounts.add_circle(app, "Board")
    hidden = assessment.subjects[0].contact_id
    assert hidden is not None
    contacts.edit(app, hidden, contacts.Edit(circle="Board"))
    with acting(app, "Bea") as bea:
        assert [one.title for one in service.get(bea, assessment.id).subjects] == ["Bar of Vigo"]
        service.hand_in(bea, sheet.id, [Answer(subject=keys[1], item="home", rating=4)])
    service.close(app, assessment.id)

    (counted,) = service.counted(app, service.get(app, assessment.id))

    assert [(one.subject, one.rating) for one in counted.answers] == [(keys[0], 2), (keys[1], 4)]
    own = App.on(app.store, app.plugins, app.settings, app.keyring, Actor(name="a link", contact_id=adviser.id))
    assert len(service.get(own, assessment.id).subjects) == 2


def test_what_a_person_said_stays_without_a_name_once_they_are_erased(app: App) -> None:
    assessment = an_assessment(app, 2)
    handed_in(app, assessment, 1, MIDDLING)
    handed_in(app, assessment, 2, MIDDLING)
    person = sheet_of(app, assessment, 1).adviser_id
    assert person is not None
    privacy.erase(app, [person], because="asked for it")

    closed = service.close(app, assessment.id)

    assert [(one.adviser, len(one.answers)) for one in service.counted(app, closed)] == [("", 8), ("Bo Lind", 8)]
    again = service.again(app, assessment.id)
    assert [one.seat for one in service.sheets_of(app, again) if one.round == 2] == [2]
    with pytest.raises(NotFoundError):
        contacts.get(app, person)


def test_what_a_person_said_is_in_what_they_are_given_of_themselves_and_nobody_elses_is(app: App) -> None:
    assessment = an_assessment(app, 2)
    service.hand_in(app, sheet_of(app, assessment, 1).id, said(), [Stance(subject="legal", interest="of the bar")])
    service.hand_in(app, sheet_of(app, assessment, 2).id, [Answer(subject="legal", item="home", rating=1)])
    first, second = (sheet_of(app, assessment, seat).adviser_id or 0 for seat in (1, 2))

    given = json.dumps(as_data(privacy.export(app, first)))
    others = json.dumps(as_data(privacy.export(app, second)))

    assert all(word in given for word in (TOLD, "El Faro", "of the bar"))
    assert not any(word in others for word in (TOLD, "El Faro", "of the bar"))
