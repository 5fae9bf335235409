"""Manners of the office: keys, Undo in sight, nothing lost that was written, nothing sent twice."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from outreach_crm.tasks import service as tasks
from tests.browser.desk import Office, Sight, sight


@pytest.fixture
def window(office: Office, chromium: Browser) -> Iterator[Sight]:
    """A window at the list of tasks; the console is quiet to the end."""
    with sight(office, chromium) as found:
        found.go("/tasks")
        yield found
        assert found.told() == []


def titles(office: Office) -> set[str]:
    return {one.title for one in tasks.list_tasks(office.app, everybody=True)}


def focused(window: Sight) -> str:
    return str(window.page.evaluate("document.activeElement.id || document.activeElement.innerText"))


def test_a_task_is_written_and_taken_back_by_keys_alone(window: Sight) -> None:
    window.page.keyboard.press("n")
    window.page.wait_for_url("**/tasks/add")
    window.page.get_by_label("What is to be done").fill("Ring the bar")
    window.page.keyboard.press("Control+Enter")
    window.page.wait_for_selector(".toast.new")
    window.finds("Ring the bar")
    assert "Ring the bar" in titles(window.office)


@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_a_key_leads_to_the_search(window: Sight, key: str) -> None:
    window.page.keyboard.press(key)
    assert focused(window) == "find"
    window.page.keyboard.type("j/n?")  # in a field keys are letters
    assert window.page.input_value("#find") == "j/n?"
    window.page.keyboard.press("Escape")
    assert focused(window) != "find"


def test_rows_are_walked_through(window: Sight) -> None:
    for key, row in (("j", 0), ("j", 1), ("j", 2), ("k", 1)):
        window.page.keyboard.press(key)
        here = "[...document.querySelectorAll('tbody tr')].findIndex(row => row.matches('.here-row'))"
        assert window.page.evaluate(here) == row


def test_the_keys_of_a_page_are_shown_and_put_away(window: Sight) -> None:
    window.page.keyboard.press("?")
    told = window.page.inner_text("dialog#keys")
    assert "New task" in told
    assert "search" in told
    assert window.barriers() == []
    window.page.keyboard.press("n")  # not while they are shown
    window.page.keyboard.press("Escape")
    assert not window.page.is_visible("dialog#keys")
    assert window.path == "/tasks"


def test_esc_leaves_a_field_then_the_form(window: Sight) -> None:
    window.go("/tasks/add")
    window.page.get_by_label("What is to be done").focus()
    window.page.keyboard.press("Escape")
    assert window.path == "/tasks/add"
    window.page.keyboard.press("Escape")
    window.page.wait_for_url("**/tasks")


def test_whoever_leaves_with_something_written_is_asked(window: Sight) -> None:
    window.go("/tasks/add")
    window.page.get_by_label("What is to be done").fill("Half a tho")
    window.page.get_by_role("link", name="Cancel").click()
    window.page.wait_for_url("**/tasks")
    assert window.alerts == ["beforeunload"]


def test_two_clicks_are_one(window: Sight) -> None:
    window.go("/tasks/add")
    window.page.get_by_label("What is to be done").fill("Only once")
    window.page.get_by_role("button", name="Save").last.dblclick()
    window.page.wait_for_selector(".toast")
    assert [one.title for one in tasks.list_tasks(window.office.app)].count("Only once") == 1
    assert window.alerts == []


def test_what_was_done_can_be_taken_back_for_as_long_as_the_page_is_there(window: Sight) -> None:
    window.page.clock.install()
    window.go("/tasks/add")
    window.page.get_by_label("What is to be done").fill("Ring the bar")
    window.page.keyboard.press("Enter")
    window.page.wait_for_selector(".toast.new")
    window.page.clock.fast_forward(15_000)
    window.page.wait_for_selector(".toast:not(.new)")
    assert window.page.is_visible(".toast button[data-key=u]")
    window.page.get_by_role("button", name="Put this away").click()
    assert window.page.locator(".toast").count() == 0


def test_what_is_wrong_has_the_focus_and_nothing_typed_is_lost(window: Sight) -> None:
    window.go("/tasks/add")
    window.page.get_by_label("What is to be done").fill(" ")
    window.page.get_by_label("Until when").fill("2026-12-01")
    window.page.keyboard.press("Control+Enter")
    window.page.wait_for_selector("[aria-invalid]")
    assert focused(window).endswith("title")
    assert window.page.get_by_label("Until when").input_value() == "2026-12-01"
    assert window.barriers() == []


def test_the_menu_folds_on_a_telephone(office: Office, chromium: Browser) -> None:
    for script in (True, False):
        with sight(office, chromium, width=360, script=script) as window:
            window.go("/tasks")
            link = window.page.get_by_role("navigation").get_by_role("link", name="Tasks")
            assert not link.is_visible()
            window.page.get_by_text("Menu", exact=True).click()
            assert link.is_visible()
            assert window.fits()


def test_the_back_button_shows_the_page_as_it_was_and_its_form_still_works(window: Sight) -> None:
    window.go("/tasks/add")
    window.page.get_by_label("What is to be done").fill("First")
    window.page.keyboard.press("Control+Enter")
    window.page.wait_for_selector(".toast")
    window.page.go_back()
    window.page.get_by_label("What is to be done").fill("Second")
    window.page.keyboard.press("Control+Enter")
    window.page.wait_for_selector(".toast")
    assert {"First", "Second"} <= titles(window.office)


def test_two_tabs_do_not_disturb_each_other(window: Sight) -> None:
    other = window.context.new_page()
    for page in (window.page, other):
        page.goto(window.office.address + "/tasks/add")
    for page, text in ((other, "In the second"), (window.page, "In the first")):
        page.get_by_label("What is to be done").fill(text)
        page.keyboard.press("Control+Enter")
        page.wait_for_selector(".toast")
    assert {"In the first", "In the second"} <= titles(window.office)


def test_it_is_quiet_on_paper(window: Sight) -> None:
    window.page.emulate_media(media="print")
    assert not window.page.is_visible("header.bar")
    assert window.page.is_visible("table.list")
