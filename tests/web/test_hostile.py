"""What people wrote is text on every page, whatever they wrote; and forms take it without an accident."""

from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest

from outreach_crm.hooks import hookimpl
from outreach_crm.model import Pages
from outreach_crm.plugins import Plugins
from tests.web.everywhere import desk_in, everywhere
from tests.web.hostile import dangers, poison
from tests.web.office import Desk, words
from tests.web.payloads import PAYLOADS
from tests.web.walk import FormFound, Visit, endpoint_of, here


@pytest.fixture
def desk(busy_day: Path, tmp_path: Path, plugins: Plugins) -> Iterator[Desk]:
    """Maria in a copy of the demo."""
    found = desk_in(busy_day, tmp_path, plugins)
    yield found
    found.app.close()


def test_no_word_in_the_book_becomes_part_of_a_page(desk: Desk) -> None:
    assert poison(desk.app) > 300
    found: dict[str, set[str]] = {}
    for visit in everywhere(desk, of_a_rule=8):
        # What is taken back of the poison is more than Maria may see.
        fine = {200, 302, 303, 403} if visit.endpoint == "changes.undo" else {200, 302, 303}
        assert visit.answer.status_code in fine, (visit.path, words(visit.answer.text)[:300])
        if visit.is_html and (wrong := {*dangers(visit.answer.text)}):
            found.setdefault(visit.endpoint, set()).update(wrong)
    assert found == {}


def forms_of(desk: Desk) -> Iterator[tuple[Visit, FormFound]]:
    """Every form of the office in which something is written, once for each page, whom it is sent to and its fields."""
    seen = set()
    for visit in [*everywhere(desk, of_a_rule=2)]:
        for form in visit.page.forms if visit.is_html else ():
            to = endpoint_of(desk.client.application, here(visit.path, form.action or visit.path), form.method.upper())
            if form.texts and (kind := (visit.endpoint, to, *form.texts)) not in seen:
                seen.add(kind)
                yield visit, form


def test_no_word_in_a_form_becomes_part_of_a_page(desk: Desk) -> None:
    """Three forms of each kind take payloads one by one; each takes all of them together in every field."""
    payloads = cycle(PAYLOADS)
    sent = 0
    for visit, form in [*forms_of(desk)]:
        for text in ("\n".join(PAYLOADS), next(payloads), next(payloads)):
            data = {**form.sent, **{name: [text] for name in form.texts}}
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
    assert sent > 300
    for visit in everywhere(desk):
        assert visit.answer.status_code in {200, 302, 303}, (visit.path, words(visit.answer.text)[:300])
        assert not visit.is_html or [*dangers(visit.answer.text)] == [], visit.path


def test_no_word_that_is_asked_for_becomes_part_of_a_page(desk: Desk) -> None:
    for path in ("/find", "/contacts", "/tasks", "/history", "/urgent-actions", "/mailings", "/mail/returns"):
        for payload in PAYLOADS[::10]:
            asked = dict.fromkeys(("q", "next", "everybody", "where", "kind", "keyword"), payload)
            answer = desk.client.get(path, query_string=asked)
            assert [*dangers(answer.text)] == [], (path, payload)


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


def test_pages_stand_and_say_so_where_a_plugin_raises(busy_day: Path, tmp_path: Path) -> None:
    desk = desk_in(busy_day, tmp_path, Plugins.load(extra={"raising": Raising()}))
    said = []
    for visit in everywhere(desk):
        assert visit.answer.status_code in {200, 302, 303}, visit.path
        if visit.is_html and "A part of this page cannot be shown" in visit.answer.text:
            said.append(visit.endpoint)
    assert {"today.shown", "contacts.show"} <= {*said}
    desk.app.close()
