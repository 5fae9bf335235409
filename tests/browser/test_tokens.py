"""A token for another program, on a telephone: made, shown once, and taken back."""

from playwright.sync_api import Browser

from outreach_crm.api import service
from outreach_crm.app import App
from tests.browser.desk import Sight, office_of, sight


def looked(window: Sight) -> None:
    assert (window.fits(), window.barriers()) == (True, []), window.path


def test_a_token_is_made_and_taken_back_on_a_telephone(app: App, chromium: Browser) -> None:
    with office_of(app) as office, sight(office, chromium, width=360) as window:
        window.go("/account")
        window.page.get_by_role("link", name="Other programs").click()
        looked(window)
        window.page.get_by_role("link", name="A new token").click()
        window.page.get_by_label("What it is for").fill("website")
        looked(window)
        window.page.locator("main form button").last.click()
        window.finds("it is not shown again")
        looked(window)
        assert service.token_of(app, window.page.locator("pre").inner_text()) is not None
        window.page.get_by_role("link", name="I have it").click()
        looked(window)
        window.page.get_by_role("button", name="Take back").click()
        window.finds("is good for nothing now")
        assert [one.revoked_at is not None for one in service.list_tokens(app)] == [True]
