"""One run of the command line: what was given before the command, and the App once a command asks for it."""

import os
from collections.abc import Callable
from functools import update_wrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import click

if TYPE_CHECKING:
    from outreach_crm.app import App
    from outreach_crm.plugins import Plugins
    from outreach_crm.settings import Settings

P = ParamSpec("P")
R = TypeVar("R")


class Session:
    """The options before the command, the plugins, and the open App.

    A plain class: ``outreach --version`` need not wait for attrs.
    """

    def __init__(self, *, plugins: "Plugins | None" = None, app: "App | None" = None) -> None:
        self.url = ""
        self.actor = ""
        self.settings_file: Path | None = None
        self.json = False
        # What the values of the command that runs are called by whoever wrote it, by their names within.
        self.options: dict[str, str] = {}
        self._plugins = plugins
        self._settings: Settings | None = None
        self._app = app

    @property
    def plugins(self) -> "Plugins":
        """The plugins, loaded on first use."""
        if self._plugins is None:
            from outreach_crm.plugins import Plugins

            self._plugins = Plugins.as_set(self.settings)
        return self._plugins

    @property
    def settings(self) -> "Settings":
        """The settings, read on first use."""
        if self._settings is None:
            from outreach_crm.settings import read_settings

            self._settings = read_settings(self.settings_file, os.environ)
        return self._settings

    @property
    def app(self) -> "App":
        """The App, opened on first use."""
        if self._app is None:
            from outreach_crm.app import App

            self._app = App.open(self.url, actor=self.actor, settings=self.settings, plugins=self.plugins, via="cli")
            if self._app.store.is_new:
                click.echo(f"A new database was made: {self._app.store.url}", err=True)
        return self._app

    def bare(self) -> "App":
        """Open the App of a place for another database; see :meth:`outreach_crm.app.App.bare`."""
        from outreach_crm.app import App

        return App.bare(
            self.url, settings=self.settings, environ=os.environ, actor=self.actor, via="cli", plugins=self.plugins
        )

    @property
    def address(self) -> str:
        """The address of the database, as it was given or is set."""
        from outreach_crm.app import database_address

        return self.url or database_address(self.settings, os.environ)

    def close(self) -> None:
        """Close the database and name the plugins that were set aside."""
        if self._app is not None:
            self._app.close()
            self._app = None
        self._settings = None
        for one in self._plugins.failed if self._plugins else ():
            click.echo(f"The plugin {one.name} was set aside: {one.sentence} (see: outreach plugins list)", err=True)
        self._plugins = None


def with_app(function: Callable[..., R]) -> Callable[..., R]:
    """Give a command the App as its first argument."""

    def run(*args: Any, **kwargs: Any) -> R:
        context = click.get_current_context()
        session = context.ensure_object(Session)
        session.options = {one.name: _called(one) for one in context.command.params if one.name}
        return function(session.app, *args, **kwargs)

    return update_wrapper(run, function)


def _called(one: click.Parameter) -> str:
    return max(one.opts, key=len) if isinstance(one, click.Option) else one.human_readable_name


def json_option(function: Callable[P, R]) -> Callable[P, R]:
    """Add ``--json`` to a command: one document on standard output."""

    def remember(ctx: click.Context, _: click.Parameter, value: bool) -> None:
        ctx.ensure_object(Session).json = value

    option = click.option(
        "--json", is_flag=True, expose_value=False, callback=remember, help="Answer in JSON, for machines."
    )
    decorated: Any = option(function)
    return decorated  # type: ignore[no-any-return]
