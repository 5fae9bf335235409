"""A request that is sent twice is done once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from outreach_crm.api import service
from outreach_crm.api.model import UnprovenError
from outreach_crm.app import App
from outreach_crm.clock import FixedClock
from outreach_crm.contacts.model import Contact
from tests.api.conftest import Program
from tests.conftest import CLOCK

pytestmark = pytest.mark.connections


def there(program: Program) -> int:
    """How many contacts there are."""
    return len(program.read("/contacts")["items"])


def test_the_same_request_has_the_same_answer_and_is_done_once(program: Program) -> None:
    first, second = (program.ask("POST", "/contacts", {"name": "Rosa"}, Idempotency_Key='"a1"') for _ in range(2))
    assert (first.status_code, second.status_code, there(program)) == (201, 201, 1)
    assert (first.data, first.headers["ETag"], first.headers["Location"]) == (
        second.data,
        second.headers["ETag"],
        second.headers["Location"],
    )


def test_a_key_belongs_to_one_request(program: Program) -> None:
    assert program.ask("POST", "/contacts", {"name": "Rosa"}, Idempotency_Key="a1").status_code == 201
    other = program.ask("POST", "/contacts", {"name": "Ana"}, Idempotency_Key="a1")
    assert (other.status_code, there(program)) == (422, 1)


def test_two_programs_may_choose_the_same_key(program: Program, program_for: Callable[..., Program]) -> None:
    another = program_for("Ben")
    for one in (program, another):
        assert one.ask("POST", "/contacts", {"name": "Rosa"}, Idempotency_Key="a1").status_code == 201
    assert there(program) == 2


def test_what_came_to_nothing_may_be_sent_again(program: Program) -> None:
    wrong = {"name": "Rosa", "sectors": ["no such sector"]}
    assert program.ask("POST", "/contacts", wrong, Idempotency_Key="a1").status_code == 404
    assert program.ask("POST", "/contacts", {"name": "Rosa"}, Idempotency_Key="a1").status_code == 201


def test_a_request_that_is_still_being_done_is_not_done_beside(app: App, program: Program) -> None:
    token = program.issued.token
    one = service.request(app, token, "a1", "POST")

    def again() -> int:
        with pytest.raises(UnprovenError):
            service.once(service.request(app, token, "a1", "POST"), lambda: 2)
        return 1

    assert service.once(one, again) == 1


def test_a_request_whose_program_died_in_the_middle_is_done_anew_after_a_minute(app: App, program: Program) -> None:
    begun = service.request(app, program.issued.token, "a1", "POST")
    with app.store.write():
        app.store.execute(
            "insert into api_requests (mark, body, sent_at) values (:mark, :body, '2026-03-09T07:58:00Z')",
            mark=begun.mark,
            body=begun.body,
        )
    assert service.once(begun, lambda: 5) == 5


def test_a_key_is_forgotten_after_a_day(app: App, program: Program) -> None:
    assert program.ask("POST", "/contacts", {"name": "Rosa"}, Idempotency_Key="a1").status_code == 201
    for hours, left in ((23, 1), (25, 0)):
        app.store.bound.clock = FixedClock(CLOCK.moment + timedelta(hours=hours))
        own = App.on(app.store, app.plugins, app.settings, app.keyring, app.actor)
        own.plugins.sweep(own)
        assert app.store.value("select count(*) from api_requests") == left
    app.store.bound.clock = CLOCK


def test_of_many_that_come_at_once_one_is_done(program: Program) -> None:
    def ask(_: int) -> tuple[int, object]:
        client = program.client.application.test_client(use_cookies=False)
        answer = Program(program.app, client, program.issued).ask(
            "POST", "/contacts", {"name": "Rosa"}, Idempotency_Key="a1"
        )
        return answer.status_code, answer.get_json().get("id")

    with ThreadPoolExecutor(4) as pool:
        told = [*pool.map(ask, range(8))]
    assert {status for status, _ in told} <= {201, 409}
    assert (there(program), len({number for status, number in told if status == 201})) == (1, 1)


def test_of_two_who_write_on_the_same_state_one_is_told(program: Program, ana: Contact) -> None:
    tag = program.get(f"/contacts/{ana.id}").headers["ETag"]

    def edit(text: str) -> int:
        client = program.client.application.test_client(use_cookies=False)
        own = Program(program.app, client, program.issued)
        return own.ask("PATCH", f"/contacts/{ana.id}", {"remarks": text}, If_Match=tag).status_code

    with ThreadPoolExecutor(2) as pool:
        told = sorted(pool.map(edit, ("first", "second")))
    assert told == [200, 412]
