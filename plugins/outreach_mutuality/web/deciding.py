"""Pages on which rules are answered, requests decided, and promises kept."""

from collections.abc import Iterator, Mapping

from flask import Response, url_for

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.text import beginning, row, say
from outreach_crm.web import asking
from outreach_crm.web.office import Answer, done, lead_to, page
from outreach_mutuality import service
from outreach_mutuality.model.assessing import DecisionDraft, Finding, Outcome, Rule, Verdict
from outreach_mutuality.model.requests import UNDECIDED
from outreach_mutuality.service import rules
from outreach_mutuality.web.blueprint import home, pages

_SAID = {Verdict.YES: say("yes"), Verdict.NO: say("no"), Verdict.UNCLEAR: say("unclear")}
_OPEN = Choice("", say("Not said yet"))
# So many promises can be made on one page.
_PROMISES = 3


@pages.form("/<int:request_id>/assess")
def assess(app: App, request_id: int) -> Answer:
    """Say what the rules say."""
    found = service.get(app, request_id)
    there, said = rules.put(app, found.kind, found.amount), service.findings(app, found)
    looks = service.second_looks(app, found)
    form = asking.read(*_rules(there, said, looks), *_of_all(app, said), version=found.change_id)
    if not form.sent and found.state not in UNDECIDED:
        return lead_to(home(request_id))
    if form.ready:
        with asking.told(form) as outcome:
            verdicts = {key: Verdict(one) for key in there if (one := form.text(f"rule-{key}"))}
            why = {key: form.text(f"why-{key}") for key in verdicts}
            rest = Verdict(form.text("rest")) if form.text("rest") else None
            now = service.assess(app, request_id, verdicts, rest=rest, why=why, ask=form.text("ask"))
            return done(say("The request is {state} now.", state=now.state), home(request_id), change_id=now.change_id)
        form = outcome.form
    title = say("What the rules say of what {name} asks", name=found.contact)
    own = tuple(f"why-{key}" for key in there)
    return page("outreach_mutuality/assess.html", form, title=title, found=found, further=own, back=home(request_id))


def _rules(there: Mapping[str, Rule], said: Mapping[str, Finding], looks: Mapping[str, str]) -> Iterator[Field]:
    for key, rule in there.items():
        now = said.get(key)
        sayable = ((one, say("{verdict}: {why}", verdict=word, why=rule.sentence(one))) for one, word in _SAID.items())
        hint: str = rule.source
        if key in looks:
            hint = say("{source}. Look twice: {why}.", source=rule.source, why=looks[key])
        yield Field(
            key=f"rule-{key}",
            label=rule.question,
            kind=Kind.ONE_OF,
            choices=(*(Choice(one.value, told) for one, told in sayable), _OPEN),
            value=now.verdict.value if now else "",
            hint=hint,
        )
        own = now.sentence if now and now.sentence != rule.sentence(now.verdict) else ""
        label = say("{question} Why, in your own words", question=rule.question)
        yield Field(key=f"why-{key}", label=label, kind=Kind.TEXT, value=own)


def _of_all(app: App, said: Mapping[str, Finding]) -> tuple[Field, ...]:
    people = (Choice(name, name) for name in accounts.in_use(app))
    asked = next((one.ask for one in said.values() if one.ask), "")
    return (
        Field(
            key="rest",
            label=say("All that is not said above"),
            kind=Kind.ONE_OF,
            choices=(_OPEN, Choice(Verdict.YES.value, say("yes: nothing speaks against it"))),
            value="",
            hint=say("What calls for a second look is said above, or not yet."),
        ),
        Field(
            key="ask",
            label=say("Who looks at what is unclear"),
            kind=Kind.ONE_OF,
            choices=(Choice("", say("Nobody")), *people),
            value=asked,
            hint=say("One of us with an account, who may ask others."),
        ),
    )


@pages.form("/<int:request_id>/decide")
def decide(app: App, request_id: int) -> Answer:
    """Decide on a request."""
    found = service.get(app, request_id)
    said = service.findings(app, found)
    there = rules.put(app, found.kind, found.amount)
    against = any(one.verdict is not Verdict.YES for one in said.values())
    speaks_for_it = not against and not service.left(app, found)
    proposed = Outcome.ACCEPT.value if speaks_for_it else ""
    form = asking.read(*_decision(app, there, proposed), version=found.change_id)
    if not form.sent and found.state not in UNDECIDED:
        return lead_to(home(request_id))
    if form.ready:
        with asking.told(form, "outcome") as outcome:
            made = service.decide(app, request_id, _draft(form))
            told = say(
                "Decided: {what}.", what=row([made.outcome.label, *([made.departs] if made.departs else [])], "; ")
            )
            return done(told, home(request_id), change_id=made.change_id)
        form = outcome.form
    title = say("Decide on what {name} asks", name=found.contact)
    return page(
        "outreach_mutuality/decide.html",
        form,
        title=title,
        found=found,
        said=said,
        rules=there,
        speaks_for_it=speaks_for_it,
        like=service.like(app, found),
        further=_further(),
        back=home(request_id),
    )


def _draft(form: asking.Form) -> DecisionDraft:
    promises = [(form.text(f"what-{n}"), form.answer(f"day-{n}")) for n in range(_PROMISES)]
    return DecisionDraft(
        outcome=Outcome(form.text("outcome")),
        told=form.text("told"),
        kept=form.text("kept"),
        rule=form.text("rule"),
        offered=form.text("offered"),
        decided_by=form.text("decided_by"),
        promises=tuple((what, day.isoformat() if day else "2w") for what, day in promises if what),
        version=form.seen,
    )


def _further() -> tuple[str, ...]:
    return ("rule", "decided_by", *(f"{key}-{n}" for n in range(1, _PROMISES) for key in ("what", "day")))


def _decision(app: App, there: Mapping[str, Rule], proposed: str) -> list[Field]:
    outcomes = tuple(Choice(one.value, beginning(one.label)) for one in Outcome)
    keys = (Choice("", say("None in particular")), *(Choice(key, rule.question) for key, rule in there.items()))
    today = app.clock.today()
    promises = [
        field
        for n in range(_PROMISES)
        for field in (
            Field(key=f"what-{n}", label=say("What we promise"), kind=Kind.TEXT),
            Field(key=f"day-{n}", label=say("By when"), kind=Kind.DATE, least=today),
        )
    ]
    return [
        Field(
            key="outcome", label=say("What is decided"), kind=Kind.ONE_OF, choices=outcomes, value=proposed, needed=True
        ),
        Field(key="told", label=say("The reason they are told"), kind=Kind.LINES),
        Field(key="offered", label=say("What is offered instead, which part, or to whom referred"), kind=Kind.LINES),
        Field(
            key="kept",
            label=say("The reason that stays with us"),
            kind=Kind.LINES,
            hint=say("It never stands in an answer."),
        ),
        *promises,
        Field(key="rule", label=say("On which rule it rests"), kind=Kind.ONE_OF, choices=keys, value=""),
        Field(key="decided_by", label=say("Who decided"), kind=Kind.TEXT, value=app.actor.name),
    ]


@pages.form("/<int:request_id>/again")
def again(app: App, request_id: int) -> Answer:
    """Take a decision back."""
    found = service.get(app, request_id)
    form = asking.read(Field(key="because", label=say("Why it is decided anew"), kind=Kind.TEXT, needed=True))
    if form.ready:
        with asking.told(form, "because") as outcome:
            now = service.take_back(app, request_id, because=form.text("because"))
            return done(say("The decision is taken back."), home(request_id), change_id=now.change_id)
        form = outcome.form
    title = say("Decide anew on what {name} asks", name=found.contact)
    return page("web/form.html", form, title=title, label=say("Take it back"), back=home(request_id))


@pages.act("/promises/<int:promise_id>/keep")
def keep(app: App, promise_id: int) -> Response:
    """Say that a promise is kept."""
    kept = service.keep(app, promise_id)
    to = url_for("outreach_mutuality.shown", request_id=kept.request_id)
    return done(say("Kept: {what}.", what=kept.what), to, change_id=kept.change_id)
