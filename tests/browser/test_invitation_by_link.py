"""Whether somebody comes to a meeting, said by their link: a guest with a telephone, with JavaScript and without."""

from pathlib import Path

from outreach_crm.app import App
from outreach_meetings import service
from outreach_meetings.model.invitations import Answer
from tests.browser.phones import Phone
from tests.outreach_meetings.linked import pages_of_an_invitation
from tests.web.served import Site


def test_a_guest_says_that_they_come_changes_it_and_reads_that_it_is_off(
    phone: Phone, site: Site, app: App, tmp_path: Path
) -> None:
    (nell, link), _ = pages_of_an_invitation(app, tmp_path / "mail", "3w 19:30").items()
    phone.page.goto(site.address + link)
    phone.look()
    phone.says("Nell, Invited nurses invites you.")
    phone.press("Say so")
    phone.says("Nothing was saved yet.")
    phone.page.get_by_label("Perhaps", exact=True).check()
    phone.page.get_by_label("A word to whoever prepares it").fill("If my shift ends in time.")
    phone.press("Say so")
    phone.says("Kept: Nell perhaps.")
    phone.page.goto(site.address + link)
    assert phone.page.get_by_label("Perhaps", exact=True).is_checked()
    phone.page.get_by_label("Comes", exact=True).check()
    phone.press("Say so")

    (meeting,) = service.between(app, app.clock.today(), app.clock.today().replace(year=app.clock.today().year + 1))
    said = {one.contact_id: (one.answer, one.comment) for one in service.guests(app, meeting)}
    assert said[nell] == (Answer.ACCEPTED, "If my shift ends in time.")
    service.call_off(app, meeting, told="The ward is short of hands.")
    phone.page.reload()
    phone.look()
    phone.says("does not take place")
    phone.says("The ward is short of hands.")
