"""Opening an assessment: who is asked what, until when, and by which rules, all before anybody rates."""

from typing import Any

from flask import url_for

from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError, sentence_of
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.groups import service as groups
from outreach_crm.groups.model import Structure
from outreach_crm.model import Problem
from outreach_crm.sectors import service as sectors
from outreach_crm.text import count, say
from outreach_crm.web import asking
from outreach_crm.web.office import Answer, done, page
from outreach_crm.written import refusal
from outreach_priority import service
from outreach_priority.formulas.combination import Rule
from outreach_priority.model import Assessment, AssessmentDraft, Questionnaire, Rules
from outreach_priority.service.opening import organisations_of
from outreach_priority.web.blueprint import because, pages, path_to, until

_FIND = "outreach_crm.contacts.service.picking:"
_USUAL = Rules()
_COMBINING = {
    Rule.GEOMETRIC: say("multiplied: what one lacks the other does not make up for"),
    Rule.ADDITIVE: say("added to each other"),
    Rule.MINIMUM: say("the weaker one counts"),
}
_STEPS = ("1", "1.5", "2", "2.5", "3", "4")
# Shares are asked in per cent.
_SHARES = {
    "alpha": say("Share of the international analysis, in per cent"),
    "threshold": say("From how many points of 100 an analysis speaks for a sector"),
    "discuss_unknown": say("Discuss what so many per cent cannot tell"),
    "settled_below": say("No further round if fewer ratings changed, in per cent"),
    "reserve": say("Kept back from the budget, in per cent"),
}


@pages.form("/open")
def open_(app: App) -> Answer:
    """Open an assessment."""
    rules = _rules()
    form = asking.read(*_asked(app), *_judged(app), _form(app), until(app), *rules, because())
    if form.ready:
        with asking.told(form) as outcome:
            opened = service.open_assessment(app, _draft(app, form), because=form.text("because"))
            return done(_opened(app, opened), path_to("hand_out", opened), change_id=opened.change_id)
        form = outcome.form
    back = url_for("outreach_priority.listed")
    return page("outreach_priority/open.html", form, rules=[one.key for one in rules], back=back)


def _opened(app: App, opened: Assessment) -> str:
    asked = count(len(service.sheets_of(app, opened)), "{n} adviser is asked", "{n} advisers are asked")
    return say("{title} is open: {asked}, until {day}.", title=opened.title, asked=asked, day=opened.due_on)


def _asked(app: App) -> list[Field]:
    there = groups.list_groups(app)
    advisory = [one for one in there if one.structure is Structure.ADVISORY]
    others = [one for one in there if one not in advisory]
    named = [Choice(str(one.contact_id), one.name) for one in (*advisory, *others)]
    return [
        Field(
            key="title",
            label=say("What it is called"),
            kind=Kind.TEXT,
            hint=say("Such as: Priorities 2027. Else it is called by the group and the year."),
        ),
        Field(
            key="group",
            label=say("Advisory group"),
            kind=Kind.ONE_OF,
            value=str(advisory[0].contact_id) if len(advisory) == 1 else "",
            choices=(Choice("", say("none: the people named below")), *named),
            hint=say("Its advisers are asked, or all its members where nobody has that role."),
        ),
        Field(
            key="advisers",
            label=say("Only these people are asked"),
            kind=Kind.SEVERAL_OF,
            find=f"{_FIND}people",
            hint=say("In place of those of the group."),
        ),
    ]


def _judged(app: App) -> list[Field]:
    there = [Choice(one.key, one.name) for one in sectors.all_sectors(app)]
    return [
        Field(
            key="sectors",
            label=say("Which sectors are judged"),
            kind=Kind.SEVERAL_OF,
            choices=tuple(there),
            hint=say("All of them where none is ticked. Each takes an adviser about a minute in the short form."),
        ),
        Field(
            key="within",
            label=say("Or organisations of one sector: whom to approach first"),
            kind=Kind.ONE_OF,
            value="",
            choices=(Choice("", say("no, sectors are judged")), *there),
        ),
        Field(
            key="organisations",
            label=say("Only these organisations of it"),
            kind=Kind.SEVERAL_OF,
            find=f"{_FIND}organisations",
            hint=say("All that are recorded in the sector where none is named."),
        ),
    ]


def _form(app: App) -> Field:
    usual, found = AssessmentDraft().form, service.all_questionnaires(app)
    order = sorted(found.values(), key=lambda one: (one.key != usual, len(one.items)))
    choices = tuple(Choice(one.key, _described(one)) for one in order)
    return Field(key="form", label=say("Form"), kind=Kind.ONE_OF, value=usual, choices=choices)


def _described(one: Questionnaire) -> str:
    told = {"title": one.title, "about": one.about}
    return count(len(one.items), "{title} ({n} question). {about}", "{title} ({n} questions). {about}", **told)


def told_of(rules: Rules) -> list[tuple[str, str]]:
    """Return the rules of an assessment as they were agreed, each with what it was asked as."""
    return [(one.label, _answer(one, getattr(rules, one.key))) for one in _rules()]


def _answer(asked: Field, rule: Any) -> str:
    if asked.kind is Kind.YES_NO:
        return say("yes") if rule else say("no")
    if asked.key in _SHARES:
        return f"{100 * rule:g}"
    given = f"{rule:g}" if isinstance(rule, float) else str(rule)
    return next((one.label for one in asked.choices if one.key == given), given)


def _rules() -> list[Field]:
    combining = tuple(Choice(one.value, label) for one, label in _COMBINING.items())
    steps = tuple(Choice(one, one) for one in _STEPS)
    return [
        Field(key="rounds", label=say("How many rounds there may be"), kind=Kind.NUMBER, value=_USUAL.rounds, least=1),
        Field(key="late", label=say("Late sheets are taken while the round is open"), kind=Kind.YES_NO, value=True),
        Field(
            key="least",
            label=say("So many advisers a value needs"),
            kind=Kind.NUMBER,
            value=_USUAL.least,
            least=1,
            hint=say("With fewer it is called thin."),
        ),
        Field(
            key="discuss_spread",
            label=say("Discuss what the middle half sees so many steps apart"),
            kind=Kind.ONE_OF,
            value=f"{_USUAL.discuss_spread:g}",
            choices=steps,
        ),
        Field(
            key="combining",
            label=say("The two analyses are"),
            kind=Kind.ONE_OF,
            value=_USUAL.combining.value,
            choices=combining,
        ),
        *(
            Field(key=key, label=label, kind=Kind.NUMBER, value=round(100 * getattr(_USUAL, key)), least=0, most=100)
            for key, label in _SHARES.items()
        ),
    ]


def _draft(app: App, form: asking.Form) -> AssessmentDraft:
    """Return what was asked for.

    Raises:
        InvalidInputError: it asks for sectors and for organisations of one, or its rules cannot be.
        NotFoundError: no organisation of the sector is recorded.
    """
    within, chosen = form.text("within"), tuple(form.answer("sectors"))
    named = tuple(form.answer("organisations"))
    if within and chosen:
        raise _wrong("within", say("Sectors are ticked above: choose them, or organisations of one sector."))
    if named and not within:
        raise _wrong("organisations", say("Say of which sector they are; organisations are compared within one."))
    return AssessmentDraft(
        title=form.text("title"),
        group=form.text("group"),
        sectors=(within,) if within else chosen,
        organisations=(named or organisations_of(app, within)) if within else (),
        advisers=tuple(form.answer("advisers")),
        form=form.text("form"),
        due_on=str(form.answer("due_on") or ""),
        rules=_agreed(form),
    )


def _agreed(form: asking.Form) -> Rules:
    given: dict[str, Any] = {key: form.answer(key) for key in ("rounds", "least", "late", "combining")}
    given |= {"discuss_spread": float(form.text("discuss_spread"))}
    given |= {key: form.answer(key) for key in _SHARES}
    given = {key: one for key, one in given.items() if one is not None}
    given |= {key: given[key] / 100 for key in _SHARES if key in given}
    try:
        return Rules(**given)
    except ValueError as error:
        raise InvalidInputError(say("The rules cannot be: {error}.", error=sentence_of(error))) from None


def _wrong(key: str, sentence: str) -> InvalidInputError:
    return refusal([Problem(field=key, sentence=sentence)])
