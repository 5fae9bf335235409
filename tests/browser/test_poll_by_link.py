"""Which dates suit somebody, said by their link: a member with a telephone, with JavaScript and without."""

from outreach_crm.app import App
from outreach_meetings import service
from outreach_meetings.model.polls import Answer
from tests.browser.phones import Phone
from tests.outreach_meetings.polls import a_poll, who
from tests.web.served import Site


def test_a_member_says_which_dates_suit_and_changes_it(phone: Phone, site: Site, app: App) -> None:
    found = a_poll(
        app, dates=("3w 19:30", "4w 19:30", "5w 18:00"), place="Library of the faculty of medicine, second floor"
    )
    ana = who(found, "Ana Ruiz")
    phone.page.goto(f"{site.address}{service.poll_path(app, ana)}")
    phone.look()
    phone.says("which of these dates suit you?")
    for number, answer in enumerate(("Yes", "No", "If need be")):
        phone.page.get_by_role("group").nth(number).get_by_label(answer, exact=True).check()
    phone.press("Say so")
    phone.says("You can change it until")

    phone.page.get_by_role("group").nth(1).get_by_label("Yes", exact=True).check()
    phone.press("Say so")

    now = service.poll(app, found.id)
    assert [now.answer(ana.contact_id, one.id) for one in now.dates] == [Answer.YES, Answer.YES, Answer.MAYBE]
