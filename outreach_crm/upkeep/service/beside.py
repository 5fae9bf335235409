"""Upkeep that takes longer than a page may, done beside the pages; each can be begun again from the beginning."""

import json
from typing import Any

from outreach_crm.app import App
from outreach_crm.clock import timestamp
from outreach_crm.jobs.model import Progress, Result
from outreach_crm.policy import Action, demand
from outreach_crm.storage.meta import get_meta, set_meta
from outreach_crm.text import count, recalled, row, say, term, written
from outreach_crm.upkeep.model import Examination, Finding
from outreach_crm.upkeep.service.backing_up import back_up
from outreach_crm.upkeep.service.examining import examine
from outreach_crm.upkeep.service.mending import mend

_LAST = "last examination"


def examine_beside(app: App, progress: Progress, *, deep: bool = False) -> Result:
    """Look at everything, and keep what was found for whoever asks next."""
    demand(app.actor, Action.ADMINISTER)
    progress(0, None)
    findings = examine(app, deep=deep)
    kept = {"at": timestamp(app.clock.now()), "findings": [*map(_kept, findings)]}
    with app.store.write():
        set_meta(app.store, _LAST, json.dumps(kept, ensure_ascii=False))
    wrong = sum(not one.ok for one in findings)
    said = count(wrong, "{n} thing needs to be looked at.", "{n} things need to be looked at.")
    said = said if wrong else say("Everything is in order.")
    return Result(sentence=said, path="/plugins/doctor")


def last_examination(app: App) -> Examination | None:
    """Return what the last check found that was made from a page; None where there was none."""
    kept = json.loads(get_meta(app.store, _LAST) or "null")
    if kept is None:
        return None
    return Examination(at=kept["at"], findings=tuple(Finding(**_recalled(**one)) for one in kept["findings"]))


def _kept(one: Finding) -> dict[str, Any]:
    return {"subject": one.subject, "ok": one.ok, "sentence": one.sentence, "said": written(one.sentence)}


def _recalled(subject: str, sentence: str, said: str = "", **finding: Any) -> dict[str, Any]:
    return {**finding, "subject": term(subject), "sentence": recalled(said, sentence)}


def mend_beside(app: App, progress: Progress) -> Result:
    """Mend what can be mended without asking, and look again."""
    demand(app.actor, Action.ADMINISTER)
    done = mend(app)
    found = examine_beside(app, progress)
    told = row([*(done or [say("There was nothing to mend.")]), found.sentence], " ")
    return Result(sentence=told, path=found.path)


def back_up_beside(app: App, progress: Progress) -> Result:
    """Make a backup in the folder of the settings."""
    progress(0, None)
    report = back_up(app)
    said = say(
        "A backup was made: {place}. It is kept until {day}.", place=report.backup.place, day=report.backup.until_on
    )
    return Result(sentence=said, path="/backups")
