"""The card in a browser: forms open in their place, choices come as one writes, and the same without JavaScript."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from outreach_crm.contacts import service
from tests.browser.desk import Office, Sight, sight


@pytest.fixture(params=["desk", "phone", "without JavaScript"])
def window(request: pytest.FixtureRequest, office: Office, chromium: Browser) -> Iterator[Sight]:
    """A window, wide or small, with JavaScript or without; the console is quiet to the end."""
    width, script = (360 if request.param == "phone" else 1280), request.param != "without JavaScript"
    with sight(office, chromium, width=width, script=script) as found:
        yield found
        assert found.told() == []
        assert found.fits()


def number_of(window: Sight, name: str) -> int:
    return service.resolve(window.office.app, name).id


def test_a_block_is_edited_where_it_stands(window: Sight) -> None:
    number = number_of(window, "Lena Åkerblom")
    window.go(f"/contacts/{number}")
    window.page.get_by_role("link", name="Edit Their concerns").click()
    window.page.get_by_label("Their concerns now").fill("Night shifts")
    if window.script:
        assert window.path == f"/contacts/{number}"  # nobody was led away
        assert window.barriers() == []
    window.page.get_by_role("button", name="Save").last.click()
    window.page.wait_for_selector(".toast")
    assert service.get(window.office.app, number).concerns_now == "Night shifts"
    window.page.get_by_role("button", name="Undo").click()
    window.page.wait_for_selector(".toast")
    assert service.get(window.office.app, number).concerns_now != "Night shifts"


def test_what_is_wrong_in_a_form_that_stood_in_its_place_is_not_lost(window: Sight) -> None:
    number = number_of(window, "Lena Åkerblom")
    window.go(f"/contacts/{number}")
    window.page.get_by_role("link", name="Add an e-mail, number or web address").click()
    window.page.get_by_label("Address or number").fill("nobody at all")
    window.page.get_by_role("button", name="Save").last.click()
    window.page.wait_for_selector("p.wrong[role=alert]")
    window.finds("is not an e-mail address")
    assert window.page.get_by_label("Address or number").input_value() == "nobody at all"


def test_somebody_is_chosen_by_name(window: Sight) -> None:
    number = number_of(window, "Lena Åkerblom")
    window.go(f"/contacts/{number}/relations/add")
    window.page.get_by_label("How", exact=True).select_option("knows")
    words = window.page.get_by_label("Look by name")
    if window.script:
        words.press_sequentially("gunilla st")
    else:
        words.fill("gunilla st")
        window.page.get_by_role("button", name="Look").click()
    window.page.get_by_label("Gunilla Stenmark").check()
    window.page.get_by_role("button", name="Save").last.click()
    window.page.wait_for_selector(".toast")
    found = [one.other for one in service.own_card(window.office.app, number).relations]
    assert "Gunilla Stenmark" in found


def test_look_alikes_are_seen_before_somebody_is_added_twice(window: Sight) -> None:
    before = len(service.find(window.office.app, "akerblom"))
    window.go("/contacts/add")
    window.page.get_by_label("Name", exact=True).fill("Lena Akerblom")
    window.page.get_by_label("E-mail", exact=True).fill("lena.akerblom@lakargillet.example.org")
    if window.script:
        window.page.keyboard.press("Tab")
        window.page.wait_for_selector("#alike h2")
    else:
        window.page.get_by_role("button", name="Save").last.click()
    window.finds("Worth a look")
    assert len(service.find(window.office.app, "akerblom")) == before
    window.page.get_by_role("button", name="Save").last.click()
    window.page.wait_for_selector(".toast")
    assert len(service.find(window.office.app, "akerblom")) == before + 1


def test_the_history_is_narrowed_where_it_stands(window: Sight) -> None:
    number = number_of(window, "Lena Åkerblom")
    window.go(f"/contacts/{number}")
    window.page.get_by_role("link", name="letter 2").click()
    window.page.wait_for_selector("#history [aria-current=true]:has-text('letter')")
    assert window.page.locator("#history .entries > li").count() == 2


def test_a_way_is_drawn_and_its_boxes_lead_on(window: Sight) -> None:
    window.go("/contacts/paths?to=Iran")
    drawn = window.page.locator("svg.drawn").first
    box = drawn.bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= window.page.evaluate("innerWidth")
    drawn.locator("a").last.click()
    window.page.wait_for_url("**/contacts/*")
    window.finds("May we contact")
