"""The pages of casework in a browser, and what is new on a case on its way to its holders and back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import define
from playwright.sync_api import Browser, expect

from outreach_cases import service
from outreach_cases.model.updates import Update
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.plugins import Plugins
from tests.browser.desk import Office, demo_office, office_of, sight
from tests.browser.officers import WINDOWS, Officer, on_a_telephone
from tests.conftest import KEY
from tests.faults.smtp_serving import Served, serving
from tests.mail.inboxes import an_answer
from tests.mail.posting import a_maildir
from tests.mail.servers import SENDER
from tests.outreach_cases.holdings import a_free_case, a_local_group, accepted, with_mail

windows = pytest.mark.parametrize(("width", "script"), [*WINDOWS.values()], ids=[*WINDOWS])


@pytest.fixture(scope="module")
def busy(busy_day: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office in which groups hold cases, do something for them, and report."""
    with demo_office(busy_day, tmp_path_factory.mktemp("cases")) as found:
        yield found


def paths(app: App) -> list[str]:
    """The pages of casework: of all cases, of one with all that belongs to it, of who holds it, of what is new."""
    case = service.resolve(app, "IP 1").id
    held = service.holders_of(app, case, past=True)
    group = next(one.group_id for one in held if one.group == "Letterkenny group")
    own = {
        "/cases": ("", "/list", "/add", "/import", "/batch", "/goals", "/goals/outside", "/feedback", "/feedback/add"),
        f"/cases/{case}": (
            "",
            "/edit",
            "/level",
            "/decide",
            "/stop",
            "/link",
            "/file",
            "/note",
            "/activity",
            "/update",
        ),
        f"/cases/groups/{group}": ("", "/wish", "/terms", "/accept"),
        **{f"/cases/updates/{one.id}": ("",) for one in service.updates(app, case)},
    }
    for one in held:
        forms = ("/hand-over", "/relinquish", "/activity", "/report") if one.open else ()
        own[f"/cases/holdings/{one.id}"] = ("", *forms)
    return [f"{first}{rest}" for first, some in own.items() for rest in some]


@windows
def test_every_page_of_casework_is_for_everybody_and_fits_by_day_and_by_night(
    busy: Office, chromium: Browser, width: int, script: bool
) -> None:
    found: dict[str, list[str]] = {}
    with sight(busy, chromium, width=width, script=script) as window:
        for path in paths(busy.app):
            window.go(path)
            found[path] = [] if window.fits() else ["too wide"]
            for scheme in ("light", "dark") if script else ():
                window.page.emulate_media(color_scheme=scheme)
                found[path] += [f"{scheme}: {one}" for one in window.barriers()]
            found[path] += window.told()
    assert len(found) > 30
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


@define
class Desk(Officer):
    """The window of an officer, and where their mail goes and comes from."""

    smtp: Served
    inbox: Path


@pytest.fixture
def smtp(tmp_path: Path) -> Iterator[Served]:
    with serving(tmp_path) as server:
        yield server


@pytest.fixture
def office(tmp_path: Path, plugins: Plugins, smtp: Served) -> Iterator[Office]:
    """A section that sends by a mail server and has an inbox; two groups hold one case."""
    inbox = a_maildir(tmp_path / "in")
    mail = {"sender": SENDER, "server": "127.0.0.1", "security": "none", "inbox": str(inbox)}
    told = "\n".join(f'{name} = "{value}"' for name, value in mail.items())
    settings = tmp_path / "outreach.toml"
    settings.write_text(f'[mailings]\nchannel = "email"\n[mail]\n{told}\nport = {smtp.port}\n', "utf-8")
    environ = {"OUTREACH_SETTINGS": str(settings), "OUTREACH_KEY": KEY.decode()}
    app = App.open(str(tmp_path / "a.db"), environ=environ, plugins=plugins, actor="Maria")
    case = a_free_case(app, addressees="Minister of Justice\nTehran", opened_on="")
    for group, name in (("Lyon group", "Ana Ruiz"), ("Ulm group", "Bo Li")):
        number, person = a_local_group(app, group, name)
        accepted(app, number, case, with_mail(app, person, f"{name.split()[0].lower()}@example.net"))
    with office_of(app) as found:
        yield found
    app.close()


def the_update(app: App) -> Update:
    return service.updates(app, service.resolve(app, "Sanaa Rezaiy").id)[0]


def writes_what_is_new(desk: Desk) -> None:
    """From the list of cases to the case; what is new is written down, and nothing has left so far."""
    desk.window.go("/cases/list")
    desk.follow("Sanaa Rezaiy")
    desk.follow("Tell groups what is new")
    desk.main.get_by_role("radio", name="Other addressees").check()
    desk.main.get_by_label("What is new").fill("She was moved. Write to the new minister.")
    desk.press("Keep it")
    desk.says("Kept; now send it.", "It was sent to nobody so far.", "Lyon group, Ana Ruiz", "Ulm group, Bo Li")
    assert desk.smtp.accepted() == {}


def lets_it_go(desk: Desk) -> None:
    """One button sends it to both."""
    desk.press("Send it to them")
    desk.says("It goes to: Ana Ruiz, Bo Li.")
    arrives(desk, {"ana@example.net": 1, "bo@example.net": 1})
    desk.window.go(desk.window.path)
    desk.says("not read so far")
    expect(desk.main.get_by_role("button", name="Send it to them")).to_have_count(0)


def arrives(desk: Desk, wanted: dict[str, int]) -> None:
    for _ in range(600):
        if desk.smtp.accepted() == wanted:
            return
        desk.window.page.wait_for_timeout(100)
    pytest.fail(f"never left: {desk.smtp.accepted()}")


def is_answered(desk: Desk, office: Office) -> None:
    """Ana Ruiz answers in her mail program, and the officer has the inbox looked into."""
    app, (receipt, _) = office.app, the_update(office.app).receipts
    sent = app.store.value("select dispatch_id from case_receipts where id = :id", id=receipt.id)
    mail = an_answer(app, int(sent), contacts.resolve(app, "Ana Ruiz").id, sender="ana@example.net")
    (desk.inbox / "new" / "1.mx").write_bytes(mail)
    desk.window.go("/mail/returns")
    desk.look()
    desk.press("Fetch what came back")
    for _ in range(600):
        if the_update(app).receipts[0].seen_on:
            return
        desk.window.page.wait_for_timeout(100)
    pytest.fail("the answer was never taken in")


@on_a_telephone
def test_what_a_coordinator_tells_reaches_the_holders_and_is_read(
    office: Office, smtp: Served, tmp_path: Path, chromium: Browser, width: int, script: bool
) -> None:
    with sight(office, chromium, width=width, script=script) as window:
        desk = Desk(window, smtp, tmp_path / "in")
        writes_what_is_new(desk)
        lets_it_go(desk)
        is_answered(desk, office)
        window.go(f"/cases/updates/{the_update(office.app).id}")
        desk.look()
        desk.says("Ana Ruiz: read on", "(mail)", "Bo Li: sent on")
        desk.press("They have read it")
        desk.says("Ulm group has read it.", "(the office)")
        expect(desk.main.get_by_role("button", name="They have read it")).to_have_count(0)
        desk.follow("Sanaa Rezaiy")
        desk.says("sent to 2, read by 2")
    assert [one.seen_by for one in the_update(office.app).receipts] == ["mail", "the office"]
