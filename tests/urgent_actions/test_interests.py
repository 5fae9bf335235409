"""Matching in SQL, held against the rule written down plainly (formula F19), and its quality as it is measured."""

import secrets
from collections.abc import Iterator, Mapping, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach_crm.app import App
from outreach_crm.keywords import service as keywords
from outreach_urgent_actions.model import Interest
from outreach_urgent_actions.service import SignUpDraft, interests, matching, signing
from tests.builders import a_person, taken_back
from tests.urgent_actions.test_matching import TODAY

NAMES = tuple("abcdefgh")
FACETS = dict(zip(NAMES, ("who", "who", "what", "what", "where", "where", "what", "who"), strict=True))
PEOPLE, ISSUES = 12, 3

some_names = st.sets(st.sampled_from(NAMES), max_size=3)
clauses = st.lists(st.sets(st.sampled_from(NAMES), min_size=1, max_size=4), max_size=3)
wishes = st.lists(st.tuples(clauses, some_names), min_size=PEOPLE, max_size=PEOPLE)
# Broader links lead from a later name to an earlier one, so that there is no cycle.
links = st.sets(
    st.tuples(st.integers(0, len(NAMES) - 1), st.integers(0, len(NAMES) - 1)).filter(lambda one: one[0] > one[1]),
    max_size=8,
)


def naive(broader: set[tuple[int, int]], says: set[str], wish: tuple[Sequence[set[str]], set[str]]) -> bool:
    """Return whether an issue that says some keywords is for somebody, by the rule as it is written."""

    def above(name: str) -> Iterator[str]:
        yield name
        for below, general in broader:
            if NAMES[below] == name:
                yield from above(NAMES[general])

    answered = {one for name in says for one in above(name)}
    wanted, unwanted = wish
    if answered & unwanted:
        return False
    return not wanted or any(
        all(answered & {one for one in clause if FACETS[one] == facet} for facet in {FACETS[one] for one in clause})
        for clause in wanted
    )


@pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(links, st.lists(some_names, min_size=ISSUES, max_size=ISSUES), wishes)
def test_the_statements_say_what_the_rule_says(
    app: App, broader: set[tuple[int, int]], said: list[set[str]], wished: list[tuple[list[set[str]], set[str]]]
) -> None:
    with app.change("test: the account stays"):
        pass
    with taken_back(app):
        ids = _thesaurus(app, broader)
        people = [a_person(app, f"Person {number}").id for number in range(PEOPLE)]
        for who, (wanted, unwanted) in zip(people, wished, strict=True):
            interest = Interest(clauses=[_clause(one, ids) for one in wanted], excluded=[ids[one] for one in unwanted])
            signing.sign_up(app, who, SignUpDraft(interest=interest))
        for says in said:
            expected = {who for who, wish in zip(people, wished, strict=True) if naive(broader, says, wish)}
            assert _matched(app, _issue(app, says, ids)) == expected


def _matched(app: App, issue_id: int) -> set[int]:
    with app.store.selection() as selection:
        matching.fill(app, selection, issue_id, on=TODAY)
        return {row["contact_id"] for row in app.store.rows("select contact_id from selection")}


def _clause(names: set[str], ids: Mapping[str, int]) -> dict[str, set[int]]:
    facets: dict[str, set[int]] = {}
    for one in names:
        facets.setdefault(FACETS[one], set()).add(ids[one])
    return facets


def _thesaurus(app: App, broader: set[tuple[int, int]]) -> dict[str, int]:
    with app.change("test: thesaurus"):
        scheme = app.store.insert("schemes", {"key": "test", "title": "Test"})
        own = {"scheme_id": scheme, "sort_name": "", "words": "[]"}
        ids = {one: app.store.insert("keywords", {**own, "key": one, "label": one.upper()}) for one in NAMES}
        for below, general in broader:
            ends = {"from_id": ids[NAMES[below]], "to_id": ids[NAMES[general]]}
            app.store.insert("keyword_links", {**ends, "kind": "broader", "stated_by": scheme})
    return ids


def _issue(app: App, says: set[str], ids: Mapping[str, int]) -> int:
    with app.change("test: issue"):
        uid = secrets.token_hex(8)
        own = {"uid": uid, "digest": uid, "kind": "initial", "subject": "", "sort_name": "", "words": "[]"}
        issue_id = app.store.insert("ua_issues", own)
        for one in sorted(says):
            row = {"issue_id": issue_id, "written": one, "keyword_id": ids[one], "origin": "issued"}
            app.store.insert("ua_issue_keywords", row)
    return issue_id


def test_an_interest_is_read_back_as_it_was_written_down(app: App) -> None:
    ids = [one.keyword.id for one in keywords.find(app, "torture")]
    interest = Interest(clauses=[{"what": ids, "sector:any": ids}, {"what": ids[:1]}], excluded=ids[1:])
    with app.change("test"):
        number = interests.intern(app, interest)
        assert interests.intern(app, interest) == number
    assert interests.load(app, [number]) == {number: interest}
