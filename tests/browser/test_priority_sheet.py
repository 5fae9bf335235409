"""The sheet of an adviser by its link: a volunteer with a telephone and ten minutes, with JavaScript and without."""

from playwright.sync_api import expect

from outreach_crm.app import App
from outreach_priority import service
from outreach_priority.model import Assessment, Confidence, Sheet, SheetState
from tests.browser.phones import Phone
from tests.outreach_priority.builders import an_assessment, answers, handed_in, sheet_of
from tests.web.served import Site

_WHOLE = dict.fromkeys(("legal", "medical", "unions"), (2, 2, 2, 2, 2, 0, 0, 0))


def own(app: App, sheet: Sheet) -> Sheet:
    """The sheet as it stands, once its round is closed."""
    return service.own(app, sheet.id)


def test_an_adviser_fills_in_a_sheet_stops_goes_on_and_hands_in(phone: Phone, site: Site, app: App) -> None:
    assessment = an_assessment(app, sectors=("legal", "medical"))
    sheet = sheet_of(app, assessment, 1)
    link = site.address + service.sheet_path(app, sheet)
    phone.page.goto(link)
    phone.look()
    phone.follow("Begin with")
    titles = [item.title for item in assessment.questionnaire]
    for title in titles:
        phone.rate(title, "3")
    phone.rate(titles[0], "cannot tell")
    group = phone.page.get_by_role("group", name=titles[1], exact=True)
    group.get_by_text("How sure, and what it rests on").click()
    group.get_by_label("medium").check()
    group.get_by_label("What does it rest on?").fill("They have a seat in Geneva")
    phone.press("Save and stop for now")
    phone.says("all answered")

    phone.page.goto(link)
    phone.follow("Go on with")
    phone.page.get_by_label("Have you to do with it yourself?").fill("I teach there")
    phone.rate(titles[2], "0")
    phone.press("Save and go on")
    if "/hand-in" not in phone.page.url:
        phone.follow("All of the sheet")
        phone.follow("Hand in as it is")
    phone.says("7 questions have no answer")
    phone.page.get_by_label("In which role do you judge?").fill("Judge")
    phone.press("Hand in as it is")
    phone.says("Handed in. Thank you.")

    reads_what_the_group_said(phone, app, assessment)
    found = own(app, sheet)
    assert (found.state, found.role, len(found.answers)) == (SheetState.HANDED_IN, "Judge", 9)
    assert [one.interest for one in found.stances] == ["I teach there"]
    told = next(one for one in found.answers if one.confidence)
    assert (told.rating, told.confidence, told.evidence) == (3, Confidence.MEDIUM, "They have a seat in Geneva")


def reads_what_the_group_said(phone: Phone, app: App, assessment: Assessment) -> None:
    """The others hand in as well, the round is closed, and the same link tells how all answers lie."""
    for seat in (2, 3):
        handed_in(app, assessment, seat, {key: _WHOLE[key] for key in ("legal", "medical")})
    service.close(app, assessment.id, early=True)
    phone.page.reload()
    phone.look()
    phone.says("Round 1 is over")
    phone.follow("What the group said")
    phone.says("What the group said in round 1")
    phone.says("3 of 3 advisers count")


def test_in_a_second_round_the_reason_is_asked_for_where_something_is_changed(
    phone: Phone, site: Site, app: App
) -> None:
    assessment = an_assessment(app)
    for seat in (1, 2, 3):
        handed_in(app, assessment, seat, _WHOLE)
    service.close(app, assessment.id)
    service.again(app, assessment.id)
    sheet = sheet_of(app, assessment, 1)
    phone.page.goto(f"{site.address}{service.sheet_path(app, sheet)}/on/legal")
    phone.look()
    title = assessment.questionnaire.items[0].title
    reason = phone.page.get_by_role("group", name=title, exact=True).get_by_label("Why do you say otherwise now?")
    expect(reason).to_be_hidden()
    phone.rate(title, "4")
    reason.fill("They signed in June")
    phone.look()
    phone.press("Save and stop for now")
    phone.says("1 changed")
    service.close(app, assessment.id, early=True)
    changed = [one for one in own(app, sheet).answers if one.reason]
    assert [(one.subject, one.rating, one.reason) for one in changed] == [("legal", 4, "They signed in June")]
    assert len(own(app, sheet).answers) == len(answers(_WHOLE))
