"""Pages on which levels and decisions are written down, and all work on a case is stopped."""

from flask import Response

from outreach_cases import service
from outreach_cases.model.cases import Case
from outreach_cases.model.levels import WAYS, Decided, Reason, Stance, Track, Transition
from outreach_cases.web.blueprint import home, pages
from outreach_cases.web.cases import REASONS
from outreach_crm.app import App
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.policy import Action
from outreach_crm.text import beginning, row, say, term
from outreach_crm.web import asking
from outreach_crm.web.office import Answer, done, page


@pages.form("/<int:case_id>/level")
def level(app: App, case_id: int) -> Answer:
    """Write down the level that the International Secretariat gave a case."""
    case = service.get(app, case_id)
    states = tuple(Choice(one, beginning(term(one))) for one in sorted(WAYS[case.level]))
    fields = _fields(app, say("Its level is now"), states)
    form = asking.read(*fields, version=_last(app, case_id, Track.LEVEL))
    if form.ready:
        with asking.told(form, "state") as outcome:
            return _kept(app, case, service.level(app, case_id, _decided(form)))
        form = outcome.form
    title, cautions = say("Level of {case}", case=case.called), service.cautions(app, case)
    return page("outreach_cases/decide.html", form, title=title, case=case, cautions=cautions, back=home(case_id))


@pages.form("/<int:case_id>/decide")
def decide(app: App, case_id: int) -> Answer:
    """Write down whether our section works on a case."""
    case = service.get(app, case_id)
    states = tuple(Choice(one.value, beginning(one.label)) for one in Stance if one is not case.stance)
    fields = _fields(app, say("What is decided"), states, app.actor.name)
    form = asking.read(*fields, version=_last(app, case_id, Track.STANCE))
    if form.ready:
        with asking.told(form, "state") as outcome:
            return _kept(app, case, service.decide(app, case_id, _decided(form)))
        form = outcome.form
    title = say("Do we work on {case}?", case=case.called)
    return page("outreach_cases/decide.html", form, title=title, case=case, cautions=(), back=home(case_id))


def _kept(app: App, case: Case, made: Transition) -> Response:
    """Go back to a case; what stopped all work cannot be taken back."""
    final = made.reason is not None and made.reason.stops
    told = row([say("{case}: {what}.", case=case.called, what=made.told), *service.told_before(app, made)], " ")
    return done(told, home(case.id), change_id=None if final else made.change_id)


@pages.form("/<int:case_id>/stop", Action.SEND)
def stop(app: App, case_id: int) -> Answer:
    """Stop all work on a case at once, wherever it is done."""
    case = service.get(app, case_id)
    reasons = tuple(Choice(one.value, beginning(one.label)) for one in Reason if one.stops)
    form = asking.read(
        Field(key="reason", label=say("Why"), kind=Kind.ONE_OF, choices=reasons, needed=True),
        Field(key="note", label=say("What happened"), kind=Kind.LINES, needed=True),
    )
    if form.ready:
        with asking.told(form, "note") as outcome:
            made = service.stop(app, case_id, Reason(form.text("reason")), note=form.text("note"))
            told = say("All work on {case} is stopped.", case=case.called)
            return done(row([told, *service.told_before(app, made)], " "), home(case_id))
        form = outcome.form
    return page(
        "outreach_cases/stop.html",
        form,
        title=say("Stop all work on {case}", case=case.called),
        pointers=service.pointers(app, case_id),
        back=home(case_id),
    )


def _last(app: App, case_id: int, track: Track) -> int:
    """Return the row of a track that holds now; 0 where there is none."""
    rows = service.history(app, case_id, track)
    return rows[-1].id if rows else 0


def _fields(app: App, label: str, states: tuple[Choice, ...], decider: str = "") -> tuple[Field, ...]:
    today = app.clock.today()
    nobody = "" if decider else say("Empty: the International Secretariat.")
    first = states[0].key if len(states) == 1 else ""
    stops = say("Their wish or their safety stops all work at once, wherever it is done; no undo takes that back.")
    return (
        Field(key="state", label=label, kind=Kind.ONE_OF, choices=states, value=first, needed=True),
        Field(
            key="reason",
            label=say("Why it is closed or left"),
            kind=Kind.ONE_OF,
            choices=REASONS,
            value="",
            hint=stops,
        ),
        Field(key="note", label=say("Why, in words"), kind=Kind.LINES),
        Field(key="decided_on", label=say("From which day on"), kind=Kind.DATE, value=today, most=today),
        Field(key="decided_by", label=say("Who decided"), kind=Kind.TEXT, value=decider, hint=nobody),
    )


def _decided(form: asking.Form) -> Decided:
    day = form.answer("decided_on")
    return Decided(
        state=form.text("state"),
        decided_on=day.isoformat() if day else "",
        reason=Reason(form.text("reason")) if form.text("reason") else None,
        note=form.text("note"),
        decided_by=form.text("decided_by"),
        seen=form.seen,
    )
