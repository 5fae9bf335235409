"""A copy of the log to try something on: a database of its own in a temporary folder, without any contact."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_bytes
from tempfile import TemporaryDirectory

from outreach_crm.app import App
from outreach_crm.keys import Keyring
from outreach_crm.keywords import service as keywords
from outreach_crm.model import Actor, Via
from outreach_crm.storage import Bound, migrate, open_store
from outreach_crm.storage.carrying import carry

_LOG = ("ua_cases", "ua_issues", "ua_issue_cases", "ua_issue_keywords", "ua_texts")


@contextmanager
def copy_of_log(app: App) -> Iterator[App]:
    """Give the App of a copy that holds the cases, their issues and the thesaurus; it is removed afterwards.

    The copy is an SQLite file whichever engine the database has, so that nothing of it is written to; its key is thrown
    away with it.
    """
    key = token_bytes(32)
    with TemporaryDirectory(prefix="outreach-") as folder:
        store = open_store(str(Path(folder) / "copy.db"), Bound(app.clock))
        try:
            migrate(store, app.plugins.migrations())
            actor = Actor(name="outreach-crm", via=Via.PROGRAM)
            copy = App.on(store, app.plugins, app.settings, Keyring(lambda: key), actor)
            keywords.carry(app, copy)
            with copy.change("carry the log", final=True):
                carry(app.store, store, _LOG)
            store.execute("analyze")
            yield copy
        finally:
            store.close()
