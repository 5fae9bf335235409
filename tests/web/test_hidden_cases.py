"""Of two databases one has three cases of a circle more; whoever is not in it cannot tell them apart by a byte."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from attrs import frozen
from click.testing import CliRunner
from werkzeug.test import TestResponse

from outreach_cases import service
from outreach_crm.accounts import service as accounts
from outreach_crm.accounts.web.gate import COOKIE
from outreach_crm.api import service as tokens
from outreach_crm.app import App
from outreach_crm.cli import main
from outreach_crm.clock import FixedClock
from outreach_crm.plugins import Plugins
from outreach_crm.policy import Action
from outreach_crm.web.site import make_site
from outreach_crm.web.visiting import ONCE, PROOF
from tests.conftest import KEY
from tests.outreach_cases.restricted import CIRCLE, everything_on
from tests.web.everywhere import copied
from tests.web.office import Desk, at_desk
from tests.web.test_every_page import rules
from tests.web.walk import walk

_ONE_TIME = re.compile(rf'(name="(?:{PROOF}|{ONCE})" value)="[0-9a-f]+"')
_STARTS = (
    "/",
    "/cases",
    "/find?q=sanaa",
    "/find/hits?q=sana",
    "/cases/goals",
    "/today?all=1",
    "/history",
    "/mailings",
    "/mail",
    "/paper",
)
# Whose numbers stand in paths, by the name they have there.
_NUMBERS = {
    "action_id": "case_actions",
    "activity_id": "case_activities",
    "attachment_id": "attachments",
    "case_id": "cases",
    "change_id": "changes",
    "dispatch_id": "dispatches",
    "feedback_id": "case_feedback",
    "holding_id": "case_holdings",
    "item_id": "meeting_items",
    "job_id": "post_jobs",
    "link_id": "case_links",
    "note_id": "case_notes",
    "pointer_id": "case_pointers",
    "return_id": "mail_returns",
    "task_id": "tasks",
    "update_id": "case_updates",
}


_HELD = (
    "select h.group_id, k.contact_id from case_holdings h join case_holders k on k.holding_id = h.id"
    " where h.to_on is null and k.to_on is null order by h.id limit 1"
)


@frozen
class _Base:
    """A copy of the demo with a circle, and by which marks one is let in there and in copies of it."""

    database: Path
    clock: FixedClock
    olga: str
    maria: str
    token: str


@pytest.fixture(scope="module")
def base(demo_day: Path, tmp_path_factory: pytest.TempPathFactory, plugins: Plugins) -> _Base:
    """Sign Olga and Maria in, once for all copies and at one moment in all of them, and let a program act as Olga."""
    folder = tmp_path_factory.mktemp("base")
    app = copied(demo_day, folder, plugins)
    accounts.add_circle(app, CIRCLE)
    marks = [at_desk(app, name).client.get_cookie(COOKIE) for name in ("Olga", "Maria")]
    olga, maria = (one.value for one in marks if one)
    token = tokens.add_token(app, "Olga", name="test", only=frozenset(Action))
    app.close()
    return _Base(folder / demo_day.name, FixedClock(app.clock.now()), olga, maria, token.text)


@pytest.fixture(scope="module")
def pair(base: _Base, tmp_path_factory: pytest.TempPathFactory, plugins: Plugins) -> Iterator[tuple[Desk, Desk]]:
    """Olga, who is in no circle, at a copy of the demo, and at one that has three cases of a circle more."""
    folder = tmp_path_factory.mktemp("pair")
    without, more = (copied(base.database, folder / name, plugins, clock=base.clock) for name in ("without", "with"))
    _add_three(more)
    # What the circle itself reads is there to be found.
    mailing, item = (more.store.value(f"select max(id) as id from {one}") for one in ("dispatches", "meeting_items"))
    for path in ("/cases", "/find?q=reza+zaki", f"/mailings/{mailing}", f"/meetings/items/{item}", "/tasks"):
        assert "Reza Zaki" in _desk(more, base.maria).read(path), path
    yield _desk(without, base.olga), _desk(more, base.olga)
    without.close()
    more.close()


def _desk(app: App, mark: str) -> Desk:
    client = make_site(app, public_only=False).test_client()
    client.set_cookie(COOKIE, mark)
    return Desk(app, client)


def _add_three(app: App) -> None:
    """Add three cases of the circle: held, linked, on an agenda, with tasks and a mailing about each."""
    friend = service.listed(app, service.asking(app))[0]
    (held,) = app.store.rows(_HELD)
    for name in ("Sanaa Rezaiy", "Sanaa Amini", "Reza Zaki"):
        case = everything_on(app, held["group_id"], held["contact_id"], friend, name)
        with app.change("test: more"):
            pointer = {"case_id": case.id, "ref_kind": "ua_issues", "ref_id": 1, "called": "UA 1"}
            app.store.insert("case_pointers", pointer)
            about = {"ref_kind": "cases", "ref_id": case.id}
            _once_more(app, "meeting_items", {**about, "title": name, "position": 100 + case.id, "seen_as": name})
            mailing = {**about, "name": name, "name_key": name.lower(), "uid": f"u{case.id}", "state": "sending"}
            _under_way(app, _once_more(app, "dispatches", mailing), held["contact_id"])


def _under_way(app: App, mailing: int, contact_id: int) -> None:
    """Let a mailing be under way by e-mail and as a letter, which is printed; by e-mail there is an answer."""
    to, now = {"dispatch_id": mailing, "contact_id": contact_id}, {"came_at": "2026-03-09T08:00:00Z"}
    sent, letter = (
        app.store.insert("deliveries", {**to, "channel": way, "language": "en", "state": state, "code": "made"})
        for way, state in (("email", "sent"), ("post", "in_hand"))
    )
    app.store.insert("deliveries", {**to, "channel": "phone", "language": "en", "state": "in_hand"})
    reply = {"subject": "Re: Reza Zaki", "text": "On Reza Zaki", "kind": "reply", "digest": f"reply {mailing}"}
    app.store.insert("mail_returns", {**to, **now, **reply, "delivery_id": sent})
    made = {
        "kind": "letters",
        "language": "en",
        "file": "letters.pdf",
        "process": "1",
        "made_at": now["came_at"],
        "made": 1,
    }
    job = app.store.insert("post_jobs", {"dispatch_id": mailing, **made})
    app.store.insert(
        "post_sheets", {"job_id": job, "number": 1, "delivery_id": letter, "contact_id": contact_id, "pages": 1}
    )


def _once_more(app: App, table: str, values: Mapping[str, object]) -> int:
    """Write the last row of a table once more, with other values, and return its number."""
    (row,) = app.store.rows(f"select * from {table} order by id desc limit 1")
    same = {name: value for name, value in row.items() if name not in {"id", "change_id"}}
    return app.store.insert(table, {**same, **values})


def _told(desk: Desk, path: str) -> tuple[int, str]:
    """Return what a page answers, without the marks that are made anew for each form."""
    return _plain(desk.client.get(path))


def _plain(answer: TestResponse) -> tuple[int, str]:
    read = (answer.mimetype or "").startswith(("text/", "application/json", "application/xml"))
    return answer.status_code, _ONE_TIME.sub(r"\1", answer.text) if read else ""


def test_walking_the_whole_office_shows_the_same_in_both(pair: tuple[Desk, Desk]) -> None:
    without, more = ({one.path: _plain(one.answer) for one in walk(desk.client, *_STARTS)} for desk in pair)
    assert [path for path in without if without[path] != more.get(path)] == []
    assert [*more] == [*without]
    assert len(without) > 100


def test_what_belongs_to_them_is_not_there_as_what_was_never_written(pair: tuple[Desk, Desk]) -> None:
    without, more = pair
    last = {name: more.app.store.value(f"select max(id) as id from {table}") for name, table in _NUMBERS.items()}
    asked = [one for one in rules(more.client.application) if one.arguments and one.arguments <= {*_NUMBERS}]
    paths = [re.sub(r"<int:(\w+)>", lambda found: str(last[found[1]]), rule.rule) for rule in asked]
    assert [path for path in paths if _told(without, path) != _told(more, path)] == []
    assert len(paths) > 40


def test_programs_are_told_the_same_in_both(base: _Base, pair: tuple[Desk, Desk]) -> None:
    bearer = {"Authorization": f"Bearer {base.token}"}
    named = pair[0].app.plugins.resources()
    lists = [f"/api/v1/{one.name}{asked}" for one in named for asked in ("?limit=200", "?updated_since=2020-01-01")]
    last = [
        (one.name, pair[1].app.store.value(f"select max({one.key}) as id from {one.kind}") - back)
        for one in named
        for back in range(3)
    ]
    paths = [*lists, *(f"/api/v1/{name}/{number}" for name, number in last)]
    without, more = ([_plain(desk.client.get(path, headers=bearer)) for path in paths] for desk in pair)
    assert [path for path, one, other in zip(paths, without, more, strict=True) if one != other] == []
    assert {status for status, _ in without} == {200, 404}


def test_commands_answer_the_same_in_both(pair: tuple[Desk, Desk]) -> None:
    (group,) = pair[1].app.store.rows(_HELD)
    held = str(group["group_id"])
    of_cases = (
        *(
            ("list",),
            ("goals",),
            ("goals", "--outside"),
            ("exchanges", held),
            ("held", held, "--all"),
            ("offer", held),
        ),
        *(("activities", "1"), ("action", "list"), ("feedback", "list"), ("feedback", "year", "2026"), ("requests",)),
    )
    others = (
        *(("find", "sanaa"), ("today", "--all"), ("history",), ("mailings", "list"), ("contacts", "show", held)),
        *(("mail", "status"), ("mail", "returns"), ("post", "jobs"), ("phone", "list"), ("post", "pull")),
        *(("tasks", "list"), ("meetings", "statistics", held), ("meetings", "work-plan", held)),
    )
    commands = [*(("cases", *one, "--json") for one in of_cases), *((*one, "--json") for one in others)]
    without, more = ([_printed(desk.app, one) for one in commands] for desk in pair)
    assert [one for one, a, b in zip(commands, without, more, strict=True) if a != b] == []
    assert {code for code, _ in more} == {0}


def _printed(app: App, command: tuple[str, ...]) -> tuple[int, str]:
    """Return what a command of Olga's ends with and prints."""
    environ = {"OUTREACH_DATABASE": app.store.url, "OUTREACH_KEY": KEY.decode(), "COLUMNS": "110"}
    done = CliRunner().invoke(main, ["--as", "Olga", *command], env=environ)
    return done.exit_code, done.output
