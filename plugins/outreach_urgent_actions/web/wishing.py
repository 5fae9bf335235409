"""The questions of a sign-up, and what was answered."""

from flask import request

from outreach_crm.app import App
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.privacy import service as privacy
from outreach_crm.sectors import service as sectors
from outreach_crm.text import read_number, say
from outreach_crm.web import asking
from outreach_urgent_actions.model import Capacity
from outreach_urgent_actions.model.asked import Asked
from outreach_urgent_actions.web.pages import choices
from outreach_urgent_actions.web.pasting import FIND

_MONTHS = {1: say("a month"), 2: say("two months"), 3: say("three months"), 12: say("a year")}
_CAPACITIES = {
    Capacity.ANYONE: say("As anyone"),
    Capacity.PROFESSIONAL: say("In their professional capacity"),
    Capacity.COLLEAGUES: say("Through their colleagues"),
}
_NOTHING = Asked()


def interest_fields(app: App, now: Asked = _NOTHING) -> tuple[Field, ...]:
    """Return the questions about what somebody wants."""
    named = {one.key: one.name for one in sectors.all_sectors(app) if one.keywords}
    none = Choice("", say("No sector"))
    wide = say("Several of one kind widen it, of different kinds narrow it: nurses and Americas is nurses there.")
    return (
        Field(
            key="like",
            label=say("All that concerns a sector"),
            kind=Kind.ONE_OF,
            value=now.like,
            choices=choices(named, none),
        ),
        _keywords("keywords", say("Keywords, occupations, regions and countries"), now.keywords, wide),
        _keywords("unwanted", say("Never, whatever else fits"), now.unwanted),
        Field(
            key="at_most",
            label=say("How many at most"),
            kind=Kind.NUMBER,
            value=now.at_most or None,
            hint=_ALL,
            least=1,
            most=_MOST,
        ),
        Field(
            key="months",
            label=say("Within"),
            kind=Kind.ONE_OF,
            value=str(now.months),
            choices=tuple(
                Choice(str(n), _MONTHS.get(n) or say("{n} months", n=n)) for n in sorted({*_MONTHS, now.months})
            ),
        ),
    )


_ALL = say("Empty: all of them. Updates of one they got always come.")
_MOST = 999


def _keywords(key: str, label: str, named: tuple[str, ...], hint: str = "") -> Field:
    there = tuple(Choice(one, one) for one in named)
    return Field(key=key, label=label, kind=Kind.SEVERAL_OF, value=named, choices=there, hint=hint, find=FIND)


def wish_fields(app: App, now: Asked = _NOTHING, *, publications: bool = False) -> tuple[Field, ...]:
    """Return the questions of a sign-up, with the answers as they are now.

    Args:
        app: the App.
        now: the sign-up as it is.
        publications: whether to ask what it is for.
    """
    label = say("For publications instead of Urgent Actions")
    first = (Field(key="publications", label=label, kind=Kind.YES_NO),) if publications else ()
    least = say("Kept with other keywords where their own bring too few.")
    promised = Field(
        key="at_least",
        label=say("How many are promised"),
        kind=Kind.NUMBER,
        value=now.at_least or None,
        hint=least,
        least=1,
        most=_MOST,
    )
    return (*first, *interest_fields(app, now), promised, *_coming(app, now), *_language(now))


def _coming(app: App, now: Asked) -> tuple[Field, ...]:
    ways = {key: privacy.way(key) for key in dict.fromkeys((*privacy.channels(app), now.channel)) if key}
    as_whom = tuple(Choice(key.value, said) for key, said in _CAPACITIES.items())
    return (
        Field(key="capacity", label=say("As whom they write"), kind=Kind.ONE_OF, value=now.capacity, choices=as_whom),
        Field(
            key="channel",
            label=say("How it comes"),
            kind=Kind.ONE_OF,
            value=now.channel,
            choices=choices(ways, Choice("", say("as it suits"))),
        ),
    )


def _language(now: Asked) -> tuple[Field, ...]:
    return (
        Field(key="language", label=say("Language"), kind=Kind.TEXT, value=now.language, hint=_LANGUAGE),
        Field(key="only", label=say("In no other language"), kind=Kind.YES_NO, value=now.only),
        Field(key="because", label=say("Why, for the history"), kind=Kind.TEXT),
    )


_LANGUAGE = say("As es or fr; empty for the one they are written to in.")


def asked_of(form: asking.Form) -> Asked:
    """Return what was answered."""
    return Asked(
        publications=bool(form.answer("publications")),
        like=form.text("like"),
        keywords=form.answer("keywords") or (),
        unwanted=form.answer("unwanted") or (),
        at_most=form.answer("at_most") or 0,
        at_least=form.answer("at_least") or 0,
        months=read_number(form.text("months")) or 1,
        capacity=form.text("capacity") or Capacity.ANYONE.value,
        channel=form.text("channel"),
        language=form.text("language"),
        only=bool(form.answer("only")),
    )


def of_address() -> Asked:
    """Return the sign-up that the address of a page says."""
    given = request.args
    return Asked(
        like=given.get("like", ""),
        keywords=given.getlist("keyword"),
        unwanted=given.getlist("without"),
        at_most=min(read_number(given.get("at_most", "")) or 0, _MOST),
        months=min(max(read_number(given.get("months", "")) or 1, 1), 12),
    )
