"""What upkeep reminds of: that no backup was made for too long."""

from datetime import date, timedelta

from outreach_crm.app import App
from outreach_crm.model import Reminder, Step
from outreach_crm.policy import Action, may
from outreach_crm.text import say
from outreach_crm.upkeep import queries
from outreach_crm.upkeep.model import BackupSettings
from outreach_crm.upkeep.service.backing_up import known_backup


def reminders(app: App, today: date) -> list[Reminder]:
    """Return that a backup is due, for whoever may make one; only the database is asked, no file."""
    if app.store.url == ":memory:" or not may(app.actor, Action.ADMINISTER):
        return []
    last = known_backup(app)
    since = last or queries.first_change(app.store)
    days = timedelta(days=app.settings.of("backup", BackupSettings).remind_days)
    due_on = date.fromisoformat(since[:10]) + days if since else today
    if due_on >= today:
        return []
    sentence = say("There is no backup yet")
    if last:
        sentence = say("The last backup was made on {day}", day=date.fromisoformat(last[:10]))
    return [
        Reminder(
            due_on=due_on,
            sentence=sentence,
            command="outreach backup",
            group="The installation",
            step=Step(label=say("Back up"), path="/backups"),
        )
    ]
