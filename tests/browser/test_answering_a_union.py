"""A union asks for something: an officer keeps it, weighs it by the rules, decides, answers, and finds it all again."""

from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft, Kind
from outreach_crm.plugins import Plugins
from outreach_mutuality import service
from outreach_mutuality.model.requests import State
from tests.browser.desk import Office, office_of, sight
from tests.browser.officers import Officer, on_a_telephone
from tests.conftest import KEY
from tests.mail.servers import SENDER
from tests.outreach_mutuality.answers import UNION
from tests.outreach_mutuality.builders import TEXT

_TOLD = "We put our name only to texts that we have researched ourselves."
_OFFER = "a statement of ours on the right to strike"


@pytest.fixture
def office(tmp_path: Path, plugins: Plugins) -> Iterator[Office]:
    """A section whose mails go into a folder, and which knows a union."""
    settings = tmp_path / "outreach.toml"
    settings.write_text(f'[mail]\nsender = "{SENDER}"\nfolder = "{tmp_path / "out"}"\n', "utf-8")
    environ = {"OUTREACH_SETTINGS": str(settings), "OUTREACH_KEY": KEY.decode()}
    app = App.open(str(tmp_path / "a.db"), environ=environ, plugins=plugins, actor="Maria")
    contacts.add(app, ContactDraft(name="Dockers' Union", kind=Kind.ORGANISATION, emails=(UNION,)))
    with office_of(app) as found:
        yield found
    app.close()


def comes_in(officer: Officer, union: int) -> None:
    """From the board; the words are kept as they were said."""
    officer.window.go("/requests")
    officer.look()
    officer.follow("They ask")
    officer.window.go(f"/requests/add?contact={union}")
    officer.look()
    officer.main.get_by_label("What they ask").fill(TEXT)
    officer.press("Keep it")
    officer.says("Kept:", TEXT)


def is_weighed_and_decided(officer: Officer) -> None:
    """One rule speaks against it, and so something else is offered; what stays in the house is said apart."""
    officer.follow("Assess it")
    for one in officer.main.locator("input[name^=rule-][value=yes]").all():
        one.check()
    officer.main.locator("input[name=rule-independence-economic][value=no]").check()
    officer.press("Save")
    officer.follow("Decide")
    officer.says("What the rules say")
    officer.main.get_by_label("Offer something else").check()
    officer.main.get_by_label("The reason they are told").fill(_TOLD)
    officer.main.get_by_label("What is offered instead").fill(_OFFER)
    officer.main.get_by_label("The reason that stays with us").fill("The letter asks the owners to sell.")
    officer.press("Decide")
    officer.says("Decided: offer something else", "The letter asks the owners to sell.")


def is_answered(officer: Officer) -> None:
    """The draft has what was decided, and not what stays in the house."""
    officer.follow("Answer")
    drafted = officer.main.get_by_label("What they are answered").input_value()
    assert (_OFFER in drafted, "owners to sell" in drafted) == (True, False)
    officer.press("Keep the answer")
    officer.follow("Send it")
    officer.says("Dockers' Union", UNION)
    officer.press("Send it")
    officer.says("The answer to Dockers' Union is on its way.")


@on_a_telephone
def test_what_a_union_asks_is_weighed_decided_answered_and_stands_in_its_history(
    office: Office, tmp_path: Path, chromium: Browser, width: int, script: bool
) -> None:
    union = contacts.resolve(office.app, "Dockers' Union").id
    with sight(office, chromium, width=width, script=script) as window:
        officer = Officer(window)
        comes_in(officer, union)
        at = window.path
        is_weighed_and_decided(officer)
        is_answered(officer)
        for _ in range(600):
            if service.get(office.app, int(at.rpartition("/")[2])).state is State.CLOSED:
                break
            window.page.wait_for_timeout(100)
        window.go(at)
        officer.look()
        officer.says("It went out on")
        window.go(f"/contacts/{union}")
        officer.look()
        officer.says(TEXT)
    (letter,) = (tmp_path / "out").rglob("*.eml")
    text = message_from_bytes(letter.read_bytes(), policy=policy.default).get_body(("plain",))
    assert text is not None
    assert _OFFER in text.get_content()
