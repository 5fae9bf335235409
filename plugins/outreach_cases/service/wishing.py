"""Writes down what a group wishes for and needs, and the cases it said no to."""

from attrs import evolve

from outreach_cases.model.cases import Gender
from outreach_cases.model.wishes import Facet, Mark, Paper, Refusal, Terms, TermsDraft, Wish
from outreach_cases.queries import pairing
from outreach_cases.queries import wishes as queries
from outreach_cases.service.finding import get, place
from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError
from outreach_crm.groups import service as groups
from outreach_crm.keywords import service as keywords
from outreach_crm.keywords.model import Keyword
from outreach_crm.meaning import suggestion
from outreach_crm.model import Problem
from outreach_crm.text import either, say, term

_MOST = 100
_GENDERS = {str(one.label): one for one in Gender} | {one.value: one for one in Gender}


def wish(app: App, group_id: int, facet: Facet, value: str, mark: Mark = Mark.WISH, *, because: str = "") -> list[Wish]:
    """Write down what a group wishes for, and return all its wishes; what it wished for before is meant anew.

    Args:
        app: the App.
        group_id: the group, as a contact.
        facet: of what it is.
        value: a region or country, a keyword, a gender (``f``, ``female``).
        mark: how much it is meant.
        because: why it is written down.

    Raises:
        NotFoundError: there is no such group, place or keyword.
        InvalidInputError: it is no group, or no gender.
        ConflictError: it is written down so already, or the words can mean several.
    """
    with app.change(term("write down wish"), because=because):
        group = groups.get(app, group_id)
        gender = _gender(value) if facet is Facet.GENDER else None
        keyword = None if gender else _keyword(app, facet, value)
        for one in queries.wishes(app.store, [group_id]):
            if (one.facet, one.gender, one.keyword_id) == (facet, gender, keyword.id if keyword else None):
                if one.mark is mark:
                    raise ConflictError(
                        say(
                            "{group}: {value} is written down so already ({mark}).",
                            group=group.name,
                            value=value,
                            mark=mark,
                        )
                    )
                app.store.update("case_wishes", one.id, {"mark": mark.value})
                return wishes(app, group_id)
        values = {"group_id": group_id, "facet": facet.value, "mark": mark.value}
        said = {"keyword_id": keyword.id if keyword else None, "gender": gender.value if gender else ""}
        app.store.insert("case_wishes", {**values, **said})
        return wishes(app, group_id)


def _gender(text: str) -> Gender:
    said = text.strip().lower()
    if said not in _GENDERS:
        raise InvalidInputError(
            say("{text!r} is no gender{suggestion}; write f, m or x.", text=text, suggestion=suggestion(said, _GENDERS))
        )
    return _GENDERS[said]


def _keyword(app: App, facet: Facet, text: str) -> Keyword:
    if not text.strip():
        raise InvalidInputError(say("Say which region, country or issue."))
    if facet is Facet.ISSUE:
        return keywords.resolve(app, text)
    return place(app, text)


def drop_wish(app: App, group_id: int, wish_id: int, *, because: str = "") -> list[Wish]:
    """Take a wish of a group away, and return those that are left.

    Raises:
        NotFoundError: the group has no such wish.
    """
    with app.change(term("drop wish"), because=because):
        if all(one.id != wish_id for one in wishes(app, group_id)):
            raise NotFoundError(
                say(
                    "The group has no wish {wish_id}; outreach cases wish {group_id} tells its wishes.",
                    wish_id=wish_id,
                    group_id=group_id,
                )
            )
        app.store.delete("case_wishes", wish_id)
        return wishes(app, group_id)


def wishes(app: App, group_id: int) -> list[Wish]:
    """Return what a group wishes for, each with its name, in the order in which it was written down."""
    groups.get(app, group_id)
    found = queries.wishes(app.store, [group_id])
    named = {one.id: one.label for one in keywords.some(app, {one.keyword_id for one in found if one.keyword_id})}
    return [evolve(one, value=one.gender.label if one.gender else named.get(one.keyword_id or 0, "")) for one in found]


def terms(app: App, group_id: int) -> Terms:
    """Return what a group needs for casework; what nobody wrote down is as usual."""
    groups.get(app, group_id)
    return queries.terms(app.store, [group_id]).get(group_id) or Terms(group_id=group_id)


def set_terms(app: App, group_id: int, draft: TermsDraft, *, because: str = "") -> Terms:
    """Write down what a group needs for casework.

    Raises:
        NotFoundError: there is no such group.
        InvalidInputError: something cannot be right, or it holds more cases than it would take on.
        ConflictError: somebody else changed it since ``draft.version``.
    """
    with app.change(term("set terms of casework"), because=because):
        group = groups.get(app, group_id)
        now = terms(app, group_id)
        journal.check_version(app, group.name, now.change_id or 0, seen=draft.version)
        values = {
            "capacity": _capacity(app, group_id, group.name, draft.capacity),
            "languages": " ".join(dict.fromkeys(map(contacts.read_language, _parts(draft.languages)))),
            "paper": _paper(draft.paper),
            "actions": _actions(draft.actions),
            "note": draft.note.strip(),
        }
        row_id = queries.terms_row(app.store, group_id)
        if row_id is None:
            app.store.insert("case_terms", {"group_id": group_id, **values})
        else:
            app.store.update("case_terms", row_id, values)
        return terms(app, group_id)


def _parts(text: str) -> list[str]:
    return text.replace(",", " ").replace(";", " ").split()


def _capacity(app: App, group_id: int, name: str, text: str) -> int | None:
    if not text.strip():
        return None
    if not text.strip().isdecimal() or int(text) > _MOST:
        raise _wrong(
            "capacity",
            say("{text!r} is no number of cases; write 0 to {most}, or nothing.", text=text.strip(), most=_MOST),
        )
    held = len(pairing.held_by(app.store, group_id))
    if int(text) < held:
        raise _wrong(
            "capacity",
            say(
                "{name} has {held} of them now; let it relinquish some first, or leave room for {held}.",
                name=name,
                held=held,
            ),
        )
    return int(text)


def _actions(text: str) -> int | None:
    if not text.strip():
        return None
    if not text.strip().isdecimal() or int(text) > _MOST:
        raise _wrong(
            "actions",
            say("{text!r} is no number of actions; write 0 to {most}, or nothing.", text=text.strip(), most=_MOST),
        )
    return int(text)


def _paper(text: str) -> str:
    if text not in {one.value for one in Paper}:
        raise _wrong(
            "paper",
            say("{text!r} cannot be; papers come by {names}.", text=text, names=either(Paper)),
        )
    return text


def _wrong(field: str, sentence: str) -> InvalidInputError:
    return InvalidInputError(sentence, (Problem(field=field, sentence=sentence),))


def refuse(app: App, group_id: int, case_id: int, *, because: str) -> Refusal:
    """Write down that a group said no to a case, and why: it is not offered it again.

    Raises:
        NotFoundError: there is no such group or case.
        InvalidInputError: nobody says why.
        ConflictError: it said no already, or holds the case.
    """
    with app.change(term("refuse case"), because=because):
        group, case = groups.get(app, group_id), get(app, case_id)
        if not because.strip():
            raise _wrong("because", say("Say why they do not want it, in a word or two."))
        if case_id in pairing.held_by(app.store, group_id):
            raise ConflictError(
                say("{group} holds {case}; let it relinquish the case instead.", group=group.name, case=case.called)
            )
        if any(one.case_id == case_id for one in refusals(app, group_id)):
            raise ConflictError(say("{group} said no to {case} already.", group=group.name, case=case.called))
        today = app.clock.today().isoformat()
        values = {"group_id": group_id, "case_id": case_id, "because": because.strip(), "refused_on": today}
        app.store.insert("case_refusals", values)
        return next(one for one in refusals(app, group_id) if one.case_id == case_id)


def drop_refusal(app: App, group_id: int, case_id: int, *, because: str = "") -> None:
    """Let a group be offered a case again that it said no to.

    Raises:
        NotFoundError: it did not.
    """
    with app.change(term("offer case again"), because=because):
        found = [one for one in refusals(app, group_id) if one.case_id == case_id]
        if not found:
            raise NotFoundError(
                say("{group} did not say no to case {case_id}.", group=groups.get(app, group_id).name, case_id=case_id)
            )
        app.store.delete("case_refusals", found[0].id)


def refusals(app: App, group_id: int) -> list[Refusal]:
    """Return the cases that a group said no to, the earliest first."""
    groups.get(app, group_id)
    return queries.refusals(app.store, [group_id])
