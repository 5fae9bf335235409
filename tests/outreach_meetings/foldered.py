"""A folder of calendar files in a test, and another program that writes there."""

import re
from datetime import date
from pathlib import Path

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.model import Ref
from outreach_crm.tasks import service as tasks
from outreach_crm.tasks.model import Task
from outreach_meetings import service
from outreach_meetings.model.feeds import Whose
from outreach_meetings.model.series import Meeting
from outreach_meetings.model.vdir import Fate, Line, Synced
from outreach_meetings.service import naming


@frozen
class Shared:
    """The folder of a calendar, and whose it is."""

    app: App
    whose: Whose
    path: Path

    def sync(self, **more: object) -> Synced:
        """Bring both into step."""
        return service.sync(self.app, self.whose, self.path, **more)  # type: ignore[arg-type]

    def fates(self, **more: object) -> list[Fate]:
        """What became of entries."""
        return [one.fate for one in self.sync(**more).lines]

    @property
    def names(self) -> list[str]:
        """The files of entries."""
        return sorted(one.name for one in self.path.glob("*.ics"))

    @property
    def kept(self) -> list[str]:
        """What other versions hold."""
        return [one.read_text() for one in sorted((self.path / ".outreach" / "kept").glob("*"))]

    def of(self, what: Meeting | Task) -> Path:
        """The file of a meeting or a task."""
        if isinstance(what, Meeting):
            return self.path / f"{what.series.uid}.ics"
        return self.path / f"{naming.uid_of_ref(self.app, Ref('tasks', what.id))}.ics"

    def alter(self, what: Meeting | Task, pattern: str, text: str) -> str:
        """Let another program alter its file, and return what it then holds."""
        file = self.of(what)
        before = file.read_bytes().decode()
        after = re.sub(pattern, text, before, flags=re.MULTILINE)
        assert after != before, before
        file.write_bytes(after.encode())
        return after


def mine(app: App, path: Path) -> Shared:
    """Whoever acts, with the folder of their own calendar."""
    assert app.actor.account_id
    return Shared(app, Whose(account_id=app.actor.account_id), path / "calendar")


def of_group(app: App, group_id: int, path: Path) -> Shared:
    """The calendar of a group in a folder."""
    return Shared(app, Whose(group_id=group_id), path / "calendar")


def a_task(app: App, title: str = "Write to the ministry", due_on: date = date(2026, 4, 1)) -> Task:
    """Add a task of one's own."""
    return tasks.add(app, title, due_on=due_on)


def only(told: Synced) -> Line:
    """The one thing that was done."""
    (line,) = told.lines
    return line
