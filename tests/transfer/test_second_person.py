"""Where a section wants it, more contacts than a number leave only when a second person agreed."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from attrs import evolve
from click.testing import Result

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.clock import FixedClock
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft
from outreach_crm.errors import ConflictError, NotFoundError, RefusedError
from outreach_crm.model import Actor, Via
from outreach_crm.policy import Role
from outreach_crm.segments import service as segments
from outreach_crm.transfer import service
from outreach_crm.transfer.service import Exported
from tests.builders import with_settings
from tests.conftest import CLOCK
from tests.transfer.sending import worked
from tests.web.office import at_desk, words

pytestmark = pytest.mark.connections
Cli = Callable[..., Result]


@pytest.fixture
def two(app: App) -> Iterator[tuple[App, App]]:
    """Give Maria and Ben, who may take out two contacts alone; there are three."""
    for name, country in (("Ana Ruiz", "ES"), ("Paul Meyer", "DE"), ("Eva Cohen", "FR")):
        contacts.add(app, ContactDraft(name=name, fields={"country": country}))
    accounts.add_account(app, "Ben")
    settings = with_settings(app, privacy={"second_person_above": 2})
    ben = settings.as_actor(Actor(name="Ben", role=Role.OFFICER, via=Via.CLI))
    yield settings, ben
    ben.close()


def export(app: App, file: Path, *lines: str) -> Exported:
    leaves = service.cleared(app, segments.chosen(app, "", lines), "records")
    return service.export(app, leaves, service.exporter_of(app, "csv"), file, replace=True)


def test_so_many_as_one_person_may_leave_at_once(two: tuple[App, App], tmp_path: Path) -> None:
    maria, _ = two
    assert export(maria, tmp_path / "a.csv", "country=ES").counts["exported"] == 1
    assert service.asked(maria) == []


def test_more_wait_until_somebody_else_agreed_and_then_leave_for_both(two: tuple[App, App], tmp_path: Path) -> None:
    maria, ben = two
    for _ in range(2):  # asking twice is one request, and agrees to nothing
        with pytest.raises(RefusedError, match="above 2 a second person agrees first"):
            export(maria, tmp_path / "all.csv")
    (waiting,) = service.asked(maria)
    assert (waiting.count, waiting.asked_by, waiting.agreed_by) == (3, maria.actor.name, ())
    assert not (tmp_path / "all.csv").exists()
    with pytest.raises(ConflictError):
        service.agree(maria, waiting.id)
    assert service.agree(ben, waiting.id).agreed_by == ("Ben",)
    assert export(maria, tmp_path / "all.csv").counts["exported"] == 3
    assert export(ben, tmp_path / "again.csv").counts["exported"] == 3


def test_who_asks_for_the_same_has_agreed_by_that(two: tuple[App, App], tmp_path: Path) -> None:
    maria, ben = two
    with pytest.raises(RefusedError):
        export(maria, tmp_path / "all.csv")
    assert export(ben, tmp_path / "all.csv").counts["exported"] == 3


def test_what_was_agreed_to_holds_for_nothing_else_and_for_seven_days(two: tuple[App, App], tmp_path: Path) -> None:
    maria, ben = two
    with pytest.raises(RefusedError):
        export(maria, tmp_path / "all.csv")
    service.agree(ben, service.asked(ben)[0].id)
    with pytest.raises(RefusedError):
        export(maria, tmp_path / "others.csv", "kind=person")
    for days, refused in ((6, False), (7, True)):
        later = evolve(maria, clock=FixedClock(CLOCK.moment + timedelta(days=days)))
        if not refused:
            assert export(later, tmp_path / "all.csv").counts["exported"] == 3
            continue
        with pytest.raises(RefusedError):
            export(later, tmp_path / "all.csv")
        with pytest.raises(NotFoundError):
            service.agree(evolve(ben, clock=later.clock), 1)


def test_whoever_may_agree_is_told_and_whoever_asked_is_not(two: tuple[App, App], tmp_path: Path) -> None:
    maria, ben = two
    with pytest.raises(RefusedError):
        export(maria, tmp_path / "all.csv")
    told = [one.sentence for one in service.reminders(ben)]
    assert told == [f"{maria.actor.name} asks to take out 3 contacts"]
    assert service.reminders(maria) == []
    service.agree(ben, service.asked(ben)[0].id)
    assert service.reminders(ben) == []


def test_pages_ask_a_second_person_too(two: tuple[App, App]) -> None:
    app, _ = two
    maria, ben = at_desk(app, "Maria"), at_desk(app, "Ben")
    who = "/export/who?purpose=records&format=csv"
    refused = maria.send(who, {"because": "the spring letter"})
    assert (refused.status_code, "a second person agrees first" in words(refused.text)) == (422, True)
    assert "nobody yet" in words(maria.read("/export"))
    assert "Maria asks to take out 3 contacts" in words(ben.read("/today"))
    number = service.asked(app)[0].id
    agreed = ben.follow(ben.send(f"/export/asked/{number}/agree", seen="/export"))
    assert "Maria may take them out now" in words(agreed)
    assert maria.send(who, {"because": "the spring letter"}).headers["Location"].startswith("/jobs/")
    assert worked(maria).path.startswith("/export/")


def test_no_list_leaves_with_more_than_one_person_takes_out(two: tuple[App, App]) -> None:
    desk = at_desk(two[0], "Maria")
    refused = desk.get("/contacts.csv")
    assert (refused.status_code, "above 2 a second person agrees first" in words(refused.text)) == (403, True)
    assert desk.get("/contacts.csv?where=country%3DES").status_code == 200


def test_commands_list_what_waits_and_agree(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "outreach.toml").write_text("[privacy]\nsecond_person_above = 1\n")
    for name in ("Ana Ruiz", "Paul Meyer"):
        cli("contacts", "add", name)
    cli("accounts", "add", "Ben")
    assert "No export waits" in cli("export-requests", "list").output
    asked = ("--settings", str(tmp_path / "outreach.toml"))
    file = str(tmp_path / "all.csv")
    export_all = (*asked, "export", file, "--everybody", "--purpose", "records")
    assert "outreach export-requests agree 1" in cli(*export_all, code=1).stderr
    assert "not yet" in cli("export-requests", "list").output
    assert "Contacts" in cli("export-requests", "list").output
    told = cli("--as", "Ben", "export-requests", "agree", "1").output
    assert "may make export 1 now" in told
    cli(*export_all)
    assert "Ana Ruiz" in Path(file).read_text("utf-8-sig")
