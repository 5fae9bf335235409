"""What features ask of contacts: whether they meet a condition, and whether we may turn to them."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from attrs import field, frozen, validators

from outreach_crm.errors import InvalidInputError
from outreach_crm.meaning import suggestion
from outreach_crm.text import Term, say, term


def _as_written(_: Any, text: str) -> Mapping[str, object]:
    return {"value": text}


def _unchanged(_: Any, text: str) -> str:
    return text


def _anything(_: Any) -> Iterable[tuple[str, str]]:
    return ()


def _no_values(_: Any) -> Mapping[str, object]:
    return {}


@frozen(kw_only=True)
class Filter:
    """A condition that can be asked of contacts, for segments and lists.

    Args:
        key: its name on the command line and in what is saved, such as ``sector``.
        sentence: how it reads of several contacts, with ``{value}``: ``belong to {value}``.
        negated: how the opposite reads: ``do not belong to {value}``.
        sql: one predicate over ``c``, a row of ``v_contacts``, with parameters: ``c.level = :value``, or
            ``exists (select 1 from v_sectors …)``. True or false, never null.
        read: given the App and what somebody wrote, returns the parameters; raises InvalidInputError or NotFoundError
            where it cannot be meant, with a sentence that says what there is.
        say: given the App and what somebody wrote, returns it as people read it.
        keep: given the App and what somebody wrote, returns what is saved: it means the same when more is added later,
            so it is a number or key rather than a beginning of a name.
        takes: what a value looks like, for ``--help``; empty where the condition takes none.
        choices: given the App, returns what there is to choose from, each as it is written and as people read it;
            nothing where a value is written freely.
    """

    key: str = field(validator=validators.matches_re(r"[a-z][a-z-]*"))
    sentence: str
    negated: str
    sql: str
    read: Callable[[Any, str], Mapping[str, object]] = _as_written
    say: Callable[[Any, str], str] = _unchanged
    keep: Callable[[Any, str], str] = _unchanged
    takes: str = field(default="text", converter=term)
    choices: Callable[[Any], Iterable[tuple[str, str]]] = _anything


def by_day(*, key: str, sentence: str, negated: str, sql: str) -> Filter:
    """Return a condition whose value is a day that was, which the predicate has as ``:day``.

    What is saved moves on with the days where somebody wrote ``90d``; see ``dates.keep_past``.

    Args:
        key: its name.
        sentence: how it reads, with ``{value}``.
        negated: how the opposite reads.
        sql: the predicate.
    """
    from outreach_crm import dates

    return Filter(
        key=key,
        sentence=sentence,
        negated=negated,
        sql=sql,
        read=lambda app, text: {"day": dates.read_past(text, app.clock.today()).isoformat()},
        say=lambda app, text: dates.say_past(text, app.clock.today()),
        keep=lambda app, text: dates.keep_past(text, app.clock.today()),
        takes="a day, or 90d for 90 days ago",
    )


def by_term(
    *,
    key: str,
    sentence: str,
    negated: str,
    sql: str,
    known: type[Term],
    what: str,
    more: Callable[[Any], Mapping[str, object]] = _no_values,
) -> Filter:
    """Return a condition whose value is one of some terms, which the predicate has as ``:value``.

    Args:
        key: its name.
        sentence: how it reads, with ``{value}``.
        negated: how the opposite reads.
        sql: the predicate.
        known: the terms.
        what: what one of them is called where somebody wrote none of them.
        more: given the App, returns what else the predicate is asked with.
    """

    def keep(_: object, text: str) -> str:
        return _one_of(text, known, what)

    return Filter(
        key=key,
        sentence=sentence,
        negated=negated,
        sql=sql,
        read=lambda app, text: {"value": keep(app, text), **more(app)},
        say=lambda app, text: term(keep(app, text)),
        keep=keep,
        takes=", ".join(known),
        choices=lambda _: [(one.value, one.label) for one in known],
    )


def _one_of(text: str, terms: type[Term], what: str) -> str:
    known, said = [one.value for one in terms], text.strip().lower()
    if said not in known:
        raise InvalidInputError(
            say(
                "{text!r} is no {what}{suggestion}; it is {names}.",
                text=text,
                what=what,
                suggestion=suggestion(said, known),
                names=", ".join(known),
            )
        )
    return said


@frozen(kw_only=True)
class ClearanceRule:
    """A reason not to turn to a contact, asked of a whole selection at once.

    Args:
        key: its name; a reason is stored as a key and made a sentence when it is shown.
        sentence: what is told, with ``{detail}`` where the statement says more, and in a warning other columns of it.
        several: the same as it is said of several contacts, each with a detail of its own; empty where the sentence has
            none.
        sql: a SELECT of ``contact_id`` and ``detail`` (text) from ``selection s`` and published views, with
            ``:purpose``, ``:channel``, ``:sector`` (texts, empty for none), ``:ref_kind`` and ``:ref_id`` (what it
            is about: a text and a number, empty and 0 for nothing) and ``:today``.
        blocks: whether the contact is left out; else somebody confirms the warning once for the list.
        purposes: for which purposes it is asked; none means all.
        final: whether it is asked again in the moment of sending.
        values: given the App, returns what else the statement is asked with, such as days that the settings say.
    """

    key: str = field(validator=validators.matches_re(r"[a-z][a-z-]*"))
    sentence: str
    sql: str
    blocks: bool
    purposes: tuple[str, ...] = ()
    final: bool = False
    values: Callable[[Any], Mapping[str, object]] = _no_values
    several: str = ""
