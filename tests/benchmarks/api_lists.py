"""The API at 100,000 contacts: how long the server takes for pages of 200 of them, wherever they stand."""

import time
from collections.abc import Iterator

from flask.testing import FlaskClient

from outreach_crm.api import service
from outreach_crm.app import App
from outreach_crm.model import Actor
from outreach_crm.policy import Action
from outreach_crm.web.site import make_site
from tests.benchmarks.frame import Figure, benchmark, section
from tests.benchmarks.million import make
from tests.benchmarks.segments import interests

SIZE = 100_000
_PAGES = 40
_GOAL, _NARROWED = 100, 200  # ms of server time, p95


@benchmark("api-lists")
def api_lists() -> Iterator[Figure]:
    """100,000 contacts on SQLite: pages of 200 of them, one after another, and of one sector."""
    with section("office") as app:
        make(app, SIZE)
        interests(app, SIZE)
        own = App.on(app.store, app.plugins, app.settings, app.keyring, Actor(name="Maria"))
        with own.change("edit account"):
            pass  # the first change of an actor makes their account
        token = service.add_token(own, "Maria", name="benchmark", only=frozenset(Action))
        client = make_site(own, public_only=False).test_client(use_cookies=False)
        for title, asked, goal in (
            ("200", "?limit=200", _GOAL),
            ("200 of a sector", "?limit=200&sector=legal", _NARROWED),
        ):
            times = sorted(_times(client, f"/api/v1/contacts{asked}", token.text))
            value, said = times[len(times) * 95 // 100], f"at most {goal} ms"
            yield Figure(title=f"a page of {title}, p95", value=value, unit="ms CPU", goal=said, met=value <= goal)


def _times(client: FlaskClient, path: str, token: str) -> Iterator[float]:
    """Yield how long each page takes, from the first one on, in ms."""
    for _ in range(_PAGES):
        began = time.process_time()
        answer = client.get(path, headers={"Authorization": f"Bearer {token}"})
        yield (time.process_time() - began) * 1000
        assert len(answer.get_json()["items"]) == 200, answer.text
        path = answer.headers["Link"].partition(">")[0].removeprefix("<")
