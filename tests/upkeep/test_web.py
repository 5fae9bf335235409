"""Pages on the installation."""

from datetime import timedelta

import pytest
from attrs import evolve

from outreach_crm.app import App
from outreach_crm.clock import FixedClock
from outreach_crm.jobs import service as jobs
from outreach_crm.model import Actor
from outreach_crm.plugins import Plugins
from outreach_crm.policy import Role
from outreach_crm.settings import read_settings
from outreach_crm.tasks import service as tasks
from outreach_crm.upkeep import service
from tests.builders import a_person, with_settings
from tests.conftest import CLOCK
from tests.web.office import Desk, at_desk, words

pytestmark = pytest.mark.connections


@pytest.fixture
def desk(app: App) -> Desk:
    """Maria, who looks after the installation."""
    return at_desk(app, role=Role.ADMINISTRATOR)


class Broken:
    """A plugin that cannot be."""


def begun(desk: Desk, path: str, seen: str) -> str:
    """Press a button that begins long work, let it be done, and return what came of it."""
    answer = desk.send(path, seen=seen)
    assert answer.headers["Location"].startswith("/jobs/")
    over = jobs.run_one(desk.app)
    assert over is not None
    return over.sentence


def test_plugins_are_listed_with_what_they_offer(desk: Desk) -> None:
    page = words(desk.read("/plugins"))
    assert "changes core on pages, commands" in page


def test_a_plugin_that_failed_stands_on_top_with_the_sentence(app: App) -> None:
    plugins = Plugins.load(extra={"broken": Broken()})
    desk = at_desk(App.on(app.store, plugins, app.settings, app.keyring, app.actor))
    page = words(desk.read("/plugins"))
    assert "1 plugin failed and was set aside." in page
    assert page.index("it has no hooks") < page.index("accounts core")


def test_the_doctor_is_asked_and_says_what_is_to_be_done(desk: Desk) -> None:
    assert "Nothing was checked from here yet." in words(desk.read("/plugins/doctor"))
    assert begun(desk, "/plugins/doctor/examine", "/plugins/doctor") == "Everything is in order."
    page = words(desk.read("/plugins/doctor"))
    assert "As it was on 9 Mar 2026" in page
    assert "in order journal" in page
    assert "Mend what can be mended" not in page


def test_what_is_wrong_is_mended_from_the_page(desk: Desk) -> None:
    a_person(desk.app, "Ana Ruiz")
    with desk.app.store.write():
        desk.app.store.execute("delete from words where word = 'ana'")
    assert begun(desk, "/plugins/doctor/examine", "/plugins/doctor") == "1 thing needs to be looked at."
    assert "look words" in words(desk.read("/plugins/doctor"))
    said = begun(desk, "/plugins/doctor/mend", "/plugins/doctor")
    assert said.endswith("Everything is in order.")


def test_settings_say_where_they_come_from_and_never_a_secret(app: App, tmp_path: object) -> None:
    file = tmp_path / "outreach.toml"  # type: ignore[operator]
    file.write_text('[section]\nname = "Section Example"\n[mail]\ninbox = "imaps://us:hush@mail.example/INBOX"\n')
    settings = read_settings(file, {"OUTREACH_SECTION__COUNTRY": "CL"})
    desk = at_desk(evolve(app, settings=settings), role=Role.ADMINISTRATOR)
    page = desk.read("/settings")
    assert f'name = "Section Example" {file}' in words(page)
    assert 'country = "CL" OUTREACH_SECTION__COUNTRY' in words(page)
    assert 'language = "en" nowhere: as it comes' in words(page)
    assert "hush" not in page
    assert "imaps://us:(hidden)@mail.example" in words(page)
    assert "how many connections one worker keeps open" in words(page)


def test_every_table_of_settings_is_shown_as_it_would_be_written(desk: Desk) -> None:
    shown = service.settings(desk.app)
    assert {one.name for one in shown} >= {"section", "backup", "mail", "web"}
    assert all(one.explanation for one in shown)


def test_a_backup_is_made_beside_the_page_and_listed(app: App, tmp_path: object) -> None:
    desk = at_desk(with_settings(app, backup={"folder": str(tmp_path)}), role=Role.ADMINISTRATOR)
    assert "There is no backup yet." in words(desk.read("/backups"))
    assert "outreach restore FILE --over" in words(desk.read("/backups"))
    assert begun(desk, "/backups/make", "/backups").startswith("A backup was made: ")
    (made,) = service.backups(desk.app)
    assert made.place in words(desk.read("/backups"))


def test_a_backup_that_is_late_is_due_for_whoever_may_make_one(app: App) -> None:
    a_person(app)
    app.store.bound.clock = FixedClock(CLOCK.now() + timedelta(days=30))
    later = App.on(app.store, app.plugins, app.settings, app.keyring, app.actor)
    assert [one.sentence for one in tasks.due(later)] == ["There is no backup yet"]
    officer = Actor(name="Maria", role=Role.OFFICER)
    assert tasks.due(App.on(app.store, app.plugins, app.settings, app.keyring, officer)) == []


@pytest.mark.parametrize("path", ["/plugins/doctor", "/settings", "/backups", "/backups.json"])
def test_only_whoever_administers_sees_more_than_plugins(app: App, path: str) -> None:
    officer = at_desk(app)
    assert officer.get(path).status_code == 403
    assert f'href="{path}"' not in officer.read("/plugins")
    for button in ("/backups/make", "/plugins/doctor/mend"):
        assert officer.client.post(button).status_code == 403
