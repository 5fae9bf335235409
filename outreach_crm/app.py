"""The App: what every service is given first; store, plugins, settings, clock, and whoever acts."""

import os
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import Self

from attrs import evolve, frozen

from outreach_crm.change import Change, Journal
from outreach_crm.clock import Clock, SystemClock
from outreach_crm.keys import Keyring, load_key
from outreach_crm.model import Actor, Via
from outreach_crm.plugins import Plugins
from outreach_crm.policy import Action, PolicySettings, Role, rights_of
from outreach_crm.settings import (
    KERNEL_TABLES,
    DatabaseSettings,
    SectionSettings,
    Settings,
    read_settings,
)
from outreach_crm.storage import Bound, Store, migrate, open_store
from outreach_crm.storage.accounts import account_id, account_role, check_known

# In whose name the program writes what it ships.
_PROGRAM = Actor(name="outreach-crm", via=Via.PROGRAM)


@frozen
class App:
    """One connection to one database, in the name of one actor."""

    store: Store
    plugins: Plugins
    settings: Settings
    clock: Clock
    journal: Journal
    keyring: Keyring

    @classmethod
    def open(
        cls,
        url: str = "",
        *,
        actor: str = "",
        via: str = Via.CODE,
        clock: Clock | None = None,
        settings_file: Path | None = None,
        settings: Settings | None = None,
        environ: Mapping[str, str] | None = None,
        plugins: Plugins | None = None,
    ) -> Self:
        """Open a database and bring it up to date; a file is made when it does not exist.

        Args:
            url: a file or ``postgresql://…``; else ``OUTREACH_DATABASE``, the settings, or the user's data folder.
            actor: in the name of which account; else whoever is logged in to the machine.
            via: through which door.
            clock: where the time comes from.
            settings_file: ``outreach.toml``; else ``OUTREACH_SETTINGS``, else the user's configuration folder.
            settings: already read ones.
            environ: the environment.
            plugins: already loaded ones.

        Raises:
            OutreachError: anything that stands in the way, in one sentence.
        """
        environ = os.environ if environ is None else environ
        settings = settings or read_settings(settings_file, environ)
        app = cls.bare(url, settings=settings, environ=environ, actor=actor, via=via, clock=clock, plugins=plugins)
        try:
            cls.bring_up_to_date(app.store, app.plugins, app.settings, app.keyring)
            who = _whoever(app.store, actor, environ, via)
            return cls.on(app.store, app.plugins, app.settings, app.keyring, who)
        except BaseException:
            app.close()
            raise

    @classmethod
    def bare(
        cls,
        url: str,
        *,
        settings: Settings,
        environ: Mapping[str, str],
        actor: str = "",
        via: str = Via.CODE,
        clock: Clock | None = None,
        plugins: Plugins | None = None,
    ) -> Self:
        """Open a database as it is, however old or empty: another one is to take its place. See :meth:`open`."""
        plugins = plugins or Plugins.as_set(settings)
        settings.check([*KERNEL_TABLES, *plugins.settings()], absent=plugins.absent)
        clock = clock or SystemClock(settings.of("section", SectionSettings).time_zone)
        store = open_store(url or database_address(settings, environ), Bound(clock))
        keyring = Keyring(partial(load_key, store, environ))
        who = Actor(name=" ".join(actor.split()) or login_name(environ), via=Via(via))
        return cls(store, plugins, settings, clock, Journal(store, keyring, who), keyring)

    @classmethod
    def bring_up_to_date(cls, store: Store, plugins: Plugins, settings: Settings, keyring: Keyring) -> None:
        """Apply what migrations are missing in an open store, and let features bring in what the program ships."""
        if migrate(store, plugins.migrations()):
            plugins.prepare(cls.on(store, plugins, settings, keyring, _PROGRAM))

    @classmethod
    def on(cls, store: Store, plugins: Plugins, settings: Settings, keyring: Keyring, actor: Actor) -> Self:
        """Make the App of a store that is open and up to date."""
        rights = rights_of(actor.role, settings.of("policy", PolicySettings))
        number = None if actor.contact_id else account_id(store, actor.name)
        actor = evolve(actor, account_id=number, rights=rights)
        store.act_for(account=number, contact=actor.contact_id, reach=rights.look, confined=rights.confined)
        return cls(store, plugins, settings, store.bound.clock, Journal(store, keyring, actor), keyring)

    @property
    def actor(self) -> Actor:
        """Whoever acts; the account is made by their first change."""
        return self.journal.actor

    @property
    def section(self) -> SectionSettings:
        """The section's own settings."""
        return self.settings.of("section", SectionSettings)

    def as_actor(self, actor: Actor) -> Self:
        """Return an App of somebody else, with a connection of its own."""
        return self.on(self.store.another(), self.plugins, self.settings, self.keyring, actor)

    def change(
        self,
        what: str,
        *,
        because: str = "",
        steps: bool = False,
        final: bool = False,
        undoes: int | None = None,
        action: Action | None = Action.WRITE,
    ) -> AbstractContextManager[Change]:
        """Open a change, the only way to write kept tables; see :meth:`outreach_crm.change.Journal.change`."""
        return self.journal.change(what, because=because, steps=steps, final=final, undoes=undoes, action=action)

    @contextmanager
    def reaching(self, action: Action) -> Iterator[None]:
        """Show, for a while, only such data as an action reaches: what may be taken out can be less than is seen."""
        actor, rights = self.actor, self.actor.rights
        shown = partial(
            self.store.act_for, account=actor.account_id, contact=actor.contact_id, confined=rights.confined
        )
        shown(reach=rights.reach(action))
        try:
            yield
        finally:
            shown(reach=rights.look)

    def secret(self, purpose: str) -> bytes:
        """Return 32 bytes that only this database's key gives for a purpose (HMAC-SHA-256)."""
        return self.keyring.secret(purpose)

    def close(self) -> None:
        """Close the connection."""
        self.store.close()


def _whoever(store: Store, name: str, environ: Mapping[str, str], via: str) -> Actor:
    """Return who acts: at the command line a name that is given comes with the role of its account."""
    given = " ".join(name.split())
    if not given:
        return Actor(name=login_name(environ), via=Via(via))
    check_known(store, given)
    role = account_role(store, given) if via == Via.CLI else None
    return Actor(name=given, via=Via(via), role=Role(role) if role else Role.ADMINISTRATOR)


def login_name(environ: Mapping[str, str]) -> str:
    """Return the name of whoever is logged in to the machine."""
    for variable in ("LOGNAME", "USER", "USERNAME"):
        if environ.get(variable):
            return environ[variable]
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"


def database_address(settings: Settings, environ: Mapping[str, str]) -> str:
    """Return the database to open unless another is given: from the environment, the settings, or the user's own."""
    return (
        environ.get("OUTREACH_DATABASE", "") or settings.of("database", DatabaseSettings).url or str(default_database())
    )


def default_database() -> Path:
    """Return the database file in the user's data folder."""
    import platformdirs

    return platformdirs.user_data_path("outreach-crm") / "outreach.db"
