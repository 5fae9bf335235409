"""Several officers who send what is new on a case, note that it was read, or answer feedback, at the same moment."""

from collections import Counter
from pathlib import Path

import pytest

from outreach_cases import service
from outreach_cases.model.feedback import StepDraft, StepKind
from outreach_cases.model.holdings import Holding
from outreach_cases.model.replies import ReplyDraft
from outreach_cases.model.updates import Receipt, Update
from outreach_cases.service import choosing, feedback
from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from tests.builders import a_person, an_organisation
from tests.outreach_cases.builders import a_feedback, days_ago
from tests.outreach_cases.holdings import a_free_case, a_local_group, accepted, hold
from tests.outreach_cases.rivals import ONE_WINS, at_once

pytestmark = pytest.mark.connections


def held(app: App) -> Holding:
    """What one of two groups holds."""
    case = a_free_case(app)
    lyon, ulm = a_local_group(app), a_local_group(app, "Ulm group", "Bo Li")
    accepted(app, ulm[0], case, ulm[1])
    return accepted(app, lyon[0], case, lyon[1])


def sent(app: App, place: Path) -> tuple[Update, Receipt]:
    """An update that two were sent, and the receipt of the first."""
    made = service.update(app, held(app).case_id, "She was moved")
    service.send_update(app, made.id, channel="folder", place=str(place))
    found = service.get_update(app, made.id)
    return found, found.receipts[0]


def letters(place: Path) -> Counter[str]:
    """How many messages to whom lie in a folder, by the beginning of their names."""
    return Counter(one.name for one in place.rglob("*.txt"))


def test_an_update_that_several_send_leaves_once_for_each_holder(app: App, tmp_path: Path) -> None:
    made = service.update(app, held(app).case_id, "She was moved")
    went: list[str] = []
    left: set[str] = set()

    def act(rival: App, _: int) -> None:
        sending, _left = service.send_update(rival, made.id, channel="folder", place=str(tmp_path))
        went.extend(sending.made.values())
        left.update(sending.left.values())

    race = at_once(app, act)

    assert sorted(went) == ["Ana Ruiz", "Bo Li"]
    assert race.told <= {"Every group that holds Sanaa Rezaiy was sent it, or none does."}
    assert left <= {"Ana Ruiz was sent it already.", "Bo Li was sent it already."}
    assert len(service.get_update(app, made.id).receipts) == sum(letters(tmp_path).values()) == 2


def test_of_several_who_note_that_an_update_was_read_one_does(app: App, tmp_path: Path) -> None:
    _, receipt = sent(app, tmp_path)

    race = at_once(app, lambda rival, _: service.seen(rival, receipt.id))

    assert race.names == ONE_WINS
    assert race.told == {"Lyon group read it on 2026-03-09 already."}


def test_what_a_holder_says_themself_and_what_the_office_notes_is_written_down_once(app: App, tmp_path: Path) -> None:
    made, receipt = sent(app, tmp_path)
    ana = receipt.contact_id or 0
    (section,) = choosing.preferences(app, ana)

    def act(rival: App, n: int) -> None:
        if n % 2:
            service.seen(rival, receipt.id)
        else:
            choosing.save(rival, ana, section.key, {"read": True})

    race = at_once(app, act)

    assert race.names.count("done") == 1
    assert race.told <= {
        "Lyon group read it on 2026-03-09 already.",
        "This waits for no answer any more: it is written down already.",
    }
    assert service.get_update(app, made.id).receipts[0].seen_on == "2026-03-09"


def test_a_casefile_that_several_send_leaves_once(app: App, tmp_path: Path) -> None:
    mine = held(app)
    service.keep(app, mine.case_id, "casefile.txt", b"What is known of her", note="")

    race = at_once(app, lambda one, _: service.send_casefile(one, mine.id, channel="folder", place=str(tmp_path)))

    assert race.names == ONE_WINS
    assert race.told == {"Ana Ruiz was sent this casefile already; --again sends it once more."}
    assert len(dispatch.list_dispatches(app, everything=True)) == 1


def test_that_somebody_holds_a_casefile_is_told_once_by_whomever(app: App, tmp_path: Path) -> None:
    mine = held(app)
    service.coordinate(app, a_person(app, "Ito Sato").id, "Iran")

    race = at_once(app, lambda one, _: service.announce(one, mine.id, channel="folder", place=str(tmp_path)))

    assert race.names == ONE_WINS
    assert race.told == {"They were told on 2026-03-09 that Ana Ruiz holds the casefile."}
    assert len(dispatch.list_dispatches(app, everything=True)) == 1


def test_what_is_due_is_asked_for_once_by_whomever(app: App, tmp_path: Path) -> None:
    group, ana = a_local_group(app)
    since = days_ago(app, 20)
    number = hold(app, group, a_free_case(app), ana, from_on=since, report_on=days_ago(app, -20))

    race = at_once(app, lambda one, _: service.prompt(one, number, channel="folder", place=str(tmp_path)))

    assert race.names == ONE_WINS
    assert race.told == {"Nobody is to be written to about Lyon group and Sanaa Rezaiy now."}
    assert len(dispatch.list_dispatches(app, everything=True)) == 1


def test_feedback_that_several_answer_by_hand_has_one_answer(app: App) -> None:
    found = a_feedback(app)

    race = at_once(app, lambda rival, n: feedback.answered(rival, found.id, StepDraft(text=f"She is free {n}")))

    assert race.names == ONE_WINS
    assert len(race.told) == 1
    assert [one.step for one in feedback.get(app, found.id).steps] == [StepKind.ANSWERED]


def test_an_answer_to_feedback_that_several_send_leaves_once(app: App, tmp_path: Path) -> None:
    union = an_organisation(app, "Bakers of Bern")
    found = a_feedback(app, contact=str(union.id))
    feedback.write(app, found.id, ReplyDraft(text="There is too little to go by"))

    at_once(app, lambda rival, _: feedback.send(rival, found.id, channel="folder", place=str(tmp_path)))

    assert len(dispatch.list_dispatches(app, everything=True)) == 1
    assert sum(letters(tmp_path).values()) == 1
    assert [one.step for one in feedback.get(app, found.id).steps] == [StepKind.ANSWERED]
