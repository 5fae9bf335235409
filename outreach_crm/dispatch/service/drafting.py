"""Drafting a dispatch: its name, texts and fields, and finding it again."""

import json
import secrets
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import count
from typing import Any

from attrs import asdict, fields

from outreach_crm.app import App
from outreach_crm.dispatch.model import FIELDS, LEAVE, Dispatch, Draft, Letter, State, Text, kept, varied
from outreach_crm.dispatch.queries import records
from outreach_crm.dispatch.service.channels import channel_of
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError, RefusedError, sentence_of
from outreach_crm.filling import fields_of
from outreach_crm.meaning import number_meant
from outreach_crm.model import Problem, Ref
from outreach_crm.privacy import service as privacy
from outreach_crm.sectors import service as sectors
from outreach_crm.storage.sight import CONTACTS, circles_of, contact_of
from outreach_crm.text import fold, read_number, say, words_in_order

_LONGEST_NAME, _LONGEST_SUBJECT, _LONGEST_BODY = 100, 300, 200_000


def draft(app: App, draft: Draft, *, because: str = "") -> Dispatch:
    """Make a dispatch; nothing leaves until it is frozen, approved and started.

    Args:
        app: the App.
        draft: what it is to be.
        because: why.

    Raises:
        InvalidInputError: it has no name or no text, or a text names a field that there is not.
        NotFoundError: there is no such channel, purpose, sector or segment.
        ConflictError: there is one of that name.
    """
    name, key = read_name(draft.name)
    channel_of(app, draft.channel)
    texts = [read_text(one, draft) for one in draft.texts]
    if len({one.language for one in texts}) < len(texts):
        raise InvalidInputError(say("There are two texts in one language; give each language one text."))
    _check_variants(draft)
    _check_letters(draft)
    with app.change("draft mailing", because=because):
        if records.by_key(app.store, key) is not None:
            raise ConflictError(
                say("There is a mailing {name!r} already; outreach mailings show tells of it.", name=name)
            )
        values = {"name": name, "name_key": key, "segment": read_segment(app, draft.segment), **_stored(app, draft)}
        dispatch_id = app.store.insert("dispatches", values)
        write_texts(app, dispatch_id, texts)
        for one in draft.letters:
            app.store.insert("dispatch_letters", {"dispatch_id": dispatch_id, **asdict(one)})
        return get(app, dispatch_id)


def free_name(app: App, name: str) -> str:
    """Return a name that no dispatch has, with a number behind it where one has.

    Raises:
        InvalidInputError: it is no name, or too long for one.
    """
    numbered = (f"{name} ({number})" if number > 1 else name for number in count(1))
    return next(one for one in numbered if records.by_key(app.store, read_name(one)[1]) is None)


def letters(app: App, dispatch_id: int, language: str = "") -> list[Letter]:
    """Return the letters that recipients of a dispatch are asked to send on, in all languages or in one."""
    return [one for one in records.letters(app.store, dispatch_id) if language in {"", one.language}]


def _stored(app: App, draft: Draft) -> dict[str, object]:
    """Return what of a draft is stored as it was given."""
    return {
        "uid": secrets.token_hex(8),
        "purpose": privacy.find_purpose(app, draft.purpose).key,
        "sector": sectors.get(app, draft.sector).key if draft.sector else "",
        "channel": draft.channel,
        "place": draft.place,
        "signed_up": int(draft.signed_up),
        "policy": draft.policy.value,
        "fields": json.dumps({**draft.fields}, ensure_ascii=False),
        "variants": json.dumps({**draft.variants}, ensure_ascii=False),
        "reasons": kept(draft.reasons),
        "follows": draft.follows,
        "test_of": draft.test_of,
        "until_on": draft.until_on.isoformat() if draft.until_on else None,
        "second_above": draft.second_above,
        "ref_kind": draft.ref.kind if draft.ref else None,
        "ref_id": draft.ref.id if draft.ref else None,
        "circle_id": _circle(app, draft.ref),
    }


def _circle(app: App, ref: Ref | None) -> int | None:
    """Return the circle that alone sees the contact of what a mailing is about; None where everybody does."""
    contact = contact_of(app.store, ref.kind, ref.id) if ref else None
    return None if contact is None else next(iter(circles_of(app.store, CONTACTS, contact)), None)


def open_draft(app: App, dispatch_id: int) -> Dispatch:
    """Return a dispatch that may still be altered.

    Raises:
        NotFoundError: there is none of that number.
        RefusedError: its recipients are frozen.
    """
    found = get(app, dispatch_id)
    if found.state is not State.DRAFT or found.frozen_at:
        raise RefusedError(say("{name} is frozen; what is approved is what is sent.", name=found.name))
    return found


def get(app: App, dispatch_id: int) -> Dispatch:
    """Return a dispatch, whoever may see what it is about.

    What was begun leaves and comes to its end in the name of anybody: whoever holds something is told that it stops,
    whoever pressed the button. People ask by :func:`look`.

    Raises:
        NotFoundError: there is none of that number.
    """
    return _found(records.dispatch(app.store, dispatch_id), dispatch_id)


def look(app: App, dispatch_id: int) -> Dispatch:
    """Return a dispatch to whoever may see what it is about.

    Raises:
        NotFoundError: there is none of that number, or it is about a record that a circle of others keeps to itself.
    """
    return _found(records.told(app.store, dispatch_id), dispatch_id)


def _found(found: Dispatch | None, dispatch_id: int) -> Dispatch:
    if found is None:
        raise NotFoundError(
            say("There is no mailing {dispatch_id}; see outreach mailings list.", dispatch_id=dispatch_id)
        )
    return found


def resolve(app: App, text: str) -> Dispatch:
    """Return the one dispatch somebody means by its number, its name or enough of its words.

    Raises:
        NotFoundError: none fits.
        InvalidInputError: several fit; they are named with their numbers.
    """
    return look(app, number_meant(text, "dispatches", partial(records.names, app.store), "mailing"))


def list_dispatches(
    app: App,
    *,
    everything: bool = False,
    states: Iterable[State] = (),
    tests: bool = True,
    before: int = 0,
    limit: int = 50,
) -> list[Dispatch]:
    """Return dispatches, the latest first.

    Args:
        app: the App.
        everything: those that are done too.
        states: only those in one of these; else in any, but for ``everything``.
        tests: those that are only tests too.
        before: only those with a smaller number; 0: all.
        limit: how many at most.
    """
    wanted = [*states] or [one for one in State if everything or one is not State.DONE]
    return records.dispatches(app.store, states=wanted, tests=tests, before=before, limit=limit)


def list_names(app: App) -> dict[int, str]:
    """Return the names of all dispatches but tests, by number, the latest first."""
    return records.names(app.store)


def open_name(app: App, found: Dispatch) -> str:
    """Return what a dispatch is called where anybody reads it: by its number where a circle keeps what it is about."""
    if circles_of(app.store, "dispatches", found.id):
        return say("mailing {number}", number=found.id)
    return found.name


def write_texts(app: App, dispatch_id: int, texts: Sequence[Text]) -> None:
    """Write down texts of a dispatch, each in a language that it has none in. Call inside a change."""
    for one in texts:
        values = {"language": one.language, "subject": one.subject, "body": one.body}
        app.store.insert("dispatch_texts", {"dispatch_id": dispatch_id, **values})


def read_text(text: Text, draft: Draft) -> Text:
    """Return a text as it is stored: its language in the usual letters, its subject in one line.

    Args:
        text: as somebody wrote it.
        draft: of which it is to be, for the fields that it brings.

    Raises:
        InvalidInputError: it cannot be; its problem names ``language``, ``subject`` or ``body``.
    """
    from outreach_crm.contacts.service import read_language

    subject = " ".join(text.subject.split())
    body = text.body.replace("\r\n", "\n").strip("\n")
    known = (*FIELDS, *draft.fields, *varied(draft.variants))
    for what, said, most in (("subject", subject, _LONGEST_SUBJECT), ("body", body, _LONGEST_BODY)):
        try:
            _check_written(what, said, most, known)
        except InvalidInputError as error:
            raise InvalidInputError(sentence_of(error), (Problem(sentence=sentence_of(error), field=what),)) from None
    language = read_language(text.language)
    if not language:
        wrong = say("Say in which language the text is: en, es, pt-BR (BCP 47).")
        raise InvalidInputError(wrong, (Problem(sentence=wrong, field="language"),))
    return Text(language=language, subject=subject, body=body)


def _check_written(what: str, said: str, most: int, known: Sequence[str]) -> None:
    if not said.strip():
        raise InvalidInputError(say("A text needs a subject and a body."))
    if len(said) > most:
        raise InvalidInputError(
            say("The {what} has {number} letters, and {most} fit.", what=what, number=len(said), most=most)
        )
    fields_of(said, known)


def unmade(app: App, draft: Draft) -> Dispatch:
    """Return what a draft would become if it were made, with the number 0; nothing is written.

    Raises:
        InvalidInputError: a text is empty, or names a field that there is not.
    """
    _check_variants(draft)
    _check_letters(draft)
    given: dict[str, Any] = {one.name: getattr(draft, one.name) for one in fields(Draft) if one.name != "letters"}
    given["texts"] = tuple(read_text(one, draft) for one in draft.texts)
    given |= dict.fromkeys(("frozen_at", "approved_at", "halted_at"))
    given |= dict.fromkeys(("uid", "approved_by", "halted_by", "halted_because"), "")
    return Dispatch(id=0, state=State.DRAFT, for_good=False, change_id=0, **given)


def _check_variants(draft: Draft) -> None:
    """Refuse values of variants that could not be filled in later, when the message is about to leave."""
    for values in draft.variants.values():
        for said in values.values():
            if len(said) > _LONGEST_BODY:
                raise InvalidInputError(
                    say(
                        "What stands in a variant has {number} letters; {longest_body} fit.",
                        number=len(said),
                        longest_body=_LONGEST_BODY,
                    )
                )
            fields_of(said, (*FIELDS, *draft.fields))


def _check_letters(draft: Draft) -> None:
    known = [one for one in (*FIELDS, *draft.fields, *varied(draft.variants)) if one != LEAVE]
    for one in draft.letters:  # they are sent on
        fields_of(f"{one.salutation} {one.body}", known)


def read_name(text: str) -> tuple[str, str]:
    """Return the name of a dispatch as it is kept, and its key.

    Raises:
        InvalidInputError: it is none.
    """
    name = " ".join(text.split())
    if not words_in_order(name) or len(name) > _LONGEST_NAME or read_number(name) is not None:
        wrong = say("A mailing needs a name with letters, {longest_name} at most.", longest_name=_LONGEST_NAME)
        raise InvalidInputError(wrong, (Problem(sentence=wrong, field="name"),))
    return name, fold(name)


def read_segment(app: App, text: str) -> str:
    """Return the number of the segment somebody means, or nothing.

    Raises:
        NotFoundError: there is no such segment.
    """
    if not text.strip():
        return ""
    from outreach_crm.segments import service as segments

    return str(segments.get(app, text).id)
