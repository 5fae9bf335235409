"""What people wrote is text on every page, whatever they wrote; and forms take it without an accident."""

from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest

from outreach_crm.hooks import hookimpl
from outreach_crm.model import Pages
from outreach_crm.plugins import Plugins
from tests.web.everywhere import desk_in
from tests.web.hostile import dangers, poison
from tests.web.office import Desk, words
from tests.web.payloads import PAYLOADS
from tests.web.walk import FormFound, Visit, here, walk


@pytest.fixture
def desk(demo_day: Path, tmp_path: Path, plugins: Plugins) -> Iterator[Desk]:
    """Maria in a copy of the demo."""
    found = desk_in(demo_day, tmp_path, plugins)
    yield found
    found.app.close()


def test_no_word_in_the_book_becomes_part_of_a_page(desk: Desk) -> None:
    assert poison(desk.app) > 300
    found: dict[str, set[str]] = {}
    for visit in walk(desk.client, of_a_rule=8):
        assert visit.answer.status_code in {200, 302, 303}, (visit.path, words(visit.answer.text)[:300])
        if visit.is_html and (wrong := {*dangers(visit.answer.text)}):
            found.setdefault(visit.endpoint, set()).update(wrong)
    assert found == {}


def forms_of(desk: Desk) -> Iterator[tuple[Visit, FormFound]]:
    """Every form of the office, once for each page and path it is sent to."""
    for visit in [*walk(desk.client, of_a_rule=2)]:
        if visit.is_html:
            yield from ((visit, form) for form in visit.page.forms if form.method in {"get", "post"})


def test_no_word_in_a_form_becomes_part_of_a_page(desk: Desk) -> None:
    payloads = cycle(PAYLOADS)
    sent = 0
    for visit, form in [*forms_of(desk)]:
        if not form.texts or here(visit.path, form.action).startswith("/account/sign-out"):
            continue
        for _ in range(3):
            data = {**form.sent, **{name: [next(payloads)] for name in form.texts}}
            to = here(visit.path, form.action or visit.path)
            if form.method == "post":
                answer = desk.client.post(to, data=data)
            else:
                answer = desk.client.get(to.partition("?")[0], query_string=data)
            sent += len(form.texts)
            assert answer.status_code in {200, 302, 303, 400, 403, 404, 409, 413, 422}, (visit.path, to, data)
            assert [*dangers(answer.text)] == [], (visit.path, to)
            if location := answer.headers.get("Location"):
                assert here(to, location), (to, location)
    assert sent > 5
    for visit in walk(desk.client):
        assert visit.answer.status_code in {200, 302, 303}, (visit.path, words(visit.answer.text)[:300])
        assert not visit.is_html or [*dangers(visit.answer.text)] == [], visit.path


@pytest.mark.parametrize("payload", [one for one in PAYLOADS if "\x00" not in one][::10])
def test_no_word_that_is_asked_for_becomes_part_of_a_page(desk: Desk, payload: str) -> None:
    for path in ("/find", "/contacts", "/tasks", "/history", "/urgent-actions"):
        answer = desk.client.get(path, query_string={"q": payload, "next": payload, "everybody": payload})
        assert [*dangers(answer.text)] == [], path


class Raising:
    """A plugin that fails wherever a page asks it for something."""

    @hookimpl
    def contact_panels(self, contact_id: int) -> list[object]:
        raise ValueError("panel")

    @hookimpl
    def reminders(self, today: object) -> list[object]:
        raise ValueError("reminder")

    @hookimpl
    def hits(self, text: str) -> list[object]:
        raise ValueError("hit")

    @hookimpl
    def timeline_entries(self, contact_id: int) -> list[object]:
        raise ValueError("entry")

    @hookimpl
    def blueprints(self) -> list[Pages]:
        return [Pages("no.such.module:pages", "/gone")]


def test_pages_stand_and_say_so_where_a_plugin_raises(demo_day: Path, tmp_path: Path) -> None:
    desk = desk_in(demo_day, tmp_path, Plugins.load(extra={"raising": Raising()}))
    said = []
    for visit in walk(desk.client):
        assert visit.answer.status_code in {200, 302, 303}, visit.path
        if "A part of this page cannot be shown" in visit.answer.text:
            said.append(visit.endpoint)
    assert {"today.shown", "contacts.show"} <= {*said}
    desk.app.close()
