"""What can be asked of contacts by what is written on their card."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from enum import StrEnum
from json import dumps
from typing import TypeVar

from attrs import evolve

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.contacts import queries
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.fields import read_country, read_language, read_own, tag_of
from outreach_crm.contacts.model import Kind, Level, Membership
from outreach_crm.contacts.queries import filtering
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.keywords import service as keywords
from outreach_crm.keywords.model import Facet, Keyword
from outreach_crm.languages import language_name
from outreach_crm.meaning import begins, suggestion
from outreach_crm.model import Filter, by_day
from outreach_crm.sectors import service as sectors
from outreach_crm.storage import Store
from outreach_crm.text import later, say, words_in_order

T = TypeVar("T", bound=StrEnum)

_PEOPLE = {Kind.PERSON: say("people"), Kind.ORGANISATION: say("organisations"), Kind.GROUP: say("groups of ours")}
_BELONGING = {Membership.MEMBER: say("members"), Membership.SUPPORTER: say("supporters")}


def filters() -> list[Filter]:
    """Return the conditions on kind, sector, interests, place, language, roles, ways to reach them and own fields."""
    parts = (_what_they_are, _of_organisations, _where_they_are, _ways_to_reach, _to_each_other, _to_us)
    return [one for part in parts for one in part()]


def _what_they_are() -> Iterable[Filter]:
    yield _choice(Filter(key="kind", sentence="are {value}", negated="are not {value}", sql=filtering.KIND), _PEOPLE)
    yield Filter(
        key="sector",
        sentence="belong to {value}",
        negated="do not belong to {value}",
        sql=filtering.SECTOR,
        read=lambda app, text: {"value": sectors.get(app, text).key},
        say=lambda app, text: sectors.get(app, text).name,
        keep=lambda app, text: sectors.get(app, text).key,
        takes="a sector's key",
        choices=lambda app: [(one.key, one.name) for one in sectors.all_sectors(app)],
    )
    yield Filter(
        key="keyword",
        sentence="are interested in {value}",
        negated="are not interested in {value}",
        sql=filtering.KEYWORD,
        read=lambda app, text: {"keyword": keywords.resolve(app, text).id},
        say=lambda app, text: keywords.resolve(app, text).label,
        keep=lambda app, text: str(keywords.resolve(app, text).address),
        takes="a keyword; what is more specific counts too",
    )
    yield Filter(
        key="field",
        sentence="have the field {value}",
        negated="do not have the field {value}",
        sql=filtering.FIELD,
        read=_field,
        takes="a field of the section's own, or FIELD=VALUE",
    )


def _of_organisations() -> Iterable[Filter]:
    yield Filter(
        key="organisation-kind",
        sentence="are of the kind {value}",
        negated="are not of the kind {value}",
        sql=filtering.ORGANISATION_KIND,
        read=_same(queries.organisation_kinds),
        takes="what kind of organisation, as written on its card",
        choices=lambda app: [(one, one) for one in queries.organisation_kinds(app.store) if one],
    )
    yield _choice(
        Filter(
            key="level",
            sentence="work on the {value} level",
            negated="do not work on the {value} level",
            sql=filtering.LEVEL,
        ),
        {level: level.label for level in Level},
    )


def _where_they_are() -> Iterable[Filter]:
    yield Filter(
        key="country",
        sentence="are in {value}",
        negated="are not in {value}",
        sql=filtering.COUNTRY,
        read=lambda app, text: {"countries": dumps(_countries(app, text))},
        say=lambda app, text: _place(app, text).label,
        keep=_kept_place,
        takes="a country, or a region such as Africa",
    )
    yield Filter(
        key="town",
        sentence="have an address in {value}",
        negated="have no address in {value}",
        sql=filtering.TOWN,
        read=_same(queries.towns),
        takes="a town",
    )
    yield Filter(
        key="language",
        sentence="speak {value}",
        negated="do not speak {value}",
        sql=filtering.LANGUAGE,
        read=lambda _, text: {"tag": _language(text)},
        say=lambda _, text: language_name(text),
        keep=lambda _, text: _language(text),
        takes="a language, by name or letters",
    )


_MAIL, _PHONE = later("have an e-mail address that works"), later("have a telephone number that works")


def _ways_to_reach() -> Iterable[Filter]:
    for key, sql, has, has_not in (
        ("email", filtering.EMAIL, _MAIL, later("have no e-mail address that works")),
        ("phone", filtering.PHONE, _PHONE, later("have no telephone number that works")),
        ("web", filtering.WEB, later("have a web address that works"), later("have no web address that works")),
        ("post", filtering.POST, later("have a postal address that works"), later("have no postal address that works")),
    ):
        yield Filter(key=key, sentence=has, negated=has_not, sql=sql, takes="")


def _to_each_other() -> Iterable[Filter]:
    yield Filter(
        key="role",
        sentence="have a role such as {value}",
        negated="have no role such as {value}",
        sql=filtering.ROLE,
        read=_role,
        say=lambda _, text: say('"{text}"', text=text),
        takes="words of a title",
    )
    yield Filter(
        key="at",
        sentence="have a role at {value}",
        negated="have no role at {value}",
        sql=filtering.AT,
        read=lambda app, text: {"organisation": contacts.resolve(app, text, kind=Kind.ORGANISATION).id},
        say=lambda app, text: contacts.resolve(app, text, kind=Kind.ORGANISATION).name,
        keep=lambda app, text: str(contacts.resolve(app, text, kind=Kind.ORGANISATION).id),
        takes="an organisation",
    )


def _to_us() -> Iterable[Filter]:
    yield _choice(
        Filter(
            key="membership",
            sentence="are {value} of ours",
            negated="are not {value} of ours",
            sql=filtering.MEMBERSHIP,
        ),
        _BELONGING,
    )
    yield Filter(
        key="holder",
        sentence="are looked after by {value}",
        negated="are not looked after by {value}",
        sql=filtering.HOLDER,
        read=lambda app, text: {"account": accounts.find_account(app, text).id},
        say=lambda app, text: accounts.find_account(app, text).name,
        takes="one of us",
        choices=lambda app: [(one.name, one.name) for one in accounts.list_accounts(app)],
    )
    yield Filter(
        key="held",
        sentence="are looked after by one of us",
        negated="are looked after by none of us",
        sql=filtering.HELD,
        takes="",
    )
    yield by_day(
        key="added-since",
        sentence="were added since {value}",
        negated="were added before {value}",
        sql=filtering.ADDED_SINCE,
    )


def _choice(asked: Filter, shown: Mapping[T, str]) -> Filter:
    """Return a condition as one whose value is one of a few; a plural is understood too."""

    def chosen(text: str) -> T:
        word = text.strip().lower()
        for one, said in shown.items():
            if word in {one.value, f"{one.value}s", said}:
                return one
        known = ", ".join(one.value for one in shown)
        raise InvalidInputError(
            say(
                "{text!r} is none of {known}{suggestion}.",
                text=text,
                known=known,
                suggestion=suggestion(word, [one.value for one in shown]),
            )
        )

    return evolve(
        asked,
        read=lambda _, text: {"value": chosen(text).value},
        say=lambda _, text: shown[chosen(text)],
        keep=lambda _, text: chosen(text).value,
        takes=", ".join(one.value for one in shown),
        choices=lambda _: [(one.value, said) for one, said in shown.items()],
    )


def _same(known: Callable[[Store], list[str]]) -> Callable[[App, str], dict[str, object]]:
    """Return a reader that finds all ways in which a text is written in the database: case and accents aside."""

    def read(app: App, text: str) -> dict[str, object]:
        wanted = words_in_order(text)
        return {"texts": dumps([one for one in known(app.store) if one and words_in_order(one) == wanted])}

    return read


def _role(app: App, text: str) -> dict[str, object]:
    if not words_in_order(text):
        raise InvalidInputError(say("{text!r} is no word of a title; write role=president.", text=text))
    return {"texts": dumps([title for title in queries.role_titles(app.store) if begins(text, title)])}


def _language(text: str) -> str:
    return tag_of(text) or read_language(text)


def _place(app: App, text: str) -> Keyword:
    """Return the country or region a text names."""
    with suppress(InvalidInputError):
        return keywords.resolve(app, read_country(text))
    found = None
    with suppress(NotFoundError):
        found = keywords.resolve(app, text)
    if found is None or found.facet not in {Facet.COUNTRY, Facet.REGION}:
        raise InvalidInputError(
            say("{text!r} is neither one country nor a region; outreach keywords find looks for one.", text=text)
        )
    return found


def _countries(app: App, text: str) -> list[str]:
    place = _place(app, text)
    if place.facet == Facet.COUNTRY and place.codes:
        return [place.codes[0]]
    below = [one.keyword for one in keywords.expand(app, str(place.address))]
    return [one.codes[0] for one in below if one.facet == Facet.COUNTRY and one.codes]


def _kept_place(app: App, text: str) -> str:
    place = _place(app, text)
    return place.codes[0] if place.facet == Facet.COUNTRY and place.codes else str(place.address)


def _field(app: App, text: str) -> dict[str, object]:
    key, equals, value = text.partition("=")
    declared = {one.key: one for one in contacts.own_fields(app)}
    own = declared.get(key.strip())
    if own is None:
        known = (
            say("; there are {names}", names=", ".join(declared))
            if declared
            else say("; none is declared under [contacts]")
        )
        raise NotFoundError(say("{key!r} is not a field of this section{known}.", key=key.strip(), known=known))
    if not equals:
        return {"field": own.key, "filled": 1, "texts": "[]"}
    texts = [read_own(own, value, app.clock.today())]
    if own.kind == "text":
        wanted = words_in_order(value)
        texts += [one for one in queries.values_of(app.store, own.key) if words_in_order(one) == wanted]
    return {"field": own.key, "filled": 0, "texts": dumps(texts)}
