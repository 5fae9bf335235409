"""Today: what is due for who is there, each line with the button that settles it, and what others changed."""

from datetime import date, timedelta
from itertools import groupby

from attrs import evolve, frozen
from flask import Response, request, url_for

from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.dates import in_words
from outreach_crm.errors import InvalidInputError
from outreach_crm.model import Ref
from outreach_crm.policy import Action
from outreach_crm.tasks import service
from outreach_crm.tasks.model import Line
from outreach_crm.text import say
from outreach_crm.web import links, visiting
from outreach_crm.web.lists import number_asked
from outreach_crm.web.office import Answer, Office, done, page

pages = Office("today", "outreach_crm.tasks")

# So many lines of a group stand on the page of the day, and so many on a page of its own.
_FIRST, _PAGE = 20, 100
_LATER = {"tomorrow": 1, "week": 7}


@pages.look("")
def shown(app: App) -> Answer:
    """Show the day: what matters most, everything, or all of one group."""
    group, everything = request.args.get("group", ""), "everything" in request.args
    lines = service.today(app, everything=everything or bool(group))
    # The last line of a list that is too long counts what it leaves out.
    left = lines.pop() if lines and not lines[-1].group else None
    today = app.clock.today()
    parts = [_part(name, list(members)) for name, members in groupby(lines, key=lambda line: line.group)]
    return page(
        "tasks/today.html",
        today=today,
        parts=[_of_group(one) for one in parts if one.name == group] if group else parts,
        group=group,
        left=left,
        everything=everything,
        shortened=any(line.within for line in lines),
        when=lambda text: in_words(date.fromisoformat(text), today),
        others=[] if group else journal.of_others(app),
        tomorrow=today + timedelta(days=1),
    )


@frozen(kw_only=True)
class _Part:
    """Lines of one group as the page shows them: those before it, and the number of the first one behind it."""

    name: str
    lines: tuple[Line, ...]
    alarm: bool
    more: int = 0
    further: int = 0


def _part(name: str, lines: list[Line]) -> _Part:
    """Return a group with its first lines; those of a summary are shortened as well."""
    alarm = any(line.alarm for line in lines)
    if len(lines) == 1 and lines[0].within:
        within = lines[0].within
        return _Part(
            name=name,
            lines=(evolve(lines[0], within=within[:_FIRST]),),
            alarm=alarm,
            more=max(0, len(within) - _FIRST),
        )
    return _Part(name=name, lines=tuple(lines), alarm=alarm, more=max(0, len(lines) - _FIRST))


def _of_group(part: _Part) -> _Part:
    """Return one page of a group."""
    start = number_asked("from")
    rest = len(part.lines) - start - _PAGE
    return evolve(part, lines=part.lines[start : start + _PAGE], further=start + _PAGE if rest > 0 else 0, more=0)


@pages.act("/settle")
def settle(app: App) -> Response:
    """Settle a line for good, or put it off."""
    ref = Ref.read(request.form.get("ref", ""))
    if ref is None:
        raise InvalidInputError(say("This line is not there any more; look at today again."))
    visiting.ask(Action.WRITE, ref)
    until, back = _until(app), links.there(url_for("today.shown"))
    if ref.kind == "tasks" and until is not None:
        task = service.put_off(app, ref.id, until)
        return done(say("Later, {day}: {what}.", day=until, what=task.title), back, change_id=task.change_id)
    answered = service.answer(app, ref, until=until)
    what = answered.reminder.sentence
    said = say("Done: {what}.", what=what) if until is None else say("Later, {day}: {what}.", day=until, what=what)
    return done(said, back, change_id=answered.change_id)


def _until(app: App) -> date | None:
    """Return until when something is put off, or None where it is settled for good."""
    wanted = request.form.get("until", "")
    if wanted in _LATER:
        return app.clock.today() + timedelta(days=_LATER[wanted])
    if wanted != "day":
        return None
    try:
        return date.fromisoformat(request.form.get("day", ""))
    except ValueError:
        raise InvalidInputError(say("Say until which day.")) from None
