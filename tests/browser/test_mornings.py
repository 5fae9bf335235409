"""A morning of an officer and one of a coordinator of Urgent Actions: with JavaScript, without it, on a telephone."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from outreach_crm.contacts import service as contacts
from tests.benchmarks.reading import write_list
from tests.browser.desk import Office, Sight, sight
from tests.browser.officers import WINDOWS

_UA = """URGENT ACTION

{number}
Torture / Medical concern
ASA 16/099/2026
{issued}

PERU: NURSE DETAINED AFTER TREATING PROTESTERS

Rosa Quispe, a 34-year-old nurse, {what} in Lima. She is at risk of torture and is denied medical care.

Please write before {deadline}.
"""


@pytest.fixture(params=[*WINDOWS.values()], ids=[*WINDOWS])
def window(request: pytest.FixtureRequest, office: Office, chromium: Browser) -> Iterator[Sight]:
    """Maria's window; nothing on the way is wider than it, and the console is quiet to the end."""
    width, script = request.param
    with sight(office, chromium, width=width, script=script) as found:
        yield found
        assert found.told() == []


def press(window: Sight, name: str | re.Pattern[str]) -> None:
    window.note()
    window.page.get_by_role("main").get_by_role("button", name=name).last.click()


def follow(window: Sight, name: str | re.Pattern[str]) -> None:
    window.note()
    window.page.get_by_role("main").get_by_role("link", name=name).first.click()


def when_done(window: Sight, is_there: Callable[[], bool]) -> None:
    """Wait for long work as somebody without JavaScript does too: the page opens itself again."""
    for _ in range(240):
        if is_there():
            return
        window.page.wait_for_timeout(500)
    raise AssertionError(window.page.inner_text("main"))


def imported(window: Sight, file: Path) -> None:
    window.go("/import")
    window.page.set_input_files("input[type=file]", file)
    press(window, "Look at it")
    press(window, "See what would become of each row")
    when_done(window, lambda: window.path.endswith("/preview") or window.says("Show what"))
    if not window.path.endswith("/preview"):
        window.page.get_by_role("main").get_by_role("link").last.click()
    window.finds("300 rows: new 300")
    press(window, "Import")
    when_done(window, lambda: window.says("300 added"))


def merged(window: Sight) -> None:
    window.go("/duplicates")
    press(window, re.compile("Look"))
    when_done(window, lambda: not window.path.startswith("/jobs") or window.says("finished"))
    window.go("/duplicates")
    window.page.locator("table.list tbody a").first.click()
    window.page.wait_for_url("**/duplicates/*/*")
    press(window, "Make them one")
    expect(window.page.locator(".toast")).to_contain_text("is one with")


def logged(window: Sight, name: str) -> None:
    found = contacts.find(window.office.app, name)[0]
    window.go(f"/contacts/{found.id}")
    window.page.get_by_role("banner").get_by_role("link", name="Log").click()
    window.page.get_by_label("What it was").select_option(label="Call")
    window.page.get_by_label("What happened, in a few words").fill("Asked for a hall in May")
    press(window, "Save")
    expect(window.page.locator(".toast")).to_be_visible()
    window.finds("Asked for a hall in May")


def test_a_morning_of_an_officer(window: Sight, tmp_path: Path) -> None:
    """300 people come in, two turn out to be one, a call is noted, and it is taken back."""
    app = window.office.app
    before = app.store.value("select count(*) from contacts")
    write_list(tmp_path / "list.csv", 300)
    imported(window, tmp_path / "list.csv")
    assert app.store.value("select count(*) from contacts") >= before + 300
    merged(window)
    logged(window, "Agneta Lilja")
    count = app.store.value("select count(*) from timeline_entries")
    press(window, "Undo")
    expect(window.page.locator(".toast")).to_contain_text("Undone")
    assert app.store.value("select count(*) from timeline_entries") == count - 1
    assert window.wide == []


def written(number: str, what: str, on: date) -> str:
    """The text of an Urgent Action."""

    def day(of: date) -> str:
        return f"{of.day} {of:%B %Y}"

    return _UA.format(number=number, what=what, issued=day(on), deadline=day(on + timedelta(days=40)))


def pasted(window: Sight, text: str) -> None:
    window.go("/urgent-actions/new")
    window.page.get_by_label("Its text").fill(text)
    press(window, "Read it")
    window.page.get_by_label("A life depends on it").check()
    press(window, "Save it")
    expect(window.page.locator("h1")).to_contain_text("Who gets")


def sent(window: Sight, to: int) -> None:
    window.go(window.path.removesuffix("/preview") + "/send")
    press(window, f"Send it to {to}")
    when_done(window, lambda: not window.page.get_by_role("button", name=re.compile("Send it")).count())
    place = Path(window.office.app.store.url).with_suffix(".mailings")
    when_done(window, lambda: len([*place.rglob("*.txt")]) > 0)
    # Whoever got it is told of what follows: all of them have it only when the work is over.
    under_way = "select count(*) from jobs where state in ('waiting', 'running')"
    when_done(window, lambda: not window.office.app.store.value(under_way))


def test_a_morning_of_a_coordinator_of_urgent_actions(window: Sight) -> None:
    """An Urgent Action is pasted, looked at and sent; its follow-up goes to the same people; then it is stopped."""
    today = window.office.app.clock.today()
    pasted(window, written("UA 94/26", "was arrested", today))
    window.finds("6 would get it now")
    window.finds("signed up for none of its keywords")
    sent(window, 6)
    pasted(window, written("Further information on UA 94/26", "was released and arrested again", today))
    window.finds("6")
    sent(window, 6)
    case = window.office.app.store.value("select max(id) from ua_cases")
    window.go(f"/urgent-actions/cases/{case}")
    follow(window, "Stop it")
    window.page.get_by_label("Why it is stopped").fill("Her family asks us to")
    press(window, re.compile("Stop|Tell"))
    expect(window.page.locator(".toast")).to_be_visible()
    window.go(f"/urgent-actions/cases/{case}")
    window.finds("under a stop")
    assert window.wide == []
