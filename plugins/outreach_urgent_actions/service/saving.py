"""Writes planned Urgent Actions into the book, with their cases, keywords, texts, people and addressees."""

import json
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from outreach_crm.app import App
from outreach_crm.clock import timestamp
from outreach_crm.keywords.model import Keyword
from outreach_crm.storage import Store
from outreach_crm.text import sort_name, words
from outreach_urgent_actions.parse.records import Series
from outreach_urgent_actions.queries import cases as case_queries
from outreach_urgent_actions.queries import issues as queries
from outreach_urgent_actions.service.chains import Chain
from outreach_urgent_actions.service.planning import Planned


def save(app: App, page: Sequence[Planned], meant: Mapping[str, Keyword], *, received: bool = False) -> list[int]:
    """Write some drafts, in the order of time, and return their ids. Call inside a change.

    Args:
        app: the App.
        page: the drafts.
        meant: what is written to the keyword it means.
        received: whether they have just arrived, rather than standing in a log.
    """
    store = app.store
    for chain in {id(chain): chain for one in page for chain in one.chains}.values():
        save_case(store, chain)
    at = timestamp(app.clock.now()) if received else None
    store.insert_many("ua_issues", (_issue(one, at) for one in page))
    there = queries.by_digest(store, [one.draft.digest for one in page])
    ids = [there[one.draft.digest] for one in page]
    saved = [*zip(ids, page, strict=True)]
    store.insert_many("ua_issue_cases", (row for number, one in saved for row in _cases(number, one)))
    store.insert_many("ua_issue_keywords", (row for number, one in saved for row in _keywords(number, one, meant)))
    store.insert_many("ua_texts", (row for number, one in saved for row in _texts(number, one)))
    store.insert_many("ua_addressees", (row for number, one in saved for row in _addressees(number, one)))
    _save_people(store, page)
    return ids


def save_case(store: Store, chain: Chain) -> None:
    """Write a case that is new, or whose name or state changed."""
    if not chain.touched:
        return
    case = chain.case
    values = {
        "ref": str(case),
        "series": "" if case.series is Series.UNKNOWN else case.series.value,
        "number": case.number,
        "year": case.year,
        "variant": chain.variant,
        "state": chain.state.value,
        "state_on": chain.state_on,
        "state_because": chain.state_because,
    }
    if chain.id is None:
        chain.id = store.insert("ua_cases", values)
    else:
        store.update("ua_cases", chain.id, values)
    chain.touched = False


def _issue(one: Planned, received_at: str | None) -> dict[str, Any]:
    draft = one.draft
    said = (draft.subject, *(str(chain.case) for chain in one.chains), *(person.name for person in draft.people))
    return {
        "uid": secrets.token_hex(8),
        "kind": draft.kind.value,
        "ordinal": draft.ordinal,
        "subject": draft.subject,
        "concerns": draft.concerns,
        "issued_on": one.settled.on.isoformat() if one.settled.on else None,
        "issued_inferred": int(one.settled.inferred),
        "issued_written": one.given,
        "deadline_on": draft.deadline_on.isoformat() if draft.deadline_on else None,
        "received_at": received_at,
        "index_number": draft.index_number,
        "audience": draft.audience.value,
        "write_in": draft.write_in,
        "action": draft.action,
        "life_at_risk": int(draft.life_at_risk),
        "source": draft.source,
        "external_id": draft.external_id,
        "digest": draft.digest,
        "sort_name": sort_name(draft.subject),
        "words": json.dumps(words(*said), ensure_ascii=False),
    }


def _cases(issue_id: int, one: Planned) -> Iterator[dict[str, Any]]:
    return ({"issue_id": issue_id, "case_id": chain.id} for chain in one.chains)


def _keywords(issue_id: int, one: Planned, meant: Mapping[str, Keyword]) -> Iterator[dict[str, Any]]:
    draft = one.draft
    for origin, texts in (("issued", draft.keywords), ("added", draft.added)):
        for text in dict.fromkeys(texts):
            yield _keyword(issue_id, text, meant.get(text), origin)
    places = places_by_name(meant[text] for text in draft.places if text in meant)
    for name, keyword in places.items():
        yield _keyword(issue_id, name, keyword, "place")
    for text in dict.fromkeys(draft.unplaced):
        if text not in places:
            yield _keyword(issue_id, text, None, "place")


def places_by_name(keywords: Iterable[Keyword]) -> dict[str, Keyword]:
    """Return places by what they are called; of two called alike, as a state and a country are, one by its address."""
    named: dict[str, Keyword] = {}
    for keyword in keywords:
        twin = named.get(keyword.label)
        named[keyword.label if twin is None or twin.id == keyword.id else str(keyword.address)] = keyword
    return named


def _keyword(issue_id: int, written: str, keyword: Keyword | None, origin: str) -> dict[str, Any]:
    return {
        "issue_id": issue_id,
        "written": written,
        "keyword_id": keyword.id if keyword else None,
        "origin": origin,
    }


def _texts(issue_id: int, one: Planned) -> Iterator[dict[str, Any]]:
    for language, subject, body in one.draft.texts:
        yield {"issue_id": issue_id, "language": language, "subject": subject, "body": body}


def _addressees(issue_id: int, one: Planned) -> Iterator[dict[str, Any]]:
    positions = {False: 0, True: 0}
    for who in one.draft.addressees:
        positions[who.copy] += 1
        yield {
            "issue_id": issue_id,
            "position": positions[who.copy],
            "copy": int(who.copy),
            "name": who.name,
            "salutation": who.salutation,
            "lines": who.lines,
            "email": who.email,
            "fax": who.fax,
        }


def _save_people(store: Store, page: Iterable[Planned]) -> None:
    """Write whom sheets name, in the first case of each sheet; who is there already is not written again."""
    named = [(one.chains[0].id, person) for one in page for person in one.draft.people if one.chains]
    there = {(who.case_id, who.name) for who in case_queries.people(store, {number for number, _ in named if number})}
    new = {(number, person.name): person for number, person in reversed(named) if (number, person.name) not in there}
    store.insert_many(
        "ua_people",
        (
            {
                "case_id": number,
                "kind": person.kind,
                "name": person.name,
                "gender": person.gender,
                "age": person.age,
                "occupation": person.occupation,
                "people": person.people,
            }
            for (number, _), person in reversed(new.items())
        ),
    )
