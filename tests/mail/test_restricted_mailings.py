"""A mailing about a case of a circle leaves by whoever runs the sender, and is told to members of the circle only."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import DeliveryState, Outcome
from outreach_crm.dispatch.service import Sent
from outreach_crm.errors import ConflictError
from outreach_crm.model import Ref
from outreach_mail.service import halting, running
from tests.builders import acting
from tests.dispatch.letters import Wire, an_addressee, states, under_way
from tests.mail.inboxes import look
from tests.mail.posting import a_maildir, left_for, ready
from tests.mail.posting import returned as coming_back
from tests.mail.servers import into, mailing, people
from tests.mail.test_returning import HARD
from tests.outreach_cases.builders import a_case
from tests.outreach_cases.restricted import CIRCLE, kept

Cli = Callable[..., Result]
OPEN, RESTRICTED = "Spring letter", "For Sanaa Rezaiy"


def begun(app: App) -> list[int]:
    """Let two mailings be under way, one of them about a case of a circle in which Olga is not."""
    people(app, 2)
    accounts.add_account(app, "Olga")
    accounts.add_circle(app, CIRCLE)
    case = kept(app, a_case(app))
    return [mailing(app, RESTRICTED, ref=Ref("cases", case.id)).id, mailing(app, OPEN).id]


@pytest.fixture
def made(cli: Cli, tmp_path: Path) -> list[int]:
    """Both mailings in the database of the command line, whose mail becomes files."""
    (tmp_path / "outreach.toml").write_text(
        f'[mail]\nsender = "Section Example <office@example.org>"\nfolder = "{tmp_path}"\n'
    )
    app = App.open(str(tmp_path / "cli.db"))
    numbers = begun(app)
    app.close()
    return numbers


def test_whoever_is_not_in_the_circle_sends_all_and_is_told_of_the_rest(
    cli: Cli, made: list[int], tmp_path: Path
) -> None:
    told = json.loads(cli("--as", "Olga", "mail", "send", "--json").stdout)
    assert [one["dispatch"]["name"] for one in told] == [OPEN]
    assert len([*tmp_path.rglob("*.eml")]) == 4
    assert "Nothing is under way" in cli("mail", "send").stdout


def test_a_member_of_the_circle_is_told_of_both(cli: Cli, made: list[int]) -> None:
    told = cli("mail", "send").stdout
    assert f"{OPEN}: 2 sent now" in told
    assert f"{RESTRICTED}: 2 sent now" in told


def test_nothing_that_is_printed_to_others_names_it(cli: Cli, made: list[int]) -> None:
    told = cli("--as", "Olga", "mail", "send")
    assert f"{OPEN}: 2 sent now" in told.stdout
    assert "Sanaa" not in told.stdout + told.stderr


@pytest.mark.connections
def test_a_watcher_sends_all_and_tells_of_what_it_may_see(
    app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "_LOOK", 0)
    begun(app)
    told: list[str] = []

    def tell(sent: Sent) -> None:
        told.append(sent.dispatch.name)
        halting.ask()

    with acting(into(app, tmp_path), "Olga") as olga, pytest.raises(KeyboardInterrupt):
        running.watch(olga, tell, told.append)
    assert told == [OPEN]
    assert {*states(app, dispatch.resolve(app, RESTRICTED)).values()} == {"sent"}


@pytest.mark.connections
def test_one_that_was_halted_meanwhile_is_not_told_by_the_way(app: App, tmp_path: Path) -> None:
    hidden, plain = begun(app)
    dispatch.pause(app, hidden, because="a mistake")
    with acting(into(app, tmp_path), "Olga") as olga:
        assert [one.dispatch.id for one in running.send(olga, [hidden, plain])] == [plain]
    with pytest.raises(ConflictError, match="Sanaa"):
        running.send(into(app, tmp_path), [hidden])


@pytest.mark.parametrize(("name", "told"), [("Olga", ()), ("Maria", (RESTRICTED,))])
def test_one_that_was_paused_by_what_came_back_is_named_to_the_circle_only(
    app: App, wire: Wire, tmp_path: Path, name: str, told: tuple[str, ...]
) -> None:
    app = ready(app)
    some = [an_addressee(app, f"Office {number}") for number in range(20)]
    accounts.add_account(app, "Olga")
    accounts.add_circle(app, CIRCLE)
    made = under_way(app, RESTRICTED, ref=Ref("cases", kept(app, a_case(app)).id))
    batch = dispatch.claim(app, "wire", "me/1", limit=50)
    assert batch is not None
    allowed = dispatch.commit_to_send(app, batch, [one.id for one in batch.messages])
    dispatch.settle(app, "me/1", [Outcome(id=one, state=DeliveryState.SENT) for one in allowed])
    mails = [coming_back(app, HARD, left_for(app, made, one)) for one in some]
    with acting(app, name) as whoever:
        assert look(whoever, str(a_maildir(tmp_path / "in", *mails))).paused == told
    assert dispatch.get(app, made.id).state == "paused"
