"""Changes an issue of the book: its fields, keywords, texts and cases; and opens and closes cases by hand."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import evolve, field, frozen

from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError
from outreach_crm.keywords import service as keywords
from outreach_crm.text import fold, say, sort_name, term, words
from outreach_urgent_actions.model.issues import Case, Issue, Kind, State
from outreach_urgent_actions.parse import CaseNumber
from outreach_urgent_actions.parse.people import read_people
from outreach_urgent_actions.queries import cases as case_queries
from outreach_urgent_actions.queries import issues as queries
from outreach_urgent_actions.service import naming
from outreach_urgent_actions.service.chains import Chains, Link
from outreach_urgent_actions.service.correcting import read_fields
from outreach_urgent_actions.service.finding import cases_of, find_case, find_issue, get_issue, name_of
from outreach_urgent_actions.service.saving import places_by_name, save_case

# The field of a correction to its column, where that has another name.
_COLUMNS = {"issued": "issued_on", "deadline": "deadline_on", "index": "index_number"}


@frozen(kw_only=True)
class Edit:
    """What is to be changed of an issue; what is not named stays.

    Args:
        fields: field to text, as in ``correcting.FIELDS``.
        add: keywords to be added.
        without: keywords to be taken away, as they are written or called.
        texts: language to subject and body, in place of what there is; an empty body takes the text away.
        people: people to be named, as a sheet prints them: ``Ana Ruiz (f), 34, nurse``.
        without_people: names to be taken away.
        version: the version that the editor saw; None where that is not known.
    """

    fields: Mapping[str, str] = field(factory=dict)
    add: Sequence[str] = ()
    without: Sequence[str] = ()
    texts: Mapping[str, tuple[str, str]] = field(factory=dict)
    people: Sequence[str] = ()
    without_people: Sequence[str] = ()
    version: int | None = None


def edit(app: App, text: str, changes: Edit, *, because: str = "") -> Issue:
    """Change an issue.

    Args:
        app: the App.
        text: which, as :func:`outreach_urgent_actions.service.finding.find_issue` reads it.
        changes: what is to be changed.
        because: why.

    Raises:
        InvalidInputError: nothing is to be changed, something cannot be meant, or a publication is to be of a case.
        NotFoundError: there is no such issue, keyword, country or person.
        ConflictError: a keyword can be several, or somebody changed it meanwhile.
    """
    if evolve(changes, version=None) == Edit():
        raise InvalidInputError(say("Say what to change; outreach ua edit --help lists it."))
    issue = find_issue(app, text)
    if issue.kind is Kind.PUBLICATION and {"case", "kind"} & changes.fields.keys():
        raise InvalidInputError(
            say("A publication is of no case; outreach ua publications edition says which stand in it.")
        )
    with app.change("edit Urgent Action", because=because):
        journal.check_version(app, naming.title(app, issue), issue.change_id, seen=changes.version)
        # Keywords and texts are part of it: whoever changes one of them gives it a new version.
        app.store.update("ua_issues", issue.id, {"subject": issue.subject})
        values = read_fields(app, changes.fields)
        if "case" in values:
            _move(app, issue, values.pop("case"))
        if "country" in values:
            _place(app, issue.id, values.pop("country"))
        _write(app, issue, values)
        _keyword(app, issue.id, changes.add, changes.without)
        for language, (subject, body) in changes.texts.items():
            _text(app, issue, language, subject, body)
        _people(app, issue.id, changes.people, changes.without_people)
        return get_issue(app, issue.id)


def reopen(app: App, text: str, *, because: str = "") -> Case:
    """Open a case again that was closed or stopped.

    Raises:
        NotFoundError: there is no such case.
        ConflictError: it is open.
        InvalidInputError: it was stopped, and nobody says why people may be asked to write again.
    """
    case = find_case(app, text)
    if case.state is State.OPEN:
        raise ConflictError(say("{name_of} is open.", name_of=name_of(case)))
    if case.state is State.STOPPED and not because.strip():
        raise InvalidInputError(
            say(
                "{name_of} was stopped on {state_on}; say why it is opened again: --because.",
                name_of=name_of(case),
                state_on=case.state_on,
            )
        )
    return _set_state(app, case, State.OPEN, term("reopen case"), because)


def close(app: App, text: str, *, because: str = "") -> Case:
    """Close a case: nobody is asked to write any more. To stop appeals that are under way there is ``ua stop``.

    Raises:
        NotFoundError: there is no such case.
        ConflictError: it is closed or stopped.
    """
    case = find_case(app, text)
    if case.state is not State.OPEN:
        raise ConflictError(say("{name_of} is {state}.", name_of=name_of(case), state=case.state))
    return _set_state(app, case, State.CLOSED, term("close case"), because)


def _set_state(app: App, case: Case, state: State, what: str, because: str) -> Case:
    with app.change(what, because=because):
        today = app.clock.today().isoformat()
        values = {"state": state.value, "state_on": today, "state_because": because.strip()}
        app.store.update("ua_cases", case.id, values)
        found = case_queries.one(app.store, case.id)
        if found is None:
            raise NotFoundError(say("There is no case {case_id} any more.", case_id=case.id))
        return found


def _write(app: App, issue: Issue, values: Mapping[str, Any]) -> None:
    columns: dict[str, Any] = {}
    for name, value in values.items():
        column = _COLUMNS.get(name, name.replace("-", "_"))
        columns[column] = (
            value.isoformat() if hasattr(value, "isoformat") else int(value) if value in {True, False} else value
        )
    if "issued_on" in columns:
        columns |= {"issued_inferred": 0, "issued_written": ""}
    if "subject" in columns:
        said = (columns["subject"], *(case.ref for case in cases_of(app, issue.id)))
        columns |= {"sort_name": sort_name(columns["subject"]), "words": json.dumps(words(*said), ensure_ascii=False)}
    if columns:
        app.store.update("ua_issues", issue.id, columns)


def _move(app: App, issue: Issue, numbers: tuple[CaseNumber, ...]) -> None:
    """Join the issue to other cases; a case that is left without issues and people goes."""
    before = cases_of(app, issue.id)
    words_of = queries.keywords(app.store, [issue.id]).get(issue.id, [])
    ids = [one.keyword_id for one in words_of if one.origin == "place" and one.keyword_id]
    places = frozenset(str(one.address) for one in keywords.some(app, ids))
    queries.leave_cases(app.store, issue.id)
    chains = Chains.of(app.store, [number.number for number in numbers if number.number is not None])
    for chain in chains.join_all([Link(numbers, Kind(issue.kind), places, issue.issued_on or "")])[0]:
        chain.take(Kind(issue.kind), issue.issued_on, issue.subject)
        save_case(app.store, chain)
        app.store.insert("ua_issue_cases", {"issue_id": issue.id, "case_id": chain.id})
    now = cases_of(app, issue.id)
    for case in before:
        if now and not queries.of_case(app.store, case.id):
            _hand_over(app, case, now[0])
        if case_queries.is_bare(app.store, case.id):
            app.store.delete("ua_cases", case.id)


def _hand_over(app: App, left: Case, to: Case) -> None:
    """Give the people of a case without issues to the case its last issue has gone to."""
    there = {who.name for who in case_queries.people(app.store, [to.id])}
    for who in case_queries.people(app.store, [left.id]):
        if who.name not in there:
            app.store.update("ua_people", who.id, {"case_id": to.id})


def _place(app: App, issue_id: int, addresses: tuple[str, ...]) -> None:
    """Write its countries anew."""
    queries.forget_places(app.store, issue_id)
    for name, keyword in places_by_name(keywords.understood(app, addresses).values()).items():
        app.store.insert("ua_issue_keywords", _row(issue_id, name, keyword.id, "place"))


def _keyword(app: App, issue_id: int, add: Sequence[str], without: Sequence[str]) -> None:
    there = queries.keyword_rows(app.store, issue_id)
    for text in without:
        gone = [row["id"] for row in there if fold(text) in {fold(row["written"]), fold(row["label"])}]
        if not gone:
            raise NotFoundError(
                say(
                    "It has no keyword {text!r}; it has {names}.",
                    text=text,
                    names=", ".join(row["written"] for row in there),
                )
            )
        for number in gone:
            app.store.delete("ua_issue_keywords", number)
    for text in add:
        keyword = keywords.resolve(app, text)
        if not any(row["keyword_id"] == keyword.id and row["origin"] == "added" for row in there):
            app.store.insert("ua_issue_keywords", _row(issue_id, keyword.label, keyword.id, "added"))


def _row(issue_id: int, written: str, keyword_id: int, origin: str) -> dict[str, Any]:
    return {"issue_id": issue_id, "written": written, "keyword_id": keyword_id, "origin": origin}


def _text(app: App, issue: Issue, language: str, subject: str, body: str) -> None:
    there = queries.text_row(app.store, issue.id, language)
    if not body.strip():
        if there is None:
            raise NotFoundError(say("It has no text in {language!r}.", language=language))
        app.store.delete("ua_texts", there)
        return
    values = {"subject": subject.strip() or issue.subject, "body": body.strip()}
    if there is None:
        app.store.insert("ua_texts", {"issue_id": issue.id, "language": language, **values})
    else:
        app.store.update("ua_texts", there, values)


def _people(app: App, issue_id: int, named: Sequence[str], without: Sequence[str]) -> None:
    """Name people in the first of its cases, or take them away."""
    cases = cases_of(app, issue_id)
    if not cases:
        if named or without:
            raise InvalidInputError(say("It belongs to no case; say which with --case before you name people."))
        return
    there = {fold(one.name): one for one in case_queries.people(app.store, [cases[0].id])}
    for text in without:
        if fold(text) not in there:
            known = ", ".join(one.name for one in there.values()) or say("nobody")
            raise NotFoundError(
                say("{name_of} names no {text!r}; it names {known}.", name_of=name_of(cases[0]), text=text, known=known)
            )
        app.store.delete("ua_people", there[fold(text)].id)
    for text in named:
        about = read_people(text)
        for who in about.named:
            if fold(who.name) in there:
                raise ConflictError(say("{who} is named already.", who=who.name))
            values = {"kind": "person", "name": who.name, "gender": who.gender, "age": who.age}
            app.store.insert("ua_people", {"case_id": cases[0].id, **values, "occupation": who.occupation})
        if not about.named:
            group = {"kind": str(about.whom), "name": text.strip(), "gender": about.gender, "people": about.number}
            app.store.insert("ua_people", {"case_id": cases[0].id, **group})
