"""What goes wrong at a desk: two who edit the same, a session that is over, too much pasted, things that are gone."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from outreach_crm.accounts import service as accounts
from outreach_crm.contacts import service as contacts
from outreach_crm.tasks import service as tasks
from tests.accounts.people import PASSWORD
from tests.browser.desk import Office, Sight, locked_office, sight

# Not drawn, which takes a browser longer than sending it.
_PASTE = "(field, size) => { field.hidden = true; field.value = 'x'.repeat(size); }"
_FORGE = "document.querySelectorAll('main input[name=_proof]').forEach(one => one.value = '0'.repeat(32))"


@pytest.fixture
def office(demo_day: Path, tmp_path: Path) -> Iterator[Office]:
    """The office on a demo of its own, where Maria has a password."""
    with locked_office(demo_day, tmp_path) as found:
        yield found


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def window(request: pytest.FixtureRequest, office: Office, chromium: Browser) -> Iterator[Sight]:
    """Maria's window, with JavaScript or without; the console is quiet to the end."""
    with sight(office, chromium, script=request.param) as found:
        yield found
        assert found.told() == []


def lena(window: Sight) -> int:
    return contacts.resolve(window.office.app, "Lena Åkerblom").id


def concerns(window: Sight) -> str:
    return contacts.get(window.office.app, lena(window)).concerns_now


def barriers(window: Sight) -> list[str]:
    """Return what keeps people out, as far as it can be asked: what asks is JavaScript itself."""
    return window.barriers() if window.script else []


def save(window: Sight) -> None:
    window.page.get_by_role("main").get_by_role("button", name="Save").last.click()


def test_what_somebody_else_wrote_meanwhile_is_shown_and_not_overwritten(window: Sight) -> None:
    window.go(f"/contacts/{lena(window)}/edit/concerns")
    contacts.edit(window.office.app, lena(window), contacts.Edit(fields={"concerns_now": "Night shifts"}))
    window.page.get_by_label("Their concerns now").fill("Young colleagues")
    save(window)
    expect(window.page.locator("main")).to_contain_text("Somebody else wrote by now: Night shifts")
    assert concerns(window) == "Night shifts"
    assert window.page.get_by_label("Their concerns now").input_value() == "Young colleagues"
    assert barriers(window) == []
    save(window)  # knowingly, as both stand there
    expect(window.page.locator(".toast")).to_be_visible()
    assert concerns(window) == "Young colleagues"


def test_a_session_that_ended_while_somebody_wrote_loses_nothing(window: Sight) -> None:
    window.go("/tasks/add")
    window.page.get_by_label("What is to be done").fill("Ring the bar <b>today</b>")
    app = window.office.app
    accounts.end_all(app, accounts.find_account(app, "Maria"))
    save(window)
    window.page.get_by_label("Name or e-mail address").fill("Maria")
    window.page.get_by_label("Password", exact=True).fill(PASSWORD)
    assert barriers(window) == []
    window.page.get_by_role("main").get_by_role("button", name="Sign in").click()
    window.finds("Ring the bar <b>today</b>")
    assert barriers(window) == []
    window.page.get_by_role("button", name="Send it again").click()
    expect(window.page.locator(".toast")).to_be_visible()
    titles = [one.title for one in tasks.list_tasks(window.office.app, everybody=True)]
    assert titles.count("Ring the bar <b>today</b>") == 1


@pytest.mark.parametrize(
    ("path", "label", "button"),
    [("/tasks/add", "What is to be done", "Save"), ("/urgent-actions/new", "Its text", "Read it")],
)
def test_too_much_that_is_pasted_is_refused_by_a_plain_sentence(
    window: Sight, path: str, label: str, button: str
) -> None:
    before = window.office.app.store.value("select max(id) from changes")
    window.go(path)
    window.page.get_by_label(label).evaluate(_PASTE, 10_000_000)
    window.page.get_by_role("main").get_by_role("button", name=button).last.click()
    expect(window.page.locator("body")).to_contain_text(re.compile("more than a page takes|too long|at most"))
    assert window.office.app.store.value("select max(id) from changes") == before


def test_what_is_gone_meanwhile_is_a_plain_page(window: Sight) -> None:
    number = lena(window)
    window.go(f"/contacts/{number}/edit/concerns")
    contacts.trash(window.office.app, number)
    window.page.get_by_label("Their concerns now").fill("Young colleagues")
    save(window)
    expect(window.page.locator("main")).to_contain_text("trash")
    assert barriers(window) == []


def test_a_form_that_no_page_of_ours_sent_changes_nothing(window: Sight) -> None:
    window.go("/tasks/add")
    window.page.get_by_label("What is to be done").fill("Forged")
    window.page.evaluate(_FORGE)
    save(window)
    expect(window.page.locator("body")).to_contain_text("Nothing was changed")
    assert "Forged" not in [one.title for one in tasks.list_tasks(window.office.app, everybody=True)]
    assert barriers(window) == []


@pytest.mark.parametrize("path", ["/account/link/accounts-1-" + "a" * 26, "/tasks/999999", "/contacts/999999"])
def test_a_link_that_leads_nowhere_is_a_plain_page(window: Sight, path: str) -> None:
    window.go(path)
    assert len(window.page.inner_text("h1")) < 200
    assert barriers(window) == []


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (360, True)])
def test_the_door_is_for_everybody(office: Office, chromium: Browser, width: int, dark: bool) -> None:
    link = accounts.invite(office.app, "Aisha").token
    with sight(office, chromium, width=width, dark=dark) as window:
        window.context.clear_cookies()
        for path in ("/account/sign-in", "/tasks", f"/account/link/{link}"):
            window.go(path)
            assert (path, window.barriers(), window.told(), window.fits()) == (path, [], [], True)
