"""A job about a mailing of a circle has no name for administrators who are not in it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.jobs import service
from outreach_crm.jobs.model import Job
from outreach_crm.model import Ref
from outreach_crm.policy import Role
from tests.builders import acting
from tests.mail.servers import into, mailing, people
from tests.outreach_cases.builders import a_case
from tests.outreach_cases.restricted import CIRCLE, kept
from tests.web.office import at_desk, words

OPEN, RESTRICTED = "Spring letter", "For Sanaa Rezaiy"


def asked_for(app: App) -> list[Job]:
    """Ask for two mailings to be sent, one of them about a case of a circle in which Olga is not."""
    people(app, 2)
    accounts.add_account(app, "Olga")
    accounts.add_circle(app, CIRCLE)
    case = kept(app, a_case(app))
    made = [mailing(app, RESTRICTED, ref=Ref("cases", case.id)), mailing(app, OPEN)]
    return [dispatch.send_beside(app, one.id) for one in made]


def test_an_administrator_outside_is_told_of_its_kind_only(app: App) -> None:
    hidden, plain = asked_for(app)
    with acting(app, "Olga") as olga:
        listed = {one.id: one for one in service.list_jobs(olga)}
        assert listed == {one.id: service.get(olga, one.id) for one in (hidden, plain)}
        assert (listed[hidden.id].title, listed[plain.id].title) == ("Send a mailing", f"Send {OPEN}")
        assert "Sanaa" not in str(listed)
        assert (listed[hidden.id].arguments, listed[hidden.id].path) == ({}, "")
    assert [one.title for one in service.list_jobs(app)] == [f"Send {OPEN}", f"Send {RESTRICTED}"]


@pytest.mark.connections
def test_what_came_of_it_and_its_stop_name_it_to_nobody_outside(app: App, tmp_path: Path) -> None:
    hidden, _ = asked_for(app)
    service.run_one(into(app, tmp_path))
    assert RESTRICTED in service.get(app, hidden.id).sentence
    olga = at_desk(app, "Olga", Role.ADMINISTRATOR)
    told = words(olga.read("/jobs")) + olga.read(f"/jobs/{hidden.id}")
    assert ("Send a mailing" in told, f"Send {OPEN}" in told, "Sanaa" in told) == (True, True, False)


def test_whoever_does_what_waits_is_told_no_more(cli: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "outreach.toml").write_text(
        f'[mail]\nsender = "Section Example <office@example.org>"\nfolder = "{tmp_path}"\n'
    )
    app = App.open(str(tmp_path / "cli.db"))
    asked_for(app)
    app.close()
    told = json.loads(cli("--as", "Olga", "jobs", "run", "--json").stdout)
    assert [one["title"] for one in told] == ["Send a mailing", f"Send {OPEN}"]
    assert "Sanaa" not in str(told)
    assert f"{RESTRICTED}: 2 sent now" in cli("jobs", "list", "--json").stdout
