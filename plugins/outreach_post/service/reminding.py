"""What of letters and calls waits for somebody: printed and not handed over, to be pulled, calls left."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from outreach_crm.app import App
from outreach_crm.clock import timestamp
from outreach_crm.dispatch import service as dispatch
from outreach_crm.model import Ref, Reminder, Step
from outreach_crm.text import Sentence, count, say
from outreach_post.model import JobKind, Made
from outreach_post.queries import jobs
from outreach_post.service import objecting
from outreach_post.service.stationery import settings

# By which command and on which page somebody goes on.
_PULL = ("post pull", say("Pull them"), "/paper/pull")
_CALL = ("phone list", say("Call them"), "/paper/calls")
_STRIKE = ("phone strike", say("Strike them"), "/paper/calls")


def reminders(app: App, today: date) -> list[Reminder]:
    """Return what is due on or before a day."""
    letters, calls = (jobs.unsettled(app.store, kind) for kind in (JobKind.LETTERS, JobKind.CALLS))
    against = objecting.against(app, [*letters, *calls])
    found = [
        *_by_mailing(app, [one for one in letters if one.id in against], say("printed and must not be posted"), _PULL),
        *_waiting(app, [one for one in letters if one.id not in against]),
        *_by_mailing(app, [one for one in calls if one.id not in against], say("to call"), _CALL),
        *_by_mailing(app, [one for one in calls if one.id in against], say("listed and must not be called"), _STRIKE),
    ]
    return [one for one in (*found, *_files(app)) if one.due_on <= today]


def _by_mailing(app: App, sheets: Sequence[Made], what: Sentence, way: tuple[str, Sentence, str]) -> list[Reminder]:
    counted, (verb, label, path) = Counter(one.dispatch_id for one in sheets), way
    return [
        _due(app, one, app.clock.today(), n, what, f"{verb} {one}", Step(label=label, path=f"{path}?mailing={one}"))
        for one, n in counted.items()
    ]


def _waiting(app: App, letters: Sequence[Made]) -> list[Reminder]:
    """Return the jobs that somebody should have handed to the post by now."""
    before = timestamp(app.clock.now() - timedelta(days=settings(app).remind_days))
    counted = Counter(one.job_id for one in letters)
    made = [job for one in counted if (job := jobs.job(app.store, one)) is not None and job.made_at < before]
    what = say("printed and not handed to the post")
    return [
        _due(
            app,
            job.dispatch_id,
            date.fromisoformat(job.made_at[:10]),
            counted[job.id],
            what,
            f"post handed {job.id}",
            Step(label=say("Say what became of it"), path=f"/paper/{job.id}"),
        )
        for job in made
    ]


def _files(app: App) -> list[Reminder]:
    """Return that files lie about whose letters are posted, so that names and addresses do not stay there."""
    before = timestamp(app.clock.now() - timedelta(days=settings(app).keep_days))
    old = [row["made_at"] for row in jobs.done(app.store) if row["made_at"] < before]
    if not old:
        return []
    return [
        Reminder(
            due_on=date.fromisoformat(min(old)[:10]),
            sentence=count(
                len(old),
                "{n} file with names and addresses, and nothing of it in hand any more",
                "{n} files with names and addresses, and nothing of it in hand any more",
            ),
            command="outreach post tidy",
            group="Letters and calls",
            step=Step(label=say("Remove them"), path="/paper/tidy", at_once=True),
        )
    ]


def _due(app: App, dispatch_id: int, on: date, n: int, what: Sentence, verb: str, step: Step) -> Reminder:
    return Reminder(
        due_on=on,
        sentence=say("{mailing}: {n} {what}", mailing=dispatch.get(app, dispatch_id).name, n=n, what=what),
        command=f"outreach {verb}",
        group="Letters and calls",
        ref=Ref("dispatches", dispatch_id),
        step=step,
    )
