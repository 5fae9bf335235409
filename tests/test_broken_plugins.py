"""Plugins that are broken in every way we know of: each is named once and set aside, and the program goes on."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from outreach_crm import hooks
from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.errors import ConflictError
from outreach_crm.hooks import hookimpl
from outreach_crm.model import Command, Entry, Reminder
from outreach_crm.plugins import Plugins
from tests.garden import COMMAND, ENTRY, LATER, Garden
from tests.test_hooks import with_plugins


class Misspelt:
    """Implements a hook that does not exist, beside one that does."""

    @hookimpl
    def comands(self) -> Iterable[Command]:
        return []

    @hookimpl
    def sectors(self) -> Iterable[Path]:
        return [Path("never.toml")]


class WrongArgument:
    """Asks for an argument that the contract does not give."""

    @hookimpl
    def reminders(self, tomorrow: date) -> Iterable[Reminder]:
        return []

    @hookimpl
    def sectors(self) -> Iterable[Path]:
        return [Path("never.toml")]


class Hookless:
    """Forgot the decorator."""

    def sectors(self) -> Iterable[Path]:
        return [Path("never.toml")]


@pytest.mark.parametrize(
    ("plugin", "sentence"),
    [
        (Misspelt(), "comands is not a hook"),
        (WrongArgument(), "tomorrow"),
        (Hookless(), "it has no hooks"),
        (Garden, "it is a class"),
    ],
)
def test_a_plugin_that_cannot_be_used_is_named_once_and_set_aside(plugin: object, sentence: str) -> None:
    plugins = Plugins.load(extra={"broken": plugin, "garden": Garden()})
    assert [one.name for one in plugins.failed] == ["broken"]
    assert sentence in plugins.failed[0].sentence
    assert plugins.sectors().count(Path("never.toml")) == 0
    assert COMMAND in plugins.commands()
    plugins.manager.check_pending()


class Raising:
    """Raises halfway."""

    @hookimpl
    def sectors(self) -> Iterator[Path]:
        yield Path("never.toml")
        raise ZeroDivisionError("no beds")


class WrongType:
    """Returns texts where paths are asked for."""

    @hookimpl
    def sectors(self) -> Any:
        return [Path("never.toml"), "never.toml"]


class NoList:
    """Returns one thing where several are asked for."""

    @hookimpl
    def sectors(self) -> Any:
        return Path("never.toml")


@pytest.mark.parametrize(
    ("plugin", "sentence"),
    [
        (Raising(), "sectors: ZeroDivisionError: no beds"),
        (WrongType(), "'never.toml' is not a Path"),
        (NoList(), "not iterable"),
    ],
)
def test_a_plugin_that_fails_in_a_hook_is_named_once_and_left_out(plugin: object, sentence: str) -> None:
    plugins = Plugins.load(extra={"broken": plugin, "garden": Garden()})
    for _ in range(2):
        assert [path.name for path in plugins.sectors() if path.name in {"never.toml", "gardeners.toml"}] == [
            "gardeners.toml"
        ]
    assert [one.name for one in plugins.failed] == ["broken"]
    assert sentence in plugins.failed[0].sentence


class WritesAndRaises:
    """Writes where it should only read, then asks for a table that is not there."""

    @hookimpl
    def timeline_entries(self, app: App, contact_id: int) -> Iterable[Entry]:
        accounts.add_account(app, "Nobody")
        app.store.rows("select id from no_such_table")
        return []


class Swallows:
    """Keeps the database's refusal to itself, which on PostgreSQL leaves the transaction unusable."""

    @hookimpl
    def timeline_entries(self, app: App, contact_id: int) -> Iterable[Entry]:
        try:
            app.store.rows("select id from no_such_table")
        except Exception:
            return []
        return [ENTRY]


@pytest.mark.parametrize("plugin", [WritesAndRaises(), Swallows()])
def test_a_plugin_that_fails_inside_a_write_leaves_the_transaction_usable(app: App, plugin: object) -> None:
    app = with_plugins(app, broken=plugin, garden=Garden())
    with app.change("plant"):
        accounts.add_account(app, "Ana")
        assert app.plugins.timeline_entries(app, 1) == [LATER, ENTRY]
        accounts.add_account(app, "Bea")
    assert [one.name for one in accounts.list_accounts(app)] == ["Ana", "Bea", "Maria"]
    assert changes.verify(app).problems == ()


class Leaky:
    """Cannot keep anybody out."""

    @hookimpl
    def keep_out(self, keys: list[str]) -> None:
        raise ValueError(f"{len(keys)} keys do not fit")


def test_a_plugin_that_cannot_do_what_it_is_asked_is_named_in_a_sentence(app: App) -> None:
    leaky = with_plugins(app, leaky=Leaky())
    with pytest.raises(ConflictError, match="^The plugin leaky cannot keep out whoever was erased: 2 keys .* fit.$"):
        leaky.plugins.keep_out(leaky, ["email:a", "email:b"])


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Install a plugin of one module, as pip would: the module, and a folder that names its entry point."""

    def install(name: str, text: str) -> None:
        (tmp_path / f"{name}.py").write_text(text)
        info = tmp_path / f"{name}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[{hooks.PROJECT}]\n{name} = {name}\n")
        monkeypatch.syspath_prepend(str(tmp_path))

    return install


def test_an_installed_plugin_is_found_by_its_entry_point(installed: Callable[[str, str], None]) -> None:
    installed(
        "garden_sectors",
        "from pathlib import Path\nfrom outreach_crm import hookimpl\n"
        "@hookimpl\ndef sectors():\n    return [Path('gardeners.toml')]\n",
    )
    plugins = Plugins.load()
    found = next(one for one in plugins.found if one.name == "garden_sectors")
    assert (found.state, found.origin, found.hooks) == ("on", "garden_sectors 1.0", ("sectors",))
    assert Path("gardeners.toml") in plugins.sectors()


def test_a_plugin_that_cannot_be_imported_is_told_in_one_line_and_the_command_runs(
    installed: Callable[[str, str], None], cli: Callable[..., Result]
) -> None:
    installed("garden_torn", "import no_such_module\n")
    result = cli("accounts", "list", "--json")
    assert result.stdout == "[]\n"
    assert result.stderr.count("garden_torn") == 1
    assert "No module named 'no_such_module'" in result.stderr
    assert "garden_torn" in cli("doctor", code=1).stdout


def test_a_plugin_that_is_switched_off_is_not_even_imported(
    installed: Callable[[str, str], None], cli: Callable[..., Result], tmp_path: Path
) -> None:
    installed("garden_off", "import no_such_module\n")
    (tmp_path / "outreach.toml").write_text('[plugins]\noff = ["garden_off"]\n')
    result = cli("plugins", "list")
    assert "switched off in the settings" in " ".join(result.stdout.split())
    assert result.stderr == ""


def test_a_command_that_cannot_be_imported_is_one_sentence_and_the_others_run(
    installed: Callable[[str, str], None], cli: Callable[..., Result]
) -> None:
    installed(
        "garden_command",
        "from outreach_crm import hookimpl\nfrom outreach_crm.model import Command\n"
        "@hookimpl\ndef commands():\n    return [Command('dig', 'no_such_garden:dig', 'Dig.')]\n",
    )
    assert "cannot be loaded from no_such_garden:dig: ModuleNotFoundError" in cli("dig", code=1).stderr
    assert cli("accounts", "list", "--json").stdout == "[]\n"
