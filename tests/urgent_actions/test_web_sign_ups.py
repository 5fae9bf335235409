"""Pages of sign-ups: who, for what, how often; pause, leave, and trying before signing."""

from pathlib import Path

import pytest

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Contact, ContactDraft
from outreach_crm.jobs.model import State as Done
from outreach_crm.model import Ref
from outreach_crm.policy import Role
from outreach_crm.segments import service as segments
from outreach_urgent_actions.model import FOR_GOOD, SignUp
from outreach_urgent_actions.service import asking, on_cards, pausing, signing
from tests.urgent_actions.at_work import Answers, coordinator, worked
from tests.urgent_actions.builders import add_issue, add_sign_up
from tests.web.office import Desk, words

pytestmark = pytest.mark.connections
LIST = "/urgent-actions/sign-ups"


@pytest.fixture
def desk(app: App, tmp_path: Path) -> Desk:
    """Maria at her desk."""
    return coordinator(app, tmp_path / "sent")


@pytest.fixture
def ana(app: App) -> Contact:
    """Somebody who may sign up."""
    return contacts.add(app, ContactDraft(name="Ana Ruiz", emails=("ana@example.org",)))


def only(app: App, contact: Contact) -> SignUp:
    (found,) = signing.of_contact(app, contact.id)
    return found


def wish(desk: Desk, path: str = f"{LIST}/add") -> dict[str, object]:
    return dict(Answers.of(desk.read(path)))


def test_somebody_is_signed_up_with_keywords_a_limit_and_a_way(desk: Desk, ana: Contact) -> None:
    said = {**wish(desk), "contact": str(ana.id), "keywords": ["Nurses", "Americas"], "unwanted": ["Death penalty"]}
    said |= {"at_most": "1", "months": "2", "channel": "post", "language": "es", "only": "yes"}
    page = words(desk.follow(desk.send(f"{LIST}/add", said)))  # type: ignore[arg-type]
    made = only(desk.app, ana)
    assert (made.told, made.rhythm) == ("Americas; Nurses; not Death penalty", "at most 1 every other month")
    assert made.way == "post in es only"
    assert "Ana Ruiz is signed up: Americas; Nurses; not Death penalty." in page
    assert "Nothing reaches Ana Ruiz yet" in page


def test_the_link_of_a_contact_page_names_whom(desk: Desk, ana: Contact) -> None:
    panel = on_cards.panel(desk.app, ana.id)
    (step,) = panel.steps
    assert step.path == f"{LIST}/add?contact={ana.id}"
    assert Answers.of(desk.read(step.path))["contact"] == [str(ana.id)]
    made = add_sign_up(desk.app, ana.id, "nurses")
    refs = on_cards.panel(desk.app, ana.id).refs
    assert refs == (Ref("ua_sign_ups", made.id),)


def test_nobody_is_signed_up_where_nobody_is_named(desk: Desk) -> None:
    answer = desk.send(f"{LIST}/add", {**wish(desk), "keywords": ["Nurses"]})  # type: ignore[dict-item]
    assert answer.status_code == 422
    assert "Say who signs up" in words(answer.text)
    assert 'value="Nurses"' in answer.text


def test_a_segment_is_signed_up_beside_the_pages(desk: Desk, ana: Contact) -> None:
    segments.add(desk.app, "Letter writers", ["kind=person"])
    number = segments.get(desk.app, "Letter writers").id
    said = {**wish(desk), "segment": str(number), "keywords": ["Nurses"], "at_most": "1"}
    answer = desk.send(f"{LIST}/add", said)  # type: ignore[arg-type]
    assert answer.headers["Location"].startswith("/jobs/")
    job = worked(desk)
    assert (job.state, job.sentence, job.change_id is not None) == (Done.DONE, "1 contact is signed up.", True)
    assert only(desk.app, ana).told == "Nurses"


def test_wishes_are_edited_and_a_pause_stays(desk: Desk, ana: Contact) -> None:
    made = add_sign_up(desk.app, ana.id, "nurses", at_most="1/month")
    pausing.pause(desk.app, ana.id)
    path = f"{LIST}/{made.id}/edit"
    now = wish(desk, path)
    assert (now["keywords"], now["at_most"]) == (["Nurses"], ["1"])
    version = {"_version": str(only(desk.app, ana).change_id)}
    desk.follow(desk.send(path, {**now, **version, "keywords": ["Lawyers"], "at_most": ""}))  # type: ignore[dict-item]
    after = only(desk.app, ana)
    assert (after.told, after.rhythm, after.paused_until) == ("Lawyers", "all of them", FOR_GOOD)
    assert after.signed_on == made.signed_on


def test_an_edit_of_somebody_else_meanwhile_is_shown(desk: Desk, ana: Contact) -> None:
    made = add_sign_up(desk.app, ana.id, "nurses")
    path = f"{LIST}/{made.id}/edit"
    mine = {**wish(desk, path), "_version": str(made.change_id), "at_most": "2"}
    add_sign_up(desk.app, ana.id, "lawyers")
    answer = desk.send(path, mine)  # type: ignore[arg-type]
    assert answer.status_code == 409
    assert "Somebody else wrote by now: Lawyers" in words(answer.text)
    assert only(desk.app, ana).told == "Lawyers"


def test_somebody_pauses_goes_on_and_leaves(desk: Desk, ana: Contact) -> None:
    made = add_sign_up(desk.app, ana.id, "nurses")
    path = f"{LIST}/{made.id}"
    refused = desk.send(f"{path}/pause", {"until": "2026-03-09"})
    assert "9 March 2026 is not in the future." in words(refused.text)
    page = words(desk.follow(desk.send(f"{path}/pause", {"until": "2026-06-01"})))
    assert "Ana Ruiz pauses until 1 June 2026." in page
    assert "It goes on for Ana Ruiz." in words(desk.follow(desk.send(f"{path}/resume", seen=path)))
    page = desk.follow(desk.send(f"{path}/leave", seen=path))
    assert "Ana Ruiz left: Nurses." in words(page)
    assert only(desk.app, ana).left_on == "2026-03-09"
    assert f"/history/{only(desk.app, ana).change_id}/undo" in page


def test_leaving_one_sign_up_leaves_the_others(desk: Desk, ana: Contact) -> None:
    first = add_sign_up(desk.app, ana.id, "nurses")
    add_sign_up(desk.app, ana.id, like="medical")
    path = f"{LIST}/{first.id}"
    desk.follow(desk.send(f"{path}/leave", seen=path))
    assert [bool(one.left_on) for one in signing.of_contact(desk.app, ana.id)] == [True, False]


def test_sign_ups_are_listed_found_by_name_and_exported(app: App, desk: Desk, ana: Contact, tmp_path: Path) -> None:
    add_sign_up(app, ana.id, "nurses")
    assert "Ana Ruiz Nurses all" in words(desk.read(LIST))
    assert "Ana Ruiz" in words(desk.read(f"{LIST}?q=ruiz"))
    assert "Ana Ruiz" not in words(desk.read(f"{LIST}?wants=publications"))
    assert "Ana Ruiz,Nurses,all" in desk.read(f"{LIST}.csv")
    rosa = coordinator(app, tmp_path, "Rosa", Role.READER)
    assert rosa.get(f"{LIST}.json").status_code == 403
    assert rosa.get(f"{LIST}/add").status_code == 403


def test_a_sign_up_is_tried_before_anybody_signs_up(desk: Desk) -> None:
    for month in ("01", "02", "03"):
        add_issue(desk.app, "nurses", "Chile", issued=f"2026-{month}-05")
    add_issue(desk.app, "lawyers", issued="2026-02-06")
    answer = desk.send("/urgent-actions/try", {"keywords": ["Health professionals"], "at_most": "1", "months": "12"})
    page = desk.follow(answer)
    assert answer.headers["Location"].startswith("/urgent-actions/try?keyword=Health+professionals")
    assert "3 first issues from 1 January 2026 to 5 March 2026: 1.0 a month. 1 of them within the limit." in words(page)
    assert "/urgent-actions/sign-ups/add?keyword=Health+professionals&amp;at_most=1" in page


def test_signing_up_after_a_try_begins_with_its_wishes(desk: Desk) -> None:
    asked = Answers.of(desk.read(f"{LIST}/add?keyword=Nurses&at_most=1&months=2"))
    assert (asked["keywords"], asked["at_most"], asked["months"]) == (["Nurses"], ["1"], ["2"])


def test_there_is_nothing_to_try_on_before_the_first_one(desk: Desk) -> None:
    assert "There is no Urgent Action to try it on yet" in words(desk.read("/urgent-actions/try?keyword=Nurses"))


def test_a_sign_up_comes_back_from_a_form_as_it_went_in(app: App, ana: Contact) -> None:
    made = add_sign_up(app, ana.id, "nurses", "Chile", without="death penalty")
    asked = asking.as_asked(app, made)
    assert asked is not None
    assert asking.interest_of(app, asked).digest == _digest(app, made)


def _digest(app: App, made: SignUp) -> str:
    from outreach_urgent_actions.service import interests

    return interests.load(app, [made.interest_id])[made.interest_id].digest
