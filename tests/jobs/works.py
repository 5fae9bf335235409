"""Kinds of work that tests ask for, and the App that knows them."""

import os
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft
from outreach_crm.errors import ConflictError
from outreach_crm.hooks import hookimpl
from outreach_crm.jobs.model import Progress, Result
from outreach_crm.keys import Keyring
from outreach_crm.model import Actor, Work
from outreach_crm.plugins import Plugins
from outreach_crm.settings import Settings
from outreach_crm.storage import Bound, open_store
from tests.conftest import KEY


def add_people(app: App, progress: Progress, *, names: list[str]) -> Result:
    """Add people who are not there yet."""
    with app.change("add many people", steps=True) as change:
        for number, name in enumerate(names, start=1):
            with change.step():
                if not contacts.find(app, name):
                    contacts.add(app, ContactDraft(name=name))
            progress(number, len(names))
    return Result(sentence=f"{len(names)} people are there.", path="/contacts", change_id=change.id)


def refuse(app: App, progress: Progress) -> Result:
    """Say what cannot be."""
    raise ConflictError("Somebody else does that already.")


def fall(app: App, progress: Progress) -> Result:
    """Go wrong by a fault."""
    name = "Ana Ruiz"
    raise ValueError(f"{name} has no shoe size")


def linger(app: App, progress: Progress, *, note: str) -> Result:
    """Say who is at it, and go on until somebody ends it."""
    for round in range(10_000):  # noqa: A001
        progress(round, None)
        Path(note).write_text(f"{os.getpid()} {app.actor.name} {app.actor.role}")
        time.sleep(0.01)
    return Result(sentence="Nobody ended it.")


def once_more(app: App, progress: Progress, *, note: str) -> Result:
    """Linger until the program is killed; the next time it is done at once."""
    if Path(note).exists():
        return Result(sentence="Done the second time.")
    return linger(app, progress, note=note)


class Works:
    """A plugin that offers them."""

    @hookimpl
    def works(self) -> Iterable[Work]:
        """Offer them, each by its name."""
        named = ("add_people", "refuse", "fall", "linger", "once_more")
        return [
            Work(key="write", title="Write", target="tests.jobs.works:linger", undone=True),
            *(
                Work(key=one.replace("_", "-"), title=one.capitalize(), target=f"tests.jobs.works:{one}")
                for one in named
            ),
        ]


def knowing(app: App) -> App:
    """The App with these kinds of work."""
    return App.on(app.store, Plugins.load(extra={"works": Works()}), app.settings, app.keyring, app.actor)


def main(url: str) -> None:
    """Do what waits in a program of its own."""
    from outreach_crm.jobs import service

    store = open_store(url, Bound())
    app = App.on(store, Plugins.load(extra={"works": Works()}), Settings({}), Keyring(lambda: KEY), Actor(name="serve"))
    service.run_one(app)


if __name__ == "__main__":
    main(sys.argv[1])
