"""Drafts say what was decided, in whole sentences, whatever there is to say, in each language there are drafts in."""

import re
from collections.abc import Iterator

import pytest
from attrs import frozen
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft, Kind
from outreach_mutuality import service
from outreach_mutuality.model.assessing import Outcome
from outreach_mutuality.model.requests import Request, RequestKind
from outreach_mutuality.queries import requests
from outreach_mutuality.service import drafting
from tests.builders import a_person, taken_back, with_settings
from tests.outreach_mutuality.builders import a_request, decided

_OUTCOMES = [one for one in Outcome if one is not Outcome.CONSULT]
_KEPT = "Vorstand kandidiert Herbst Hafenpartei"
_ENDS = (".", "?", "!", "…")
# How people write a reason: with a stop or without, as a question, in lines, between quotes, with an open end.
_SAID = st.sampled_from(
    [
        "we have none left",
        "We have none left.",
        "Is it not Tuesday?",
        "first\n\n\n second\r\n\r\nthird",
        "(only «here».)",
        "so,",
        "No…",
        "",
    ]
)


@frozen
class Case:
    """What somebody says who decides, and who they are."""

    outcome: Outcome
    kind: RequestKind
    language: str
    told: str
    offered: str
    promises: tuple[str, ...]
    person: bool
    section: str


_CASES = st.builds(
    Case,
    st.sampled_from(_OUTCOMES),
    st.sampled_from(RequestKind),
    st.sampled_from(["en", "fr", "es", "sv"]),
    _SAID,
    _SAID,
    st.lists(st.sampled_from(["Sign the letter.", "put them in touch", "100 leaflets\nby post"]), max_size=2).map(
        tuple
    ),
    st.booleans(),
    st.sampled_from(["", "Amnesty Nowhere"]),
)


def _request(app: App, case: Case) -> Request:
    """A request that was decided so: what the book would not take, such as a no without a reason, too."""
    union = contacts.add(app, ContactDraft(name="Dockers", kind=Kind.ORGANISATION, fields={"language": case.language}))
    ana = a_person(app, "Ana Ruiz").name if case.person else ""
    request = a_request(app, union.id, text="100 leaflets", kind=case.kind.value, person=ana)
    decided(app, request, case.outcome, kept=_KEPT)
    decision = requests.decision_id(app.store, request.id)
    assert decision is not None
    with app.change("say it so"):
        app.store.update("mutuality_decisions", decision, {"told": case.told, "offered": case.offered})
        for what in case.promises:
            values = {"request_id": request.id, "what": what, "due_on": app.clock.today().isoformat()}
            app.store.insert("mutuality_promises", values)
    return service.get(app, request.id)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _given(case: Case) -> Iterator[str]:
    """What must stand in the letter, as people read it."""
    promised = () if case.outcome is Outcome.DECLINE else case.promises
    who = "Ana Ruiz" if case.person else "Dockers"
    for one in (case.told, case.offered, *promised, who, case.section):
        yield from (_plain(part).rstrip(".,") for part in re.split(r"\s*\n\s*\n", one))


@given(case=_CASES)
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_draft_says_all_that_was_decided_in_whole_sentences_and_nothing_else(app: App, case: Case) -> None:
    office = with_settings(app, section={"name": case.section})
    with app.change("begin"):  # the account of who is there outlives what is taken back
        pass
    with taken_back(office):
        request = _request(office, case)

        _, text = service.draft(office, request)

        greeting, *body, bye = text.split("\n\n")
        assert all(part.strip() == part != "" for part in text.split("\n\n"))
        assert not any(one in text for one in "{}")
        assert not any(word in text for word in _KEPT.split())
        assert all(one in _plain(text) for one in _given(case))
        assert greeting.endswith((",", ":"))
        assert bye.split("\n")[1:] == [one for one in (app.actor.name, case.section) if one]
        for paragraph in body:
            first, *lines = paragraph.split("\n")
            assert first.rstrip(")»").endswith(_ENDS) or all(one.startswith("- ") for one in lines) is bool(lines)
            # A small letter and a capital one with nothing between them: two sentences run together.
            assert not re.search(r"\.\.|[a-z»”] (?:We|You|Nous|Vous|Podemos|Esto)\b", paragraph)
        assert not any(one.startswith("It sounds as if") for one in service.warnings(office, request, text))


def test_each_language_has_the_same_drafts_that_can_say_the_same(app: App) -> None:
    there = drafting.all_drafts(app)
    fields = {
        tag: {(one.outcome, one.kinds): re.findall(r"\{(\w+)\}", one.text) for one in drafts.drafts}
        for tag, drafts in there.items()
    }

    assert sorted(fields) == ["en", "es", "fr"]
    assert fields["fr"] == fields["en"]
    assert fields["es"] == fields["en"]
    assert all(drafts.phrases.above for drafts in there.values())
    for (outcome, _), used in fields["en"].items():
        assert {"person", "told", "offered", "name", "section"} <= {*used}
        assert ("promises" in used) is (outcome is not Outcome.DECLINE)


# Endings that tell what somebody's gender is: of participles and adjectives, and of those who speak.
@pytest.mark.parametrize(
    ("language", "gendered"),
    [("fr", r"adressés|invités|touchés|heureu|content|ravi"), ("es", r"\bnosotros|\bjuntos|nuestros miembros")],
)
def test_a_draft_tells_nobodys_gender(language: str, gendered: str) -> None:
    there = drafting.read(drafting.SHIPPED / f"{language}.toml")

    assert [found for one in there.drafts for found in re.findall(gendered, one.text)] == []


def test_what_they_ask_is_quoted(app: App) -> None:
    request = a_request(app, text="Can we use your logo?  ", kind="other")
    decided(app, request, told="", offered="")

    assert "say yes to what you ask: “Can we use your logo?”." in service.draft(app, request)[1]


def test_a_promise_that_is_kept_is_promised_no_more(app: App) -> None:
    request = a_request(app)
    decided(app, request, promises=(("Send the film", "1w"), ("Sign", "1w")))
    service.keep(app, service.promises(app, request)[0].id)

    text = service.draft(app, request)[1]

    assert "Sign" in text
    assert "film" not in text
