"""Links cases to each other, and to records of other features such as Urgent Actions."""

from outreach_cases.model.cases import Case
from outreach_cases.model.links import Link, LinkKind, Pointer
from outreach_cases.queries import links as queries
from outreach_cases.service.finding import get
from outreach_crm.app import App
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError
from outreach_crm.meaning import record_meant
from outreach_crm.text import say, term

# What a search finds by words, and belongs to no case.
_APART = frozenset({"cases", "contacts", "keywords"})


def link(app: App, case_id: int, other_id: int, kind: LinkKind, *, because: str = "") -> list[Link]:
    """Link a case to another one, and return all its links.

    Args:
        app: the App.
        case_id: the case; of "continues" the one that continues the other.
        other_id: the other one.
        kind: how.
        because: why.

    Raises:
        NotFoundError: there is no such case.
        InvalidInputError: it is the same case, or they would continue each other in a circle.
        ConflictError: they are linked so already.
    """
    with app.change(term("link cases"), because=because):
        case, other = get(app, case_id), get(app, other_id)
        if case.id == other.id:
            raise InvalidInputError(say("A case is not linked to itself."))
        for one in queries.links(app.store, case_id):
            same = one.case_id == other_id and one.kind is kind
            if same and (one.onward or kind is not LinkKind.CONTINUES):
                raise ConflictError(
                    say("{case} and {other} are linked so already.", case=case.called, other=other.called)
                )
        if kind is LinkKind.CONTINUES:
            _check_no_circle(app, case, other)
        app.store.insert("case_links", {"case_id": case_id, "other_id": other_id, "kind": kind.value})
        return queries.links(app.store, case_id)


def _check_no_circle(app: App, case: Case, other: Case) -> None:
    """Refuse that a case continues one that, by however many steps, continues it.

    Raises:
        InvalidInputError: it does.
    """
    seen: set[int] = set()
    step = {other.id}
    while step:
        if case.id in step:
            raise InvalidInputError(
                say(
                    "{other} continues {case} already: neither comes before itself.",
                    other=other.called,
                    case=case.called,
                )
            )
        seen |= step
        step = queries.continued(app.store, step) - seen


def unlink(app: App, link_id: int, *, because: str = "") -> int:
    """Take a link between cases away, and return the case it began at.

    Raises:
        NotFoundError: there is no such link.
    """
    with app.change(term("unlink cases"), because=because):
        found = queries.link(app.store, link_id)
        if found is None:
            raise NotFoundError(
                say("There is no link {link_id}; outreach cases show tells those of a case.", link_id=link_id)
            )
        app.store.delete("case_links", link_id)
        return int(found["case_id"])


def point(app: App, case_id: int, text: str, *, because: str = "") -> Pointer:
    """Let a record of another feature belong to a case, such as an Urgent Action.

    Args:
        app: the App.
        case_id: the case.
        text: what it is called, as the search finds it: ``UA 205/2001``.
        because: why.

    Raises:
        NotFoundError: there is no such case, or nothing is called so.
        InvalidInputError: several are.
        ConflictError: it belongs to the case already, or all work on the case rests.
    """
    with app.change(term("link case"), because=because):
        case = get(app, case_id)
        ref, called = record_meant(app, text, apart=_APART)
        if case.stopped:
            raise ConflictError(
                say(
                    "All work on {case} rests ({stopped}); stop {called} instead.",
                    case=case.called,
                    stopped=case.stopped,
                    called=called,
                )
            )
        if any(one.ref == ref for one in queries.pointers(app.store, case_id)):
            raise ConflictError(say("{called} belongs to {case} already.", called=called, case=case.called))
        values = {"case_id": case_id, "ref_kind": ref.kind, "ref_id": ref.id, "called": called}
        return Pointer(id=app.store.insert("case_pointers", values), ref=ref, called=called)


def let_go(app: App, pointer_id: int, *, because: str = "") -> int:
    """Let a record of another feature no longer belong to its case, and return the case.

    Raises:
        NotFoundError: there is no such row.
    """
    with app.change(term("unlink case"), because=because):
        found = queries.pointer(app.store, pointer_id)
        if found is None:
            raise NotFoundError(
                say("There is no link {pointer_id}; outreach cases show tells those of a case.", pointer_id=pointer_id)
            )
        app.store.delete("case_pointers", pointer_id)
        return int(found["case_id"])


def links(app: App, case_id: int) -> list[Link]:
    """Return the links of a case to others, seen from it."""
    return queries.links(app.store, case_id)


def pointers(app: App, case_id: int) -> list[Pointer]:
    """Return the records of other features that belong to a case."""
    return queries.pointers(app.store, case_id)
