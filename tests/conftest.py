"""What all tests share: a fixed clock, a migrated store on either engine, an App, the command line."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, settings

from outreach_crm.app import App
from outreach_crm.clock import FixedClock
from outreach_crm.keys import Keyring
from outreach_crm.model import Actor
from outreach_crm.plugins import Plugins
from outreach_crm.settings import Settings
from outreach_crm.storage import Bound, Store, migrate
from outreach_crm.storage.sqlite import SqliteStore
from tests import postgres_server
from tests.house import ROOT
from tests.worked.option import pytest_addoption, pytest_generate_tests

__all__ = ["pytest_addoption", "pytest_generate_tests"]

if TYPE_CHECKING:
    from tests.web.office import Desk

# A busy machine is no fault of what is tested: no test is timed.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")
CLOCK = FixedClock(datetime(2026, 3, 9, 8, 0, tzinfo=UTC))
KEY = b"k" * 32
_URL = "OUTREACH_TEST_POSTGRES"
_BUILD = "import sys; from setuptools import build_meta; print(build_meta.build_wheel(sys.argv[1]))"


def pytest_configure(config: pytest.Config) -> None:
    """Start one server for a parallel run, whose workers find it in the environment."""
    if getattr(config.option, "numprocesses", None) and not hasattr(config, "workerinput"):
        server_url(config)


def server_url(config: pytest.Config) -> str:
    """Return the address of the one test server, started when it is first needed; empty where there is none."""
    if _URL not in os.environ:
        binaries = postgres_server.find_binaries()
        os.environ[_URL] = ""
        if binaries is not None:
            server = postgres_server.start(binaries)
            os.environ[_URL] = server.url("{}")
            config.add_cleanup(server.stop)
        config.add_cleanup(lambda: os.environ.__delitem__(_URL))
    return os.environ[_URL]


@pytest.fixture(scope="session")
def plugins() -> Plugins:
    """The plugins as installed."""
    return Plugins.load()


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built once from a copy of the repository, so that nothing is left behind in it."""
    copy = tmp_path_factory.mktemp("wheel") / "repository"
    copy.mkdir()
    for name in ("pyproject.toml", "setup.cfg", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy)
    for name in ("outreach_crm", "plugins", "sectors"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    command = [sys.executable, "-c", _BUILD, str(copy)]
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(copy.glob("*.whl"))


@pytest.fixture(scope="session")
def sqlite_image(plugins: Plugins) -> bytes:
    """A migrated SQLite database as bytes, so that each test starts in a millisecond."""
    store = SqliteStore(":memory:", Bound(CLOCK))
    migrate(store, plugins.migrations())
    image = store.image()
    store.close()
    return image


@pytest.fixture(scope="session")
def postgres_url(pytestconfig: pytest.Config) -> str:
    """Address of the test server with ``{}`` for the database; skips where there is no server."""
    url = server_url(pytestconfig)
    if not url:
        if os.environ.get("CI"):
            pytest.fail("no PostgreSQL server was found, and in CI every test counts")
        pytest.skip("no PostgreSQL server is installed (Debian: apt install postgresql)")
    return url


def make_database(postgres_url: str, name: str, template: str = "template0") -> str:
    """Make a database, anew if it is there, and return its address."""
    import psycopg

    with psycopg.connect(postgres_url.format("postgres"), autocommit=True) as conn:
        conn.execute(f"drop database if exists {name} with (force)")
        # The files as they are, rather than page by page through the log of a server that keeps none.
        conn.execute(f"create database {name} template {template} strategy file_copy")
    return postgres_url.format(name)


@pytest.fixture(scope="session")
def postgres_template(postgres_url: str, plugins: Plugins) -> str:
    """Name of a migrated database of this worker, to be copied."""
    from outreach_crm.storage.postgres import PostgresStore

    name = f"template_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    store = PostgresStore(make_database(postgres_url, name), Bound(CLOCK))
    migrate(store, plugins.migrations())
    store.close()
    return name


@pytest.fixture(scope="session")
def postgres_work(postgres_url: str, postgres_template: str) -> Iterator[Store]:
    """A migrated database that all tests of this worker share, each inside a transaction that is rolled back."""
    from outreach_crm.storage.postgres import PostgresStore

    store = PostgresStore(make_database(postgres_url, postgres_template.replace("template", "work"), postgres_template))
    yield store
    store.close()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the user's own folder be the test's: what lies beside the key of a server lies there."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path, plugins: Plugins, home: None) -> Iterator[Store]:
    """A migrated, empty store on each engine; a test marked ``connections`` may open more of them."""
    own = request.node.get_closest_marker("connections") is not None
    if request.param == "sqlite":
        yield from _sqlite(request, tmp_path, plugins, own=own)
    else:
        yield from _postgres(request, plugins, own=own)


def _sqlite(request: pytest.FixtureRequest, tmp_path: Path, plugins: Plugins, *, own: bool) -> Iterator[Store]:
    image: bytes = request.getfixturevalue("sqlite_image")
    if own:
        (tmp_path / "test.db").write_bytes(image)
        store = SqliteStore(str(tmp_path / "test.db"), Bound(CLOCK))
    else:
        store = SqliteStore(":memory:", Bound(CLOCK), image=image)
    migrate(store, plugins.migrations())
    yield store
    store.close()


def _postgres(request: pytest.FixtureRequest, plugins: Plugins, *, own: bool) -> Iterator[Store]:
    from outreach_crm.storage.postgres import PostgresStore

    if own:
        url = request.getfixturevalue("postgres_url")
        template = request.getfixturevalue("postgres_template")
        store: Store = PostgresStore(make_database(url, template.replace("template", "own"), template), Bound(CLOCK))
        migrate(store, plugins.migrations())
        yield store
        store.close()
        return
    store = request.getfixturevalue("postgres_work")
    store.bound = Bound(CLOCK)
    migrate(store, plugins.migrations())
    with suppress(_RollbackError), store.write():
        yield store
        raise _RollbackError


class _RollbackError(Exception):
    """Ends the transaction around a test."""


@pytest.fixture
def app(store: Store, plugins: Plugins) -> App:
    """An App on each engine, in the name of Maria."""
    return App.on(store, plugins, Settings({}), Keyring(lambda: KEY), Actor(name="Maria"))


@pytest.fixture
def desk(app: App) -> "Desk":
    """Maria at her desk."""
    from tests.web.office import at_desk

    return at_desk(app)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory, plugins: Plugins) -> Path:
    """A database file as the program makes it, to be copied."""
    place = tmp_path_factory.mktemp("prepared") / "cli.db"
    App.open(str(place), environ={"OUTREACH_SETTINGS": str(place.with_name("outreach.toml"))}, plugins=plugins).close()
    return place


@pytest.fixture(scope="session")
def demo_day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the demo after its day, to be copied: all there is, also what was sent."""
    from outreach_crm.cli import main

    place = tmp_path_factory.mktemp("demo") / "demo.db"
    environ = {"OUTREACH_SETTINGS": str(place.with_name("none.toml")), "OUTREACH_KEY": KEY.decode(), "COLUMNS": "110"}
    result = CliRunner().invoke(main, ["demo", "--file", str(place)], env=environ)
    assert result.exit_code == 0, result.output
    return place


@pytest.fixture(scope="session")
def busy_day(demo_day: Path, tmp_path_factory: pytest.TempPathFactory, plugins: Plugins) -> Path:
    """The database of an office that went on from the demo, to be copied: every page has something to show."""
    from tests.web.prepared import prepared_in

    return prepared_in(demo_day, tmp_path_factory.mktemp("busy"), plugins)


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, prepared: Path, home: None) -> Callable[..., Result]:
    """Run a command line on a database of the test's own (SQLite) and return what it printed."""
    from outreach_crm.cli import main

    for part in prepared.parent.iterdir():
        shutil.copy2(part, tmp_path)
    monkeypatch.setenv("OUTREACH_DATABASE", str(tmp_path / "cli.db"))
    monkeypatch.setenv("OUTREACH_SETTINGS", str(tmp_path / "outreach.toml"))
    monkeypatch.setenv("COLUMNS", "110")  # tables are as wide as the terminal, which differs from run to run
    monkeypatch.setenv("LOGNAME", "maria")

    def run(*arguments: str, code: int = 0, input: str | None = None) -> Result:  # noqa: A002
        result = CliRunner().invoke(main, list(arguments), input=input)
        assert result.exit_code == code, result.output + result.stderr + repr(result.exception)
        return result

    return run
